"""Terms and texts -> every place where a term stands: points 1 to 4 of the counting rule.

Fast because hardly anything is looked at twice. The first eight letters of each word of a text are
read as one number, its key, all words at once in numpy. Each term has an anchor, one of its words
or two side by side; only where a word has the key of an anchor is anything decided: by the keys,
lengths and endings of all words of the term, still in numpy, and if they do not prove it (marks,
exact case, letters outside ASCII, long words) by a regular expression, tried at one place. So the
cost is one pass over the text, whatever the number of terms, and something for each place that may
be a mention.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..lexicon.read_lexicon import Lexicon
from ..text.characters import BETWEEN_ASCII, BETWEEN_WORDS, WORD, fold, straight, term_words
from ..text.stop_words import STOP_WORDS
from .index import MASK, Beginnings, Keys, Pairs, Runs, Words, find_words, numbers_of, runs_of

_END = 2  # letters of each end of a word that are looked up together


class Candidates(NamedTuple):
    """Places where a term stands: parallel arrays of character offsets, and the number of the term
    in the lexicon.
    """

    start: np.ndarray
    end: np.ndarray
    term: np.ndarray


class _Anchor(NamedTuple):
    """The run of a term to look for: its number among the term's runs, its letters, and what they
    are of it.
    """

    place: int
    letters: str
    # "whole", "pair" (of whole ones), "beginning", "ending", "ends" (first two letters, last two),
    # "inner", "none"
    kind: str


class Matcher:
    """The terms of a lexicon, prepared once to be found in any number of texts."""

    def __init__(self, lexicon: Lexicon):
        self.terms = lexicon.terms
        self.exact = np.array([entry.case == "exact" for entry in self.terms], dtype=bool)
        self.words = [
            term_words((straight if entry.case == "exact" else fold)(entry.term))
            for entry in self.terms
        ]
        self.regexes: dict[tuple[int, bool], re.Pattern] = {}
        folded = [[fold(word) for word in words] for words in self.words]
        runs = [runs_of(words) for words in folded]
        self.runs = Runs(runs)
        # What the runs and the gaps between them prove, without a regular expression.
        whole = np.array(
            [term == words for term, words in zip(runs, folded, strict=True)], dtype=bool
        )
        self.proven = whole & self.runs.enough & ~self.exact
        anchors = _anchors(runs)
        self.place = np.array([anchor.place for anchor in anchors], dtype=np.int64)
        self.lead = np.array([len(_lead(words[0])) for words in self.words], dtype=np.int64)
        kinds: dict[str, tuple[list[str], list[int]]] = defaultdict(
            lambda: ([], [])
        )  # -> letters, terms
        for term, anchor in enumerate(anchors):
            letters, numbers = kinds[anchor.kind]
            letters.append(anchor.letters)
            numbers.append(term)
        self.whole = Keys(numbers_of(kinds["whole"][0]), kinds["whole"][1])
        self.pairs, self.beginnings = Pairs(*kinds["pair"]), Beginnings(*kinds["beginning"])
        self.endings = Beginnings(
            [letters[::-1] for letters in kinds["ending"][0]], kinds["ending"][1]
        )
        self.ends = Keys(numbers_of(kinds["ends"][0]), kinds["ends"][1])
        self.least = min(map(len, kinds["ending"][0] + kinds["ends"][0]), default=None)
        self.inner = list(zip(*kinds["inner"], strict=True))
        self.unanchored = kinds["none"][1]

    def find(self, text: str) -> Candidates:
        """Every place where a term stands in the text, overlapping ones too, in no order."""
        folded, plain = fold(text), straight(text)
        words = find_words(folded)
        found = [
            self.whole.find(words.key),
            self.pairs.find(words.key),
            *self.beginnings.find(words.key),
        ]
        found += [*self._endings(words), *self._inner(words, folded)]
        word, term = (np.concatenate(part) for part in zip(*found, strict=True))
        word, term = self.runs.find(words, word - self.place[term], term, self.proven)
        sure = self.proven[term]
        rows = self._tried(words.start[word[~sure]], term[~sure], (folded, plain))
        for number in self.unanchored:
            everywhere = self._regex(number, text.isascii(), r"(?<!{word})(?=({body})(?!{word}))")
            for hit in everywhere.finditer(plain if self.exact[number] else folded):
                rows += (*hit.span(1), number)
        tried = np.array(rows, dtype=np.int64).reshape(-1, 3)
        word, term = word[sure], term[sure]
        columns = words.start[word], words.end[word + self.runs.count[term] - 1], term
        return Candidates(*(np.concatenate(both) for both in zip(columns, tried.T, strict=True)))

    def _endings(self, words: Words) -> list[tuple[np.ndarray, np.ndarray]]:
        if self.least is None:
            return []
        long = np.flatnonzero(words.end - words.start >= self.least)
        backs = words.backs(long)
        ends = words.key[long] & MASK[_END] | (backs & MASK[_END]) << np.uint64(8 * _END)
        return [
            (long[word], term) for word, term in (*self.endings.find(backs), self.ends.find(ends))
        ]

    def _inner(self, words: Words, folded: str) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for letters, term in self.inner:
            places = [hit.start() for hit in re.finditer(re.escape(letters), folded)]
            word = np.unique(np.searchsorted(words.start, places, side="right") - 1)
            found.append((word, np.full(len(word), term)))
        return found

    def _tried(self, start: np.ndarray, term: np.ndarray, texts: tuple[str, str]) -> list[int]:
        """Of terms whose first run begins at `start`, those that are there: start, end, term,
        start, end, term, ...
        """
        start = start - self.lead[term]
        inside = start >= 0
        places = (start[inside].tolist(), term[inside].tolist(), self.exact[term[inside]].tolist())
        frame, ascii_only = r"(?<!{word}){body}(?!{word})", texts[0].isascii()
        rows: list[int] = []
        for at, number, exact in zip(*places, strict=True):
            if hit := self._regex(number, ascii_only, frame).match(texts[exact], at):
                rows += (at, hit.end(), number)
        return rows

    def _regex(self, term: int, ascii_only: bool, frame: str) -> re.Pattern:
        """The regular expression of a term; one for texts in ASCII is several times as fast."""
        if (term, ascii_only) not in self.regexes:
            body = _body(self.words[term])
            pattern = frame.replace("{body}", body).replace("{word}", WORD)
            if ascii_only:
                pattern = pattern.replace(WORD, r"\w").replace(BETWEEN_WORDS, BETWEEN_ASCII)
            self.regexes[term, ascii_only] = re.compile(pattern)
        return self.regexes[term, ascii_only]


def _body(words: list[str]) -> str:
    """The regular expression of a term's words; the time it takes grows as the text does, whatever
    the term.
    """
    bodies = []
    for word in words:
        first, *others = re.split(r"(?:\\\*)+", re.escape(word).replace(r"\?", WORD))
        # Before a further `*` the leftmost place of a piece is as good as any other: once found,
        # none is tried again.
        inner, last = (
            [f"(?>{WORD}*?{piece})" for piece in others[:-1]],
            [f"{WORD}*{piece}" for piece in others[-1:]],
        )
        if set(word) == {"*"}:
            bodies.append(WORD + "+")
        else:
            bodies.append("".join([first, *inner, *last]))
    return BETWEEN_WORDS.join(bodies)


def _lead(word: str) -> str:
    """The marks at the front of a term's word."""
    return re.match(rf"(?:(?!{WORD})[^*?])*", word)[0]


