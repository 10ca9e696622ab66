"""The runs of capitalized words of a text that may be names. The page has the same rule."""

from collections.abc import Iterator
from typing import NamedTuple

from .name_words import name_words
from .titles import is_end_of_title, parts_without_titles
from .words_of_text import Word, WordsOfText, is_empty_word, is_function_word

_IN = ("in", "en", "em", "à")


class NameRun(NamedTuple):
    """Capitalized words that may be a name: the numbers of the first and the last. `sure`: their
    capitals are not only those of a sentence's beginning; `titled`: behind a title, as people do;
    `definite`: behind `the`; `inside`: behind `in`, as places are.
    """

    first: int
    last: int
    sure: bool
    titled: bool
    definite: bool
    inside: bool


def tells_names(text: WordsOfText) -> bool:
    """Whether capitals tell the names of a text: not in German, where all nouns have one, nor in a
    script without capitals, nor where all is in capitals, or headlines.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> texts = ["He met Wang.", "HE MET WANG", "王毅"]
    >>> [tells_names(words_of_text(text, "en")) for text in texts]
    [True, False, False]
    """
    words = text.words
    if text.language in name_words().noun_capitals:
        return False
    cased = sum(word.small != word.letters.upper() for word in words)
    small = sum(word.letters == word.small for word in words)
    unsure = text.sentences_of_capitals
    sure = sum(word.sentence not in unsure for word in words)
    return 2 * cased > len(words) and small > 0 and 2 * sure > len(words)


def name_runs(text: WordsOfText) -> list[NameRun]:
    """The runs of capitalized words, without titles, function words and the names of days.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> text = words_of_text("On Monday President Xi left the Bank of China.")
    >>> [(text.between(run.first, run.last), run.titled) for run in name_runs(text)]
    [('Xi', True), ('Bank of China', False)]
    """
    words = text.words
    unsure = text.sentences_of_capitals
    runs = []
    for begin, end in _capitalized(words):
        for first, last, titled in parts_without_titles(words, begin, end):
            first, last = _stripped(text, first, last)
            if first > last or is_end_of_title(words, first, last):
                continue
            before = words[first - 1].small if first and words[first].joins else ""
            titled = titled or before in name_words().titles
            inside = [word for word in words[first : last + 1] if word.capital]
            sure = words[first].sentence not in unsure
            sure = sure and not all(word.begins for word in inside)
            end = words[last].end
            has_ending = text.text[end : end + 1] in ("'", "’")  # noqa: RUF001
            inside = before in _IN and not has_ending
            runs.append(NameRun(first, last, sure, titled, before == "the", inside))
    return runs


def _capitalized(words: list[Word]) -> Iterator[tuple[int, int]]:
    """The first and the last word of each run of capitalized words, connectors between them."""
    place = 0
    while place < len(words):
        if not words[place].capital:
            place += 1
            continue
        last = place
        after = last + 1 + _connector(words, last + 1)
        while after < len(words) and words[after].capital and words[after].joins:
            last = after
            after = last + 1 + _connector(words, last + 1)
        yield place, last
        place = last + 1


def _connector(words: list[Word], place: int) -> int:
    """How many words from this one on connect the parts of a name: `of`, `de la`."""
    for size in (1, 2):
        part = words[place : place + size]
        after = words[place + size : place + size + 1]
        if not after or not after[0].capital or not all(word.joins for word in (*part, *after)):
            continue
        if " ".join(word.letters for word in part) in name_words().connectors:
            return size
    return 0


def _stripped(text: WordsOfText, first: int, last: int) -> tuple[int, int]:
    """A run without the words at its ends that are no part of a name."""

    def is_no_part(word: Word) -> bool:
        if not word.capital:
            return True
        if text.is_acronym(word):
            return False
        function = is_function_word(word.small, text.listed_language)
        empty = word.begins and is_empty_word(word.small, text.listed_language)
        return function or empty or word.small in name_words().calendar

    while first <= last and is_no_part(text.words[first]):
        first += 1
    while first <= last and is_no_part(text.words[last]):
        last -= 1
    return first, last
