"""Which articles count as one case: those that share an author, say, or that are of one time, since
stories outlast days.
"""

import numpy as np
import pandas as pd

from .periods import check_by, values_by


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
