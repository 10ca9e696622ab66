"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from itertools import chain
from pathlib import Path

import pandas as pd
from openpyxl.styles import Font

from ..text.csv_files import rows_of

WORKBOOK = "tables.xlsx"
ROWS = 1_048_576  # of a sheet in Excel
NAME = 28  # characters of a sheet's name: three less than Excel takes, for a number
WIDTH = 20  # characters of a column
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_NO_CHARACTER = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f]")  # in XML
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

    >>> from newsthemes.text.csv_files import csv_of
    >>> frame = pd.DataFrame({"theme": ["=Iran"], "mentions": [2]})
    >>> pd.read_excel(io.BytesIO(workbook({"2-themes.csv": csv_of(frame)})), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    saved = io.BytesIO()
    with pd.ExcelWriter(saved, engine="openpyxl") as writer:
        for name, data in tables.items():
            rows = rows_of(_NO_CHARACTER.sub("\ufffd".encode(), data))
            if len(rows) > ROWS:
                more = f"{len(rows) - ROWS + 1:,} more rows are in {name}"
                rows[ROWS - 1 :] = [[more]]
            sheet = writer.book.create_sheet(_FORBIDDEN.sub("-", Path(name).stem)[:NAME])
            sheet.sheet_format.defaultColWidth = WIDTH
            pd.DataFrame(rows, dtype=object).to_excel(
                writer, sheet_name=sheet.title, index=False, header=False, freeze_panes=(1, 0)
            )
            for cell in sheet[1]:
                cell.font = Font(bold=True)
            for cell in chain.from_iterable(sheet):
                if cell.data_type in "fe":  # what starts with = or is called like an error
                    cell.data_type = "s"
    return _without_times(saved)


def _without_times(saved: io.BytesIO) -> bytes:
    """The file without the time at which it was made."""
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(result, "w") as timeless:
        for name in made.namelist():
            data = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", made.read(name))
            timeless.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
