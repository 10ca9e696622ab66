"""Files -> articles as a Dask DataFrame, read partition by partition."""

import json
import os
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

import dask.dataframe as dd
import fsspec
import pandas as pd
import pyarrow.parquet as pq
from fsspec.utils import read_block

from ..articles.find_files import SOURCES, article_id, files_of
from ..articles.formats.document import ArticleError, clean
from ..articles.read_articles import read_articles

PART_BYTES = (
    32_000_000  # of a partition's files; finding its mentions takes some ten times as much memory
)


class _Piece(NamedTuple):
    """A piece of a file: some of its bytes, or of its row groups; and what tells a later run that
    the file has changed.
    """

    path: str  # Dask has no lasting name for a Path
    first: int
    count: int | None  # all that follow
    stamp: tuple[int, int]


def read_lazily(path: str | Path | list[str | Path], part_bytes: int = PART_BYTES) -> dd.DataFrame:
    """Articles as a Dask DataFrame, read partition by partition when they are needed.

    `path` is a Parquet file (`*.parquet`), a JSON Lines file (`*.jsonl`, `*.jsonl.gz`), a text
    file, a folder of these, or a list, all of one kind; a file given twice is read once. Columns:
    those of the files, `article` and `text` among them; texts are cleaned as in `read_articles`.
    What cannot be read has no text, and the reason in the column `error`. ArticleError where there
    is no such file, and, once it is read, for one that has been changed since.
    """
    paths = input_files(path)
    kinds = {_kind(file) for file in paths}
    if len(kinds) > 1:
        raise ArticleError(
            f"{paths[0].parent}: files of several kinds ({', '.join(sorted(kinds))}); give one "
            "kind at a time"
        )
    # Each partition is described by texts and numbers only: what else Dask knows has another name
    # in each process, and a run would not find its parts again.
    if kinds == {"text"}:
        files = _stamped(paths)
        packs = list(_packed(files, [size for _, _, (size, _), _ in files], part_bytes))
        return dd.from_map(_read_pack, packs, meta=read_articles([]).assign(error=""))
    if kinds == {"Parquet"}:
        pieces = [piece for path in paths for piece in _row_groups(path, part_bytes)]
        return dd.from_map(_read_rows, pieces, meta=_read_rows(pieces[0]._replace(count=0)))
    pieces = [piece for path in paths for piece in _byte_ranges(path, part_bytes)]
    first = _read_lines(pieces[0]._replace(count=1_000_000))
    return dd.from_map(_read_lines, pieces, columns=list(first.columns), meta=first.head(0))


def _kind(path: Path) -> str:
    if path.suffix == ".parquet":
        return "Parquet"
    if ".jsonl" in path.suffixes:
        return "JSON Lines"
    return "text"


def input_files(path: str | Path | list[str | Path]) -> list[Path]:
    """The files that these paths name or hold, in their order, each once however often and by what
    link it is named.
    """
    if isinstance(path, str | Path):
        path = [path]
    given = [Path(one).resolve() for one in path]
    paths: dict[Path, Path] = {}
    for one in given:
        files = [one]
        if one.is_dir():
            files = files_of(one)
        for file in files:
            paths.setdefault(file.resolve(), file)
    missing = [file for file in paths.values() if not file.is_file()]
    if not paths:
        missing = [*given, "[]"]
    if missing:
        raise ArticleError(f"{missing[0]}: there is no such file, or no file in it; check the name")
    return list(paths.values())


