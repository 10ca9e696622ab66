"""Dates -> the week, month, quarter, year or decade of each article, and which of these fits
them.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from .statistics import MIN_ARTICLES

PERIODS = ("week", "month", "quarter", "year", "decade")
MOST_PERIODS = 45  # of a chart over time: eleven years of quarters are 44
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
# parts of a date: year, month, day
_NEEDED = {"week": 3, "month": 2, "quarter": 2, "year": 1, "decade": 1}


@partial(takes_any_form, texts=False)
def periods(articles: pd.DataFrame, by: str) -> pd.Series:
    """The week, month, quarter, year or decade of each article, from its column `date` (ISO 8601:
    2020-05-17, 2020-05, 2020).

    Strings, such as 1987-W09, 1987-02, 1987-Q1, 1987 and 1980s, whose order is that of time; NaN
    where the date is missing, wrong or too short: a year alone says no month. Weeks begin on
    Monday. ValueError for another period.

    >>> dates = ["1987-02-26T15:01:01", "1987-04-01", "", "1987"]
    >>> periods(pd.DataFrame({"date": dates}), "month").tolist()
    ['1987-02', '1987-04', nan, nan]
    """
    if by not in PERIODS:
        raise ValueError(f"periods: by is one of {', '.join(PERIODS)}, not {by!r}")
    if "date" not in articles.columns:
        return pd.Series(np.nan, articles.index, dtype="str")
    texts = articles["date"].astype(object).map(str)
    labels = {text: _period(text.strip(), by) for text in texts.unique()}
    return texts.map(labels).astype("str")


def _period(text: str, by: str) -> str | None:
    """The period that a date lies in; None where it says none."""
    found = _DATE.match(text)
    if not found or sum(part is not None for part in found.groups()) < _NEEDED[by]:
        return None
    try:
        day = date(*(int(part or 1) for part in found.groups()))
    except ValueError:  # month 13
        return None
    week = day.isocalendar()
    labels = {
        "week": f"{week.year:04}-W{week.week:02}",
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}0s",
    }
    return labels[by]


def values_by(articles: pd.DataFrame, by: str) -> pd.Series:
    """Of each article its value in the column `by`, or, where there is no such column, its period;
    NaN where it has none.
    """
    if by in articles.columns:
        return articles[by].mask(articles[by] == "")
    return periods(articles, by)


def check_by(
    function: str, articles: pd.DataFrame, by: str | None, taken: Sequence[str] = ()
) -> None:
    """An error, naming the function, for what it cannot tell articles apart by: a Series or a list,
    a name that is `taken` by a column of its table, or is no column and no period, and a period
    that no date says. None is no name.
    """
    if not pd.api.types.is_hashable(by):
        raise TypeError(
            f"{function}: by is the name of a column, or a period, and not a {type(by).__name__}; "
            "values of another table can be added to the articles as a column"
        )
    columns = list(articles.columns)
    if by in taken and by in columns:
        raise ValueError(
            f"{function}: its table has a column {by!r} of its own; copy that of the articles to "
            "another name"
        )
    if by is None or by in columns:
        return
    if by not in PERIODS:
        there = ", ".join([*PERIODS, *(str(name) for name in columns if name not in taken)])
        raise ValueError(f"{function}: the articles have no column {by!r}; there are {there}")
    if len(articles) and periods(articles, by).isna().all():
        raise ValueError(f"{function}: no article has a date that says its {by}; give their dates")


def typical_period(articles: pd.DataFrame) -> str:
    """The shortest period of which there are two to MOST_PERIODS with an article, and of which a
    typical one (their median) has MIN_ARTICLES; where there is none, the longest of two or more.

    >>> typical_period(pd.DataFrame({"date": [f"{year}-01-31" for year in range(1900, 1940)]}))
    'decade'
    """
    sizes = {by: periods(articles, by).value_counts() for by in PERIODS}
    parted = [by for by, size in sizes.items() if len(size) > 1]
    few = [by for by in parted if len(sizes[by]) <= MOST_PERIODS]
    enough = [by for by in few if sizes[by].median() >= MIN_ARTICLES]
    return (enough or parted[::-1] or ["year"])[0]
