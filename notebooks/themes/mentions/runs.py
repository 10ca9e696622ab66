"""The runs of a term, the parts of it that lie in one word of a text each, as numbers to compare with those of words."""

import re
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..text.characters import WORD
from .index import KEY, Words, each, number_of


class Run(NamedTuple):
    """What the numbers of a word must be for it to match a run; where `enough`, no other word has them."""

    key: int
    mask: int  # what of a word's key counts
    back: int
    back_mask: int
    shortest: int
    longest: int
    key_only: bool  # where the rest says no more than the key
    enough: bool


def runs_of(words: list[str]) -> list[str]:
    """The runs of a term's words, up to one from which on the number of the runs before it is not certain.

    A `*` alone beside a mark may stand for nothing, and of a first word without a run the length to its run is unknown.
    """
    found: list[str] = []
    for number, word in enumerate(words):
        runs = re.findall(rf"(?:{WORD}|[*?])+", word)
        if not runs and not number:
            return []
        for run in runs:
            if set(run) == {"*"} and run != word:
                return found
            found.append(run)
    return found


def run_of(letters: str) -> Run:
    """A run of letters and wildcards as numbers."""
    first, *inner, last = re.split(r"\*+", letters) if "*" in letters else (letters, letters)
    length = len(letters.replace("*", ""))
    wild = "*" in letters
    enough = letters.isascii() and not any(inner) and max(len(first), len(last)) <= (KEY if wild else 2 * KEY)
    numbers = *_numbers(first[:KEY]), *_numbers(last[: -KEY - 1 : -1]), max(length, 1), 1 << 62 if wild else length
    if not wild and length < KEY and "?" not in letters:  # a key that ends in a zero is of a whole word
        return Run(numbers[0], 2**64 - 1, *numbers[2:], True, enough)
    return Run(*numbers, wild and enough and 0 < length == len(first.replace("?", "")), enough)


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
        columns = list(zip(*chain.from_iterable(runs), strict=True)) or [()] * len(Run._fields)
        self.key, self.mask, self.back, self.back_mask = (np.array(column, dtype=np.uint64) for column in columns[:4])
        self.key_only = np.array(columns[6], dtype=bool)
        self.shortest, self.longest = (np.array(column, dtype=np.int64) for column in columns[4:6])

    def find(self, words: Words, word: np.ndarray, term: np.ndarray, parted: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(word, term) where the runs of the term match the words from this one on; of those `parted`, the gaps as well."""
        inside = (word >= 0) & (word + self.count[term] <= len(words.start))
        word, term = word[inside], term[inside]
        good = self._match(words, word, self.first[term])
        word, term = word[good], term[good]
        row, step = each(self.count[term] - 1)  # of each run after the first, and of the gap before it
        before, run = word[row] + step, self.first[term[row]] + step + 1
        good = self._match(words, before + 1, run)
        apart = np.flatnonzero(good & parted[term[row]])
        good[apart] = words.joined(before[apart])
        all_good = np.ones(len(word), dtype=bool)
        all_good[row[~good]] = False
        return word[all_good], term[all_good]

    def _match(self, words: Words, word: np.ndarray, run: np.ndarray) -> np.ndarray:
        """Whether each word, by its numbers, matches the run."""
        same = words.key[word] & self.mask[run] == self.key[run]
        likely = np.flatnonzero(same & ~self.key_only[run])
        word, run = word[likely], run[likely]
        length = words.end[word] - words.start[word]
        good = (length >= self.shortest[run]) & (length <= self.longest[run])
        same[likely] = good & (words.backs(word) & self.back_mask[run] == self.back[run])
        return same
