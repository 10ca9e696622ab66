"""Whether themes share more articles than chance would bring."""

from itertools import combinations

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
from ..text.tokens import word_counts
from .counts import article_counts, theme_labels
from .statistics import TAILS

LEAST = 10  # articles; the test was simulated with no fewer
# of the articles, and where there are so many that it takes long
DRAWS, FEWEST_DRAWS = 10_000, 2_000
_DRAWN = 20_000_000  # articles in all draws together, from which on there are fewer draws
_LARGEST = 400  # articles that are drawn from at a time: larger strata are cut by length
_STRATUM = 0.25  # the penalty of a stratum's weight
_STEPS = 30  # of Newton's method, more than it needs
_CHUNK = 250  # draws at a time, for memory
_COLUMNS = ["theme", "other", "count", "expected", "low", "high", "p", "p_all", "note"]


def meetings_by_chance(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    within: str | None = None,
    draws: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """In how many articles two themes meet, and in how many they would if they had nothing to do
    with each other.

    Themes meet in long articles by their length alone. Hence for each theme a logistic regression
    says how likely an article of some length (and period) is to mention it, and the articles that
    do are drawn again by these odds, as many in each period as there were, each theme on its own: a
    conditional permutation test.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    within : a column of `articles`, such as a period or a source: articles are drawn only among
        those that share its value, so that themes of one time do not meet for that reason alone.
    draws : how many; without it 10,000, and fewer of more than 2,000 articles, down to 2,000 of
        10,000: a `p_all` of 0.05 is then known to within 0.01 (two standard errors) and not 0.005;
        its promise, one false pair in 20 tests, needs no number.

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
    draws = draws or min(DRAWS, max(FEWEST_DRAWS, _DRAWN // max(1, len(articles))))
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
    if within:
        strata = pd.factorize(articles[within].astype(object), use_na_sentinel=False)[0]
    odds, random = _log_odds(held, words, strata), np.random.default_rng(seed)
    share, drawn = np.empty(held.shape), np.zeros((draws, len(one)))
    for rows in _blocks(words, strata):
        number = held[rows].sum(axis=0).astype("int64")
        chances, share[rows] = _chances(odds[rows], number)
        for part in np.array_split(np.arange(draws), 1 + draws // _CHUNK):
            far = _together(_drawn(chances, number, len(part), random) - share[rows])
            drawn[part] += far[:, one, other]
    excess = _together(held - share)[one, other]
    # of rare pairs, one article would be many deviations
    spread = np.sqrt(_together(share * (1 - share))[one, other]).clip(1)
    far, far_drawn = np.abs(excess) / spread, np.abs(drawn) / spread
    table["expected"] = count - excess
    bounds = np.quantile(drawn, TAILS, axis=0)
    table["low"], table["high"] = (table["expected"].to_numpy() + bounds).clip(0)
    farthest = far_drawn.max(axis=1, initial=0)[:, None]
    for name, others in {"p": far_drawn, "p_all": farthest}.items():
        table[name] = (1 + (others >= far - 1e-9).sum(axis=0)) / (1 + draws)
    table["note"] = ""
    return table.take(np.argsort(-far.round(9), kind="stable")).reset_index(drop=True)


def _log_odds(held: np.ndarray, words: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """The log odds that an article mentions a theme (articles x themes), from a logistic regression
    on its stratum, on the logarithm of its words, and on the square of that.

    Penalties, the inverse variances of normal priors, keep them finite where all articles of a kind
    have a theme, or none.
    """
    log = np.log(words)
    log = (log - log.mean()) / (log.std() or 1)
    design = np.column_stack([np.ones(len(log)), log, log**2])
    penalty, size = np.array([1e-3, 0.1, 0.1]), strata.max() + 1
    odds = np.empty(held.shape)
    for theme, seen in enumerate(held.T):
        weights, of_stratum = np.zeros(len(penalty)), np.zeros(size)
        # Newton's; an article has one stratum, so strata meet only in the weights of its length
        for _ in range(_STEPS):
            share = 1 / (1 + np.exp(-design @ weights - of_stratum[strata]))
            rest, spread = seen - share, share * (1 - share)
            slope = np.bincount(strata, rest, size) - _STRATUM * of_stratum
            within = np.bincount(strata, spread, size) + _STRATUM
            across = np.array([np.bincount(strata, spread * column, size) for column in design.T])
            left = (design.T * spread) @ design + np.diag(penalty) - (across / within) @ across.T
            step = np.linalg.solve(
                left, design.T @ rest - penalty * weights - (across / within) @ slope
            )
            weights += step
            of_stratum += (slope - across.T @ step) / within
        odds[:, theme] = design @ weights + of_stratum[strata]
    return odds


def _blocks(words: np.ndarray, strata: np.ndarray) -> list[np.ndarray]:
    """The rows of each stratum, those of a large one cut by length."""
    order = np.argsort(words, kind="stable")
    rows = [order[strata[order] == stratum] for stratum in range(strata.max() + 1)]
    return [block for part in rows for block in np.array_split(part, -(-len(part) // _LARGEST))]


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
    chances: np.ndarray, number: np.ndarray, draws: int, random: np.random.Generator
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


def _together(held: np.ndarray) -> np.ndarray:
    return held.swapaxes(-1, -2) @ held
