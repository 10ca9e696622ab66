"""Whether themes share more articles than chance would bring."""

from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import word_counts
from .counts import article_counts, theme_labels
from .periods import check_by, values_by
from .statistics import TAILS, clusters

LEAST = 10  # articles; the test was simulated with no fewer
# of the articles, and where there are so many that it takes long
DRAWS, FEWEST_DRAWS, FEWEST_OF_ARTICLES = 10_000, 2_000, 500
_DRAWN = 20_000_000  # articles in all draws together, from which on there are fewer draws
_LARGEST = 400  # articles of a stratum that are drawn as many as there are; of more, each alone
_STRATUM = 0.25  # the penalty of a stratum's weight
_STEPS = 100  # of Newton's method, more than it needs
_FAR = 1.5  # of an article's log odds in a step: with no more each step comes nearer
_WAVES = 12  # of a trend in time, at most: the shortest goes up and down in a sixth of the articles
_A_WAVE = 15  # articles for each wave
_WAVE = 0.1  # the penalty of the longest; it grows with the square of their number
_SIGNS = 20  # strata, from which on they change sign, and not the clusters in them
_CHUNK = 100_000  # articles, or what changes sign, in the draws at a time, for memory
_COLUMNS = ["theme", "other", "count", "expected", "low", "high", "p", "p_all", "note"]


