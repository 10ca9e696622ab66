"""Which words one part of the articles uses more than another: keyness, tested by assigning
articles to the parts at random.

A word said fifty times in one article makes a large sum and says little about the others, and no
formula over sums sees that. An interval does not help: words are picked because they differ, so
their intervals miss the truth. Hence whole articles, or whole clusters of them, change sides at
random, and a word must differ more than any word does then.
"""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..text.languages import languages_of
from .sentences_and_words import spelled, uses
from .statistics import ALPHA, clusters, log_likelihood, standard_scores

LEAST = 10  # uses, of a word that is tested
# of clusters to sides; all of them where there are no more, and fewer of very many clusters
ASSIGNMENTS, FEWEST_ASSIGNMENTS = 5_000, 500
_ASSIGNED = 5_000_000  # clusters in all assignments together, from which on there are fewer
_CHUNK = 500  # words, and assignments, at a time, for memory
# clusters, of which no two assignments are alike: a z of seven digits is then enough, in half the
# time
_MANY = 1000


@takes_any_form
def keyness(
    articles: pd.DataFrame,
    by: str,
    a: str,
    b: str,
    most: int = 20,
    least: int = LEAST,
    cluster: str | list[str] | None = None,
    draws: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """What the articles whose column `by` is `a` say more than those where it is `b`, and the other
    way round. The function words of each article's language are left out, where it has a list.

    Parameters
    ----------
    articles : with `text` and the column `by`. All of them, those of neither side too, are the
    background of the prior, which is worth as many words as an article has on average (Monroe et
    al.'s alpha_0).
    by, a, b : a column of `articles` and two of its values; an empty one is no side.
    most : how many words to return of each side. least : how often a word is used on both sides to
    be tested.
    cluster : a column of `articles`, or several; those that share a value change sides together
        (one author's articles, near duplicates). A cluster with articles on both sides is counted,
        but takes no part in the test: it has no side to change.
    draws : how many assignments of clusters to sides are drawn, where there are more than that;
        otherwise all are taken. Without it 5,000, and fewer of more than 1,000 clusters, down to
        500 of 10,000: a `p_all` of 0.05 is then known to within 0.02 (two standard errors).

    Returns
    -------
    One row a word, the most telling first, `a` before `b`: `side`, `word`, `count_a`, `count_b`,
    `articles_a`, `articles_b`, `per_1000_content_words_a`, `per_1000_content_words_b`, `log_odds`
    (the effect: the natural logarithm of the ratio of odds, with the informative Dirichlet prior,
    above 0 for `a`), `log_likelihood` (Dunning's G2), `z` (which chooses the words: the difference
    of the sides over clusters, in standard deviations of all assignments), `p_all` (the share of
    assignments in which any tested word has a z as far from 0; benchmarks/coverage.md shows how
    often `p_all` < 0.05 names a false word), `note` (the same in each row: why no word can be
    named, where clusters are too few; else empty). No row where `a` or `b` is empty; ValueError for
    a value that no article has.

    A cluster's score for a word is its uses less those expected from its length, in standard
    deviations (`standard_scores`); z is the sum of the scores of one side, standardised (Strasser
    and Weber 1999, "On the asymptotic theory of permutation statistics"). p_all is the single-step
    max-T of Westfall and Young (1993), "Resampling-based multiple testing". Monroe, Colaresi and
    Quinn (2008), "Fightin' words: lexical feature selection and evaluation for identifying the
    content of political conflict", Political Analysis 16: 372-403, equations 15 and 16; Dunning
    (1993), "Accurate methods for the statistics of surprise and coincidence", Computational
    Linguistics 19: 61-74.

    >>> toy = pd.DataFrame({"text": ["tax tax war", "tax war", "war war"]})
    >>> toy["party"] = ["A", "A", "B"]
    >>> keyness(toy, "party", "A", "B", least=1)[["side", "word", "count_a", "count_b"]]
      side word  count_a  count_b
    0    A  tax        3        0
    1    B  war        2        2
    """
    if by not in articles.columns:
        there = ", ".join(map(str, articles.columns))
        raise ValueError(f"keyness: the articles have no column {by!r}; there are {there}")
    used = _Used(articles)
    values = articles[by].astype(object).to_numpy()
    for value in (a, b):
        if value != "" and value not in set(values):
            raise ValueError(f"keyness: no article has {value!r} in its column {by!r}")
    side = np.select([(values == b) & (b != ""), (values == a) & (a != "")], [1, 0], 2)
    # sides (a, b, neither) x words
    times, having = used.by_side(side, used.number), used.by_side(side, None)
    (count_a, count_b), every = times[:2], times.sum(axis=0)
    tested = np.flatnonzero(count_a + count_b >= max(1, least))
    if not count_a.any() or not count_b.any() or len(every) < 2:
        tested = tested[:0]  # a word that is all there is has no odds
    prior = every.sum() / max(1, len(articles))
    weight = prior / max(1, every.sum()) * every[tested]
    counts, totals = times[:2, tested], times[:2].sum(axis=1)
    with_prior = counts + weight
    log_odds = np.log(with_prior / (totals[:, None] + prior - with_prior))
    odds = log_odds[0] - log_odds[1]
    found, words, first = _by_cluster(used, side, clusters(articles, cluster), tested)
    sizes = [int(first.sum()), int((~first).sum())]
    z, p_all = 0 * odds, 1 + 0 * odds
    if all(sizes):
        z, p_all = _permuted(found, words, first, draws, seed)
    # a side that says a word more in sum, and less by its clusters, says it neither way
    z = np.where(z * odds > 0, z, 0)
    order = np.argsort(-z.round(9), kind="stable")
    of_a, of_b = order[z[order] > 0], order[z[order] < 0][::-1]
    shown = np.concatenate([of_a[:most], of_b[:most]])
    table = pd.DataFrame({"side": np.where(z[shown] > 0, a, b), "word": used.names[tested[shown]]})
    for number, name in enumerate("ab"):
        table[f"count_{name}"] = counts[number, shown].astype("int64")
        table[f"articles_{name}"] = having[number, tested[shown]]
        table[f"per_1000_content_words_{name}"] = 1000 * counts[number, shown] / totals[number]
    table["log_odds"] = odds[shown]
    table["log_likelihood"] = log_likelihood(*counts, *totals)[shown]
    table["z"], table["p_all"] = z[shown], p_all[shown]
    table["note"] = _note(a, b, sizes, cluster)
    return table[_COLUMNS].astype({"word": "str"})


_SIDES = [
    f"{name}_{side}" for name in ("count", "articles", "per_1000_content_words") for side in "ab"
]
_COLUMNS = ["side", "word", *_SIDES, "log_odds", "log_likelihood", "z", "p_all", "note"]


class _Used:
    """How often articles use their content words: `names`, in order, and parallel arrays of
    article, word and times.
    """

    def __init__(self, articles: pd.DataFrame):
        texts = articles["text"].tolist()
        found = spelled(texts)
        word, names = found.content(languages_of(articles))
        self.names, order = np.unique(np.array(names, dtype=object), return_inverse=True)
        word = np.append(order, -1)[word]
        size, row = max(1, len(names)), np.repeat(np.arange(len(texts)), found.sizes)
        codes, self.number, _ = uses((row * size + word)[word >= 0], row[word >= 0])
        self.article, self.word = np.divmod(codes, size)

    def by_side(self, side: np.ndarray, number: np.ndarray | None) -> np.ndarray:
        """How often the articles of each of three sides use each word, or how many of them do."""
        cell = side[self.article] * len(self.names) + self.word
        return np.bincount(cell, number, 3 * len(self.names)).reshape(3, len(self.names))


def _by_cluster(
    used: _Used, side: np.ndarray, together: np.ndarray, tested: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uses of the tested words (clusters x words), all words, and whether it is of the first side,
    of clusters on one side.
    """
    size, kinds = together.max(initial=-1) + 1, len(tested)
    on = np.bincount(together * 3 + side, minlength=3 * size).reshape(size, 3) > 0
    here = side[used.article] < 2
    cluster, word, number = together[used.article[here]], used.word[here], used.number[here]
    words = np.bincount(cluster, number, size)
    kept = (on[:, 0] != on[:, 1]) & (words > 0)
    place, column = np.cumsum(kept) - 1, np.full(len(used.names), -1)
    column[tested] = np.arange(kinds)
    here = kept[cluster] & (column[word] >= 0)
    cell = place[cluster[here]] * kinds + column[word[here]]
    found = np.bincount(cell, number[here], kept.sum() * kinds).reshape(kept.sum(), kinds)
    return found, words[kept], on[kept, 0]


def _permuted(
    found: np.ndarray, words: np.ndarray, first: np.ndarray, draws: int | None, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """z and p_all of words (columns) from clusters (rows), of which `first` are on the first
    side.
    """
    size, one = len(first), int(first.sum())
    draws = draws or min(ASSIGNMENTS, max(FEWEST_ASSIGNMENTS, _ASSIGNED // size))
    extra = 0
    if comb(size, one) <= draws:  # all of them
        sides = [np.isin(np.arange(size), part) for part in combinations(range(size), one)]
        sides = np.array(sides)
    else:
        sides = np.random.default_rng(seed).permuted(np.tile(first, (draws, 1)), axis=1)
        extra = 1  # the sides as they are count, too
    kind = np.float64
    if size > _MANY:
        kind = np.float32
    z, largest = [], np.zeros(len(sides))
    for block in np.array_split(found, 1 + found.shape[1] // _CHUNK, axis=1):
        score = standard_scores(block, words)
        score -= score.mean(axis=0)
        spread = np.sqrt((score**2).sum(axis=0) * one * (size - one) / (size * (size - 1)))
        score = np.divide(score, spread, out=np.zeros_like(score), where=spread > 1e-9)
        z.append(first @ score)
        for part in np.array_split(np.arange(len(sides)), 1 + len(sides) // _CHUNK):
            drawn = np.abs(sides[part].astype(kind) @ score.astype(kind))
            largest[part] = np.maximum(largest[part], drawn.max(axis=1, initial=0))
    z, largest = np.concatenate(z), np.sort(largest)
    beyond = len(largest) - np.searchsorted(largest, np.abs(z) - 1e-6)
    return z, (beyond + extra) / (len(largest) + extra)


def _note(a: str, b: str, sizes: list[int], cluster: str | list[str] | None) -> str:
    """Why no word can be named, whatever its numbers; empty where one can."""
    # where all change sides, only the signs change
    least = (1 + (sizes[0] == sizes[1])) / comb(sum(sizes), sizes[0])
    if least < ALPHA:
        return ""
    unit = "articles"
    if cluster:
        unit = "groups of articles"
    return (
        f"{a} has {sizes[0]} and {b} {sizes[1]} of the {unit} that could change sides, too few to "
        "tell from chance"
    )
