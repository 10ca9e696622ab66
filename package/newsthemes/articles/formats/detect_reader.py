"""The bytes of a file -> its articles, by the reader that fits: by what they hold first, and by the
file's name second.
"""

import re
from collections.abc import Callable

from ...files.encodings import decode
from ...files.saved_pages import is_page
from .compressed import unpacked
from .csv_excel_json import Columns, read_csv, read_excel, read_json
from .dates import begin_file
from .document import ArticleError, Document
from .limited_process import read_apart
from .mail import read_mail
from .nexis import is_export, read_nexis
from .pdf import read_pdf
from .plain_text import read_markdown, read_text
from .web_page import read_html
from .word import read_word

# takes bytes, or a text; one of tables takes also what the user says of the columns
Reader = Callable[..., list[Document]]
_OF_TABLES = (read_csv, read_json, read_excel)
_HERE = (read_csv, read_json, read_text, read_nexis)  # all others in a process apart
_OF_ZIP = {b"word/document.xml": read_word, b"xl/workbook.xml": read_excel}  # by a part of it
_ENDINGS = {
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".json": read_json,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_JSON = re.compile(r'[\s\ufeff]*\{\s*"')
_NO_TEXTS = [".pdf", ".doc", ".docx", ".xls", ".xlsx"]
_OF_THEMES = [".yaml", ".yml", ".dic", ".dicx", ".cat", ".lc3", ".lcd", ".ykd"]


def read_bytes(
    data: bytes, ending: str, columns: Columns = None, encoding: str | None = None
) -> list[Document]:
    """The articles of a file's bytes, unpacked where they are xz or gzip; `ending` is that of its
    name (".md"), `columns` are what the user says of a table's, `encoding` is that of a text which
    is neither UTF-8 nor marked; None guesses it.

    FileError says, without the file's name, why there are none.
    """
    if ending.lower() in _OF_THEMES:
        raise ArticleError(
            f"looks like themes, not an article, by its ending {ending}; "
            "read it with nt.read_lexicon"
        )
    begin_file()
    data = unpacked(data)
    content = data
    kind = ""  # of encoding
    reader = _reader_of_bytes(data, ending.lower())
    if not reader:
        content, kind = decode(data, encoding)
        reader = _reader_of_text(content, ending.lower())
    doubts = ()
    if kind.endswith("unsure"):
        doubts = (f"may be misread ({kind}); look at its accents and quotes, or save it as UTF-8",)
    if columns and reader not in _OF_TABLES:
        no_table = (
            "is no table, so no column of it was taken; columns are those of CSV, Excel, JSON"
        )
        doubts += (no_table,)
    documents = _read(reader, content, columns)
    articles = [document for document in documents if not document.unread]
    for article in articles:
        article.encoding = kind
    for first in articles[:1]:
        first.file_doubts += doubts
    return documents


def _read(reader: Reader, content: bytes | str, columns: Columns) -> list[Document]:
    arguments = [content]
    if reader in _OF_TABLES:
        arguments.append(columns)
    if reader in _HERE:
        return reader(*arguments)
    return read_apart(reader, *arguments)


def _reader_of_bytes(data: bytes, ending: str) -> Reader | None:
    """What reads a file that is not text, or has several encodings, if something does."""
    if ending == ".eml":
        return read_mail
    if b"%PDF-" in data[:1024]:
        return read_pdf
    last = max(_OF_ZIP, key=data.rfind)  # names stand at the end, behind those of what is inside
    if data.startswith(b"PK\x03\x04") and last in data:
        return _OF_ZIP[last]
    return None


def _reader_of_text(text: str, ending: str) -> Reader:
    if is_page(text):
        return read_html
    if is_export(text):
        return read_nexis
    if ending not in _ENDINGS and _JSON.match(text):
        return read_json
    if ending in _NO_TEXTS:
        todo = "rename it .txt or .csv, whichever it is"
        raise ArticleError(f"is text, and not what its ending {ending} says; {todo}")
    return _ENDINGS.get(ending, read_text)
