"""The bytes of a file in, its articles out: by what they hold first, and by the file's name second.

- document: one article as a file holds it, and what all readers share
- text: plain text and Markdown, headlines
- web: saved pages, and what they say of themselves
- pdf, office (Word), tables (CSV, JSON Lines, Excel, Parquet), nexis (its exports): one reader a
format
- sources: sources.csv, which says what the files beside it do not
- columns, dates, encodings: what the name of a column, a date or the bytes of a text mean
- process: readers that cannot be stopped, in a process of their own
"""

from collections.abc import Callable

from .document import ArticleError, Document
from .encodings import decode
from .nexis import is_export, read_nexis
from .office import names_in, read_word
from .pdf import read_pdf
from .process import read_apart
from .tables import parsed, read_csv, read_excel, read_json, read_parquet
from .text import read_markdown, read_text
from .web import declared, is_page, read_html

__all__ = ["ArticleError", "Document", "read_bytes"]

Reader = Callable[
    ..., list[Document]
]  # takes bytes, or a text; one of tables takes also what the user says of the columns
_OF_TABLES = (read_csv, read_json, read_excel, read_parquet)
_PARTS = {"word/document.xml": read_word, "xl/workbook.xml": read_excel}  # of a ZIP archive
_ENDINGS = dict.fromkeys((".csv", ".tsv", ".tab"), read_csv) | dict.fromkeys(
    (".jsonl", ".ndjson", ".json"), read_json
)
_ENDINGS |= dict.fromkeys((".md", ".markdown"), read_markdown) | dict.fromkeys(
    (".html", ".htm", ".xhtml"), read_html
)
_OF_THEMES = ".yaml .yml .dic .dicx .cat .lc3 .lcd .ykd .vbpro .vbp".split()


def read_bytes(
    data: bytes, ending: str, columns: dict[str, str] | None = None, encoding: str | None = None
) -> list[Document]:
    """The articles of a file's bytes; `ending` is that of its name (".md"), `columns` are what the
    user says of a table's, `encoding` is that of a text which is neither UTF-8 nor marked; None
    guesses it.

    ArticleError says, without the file's name, why there are none.
    """
    if ending.lower() in _OF_THEMES:
        raise ArticleError(
            f"looks like themes, not an article, by its ending {ending}; name it with --themes"
        )
    text, known, reader = "", "", _reader_of_bytes(data)
    if not reader:
        text, known = decode(data, hint=declared(data), encoding=encoding)
        reader = _reader_of_text(text, ending.lower())
    arguments = (text if known else data, *[columns] * (reader in _OF_TABLES))
    apart = not known or reader in (read_html, read_markdown)
    found = read_apart(reader, *arguments) if apart else reader(*arguments)
    if not known:
        return found
    documents = [part for part in found if not part.unread]
    for document in documents:
        document.encoding = known
    if known.endswith("unsure") and documents:
        documents[0].file_doubts.append(
            f"may be misread ({known}); look at its accents and quotes, or save it as UTF-8"
        )
    return found


def _reader_of_bytes(data: bytes) -> Reader | None:
    """What reads a file that is not text. ArticleError for an archive that nothing here reads."""
    if b"%PDF-" in data[:1024]:
        return read_pdf
    if data.startswith(b"PAR1"):
        return read_parquet
    if not data.startswith(b"PK\x03\x04"):
        return None
    names = names_in(data)
    if reader := next((reader for part, reader in _PARTS.items() if part in names), None):
        return reader
    kinds = "a ZIP archive, or a kind of it that is not read here (EPUB, OpenDocument)"
    raise ArticleError(f"is {kinds}; unpack it, or save it as text")


def _reader_of_text(text: str, ending: str) -> Reader:
    if is_page(text):
        return read_html
    if is_export(text):
        return read_nexis
    first = text.lstrip("\n\r\ufeff ").split("\n", 1)[0]
    if ending not in _ENDINGS and first.startswith("{") and isinstance(parsed(first), dict):
        return read_json
    return _ENDINGS.get(ending, read_text)
