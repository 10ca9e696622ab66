"""Between which bounds a share lies, and how many sentences to code.

SciPy, which would save a third of this file, would bring 139 MB.
"""

import math
from bisect import bisect_left

import numpy as np

from .statistics import TAILS

_GRID, _DEVIATIONS = np.linspace(-1, 1, 20_001), 22  # of a beta variable's log odds
_TAIL = 1e-6  # a chance below all that are asked for


def clopper_pearson(successes: float, trials: float) -> tuple[float, float]:
    """The exact interval of a share, which holds for few trials and at none or all of them; NaN
    with zero trials.

    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of
    the binomial", Biometrika 26: 404-413.

    >>> [round(bound, 3) for bound in clopper_pearson(0, 10)]
    [0.0, 0.308]
    """
    if not trials:
        return math.nan, math.nan
    low, high = 0.0, 1.0
    if successes > 0:
        low = _beta_quantile(successes, trials - successes + 1, TAILS[0])
    if successes < trials:
        high = _beta_quantile(successes + 1, trials - successes, TAILS[1])
    return low, high


def _beta_quantile(a: float, b: float, level: float) -> float:
    """Below what a beta variable lies with the chance `level`: the density of the logarithm of its
    odds, which is smooth, is summed over a grid (by Euler and Maclaurin's formula).

    >>> round(_beta_quantile(1, 10, 0.975), 5)
    0.3085
    """
    reach = _DEVIATIONS * math.sqrt(1 / a + 1 / b)
    odds = math.log(a / b) + reach * _GRID
    heights = -a * np.log1p(np.exp(-odds)) - b * np.log1p(np.exp(odds))
    heights = np.exp(heights - heights.max())
    below = np.cumsum(heights) - heights / 2 - np.gradient(heights) / 12
    below = below / heights.sum()
    inside = (below > _TAIL) & (below < 1 - _TAIL)
    of_level = np.interp(_log_odds(level), _log_odds(below[inside]), odds[inside])
    return float(1 / (1 + np.exp(-of_level)))


def _log_odds(share: float | np.ndarray) -> np.ndarray:
    return np.log(share) - np.log1p(-share)


def sentences_needed(width: float, share: float = 0.5) -> int:
    """How many sentences to code so that the exact interval of a share is no wider than `width`,
    with so many or more of them.

    `share` is what one expects; one half needs most. Where `share` times n is no whole number, the
    wider interval of its two neighbours counts. For precision they are sentences with a find, for
    recall sentences about the theme.

    >>> sentences_needed(0.2), sentences_needed(0.2, share=0.9)
    (104, 46)
    """
    if not 0 < width < 1 or not 0 <= share <= 1:
        raise ValueError(
            f"sentences_needed: a width of {width} and a share of {share}; both lie between 0 and 1"
        )

    def narrow(n: int) -> bool:
        successes = round(share * n, 9)
        numbers = {math.floor(successes), math.ceil(successes)}
        bounds = [clopper_pearson(number, n) for number in numbers]
        return all(high - low <= width for low, high in bounds)

    enough = 9 + int(8 / width**2)  # whatever the share
    n = 1 + bisect_left(range(1, enough), True, key=narrow)
    # so many sentences more, and rounding has gone through all it can
    turn = 2 + int(1 / max(min(share, 1 - share), 1 / n))
    while wide := [later for later in range(n, n + turn) if not narrow(later)]:
        n = wide[-1] + 1
    return n
