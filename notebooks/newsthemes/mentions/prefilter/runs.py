"""The runs of terms as numbers, and whether words of a text are these runs.

A run is the part of a term that lies in one word of a text: `trad*`, or the `U` and the `S` of
`U.S.`.
"""

import re

import numpy as np

from ...text.characters import WORD
from .words import LETTERS, Words, number_of

_RUN = re.compile(f"(?:{WORD}|[*?])+")


def runs_of(words: list[str]) -> list[str]:
    """The runs of a term, given by its words: those of which the number of runs before is known.

    A `*` alone beside a mark may stand for nothing; behind a first word without a run nothing is
    known.

    >>> runs_of(["U.S.", "trad*"]), runs_of(["trade", "*€", "b"]), runs_of(["€", "b"])
    (['U', 'S', 'trad*'], ['trade'], [])
    """
    term_runs = []
    for word in words:
        runs = _RUN.findall(word)
        if not term_runs and not runs:
            return []
        for run in runs:
            if set(run) == {"*"} and run != word:
                return term_runs
            term_runs.append(run)
    return term_runs


class Runs:
    """What the numbers of a word must be for it to match a run: of many runs, as arrays."""

    def __init__(self, runs: list[str]):
        rows = np.array([_row(run) for run in runs], dtype=np.uint64).reshape(-1, 6)
        self.first, self.first_mask, self.last, self.last_mask, self.shortest, self.longest = (
            np.ascontiguousarray(rows.T)
        )

    def match(self, words: Words, word: np.ndarray, run: np.ndarray) -> np.ndarray:
        """Whether each word, by its numbers, matches the run."""
        match = words.first[word] & self.first_mask[run] == self.first[run]
        likely = np.flatnonzero(match)
        word, run = word[likely], run[likely]
        length = (words.end[word] - words.start[word]).view(np.uint64)
        same = words.last(word) & self.last_mask[run] == self.last[run]
        match[likely] = same & (length >= self.shortest[run]) & (length <= self.longest[run])
        return match


def _row(run: str) -> list[int]:
    pieces = re.split(r"\*+", run)
    shortest = longest = len("".join(pieces))
    if len(pieces) > 1:
        longest = 1 << 62
    return [*_number(pieces[0]), *_number(pieces[-1][::-1]), max(shortest, 1), longest]


def _number(letters: str) -> tuple[int, int]:
    """The first letters as a number, and what of it is not a `?`."""
    mask = sum(0xFF << 8 * place for place, letter in enumerate(letters[:LETTERS]) if letter != "?")
    return number_of(letters) & mask, mask
