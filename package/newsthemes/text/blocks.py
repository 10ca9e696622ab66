"""Text to paragraphs, and to blocks: paragraphs cut where a line ends for good.

Within a paragraph, headlines, bylines, datelines and bullets on lines of their own are blocks, and
so are paragraphs that are told by their indented first lines; any other line end is a soft wrap.
All lines of a text are looked at together, in NumPy; one by one only those that this leaves in
doubt.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .bylines import BYLINE, DATELINE
from .characters import code_points

Span = tuple[int, int]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MONTH = rf"(?:{_MONTHS}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
_BLANK_LINES = re.compile(r"\n\s*\n")
DASHES = "-–—"
_BULLETS = "•‣▪●◦·*"
_BULLET = re.compile(
    rf"(?:[{_BULLETS}]|(?P<dash>[{DASHES}])|(?P<number>\(?(?:\d{{1,2}}|[a-z])[.)]))\s+(?=\S)"
)
_DATE = rf"(?:[MTWFS]\w+day,? )?(?:{MONTH}\.? \d\d?|\d\d? {MONTH}\.?),? \d{{4}}"
_HEAD = re.compile(rf"(?:{BYLINE}|{_DATE})\Z")
_DATELINE = re.compile(DATELINE)
# what a character is, each a bit of its own
_SPACE, _SMALL, _BEGINS_ITEM, _ENDS_NUMBER = 1, 2, 4, 8
_LOOKED_UP = 0x20000  # code points; beyond them there is no small letter or digit
_DEEP = 40  # columns; deeper indents are rare, and measured one by one
_WRAPPED = 100  # characters; a paragraph with a longer line is not wrapped


class _Lines(NamedTuple):
    """The lines of a text that hold more than white space, as parallel arrays."""

    start: np.ndarray
    first: np.ndarray  # its first character that is no white space
    end: np.ndarray  # of the last line of a paragraph without the white space behind it
    opens: np.ndarray  # whether a paragraph begins here
    first_sign: np.ndarray  # what its first character is, in bits
    second_sign: np.ndarray


def paragraph_spans(text: str) -> list[Span]:
    r"""The paragraphs of a text as (start, end): what stands between blank lines, stripped and
    never empty.

    A line that holds nothing but white space is blank.

    >>> paragraph_spans("One.\n \nTwo\nlines.\n")
    [(0, 4), (7, 17)]
    """
    if "\n" not in text:  # as most news items
        spans = [_stripped(text, 0, len(text))]
    else:
        cuts = [0, *(blank.end() for blank in _BLANK_LINES.finditer(text)), len(text)]
        spans = [_stripped(text, start, end) for start, end in pairwise(cuts)]
    return [(start, end) for start, end in spans if start < end]


def block_spans(text: str) -> Iterator[Span]:
    r"""The blocks of a text as (start, end), stripped and never empty.

    >>> list(block_spans("TRADE WAR\nThe two\nmet.\n- One\n- Two"))
    [(0, 9), (10, 22), (23, 28), (29, 34)]
    """
    if "\n" not in text or text.isspace():
        yield from paragraph_spans(text)
        return
    lines = _lines_of(text)
    opening = np.flatnonzero(_opens_block(text, lines))
    first = lines.first[opening].tolist()
    end = lines.end[np.append(opening[1:], len(lines.end)) - 1].tolist()
    for start, stop in zip(first, end, strict=True):
        yield start, start + len(text[start:stop].rstrip())


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


@cache
def _signs() -> np.ndarray:
    """Of each code point what it is, in bits."""
    table = np.zeros(sys.maxunicode + 1, dtype=np.uint8)
    characters = list(map(chr, range(_LOOKED_UP)))
    signs = {_SPACE: str.isspace, _SMALL: str.islower, _BEGINS_ITEM: str.isdecimal}
    for sign, has_sign in signs.items():
        table[:_LOOKED_UP] |= sign * np.fromiter(map(has_sign, characters), np.uint8, _LOOKED_UP)
    table[[*map(ord, f"{_BULLETS}{DASHES}(")]] |= _BEGINS_ITEM
    table[[*map(ord, ".)")]] |= _ENDS_NUMBER
    return table


def _lines_of(text: str) -> _Lines:
    """The lines of a text that is not all white space."""
    codes = code_points(f"{text}\n")
    end = np.flatnonzero(codes == ord("\n"))
    start = np.append(0, end[:-1] + 1)
    first = start.copy()
    rows = np.arange(len(start))
    for _ in range(_DEEP):
        is_space = _signs()[codes[first[rows]]] & _SPACE > 0
        rows = rows[is_space & (first[rows] < end[rows])]
        if not len(rows):
            break
        first[rows] += 1
    for row in rows.tolist():
        first[row] = end[row] - len(text[first[row] : end[row]].lstrip())
    filled = np.flatnonzero(first < end)
    start, first, end = start[filled], first[filled], end[filled]
    opens = np.diff(filled, prepend=-2) > 1
    last_lines = np.append(np.flatnonzero(opens)[1:], len(end)) - 1  # of the paragraphs
    for row in last_lines.tolist():
        end[row] = first[row] + len(text[first[row] : end[row]].rstrip())
    return _Lines(start, first, end, opens, _signs()[codes[first]], _signs()[codes[first + 1]])


def _opens_block(text: str, lines: _Lines) -> np.ndarray:
    """Whether each line opens a block."""
    start, first, end, opens, first_sign, second_sign = lines
    deeper = np.diff(first - start, prepend=0)  # columns by which it is indented more
    is_small = first_sign & _SMALL > 0
    is_item = (first_sign & _BEGINS_ITEM > 0) | is_small & (second_sign & _ENDS_NUMBER > 0)
    for row in np.flatnonzero(is_item).tolist():
        is_item[row] = _BULLET.match(text, first[row], end[row]) is not None
    after_item = np.append(False, is_item[:-1])
    goes_on = is_small & (second_sign & _ENDS_NUMBER == 0)  # after a soft wrap
    is_indented = (deeper > 1) & ~is_small & ~after_item  # the first line of a paragraph
    opens_block = opens | is_indented
    doubtful = np.flatnonzero(~(opens_block | goes_on))
    paragraph = np.cumsum(opens) - 1
    widest = np.maximum.reduceat(end - start, np.flatnonzero(opens))[paragraph]
    firsts = first.tolist()
    ends = end.tolist()
    facts = [column[doubtful].tolist() for column in (deeper, after_item, widest)]
    for row, *of_row in zip(doubtful.tolist(), *facts, strict=True):
        before = text[firsts[row - 1] : ends[row - 1]].rstrip()
        line = text[firsts[row] : ends[row]].rstrip()
        opens_block[row] = _parts(before, line, *of_row)
    return opens_block


def _parts(before: str, line: str, deeper: int, after_item: bool, widest: int) -> bool:
    """Whether the end of a line parts it from the next one, in a paragraph whose longest line has
    `widest` characters.
    """
    item = _BULLET.match(line)
    if item:
        # a wrapped `... on May\n15. He`
        doubtful = item["number"] or (item["dash"] and line[item.end()].islower())
        if not doubtful or after_item or before[-1:] in ".:;?!":
            return True
    if line[0].islower():
        return False
    if after_item:  # what follows an item, if not its soft wrap
        return deeper <= 0
    if widest > _WRAPPED and len(before) < widest / 2:  # it is not wrapped, so the end is meant
        return True
    return _is_head(before, line)


def _is_head(before: str, line: str) -> bool:
    """Whether a headline in capitals, a byline, a date or a dateline stands alone."""
    if len(before) > 7 and before.isupper() and not line.isupper():
        return True
    return bool(_HEAD.match(before) or _HEAD.match(line) or _DATELINE.match(line))
