"""How many sentences to code, by the interval's own formula."""

import pytest

from newsthemes import sample_size


def width_of(share, n, z=1.959964):
    """Of Wilson's interval (1927), as Newcombe (1998), Statistics in Medicine 17: 857-872, has it."""
    return z * (z**2 + 4 * n * share * (1 - share)) ** 0.5 / (n + z**2)


@pytest.mark.parametrize("share", [0, 0.02, 0.3, 0.5, 0.77, 1])
@pytest.mark.parametrize("width", [0.6, 0.4, 0.25, 0.1])
def test_ten_thirteenths_of_so_many_sentences_give_the_width_and_of_one_less_do_not(width, share):
    needed = sample_size([width], [share]).iloc[0, 1]
    assert width_of(share, needed / 1.3) <= width < width_of(share, (needed - 1) / 1.3)
