"""Which words one part of the articles uses more than another: keyness, tested by assigning articles to the parts at random.

A word said fifty times in one article makes a large sum and says little about the others, and no formula over sums sees that.
An interval cannot mend it: words are picked because they differ, so their intervals miss the truth. Hence whole articles, or
whole clusters of them, change sides at random, and a word must differ more than any word does then.
"""

from collections import Counter
from itertools import chain, combinations
from math import comb

import numpy as np
import pandas as pd

from ..text.characters import fold, straight
from ..text.tokens import is_content, token_pattern
from .statistics import ALPHA, clusters

LEAST = 10  # uses, of a word that is tested
ASSIGNMENTS = 5_000  # of clusters to sides; all of them where there are no more
_CHUNK = 500  # assignments at a time, for memory


def words_of(text: str) -> list[str]:
    """The content words of a text, folded: without function words, numbers, and endings that an apostrophe joins to them.

    >>> words_of("China’s well-being isn’t up 3% in the US-China talks")
    ['china', 'well-being', 'us-china', 'talks']
    """
    text = straight(text)
    return [word for word in map(fold, token_pattern(text).findall(text)) if is_content(word)]


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
    """What the articles whose column `by` is `a` say more than those where it is `b`, and the other way round.

    Parameters
    ----------
    articles : with `text` and the column `by`. All of them, those of neither side too, are the background of the prior.
    by, a, b : a column of `articles` and two of its values; an empty one is no side.
    most : how many words to return of each side. least : how often a word is used on both sides to be tested.
    prior : how many words the prior is worth (Monroe et al.'s alpha_0); as many as an article has on average without it.
    cluster : a column of `articles`, or several; those that share a value change sides together (one author's articles, near
        duplicates). A cluster with articles on both sides is counted, but takes no part in the test: it has no side to change.
    draws : how many assignments of clusters to sides are drawn, where there are more than that; otherwise all are taken.

    Returns
    -------
    One row a word, the most telling first, `a` before `b`: `side`, `word`, `count_a`, `count_b`, `articles_a`, `articles_b`,
    `per_1000_a`, `per_1000_b` (of the words that `words_of` takes), `log_odds` (the effect: the natural logarithm of the ratio
    of odds, with the informative Dirichlet prior, above 0 for `a`), `log_likelihood` (Dunning's G2), `z` (which chooses the
    words: the difference of the sides over clusters, in standard deviations of all assignments), `p_all` (the share of
    assignments in which any tested word has a z as far from 0: naming all words with `p_all` < 0.05 names a false one in at
    most 5 % of cases). `attrs`: `by`, `a`, `b`, `tested` and `telling` (the number of words, and of those with `p_all` < 0.05),
    `articles` and `clusters` (of either side), `unit` (which of them change sides), `note` (why no word can be named).

    A cluster's score for a word is its uses less those expected from its length, by the square root of its length; z is the
    sum of the scores of one side, standardised (Strasser and Weber 1999, "On the asymptotic theory of permutation statistics").
    p_all is the single-step max-T of Westfall and Young (1993), "Resampling-based multiple testing". Monroe, Colaresi and Quinn
    (2008), "Fightin' words: lexical feature selection and evaluation for identifying the content of political conflict",
    Political Analysis 16: 372-403, equations 15 and 16; Dunning (1993), "Accurate methods for the statistics of surprise and
    coincidence", Computational Linguistics 19: 61-74.

    >>> toy = pd.DataFrame({"text": ["tax tax war", "tax war", "war war"], "party": ["A", "A", "B"]})
    >>> keyness(toy, "party", "A", "B", least=1)[["side", "word", "count_a", "count_b"]]
      side word  count_a  count_b
    0    A  tax        3        0
    1    B  war        2        2
    """
    if by not in articles.columns:
        raise ValueError(f"keyness: the articles have no column {by!r}; there are {', '.join(map(str, articles.columns))}")
    used = [Counter(words_of(text)) for text in articles["text"]]
    values = articles[by].astype(object)
    rows = [np.flatnonzero((values == side).to_numpy() & (side != "")) for side in (a, b)]
    *sums, every = (Counter(chain.from_iterable(used[row].elements() for row in part)) for part in (*rows, range(len(used))))
    enough = all(sums) and len(every) > 1  # a word that is all there is has no odds
    tested = sorted(word for word, number in (sums[0] + sums[1]).items() if number >= least) if enough else []
    prior = prior or every.total() / max(1, len(used))
    weight = prior / max(1, every.total()) * np.array([every[word] for word in tested], dtype=np.float64)
    counts = [np.array([sum_[word] for word in tested], dtype=np.float64) for sum_ in sums]
    totals = [float(sum_.total()) for sum_ in sums]
    odds = _log_odds(*counts, *totals, weight, prior)
    found, words, first = _by_cluster(used, rows, clusters(articles, cluster), tested)
    sizes = [int(first.sum()), int((~first).sum())]
    z, p_all = _permuted(found, words, first, draws, seed) if all(sizes) else (0 * odds, 1 + 0 * odds)
    z = np.where(z * odds > 0, z, 0)  # a side that says a word more in sum, and less by its clusters, says it neither way
    order = np.argsort(-z.round(9), kind="stable")
    shown = np.concatenate([order[z[order] > 0][:most], order[::-1][z[order[::-1]] < 0][:most]])
    table = pd.DataFrame({"side": np.where(z[shown] > 0, a, b), "word": [tested[place] for place in shown]})
    for name, number, total, part in zip("ab", counts, totals, rows, strict=True):
        table[f"count_{name}"] = number[shown].astype("int64")
        table[f"articles_{name}"] = [sum(word in used[row] for row in part) for word in table["word"]]
        table[f"per_1000_{name}"] = 1000 * number[shown] / total
    table["log_odds"], table["log_likelihood"] = odds[shown], _log_likelihood(*counts, *totals)[shown]
    table["z"], table["p_all"] = z[shown], p_all[shown]
    table.attrs = {"by": by, "a": a, "b": b, "tested": len(tested), "telling": int((p_all[z != 0] < ALPHA).sum())}
    table.attrs |= {"articles": [len(part) for part in rows], "clusters": sizes}
    table.attrs["unit"] = "groups of articles" if cluster else "articles"
    table.attrs["note"] = _note(a, b, table.attrs["articles"], sizes, table.attrs["unit"])
    return table[_COLUMNS]


