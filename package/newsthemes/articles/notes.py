"""What was left out of the articles table, or may be misread."""

import warnings
from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

REPEATS = "counted, repeats another"
SHOWN = 10  # notes of a kind that are named one by one
_warned: set[str] = set()  # of each text once, however often a table is counted


class ArticleWarning(UserWarning):
    """What was left out, or read with a doubt."""


def warn_once(text: str, stacklevel: int) -> None:
    """An ArticleWarning, if none has said this before."""
    if text not in _warned:
        _warned.add(text)
        warnings.warn(text, ArticleWarning, stacklevel=stacklevel + 1)


class Note(NamedTuple):
    """What is said of a file, or of a place in it.

    >>> print(Note("press/Smith, A.csv", "line 3", "has no text"))
    press/Smith, A.csv, line 3 has no text
    """

    path: str
    place: str  # "line 3"; empty for the whole file
    reason: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, self[:2]))
        return f"{where} {self.reason}".strip()


class Report(NamedTuple):
    """Articles, and what became of the rest.

    `skipped` is what could not be read or counted, `doubts` what may be misread, `repeats` what has
    the text of another. `results` says how many files were not read since a run wrote them; it is
    told, and stands in no results.
    """

    articles: pd.DataFrame
    skipped: list[Note]
    doubts: list[Note]
    repeats: Sequence[Note] = ()
    results: Sequence[Note] = ()

    def kinds(self) -> dict[str, Sequence[Note]]:
        """All notes, by what they say."""
        return {"left out": self.skipped, "to look at": self.doubts, REPEATS: self.repeats}

    def lines(self, rest: str) -> list[str]:
        """At most ten notes of each kind; `rest` says where all of them are."""
        lines = []
        for kind, notes in (self.kinds() | {"not read": self.results}).items():
            lines += [f"{kind}: {note}" for note in notes[:SHOWN]]
            if len(notes) > SHOWN:
                lines.append(f"{kind}: {len(notes) - SHOWN:,} more; {rest}")
        return lines
