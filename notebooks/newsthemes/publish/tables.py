"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ..text.spreadsheets import rows_of

WORKBOOK = "tables.xlsx"
ROWS, NAME = 1_048_576, 31  # of a sheet in Excel: rows, and characters of its name
WIDEST, LOOKED_AT = 60, 500  # characters of a column, by its first rows
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_TIME = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")


def collected(folder: Path) -> dict[str, bytes]:
    """The CSV files of a folder by name, and where there are any, `tables.xlsx` with all of
    them.
    """
    tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return tables | ({WORKBOOK: workbook(tables)} if tables else {})


def workbook(tables: Mapping[str, bytes]) -> bytes:
    """An Excel file with a sheet for each CSV file (`csv_of`) by name: numbers are numbers, all
    else is text, the header stays.

    The same tables give the same bytes. What is beyond Excel's 1,048,576 rows is said in the last
    one.

    >>> import pandas as pd
    >>> from newsthemes.text.spreadsheets import csv_of
    >>> made = workbook({"2-themes.csv": csv_of(pd.DataFrame({"theme": ["=Iran"], "mentions": [2]}))})
    >>> pd.read_excel(io.BytesIO(made), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    book, taken, bold = Workbook(write_only=True), set(), Font(bold=True)
    for name, data in tables.items():
        head, *rows = rows_of(data)
        if len(rows) >= ROWS:
            rows = [*rows[: ROWS - 2], [f"{len(rows) - ROWS + 2:,} more rows are in {name}"]]
        sheet = book.create_sheet(_sheet_name(Path(name).stem, taken))
        sheet.freeze_panes = "A2"
        for place, column in enumerate(zip_longest(head, *rows[:LOOKED_AT], fillvalue=""), 1):
            width = max(
                len(f"{cell:.6g}" if isinstance(cell, float) else str(cell)) for cell in column
            )
            sheet.column_dimensions[get_column_letter(place)].width = min(WIDEST, width + 2)
        cells = [_cell(sheet, name) for name in head]
        for cell in cells:
            cell.font = bold
        sheet.append(cells)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    saved = io.BytesIO()
    book.save(saved)
    return _without_times(saved)


def _cell(sheet: object, value: str | float) -> WriteOnlyCell | float | None:
    if not isinstance(value, str):
        return value if abs(value) < float("inf") else str(value)
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", value))
    cell.data_type = "s"  # also what starts with = or is called like an error
    return cell


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none forbidden, and no other sheet's, in
    upper or lower case.

    >>> taken = set()
    >>> [_sheet_name(name, taken) for name in ("a/b", "A:B", "x" * 40, "x" * 50)]
    ['a-b', 'A-B 2', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxx 2']
    """
    plain = name = _FORBIDDEN.sub("-", name)[:NAME]
    number = 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: NAME - len(f' {number}')]} {number}"
    taken.add(name.casefold())
    return name


def _without_times(saved: io.BytesIO) -> bytes:
    """The file without the time at which it was made."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as made,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as timeless,
    ):
        for name in made.namelist():
            data = made.read(name)
            data = (
                _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
                if name == "docProps/core.xml"
                else data
            )
            timeless.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
