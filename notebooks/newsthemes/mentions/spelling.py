"""A term letter by letter: what stands in a text for it, points 2 to 4 of the counting rule."""

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from ..lexicon.model import Term
from ..text.characters import (
    BETWEEN_WORDS,
    UNSPACED,
    WORD,
    fold,
    is_unspaced,
    straight,
    term_words,
)
from .index import Words

Span = tuple[int, int]
_RUN = re.compile(rf"((?:{WORD}|[*?])+)")
_SPACED = rf"(?:(?![{UNSPACED}]){WORD})"  # a letter of other scripts


class Spelling:
    """A term as words, and as runs: parts of it that each lie in one word of a text.

    `lead` are the marks before the first run, `gaps` what follows each run, with a space between
    words. They are `certain` where these are all of them.
    """

    def __init__(self, term: Term):
        self.exact = term.case == "exact"  # compared with the text as it is spelled, else folded
        self.unspaced = is_unspaced(term.term)
        same_letters = fold
        if self.exact:
            same_letters = straight
        self.words = term_words(same_letters(term.term))
        self.literal = ""  # a term of one word without wildcards
        if len(self.words) == 1 and not set("*?") & set(self.words[0]):
            self.literal = self.words[0]
        self.lead, self.runs, self.gaps, self.certain = "", [], [], False
        if not self.unspaced:
            self.lead, self.runs, self.gaps, self.certain = runs_of(self.words)

    def span(self, text: str, words: Words, word: int, start: int) -> Span | None:
        """Where the term stands, if its first run is this word, which starts there."""
        if self.literal or not self.certain:
            return self.span_from(text, start - len(self.lead))
        own = slice(word, word + len(self.runs))
        return self._span_of_runs(text, words.start[own].tolist(), words.end[own].tolist())

    def span_from(self, text: str, start: int) -> Span | None:
        """Where the term stands, if it begins there."""
        if start < 0:
            return None
        if not self.literal:
            hit = self.pattern.match(text, start)
            return hit and hit.span(1)
        if not text.startswith(self.literal, start):
            return None
        return start, start + len(self.literal)

    def _span_of_runs(self, text: str, starts: list[int], ends: list[int]) -> Span | None:
        """Where the term stands, if its runs are the words with these starts and ends."""
        begin, end = starts[0] - len(self.lead), ends[-1]
        if begin < 0 or not text.startswith(self.lead, begin):
            return None
        same_runs, same_gaps = self._tests
        for same, first, last in zip(same_runs, starts, ends, strict=True):
            if not same(text[first:last]):
                return None
        for same, last, following in zip(same_gaps, ends, [*starts[1:], None], strict=True):
            gap = same(text, last)
            if gap is None or following not in (None, gap.end()):
                return None
            end = gap.end()
        return begin, end

    @cached_property
    def _tests(self) -> tuple[list[Callable], list[Callable]]:
        return list(map(_same_run, self.runs)), list(map(_same_gap, self.gaps))

    @cached_property
    def pattern(self) -> re.Pattern:
        """The regular expression of the whole term, its place as the first group."""
        if self.unspaced:
            return re.compile(f"(?=({_pattern(self.words, WORD)}))")
        body = _pattern(self.words, _SPACED)
        return re.compile(rf"(?<!{_SPACED})(?=({body})(?!{_SPACED}))")


def runs_of(words: list[str]) -> tuple[str, list[str], list[str], bool]:
    """The lead, runs and gaps of a term without letters of scripts without spaces, and whether they
    are certain: a `*` alone beside a mark may stand for nothing, so that the number of runs before
    the next one is not known; and of a first word without a run, how far its run is.

    >>> runs_of(["U.S.", "trad*"])
    ('', ['U', 'S', 'trad*'], ['.', '. ', ''], True)
    """
    lead, *others = _RUN.split(" ".join(words))
    runs, gaps, before = others[::2], others[1::2], f" {lead}"
    if " " in lead:
        runs = []
    for number, (run, gap) in enumerate(zip(runs, gaps, strict=False)):
        if set(run) == {"*"} and (before[-1] != " " or gap[:1] not in (" ", "")):
            return lead, runs[:number], gaps[:number], False
        before = gap
    return lead, runs, gaps, bool(runs)


def _same_run(run: str) -> Callable[[str], Any]:
    """Whether a word is that of the run; the time it takes grows as the word does."""
    if not set("*?") & set(run):
        return run.__eq__
    return re.compile(_word_pattern(run, "."), re.DOTALL).fullmatch


@lru_cache(1 << 10)
def _same_gap(gap: str) -> Callable[[str, int], re.Match[str] | None]:
    """Finds what stands between two runs, or after the last, from a place on."""
    return re.compile(BETWEEN_WORDS.join(map(re.escape, gap.split(" ")))).match


def _pattern(words: list[str], letter: str) -> str:
    """The regular expression of a term's words, where this one is that of a letter."""
    return BETWEEN_WORDS.join(_word_pattern(word, letter) for word in words)


def _word_pattern(word: str, letter: str) -> str:
    """The regular expression of a word; the time it takes grows as the text does, whatever the
    word.
    """
    if set(word) == {"*"}:
        return letter + "+"
    first, *others = re.split(r"(?:\\\*)+", re.escape(word).replace(r"\?", letter))
    # Before a further `*` the leftmost place of a piece is as good as any other: once found, none
    # is tried again.
    inner = [f"(?>{letter}*?{piece})" for piece in others[:-1]]
    last = [f"{letter}*{piece}" for piece in others[-1:]]
    return "".join([first, *inner, *last])
