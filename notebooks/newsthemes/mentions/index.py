"""Words as numbers: those of a text, all at once in numpy; anchors, by which few words are looked
at; the runs of a term.

A run is a part of a term that lies in one word of a text, and an anchor the run that a term is
looked for by.
"""

import re
from functools import cache
from itertools import chain
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
_FEW = 3  # first letters that leave out most words
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth, TAOCP 3, 6.4)
_CHUNK = 1 << 19  # characters whose arrays stay in the cache too


class Words(NamedTuple):
    """The words of a text, runs of letters, marks, digits and `_`: parallel arrays, and the codes
    of all characters.
    """

    start: np.ndarray
    end: np.ndarray
    key: np.ndarray  # the first letters as a number, the first of all its lowest byte
    codes: np.ndarray  # as numbers: from eight characters before each place on, eight of them

    def backs(self, word: np.ndarray | slice) -> np.ndarray:
        """The last eight letters of these words, the last of all its lowest byte; of shorter words
        what is before, too.
        """
        return self.codes[self.end[word]].byteswap()

    def joined(self, word: np.ndarray) -> np.ndarray:
        """Whether what parts these words from the ones after them may stand between the words of a
        term.
        """
        start, end = self.end[word] + KEY, self.start[word + 1] + KEY
        between = _KINDS.take(self.codes[start].view(np.uint8)).view(np.uint64) & MASK.take(
            end - start, mode="clip"
        )
        line_ends = between & _LINE_ENDS
        good = (between & _NOT_WHITE == 0) & (line_ends & (line_ends - np.uint64(1)) == 0)
        for long in np.flatnonzero(good & (end - start > KEY)).tolist():
            kinds = _KINDS.take(
                self.codes[start[long] : end[long]].astype(np.uint8)
            )  # the lowest byte of each
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
    for characters, like in ((SPACE, " "), (DASH, "-")):
        table[
            [
                ord(hit[0])
                for hit in re.finditer(f"[{characters}]", "".join(map(chr, range(128, 0x3001))))
            ]
        ] = ord(like)
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


def each(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(row, number from 0) of each part, where rows have so many parts."""
    row = np.repeat(np.arange(len(counts)), counts)
    return row, np.arange(len(row)) - (np.cumsum(counts) - counts)[row]


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

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(number of the word, number of the term) for each word that may have the key of the
        term's anchor.
        """
        word = self.cells.likely(keys)
        cell = self.cells.of(keys[word])
        row, number = each(self.counts[cell])
        return word[row], self.terms[self.firsts[cell][row] + number]


class Pairs:
    """Anchors that are two whole words, one after the other, as `trade war`."""

    def __init__(self, pairs: list[str], terms: list[int]):
        first, second = numbers_of(" ".join(pairs).split()).reshape(-1, 2).T
        self.first = Cells(first)
        self.keys = Keys(_pair(first, second), terms)

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        likely = self.first.likely(keys[:-1])
        word, term = self.keys.find(_pair(keys[likely], keys[likely + 1]))
        return likely[word], term


def _pair(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return first * _SPREAD + second


class Beginnings:
    """Anchors that are the beginning of a word (or, of words read backwards, its ending), of one to
    eight letters.
    """

    def __init__(self, beginnings: list[str], terms: list[int]):
        numbers = numbers_of(beginnings)
        lengths = np.array([min(len(letters), KEY) for letters in beginnings], dtype=np.int64)
        few = np.minimum(lengths, _FEW)
        # One look at the first letters leaves out most words; of the others, beginnings of each
        # length are looked up.
        self.firsts = [
            (n, Cells(numbers[few == n] & MASK[n]), np.unique(lengths[few == n]))
            for n in np.unique(few)
        ]
        self.keys = Keys(_beginning(numbers, lengths), terms)

    def find(self, keys: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
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


class Run(NamedTuple):
    """What the numbers of a word must be for it to match a run, or of many runs, as arrays."""

    key: np.uint64
    mask: np.uint64  # what of a word's key counts
    back: np.uint64
    back_mask: np.uint64
    shortest: np.int64
    longest: np.int64
    key_only: np.bool_  # where the rest says no more than the key
    enough: np.bool_  # where no other word has these numbers


def run_of(letters: str) -> Run:
    """A run of letters and wildcards as numbers."""
    first, *inner, last = re.split(r"\*+", letters) if "*" in letters else (letters, letters)
    length = len(letters.replace("*", ""))
    wild = "*" in letters
    enough = (
        letters.isascii()
        and not any(inner)
        and max(len(first), len(last)) <= (KEY if wild else 2 * KEY)
    )
    numbers = (
        *_numbers(first[:KEY]),
        *_numbers(last[: -KEY - 1 : -1]),
        max(length, 1),
        1 << 62 if wild else length,
    )
    if (
        not wild and length < KEY and "?" not in letters
    ):  # a key that ends in a zero is of a whole word
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
        row, step = each(
            self.count[term] - 1
        )  # of each run after the first, and of the gap before it
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
        likely = np.flatnonzero(same & ~runs.key_only[run])
        word, run = word[likely], run[likely]
        length = words.end[word] - words.start[word]
        good = (length >= runs.shortest[run]) & (length <= runs.longest[run])
        same[likely] = good & (words.backs(word) & runs.back_mask[run] == runs.back[run])
        return same
