"""Which words one part of the articles uses more than another: keyness, tested by assigning
articles to the parts at random.

A word said fifty times in one article makes a large sum and says little about the others, and no
formula over sums sees that. An interval cannot mend it: words are picked because they differ, so
their intervals miss the truth. Hence whole articles, or whole clusters of them, change sides at
random, and a word must differ more than any word does then.
"""

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd

from .statistics import ALPHA, clusters, log_likelihood
from .words import spelled, uses

LEAST = 10  # uses, of a word that is tested
ASSIGNMENTS = 5_000  # of clusters to sides; all of them where there are no more
_CHUNK = 500  # assignments at a time, for memory
# clusters, of which no two assignments are alike: a z of seven digits is then enough, in half the
# time
_MANY = 1000


def keyness(
    articles: pd.DataFrame,
    by: str,
    a: str,
    b: str,
    most: int = 20,
    least: int = LEAST,
    prior: float | None = None,
    cluster: str | list[str] | None = None,
    draws: int = ASSIGNMENTS,
    seed: int = 0,
) -> pd.DataFrame:
    """What the articles whose column `by` is `a` say more than those where it is `b`, and the other
    way round.

    Parameters
    ----------
    articles : with `text` and the column `by`. All of them, those of neither side too, are the
    background of the prior.
    by, a, b : a column of `articles` and two of its values; an empty one is no side.
    most : how many words to return of each side. least : how often a word is used on both sides to
    be tested.
    prior : how many words the prior is worth (Monroe et al.'s alpha_0); as many as an article has
    on average without it.
    cluster : a column of `articles`, or several; those that share a value change sides together
        (one author's articles, near duplicates). A cluster with articles on both sides is counted,
        but takes no part in the test: it has no side to change.
    draws : how many assignments of clusters to sides are drawn, where there are more than that;
        otherwise all are taken.

    Returns
    -------
    One row a word, the most telling first, `a` before `b`: `side`, `word`, `count_a`, `count_b`,
    `articles_a`, `articles_b`, `per_1000_content_words_a`, `per_1000_content_words_b`, `log_odds`
    (the effect: the natural logarithm of the ratio of odds, with the informative Dirichlet prior,
    above 0 for `a`), `log_likelihood` (Dunning's G2), `z` (which chooses the words: the difference
    of the sides over clusters, in standard deviations of all assignments), `p_all` (the share of
    assignments in which any tested word has a z as far from 0: naming all words with `p_all` < 0.05
    names a false one in at most 5 % of cases). `attrs`: `by`, `a`, `b`, `tested` and `telling` (the
    number of words, and of those with `p_all` < 0.05), `articles` and `clusters` (of either side),
    `unit` (which of them change sides), `note` (why no word can be named).

    A cluster's score for a word is its uses less those expected from its length, by the square root
    of its length; z is the sum of the scores of one side, standardised (Strasser and Weber 1999,
    "On the asymptotic theory of permutation statistics"). p_all is the single-step max-T of
    Westfall and Young (1993), "Resampling-based multiple testing". Monroe, Colaresi and Quinn
    (2008), "Fightin' words: lexical feature selection and evaluation for identifying the content of
    political conflict", Political Analysis 16: 372-403, equations 15 and 16; Dunning (1993),
    "Accurate methods for the statistics of surprise and coincidence", Computational Linguistics 19:
    61-74.

    >>> toy = pd.DataFrame({"text": ["tax tax war", "tax war", "war war"], "party": ["A", "A", "B"]})
    >>> keyness(toy, "party", "A", "B", least=1)[["side", "word", "count_a", "count_b"]]
      side word  count_a  count_b
    0    A  tax        3        0
    1    B  war        2        2
    """
    if by not in articles.columns:
        raise ValueError(
            f"keyness: the articles have no column {by!r}; there are {', '.join(map(str, articles.columns))}"
        )
    used = _Used(articles["text"].tolist())
    values = articles[by].astype(object)
    rows = [np.flatnonzero((values == side).to_numpy() & (side != "")) for side in (a, b)]
    sums, every = [used.times(part) for part in rows], used.times(np.arange(len(articles)))
    enough = (
        all(part.any() for part in sums) and len(every) > 1
    )  # a word that is all there is has no odds
    tested = (
        np.flatnonzero(sums[0] + sums[1] >= max(1, least))
        if enough
        else np.zeros(0, dtype=np.int64)
    )
    prior = prior or every.sum() / max(1, len(articles))
    weight = prior / max(1, every.sum()) * every[tested]
    counts, totals = (
        [part[tested].astype("float64") for part in sums],
        [float(part.sum()) for part in sums],
    )
    odds = _log_odds(*counts, *totals, weight, prior)
    found, words, first = _by_cluster(used, rows, clusters(articles, cluster), tested)
    sizes = [int(first.sum()), int((~first).sum())]
    z, p_all = (
        _permuted(found, words, first, draws, seed) if all(sizes) else (0 * odds, 1 + 0 * odds)
    )
    z = np.where(
        z * odds > 0, z, 0
    )  # a side that says a word more in sum, and less by its clusters, says it neither way
    order = np.argsort(-z.round(9), kind="stable")
    shown = np.concatenate([order[z[order] > 0][:most], order[::-1][z[order[::-1]] < 0][:most]])
    table = pd.DataFrame({"side": np.where(z[shown] > 0, a, b), "word": used.names[tested[shown]]})
    for name, number, total, part in zip("ab", counts, totals, rows, strict=True):
        table[f"count_{name}"] = number[shown].astype("int64")
        table[f"articles_{name}"] = used.times(part, once=True)[tested[shown]]
        table[f"per_1000_content_words_{name}"] = 1000 * number[shown] / total
    table["log_odds"], table["log_likelihood"] = (
        odds[shown],
        log_likelihood(*counts, *totals)[shown],
    )
    table["z"], table["p_all"] = z[shown], p_all[shown]
    table.attrs = {
        "by": by,
        "a": a,
        "b": b,
        "tested": len(tested),
        "telling": int((p_all[z != 0] < ALPHA).sum()),
    }
    table.attrs |= {"articles": [len(part) for part in rows], "clusters": sizes}
    table.attrs["unit"] = "groups of articles" if cluster else "articles"
    table.attrs["note"] = _note(a, b, table.attrs["articles"], sizes, table.attrs["unit"])
    return table[_COLUMNS]


