"""Some terms, and where in a text they may stand."""

import re
from itertools import chain

import numpy as np
import pandas as pd

from ..words_and_wildcards import Spelling
from .anchors import anchors_of, anywhere
from .lookup import Hits, Lookup
from .runs import Runs, runs_of
from .words import LETTERS, MASK, Words, number_of, words_in

UNSURE = -1  # the end of a candidate that the pattern of its term decides
Candidates = tuple[np.ndarray, np.ndarray, np.ndarray]  # start, end, number of the term


class Prefilter:
    """Some terms, prepared to be looked for in texts. `unknown` are those without an anchor, for
    which there are no candidates.
    """

    def __init__(self, spellings: list[Spelling]):
        terms = [[] if spelling.unspaced else runs_of(spelling.folded) for spelling in spellings]
        anchors = anchors_of(terms)
        for term, spelling in enumerate(spellings):
            if spelling.unspaced:
                anchors[term] = anywhere(spelling.folded[0].partition("?")[0], "text")
        self.unknown = [term for term, anchor in enumerate(anchors) if not anchor.letters]
        self.at_words, self.in_words, self.in_text = (
            Lookup(anchors, where) for where in ("word", "inside", "text")
        )
        letters = [anchor.letters[:LETTERS] for anchor in anchors]
        self.number = np.array([number_of(some) for some in letters], dtype=np.uint64)
        self.mask = MASK[[len(some) for some in letters]]
        self.runs = Runs(list(chain.from_iterable(terms)))
        # of each term how many runs it has, the number of the first, that of its anchor's in the
        # term, and how many marks stand before the first
        self.count = np.array([len(runs) for runs in terms], dtype=np.int64)
        self.first = np.cumsum(self.count) - self.count
        self.anchor = np.array([anchor.run for anchor in anchors], dtype=np.int64)
        both = list(zip(spellings, terms, strict=True))
        leads = [spelling.folded[0].index(runs[0]) if runs else 0 for spelling, runs in both]
        self.lead = np.array(leads, dtype=np.int64)
        decided = [needs_no_pattern(spelling, runs) for spelling, runs in both]
        self.decided = np.array(decided, dtype=bool)

    def candidates(self, text: str) -> Candidates:
        """Where terms may stand in a folded text; the end is `UNSURE` where the pattern of the term
        has to decide.
        """
        words = words_in(text, spare=max(self.count, default=0))
        hits = self.at_words.find(words.first), self._in_words(words)
        word, term = map(np.concatenate, zip(*hits, strict=True))
        word, term = self._by_runs(text, words, word - self.anchor[term], term)
        start = words.start[word] - self.lead[term]
        end = np.where(self.decided[term], words.end[word + self.count[term] - 1], UNSURE)
        # a term in a script without spaces begins where its first letters are
        place, unspaced = self.in_text.find(words.numbers[LETTERS:])
        end = np.append(end, np.full(len(place), UNSURE))
        return np.append(start, place), end, np.append(term, unspaced)

    def _in_words(self, words: Words) -> Hits:
        """Words that have the anchor of a term anywhere; each word once."""
        places = words.numbers[LETTERS:]
        terms = len(self.count)
        place, term = self.in_words.find(places)
        same = places[place] & self.mask[term] == self.number[term]
        word = np.searchsorted(words.start, place[same], side="right") - 1
        return np.divmod(pd.unique(word * terms + term[same]), terms)

    def _by_runs(self, text: str, words: Words, word: np.ndarray, term: np.ndarray) -> Hits:
        """(word, term) where the runs of the term match the words from this one on; of those that
        need no pattern, the gaps as well.
        """
        match = self.runs.match(words, word, self.first[term])
        word = word[match]
        term = term[match]
        match = np.ones(len(term), dtype=bool)
        rows = np.flatnonzero(self.count[term] > 1)
        number = 1
        while len(rows):
            before = word[rows] + number - 1
            longer = term[rows]  # terms of more runs than were looked at
            same = self.runs.match(words, before + 1, self.first[longer] + number)
            parted = np.flatnonzero(same & self.decided[longer])
            same[parted] = words.joined(text, before[parted])
            match[rows] = same
            number += 1
            rows = rows[same & (self.count[longer] > number)]
        return word[match], term[match]


def needs_no_pattern(spelling: Spelling, runs: list[str]) -> bool:
    """Whether the numbers of words, and the gaps between them, decide a term: its case does not
    matter, and it is nothing but runs in ASCII of up to 16 letters, or of up to eight before a `*`
    and eight after it.
    """
    if spelling.exact or runs != spelling.folded:
        return False
    shown = r"[a-z\d_?]{1,16}|[a-z\d_?]{0,8}\*+[a-z\d_?]{0,8}"
    return all(re.fullmatch(shown, run, re.ASCII) for run in runs)
