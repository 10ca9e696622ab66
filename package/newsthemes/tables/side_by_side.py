"""Several texts or outlets side by side: which differ so much that people's marks order them alike,
and what only one of them has.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from .concordance import passage
from .keys import THEME, article_rows
from .periods import check_by, values_by
from .statistics import safe_divide

MOST_COLUMNS = 8  # that fit side by side
MARKED = 1.75  # standard errors, as benchmarks/side_by_side.md chose


def mark_differences(side: pd.DataFrame, by: str = "source") -> pd.DataFrame:
    """The table with a column `differs`: the values of `by` that mention the theme at a much lower
    rate, joined by ", "; else empty. When the limit was chosen on four events (it came out as 1.5
    or 1.75) and tried on the fifth, what people had marked differed in the same direction in 53 of
    56 marked pairs (benchmarks/side_by_side.md).

    A rate is so much lower if the logarithm of the ratio of the two, each with half a mention more,
    is more than 1.75 times its standard error, the root of the sum of 1 / (mentions + 1/2). A row
    without words, or without a value of `by`, is not compared.

    `side` is from `counts(mentions, articles, lexicon, by=["theme", by])`; ValueError where it has
    not its columns.

    >>> side = pd.DataFrame({"theme": "Trade", "source": ["A", "B", "C"], "words": 1000})
    >>> mark_differences(side.assign(mentions=[9, 8, 1]), "source")["differs"].tolist()
    ['C', 'C', '']
    """
    check_counts("mark_differences", side, by, ["theme", by, "mentions", "words"])
    more = side["mentions"].to_numpy(dtype="float64") + 0.5
    log_rate = np.log(safe_divide(more, side["words"].to_numpy(dtype="float64")))
    values = side[by].astype("str").fillna("").to_numpy()
    log_rate[values == ""] = np.nan
    differs = np.full(len(side), "", dtype=object)
    for rows in side.groupby("theme", sort=False).indices.values():
        ratio = log_rate[rows][:, None] - log_rate[rows]
        error = np.sqrt(1 / more[rows][:, None] + 1 / more[rows])
        for row, lower in zip(rows, ratio > MARKED * error, strict=True):
            differs[row] = ", ".join(values[rows][lower])
    return side.assign(differs=pd.Series(differs, side.index, dtype="str"))


def with_others(side: pd.DataFrame, by: str) -> pd.DataFrame:
    """The table with at most eight values of `by`: of more, the seven with most words, and all
    others added up as one, which `differs` compares in place of them.
    """
    lengths = side.groupby(by, sort=False)["words"].max()
    if len(lengths) <= MOST_COLUMNS:
        return side
    most = lengths.nlargest(MOST_COLUMNS - 1).index
    is_shown = side[by].isin(most)
    added = side.columns.intersection(["mentions", "sentences", "words"])
    others = side[~is_shown].groupby(THEME, sort=False, dropna=False)[list(added)]
    others = others.sum(skipna=False).reset_index()  # words and letters have no common rate
    others[by] = f"others: {len(lengths) - len(most):,}"
    others["per_1000"] = 1000 * others["mentions"] / others["words"].where(others["words"] > 0)
    return mark_differences(pd.concat([side[is_shown], others], ignore_index=True), by)


def check_counts(caller: str, side: pd.DataFrame, by: str, columns: list[str]) -> None:
    """ValueError where a table of counts has not all these columns."""
    for name in columns:
        if name not in side:
            todo = f'give counts(mentions, articles, lexicon, by=["theme", {by!r}])'
            raise ValueError(f"{caller}: the table has no column {name!r}; {todo}")


@accepts_plain_inputs
def only_in(mentions: pd.DataFrame, articles: pd.DataFrame, by: str = "source") -> pd.DataFrame:
    """The themes that some values of a column of the articles have and the others have not.

    Parameters
    ----------
    mentions, articles : from `find_mentions`, and what they were found in. Articles without a value
        are left out.
    by : the column, or a period, such as "source", "article", "year".

    Returns
    -------
    A row a theme that not all have: `group`, `theme`, `only_in` and `not_in` (values, joined by
    ", "), `mentions`, `passage` (the first, with the words beside it); those that one alone has
    come first, the most mentioned on top.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"text": ["Trade and war.", "On trade."], "source": ["A", "B"]})
    >>> mentions = find_mentions(toy, read_lexicon({"Trade": ["trade"], "War": ["war"]}))
    >>> only_in(mentions, toy)[["theme", "only_in", "not_in", "passage"]]
      theme only_in not_in         passage
    0   War       A      B  Trade and war.
    """
    check_by("only_in", articles, by)
    values = values_by(articles, by)
    values = values.astype("str").where(values.notna())
    all_values = values.dropna().unique()
    row = article_rows(mentions, articles)
    placed = mentions.assign(row=row, value=values.to_numpy()[row]).dropna(subset="value")
    texts = articles["text"].tolist()
    rows = []
    for (group, theme), of_theme in placed.groupby(THEME, sort=False, dropna=False):
        is_in = np.isin(all_values, of_theme["value"])
        if is_in.all():
            continue
        first = of_theme.iloc[0]
        with_it = ", ".join(all_values[is_in])
        without_it = ", ".join(all_values[~is_in])
        words = passage(texts[first["row"]], first["start"], first["end"])
        rows.append((is_in.sum(), group, theme, with_it, without_it, len(of_theme), words))
    names = ["columns", *THEME, "only_in", "not_in", "mentions", "passage"]
    table = pd.DataFrame(rows, columns=names)
    table = table.sort_values(["columns", "mentions"], ascending=[True, False], kind="stable")
    return table.drop(columns="columns").reset_index(drop=True)
