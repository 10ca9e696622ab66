"""Which themes share sentences, paragraphs or articles, and whether they share more articles than
chance would bring.
"""

from itertools import combinations

import numpy as np
import pandas as pd

from ..text.tokens import word_counts
from .counts import article_rows, mention_labels, with_sentences
from .statistics import TAILS

LEAST = 10  # articles; the test was simulated with no fewer
DRAWS, FEWEST_DRAWS = (
    10_000,
    2_000,
)  # of the articles, and where there are so many that it takes long
_DRAWN = 20_000_000  # articles in all draws together, from which on there are fewer draws
_LARGEST = 400  # articles that are drawn from at a time: larger strata are cut by length
_STRATUM = 0.25  # the penalty of a stratum's weight
_STEPS = 30  # of Newton's method, more than it needs
_CHUNK = 250  # draws at a time, for memory
_COLUMNS = ["theme", "other", "count", "expected", "low", "high", "p", "p_all"]


def cooccurrence(mentions: pd.DataFrame, within: str = "sentence") -> pd.DataFrame:
    """Theme x theme: how many sentences (or paragraphs, articles: `within`) hold both; on the
    diagonal, hold the theme.

    A square table of counts, labelled by theme on both sides, in the lexicon's order.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Iran and trade. Trade."]})
    >>> cooccurrence(find_mentions(toy, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})))
    theme  Trade  Iran
    theme
    Trade      2     1
    Iran       1     1
    """
    units = {
        "sentence": ["article", "sentence"],
        "paragraph": ["article", "paragraph"],
        "article": ["article"],
    }
    if within not in units:
        raise ValueError(f"within is one of {', '.join(units)}, not {within!r}")
    mentions, labels = (
        with_sentences(mentions) if within == "sentence" else mentions,
        mention_labels(mentions),
    )
    held = (
        mentions[units[within]]
        .assign(theme=np.asarray(labels))
        .reset_index(drop=True)
        .drop_duplicates()
    )
    pairs = held.merge(held, on=units[within], suffixes=("", "_other"))
    square = pd.crosstab(pairs["theme"], pairs["theme_other"]) if len(pairs) else pd.DataFrame()
    order = labels.categories.rename("theme")
    return square.reindex(index=order, columns=order, fill_value=0).astype("int64")


def meetings(square: pd.DataFrame) -> pd.DataFrame:
    """A co-occurrence table -> its pairs: `theme`, `other`, `count`, most frequent first, without
    those that never meet.
    """
    row, column = np.triu_indices(len(square), 1)
    pairs = {
        "theme": square.index[row],
        "other": square.columns[column],
        "count": square.to_numpy()[row, column],
    }
    table = pd.DataFrame(pairs)
    return table[table["count"] > 0].sort_values(
        "count", ascending=False, kind="stable", ignore_index=True
    )


