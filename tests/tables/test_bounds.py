"""Bounds against published tables, and against what they promise."""

from fractions import Fraction
from math import ceil, comb, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes.tables.bounds import clopper_pearson, sentences_needed


@pytest.mark.parametrize(("successes", "trials", "low", "high"), [
    (0, 1, 0, 0.975),
    (1, 1, 0.025, 1),
    (0, 17, 0, 0.195064),
    (0, 0, np.nan, np.nan),
    (5, 10, 0.187086, 0.812914),
    (9, 10, 0.554984, 0.997471),
    # these: Newcombe (1998), Statistics in Medicine 17: 857-872, table I
    (81, 263, 0.2527, 0.3676),
    (15, 148, 0.0578, 0.1617),
    (0, 20, 0, 0.1684),
    (1, 29, 0.0009, 0.1776),
])  # fmt: skip
def test_clopper_pearson(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=6e-5, nan_ok=True)


@given(st.integers(1, 60), st.data())
def test_at_its_bounds_the_chance_of_what_was_seen_is_the_tail(trials, data):
    successes = data.draw(st.integers(0, trials))
    # the beta law is summed over a grid: to 5e-6 of the chance
    low, high = clopper_pearson(successes, trials)

    def chance(numbers, share):
        yes, no = Fraction(share), 1 - Fraction(share)
        return float(sum(comb(trials, n) * yes**n * no ** (trials - n) for n in numbers))

    tail = pytest.approx(0.025, rel=5e-6)
    assert low == 0 if not successes else chance(range(successes, trials + 1), low) == tail
    assert high == 1 if successes == trials else chance(range(successes + 1), high) == tail
    assert low <= successes / trials <= high


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
        bounds = [clopper_pearson(number, n) for number in numbers]
        return any(high - low > width for low, high in bounds)

    needed = sentences_needed(width, share)
    assert not any(map(wide, range(needed, 3 * needed + 60)))
    assert needed == 1 or wide(needed - 1)


def test_a_width_that_nothing_gives_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sentences_needed(0)
