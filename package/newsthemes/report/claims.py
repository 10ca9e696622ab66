"""What a project says in words, held to the tables that its notebooks wrote."""

import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from .workbook import collected

Tables = Mapping[str, pd.DataFrame]  # by the names of their files without .csv


class Claim(NamedTuple):
    """A sentence, as it stands in a notebook ("1-the-visit", say, or
    another file, "README.md"), and whether these tables say the same.
    """

    notebook: str
    text: str
    holds: Callable[[Tables], bool]


def stands_in(claim: Claim, text: str) -> bool:
    """Whether a text in Markdown has the words of a claim.

    >>> stands_in(Claim("1-one", "It leads by two.", bool), "# One\\n\\n**It leads\\nby two.**")
    True
    """
    return claim.text in " ".join(text.replace("**", "").split())


def read_tables(folder: Path) -> Tables:
    """The CSV files of a folder that have rows; empty cells alone are missing values."""
    return {
        Path(name).stem: pd.read_csv(io.BytesIO(data), na_values=[""], keep_default_na=False)
        for name, data in collected(folder).items()
    }


def no_longer_so(claims: Iterable[Claim], tables: Tables) -> list[Claim]:
    """The claims that do not hold.

    >>> tables = {"1-themes": pd.DataFrame({"theme": ["Trade"], "mentions": [2]})}
    >>> once = Claim("1-one", "Once.", lambda all: (all["1-themes"]["mentions"] == 1).all())
    >>> gone = Claim("1-one", "Gone.", lambda all: all["2-gone"].iloc[0, 0] == 1)
    >>> twice = Claim("1-one", "Twice.", lambda all: all["1-themes"].at[0, "mentions"] == 2)
    >>> [claim.text for claim in no_longer_so([once, gone, twice], tables)]
    ['Once.', 'Gone.']
    """
    return [claim for claim in claims if not _holds(claim, tables)]


def _holds(claim: Claim, tables: Tables) -> bool:
    try:
        return bool(claim.holds(tables))
    except Exception:  # a table, a column or a theme is no longer there
        return False
