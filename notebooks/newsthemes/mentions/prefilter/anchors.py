"""The anchors of terms: of each the piece that is looked up, which is rare and shared by few."""

import re
from collections import Counter
from typing import NamedTuple

from ...text.languages import function_words
from .words import LETTERS

_AT_WORDS = 4  # letters of a piece that are looked up at the start of a word
_IN_TEXT = 3  # elsewhere


class Anchor(NamedTuple):
    """A piece of a term, and how many of its letters are looked up: all eight of a number where the
    word has no others.
    """

    run: int  # its number among the term's runs
    letters: str
    length: int
    where: str  # at the start of a "word", anywhere "inside" of one, or in the "text"


def anchors_of(terms: list[list[str]]) -> list[Anchor]:
    """The anchor of each term, given by its runs: no common word, the beginning of a word rather
    than another piece, what few terms share, a long one; without letters where there is none.
    """
    pieces = [_pieces(runs) for runs in terms]
    shared = Counter(piece[1:] for of_term in pieces for piece in of_term)

    def cost(piece: Anchor) -> tuple:
        common = len(piece.letters) < 3 or piece.letters in function_words("en")
        return common, piece.where == "inside", shared[piece[1:]], -len(piece.letters)

    return [min(of_term, key=cost, default=anywhere("", "text")) for of_term in pieces]


def _pieces(runs: list[str]) -> list[Anchor]:
    """What can be the anchor of a term."""
    pieces = []
    for number, run in enumerate(runs):
        first, *others = re.split(r"[*?]+", run)
        length = min(len(first), _AT_WORDS)
        if not others:
            length = LETTERS
        pieces.append(Anchor(number, first, length, "word"))
        pieces += [anywhere(letters, "inside", number) for letters in others]
    return [piece for piece in pieces if piece.letters]


def anywhere(letters: str, where: str, run: int = 0) -> Anchor:
    return Anchor(run, letters, min(len(letters), _IN_TEXT), where)
