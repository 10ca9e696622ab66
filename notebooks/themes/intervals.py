"""How large a difference must be before it means something: intervals for shares and for rates.

The exact binomial interval needs no beta quantile, and so no SciPy, a package as large as all others together: it is
where a sum of binomial chances crosses a bound, and bisection finds that in a few lines.
"""

import numpy as np
import pandas as pd

from .tables import counts, word_counts

LEVEL = 0.95
DRAWS = 2000
FEWEST = 10  # articles
_STEPS = 50  # of bisection: more than a float can tell apart


def clopper_pearson(successes: int, trials: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval of a share, which holds for few trials and at none or all of them.

    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the binomial",
    Biometrika 26: 404-413. Of no trials it is 0 to 1. ValueError for more successes than trials.

    >>> [round(bound, 3) for bound in clopper_pearson(0, 10)], [round(bound, 3) for bound in clopper_pearson(1, 1)]
    ([0.0, 0.308], [0.025, 1.0])
    """
    if not 0 <= successes <= trials or not 0 < level < 1:
        raise ValueError(f"clopper_pearson: {successes} of {trials} at level {level} makes no sense; check the numbers")
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
        low, high = (share, high) if chance < tail else (low, share)
    return float(low)


def sentences_needed(width: float, share: float = 0.5, level: float = LEVEL) -> int:
    """About how many sentences to code until the exact interval of a share is no wider than `width`.

    `share` is what one expects; one half needs most. For precision they are sentences with a find, for recall sentences
    about the theme.

    >>> sentences_needed(0.2), sentences_needed(0.2, share=0.9)
    (104, 42)
    """
    if not 0 < width < 1 or not 0 <= share <= 1:
        raise ValueError(f"sentences_needed: a width of {width} and a share of {share}; both lie between 0 and 1")

    def narrow(n: int) -> bool:
        low, high = clopper_pearson(round(share * n), n, level)
        return high - low <= width

    few, many = 1, 2
    while not narrow(many):
        few, many = many, 2 * many
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (few, middle) if narrow(middle) else (middle, many)
    return many


def resampled(values: np.ndarray, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """Sums over rows (articles) drawn with replacement, as often as `draws` says: an array of draws x columns.

    The bootstrap of Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7: 1-26.

    >>> resampled(np.array([[1, 10], [1, 10]]), draws=3).tolist()
    [[2.0, 20.0], [2.0, 20.0], [2.0, 20.0]]
    """
    random, size = np.random.default_rng(seed), len(values)
    values = np.asarray(values, dtype=np.float64)
    return np.array([np.bincount(random.integers(0, size, size), minlength=size) @ values for _ in range(draws)])


def middle(figures: np.ndarray, level: float = LEVEL) -> tuple[float, float]:
    """Between which two the middle share `level` of the figures lies, those that are not defined (NaN) left out."""
    defined = figures[~np.isnan(figures)]
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2]) if len(defined) else (np.nan, np.nan)
    return float(low), float(high)


def divided(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, NaN where there is nothing below."""
    return np.divide(above, below, out=np.full(np.shape(below), np.nan), where=np.asarray(below) > 0)


def clusters(articles: pd.DataFrame, column: str | None = None) -> np.ndarray:
    """Of each article the number of its cluster: those that share a value of the column are drawn together, as copies of one
    report are; one without a value stands alone, and so do all without a column.

    >>> clusters(pd.DataFrame({"copy": ["x", None, "x", ""]}), "copy").tolist()
    [0, 1, 0, 2]
    """
    if column is None:
        return np.arange(len(articles))
    if column not in articles.columns:
        raise ValueError(f"cluster: the articles have no column {column!r}; there are {', '.join(map(str, articles.columns))}")
    names = articles[column].astype(object)
    alone = names.isna() | (names == "")
    return pd.factorize(names.mask(alone, pd.Series(range(len(names)), names.index).map(lambda row: (row,))))[0]


def summed(values: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """The values of articles (rows), added up in each of their clusters."""
    _, codes = np.unique(cluster, return_inverse=True)
    return np.column_stack([np.bincount(codes, weights=column) for column in values.T])


def interval(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str | list[str] = "theme",
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
    cluster: str | None = None,
) -> pd.DataFrame:
    """Mentions per 1,000 words with an interval from a bootstrap over articles, never over mentions: those of one article
    hang together.

    Parameters
    ----------
    mentions, articles : as in `counts`.
    by : "group", "theme" or "term", alone or in a list with columns of `articles` (such as "party").
    cluster : a column of `articles`; those that share a value are drawn together (near duplicates, say).

    Returns
    -------
    The columns of `by`, then `articles` (how many there are), `mentions`, `per_1000`, `low`, `high`, `note`: why there is no
    interval, where low and high are NaN. It takes at least ten articles (or clusters), and a rate that differs between
    them. For a single article there is no such interval; the rows are then those of its paragraphs (column `paragraph`).

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(10), "text": ["Trade is up."] * 5 + ["All is well."] * 5})
    >>> interval(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)[["per_1000", "low", "high"]].round()
       per_1000   low   high
    0     167.0  67.0  267.0
    """
    by = [by] if isinstance(by, str) else list(by)
    if len(articles) == 1:
        table = counts(mentions, articles, by=[*by, "paragraph"]).drop(columns="article")
        note = "a single article; these rates are those of its paragraphs"
        keys = list(table.columns[: table.columns.get_loc("mentions")])
        return table[keys].assign(
            articles=1, mentions=table["mentions"], per_1000=table["per_1000"], low=np.nan, high=np.nan, note=note
        )
    return rates_over_articles(mentions, articles, by, level, draws, seed, cluster)


def rates_over_articles(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: list[str],
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
    cluster: str | None = None,
) -> pd.DataFrame:
    """`interval` for any number of articles, a single one too: it then has a rate, and a note in place of an interval."""
    table = counts(mentions, articles, by=[*by, "article"])
    keys = [column for column in table.columns[: table.columns.get_loc("mentions")] if column != "article"]
    of_texts = [key for key in keys if key in articles.columns]
    entries = len(table) // max(1, len(articles))  # the rows of an article stand together
    found = table["mentions"].to_numpy().reshape(len(articles), entries)
    values, together = np.column_stack([found, word_counts(articles)]), clusters(articles, cluster)
    first = table.iloc[:: max(1, entries)].reset_index(drop=True)
    parts = list(first.groupby(of_texts, dropna=False, sort=False).indices.values()) if of_texts else []
    rows = []
    for part in parts or [first.index]:
        names = table[keys].iloc[part[0] * entries : (part[0] + 1) * entries] if len(part) else table[keys]
        rows.append(names.assign(articles=len(part), **_rates(summed(values[part], together[part]), level, draws, seed)))
    return pd.concat(rows, ignore_index=True)


def _rates(values: np.ndarray, level: float, draws: int, seed: int) -> dict:
    """Of articles' mentions, a column an entry of the lexicon, and words, the last column: the columns of an interval."""
    *found, words = values.sum(axis=0).astype("int64").tolist()
    notes = [_note(values[:, entry], values[:, -1]) for entry in range(len(found))]
    bounds = [(np.nan, np.nan)] * len(found)
    if not all(notes):
        sums = resampled(values, draws, seed)
        rates = [1000 * divided(sums[:, entry], sums[:, -1]) for entry in range(len(found))]
        bounds = [(np.nan, np.nan) if note else middle(rate, level) for note, rate in zip(notes, rates, strict=True)]
    return {
        "mentions": found,
        "per_1000": [1000 * number / words if words else np.nan for number in found],
        "low": [low for low, _ in bounds],
        "high": [high for _, high in bounds],
        "note": notes,
    }


def _note(found: np.ndarray, words: np.ndarray) -> str:
    """Why a rate can have no interval; empty where it can."""
    if not words.any():
        return "no words"
    if len(found) < FEWEST:
        return f"articles: {len(found)}; a bootstrap needs {FEWEST}, as fewer cannot say how articles vary"
    if not found.any():
        return "never mentioned: a bootstrap of nothing cannot say how rare it is"
    if (found * words.sum() == words * found.sum()).all():
        return "the same rate in every article: a bootstrap cannot say how it varies"
    return ""
