"""Mentions per 1,000 words: of all articles, over time or from source to source, with an interval
over articles or over clusters of them.
"""

from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import unit_of, with_unit, word_counts
from ..text.wording import plural
from .bounds import LEVERAGE, rate_bounds
from .clusters import clusters, too_short
from .counts import LEXICON_COLUMNS, MEASURES, article_counts
from .periods import MIN_ARTICLES, PERIODS, check_by, values_by
from .statistics import divided, summed

_TAKEN = [*LEXICON_COLUMNS, *MEASURES, "low", "high", "note", "thin", "unit", "paragraph"]
_NEVER = "never mentioned: an upper bound, and no more"


@partial(takes_any_form, texts=False)
def rates(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | None = None,
    cluster: str | None = None,
) -> pd.DataFrame:
    """How often each theme is mentioned: in all articles, or by period, source, party or whatever
    else a column says.

    The interval is one over articles, not over mentions: those of one article depend on each
    other. So do articles that tell the same story, and stories last for weeks.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`. Articles without a date, or with nothing in the
        column, are left out.
    by : a column of `articles`, or else "week", "month", "quarter" or "year". Without it there is
        a row a theme.
    cluster : a column of `articles`, or a period; those that share a value count as one (a
        speaker's, near duplicates, a quarter's news).

    Returns
    -------
    Theme by theme, in the order of time, of a column those with most articles first: `group`,
    `theme`, `period` (or the column's name), `articles`, `mentions`, `per_1000` (mentions by
    words), its 95% interval `low` to `high`, `note`: why these are NaN, or why the interval begins
    at 0; `thin` (fewer than seven articles); `unit` as in `counts`. An interval needs seven
    articles (or clusters) with words, none of which has more than half of the words, and a rate
    that differs between them. Where articles of one quarter are in several clusters of time, or in
    none, there is none: with stories of two weeks it would hold the rate in half of all cases, and
    that of quarters in 92 %, with stories of six weeks in less (benchmarks/coverage.md).

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts, lexicon = ["Trade is up.", "All is well."] * 5, read_lexicon({"Trade": ["trade"]})
    >>> toy = pd.DataFrame({"article": range(10), "text": texts})
    >>> rates(find_mentions(toy, lexicon), toy, lexicon)[["per_1000", "low", "high"]].round()
       per_1000   low   high
    0     167.0  75.0  369.0
    """
    check_by("rates", articles, by, _TAKEN)
    themes, times = article_counts(mentions, articles, lexicon, ["group", "theme"])
    part, names = _parts(articles, by)
    known, parts, kinds = part >= 0, len(names), len(themes)
    articles, times, part = articles[known], times[known], part[known]
    words = word_counts(articles)
    sums, all_words = summed(times, part, parts), summed(words, part, parts)
    table = themes.take(np.repeat(np.arange(kinds), parts)).reset_index(drop=True)
    if by in PERIODS:
        table["period"] = np.tile(names, kinds)
    elif by:
        table[by] = np.tile(names, kinds)
    table["articles"] = np.tile(np.bincount(part, minlength=parts), kinds)
    table["mentions"] = sums.T.ravel().astype("int64")
    table["per_1000"] = 1000 * divided(sums.T, all_words).ravel()
    low, high = np.full((2, kinds, parts), np.nan)
    note = np.full((kinds, parts), "no words", dtype=object)
    written, unit = words > 0, "article"
    if cluster:
        unit = "cluster"
    values = np.column_stack([clusters(articles, cluster), words, times])[written]
    for number, place in pd.Series(part[written]).groupby(part[written]).indices.items():
        bounds = _interval(values[place], unit)
        low[:, number], high[:, number], note[:, number] = bounds
    table["low"], table["high"] = 1000 * low.ravel(), 1000 * high.ravel()
    table["note"] = note.ravel()
    if reason := too_short(articles, cluster):
        table[["low", "high"]], table["note"] = np.nan, reason
    table["thin"] = table["articles"] < MIN_ARTICLES
    return with_unit(table, unit_of(articles))


def _parts(articles: pd.DataFrame, by: str | None) -> tuple[np.ndarray, np.ndarray]:
    """Of each article the number of its part, -1 for none; and what the parts are called."""
    if by is None:
        return np.zeros(len(articles), dtype="int64"), np.array([""], dtype=object)
    values = names_by(articles, by)
    names = values.value_counts().index
    if by in PERIODS:
        names = names.sort_values()
    return names.get_indexer(values), names.to_numpy()


def names_by(articles: pd.DataFrame, by: str) -> pd.Series:
    """The values of a column, or periods, as strings, NaN where there is none."""
    values = values_by(articles, by).astype(object)
    return values.map(str, na_action="ignore").astype("str")


def _interval(values: np.ndarray, unit: str) -> tuple:
    """Lower and upper bounds of themes, or why there are none, from articles: their cluster, their
    words, and their mentions of each theme.
    """
    if (size := len(np.unique(values[:, 0]))) < MIN_ARTICLES:
        are = "are"
        if size == 1:
            are = "is"
        few = f"{plural(size, unit)} {are} too few; an interval needs {MIN_ARTICLES}"
        return np.nan, np.nan, few
    values = summed(values[:, 1:], values[:, 0])
    words, times = values[:, :1], values[:, 1:]
    if words.max() > LEVERAGE * words.sum():
        return np.nan, np.nan, f"one of the {unit}s has more than half of the words: no interval"
    low, high = rate_bounds(times, words)
    sums = times.sum(axis=0)
    same = (times * words.sum() == words * sums).all(axis=0) & (sums > 0)
    low[same], high[same] = np.nan, np.nan
    why = f"the same rate in all {unit}s, which cannot say how it varies"
    return low, high, np.select([sums == 0, same], [_NEVER, why], "")
