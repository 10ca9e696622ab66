"""The files of codes -> what is coded in them: which files of a folder they are, and whose."""

import re
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from ..articles.find_files import may_be_article, several, subfolders
from ..articles.formats.document import storable
from ..articles.formats.limited_process import read_apart
from ..files.read_files import FileError, file_bytes
from ..files.saved_pages import DAMAGED
from .coded_sheet import codes_in_sheet
from .sample_file import SAMPLE_FILE
from .saved_codes import codes_in_page
from .sheets import Coded, CodesError

# what a browser makes of a name that is there already; and a second round of a coder
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)|-\d+)")
_ROUND = re.compile(r" round \d+$")
_KINDS = [".csv", ".tsv", ".xlsx"]
_PAGES = [".html", ".htm"]
# the record of the draw, what Excel and Windows put beside files
_NO_SHEETS = [SAMPLE_FILE, "~$*", "desktop.ini"]


def files_of_codes(path: Path) -> tuple[list[Path], list[str]]:
    """The sheets of a folder, or the one file; and what else may be somebody's sheet, in words."""
    if not path.is_dir():
        is_file = path.suffix or path.exists()  # else a folder that is not there
        return [path] if is_file else [], []
    files = list(filter(_may_be_sheet, several(path)))
    sheets = [file for file in files if file.suffix.lower() in [*_KINDS, *_PAGES]]
    why = "is no .csv, .tsv or .xlsx, so it is not read"
    todo = "save it as one if it is a sheet, or move it elsewhere"
    others = [f"{file.name}: {why}; {todo}" for file in files if file not in sheets]
    why = "files in subfolders are not read"
    todo = "move sheets up beside the others, or move the folder elsewhere"
    for folder in subfolders(path):
        if any(map(_may_be_sheet, folder.rglob("*"))):
            others.append(f"{folder.name}/: {why}; {todo}")
    return sheets, others


def _may_be_sheet(file: Path) -> bool:
    """Whether what lies in a folder of sheets may be one, by its name; or an article's page."""
    name = file.name.casefold()
    if not may_be_article(file) or any(fnmatchcase(name, sign) for sign in _NO_SHEETS):
        return False
    if is_html(file):  # and not that for coding, or anybody's
        with suppress(FileError):  # which is said when it is read
            return b'"article-data"' in file_bytes(file)
    return True


def is_html(file: Path) -> bool:
    return file.suffix.lower() in _PAGES


def place_of(file: Path, row: int) -> str:
    """Where something stands; a page has no rows that a person sees."""
    if is_html(file):
        return file.name
    return f"{file.name}, row {row}"


def coded_in(file: Path, first: dict[str, Path]) -> Coded:
    """What is coded in a file: of a page by all who coded there; `first` is as in `_coder`."""
    try:
        content = file_bytes(file)
    except FileError as error:
        raise CodesError(f"{file}: cannot be read: it {error}") from None
    try:
        if is_html(file):
            return read_apart(codes_in_page, content, file.name)
        return read_apart(codes_in_sheet, content, file.name, _coder(file, first))
    except FileError as error:
        why = str(error).partition(";")[0]
        todo = DAMAGED if is_html(file) else "save it as CSV (UTF-8)"
        raise CodesError(f"{file.name}: cannot be read: {why}; {todo}") from None


def _coder(file: Path, first: dict[str, Path]) -> str:
    """Whose sheet a file is. CodesError for a second copy of another; `first` is the first file of
    each name, which is in small letters.

    >>> [_coder(Path(f"{name}.csv"), {}) for name in ("ann round 2 (1)", " round 2", "ann\\udcff")]
    ['ann', ' round 2', 'ann�']
    """
    name = file.stem
    copy = _COPY.fullmatch(name)
    other = first.get(name.casefold(), file)
    if copy and other == file:
        other = first.get(copy[1].casefold(), file)
    if other != file:
        raise CodesError(
            f"{file.name}: looks like a second copy of {other.name}, which is no second coder; "
            f"keep the newer of them, named {other.stem}, or name the other by its coder"
        )
    if copy and name.endswith(")"):
        name = copy[1]
    return storable(_ROUND.sub("", name) or name)
