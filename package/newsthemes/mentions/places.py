"""Places where terms stand, in several texts that are joined by one character."""

from typing import NamedTuple

import numpy as np

JOIN = "\0"  # no term has it, and it is no white space
ROOM = 1 << 32  # more than one text has characters, or texts that are looked at together


class Places(NamedTuple):
    """Where terms stand: parallel arrays of character offsets, and the number of the term."""

    start: np.ndarray
    end: np.ndarray
    term: np.ndarray

    def kept(self, rows: np.ndarray | slice) -> "Places":
        return Places(*(column[rows] for column in self))

    def texts(self, begins: np.ndarray) -> np.ndarray:
        """Of each place the number of the text that it is in, by where the texts begin."""
        return np.searchsorted(begins, self.start, side="right") - 1


def begins_of(texts: list[str]) -> np.ndarray:
    """Where each text begins in the joined ones.

    >>> begins_of(["one", "", "two"]).tolist()
    [0, 4, 5]
    """
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    return np.cumsum(lengths) - lengths
