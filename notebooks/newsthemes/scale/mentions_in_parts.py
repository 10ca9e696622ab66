"""Mentions found by many processes, and written and read part by part; in `newsthemes.scale` is how
to start them.
"""

import json
import logging
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from hashlib import sha256
from pathlib import Path

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
from dask.base import tokenize
from dask.delayed import delayed
from distributed import Client, as_completed, get_client

from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import check_articles, find_mentions
from ..text.tokens import sentence_counts, units, word_counts
from ..text.write_files import locked, write, write_unlocked

PACKAGE = Path(__file__).parents[1]
TABLES = ("mentions", "articles")  # of a part, written in this order
LEXICON = "themes.yaml"  # what they were found with
RESULT = "themes-result.json"
REPEATED = "this id is given twice; the first article of that id is counted"


def start(scheduler: str = "", workers: int | None = None) -> Client:
    """Processes to count with: those of a cluster ("tcp://host:8786"), or as many on this machine
    as it has cores.

    Processes, since threads wait for each other here. On a cluster each worker gets this package,
    and must see the files under the same names. `with start(): ...`; in a script below `if __name__
    == "__main__":`, as each process imports it.
    """
    logging.getLogger("distributed").setLevel(logging.WARNING)  # it would report each step
    if not scheduler:
        return Client(n_workers=workers, threads_per_worker=1, dashboard_address=":0")
    client = Client(scheduler)
    with tempfile.TemporaryDirectory() as folder:
        client.upload_file(
            shutil.make_archive(
                str(Path(folder, PACKAGE.name)), "zip", PACKAGE.parent, PACKAGE.name
            )
        )
    return client


class NotWrittenError(OSError):
    """A file of a run that could not be written: which, why, and what to do."""


def write_mentions(
    articles: dd.DataFrame,
    lexicon: Lexicon,
    folder: str | Path,
    nested: str = "drop",
    sentences: bool = True,
) -> pd.DataFrame:
    """Find the mentions and write them, for `read_mentions` and `read_counted`; what a killed run
    has written is kept.

    In `folder` a run has a folder of its own, `run-…`, with `mentions/part-*.parquet` and
    `articles/part-*.parquet` (the articles without their text, with `words`, `unit`, `sentences`
    where asked for, and `error`), a file a partition, and the lexicon as `themes.yaml`. It is named
    after what decides its contents: articles (files by their name, size and time), lexicon, options
    and this package. At the end the file `themes-result.json` names it and its parts, and the
    folders of earlier runs are removed; until then their result stays. Nothing else in `folder` is
    touched.

    Returns the articles that were not counted: `article`, `error`. A partition that could not be
    read at all has a row; where `folder` holds an earlier whole result, that result stays, and a
    ValueError says so. ValueError as in `find_mentions` for a missing column, where another run
    writes into `folder`, and where nothing could be counted. NotWrittenError where a file cannot be
    written, as on a full disk.
    """
    check_articles(articles._meta)
    folder = Path(folder).resolve()
    run = tokenize(articles, lexicon.terms, lexicon.themes, nested, sentences, _package())
    place = folder / f"run-{run}"
    # delayed: it goes out once a worker
    options = delayed(lexicon, traverse=False), place, nested, sentences
    failed = []
    with _held(folder), _client() as client:
        for name in TABLES:
            (place / name).mkdir(parents=True, exist_ok=True)
        with _explained():
            write(place / LEXICON, lexicon.source.encode())
        done = client.gather(
            client.map(_is_done, range(articles.npartitions), place=place, pure=False)
        )
        parts = {
            number: part for number, part in enumerate(articles.to_delayed()) if not done[number]
        }
        futures = client.compute(
            [delayed(_write_part)(part, number, *options) for number, part in parts.items()]
        )
        numbers = dict(zip(futures, parts, strict=True))
        for future in as_completed(futures):
            if isinstance(error := future.exception(), NotWrittenError):
                client.cancel(futures)
                raise error
            if error:
                failed.append((numbers[future], f"{type(error).__name__}: {error}"))
        return _publish(place, articles.npartitions, dict(sorted(failed)))


def read_mentions(folder: str | Path) -> dd.DataFrame:
    """The mentions that `write_mentions` has written, as a Dask DataFrame with a partition a part.

    `counts` and all else takes the lexicon that they were found with, too: it stands in the run's
    folder as `themes.yaml`.

    ValueError where there is no result, or a part of it is damaged, once that is read.
    """
    return _lazily(folder, "mentions")


def read_counted(folder: str | Path) -> dd.DataFrame:
    """The articles that `write_mentions` has counted, without their text, in the same partitions:
    for `counts`.
    """
    return _lazily(folder, "articles")


def _client() -> Client | nullcontext:
    try:
        return nullcontext(get_client())
    except ValueError:
        return start()


