"""Letters as numbers, looked up among those of all words of a text at once."""

import numpy as np

from .index import MASK, ragged_arange

Hits = tuple[np.ndarray, np.ndarray]  # number of the word, number of the term
_FEW = 3  # first letters that leave out most words
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth, TAOCP 3, 6.4)


class Cells:
    """Some keys: a table, by a hash, that tells them from nearly all others, small enough for the
    processor's cache.
    """

    def __init__(self, keys: np.ndarray):
        bits = (64 * len(keys) | 1).bit_length()
        self.shift = np.uint64(64 - bits)
        self.table = np.zeros(1 << bits, dtype=bool)
        self.table[self.of(keys)] = True

    def of(self, keys: np.ndarray) -> np.ndarray:
        return ((keys * _SPREAD) >> self.shift).view(np.int64)

    def likely(self, keys: np.ndarray) -> np.ndarray:
        """Numbers of those keys that may be among them."""
        return np.flatnonzero(self.table.take(self.of(keys)))


class Keys:
    """Keys of anchors, each with a term."""

    def __init__(self, keys: np.ndarray, terms: list[int]):
        self.cells = Cells(keys)
        cell = self.cells.of(keys)
        self.counts = np.bincount(cell, minlength=len(self.cells.table)).astype(np.int32)
        self.firsts = np.cumsum(self.counts, dtype=np.int32) - self.counts
        self.terms = np.array(terms, dtype=np.int64)[np.argsort(cell)]

    def find(self, keys: np.ndarray) -> Hits:
        """(number of the word, number of the term) for each word that may have the key of the
        term's anchor.
        """
        word = self.cells.likely(keys)
        cell = self.cells.of(keys[word])
        row, number = ragged_arange(self.counts[cell])
        return word[row], self.terms[self.firsts[cell][row] + number]


class Beginnings:
    """Anchors that are the first letters of a number, one to eight."""

    def __init__(self, numbers: np.ndarray, lengths: np.ndarray, terms: list[int]):
        few = np.minimum(lengths, _FEW)
        # One look at the first letters leaves out most words; of the others, beginnings of each
        # length are looked up.
        self.firsts = [
            (n, Cells(numbers[few == n] & MASK[n]), np.unique(lengths[few == n]))
            for n in np.unique(few)
        ]
        self.keys = Keys(_beginning(numbers, lengths), terms)

    def find(self, keys: np.ndarray) -> list[Hits]:
        found = []
        for few, cells, lengths in self.firsts:
            likely = cells.likely(keys & MASK[few])
            place, term = self.keys.find(_beginning(keys[likely][:, None], lengths).ravel())
            found.append((likely[place // len(lengths)], term))
        return found


def _beginning(keys: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """So many of the first letters as a number, which tells `trade` of five letters from `trade` of
    eight or fewer.
    """
    return (keys & MASK[lengths]) + lengths.astype(np.uint64) * _SPREAD
