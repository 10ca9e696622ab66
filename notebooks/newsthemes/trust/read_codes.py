"""Filled-in sheets, of a person or of a language model -> the table of codes."""

import io
import re
import warnings
from collections import Counter
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import pandas as pd

from ..articles.find_files import may_be_article, several, subfolders
from ..articles.formats.document import refusing
from ..files.encodings import decode
from ..files.read_files import FileError
from ..files.saved_pages import DAMAGED, lacks_answers, saved_by_browser
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, LexiconError
from ..tables.sentences_and_words import sentences_of
from ..text.wording import natural_list
from .sample_file import SAMPLE_FILE, read_sample
from .saved_codes import SavedSheet, sheets_in
from .sheets import KEYS, CodesError, as_typed

# what a browser makes of a name that is there already; and a second round of a coder
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)|-\d+)")
_ROUND = re.compile(r" round \d+$")
_CODES = {"": pd.NA, "?": pd.NA, "0": 0, "1": 1}  # ? is unsure
_OF_PANDAS = {"0.0": "0", "1.0": "1"}  # codes of a column in which some are missing
_KINDS = [".csv", ".tsv", ".xlsx"]
_PAGES = [".html", ".htm"]
# the record of the draw, what Excel and Windows put beside files
_NO_SHEETS = [SAMPLE_FILE, "~$*", "desktop.ini"]
_CELL = ["coder", "article", "sentence", "theme"]
_FIRST_ROW = re.compile(r'"?article"?([,;\t])"?sentence"?\1"?text"?(?:\1|\r?\n|\Z)')
_COLUMNS = {"coder": "str", "article": object, "sentence": "int64", "group": "str"}
_COLUMNS |= {"theme": "str", "code": "Int64"}
_OF_FILE = ["file", "reader", "saved"]  # of a page, who saved it and when
_NO_CODES = (
    "holds no codes; open it, press Check it yourself, answer, and save the page with your codes"
)
_OF_THE_BROWSER = (
    "was saved by the menu of a browser, which leaves codes and changes out; open it in that "
    "browser, press Share, then Save page"
)
_BEHIND = (
    "was saved by the menu of a browser, which leaves out the last answers; open it in that "
    "browser, press Share, then Save page"
)
_SHOWN = 5  # of what does not fit


class CodesWarning(UserWarning):
    """Something in a sheet that does not fit, and is left out; reading goes on."""


@accepts_plain_inputs
def read_codes(
    path: str | Path | Sequence[str | Path],
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    unfit: str = "raise",
) -> pd.DataFrame | None:
    """Read coded sheets: one file, all of a folder, or a list of these; or the file sample.tsv
    beside them.

    Parameters
    ----------
    path : the file, folder or list; "" for none. A sheet is .csv or .tsv (commas, semicolons or
        tabs, with or without a byte order mark, any line end) or .xlsx; or an article's page that
        readers saved with their codes, of one coder or several. Other files in the folder, and
        files in its subfolders, do not fit, but for a README, codebook.md, YAML and other pages.
    articles, lexicon : what the sheets must fit: their articles, the text of their sentences, their
        themes; and the sample.tsv of the folder, where there is one.
    unfit : "raise" stops where something does not fit, or there is no sheet; "skip" leaves it out,
        and a CodesWarning says what. Beside files with codes a page without any is always left out.

    Returns
    -------
    One row a coder, sentence and theme: `coder` (the file's name, without " round 2" at its end; of
    a page the name that a reader gave there: a person's, or `model-…` for a pass of a language
    model, which judges terms only if no person has coded anything), `article`, `sentence`, `group`,
    `theme`, `code`: 1 the sentence is about the theme, 0 it is not, <NA> not coded, or unsure (?).
    Without `lexicon` the group is empty and the theme is what the sheet calls it. Of a path that
    ends in sample.tsv the sample, as `sample_for_coding` returned it; None where there is none.

    Raises
    ------
    CodesError, with file and row, for a file that is not a sheet, a code other than 0, 1, ? or
    blank, a sentence twice; for ann (1).csv, ann-1.csv or ann.xlsx beside ann.csv, a second copy of
    one coder's; for two pages in which a coder of one name has different codes ("skip" leaves that
    coder out). A CodesWarning names pages that each have codes of one coder which the other lacks;
    pages that the same reader saved again later, whose codes there are left out; and pages that a
    browser's menu saved without their last answers.
    """
    if isinstance(path, (str, Path)) and Path(path).name == SAMPLE_FILE:
        return read_sample(path)
    codes, misfits, notes = read_sheets(path, articles, lexicon)
    decided(codes)  # a sentence that is in two sheets of a coder
    problems = "\n".join(misfits[:_SHOWN])
    if len(misfits) > _SHOWN:
        problems += f"\n(and {len(misfits) - _SHOWN:,} more)"
    if problems and unfit != "skip":
        raise CodesError(problems)
    if problems:
        notes = [f"left out: {problems}", *notes]
    for note in notes:
        warnings.warn(note, CodesWarning, stacklevel=3)
    return codes


