"""The words of a text: its tokens, those that say what it is about, and how many words and
sentences articles have.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

import numpy as np
import pandas as pd

from .blocks import Span
from .characters import UNSPACED, WORD, is_unspaced
from .function_words import function_words
from .languages import language_in, stated_languages
from .sentences import sentences_in


def token_pattern(text: str) -> re.Pattern:
    """What cuts a text with straight quotes into tokens: words, and one by one all other characters
    but white space.

    A word keeps the hyphens and apostrophes inside it and the periods of initials; the ending of a
    possessive or a contraction is a token of its own.

    >>> text = "China's well-being isn't up 3% in the U.S."
    >>> token_pattern(text).findall(text)
    ['China', "'s", 'well-being', "isn't", 'up', '3', '%', 'in', 'the', 'U.S.']
    """
    sign = r"\w"  # without marks, several times as fast
    if not text.isascii() and any(unicodedata.category(char)[0] == "M" for char in set(text)):
        sign = WORD
    word = rf"(?:(?:[A-Z]\.){{2,}}|{sign}+)"
    ending = rf"'(?i:s|d|m|ll|re|ve)(?!{sign})"
    return re.compile(rf"{word}(?:(?:[-‐‑]|(?!{ending})'){word})*|{ending}|\S")


def is_content(word: str, language: str = "en") -> bool:
    """Whether a folded token says what a text is about: it has a letter, is longer than one, and is
    not a function word of the language.

    >>> [is_content(word) for word in ("covid-19", "u.s.", "2024", "isn't", "'re", "the", "x")]
    [True, True, False, False, False, False, False]
    >>> is_content("die"), is_content("die", "de")
    (True, False)
    """
    function = word in function_words(language) or word.startswith("'") or word.endswith("n't")
    return is_long(word) and not function


def is_long(word: str) -> bool:
    """Whether a word has two signs or more, one of them a letter.

    >>> is_long("covid-19"), is_long("a"), is_long("2024")
    (True, False, False)
    """
    return len(word) > 1 and any(map(str.isalpha, word))


def word_counts(articles: pd.DataFrame) -> np.ndarray:
    """The length of each article, integers: its words, which are what white space separates in its
    text, or its letters (`units`); without a text, what its column `words` says.

    ValueError where there is neither.

    >>> word_counts(pd.DataFrame({"text": ["Trade talks go on.", "", "讨论5G网络。"], "words": 2}))
    array([4, 0, 6])
    """
    if "text" in articles.columns:
        return np.array(_measured(tuple(articles["text"].tolist()))[1], dtype="int64")
    if "words" not in articles.columns:
        raise ValueError(
            "articles: there is neither a column `text` nor a column `words`; give one of them"
        )
    return articles["words"].to_numpy("int64")


def units(articles: pd.DataFrame) -> np.ndarray:
    """What the length of each article is counted in: "letters" (marks and digits are some) where
    more than half of them are of scripts without spaces between words, else "words"; that of the
    others where a text has no letter; without a text, what its column `unit` says.

    >>> units(pd.DataFrame({"text": ["Wang Yi (王毅) met them.", "讨论5G网络。"]})).tolist()
    ['words', 'letters']
    """
    if "text" in articles.columns:
        return np.array(_measured(tuple(articles["text"].tolist()))[0], dtype=object)
    return articles.get("unit", pd.Series("words", articles.index)).to_numpy(object)


def unit_of(articles: pd.DataFrame) -> str:
    """The unit of all articles, "words" or "letters"; where they differ `MIXED`, and there are no
    rates.

    >>> unit_of(pd.DataFrame({"text": ["Wang Yi met them.", "讨论5G网络。"]}))
    'words and letters'
    """
    return " and ".join(sorted({*units(articles)} or {"words"}, reverse=True))


def with_unit(table: pd.DataFrame, unit: np.ndarray) -> pd.DataFrame:
    """A table of rates, with a column `unit`, that of each row, if it is not words in all; where
    they differ, only the rows in words have a rate and a length.
    """
    in_words = unit == "words"
    if in_words.all():
        return table
    if not (unit == "letters").all():
        measures = ("per_1000", "words")
        table = table.assign(**{name: table[name].where(in_words) for name in measures})
    return table.assign(unit=unit)


MIXED = "words and letters"
_LETTER, _UNSPACED = re.compile(WORD), re.compile(f"[{UNSPACED}]")


@lru_cache(2)  # nearly every table asks for those of the same articles
def _measured(texts: tuple[str, ...]) -> tuple[list[str], list[int]]:
    """The unit of each text, and its length."""
    kinds = list(map(_unit, texts))
    rest = "words"
    if set(kinds) == {"letters", ""}:
        rest = "letters"
    kinds = [kind or rest for kind in kinds]
    return kinds, list(map(length, texts, kinds))


def _unit(text: str) -> str:
    """The unit of a text; empty where it has no letter."""
    if is_unspaced(text) and 2 * len(_UNSPACED.findall(text)) > len(_LETTER.findall(text)):
        return "letters"
    if any(map(str.isalpha, text)):
        return "words"
    return ""


def length(text: str, unit: str) -> int:
    """The length of a text in "words" or "letters".

    >>> length("5G 网络。", "words"), length("5G 网络。", "letters")
    (2, 4)
    """
    if unit == "letters":
        return len(_LETTER.findall(text))
    return len(text.split())


def sentence_counts(articles: pd.DataFrame) -> np.ndarray:
    """The sentences of each article, integers: those of its text; without one, what its column
    `sentences` says, or NaN.

    >>> texts = ["Trade is up. All is well.", ""]
    >>> sentence_counts(pd.DataFrame({"text": texts, "sentences": [7, 7]}))
    array([2, 0])
    """
    if "text" in articles.columns:
        return np.bincount(_all_cut(articles)[0], minlength=len(articles))
    if "sentences" in articles.columns:
        return articles["sentences"].to_numpy("int64")
    return np.full(len(articles), np.nan)


def article_sentences(articles: pd.DataFrame) -> list[list[Span]]:
    """The sentences of each article, by the marks and abbreviations of its language.

    >>> article_sentences(pd.DataFrame({"text": ["Trade is up. All is well."]}))
    [[(0, 12), (13, 25)]]
    """
    row, *spans = _all_cut(articles)
    spans = list(zip(*(places.tolist() for places in spans), strict=True))
    ends = np.cumsum(np.bincount(row, minlength=len(articles))).tolist()
    return [spans[begin:end] for begin, end in pairwise([0, *ends])]


def sentence_starts(articles: pd.DataFrame, rows: np.ndarray, until: np.ndarray) -> np.ndarray:
    """Where the sentences of the articles in some rows start, of each as far as those that start at
    a place or before it: the row, and the start. Of articles that were cut before it is all.

    >>> articles = pd.DataFrame({"text": ["They met.", "Trade is up. All is well. Is it?"]})
    >>> sentence_starts(articles, np.array([1]), np.array([13]))
    array([[ 1,  1],
           [ 0, 13]])
    """
    texts, stated = articles["text"].tolist(), stated_languages(articles)
    cut = _cut_before(tuple(texts), tuple(stated))
    if cut:
        return cut[0][:2].astype(np.int64)
    language = language_in(texts, stated)
    some = rows.tolist()
    sentences = sentences_in(
        [texts[row] for row in some], lambda number: language(some[number]), until
    )
    return np.array([rows[sentences[0]], sentences[1]])


def _all_cut(articles: pd.DataFrame) -> np.ndarray:
    """The sentences of all articles, as `sentences_in` gives them."""
    texts, stated = articles["text"].tolist(), stated_languages(articles)
    cut = _cut_before(tuple(texts), tuple(stated))
    if not cut:
        sentences = sentences_in(texts, language_in(texts, stated))
        cut.append(sentences.astype(np.int32))  # in half the memory
    return cut[0]


@lru_cache(2)  # nearly every table asks for those of the same articles
def _cut_before(texts: tuple[str, ...], stated: tuple[object, ...]) -> list[np.ndarray]:
    """The sentences of these texts in stated languages, if they were all cut before."""
    return []
