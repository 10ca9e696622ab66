"""Files, or a table of one's own -> the articles table."""

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..files.read_files import FileError
from ..files.write_files import digest
from ..text.languages import language_code
from ..text.wording import natural_list
from .article_reader import ArticleReader, ReadOptions
from .as_articles import in_pandas
from .find_files import files_read
from .formats.column_names import NAMES, columns_named
from .formats.csv_excel_json import documents
from .formats.document import ArticleError
from .notes import ArticleWarning, Report
from .python_tables import is_table, rows_of_table
from .read_once import FOLDER, read_once

ALL = "newsthemes.articles.read_articles.read_with_report lists all"

Paths = str | Path | Iterable[str | Path]
Tables = pd.DataFrame | pd.Series | list[dict] | list[str]


def read_articles(
    path: Paths | Tables,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    headlines: str = "keep",
    recursive: bool = False,
    day_first: bool = False,
    language: str | None = None,
    html: bool = True,
) -> pd.DataFrame:
    """Read articles from files, or from a table of your own, into the articles table, one row an
    article.

    Parameters
    ----------
    path : a file, a folder, a pattern (articles/*.html), or a list of them. Of a folder, the files
        directly in it, but for *.yaml, README*, codebook.md and what a run wrote. INPUTS.md
        lists the formats; what sources.csv says of them goes first. Or a table: a DataFrame, a
        Series or a list of texts, a list of dicts, a table of polars or Arrow. It is read like a
        CSV with the same rows, and is not changed.
    encoding : that of text files which are neither UTF-8 nor marked ("cp1252"); else guessed.
    columns : of tables, what we call a column (text, title, date, source, language, article) ->
        what theirs is called, as in {"text": "body"}. Usual names are known.
    headlines : "keep" puts a title that a file states before the text; "drop" leaves headlines out.
    recursive : read subfolders, too.
    day_first : read 03/04/2023 as 3 April where its table does not tell.
    language : that of all articles ("de", "German"); else what the file says, or is recognised.
    html : in tables, make the markup of texts and titles paragraphs; False leaves it as it is.

    Returns
    -------
    A table with `article` (short id; unique; whole numbers if the ids of a table are), `title` (the
    headline; empty where none is stated), `opening` (the first words), `date` (YYYY-MM-DD, or
    YYYY-MM or YYYY if no more is said), `source` (empty: unknown), `text` (in the normal form of
    the rule), `words`, `sentences`, `paragraphs` (numbers), `path`, `sha256` (of the file),
    `language` (ISO 639-1; empty: not sure), `encoding` ("guessed" or "unsure" where the file does
    not say), `unit` ("words", or "letters" of a script without spaces), and what else files say.

    An ArticleWarning says what was left out or may be misread. ArticleError for a file or a table
    that cannot be read, is empty or too large; in a folder, if all files are.

    >>> table = pd.DataFrame({"headline": ["Talks"], "body": ["We met."], "date": ["5 Jan 2024"]})
    >>> read_articles(table)[["article", "title", "date", "text"]].to_dict("records")
    [{'article': 0, 'title': 'Talks', 'date': '2024-01-05', 'text': 'Talks\\n\\nWe met.'}]
    """
    how = ReadOptions(encoding, columns, headlines, recursive, day_first, language, html)
    report = read_with_report(path, *how)
    if FOLDER in os.environ:  # a run says it itself, and its notebooks are results, too
        report = report._replace(results=())
    if any(report.kinds().values()) or report.results:
        first = f"{len(report.skipped):,} left out, {len(report.doubts):,} to look at"
        if report.repeats:
            first += f", {len(report.repeats):,} with the text of another"
        # lines with paths below: a page shows the first alone
        warnings.warn("\n  ".join([first, *report.lines(ALL)]), ArticleWarning, stacklevel=2)
    return report.articles


def read_with_report(path: Paths | Tables, *how: Any, **options: Any) -> Report:
    """The articles as `read_articles` reads them, by the same arguments, with what was left out or
    may be misread.
    """
    read_options = ReadOptions(*how, **options)
    _check_options(read_options)
    path = in_pandas(path)
    if is_table(path):
        return _read_table(path, read_options)
    if isinstance(path, Mapping):
        raise ArticleError("this is a dict; give a list of dicts, one an article: [{'text': …}]")
    if isinstance(path, str | Path):
        path = [path]
    if isinstance(path, bytes) or not isinstance(path, Iterable):
        todo = "name a file or folder, or give texts in a list"
        raise ArticleError(f"this is a {type(path).__name__}, not articles; {todo}")
    paths = list(path)
    if not paths or "" in paths:
        raise ArticleError("there is nothing to read: name a file or folder, or give texts")
    paths = list(map(Path, paths))
    return read_once(lambda: _states(paths, read_options), lambda: _read(paths, read_options))


def _check_options(how: ReadOptions) -> None:
    _check_columns(how.columns or {})
    if how.headlines not in ("keep", "drop"):
        raise ValueError(f'headlines is "keep" or "drop", not {how.headlines!r}')
    if how.language and not language_code(how.language):
        raise ValueError(f'language is a code such as "de" (ISO 639-1), not {how.language!r}')


def _check_columns(columns: Mapping[str, str]) -> None:
    if not isinstance(columns, Mapping):
        kind = type(columns).__name__
        raise ArticleError(f"columns: this is a {kind}; give a dict, {{'text': 'NAME'}}")
    for ours, theirs in columns.items():
        if ours in NAMES:
            continue
        todo = f"give the columns of {natural_list(NAMES, len(NAMES))}"
        for known, names in columns_named([ours]).items():
            if names:
                todo = f"it is called {known!r} here: {{{known!r}: {theirs!r}}}"
        if theirs in [*NAMES]:
            todo = f"our name comes first, {{{theirs!r}: {ours!r}}}"
        raise ArticleError(f"columns: there is no {ours!r}; {todo}")


def _read_table(table: Tables, how: ReadOptions) -> Report:
    reader = ArticleReader(how)
    try:
        reader.take_parts(documents(rows_of_table(table, how.columns), how.columns))
    except FileError as error:
        raise ArticleError(f"the table of articles: {error}") from None
    return reader.report()


def _states(paths: list[Path], how: ReadOptions) -> tuple | None:
    """The files and what lies beside them, by their hashes; None where one cannot be read."""
    try:
        files = [file for file in files_read(paths, how.recursive) if file.is_file()]
        states = [(file.as_posix(), digest(file)) for file in files]
    except (ArticleError, OSError, ValueError):
        return None
    return [path.as_posix() for path in paths], states, how


def _read(paths: list[Path], how: ReadOptions) -> Report:
    reading = ArticleReader(how)
    for path in paths:
        reading.take(path)
    return reading.report()
