"""Dates -> the week, month, quarter or year of each article, and which of these fits them."""

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd

from ..articles.formats.column_names import columns_named
from ..articles.formats.dates import hold_days
from ..articles.unread_tables import ISO_DATE, not_iso
from ..lexicon.arguments import accepts_plain_inputs
from ..text.wording import did_you_mean, natural_list, plural

# letters of a date that say so much: 2020-05-17, 2020-05, 2020
PERIODS = {"week": 10, "month": 7, "quarter": 7, "year": 4}
MOST_PERIODS = 45  # of a chart over time: eleven years of quarters are 44
MIN_ARTICLES = 7  # of a typical period
NEARLY_ALL = 0.9  # of the articles with a date: so many say which period is theirs
_OURS = ["article", "text", "date", "path", "sha256"]  # columns that hold no other dates
_DATE_IN_NAME = r"(\d{4}-\d\d-\d\d)[^/\\]*$"


@partial(accepts_plain_inputs, texts=False)
def periods(articles: pd.DataFrame, by: str) -> pd.Series:
    """The week, month, quarter or year of each article, from its column `date` (ISO 8601:
    2020-05-17, 2020-05, 2020).

    Strings as pandas' `dt.to_period` has them, such as 1987-02-23/1987-03-01, 1987-02, 1987Q1 and
    1987, whose order is that of time; NaN where the date is missing, impossible or too short: a
    year alone says no month. ValueError for another period, and for dates that are written in
    another way.

    >>> dates = ["1987-02-26T15:01:01", "1987-04-01", "", "1987"]
    >>> periods(pd.DataFrame({"date": dates}), "quarter").tolist()
    ['1987Q1', '1987Q2', nan, nan]
    """
    if by not in PERIODS:
        names = natural_list(PERIODS)
        raise ValueError(f"periods: there is no period {by!r}; there are {names}")
    dates = articles.reindex(columns=["date"])["date"]
    number, stated = pd.factorize(dates)  # most days have several articles
    different = pd.Series(stated)
    if len(not_iso(different)):
        odd = not_iso(dates)
        raise ValueError(
            f"articles: {plural(len(odd), 'date')} of {len(dates):,} not written as 2024-01-31 "
            f"(such as {odd.iloc[0][:40]!r}); nt.read_articles(articles) reads them"
        )
    texts = different.astype("str").str.extract(f"^{ISO_DATE}")[0]
    texts = texts.where(texts.str.len() >= PERIODS[by])
    days = pd.to_datetime(texts, format="ISO8601", errors="coerce")
    names = days.dt.to_period(by[0].upper()).astype("str")
    return names.reindex(number).set_axis(articles.index)


def every_period(names: Iterable[str]) -> pd.PeriodIndex:
    """All periods from the first to the last of those that have these names, of which there is one.

    >>> every_period(["2023Q4", "2023Q1"]).astype("str").tolist()
    ['2023Q1', '2023Q2', '2023Q3', '2023Q4']
    """
    first, last = min(names), max(names)
    lengths = {4: "Y", 6: "Q", 7: "M", 21: "W"}  # pandas would read a week as a minute
    return pd.period_range(*pd.PeriodIndex([first[:10], last[:10]], freq=lengths[len(first)]))


def values_by(articles: pd.DataFrame, by: str) -> pd.Series:
    """Of each article its value in the column `by`, or, where there is no such column, its period;
    NaN where it has none.
    """
    if by in articles.columns:
        return articles[by].mask(articles[by] == "")
    return periods(articles, by)


def check_by(
    function: str,
    articles: pd.DataFrame,
    by: str | None,
    taken: Sequence[str] = (),
    further: Sequence[str] = (),
) -> None:
    """An error, naming the function, for what it cannot tell articles apart by: a Series or a list,
    a name that is `taken` by a column of its table, or is no column and no period (nor any of the
    `further` names that it takes), and a period that no date says. None is no name.
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
        there = [*PERIODS, *further, *(str(name) for name in columns if name not in taken)]
        close = did_you_mean(by, there)
        for ours, names in columns_named([str(by)]).items():
            if names and ours in columns:
                close = f", which is called {ours!r} once it is read"
        problem = f"the articles have no column {by!r}{close}"
        raise ValueError(f"{function}: {problem}; there are {', '.join(there)}")
    if len(articles) and periods(articles, by).isna().all():
        where = _dates_in(articles)
        raise ValueError(f"{function}: no article has a date that says its {by}; {where}")


def _dates_in(articles: pd.DataFrame) -> str:
    """Where dates may stand that are in no column `date`, and what takes them from there."""
    first = articles.head(100)
    for name in first.columns.drop(_OURS, errors="ignore"):
        if hold_days(first[name]):
            return f"the column {name!r} may have them: columns={{'date': {str(name)!r}}}"
    names = first.get("path", pd.Series(dtype="str")).str.extract(_DATE_IN_NAME)[0]
    if len(names) and names.notna().all():
        line = 'articles["date"] = articles["path"].str.extract(r"(\\d{4}-\\d\\d-\\d\\d)")[0]'
        return f"the files' names have them: write them into sources.csv, or in Python {line}"
    return "give their dates"


def typical_period(articles: pd.DataFrame) -> str:
    """The shortest period that nearly all dates say, of which there are two to MOST_PERIODS with an
    article, and of which a typical one (their median) has MIN_ARTICLES; where there is none, the
    longest of two or more.

    >>> typical_period(pd.DataFrame({"date": [f"{year}-01-31" for year in range(1900, 1980)]}))
    'year'
    """
    sizes = {by: periods(articles, by).value_counts() for by in PERIODS}
    parted = [by for by, size in sizes.items() if len(size) > 1]
    stated = [by for by in parted if sizes[by].sum() >= NEARLY_ALL * sizes["year"].sum()]
    few = [by for by in stated if len(sizes[by]) <= MOST_PERIODS]
    enough = [by for by in few if sizes[by].median() >= MIN_ARTICLES]
    return (enough or parted[::-1] or ["year"])[0]
