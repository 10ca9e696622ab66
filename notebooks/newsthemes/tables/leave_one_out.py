"""What depends on a few articles: every rate, and who leads, with one article or one source left
out, and drawn again.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import arguments_of
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import word_counts
from .counts import article_counts
from .statistics import DRAWS, divided, resampled, summed


def leave_one_out(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    unit: str = "article",
    draws: int = DRAWS // 2,
    seed: int = 0,
) -> pd.DataFrame:
    """Which one article, or source, moves the rate of each theme most when it is left out, and
    whether the leader still leads.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    unit : a column of `articles`, such as "article" or "source"; those without a value stay in.

    Returns
    -------
    One row a theme: `group`, `theme`, `mentions`, `per_1000`; `without` (the unit that moves it
    most), `its_mentions`, `per_1000_without`, `change` (relative: -0.5 is half the rate gone);
    `rank` by the rate in its group (1 the most, equals share one), and the `best` and `worst` rank
    that leaving out one unit gives; `share_of_draws`, in how many of `draws` samples of units,
    drawn with replacement, the theme is first of its group (NaN where it is alone); `lead_lost`,
    of a theme that is first,
    the unit without which it is not (of several the one that takes most; empty where it leads
    without any one of them, and where it does not lead). With other terms: `sensitivity`. `without`
    is empty where a theme is never mentioned, and where there are fewer than two units: nothing can
    be left out. ValueError as in `counts`, and where the articles have no such column.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran Iran Iran x", "Iran x", "oil oil x"]
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "text": texts})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> table = leave_one_out(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "per_1000", "without", "per_1000_without", "rank", "worst"]].round(1)
      theme  per_1000 without  per_1000_without  rank  worst
    0  Iran     444.4       a             200.0     1      2
    1   Oil     222.2       c               0.0     2      2
    """
    mentions, articles, lexicon = arguments_of(
        leave_one_out, mentions, articles, lexicon, texts=False
    )
    if unit not in articles.columns:
        there = ", ".join(map(str, articles.columns))
        raise ValueError(f"leave_one_out: the articles have no column {unit!r}; there are {there}")
    themes, found = article_counts(mentions, articles, lexicon, ["group", "theme"])
    names = articles[unit].astype(object)
    codes, units = pd.factorize(names.where(names != ""))
    values = np.column_stack([found, word_counts(articles)])
    sums, its = values.sum(axis=0), summed(values, codes, len(units))
    per_1000 = divided(1000 * sums[:-1], sums[-1])
    table = themes.assign(mentions=sums[:-1], per_1000=per_1000, without="", its_mentions=0)
    table = table.assign(per_1000_without=np.nan, change=np.nan)
    rank = _ranks(per_1000[None], table["group"])[0]
    table = table.assign(rank=rank, best=rank, worst=rank, share_of_draws=np.nan, lead_lost="")
    if len(units) < 2:
        return table
    left = divided(1000 * (sums - its)[:, :-1], (sums - its)[:, -1:])
    moved = np.nan_to_num(left - per_1000)
    row, theme = np.abs(moved).argmax(axis=0), np.arange(len(table))
    table["without"] = np.where(table["mentions"] > 0, units[row].astype(str), "")
    table["its_mentions"] = its[row, theme].astype("int64")
    table["per_1000_without"] = left[row, theme]
    table["change"] = divided(moved[row, theme], per_1000)
    ranks = _ranks(left, table["group"])
    table["best"], table["worst"] = ranks.min(axis=0), ranks.max(axis=0)
    drawn = resampled(its, draws, seed) + sums - its.sum(axis=0)  # articles of no unit stay
    drawn = divided(drawn[:, :-1], drawn[:, -1:])
    first = ((_ranks(drawn, table["group"]) == 1) & (drawn > 0)).mean(axis=0)
    rivals = table.groupby("group")["theme"].transform("size") > 1
    table["share_of_draws"] = np.where(rivals, first, np.nan)
    for row in np.flatnonzero((table["rank"] == 1) & (table["mentions"] > 0)):
        same = np.flatnonzero(table["group"] == table["group"].iloc[row])
        table.loc[row, "lead_lost"] = _ends_lead(units, left[:, same], list(same).index(row))
    return table


def _ends_lead(names: np.ndarray, left: np.ndarray, first: int) -> str:
    """The unit without which the column `first` is no longer the highest, or is 0; empty where
    there is none.

    `left` has a row a unit, the rates without it. Of several units it is the one that leaves least
    to the column.

    >>> _ends_lead(["a", "b", "c"], np.array([[1, 2], [3, 2], [0.5, 2]]), 0)
    'c'
    """
    left = np.nan_to_num(left)
    lost = np.flatnonzero((left[:, first] < left.max(axis=1)) | (left[:, first] == 0))
    if not len(lost):
        return ""
    return str(names[lost[left[lost, first].argmin()]])


def _ranks(rates: np.ndarray, group: pd.Series) -> np.ndarray:
    """Of rates, a column a theme, their ranks in each row among the themes of the same group."""
    ranks = (
        pd.DataFrame(rates.T)
        .groupby(group.astype(object).to_numpy())
        .rank(method="min", ascending=False)
    )
    return ranks.fillna(1).to_numpy("int64").T  # without words all share the first