def meetings_by_chance(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
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
    mentions, articles : as in `counts`.
    within : a column of `articles`, such as a period or a source: articles are drawn only among
        those that share its value, so that themes of one time do not meet for that reason alone.
    draws : how many; without it 10,000, and fewer of more than 2,000 articles, down to 2,000 of
        10,000: a `p_all` of 0.05 is then known to within 0.01 (two standard errors) and not 0.005;
        its promise, one false pair in 20 tests, needs no number.

    Returns
    -------
    One row a pair of themes that both are mentioned: `theme`, `other`, `count` (articles that hold
    both), `expected` (if they had nothing to do with each other), `low`, `high` (the middle 95 % of
    the draws), `p` (the share of draws as far from expected, in either direction), `p_all` (the
    same with all pairs looked at together, by the farthest of each draw: Westfall and Young 1993,
    "Resampling-based multiple testing"). How far is counted in standard deviations, of one article
    at least. The farthest come first. `attrs`: `note` (why there is none), `within` and `draws`.

    Berrett, Wang, Barber and Samworth (2020), "The conditional permutation test for independence
    while controlling for confounders", Journal of the Royal Statistical Society B 82: 175-197. What
    is compared is the sum over articles of the product of both themes' residuals, in which an error
    of one regression weighs little (Shah and Peters 2020, "The hardness of conditional independence
    testing and the generalised covariance measure", Annals of Statistics 48: 1514-1538).

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(40), "text": ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> meetings_by_chance(find_mentions(toy, lexicon), toy)[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    draws = draws or min(DRAWS, max(FEWEST_DRAWS, _DRAWN // max(1, len(articles))))
    labels = mention_labels(mentions)
    held = np.zeros(
        (len(articles), len(labels.categories))
    )  # 1 where the article mentions the theme
    held[article_rows(mentions, articles), labels.codes] = 1
    names, held = labels.categories[held.any(axis=0)], held[:, held.any(axis=0)]
    note = (
        "" if len(articles) >= LEAST else f"the test needs {LEAST} articles and has {len(articles)}"
    )
    note = note or ("" if len(names) > 1 else "fewer than two themes are mentioned")
    if note:
        return _with_attrs(pd.DataFrame(columns=_COLUMNS), note, within, draws)
    one, other = np.array(list(combinations(range(len(names)), 2))).T
    words = np.maximum(word_counts(articles), 1)
    values = articles[within].astype(object) if within else pd.Series("", articles.index)
    strata = pd.factorize(values, use_na_sentinel=False)[0]
    odds, random = _log_odds(held, words, strata), np.random.default_rng(seed)
    share, drawn = np.empty(held.shape), np.zeros((draws, len(one)))
    for rows in _blocks(words, strata):
        number = held[rows].sum(axis=0).astype("int64")
        chances, share[rows] = _chances(odds[rows], number)
        for part in np.array_split(np.arange(draws), 1 + draws // _CHUNK):
            drawn[part] += _together(_drawn(chances, number, len(part), random) - share[rows])[
                :, one, other
            ]
    count, excess = (_together(figures)[one, other] for figures in (held, held - share))
    spread = np.sqrt(_together(share * (1 - share))[one, other]).clip(
        1
    )  # of rare pairs, one article would be many deviations
    far, far_drawn = np.abs(excess) / spread, np.abs(drawn) / spread
    every = far_drawn.max(axis=1)[:, None]
    p, p_all = (
        (1 + (others >= far - 1e-9).sum(axis=0)) / (1 + draws) for others in (far_drawn, every)
    )
    expected = count - excess
    low, high = (expected + np.quantile(drawn, TAILS, axis=0)).clip(0)
    columns = [names[one], names[other], count.astype("int64"), expected, low, high, p, p_all]
    table = pd.DataFrame(dict(zip(_COLUMNS, columns, strict=True)))
    return _with_attrs(
        table.iloc[np.argsort(-far.round(9), kind="stable")].reset_index(drop=True),
        "",
        within,
        draws,
    )


def _with_attrs(table: pd.DataFrame, note: str, within: str | None, draws: int) -> pd.DataFrame:
    table.attrs = {
        "note": note,
        "within": within,
        "draws": draws,
        "headers": {"low": "95 % range by chance"},
    }
    return table


def _log_odds(held: np.ndarray, words: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """The log odds that an article mentions a theme (articles x themes), from a logistic regression
    on its stratum, on the logarithm of its words, and on the square of that.

    Penalties, the inverse variances of normal priors, keep them finite where all articles of a kind
    have a theme, or none.
    """
    log = np.log(words)
    log = (log - log.mean()) / (log.std() or 1)
    design, penalty, size = (
        np.column_stack([np.ones(len(log)), log, log**2]),
        np.array([1e-3, 0.1, 0.1]),
        strata.max() + 1,
    )
    odds = np.empty(held.shape)
    for theme, seen in enumerate(held.T):
        weights, of_stratum = np.zeros(len(penalty)), np.zeros(size)
        for _ in range(
            _STEPS
        ):  # Newton's; an article has one stratum, so strata meet only in the weights of its length
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
    ways = np.full(
        (len(odds) + 1, len(number), number.max() + 2), -np.inf
    )  # their logarithm; the first column: -1 left
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
    left = np.tile(
        number + begins, (draws, 1)
    )  # the place, in an article's chances, of those with so many left
    drawn = np.empty((draws, *chances.shape[:2]), dtype=bool)
    for row, chance in enumerate(chances):
        drawn[:, row] = random.random(left.shape) < chance.take(left)
        left -= drawn[:, row]
    return drawn


def _together(held: np.ndarray) -> np.ndarray:
    return held.swapaxes(-1, -2) @ held
