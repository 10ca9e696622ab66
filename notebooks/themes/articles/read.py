"""Files -> the articles table."""

import os
import warnings
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from ..text.characters import unspaced
from ..text.files import input_path, sha256
from ..text.sentences import paragraph_spans
from ..text.tokens import sentence_counts, word_counts
from .files import SOURCES, article_id, file_bytes, passed_over, several, shown
from .formats import ArticleError, Document, read_bytes
from .formats.document import clean, heaped, one_line, storable
from .formats.sources import fill_in, read_sources
from .formats.text import headline

COLUMNS = "article title date source text words sentences paragraphs path sha256 language encoding".split()
NUMBERS = ("words", "sentences", "paragraphs")
SHOWN = 10  # doubts of one file, and names in a warning
UNSPACED = 0.1  # of the letters; with more of them in such scripts, the number of words says nothing
LISTED = 100_000  # rows of one file that were left out
MAX_COLUMNS = 500  # beyond those of every table: one for each key of a sparse table would fill the memory
MANY = 100  # files that take long enough for a progress bar


class ArticleWarning(UserWarning):
    """What was left out, or read with a doubt."""


def read_articles(
    path: str | Path | Iterable[str | Path], text: str | None = None, encoding: str | None = None
) -> pd.DataFrame:
    """Read articles from files into the articles table, one row an article.

    Parameters
    ----------
    path : a file, a folder, a pattern (articles/*.html), or a list of them. Of a folder, the files that lie directly in it
        are read, in natural order (2 before 10), without *.yaml, *.yml, README* and hidden files. Text and Markdown, saved
        web pages, PDF, Word, CSV, TSV, JSON Lines, Excel, Parquet and exports of Nexis (text or Word) are known by what they
        hold. A file sources.csv beside them (file, title, date, source) says what they do not say themselves.
    text : the column of a table's texts, where it is not `text`, `body` or `content`.
    encoding : that of text files which are neither UTF-8 nor marked ("cp1252"); None guesses it file by file.

    Returns
    -------
    A table with `article` (short id from the file name, unique), `title` (the headline, else the first words), `date`
    (YYYY-MM-DD) and `source` (empty: unknown), `text` (NFC; lines end in a line feed), `words`, `sentences`, `paragraphs`
    (numbers), `path` (as given), `sha256` (of the file), `language` (as the file says, or empty), `encoding` (of a text
    file; "guessed" or "unsure" where it does not say), and up to 500 columns of what else the files say. `attrs["skipped"]`
    lists what could not be read, `attrs["doubts"]` what may be misread, as {"path", "reason"}, and an ArticleWarning does;
    `attrs["passed"]` the files of a folder that are not articles by their names, and files given twice, which are read once;
    `attrs["files"]` counts those read. `accounted` sums them up.

    Raises ArticleError for a file that is missing, unreadable, empty, not text or of 200 MB, or that takes too long or too
    much memory to read (see `formats/process.py`); in a folder, if all are.

    >>> read_articles([]).shape
    (0, 12)
    """
    reading = _Reading(text, encoding)
    for given in [path] if isinstance(path, (str, Path)) else path:
        reading.take(input_path(given))
    articles = reading.table()
    complaint = []
    for name, what in (("skipped", "left out"), ("doubts", "to look at")):
        if notes := articles.attrs[name]:
            listed = [f"{note['path']} {note['reason']}" for note in notes[:SHOWN]] + ["and more"] * (len(notes) > SHOWN)
            complaint.append(f"{len(notes)} {what} (see articles.attrs['{name}']): {'. '.join(listed)}")
    if complaint:
        warnings.warn(". ".join(complaint), ArticleWarning, stacklevel=2)
    return articles


def accounted(articles: pd.DataFrame) -> str:
    """What became of the files that `read_articles` was given, as one line.

    >>> accounted(read_articles([]))
    '0 articles from 0 files; 0 left out; 0 passed over'
    """
    parts = [f"{len(articles):,} articles from {articles.attrs['files']:,} files"]
    for name, what in (("skipped", "left out"), ("doubts", "to look at"), ("passed", "passed over")):
        listed = [f"{Path(one['path']).name} {one['reason'].partition(';')[0]}" for one in articles.attrs[name]]
        if listed or name != "doubts":
            parts.append(f"{len(listed)} {what}" + (f" ({_first_three(listed)})" if listed else ""))
    return "; ".join(parts)


