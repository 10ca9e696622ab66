"""Articles beyond one machine's memory: read lazily, counted by many processes, the mentions written part by part.

    python -m themes.scale ARTICLES ... --lexicon themes.yaml --out FOLDER [--workers N] [--scheduler tcp://host:8786]

ARTICLES are Parquet or JSON Lines files with the columns `article` and `text`, or text files, or folders of these. A run
that was killed goes on where it stopped when it is started again. The exit status is 1 where an article was not counted.
This module needs `dask[dataframe]`, `distributed` and `pyarrow`, which the notebooks do not.
"""

import argparse
import json
import logging
import os
import shutil
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
import pyarrow.parquet as pq
from dask.base import tokenize
from dask.delayed import delayed
from distributed import Client, as_completed, get_client

from .articles import ArticleError
from .lazily import read_lazily
from .lexicon import Lexicon, LexiconError, read_lexicon
from .mentions import check_articles, find_mentions, with_entries
from .sentences import sentence_spans
from .tables import counts

REPEATED = "this id is given twice; the first article of that id is counted"


def start(scheduler: str = "", workers: int | None = None) -> Client:
    """Processes to count with: those of a cluster ("tcp://host:8786"), or as many on this machine as it has cores.

    Processes, since threads wait for each other here. On a cluster each worker gets this package, and must see the files
    under the same names. `with start(): ...`; in a script below `if __name__ == "__main__":`, as each process imports it.
    """
    logging.getLogger("distributed").setLevel(logging.WARNING)  # it would report each step
    if not scheduler:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return Client(n_workers=workers or cores, threads_per_worker=1, dashboard_address=":0")
    client = Client(scheduler)
    package = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        client.upload_file(shutil.make_archive(str(Path(folder, package.name)), "zip", package.parent, package.name))
    return client


def write_mentions(
    articles: dd.DataFrame, lexicon: Lexicon, folder: str | Path, nested: str = "drop", sentences: bool = True
) -> pd.DataFrame:
    """Find the mentions and write them, a file a partition; partitions that an earlier run has written are kept.

    In `folder`: `mentions/part-*.parquet` (see `read_mentions`), and `articles/part-*.parquet` (see `read_counted`), the
    articles without their text, with `words`, `sentences` (where asked for) and `error`. Each file is written under another
    name first, that of the articles last, so that a part is whole or not there. Parts of other articles, another lexicon or
    option are replaced.

    Returns the articles that were not counted: `article`, `error`. A partition that could not be read at all has a row.
    ValueError as in `find_mentions`, for a missing column.
    """
    check_articles(articles._meta)
    folder = Path(folder).resolve()
    run = tokenize(articles, lexicon.terms, lexicon.themes, nested, sentences)
    _make_room(folder, articles.npartitions)
    options = (delayed(lexicon, traverse=False), folder, run, nested, sentences)  # delayed: it goes out once a worker
    parts = {number: part for number, part in enumerate(articles.to_delayed()) if not _is_done(folder, number, run)}
    failed = []
    with _client() as client:
        futures = client.compute([delayed(_write_part)(part, number, *options) for number, part in parts.items()])
        numbers = dict(zip(futures, parts, strict=True))
        for future in as_completed(futures):
            if error := future.exception():
                failed.append((f"(all of part {numbers[future]})", f"{type(error).__name__}: {error}"))
    return pd.concat([pd.DataFrame(failed, columns=["article", "error"], dtype="str"), _drop_repeated(folder)])


def read_mentions(folder: str | Path) -> dd.DataFrame:
    """The mentions that `write_mentions` has written, as a Dask DataFrame with a partition a part."""
    paths = _parts(Path(folder), "mentions")
    return dd.from_map(_read_part, paths, meta=_read_part(paths[0]).head(0))


def read_counted(folder: str | Path) -> dd.DataFrame:
    """The articles that `write_mentions` has counted, without their text, in the same partitions: for `counts`."""
    table = dd.from_map(pd.read_parquet, _parts(Path(folder), "articles"))
    return table[table["error"] == ""]


def _client() -> Client | nullcontext:
    try:
        return nullcontext(get_client())
    except ValueError:
        return start()


def _path(folder: Path, name: str, number: int) -> Path:
    return folder / name / f"part-{number:06}.parquet"


def _parts(folder: Path, name: str) -> list[Path]:
    return sorted((folder / name).glob("part-*.parquet"))


def _make_room(folder: Path, parts: int) -> None:
    """The two folders, without what a killed run has half written and parts that this run does not have."""
    for name in ("mentions", "articles"):
        (folder / name).mkdir(parents=True, exist_ok=True)
        wanted = {_path(folder, name, number) for number in range(parts)}
        for old in (folder / name).glob("part-*.parquet*"):
            if old not in wanted:
                old.unlink()


