"""The CSV files that notebooks write -> what is taken over of them, and one Excel workbook with a
sheet each.
"""

import io
import math
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

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

    >>> import pandas as pd
    >>> from newsthemes.text.csv_files import csv_of
    >>> frame = pd.DataFrame({"theme": ["=Iran"], "mentions": [2]})
    >>> pd.read_excel(io.BytesIO(workbook({"2-themes.csv": csv_of(frame)})), sheet_name="2-themes")
       theme  mentions
    0  =Iran         2
    """
    book, parts = Workbook(), {}
    book.remove(book.active)
    for number, (name, data) in enumerate(tables.items(), 1):
        rows = rows_of(_NO_CHARACTER.sub("\ufffd".encode(), data))
        if len(rows) > ROWS:
            more = f"{len(rows) - ROWS + 1:,} more rows are in {name}"
            rows[ROWS - 1 :] = [[more]]
        sheet = book.create_sheet(_FORBIDDEN.sub("-", Path(name).stem)[:NAME])
        sheet.sheet_format.defaultColWidth, sheet.freeze_panes = WIDTH, "A2"
        sheet.cell(len(rows), max(1, *map(len, rows)))  # how far it reaches
        sheet["A1"].font = Font(bold=True)  # the style of number 1
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet_data(rows)
    saved = io.BytesIO()
    book.save(saved)
    return _filled(saved, parts)


def _sheet_data(rows: list[list[str | float]]) -> bytes:
    """Rows as a sheet has them in its XML. openpyxl makes an object of each cell, which takes ten
    times as long.
    """
    letters = [get_column_letter(number) for number in range(1, 1 + max(map(len, rows)))]
    lines, style = [], ' s="1"'  # of the header
    for number, row in enumerate(rows, 1):
        cells = [
            _cell(f'r="{letter}{number}"{style}', cell)
            for letter, cell in zip(letters, row, strict=False)
            if cell != ""
        ]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        style = ""
    return f"<sheetData>{''.join(lines)}</sheetData>".encode()


def _cell(named: str, value: str | float) -> str:
    """A cell of the XML: a finite number, or else text, whatever it begins with."""
    if isinstance(value, str) or not math.isfinite(value):
        text = escape(str(value), {"\r": "&#13;"})
        return f'<c {named} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f"<c {named}><v>{value:.16g}</v></c>"


def _filled(saved: io.BytesIO, parts: dict[str, bytes]) -> bytes:
    """The file with these rows in its sheets, and without the time at which it was made."""
    result = io.BytesIO()
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(result, "w") as filled:
        for name in made.namelist():
            data = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", made.read(name))
            if name in parts:
                before, _, behind = re.split(b"(<sheetData>.*</sheetData>)", data)
                data = b"".join([before, parts[name], behind])
            filled.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return result.getvalue()
