"""Whether themes share more articles than chance would bring."""

from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import word_counts
from .counts import article_counts, theme_labels
from .periods import check_by, periods, values_by
from .statistics import TAILS, max_t, shuffled

LEAST = 10  # articles; the test was simulated with no fewer
DRAWS, FEWEST_DRAWS = 2_000, 500
_DRAWN = 10_000_000  # articles in all draws together, from which on there are fewer
_LENGTHS = 4  # by so many-th powers of e lengths are parted: those in a part differ by a quarter
# simulated, with stories of two and six weeks: benchmarks/coverage.md
STORIES = 'articles of one quarter tell the same stories: within="month" allows for that'
_CHANCES = ["expected", "low", "high", "p_all"]


@partial(takes_any_form, texts=False)
def meetings_by_chance(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    within: str | None = None,
) -> pd.DataFrame:
    """In how many articles two themes meet, and in how many they would if they had nothing to do
    with each other.

    Themes meet in long articles by their length alone, and in articles of one time. Hence for each
    theme the articles of one period and of about the same length change places at random.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    within : a column of `articles`, such as the author, or a period: articles change places only
        with those that share its value. Where several articles are of one quarter it is to be
        "month" or "week": otherwise there is a note in place of numbers.

    Returns
    -------
    One row a pair of themes that both are mentioned: `theme`, `other` (their labels), `count`
    (articles that hold both), `expected` (if they had nothing to do with each other), `low`,
    `high` (the middle 95 % of 2,000 draws, fewer of more than 5,000 articles), `p_all` (the share
    of draws in which any pair is as far from expected, in either direction: Westfall and Young
    1993, "Resampling-based multiple testing"). How far is counted in standard deviations, of one
    article at least. The farthest come first. `note` says why numbers of chance are NaN.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21
    >>> toy = pd.DataFrame({"article": range(40), "text": texts})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> table = meetings_by_chance(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    check_by("meetings_by_chance", articles, within)
    times = article_counts(mentions, articles, lexicon)
    mentioned = times.any(axis=0)
    names = np.array(list(theme_labels(lexicon.themes).values()), dtype=object)[mentioned]
    holds = (times[:, mentioned] > 0).astype("float32")
    one, other = np.triu_indices(len(names), 1)
    table = pd.DataFrame({"theme": names[one], "other": names[other]}, dtype="str")
    table["count"] = (holds.T @ holds)[one, other].astype("int64")
    note = ""
    if within not in ("week", "month") and periods(articles, "quarter").dropna().duplicated().any():
        note = STORIES
    if len(articles) < LEAST:
        note = f"the test needs {LEAST} articles and has {len(articles)}"
    if note or table.empty:
        table = table.reindex(columns=[*table, *_CHANCES]).assign(note=note)
        return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    draws = min(DRAWS, max(FEWEST_DRAWS, _DRAWN // len(articles)))
    drawn = _drawn(holds, _strata(articles, within), draws)[:, one, other]
    table["expected"] = drawn.mean(axis=0)
    table["low"], table["high"] = np.quantile(drawn, TAILS, axis=0)
    # rare pairs would be many deviations away by a single article
    spread = drawn.std(axis=0).clip(1)
    far = (table["count"] - table["expected"]).to_numpy() / spread
    far_drawn = np.abs(drawn - drawn.mean(axis=0)) / spread
    table["p_all"] = max_t(far, far_drawn.max(axis=1)[:, None])
    table["note"] = ""
    return table.take(np.argsort(-np.abs(far).round(9), kind="stable")).reset_index(drop=True)


def _strata(articles: pd.DataFrame, within: str | None) -> np.ndarray:
    """Of each article the number of its stratum, in which it changes places: articles that share a
    value, and are about as long.
    """
    rows = pd.DataFrame({"within": ""}, articles.index)
    if within:
        rows["within"] = values_by(articles, within)
    rows["about_as_long"] = (_LENGTHS * np.log(np.maximum(word_counts(articles), 1))).round()
    return rows.groupby(["within", "about_as_long"], dropna=False).ngroup().to_numpy()


def _drawn(holds: np.ndarray, stratum: np.ndarray, draws: int) -> np.ndarray:
    """How many articles hold both of two themes (draws x themes x themes), with the articles of a
    stratum in an order drawn for each theme.
    """
    rising = np.argsort(stratum, kind="stable")
    by_theme = np.ascontiguousarray(holds[rising].T)
    stratum = stratum[rising].astype(np.min_scalar_type(stratum.max()))
    random, moved, drawn = np.random.default_rng(0), np.empty_like(by_theme), []
    for _ in range(draws):
        for theme, before in enumerate(by_theme):
            moved[theme] = before[shuffled(stratum, random)]
        drawn.append(moved @ moved.T)
    return np.array(drawn, dtype="float64")
