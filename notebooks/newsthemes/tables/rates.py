"""Many articles -> rates over time, or from source to source, with the periods that are too thin to
say much marked.
"""

import numpy as np
import pandas as pd

from ..text.tokens import word_counts
from .counts import LEXICON_COLUMNS, MEASURES, article_rows, counts, labelled
from .leave_one_out import toppling
from .periods import PERIODS, periods
from .statistics import (
    BOUNDS,
    DRAWS,
    MIN_ARTICLES,
    clusters,
    divided,
    rates_over_articles,
    resampled,
    summed,
)


def rates(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    by: str,
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """How often each theme is mentioned in each period, or in each source, party or whatever else a
    column says.

    Parameters
    ----------
    mentions, articles : as in `counts`. Articles without a date, or with nothing in the column, are
    left out.
    by : "week", "month", "quarter", "year" or "decade", or a column of `articles`; the articles of
    each vary on their own.
    cluster : a column of `articles`, or several; those that share a value count as one (a
        speaker's, near duplicates).

    Returns
    -------
    `group`, `theme`, `period` (or the column's name), `articles`, `mentions`, `per_1000` (the sum
    of mentions by the sum of words), `low`, `high` and `note` as in `interval`, `thin` (fewer than
    MIN_ARTICLES articles or clusters with words). Theme by theme, in the order of time; of a
    column, those with most articles first. A period without an article has no row: it is a category
    of `period`. `attrs`: `by`, `cluster` (a list), and `left_out`, the number of articles.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "text": ["Trade.", "No trade."], "date": ["1987-02-26", "1989"]})
    >>> table = rates(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy, by="year")
    >>> table[["period", "articles", "per_1000", "thin"]]
      period  articles  per_1000  thin
    0   1987         1    1000.0  True
    1   1989         1     500.0  True
    """
    column, units = (
        ("period", periods(articles, by)) if by in PERIODS else (by, _values(articles, by))
    )
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
    known = [
        column
        for column in articles.columns
        if column not in (*LEXICON_COLUMNS, *BOUNDS, *MEASURES, "thin")
    ]
    if by not in known:
        raise ValueError(
            f"rates: cannot compare by {by!r}; there are {', '.join([*PERIODS, *map(str, known)])}"
        )
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
    """Of rates over time, a row a theme: where it begins, where it stands highest, and what that
    peak rests on.

    `group`, `theme`, `mentions`, `first` (the first period that mentions it), `peak` (the one with
    the highest rate, thin ones set aside where others mention it), its `per_1000`, `low`, `high`
    and `thin`; `higher` names the thin periods with a higher rate, as texts joined by ", ". Empty
    texts and NaN where a theme is never mentioned.

    With the mentions and articles that the table is of, also: `at_peak` (mentions in the peak
    period); `source` and `of_source` (which source has most of them, and how many);
    `share_of_draws` (in how many of `draws` samples of articles, or clusters, drawn within each
    period that period has the highest rate: it was picked afterwards, and this is no test);
    `without_article`, `without_source` and `without_term` (which one, left out alone, gives the
    peak to another period; of several the one that takes most from it; empty where none does;
    another period that is thin then is no peak, either). A term takes the mentions that are its own
    with it. `attrs`: `sources`, how many there are.

    >>> from newsthemes import find_mentions, read_lexicon
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
        numbers = peak[["per_1000", "low", "high"]].to_numpy("float64").ravel().tolist() or [
            0.0,
            np.nan,
            np.nan,
        ]
        higher = used[used["thin"] & (used["per_1000"] > numbers[0])]["period"].astype(str)
        rows.append(
            (
                group,
                theme,
                part["mentions"].sum(),
                *names,
                *numbers,
                peak["thin"].any(),
                ", ".join(higher),
            )
        )
    columns = [
        "group",
        "theme",
        "mentions",
        "first",
        "peak",
        "per_1000",
        "low",
        "high",
        "thin",
        "higher",
    ]
    peaks = pd.DataFrame(rows, columns=columns)
    peaks = peaks.assign(group=pd.Categorical(peaks["group"], table["group"].cat.categories))
    if mentions is None:
        return peaks
    peaks = peaks.join(_support(table, mentions, articles, draws, seed))
    peaks.attrs["sources"] = (
        articles["source"].replace("", None).nunique() if "source" in articles else 0
    )
    return peaks


def _candidates(rows: pd.DataFrame) -> pd.DataFrame:
    """Of a theme's rates, the periods that may be its peak."""
    used = rows[rows["mentions"] > 0]
    return used[~used["thin"]] if (~used["thin"]).any() else used


def _support(
    table: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame, draws: int, seed: int
) -> pd.DataFrame:
    """What each theme's peak rests on: the columns that `peaks` adds, a row a theme."""
    if table.empty:  # no article has a date
        return pd.DataFrame(columns=["at_peak", "source", "of_source", "share_of_draws", *_WITHOUT])
    every = periods(articles, table.attrs["by"])
    part, period = articles[every.notna()], every[every.notna()].cat.codes.to_numpy()
    size, words = len(every.cat.categories), word_counts(part)
    terms = counts(
        mentions[mentions["article"].isin(part["article"])], part, by=["term", "article"]
    )
    by_term = terms["mentions"].to_numpy().reshape(len(part), -1)  # articles x terms
    terms = terms.head(by_term.shape[1])
    themes = list(table.groupby(["group", "theme"], observed=True, sort=False))
    own = [
        np.flatnonzero((terms["group"] == group) & (terms["theme"] == theme))
        for (group, theme), _ in themes
    ]
    found = np.column_stack(
        [*(by_term[:, columns].sum(axis=1) for columns in own), words]
    )  # articles x themes, and words
    together, drawn = (
        clusters(part, table.attrs["cluster"]),
        np.zeros((size, draws, len(themes) + 1)),
    )
    for number in np.unique(period):
        here = period == number
        drawn[number] = resampled(summed(found[here], together[here]), draws, seed + int(number))
    sources = part["source"].astype(object) if "source" in part else pd.Series("", part.index)
    units = {
        "article": pd.factorize(part["article"]),
        "source": pd.factorize(sources.where(sources != "")),
    }
    counted = (np.asarray(words) > 0) & ~pd.DataFrame(
        {"period": period, "unit": together}
    ).duplicated().to_numpy()
    rows = []
    for number, (_, rates) in enumerate(themes):
        may = _candidates(rates)["period"].cat.codes.to_numpy()
        row = {
            "at_peak": 0,
            "source": "",
            "of_source": 0,
            "share_of_draws": np.nan,
        } | dict.fromkeys(_WITHOUT, "")
        rows.append(row)
        if not len(may):
            continue
        its = np.column_stack(
            [found[:, [number, -1]], counted]
        )  # mentions, words, and articles or clusters
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
            row[f"without_{unit}"] = toppling(
                names, np.where(thin, 0, divided(mentioned, in_words)), peak
            )
            if unit == "source" and len(names):
                at_peak = of_unit[:, peak, 0]
                row |= {"source": str(names[at_peak.argmax()]), "of_source": int(at_peak.max())}
        of_term = summed(by_term[:, own[number]], period, size)[may]
        left = divided(sums[:, 0] - of_term.T, sums[:, 1])
        row["without_term"] = toppling(terms["term"].to_numpy()[own[number]], left, peak)
    return pd.DataFrame(rows)


_WITHOUT = ("without_article", "without_source", "without_term")


def by_period(table: pd.DataFrame) -> pd.DataFrame:
    """Rates as a grid to read: a row a period (or source), with its `articles` and `thin`, and a
    column of rates a theme.
    """
    column = table.columns[2]
    named = labelled(table)
    grid = named.pivot(index=column, columns="label", values="per_1000")[
        list(dict.fromkeys(named["label"]))
    ]
    sizes = named.drop_duplicates(column).set_index(column)[["articles", "thin"]]
    return sizes.join(grid).sort_index().rename_axis(columns=None)
