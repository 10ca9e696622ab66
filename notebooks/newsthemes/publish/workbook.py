"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..text.csv_files import rows_of

WORKBOOK = "tables.xlsx"
ROWS = 50_000  # of a table; a spreadsheet is slow with more, and so is writing it
MADE = datetime(2000, 1, 1)  # the same bytes at any time
WIDTH = 20  # characters of a column


def collected(folder: Path) -> dict[str, bytes]:
    """The CSV files of a folder that have a row below their header, by name."""
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return {name: data for name, data in files.items() if data.count(b"\n") > 1}


def workbook(tables: Mapping[str, bytes]) -> bytes:
    """An Excel file with a sheet for each CSV file (`csv_of`) by name: numbers are numbers, all
    else is text, the header stays.

    The same tables give the same bytes. Of one of more than ROWS rows the sheet says how many are
    in which file.

    >>> from newsthemes.text.csv_files import csv_of
    >>> frame = pd.DataFrame({"theme": ["=Iran"], "mentions": [2]})
    >>> pd.read_excel(io.BytesIO(workbook({"2-themes.csv": csv_of(frame)})), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    saved, as_text = io.BytesIO(), {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(saved, "xlsxwriter", engine_kwargs={"options": as_text}) as writer:
        writer.book.set_properties({"created": MADE})
        for name, data in tables.items():
            header, *rows = rows_of(data)
            table = pd.DataFrame(rows, columns=header)
            if len(rows) > ROWS:
                table = pd.DataFrame(columns=[f"{len(rows):,} rows are in {name}"])
            sheet = Path(name).stem
            table.to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            writer.sheets[sheet].set_column(0, len(header), WIDTH)
    return saved.getvalue()
