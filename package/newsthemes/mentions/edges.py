"""Where a match may begin and end, by a table of all characters."""

import sys
from functools import cache

import numpy as np

from ..text.characters import FOLLOWING, LEADING, MARKS, UNSPACED

# What a character is, each a bit of its own: of a word; of a script without spaces; never after a
# cut; never before one.
WORD_SIGN, UNSPACED_SIGN, _FOLLOWS, _LEADS = 1, 2, 4, 8
_PLANES = 0x40000  # those that hold letters; above them are marks only


@cache
def signs() -> np.ndarray:
    """Of each code point what it is, in bits."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    # as \w, which is Unicode's L and N with `_`
    table[:_PLANES] = np.fromiter(map(str.isalnum, map(chr, range(_PLANES))), np.uint8, _PLANES)
    table[ord("_")] = WORD_SIGN
    for first, last in zip(MARKS[::3], MARKS[2::3], strict=True):
        table[ord(first) : ord(last) + 1] = WORD_SIGN | _FOLLOWS
    for first, last in zip(UNSPACED[::3], UNSPACED[2::3], strict=True):
        table[ord(first) : ord(last) + 1] |= UNSPACED_SIGN
    table[table == UNSPACED_SIGN] = 0  # no character yet
    table[[*map(ord, FOLLOWING)]] |= _FOLLOWS
    table[[*map(ord, LEADING)]] |= _LEADS
    return table


def code_points(text: str) -> np.ndarray:
    """The code points of a text, one byte each where it is ASCII, else four."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def may_stand(text: str, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Whether each span of a text may be a match by what is on both sides of its edges."""
    letters = code_points(f"\0{text}\0")
    before, first, last, after = (
        signs().take(letters[place]) for place in (start, start + 1, end, end + 1)
    )
    return ((before & WORD_SIGN == 0) | _may_part(before, first)) & (
        (after & WORD_SIGN == 0) | _may_part(last, after)
    )


def _may_part(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return ((left | right) & UNSPACED_SIGN > 0) & (left & _LEADS == 0) & (right & _FOLLOWS == 0)
