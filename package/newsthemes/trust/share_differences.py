"""Shares of a theme by the values of a column -> has it risen in these articles, has one more?"""

from functools import partial
from itertools import combinations, pairwise
from statistics import NormalDist

import numpy as np
import pandas as pd

from ..tables.statistics import LEVEL
from ..text.wording import natural_list

_PAIRS = {"neighbours": pairwise, "all": partial(combinations, r=2)}
_COLUMNS = ["group", "theme", "from", "to", "share_from", "share_to"]
_COLUMNS += ["difference", "least", "most", "note"]


def share_differences(
    shares: pd.DataFrame, pairs: str = "neighbours", at_once: bool = True
) -> pd.DataFrame:
    """By how much the share of each theme differs, in these articles, between two values, such as
    years or outlets. It says nothing of other articles: news comes in stories, so that between two
    years of one law a theme seems to rise or fall 36 to 43 times in 100 (benchmarks/coverage.md).

    Parameters
    ----------
    shares : from `estimated_shares(..., by=)`, best of a sample that was drawn by the same.
    pairs : "neighbours", of each value and the next, as of years; or "all".
    at_once : make the intervals of the table so wide that in 95 of 100 tables all of them hold
        (Bonferroni). False makes each for itself: of twenty, one may miss.

    Returns
    -------
    One row a theme and pair: `group`, `theme`, `from` and `to` (the two values), `share_from`,
    `share_to`, `difference` (the latter less the former) and its 95% interval `low` to `high`,
    from both intervals (MOVER: Newcombe 1998, Statistics in Medicine 17: 873-890; Zou and Donner
    2008, Statistics in Medicine 27: 1693-1702), `compared` (how many intervals hold at once);
    `least` and `most`, the smallest and the largest difference that unsure answers leave; `note`,
    those of the two shares. The share rose in these articles if `low` is above 0, and `least`, too.

    ValueError for shares without values, and for other pairs.

    >>> toy = pd.DataFrame({"group": "", "theme": "Trade", "year": ["2020", "2021"], "note": ""})
    >>> toy = toy.assign(sentences=900, share=[0.02, 0.06], low=[0.01, 0.04], high=[0.04, 0.09])
    >>> toy = toy[["group", "theme", "year", "sentences", "share", "low", "high", "note"]]
    >>> toy = toy.assign(share_unsure_no=toy["share"], share_unsure_yes=toy["share"])
    >>> share_differences(toy)[["from", "to", "difference", "low", "high"]].round(3).values.tolist()
    [['2020', '2021', 0.04, 0.012, 0.072]]
    """
    if pairs not in _PAIRS:
        names = natural_list([repr(name) for name in _PAIRS])
        raise ValueError(f"share_differences: there are no pairs {pairs!r}; there are {names}")
    columns = list(getattr(shares, "columns", []))
    if columns[:2] != ["group", "theme"] or columns[3:4] != ["sentences"]:
        todo = 'give what estimated_shares(…, by="year") returns, or by another column'
        raise ValueError(f"share_differences: shares: these are not by a column; {todo}")
    rows = []
    below = []  # how far the lower end lies below the difference
    above = []
    for (group, theme), of_theme in shares.groupby(["group", "theme"], sort=False):
        for start, end in _PAIRS[pairs](list(of_theme.itertuples(index=False))):
            difference = end.share - start.share
            below.append(np.hypot(end.share - end.low, start.high - start.share))
            above.append(np.hypot(end.high - end.share, start.share - start.low))
            notes = [f"{row[2]}: {row.note}" for row in (start, end) if row.note]
            least = end.share_unsure_no - start.share_unsure_yes
            most = end.share_unsure_yes - start.share_unsure_no
            numbers = start.share, end.share, difference, least, most
            rows.append((group, theme, start[2], end[2], *numbers, "; ".join(notes)))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    compared = 1
    if at_once:
        compared = max(table["difference"].count(), 1)
    times = _times_as_wide(compared)
    low = table["difference"] - times * np.array(below)
    high = table["difference"] + times * np.array(above)
    table = table.assign(low=low.clip(lower=-1), high=high.clip(upper=1), compared=compared)
    return table[[*_COLUMNS[:-3], "low", "high", "least", "most", "compared", "note"]]


def _times_as_wide(intervals: int) -> float:
    """How many times as wide an interval is if so many hold at once, by the normal law.

    >>> _times_as_wide(1), round(_times_as_wide(84), 2)
    (1.0, 1.75)
    """
    outside = (1 - LEVEL) / 2
    normal = NormalDist()
    return normal.inv_cdf(outside / intervals) / normal.inv_cdf(outside)
