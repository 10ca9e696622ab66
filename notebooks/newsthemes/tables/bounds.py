"""Between which bounds a share lies.

SciPy, which would save half of this file, would bring 139 MB.
"""

import math
from bisect import bisect_left

import numpy as np

from .statistics import LEVEL, TAILS

_NEWTON = 8  # steps of Newton's method, which come as near
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)
_GRID, _DEVIATIONS = np.linspace(-1, 1, 20_001), 22  # of a beta variable's log odds
_TAIL = 1e-6  # a chance below all that are asked for

_log_gamma = np.vectorize(math.lgamma, otypes=["float64"])


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


def share_bounds(cases: np.ndarray) -> tuple[float, float]:
    """The interval of a share from its successes and failures (columns) in each article (row).

    Clopper and Pearson's, of as many cases as would have this variance if each stood for itself:
    what each article moves the share by, divided by 1 less its share of the cases (as in HC3), and
    Student's t (Korn and Graubard
    1998, "Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data", Survey Methodology 24: 193-201). Where the share is 0 or 1, it is
    that of the articles.

    >>> cases = np.array([[4, 1], [3, 0], [5, 2], [2, 1], [6, 1], [3, 1], [4, 0]])
    >>> [round(bound, 2) for bound in share_bounds(cases)]
    [0.65, 0.93]
    """
    successes, trials = cases[:, 0], cases.sum(axis=1)
    number, share = trials.sum(), successes.sum() / max(1, trials.sum())
    if share in (0, 1):  # no width
        return clopper_pearson((successes > 0).sum(), (trials > 0).sum())
    moves = (successes - share * trials)[trials > 0] / (number - trials[trials > 0])
    of_cases, of_articles = student_t(np.array([number - 1, len(moves) - 1]))
    variance = (moves**2).sum() * (of_articles / of_cases) ** 2
    same = share * (1 - share) / max(variance, share * (1 - share) / number)
    return clopper_pearson(share * same, same)


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


def student_t(freedom: np.ndarray) -> np.ndarray:
    """How many standard errors either way hold the middle share LEVEL of Student's t, for any
    degrees of freedom from 1 on.

    With t = sqrt(freedom) * tan(angle) its density is cos(angle) ** (freedom - 1) by a constant;
    Gauss and Legendre's nodes integrate that, and Newton's method finds the angle, from below, as
    the density falls.

    >>> student_t(np.array([1, 4.5, 100])).round(3).tolist()
    [12.706, 2.659, 1.984]
    """
    freedom = np.minimum(freedom, 1000.0)  # more change it by less than 0.3 %
    wanted = _log_gamma(freedom / 2) - _log_gamma((freedom + 1) / 2)
    wanted = LEVEL * np.sqrt(np.pi) / 2 * np.exp(wanted)
    angle = np.zeros_like(freedom)
    for _ in range(_NEWTON):
        heights = np.cos(angle[..., None] * (1 + _NODES) / 2) ** (freedom[..., None] - 1)
        left = wanted - angle / 2 * (heights @ _WEIGHTS)
        angle += left / np.cos(angle) ** (freedom - 1)
    return np.sqrt(freedom) * np.tan(angle)
