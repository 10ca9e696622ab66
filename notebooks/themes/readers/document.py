"""What every reader returns, and how it says no."""

import re
import unicodedata
from dataclasses import dataclass, field


class ArticleError(ValueError):
    """A file that cannot be an article: says which, why, and what to do."""


@dataclass
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


@dataclass
class Unread:
    """A part of a file, a row say, that is no article: where it stands, and why."""

    place: str
    reason: str


def storable(text: str) -> str:
    """A text that a file can hold: without halves of characters, which JSON and Linux' file names allow, and NUL."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """NFC, and every line end a line feed. A form feed stays: it stands between pages, often inside a sentence.

    >>> clean("cafe\\u0301\\r\\nbar")
    'café\\nbar'
    """
    text = re.sub("\r\n|[\r\x0b\x85\u2028]", "\n", storable(text).replace("\u2029", "\n\n"))
    return unicodedata.normalize("NFC", text)


def one_line(value: object) -> str:
    """A value of a file as one line of text, white space single; empty for what is no text, number or date.

    >>> one_line(" Reuters \\n News ")
    'Reuters News'
    """
    if value is None or value != value or isinstance(value, (dict, list, tuple, set, bytes)):
        return ""
    return clean(" ".join(str(value).split()))
