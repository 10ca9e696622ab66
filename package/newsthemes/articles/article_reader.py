"""Files and folders, one after the other -> articles, and what became of each file."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from tqdm import tqdm

from ..files.manifest import changed_since
from ..files.read_files import FileError, file_bytes
from ..files.write_files import sha256
from ..text.languages import language_code, language_of
from ..text.normal_form import normal_form
from ..text.wording import natural_list, plural, shortened
from .articles_table import articles_table, doubts_about, repeats
from .find_files import (
    article_id,
    may_be_article,
    names_path,
    sources_in,
    unread_folders,
    with_results,
)
from .formats.compressed import plain_name
from .formats.csv_excel_json import MAX_COLUMNS
from .formats.dates import doubt_about, iso_date
from .formats.detect_reader import read_bytes
from .formats.document import ArticleError, Document, one_line, storable
from .formats.markup import has_markup, markup_in, without_markup
from .formats.sources_csv import read_sources
from .headlines import place_headline
from .notes import Note, Report

MAX_EMPTY = 40_000_000  # cells of the table of articles, in columns that few files have
SUBFOLDER = "is a subfolder, and was not read; recursive=True reads it"
# UTF-8 that was read as cp1252 or Latin-1: Â£, Ã©, â€™
_TWICE = re.compile("Â[\x80-\xbf]|Ã[\x80-\x9f¡-º¼-¿ƒ‚„…†‡ˆ‰Š€œžš›Ÿ™]|â[€\x80]")


class ReadOptions(NamedTuple):
    """How files are read; see `read_articles`."""

    encoding: str | None = None
    columns: Mapping[str, str] | None = None
    headlines: str = "keep"
    recursive: bool = False
    day_first: bool = False
    language: str | None = None
    html: bool = True


class ArticleReader:
    """What has been read so far, and what became of the rest."""

    def __init__(self, how: ReadOptions) -> None:
        self.how = how
        self.articles: list[Document] = []
        self.skipped: list[Note] = []
        self.doubts: list[Note] = []
        self.results: list[Note] = []
        self.seen: set[str] = set()  # files, without links
        self.ids: dict[str, int] = {}
        self.sources: dict[Path, dict[str, Document]] = {}
        self.columns: set[str] = set()  # further ones
        self.cells = 0  # in these

    def take(self, path: Path) -> None:
        """Read a file, the files of a folder, or those that fit a pattern."""
        # of one line: it may be a text that was given for a path
        name = shortened(path.absolute().as_posix().replace("\n", " "), 200)
        try:
            found = with_results(path, self.how.recursive)
            if found is None:
                self._read(path)
                return
        except FileError as error:
            hint = "" if os.path.exists(path) else _hint_of_missing(name)
            raise ArticleError(f"{name}: {error}{hint}") from None
        found = {file: folder for file, folder in found.items() if may_be_article(file)}
        self._note_results(found.values())
        files = [file for file, of_run in found.items() if not of_run]
        unread = []
        for file in tqdm(files, desc="articles", unit="file", leave=False, delay=1):
            try:
                self._read(file)
            except FileError as error:
                unread.append(Note(storable(file.as_posix()), "", str(error)))
        none_read = len(unread) == len(files)
        if not self.how.recursive:
            folders = map(Path.as_posix, unread_folders(path))
            unread += [Note(storable(folder), "", SUBFOLDER) for folder in folders]
        if none_read:
            first = "".join(f" (the first, {note.path}, {note.reason})" for note in unread[:1])
            missing = f"fits no file that can be read{first}; check the pattern"
            if path.is_dir():
                missing = f"holds no article that can be read{first}; put articles into it"
            raise ArticleError(f"{name}: {missing}")
        self.skipped += unread

    def _note_results(self, folders: Iterable[Path | None]) -> None:
        """Note how many files were left out by the folder of results that each is in, if any."""
        for folder, number in Counter(filter(None, folders)).items():
            reason = f"holds files that a run wrote: {number:,}"
            if changed := changed_since(folder):
                reason += f"; changed since: {natural_list(changed)}"
            self.results.append(Note(storable(folder.as_posix()), "", reason))

    def _read(self, file: Path) -> None:
        """Read one file. ArticleError where it holds no article; where it holds several, its other
        parts are listed.
        """
        data = file_bytes(file)
        real = os.path.realpath(file)
        if real in self.seen:
            return
        plain = plain_name(file)
        try:
            parts = read_bytes(data, plain.suffix, self.how.columns, self.how.encoding)
        except MemoryError:
            raise FileError("takes more memory to read than there is; split it") from None
        known = self._sources(file.parent).get(one_line(file.name))
        self.take_parts(parts, storable(file.as_posix()), plain.stem, sha256(data), known)
        self.seen.add(real)

    def take_parts(
        self,
        parts: list[Document],
        path: str = "",
        stem: str = "",
        sha: str = "",
        known: Document | None = None,
    ) -> None:
        """Take the articles of a file, or of a table in Python, which has no path, and note what a
        person should know of them. `known` is what sources.csv says.
        """
        if self.how.html:
            self._remove_markup(path, parts)
        for part in parts:
            part.settle()
        articles = [part for part in parts if not part.unread]
        if not articles:
            raise ArticleError(f"{parts[0].where} {parts[0].unread}".strip())
        self._take_columns([*articles, *filter(None, [known])])
        for document in articles:
            place_headline(document, known, self.how.headlines)
            document.date = document.date or iso_date(document.stated, self.how.day_first or None)
            doubt = document.stated and doubt_about(document.stated, document.date)
            if doubt:
                document.doubts += (doubt,)
            document.article = article_id(document.called(stem), self.ids)
            document.path, document.sha256 = path, sha
        self._state_languages(articles)
        self.articles += articles
        self._note_parts(path, parts)

    def _remove_markup(self, path: str, parts: list[Document]) -> None:
        marked = [part for part in parts if part.in_table and has_markup(part.text + part.title)]
        pieces = {}  # each once
        for part in marked:
            pieces |= dict.fromkeys(map(shortened, markup_in(part.text + part.title)))
            part.text = without_markup(part.text)
            part.title = one_line(without_markup(part.title))
        if marked:
            number = plural(len(marked), "text")
            doubt = f"has HTML, as {number} of the table, which was removed"
            doubt += f" ({natural_list(pieces)}); html=False leaves it"
            self.doubts.append(Note(path, marked[0].where, doubt))

    def _take_columns(self, documents: list[Document]) -> None:
        """Add further columns of a file. ArticleError where they would be too many, or nearly all
        empty in the articles of other files.
        """
        columns = self.columns.union(*(document.more for document in documents))
        cells = self.cells + sum(len(document.more) for document in documents)
        rows = len(self.articles) + len(documents)
        if len(columns) > MAX_COLUMNS or rows * len(columns) - cells > MAX_EMPTY:
            todo = "leave out those of no use, or read it by itself"
            raise ArticleError(f"has too many columns that other files have not; {todo}")
        self.columns, self.cells = columns, cells

    def _state_languages(self, documents: list[Document]) -> None:
        """The language that is asked for, that the file states, or that is recognised; a doubt
        where the last two differ.
        """
        if self.how.language:
            for document in documents:
                document.language = language_code(self.how.language)
            return
        for document in documents:
            language = language_of(document.text)
            stated = language_code(document.language)
            if document.language and not stated:
                unknown = f"language {document.language[:40]!r} is no code such as de or pt-BR"
                document.doubts += (f"{unknown}; language='de' says it of all",)
            if stated and language and stated != language:
                doubt = f"says that its language is {stated}, and reads like {language}"
                document.doubts += (f"{doubt}; language={language!r} settles it",)
            document.language = stated or language

    def _note_parts(self, path: str, parts: list[Document]) -> None:
        """Note what a person should know of a file and its parts."""
        twice = []
        renamed = []  # their ids are those of other articles, too
        for part in parts:
            self.doubts += [Note(path, "", doubt) for doubt in part.file_doubts]
            self.doubts += [Note(path, part.where, doubt) for doubt in part.doubts]
            if part.unread:
                self.skipped.append(Note(path, part.where, part.unread))
                continue
            if not part.text.isascii() and _TWICE.search(part.text):
                twice.append(part)
            if part.name and part.article != normal_form(part.name):
                renamed.append(part)
        if twice:
            texts = f"{plural(len(twice), 'text')} of the file"
            doubt = f"seems to be encoded twice, as â€™ for ’: {texts}; save it anew as UTF-8"
            self.doubts.append(Note(path, twice[0].where, doubt))
        if renamed:
            first = renamed[0]
            new = f"is called {first.article} ({plural(len(renamed), 'article')} of the table)"
            doubt = f"has the id {first.name[:40]} of another article, and {new}"
            if first.has_number:
                doubt += "; all ids are text"
            self.doubts.append(Note(path, first.where, doubt))

    def _sources(self, folder: Path) -> dict[str, Document]:
        """What sources.csv says of a folder's files; what is wrong with it is noted once."""
        if folder not in self.sources:
            self.sources[folder], wrong = read_sources(folder, self.how.encoding)
            table = storable(sources_in(folder).as_posix())
            self.doubts += [Note(table, "", reason) for reason in wrong]
        return self.sources[folder]

    def report(self) -> Report:
        articles = articles_table(self.articles)
        doubts = [*self.doubts, *doubts_about(articles)]
        return Report(articles, self.skipped, doubts, repeats(articles), self.results)


def _hint_of_missing(name: str) -> str:
    """What may have been meant by a path that does not exist."""
    if re.search("https?:/", name):
        return "; nothing is fetched from the web: save the page, and name its file"
    last = name.rpartition("/")[2]
    if " " in last and not names_path(last):
        return "; if it is a text, give it in a list: [text]"
    return ""
