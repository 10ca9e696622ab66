"""sources.csv -> title, date, source and language of the files beside it."""

import os
from collections.abc import Set
from contextlib import suppress
from itertools import islice
from pathlib import Path

from ...files.csv_files import MADE_SAFE
from ...files.encodings import decode
from ...files.read_files import FileError, file_bytes
from ...text.wording import natural_list
from ..find_files import sources_in
from .column_names import columns_named
from .csv_excel_json import csv_rows
from .dates import day_first
from .document import ArticleError, Document, one_line

MAX_ROWS = 100_000  # of the table


def read_sources(folder: Path, encoding: str | None) -> tuple[dict[str, Document], list[str]]:
    """What sources.csv of a folder says of each file, by the file's name on one line, and what is
    wrong with it.

    Its columns: `file`, and any of `title`, `date`, `source`, `language` and more. Both are empty
    where there is no such file. Of a table with more than 100,000 rows nothing is taken.
    """
    file = sources_in(folder)
    if not file.exists():
        return {}, []
    try:
        rows = _rows(file_bytes(file), encoding)
    except FileError as error:
        return {}, [str(error)]
    documents = {}
    wrong = []
    order = day_first(cell for row in rows for cell in row.more.values())
    there = _files_in(folder)
    for row in rows:
        try:
            name = _name(there, row)
            document = Document()
            document.describe(row.more, order)
            documents[name] = document
        except FileError as error:
            wrong.append(f"{row.place} {error}")
    return documents, wrong


def _rows(data: bytes, encoding: str | None) -> list[Document]:
    rows = list(islice(csv_rows(decode(data, encoding=encoding)[0]), MAX_ROWS + 1))
    if len(rows) > MAX_ROWS:
        todo = "so nothing of it was taken; leave out rows, or part the folder"
        raise ArticleError(f"has more than {MAX_ROWS:,} rows, {todo}")
    if not rows:
        return rows
    names = columns_named(rows[0].more, {"file": ["file", "filename"]})["file"]
    if not names:
        has = f"its columns: {natural_list(rows[0].more, 12)}"
        todo = "give that name to the column with the names of the files"
        raise ArticleError(f"has no column file ({has}), so nothing was taken; {todo}")
    for row in rows:
        row.more["file"] = MADE_SAFE.sub("", row.more.pop(names[0], ""))
    return rows


def _files_in(folder: Path) -> set[str]:
    """The names of a folder's files, each on one line, with letter and accent as one sign."""
    names = set()
    with suppress(OSError):  # files of the folder may be opened, and not be listed
        for name in os.listdir(folder):
            with suppress(ArticleError):  # said where the file is read
                if os.path.isfile(folder / name):
                    names.add(one_line(name))
    return names


def _name(there: Set[str], row: Document) -> str:
    """The name of the file that a row is about, which is no longer in it. ArticleError where it is
    not `there`.
    """
    if row.unread:
        raise ArticleError(row.unread)
    name = one_line(row.more.pop("file", ""))
    if name not in there:
        todo = "name one in the column file"
        raise ArticleError(f"names no file beside it ({name[:60]}); {todo}")
    return name
