"""Which words one part of the articles uses more than another: keyness, tested by assigning
articles to the parts at random.

A word said fifty times in one article makes a large sum and says little about the others, and no
formula over sums sees that. An interval does not help: words are picked because they differ, so
their intervals miss the truth. Hence whole articles, or whole clusters of them, change sides at
random, and a word must differ more than any word does then.
"""

from math import comb

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..text.languages import languages_of
from ..text.wording import natural_list
from .periods import check_by, values_by
from .sentences_and_words import content_words, usual_spelling
from .statistics import ALPHA, log_likelihood, safe_divide, standard_scores

LEAST = 10  # uses, of a word that is tested
DRAWS, FEWEST_DRAWS = 5_000, 500
_DRAWN = 5_000_000  # clusters in all draws together, from which on there are fewer
_CHUNK = 500  # words at a time, for memory
_COLUMNS = """side word written count_a count_b articles_a articles_b per_1000_content_words_a
per_1000_content_words_b log_odds log_likelihood z p_all note""".split()


@accepts_plain_inputs
def keyness(
    articles: pd.DataFrame,
    by: str,
    a: str,
    b: str,
    most: int = 20,
    least: int = LEAST,
    cluster: str | None = None,
) -> pd.DataFrame:
    """What the articles whose column `by` is `a` say more than those where it is `b`, and the other
    way round, without the function words of each article's language.

    Parameters
    ----------
    articles : with `text` and the column `by`. All of them are the background of the prior.
    by, a, b : a column of `articles`, or a period, and two of its values (or categories).
    most : how many words of each side. least : how often a word is used to be tested.
    cluster : a column of `articles`, or a period; those that share a value change sides together
        (one author's articles, near duplicates). Authors hold: where nothing differs, a word is
        named in 4% to 5% of simulations. Periods do not, where the sides are of different times:
        of two halves of daily news "quarter" names one in 7% if stories last ten days, and in 70%
        if they last 45. Of a period that was picked as a peak no test holds.

    Returns
    -------
    One row a word, the most telling first, `a` before `b`: `side`, `word`, `written` (as the
    articles write it most often), `count_a`, `count_b`, `articles_a`, `articles_b`,
    `per_1000_content_words_a`, `per_1000_content_words_b`, `log_odds` (the effect, with the
    informative Dirichlet prior, above 0 for `a`), `log_likelihood`, `z` (the difference of the
    sides over clusters, in standard deviations), `p_all` (the share of 5,000 draws, fewer of many
    clusters, in which any word has a z as far from 0), `note` (why no word can be named).
    ValueError for another column or value.

    Monroe, Colaresi and Quinn (2008), "Fightin' words", Political Analysis 16, equations
    15 and 16; Dunning (1993), Computational Linguistics 19: 61-74; Westfall and Young (1993),
    "Resampling-based multiple testing". How often it is wrong: benchmarks/coverage.md.

    >>> toy = pd.DataFrame({"text": ["tax tax war", "tax war", "war war"]})
    >>> toy["party"] = ["A", "A", "B"]
    >>> keyness(toy, "party", "A", "B", least=1)[["side", "word", "count_a", "count_b"]]
      side word  count_a  count_b
    0    A  tax        3        0
    1    B  war        2        2
    """
    side = _sides(articles, by, a, b)
    words = content_words(articles["text"].tolist(), languages_of(articles))
    uses = words[["row", "word"]].value_counts().reset_index()
    together = clusters(articles, cluster)
    uses["side"], uses["cluster"] = side[uses["row"]], together[uses["row"]]
    by_side = uses.groupby(["word", "side"])["count"]
    times = by_side.sum().unstack().reindex(columns=range(3)).fillna(0)
    having = by_side.size().unstack().reindex(columns=range(3)).fillna(0)
    all_uses, totals = times.sum(axis=1), times.sum()[:2].to_numpy()
    often = times[0] + times[1] >= max(1, least)
    if not totals.all() or len(all_uses) < 2:
        often[:] = False  # a word that is all there is has no odds
    prior = all_uses.sum() / len(articles)
    counts, names = times.loc[often, [0, 1]].to_numpy().T, times.index[often]
    with_prior = counts + prior * all_uses[often].to_numpy() / all_uses.sum()
    log_odds = np.log(with_prior / (totals[:, None] + prior - with_prior))
    odds = log_odds[0] - log_odds[1]
    times_by_cluster, length, first = _by_cluster(uses, side, together, names)
    sizes = [int(first.sum()), int((~first).sum())]
    z, p_all = 0 * odds, 1 + 0 * odds
    if all(sizes) and len(names):
        z, p_all = _permuted(times_by_cluster, length, first)
    # a side that says a word more in sum, and less by its clusters, says it neither way
    z = np.where(z * odds > 0, z, 0)
    table = pd.DataFrame({"side": np.where(z > 0, a, b), "word": names})
    for place, name in enumerate("ab"):
        table[f"count_{name}"] = counts[place].astype("int64")
        table[f"articles_{name}"] = having.loc[often, place].to_numpy("int64")
        table[f"per_1000_content_words_{name}"] = 1000 * counts[place] / totals[place]
    table["log_odds"], table["log_likelihood"] = odds, log_likelihood(*counts, *totals)
    table["z"], table["p_all"] = z, p_all
    table["note"] = _note(a, b, sizes)
    order = np.argsort(-z.round(9), kind="stable")
    of_a, of_b = order[z[order] > 0][:most], order[z[order] < 0][::-1][:most]
    table = table.take(np.concatenate([of_a, of_b]))
    forms = words[words["word"].isin(table["word"])].groupby("word")["written"]
    table["written"] = table["word"].map(forms.agg(usual_spelling)).astype("str")
    return table[_COLUMNS].reset_index(drop=True)


