"""Bounds against published tables, and against what they promise."""

from fractions import Fraction
from math import ceil, comb, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes.tables.bounds import (
    clopper_pearson,
    gamma_quantile,
    rate_bounds,
    sentences_needed,
    share_bounds,
    student_t,
)
from newsthemes.tables.statistics import MIN_ARTICLES


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 1, 0, 0.975),
        (1, 1, 0.025, 1),
        (0, 17, 0, 0.195064),
        (5, 10, 0.187086, 0.812914),
        (9, 10, 0.554984, 0.997471),
        (
            81,
            263,
            0.2527,
            0.3676,
        ),  # this and the next: Newcombe (1998), Statistics in Medicine 17: 857-872, table I
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_clopper_pearson(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(1, 60), st.data())
def test_at_its_bounds_the_chance_of_what_was_seen_is_the_tail(trials, data):
    successes = data.draw(st.integers(0, trials))
    # the beta law is summed over a grid: to 5e-6 of the chance
    low, high = clopper_pearson(successes, trials)

    def chance(numbers, share):
        share = Fraction(share)
        return float(
            sum(
                comb(trials, number) * share**number * (1 - share) ** (trials - number)
                for number in numbers
            )
        )

    if successes:
        assert chance(range(successes, trials + 1), low) == pytest.approx(0.025, rel=5e-6)
    else:
        assert low == 0
    if successes < trials:
        assert chance(range(successes + 1), high) == pytest.approx(0.025, rel=5e-6)
    else:
        assert high == 1
    assert low <= successes / trials <= high


def test_no_trials_have_no_interval():
    assert np.isnan(clopper_pearson(0, 0)).all()


@pytest.mark.parametrize(
    ("width", "share", "sentences"), [(0.2, 0.5, 104), (0.1, 0.5, 402), (0.2, 0.9, 46), (0.5, 1, 6)]
)
def test_sentences_needed(width, share, sentences):
    assert sentences_needed(width, share) == sentences


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, 0.02, 0.1, 0.3, 0.4, 0.5, 0.77, 0.95, 1])
@pytest.mark.parametrize("width", [0.98, 0.6, 0.5, 0.4, 0.25])
def test_from_the_sentences_needed_on_no_number_gives_a_wider_interval(width, share):
    def wide(n):
        numbers = {floor(round(share * n, 9)), ceil(round(share * n, 9))}
        return any(
            high - low > width for low, high in (clopper_pearson(number, n) for number in numbers)
        )

    needed = sentences_needed(width, share)
    assert not any(wide(n) for n in range(needed, 3 * needed + 60)) and (
        needed == 1 or wide(needed - 1)
    )


def test_a_width_that_nothing_gives_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sentences_needed(0)


@pytest.mark.parametrize(  # any printed table of Student's t
    ("freedom", "quantile"), [(1, 12.706), (2, 4.303), (9, 2.262), (120, 1.980)]
)
def test_student_t(freedom, quantile):
    assert student_t(freedom) == pytest.approx(quantile, abs=6e-4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "mean", "uneven"),
    [(7, 2, 1), (10, 2, 1), (10, 10, 0.1), (15, 5, 3), (25, 0.5, 1), (50, 2, 2), (250, 0.2, 1)],
)
def test_the_interval_of_a_rate_holds(size, mean, uneven):
    random, draws = np.random.default_rng(1), 1500
    words = random.lognormal(-0.32, 0.8, (size, draws))  # of mean 1
    found = random.poisson(mean * words * random.gamma(1 / uneven, uneven, (size, draws)))
    low, high = rate_bounds(found, words)
    assert 0.92 <= ((low <= mean) & (mean <= high)).mean() <= 0.985


@pytest.mark.slow
@pytest.mark.parametrize("size", [MIN_ARTICLES, 10, 25])
def test_the_bound_of_what_is_never_mentioned_holds(size):
    random, draws = np.random.default_rng(1), 2000
    words = random.lognormal(-0.32, 0.8, (size, draws))
    for mean in (0.03, 0.1, 0.3, 1, 3):
        found = random.poisson(mean * words * random.gamma(1 / 3, 3, (size, draws)))
        high = rate_bounds(found, words)[1]
        assert ((found.sum(axis=0) == 0) & (high < mean)).mean() <= 0.025


def test_one_article_that_holds_all_mentions_leaves_the_rate_open():
    even, one = (
        rate_bounds(np.array([column]).T, np.full((10, 1), 100))
        for column in ([1] * 5 + [0] * 5, [5] + [0] * 9)
    )
    assert even[0] > 4 * one[0] > 0 and one[1] > 4 * even[1]


def in_turn(size, most):
    """One mention in each of 0, 1, 2, ... of so many articles, a column each."""
    return np.array([[article < number for number in range(most)] for article in range(size)])


@pytest.mark.parametrize("size", [MIN_ARTICLES, 8, 10, 15, 25, 50, 100, 1000])
def test_more_mentions_never_have_a_lower_bound(size):
    high = rate_bounds(in_turn(size, min(size, 12)), np.ones((size, 1)))[1]
    assert (np.diff(high * size)[1:] >= -0.3).all() and high[1] * size < 12  # by t, nearly so
    assert size < 20 or high[0] <= high[1]  # of fewer, a theme in few articles is often in none
    assert (np.diff(high[1:5]) >= -1e-9).all()


def test_one_mention_and_two_are_in_order_whatever_the_lengths():
    random = np.random.default_rng(1)
    for size in (MIN_ARTICLES, 12, 30):
        words = random.lognormal(0, 1, (size, 1))
        if 2 * words.max() < words.sum():
            assert (np.diff(rate_bounds(in_turn(size, 3), words)[1])[1:] >= 0).all()


def test_a_long_article_without_the_theme_leaves_the_bounds_finite():
    low, high = rate_bounds(np.array([[0], *[[1]] * 7]), np.array([[20_000], *[[200]] * 7]))
    assert high[0] < 1 and low[0] > 1e-9


@pytest.mark.parametrize(
    ("shape", "quantile"),  # SciPy 1.17: gamma.ppf; half of a printed chi-square of 20 degrees
    [(1.2, 4.097368), (2, 5.571643), (10, 17.084803)],
)
def test_quantiles_of_the_gamma_distribution(shape, quantile):
    assert gamma_quantile(np.array(shape)) == pytest.approx(quantile, abs=1e-6)


@pytest.mark.parametrize(("successes", "trials"), [(15, 16), (22, 23), (9, 10), (40, 42)])
def test_few_failures_of_lone_cases_bound_a_share_nearly_as_exact_ones_do(successes, trials):
    cases = np.array([[1, 0]] * successes + [[0, 1]] * (trials - successes))
    low, high = share_bounds(cases)
    exact = clopper_pearson(successes, trials)
    assert exact[0] - 0.06 < low <= exact[0] + 1e-9 and exact[1] - 1e-9 <= high < 1
