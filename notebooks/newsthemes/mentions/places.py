"""Terms and texts -> every place where a term stands: points 1 to 4 of the counting rule.

Fast because hardly anything is looked at twice. The first eight letters of each word of a text are
read as one number, its key, all words at once in numpy. Each term has an anchor, one of its words
or two side by side; only where a word has the key of an anchor is anything decided: by the keys,
lengths and endings of all words of the term, still in numpy, and if they do not prove it (marks,
exact case, letters outside ASCII, long words) by its letters, word for word. So the cost is one
pass over the text, whatever the number of terms, and something for each place that may be a
mention. A term in a script without spaces is looked for by its first letters, at every place.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..lexicon.read_lexicon import Lexicon
from ..text.characters import (
    BETWEEN_ASCII,
    BETWEEN_WORDS,
    UNSPACED,
    WORD,
    fold,
    is_unspaced,
    straight,
    term_words,
)
from ..text.stop_words import STOP_WORDS
from .anchors import Beginnings, Keys, Pairs
from .edges import may_stand
from .index import MASK, Words, array_of, find_words, numbers_of
from .runs import Runs
from .spelling import SpelledTerm, parts_of, pattern_of
from .stretches import Stretches, stretch_of

_END = 2  # letters of each end of a word that are looked up together
_SPACED = rf"(?:(?![{UNSPACED}]){WORD})"  # a letter of other scripts


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
    # "inner", "stretch" (of a script without spaces), "none"
    kind: str


class Matcher:
    """The terms of a lexicon, prepared once to be found in any number of texts."""

    def __init__(self, lexicon: Lexicon):
        self.terms = lexicon.terms
        self.exact = [entry.case == "exact" for entry in self.terms]
        self.words = [
            term_words((straight if entry.case == "exact" else fold)(entry.term))
            for entry in self.terms
        ]
        self.unspaced = [is_unspaced(entry.term) for entry in self.terms]
        self.regexes: dict[tuple[int, bool], re.Pattern] = {}
        self.spelled: dict[int, SpelledTerm] = {}
        folded = [[fold(word) for word in words] for words in self.words]
        self.parts = [
            parts_of([] if unspaced else words)
            for unspaced, words in zip(self.unspaced, self.words, strict=True)
        ]
        runs = [[fold(run) for run in parts.runs] for parts in self.parts]
        self.runs = Runs(runs)
        # What the runs and the gaps between them prove, without a look at the letters.
        whole = np.array(
            [term == words for term, words in zip(runs, folded, strict=True)], dtype=bool
        )
        self.proven = whole & self.runs.enough & ~np.array(self.exact, dtype=bool)
        anchors = _anchors(runs)
        for term, words in enumerate(folded):
            if self.unspaced[term]:
                place, letters = stretch_of(words[0])
                anchors[term] = _Anchor(place, letters, "stretch" if letters else "none")
        self.place = np.array([anchor.place for anchor in anchors], dtype=np.int64)
        kinds = defaultdict(lambda: ([], []))  # -> letters, terms
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
        self.stretches = Stretches(*kinds["stretch"])
        self.unanchored = kinds["none"][1]

    def find(self, text: str) -> Candidates:
        """Every place where a term stands in the text, overlapping ones too, in no order."""
        folded, plain = fold(text), straight(text)
        letters = array_of(folded)
        words = find_words(letters)
        found = [
            self.whole.find(words.key),
            self.pairs.find(words.key),
            *self.beginnings.find(words.key),
        ]
        found += [*self._endings(words), *self._inner(words, folded)]
        word, term = (np.concatenate(part) for part in zip(*found, strict=True))
        word, term = self.runs.find(words, word - self.place[term], term, self.proven)
        sure = self.proven[term]
        texts = folded, plain
        rows = [*self._spelled(words, word[~sure], term[~sure], texts), *self._everywhere(texts)]
        if self.stretches.keys and not text.isascii():
            rows += self._stretches(letters, texts)
        tried = np.array(rows, dtype=np.int64).reshape(-1, 3)
        word, term = word[sure], term[sure]
        columns = words.start[word], words.end[word + self.runs.count[term] - 1], term
        if text.isascii():  # these are whole words
            tried = tried[may_stand(letters, *tried.T[:2])]
        start, end, term = (np.concatenate(both) for both in zip(columns, tried.T, strict=True))
        if not text.isascii():
            good = may_stand(array_of(text), start, end)  # a folded mark can be a letter: U+0345
            start, end, term = start[good], end[good], term[good]
        return Candidates(start, end, term)

    def find_in(self, texts: list[str], languages: list[str]) -> Candidates:
        """The same in several texts, joined by one character: a term of a language only in texts of
        that language.
        """
        found = self.find("\0".join(texts))  # a NUL is no white space: no term reaches across it
        spoken = np.array([entry.language for entry in self.terms], dtype=object)
        if not spoken.any():
            return found
        ends = np.cumsum([len(text) + 1 for text in texts])
        here = np.array(languages, dtype=object)[np.searchsorted(ends, found.start, side="right")]
        wanted = spoken[found.term]
        kept = (wanted == "") | (wanted == here)
        return Candidates(*(column[kept] for column in found))

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

    def _spelled(
        self, words: Words, word: np.ndarray, term: np.ndarray, texts: tuple[str, str]
    ) -> Iterator[tuple[int, int, int]]:
        """(start, end, term) of terms whose runs, by their numbers, begin at these words, where
        they are there.
        """
        starts = words.start[word].tolist()
        for at, number, start in zip(word.tolist(), term.tolist(), starts, strict=True):
            text, parts = texts[self.exact[number]], self.parts[number]
            start -= len(parts.lead)
            if parts.literal:
                span = start, start + len(parts.literal)
                found = start >= 0 and text.startswith(parts.literal, start)
            elif parts.certain:
                if number not in self.spelled:
                    self.spelled[number] = SpelledTerm(parts)
                own = slice(at, at + len(parts.runs))
                ends = words.end[own].tolist()
                found = span = self.spelled[number].span(text, words.start[own].tolist(), ends)
            else:
                found = start >= 0 and self._regex(number, text.isascii()).match(text, start)
                span = found and found.span(1)
            if found:
                yield *span, number

    def _everywhere(self, texts: tuple[str, str]) -> Iterator[tuple[int, int, int]]:
        """(start, end, term) of terms without an anchor."""
        for number in self.unanchored:
            text = texts[self.exact[number]]
            for hit in self._regex(number, text.isascii()).finditer(text):
                yield *hit.span(1), number

    def _stretches(
        self, letters: np.ndarray, texts: tuple[str, str]
    ) -> Iterator[tuple[int, int, int]]:
        """(start, end, term) of terms in scripts without spaces."""
        place, term = self.stretches.find(letters)
        start = place - self.place[term]
        inside = start >= 0
        for at, number in zip(start[inside].tolist(), term[inside].tolist(), strict=True):
            word, *others = self.words[number]
            text = texts[self.exact[number]]
            if others or "?" in word:
                if hit := self._regex(number, False).match(text, at):
                    yield *hit.span(1), number
            elif text.startswith(word, at):
                yield at, at + len(word), number

    def _regex(self, term: int, ascii_only: bool) -> re.Pattern:
        """The regular expression of a term; one for texts in ASCII is several times as fast."""
        if (term, ascii_only) not in self.regexes:
            if self.unspaced[term]:
                pattern = rf"(?=({pattern_of(self.words[term], WORD)}))"
            else:
                body = pattern_of(self.words[term], _SPACED)
                pattern = rf"(?<!{_SPACED})(?=({body})(?!{_SPACED}))"
            if ascii_only:
                pattern = pattern.replace(_SPACED, r"\w").replace(BETWEEN_WORDS, BETWEEN_ASCII)
            self.regexes[term, ascii_only] = re.compile(pattern)
        return self.regexes[term, ascii_only]


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
