"""The words of a text as numbers, all of them at once in NumPy.

Each character has a code of one byte, and eight codes are packed into a number of 64 bits, the
first in its lowest byte. Two words of the same numbers may still differ outside ASCII, where
letters share codes, and between the first eight letters and the last.
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from ..edges import UNSPACED_SIGN, WORD_SIGN, code_points, signs
from ..words_and_wildcards import BETWEEN_WORDS

LETTERS = 8  # packed into a number
# what of a number are the first letters, from none to eight
MASK = np.array([(1 << 8 * letters) - 1 for letters in range(LETTERS + 1)], dtype=np.uint64)
_SHARED = 64  # codes for letters outside ASCII, and as many for scripts without spaces
_GAP = re.compile(BETWEEN_WORDS)


class Words(NamedTuple):
    """The words of a text, which are letters, marks, digits and `_` in a row, as parallel arrays.
    Scripts without spaces have none.
    """

    start: np.ndarray
    end: np.ndarray
    head: np.ndarray  # up to eight letters from the start on
    after: np.ndarray  # of each place of the text the eight characters from it on
    before: np.ndarray  # and the eight before it, from the last of them back

    def gap_before(self, text: str, word: np.ndarray) -> np.ndarray:
        """Whether what parts these words from those before may stand between words of a term."""
        start, end = self.end[word - 1], self.start[word]
        is_gap = (end - start == 1) & (self.after[start] & 0xFF == ord(" "))
        for row in np.flatnonzero(~is_gap).tolist():
            is_gap[row] = _GAP.fullmatch(text, start[row], end[row]) is not None
        return is_gap


def words_in(text: str, spare: int) -> Words:
    """The words of a folded text; so many empty ones come after them, which no part matches."""
    codes = np.zeros(len(text) + 2 * LETTERS, dtype=np.uint8)
    codes[LETTERS:-LETTERS] = _codes_of(text)
    near = codes[LETTERS - 1 : 1 - LETTERS]  # the text and the one character on each side
    # a byte below 0 is a large one
    inside = (near - ord("a") < 26) | (near - ord("0") < 10) | (near == ord("_"))
    inside |= near - 128 < _SHARED
    edges = np.flatnonzero(inside[1:] != inside[:-1]), np.full(2 * spare, len(text))
    start, end = np.concatenate(edges).reshape(-1, 2).T.copy()
    size = len(text) + 1
    before = np.ndarray(size, dtype=">u8", buffer=codes, strides=(1,))
    after = np.ndarray(size, dtype="<u8", buffer=codes, strides=(1,), offset=LETTERS)
    head = after[start] & MASK.take(end - start, mode="clip")
    return Words(start, end, head, after, before)


def pack(letters: str) -> int:
    """The first eight letters as a number."""
    return int.from_bytes(_codes_of(letters[:LETTERS]).tobytes(), "little")


def _codes_of(text: str) -> np.ndarray:
    """The codes of a text: of ASCII its code points."""
    if text.isascii():
        return code_points(text)
    return _code_table().take(code_points(text))


@cache
def _code_table() -> np.ndarray:
    """The code of each code point; 0 of what is outside ASCII and in no word."""
    table = np.zeros(len(signs()), dtype=np.uint8)
    shared = np.arange(len(table)) % _SHARED
    # in this order, as letters of scripts without spaces have both signs
    for sign, first in ((WORD_SIGN, 128), (UNSPACED_SIGN, 128 + _SHARED)):
        letters = np.flatnonzero(signs() & sign)
        table[letters] = first + shared[letters]
    table[:128] = np.arange(128)
    return table
