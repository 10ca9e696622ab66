"""Which themes meet in an article more often than chance has it, given how long the articles are."""

from itertools import combinations

import numpy as np
import pandas as pd

from .intervals import LEVEL, MIN_ARTICLES
from .tables import lexicon_entries, theme_labels, word_counts

BINS = 20  # of articles of about the same length, at most
SHUFFLES = 1000
_COLUMNS = ["theme", "other", "count", "expected", "low", "high", "p", "p_all"]


def meetings_by_chance(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    within: str | None = None,
    shuffles: int = SHUFFLES,
    level: float = LEVEL,
    seed: int = 0,
) -> pd.DataFrame:
    """In how many articles two themes meet, and in how many they would if they had nothing to do with each other.

    Long articles mention more of everything, so themes meet in them by their length alone. Hence the articles are put into
    bins of about the same length (ten articles or more, at most twenty bins), and which of a bin's articles mention a theme is
    shuffled, each theme on its own: a permutation test. A theme is as frequent in each bin as it was.

    Parameters
    ----------
    mentions, articles : as in `counts`.
    within : a column of `articles`, such as a period or a source: shuffled only among articles that share its value. Themes of
        one time meet because it is their time; within the period they must do better.

    Returns
    -------
    One row a pair of themes that both are mentioned: `theme`, `other`, `count` (articles that hold both), `expected` (mean of
    the shuffles), `low`, `high` (their middle 95 %), `p` (the share of shuffles as far from expected, in either direction),
    `p_all` (the same with all pairs looked at together, by the farthest of each shuffle: Westfall and Young 1993,
    "Resampling-based multiple testing"). How far is counted in standard deviations, of one article at least. The farthest
    come first. `attrs`: `note` (why there is none) and `within`.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": range(40), "text": ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> meetings_by_chance(find_mentions(toy, lexicon), toy)[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    labels = theme_labels(lexicon_entries(mentions))
    held = _held(mentions, articles, labels)
    names = [label for label, column in zip(labels.values(), held.T, strict=True) if column.any()]
    held = held[:, held.any(axis=0)]
    pairs = list(combinations(range(len(names)), 2))
    note = "" if len(articles) >= MIN_ARTICLES else f"articles: {len(articles)}; a permutation needs {MIN_ARTICLES}"
    note = note or ("" if pairs else "fewer than two themes are mentioned")
    if note:
        return _with_attrs(pd.DataFrame(columns=_COLUMNS), note, within)
    one, other = np.array(pairs).T
    strata = _strata(articles, within)
    random = np.random.default_rng(seed)
    seen = _together(held)[one, other]
    drawn = np.array([_together(_shuffled(held, strata, random))[one, other] for _ in range(shuffles)])
    expected = drawn.mean(axis=0)
    spread = np.maximum(drawn.std(axis=0), 1)  # of rare pairs, a single article would be many standard deviations
    far, far_drawn = (seen - expected) / spread, (drawn - expected) / spread
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2], axis=0)
    p = (1 + (np.abs(far_drawn) >= np.abs(far) - 1e-9).sum(axis=0)) / (1 + shuffles)
    p_all = (1 + (np.abs(far_drawn).max(axis=1)[:, None] >= np.abs(far) - 1e-9).sum(axis=0)) / (1 + shuffles)
    columns = [[names[i] for i in one], [names[i] for i in other], seen.astype("int64"), expected, low, high, p, p_all]
    table = pd.DataFrame(dict(zip(_COLUMNS, columns, strict=True)))
    return _with_attrs(table.iloc[np.argsort(-np.abs(far), kind="stable")].reset_index(drop=True), "", within)


def _with_attrs(table: pd.DataFrame, note: str, within: str | None) -> pd.DataFrame:
    table.attrs = {"note": note, "within": within}
    return table


def _held(mentions: pd.DataFrame, articles: pd.DataFrame, labels: dict) -> np.ndarray:
    """Articles x themes: 1 where the article mentions the theme."""
    row = pd.Series(range(len(articles)), index=articles["article"])
    place = {pair: number for number, pair in enumerate(labels)}
    once = mentions[["article", "group", "theme"]].drop_duplicates()
    held = np.zeros((len(articles), len(labels)), dtype=np.float32)
    held[row[once["article"]], [place[pair] for pair in zip(once["group"], once["theme"], strict=True)]] = 1
    return held


def _strata(articles: pd.DataFrame, within: str | None) -> list[np.ndarray]:
    """The rows of articles of about the same length, and with the same value of `within`. Equal lengths are never parted."""
    words = pd.Series(word_counts(articles))
    codes = pd.factorize(articles[within].astype(object))[0] if within else np.zeros(len(articles), dtype="int64")
    parts = words.groupby(codes)
    sizes = parts.transform("size")
    bins = (sizes // MIN_ARTICLES).clip(1, BINS)
    return list(words.groupby([codes, (parts.rank(method="min") - 1) * bins // sizes]).indices.values())


def _shuffled(held: np.ndarray, strata: list[np.ndarray], random: np.random.Generator) -> np.ndarray:
    new = np.empty_like(held)
    for rows in strata:
        new[rows] = random.permuted(held[rows], axis=0)
    return new


def _together(held: np.ndarray) -> np.ndarray:
    return held.T @ held
