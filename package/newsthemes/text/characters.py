"""What the counting rule calls a word, a space and a dash.

Files that count say again what a letter, a digit and `_` are, each in its way, and change with this
one: mentions/edges.py and mentions/prefilter/words.py; for the page page/scripts/rule/, and
suggest/capitalized.js.
"""

import re
import unicodedata

# \w is Unicode's L and N with `_`; marks (M) live below U+20000 and in one block of plane 14.
CATEGORIES = "".join(unicodedata.category(chr(code))[0] for code in range(0x20000))
# As ranges: two thousand marks one by one make every term's regular expression slow to build
_RANGES = [f"{chr(hit.start())}-{chr(hit.end() - 1)}" for hit in re.finditer("M+", CATEGORIES)]
MARKS = "".join(_RANGES) + "\U000e0100-\U000e01ef"
# Not one class of both, and no mark is below U+0300: a space or a comma is told at a glance.
WORD = rf"(?:\w|(?![\x00-\u02ff])[{MARKS}])"
# The letters, marks and digits of scripts without spaces between words: Han, Hiragana, Katakana,
# Thai, Lao, Khmer, Myanmar (Scripts.txt of Unicode 18.0), and what these alone share, such as the
# prolonged sound mark (ScriptExtensions.txt); Python does not know scripts. As MARKS, all ranges.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e81-\u0edf\u1000-\u1049\u1050-\u109d\u1780-\u17d3"
    "\u17d7-\u17d7\u17dc-\u17f9\u3005-\u3007\u3021-\u302d\u3031-\u3035\u3038-\u303c\u3041-\u309a"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9fe"
    "\uaa60-\uaa76\uaa7a-\uaa7f\uf900-\ufad9\uff66-\uff9f\U000116d0-\U000116e3"
    "\U00016fe3-\U00016fe3\U00016ff0-\U00016ff6\U0001aff0-\U0001b168\U00020000-\U0003ffff"
)
# What else, like a mark, is written after its letter; and what is written, or stacks, before one
FOLLOWING, LEADING = "ะาำๅະາຳ", "เแโใไເແໂໃໄ\u1039\u17d2"
# Unicode's White_Space but \n
SPACE = "\t\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
DASH = "\\-\u2010-\u2015"
# Signs that reverse the text after them (embeddings, overrides, isolates, and their ends), and
# those that steer a terminal.
_STEERING = *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0x20), *range(0x7F, 0xA0)
_WRITTEN_OUT = {code: f"[U+{code:04X}]" for code in _STEERING if chr(code) not in "\t\n\r\x0c\x85"}


def term_words(term: str) -> list[str]:
    """The words of a term: what white space and dashes separate.

    >>> term_words("Israel-Hamas conflict")
    ['Israel', 'Hamas', 'conflict']
    """
    return [word for word in re.split(rf"[{SPACE}\n{DASH}]+", term) if word]


_UNSPACED = re.compile(rf"[{UNSPACED}](?<={WORD})")
_LENGTHS = re.compile(rf"[{UNSPACED}]|[^{UNSPACED}{SPACE}\n{DASH}]+")


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script without spaces between words.

    >>> is_unspaced("5G网络"), is_unspaced("trade")
    (True, False)
    """
    return not text.isascii() and _UNSPACED.search(text) is not None


def length_of(term: str) -> int:
    """The words of a term; of scripts without spaces each letter, mark and digit is one.

    >>> length_of("South China Sea"), length_of("5G网络")
    (3, 3)
    """
    return len(_LENGTHS.findall(term))


def is_acronym(term: str) -> bool:
    """Whether a term is two to five letters, all capitals and nothing else: then its case counts,
    if it does not say otherwise.

    >>> is_acronym("APEC"), is_acronym("U.S."), is_acronym("COVID-19")
    (True, False, False)
    """
    return 2 <= len(term) <= 5 and all(unicodedata.category(c) == "Lu" for c in term)


def visible(text: str) -> str:
    """The text with signs that reverse what follows them, or steer a terminal, written out: no name
    turns a number round.

    >>> visible("Trade \\u202e31 \\x1b[2J")
    'Trade [U+202E]31 [U+001B][2J'
    """
    return text.translate(_WRITTEN_OUT)
