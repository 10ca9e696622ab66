"""Terms and texts -> every place where a term stands."""

import numpy as np

from ..lexicon.model import Term
from ..text.folding import fold, straight
from .edges import may_stand
from .places import JOIN, Places, begins_of
from .prefilter.prefilter import Prefilter
from .words_and_wildcards import SpelledTerm


class Search:
    """Some terms, prepared to be found in any number of texts."""

    def __init__(self, terms: tuple[Term, ...]):
        self.terms = [SpelledTerm(term) for term in terms]
        self.language = np.array([term.language for term in terms], dtype=object)
        self.asks_for_languages = bool(self.language.any())
        self.prefilter = Prefilter(self.terms)

    def find(self, texts: list[str], languages: list[str]) -> Places:
        """Every place in the joined texts, overlapping ones too; a term of a language only in texts
        of that language.
        """
        text = JOIN.join(texts)
        folded = fold(text)
        by_exactness = {False: folded, True: straight(text)}
        places = self.prefilter.candidates(folded)
        unsure = np.flatnonzero(~self.prefilter.decided[places.term])
        pairs = zip(places.start[unsure].tolist(), places.term[unsure].tolist(), strict=True)
        places.end[unsure] = [self._end(by_exactness, start, term) for start, term in pairs]
        places = places.kept(places.end >= 0)
        others = [
            (*hit.span(1), term)
            for term in self.prefilter.unanchored
            for hit in self.terms[term].pattern.finditer(by_exactness[self.terms[term].exact])
        ]
        others = np.array(others, dtype=np.int64).reshape(-1, 3).T
        places = Places(*np.concatenate([places, others], axis=1))
        # by the text as it is, since folding makes a letter of one mark: U+0345
        places = places.kept(may_stand(text, places.start, places.end))
        if not self.asks_for_languages:
            return places
        asked_for = self.language[places.term]
        language = np.array(languages, dtype=object)[places.texts(begins_of(texts))]
        return places.kept((asked_for == "") | (asked_for == language))

    def _end(self, by_exactness: dict[bool, str], start: int, term: int) -> int:
        """Where the pattern of a term that begins here ends, and -1 where it does not match."""
        spelled = self.terms[term]
        match = spelled.pattern.match(by_exactness[spelled.exact], start)
        return match.end(1) if match else -1
