"""Files -> articles as a Dask DataFrame, read partition by partition.

Each partition is described by texts and numbers only, and by the size and time of its file. What
Dask's own readers know has another name in each process, and a run would not find its parts again.
"""

import json
from collections.abc import Iterable
from pathlib import Path

import dask.dataframe as dd
import fsspec
import pandas as pd
import pyarrow.parquet as pq
from fsspec.utils import read_block
from toolz import partition_all

from ..articles.find_files import SOURCES, article_id, files_of
from ..articles.formats.csv_excel_json import parsed
from ..articles.formats.document import ArticleError, clean, storable
from ..articles.read_articles import read_articles

PART_BYTES = 32_000_000  # finding the mentions of a partition takes some ten times as much memory
TEXT_FILES = 1000  # of a partition
Paths = str | Path | Iterable[str | Path]


def read_lazily(path: Paths, part_bytes: int = PART_BYTES) -> dd.DataFrame:
    """Articles as a Dask DataFrame, read partition by partition when they are needed.

    `path` is a Parquet file (`*.parquet`), a JSON Lines file (`*.jsonl`, `*.jsonl.gz`), a text
    file, a folder of these, or a list, all of one kind; a file given twice is read once. Columns:
    those of the files, `article` and `text` among them, and `error`; texts are cleaned as in
    `read_articles`. What cannot be read has no text, and the reason in `error`. ArticleError where
    there is no such file.

    A partition is a group of rows of a Parquet file, `part_bytes` of a JSON Lines file (all of a
    packed one), or a thousand text files.
    """
    files = _files(path)
    kinds = sorted({_kind(file) for file in files})
    if len(kinds) > 1:
        problem = f"files of several kinds ({', '.join(kinds)})"
        raise ArticleError(f"{files[0].parent}: {problem}; give one kind at a time")
    if kinds == ["text"]:
        taken: dict[str, int] = {}
        named = [
            (*_stamped(file), _stamped(file.parent), article_id(file, taken)) for file in files
        ]
        packs = list(partition_all(TEXT_FILES, named))
        return dd.from_map(_read_files, packs, meta=read_articles([]).assign(error=""))
    if kinds == ["Parquet"]:
        groups = [(*_stamped(file), group) for file in files for group in _row_groups(file)]
        if not groups:
            raise ArticleError(f"{files[0]}: has no rows; write one for each article")
        return dd.from_map(_read_rows, groups, meta=_read_rows(groups[0]).head(0))
    blocks = [(*_stamped(file), *block) for file in files for block in _blocks(file, part_bytes)]
    first = _read_lines((*blocks[0][:3], 1_000_000))
    return dd.from_map(_read_lines, blocks, columns=list(first.columns), meta=first.head(0))


def _files(path: Paths) -> list[Path]:
    """The files that these paths name or hold, in their order, each once, by whatever link."""
    given = [path] if isinstance(path, str | Path) else path
    files: dict[Path, None] = {}
    for one in map(Path, given):
        inside = files_of(one) if one.is_dir() else [one]
        files |= dict.fromkeys(file.resolve() for file in inside)
    missing = [file for file in files if not file.is_file()]
    if missing or not files:
        first = (missing or [path])[0]
        raise ArticleError(f"{first}: there is no such file, or no file in it; check the name")
    return list(files)


def _kind(file: Path) -> str:
    if file.suffix == ".parquet":
        return "Parquet"
    if ".jsonl" in file.suffixes:
        return "JSON Lines"
    return "text"


def _stamped(file: Path) -> tuple[str, tuple[int, int]]:
    """A file, and what tells a later run that it has changed; of a folder its sources.csv."""
    if file.is_dir():
        file = file / SOURCES
    if not file.exists():
        return str(file), (0, 0)
    state = file.stat()
    return str(file), (state.st_size, state.st_mtime_ns)


def _row_groups(file: Path) -> range:
    try:
        return range(pq.read_metadata(file).num_row_groups)
    except (OSError, ValueError) as error:
        problem = f"cannot be read as Parquet ({error})"
        raise ArticleError(f"{file}: {problem}; write it anew, or leave it out") from None


def _blocks(file: Path, part_bytes: int) -> list[tuple[int, int | None]]:
    """First byte and number of bytes of each block; a packed file is read from its beginning."""
    if file.suffix != ".jsonl":
        return [(0, None)]
    return [(first, part_bytes) for first in range(0, max(file.stat().st_size, 1), part_bytes)]


def _read_rows(group: tuple) -> pd.DataFrame:
    path, _, number = group
    with pq.ParquetFile(path) as file:
        return _checked(file.read_row_group(number).to_pandas())


def _read_lines(block: tuple, columns: list[str] | None = None) -> pd.DataFrame:
    path, _, first, count = block
    with fsspec.open(path, compression="infer") as file:
        lines = read_block(file, first, count, b"\n").split(b"\n")
    objects = [_object(line) for line in lines if line.strip()]
    return _checked(pd.DataFrame(objects, columns=columns))


def _object(line: bytes) -> dict:
    """A line's object; where it is none, its beginning as `article`, and the reason."""
    values = parsed(line.decode(errors="replace"))
    if not isinstance(values, dict):
        reason = f"this line is no JSON object with text ({str(values)[:60]})"
        return {"article": storable(line[:60].decode(errors="replace")), "error": reason}
    cells = {
        name: storable(cell) if isinstance(cell, str) else cell for name, cell in values.items()
    }
    return cells | {"error": ""}


def _checked(table: pd.DataFrame) -> pd.DataFrame:
    """The rows, their texts clean, or missing and the reason in `error`."""
    if "text" not in table.columns:  # who counts them says so
        return table
    errors = table.get("error", pd.Series("", table.index))
    cells = zip(table["text"], errors, strict=True)
    checked = [(None, error) if error else _text(text) for text, error in cells]
    both = pd.DataFrame(checked, table.index, ["text", "error"], dtype="str")
    return table.assign(article=table["article"].astype("str"), **both)


def _text(value: object) -> tuple[str | None, str]:
    if not isinstance(value, str):
        spelled = json.dumps(value, ensure_ascii=False, default=str)[:60]
        return None, f"the text is {spelled}, which is no string; leave it out, or quote it"
    try:
        return clean(value), ""
    except ArticleError as error:
        return None, str(error)


def _read_files(pack: list[tuple]) -> pd.DataFrame:
    """The articles of files, each with the id that it has among all files."""
    tables = [read_articles([]).assign(error="")]
    columns = list(tables[0].columns)
    for path, *_, name in pack:
        try:
            articles = read_articles(path)
        except ArticleError as error:
            articles = pd.DataFrame({"article": [name], "path": [path], "error": [str(error)]})
        else:
            if len(articles) > 1:
                numbers = range(1, len(articles) + 1)
                name = [f"{name}#{number}" for number in numbers]
            articles = articles.assign(article=name, error="")
        tables.append(articles.reindex(columns=columns))
    table = pd.concat(tables, ignore_index=True)
    return table.fillna({"words": 0, "sentences": 0, "paragraphs": 0}).astype(tables[0].dtypes)
