"""How large a difference must be before it means something: intervals for shares and for rates.

Neither takes SciPy, a package as large as all others together. The exact binomial interval needs no
beta quantile: it is where a sum of binomial chances crosses a bound, and bisection finds that in a
few lines.
"""

import math
from bisect import bisect_left

import numpy as np
import pandas as pd

from ..lexicon.arguments import arguments_of
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import word_counts
from ..text.wording import plural
from .counts import LEXICON_COLUMNS, article_counts, check_columns, columns_of, counts

LEVEL = 0.95
TAILS = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
ALPHA = 0.05  # the chance of one false finding or more, over all words or pairs that are tested
DRAWS = 2000
# fewer keep the promise, but a bound is then some four times the rate or more:
# benchmarks/coverage.md
MIN_ARTICLES = 7
BOUNDS = ["low", "high", "note"]
_STEPS = 50  # of bisection: more than a float can tell apart
_AT_ONCE = 1 << 18  # rows that are drawn at a time, for memory
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(32)
# variance by mean squared of a theme never mentioned: above what articles show, so that its bound
# holds
_UNEVEN = 10
# of the words in one article: no more is allowed for, and where one has more there is no interval
LEVERAGE = 0.5
_FEW = 3  # mentions, up to which the upper bound is that of a gamma variable
_NORMAL = 1.95996  # standard errors that hold the middle share LEVEL of a normal variable
_TERMS = 80  # of the series of the gamma distribution: enough for shapes up to 10


