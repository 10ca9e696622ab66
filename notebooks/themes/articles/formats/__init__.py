"""A file's bytes -> its articles: by what they hold first, and by the file's name second."""

import json
from collections.abc import Callable

from .document import ArticleError, Document, Unread
from .encodings import decode
from .nexis import from_text, is_export
from .office import read_word
from .pdf import read_pdf
from .process import read_apart
from .sheets import read_excel, read_parquet
from .tables import read_csv, read_json
from .text import read_text
from .web import declared, is_page, read_html
from .zips import names_in

__all__ = ["READERS", "TEXT_READERS", "ArticleError", "Document", "Unread", "read_bytes"]

Parts = list[Document | Unread]
# Kind of file -> what makes articles of its bytes, in a process apart; the second argument names the column of a table's texts.
READERS: dict[str, Callable[[bytes, str | None], Parts]] = {
    "excel": read_excel,
    "parquet": read_parquet,
    "pdf": read_pdf,
    "word": read_word,
}
# The same of files of text, once decoded.
TEXT_READERS: dict[str, Callable[[str, str | None], Parts]] = {
    "csv": read_csv,
    "html": lambda text, column: read_apart(read_html, text),
    "json": read_json,
    "markdown": lambda text, column: read_apart(read_text, text, True),
    "nexis": lambda text, column: from_text(text),
    "text": lambda text, column: read_text(text),
}
_ENDINGS = {".csv": "csv", ".tsv": "csv", ".tab": "csv", ".jsonl": "json", ".ndjson": "json", ".json": "json"}
_ENDINGS |= {".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html"}
_STARTS = {  # what else is known by its first bytes, and what to do about it
    b"{\\rtf": "is an RTF file; save it as Word (.docx) or plain text",
    b"\xd0\xcf\x11\xe0": "is an old Word or Excel file, or a locked one; save it as .docx or .xlsx without a password",
    b"\x1f\x8b": "is compressed (gzip); unpack it",
    b"From: <Saved by": "is a web archive (MHTML); save the page as HTML",
}


def read_bytes(data: bytes, ending: str, column: str | None = None, encoding: str | None = None) -> Parts:
    """The articles of a file's bytes; `ending` is that of its name (".md"), `column` that of a table's texts, if it is unusual,
    `encoding` that of a text which is neither UTF-8 nor marked; None guesses it.

    ArticleError says, without the file's name, why there are none.
    """
    if kind := _kind(data):
        return read_apart(READERS[kind], data, column)
    text, known = decode(data, hint=declared(data), encoding=encoding)
    found = TEXT_READERS[_text_kind(text, ending.lower())](text, column)
    documents = [part for part in found if isinstance(part, Document)]
    for document in documents:
        document.encoding = known
    if known.endswith("unsure") and documents:
        said = f"may be misread ({known}); look at its accents and quotes, or save it as UTF-8"
        documents[0].doubts.append(said)
    return found


def _kind(data: bytes) -> str | None:
    """The kind of a file that is not text. ArticleError for one that nothing here reads."""
    for start, said in _STARTS.items():
        if data.startswith(start):
            raise ArticleError(said)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PAR1"):
        return "parquet"
    if data.startswith(b"PK\x03\x04"):
        names = names_in(data)
        for part, kind in (("word/document.xml", "word"), ("xl/workbook.xml", "excel")):
            if part in names:
                return kind
        raise ArticleError(
            "is a ZIP archive, or a kind of it that is not read here (EPUB, OpenDocument); unpack it, or save it as text"
        )
    return None


def _text_kind(text: str, ending: str) -> str:
    if is_page(text):
        return "html"
    if is_export(text):
        return "nexis"
    first = text.lstrip("\n\r\ufeff ").split("\n", 1)[0]
    if ending not in _ENDINGS and first.startswith("{") and first.rstrip().endswith("}"):
        try:
            return "json" if isinstance(json.loads(first), dict) else "text"
        except (ValueError, RecursionError):
            return "text"
    return _ENDINGS.get(ending, "text")
