"""Articles beyond one machine's memory: the same functions on Dask.

It needs `dask[dataframe]`, `distributed` and `pyarrow`, which the notebooks do not.

read_lazily: files as a Dask DataFrame of articles; write_mentions: mentions written and read part
by part
"""

from ..files.optional_packages import extra

with extra("scale", "newsthemes.scale"):
    from .read_lazily import read_lazily
    from .write_mentions import read_counted, read_mentions, write_mentions

__all__ = ["read_counted", "read_lazily", "read_mentions", "write_mentions"]
