"""One article as a file holds it, and what all readers share: clean texts, what a file says of
itself, when an article is empty, and how to refuse.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ...files.optional_packages import extra
from ...files.read_files import FileError
from ...text.normal_form import STACKED, normal_form, stacked
from ...text.wording import shortened
from .column_names import FACTS, Where, columns_named
from .dates import iso_date

MAX_UNZIPPED = 200_000_000  # bytes of a file, unpacked
MAX_TEXT = 20_000_000  # characters of an article
MAX_LINES = 1_000_000  # of an article


class ArticleError(FileError):
    """A file that cannot be an article: says which, why, and what to do."""


@dataclass(slots=True)  # a table may have a million of them
class Document:
    """One article of a file. What the file does not say is empty; `doubts` says what a person
    should look at.
    """

    text: str = ""
    title: str = ""  # only if it is stated
    opening: str = ""  # the first words
    date: str = ""  # YYYY-MM-DD, YYYY-MM or YYYY
    source: str = ""
    stated: str = ""  # the date as the file has it
    language: str = ""
    encoding: str = ""
    name: str = ""  # the id that the file gives it
    has_number: bool = False  # it gives a whole number
    place: str = ""  # in a file of several: "row 3"
    in_table: bool = False  # it is a row of one, whose cells may hold HTML
    more: dict[str, object] = field(default_factory=dict)  # further columns
    doubts: tuple[str, ...] = ()
    # about the whole file, with its first article
    file_doubts: tuple[str, ...] = ()
    unread: str = ""  # why this part of the file, a row say, is not an article
    path: str = ""  # of its file
    sha256: str = ""  # of its file
    article: str = ""  # its id among all articles

    def describe(
        self,
        facts: dict[str, object],
        day_first: bool | None = None,
        where: Where | None = None,
    ) -> None:
        """Fill in what a file says of it, by the names in `where`, or else by usual ones; other
        names become further columns. What is taken is no longer in `facts`.

        >>> document = Document()
        >>> document.describe({"Outlet": "Reuters", "published": "26 October 2023", "page": 3})
        >>> document.source, document.date, document.more
        ('Reuters', '2023-10-26', {'page': 3})
        """
        where = where or {ours: names[0] for ours, names in columns_named(facts).items() if names}
        stated = {fact: one_line(facts.pop(where.get(fact), None)) for fact in FACTS}
        self.title = stated["title"]
        self.stated, self.date = stated["date"], iso_date(stated["date"], day_first)
        self.source, self.language = stated["source"], stated["language"]
        self.more = {storable(str(name)): _storable_cell(facts[name]) for name in facts}

    def fill_in(self, beside: "Document") -> None:
        """Take what sources.csv says of it, and keep what it says itself of all else."""
        for fact in (*FACTS, "stated"):
            setattr(self, fact, getattr(beside, fact) or getattr(self, fact))
        self.more |= beside.more

    def settle(self) -> None:
        """Clean its text; without a word it is no article, nor where it cannot be cleaned."""
        try:
            self.text = clean(self.text)
        except ArticleError as error:
            self.text, self.unread = "", str(error)
        if not self.unread and not any(map(str.isalnum, self.text)):
            self.unread = "is empty, without a word; put the article's text into it, or remove it"

    @property
    def where(self) -> str:
        """Its place in the file, with the id that the file gives it.

        >>> Document(place="row 10", name="a10").where, Document(place="row 10").where
        ('row 10 (a10)', 'row 10')
        """
        if not self.name or self.place.endswith(f" {self.name}"):
            return self.place
        return f"{self.place} ({shortened(self.name, 40)})".strip()

    def called(self, stem: str) -> str:
        """What its file calls it; else by the name of the file, and its place there."""
        return self.name or "-".join([stem, *self.place.split()])


def _storable_cell(value: object) -> object:
    """A cell of a table as it can be kept: what is nested as JSON. ArticleError where it is nested
    deeper than Python can write.
    """
    if isinstance(value, (dict, list, tuple)):
        try:
            value = json.dumps(value, ensure_ascii=False, default=str)
        except RecursionError:
            raise ArticleError("has lists in lists without end; leave them out") from None
    if isinstance(value, str):
        return clean(value)
    return value


def stated_title(title: object, text: str) -> str:
    """The title of a file's properties, if its text begins with it; else it is often a template's,
    or a file's name.

    >>> stated_title("draft7.indd", "They met."), stated_title("They  met", "They met.")
    ('', 'They met')
    """
    title = one_line(title)
    if title.casefold() in one_line(text[:2000]).casefold():
        return title
    return ""


@contextmanager
def refusing(what: str) -> Iterator[None]:
    """Whatever a library raises on bytes that it cannot read becomes an ArticleError, and so does
    its import where it is not there; `what` the file is ("a PDF").
    """
    try:
        with extra("files", f"is {what}, which", ArticleError):
            yield
    except (FileError, MemoryError):
        raise
    except Exception as error:  # their parsers raise everything from KeyError to struct.error
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise ArticleError(
            f"is {what} that cannot be read, broken or cut off perhaps ({reason}); save it anew"
        ) from None


def storable(text: str) -> str:
    """A text that a file can hold: without NUL, U+FFFD for halves of characters, which JSON
    and Linux' file names allow.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", " ").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def clean(text: str) -> str:
    """In the normal form, and every line end a line feed. A form feed stays: it stands between
    pages, often inside a sentence.

    ArticleError for more than 20 million characters or 1 million lines, whose sentences take more
    than 1 GB of memory, and for more than 50 marks on a letter.

    >>> clean("cafe\\u0301\\r\\nbar")
    'café\\nbar'
    """
    if len(text) > MAX_TEXT:
        raise ArticleError(
            f"has {len(text) / 1e6:.0f} million characters, too many for an article; split it"
        )
    if not text.isascii() or "\0" in text or "\r" in text or "\x0b" in text:
        if stacked(text):
            raise ArticleError(STACKED)
        text = storable(text).replace("\u2029", "\n\n")
        text = normal_form(re.sub("\r\n|[\r\x0b\x85\u2028]", "\n", text))
    if text.count("\n") > MAX_LINES:
        raise ArticleError(f"has more than {MAX_LINES:,} lines, too many for an article; split it")
    return text


def one_line(value: object) -> str:
    """A value of a file as one line of text, white space single; of an object its name; empty for
    what is not a text, number or date.

    >>> one_line(" Reuters \\n News ")
    'Reuters News'
    """
    if isinstance(value, dict):  # {"source": {"name": "Reuters"}}
        value = value.get("name")
    if not isinstance(value, str):
        if value is None or value != value or isinstance(value, (dict, list, tuple, set, bytes)):
            return ""
        value = str(value)
    return clean(" ".join(value.split()))
