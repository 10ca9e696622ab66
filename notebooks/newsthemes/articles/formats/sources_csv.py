"""sources.csv -> title, date, source and language of the files beside it."""

import os
from pathlib import Path

from ...files.encodings import decode
from ...files.read_files import FileError, file_bytes
from ..find_files import SOURCES
from .column_names import FACTS
from .csv_excel_json import csv_rows
from .dates import day_first
from .document import Document, one_line


def read_sources(folder: Path, encoding: str | None) -> tuple[dict[str, Document], list[str]]:
    """What sources.csv of a folder says of each file, by the file's name on one line, and what is
    wrong with it.

    Its columns: `file`, and any of `title`, `date`, `source`, `language` and more. Both are empty
    where there is no such file.
    """
    file = folder / SOURCES
    if not file.exists():
        return {}, []
    try:
        rows = list(csv_rows(decode(file_bytes(file), encoding=encoding)[0]))
    except FileError as error:
        return {}, [str(error)]
    known, wrong = {}, []
    order = day_first(cell for row in rows for cell in row.more.values())
    for row in rows:
        name = one_line(row.more.pop("file", ""))
        if not os.path.isfile(folder / name):  # Path.is_file raises if it is too long
            todo = "name one in the column file"
            row.unread = row.unread or f"names no file beside it ({name[:60]}); {todo}"
        if row.unread:
            wrong.append(f"{row.place} {row.unread}")
            continue
        known[name] = Document()
        known[name].describe(row.more, order)
    return known, wrong


def fill_in(document: Document, known: Document) -> None:
    """Give a document what is known of it; what it says itself counts where nothing is known."""
    for fact in (*FACTS, "stated"):
        setattr(document, fact, getattr(known, fact) or getattr(document, fact))
    document.more |= known.more
