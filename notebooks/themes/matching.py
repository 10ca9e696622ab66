"""Terms and texts -> every place where a term stands: points 1 to 4 of the counting rule.

Fast because hardly anything is looked at twice. The first eight letters of each word of a text are read as one number, its
key, all words at once in numpy. Each term hangs on one of its words, its anchor; only where the key of a word is that of an
anchor is anything decided: by the keys alone where they prove the match, else by a regular expression, tried at one place.
So the cost is one pass over the text, whatever the number of terms, and something for each place that may be a mention.
"""

import re
from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np

from .characters import BETWEEN_ASCII, BETWEEN_WORDS, WORD, fold, straight, term_words
from .keys import KEY, MASK, Beginnings, Keys, Words, find_words, number_of
from .lexicon import Lexicon


class Candidates(NamedTuple):
    """Places where a term stands: parallel arrays of character offsets, and the number of the term in the lexicon."""

    start: np.ndarray
    end: np.ndarray
    term: np.ndarray


class _Anchor(NamedTuple):
    """The run of a term to look for: its number among the term's runs, its letters, and what they are of it."""

    place: int
    letters: str
    kind: str  # "whole", "beginning", "ending" or "inner"


class Matcher:
    """The terms of a lexicon, made ready to be found in any number of texts."""

    def __init__(self, lexicon: Lexicon):
        self.terms = lexicon.terms
        self.exact = np.array([entry.case == "exact" for entry in self.terms], dtype=bool)
        self.words = [term_words((straight if entry.case == "exact" else fold)(entry.term)) for entry in self.terms]
        self.regexes: dict[tuple[int, bool], re.Pattern] = {}
        runs_of = [_runs([fold(word) for word in words]) for words in self.words]
        anchors = _anchors(runs_of)
        self.place = np.array([anchor.place if anchor else 0 for anchor in anchors], dtype=np.int64)
        self.lead = np.array([len(_lead(words[0])) for words in self.words], dtype=np.int64)
        # A term of plain words, as it mostly stands in a text; for others, none.
        self.plain = [" ".join(words) if re.fullmatch(rf"(?:{WORD}| )+", " ".join(words)) else None for words in self.words]
        self.count = np.array([len(words) for words in self.words], dtype=np.int64)
        # A second run of the term, where there is one: what its key must be, how many words after the anchor.
        self.step, self.second, self.mask = _seconds(runs_of, anchors)
        self.ending, self.ending_mask = _endings(runs_of, anchors)  # and what the anchor's word must end in
        kinds: dict[str | None, list[tuple[str, int]]] = defaultdict(list)
        for term, anchor in enumerate(anchors):
            kinds[anchor and anchor.kind].append((anchor.letters if anchor else "", term))
        whole: dict[int, list[int]] = defaultdict(list)
        for letters, term in kinds["whole"]:
            whole[number_of(letters[:KEY])].append(term)
        self.whole = Keys(whole)
        self.beginnings = Beginnings(kinds["beginning"])
        self.endings = Beginnings([(letters[::-1], term) for letters, term in kinds["ending"]])
        self.inner = kinds["inner"]
        self.unanchored = [term for _, term in kinds[None]]
        # What the keys alone prove: one whole word of at most 16 ASCII letters, or a beginning of at most eight.
        self.proven = np.zeros(len(self.terms), dtype=bool)
        self.length = np.zeros(len(self.terms), dtype=np.int64)  # of the whole word; 0 for a beginning
        self.back = np.zeros(len(self.terms), dtype=np.uint64)
        for kind, spelling, most in (("whole", "{}", 2 * KEY), ("beginning", "{}*", KEY)):
            for letters, term in kinds[kind]:
                pure = self.words[term] == [spelling.format(letters)] and letters.isascii() and len(letters) <= most
                self.proven[term] = pure and not self.exact[term]
                if pure and kind == "whole":
                    self.length[term], self.back[term] = len(letters), number_of(letters[: -KEY - 1 : -1])

    def find(self, text: str) -> Candidates:
        """Every place where a term stands in the text, overlapping ones too, in no order."""
        folded, plain = fold(text), straight(text)
        words = find_words(folded)
        found = [self.whole.find(words.key)] if len(self.whole.keys) else []
        found += [*self.beginnings.find(words.key), *self.endings.find(words.back), *self._inner(words, folded)]
        found.append((np.zeros(0, dtype=np.int64),) * 2)
        word, term = (np.concatenate(part) for part in zip(*found, strict=True))
        proven = self.proven[term]
        sure = self._proven(words, word[proven], term[proven])
        rows = self._tried(words, word[~proven], term[~proven], (folded, plain))
        for number in self.unanchored:
            everywhere = self._regex(number, text.isascii(), r"(?<!{word})(?=({body})(?!{word}))")
            rows += [(*hit.span(1), number) for hit in everywhere.finditer(plain if self.exact[number] else folded)]
        tried = np.array(rows, dtype=np.int64).reshape(-1, 3)
        return Candidates(*(np.concatenate([one, tried[:, column]]) for column, one in enumerate(sure)))

    def _inner(self, words: Words, folded: str) -> list[tuple[np.ndarray, np.ndarray]]:
        found = []
        for letters, term in self.inner:
            places = [hit.start() for hit in re.finditer(re.escape(letters), folded)]
            word = np.unique(np.searchsorted(words.start, places, side="right") - 1)
            found.append((word, np.full(len(word), term)))
        return found

    def _proven(self, words: Words, word: np.ndarray, term: np.ndarray) -> Candidates:
        start, end, length = words.start[word], words.end[word], self.length[term]
        same = (length == 0) | ((end - start == length) & ((length <= KEY) | (words.back[word] == self.back[term])))
        return Candidates(start[same], end[same], term[same])

    def _tried(self, words: Words, word: np.ndarray, term: np.ndarray, texts: tuple[str, str]) -> list[tuple[int, int, int]]:
        near = word + self.step[term]
        same = (near >= 0) & (near < len(words.key))
        word, term, near = word[same], term[same], near[same]
        same = words.key[near] & self.mask[term] == self.second[term]
        same &= words.back[word] & self.ending_mask[term] == self.ending[term]
        first = word[same] - self.place[term[same]]
        word, term = first[first >= 0], term[same][first >= 0]
        start = words.start[word] - self.lead[term]
        end = words.end[np.minimum(word + self.count[term], len(words.end)) - 1]
        inside = start >= 0
        places = (start[inside].tolist(), end[inside].tolist(), term[inside].tolist(), self.exact[term[inside]].tolist())
        frame, ascii_only = r"(?<!{word}){body}(?!{word})", texts[0].isascii()
        rows = []
        for at, to, number, exact in zip(*places, strict=True):
            if texts[exact][at:to] == self.plain[number]:  # from the start of a word to the end of one
                rows.append((at, to, number))
            elif hit := self._regex(number, ascii_only, frame).match(texts[exact], at):
                rows.append((at, hit.end(), number))
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


