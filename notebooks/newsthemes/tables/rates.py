"""Many articles -> rates over time, or from source to source, with the periods that are too thin to
say much marked, and whether sources differ by more than chance.
"""

from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import MIXED, unit_of, with_unit, word_counts
from .counts import LEXICON_COLUMNS, MEASURES, article_counts, article_rows
from .interval import BOUNDS, rates_over_articles
from .periods import PERIODS, periods
from .statistics import (
    DRAWS,
    MIN_ARTICLES,
    clusters,
    divided,
    standard_scores,
    summed,
)

_FEWEST_DRAWS = 500
_DRAWN = 10_000_000  # articles (or clusters) in all draws together, from which on there are fewer


@partial(takes_any_form, texts=False)
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
    article has no row. A column `unit` as in `counts`.

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
    taken = {*LEXICON_COLUMNS, *BOUNDS, *MEASURES, "thin", "unit"}
    known = [column for column in articles.columns if column not in taken]
    if by not in known:
        there = ", ".join([*PERIODS, *map(str, known)])
        raise ValueError(f"rates: cannot compare by {by!r}; there are {there}")
    values = articles[by].astype(object)
    values = values.where(values.notna() & (values != ""))
    return values.map(str, na_action="ignore").astype("str")


@partial(takes_any_form, texts=False)
def differences(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str,
    cluster: str | list[str] | None = None,
    within: str | None = None,
) -> pd.DataFrame:
    """How much more or less each source, party or whatever else a column says mentions each theme
    than all others do, and whether by more than chance would bring.

    Whole articles, or whole clusters of them, change their source at random, and a source must
    differ more from all others than any source does in any theme then: in 2,000 draws, and fewer of
    more than 5,000 articles (or clusters), down to 500.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`. Articles with nothing in the column, and those
        without words, are left out.
    by : a column of `articles`. A value is compared where MIN_ARTICLES articles (or clusters) have
        it, and as many do not; the articles of others are among those it is compared with.
    cluster : a column of `articles`, or several; those that share a value change their source
        together (one author's articles, a day's, near duplicates). Where one has several sources,
        these are compared with each other in it, and change places there.
    within : a column of `articles`, such as the year: articles change their source only with those
        that share its value, and are compared with them.

    Returns
    -------
    One row a theme and source that is compared, the farthest from all others first: `group`,
    `theme`, the column's name, `articles` and `mentions` (of the source), `per_1000` and
    `per_1000_others`, `ratio` (of these rates; with `within`, and in clusters of several sources,
    of rates within each: Mantel and Haenszel's; NaN where nobody mentions the theme), `p` (the
    share of draws in which any source differs as much in this theme), `p_all` (in any theme: naming
    all rows with `p_all` < 0.05 names a false one in about 5 % of cases; benchmarks/coverage.md).
    No row where there are too few articles to compare, or where words and letters have no common
    rate. ValueError for a column that is not there.

    The scores of `standard_scores`, as in `keyness`; the sum over a source is standardised
    (Strasser and Weber 1999, "On the asymptotic theory of permutation statistics"). p and p_all are
    single-step max-T: Westfall and Young (1993), "Resampling-based multiple testing". The ratio:
    Greenland and Robins (1985), "Estimation of a common effect parameter from sparse follow-up
    data", Biometrics 41: 55-68.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran Iran x", "Iran oil x"] * 6 + ["x x oil", "x x x"] * 6
    >>> toy = pd.DataFrame({"article": range(24), "text": texts, "source": ["A"] * 12 + ["B"] * 12})
    >>> lexicon = read_lexicon({"Iran": ["Iran"]})
    >>> table = differences(find_mentions(toy, lexicon), toy, lexicon, "source")
    >>> table[["theme", "source", "mentions", "per_1000", "per_1000_others", "ratio"]]
      theme source  mentions  per_1000  per_1000_others  ratio
    0  Iran      A        18     500.0              0.0    inf
    1  Iran      B         0       0.0            500.0    0.0
    """
    values, words = _values(articles, by), word_counts(articles)
    strata = pd.Series("", articles.index)
    if within:
        strata = _values(articles, within)
    themes, found = article_counts(mentions, articles, lexicon, ["group", "theme"])
    rows = np.flatnonzero(values.notna() & strata.notna() & (words > 0))
    names = values.iloc[rows].value_counts().index
    source = names.get_indexer(values.iloc[rows])
    together, stratum = clusters(articles, cluster)[rows], pd.factorize(strata.iloc[rows])[0]
    cells = _cells(found[rows], words[rows], source, together, stratum)
    number = np.bincount(cells.source, minlength=len(names))
    unit, fewer = unit_of(articles.iloc[rows]), np.minimum(number, len(cells.source) - number)
    enough = np.flatnonzero((fewer >= MIN_ARTICLES) & (unit != MIXED))
    its, in_words = summed(cells.found, cells.source), summed(cells.words, cells.source)[:, None]
    rest, rest_words = its.sum(axis=0) - its, in_words.sum() - in_words
    ratios = _ratios(cells)
    table = themes.take(np.tile(np.arange(len(themes)), len(enough))).reset_index(drop=True)
    table[by] = np.repeat(names[enough], len(themes))
    table["articles"] = np.repeat(np.bincount(source, minlength=len(names))[enough], len(themes))
    table["mentions"] = its[enough].ravel().astype("int64")
    table["per_1000"] = 1000 * divided(its, in_words)[enough].ravel()
    table["per_1000_others"] = 1000 * divided(rest, rest_words)[enough].ravel()
    table["ratio"] = ratios[enough].ravel()
    far, table["p"], table["p_all"] = _distances(cells, ratios, enough)
    # as far on either side, as of two sources: the one that says more comes first
    order = np.lexsort([far < 0, -np.abs(far).round(9)])
    return with_unit(table.take(order).reset_index(drop=True), unit)