_SIDES = [
    f"{name}_{side}" for name in ("count", "articles", "per_1000_content_words") for side in "ab"
]
_COLUMNS = ["side", "word", *_SIDES, "log_odds", "log_likelihood", "z", "p_all"]


def _log_odds(
    a: np.ndarray, b: np.ndarray, all_a: object, all_b: object, weight: np.ndarray, prior: float
) -> np.ndarray:
    """The logarithm of the ratio of odds, each with the prior added."""
    one, other = a + weight, b + weight
    return np.log(one / (all_a + prior - one)) - np.log(other / (all_b + prior - other))


class _Used:
    """How often articles use their content words: `names`, in order, and parallel arrays of
    article, word and times.
    """

    def __init__(self, texts: list[str]):
        found = spelled(texts)
        of_spelling, names = found.content()
        self.names, order = np.unique(np.array(names, dtype=object), return_inverse=True)
        word = np.append(order, -1)[of_spelling][found.spelling]
        size, row = max(1, len(names)), np.repeat(np.arange(len(texts)), found.sizes)
        codes, self.number, _ = uses((row * size + word)[word >= 0], row[word >= 0])
        self.article, self.word = np.divmod(codes, size)

    def times(self, rows: np.ndarray, once: bool = False) -> np.ndarray:
        """How often these articles use each word, or how many of them do."""
        here = np.isin(self.article, rows)
        number = None if once else self.number[here]
        return np.bincount(self.word[here], number, len(self.names)).astype("int64")


def _by_cluster(
    used: _Used, rows: list[np.ndarray], together: np.ndarray, tested: np.ndarray
) -> tuple:
    """Uses of the tested words (clusters x words), all words, and whether it is of the first side,
    of clusters on one side.
    """
    size = together.max(initial=-1) + 1
    words, on = np.zeros(size), np.zeros((2, size), dtype=bool)
    for side, part in enumerate(rows):
        on[side, together[part]] = True
    here = np.isin(used.article, np.concatenate(rows))
    cluster, word, number = together[used.article[here]], used.word[here], used.number[here]
    np.add.at(words, cluster, number)
    kept = (on[0] != on[1]) & (words > 0)
    place, column = np.cumsum(kept) - 1, np.full(len(used.names), -1)
    column[tested] = np.arange(len(tested))
    here = kept[cluster] & (column[word] >= 0)
    found = np.zeros((kept.sum(), len(tested)))
    np.add.at(found, (place[cluster[here]], column[word[here]]), number[here])
    return found, words[kept], on[0, kept]


def _permuted(
    found: np.ndarray, words: np.ndarray, first: np.ndarray, draws: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """z and p_all of words (columns) from clusters (rows), of which `first` are on the first
    side.
    """
    size, one = len(first), int(first.sum())
    score = (found - np.outer(words, found.sum(axis=0) / words.sum())) / np.sqrt(words)[:, None]
    score -= score.mean(axis=0)
    spread = np.sqrt((score**2).sum(axis=0) * one * (size - one) / (size * (size - 1)))
    score = np.divide(score, spread, out=np.zeros_like(score), where=spread > 1e-9)
    every = comb(size, one) <= draws
    if every:
        sides = np.array(
            [np.isin(np.arange(size), part) for part in combinations(range(size), one)]
        )
    else:
        sides = np.random.default_rng(seed).permuted(np.tile(first, (draws, 1)), axis=1)
    kind = np.float32 if size > _MANY else np.float64
    parts, scores = np.array_split(sides, 1 + len(sides) // _CHUNK), score.astype(kind)
    largest = np.sort(
        np.concatenate(
            [np.abs(part.astype(kind) @ scores).max(axis=1, initial=0) for part in parts]
        )
    )
    z = first @ score
    beyond = len(largest) - np.searchsorted(largest, np.abs(z) - 1e-6)
    return z, (beyond + (not every)) / (
        len(largest) + (not every)
    )  # one that is drawn counts the sides as they are, too


def _note(a: str, b: str, articles: list[int], sizes: list[int], unit: str) -> str:
    if not all(articles):
        missing = [side for side, size in zip((a, b), articles, strict=True) if not size]
        return (
            f"There is no article of {' or '.join(missing)}"
            if a and b
            else "Fewer than two sides have articles"
        )
    least = (1 + (sizes[0] == sizes[1])) / comb(
        sum(sizes), sizes[0]
    )  # where all change sides, only the signs change
    few = f"{a} has {sizes[0]} and {b} {sizes[1]} of the {unit} that could change sides, too few to tell from chance"
    return few if least >= ALPHA else ""
