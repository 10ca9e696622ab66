"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from ..text.spreadsheets import rows_of

WORKBOOK = "tables.xlsx"
ROWS = 1_048_576  # of a sheet in Excel
NAME = 28  # characters of a sheet's name: three less than Excel takes, for a number
WIDTH = 20  # characters of a column
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_TIME = re.compile(rb"(<dcterms:\w+[^>]*>)[^<]*")


def collected(folder: Path) -> dict[str, bytes]:
    """The CSV files of a folder by name, and where there are any, `tables.xlsx` with all of
    them.
    """
    tables = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    if tables:
        tables[WORKBOOK] = workbook(tables)
    return tables


def workbook(tables: Mapping[str, bytes]) -> bytes:
    """An Excel file with a sheet for each CSV file (`csv_of`) by name: numbers are numbers, all
    else is text, the header stays.

    The same tables give the same bytes. What is beyond Excel's 1,048,576 rows is said in the last
    one. A name is cut where Excel takes no more of it, and numbered where it is there already.

    >>> import pandas as pd
    >>> from newsthemes.text.spreadsheets import csv_of
    >>> frame = pd.DataFrame({"theme": ["=Iran"], "mentions": [2]})
    >>> pd.read_excel(io.BytesIO(workbook({"2-themes.csv": csv_of(frame)})), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    book = Workbook(write_only=True)
    for name, data in tables.items():
        head, *rows = rows_of(data)
        if len(rows) >= ROWS:
            rows = [*rows[: ROWS - 2], [f"{len(rows) - ROWS + 2:,} more rows are in {name}"]]
        sheet = book.create_sheet(_FORBIDDEN.sub("-", Path(name).stem)[:NAME])
        sheet.freeze_panes = "A2"
        sheet.sheet_format.defaultColWidth = WIDTH
        cells = [_cell(sheet, name) for name in head]
        for cell in cells:
            cell.font = Font(bold=True)
        sheet.append(cells)
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])
    saved = io.BytesIO()
    book.save(saved)
    return _without_times(saved)


def _cell(sheet: object, value: str | float) -> WriteOnlyCell | float | None:
    if not isinstance(value, str) and abs(value) < float("inf"):
        return value
    if value == "":
        return None
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("\ufffd", str(value)))
    cell.data_type = "s"  # also what starts with = or is called like an error
    return cell


def _without_times(saved: io.BytesIO) -> bytes:
    """The file without the time at which it was made."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as made,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as timeless,
    ):
        for name in made.namelist():
            data = made.read(name)
            if name == "docProps/core.xml":
                data = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", data)
            timeless.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
