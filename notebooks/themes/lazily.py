"""Files -> articles as a Dask DataFrame, read partition by partition. Like scale.py it needs what the notebooks do not."""

import json
from collections.abc import Iterator
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
from dask.bytes import read_bytes
from dask.delayed import delayed

from .articles import read_articles
from .readers.document import ArticleError, clean
from .readers.files import article_id, files_of

PART_BYTES = 32_000_000  # of a partition's files; finding its mentions takes some ten times as much memory


def read_lazily(path: str | Path | list[str | Path], part_bytes: int = PART_BYTES) -> dd.DataFrame:
    """Articles as a Dask DataFrame, read partition by partition when they are needed.

    `path` is a Parquet file (`*.parquet`), a JSON Lines file (`*.jsonl`, `*.jsonl.gz`), a text file, a folder of these, or a
    list, all of one kind; a file given twice is read once. Columns: those of the files, `article` and `text` among them;
    texts are cleaned as in `read_articles`. What cannot be read has no text, and the reason in the column `error`.
    ArticleError where there is no such file.
    """
    given = [Path(one).resolve() for one in ([path] if isinstance(path, str | Path) else path)]
    paths = list(dict.fromkeys(file for one in given for file in (files_of(one) if one.is_dir() else [one])))
    if missing := [file for file in paths if not file.is_file()] or ([] if paths else [*given, path]):
        raise ArticleError(f"{missing[0]}: there is no such file, or no file in it; check the name")
    kinds = {
        "Parquet" if file.suffix == ".parquet" else "JSON Lines" if ".jsonl" in file.suffixes else "text" for file in paths
    }
    if len(kinds) > 1:
        raise ArticleError(f"{paths[0].parent}: files of several kinds ({', '.join(sorted(kinds))}); give one kind at a time")
    if kinds == {"text"}:
        return dd.from_map(_read_pack, list(_packs(paths, part_bytes)), meta=read_articles([]).assign(error=""))
    names = [str(file) for file in paths]
    articles = dd.read_parquet(names, blocksize=part_bytes) if kinds == {"Parquet"} else _read_lines(names, part_bytes)
    if "text" not in articles.columns:
        return articles  # who counts them is told what is missing
    return articles.assign(text=articles["text"].map(clean, na_action="ignore", meta=("text", articles["text"].dtype)))


def _read_lines(names: list[str], part_bytes: int) -> dd.DataFrame:
    whole = any(name.endswith(".gz") for name in names)  # cannot be read from its middle
    size = None if whole else part_bytes
    sample, blocks = read_bytes(names, delimiter=b"\n", blocksize=size, sample=1_000_000, compression="infer")
    first = _lines(sample)
    columns = list(first.columns)
    return dd.from_delayed([delayed(_lines)(block, columns) for file in blocks for block in file], meta=first.head(0))


def _lines(block: bytes, columns: list[str] | None = None) -> pd.DataFrame:
    rows = [_line(line) for line in block.split(b"\n") if line.strip()]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({column: "str" for column in ("article", "text", "error") if column in table.columns})


def _line(line: bytes) -> dict:
    try:
        row = json.loads(line)
        if b"\\ud" in line:
            json.dumps(row, ensure_ascii=False).encode()  # half of a character, which no file can hold
        return row | {"error": ""}
    except (ValueError, TypeError) as error:
        return {"article": line[:60].decode(errors="replace"), "error": f"this line is no JSON object with text ({error})"}


def _packs(paths: list[Path], most: int) -> Iterator[list[tuple[Path, str, int, int]]]:
    """Files in packs of about so many bytes: path, id, and what tells a later run that it has changed."""
    pack, size, taken = [], 0, {}
    for path in paths:
        status = path.stat()
        pack.append((path, article_id(path, taken), status.st_size, status.st_mtime_ns))
        size += status.st_size
        if size >= most:
            yield pack
            pack, size = [], 0
    if pack:
        yield pack


def _read_pack(pack: list[tuple[Path, str, int, int]]) -> pd.DataFrame:
    tables = [read_articles([]).assign(error="")]
    for path, name, *_ in pack:
        try:
            read = read_articles(path)
            names = [name] if len(read) == 1 else [f"{name}#{number}" for number in range(1, len(read) + 1)]
            tables.append(read.assign(article=names, error="")[list(tables[0].columns)])  # each partition has the same
        except ArticleError as error:
            tables.append(pd.DataFrame({"article": [name], "path": [str(path)], "error": [str(error)]}))
    table = pd.concat(tables, ignore_index=True)
    numbers = {column: 0 for column in ("words", "sentences", "paragraphs")}
    return table.fillna(numbers).astype(tables[0].dtypes.to_dict())
