"""Articles beyond one machine's memory: read lazily, counted by many processes, the mentions
written part by part.

It needs `dask[dataframe]`, `distributed` and `pyarrow`, which the notebooks do not. `python -m
newsthemes.scale --help` says how to count from the command line.

read_lazily: files as a Dask DataFrame of articles; mentions_in_parts: the processes, and mentions
written and read part by part
"""

from ..text.extras import extra

with extra("scale", "newsthemes.scale"):
    from .mentions_in_parts import (
        NotWrittenError,
        read_counted,
        read_mentions,
        start,
        write_mentions,
    )
    from .read_lazily import read_lazily

__all__ = [
    "NotWrittenError",
    "read_counted",
    "read_lazily",
    "read_mentions",
    "start",
    "write_mentions",
]
