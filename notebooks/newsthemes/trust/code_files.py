"""The files of codes -> the sheets in them: which files of a folder they are, whose, and their rows
as they were typed.
"""

import io
import re
import warnings
from fnmatch import fnmatchcase
from pathlib import Path

import pandas as pd

from ..articles.find_files import may_be_article, several, subfolders
from ..articles.formats.document import refusing
from ..files.encodings import decode
from ..files.read_files import FileError
from ..files.saved_pages import DAMAGED, lacks_answers, saved_by_browser
from .sample_file import SAMPLE_FILE
from .saved_codes import SavedSheet, sheets_in
from .sheets import CODES, KEYS, CodesError, as_typed

# what a browser makes of a name that is there already; and a second round of a coder
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)|-\d+)")
_ROUND = re.compile(r" round \d+$")
_OF_PANDAS = {"0.0": "0", "1.0": "1"}  # codes of a column in which some are missing
_KINDS = [".csv", ".tsv", ".xlsx"]
_PAGES = [".html", ".htm"]
# the record of the draw, what Excel and Windows put beside files
_NO_SHEETS = [SAMPLE_FILE, "~$*", "desktop.ini"]
_FIRST_ROW = re.compile(r'"?article"?([,;\t])"?sentence"?\1"?text"?(?:\1|\r?\n|\Z)')
_NO_CODES = (
    "holds no codes; open it, press Check it yourself, answer, and save the page with your codes"
)
_BY_A_MENU = (
    "was saved by the menu of a browser, which leaves out {}; open it in that browser, press "
    "Share, then Save page"
)


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
        return file.is_file() and b'"article-data"' in file.read_bytes()
    return True


def is_html(file: Path) -> bool:
    return file.suffix.lower() in _PAGES


def place_of(file: Path, row: int) -> str:
    """Where something stands; a page has no rows that a person sees."""
    if is_html(file):
        return file.name
    return f"{file.name}, row {row}"


def sheets_of(file: Path, first: dict[str, Path]) -> list[SavedSheet]:
    """The sheets in a file, each with its coder: of a page all of those who coded there."""
    if not is_html(file):
        return [SavedSheet(_coder(file, first), _read_sheet(file))]
    try:
        return sheets_in(_text_of(file), file.name)
    except OSError as error:
        raise CodesError(f"{file}: cannot be read: {error.strerror}") from None
    except FileError as error:
        raise CodesError(f"{file.name}: cannot be read: {error}; {DAMAGED}") from None


def lack_of(file: Path, has_codes: bool) -> list[str]:
    """What to say of a page that lacks all codes, or the last ones; of another file nothing."""
    if not is_html(file):
        return []
    page = _text_of(file)
    if has_codes and not lacks_answers(page):
        return []
    why = _NO_CODES
    if has_codes:
        why = _BY_A_MENU.format("the last answers")
    elif saved_by_browser(page):
        why = _BY_A_MENU.format("codes and changes")
    return [f"{file.name}: {why}"]


def _coder(file: Path, first: dict[str, Path]) -> str:
    """Whose sheet a file is. CodesError for a second copy of another; `first` is the first file of
    each name, which is in small letters.

    >>> _coder(Path("ann.csv"), {}), _coder(Path("ann round 2 (1).csv"), {})
    ('ann', 'ann')
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
    return _ROUND.sub("", name)


def _read_sheet(file: Path) -> pd.DataFrame:
    """A sheet as it is, by the rows of the file: `article`, `sentence`, `text`, then the themes."""
    try:
        text = _text_of(file)
        start = _FIRST_ROW.match(text)
        if not start:
            todo = "take one that the page for coding saved"
            raise CodesError(f"{file.name}, row 1: must begin with article, sentence, text; {todo}")
        how = {"dtype": str, "na_filter": False, "skip_blank_lines": False}
        table = pd.read_csv(io.StringIO(text, newline=""), sep=start[1], **how)
    except (FileError, OSError, pd.errors.ParserError) as error:
        why = str(getattr(error, "strerror", error)).partition(";")[0].strip()
        raise CodesError(f"{file.name}: cannot be read: {why}; save it as CSV (UTF-8)") from None
    table = table.fillna("").map(as_typed).rename(columns=as_typed).set_axis(table.index + 2)
    without_name = table.columns.str.startswith("Unnamed: ") & (table == "").all()
    table = table.loc[:, ~without_name]
    themes = table.columns[len(KEYS) :]
    for theme in themes[themes.duplicated()]:
        raise CodesError(f"{file.name}, row 1: two columns have the name {theme!r}; delete one")
    table[themes] = table[themes].replace(_OF_PANDAS)
    for name in KEYS[:2]:
        numbers = table[name][table[name] != ""]
        if numbers.str.fullmatch(r"[0-9]+\.0").all():  # of pandas, where a row has none
            table[name] = table[name].str.removesuffix(".0")
    rows = table[(table != "").any(axis="columns")]
    faults = {
        "is no number; write that of the sheet": ~rows["sentence"].str.fullmatch("[1-9][0-9]{0,8}"),
        "has a row already; delete one": rows.duplicated(KEYS[:2]),
    }
    for theme in themes:
        no_code = ~rows[theme].isin(list(CODES))
        faults[f"has no code of {theme}; write 1, 0, ? or nothing"] = no_code
    for row, fault in faulty_rows(rows, faults).items():
        raise CodesError(f"{file.name}, row {row}: {fault}")
    return rows.astype({"sentence": "int64"})


def _text_of(file: Path) -> str:
    """A sheet as text; one of Excel as CSV. FileError, without the file's name, where it is not."""
    data = file.read_bytes()
    if file.suffix.lower() != ".xlsx":
        return decode(data, "utf-8")[0]
    with refusing("an Excel file"), warnings.catch_warnings():
        import openpyxl  # noqa: F401 (pandas needs it)

        warnings.simplefilter("ignore")  # of styles and extensions
        how = {"header": None, "dtype": str, "na_filter": False}
        book = pd.read_excel(io.BytesIO(data), sheet_name=None, **how)
    tables = [table for table in book.values() if not table.empty]
    if len(tables) > 1:
        todo = "save each as a file, named after its coder"
        raise CodesError(f"{file.name}: has {len(tables)} sheets with cells; {todo}")
    return "".join(table.to_csv(index=False, header=False) for table in tables)


def faulty_rows(rows: pd.DataFrame, problems: dict[str, pd.Series]) -> dict[int, str]:
    """The rows of a sheet that have a problem, in order; and the first that each has."""
    problem_of_row = {}
    for problem, wrong in problems.items():
        for row in rows[wrong].itertuples():
            problem_of_row.setdefault(
                row.Index, f"sentence {row.sentence} of article {row.article!r} {problem}"
            )
    return dict(sorted(problem_of_row.items()))
