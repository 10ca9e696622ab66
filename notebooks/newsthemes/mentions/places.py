"""Terms and texts -> every place where a term stands: points 1 to 4 and 9 of the counting rule.

Fast because hardly anything is looked at twice. Every word of a text is a few numbers, all words at
once in NumPy. Of each term one run is its anchor: only words that are an anchor, by their numbers,
are looked at. Then the numbers of all runs of the term decide, and where they do not prove it (by
marks, exact case, letters outside ASCII, long words), its letters do. So the cost is one pass over
the text, whatever the number of terms, and something for each place that may be a mention. A term
in a script without spaces is looked for by its first letters, at every place.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import numpy as np

from ..lexicon.model import Term
from ..text.folding import fold, straight
from .anchors import Anchors
from .edges import may_stand
from .index import array_of, find_words
from .runs import Runs
from .stretches import Stretches
from .words_and_wildcards import Spelling

Row = tuple[int, int, int]  # start, end, term


class Places(NamedTuple):
    """Where terms stand: parallel arrays of character offsets, and the number of the term."""

    start: np.ndarray
    end: np.ndarray
    term: np.ndarray

    def kept(self, rows: np.ndarray | slice) -> "Places":
        return Places(*(column[rows] for column in self))


class Search:
    """Some terms, prepared to be found in any number of texts."""

    def __init__(self, terms: tuple[Term, ...]):
        self.spellings = [Spelling(term) for term in terms]
        self.language = np.array([term.language for term in terms], dtype=object)
        runs = [[fold(run) for run in term.runs] for term in self.spellings]
        self.runs, self.anchors = Runs(runs), Anchors(runs)
        # Terms that are nothing but runs and spaces, and of which the numbers say all.
        whole = [not term.exact and term.runs == term.words for term in self.spellings]
        self.proven = np.array(whole, dtype=bool) & (self.runs.enough | self.anchors.enough)
        self.stretches = Stretches(
            {n: fold(term.words[0]) for n, term in enumerate(self.spellings) if term.unspaced}
        )
        self.anywhere = [n for n in self.anchors.none if n not in self.stretches.term]

    def find(self, texts: list[str], languages: list[str]) -> Places:
        """Every place in several texts, which are joined by one character; a term of a language
        only in texts of that language (point 9).
        """
        places = self.find_in("\0".join(texts))  # no term has a NUL, which is no white space
        if not self.language.any():
            return places
        ends = np.cumsum([len(text) + 1 for text in texts])
        row = np.searchsorted(ends, places.start, side="right")
        wanted = self.language[places.term]
        return places.kept((wanted == "") | (wanted == np.array(languages, dtype=object)[row]))

    def find_in(self, text: str) -> Places:
        """Points 1 to 4: every place where a term stands in the text, overlapping ones too."""
        texts = fold(text), straight(text)  # a term of exact case is compared with the second
        letters = array_of(texts[0])
        words = find_words(letters)
        word, term = self.runs.find(words, *self.anchors.find(words), self.proven)
        sure = self.proven[term]
        unsure = zip(words.start[word[~sure]].tolist(), term[~sure].tolist(), strict=True)
        likely = chain(unsure, self.stretches.find(letters))
        rows = [*self._by_letters(texts, likely), *self._anywhere(texts)]
        spelled = np.array(rows, dtype=np.int64).reshape(-1, 3).T
        word, term = word[sure], term[sure]
        proven = words.start[word], words.end[word + self.runs.count[term] - 1], term
        places = Places(*map(np.concatenate, zip(proven, spelled, strict=True)))
        # by the text as it is, since a folded mark can be a letter: U+0345
        return places.kept(may_stand(array_of(text), places.start, places.end))

    def _by_letters(
        self, texts: tuple[str, str], likely: Iterable[tuple[int, int]]
    ) -> Iterator[Row]:
        """Of terms whose first runs, or first letters, are likely to start at a place: those that
        are there.
        """
        for start, number in likely:
            spelling = self.spellings[number]
            if span := spelling.span(texts[spelling.exact], start - len(spelling.lead)):
                yield *span, number

    def _anywhere(self, texts: tuple[str, str]) -> Iterator[Row]:
        """Terms without letters to look for: `?`, `€ *`."""
        for number in self.anywhere:
            spelling = self.spellings[number]
            for hit in spelling.pattern.finditer(texts[spelling.exact]):
                yield *hit.span(1), number