def _anchors(terms: list[list[str]]) -> list[_Anchor]:
    """The anchor of each term: a word rather than a piece, no common word, what few terms share,
    pairs, long ones.
    """
    anchors_of = [_possible(runs) for runs in terms]
    shared = Counter(anchor[1:] for anchors in anchors_of for anchor in anchors)
    kinds = ["pair", "whole", "beginning", "ending", "ends", "inner"]

    def cost(anchor: _Anchor) -> tuple:
        common = len(anchor.letters) < 3 or anchor.letters in STOP_WORDS
        return (
            anchor.kind == "inner",
            common,
            shared[anchor[1:]],
            kinds.index(anchor.kind),
            -len(anchor.letters),
        )

    return [min(anchors, key=cost, default=_Anchor(0, "", "none")) for anchors in anchors_of]


def _possible(runs: list[str]) -> list[_Anchor]:
    """What can be the anchor of a term."""
    found = []
    for place, run in enumerate(runs):
        pieces = re.split(r"[*?]+", run)
        if len(pieces) == 1:
            found.append(_Anchor(place, run, "whole"))
        else:
            named = [
                (pieces[0], "beginning"),
                (pieces[-1], "ending"),
                (max(pieces[1:-1], key=len, default=""), "inner"),
            ]
            if min(len(pieces[0]), len(pieces[-1])) >= _END:
                named.append((pieces[0][:_END] + pieces[-1][: -_END - 1 : -1], "ends"))
            found += [_Anchor(place, letters, kind) for letters, kind in named if letters]
    for place, (run, following) in enumerate(pairwise(runs)):
        if not set("*?") & set(run + following):
            found.append(_Anchor(place, f"{run} {following}", "pair"))
    return found
