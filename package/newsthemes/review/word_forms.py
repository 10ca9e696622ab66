"""English words -> those that are forms of one word. The page has the same rule."""

import re
from collections.abc import Iterable, Iterator

_PLURAL = re.compile("(?:.[^suia]|.{3}a)s$")  # areas, not gas and crisis
_SIBILANT = re.compile("(?:s|x|z|ch|sh)es$")
_ENDING = re.compile("(?<=.{2})(?:ed|ing)$")
_DOUBLE = re.compile(r"([bdgklmnprtv])\1$")


def bases_of(word: str) -> Iterator[str]:
    """What an English word in small letters may be a form of, the likeliest first, with -s, -ed or
    -ing.

    >>> [list(bases_of(word)) for word in ("floods", "parties", "crashes", "planned", "voting")]
    [['flood'], ['party'], ['crash', 'crashe'], ['planne', 'plann', 'plan'], ['vote', 'vot']]
    >>> [list(bases_of(word)) for word in ("flood", "crisis", "gas", "king", "virus")]
    [[], [], [], [], []]
    """
    if re.search("[^aeiou]ie[sd]$", word) and len(word) > 4:
        yield f"{word[:-3]}y"
    elif _SIBILANT.search(word):
        yield word[:-2]
        yield word[:-1]
    elif _PLURAL.search(word):
        yield word[:-1]
    elif re.search("[aeiouy]", _ENDING.sub("", word)) and _ENDING.search(word):
        stem = _ENDING.sub("", word)
        yield f"{stem}e"
        yield stem
        if _DOUBLE.search(stem):
            yield stem[:-1]


def by_word(words: Iterable[str]) -> list[list[str]]:
    """The words, the forms of one together, short ones first.

    >>> by_word(["flooded", "plans", "floods", "planes", "planning", "vote"])
    [['vote'], ['plans', 'planning'], ['floods', 'flooded'], ['planes']]
    """
    groups: list[list[str]] = []
    group_of: dict[str, list[str]] = {}  # of a word, and of what it may be a form of
    for word in sorted(words, key=lambda word: (len(word), word)):
        keys = [word, *bases_of(word)]
        group = next((group_of[key] for key in keys if key in group_of), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(word)
        for key in keys:
            group_of.setdefault(key, group)
    return groups
