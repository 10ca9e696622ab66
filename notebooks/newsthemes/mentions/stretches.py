"""Terms in scripts without spaces, which may stand anywhere in a text: where their letters are."""

import re
from collections.abc import Iterator

import numpy as np

from .index import array_of
from .lookup import Keys

_KEY, _BITS = 3, 21  # letters in a number of 64 bits: enough to be no other letters
_MASK = [np.uint64((1 << _BITS * length) - 1) for length in range(_KEY + 1)]
_CHUNK = 1 << 17  # characters whose arrays stay in the cache


class Stretches:
    """The longest stretch of letters in the first word of each term, found by its first three."""

    def __init__(self, words: dict[int, str]):
        found = {term: stretch_of(word) for term, word in words.items()}
        self.term = [term for term, (_, letters) in found.items() if letters]
        self.place = np.array([found[term][0] for term in self.term], dtype=np.int64)
        letters = [found[term][1][:_KEY] for term in self.term]
        self.number = np.array([_numbers(array_of(few))[0] for few in letters], dtype=np.uint64)
        length = np.array(list(map(len, letters)), dtype=np.int64)
        self.keys = {}
        for size in np.unique(length).tolist():
            rows = np.flatnonzero(length == size)
            self.keys[size] = Keys(self.number[rows], rows.tolist())

    def find(self, letters: np.ndarray) -> Iterator[tuple[int, int]]:
        """(start, term) wherever a stretch of a term stands in a text, given as code points."""
        if letters.dtype == np.uint8:  # ASCII has none
            return
        for begin in range(0, len(letters), _CHUNK):
            numbers = _numbers(letters[begin : begin + _CHUNK + _KEY - 1])[:_CHUNK]
            for length, keys in self.keys.items():
                own = numbers & _MASK[length]
                place, row = keys.find(own)
                same = own[place] == self.number[row]
                starts = place[same] + begin - self.place[row[same]]
                for start, one in zip(starts.tolist(), row[same].tolist(), strict=True):
                    yield start, self.term[one]


def _numbers(letters: np.ndarray) -> np.ndarray:
    """Of each place its letter and the next two as a number, the first of them its lowest bits."""
    wide = np.zeros(len(letters) + _KEY - 1, dtype=np.uint64)
    wide[: len(letters)] = letters
    numbers = wide[: len(letters)].copy()
    for step in range(1, _KEY):
        numbers |= wide[step : step + len(letters)] << np.uint64(step * _BITS)
    return numbers


def stretch_of(word: str) -> tuple[int, str]:
    """The longest stretch of a word without `?`, and its place there.

    >>> stretch_of("?国人民")
    (1, '国人民')
    """
    found = max(re.finditer(r"[^?]+", word), key=lambda hit: len(hit[0]), default=None)
    if found is None:
        return 0, ""
    return found.start(), found[0]
