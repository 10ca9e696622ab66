"""The one form of texts, terms and names, which strangers write in several ways."""

import re
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
# A soft hyphen, a space without width, joiners of lines, Arabic's tatweel and vowel signs: the same
# word has them or not. And ligatures, such as `ﬁ`. The page's rule/words.js has the same.
_VARYING = re.compile(
    "[\\xad\\u200b\\u2060\\ufeff\\u0640\\u064b-\\u0652]+|([\\ufb00-\\ufb06\\ufb13-\\ufb17])"
)


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


def normal_form(text: str) -> str:
    """The text in Unicode's NFC, in which a letter and its accent are one sign; without signs that
    only part, stretch or voice a word, and with ligatures as letters.

    One whose marks are stacked is not in NFC.

    >>> normal_form("cafe\\u0301"), normal_form("tra\\xadde o\\ufb03ce")
    ('café', 'trade office')
    """
    if text.isascii():
        return text
    text = _VARYING.sub(_letters, text)
    if stacked(text):
        return text
    return unicodedata.normalize("NFC", text)


def has_varying_signs(text: str) -> bool:
    """Whether a word of the text may be hidden by a sign that `normal_form` takes out."""
    return not text.isascii() and _VARYING.search(text) is not None


def _letters(hit: re.Match[str]) -> str:
    """Those of a ligature; of other signs none."""
    return unicodedata.normalize("NFKC", hit[1] or "")


def _row(text: str, at: int) -> int:
    """How many marks stand in a row at a place, of the 50 on both sides."""
    before, after = text[max(0, at - MOST) : at], text[at : at + MOST + 1]
    return len(before) - len(before.rstrip(_MARKS)) + len(after) - len(after.lstrip(_MARKS))
