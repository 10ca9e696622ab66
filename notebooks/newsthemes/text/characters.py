"""What the counting rule calls a word, a space, a dash, and the same letter."""

import re
import unicodedata
from collections.abc import Collection
from itertools import chain

# \w is Unicode's L and N with `_`; marks (M) live below U+20000 and in one block of plane 14.
_PLACES = {
    code
    for code in chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))
    if unicodedata.category(chr(code))[0] == "M"
}
_FIRST = sorted(code for code in _PLACES if code - 1 not in _PLACES)
_LAST = sorted(code for code in _PLACES if code + 1 not in _PLACES)
# As ranges: two thousand marks one by one make every term's regular expression slow to build
_MARKS = "".join(f"{chr(one)}-{chr(other)}" for one, other in zip(_FIRST, _LAST, strict=True))
# Not one class of both, and no mark is below U+0300: a space or a comma is told at a glance.
WORD = rf"(?:\w|(?![\x00-\u02ff])[{_MARKS}])"
# Unicode's White_Space but \n
SPACE = "\t\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DASH = "\\-\u2010-\u2015"
# Each white space is matched in one way only: in two, a term of fifty words would be tried in
# 2**50.
_BETWEEN = r"(?:[{0}]+(?:\n[{0}]*)?|\n[{0}]*|[{1}])"
BETWEEN_WORDS, BETWEEN_ASCII = _BETWEEN.format(SPACE, DASH), _BETWEEN.format("\t\x0b\x0c\r ", "-")
_QUOTES = dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"')
# Signs that reverse the text after them (embeddings, overrides, isolates, and their ends), and
# those that steer a terminal.
_STEERING = {
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0x20),
    *range(0x7F, 0xA0),
} - set(map(ord, "\t\n\r\x0c\x85"))
_WRITTEN_OUT = {code: f"[U+{code:04X}]" for code in _STEERING}


def term_words(term: str) -> list[str]:
    """The words of a term: what white space and dashes separate.

    >>> term_words("Israel-Hamas conflict")
    ['Israel', 'Hamas', 'conflict']
    """
    return [word for word in re.split(rf"[{SPACE}\n{DASH}]+", term) if word]


def is_acronym(term: str) -> bool:
    """Whether a term is two to five letters, all capitals and nothing else: then its case counts,
    if it does not say otherwise.

    >>> is_acronym("APEC"), is_acronym("U.S."), is_acronym("COVID-19")
    (True, False, False)
    """
    return 2 <= len(term) <= 5 and all(unicodedata.category(c) == "Lu" for c in term)


def straight(text: str) -> str:
    """The text with curly quotes made straight."""
    if not text.isascii():
        for curly, plain in _QUOTES.items():
            text = text.replace(curly, plain)
    return text


# The simple foldings (of Unicode 15.1) that neither full folding nor lower() gives.
_SINGLE = {"\u1fd3": "\u0390", "\u1fe3": "\u03b0", "\ufb05": "\ufb06"}


def fold(text: str) -> str:
    """The text with upper and lower case, curly and straight quotes made the same, one character
    for one.

    This is Unicode's simple case folding (CaseFolding.txt, statuses C and S): what would need two
    characters stays.

    >>> fold("China’s TRADE, Straße, ΣΑΣ")
    "china's trade, straße, σασ"
    """
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.translate({ord(sign): _fold_one(sign) for sign in set(text)})
    return straight(folded)


def _fold_one(sign: str) -> str:
    """The simple folding of a character: of those that become longer, their small letter."""
    candidates = _SINGLE.get(sign, ""), sign.casefold(), sign.lower()
    return next((folded for folded in candidates if len(folded) == 1), sign)


def visible(text: str) -> str:
    """The text with signs that reverse what follows them, or steer a terminal, written out: no name
    turns a number round.

    >>> visible("Trade \\u202e31 \\x1b[2J")
    'Trade [U+202E]31 [U+001B][2J'
    """
    return text.translate(_WRITTEN_OUT)


def spelling(term: str, case: str) -> str:
    """What two spellings of the same term have in common: words, quotes and, where `case` is "any",
    upper and lower case.

    >>> spelling("Israel–Hamas War", "any")
    'israel hamas war'
    """
    text = " ".join(term_words(straight(term)))
    if case == "any":
        return fold(text)
    return text


_LETTERS = re.compile(r"[^\W\d_]+")
# Thai and Lao; Myanmar; Hangul; Khmer; Han; kana; further blocks of them; kana and Hangul of half
# width, and old ones; Han beyond.
_UNCOUNTED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3038-\u30fa\u30fc-\u30ff\u3131-\u318e\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc"
    "\U0001aff0-\U0001b16f\U00020000-\U0003ffff]+"
)
UNCOUNTED = "Chinese, Japanese, Korean, Thai, Lao, Khmer or Burmese"
_MOST = 0.1  # of an article's letters; with more of them, whole words find too little


def _uncounted(text: str) -> float:
    """The share of letters, 0 to 1, of scripts that are not counted: those that put no space
    between words (Han, kana, Thai, Lao, Khmer, Myanmar), and Hangul, whose particles are parts of
    words.

    >>> [_uncounted(text) for text in ("Wang Yi", "王毅", "Wang 왕이", "")]
    [0.0, 1.0, 0.3333333333333333, 0.0]
    """
    if text.isascii() or not _UNCOUNTED.search(text):
        return 0.0
    letters = "".join(_LETTERS.findall(text))
    return sum(map(len, _UNCOUNTED.findall(letters))) / max(1, len(letters))


def countable(texts: Collection[str]) -> bool:
    """Whether articles are counted: in half of them or more, at most a tenth of the letters is of
    scripts that are not.

    >>> countable(["Wang Yi (王毅) met Antony Blinken."]), countable(["王毅", "王毅", "Wang"])
    (True, False)
    """
    return 2 * sum(_uncounted(text) > _MOST for text in texts) <= len(texts)
