"""Numbers and lists in English, and columns as strings."""

from collections.abc import Iterable
from difflib import get_close_matches

import pandas as pd

_CLOSE = 0.7  # of 1: Trdae is near Trade


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


def did_you_mean(name: object, names: Iterable[object]) -> str:
    """The name that somebody may have meant, as a message asks for it; nothing if none is near.

    >>> did_you_mean("party", ["Party", "path"]), did_you_mean("oil", ["Trade"])
    (" (did you mean 'Party'?)", '')
    """
    folded = {str(known).casefold(): known for known in names}
    close = get_close_matches(str(name).casefold(), folded, n=1, cutoff=_CLOSE)
    return "".join(f" (did you mean {folded[near]!r}?)" for near in close)


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
