"""The words of a text: its tokens, those that say what it is about, and how many words and
sentences articles have.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from statistics import median

import numpy as np
import pandas as pd

from .characters import WORD, countable
from .memo import memo
from .sentences import sentence_spans
from .stop_words import STOP_WORDS

# Function words that no language beside it has: of three letters or more, and not these
_SHARED = "all also for had have her over under was will".split()
_ENGLISH = {word for word in STOP_WORDS if len(word) > 2}.difference(_SHARED)
LEAST = 0.05  # of the words; in English news about a sixth, in other languages next to none
FEW = 50  # words, too few to say


def token_pattern(text: str) -> re.Pattern:
    """What cuts a text with straight quotes into tokens: words, and one by one all other characters
    but white space.

    A word keeps the hyphens and apostrophes inside it and the periods of initials; the ending of a
    possessive or a contraction is a token of its own.

    >>> text = "China's well-being isn't up 3% in the U.S."
    >>> token_pattern(text).findall(text)
    ['China', "'s", 'well-being', "isn't", 'up', '3', '%', 'in', 'the', 'U.S.']
    """
    one = r"\w"  # without marks, several times as fast
    if not text.isascii() and any(unicodedata.category(sign)[0] == "M" for sign in set(text)):
        one = WORD
    word, ending = rf"(?:(?:[A-Z]\.){{2,}}|{one}+)", rf"'(?i:s|d|m|ll|re|ve)(?!{one})"
    return re.compile(rf"{word}(?:(?:[-‐‑]|(?!{ending})'){word})*|{ending}|\S")


def is_content(word: str) -> bool:
    """Whether a folded token says what a text is about: it has a letter, is longer than one, and is
    not a function word.

    >>> [is_content(word) for word in ("covid-19", "u.s.", "2024", "isn't", "'re", "the", "x")]
    [True, True, False, False, False, False, False]
    """
    function = word in STOP_WORDS or word.startswith("'") or word.endswith("n't")
    return len(word) > 1 and not function and any(map(str.isalpha, word))


@memo(lambda texts: (list(texts),))
def in_english(texts: Collection[str]) -> bool:
    """Whether articles are in English: in half of them or more, 5% of the words or more are
    function words that only English has. Fewer than 50 words in all are taken for English.

    >>> in_english(["The talks were about trade and the war. " * 9]), in_english(["Rien. " * 60])
    (True, False)
    """
    words = [text.lower().split() for text in texts]
    few = sum(map(len, words)) < FEW
    shares = (sum(map(_ENGLISH.__contains__, own)) / max(1, len(own)) for own in words)
    return countable(texts) and (few or median(shares) >= LEAST)


def word_counts(articles: pd.DataFrame) -> np.ndarray:
    """The words of each article, integers: what white space separates in its text; without one,
    what its column `words` says.

    ValueError where there is neither.

    >>> word_counts(pd.DataFrame({"text": ["Trade talks go on.", ""], "words": [2, 7]}))
    array([4, 0])
    """
    if "text" in articles.columns:
        return np.array([len(text.split()) for text in articles["text"].tolist()], dtype="int64")
    if "words" not in articles.columns:
        raise ValueError(
            "articles: there is neither a column `text` nor a column `words`; give one of them"
        )
    return articles["words"].to_numpy("int64")


def sentence_counts(articles: pd.DataFrame) -> np.ndarray:
    """The sentences of each article, integers: those of its text; without one, what its column
    `sentences` says, or NaN.

    >>> texts = ["Trade is up. All is well.", ""]
    >>> sentence_counts(pd.DataFrame({"text": texts, "sentences": [7, 7]}))
    array([2, 0])
    """
    if "text" in articles.columns:
        return _sentence_counts(articles["text"].tolist())
    if "sentences" in articles.columns:
        return articles["sentences"].to_numpy("int64")
    return np.full(len(articles), np.nan)


@memo(lambda texts: (texts,))
def _sentence_counts(texts: list[str]) -> np.ndarray:
    return np.array([_sentences(text) for text in texts], dtype="int64")


# of many texts it is kept: every count asks for those of the same articles
_sentences = lru_cache(1 << 14)(lambda text: len(sentence_spans(text)))
