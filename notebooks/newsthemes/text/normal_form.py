"""Unicode's NFC, in which a letter and its accent are one sign, for texts that strangers wrote."""

import unicodedata

from .characters import CATEGORIES

MOST = 50  # marks in a row; no language has ten
STACKED = f"has more than {MOST} accents or other marks on one letter; delete these marks"
# Those that NFC sorts: a mark with a class, or one that is taken apart into such marks
_MARKS = "".join(
    chr(code)
    for code, kind in enumerate(CATEGORIES)
    if kind == "M" and unicodedata.combining(unicodedata.normalize("NFD", chr(code))[0])
)
_SORTED = frozenset(_MARKS)


def stacked(text: str) -> bool:
    """Whether more than 50 accents and other marks stand in a row: NFC sorts them, and takes the
    square of their number for it.

    >>> stacked("e" + "\\u0301" * 50), stacked("e" + "\\u0301" * 51)
    (False, True)
    """
    # so long a row has a mark at one of these places
    if _SORTED.isdisjoint(text[:: MOST + 1]):
        return False
    places = range(0, len(text), MOST + 1)
    return any(text[at] in _SORTED and _row(text, at) > MOST for at in places)


def nfc(text: str) -> str:
    """The text in NFC; one whose marks are stacked as it is.

    >>> nfc("cafe\\u0301")
    'café'
    """
    if stacked(text):
        return text
    return unicodedata.normalize("NFC", text)


def _row(text: str, at: int) -> int:
    """How many marks stand in a row at a place, of the 50 on both sides."""
    before, after = text[max(0, at - MOST) : at], text[at : at + MOST + 1]
    return len(before) - len(before.rstrip(_MARKS)) + len(after) - len(after.lstrip(_MARKS))