def clopper_pearson(successes: int, trials: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a share, which holds for few trials and at none or all of them.

    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of
    the binomial", Biometrika 26: 404-413. With zero trials it is 0 to 1. ValueError for more
    successes than trials.

    >>> [round(bound, 3) for bound in clopper_pearson(0, 10)]
    [0.0, 0.308]
    """
    if not 0 <= successes <= trials or not 0 < level < 1:
        raise ValueError(
            f"clopper_pearson: {successes} of {trials} at level {level} makes no sense; check the "
            "numbers"
        )
    tail = (1 - level) / 2
    return _lower(successes, trials, tail), 1 - _lower(trials - successes, trials, tail)


def _lower(successes: int, trials: int, tail: float) -> float:
    """The share at which as many successes or more have a chance of `tail`."""
    if successes == 0:
        return 0.0
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, trials + 1)))])  # of factorials
    number = np.arange(successes, trials + 1)
    ways = logs[trials] - logs[number] - logs[trials - number]
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        share = (low + high) / 2
        chance = np.exp(ways + number * np.log(share) + (trials - number) * np.log1p(-share)).sum()
        if chance < tail:
            low = share
        else:
            high = share
    return low


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
        bounds = [
            clopper_pearson(number, n) for number in {math.floor(successes), math.ceil(successes)}
        ]
        return all(high - low <= width for low, high in bounds)

    few, many = 0, 1
    while not narrow(many):
        few, many = many, 2 * many
    n = 1 + few + bisect_left(range(few + 1, many + 1), True, key=narrow)
    turn = 2 + int(
        1 / max(min(share, 1 - share), 1 / n)
    )  # so many sentences more, and rounding has gone through all it can
    while wide := [later for later in range(n, n + turn) if not narrow(later)]:
        n = wide[-1] + 1
    return n


def resampled(values: np.ndarray, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """Sums over rows (articles) drawn with replacement, as often as `draws` says: an array of draws
    x columns.

    The bootstrap of Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of
    Statistics 7: 1-26.

    >>> resampled(np.array([[1, 10], [1, 10]]), draws=3).tolist()
    [[2.0, 20.0], [2.0, 20.0], [2.0, 20.0]]
    """
    random, size = np.random.default_rng(seed), len(values)
    values = np.asarray(values, dtype=np.float64)
    sums, step = np.zeros((draws, *values.shape[1:])), max(1, _AT_ONCE // max(1, size))
    for first in range(0, draws, step):
        drawn = (
            random.integers(0, size, (min(step, draws - first), size))
            + size * np.arange(min(step, draws - first))[:, None]
        )
        sums[first : first + step] = (
            np.bincount(drawn.ravel(), minlength=drawn.size).reshape(drawn.shape) @ values
        )
    return sums


def percentile_bounds(figures: np.ndarray) -> tuple[float, float]:
    """Between which two the middle 95 % of the figures lie, those that are not defined (NaN) left
    out.
    """
    defined = figures[~np.isnan(figures)]
    if not len(defined):
        return math.nan, math.nan
    low, high = np.quantile(defined, TAILS)
    return float(low), float(high)


def divided(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, NaN where there is nothing below."""
    out = np.full(np.broadcast_shapes(np.shape(above), np.shape(below)), np.nan)
    return np.divide(above, below, out=out, where=np.asarray(below) > 0)


def student_t(freedom: np.ndarray, level: float = LEVEL) -> np.ndarray:
    """How many standard errors either way hold the middle share `level` of Student's t, for any
    degrees of freedom from 1 on.

    With t = sqrt(freedom) * tan(angle) its density is cos(angle) ** (freedom - 1) by a constant;
    Gauss and Legendre's nodes integrate that, and bisection finds the angle.

    >>> student_t(np.array([1, 4.5, 100])).round(3).tolist()
    [12.706, 2.659, 1.984]
    """
    freedom = np.minimum(
        np.asarray(freedom, dtype="float64"), 1000
    )  # more change it by less than 0.3 %
    gamma = np.vectorize(math.lgamma, otypes=["float64"])
    wanted = level * np.sqrt(np.pi) / 2 * np.exp(gamma(freedom / 2) - gamma((freedom + 1) / 2))
    low, high = np.zeros_like(freedom), np.full_like(freedom, np.pi / 2)
    for _ in range(_STEPS):
        angle = (low + high) / 2
        heights = np.cos(angle[..., None] * (1 + _NODES) / 2) ** (freedom[..., None] - 1)
        short = angle / 2 * (heights @ _WEIGHTS) < wanted
        low, high = np.where(short, angle, low), np.where(short, high, angle)
    return np.sqrt(freedom) * np.tan(low)


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
    reach = np.exp(student_t(freedom) * np.sqrt(variance))
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


def log_reach(moves: np.ndarray) -> np.ndarray:
    """The factor between a rate (or odds) and its bounds, from what each article, a row, moves the
    logarithm by.
    """
    squares, fourths = (moves**2).sum(axis=0), (moves**4).sum(axis=0)
    variance, freedom = _spread(squares, fourths, len(moves) - 1)
    return np.exp(student_t(freedom) * np.sqrt(variance))


def _spread(
    squares: np.ndarray, fourths: np.ndarray, most: np.ndarray | int
) -> tuple[np.ndarray, np.ndarray]:
    """The variance of a logarithm and its degrees of freedom, at most so many, from sums over what
    each article moves it by.
    """
    freedom = divided(2 * squares**2, fourths)
    return squares, np.clip(np.where(np.isnan(freedom), most, freedom), 1, most)


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


def gamma_quantile(shape: np.ndarray, level: float = TAILS[1]) -> np.ndarray:
    """Below what a gamma variable of this shape (up to 10) and of scale 1 lies with a chance of
    `level`.

    Bisection of the series of the incomplete gamma function: Abramowitz and Stegun (1964),
    "Handbook of mathematical functions", 6.5.29.

    >>> gamma_quantile(np.array([1, 2, 4])).round(4).tolist()
    [3.6889, 5.5716, 8.7673]
    """
    shape = np.asarray(shape, dtype="float64")
    size = np.vectorize(math.lgamma, otypes=["float64"])(shape + 1)
    steps = np.arange(1, _TERMS).reshape(-1, *[1] * shape.ndim)
    low, high = np.zeros_like(shape), 2 * shape + 8
    for _ in range(_STEPS):
        value = (low + high) / 2
        series = 1 + np.cumprod(value / (shape + steps), axis=0).sum(axis=0)
        short = np.exp(shape * np.log(value) - value - size) * series < level
        low, high = np.where(short, value, low), np.where(short, high, value)
    return high


def _rarely(size: np.ndarray, mentions: int) -> np.ndarray:
    """The expected number of mentions at which so many articles, as uneven as `_UNEVEN`, rarely
    have at most 0 or 1: a negative binomial variable.

    >>> size = np.array([25, 1000])
    >>> [_rarely(size, mentions).round(1).tolist() for mentions in (0, 1)]
    [[8.4, 3.8], [14.8, 5.7]]
    """
    shape = size / _UNEVEN
    low, high = np.zeros_like(shape), np.ones_like(shape)
    for _ in range(_STEPS):
        share = (low + high) / 2
        rare = share**shape * (1 + mentions * shape * (1 - share)) < TAILS[0]
        low, high = np.where(rare, share, low), np.where(rare, high, share)
    return shape * (1 / high - 1)


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
    variance, freedom = spreads[_FEW + 1]
    more = (_FEW + 1) * np.exp(student_t(freedom) * np.sqrt(variance))
    one = np.minimum(_gamma_bound(*spreads[1]), _rarely(size, 1))
    one = np.minimum(one, more)
    two = np.minimum(2 * _gamma_bound(*spreads[2]), more)
    return [_rarely(size, 0), one, np.maximum(one, two)]


def standard_scores(
    found: np.ndarray, words: np.ndarray, expected: np.ndarray | None = None
) -> np.ndarray:
    """How much more often than expected clusters (rows) use words, or mention themes (columns): the
    difference in standard deviations.

    A cluster of so many `words` is expected to use a word m times: as often as all clusters do by
    their words, or as `expected` says. Its uses vary by m + d m², as if each cluster had a rate of
    its own (a negative binomial law); d is the word's, by moments, and at least 0. Without d, a
    long article counts for more than it tells, and what long articles happen to use seems to mark
    their side. Breslow (1984), "Extra-Poisson variation in log-linear models", Applied Statistics
    33: 38-44.

    >>> standard_scores(np.array([[8], [0], [4], [4]]), np.full(4, 100)).ravel().round(2).tolist()
    [1.41, -1.41, 0.0, 0.0]
    """
    mean = np.outer(words, found.sum(axis=0) / words.sum())
    more = ((found - mean) ** 2 - mean).sum(axis=0)
    over = np.nan_to_num(divided(more, (mean**2).sum(axis=0))).clip(0)
    spread = np.sqrt(mean + over * mean**2)
    if expected is None:
        expected = mean
    return np.nan_to_num(divided(found - expected, spread))


def log_likelihood(
    a: np.ndarray, b: np.ndarray, all_a: np.ndarray, all_b: np.ndarray
) -> np.ndarray:
    """How much more often than chance would bring something is one of `all_a` than one of `all_b`:
    `a` times, and `b` times.

    G2 of Dunning (1993), "Accurate methods for the statistics of surprise and coincidence",
    Computational Linguistics 19: 61-74, for the table of two by two. Of a pair of words: `a` of
    both, `b` of the second without the first, `all_a` of the first with any word, `all_b` of all
    others.

    >>> log_likelihood(np.array([10, 5]), np.array([0, 5]), 20, 20).round(1).tolist()
    [17.3, 0.0]
    """
    share = (a + b) / np.maximum(all_a + all_b, 1)
    seen = [a, b, all_a - a, all_b - b]
    expected = [share * all_a, share * all_b, (1 - share) * all_a, (1 - share) * all_b]
    logs = [
        np.log(np.divide(o, e, out=np.ones_like(e), where=(o > 0) & (e > 0)))
        for o, e in zip(seen, expected, strict=True)
    ]
    return 2 * sum(number * log for number, log in zip(seen, logs, strict=True))


def clusters(articles: pd.DataFrame, columns: str | list[str] | None = None) -> np.ndarray:
    """Of each article the number of its cluster: those that share a value of a column are drawn
    together, as copies of one report are, and so are those that a third links to both. One without
    a value stands alone, and so do all without a column.

    >>> table = pd.DataFrame({"copy": ["x", None, "x", ""], "author": ["A", "B", "C", "C"]})
    >>> clusters(table, "copy").tolist(), clusters(table, ["copy", "author"]).tolist()
    ([0, 1, 0, 2], [0, 1, 0, 0])
    """
    if isinstance(columns, str):
        columns = [columns]
    columns = list(columns or [])
    if unknown := [column for column in columns if column not in articles.columns]:
        known = ", ".join(map(str, articles.columns))
        raise ValueError(f"cluster: the articles have no column {unknown[0]!r}; there are {known}")
    first, before = np.arange(len(articles)), None
    while before is None or (first != before).any():  # until no link reaches an earlier article
        before = first
        for column in columns:
            names = articles[column].reset_index(drop=True)
            linked = pd.Series(first)[names.notna() & (names != "")]
            first = first.copy()
            first[linked.index] = linked.groupby(names).transform("min")
            first = first[first]
    return pd.factorize(first)[0]


def summed(values: np.ndarray, codes: np.ndarray, size: int | None = None) -> np.ndarray:
    """Rows of values, such as articles, added up by their codes: a row for each of `size` codes, or
    for each that occurs.

    Rows with a code below 0 are left out.

    >>> summed(np.array([[1, 10], [2, 20], [4, 40]]), np.array([2, -1, 2]), size=3).tolist()
    [[0.0, 0.0], [0.0, 0.0], [5.0, 50.0]]
    """
    if size is None:
        unique, codes = np.unique(codes, return_inverse=True)
        size = len(unique)
    shape = (size, *values.shape[1:])
    values = values[codes >= 0].reshape((codes >= 0).sum(), math.prod(shape[1:]))
    cell = codes[codes >= 0][:, None] * values.shape[1] + np.arange(values.shape[1])
    return np.bincount(cell.ravel(), values.ravel(), math.prod(shape)).reshape(shape)


def interval(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | list[str] = "theme",
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """Mentions per 1,000 words with an interval over articles, not over mentions: those of one
    article depend on each other.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    by : "group", "theme" or "term", alone or in a list with columns of `articles` (such as
        "party"); articles vary within each.
    cluster : a column of `articles`, or several; those that share a value count as one (a
        speaker's, near duplicates).

    Returns
    -------
    The columns of `by`, then `articles` (their number), `mentions`, `per_1000`, `low`, `high`,
    `note`: why low and high are NaN, or why the interval begins at 0. It needs MIN_ARTICLES
    articles (or clusters) with words, none of which has more than half of the words, and a rate
    that differs between them; a theme that they never mention has an upper bound. `rate_bounds`
    says how it is computed, and benchmarks/coverage.md how often it holds. A single article has no
    interval, and a row a paragraph (column `paragraph`).

    Raises
    ------
    ValueError as in `counts`, for a column called `low`, `high` or `note`, and for paragraphs of
    several articles.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts, lexicon = ["Trade is up.", "All is well."] * 5, read_lexicon({"Trade": ["trade"]})
    >>> toy = pd.DataFrame({"article": range(10), "text": texts})
    >>> interval(find_mentions(toy, lexicon), toy, lexicon)[["per_1000", "low", "high"]].round()
       per_1000   low   high
    0     167.0  75.0  369.0
    """
    mentions, articles, lexicon = arguments_of(interval, mentions, articles, lexicon, texts=False)
    if len(articles) != 1:
        table = rates_over_articles(mentions, articles, lexicon, by, cluster)
        return table.drop(columns="thin")
    keys = [*_keys(by, BOUNDS), "paragraph"]
    note = "there is a single article; these rates are those of its paragraphs"
    table = counts(mentions, articles, lexicon, by=keys)
    table = table.assign(articles=1, low=np.nan, high=np.nan, note=note)
    return table[[*keys, "articles", "mentions", "per_1000", *BOUNDS]]


def rates_over_articles(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | list[str],
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """`interval` for any number of articles, a single one too: it then has a rate, and a note in
    place of an interval. The column `thin` says whether there are too few articles or clusters.
    """
    keys = _keys(by, [*BOUNDS, "paragraph"])
    of_texts = [key for key in keys if key not in LEXICON_COLUMNS]
    of_lexicon = [key for key in keys if key in LEXICON_COLUMNS]
    together = clusters(articles, cluster)
    check_columns(articles, of_texts)
    entries, found = article_counts(mentions, articles, lexicon, of_lexicon)
    part, parts = np.zeros(len(articles), dtype="int64"), 1
    if of_texts:
        named = articles.reset_index(drop=True)
        by = named.groupby(of_texts, dropna=False, observed=True, sort=False)
        part, parts = by.ngroup().to_numpy(), by.ngroups
    units = "articles"
    if cluster:
        units = "clusters"
    table = pd.DataFrame(index=range(parts * len(entries)))
    for key in keys:
        if key in of_texts:
            first = np.unique(part, return_index=True)[1]
            table[key] = articles[key].array.take(np.repeat(first, len(entries)))
        else:
            table[key] = entries[key].array.take(np.tile(np.arange(len(entries)), parts))
    table["articles"] = np.repeat(np.bincount(part, minlength=parts), len(entries))
    values = np.column_stack([found, word_counts(articles)])
    for name, columns in _rates(values, part, parts, together, units).items():
        table[name] = columns.ravel()
    return table


def _keys(by: str | list[str], taken: list[str]) -> list[str]:
    keys = columns_of(by)
    if wrong := [key for key in keys if key in taken]:
        raise ValueError(
            f"interval: there are no rates by {wrong[0]!r}; name another column of the articles, "
            "or rename it"
        )
    return keys


_NEVER = "never mentioned: an upper bound, and no more"


def _rates(
    values: np.ndarray, part: np.ndarray, parts: int, together: np.ndarray, units: str
) -> dict[str, np.ndarray]:
    """The columns of an interval, each parts x entries, from articles' mentions, a column an entry
    of the lexicon, and words, the last column; of each article its part, of so many, and cluster.
    """
    sums, size = summed(values, part, parts), max(1, len(values))
    code, cell = np.unique(part * size + together, return_inverse=True)
    values, part = summed(values, cell), code // size
    part, values = part[values[:, -1] > 0], values[values[:, -1] > 0]
    found, words = values[:, :-1], values[:, -1:]
    size = np.bincount(part, minlength=parts)[:, None]
    of_part, all_words = summed(found, part, parts), summed(words, part, parts)
    differs = summed(found * all_words[part] != words * of_part[part], part, parts) > 0
    notes = np.full(of_part.shape, "", dtype=object)
    notes[~differs] = f"the same rate in all {units}, which cannot say how it varies"
    notes[of_part == 0] = _NEVER
    longest = pd.Series(words[:, 0]).groupby(part).max().reindex(range(parts), fill_value=0)
    one_sided = longest.to_numpy()[:, None] > LEVERAGE * all_words
    notes[one_sided[:, 0]] = f"one of the {units} has more than half of the words: no interval"
    for row in np.flatnonzero(size < MIN_ARTICLES):
        notes[row] = _too_few(int(size[row, 0]), units)
    low, high = np.full((2, *notes.shape), np.nan)
    known = (size >= MIN_ARTICLES) & (differs | (of_part == 0)) & ~one_sided
    if known.any():
        enough = known.any(axis=1)
        row, number = enough[part], np.cumsum(enough) - 1
        low[enough], high[enough] = rate_bounds(found[row], words[row], number[part[row]])
    low[~known], high[~known] = np.nan, np.nan
    return {
        "mentions": sums[:, :-1].astype("int64"),
        "per_1000": 1000 * divided(sums[:, :-1], sums[:, -1:]),
        "low": 1000 * low,
        "high": 1000 * high,
        "note": notes,
        "thin": np.broadcast_to(size < MIN_ARTICLES, notes.shape),
    }


def _too_few(size: int, units: str) -> str:
    """Why so few articles have no interval."""
    if not size:
        return "no words"
    are = "are"
    if size == 1:
        are = "is"
    return f"{plural(size, units[:-1])} {are} too few; an interval needs {MIN_ARTICLES}"
