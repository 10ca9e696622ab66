"""Texts -> the phrases that they repeat: content words side by side, more often than chance would
bring. The page has the same rule.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from ..tables.sentences_and_words import usual_spelling
from ..tables.statistics import SURE
from ..text.tokens import is_long
from .name_words import name_words
from .names import key_of
from .words_of_text import Word, WordsOfText, is_empty_word

_LONGEST = 4  # words, a name being one
_VERB_OR_ADVERB = re.compile(".{3,}(?:ed|ly)")
Keys = tuple[str, ...]


class Unit(NamedTuple):
    """A content word, or a name: its key, and the numbers of its first and last word."""

    key: str
    first: int
    last: int


def phrases_of(texts: Iterable[WordsOfText], names: set[str]) -> list[str]:
    """The phrases of some texts, in their order: runs of content words that are there twice or
    more, of which each pair is a collocation by log-likelihood (NLTK's); none that is a part of a
    longer one and no more frequent, or ends in a name. `names` are keys.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> text = "The nuclear deal with Iran. " + "It is as it is. " * 9 + "A nuclear deal"
    >>> phrases_of([words_of_text(text)], {"iran"})
    ['nuclear deal']
    """
    texts = list(texts)
    longest_name = max((name.count(" ") + 1 for name in names), default=0)
    units_of_texts = [list(_units(text, names, longest_name)) for text in texts]
    all_keys = [[unit.key for unit in units] for units in chain.from_iterable(units_of_texts)]
    runs = Counter()
    for keys in all_keys:
        runs.update(tuple(keys[first : last + 1]) for first, last in _spans(len(keys)))
    scores = _scores(all_keys, sum(len(text.words) for text in texts))
    english = all(text.language == "en" for text in texts)
    collocations = {
        run: times
        for run, times in runs.items()
        if times > 1
        and all(scores.get(pair, 0) > SURE for pair in pairwise(run))
        and run[-1] not in names
        and (may_end_phrase(run[-1]) or not english)
    }
    spellings: dict[Keys, Counter] = {run: Counter() for run in not_within_longer(collocations)}
    for text, units_of_text in zip(texts, units_of_texts, strict=True):
        for units in units_of_text:
            for first, last in _spans(len(units)):
                run = tuple(unit.key for unit in units[first : last + 1])
                if run in spellings:
                    spellings[run][text.between(units[first].first, units[last].last)] += 1
    return list(map(usual_spelling, spellings.values()))


def _scores(runs: list[list[str]], number: int) -> dict[tuple[str, str], float]:
    """The log-likelihood of each pair side by side in the runs, in texts of so many words."""
    from nltk.collocations import BigramCollocationFinder  # loaded where they are needed
    from nltk.metrics import BigramAssocMeasures
    from nltk.probability import FreqDist

    words = FreqDist(key for keys in runs for key in keys)
    words[""] = number - words.N()  # all words that are in no run
    finder = BigramCollocationFinder(words, FreqDist(chain.from_iterable(map(pairwise, runs))))
    finder.apply_freq_filter(2)
    return dict(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))


def may_end_phrase(small: str) -> bool:
    """Whether an English word may name a thing: one in -ed or -ly hardly does, but for a few.

    >>> [may_end_phrase(word) for word in ("deal", "supply", "alleged")]
    [True, True, False]
    """
    return small in name_words().nouns_in_ed_or_ly or not _VERB_OR_ADVERB.fullmatch(small)


def _spans(size: int) -> Iterator[tuple[int, int]]:
    """The first and the last place of each run of two or more among so many."""
    for first in range(size):
        for last in range(first + 1, min(first + _LONGEST, size)):
            yield first, last


def not_within_longer(runs: dict[Keys, int]) -> Iterator[Keys]:
    """The runs that are more frequent than each longer one that they are a part of.

    >>> list(not_within_longer({("a", "b"): 2, ("a", "b", "c"): 2, ("b", "c"): 3}))
    [('a', 'b', 'c'), ('b', 'c')]
    """
    longer = Counter()
    for run, times in runs.items():
        for size in range(1, len(run)):
            for first in range(len(run) - size + 1):
                part = run[first : first + size]
                longer[part] = max(longer[part], times)
    for run, times in runs.items():
        if longer[run] < times:
            yield run


def _units(text: WordsOfText, names: set[str], longest_name: int) -> Iterator[list[Unit]]:
    """The runs of content words of a text, a name as one."""
    units: list[Unit] = []
    place = 0
    while place < len(text.words):
        word = text.words[place]
        if not word.joins:
            yield units
            units = []
        size = _name_at(text, place, names, longest_name)
        if size:
            name = text.between(place, place + size - 1)
            units.append(Unit(key_of(name), place, place + size - 1))
        elif _is_content(text, word):
            units.append(Unit(key_of(word.letters), place, place))
        else:
            yield units
            units = []
        place += size or 1
    yield units


def _is_content(text: WordsOfText, word: Word) -> bool:
    """Whether a word, which is no name, says what a text is about; a title with a capital does
    not.
    """
    if not is_long(word.letters):
        return False
    if text.is_acronym(word):
        return True
    is_title = word.capital and word.small in name_words().titles
    return not is_title and not is_empty_word(word.small, text.language)


def _name_at(text: WordsOfText, place: int, names: set[str], longest: int) -> int:
    """How many words from this one on are a name."""
    words = text.words[place : place + longest]
    if not names or not words[0].capital:
        return 0
    size = 1
    while size < len(words) and words[size].joins:
        size += 1
    while size and key_of(text.between(place, place + size - 1)) not in names:
        size -= 1
    return size