def _stamp(path: str | Path) -> tuple[int, int]:
    """Size and time of a file; zeros where there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _check_unchanged(path: str | Path, stamp: tuple[int, int]) -> None:
    if _stamp(path) != stamp:
        raise ArticleError(f"{path}: was changed after the run had begun; start it again")


def _packed(items: Iterable, sizes: list[int], most: int) -> Iterator[list]:
    """Items in packs of about so many bytes."""
    for _, pack in groupby(
        zip(items, accumulate(sizes, initial=0), strict=False), lambda pair: pair[1] // most
    ):
        yield [item for item, _ in pack]


def _row_groups(path: Path, part_bytes: int) -> Iterator[_Piece]:
    """Row groups of a Parquet file, in pieces of about so many bytes."""
    try:
        metadata, stamp = pq.read_metadata(path), _stamp(path)
    except (OSError, ValueError) as error:
        raise ArticleError(
            f"{path}: cannot be read as Parquet ({error}); write the file anew, or leave it out"
        ) from None
    sizes = [metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)]
    if not sizes:
        yield _Piece(str(path), 0, 0, stamp)
    for pack in _packed(range(len(sizes)), sizes, part_bytes):
        yield _Piece(str(path), pack[0], len(pack), stamp)


def _read_rows(piece: _Piece) -> pd.DataFrame:
    path, first, count, stamp = piece
    _check_unchanged(path, stamp)
    with pq.ParquetFile(path) as file:
        return _cleaned(file.read_row_groups(range(first, first + count)).to_pandas())


def _cleaned(table: pd.DataFrame) -> pd.DataFrame:
    if "text" in table.columns:  # without one, who counts them is told what is missing
        table["text"] = table["text"].map(clean, na_action="ignore").astype(table["text"].dtype)
    return table


def _byte_ranges(path: Path, part_bytes: int) -> Iterator[_Piece]:
    """A JSON Lines file in pieces of so many bytes."""
    size, time = _stamp(path)
    if path.suffix != ".jsonl":  # packed, it cannot be read from its middle
        yield _Piece(str(path), 0, None, (size, time))
        return
    for first in range(0, max(size, 1), part_bytes):
        yield _Piece(str(path), first, part_bytes, (size, time))


def _read_lines(piece: _Piece, columns: list[str] | None = None) -> pd.DataFrame:
    path, first, count, stamp = piece
    _check_unchanged(path, stamp)
    with fsspec.open(path, compression="infer") as file:
        block = read_block(file, first, count, b"\n")
    table = pd.DataFrame(
        [_line(line) for line in block.split(b"\n") if line.strip()], columns=columns
    )
    return _cleaned(
        table.astype(
            {column: "str" for column in ("article", "text", "error") if column in table.columns}
        )
    )


def _line(line: bytes) -> dict:
    try:
        row = json.loads(line) | {"error": ""}
        if b"\\ud" in line:
            json.dumps(
                row, ensure_ascii=False
            ).encode()  # half of a character, which no file can hold
        if not isinstance(row.get("text", ""), str):
            spelled = json.dumps(row["text"], ensure_ascii=False)[:60]
            reason = f"the text is {spelled}, which is no string; leave it out, or quote it"
            row |= {"text": None, "error": reason}
        return row
    except (ValueError, TypeError) as error:
        return {
            "article": line[:60].decode(errors="replace"),
            "error": f"this line is no JSON object with text ({error})",
        }


def _stamped(paths: list[Path]) -> list[tuple[str, str, tuple, tuple]]:
    """Path and id of each file, and what tells that it, or the sources.csv beside it, has
    changed.
    """
    taken: dict = {}
    sources = {folder: _stamp(folder / SOURCES) for folder in {path.parent for path in paths}}
    return [
        (str(path), article_id(path, taken), _stamp(path), sources[path.parent]) for path in paths
    ]


def _read_pack(pack: list[tuple[str, str, tuple, tuple]]) -> pd.DataFrame:
    tables = [read_articles([]).assign(error="")]
    for path, name, stamp, sources in pack:
        try:
            _check_unchanged(path, stamp)
            _check_unchanged(Path(path).with_name(SOURCES), sources)
            read = read_articles(path)
            names = (
                [name]
                if len(read) == 1
                else [f"{name}#{number}" for number in range(1, len(read) + 1)]
            )
            tables.append(
                read.assign(article=names, error="")[list(tables[0].columns)]
            )  # each partition has the same
        except ArticleError as error:
            tables.append(pd.DataFrame({"article": [name], "path": [path], "error": [str(error)]}))
    table = pd.concat(tables, ignore_index=True)
    numbers = {column: 0 for column in ("words", "sentences", "paragraphs")}
    return table.fillna(numbers).astype(tables[0].dtypes.to_dict())