_SIDES = [f"{name}_{side}" for name in ("count", "articles", "per_1000") for side in "ab"]
_COLUMNS = ["side", "word", *_SIDES, "log_odds", "log_likelihood", "z", "p_all"]


def _log_odds(a: np.ndarray, b: np.ndarray, all_a: object, all_b: object, weight: np.ndarray, prior: float) -> np.ndarray:
    """The logarithm of the ratio of odds, each with the prior added."""
    one, other = a + weight, b + weight
    return np.log(one / (all_a + prior - one)) - np.log(other / (all_b + prior - other))


def _log_likelihood(a: np.ndarray, b: np.ndarray, all_a: float, all_b: float) -> np.ndarray:
    """G2 of the table of two by two: this word and all others, on either side."""
    share = (a + b) / (all_a + all_b or 1)
    seen = [a, b, all_a - a, all_b - b]
    expected = [share * all_a, share * all_b, (1 - share) * all_a, (1 - share) * all_b]
    logs = [np.log(np.divide(o, e, out=np.ones_like(e), where=(o > 0) & (e > 0))) for o, e in zip(seen, expected, strict=True)]
    return 2 * sum(number * log for number, log in zip(seen, logs, strict=True))


def _by_cluster(used: list[Counter], rows: list[np.ndarray], together: np.ndarray, tested: list[str]) -> tuple:
    """Uses of the tested words (clusters x words), all words, and whether it is of the first side, of clusters on one side."""
    place = {word: column for column, word in enumerate(tested)}
    found = np.zeros((together.max(initial=-1) + 1, len(tested)))
    words, on = np.zeros(len(found)), np.zeros((2, len(found)), dtype=bool)
    for side, part in enumerate(rows):
        on[side, together[part]] = True
        for row in part:
            there = [word for word in used[row] if word in place]
            found[together[row], [place[word] for word in there]] += [used[row][word] for word in there]
            words[together[row]] += used[row].total()
    kept = (on[0] != on[1]) & (words > 0)
    return found[kept], words[kept], on[0, kept]


def _permuted(found: np.ndarray, words: np.ndarray, first: np.ndarray, draws: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """z and p_all of words (columns) from clusters (rows), of which `first` are on the first side."""
    size, one = len(first), int(first.sum())
    score = (found - np.outer(words, found.sum(axis=0) / words.sum())) / np.sqrt(words)[:, None]
    score -= score.mean(axis=0)
    spread = np.sqrt((score**2).sum(axis=0) * one * (size - one) / (size * (size - 1)))
    score = np.divide(score, spread, out=np.zeros_like(score), where=spread > 1e-9)
    every = comb(size, one) <= draws
    if every:
        sides = np.array([np.isin(np.arange(size), part) for part in combinations(range(size), one)])
    else:
        sides = np.random.default_rng(seed).permuted(np.tile(first, (draws, 1)), axis=1)
    parts = np.array_split(sides.astype(np.float64), 1 + len(sides) // _CHUNK)
    largest = np.sort(np.concatenate([np.abs(part @ score).max(axis=1, initial=0) for part in parts]))
    z = first @ score
    beyond = len(largest) - np.searchsorted(largest, np.abs(z) - 1e-6)
    return z, (beyond + (not every)) / (len(largest) + (not every))  # one that is drawn counts the sides as they are, too


def _note(a: str, b: str, articles: list[int], sizes: list[int], unit: str) -> str:
    if not all(articles):
        missing = [side for side, size in zip((a, b), articles, strict=True) if not size]
        return f"There is no article of {' or '.join(missing)}" if a and b else "Fewer than two sides have articles"
    least = (1 + (sizes[0] == sizes[1])) / comb(sum(sizes), sizes[0])  # where all change sides, only the signs change
    few = f"{a} has {sizes[0]} and {b} {sizes[1]} of the {unit} that could change sides, too few to tell from chance"
    return few if least >= ALPHA else ""
