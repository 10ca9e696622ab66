"""The words of a text as numbers, all of them at once in NumPy.

Each character has a code of one byte, so that eight letters are one number of 64 bits. Two words
with the same numbers may still differ outside ASCII, where letters share codes, and between the
first eight letters and the last.
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from ...text.characters import BETWEEN_WORDS
from ..edges import UNSPACED_SIGN, WORD_SIGN, code_points, kinds

LETTERS = 8  # in a number
# what of a number are the first letters, from none to eight
MASK = np.array([(1 << 8 * letters) - 1 for letters in range(LETTERS + 1)], dtype=np.uint64)
_SHARED = 64  # codes for letters outside ASCII, and as many for those of scripts without spaces
_GAP = re.compile(BETWEEN_WORDS)


class Words(NamedTuple):
    """The words of a text, runs of letters, marks, digits and `_`: parallel arrays. And of each
    place in it, from eight before the text on, eight characters as a number.
    """

    start: np.ndarray
    end: np.ndarray
    first: np.ndarray  # the first letters as a number, the first of all its lowest byte
    numbers: np.ndarray

    def last(self, word: np.ndarray) -> np.ndarray:
        """The last eight letters of these words, the last of all its lowest byte; of shorter words
        what is before, too.
        """
        return self.numbers[self.end[word]].byteswap()

    def joined(self, text: str, word: np.ndarray) -> np.ndarray:
        """Whether what parts these words from the ones after them may stand between the words of a
        term.
        """
        start, end = self.end[word], self.start[word + 1]
        is_gap = (end - start == 1) & (self.numbers[start + LETTERS] & 0xFF == ord(" "))
        for row in np.flatnonzero(~is_gap).tolist():
            is_gap[row] = _GAP.fullmatch(text, start[row], end[row]) is not None
        return is_gap


def words_in(text: str, spare: int) -> Words:
    """The words of a folded text; so many empty ones come after them, which no run matches."""
    codes = np.zeros(len(text) + 2 * LETTERS, dtype=np.uint8)
    codes[LETTERS:-LETTERS] = _codes_of(text)
    inside = _of_words(codes[LETTERS - 1 : 1 - LETTERS])
    edges = np.flatnonzero(inside[1:] != inside[:-1]), np.full(2 * spare, len(text))
    start, end = np.concatenate(edges).reshape(-1, 2).T.copy()
    numbers = np.ndarray(len(text) + LETTERS + 1, dtype="<u8", buffer=codes, strides=(1,))
    first = numbers[start + LETTERS] & MASK.take(end - start, mode="clip")
    return Words(start, end, first, numbers)


def number_of(letters: str) -> int:
    """The first eight letters as a number."""
    return int.from_bytes(_codes_of(letters[:LETTERS]).tobytes(), "little")


def _of_words(codes: np.ndarray) -> np.ndarray:
    """Whether each code, of a folded text, belongs to a word. (Numbers below 0 are large ones.)"""
    letters = (codes - ord("a") < 26) | (codes - ord("0") < 10) | (codes == ord("_"))
    return letters | (codes - 128 < _SHARED)


def _codes_of(text: str) -> np.ndarray:
    """The codes of a text: of ASCII its code points."""
    if text.isascii():
        return code_points(text)
    return _code_table().take(code_points(text))


@cache
def _code_table() -> np.ndarray:
    """The code of each code point."""
    table = np.zeros(len(kinds()), dtype=np.uint8)
    shared = np.arange(len(table)) % _SHARED
    for sign, first in ((WORD_SIGN, 128), (UNSPACED_SIGN, 128 + _SHARED)):
        letters = np.flatnonzero(kinds() & sign)
        table[letters] = first + shared[letters]
    table[:128] = np.arange(128)
    return table