def _seconds(runs_of: list[list[_Anchor]], anchors: list[_Anchor | None]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each term the step from its anchor to a second run, the key of that, and what of the key counts."""
    step = np.zeros(len(anchors), dtype=np.int64)
    second, mask = np.zeros((2, len(anchors)), dtype=np.uint64)
    for term, (runs, anchor) in enumerate(zip(runs_of, anchors, strict=True)):
        others = [run for run in runs if anchor and run.place != anchor.place and run.kind in ("whole", "beginning")]
        if others:
            run = max(others, key=lambda run: len(run.letters))
            step[term] = run.place - anchor.place
            second[term] = number_of(run.letters[:KEY])
            mask[term] = MASK[KEY if run.kind == "whole" else min(len(run.letters), KEY)]
    return step, second, mask


def _endings(runs_of: list[list[_Anchor]], anchors: list[_Anchor | None]) -> tuple[np.ndarray, np.ndarray]:
    """For each term the last letters of its anchor's run, where a wildcard stands before them, and what of a key counts."""
    ending, mask = np.zeros((2, len(anchors)), dtype=np.uint64)
    for term, (runs, anchor) in enumerate(zip(runs_of, anchors, strict=True)):
        for run in runs:
            if anchor and run.place == anchor.place and run.kind == "ending":
                ending[term] = number_of(run.letters[: -KEY - 1 : -1])
                mask[term] = MASK[min(len(run.letters), KEY)]
    return ending, mask


def _body(words: list[str]) -> str:
    """The regular expression of a term's words."""
    wildcards = {"*": WORD + "*", "?": WORD}
    bodies = []
    for word in words:
        pieces = re.findall(r"\*+|\?|[^*?]+", word)
        body = "".join(wildcards.get(piece[0]) or re.escape(piece) for piece in pieces)
        bodies.append(WORD + "+" if set(word) == {"*"} else body)
    return BETWEEN_WORDS.join(bodies)


def _lead(word: str) -> str:
    """The marks at the front of a term's word."""
    return re.match(rf"(?:(?!{WORD})[^*?])*", word)[0]


def _runs(words: list[str]) -> list[_Anchor]:
    """What a term can hang on; nothing where the number of the runs before it is not certain.

    A `*` alone beside a mark may stand for nothing, and of a first word without a run the length to its run is unknown.
    """
    found: list[_Anchor] = []
    place = 0
    for number, word in enumerate(words):
        runs = re.findall(rf"(?:{WORD}|[*?])+", word)
        if not runs and not number:
            return []
        for run in runs:
            if set(run) == {"*"} and run != word:
                return found
            pieces = re.split(r"[*?]+", run)
            if len(pieces) == 1:
                found.append(_Anchor(place, run, "whole"))
            else:
                named = [(pieces[0], "beginning"), (pieces[-1], "ending"), (max(pieces[1:-1], key=len, default=""), "inner")]
                found += [_Anchor(place, letters, kind) for letters, kind in named if letters]
            place += 1
    return found


def _anchors(runs_of: list[list[_Anchor]]) -> list[_Anchor | None]:
    """For each term what it hangs on: rather keys than pieces, then what few terms share, whole words, long ones."""
    shared = Counter(run[1:] for runs in runs_of for run in runs)
    kinds = ["whole", "beginning", "ending", "inner"]

    def cost(run: _Anchor) -> tuple:
        return run.kind == "inner", len(run.letters) < 3, shared[run[1:]], kinds.index(run.kind), -len(run.letters)

    return [min(runs, key=cost) if runs else None for runs in runs_of]
