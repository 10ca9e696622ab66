"""Numbers and lists in English, and columns as strings."""

from collections.abc import Iterable

import pandas as pd


def shortened(text: str, most: int = 60) -> str:
    """The text, cut behind so many characters.

    >>> shortened("tariff*"), shortened("a long text", 6)
    ('tariff*', 'a lon…')
    """
    if len(text) <= most:
        return text
    return text[: most - 1] + "…"


def natural_list(names: Iterable[object], most: int = 4) -> str:
    """Names, or numbers, as a reader would list them; beyond `most`, how many more.

    >>> natural_list(["Iran", "Taiwan"]), natural_list(["a", "b", "c", "d", "e", "f"])
    ('Iran and Taiwan', 'a, b, c and 3 more')
    """
    names = list(map(str, names))
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    if len(names) < 2:
        return "".join(names) or "none"
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plural(number: int, noun: str) -> str:
    """A number with its noun, in figures.

    >>> plural(1, "sentence"), plural(1200, "sentence")
    ('1 sentence', '1,200 sentences')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun}s"


def as_strings(column: pd.Series) -> pd.Series:
    """A column as strings, empty where there is none: an empty group is NaN after CSV.

    >>> as_strings(pd.Series(["Issues", None])).tolist()
    ['Issues', '']
    """
    return column.astype(object).fillna("").astype(str)
