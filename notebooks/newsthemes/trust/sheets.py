"""What a sheet of codes begins with and holds, its cells as they were typed, and what is wrong with
one.
"""

import pandas as pd

from ..files.csv_files import MADE_SAFE
from ..text.normal_form import nfc

KEYS = ["article", "sentence", "text"]
CELL = ["coder", "article", "sentence", "theme"]
CODES = {"": pd.NA, "?": pd.NA, "0": 0, "1": 1}  # ? is unsure


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


class CodesWarning(UserWarning):
    """Something in a sheet that does not fit, and is left out; or a sample that is too small."""


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", nfc(" ".join(cell.split())))
