"""sources.csv -> title, date and source of the files beside it that do not say themselves."""

import os
import re
from collections import Counter
from pathlib import Path

from ...text.encodings import decode
from ...text.read_files import FileError, file_bytes
from ..find_files import SOURCES
from .column_names import FACTS
from .csv_excel_json import csv_rows
from .document import Document, one_line

# a day of 1400 to 2099 among other signs than digits: 2023-10-26, 20231026, 26.10.2023
_DATE = re.compile(
    r"(?<!\d)(?:(?:1[4-9]|20)\d\d([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])"
    r"|[0-3]\d([-_.])[01]\d\2(?:19|20)\d\d)(?!\d)"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+|$")


def read_sources(folder: Path) -> tuple[dict[str, Document], list[str]]:
    """What sources.csv of a folder says of each file, by the file's name on one line, and what is
    wrong with it.

    Its columns: `file`, and any of `title`, `date`, `source`, `language` and more. Both are empty
    where there is no such file.
    """
    try:
        if not (folder / SOURCES).exists():
            return {}, []
        rows = list(csv_rows(decode(file_bytes(folder / SOURCES))[0]))
    except FileError as error:
        return {}, [str(error)]
    except (OSError, ValueError):  # no folder can have this name
        return {}, []
    known, wrong = {}, []
    for row in rows:
        cells = {name.strip().casefold(): cell for name, cell in row.more.items()}
        name = one_line(cells.pop("file", ""))
        if row.unread:
            wrong.append(f"{row.place} {row.unread}")
        elif not name or not os.path.exists(folder / name):  # Path.exists raises if it is too long
            found = name[:60] or "its column file is empty"
            wrong.append(f"{row.place} names no file beside it ({found}); correct the name")
        else:
            known[name] = Document()
            known[name].describe({key: value for key, value in cells.items() if one_line(value)})
    return known, wrong


def fill_in(document: Document, known: Document) -> None:
    """Give a document what it does not say itself."""
    for fact in (*FACTS, "stated"):
        setattr(document, fact, getattr(document, fact) or getattr(known, fact))
    document.more = known.more | document.more


def in_names(rows: list[Document]) -> dict[str, int]:
    """How many files have dates in their names that they do not say themselves, and how many
    sources, it seems: names that begin with one of several words that begin most of them.

    >>> names = ["ap-1.txt", "ap-2.txt", "2023-10-26_afp.txt", "afp-2.txt", "notes.txt"]
    >>> in_names([Document(path=name) for name in names])
    {'dates': 1, 'sources': 4}
    """
    unsaid = {
        fact: {Path(row.path).name for row in rows if not getattr(row, fact)}
        for fact in ("date", "source")
    }
    words = Counter(_FIRST_WORD.search(name)[0] for name in unsaid["source"])
    often = [times for times in words.values() if times > 1]
    found = {"dates": sum(map(bool, map(_DATE.search, unsaid["date"])))}
    if len(often) > 1 and 2 * sum(often) > len(unsaid["source"]):
        found["sources"] = sum(often)
    return found
