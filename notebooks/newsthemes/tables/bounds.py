"""How large a difference must be before it means something: bounds of shares and of rates.

Neither takes SciPy, a package as large as all others together: each bound is where a chance that
has a formula crosses a level, and bisection finds that.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from .statistics import LEVEL, TAILS, divided, summed

_STEPS = 50  # of bisection: more than a float can tell apart
_NEWTON = 8  # steps of Newton's method, which come as near
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)
# variance by mean squared of a theme never mentioned: above what articles show, so that its bound
# holds
_UNEVEN = 10
# of the words in one article: no more is allowed for, and where one has more there is no interval
LEVERAGE = 0.5
_FEW = 3  # mentions, up to which the upper bound is that of a gamma variable
_NORMAL = NormalDist().inv_cdf(
    TAILS[1]
)  # standard errors that hold the middle share LEVEL of a normal variable
_GRID, _DEVIATIONS = np.linspace(-1, 1, 20_001), 22  # of a beta variable's log odds
_TAIL = 1e-6  # a chance below all that are asked for
_TERMS = 80  # of the series of the gamma distribution: enough for shapes up to 10

_log_gamma = np.vectorize(math.lgamma, otypes=["float64"])


def _crossed(beyond: Callable, high: np.ndarray) -> np.ndarray:
    """Of numbers from 0 to `high` the first that are `beyond`, by bisection."""
    low = np.zeros_like(high)
    for _ in range(_STEPS):
        value = (low + high) / 2
        there = beyond(value)
        low, high = np.where(there, low, value), np.where(there, value, high)
    return high


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
    what each article moves the share by as in `rate_bounds`, and Student's t (Korn and Graubard
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


def rate_bounds(
    found: np.ndarray, words: np.ndarray, part: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """The interval of a rate, the sum of mentions by the sum of words, from the articles (or
    clusters) that both are of.

    `found` has a row an article and a column a rate; `words` is as large, or a single column, and
    above 0. Returns the lower and the upper bounds, a number a column, per word. With `part`, the
    number of each article's part from 0, each part has bounds of its own: a row a part.

    On the logarithm of the rate: what each article moves it by, to first order, divided by 1 less
    its share of the words (its leverage, as in HC3: MacKinnon and White 1985, "Some
    heteroskedasticity-consistent covariance matrix estimators", Journal of Econometrics 29:
    305-325; at most LEVERAGE), and Student's t with the degrees of freedom of Satterthwaite (1946,
    Biometrics Bulletin 2: 110-114), their fourth powers in place of a normal law: few, where few
    articles hold the mentions. Of at most `_FEW` mentions, and where one article holds them all,
    the upper bound is that of a gamma variable (`_gamma_bound`). Without a mention the lower bound
    is 0 and the upper one the rate at which articles as uneven as `_UNEVEN` rarely have none
    (`_rarely`), but none of these is higher than with one mention more, each in an article of its
    own (`_least_bounds`).

    >>> found = np.array([[1], [0], [2], [0], [1], [0], [2], [1]])
    >>> low, high = rate_bounds(found, np.full((8, 1), 100))
    >>> (1000 * low).round(2).tolist(), (1000 * high).round(2).tolist()
    ([3.73], [20.52])
    >>> in_turn = np.tri(25, 4, -22)[:, ::-1]  # one mention in each of 0, 1, 2 and 3 articles
    >>> (25 * rate_bounds(in_turn, np.ones((25, 1)))[1]).round(1).tolist()
    [8.4, 11.4, 11.4, 11.4]
    """
    if part is None:
        low, high = rate_bounds(found, words, np.zeros(len(found), dtype="int64"))
        return low[0], high[0]
    size, sums, all_words = np.bincount(part)[:, None], summed(found, part), summed(words, part)
    some = np.maximum(sums, 1)  # a column without a mention has the other bounds
    share = words / all_words[part]
    held = 1 - np.minimum(share, LEVERAGE)
    moves = (found - sums[part] * share) / some[part] / held
    variance, freedom = _spread(summed(moves**2, part), summed(moves**4, part), size - 1)
    reach = _reach(variance, freedom)
    high = some * reach
    few = (sums <= _FEW) | (summed(found > 0, part) == 1)
    few &= sums > 0
    high[few] = some[few] * _gamma_bound(variance[few], freedom[few])
    odds = (1 - held) / held
    none, one, two = _least_bounds(size, summed(odds**2, part), summed(odds**4, part))
    high = np.where(sums <= _FEW, np.maximum(high, two), high)
    high = np.where(sums == 1, one, high)
    high = np.where(sums == 0, none, high)
    return sums / all_words / reach, high / all_words


def _spread(
    squares: np.ndarray, fourths: np.ndarray, most: np.ndarray | int
) -> tuple[np.ndarray, np.ndarray]:
    """The variance of a logarithm and its degrees of freedom, at most so many, from sums over what
    each article moves it by.
    """
    freedom = divided(2 * squares**2, fourths)
    return squares, np.clip(np.where(np.isnan(freedom), most, freedom), 1, most)


def _reach(variance: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """The factor between a rate (or odds) and its bounds."""
    return np.exp(student_t(freedom) * np.sqrt(variance))


def _gamma_bound(variance: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    """The upper bound of a rate by the rate: that of a number of mentions, each by itself, of which
    the logarithm has this variance, made larger as Student's t is than the normal law.

    Fay and Feuer (1997), "Confidence intervals for directly standardized rates: a method based on
    the gamma distribution", Statistics in Medicine 16: 791-801.

    >>> _gamma_bound(np.array([1, 0.5]), np.array([1000, 1000])).round(2).tolist()
    [5.58, 3.62]
    """
    number = 1 / (variance * (student_t(freedom) / _NORMAL) ** 2)
    return gamma_quantile(number + 1) / number


def gamma_quantile(shape: np.ndarray) -> np.ndarray:
    """Below what a gamma variable of this shape (up to 10) and of scale 1 lies, but for the upper
    tail.

    Bisection of the series of the incomplete gamma function: Abramowitz and Stegun (1964),
    "Handbook of mathematical functions", 6.5.29.

    >>> gamma_quantile(np.array([1, 2, 4])).round(4).tolist()
    [3.6889, 5.5716, 8.7673]
    """
    size = _log_gamma(shape + 1)
    steps = np.arange(1, _TERMS).reshape(-1, *[1] * shape.ndim)

    def beyond(value: np.ndarray) -> np.ndarray:
        series = 1 + np.cumprod(value / (shape + steps), axis=0).sum(axis=0)
        return np.exp(shape * np.log(value) - value - size) * series >= TAILS[1]

    return _crossed(beyond, 2.0 * shape + 8)


def _rarely(size: np.ndarray, mentions: int) -> np.ndarray:
    """The expected number of mentions at which so many articles, as uneven as `_UNEVEN`, rarely
    have at most 0 or 1: a negative binomial variable.

    >>> size = np.array([25, 1000])
    >>> [_rarely(size, mentions).round(1).tolist() for mentions in (0, 1)]
    [[8.4, 3.8], [14.8, 5.7]]
    """
    shape = size / _UNEVEN

    def beyond(share: np.ndarray) -> np.ndarray:
        return share**shape * (1 + mentions * shape * (1 - share)) >= TAILS[0]

    return shape * (1 / _crossed(beyond, np.ones_like(shape)) - 1)


def _least_bounds(size: np.ndarray, squares: np.ndarray, fourths: np.ndarray) -> list[np.ndarray]:
    """The upper bounds, in mentions, where no article mentions a theme, where one does once, and
    where two do: the last two rise, and are not above that of four articles. The first is, below
    twenty articles: a theme that few articles hold is in none of them by chance.

    `squares` and `fourths` are sums over articles of the odds of their share of the words.

    >>> [bound.round(1).tolist() for bound in _least_bounds(np.array([25]), 25 / 24**2, 0)]
    [[8.4], [11.4], [11.4]]
    """
    spreads = {}
    for number in (1, 2, _FEW + 1):
        moved, rest = (1 / number - 1 / size) / (1 - 1 / size), 1 - number / size
        variance = number * moved**2 + rest * squares
        spreads[number] = _spread(variance, number * moved**4 + rest * fourths, size - 1)
    more = (_FEW + 1) * _reach(*spreads[_FEW + 1])
    one = np.minimum(_gamma_bound(*spreads[1]), _rarely(size, 1))
    one = np.minimum(one, more)
    two = np.minimum(2 * _gamma_bound(*spreads[2]), more)
    return [_rarely(size, 0), one, np.maximum(one, two)]
