"""Many articles -> rates over time, or from source to source, with the periods that are too thin to
say much marked.
"""

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
from .counts import LEXICON_COLUMNS, MEASURES, article_rows
from .periods import PERIODS, periods
from .statistics import BOUNDS, rates_over_articles


def rates(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str,
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """How often each theme is mentioned in each period, or in each source, party or whatever else a
    column says.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`. Articles without a date, or with nothing in the
        column, are left out.
    by : "week", "month", "quarter", "year" or "decade", or a column of `articles`; the articles of
        each vary on their own.
    cluster : a column of `articles`, or several; those that share a value count as one (a
        speaker's, near duplicates).

    Returns
    -------
    `group`, `theme`, `period` (or the column's name), `articles`, `mentions`, `per_1000` (the sum
    of mentions by the sum of words), `low`, `high` and `note` as in `interval`, `thin` (fewer than
    MIN_ARTICLES articles or clusters with words). Theme by theme, in the order of time; of a
    column, those with most articles first. The periods are strings, as in `periods`; one without an
    article has no row.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "text": ["Trade.", "No trade."]})
    >>> toy["date"], lexicon = ["1987-02-26", "1989"], read_lexicon({"Trade": ["trade"]})
    >>> table = rates(find_mentions(toy, lexicon), toy, lexicon, by="year")
    >>> table[["period", "articles", "per_1000", "thin"]]
      period  articles  per_1000  thin
    0   1987         1    1000.0  True
    1   1989         1     500.0  True
    """
    if by in PERIODS:
        column, units = "period", periods(articles, by)
        order = sorted(units.dropna().unique())
    else:
        column, units = by, _values(articles, by)
        order = units.value_counts().index
    known = np.flatnonzero(units.notna())
    place = pd.Index(order).get_indexer(units.iloc[known])
    known = known[np.argsort(place, kind="stable")]
    part = articles.iloc[known].assign(**{column: units.iloc[known]})
    found = mentions[np.isin(article_rows(mentions, articles), known)]
    if by == "article":
        found = found.assign(article=found["article"].astype(object).map(str))
    table = rates_over_articles(found, part, lexicon, ["theme", column], cluster)
    by_theme = np.arange(len(table)).reshape(-1, max(1, len(lexicon.themes))).T
    return table.take(by_theme.ravel()).reset_index(drop=True)


def _values(articles: pd.DataFrame, by: str) -> pd.Series:
    """A column's values as strings, empty ones as NaN."""
    taken = {*LEXICON_COLUMNS, *BOUNDS, *MEASURES, "thin"}
    known = [column for column in articles.columns if column not in taken]
    if by not in known:
        there = ", ".join([*PERIODS, *map(str, known)])
        raise ValueError(f"rates: cannot compare by {by!r}; there are {there}")
    values = articles[by].astype(object)
    values = values.where(values.notna() & (values != ""))
    return values.map(str, na_action="ignore").astype("str")
