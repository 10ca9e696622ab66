"""Paths -> files. No link to a folder is followed twice."""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from fnmatch import fnmatchcase
from itertools import filterfalse
from pathlib import Path

from ..files.manifest import results_below
from ..text.normal_form import normal_form
from .formats.document import ArticleError, storable

SOURCES = "sources.csv"  # says what the files beside it are
IGNORE = ".articlesignore"  # a line each, the folders beside it that hold no articles
_ENDING = re.compile(
    r"\.(?:txt|text|md|markdown|csv|tsv|tab|xlsx?|jsonl?|ndjson|x?html?|pdf|docx?|odt|rtf|eml|xml|ya?ml|"
    r"parquet|zip|gz|xz)",
    re.IGNORECASE,
)
_PATTERN = re.compile(r"[*?\[]")
_NO_ARTICLES = (".*", "readme*", "codebook.md", "*.yaml", "*.yml", SOURCES)


def names_path(text: str) -> bool:
    """Whether a string is a path sooner than a text: it is there, or looks like one.

    >>> [names_path(text) for text in ("press/", "my press/a.txt", "They met.", "and/or, they say")]
    [True, True, False, False]
    """
    if "\n" in text or len(text) > 1000 or "\0" in text:
        return False
    if not text or os.path.exists(text) or _ENDING.fullmatch(Path(text).suffix):
        return True
    if text.endswith(("/", "\\")):
        return True
    has_separator = "/" in text or "\\" in text
    return has_separator and not re.search(r"\s", text)


def subfolders(folder: Path) -> list[Path]:
    """The folders in a folder, in natural order: none that is hidden, a link, what a browser saved
    with a page (page.html, page_files), or named in `.articlesignore`.
    """
    ignored = _lines_of(folder / IGNORE)
    with_page = [f"{page.stem}{sign}" for page in folder.glob("*.htm*") for sign in "_-."]
    return [
        path
        for path in sorted(folder.iterdir(), key=natural)
        if path.is_dir()
        and not path.is_symlink()
        and not path.name.startswith((".", *with_page))
        and path.name not in ignored
    ]


def _lines_of(file: Path) -> set[str]:
    if not file.is_file():
        return set()
    lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    return {line.strip().rstrip("/") for line in lines}


def unread_folders(path: Path) -> list[Path]:
    """The folders in a folder that hold what may be articles; none for a file or a pattern."""
    if not path.is_dir():
        return []
    of_run = results_below(path)
    return [
        folder
        for folder in subfolders(path)
        if any(map(may_be_article, filterfalse(of_run, folder.rglob("*"))))
    ]


def several(path: Path, recursive: bool = False) -> list[Path] | None:
    """What lies directly in a folder, and with `recursive` in its subfolders, or the files that a
    pattern names, in natural order; None for the path of one file. What a run wrote is left out.

    A pattern has `*`, `?`, `[...]` or `**` in it, and no file has that name. `**` goes into
    subfolders and follows no link.
    """
    found = with_results(path, recursive)
    if found is None:
        return None
    return [file for file, of_run in found.items() if not of_run]


def with_results(path: Path, recursive: bool = False) -> dict[Path, Path | None] | None:
    """The files that `several` lists, and those that it leaves out -> the folder of results that
    they are in.
    """
    try:
        if path.is_dir():
            top = path
            files = _all_in(path, recursive)
        elif _PATTERN.search(str(path)) and not path.exists():
            top = next(folder for folder in path.parents if not _PATTERN.search(str(folder)))
            pattern = path.relative_to(path.anchor).as_posix()
            files = sorted(Path(path.anchor).glob(pattern), key=natural)
        else:
            return None
    except OSError as error:
        raise ArticleError(f"cannot be opened ({error.strerror}); check its permissions") from None
    of_run = results_below(top)
    return {file: of_run(file) for file in files}


def _all_in(folder: Path, recursive: bool) -> list[Path]:
    files = sorted(folder.iterdir(), key=natural)
    if recursive:
        for subfolder in subfolders(folder):
            files += _all_in(subfolder, recursive)
    return files


def files_read(paths: Iterable[Path], recursive: bool = False) -> list[Path]:
    """All that is read of these paths: files, what lies in folders, and sources.csv and
    .articlesignore beside them. ArticleError where a folder cannot be opened.
    """
    files = [file for path in paths for file in several(path, recursive) or [path]]
    folders = {file.parent for file in files}
    beside = sorted(file for folder in folders for file in (sources_in(folder), folder / IGNORE))
    return files + [file for file in beside if file.exists()]


def sources_in(folder: Path) -> Path:
    """A folder's sources.csv, also if its name has capitals; it need not be there."""
    names = []
    with suppress(OSError):
        names = [name for name in os.listdir(folder) if name.casefold() == SOURCES]
    return folder / max(names, default=SOURCES)  # small letters come last


def may_be_article(file: Path) -> bool:
    """Whether what lies in a folder may be an article, by its name and kind."""
    name = file.name.casefold()
    if any(fnmatchcase(name, pattern) for pattern in _NO_ARTICLES):
        return False
    return not file.is_dir()


def natural(file: Path) -> tuple:
    """What sorts 2 before 10."""
    name = normal_form(file.name).casefold()
    parts = re.split(r"([0-9]+)", name)
    parts[1::2] = map(int, parts[1::2])
    return parts, file.as_posix()


def article_id(name: str, taken: dict[str, int]) -> str:
    """A name as an id, with a number where it is `taken`; it is taken from then on.

    `taken` holds, for each id in small letters, the last number given to one that begins with it.

    >>> taken = {}
    >>> [article_id(name, taken) for name in ("visit", "visit-2", "Visit")]
    ['visit', 'visit-2', 'Visit-3']
    """
    stem = normal_form(storable(name))
    key, name = stem.casefold(), stem
    while name.casefold() in taken:
        taken[key] += 1
        name = f"{stem}-{taken[key]}"
    taken[name.casefold()] = 1
    return name