class _Cells(NamedTuple):
    """What clusters say in each source, a row a cell: mentions (a column a theme), words, the
    number of the source, and of the group in which cells change their source; in the order of
    groups.
    """

    found: np.ndarray
    words: np.ndarray
    source: np.ndarray
    group: np.ndarray


def _cells(
    found: np.ndarray,
    words: np.ndarray,
    source: np.ndarray,
    together: np.ndarray,
    stratum: np.ndarray,
) -> _Cells:
    """The cells of articles: of a cluster with several sources they are a group of their own, all
    others those of a stratum.
    """
    number = together * (source.max(initial=0) + 1) + source
    _, first, code = np.unique(number, return_index=True, return_inverse=True)
    source, together, stratum = source[first], together[first], stratum[first]
    several = np.bincount(together)[together] > 1
    group = np.where(several, stratum.max(initial=0) + 1 + together, stratum)
    group = np.unique(group, return_inverse=True)[1]
    order = np.argsort(group, kind="stable")
    cells = summed(found, code), summed(words, code), source, group
    return _Cells(*(column[order] for column in cells))


def _distances(
    cells: _Cells, ratios: np.ndarray, enough: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far each source of those `enough` is from all others in each theme, in standard
    deviations; p within the theme, and over all themes; each source after source.
    """
    found, words, source, group = cells
    kinds = len(enough) + 1
    kind = np.full(source.max() + 1, len(enough))  # the others are one
    kind[enough] = np.arange(len(enough))
    source = kind[source]
    size = np.bincount(group)[:, None]
    rate = divided(summed(found, group), summed(words, group)[:, None])
    score = standard_scores(found, words, rate[group] * words[:, None])
    score -= (summed(score, group) / size)[group]
    share = np.bincount(group * kinds + source, minlength=len(size) * kinds)
    share = share.reshape(len(size), kinds)[:, :-1]
    variance = np.nan_to_num(divided(summed(score**2, group), size - 1))
    spread = np.sqrt((share * (size - share) / size).T @ variance)
    by_theme = np.ascontiguousarray(score.T)  # a theme's scores side by side, to add them up fast

    def far(source: np.ndarray) -> np.ndarray:
        sums = np.array([np.bincount(source, scores, kinds) for scores in by_theme])
        return np.nan_to_num(divided(sums.T[:-1], spread))

    draws = min(DRAWS, max(_FEWEST_DRAWS, _DRAWN // len(group)))
    random, drawn, moved = np.random.default_rng(0), [], np.empty_like(source)
    for _ in range(draws):
        moved[np.argsort(group + random.random(len(group)))] = source
        drawn.append(np.abs(far(moved)).max(axis=0, initial=0))
    drawn, seen = np.array(drawn)[:, None], far(source)
    # a source that says more in sum, and less by its clusters, says it neither way
    seen[np.sign(seen) * np.sign(ratios[enough] - 1) < 0] = 0
    least = np.abs(seen) - 1e-9
    p = (1 + (drawn >= least).sum(axis=0)) / (1 + draws)
    p_all = (1 + (drawn.max(axis=2, keepdims=True, initial=0) >= least).sum(axis=0)) / (1 + draws)
    return seen.ravel(), p.ravel(), p_all.ravel()


def _ratios(cells: _Cells) -> np.ndarray:
    """The rate of each source (row) by that of all others, in each theme, compared within groups:
    Mantel and Haenszel's.
    """
    kinds = cells.source.max() + 1
    number, code = np.unique(cells.group * kinds + cells.source, return_inverse=True)
    group, source = np.divmod(number, kinds)
    found, words = summed(cells.found, code), summed(cells.words, code)
    share = (words / summed(words, group)[group])[:, None]
    above = summed(found * (1 - share), source)
    below = summed((summed(found, group)[group] - found) * share, source)
    ratios = divided(above, below)
    return np.where(below > 0, ratios, np.where(above > 0, np.inf, np.nan))
