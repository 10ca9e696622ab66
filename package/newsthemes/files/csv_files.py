"""Tables -> CSV that spreadsheets open right and do not compute, and back."""

import csv
import io
import re

import pandas as pd

# What a spreadsheet would compute: a cell that starts like a formula, and is no number;
# the page's common/files.js has the same rule
_FORMULA = re.compile(r"^(?![+\-]?[0-9.,]+(?:e[+\-]?[0-9]+)?\Z)(?=[=+\-@\t\r])", re.IGNORECASE)
MADE_SAFE = re.compile(r"^'(?=[=+\-@\t\r])")


def safe(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a ' before every text and column name that a spreadsheet would take for a
    formula.

    >>> table = pd.DataFrame({"=1+1": ["@A1", "-5", "b"], "n": [-1, 0, 1]})
    >>> safe(table).to_csv(index=False).split()
    ["'=1+1,n", "'@A1,-1", '-5,0', 'b,1']
    """
    texts = table.select_dtypes(exclude=["number", "bool"]).columns
    kept = table.assign(
        **{name: table[name].astype(object).replace(_FORMULA, "'", regex=True) for name in texts}
    )
    return kept.rename(columns=lambda name: _FORMULA.sub("'", str(name)))


def csv_of(table: pd.DataFrame) -> bytes:
    r"""The table as CSV: UTF-8 with a byte order mark, text in quotes and numbers without, so that
    `rows_of` tells them apart.

    >>> csv_of(pd.DataFrame({"term": ["=1", "2024"], "n": [1, 2]})).decode("utf-8-sig").split()
    ['"term","n"', '"\'=1",1', '"2024",2']
    """
    flags = {name: table[name].astype(str) for name in table.select_dtypes("bool").columns}
    text = safe(table.assign(**flags)).to_csv(
        index=False, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC
    )
    return text.encode("utf-8-sig", errors="replace")


def rows_of(data: bytes) -> list[list[str | float]]:
    """The rows of `csv_of`, header first: text as it was before it was made safe, and numbers;
    empty text where nothing is known.

    >>> rows_of(csv_of(pd.DataFrame({"term": ["=1", "2024"], "n": [1, None]})))
    [['term', 'n'], ['=1', 1], ['2024', '']]
    """
    csv.field_size_limit(2**31 - 1)  # a cell may hold an article
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [list(map(_as_it_was, row)) for row in csv.reader(text, quoting=csv.QUOTE_NONNUMERIC)]


def _as_it_was(cell: str | float) -> str | float:
    if isinstance(cell, str):
        return MADE_SAFE.sub("", cell)
    if cell.is_integer():
        return int(cell)
    return cell
