"""How many of the sentences that a theme finds to code."""

from collections.abc import Sequence
from math import ceil, sqrt
from statistics import NormalDist

import pandas as pd

from ..tables.statistics import TAILS

# Wilson's number times this: intervals of `validity` are wider than his, and samples differ
MORE = 1.3


def sample_size(widths: Sequence[float], shares: Sequence[float]) -> pd.DataFrame:
    """Returns how many finds to code for a precision: a row a width of its interval, a column a
    precision that one expects, both between 0 and 1.

    Three tenths more than the interval of Wilson (1927), Journal of the American Statistical
    Association 22: 209-212, needs. In seven of ten samples or more the interval of `validity` is
    then as narrow (benchmarks/coverage.md). There is no such number for recall: one missed
    sentence stands for many. Draw a sample, see how wide its interval is, and draw a second round.

    To see a share rise takes more. If it rises from 2% to 4% between two years, and the terms find
    half of it with a precision of .6, `share_differences` sees that from 400 codes, half of them in
    each year, 26 times in 100, from 800 57 times, from 1,200 76 times (benchmarks/coverage.md).
    Coding what the terms find is not enough: it saw a rise each time where only recall had risen,
    from .3 to .6.

    >>> sample_size([0.2], [0.5, 0.95])
      interval_width  sentences_if_50%  sentences_if_95%
    0            20%               120                33
    """
    table = {"interval_width": [f"{width:.0%}" for width in widths]}
    for share in shares:
        table[f"sentences_if_{share:.0%}"] = [_needed(width, share) for width in widths]
    return pd.DataFrame(table)


def _needed(width: float, share: float) -> int:
    """MORE times the number n at which Wilson's interval of the share is as wide: where the square
    of z over n solves an equation of the second degree.
    """
    z, narrow = NormalDist().inv_cdf(TAILS[1]), (width / 2) ** 2
    a, b = 1 / 4 - narrow, share * (1 - share) - 2 * narrow
    return ceil(MORE * z**2 * 2 * a / (sqrt(b**2 + 4 * a * narrow) - b))
