"""Many articles -> rates over time, or from source to source, with the periods that are too thin to say much marked."""

import re
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ..text.tokens import word_counts
from .counts import LEXICON_COLUMNS, MEASURES, article_rows, counts, labelled
from .leave_one_out import toppling
from .statistics import BOUNDS, DRAWS, MIN_ARTICLES, clusters, divided, rates_over_articles, resampled, summed

PERIODS = ("week", "month", "quarter", "year", "decade")
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_NEEDED = {"week": 3, "month": 2, "quarter": 2, "year": 1, "decade": 1}  # parts of a date: year, month, day
_EPOCH = date(1970, 1, 1)


def periods(articles: pd.DataFrame, by: str) -> pd.Series:
    """The week, month, quarter, year or decade of each article, from its column `date` (ISO 8601: 2020-05-17, 2020-05, 2020).

    An ordered categorical whose categories are all periods from the first to the last, those without an article too; empty
    where the date is missing, wrong or too short: a year alone says no month. Weeks begin on Monday. ValueError for another
    period.

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
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(labels, dtype=object), ordered=True), index=articles.index)


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
    return f"{year:04}" + {"month": f"-{month + 1:02}", "quarter": f"-Q{month // 3 + 1}", "year": "", "decade": "s"}[by]


def typical_period(articles: pd.DataFrame) -> str:
    """The shortest period of which a typical one (the median of those with an article) has MIN_ARTICLES articles; where none is
    long enough, the longest that still parts the articles.

    >>> typical_period(pd.DataFrame({"date": [f"{year}-01-31" for year in range(1900, 1940)]}))
    'decade'
    """
    sizes = {by: periods(articles, by).value_counts() for by in PERIODS}
    sizes = {by: size[size > 0] for by, size in sizes.items()}
    enough = [by for by, size in sizes.items() if len(size) and size.median() >= MIN_ARTICLES]
    parted = [by for by, size in sizes.items() if len(size) > 1]
    return (enough or parted[::-1] or ["year"])[0]


def rates(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str,
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """How often each theme is mentioned in each period, or in each source, party or whatever else a column says.

    Parameters
    ----------
    mentions, articles : as in `counts`. Articles without a date, or with nothing in the column, are left out.
    by : "week", "month", "quarter", "year" or "decade", or a column of `articles`; the articles of each vary on their own.
    cluster : a column of `articles`, or several; those that share a value count as one (a speaker's, near duplicates).

    Returns
    -------
    `group`, `theme`, `period` (or the column's name), `articles`, `mentions`, `per_1000` (the sum of mentions by the sum of
    words), `low`, `high` and `note` as in `interval`, `thin` (fewer than MIN_ARTICLES articles or clusters with words). Theme
    by theme, in the order of time; of a column, those with most articles first. A period without an article has no row: it
    is a category of `period`. `attrs`: `by`, `cluster` (a list), and `left_out`, the number of articles.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "text": ["Trade.", "No trade."], "date": ["1987-02-26", "1989"]})
    >>> table = rates(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy, by="year")
    >>> table[["period", "articles", "per_1000", "thin"]]
      period  articles  per_1000  thin
    0   1987         1    1000.0  True
    1   1989         1     500.0  True
    """
    column, units = ("period", periods(articles, by)) if by in PERIODS else (by, _values(articles, by))
    known = units.notna().to_numpy()
    part = articles[known].assign(**{column: units[known].astype(str)})
    found = mentions[known[article_rows(mentions, articles)]]
    found = found.astype({"article": "str"}) if by == "article" else found
    table = rates_over_articles(found, part, ["theme", column], cluster)
    together = pd.Series(clusters(part, cluster), index=part.index).where(word_counts(part) > 0)
    thin = together.groupby(part[column]).nunique() < MIN_ARTICLES
    table["thin"] = table[column].map(thin).astype(bool)
    table[column] = pd.Categorical(table[column], units.cat.categories, ordered=True)
    table = table.sort_values(["group", "theme", column], kind="stable", ignore_index=True)
    names = [cluster] if isinstance(cluster, str) else list(cluster or [])
    table.attrs = {"by": by, "cluster": names, "left_out": int((~known).sum())}
    return table


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    """A column's values, empty ones as NaN, as a categorical: those with most articles first."""
    known = [column for column in articles.columns if column not in (*LEXICON_COLUMNS, *BOUNDS, *MEASURES, "thin")]
    if by not in known:
        raise ValueError(f"rates: cannot compare by {by!r}; there are {', '.join([*PERIODS, *map(str, known)])}")
    values = articles[by].astype(object)
    values = values.where(values.notna() & (values != "")).map(str, na_action="ignore")
    return values.astype(pd.CategoricalDtype(values.value_counts().index, ordered=True))


