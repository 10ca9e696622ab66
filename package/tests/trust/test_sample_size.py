"""How many sentences to code, by the interval's own formula."""

from pathlib import Path

import pytest

import newsthemes
from newsthemes import estimated_shares, sample_size, share_differences
from newsthemes.tables.statistics import LEVEL


def width_of(share, n, z=1.959964):
    """Of Wilson's interval (1927), as Newcombe (1998), Statistics in Medicine 17: 857-872, has it."""
    return z * (z**2 + 4 * n * share * (1 - share)) ** 0.5 / (n + z**2)


@pytest.mark.parametrize("share", [0, 0.02, 0.3, 0.5, 0.77, 1])
@pytest.mark.parametrize("width", [0.6, 0.4, 0.25, 0.1])
def test_ten_thirteenths_of_so_many_sentences_give_the_width_and_of_one_less_do_not(width, share):
    needed = sample_size([width], [share]).iloc[0, 1]
    assert width_of(share, needed / 1.3) <= width < width_of(share, (needed - 1) / 1.3)


def test_documents_say_the_level_of_the_intervals():
    methods = Path(newsthemes.__file__).parent / "report" / "templates" / "methods.md"
    for text in (
        estimated_shares.__doc__,
        share_differences.__doc__,
        methods.read_text(encoding="utf-8"),
    ):
        assert f"{LEVEL:.0%} interval" in text
