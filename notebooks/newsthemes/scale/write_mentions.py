"""Mentions found by many processes, and written and read part by part."""

import json
import logging
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

import dask
import dask.dataframe as dd
import pandas as pd
from dask.base import tokenize
from dask.delayed import delayed
from distributed import Client

from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import check_articles, find_mentions
from ..text.tokens import sentence_counts, units, word_counts
from ..text.write_files import locked, write, write_unlocked

PACKAGE = Path(__file__).parents[1]
LEXICON = "themes.yaml"  # what they were found with
RUN = "run.json"  # which run the parts are of, and how many there will be


def start(scheduler: str = "", workers: int | None = None) -> Client:
    """Processes to count with: those of a cluster ("tcp://host:8786"), or as many on this machine
    as it has cores.

    Two processes on one machine are about as fast as one `find_mentions`; they pay where its memory
    ends. On a cluster each worker gets this package, and must see the files under the same names.
    `with start(): ...`; in a script below `if __name__ == "__main__":`, as each process imports it.
    """
    logging.getLogger("distributed").setLevel(logging.WARNING)  # it would report each step
    if not scheduler:
        return Client(n_workers=workers, threads_per_worker=1, dashboard_address=":0")
    client = Client(scheduler)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, PACKAGE.name)
        client.upload_file(shutil.make_archive(archive, "zip", PACKAGE.parent, PACKAGE.name))
    return client


def write_mentions(
    articles: dd.DataFrame,
    lexicon: Lexicon,
    folder: str | Path,
    nested: str = "drop",
    sentences: bool = True,
) -> pd.DataFrame:
    """Find the mentions and write them, for `read_mentions` and `read_counted`, a file a partition.
    A run that was killed writes what is missing when it is started again.

    Parameters
    ----------
    articles : from `read_lazily`.
    lexicon, nested, sentences : as in `find_mentions`.
    folder : a new or empty one, or that of the same run. A run is the same if articles (files by
        their name, size and time), lexicon, options and this package are.

    Returns
    -------
    The articles that were not counted: `article`, `error`.

    Raises
    ------
    ValueError for a missing column, for an `article` given twice, where the folder holds anything
    else, and where another process writes into it. OSError that names the file where one cannot be
    written; what is there stays, and the same run goes on from there.
    """
    check_articles(articles._meta)
    folder = Path(folder).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    code = sha256(b"".join(file.read_bytes() for file in sorted(PACKAGE.rglob("*.py"))))
    how = nested, sentences, code.hexdigest()
    run = tokenize(articles, lexicon.terms, lexicon.themes, *how)
    with locked(folder, wait=False) as free:
        if free is False:
            raise ValueError(f"{folder}: another process writes into it; wait")
        _begin(folder, {"run": run, "parts": articles.npartitions})
        _check_ids(articles)
        write_unlocked(folder / LEXICON, lexicon.source.encode())
        options = delayed(lexicon, traverse=False), folder, nested, sentences
        writing = [
            delayed(_write_part)(part, number, *options)
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
    their texts, with `words`, `unit`, and `sentences` where they were asked for.
    """
    articles = _lazily(Path(folder), "articles")
    return articles[articles["error"] == ""]


def _begin(folder: Path, run: dict) -> None:
    """Say in the folder whose parts are in it. ValueError where it holds anything else."""
    note = folder / RUN
    if note.exists():
        if json.loads(note.read_bytes()) != run:
            differs = "other articles, themes, options or code"
            raise ValueError(f"{folder}: holds another run ({differs}); give another folder")
    elif any(folder.iterdir()):
        raise ValueError(f"{folder}: holds other files; give a new folder")
    write_unlocked(note, json.dumps(run).encode())  # the folder is held


def _check_ids(articles: dd.DataFrame) -> None:
    """As in `find_mentions`, which sees one partition."""
    ids = articles[["article", "error"]].compute()
    again = ids["article"][ids["error"] == ""]
    again = again[again.duplicated()]
    if len(again):
        todo = "give each article an id of its own"
        raise ValueError(f"articles: the id {again.iloc[0]!r} is given twice; {todo}")


def _path(folder: Path, name: str, number: int) -> Path:
    return folder / name / f"part-{number:06}.parquet"


def _write_part(
    articles: pd.DataFrame,
    number: int,
    lexicon: Lexicon,
    folder: Path,
    nested: str,
    sentences: bool,
) -> None:
    readable = articles["error"] == ""
    mentions = find_mentions(articles[readable], lexicon, nested, sentences)
    whole = articles.assign(text=articles["text"].where(readable, ""))
    counted = articles.drop(columns=["text", "sentences"], errors="ignore")
    counted = counted.assign(words=word_counts(whole), unit=units(whole))
    if sentences:
        counted["sentences"] = sentence_counts(whole)
    # the articles last: where they are, the part is whole
    for name, table in {"mentions": mentions, "articles": counted}.items():
        path = _path(folder, name, number)
        path.parent.mkdir(exist_ok=True)
        write(path, table.to_parquet())


def _lazily(folder: Path, name: str) -> dd.DataFrame:
    """A table of a run that has ended, with a partition a part."""
    note = folder / RUN
    if not note.exists():
        raise ValueError(f"{folder}: holds no run; write_mentions makes one")
    parts = json.loads(note.read_bytes())["parts"]
    paths = [_path(folder, name, number) for number in range(parts)]
    missing = [path for path in paths if not path.exists()]
    if missing:
        todo = "start the same run again"
        raise ValueError(f"{folder}: parts that are missing: {len(missing)} of {parts}; {todo}")
    return dd.from_map(pd.read_parquet, list(map(str, paths)))
