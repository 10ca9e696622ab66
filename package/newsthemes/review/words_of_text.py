"""A text -> its words, as names and phrases are told in it. The page has the same rule."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import NamedTuple

from ..text.bylines import without_byline
from ..text.characters import WORD
from ..text.function_words import listed_words
from ..text.languages import language_code
from .name_words import name_words

# A word keeps the hyphens and apostrophes inside it and the periods of initials, not the s of a
# possessive.
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}|{WORD}+(?:[-‐‑]{WORD}+|['’](?!s(?!{WORD})){WORD}+)*"  # noqa: RUF001
)
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|un|all|dall|dell|nell|sull)['’](?=\w)", re.I)
_SPACE = re.compile(r"[ \t\xa0]+")
_LINE_END = re.compile(r"[ \t\xa0]*\n[ \t\xa0]*")
_PERIOD = re.compile(r"\.[ \t\xa0]+")
_BEGINS = re.compile(r"[.!?…:;\"“”„«»‘‚—–\n•*|]|(?:^|\s)['’-]")
_ENDS = re.compile(r"[.!?…\n]")
_WITHOUT_VOWEL = re.compile("[b-df-hj-np-tv-xz]+")  # cts, mln
_APOSTROPHE = re.compile("['’]")
_HEADLINE = 4  # words, all with capitals
_WRAPPED = range(40, 101)  # characters of a line of a text that is cut into lines
_LOOKED_AT = 1000  # words of a text, for its language
_LEAST = 0.1  # of the words that are function words of a language
_SHORT = 3  # letters of a function word, in a language without a list


class Word(NamedTuple):
    """A word of a text, as it is written and in `small` letters. `capital`: it begins with one;
    `joins`: only space is between it and the word before; `begins`: its capital may be that of a
    sentence's first word; `sentence`: a number.
    """

    start: int
    end: int
    letters: str
    small: str
    capital: bool
    joins: bool
    begins: bool
    sentence: int


class Gap(NamedTuple):
    """Whether what stands between two words joins them, may begin a sentence, ends one, is but a
    period, such as that of an abbreviation, or the end of a line.
    """

    joins: bool
    begins: bool
    ends: bool
    is_period: bool
    is_line_end: bool


@dataclass
class WordsOfText:
    """A text, its words, its language (empty where that is not sure)."""

    text: str
    words: list[Word]
    language: str

    @cached_property
    def listed_language(self) -> str:
        """The language, if there is a list of its function words; else English."""
        if self.language in listed_words():
            return self.language
        return "en"

    @cached_property
    def shouted(self) -> frozenset[int]:
        """The sentences, such as headlines, that are all in capitals."""
        cased = [word for word in self.words if word.letters.upper() != word.small]
        return _sentences_all(cased, lambda word: word.letters.isupper())

    @cached_property
    def sentences_of_capitals(self) -> frozenset[int]:
        """The sentences in which capitals tell nothing: headlines, and what is all in capitals."""
        language = self.listed_language
        content = [
            word
            for word in self.words
            if word.letters[0].isalpha() and not is_function_word(word.small, language)
        ]
        return _sentences_all(content, attrgetter("capital"))

    def is_acronym(self, word: Word) -> bool:
        """Whether a word is written as acronyms are, in a sentence that is not all in capitals."""
        return is_short_capitals(word.letters) and word.sentence not in self.shouted

    def between(self, first: int, last: int) -> str:
        """The text from one word to another, white space single."""
        return " ".join(self.text[self.words[first].start : self.words[last].end].split())


def words_of_text(text: str, stated: str = "") -> WordsOfText:
    """A text's words, and its language: the `stated` one, else that of its function words.

    >>> text = words_of_text("Mr. Wang’s trip to the U.S. was long; l’Iran and Jean-Luc")
    >>> [word.letters for word in text.words][:6], text.language
    (['Mr', 'Wang', 'trip', 'to', 'the', 'U.S.'], 'en')
    """
    words = _words(text)
    return WordsOfText(text, words, language_code(stated) or _language(words))


def _words(text: str) -> list[Word]:
    text = without_byline(text)
    words = []
    end = 0
    sentence = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if elision := _ELISION.match(text, start, match.end()):
            start = elision.end()
        letters = text[start : match.end()]
        if letters in ("s", "S") and text[start - 1 : start] in ("'", "’"):
            continue
        gap = _gap(text[end : match.start()])
        if gap.is_period and words and _is_abbreviation(words[-1]):
            if not _begins_sentence(letters):
                gap = _gap(" ")
        if gap.is_line_end and _is_wrapped(text, end, start):
            gap = _gap(" ")
        begins = gap.begins or not words
        sentence += gap.ends
        end = match.end()
        small = letters.lower()
        capital = letters[0].isupper()
        words.append(Word(start, end, letters, small, capital, gap.joins, begins, sentence))
    return words


@lru_cache(1 << 10)
def _gap(between: str) -> Gap:
    """What stands between two words."""
    return Gap(
        joins=_SPACE.fullmatch(between) is not None,
        begins=_BEGINS.search(between) is not None,
        ends=_ENDS.search(between) is not None,
        is_period=_PERIOD.fullmatch(between) is not None,
        is_line_end=_LINE_END.fullmatch(between) is not None,
    )


def _is_abbreviation(word: Word) -> bool:
    return word.small in name_words().titles or (len(word.letters) == 1 and word.capital)


def _begins_sentence(letters: str) -> bool:
    """Whether a word behind a period has a capital and is no name: `The`, not the `A` of `J. A.`"""
    return len(letters) > 1 and letters[0].isupper() and is_function_word(letters.lower(), "en")


def _is_wrapped(text: str, end: int, start: int) -> bool:
    """Whether the line end between two words is only there because lines are cut."""
    first = text.rfind("\n", 0, end) + 1
    last = text.find("\n", start)
    if last < 0:
        last = len(text)
    is_one_text = text[first:end].isupper() == text[start:last].isupper()  # and no headline above
    return is_one_text and end - first in _WRAPPED and last - start <= _WRAPPED[-1]


def _language(words: list[Word]) -> str:
    """The language whose function words are most of the words; empty where they are few."""
    small = [word.small for word in words[:_LOOKED_AT]]
    times = {code: sum(map(listed.__contains__, small)) for code, listed in listed_words().items()}
    best = max(times, key=times.__getitem__)
    if times[best] < _LEAST * len(small):
        return ""
    return best


@lru_cache(1 << 16)
def is_function_word(small: str, language: str) -> bool:
    """Whether a word in small letters is a function word of the language, or a contraction of one;
    in a language without a list, whether it is short.

    >>> is_function_word("they’re", "en"), is_function_word("war", "en")
    (True, False)
    """
    stem = _APOSTROPHE.split(small)[0]
    listed = listed_words().get(language)
    if listed:
        return stem in listed
    return len(stem) <= _SHORT and stem.upper() != stem


def is_empty_word(small: str, language: str) -> bool:
    """Whether a word in small letters says nothing of what a text is about."""
    words = name_words()
    if small in words.calendar or (language == "en" and small in words.empty_words):
        return True
    is_abbreviation = language in ("en", "") and _WITHOUT_VOWEL.fullmatch(small) is not None
    return is_abbreviation or is_function_word(small, language)


def is_short_capitals(word: str) -> bool:
    """Whether a word is written as acronyms are.

    >>> is_short_capitals("U.S."), is_short_capitals("APEC"), is_short_capitals("Apec")
    (True, True, False)
    """
    letters = word.replace(".", "")
    return word.isupper() and 2 <= len(letters) <= 6 and letters.isalpha()


def _sentences_all(words: list[Word], is_so: Callable[[Word], bool]) -> frozenset[int]:
    """The sentences of which several of the words are there, and all are so."""
    number = Counter(word.sentence for word in words)
    others = {word.sentence for word in words if not is_so(word)}
    return frozenset(
        sentence for sentence in number.keys() - others if number[sentence] >= _HEADLINE
    )
