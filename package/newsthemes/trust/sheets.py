"""What a sheet of codes begins with and holds, its cells as they were typed, and what is wrong with
one.
"""

from typing import NamedTuple

import pandas as pd

from ..files.csv_files import MADE_SAFE
from ..text.normal_form import normal_form

KEYS = ["article", "sentence", "text"]
CELL = ["coder", "article", "sentence", "theme"]
CODES = {"": pd.NA, "?": pd.NA, "0": 0, "1": 1}  # ? is unsure


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


class CodesWarning(UserWarning):
    """Something in a sheet that does not fit, and is left out; or a sample that is too small."""


class Coded(NamedTuple):
    """What is coded in a file: the sentences (row, article, sentence, text), and by their rows the
    cells that hold a code (coder, reader, saved, row, theme, code).

    Of a page `reader` is an id of it and of who coded there, `saved` when they saved it; empty
    where it does not say. `lack` is what a page lacks, in words.
    """

    sentences: list[tuple[int, str, int, str]]
    cells: list[tuple[str, str, str, int, str, str]]
    lack: str = ""


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", normal_form(" ".join(cell.split())))
