"""Which articles count as one case: those that share an author, say, or that are of one time, since
stories outlast days.
"""

import numpy as np
import pandas as pd

from .periods import PERIODS, check_by, periods, values_by

# the shortest period of which intervals hold 92 %, with stories of two weeks, and nearly so with
# stories of six: benchmarks/coverage.md
SHORTEST = "quarter"


def clusters(articles: pd.DataFrame, cluster: str | None = None) -> np.ndarray:
    """Of each article the number of its cluster: those that share a value of a column, or a period,
    are drawn together, as copies of one report are. One without a value stands alone, and so do all
    without a column.

    >>> table = pd.DataFrame({"copy": ["x", None, "x", ""], "date": ["2020-01", "", "2020-03", ""]})
    >>> clusters(table, "copy").tolist(), clusters(table, "month").tolist()
    ([0, 1, 0, 2], [0, 2, 1, 3])
    """
    if cluster is None:
        return np.arange(len(articles))
    check_by("cluster", articles, cluster)
    number = pd.factorize(values_by(articles, cluster))[0]
    alone = number < 0
    number[alone] = number.max(initial=-1) + 1 + np.arange(alone.sum())
    return number


def too_short(articles: pd.DataFrame, cluster: str | None) -> str:
    """Why articles, or clusters of time, are no cases by themselves: there are several in one
    quarter. Empty where there are not, and for clusters of another kind.

    >>> table = pd.DataFrame({"date": ["2020-01-05", "2020-01-06"]})
    >>> too_short(table, "month"), too_short(table, "date")
    ('', 'articles of one quarter tell the same stories: cluster="quarter" counts them as one')
    """
    if cluster not in (None, "date", *PERIODS):
        return ""
    quarter = periods(articles, SHORTEST)
    number = pd.Series(clusters(articles, cluster), articles.index).groupby(quarter).nunique()
    if (number <= 1).all():
        return ""
    return (
        f'articles of one {SHORTEST} tell the same stories: cluster="{SHORTEST}" counts them as one'
    )
