"""Some terms, and where in a text they may stand."""

import re
from itertools import chain

import numpy as np
import pandas as pd

from ..places import Places
from ..words_and_wildcards import SpelledTerm
from .anchors import Lookup, anchors_of
from .parts import Parts, is_compared_whole, parts_of
from .words import words_in


class Prefilter:
    """Some terms, prepared to be looked for in texts.

    `decided` says of each term whether all its candidates spell it, to their ends; else its pattern
    has to look. `unanchored` are the terms without candidates, such as `*€`: their patterns find
    them.
    """

    def __init__(self, terms: list[SpelledTerm]):
        parts = [[] if term.unspaced else parts_of(term.folded) for term in terms]
        beginnings = [re.split("[*?]", term.folded[0])[0] for term in terms]
        anchors = anchors_of(parts, beginnings)
        self.unanchored = [term for term, anchor in enumerate(anchors) if not anchor.letters]
        self.at_start = Lookup(anchors, at_start=True)
        self.anywhere = Lookup(anchors, at_start=False)
        self.anchor_part = np.array([anchor.part for anchor in anchors], dtype=np.int64)
        self.parts = Parts(list(chain.from_iterable(parts)))
        self.part_count = np.array([len(some) for some in parts], dtype=np.int64)
        self.first_part = np.cumsum(self.part_count) - self.part_count
        decided = [
            not term.exact and term.folded == some and all(map(is_compared_whole, some))
            for term, some in zip(terms, parts, strict=True)
        ]
        self.decided = np.array(decided, dtype=bool)

    def candidates(self, text: str) -> Places:
        """Where terms may stand in a folded text; the end is right where the term is decided."""
        # what would lie before the first word of the text, or behind its last, is a spare word
        words = words_in(text, spare=max(self.part_count, default=0))
        place, term = self.anywhere.find(words.after)
        is_whole = self.part_count[term] == 0  # a term without parts begins where its anchor does
        whole = Places(place[is_whole], place[is_whole], term[is_whole])
        word = np.searchsorted(words.start, place, side="right") - 1
        terms = len(self.decided)
        once = pd.unique((word * terms + term)[~is_whole])  # a word may have the anchor twice
        hits = self.at_start.find(words.head), np.divmod(once, terms)
        word, term = map(np.concatenate, zip(*hits, strict=True))
        word = word - self.anchor_part[term]  # that of the first part
        for number in range(max(self.part_count, default=0)):
            kept = self.part_count[term] <= number  # these have no such part
            rows = np.flatnonzero(~kept)
            part = self.first_part[term[rows]] + number
            kept[rows] = self.parts.match(words, word[rows] + number, part)
            if number:  # of terms that are not decided the pattern looks at what parts the words
                rows = rows[kept[rows] & self.decided[term[rows]]]
                kept[rows] = words.gap_before(text, word[rows] + number)
            word, term = word[kept], term[kept]
        last = word + self.part_count[term] - 1
        complete = Places(words.start[word], words.end[last], term)
        return Places(*map(np.append, whole, complete))
