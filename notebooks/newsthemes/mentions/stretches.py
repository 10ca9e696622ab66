"""Letters of scripts without spaces, which may stand anywhere in a text."""

import re

import numpy as np

from .anchors import Keys
from .index import array_of

_KEY, _BITS = 3, 21  # letters in a number of 64 bits: enough to be no other letters
_MASK = [np.uint64((1 << _BITS * length) - 1) for length in range(_KEY + 1)]
_CHUNK = 1 << 17  # characters whose arrays stay in the cache


class Stretches:
    """Some letters, each with a term; they are looked for by the first of them."""

    def __init__(self, letters: list[str], terms: list[int]):
        self.numbers = np.zeros(max(terms, default=-1) + 1, dtype=np.uint64)
        of_length: dict[int, list[int]] = {}
        for stretch, term in zip(letters, terms, strict=True):
            self.numbers[term] = _numbers(array_of(stretch[:_KEY]))[0]
            of_length.setdefault(min(len(stretch), _KEY), []).append(term)
        self.keys = {length: Keys(self.numbers[own], own) for length, own in of_length.items()}

    def find(self, letters: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(place, term) wherever the first letters stand in a text, given as code points."""
        places, terms = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
        for begin in range(0, len(letters), _CHUNK):
            numbers = _numbers(letters[begin : begin + _CHUNK + _KEY - 1])[:_CHUNK]
            for length, keys in self.keys.items():
                own = numbers & _MASK[length]
                place, term = keys.find(own)
                same = own[place] == self.numbers[term]
                places.append(place[same] + begin)
                terms.append(term[same])
        return np.concatenate(places), np.concatenate(terms)


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
