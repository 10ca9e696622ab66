"""Dates -> the week, month, quarter, year or decade of each article, and which of these fits
them.
"""

import re
from datetime import date, timedelta

import pandas as pd

from .statistics import MIN_ARTICLES

PERIODS = ("week", "month", "quarter", "year", "decade")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_NEEDED = {
    "week": 3,
    "month": 2,
    "quarter": 2,
    "year": 1,
    "decade": 1,
}  # parts of a date: year, month, day
_EPOCH = date(1970, 1, 1)


def periods(articles: pd.DataFrame, by: str) -> pd.Series:
    """The week, month, quarter, year or decade of each article, from its column `date` (ISO 8601:
    2020-05-17, 2020-05, 2020).

    An ordered categorical whose categories are all periods from the first to the last, those
    without an article too; empty where the date is missing, wrong or too short: a year alone says
    no month. Weeks begin on Monday. ValueError for another period.

    >>> dated = pd.DataFrame({"date": ["1987-02-26T15:01:01", "1987-04-01", "", "1987"]})
    >>> periods(dated, "month").astype(object).tolist()[:2], periods(dated, "month").cat.categories.tolist()
    (['1987-02', '1987-04'], ['1987-02', '1987-03', '1987-04'])
    >>> [periods(dated, by).astype(object).tolist()[0] for by in PERIODS]
    ['1987-W09', '1987-02', '1987-Q1', '1987', '1980s']
    """
    if by not in PERIODS:
        raise ValueError(f"periods: by is one of {', '.join(PERIODS)}, not {by!r}")
    dates = articles["date"] if "date" in articles.columns else [""] * len(articles)
    numbers = [_number(str(text).strip(), by) for text in dates]
    known = [number for number in numbers if number is not None]
    every = range(min(known), max(known) + 1) if known else range(0)
    labels = [_label(number, by) for number in every]
    codes = [-1 if number is None else number - every[0] for number in numbers]
    return pd.Series(
        pd.Categorical.from_codes(codes, pd.Index(labels, dtype=object), ordered=True),
        index=articles.index,
    )


def _number(text: str, by: str) -> int | None:
    """The number of the period that a date lies in: each is one more than the one before it."""
    found = _DATE.match(text)
    if not found or sum(part is not None for part in found.groups()) < _NEEDED[by]:
        return None
    try:
        day = date(*(int(part or 1) for part in found.groups()))
    except ValueError:  # month 13
        return None
    if by == "week":
        return ((day - _EPOCH).days + 3) // 7  # day 0 was a Thursday
    return (12 * day.year + day.month - 1) // _MONTHS[by]


def _label(number: int, by: str) -> str:
    if by == "week":
        year, week, _ = (_EPOCH + timedelta(7 * number)).isocalendar()
        return f"{year:04}-W{week:02}"
    year, month = divmod(number * _MONTHS[by], 12)
    return (
        f"{year:04}"
        + {
            "month": f"-{month + 1:02}",
            "quarter": f"-Q{month // 3 + 1}",
            "year": "",
            "decade": "s",
        }[by]
    )


def typical_period(articles: pd.DataFrame) -> str:
    """The shortest period of which a typical one (the median of those with an article) has
    MIN_ARTICLES articles; where none is long enough, the longest that still parts the articles.

    >>> typical_period(pd.DataFrame({"date": [f"{year}-01-31" for year in range(1900, 1940)]}))
    'decade'
    """
    sizes = {by: periods(articles, by).value_counts() for by in PERIODS}
    sizes = {by: size[size > 0] for by, size in sizes.items()}
    enough = [by for by, size in sizes.items() if len(size) and size.median() >= MIN_ARTICLES]
    parted = [by for by, size in sizes.items() if len(size) > 1]
    return (enough or parted[::-1] or ["year"])[0]
