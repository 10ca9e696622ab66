"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

import io
import math
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter

from ..text.csv_files import row_count, rows_of

WORKBOOK = "tables.xlsx"
ROWS = 50_000  # of a table; a spreadsheet is slow with more, and so is writing it
NAME = 28  # characters of a sheet's name: three less than Excel takes, for a number
COLUMNS = 16_384
MADE = datetime(2000, 1, 1)  # the same bytes at any time
WIDTH = 20  # characters of a column
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NO_CHARACTER = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")  # in XML


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

    The same tables give the same bytes. Of one of more than ROWS rows the sheet says how many are
    in which file. A name is cut where Excel takes no more of it, and numbered where it is there
    already.

    >>> import pandas as pd
    >>> from newsthemes.text.csv_files import csv_of
    >>> frame = pd.DataFrame({"theme": ["=Iran"], "mentions": [2]})
    >>> pd.read_excel(io.BytesIO(workbook({"2-themes.csv": csv_of(frame)})), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"constant_memory": True}) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True})
        for name, data in tables.items():
            number = row_count(data)
            rows = [[f"{number:,} rows are in {name}"]]
            if number <= ROWS:
                rows = rows_of(_NO_CHARACTER.sub("\ufffd".encode(), data))
            sheet = book.add_worksheet(_sheet_name(name, book))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, COLUMNS - 1, WIDTH)
            for number, row in enumerate(rows):
                _write(sheet, number, row, bold if number == 0 else None)
    return saved.getvalue()


def _sheet_name(file: str, book: xlsxwriter.Workbook) -> str:
    """The name of a file as Excel takes it, and as no other sheet has it."""
    name = _FORBIDDEN.sub("-", Path(file).stem)[:NAME]
    taken = {sheet.name.lower() for sheet in book.worksheets()}
    numbered = (f"{name}{number or ''}" for number in range(len(taken) + 1))
    return next(one for one in numbered if one.lower() not in taken)


def _write(sheet, number: int, row: list[str | float], style) -> None:
    """A row of a sheet: finite numbers as numbers, all else as text, whatever it begins with."""
    for column, value in enumerate(row):
        if isinstance(value, str):
            if value:
                sheet.write_string(number, column, value, style)
        elif math.isfinite(value):
            sheet.write_number(number, column, value, style)
        else:
            sheet.write_string(number, column, str(value), style)
