"""Scores of words and themes; the level of every interval, and of every test."""

import numpy as np

LEVEL = 0.95  # of intervals
TAILS = [(1 - LEVEL) / 2, (1 + LEVEL) / 2]
ALPHA = 0.05  # of tests: the chance of one false finding or more, over all words that are tested
SURE = 10.83  # log-likelihood (chi-squared, one degree of freedom): by chance once in a thousand


def safe_divide(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, NaN where there is nothing below."""
    out = np.full(np.broadcast_shapes(np.shape(above), np.shape(below)), np.nan)
    return np.divide(above, below, out=out, where=np.asarray(below) > 0)


def standard_scores(times: np.ndarray, words: np.ndarray) -> np.ndarray:
    """How much more often than expected clusters (rows) use words (columns): the difference in
    standard deviations.

    A cluster of so many `words` is expected to use a word m times: as often as all clusters do by
    their words. Its uses vary by m + d m², as if each cluster had a rate of
    its own (a negative binomial law); d is the word's, by moments, and at least 0. Without d, a
    long article counts for more than it tells, and what long articles happen to use seems to mark
    their side. Breslow (1984), "Extra-Poisson variation in log-linear models", Applied Statistics
    33: 38-44.

    >>> standard_scores(np.array([[8], [0], [4], [4]]), np.full(4, 100)).ravel().round(2).tolist()
    [1.41, -1.41, 0.0, 0.0]
    """
    mean = np.outer(words, times.sum(axis=0) / words.sum())
    more = ((times - mean) ** 2 - mean).sum(axis=0)
    over = np.nan_to_num(safe_divide(more, (mean**2).sum(axis=0))).clip(0)
    spread = np.sqrt(mean + over * mean**2)
    return np.nan_to_num(safe_divide(times - mean, spread))


def log_likelihood(
    a: np.ndarray, b: np.ndarray, all_a: np.ndarray, all_b: np.ndarray
) -> np.ndarray:
    """How much more often than chance would bring something is one of `all_a` than one of `all_b`:
    `a` times, and `b` times.

    G2 of Dunning (1993), "Accurate methods for the statistics of surprise and coincidence",
    Computational Linguistics 19: 61-74, for the table of two by two. Of a pair of words: `a` of
    both, `b` of the second without the first, `all_a` of the first with any word, `all_b` of all
    others.

    >>> log_likelihood(np.array([10, 5]), np.array([0, 5]), 20, 20).round(1).tolist()
    [17.3, 0.0]
    """
    share = (a + b) / (all_a + all_b)
    observed = np.array([a, b, all_a - a, all_b - b])
    expected = [share * all_a, share * all_b, (1 - share) * all_a, (1 - share) * all_b]
    ratio = np.divide(observed, expected, out=np.ones(observed.shape), where=observed > 0)
    return 2 * (observed * np.log(ratio)).sum(axis=0)
