"""Terms and texts -> every place where a term stands: points 1 to 4 and 9 of the counting rule."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ..lexicon.model import Term
from ..text.folding import fold, straight
from .edges import may_stand
from .prefilter.prefilter import UNSURE, Prefilter
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
        self.prefilter = Prefilter(self.spellings)

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
        places = Places(*self.prefilter.candidates(texts[0]))
        sure = places.end != UNSURE
        spelled = np.array([*self._by_pattern(texts, places.kept(~sure))], dtype=np.int64)
        both = zip(places.kept(sure), spelled.reshape(-1, 3).T, strict=True)
        places = Places(*map(np.concatenate, both))
        # by the text as it is, since a folded mark can be a letter: U+0345
        return places.kept(may_stand(text, places.start, places.end))

    def _by_pattern(self, texts: tuple[str, str], places: Places) -> Iterator[Row]:
        for start, number in zip(places.start.tolist(), places.term.tolist(), strict=True):
            spelling = self.spellings[number]
            if start >= 0 and (hit := spelling.pattern.match(texts[spelling.exact], start)):
                yield *hit.span(1), number
        for number in self.prefilter.unknown:  # `?`, `€ *`
            spelling = self.spellings[number]
            for hit in spelling.pattern.finditer(texts[spelling.exact]):
                yield *hit.span(1), number