def _sides(articles: pd.DataFrame, by: str, a: str, b: str) -> np.ndarray:
    """Of each article its side: 0 for `a`, 1 for `b`, 2 for neither."""
    check_by("keyness", articles, by)
    values = values_by(articles, by).astype("category")
    categories = values.cat.categories.tolist()
    for value in (a, b):
        if value not in categories:
            there = natural_list([repr(name) for name in categories], 10)
            raise ValueError(f"keyness: no article has {value!r} in {by!r}; there are {there}")
    return np.select([values == a, values == b], [0, 1], 2)


def clusters(articles: pd.DataFrame, cluster: str | None = None) -> np.ndarray:
    """Of each article the number of its cluster: those that share a value of a column, or a period,
    are drawn together, as copies of one report are. One without a value stands alone, and so do all
    without a column.

    >>> table = pd.DataFrame({"copy": ["x", None, "x", ""], "date": ["2020-01", "", "2020-03", ""]})
    >>> clusters(table, "copy").tolist(), clusters(table, "month").tolist()
    ([0, 1, 0, 2], [0, 2, 1, 3])
    """
    if cluster is None:
        return np.arange(len(articles))
    check_by("cluster", articles, cluster)
    number = pd.factorize(values_by(articles, cluster))[0]
    alone = number < 0
    number[alone] = number.max(initial=-1) + 1 + np.arange(alone.sum())
    return number


def _by_cluster(
    uses: pd.DataFrame, side: np.ndarray, together: np.ndarray, names: pd.Index
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uses of these words (clusters x words), all words, and whether it is of the first side, of
    clusters on one side.
    """
    sides = pd.DataFrame({"cluster": together, "side": side})[side < 2].drop_duplicates()
    sides = sides[~sides["cluster"].duplicated(keep=False)].set_index("cluster")["side"]
    uses = uses[(uses["side"] < 2) & uses["cluster"].isin(sides.index)]
    length = uses.groupby("cluster")["count"].sum()
    tested = uses[uses["word"].isin(names)].groupby(["cluster", "word"])["count"].sum()
    times = tested.unstack(fill_value=0).reindex(index=length.index, columns=names, fill_value=0)
    return times.to_numpy(), length.to_numpy(), (sides[length.index] == 0).to_numpy()


def _permuted(
    times: np.ndarray, length: np.ndarray, first: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """z and p_all of words (columns) from clusters (rows), of which `first` are on the first
    side.
    """
    size, number = len(first), first.sum()
    draws = min(DRAWS, max(FEWEST_DRAWS, _DRAWN // size))
    sides = np.random.default_rng(0).permuted(np.tile(first, (draws, 1)), axis=1)
    sides = sides.astype("float32")  # seven digits of z are enough, in half the time
    z, largest = [], np.zeros(draws)
    for block in np.array_split(times, 1 + times.shape[1] // _CHUNK, axis=1):
        score = standard_scores(block, length)
        score -= score.mean(axis=0)
        spread = (score**2).sum(axis=0) * number * (size - number) / (size * (size - 1))
        score = np.nan_to_num(safe_divide(score, np.sqrt(spread).round(9)))
        z.append(first @ score)
        distances = np.abs(sides @ score.astype("float32"))
        largest = np.maximum(largest, distances.max(axis=1, initial=0))
    z = np.concatenate(z)
    as_far = (largest[:, None] >= np.abs(z) - 1e-6).sum(axis=0)
    return z, (1 + as_far) / (1 + draws)


def _note(a: str, b: str, sizes: list[int]) -> str:
    """Why no word can be named, whatever its numbers; empty where one can."""
    # where all change sides, only the signs change
    least = (1 + (sizes[0] == sizes[1])) / comb(sum(sizes), sizes[0])
    if least < ALPHA:
        return ""
    return (
        f"{a} has {sizes[0]} and {b} {sizes[1]} articles or clusters that could change sides, too "
        "few to tell from chance"
    )
