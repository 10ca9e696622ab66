"""What depends on a few articles: every rate with one article, or one source, left out."""

import numpy as np
import pandas as pd

from .intervals import divided
from .tables import counts, word_counts

_COLUMNS = ["mentions", "per_1000", "without", "its_mentions", "per_1000_without", "change", "rank", "best", "worst"]


def leave_one_out(mentions: pd.DataFrame, articles: pd.DataFrame, unit: str = "article") -> pd.DataFrame:
    """Which one article, or source, moves the rate of each theme most when it is left out.

    Parameters
    ----------
    mentions, articles : as in `counts`.
    unit : a column of `articles`, such as "article" or "source"; those without a value stay in.

    Returns
    -------
    One row a theme: `group`, `theme`, `mentions`, `per_1000`; `without` (the unit that moves it most), `its_mentions`,
    `per_1000_without`, `change` (relative: -0.5 is half the rate gone); `rank` by the rate in its group (1 the most, equals
    share one), and the `best` and `worst` rank that leaving out one unit gives. `attrs`: `unit`, `units` (how many).
    `without` is empty where a theme is never mentioned, and where there are fewer than two units: nothing can be left out.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "text": ["Iran Iran Iran x", "Iran x", "oil oil x"]})
    >>> table = leave_one_out(find_mentions(toy, read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})), toy)
    >>> table[["theme", "per_1000", "without", "per_1000_without", "rank", "worst"]].round(1)
      theme  per_1000 without  per_1000_without  rank  worst
    0  Iran     444.4       a             200.0     1      2
    1   Oil     222.2       c               0.0     2      2
    """
    table = counts(mentions, articles)[["group", "theme", "mentions", "per_1000"]]
    if unit not in articles.columns:
        raise ValueError(f"leave_one_out: the articles have no column {unit!r}; there are {', '.join(articles.columns)}")
    per_article = counts(mentions, articles, by=["theme", "article"])["mentions"].to_numpy().reshape(len(articles), len(table))
    names = articles[unit].astype(object)
    codes, units = pd.factorize(names.where(names != ""))
    words = word_counts(articles)
    found = np.column_stack([_sums(column, codes, len(units)) for column in per_article.T]) if len(table) else per_article
    table["rank"] = _ranks(table["per_1000"].to_numpy()[None], table["group"])[0]
    rest = table["mentions"].to_numpy() - found
    left = divided(1000.0 * rest, np.broadcast_to((words.sum() - _sums(words, codes, len(units)))[:, None], rest.shape))
    if len(units) < 2 or len(table) == 0:
        table = table.assign(without="", its_mentions=0, per_1000_without=np.nan, change=np.nan)
        table["best"] = table["worst"] = table["rank"]
    else:
        moved = np.nan_to_num(left - table["per_1000"].to_numpy())
        row, theme = np.abs(moved).argmax(axis=0), np.arange(len(table))
        table["without"] = np.where(table["mentions"] > 0, units[row].astype(str), "")
        table["its_mentions"] = found[row, theme]
        table["per_1000_without"] = left[row, theme]
        table["change"] = divided(moved[row, theme], table["per_1000"].to_numpy())
        ranks = _ranks(left, table["group"])
        table["best"], table["worst"] = ranks.min(axis=0), ranks.max(axis=0)
    table.attrs = {"unit": unit, "units": len(units)}
    return table[["group", "theme", *_COLUMNS]]


def _sums(values: np.ndarray, codes: np.ndarray, size: int) -> np.ndarray:
    known = codes >= 0
    return np.bincount(codes[known], weights=values[known], minlength=size).astype("int64")


def _ranks(rates: np.ndarray, group: pd.Series) -> np.ndarray:
    """Of rates, a column a theme, their ranks in each row among the themes of the same group."""
    same = group.to_numpy()[:, None] == group.to_numpy()[None]
    return 1 + np.array([((row[None] > row[:, None]) & same).sum(axis=1) for row in rates], dtype="int64").reshape(rates.shape)
