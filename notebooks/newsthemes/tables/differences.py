"""Whether sources, parties or other parts of the articles differ by more than chance."""

from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import MIXED, unit_of, with_unit, word_counts
from .clusters import clusters
from .counts import LEXICON_COLUMNS, article_counts
from .periods import MIN_ARTICLES, check_by
from .rates import names_by
from .statistics import divided, max_t, shuffled, standard_scores, summed

_TAKEN = [*LEXICON_COLUMNS, "articles", "mentions", "per_1000", "ratio", "p_all", "unit"]
DRAWS, FEWEST_DRAWS = 2_000, 500
_DRAWN = 10_000_000  # cells in all draws together, from which on there are fewer


@partial(takes_any_form, texts=False)
def differences(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str,
    cluster: str | None = None,
    within: str | None = None,
) -> pd.DataFrame:
    """How much more or less each source, party or whatever else a column says mentions each theme
    than all others do, and whether by more than chance would bring.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`. Articles with nothing in the column, and those
        without words, are left out.
    by : a column of `articles`, or a period. A value is compared where seven articles (or parts of
        clusters) have it, and as many do not.
    cluster : a column of `articles`, or a period; what a source has of one value changes its source
        together (one author's articles, a quarter's news, near duplicates).
    within : a column of `articles`, or a period: articles change their source only with those that
        share its value, and are compared with them. Sources that follow stories of their own for
        weeks differ by chance: `cluster="quarter", within="quarter"` allows for that.

    Returns
    -------
    One row a theme and source that is compared, the farthest from all others first: `group`,
    `theme`, the column's name, `articles` and `mentions` (of the source), `per_1000`, `ratio`
    (mentions by those expected at the rate of all; NaN where nobody mentions the theme), `p_all`
    (the share of 2,000 draws, fewer of many articles, in which any source differs as much in any
    theme; how often it names a false one: benchmarks/coverage.md). No row where too
    few articles can be compared. ValueError for a column that is not there.

    p_all is single-step max-T: Westfall and Young (1993), "Resampling-based multiple testing".

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran Iran x", "Iran oil x"] * 6 + ["x x oil", "x x x"] * 6
    >>> toy = pd.DataFrame({"article": range(24), "text": texts, "source": ["A"] * 12 + ["B"] * 12})
    >>> lexicon = read_lexicon({"Iran": ["Iran"]})
    >>> table = differences(find_mentions(toy, lexicon), toy, lexicon, "source")
    >>> table[["theme", "source", "mentions", "per_1000", "ratio"]]
      theme source  mentions  per_1000  ratio
    0  Iran      A        18     500.0    2.0
    1  Iran      B         0       0.0    0.0
    """
    check_by("differences", articles, by, _TAKEN)
    check_by("differences", articles, within)
    themes, times = article_counts(mentions, articles, lexicon, ["group", "theme"])
    rows = pd.DataFrame({"within": "", "cluster": clusters(articles, cluster)}, articles.index)
    if within:
        rows["within"] = names_by(articles, within)
    rows["source"], rows["words"] = names_by(articles, by), word_counts(articles)
    known = (rows.notna().all(axis=1) & (rows["words"] > 0)).to_numpy()
    rows, times, unit = rows[known], times[known], unit_of(articles[known])
    names = rows["source"].value_counts()
    # a cell: what a source has in a cluster, in the order of `within`
    cells = rows.groupby(["within", "cluster", "source"])
    times, words = summed(times, cells.ngroup().to_numpy()), cells["words"].sum()
    source = names.index.get_indexer(words.index.get_level_values("source"))
    stratum = pd.factorize(words.index.get_level_values("within"))[0]
    words = words.to_numpy("float64")
    number = np.bincount(source, minlength=len(names))
    compared = np.flatnonzero(
        (np.minimum(number, len(source) - number) >= MIN_ARTICLES) & (unit != MIXED)
    )
    sums, in_words = summed(times, source), summed(words, source)[:, None]
    rate = divided(summed(times, stratum), summed(words, stratum)[:, None])
    expected = rate[stratum] * words[:, None]
    ratios = divided(sums, summed(expected, source))[compared]
    table = themes.take(np.tile(np.arange(len(themes)), len(compared))).reset_index(drop=True)
    table[by] = np.repeat(names.index[compared], len(themes))
    table["articles"] = np.repeat(names.to_numpy()[compared], len(themes))
    table["mentions"] = sums[compared].ravel().astype("int64")
    table["per_1000"] = 1000 * divided(sums, in_words)[compared].ravel()
    table["ratio"] = ratios.ravel()
    if table.empty:
        return with_unit(table.assign(p_all=np.nan), unit)
    kind = np.full(len(names), len(compared))  # the others are one
    kind[compared] = np.arange(len(compared))
    score = standard_scores(times, words, expected)
    far, farthest = _distances(score, kind[source], len(compared), stratum)
    # a source that says more in sum, and less by its clusters, says it neither way
    far[np.sign(far) * np.sign(ratios - 1) < 0] = 0
    far = far.ravel()
    table["p_all"] = max_t(far, farthest[:, None])
    # as far on either side, as of two sources: the one that says more comes first
    order = np.lexsort([far < 0, -np.abs(far).round(9)])
    return with_unit(table.take(order).reset_index(drop=True), unit)


def _distances(
    score: np.ndarray, kind: np.ndarray, kinds: int, stratum: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How far cells of each of so many kinds are from all others in each theme, in standard
    deviations of all orders; and how far the farthest is in each draw.
    """
    size = np.bincount(stratum)[:, None]
    score = score - (summed(score, stratum) / size)[stratum]
    # the variance of all orders, as that of few would miss what comes seldom
    variance = np.nan_to_num(divided(summed(score**2, stratum), size - 1))
    cells = pd.crosstab(stratum, kind).to_numpy()[:, :kinds]
    spread = np.sqrt((cells * (size - cells) / size).T @ variance).round(9)
    by_theme = np.ascontiguousarray(score.T)  # a theme's scores side by side, to add them up fast

    def sums(kind: np.ndarray) -> np.ndarray:
        return np.array([np.bincount(kind, scores, kinds + 1)[:kinds] for scores in by_theme]).T

    random = np.random.default_rng(0)
    draws = min(DRAWS, max(FEWEST_DRAWS, _DRAWN // len(kind)))
    drawn = np.array([sums(kind[shuffled(stratum, random)]) for _ in range(draws)])
    far, drawn = (np.nan_to_num(divided(each, spread)) for each in (sums(kind), drawn))
    return far, np.abs(drawn).max(axis=(1, 2))