def sized(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with the numbers of `words`, `sentences` and `paragraphs` of their texts."""
    paragraphs = [len(paragraph_spans(text)) for text in articles["text"]]
    return articles.assign(words=word_counts(articles), sentences=sentence_counts(articles), paragraphs=paragraphs)


@dataclass
class _Reading:
    """What has been read so far, and what became of the rest."""

    column: str | None
    encoding: str | None
    rows: list[dict] = field(default_factory=list)
    skipped: list[dict] = field(default_factory=list)
    doubts: list[dict] = field(default_factory=list)
    passed: list[dict] = field(default_factory=list)
    files: int = 0
    seen: set[str] = field(default_factory=set)  # files, without links
    taken: dict[str, int] = field(default_factory=dict)  # ids
    sources: dict[Path, dict[str, Document]] = field(default_factory=dict)

    def take(self, path: Path) -> None:
        """Read a file, the files of a folder, or those that fit a pattern."""
        try:
            files = several(path)
            if files is None:
                return self._read(path)
        except ArticleError as error:
            raise ArticleError(f"{shown(path)}: {error}") from None
        tried, bad = 0, []
        for file in tqdm(files, desc="articles", unit="file", leave=False) if len(files) >= MANY else files:
            if reason := passed_over(file):
                self.passed.append(_note(file, reason))
                continue
            tried += 1
            try:
                self._read(file)
            except ArticleError as error:
                bad.append(_note(file, str(error)))
        if len(bad) == tried:
            first = f" (the first, {bad[0]['path']}, {bad[0]['reason']})" if bad else ""
            raise ArticleError(f"{shown(path)}: holds no article that can be read{first}; put articles into it")
        self.skipped += bad

    def _read(self, file: Path) -> None:
        """Read one file. ArticleError where it holds no article; where it holds several, its other parts are listed."""
        data = file_bytes(file)
        if (real := os.path.realpath(file)) in self.seen:
            return self.passed.append(_note(file, "was given before; a file is read once"))
        parts = read_bytes(data, file.suffix, self.column, self.encoding)
        for part in parts:
            _check(part)
        found, unread = [part for part in parts if not part.unread], [part for part in parts if part.unread]
        if not found:
            raise ArticleError(f"{unread[0].place} {unread[0].unread}".strip() if unread else "holds no article; look into it")
        path, digest, known = storable(file.as_posix()), sha256(data), self._sources(file.parent).get(one_line(file.name))
        for document in found:
            if known:
                fill_in(document, known)
            name = article_id(document.name or "-".join([file.stem, *document.place.split()]), self.taken)
            self.rows.append(_row(document) | {"article": name, "path": path, "sha256": digest})
        doubts = [_note(file, doubt, document.place) for document in found for doubt in document.doubts]
        self.doubts += doubts[:SHOWN] + [_note(file, f"has {len(doubts) - SHOWN} more such doubts")] * (len(doubts) > SHOWN)
        self.skipped += [_note(file, part.unread, part.place) for part in unread[:LISTED]]
        if len(unread) > LISTED:
            self.skipped.append(_note(file, f"has {len(unread) - LISTED:,} more such rows"))
        self.files += 1
        self.seen.add(real)

    def _sources(self, folder: Path) -> dict[str, Document]:
        """What sources.csv says of a folder's files; what is wrong with it is noted once."""
        if folder not in self.sources:
            self.sources[folder], wrong = read_sources(folder)
            self.doubts += [_note(folder / SOURCES, reason) for reason in wrong]
        return self.sources[folder]

    def table(self) -> pd.DataFrame:
        further = dict.fromkeys(name for row in self.rows for name in row if name not in COLUMNS)
        kept = list(further)[:MAX_COLUMNS]
        if left := [one_line(name)[:30] for name in further][MAX_COLUMNS:]:
            first = next(row["path"] for row in self.rows if not row.keys() <= {*COLUMNS, *kept})
            reason = f"has too many columns: {len(left):,} are left out ({_first_three(left)})"
            self.doubts.append({"path": first, "reason": reason})
        articles = sized(pd.DataFrame(self.rows, columns=[*COLUMNS, *kept]))
        articles = articles.astype({column: "int64" if column in NUMBERS else "str" for column in COLUMNS})
        articles.attrs = {name: getattr(self, name) for name in ("files", "skipped", "doubts", "passed")}
        return articles


def _check(part: Document) -> None:
    """Clean the text of a part; without a word it is unread, and what may mislead in it is a doubt."""
    part.text = clean(part.text)
    if not part.unread and not any(map(str.isalnum, part.text)):
        part.unread = "is empty, without a word; put the article's text into it, or remove it"
    if heaped(part.text):
        part.doubts.append("has a letter with more than 30 accents; look at it")
    if (share := unspaced(part.text)) > UNSPACED:
        little = "whole words find little there, so do not use its counts and rates"
        part.doubts.append(f"has {share:.0%} of its letters in scripts without spaces between words; {little}")


def _row(document: Document) -> dict:
    """The columns of an article that its file gives; one that is called like one of ours gets another name."""
    more = {f"{name}_in_file" if name in COLUMNS else name: value for name, value in document.more.items()}
    known = {name: getattr(document, name) for name in ("title", "date", "source", "text", "language", "encoding")}
    return more | known | {"title": document.title or headline(document.text)}


def _note(file: Path, reason: str, place: str = "") -> dict:
    return {"path": storable(file.as_posix()) + f", {place}" * bool(place), "reason": reason}


def _first_three(names: list[str]) -> str:
    return ", ".join([*names[:3], *["…"] * (len(names) > 3)])
