"""Words as numbers: the words of a text, all at once in numpy, and which of them may be the anchor of a term."""

import sys
import unicodedata
from collections import defaultdict
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np

KEY = 8  # letters in a key: 64 bits
MASK = np.array([(1 << 8 * length) - 1 for length in range(KEY)] + [2**64 - 1], dtype=np.uint64)
_CELLS = 18  # bits: a table of 2**18 cells stays in the processor's cache
_SPREAD = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio (Knuth, TAOCP 3, 6.4)
_CHUNK = 1 << 19  # characters whose arrays stay in the cache too


class Words(NamedTuple):
    """The words of a text, runs of letters, marks, digits and `_`: parallel arrays."""

    start: np.ndarray
    end: np.ndarray
    key: np.ndarray  # the first letters as a number, the first of all its lowest byte
    back: np.ndarray  # the last letters as a number, the last of all its lowest byte


_ASCII_WORD = np.array([chr(code).isalnum() or chr(code) == "_" for code in range(128)])


@cache
def _is_word() -> np.ndarray:
    """For each code point, whether it belongs to a word. (Planes 4 to 13 hold no characters.)"""
    table = np.zeros(sys.maxunicode + 1, dtype=bool)
    for code in chain(range(0x40000), range(0xE0000, 0xE0200)):
        table[code] = unicodedata.category(chr(code))[0] in "LMN" or code == 0x5F
    return table


def array_of(text: str) -> np.ndarray:
    """The code points of a text, one byte each where it is ASCII, else four."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _codes(letters: np.ndarray) -> np.ndarray:
    """One byte a character: ASCII as it is, of all others a hash of at least 128; 0 for what belongs to no word."""
    if letters.dtype == np.uint8:
        return letters * _ASCII_WORD.take(letters)
    spread = 128 | (letters * np.uint32(40503) >> np.uint32(4)) & 127
    return (np.where(letters < 128, letters, spread) * _is_word().take(letters)).astype(np.uint8)


def number_of(letters: str) -> int:
    return int.from_bytes(_codes(array_of(letters)).tobytes(), "little")


def find_words(folded: str) -> Words:
    """The words of a folded text, a chunk at a time; a chunk ends where no word does."""
    letters, parts, first = array_of(folded), [], 0
    while first < len(letters):
        codes = _codes(letters[first : first + _CHUNK])
        if first + _CHUNK < len(letters):
            gaps = np.flatnonzero(codes[-_CHUNK // 8 :] == 0)  # else it is a word without end: take all that is left
            codes = codes[: len(codes) - _CHUNK // 8 + gaps[-1] + 1] if len(gaps) else _codes(letters[first:])
        padded = np.zeros(len(codes) + 2 * KEY, dtype=np.uint8)
        padded[KEY:-KEY] = codes
        inside = padded != 0
        edges = np.flatnonzero(inside[KEY - 1 : -KEY] != inside[KEY : 1 - KEY])
        start, end = edges[::2], edges[1::2]
        numbers = np.ndarray(len(codes) + KEY + 1, dtype="<u8", buffer=padded, strides=(1,))
        key = numbers.take(start + KEY) & MASK.take(np.minimum(end - start, KEY))
        parts.append((start + first, end + first, key, numbers.take(end).byteswap()))
        first += len(codes)
    none = np.zeros(0, dtype=np.int64)
    parts = parts or [(none, none, none.view(np.uint64), none.view(np.uint64))]
    return Words(*map(np.concatenate, zip(*parts, strict=True)))


def _cell(keys: np.ndarray) -> np.ndarray:
    return ((keys * _SPREAD) >> np.uint64(64 - _CELLS)).view(np.int64)


class Keys:
    """Keys of anchors: which words have one of them, and whose anchors they are."""

    def __init__(self, terms_of: dict[int, list[int]]):
        self.keys = np.array(sorted(terms_of), dtype=np.uint64)
        lists = [terms_of[int(key)] for key in self.keys]
        self.counts = np.array([len(terms) for terms in lists], dtype=np.int64)
        self.firsts = np.cumsum(self.counts) - self.counts
        self.terms = np.fromiter(chain.from_iterable(lists), dtype=np.int64)
        self.table = np.zeros(1 << _CELLS, dtype=bool)
        self.table[_cell(self.keys)] = True

    def find(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(number of the word, number of the term) for each word that has the key of the term's anchor."""
        word = np.flatnonzero(self.table.take(_cell(keys)))
        place = np.minimum(np.searchsorted(self.keys, keys[word]), len(self.keys) - 1)
        same = self.keys[place] == keys[word]
        word, place = word[same], place[same]
        counts = self.counts[place]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(word, counts), self.terms[np.repeat(self.firsts[place], counts) + within]


class Beginnings:
    """Anchors that are the beginning of a word (or, of words read backwards, its ending), of one to eight letters."""

    def __init__(self, anchors: list[tuple[str, int]]):
        by_length: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for letters, term in anchors:
            by_length[min(len(letters), KEY)][number_of(letters[:KEY])].append(term)
        self.by_length = {length: Keys(terms_of) for length, terms_of in by_length.items()}
        # One look at the first letters, three at most, leaves out most words.
        firsts: dict[int, dict[int, list[int]]] = defaultdict(dict)
        for length, terms_of in by_length.items():
            few = min(length, 3)
            firsts[few].update({key & int(MASK[few]): [] for key in terms_of})
        self.firsts = {few: Keys(keys) for few, keys in firsts.items()}

    def find(self, keys: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for few, first in self.firsts.items():
            likely = np.flatnonzero(first.table.take(_cell(keys & MASK[few])))
            for length, anchors in self.by_length.items():
                if min(length, 3) == few:
                    word, term = anchors.find(keys[likely] & MASK[length])
                    found.append((likely[word], term))
        return found
