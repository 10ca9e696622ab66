"""How large a difference must be before it means something: intervals for shares and for rates.

Neither takes SciPy, a package as large as all others together. The exact binomial interval needs no
beta quantile: it is where a sum of binomial chances crosses a bound, and bisection finds that in a
few lines.
"""

import math
from bisect import bisect_left

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
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
    305-325), and Student's t with the degrees of freedom of Satterthwaite (1946, Biometrics
    Bulletin 2: 110-114), their fourth powers in place of a normal law: few, where few articles hold
    the mentions. Without a mention the lower bound is 0 and the upper one the rate at which
    articles as uneven as `_UNEVEN` rarely have none (negative binomial).

    >>> found = np.array([[1], [0], [2], [0], [1], [0], [2], [1]])
    >>> low, high = rate_bounds(found, np.full((8, 1), 100))
    >>> (1000 * low).round(2).tolist(), (1000 * high).round(2).tolist()
    ([3.73], [20.52])
    """
    if part is None:
        low, high = rate_bounds(found, words, np.zeros(len(found), dtype="int64"))
        return low[0], high[0]
    size, sums, all_words = np.bincount(part)[:, None], summed(found, part), summed(words, part)
    some = np.maximum(sums, 1)  # a column without a mention has the other bounds
    moves = (found - (sums / all_words)[part] * words) / some[part] / (1 - words / all_words[part])
    reach = _reach(summed(moves**2, part), summed(moves**4, part), size - 1)
    never = size * np.expm1(_UNEVEN / size * -np.log(TAILS[0])) / _UNEVEN
    return sums / all_words / reach, np.where(sums > 0, some * reach, never) / all_words


def log_reach(moves: np.ndarray) -> np.ndarray:
    """The factor between a rate (or odds) and its bounds, from what each article, a row, moves the
    logarithm by.
    """
    return _reach((moves**2).sum(axis=0), (moves**4).sum(axis=0), len(moves) - 1)


def _reach(squares: np.ndarray, fourths: np.ndarray, most: np.ndarray) -> np.ndarray:
    """`log_reach` from sums of moves, with at most so many degrees of freedom."""
    freedom = divided(2 * squares**2, fourths)
    freedom = np.clip(np.where(np.isnan(freedom), most, freedom), 1, most)
    return np.exp(student_t(freedom) * np.sqrt(squares))


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
    articles (or clusters) with words, and a rate that differs between them; a theme that they never
    mention has an upper bound. `rate_bounds` says how it is computed, and benchmarks/coverage.md
    how often it holds. A single article has no interval, and a row a paragraph (column
    `paragraph`).

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
    for row in np.flatnonzero(size < MIN_ARTICLES):
        notes[row] = _too_few(int(size[row, 0]), units)
    low, high = np.full((2, *notes.shape), np.nan)
    known = (size >= MIN_ARTICLES) & (differs | (of_part == 0))
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