def read_sheets(
    path: str | Path | Sequence[str | Path],
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[pd.DataFrame, list[str], list[str]]:
    """The table of codes as `read_codes` reads it; in words, what does not fit, and what else a
    person should know of the files.
    """
    samples, misfits = _files_in(path)
    first = {file.stem.casefold(): file for file in reversed(samples) if not _is_page(file)}
    tables = [pd.DataFrame(columns=[*_COLUMNS, *_OF_FILE])]
    names = {}  # of each coder, as the first file spells it
    uncoded = []
    behind = []
    for file, sample in samples.items():
        sheets = _sheets_of(file, first)
        lacking = behind if sheets else uncoded
        lacking += _lack_of(file, bool(sheets))
        times = Counter(sheet.coder.casefold() for sheet in sheets)
        for coder, rows, reader, saved in sheets:
            codes, unfit = _fitting(rows, file, articles, lexicon, sample)
            misfits += unfit
            name = names.setdefault(coder.casefold(), coder)
            if times[coder.casefold()] > 1:  # a page takes Mia and mia for two readers
                name = coder
            of_file = {"file": file, "reader": reader, "saved": saved}
            tables.append(codes.assign(coder=name, group="", **of_file))
    if len(tables) == 1:
        misfits += uncoded
        uncoded = []
    table, older = _last_saves(pd.concat(tables, ignore_index=True))
    of_page = table["code"].notna() & table["file"].map(_is_page).astype(bool)
    of_pages = table[table["code"].notna() & table["coder"].isin(table["coder"][of_page])]
    problems = _two_answers(of_pages)
    misfits += problems.values()
    notes = behind + _in_parts(of_pages[~of_pages["coder"].isin(problems)])
    notes += [f"left out: {note}" for note in [*older, *uncoded]]
    table = _merged(table[~table["coder"].isin(problems)])[list(_COLUMNS)]
    if lexicon:
        table["group"] = table["theme"].map(lexicon.groups)
    table = table.astype(_COLUMNS)
    if articles is not None:  # as the articles have them: perhaps numbers
        ids = {as_typed(str(article)): article for article in articles["article"]}
        table["article"] = table["article"].map(ids)
    return table, misfits, notes


def _files_in(
    path: str | Path | Sequence[str | Path],
) -> tuple[dict[Path, pd.DataFrame | None], list[str]]:
    """The sheets and pages, each with the sample that its sentences are of; and what is none."""
    if isinstance(path, (str, Path)):
        path = [path]
    samples = {}
    misfits = []
    for place in filter(None, path):
        files, others = _sheets(Path(place))
        samples |= dict.fromkeys(files, read_sample(place))
        misfits += others
        if not files and not others:
            todo = "code some sentences and save it there"
            misfits.append(f"{place}: holds no sheet (.csv, .tsv or .xlsx); {todo}")
    return samples, misfits


def _fitting(
    rows: pd.DataFrame,
    file: Path,
    articles: pd.DataFrame | None,
    lexicon: Lexicon | None,
    sample: pd.DataFrame | None,
) -> tuple[pd.DataFrame, list[str]]:
    """The codes of a sheet, a row a sentence and theme; and what does not fit."""
    misfits = []
    if lexicon:
        rows, misfits = _with_themes(rows, lexicon, file)
    unlike = _unlike(rows, articles, sample)
    misfits += [f"{_place(file, row)}: {why}" for row, why in unlike.items()]
    codes = rows.drop(unlike.keys()).set_index(KEYS).rename_axis(columns="theme").stack()
    return codes.map(_CODES).rename("code").reset_index(), misfits


def _last_saves(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The table without what a reader saved of a page before they saved it again; and what to say
    of each file that has other codes.
    """
    who = ["coder", "reader"]
    of_pages = table[table["reader"] != ""]
    codes = {
        save: set(rows[[*_CELL[1:], "code"]].dropna().itertuples(index=False, name=None))
        for save, rows in of_pages.groupby([*who, "file"])
    }
    saves = of_pages[[*who, "saved", "file"]].drop_duplicates().sort_values("saved", kind="stable")
    last = saves.drop_duplicates(who, keep="last")
    older = saves.merge(last, on=who, suffixes=("", "_last")).query("saved < saved_last")
    notes = []
    for row in older.itertuples():
        if codes[row.coder, row.reader, row.file] == codes[row.coder, row.reader, row.file_last]:
            continue  # passed on, or saved twice
        then, later = row.saved[:19], row.saved_last[:19]  # without parts of a second
        why = f"the same {row.coder} saved {row.file_last.name} later, at {later} UTC"
        notes.append(f"{row.file.name}: codes of {row.coder} as of {then} UTC; {why}")
    cells = pd.MultiIndex.from_frame(table[[*who, "file"]])
    return table[~cells.isin(pd.MultiIndex.from_frame(older[[*who, "file"]]))], notes


def _two_answers(codes: pd.DataFrame) -> dict[str, str]:
    """Coders of whom two files say different things, and what to say of each."""
    answers = codes.drop_duplicates([*_CELL, "code"])
    twice = answers[answers.duplicated(_CELL, keep=False)].sort_values(_CELL, kind="stable")
    problems = {}
    for coder, rows in twice.groupby("coder", sort=False):
        article, sentence, theme = rows[_CELL[1:]].iloc[0]
        files = natural_list(file.name for file in rows["file"].iloc[:2])
        problems[coder] = (
            f"{files}: {coder} has different codes there (sentence {sentence} of article "
            f"{article!r}, theme {theme}); if these are two people, read each page by itself "
            "and name them in the column coder, else leave the older file out"
        )
    return problems


def _in_parts(codes: pd.DataFrame) -> list[str]:
    """What to say of files that each have codes of a coder which the other lacks. A page that was
    passed on, or saved again, has all that the one before it has.
    """
    notes = []
    for coder, rows in codes.groupby("coder", sort=False):
        cells = {file: set(map(tuple, part[_CELL].values)) for file, part in rows.groupby("file")}
        largest = max(cells, key=lambda file: len(cells[file]))
        others = [file.name for file in cells if not cells[file] <= cells[largest]]
        if others:
            files = natural_list([largest.name, *others])
            notes.append(f"{files} count as one coder, {coder}: each has codes the other lacks")
    return notes


def _merged(table: pd.DataFrame) -> pd.DataFrame:
    """The codes of all files; what a coder says alike in several pages counts once."""
    # a code stands before what is open; so the first row of each cell of a page is kept
    order = table.assign(open=table["code"].isna(), page=table["file"].map(_is_page).astype(bool))
    order = order.sort_values(["open", "page"], kind="stable")
    again = order.duplicated(_CELL) & order["page"]
    return table[~again.reindex(table.index)].reset_index(drop=True)


def _with_themes(
    rows: pd.DataFrame, lexicon: Lexicon, file: Path
) -> tuple[pd.DataFrame, list[str]]:
    """A sheet whose columns have the lexicon's names of the themes; without those that it does not
    know, and what to say of each.
    """
    where = _place(file, 1)
    todo = "rename the column, or delete it"
    if _is_page(file):
        todo = "read codes with the themes that the page was made for"
    names = {as_typed(name): theme for name, theme in lexicon.spellings.items()}
    misfits = []
    for theme in rows.columns[len(KEYS) :].difference(names.keys(), sort=False):
        try:
            lexicon.theme_named(theme, where)
        except LexiconError as error:
            misfits.append(f"{error}; {todo}")
        rows = rows.drop(columns=theme)
    rows = rows.rename(columns=names)
    for theme in rows.columns[rows.columns.duplicated()]:
        raise CodesError(f"{where}: two columns are of the theme {theme!r}; delete one")
    return rows, misfits


def of_model(coder: str) -> bool:
    """Whether a sheet is a pass of a language model: its name begins with "model-".

    >>> of_model("Model-first"), of_model("maria")
    (True, False)
    """
    return str(coder).lower().startswith("model-")


def of_people(codes: pd.DataFrame) -> pd.DataFrame:
    """The codes of people; if no person has coded anything, those of language models."""
    models = codes["coder"].map(of_model).astype(bool)
    return codes[~models | models.all()]


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """Of a table of codes the rows that hold one; CodesError for a cell coded twice, or no 0 and
    no 1.
    """
    done = codes.dropna(subset="code")
    wrong = done[~done["code"].isin([0, 1]) | done.duplicated(_CELL)]
    for row in wrong.head(1).itertuples():
        sentence = f"sentence {row.sentence} of article {row.article!r}"
        where = f"coder {row.coder}, {sentence}, theme {row.theme}"
        raise CodesError(f"{where}: coded twice, or not 0 and not 1 ({row.code}); keep one 0 or 1")
    return done.astype({"code": "int64"})


def themes_of(codes: pd.DataFrame, lexicon: Lexicon) -> list[int]:
    """Of each row of codes the place of its theme in the lexicon, from 0; CodesError for one that
    the lexicon does not have.
    """
    numbers = {}
    for name in codes["theme"].unique():
        try:
            numbers[name] = lexicon.themes.index(lexicon.theme_named(name, "codes"))
        except LexiconError as error:
            todo = "read them with `read_codes(path, articles, lexicon)`, which says where"
            todo += ', or leave them out: codes[codes["theme"].isin(lexicon.themes)]'
            raise CodesError(f"{error}; {todo}") from None
    return codes["theme"].map(numbers).tolist()


def _sheets(path: Path) -> tuple[list[Path], list[str]]:
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
    if _is_page(file):  # and not that for coding, or anybody's
        return file.is_file() and b'"article-data"' in file.read_bytes()
    return True


def _is_page(file: Path) -> bool:
    return file.suffix.lower() in _PAGES


def _place(file: Path, row: int) -> str:
    """Where something stands; a page has no rows that a person sees."""
    if _is_page(file):
        return file.name
    return f"{file.name}, row {row}"


def _sheets_of(file: Path, first: dict[str, Path]) -> list[SavedSheet]:
    """The sheets in a file, each with its coder: of a page all of those who coded there."""
    if not _is_page(file):
        return [SavedSheet(_coder(file, first), _read_sheet(file))]
    try:
        return sheets_in(_text_of(file), file.name)
    except OSError as error:
        raise CodesError(f"{file}: cannot be read: {error.strerror}") from None
    except FileError as error:
        raise CodesError(f"{file.name}: cannot be read: {error}; {DAMAGED}") from None


def _lack_of(file: Path, has_codes: bool) -> list[str]:
    """What to say of a page that lacks all codes, or the last ones; of another file nothing."""
    if not _is_page(file):
        return []
    page = _text_of(file)
    if has_codes and not lacks_answers(page):
        return []
    if has_codes:
        why = _BEHIND
    else:
        why = _OF_THE_BROWSER if saved_by_browser(page) else _NO_CODES
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
        no_code = ~rows[theme].isin(list(_CODES))
        faults[f"has no code of {theme}; write 1, 0, ? or nothing"] = no_code
    for row, fault in _named(rows, faults).items():
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


def _unlike(
    rows: pd.DataFrame, articles: pd.DataFrame | None, sample: pd.DataFrame | None
) -> dict[int, str]:
    """The rows of a sheet that are of no sentence of the articles, or coded and not of the sample;
    and why.
    """
    problems = {}
    if articles is not None:
        ids = articles["article"].astype(str).map(as_typed)
        some = sentences_of(articles.assign(article=ids)[ids.isin(rows["article"])])
        now = rows.merge(some, "left", KEYS[:2])["text_y"].fillna("").map(as_typed)
        no_article = "is of no article; write its id as it was (spreadsheets make 7 of 007)"
        problems[no_article] = ~rows["article"].isin(ids)
        changed = "is not there, or has another text now; code it on a fresh sheet"
        problems[changed] = (now != rows["text"].reset_index(drop=True)).to_numpy()
    if sample is not None:
        in_sample = pd.MultiIndex.from_arrays([sample["article"].map(as_typed), sample["sentence"]])
        coded = rows.iloc[:, len(KEYS) :].isin(["0", "1"]).any(axis="columns")
        outside = ~pd.MultiIndex.from_frame(rows[KEYS[:2]]).isin(in_sample)
        problems[f"is not in {SAMPLE_FILE}; put the sheet beside that of its sample"] = (
            coded & outside
        )
    return _named(rows, problems)


def _named(rows: pd.DataFrame, problems: dict[str, pd.Series]) -> dict[int, str]:
    """The rows of a sheet that have a problem, in order; and the first that each has."""
    problem_of_row = {}
    for problem, wrong in problems.items():
        for row in rows[wrong].itertuples():
            problem_of_row.setdefault(
                row.Index, f"sentence {row.sentence} of article {row.article!r} {problem}"
            )
    return dict(sorted(problem_of_row.items()))
