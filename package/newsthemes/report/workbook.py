"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..files.csv_files import rows_of

WORKBOOK = "tables.xlsx"
ROWS = 50_000  # of a table; a spreadsheet is slow with more, and so is writing it
MADE = datetime(2000, 1, 1)  # the same bytes at any time
WIDTH = 20  # characters of a column
LONGEST = 31  # characters of a sheet's name, as Excel counts them: an emoji is two
REFUSED = re.compile(r"[\[\]:*?/\\]|^'|'$")  # in it


def collected(folder: Path) -> dict[str, bytes]:
    """The CSV files of a folder that have a row below their header, by name."""
    files = {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}
    return {name: data for name, data in files.items() if data.count(b"\n") > 1}


def workbook(tables: Mapping[str, bytes]) -> bytes:
    """An Excel file with a sheet for each CSV file (`csv_of`) by name: numbers are numbers, all
    else is text, the header stays.

    The same tables give the same bytes. Of one of more than ROWS rows the sheet says how many are
    in which file.

    >>> from newsthemes.files.csv_files import csv_of
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
            sheet = sheet_name(Path(name).stem, [*writer.sheets])
            table.to_excel(writer, sheet_name=sheet, index=False, freeze_panes=(1, 0))
            writer.sheets[sheet].set_column(0, len(header), WIDTH)
    return saved.getvalue()


def sheet_name(name: str, taken: Sequence[str] = ()) -> str:
    """A name as Excel takes it for a sheet, with a number where it is taken, in any case.

    >>> sheet_name("2-" + "theme" * 9), sheet_name("what?", ["What_"])
    ('2-themethemethemethemethemethem', 'what_-2')
    """
    name = REFUSED.sub("_", _start(name, LONGEST))
    known = [other.casefold() for other in taken]
    number = 1
    free = name
    while free.casefold() in known:
        number += 1
        end = f"-{number}"
        free = _start(name, LONGEST - len(end)) + end
    return free


def _start(text: str, most: int) -> str:
    """The first characters of a text, as Excel counts them."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
