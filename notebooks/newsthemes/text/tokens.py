"""The words of a text: its tokens, those that say what it is about, and how many words and
sentences articles have.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

import numpy as np
import pandas as pd

from .capitalized import is_long
from .characters import UNSPACED, WORD, is_unspaced
from .languages import function_words, language_in, stated_languages
from .sentences import Span, sentences_in


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
    return common_unit(units(articles))


def common_unit(kinds: Iterable[str]) -> str:
    return " and ".join(sorted(set(kinds) or {"words"}, reverse=True))


def with_unit(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    """A table of rates, `per_1000`: with a column `unit` if that is not words, and without rates
    and lengths where there is no common one.
    """
    if unit == "words":
        return table
    if unit == MIXED:
        table = table.assign(**dict.fromkeys({"per_1000", "words"} & {*table.columns}, np.nan))
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
        return np.array(list(map(len, _all_cut(articles))), dtype="int64")
    if "sentences" in articles.columns:
        return articles["sentences"].to_numpy("int64")
    return np.full(len(articles), np.nan)


def article_sentences(articles: pd.DataFrame) -> list[list[Span]]:
    """The sentences of each article, by the marks and abbreviations of its language.

    >>> article_sentences(pd.DataFrame({"text": ["Trade is up. All is well."]}))
    [[(0, 12), (13, 25)]]
    """
    return [list(map(tuple, spans.tolist())) for spans in _all_cut(articles)]


def sentence_starts(articles: pd.DataFrame) -> Callable[[int, int], list[int]]:
    """A function that says where the sentences of the article in a row start, as far as those that
    start at a place or before it. What was cut to its end before is not cut again.

    >>> sentence_starts(pd.DataFrame({"text": ["Trade is up. All is well. Is it?"]}))(0, 13)
    [0, 13]
    """
    cut, sentences = _sentences_by_row(articles)

    def starts(row: int, last: int) -> list[int]:
        if row in cut:
            return cut[row][:, 0].tolist()
        firsts = []
        for first, _ in sentences(row):
            if first > last:
                break
            firsts.append(first)
        return firsts

    return starts


def _sentences_by_row(
    articles: pd.DataFrame,
) -> tuple[dict[int, np.ndarray], Callable[[int], Iterator[Span]]]:
    """The sentences that were cut before, by row, and a function that cuts the article in a row,
    one by one; its language is asked for only where an end depends on it.
    """
    texts, stated = articles["text"].tolist(), stated_languages(articles)
    language = language_in(texts, stated)
    cut = _cut_before(tuple(texts), tuple(stated))
    return cut, lambda row: sentences_in(texts[row], partial(language, row))


def _all_cut(articles: pd.DataFrame) -> list[np.ndarray]:
    """The sentences of each article, a row each: where it starts and ends."""
    cut, sentences = _sentences_by_row(articles)
    for row in range(len(articles)):
        if row not in cut:
            cut[row] = np.array(list(sentences(row)), dtype="int32").reshape(-1, 2)
    return [cut[row] for row in range(len(articles))]


@lru_cache(2)  # nearly every table asks for those of the same articles
def _cut_before(texts: tuple[str, ...], stated: tuple[object, ...]) -> dict[int, np.ndarray]:
    """The sentences of texts in stated languages that were cut before, by row."""
    return {}
