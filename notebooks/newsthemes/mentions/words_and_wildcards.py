"""A term letter by letter: what stands in a text for it, points 2 to 4 of the counting rule."""

import re
from functools import cached_property

from ..lexicon.model import Term
from ..text.characters import BETWEEN_WORDS, UNSPACED, WORD, is_unspaced, term_words
from ..text.folding import fold, straight

Span = tuple[int, int]
_RUN = re.compile(rf"((?:{WORD}|[*?])+)")
_SPACED = rf"(?:(?![{UNSPACED}]){WORD})"  # a letter of other scripts


class Spelling:
    """A term as words, and as runs: parts of it that each lie in one word of a text. `lead` are the
    marks before the first run.
    """

    def __init__(self, term: Term):
        self.exact = term.case == "exact"  # compared with the text as it is spelled, else folded
        self.unspaced = is_unspaced(term.term)
        same_letters = fold
        if self.exact:
            same_letters = straight
        self.words = term_words(same_letters(term.term))
        self.lead, self.runs = "", []
        if not self.unspaced:
            self.lead, self.runs = runs_of(self.words)

    def span(self, text: str, start: int) -> Span | None:
        """Where the term stands, if it begins there."""
        if start < 0:
            return None
        hit = self.pattern.match(text, start)
        return hit and hit.span(1)

    @cached_property
    def pattern(self) -> re.Pattern:
        """The regular expression of the whole term, its place as the first group."""
        if self.unspaced:
            return re.compile(f"(?=({_pattern(self.words, WORD)}))")
        body = _pattern(self.words, _SPACED)
        if not {"*", "?"} & {*"".join(self.words)}:
            # there is one way to match, whose edges are looked at in the end; a class of letters
            # takes a millisecond to compile
            return re.compile(f"(?=({body}))")
        return re.compile(rf"(?<!{_SPACED})(?=({body})(?!{_SPACED}))")


def runs_of(words: list[str]) -> tuple[str, list[str]]:
    """The lead and the runs of a term without letters of scripts without spaces.

    Runs end before a `*` alone beside a mark, which may stand for nothing, so that the number of
    runs before the next one is not known; of a first word without a run there are none.

    >>> runs_of(["U.S.", "trad*"]), runs_of(["trade", "*€", "b"])
    (('', ['U', 'S', 'trad*']), ('', ['trade']))
    """
    lead, *others = _RUN.split(" ".join(words))
    runs, gaps, before = others[::2], others[1::2], f" {lead}"
    if " " in lead:
        runs = []
    for number, (run, gap) in enumerate(zip(runs, gaps, strict=False)):
        if set(run) == {"*"} and (before[-1] != " " or gap[:1] not in (" ", "")):
            return lead, runs[:number]
        before = gap
    return lead, runs


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
