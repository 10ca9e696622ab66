"""Texts that are looked at together: arrays of many short ones are quicker than many arrays."""

from collections.abc import Iterator

import numpy as np

_BATCH = 1 << 20  # characters


def batches(texts: list[str]) -> Iterator[list[int]]:
    """The numbers of all texts, in batches of about a million characters, or of one longer text;
    those in ASCII apart, as others need wider arrays.

    >>> list(batches(["Trade.", "Мир.", "War."]))
    [[0, 2], [1]]
    """
    is_ascii = np.array([text.isascii() for text in texts])
    sizes = np.array(list(map(len, texts)))
    for apart in (True, False):
        rows = np.flatnonzero(is_ascii == apart)
        reached = np.cumsum(sizes[rows]) // _BATCH
        yield from (
            batch.tolist()
            for batch in np.split(rows, np.flatnonzero(np.diff(reached)) + 1)
            if len(batch)
        )
