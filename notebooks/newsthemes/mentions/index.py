"""The words of a text as numbers, all of them at once in NumPy.

Each character has a code of one byte, so that eight letters are one number of 64 bits: a word's
first letters are its key, its last ones its back. Two words with the same numbers may still differ
outside ASCII, where letters share codes, and between the first eight letters and the last.
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from ..text.characters import DASH, SPACE
from .edges import UNSPACED_SIGN, WORD_SIGN, kinds

KEY = 8  # letters in a key: 64 bits
MASK = np.array([(1 << 8 * length) - 1 for length in range(KEY)] + [2**64 - 1], dtype=np.uint64)
# What a character may be between the words of a term: each a bit of its own.
_WHITE, _LINE_END, _DASH, _OTHER = 1, 2, 4, 8
_NOT_WHITE, _LINE_ENDS = (
    np.uint64(kind * 0x0101010101010101) for kind in (_DASH | _OTHER, _LINE_END)
)
_KINDS = np.full(256, _OTHER, dtype=np.uint8)
_KINDS[[*b"\t\x0b\x0c\r "]], _KINDS[ord("\n")], _KINDS[ord("-")] = _WHITE, _LINE_END, _DASH
_CHUNK = 1 << 19  # characters whose arrays stay in the cache too


class Words(NamedTuple):
    """The words of a text, runs of letters, marks, digits and `_`: parallel arrays, and the codes
    of all characters.
    """

    start: np.ndarray
    end: np.ndarray
    key: np.ndarray  # the first letters as a number, the first of all its lowest byte
    codes: np.ndarray  # as numbers: from eight characters before each place on, eight of them

    def backs(self, word: np.ndarray) -> np.ndarray:
        """The last eight letters of these words, the last of all its lowest byte; of shorter words
        what is before, too.
        """
        return self.codes[self.end[word]].byteswap()

    def joined(self, word: np.ndarray) -> np.ndarray:
        """Whether what parts these words from the ones after them may stand between the words of a
        term.
        """
        start, end = self.end[word] + KEY, self.start[word + 1] + KEY
        between = _KINDS.take(self.codes[start].view(np.uint8)).view(np.uint64)
        between &= MASK.take(end - start, mode="clip")
        line_ends = between & _LINE_ENDS
        one_at_most = line_ends & (line_ends - np.uint64(1)) == 0  # no two bits are set
        good = (between & _NOT_WHITE == 0) & one_at_most
        for long in np.flatnonzero(good & (end - start > KEY)).tolist():
            codes = self.codes[start[long] : end[long]].astype(np.uint8)  # the lowest byte of each
            kinds = _KINDS.take(codes)
            good[long] = (kinds <= _LINE_END).all() and (kinds == _LINE_END).sum() < 2
        return good | (between == _DASH)


@cache
def _code_table() -> np.ndarray:
    """The code of each code point: if ASCII itself, else of a word a hash of at least 128, of
    others what they are like. Letters of scripts without spaces are no words here: `Stretches`.
    """
    table = np.zeros(len(kinds()), dtype=np.uint8)
    table[:128] = np.arange(128)
    word = 128 + np.flatnonzero(kinds()[128:] & (WORD_SIGN | UNSPACED_SIGN) == WORD_SIGN)
    table[word] = 128 | (word * 40503 >> 4) & 127
    text = "".join(map(chr, range(128, 0x3001)))
    for characters, like in ((SPACE, " "), (DASH, "-")):
        table[[*map(ord, re.findall(f"[{characters}]", text))]] = ord(like)
    return table


def array_of(text: str) -> np.ndarray:
    """The code points of a text, one byte each where it is ASCII, else four."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _codes(letters: np.ndarray) -> np.ndarray:
    return letters if letters.dtype == np.uint8 else _code_table().take(letters)


def _of_words(codes: np.ndarray) -> np.ndarray:
    """Whether each code, of a folded text, belongs to a word. (Numbers below 0 are large ones.)"""
    return (codes - ord("a") < 26) | (codes - ord("0") < 10) | (codes == ord("_")) | (codes >= 128)


def number_of(letters: str) -> int:
    return int.from_bytes(_codes(array_of(letters)).tobytes(), "little")


def numbers_of(words: list[str]) -> np.ndarray:
    """The keys of words."""
    return np.array([number_of(word[:KEY]) for word in words], dtype=np.uint64)


def find_words(letters: np.ndarray) -> Words:
    """The words of a folded text, given as its code points, a chunk at a time."""
    edges = []
    codes = np.zeros(len(letters) + 2 * KEY, dtype=np.uint8)
    for first in range(0, len(letters) + 1, _CHUNK):
        chunk = _codes(letters[first : first + _CHUNK])
        codes[KEY + first : KEY + first + len(chunk)] = chunk
        inside = _of_words(codes[KEY + first - 1 : KEY + first + _CHUNK])
        edges.append(np.flatnonzero(inside[1:] != inside[:-1]) + first)
    start, end = np.concatenate(edges).reshape(-1, 2).T.copy()
    numbers = np.ndarray(len(letters) + KEY + 1, dtype="<u8", buffer=codes, strides=(1,))
    return Words(start, end, numbers[start + KEY] & MASK.take(end - start, mode="clip"), numbers)


def ragged_arange(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(row, number from 0) of each part, where rows have so many parts."""
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(len(row)) - (np.cumsum(counts) - counts)[row]
