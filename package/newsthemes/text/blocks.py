"""Text to paragraphs, and to blocks: paragraphs cut where a line ends for good.

Within a paragraph, headlines, bylines, datelines and bullets on lines of their own are blocks, and
so are paragraphs that are told by their indented first lines; any other line end is a soft wrap.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .bylines import BYLINE, DATELINE

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
_WRAPPED = 100  # characters; a paragraph with a longer line is not wrapped


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
    for start, end in paragraph_spans(text):
        begin = text.rfind("\n", 0, start) + 1
        lines = text[begin:end].split("\n")
        widest = max(map(len, lines))
        first = start
        for before, line in pairwise(lines):
            begin += len(before) + 1
            if _opens_block(before, line, widest):
                yield first, first + len(text[first:begin].rstrip())
                first = begin + _indent(line)
        yield first, end


def _stripped(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _opens_block(before: str, line: str, widest: int) -> bool:
    """Whether a line opens a block behind the one before, in a paragraph whose longest line has
    `widest` characters.
    """
    words = line.strip()
    is_small = words[0].islower()
    if is_small and words[1:2] not in (".", ")"):  # after a soft wrap
        return False
    deeper = _indent(line) - _indent(before)
    before = before.strip()
    after_item = _BULLET.match(before)
    if deeper > 1 and not is_small and not after_item:  # the first line of a paragraph
        return True
    item = _BULLET.match(words)
    if item:
        # a wrapped `... on May\n15. He`
        doubtful = item["number"] or (item["dash"] and words[item.end()].islower())
        if not doubtful or after_item or before[-1] in ".:;?!":
            return True
    if is_small:
        return False
    if after_item:  # what follows an item, if not its soft wrap
        return deeper <= 0
    if widest > _WRAPPED and len(before) < widest / 2:  # it is not wrapped, so the end is meant
        return True
    return _is_head(before, words)


def _is_head(before: str, line: str) -> bool:
    """Whether a headline in capitals, a byline, a date or a dateline stands alone."""
    if len(before) > 7 and before.isupper() and not line.isupper():
        return True
    return bool(_HEAD.match(before) or _HEAD.match(line) or _DATELINE.match(line))