@partial(takes_any_form, texts=False)
def meetings_by_chance(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    within: str | None = None,
    cluster: str | list[str] | None = None,
    draws: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """In how many articles two themes meet, and in how many they would if they had nothing to do
    with each other.

    Themes meet in long articles by their length alone, and in articles of one time. Hence for each
    theme a logistic regression says how likely an article of some length and period is to mention
    it (without a period: of some length, and by a smooth trend over the dates, where there are
    any), and the articles that do are drawn again by these odds, as many in each period as there
    were (in one of more than 400 articles each on its own, as that hardly matters then), each theme
    on its own: a conditional permutation test. Where articles share an author's habits, or a day's
    news, name that as `cluster`: its excess of meetings then counts as one, and changes its sign at
    random.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    within : a column of `articles`, such as a period or a source: articles are drawn only among
        those that share its value, so that themes of one time do not meet for that reason alone.
    cluster : a column of `articles`, or several; those that share a value are not taken as
        independent of each other (one author's articles, a day's, near duplicates).
    draws : how many; without it 10,000, and fewer of more than 2,000 articles, down to 2,000 of
        10,000 (without a cluster 500 of 40,000): a `p_all` of 0.05 is then known to within 0.01
        (0.02; two standard errors) and not 0.005; its promise, one false pair in 20 tests, needs no
        number.

    Returns
    -------
    One row a pair of themes that both are mentioned: `theme`, `other` (their labels), `count`
    (articles that hold both), `expected` (if they had nothing to do with each other), `low`,
    `high` (the middle 95 % of the draws), `p` (the share of draws as far from expected, in either
    direction), `p_all` (the same with all pairs looked at together, by the farthest of each draw:
    Westfall and Young 1993, "Resampling-based multiple testing"). How far is counted in
    standard deviations, of one article at least. The farthest come first. `note` says why the
    numbers of chance are NaN, where there are fewer than LEAST articles; else it is empty.

    Berrett, Wang, Barber and Samworth (2020), "The conditional permutation test for independence
    while controlling for confounders", Journal of the Royal Statistical Society B 82: 175-197. What
    is compared is the sum over articles of the product of both themes' residuals, in which an error
    of one regression weighs little (Shah and Peters 2020, "The hardness of conditional independence
    testing and the generalised covariance measure", Annals of Statistics 48: 1514-1538).

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21
    >>> toy = pd.DataFrame({"article": range(40), "text": texts})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> table = meetings_by_chance(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    check_by("meetings_by_chance", articles, within)
    fewest = FEWEST_DRAWS
    if cluster is None:  # to draw each article takes far longer than to change the signs of a day's
        fewest = FEWEST_OF_ARTICLES
    draws = draws or min(DRAWS, max(fewest, _DRAWN // max(1, len(articles))))
    themes, found = article_counts(mentions, articles, lexicon, ["group", "theme"])
    names = np.array(list(theme_labels(themes).values()), dtype=object)
    held = (found > 0).astype("float64")  # 1 where the article mentions the theme
    names, held = names[held.any(axis=0)], held[:, held.any(axis=0)]
    one, other = np.array(list(combinations(range(len(names)), 2)), dtype=int).reshape(-1, 2).T
    count = _together(held)[one, other]
    table = pd.DataFrame({"theme": names[one], "other": names[other]}, dtype="str")
    table["count"] = count.astype("int64")
    if table.empty or len(articles) < LEAST:
        note = f"the test needs {LEAST} articles and has {len(articles)}"
        table = table.reindex(columns=_COLUMNS[:-1]).assign(note=note)
        return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    words, strata = np.maximum(word_counts(articles), 1), np.zeros(len(articles), dtype="int64")
    waves = _trend(articles)
    if within:
        strata = pd.factorize(values_by(articles, within), use_na_sentinel=False)[0]
        waves = waves[:, :0]
    random, pairs = np.random.default_rng(seed), (one, other)
    if cluster is None:
        odds = _log_odds(held, words, _cut_by_length(words, strata), waves)
        excess, spread, drawn = _by_draws(held, strata, odds, pairs, draws, random)
    else:
        share = _share(_log_odds(held, words, strata, waves))
        units = _sign_units(clusters(articles, cluster), strata)
        excess, spread, drawn = _by_signs(held, share, units, pairs, draws, random)
    far, far_drawn = np.abs(excess) / spread, np.abs(drawn) / spread
    # what themes that never meet have too few of is estimated, and may be a little more than all
    table["expected"] = (count - excess).clip(0)
    bounds = np.quantile(drawn, TAILS, axis=0)
    table["low"], table["high"] = (count - excess + bounds).clip(0)
    farthest = far_drawn.max(axis=1, initial=0)[:, None]
    for name, others in {"p": far_drawn, "p_all": farthest}.items():
        table[name] = (1 + (others >= far - 1e-9).sum(axis=0)) / (1 + draws)
    table["note"] = ""
    return table.take(np.argsort(-far.round(9), kind="stable")).reset_index(drop=True)


def _by_draws(
    held: np.ndarray,
    strata: np.ndarray,
    odds: np.ndarray,
    pairs: tuple[np.ndarray, np.ndarray],
    draws: int,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many more articles hold both themes of a pair than expected, the standard deviation of
    that, and what it is where articles are drawn again (draws x pairs).

    Of a large stratum each article is drawn on its own: how many are drawn then hardly matters.
    """
    share, drawn = _share(odds), np.zeros((draws, len(pairs[0])))
    for rows in pd.Series(strata).groupby(strata).indices.values():
        if len(rows) <= _LARGEST:
            number = held[rows].sum(axis=0).astype("int64")
            chances, share[rows] = _chances(odds[rows], number)
            expected, again = share[rows], partial(_drawn, chances, number, random)
        else:
            expected = share[rows].astype("float32")  # half the time, and no ties to keep
            again = partial(_drawn_alone, expected, random)
        for part in np.array_split(np.arange(draws), 1 + draws * len(rows) // _CHUNK):
            far = _together(again(len(part)) - expected)
            drawn[part] += far[:, *pairs]
    return _together(held - share)[pairs], _spread(share, pairs), drawn


def _spread(share: np.ndarray, pairs: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """The standard deviation of how many articles hold both themes of a pair, each by its chance;
    one article at least, as it would be many deviations of rare pairs.
    """
    return np.sqrt(_together(share * (1 - share))[pairs]).clip(1)


def _by_signs(
    held: np.ndarray,
    share: np.ndarray,
    units: np.ndarray,
    pairs: tuple[np.ndarray, np.ndarray],
    draws: int,
    random: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same as `_by_draws` where articles of a unit, an author's say, share habits.

    What an article holds less the chance that it does is a rest of either theme. Of themes that
    have nothing to do with each other, the products of the rests add up to too much in a unit as
    often as to too little, whatever its articles share; by chance is with the sign of each unit's
    sum drawn. Hemerik, Goeman and Finos (2020), "Robust testing in generalized linear models by
    sign flipping score contributions", Journal of the Royal Statistical Society B 82: 841-864. The
    standard deviation is that of the sums, and no less than that of `_by_draws`.

    >>> held, pair = np.array([[1, 1], [0, 0], [1, 1], [0, 0]]), (np.array([0]), np.array([1]))
    >>> random = np.random.default_rng(0)
    >>> excess, _, drawn = _by_signs(held, 0 * held + 0.5, np.array([0, 0, 1, 1]), pair, 4, random)
    >>> excess.tolist(), drawn.ravel().tolist()
    ([1.0], [1.0, 0.0, -1.0, -1.0])
    """
    rest, sums = held - share, []
    for one, other in zip(*pairs, strict=True):
        sums.append(np.bincount(units, rest[:, one] * rest[:, other]))
    sums = np.array(sums).T
    drawn = np.empty((draws, len(pairs[0])))
    for part in np.array_split(np.arange(draws), 1 + draws * len(sums) // _CHUNK):
        signs = 2.0 * random.integers(0, 2, (len(part), len(sums))) - 1
        drawn[part] = signs @ sums
    spread = np.maximum(np.sqrt((sums**2).sum(axis=0)), _spread(share, pairs))
    return sums.sum(axis=0), spread, drawn


def _sign_units(together: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Of each article the number of what changes sign as one: its cluster, or its stratum, where
    clusters lie in strata and these are many.

    In a stratum the rests sum to about 0, so those of its clusters are not independent.

    >>> _sign_units(np.array([0, 0, 1, 2]), np.array([0, 0, 0, 1])).tolist()
    [0, 0, 1, 2]
    """
    both = pd.DataFrame({"cluster": together, "stratum": strata}).drop_duplicates()
    inside = not both["cluster"].duplicated().any()
    if inside and strata.max() + 1 >= _SIGNS:
        return strata
    return together


def _log_odds(
    held: np.ndarray, words: np.ndarray, strata: np.ndarray, waves: np.ndarray
) -> np.ndarray:
    """The log odds that an article mentions a theme (articles x themes), from a logistic regression
    on its stratum, on the logarithm of its words, on the square of that, and on `waves`, a trend in
    time.

    Penalties, the inverse variances of normal priors, keep them finite where all articles of a kind
    have a theme, or none. Bach (2010), "Self-concordant analysis for logistic regression",
    Electronic Journal of Statistics 4: 384-414, says how far a step may go.
    """
    log = np.log(words)
    log = (log - log.mean()) / (log.std() or 1)
    order = np.argsort(strata, kind="stable")
    design = np.vstack([np.ones(len(log)), log, log**2, waves.T])[:, order]
    penalty = np.array([1e-3, 0.1, 0.1, *_WAVE * (1 + np.arange(waves.shape[1])) ** 2])
    size = np.bincount(strata)
    starts, of_article = np.cumsum(size) - size, np.repeat(np.arange(len(size)), size)
    odds = np.empty(held.shape)
    for theme, seen in enumerate(held[order].T):
        weights, of_stratum = np.zeros(len(penalty)), np.zeros(len(size))
        weights[0] = np.log((seen.sum() + 0.5) / (len(seen) - seen.sum() + 0.5))
        now = np.full(len(seen), weights[0])
        for _ in range(_STEPS):  # Newton's; strata meet only in the weights of the design
            share = _share(now)
            spread = share * (1 - share)
            spread_design = design * spread
            slope = np.add.reduceat(seen - share, starts) - _STRATUM * of_stratum
            within = np.add.reduceat(spread, starts) + _STRATUM
            across = np.add.reduceat(spread_design, starts, axis=1)
            left = spread_design @ design.T + np.diag(penalty) - (across / within) @ across.T
            right = design @ (seen - share) - penalty * weights - (across / within) @ slope
            step = np.linalg.solve(left, right)
            stratum_step = (slope - across.T @ step) / within
            change = step @ design + stratum_step[of_article]
            largest = np.abs(change).max()
            part = _FAR / max(largest, _FAR)
            weights += part * step
            of_stratum += part * stratum_step
            now += part * change
            if largest < 1e-4:  # the next would be of its square
                break
        odds[order, theme] = now
    return odds


def _trend(articles: pd.DataFrame) -> np.ndarray:
    """Waves over the dates of articles (articles x waves), from long to short, for a regression to
    make a smooth trend of; 0 where an article has no date, and no wave where all are of one date.

    The time of an article is the share of the dated ones that come before it. Cosines are the
    smoothest curves over it (Demmler and Reinsch 1975, "Oscillation matrices with spline
    smoothing", Numerische Mathematik 24: 375-382).

    >>> dated = pd.DataFrame({"date": ["2020", "2021-05", "2021-05-03", ""] * 4})
    >>> _trend(dated).round(1)[:4].tolist()
    [[0.9], [0.0], [-0.9], [0.0]]
    """
    dates = articles.get("date", pd.Series("", articles.index)).astype("str")
    parts = dates.str.extract(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?").astype("float64")
    days = 372 * parts[0] + 31 * parts[1].fillna(1) + parts[2].fillna(1)
    known = days.notna()
    number = 0
    if days.nunique() > 1:
        number = min(_WAVES, known.sum() // _A_WAVE, days.nunique() - 1)
        number = max(1, number)
    before = (days.rank() - 0.5) / max(1, known.sum())
    waves = np.cos(np.pi * np.outer(before, 1 + np.arange(number)))
    return np.nan_to_num(waves)


def _share(odds: np.ndarray) -> np.ndarray:
    """Logarithms of odds as shares."""
    return 1 / (1 + np.exp(np.minimum(-odds, 700)))  # more overflows


def _cut_by_length(words: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """The strata, large ones cut into parts by length, so that odds follow it whatever its law.

    >>> _cut_by_length(np.array([300, 20, 100] * 400), np.zeros(1200, dtype="int64"))[:3].tolist()
    [2, 0, 1]
    """
    rows = pd.Series(words).groupby(strata)
    parts = -(-rows.transform("size") // _LARGEST)
    part = (rows.rank(method="first") - 1) * parts // rows.transform("size")
    return pd.Series(part).groupby([strata, part]).ngroup().to_numpy()


def _chances(odds: np.ndarray, number: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How likely each article is to be drawn for each theme, when `number` of them are drawn, one
    after the other: by how many are left to draw (articles x themes x left), and before any is
    drawn (articles x themes).

    Chen, Dempster and Liu (1994), "Weighted finite population sampling to maximize entropy",
    Biometrika 81: 457-469.
    """
    # their logarithm; the first column: -1 left
    ways = np.full((len(odds) + 1, len(number), number.max() + 2), -np.inf)
    ways[-1, :, 1] = 0
    for row in range(len(odds))[::-1]:
        ways[row, :, 1:] = np.logaddexp(
            ways[row + 1, :, 1:], odds[row][:, None] + ways[row + 1, :, :-1]
        )
    with np.errstate(invalid="ignore"):  # more left than articles
        chances = np.nan_to_num(np.exp(odds[:, :, None] + ways[1:, :, :-1] - ways[:-1, :, 1:]))
    share, left = np.empty(odds.shape), np.eye(number.max() + 1)[number]
    for row, chance in enumerate(chances):
        taken = left * chance
        share[row] = taken.sum(axis=1)
        left = left - taken
        left[:, :-1] += taken[:, 1:]
    return chances, share


def _drawn(
    chances: np.ndarray, number: np.ndarray, random: np.random.Generator, draws: int
) -> np.ndarray:
    """draws x articles x themes: which articles are drawn for each theme, as many as `number`
    says.
    """
    begins = np.arange(len(number)) * chances.shape[2]
    # the place, in an article's chances, of those with so many left
    left = np.tile(number + begins, (draws, 1))
    drawn = np.empty((draws, *chances.shape[:2]), dtype=bool)
    for row, chance in enumerate(chances):
        drawn[:, row] = random.random(left.shape) < chance.take(left)
        left -= drawn[:, row]
    return drawn


def _drawn_alone(share: np.ndarray, random: np.random.Generator, draws: int) -> np.ndarray:
    """draws x articles x themes: which articles are drawn for each theme, each by its share."""
    return random.random((draws, *share.shape), share.dtype) < share


def _together(held: np.ndarray) -> np.ndarray:
    return held.swapaxes(-1, -2) @ held
