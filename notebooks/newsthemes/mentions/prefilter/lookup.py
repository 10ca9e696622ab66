"""The anchors of terms, looked up among the numbers of a text at once."""

from collections import defaultdict

import numpy as np

from .anchors import Anchor
from .words import MASK, number_of

_CHUNK = 1 << 17  # numbers whose arrays stay in the cache
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth, TAOCP 3, 6.4)
_NONE = np.zeros(0, dtype=np.int64)
Hits = tuple[np.ndarray, np.ndarray]  # number of the place or word, number of the term


class _Table:
    """Terms by first letters of one length: a table, by a hash, that tells these from nearly all
    others, small enough for the processor's cache.
    """

    def __init__(self, length: int, letters: dict[int, str]):
        bits = (64 * len(letters)).bit_length()
        self.mask = MASK[length]
        self.shift = np.uint64(64 - bits)
        numbers = [number_of(anchor) for anchor in letters.values()]
        cell = self._cells(np.array(numbers, dtype=np.uint64))
        self.term = np.array(list(letters), dtype=np.int64)[np.argsort(cell)]
        count = np.bincount(cell, minlength=1 << bits)
        self.used = count > 0
        self.end = np.cumsum(count, dtype=np.int32)
        self.start = self.end - count.astype(np.int32)

    def _cells(self, numbers: np.ndarray) -> np.ndarray:
        return ((numbers & self.mask) * _SPREAD >> self.shift).view(np.int64)

    def find(self, numbers: np.ndarray) -> list[Hits]:
        hits = []
        for begin in range(0, len(numbers), _CHUNK):
            cell = self._cells(numbers[begin : begin + _CHUNK])
            place = np.flatnonzero(self.used.take(cell))
            row = self.start[cell[place]]
            end = self.end[cell[place]]
            while len(place):
                hits.append((begin + place, self.term[row]))
                more = row + 1 < end
                place = place[more]
                row = row[more] + 1
                end = end[more]
        return hits


class Lookup:
    """The terms whose anchors stand in one kind of place."""

    def __init__(self, anchors: list[Anchor], where: str):
        of_length = defaultdict(dict)
        for term, anchor in enumerate(anchors):
            if anchor.letters and anchor.where == where:
                of_length[anchor.length][term] = anchor.letters
        self.tables = [_Table(length, letters) for length, letters in of_length.items()]

    def find(self, numbers: np.ndarray) -> Hits:
        """(place, term) for each number that may begin with the anchor of the term."""
        hits = [(_NONE, _NONE)]
        for table in self.tables:
            hits += table.find(numbers)
        place, term = zip(*hits, strict=True)
        return np.concatenate(place), np.concatenate(term)
