"""Terms and texts -> every place where a term stands: points 1 to 4 of the counting rule.

Fast because hardly anything is looked at twice. The first eight letters of each word of a text are
read as one number, its key, all words at once in numpy. Each term has an anchor, one of its words;
only where a word has the key of an anchor is anything decided: of a short word by its key, of all
else by a regular expression, tried at one place. So the cost is one pass over the text, whatever
the number of terms, and something for each place that may be a mention.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np

from ..lexicon.read_lexicon import Lexicon
from ..text.characters import BETWEEN_ASCII, BETWEEN_WORDS, WORD, fold, straight, term_words
from ..text.stop_words import STOP_WORDS
from .index import MASK, Beginnings, Keys, Words, find_words, number_of, numbers_of, runs_of


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
    kind: str  # "whole", "beginning", "ending", "inner", "none"


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
        anchors = _anchors(runs)
        proofs = list(map(_proof, folded, self.exact))
        self.key, self.mask = np.array(proofs, dtype=np.uint64).reshape(-1, 2).T
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
        self.beginnings = Beginnings(*kinds["beginning"])
        endings, terms = kinds["ending"]
        self.endings = Beginnings([letters[::-1] for letters in endings], terms)
        self.inner = list(zip(*kinds["inner"], strict=True))
        self.unanchored = kinds["none"][1]

    def find(self, text: str) -> Candidates:
        """Every place where a term stands in the text, overlapping ones too, in no order."""
        folded, plain = fold(text), straight(text)
        words = find_words(folded)
        found = [self.whole.find(words.key), *self.beginnings.find(words.key)]
        found += [*self.endings.find(words.backs()), *self._inner(words, folded)]
        word, term = (np.concatenate(part) for part in zip(*found, strict=True))
        word = word - self.place[term]
        word, term = word[word >= 0], term[word >= 0]
        sure = words.key[word] & self.mask[term] == self.key[term]
        rows = self._tried(words.start[word[~sure]], term[~sure], (folded, plain))
        for number in self.unanchored:
            everywhere = self._regex(number, text.isascii(), r"(?<!{word})(?=({body})(?!{word}))")
            for hit in everywhere.finditer(plain if self.exact[number] else folded):
                rows += (*hit.span(1), number)
        tried = np.array(rows, dtype=np.int64).reshape(-1, 3)
        columns = words.start[word[sure]], words.end[word[sure]], term[sure]
        return Candidates(*map(np.concatenate, zip(columns, tried.T, strict=True)))

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


def _proof(words: list[str], exact: bool) -> tuple[int, int]:
    """The key that proves a term without a look at the text, and what of it counts: those of one
    word of up to seven letters, or the beginning of one. For others a key that no word has.
    """
    letters = words[0].removesuffix("*")
    if exact or len(words) > 1 or not re.fullmatch("[a-z0-9]{1,7}", letters):
        return 1, 0
    length = -1
    if letters != words[0]:
        length = len(letters)
    return number_of(letters), int(MASK[length])


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
    long ones.
    """
    anchors_of = [_possible(runs) for runs in terms]
    shared = Counter(anchor[1:] for anchors in anchors_of for anchor in anchors)
    kinds = ["whole", "beginning", "ending", "inner"]

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
            found += [_Anchor(place, letters, kind) for letters, kind in named if letters]
    return found