def _is_done(folder: Path, number: int, run: str) -> bool:
    path = _path(folder, "articles", number)
    return path.exists() and json.loads(pq.read_schema(path).metadata[b"PANDAS_ATTRS"])["run"] == run


def _write(table: pd.DataFrame, path: Path) -> None:
    half = path.with_name(path.name + ".tmp")
    table.to_parquet(half)
    os.replace(half, path)


def _write_part(
    articles: pd.DataFrame, number: int, lexicon: Lexicon, folder: Path, run: str, nested: str, sentences: bool
) -> None:
    mentions, errors = _find_each(articles, lexicon, nested, sentences)
    texts = articles["text"].where(errors == "", "")
    counted = articles.drop(columns="text").assign(words=[len(text.split()) for text in texts], error=errors)
    if sentences:
        counted["sentences"] = [len(sentence_spans(text)) for text in texts]
    counted.attrs = {"run": run}
    _write(mentions, _path(folder, "mentions", number))
    _write(counted, _path(folder, "articles", number))


def _find_each(articles: pd.DataFrame, lexicon: Lexicon, nested: str, sentences: bool) -> tuple[pd.DataFrame, pd.Series]:
    """The mentions, and for each article why it could not be counted: empty where it could."""
    errors = articles["error"].copy() if "error" in articles.columns else pd.Series("", articles.index, dtype="str")
    errors[(errors == "") & articles["article"].duplicated()] = REPEATED
    try:
        return find_mentions(articles[errors == ""], lexicon, nested, sentences), errors
    except Exception:  # whatever it is, it costs one article and not all of them
        for row in (errors == "").to_numpy().nonzero()[0]:
            try:
                find_mentions(articles.iloc[[row]], lexicon, nested, sentences)
            except Exception as error:
                errors.iloc[row] = f"{type(error).__name__}: {error}"
    return find_mentions(articles[errors == ""], lexicon, nested, sentences), errors


def _drop_repeated(folder: Path) -> pd.DataFrame:
    """Where parts have an article of the same id, the later ones lose it. Out: all articles not counted, and why."""
    parts = {path: pd.read_parquet(path, columns=["article", "error"]) for path in _parts(folder, "articles")}
    if not parts:
        return pd.DataFrame({"article": [], "error": []}, dtype="str")
    ids = pd.concat(parts, names=["path"])
    repeated = (ids["error"] == "") & ids["article"].where(ids["error"] == "").duplicated()
    for path, rows in ids[repeated].groupby(level="path"):
        mentions, counted = folder / "mentions" / path.name, pd.read_parquet(path)
        found = _read_part(mentions)
        _write(found[~found["article"].isin(rows["article"])], mentions)
        _write(counted.assign(error=counted["error"].mask(repeated[path].to_numpy(), REPEATED)), path)
    return ids.assign(error=ids["error"].mask(repeated, REPEATED))[(ids["error"] != "") | repeated].reset_index(drop=True)


def _read_part(path: Path) -> pd.DataFrame:
    return with_entries(pd.read_parquet(path))


def main(arguments: list[str] | None = None) -> int:
    """The command: the counts by theme, what was not counted. Out: the exit status."""
    parser = argparse.ArgumentParser(prog="python -m themes.scale", description=__doc__.split("\n")[0])
    parser.add_argument("articles", nargs="+", help="Parquet or JSON Lines files, text files, or folders of these")
    parser.add_argument("--lexicon", required=True, help="themes.yaml")
    parser.add_argument("--out", required=True, help="the folder for the parts, kept to go on from")
    parser.add_argument("--workers", type=int, help="processes; as many as there are cores without it")
    parser.add_argument("--scheduler", default="", help="tcp://host:8786 of a Dask cluster that exists")
    parser.add_argument("--nested", choices=["drop", "count"], default="drop")
    parser.add_argument("--no-sentences", action="store_true", help="do not number sentences: three times as fast")
    given = parser.parse_args(arguments)
    try:
        lexicon, articles = read_lexicon(given.lexicon), read_lazily(given.articles)
        with start(given.scheduler, given.workers):
            failed = write_mentions(articles, lexicon, given.out, given.nested, not given.no_sentences)
    except (ArticleError, LexiconError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if _parts(Path(given.out), "articles"):
        print(counts(read_mentions(given.out), read_counted(given.out)).to_string(index=False))
    for article, error in failed.itertuples(index=False):
        print(f"not counted: {article}: {error}", file=sys.stderr)
    return int(len(failed) > 0)


if __name__ == "__main__":
    sys.exit(main())
