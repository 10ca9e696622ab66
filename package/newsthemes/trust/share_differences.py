"""Shares of a theme by the values of a column -> has it risen, is there more of it in one?"""

from functools import partial
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from ..text.wording import natural_list

_PAIRS = {"neighbours": pairwise, "all": partial(combinations, r=2)}
_COLUMNS = ["group", "theme", "from", "to", "share_from", "share_to"]
_COLUMNS += ["difference", "low", "high", "note"]


def share_differences(shares: pd.DataFrame, pairs: str = "neighbours") -> pd.DataFrame:
    """By how much the share of each theme differs between two values, such as years or outlets.

    Parameters
    ----------
    shares : from `corrected_shares(..., by=)`, best of a sample that was drawn by the same.
    pairs : "neighbours", of each value and the next, as of years; or "all".

    Returns
    -------
    One row a theme and pair: `group`, `theme`, `from` and `to` (the two values), `share_from`,
    `share_to`, `difference` (the latter less the former) and its 95% interval `low` to `high`,
    from both intervals (MOVER: Newcombe 1998, Statistics in Medicine 17: 873-890; Zou and Donner
    2008, Statistics in Medicine 27: 1693-1702); `note`, those of the two shares. The share rose if
    `low` is above 0. Each interval is for one pair: of twenty, one may miss.

    ValueError for shares without values, and for other pairs.

    >>> toy = pd.DataFrame({"group": "", "theme": "Trade", "year": ["2020", "2021"], "note": ""})
    >>> toy = toy.assign(sentences=900, share=[0.02, 0.06], low=[0.01, 0.04], high=[0.04, 0.09])
    >>> toy = toy[["group", "theme", "year", "sentences", "share", "low", "high", "note"]]
    >>> share_differences(toy)[["from", "to", "difference", "low", "high"]].round(3).values.tolist()
    [['2020', '2021', 0.04, 0.012, 0.072]]
    """
    if pairs not in _PAIRS:
        names = natural_list([repr(name) for name in _PAIRS])
        raise ValueError(f"share_differences: there are no pairs {pairs!r}; there are {names}")
    columns = list(getattr(shares, "columns", []))
    if columns[:2] != ["group", "theme"] or columns[3:4] != ["sentences"]:
        todo = 'give what corrected_shares(…, by="year") returns, or by another column'
        raise ValueError(f"share_differences: shares: these are not by a column; {todo}")
    rows = []
    for (group, theme), of_theme in shares.groupby(["group", "theme"], sort=False):
        for start, end in _PAIRS[pairs](list(of_theme.itertuples(index=False))):
            difference = end.share - start.share
            low = difference - np.hypot(end.share - end.low, start.high - start.share)
            high = difference + np.hypot(end.high - end.share, start.share - start.low)
            notes = [f"{row[2]}: {row.note}" for row in (start, end) if row.note]
            numbers = start.share, end.share, difference, low, high
            rows.append((group, theme, start[2], end[2], *numbers, "; ".join(notes)))
    return pd.DataFrame(rows, columns=_COLUMNS)
