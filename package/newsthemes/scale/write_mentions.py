"""Mentions found by many processes, and written and read part by part."""

import json
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
from dask.base import tokenize
from dask.delayed import delayed

from ..articles.as_articles import check_ids
from ..files.write_files import sha256, write
from ..lexicon.model import Lexicon
from ..mentions.find import mentions_in
from ..text.tokens import sentence_counts, units, word_counts

NOTE_OF_RUN = "run.json"  # which run the parts are of, what wrote them, how many there will be
ROOMS = ["text", "files", "articles", "lexicon", "mentions", "scale"]  # what a part depends on


def write_mentions(
    articles: dd.DataFrame, lexicon: Lexicon, folder: str | Path, nested: str = "drop"
) -> pd.DataFrame:
    """Find the mentions and write them, for `read_mentions` and `read_counted`, a file a partition.
    A run that was killed writes what is missing when it is started again.

    Parameters
    ----------
    articles : from `read_lazily`.
    lexicon, nested : as in `find_mentions`.
    folder : a new or empty one, or that of the same run. A run is the same if articles (files by
        their name, size and time), lexicon, `nested` and the code that counts are.

    Returns
    -------
    The articles that were not counted: `article`, `error`.

    Raises
    ------
    ValueError for an `article` given twice, and where the folder holds another run. OSError that
    names the file where one cannot be written; what is there stays, and the same run goes on from
    there.
    """
    folder = Path(folder).resolve()
    run = tokenize(articles, lexicon.terms, lexicon.groups, nested)
    _begin(folder, {"run": run, "code": _code(), "parts": articles.npartitions})
    check_ids(articles["article"].compute())  # `find_mentions` sees one partition
    writing = [
        delayed(_write_part)(part, number, delayed(lexicon, traverse=False), folder, nested)
        for number, part in enumerate(articles.to_delayed())
        if not _path(folder, "articles", number).exists()
    ]
    dask.compute(*writing)
    counted = _lazily(folder, "articles")[["article", "error"]].compute()
    return counted[counted["error"] != ""].reset_index(drop=True)


def read_mentions(folder: str | Path) -> dd.DataFrame:
    """The mentions that `write_mentions` has written, as a Dask DataFrame with a partition a part.
    ValueError where they are not all there.
    """
    return _lazily(Path(folder), "mentions")


def read_counted(folder: str | Path) -> dd.DataFrame:
    """The articles that `write_mentions` has counted, in the same partitions, for `counts`: without
    their texts, with `words`, `sentences` and `unit`.
    """
    articles = _lazily(Path(folder), "articles")
    return articles[articles["error"] == ""]


def _begin(folder: Path, run: dict) -> None:
    """Say in the folder whose parts are in it. ValueError where it holds those of another run."""
    note = folder / NOTE_OF_RUN
    if note.exists():
        last = json.loads(note.read_bytes())
        if last != run:
            differs = "other articles, themes or options"
            if last["run"] == run["run"]:
                differs = "parts that another version of newsthemes wrote"
            raise ValueError(f"{folder}: holds another run ({differs}); give another folder")
        return
    folder.mkdir(parents=True, exist_ok=True)
    write(note, json.dumps(run).encode())


def _code() -> str:
    """The hash of the code that finds mentions and writes them."""
    package = Path(__file__).parents[1]
    files = [file for room in ROOMS for file in sorted((package / room).rglob("*.*"))]
    code = [file.read_bytes() for file in files if file.suffix in (".py", ".json")]
    return sha256(b"".join(code))


def _path(folder: Path, name: str, number: int) -> Path:
    return folder / name / f"part-{number:06}.parquet"


def _write_part(
    articles: pd.DataFrame, number: int, lexicon: Lexicon, folder: Path, nested: str
) -> None:
    articles = articles.assign(text=articles["text"].where(articles["error"] == "", ""))
    # sentences are counted first, and not cut again for the mentions
    counted = articles.drop(columns="text").assign(
        words=word_counts(articles), sentences=sentence_counts(articles), unit=units(articles)
    )
    mentions = mentions_in(articles, lexicon, nested, sentences=True)
    # the articles last: where they are, the part is whole
    for name, table in {"mentions": mentions, "articles": counted}.items():
        path = _path(folder, name, number)
        path.parent.mkdir(exist_ok=True)
        write(path, table.to_parquet())


def _lazily(folder: Path, name: str) -> dd.DataFrame:
    """A table of a run that has ended, with a partition a part."""
    parts = json.loads((folder / NOTE_OF_RUN).read_bytes())["parts"]
    paths = [_path(folder, name, number) for number in range(parts)]
    missing = sum(not path.exists() for path in paths)
    if missing:
        todo = "start the same run again"
        raise ValueError(f"{folder}: parts that are missing: {missing} of {parts}; {todo}")
    return dd.from_map(pd.read_parquet, list(map(str, paths)))
