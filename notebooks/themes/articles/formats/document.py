"""What every reader returns, and how it says no."""

import re
import unicodedata
from dataclasses import dataclass, field

MARKS = 30  # accents on a letter
_SIGNS = re.compile(rf"([^\w\s\x00-\x7f]{{{MARKS + 1},}})")


class ArticleError(ValueError):
    """A file that cannot be an article: says which, why, and what to do."""


@dataclass(slots=True)  # a table may have a million of them
class Document:
    """One article as a file holds it. What the file does not say is empty; `doubts` says what a person should look at."""

    text: str
    title: str = ""
    date: str = ""  # YYYY-MM-DD
    source: str = ""
    language: str = ""
    encoding: str = ""
    name: str = ""  # the id that the file gives it
    place: str = ""  # in a file of several: "row 3"
    more: dict[str, object] = field(default_factory=dict)  # further columns
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Unread:
    """A part of a file, a row say, that is no article: where it stands, and why."""

    place: str
    reason: str


def storable(text: str) -> str:
    """A text that a file can hold: without halves of characters, which JSON and Linux' file names allow, and NUL."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def heaped(text: str) -> bool:
    """Whether more than 30 accents stand on a letter, which no writing has, and Unicode's streams forbid (UAX #15).

    >>> heaped("e" + "\\u0301" * 31)
    True
    """
    return any(sum(unicodedata.category(sign)[0] == "M" for sign in signs) > MARKS for signs in _SIGNS.findall(text))


def clean(text: str) -> str:
    """NFC, and every line end a line feed. A form feed stays: it stands between pages, often inside a sentence.

    Accents that are `heaped` stay as they are: putting them in order takes a time that grows with the square of their number.

    >>> clean("cafe\\u0301\\r\\nbar")
    'café\\nbar'
    """
    text = re.sub("\r\n|[\r\x0b\x85\u2028]", "\n", storable(text).replace("\u2029", "\n\n"))
    if text.isascii():
        return text
    parts = _SIGNS.split(text) if heaped(text) else [text]
    return "".join(part if odd % 2 else unicodedata.normalize("NFC", part) for odd, part in enumerate(parts))


def one_line(value: object) -> str:
    """A value of a file as one line of text, white space single; empty for what is no text, number or date.

    >>> one_line(" Reuters \\n News ")
    'Reuters News'
    """
    if value is None or value != value or isinstance(value, (dict, list, tuple, set, bytes)):
        return ""
    return clean(" ".join(str(value).split()))