def peaks(
    table: pd.DataFrame,
    mentions: pd.DataFrame | None = None,
    articles: pd.DataFrame | None = None,
    draws: int = DRAWS // 2,
    seed: int = 0,
) -> pd.DataFrame:
    """Of rates over time, a row a theme: where it begins, where it stands highest, and what that peak rests on.

    `group`, `theme`, `mentions`, `first` (the first period that mentions it), `peak` (the one with the highest rate, thin ones
    set aside where others mention it), its `per_1000`, `low`, `high` and `thin`; `higher` names the thin periods with a higher
    rate, as texts joined by ", ". Empty texts and NaN where a theme is never mentioned.

    With the mentions and articles that the table is of, also: `at_peak` (mentions in the peak period); `source` and
    `of_source` (which source has most of them, and how many); `share_of_draws` (in how many of `draws` samples of articles, or
    clusters, drawn within each period that period has the highest rate: it was picked afterwards, and this is no test);
    `without_article`, `without_source` and `without_term` (which one, left out alone, gives the peak to another period; of
    several the one that takes most from it; empty where none does; another period that is thin then is no peak, either). A
    term takes the mentions that are its own with it.
    `attrs`: `sources`, how many there are.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "date": ["1901", "1911", "1912"], "source": ["A", "B", "C"]})
    >>> toy["text"] = ["trade x x", "trade trade trade", "tax x x"]
    >>> found = find_mentions(toy, read_lexicon({"Trade": ["trade", "tax"]}))
    >>> peaks(rates(found, toy, "decade"), found, toy)[["peak", "at_peak", "source", "of_source", "without_article"]]
        peak  at_peak source  of_source without_article
    0  1910s        4      B          3
    """
    rows = []
    for (group, theme), part in table.groupby(["group", "theme"], observed=True, sort=False):
        used, peak = part[part["mentions"] > 0], _candidates(part).nlargest(1, "per_1000")
        names = [str(name) for name in [*used["period"].head(1), *peak["period"]]] or ["", ""]
        numbers = peak[["per_1000", "low", "high"]].to_numpy("float64").ravel().tolist() or [0.0, np.nan, np.nan]
        higher = used[used["thin"] & (used["per_1000"] > numbers[0])]["period"].astype(str)
        rows.append((group, theme, part["mentions"].sum(), *names, *numbers, peak["thin"].any(), ", ".join(higher)))
    columns = ["group", "theme", "mentions", "first", "peak", "per_1000", "low", "high", "thin", "higher"]
    peaks = pd.DataFrame(rows, columns=columns)
    peaks = peaks.assign(group=pd.Categorical(peaks["group"], table["group"].cat.categories))
    if mentions is None:
        return peaks
    peaks = peaks.join(_support(table, mentions, articles, draws, seed))
    peaks.attrs["sources"] = articles["source"].replace("", None).nunique() if "source" in articles else 0
    return peaks


def _candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """Of a theme's rates, the periods that may be its peak."""
    used = rows[rows["mentions"] > 0]
    return used[~used["thin"]] if (~used["thin"]).any() else used


