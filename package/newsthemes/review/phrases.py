"""Texts -> the phrases that they repeat: content words side by side, more often than chance would
bring. The page has the same rule.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
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
    longest_names = _longest_by_first_word(names)
    units_of_texts = [list(_units(text, names, longest_names)) for text in texts]
    keys = [[unit.key for unit in units] for units in chain.from_iterable(units_of_texts)]
    collocations = _collocations(keys, sum(len(text.words) for text in texts))
    spellings: dict[Keys, Counter] = defaultdict(Counter)
    for text, units_of_text in zip(texts, units_of_texts, strict=True):
        for units in units_of_text:
            for first, last in _spans(units, collocations):
                run = tuple(unit.key for unit in units[first : last + 1])
                spellings[run][text.between(units[first].first, units[last].last)] += 1
    english = all(text.language == "en" for text in texts)
    repeated = {
        run: times.total()
        for run, times in spellings.items()
        if times.total() > 1 and run[-1] not in names and (may_end_phrase(run[-1]) or not english)
    }
    return [usual_spelling(spellings[run]) for run in not_within_longer(repeated)]


def _collocations(runs: list[list[str]], number: int) -> set[tuple[str, str]]:
    """The pairs that are side by side in the runs twice, and surely more often than by chance
    (log-likelihood), in texts of so many words.
    """
    from nltk.collocations import BigramCollocationFinder  # loaded where they are needed
    from nltk.metrics import BigramAssocMeasures
    from nltk.probability import FreqDist

    words = FreqDist(key for keys in runs for key in keys)
    words[""] = number - words.N()  # all words that are in no run
    finder = BigramCollocationFinder(words, FreqDist(chain.from_iterable(map(pairwise, runs))))
    finder.apply_freq_filter(2)
    scores = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    return {pair for pair, score in scores if score > SURE}


def may_end_phrase(small: str) -> bool:
    """Whether an English word may name a thing: one in -ed or -ly hardly does, but for a few.

    >>> [may_end_phrase(word) for word in ("deal", "supply", "alleged")]
    [True, True, False]
    """
    return small in name_words().nouns_in_ed_or_ly or not _VERB_OR_ADVERB.fullmatch(small)


def _spans(units: list[Unit], collocations: set[tuple[str, str]]) -> Iterator[tuple[int, int]]:
    """The first and the last place of each run of two or more of which all pairs are such."""
    for first in range(len(units) - 1):
        for last in range(first + 1, min(first + _LONGEST, len(units))):
            if (units[last - 1].key, units[last].key) not in collocations:
                break
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


def _longest_by_first_word(names: set[str]) -> dict[str, int]:
    """How many words the longest name has that begins with a word."""
    longest: dict[str, int] = defaultdict(int)
    for name in names:
        first = _first_word(name)
        longest[first] = max(longest[first], name.count(" ") + 1)
    return longest


def _first_word(key: str) -> str:
    return key.split(" ")[0].rstrip(".")  # the `J` of `J. Smith`


def _units(
    text: WordsOfText, names: set[str], longest_names: dict[str, int]
) -> Iterator[list[Unit]]:
    """The runs of content words of a text, a name as one."""
    units: list[Unit] = []
    place = 0
    while place < len(text.words):
        word = text.words[place]
        size = 0
        if word.capital:
            longest = longest_names.get(_first_word(key_of(word.letters)), 0)
            size = _name_at(text, place, names, longest)
        is_unit = size or _is_content(text, word)
        if units and not (word.joins and is_unit):
            yield units
            units = []
        last = place + max(size, 1) - 1
        if is_unit:
            units.append(Unit(key_of(text.between(place, last)), place, last))
        place = last + 1
    yield units


def _is_content(text: WordsOfText, word: Word) -> bool:
    """Whether a word, which is no name, says what a text is about."""
    return _is_content_word(word.letters, text.language) or text.is_acronym(word)


@lru_cache(1 << 16)
def _is_content_word(letters: str, language: str) -> bool:
    """Whether a word says what a text is about; a title with a capital does not."""
    small = letters.lower()
    is_title = letters[0].isupper() and small in name_words().titles
    return is_long(letters) and not is_title and not is_empty_word(small, language)


def _name_at(text: WordsOfText, place: int, names: set[str], longest: int) -> int:
    """How many words from this one on, at most so many, are a name."""
    words = text.words[place : place + longest]
    size = min(1, longest)
    while size < len(words) and words[size].joins:
        size += 1
    while size and key_of(text.between(place, place + size - 1)) not in names:
        size -= 1
    return size
