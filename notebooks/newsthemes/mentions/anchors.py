"""The anchors of terms, by which few words of a text are looked at, and where they stand.

The anchor of a term is one of its runs, or a piece of one: what is rare, and few other terms have.
"""

import re
from collections import Counter
from typing import NamedTuple

import numpy as np

from ..text.languages import function_words
from .index import KEY, MASK, Words, numbers_of
from .lookup import Beginnings, Hits, Keys

_CHUNK = 1 << 17  # characters whose arrays stay in the cache
# What an anchor is of its run; of equally rare ones the first counts.
_KINDS = [
    "whole",  # one without wildcards
    "beginning",  # what stands before the first wildcard
    "inner",  # the longest piece behind one, wherever it stands in a word
    "",  # none
]


class _Anchor(NamedTuple):
    run: int  # its number among the term's runs
    letters: str
    kind: str


class Anchors:
    """The anchors of terms, given by their runs. `none` are the terms without one; `enough` says of
    which terms the anchor is all that they ask for: `*ollar*`.
    """

    def __init__(self, terms: list[list[str]]):
        anchors = _anchors(terms)
        letters = [anchor.letters for anchor in anchors]
        self.run = np.array([anchor.run for anchor in anchors], dtype=np.int64)
        self.number = numbers_of(letters)
        length = np.array([min(len(one), KEY) for one in letters], dtype=np.int64)
        self.mask = MASK.take(length)
        self.enough = np.array(
            [
                runs == [f"*{one}*"] and one.isascii() and len(one) <= KEY
                for runs, one in zip(terms, letters, strict=True)
            ],
            dtype=bool,
        )
        of_kind = {kind: [] for kind in _KINDS}
        for term, anchor in enumerate(anchors):
            of_kind[anchor.kind].append(term)
        self.whole = Keys(self.number[of_kind["whole"]], of_kind["whole"])
        self.beginnings, self.inner = (
            Beginnings(self.number[terms], length[terms], terms)
            for terms in (of_kind["beginning"], of_kind["inner"])
        )
        self.none = of_kind[""]

    def find(self, words: Words) -> Hits:
        """The words where the first run of a term stands if the term does: those that may be its
        anchor, less the runs before it.
        """
        found = [
            self.whole.find(words.key),
            *self.beginnings.find(words.key),
            *self._by_inner(words),
        ]
        word, term = map(np.concatenate, zip(*found, strict=True))
        return word - self.run[term], term

    def _by_inner(self, words: Words) -> list[Hits]:
        """Words that have the letters of a term anywhere; each word once."""
        numbers, terms = words.codes[KEY:], len(self.run)
        hits = [np.zeros(0, dtype=np.int64)]
        for begin in range(0, len(numbers), _CHUNK):
            for place, term in self.inner.find(numbers[begin : begin + _CHUNK]):
                same = numbers[begin + place] & self.mask[term] == self.number[term]
                word = np.searchsorted(words.start, begin + place[same], side="right") - 1
                hits.append(word * terms + term[same])
        return [np.divmod(np.unique(np.concatenate(hits)), terms)]


def _anchors(terms: list[list[str]]) -> list[_Anchor]:
    """The anchor of each term: no common word, a word rather than a piece, what few terms share,
    a long one.
    """
    anchors_of = [_possible(runs) for runs in terms]
    shared = Counter(anchor[1:] for anchors in anchors_of for anchor in anchors)

    def cost(anchor: _Anchor) -> tuple:
        letters, kind = anchor[1:]
        common = len(letters) < 3 or letters in function_words("en")
        return common, kind == "inner", shared[anchor[1:]], _KINDS.index(kind), -len(letters)

    return [min(anchors, key=cost, default=_Anchor(0, "", "")) for anchors in anchors_of]


def _possible(runs: list[str]) -> list[_Anchor]:
    """What can be the anchor of a term."""
    found = []
    for number, run in enumerate(runs):
        first, *inner = re.split(r"[*?]+", run)
        letters = {"whole": first}
        if inner:
            letters = {"beginning": first, "inner": max(inner, key=len)}
        found += [_Anchor(number, one, kind) for kind, one in letters.items() if one]
    return found
