"""Files -> articles as a Dask DataFrame, read partition by partition, by the readers of
`read_articles`.

Each partition is described by texts and numbers only, and by the size and time of its file. What
Dask's own readers know has another name in each process, and a run would not find its parts again.
"""

from collections.abc import Iterator
from pathlib import Path

import dask.dataframe as dd
import fsspec
import pandas as pd
import pyarrow.parquet as pq
from fsspec.utils import read_block
from toolz import partition_all

from ..articles.find_files import article_id, may_be_article, several
from ..articles.formats.csv_excel_json import documents, read_json
from ..articles.formats.detect_reader import read_bytes
from ..articles.formats.document import ArticleError, Document
from ..articles.read_articles import Paths
from ..files.read_files import FileError, file_bytes

PART_BYTES = 32_000_000  # finding the mentions of a partition takes some ten times as much memory
TEXT_FILES = 1000  # of a partition
FIRST = 1_000_000  # bytes that tell the columns
# a name for its articles, its path, time and size, its first byte or number, how many bytes
Piece = tuple[str, str, int, int, int, int | None]


def read_lazily(path: Paths, part_bytes: int = PART_BYTES) -> dd.DataFrame:
    """Articles as a Dask DataFrame, read partition by partition when they are needed.

    `path` is a Parquet file (`*.parquet`), a JSON Lines file (`*.jsonl`, `*.jsonl.gz`), a text
    file, a folder of these, a pattern, or a list; a file given twice is read once. Columns:
    `article`, `title`, `date`, `source` (as the file has them), `text` (clean as in
    `read_articles`, without a title), `error`, and those that the first file has beside them. What
    `read_articles` would leave out has the reason in `error`. ArticleError where there is no file.

    A partition is a group of rows of a Parquet file, `part_bytes` of a JSON Lines file (all of a
    packed one), or a thousand text files.
    """
    packs, texts = [], []
    taken: dict[str, int] = {}
    for file in _files(path):
        stamps = str(file), file.stat().st_mtime_ns, file.stat().st_size
        name = article_id(file.stem, taken)
        if file.suffix == ".parquet":
            groups = range(pq.read_metadata(file).num_row_groups)
            packs += [[(f"{name}-{number}", *stamps, number, None)] for number in groups]
        elif file.suffix == ".jsonl":
            starts = range(0, stamps[2], part_bytes)
            packs += [[(f"{name}-{start}", *stamps, start, part_bytes)] for start in starts]
        elif ".jsonl" in file.suffixes:
            packs.append([(name, *stamps, 0, None)])
        else:
            texts.append((name, *stamps, 0, None))
    packs += map(list, partition_all(TEXT_FILES, texts))
    if not packs:
        raise ArticleError(f"{path}: holds no article; put some there")
    first = _read([(*packs[0][0][:5], FIRST)])
    return dd.from_map(_read, packs, columns=list(first.columns), meta=first.head(0))


def _files(path: Paths) -> list[Path]:
    """The files that these paths name or hold, in their order, each once, by whatever link."""
    if isinstance(path, str | Path):
        path = [path]
    files = [file for one in map(Path, path) for file in several(one) or [one]]
    return list(dict.fromkeys(file.resolve() for file in files if may_be_article(file)))


def _read(pack: list[Piece], columns: list[str] | None = None) -> pd.DataFrame:
    rows = [row for piece in pack for row in _rows(*piece)]
    return pd.DataFrame(rows, columns=columns)


def _rows(name: str, file: str, _: int, __: int, start: int, count: int | None) -> Iterator[dict]:
    """The articles of a piece of a file; where there is none, one with the reason."""
    try:
        found = _documents(file, start, count)
    except FileError as error:
        found = [Document(unread=str(error))]
    for document in found:
        document.settle()
        row = {"article": document.called(name), "title": document.title}
        row |= {"date": document.stated, "source": document.source}
        yield row | {"text": document.text, "error": document.unread, **document.more}


def _documents(file: str, start: int, count: int | None) -> list[Document]:
    if file.endswith(".parquet"):
        with pq.ParquetFile(file) as groups:
            cells = groups.read_row_group(start).to_pylist()
        return documents(Document(place=f"row {n}", more=row) for n, row in enumerate(cells, 1))
    if ".jsonl" in Path(file).suffixes:
        with fsspec.open(file, compression="infer") as opened:
            block = read_block(opened, start, count, b"\n").decode(errors="replace")
        if not block.strip():  # inside of a long line
            return []
        return read_json(block)
    return read_bytes(file_bytes(Path(file)), Path(file).suffix)
