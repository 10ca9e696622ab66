"""The anchors of terms, and where in a text they may be."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from .words import LETTERS, MASK, pack

_COMPARED = (
    3  # letters, before the others; of the lexicons that were measured none is found faster by more
)
_CHUNK = 1 << 17  # rows whose arrays stay in the processor's cache
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth, TAOCP 3, 6.4)
_NONE = np.zeros(0, dtype=np.int64)
Hits = tuple[np.ndarray, np.ndarray]  # which row of what was looked up, and which term


class Anchor(NamedTuple):
    """A literal of a term, letters without a wildcard among them, by which it is looked up."""

    letters: str
    compared: int  # so many of them first; of a whole word all packed ones, and so where it ends
    at_start: bool = False  # of a word, else anywhere in the text
    part: int = 0  # the number of the term's part that they are in


def anchors_of(terms: list[list[str]], beginnings: list[str]) -> list[Anchor]:
    """The anchor of each term, given by its parts; of a term without parts it is what is before its
    first wildcard. It has no letters where there are none.

    >>> anchors_of([["trad*", "policy"], []], ["trad", "南海"])[1]
    Anchor(letters='南海', compared=2, at_start=False, part=0)
    """
    literals = [_literals(parts) for parts in terms]
    sharing = Counter(anchor[:3] for of_term in literals for anchor in of_term)  # in any part

    def cost(anchor: Anchor) -> tuple:
        """Whether it tells little, must be looked for at each place of the text, and leaves many
        terms to tell apart; of equals the longest, then the last, as a phrase rather begins with
        a `the`.
        """
        missing = max(_COMPARED - len(anchor.letters), 0)
        shared = sharing[anchor[:3]]
        return missing, not anchor.at_start, shared, -len(anchor.letters), -anchor.part

    others = [Anchor(letters, min(len(letters), _COMPARED)) for letters in beginnings]
    both = zip(literals, others, strict=True)
    return [min(of_term, key=cost, default=other) for of_term, other in both]


def _literals(parts: list[str]) -> list[Anchor]:
    """What can be the anchor of a term."""
    anchors = []
    for number, part in enumerate(parts):
        for place, letters in enumerate(re.split("[*?]+", part)):
            compared = min(len(letters), _COMPARED)
            if letters == part:
                compared = LETTERS
            anchors.append(Anchor(letters, compared, place == 0, number))
    return anchors


class Lookup:
    """The terms whose anchors are at the start of words, or those whose anchors are anywhere."""

    def __init__(self, anchors: list[Anchor], at_start: bool):
        letters = defaultdict(dict)
        for term, anchor in enumerate(anchors):
            if anchor.letters and anchor.at_start == at_start:
                letters[anchor.compared][term] = anchor.letters
        self.tables = [_Table(*of_length) for of_length in letters.items()]

    def find(self, packed: np.ndarray) -> Hits:
        """Which of these letters may begin with the anchor of which term."""
        hits = [(_NONE, _NONE)]
        for table in self.tables:
            hits += table.find(packed)
        number, term = zip(*hits, strict=True)
        return np.concatenate(number), np.concatenate(term)


class _Table:
    """Terms by as many letters of their anchors: a table, by a hash, that tells these from nearly
    all else, small enough for the processor's cache.
    """

    def __init__(self, compared: int, letters: dict[int, str]):
        bits = (64 * len(letters)).bit_length()
        self.mask = MASK[compared]
        self.shift = np.uint64(64 - bits)
        anchor = np.array([*map(pack, letters.values())], dtype=np.uint64)
        known = [max(compared, min(len(some), LETTERS)) for some in letters.values()]
        cell = self._cells(anchor)
        order = np.argsort(cell)  # cell by cell
        self.term = np.array([*letters], dtype=np.int64)[order]
        self.anchor, self.anchor_mask = anchor[order], MASK[known][order]
        count = np.bincount(cell, minlength=1 << bits)
        self.used = count > 0
        self.end = np.cumsum(count, dtype=np.int32)  # of each cell in `term`
        self.begin = self.end - count.astype(np.int32)

    def _cells(self, packed: np.ndarray) -> np.ndarray:
        return ((packed & self.mask) * _SPREAD >> self.shift).view(np.int64)

    def find(self, packed: np.ndarray) -> Iterator[Hits]:
        for first in range(0, len(packed), _CHUNK):
            chunk = packed[first : first + _CHUNK]
            cell = self._cells(chunk)
            number = np.flatnonzero(self.used.take(cell))
            row = self.begin[cell[number]]
            end = self.end[cell[number]]
            while len(number):  # as often as the fullest cell has terms
                # the further letters tell apart what shares the first
                same = chunk[number] & self.anchor_mask[row] == self.anchor[row]
                yield first + number[same], self.term[row[same]]
                row = row + 1
                more = row < end
                number, row, end = number[more], row[more], end[more]
