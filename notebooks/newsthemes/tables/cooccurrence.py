"""Whether themes share more articles than chance would bring."""

from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import word_counts
from .keys import article_counts
from .periods import check_by, periods, values_by

LEAST = 10  # articles; the test was simulated with no fewer
_LENGTHS = 4  # by so many-th powers of e lengths are parted: those in a part differ by a quarter
# simulated, with stories of two and six weeks: benchmarks/coverage.md
STORIES = 'articles of one quarter tell the same stories: within="month" allows for that'
_CHANCES = ["expected", "p_all"]


@partial(accepts_plain_inputs, texts=False)
def cooccurrence(
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
    One row a pair of themes that both are mentioned: `theme`, `other`, `count` (articles that hold
    both), `expected` (if they had nothing to do with each other), `p_all` (the
    chance that any pair is as unlikely, in either direction, or a little more than that: Westfall
    and Wolfinger 1997, "Multiple tests with discrete distributions", The American Statistician 51:
    3-8). The least likely come first. `note` says why numbers of chance are NaN.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21
    >>> toy = pd.DataFrame({"article": range(40), "text": texts})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> table = cooccurrence(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    check_by("cooccurrence", articles, within)
    times = article_counts(mentions, articles, lexicon)
    mentioned = times.any(axis=0)
    names = np.array(lexicon.themes, dtype=object)[mentioned]
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
    stratum = _strata(articles, within)
    size = np.bincount(stratum)
    holding = pd.DataFrame(holds).groupby(stratum).sum().to_numpy("int64")
    laws = [_meetings(holding[:, pair], size) for pair in zip(one, other, strict=True)]
    tails = [np.minimum(law.cumsum(), law[::-1].cumsum()[::-1]).clip(max=0.5) for law in laws]
    table["expected"] = [law @ np.arange(len(law)) for law in laws]
    table["tail"] = [tail[met] for tail, met in zip(tails, table["count"], strict=True)]
    table["p_all"] = [
        sum(law[tail <= least * (1 + 1e-9)].sum() for law, tail in zip(laws, tails, strict=True))
        for least in table["tail"]
    ]
    table["p_all"] = table["p_all"].clip(upper=1)
    table = table.assign(note="").sort_values("tail", kind="stable", ignore_index=True)
    return table.drop(columns="tail")


def _strata(articles: pd.DataFrame, within: str | None) -> np.ndarray:
    """Of each article the number of its stratum, in which it changes places: articles that share a
    value, and are about as long.
    """
    rows = pd.DataFrame({"within": ""}, articles.index)
    if within:
        rows["within"] = values_by(articles, within)
    rows["about_as_long"] = (_LENGTHS * np.log(np.maximum(word_counts(articles), 1))).round()
    return rows.groupby(["within", "about_as_long"], dropna=False).ngroup().to_numpy()


def _meetings(holding: np.ndarray, size: np.ndarray) -> np.ndarray:
    """The chance of 0, 1, 2 ... meetings of two themes that so many articles of each stratum hold
    (strata x themes), of its `size`: hypergeometric in each, and over all their sum.
    """
    law = np.ones(1)
    for (one, other), articles in zip(holding, size, strict=True):
        if one and other:
            least = max(0, one + other - articles)
            met = np.arange(least, min(one, other))
            more = (one - met) * (other - met) / ((met + 1) * (articles - one - other + met + 1))
            logs = np.append(0, np.log(more).cumsum())  # of the chances, but for a factor
            here = np.exp(logs - logs.max())
            here = np.append(np.zeros(least), here / here.sum())
            law = np.convolve(law, here)
    return law
