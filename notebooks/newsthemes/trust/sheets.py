"""What begins a sheet of codes, its cells as they were typed, and what is wrong with one."""

from ..files.csv_files import MADE_SAFE
from ..text.normal_form import nfc

KEYS = ["article", "sentence", "text"]


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", nfc(" ".join(cell.split())))