def _support(table: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame, draws: int, seed: int) -> pd.DataFrame:
    """What each theme's peak rests on: the columns that `peaks` adds, a row a theme."""
    if table.empty:  # no article has a date
        return pd.DataFrame(columns=["at_peak", "source", "of_source", "share_of_draws", *_WITHOUT])
    every = periods(articles, table.attrs["by"])
    part, period = articles[every.notna()], every[every.notna()].cat.codes.to_numpy()
    size, words = len(every.cat.categories), word_counts(part)
    terms = counts(mentions[mentions["article"].isin(part["article"])], part, by=["term", "article"])
    by_term = terms["mentions"].to_numpy().reshape(len(part), -1)  # articles x terms
    terms = terms.head(by_term.shape[1])
    themes = list(table.groupby(["group", "theme"], observed=True, sort=False))
    own = [np.flatnonzero((terms["group"] == group) & (terms["theme"] == theme)) for (group, theme), _ in themes]
    found = np.column_stack([*(by_term[:, columns].sum(axis=1) for columns in own), words])  # articles x themes, and words
    together, drawn = clusters(part, table.attrs["cluster"]), np.zeros((size, draws, len(themes) + 1))
    for number in np.unique(period):
        here = period == number
        drawn[number] = resampled(summed(found[here], together[here]), draws, seed + int(number))
    sources = part["source"].astype(object) if "source" in part else pd.Series("", part.index)
    units = {"article": pd.factorize(part["article"]), "source": pd.factorize(sources.where(sources != ""))}
    counted = (np.asarray(words) > 0) & ~pd.DataFrame({"period": period, "unit": together}).duplicated().to_numpy()
    rows = []
    for number, (_, rates) in enumerate(themes):
        may = _candidates(rates)["period"].cat.codes.to_numpy()
        row = {"at_peak": 0, "source": "", "of_source": 0, "share_of_draws": np.nan} | dict.fromkeys(_WITHOUT, "")
        rows.append(row)
        if not len(may):
            continue
        its = np.column_stack([found[:, [number, -1]], counted])  # mentions, words, and articles or clusters
        sums = summed(its, period, size)[may]
        peak = divided(*sums[:, :2].T).argmax()
        whole = sums[:, 2] >= MIN_ARTICLES
        row["at_peak"] = int(sums[peak, 0])
        rate = divided(drawn[may, :, number], drawn[may, :, -1])
        row["share_of_draws"] = float((rate[peak] >= np.nanmax(rate, axis=0)).mean())
        for unit, (codes, names) in units.items():
            cells = np.where(codes < 0, -1, codes * size + period)
            of_unit = summed(its, cells, len(names) * size).reshape(len(names), size, 3)[:, may]
            mentioned, in_words, left = np.moveaxis(sums - of_unit, 2, 0)
            thin = whole & (left < MIN_ARTICLES) & (np.arange(len(may)) != peak)
            row[f"without_{unit}"] = toppling(names, np.where(thin, 0, divided(mentioned, in_words)), peak)
            if unit == "source" and len(names):
                at_peak = of_unit[:, peak, 0]
                row |= {"source": str(names[at_peak.argmax()]), "of_source": int(at_peak.max())}
        of_term = summed(by_term[:, own[number]], period, size)[may]
        left = divided(sums[:, 0] - of_term.T, sums[:, 1])
        row["without_term"] = toppling(terms["term"].to_numpy()[own[number]], left, peak)
    return pd.DataFrame(rows)


_WITHOUT = ("without_article", "without_source", "without_term")


def by_period(table: pd.DataFrame) -> pd.DataFrame:
    """Rates as a grid to read: a row a period (or source), with its `articles` and `thin`, and a column of rates a theme."""
    column = table.columns[2]
    named = labelled(table)
    grid = named.pivot(index=column, columns="label", values="per_1000")[list(dict.fromkeys(named["label"]))]
    sizes = named.drop_duplicates(column).set_index(column)[["articles", "thin"]]
    return sizes.join(grid).sort_index().rename_axis(columns=None)
