"""A term as what stands in words of a text, its runs, and what stands between them."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from ..text.characters import BETWEEN_WORDS, WORD

_RUN = re.compile(rf"((?:{WORD}|[*?])+)")


class Parts(NamedTuple):
    """The marks before the first run of a term, its runs, and what follows each of them, with a
    space between words.

    It is `certain` where these are all of them. A `*` alone beside a mark may stand for nothing, so
    that the number of runs before the next one is not known; and of a first word without a run, how
    far its run is.
    """

    lead: str
    runs: list[str]
    gaps: list[str]
    certain: bool
    literal: str  # one word without wildcards; of other terms empty


def parts_of(words: list[str]) -> Parts:
    """The parts of a term without letters of scripts without spaces.

    >>> parts_of(["U.S.", "trad*"])
    Parts(lead='', runs=['U', 'S', 'trad*'], gaps=['.', '. ', ''], certain=True,
          literal='')
    """
    lead, *others = _RUN.split(" ".join(words))
    runs, gaps, before = others[::2], others[1::2], f" {lead}"
    if " " in lead:
        runs = []
    for number, (run, gap) in enumerate(zip(runs, gaps, strict=False)):
        if set(run) == {"*"} and (before[-1] != " " or gap[:1] not in (" ", "")):
            return Parts(lead, runs[:number], gaps[:number], False, "")
        before = gap
    literal = ""
    if len(words) == 1 and not set("*?") & set(words[0]):
        literal = words[0]
    return Parts(lead, runs, gaps, bool(runs), literal)


class SpelledTerm:
    """The parts of a term, to be compared with a text."""

    def __init__(self, parts: Parts):
        self.lead = parts.lead
        self.runs = [_same(run) for run in parts.runs]
        self.gaps = [_gap(gap) for gap in parts.gaps]

    def span(self, text: str, starts: list[int], ends: list[int]) -> tuple[int, int] | None:
        """Where the term stands, if its runs are these words; None where it does not."""
        begin = starts[0] - len(self.lead)
        if begin < 0 or not text.startswith(self.lead, begin):
            return None
        for same, start, end in zip(self.runs, starts, ends, strict=True):
            if not same(text[start:end]):
                return None
        end = ends[-1]
        for gap, after, following in zip(self.gaps, ends, [*starts[1:], None], strict=True):
            hit = gap(text, after)
            if hit is None or following not in (None, hit.end()):
                return None
            end = hit.end()
        return begin, end


def _same(run: str) -> Callable[[str], Any]:
    """Whether a word is that of the run; the time it takes grows as the word does."""
    if not set("*?") & set(run):
        return run.__eq__
    return re.compile(_pattern(run, "."), re.DOTALL).fullmatch


@lru_cache(1 << 10)
def _gap(gap: str) -> Callable[[str, int], re.Match[str] | None]:
    """Finds what stands between two runs, or after the last, from a place on."""
    return re.compile(BETWEEN_WORDS.join(map(re.escape, gap.split(" ")))).match


def pattern_of(words: list[str], letter: str) -> str:
    """The regular expression of a term's words, where this one is that of a letter."""
    return BETWEEN_WORDS.join(_pattern(word, letter) for word in words)


def _pattern(word: str, letter: str) -> str:
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
