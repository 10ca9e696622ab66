"""sources.csv -> title, date and source of the files beside it that do not say themselves."""

import os
from pathlib import Path

from ..files import SOURCES, file_bytes
from .document import ArticleError, Document, Unread, one_line
from .encodings import decode
from .tables import csv_rows
from .text import describe


def read_sources(folder: Path) -> tuple[dict[str, Document], list[str]]:
    """What sources.csv of a folder says of each file, by the file's name, and what is wrong with it; empty if there is none.

    Its columns: `file`, and any of `title`, `date`, `source`, `language` and more.
    """
    try:
        if not (folder / SOURCES).exists():
            return {}, []
        rows = list(csv_rows(decode(file_bytes(folder / SOURCES))[0]))
    except ArticleError as error:
        return {}, [str(error)]
    except (OSError, ValueError):  # the folder's name itself is none
        return {}, []
    said, wrong = {}, []
    for row in rows:
        if isinstance(row, Unread):
            wrong.append(f"{row.place} {row.reason}")
            continue
        place, cells = row
        cells = {name.strip().casefold(): cell for name, cell in cells.items()}
        name = named(cells.pop("file", ""))
        if not name or not os.path.exists(folder / name):  # of a name that is too long, Path.exists raises
            wrong.append(f"{place} names no file beside it ({name[:60] or 'its column file is empty'}); correct the name")
            continue
        said[name] = Document("")
        describe(said[name], {key: value for key, value in cells.items() if one_line(value)})
        wrong += [f"{place} {doubt}" for doubt in said[name].doubts]
    return said, wrong


def named(name: str) -> str:
    """A file's name as two systems write it alike."""
    return one_line(name)


def fill_in(document: Document, said: Document) -> None:
    """Give a document what it does not say itself."""
    for field in ("title", "date", "source", "language"):
        setattr(document, field, getattr(document, field) or getattr(said, field))
    document.more = said.more | document.more