def _package() -> str:
    """A hash of this package's code: what another version has counted is not mixed with what this
    one does.
    """
    return sha256(b"".join(file.read_bytes() for file in sorted(PACKAGE.rglob("*.py")))).hexdigest()


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """ValueError while another run writes into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder, wait=False) as free:
        if free is False:
            raise ValueError(f"{folder}: another run writes into it; wait, or give another folder")
        yield


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotWrittenError(
            f"{error.filename}: cannot be written ({error.strerror}); make room, or check the "
            "folder, and start the same run again: it goes on from here, and until it ends the "
            "result of an earlier one stays"
        ) from None


def _path(place: Path, name: str, number: int) -> Path:
    return place / name / f"part-{number:06}.parquet"


def _read(place: Path, name: str, number: int, columns: list[str] | None = None) -> pd.DataFrame:
    """A table of a part."""
    path = _path(place, name, number)
    try:
        return pd.read_parquet(path, columns=columns, page_checksum_verification=True)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise ValueError(
            f"{path}: cannot be used ({error}); start the same run again: it writes this part anew"
        ) from None


def _is_done(number: int, place: Path) -> bool:
    """Whether both tables of a part are there and undamaged."""
    try:
        return all(_read(place, name, number) is not None for name in TABLES)
    except ValueError:
        return False


def _write_part(
    articles: pd.DataFrame, number: int, lexicon: Lexicon, place: Path, nested: str, sentences: bool
) -> None:
    mentions, errors = _find_each(articles, lexicon, nested, sentences)
    whole = articles.assign(text=articles["text"].where(errors == "", ""))
    counted = articles.drop(columns=["text", "sentences"], errors="ignore")
    counted = counted.assign(words=word_counts(whole), unit=units(whole), error=errors)
    if sentences:
        counted["sentences"] = sentence_counts(whole)
    with _explained():
        for name, table in zip(TABLES, (mentions, counted), strict=True):
            write(_path(place, name, number), table.to_parquet(write_page_checksum=True))


def _find_each(articles: pd.DataFrame, *options: object) -> tuple[pd.DataFrame, pd.Series]:
    """The mentions, and for each article why it could not be counted: empty where it could.

    The options are those of `find_mentions`, in its order.
    """
    given = articles.get("error", pd.Series("", articles.index, dtype="str"))
    errors = given.mask(_repeated(articles["article"], given), REPEATED)
    try:
        return find_mentions(articles[errors == ""], *options), errors
    except Exception:  # whatever it is, it costs one article and not all of them
        errors = given
        for row in (errors == "").to_numpy().nonzero()[0]:
            try:
                find_mentions(articles.iloc[[row]], *options)
            except Exception as error:
                errors.iloc[row] = f"{type(error).__name__}: {error}"
    errors[_repeated(articles["article"], errors)] = REPEATED
    return find_mentions(articles[errors == ""], *options), errors


def _repeated(ids: pd.Series, errors: pd.Series) -> pd.Series:
    """Which articles have an id that one before them has, among those without an error."""
    repeated = errors == ""
    repeated[repeated] = ids[repeated].duplicated()
    return repeated


def _publish(place: Path, parts: int, failed: dict[int, str]) -> pd.DataFrame:
    """Make the parts that did not fail the result, and remove older runs. Returns all articles that
    were not counted, and why.

    Of articles with the same id in several parts the first counts; the result names those ids that
    do not count in a part.
    """
    folder = place.parent
    if len(failed) == parts or failed and _is_whole(folder):
        number, reason = next(iter(failed.items()))
        raise ValueError(
            f"{len(failed)} of {parts} parts could not be counted; part {number}: {reason}; "
            f"{folder} keeps its earlier result; fix what is named and start the same run again, "
            "or give another folder"
        )
    numbers = [number for number in range(parts) if number not in failed]
    ids = pd.concat(
        {number: _read(place, "articles", number, ["article", "error"]) for number in numbers},
        names=["part"],
    )
    repeated = _repeated(ids["article"], ids["error"])
    again = ids["article"][repeated].groupby(level="part").agg(list)
    counted = [(number, again.get(number, [])) for number in numbers]
    result = {"run": place.name, "whole": not failed, "counted": counted}
    with _explained():
        write_unlocked(folder / RESULT, json.dumps(result).encode())  # the folder is held
    for old in folder.glob("run-*"):
        if old != place and re.fullmatch("run-[0-9a-f]{32}", old.name):
            _remove(old)
    unread = pd.DataFrame(
        [(f"(all of part {number})", why) for number, why in failed.items()],
        columns=["article", "error"],
    )
    ids["error"] = ids["error"].mask(repeated, REPEATED)
    return pd.concat([unread.astype("str"), ids[ids["error"] != ""]], ignore_index=True)


def _is_whole(folder: Path) -> bool:
    """Whether the folder names a result, and no part of it failed."""
    with suppress(OSError, ValueError, LookupError):
        return json.loads((folder / RESULT).read_bytes())["whole"]
    return False


def _remove(place: Path) -> None:
    """A run's folder; where it holds a file that is no part, or one that cannot be removed, what is
    left of it stays.
    """
    with suppress(OSError):
        for name in TABLES:
            for part in (place / name).glob("*part-*.parquet*"):
                part.unlink()
            (place / name).rmdir()
        (place / LEXICON).unlink(missing_ok=True)
        place.rmdir()


def _lazily(folder: str | Path, name: str) -> dd.DataFrame:
    """A table of the result, with a partition a part."""
    file = Path(folder).resolve() / RESULT
    try:
        result = json.loads(file.read_bytes())
        place = file.with_name(result["run"])
        numbers, repeated = zip(*result["counted"], strict=True)
    except (OSError, ValueError, LookupError, TypeError) as error:
        reason = getattr(error, "strerror", "") or error
        raise ValueError(
            f"{file}: names no result ({reason}); run write_mentions into this folder"
        ) from None
    meta = _read_counted(numbers[0], [], place, name).head(0)
    return dd.from_map(_read_counted, numbers, repeated, place=place, name=name, meta=meta)


def _read_counted(number: int, repeated: list, place: Path, name: str) -> pd.DataFrame:
    """A table of a part, without the articles that do not count."""
    table = _read(place, name, number)
    if name == "articles":
        table = table[table["error"] == ""]
    return table[~table["article"].isin(repeated)]
