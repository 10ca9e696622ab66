"""Terms in scripts without spaces, which may stand anywhere in a text: where their letters are."""

import re
from collections.abc import Iterator

import numpy as np

from .index import array_of
from .lookup import Beginnings

_BYTES, _KEY = 2, 4  # of a letter, the rest of it is left out; letters in a number of 64 bits
_CHUNK = 1 << 17  # characters whose arrays stay in the cache


class Stretches:
    """The longest stretch of letters in the first word of each term, by its first four letters."""

    def __init__(self, words: dict[int, str]):
        found = {term: stretch_of(word) for term, word in words.items()}
        self.term = np.array([term for term in found if found[term][1]], dtype=np.int64)
        self.place = np.array([found[term][0] for term in self.term], dtype=np.int64)
        letters = [found[term][1][:_KEY] for term in self.term]
        numbers = np.array([_numbers(array_of(one))[0] for one in letters], dtype=np.uint64)
        lengths = np.array([_BYTES * len(one) for one in letters], dtype=np.int64)
        self.beginnings = Beginnings(numbers, lengths, range(len(letters)))

    def find(self, letters: np.ndarray) -> Iterator[tuple[int, int]]:
        """(start, term) where a term may stand in a text, given as code points."""
        if letters.dtype == np.uint8:  # ASCII has none
            return
        numbers = _numbers(letters)
        for begin in range(0, len(numbers), _CHUNK):
            for place, row in self.beginnings.find(numbers[begin : begin + _CHUNK]):
                start = begin + place - self.place[row]
                yield from zip(start.tolist(), self.term[row].tolist(), strict=True)


def _numbers(letters: np.ndarray) -> np.ndarray:
    """Of each place its letter and the next three as a number, the first of them its lowest
    bytes.
    """
    padded = np.zeros(len(letters) + _KEY, dtype="<u2")
    padded[: len(letters)] = letters
    return np.ndarray(len(letters), dtype="<u8", buffer=padded, strides=(_BYTES,))


def stretch_of(word: str) -> tuple[int, str]:
    """The longest stretch of a word without `?`, and its place there.

    >>> stretch_of("?国人民")
    (1, '国人民')
    """
    found = max(re.finditer(r"[^?]+", word), key=lambda hit: len(hit[0]), default=None)
    if found is None:
        return 0, ""
    return found.start(), found[0]
