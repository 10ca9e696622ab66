"""Which words one part of the articles uses more than another: keyness, with an interval over articles.

A word said fifty times in one article makes a large sum and says little about the others, and no formula over sums sees that.
So each word also has an interval from a bootstrap over articles.
"""

from collections import Counter

import numpy as np
import pandas as pd

from .characters import fold, straight
from .intervals import DRAWS, LEVEL, MIN_ARTICLES, clusters, middle, resampled, summed
from .sentences import is_content, token_pattern

LEAST = 10  # uses, of a word that is tested


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
    cluster: str | None = None,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """What the articles whose column `by` is `a` say more than those where it is `b`, and the other way round.

    Parameters
    ----------
    articles : with `text` and the column `by`. All of them, those of neither side too, are the background of the prior.
    by, a, b : a column of `articles` and two of its values; an empty one is no side.
    most : how many words to return of each side. least : how often a word is used on both sides to be tested.
    prior : how many words the prior is worth (Monroe et al.'s alpha_0); as many as an article has on average without it.
    cluster : a column of `articles`; those that share a value are drawn together (near duplicates, say).

    Returns
    -------
    One row a word, the most telling first, `a` before `b`: `side`, `word`, `count_a`, `count_b`, `articles_a`, `articles_b`,
    `per_1000_a`, `per_1000_b` (of the words that `words_of` takes), `log_odds` (the effect: the natural logarithm of the ratio
    of odds, with the informative Dirichlet prior, above 0 for `a`), `z` (by it they are chosen: log_odds by its standard
    error, as though every word stood alone), `log_likelihood` (Dunning's G2), `low` and `high` (bootstrap over articles of
    log_odds; NaN where a side has fewer than ten). `attrs`: `by`, `a`, `b`, `tested` (the number of words), `articles` (of
    either side), `note`.

    Monroe, Colaresi and Quinn (2008), "Fightin' words: lexical feature selection and evaluation for identifying the content
    of political conflict", Political Analysis 16: 372-403, equations 15 to 22; Dunning (1993), "Accurate methods for the
    statistics of surprise and coincidence", Computational Linguistics 19: 61-74.

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
    sums = [_sum(used, part) for part in rows]
    both, every = sums[0] + sums[1], _sum(used, range(len(used)))
    enough = all(sums) and len(every) > 1  # a word that is all there is has no odds
    tested = sorted(word for word, number in both.items() if number >= least) if enough else []
    prior = prior or every.total() / max(1, len(used))
    weight = prior / max(1, every.total()) * np.array([every[word] for word in tested], dtype=np.float64)
    counts = [np.array([sum_[word] for word in tested], dtype=np.float64) for sum_ in sums]
    totals = [float(sum_.total()) for sum_ in sums]
    odds = _log_odds(*counts, *totals, weight, prior)
    z = odds / np.sqrt(1 / (counts[0] + weight) + 1 / (counts[1] + weight))
    order = np.argsort(-z, kind="stable")
    shown = np.concatenate([order[z[order] > 0][:most], order[::-1][z[order[::-1]] < 0][:most]])
    table = pd.DataFrame({"side": np.where(z[shown] > 0, a, b), "word": [tested[place] for place in shown]})
    for name, number, total, part in zip("ab", counts, totals, rows, strict=True):
        table[f"count_{name}"] = number[shown].astype("int64")
        table[f"articles_{name}"] = [sum(word in used[row] for row in part) for word in table["word"]]
        table[f"per_1000_{name}"] = 1000 * number[shown] / total
    table["log_odds"], table["z"] = odds[shown], z[shown]
    table["log_likelihood"] = _log_likelihood(*counts, *totals)[shown]
    together = clusters(articles, cluster)
    note = _note(a, b, [len(set(together[part])) for part in rows])
    table["low"], table["high"] = np.nan, np.nan
    if not note and len(table):
        drawn = [_draws(used, part, together[part], table["word"], draws, seed + side) for side, part in enumerate(rows)]
        spread = _log_odds(*(d[:, :-1] for d in drawn), *(d[:, -1:] for d in drawn), weight[shown], prior)
        table[["low", "high"]] = [middle(column, level) for column in spread.T]
    table.attrs = {"by": by, "a": a, "b": b, "tested": len(tested), "articles": [len(part) for part in rows], "note": note}
    return table[_COLUMNS]


_SIDES = [f"{name}_{side}" for name in ("count", "articles", "per_1000") for side in "ab"]
_COLUMNS = ["side", "word", *_SIDES, "log_odds", "z", "log_likelihood", "low", "high"]


def _sum(used: list[Counter], rows: range | np.ndarray) -> Counter:
    total: Counter = Counter()
    for row in rows:
        total.update(used[row])
    return total


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


def _draws(used: list, rows: np.ndarray, together: np.ndarray, words: pd.Series, draws: int, seed: int) -> np.ndarray:
    """Sums of the words' counts, and of all words, over articles drawn with replacement."""
    values = np.array([[*(used[row][word] for word in words), used[row].total()] for row in rows], dtype=np.float64)
    return resampled(summed(values, together), draws, seed)


def _note(a: str, b: str, sizes: list[int]) -> str:
    if not all(sizes):
        missing = [repr(side) for side, size in zip((a, b), sizes, strict=True) if not size]
        return f"no article with {' or '.join(missing)}" if a and b else "fewer than two sides have articles"
    few = [f"{side}: {size}" for side, size in zip((a, b), sizes, strict=True) if size < MIN_ARTICLES]
    return f"articles: {', '.join(few)}; a bootstrap needs {MIN_ARTICLES} of either side" if few else ""
