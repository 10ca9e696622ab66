"""The runs of terms as numbers, and whether the words of a text are these runs.

A run is the part of a term that lies in one word of a text: `trad*`, or the `U` and the `S` of
`U.S.`.
"""

import re
from itertools import chain
from typing import NamedTuple

import numpy as np

from .index import KEY, Words, number_of, ragged_arange


class Run(NamedTuple):
    """What the numbers of a word must be for it to match a run, or of many runs, as arrays."""

    key: np.uint64  # the first letters
    mask: np.uint64  # what of a word's key counts
    back: np.uint64  # the last letters
    back_mask: np.uint64
    shortest: np.int64
    longest: np.int64
    enough: np.bool_  # where no other word has these numbers


def run_of(letters: str) -> Run:
    """A run of letters and wildcards as numbers."""
    pieces = re.split(r"\*+", letters)
    first, last = pieces[0], pieces[-1]
    shortest = longest = len("".join(pieces))
    seen = 2 * KEY  # letters that the key and the last letters show together
    if len(pieces) > 1:
        longest, seen = 1 << 62, KEY
    enough = letters.isascii() and max(len(first), len(last)) <= seen and not any(pieces[1:-1])
    numbers = *_numbers(first[:KEY]), *_numbers(last[: -KEY - 1 : -1])
    return Run(*numbers, max(shortest, 1), longest, enough)


def _numbers(letters: str) -> tuple[int, int]:
    """The letters as a number, and what of it is not a `?`."""
    mask = sum(0xFF << 8 * place for place, letter in enumerate(letters) if letter != "?")
    return number_of(letters) & mask, mask


class Runs:
    """The runs of all terms, and where they stand in a text."""

    def __init__(self, terms: list[list[str]]):
        runs = [[run_of(letters) for letters in term] for term in terms]
        self.count = np.array([len(term) for term in runs], dtype=np.int64)
        self.enough = np.array([all(run.enough for run in term) for term in runs], dtype=bool)
        self.first = np.cumsum(self.count) - self.count
        columns = list(zip(*chain.from_iterable(runs), strict=True)) or [() for _ in Run._fields]
        self.runs = Run(*map(np.array, columns, Run.__annotations__.values()))

    def find(
        self, words: Words, word: np.ndarray, term: np.ndarray, parted: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """(word, term) where the runs of the term match the words from this one on; of those
        `parted`, the gaps as well.
        """
        inside = (word >= 0) & (word + self.count[term] <= len(words.start))
        word, term = word[inside], term[inside]
        good = self._match(words, word, self.first[term])
        word, term = word[good], term[good]
        # of each run after the first, and of the gap before it
        row, step = ragged_arange(self.count[term] - 1)
        before, run = word[row] + step, self.first[term[row]] + step + 1
        good = self._match(words, before + 1, run)
        apart = np.flatnonzero(good & parted[term[row]])
        good[apart] = words.joined(before[apart])
        all_good = np.ones(len(word), dtype=bool)
        all_good[row[~good]] = False
        return word[all_good], term[all_good]

    def _match(self, words: Words, word: np.ndarray, run: np.ndarray) -> np.ndarray:
        """Whether each word, by its numbers, matches the run."""
        runs = self.runs
        same = words.key[word] & runs.mask[run] == runs.key[run]
        likely = np.flatnonzero(same)
        word, run = word[likely], run[likely]
        length = words.end[word] - words.start[word]
        good = (length >= runs.shortest[run]) & (length <= runs.longest[run])
        same[likely] = good & (words.backs(word) & runs.back_mask[run] == runs.back[run])
        return same
