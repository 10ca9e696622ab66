"""Filled-in sheets, of a person or of a language model -> the table of codes."""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..articles.find_files import files_of
from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.counts import theme_pairs
from ..text.encodings import decode
from ..text.read_files import FileError
from ..text.write_files import input_path
from .sample_file import of_the_sample, read_sample
from .sheets import (
    CodesError,
    as_typed,
    labels_of,
    sentences_of,
    with_groups,
)

MAX_WARNINGS = 10  # at once
READ_THEM = "read them with `read_codes(path, articles, lexicon)`, which says where"
# what a browser makes of a name that is there already; and a second round of a coder
_COPY = re.compile(r"(.+?)(?: ?\(\d+\)|-\d+)")
_ROUND = re.compile(r" round \d+$")
_CODES = {"": pd.NA, "?": pd.NA, "0": 0, "1": 1}
_FIRST_ROW = re.compile(r'"?article"?([,;\t])"?sentence"?\1"?text"?(?:\1|\r?\n|\Z)')


class CodesWarning(UserWarning):
    """Something in a sheet that does not fit, and is left out; reading goes on."""


@takes_any_form
def read_codes(
    path: str | Path,
    articles: pd.DataFrame | None = None,
    lexicon: Lexicon | None = None,
    unfit: str = "raise",
) -> pd.DataFrame:
    """Read coded sheets: one file, or every *.csv of a folder.

    Parameters
    ----------
    path : the file or folder; "" for none. Commas, semicolons or tabs, with or without a byte order
        mark, any line end.
    articles, lexicon : what the sheets must fit: their articles, the text of their sentences, their
        themes; and the sample.tsv of the folder, where there is one.
    unfit : "raise" stops where something does not fit, or there is no sheet; "skip" leaves it out,
        and a CodesWarning says what.

    Returns
    -------
    One row a coder, sentence and theme: `coder` (the file's name, without " round 2" at its end: a
    person's, or `model-…` for a pass of a language model), `article`, `sentence`, `group`, `theme`,
    `code`: 1 the sentence is about the theme, 0 it is not, <NA> not coded or unsure (`?`). Without
    `lexicon` the group is empty and the theme is what the sheet calls it.

    Raises
    ------
    CodesError, with file and row, for a file that is not a sheet, a code other than 0, 1, ? or
    blank, a sentence twice; for ann (1).csv or ann-1.csv beside ann.csv, a second copy of one
    coder's.
    """
    if unfit not in ("raise", "skip"):
        raise ValueError(f'unfit is "raise" or "skip", not {unfit!r}')
    codes, misfits = read_sheets(path, articles, lexicon)
    if misfits and unfit == "raise":
        more = ""
        if len(misfits) > 1:
            more = f" (and {len(misfits) - 1:,} more)"
        raise CodesError(misfits[0] + more)
    folded = misfits[:MAX_WARNINGS]
    if len(misfits) > MAX_WARNINGS:
        folded.append(f"{len(misfits) - MAX_WARNINGS:,} more like these")
    for misfit in folded:
        warnings.warn(f"left out: {misfit}", CodesWarning, stacklevel=3)
    return codes


def read_sheets(
    path: str | Path, articles: pd.DataFrame | None = None, lexicon: Lexicon | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The table of codes as `read_codes` reads it, and what does not fit, in words."""
    files, unfit, rows = [], [], []
    if path:
        files = _sheets(input_path(path))
    sample, names = read_sample(path), {file.stem for file in files}
    if path and not files:
        unfit.append(f"{path}: holds no sheet (*.csv); put there what the page of `code` saves")
    for file in files:
        coder = _coder(file, names)
        try:
            themes, codes = _read_sheet(file)
        except (FileError, csv.Error) as error:
            why = str(error).partition(";")[0]
            raise CodesError(f"{file.name}: {why}; save it as CSV (UTF-8)") from None
        if sample is not None:
            codes, misfits = of_the_sample(file.name, codes, sample)
            unfit += misfits
        fitting, misfits = _fitting(file.name, themes, codes, articles, lexicon)
        rows += [(coder, *row) for row in fitting]
        unfit += misfits
    table = pd.DataFrame(rows, columns=["coder", "article", "sentence", "group", "theme", "code"])
    kinds = {"coder": "str", "sentence": "int64", "group": "str", "theme": "str", "code": "Int64"}
    return table.astype(kinds), unfit


def of_model(coder: str) -> bool:
    """Whether a sheet is a pass of a language model: its name begins with "model-".

    >>> of_model("model-first"), of_model("maria")
    (True, False)
    """
    return coder.startswith("model-")


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """Of a table of codes the rows that hold one; CodesError for a cell coded twice, or no 0 and
    no 1.
    """
    done = with_groups(codes.dropna(subset=["code"]))
    cells = done[["coder", "article", "sentence", "group", "theme"]]
    wrong = done[~done["code"].isin([0, 1]) | cells.duplicated()]
    if len(wrong):
        row = wrong.iloc[0]
        sentence = f"sentence {row['sentence']} of article {row['article']!r}"
        where = f"coder {row['coder']}, {sentence}, theme {row['theme']}"
        raise CodesError(
            f"{where}: coded twice, or not 0 and not 1 ({row['code']}); keep one 0 or 1"
        )
    return done.astype({"code": "int64"})


def themes_of(codes: pd.DataFrame, lexicon: Lexicon) -> list[tuple[str, str]]:
    """Of each row of codes its group and theme; CodesError for one that the lexicon does not
    have.
    """
    pairs = theme_pairs(codes)
    for group, theme in sorted(set(pairs).difference(lexicon.themes)):
        raise CodesError(f"codes: there is no theme {theme!r} (group {group!r}); {READ_THEM}")
    return pairs


def no_sentence(rows: pd.DataFrame, table: str = "codes", todo: str = READ_THEM) -> CodesError:
    """What is wrong with the first of these rows of a table: its sentence is not there."""
    first = rows.iloc[0]
    name = f"sentence {first['sentence']} of article {first['article']!r}"
    return CodesError(f"{table}: there is no {name}; {todo}")


def _sheets(path: Path) -> list[Path]:
    if not path.is_dir():
        if path.suffix or path.exists():
            return [path]
        return []  # a folder that is not there has no sheet
    try:
        return [file for file in files_of(path) if file.suffix.lower() == ".csv"]
    except OSError as error:
        raise CodesError(
            f"{path}: cannot be opened ({error.strerror}); check its permissions"
        ) from None


def _coder(file: Path, names: set[str]) -> str:
    """Whose sheet a file is. CodesError for a second copy of another of these names.

    >>> _coder(Path("ann.csv"), {"ann"}), _coder(Path("ann round 2 (1).csv"), set())
    ('ann', 'ann')
    """
    name, copy = file.stem, _COPY.fullmatch(file.stem)
    if copy and copy[1] in names:
        raise CodesError(
            f"{file.name}: looks like a second copy of {copy[1]}.csv, which is no second coder; "
            f"keep the newer of them, as {copy[1]}.csv, or name the other by its coder"
        )
    if copy and name.endswith(")"):
        name = copy[1]
    return _ROUND.sub("", name)


def _read_sheet(file: Path) -> tuple[list[str], list[tuple]]:
    """Its themes, and (row of the file, article, sentence, text, codes) of each of its
    sentences.
    """
    try:
        text, _ = decode(file.read_bytes(), guess=False)
    except OSError as error:
        raise CodesError(
            f"{file.name}: cannot be opened ({error.strerror}); check name and folder"
        ) from None
    start = _FIRST_ROW.match(text)
    if not start:
        raise CodesError(
            f"{file.name}, row 1: must begin with article, sentence, text; take the file that "
            "the page of `code` saves"
        )
    table = _table(text, start[1])
    themes = _themes(file.name, table[0][3:])
    rows, seen = [], {}
    for number, cells in enumerate(table[1:], 2):
        if not any(cells):
            continue
        article, sentence, text = map(as_typed, cells[:3])
        other = seen.setdefault((article, sentence), number)
        for fault in _faults(themes, sentence, cells[3:]):
            raise CodesError(f"{file.name}, row {number}{fault}")
        if other != number:
            raise CodesError(
                f"{file.name}, row {number}: sentence {sentence} of article {article!r} stands in "
                f"row {other} too; delete one"
            )
        rows.append((number, article, int(sentence), text, [_CODES[code] for code in cells[3:]]))
    return themes, rows


def _themes(name: str, cells: list[str]) -> list[str]:
    """The themes that the first row of a sheet names."""
    themes = [as_typed(label) for label in cells]
    for number, theme in enumerate(themes):
        if not theme or theme in themes[:number]:
            raise CodesError(
                f"{name}, row 1, column {number + 4}: theme {theme!r} is empty or there twice; "
                "name each theme once"
            )
    return themes


def _faults(themes: list[str], sentence: str, codes: list[str]) -> Iterator[str]:
    """What cannot be read in a row."""
    if not re.fullmatch("[1-9][0-9]{0,8}", sentence):
        yield f": sentence {sentence!r} is no number; write that of sample.tsv"
    for theme, code in zip(themes, codes, strict=True):
        if code not in _CODES:
            yield f", theme {theme}: {code!r} is no code; write 1, 0, ? or nothing"


def _table(text: str, delimiter: str) -> list[list[str]]:
    """The cells of a sheet, every row as wide as the widest, without columns that are empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows = [[cell.strip() for cell in row] for row in reader]
    width = 3
    for row in rows:
        filled = [number for number, cell in enumerate(row, 1) if cell]
        width = max([width, *filled])
    return [row[:width] + ["" for _ in range(width - len(row))] for row in rows]


def _fitting(
    name: str,
    themes: list[str],
    codes: list[tuple],
    articles: pd.DataFrame | None,
    lexicon: Lexicon | None,
) -> tuple[list[tuple], list[str]]:
    """(article, sentence, group, theme, code) of what fits the articles and the lexicon, and what
    does not.
    """
    labels = {theme: ("", theme) for theme in themes}
    if lexicon:
        labels = _labels(lexicon)
    todo = "rename the column as it is now, or delete it"
    misfits = [
        f"{name}, row 1: theme {theme!r} is none of the lexicon's; {todo}"
        for theme in themes
        if theme not in labels
    ]
    sentences = None
    if articles is not None:
        sentences = _by_id(articles, {article for _, article, *_ in codes})
    rows = []
    for number, article, sentence, text, cells in codes:
        if sentences is not None:
            misfit = _misfit(sentences, article, sentence, text)
            if misfit:
                misfits.append(f"{name}, row {number}: {misfit}")
                continue
            article = sentences[article][0]  # as the articles have it: perhaps a number
        for theme, code in zip(themes, cells, strict=True):
            if theme in labels:
                rows.append((article, sentence, *labels[theme], code))
    return rows, misfits


def _labels(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """What a sheet may call a theme -> its group and name: its label now, or both, as where another
    group had one, too.
    """
    full = {
        as_typed(f"{group}: {theme}"): (group, theme) for group, theme in lexicon.themes if group
    }
    return full | {as_typed(label): pair for label, pair in labels_of(lexicon).items()}


def _by_id(articles: pd.DataFrame, named: set[str]) -> dict[str, tuple]:
    """The id of each article that a sheet names, as it spells it -> the id, and its sentences."""
    ids = articles["article"].tolist()  # several times as fast as one by one
    articles = articles[[as_typed(str(article)) in named for article in ids]]
    table = sentences_of(articles)
    texts = table["text"].map(as_typed).groupby(table["article"], sort=False).agg(list)
    return {
        as_typed(str(article)): (article, texts.get(article, [])) for article in articles["article"]
    }


def _misfit(sentences: dict[str, tuple], article: str, sentence: int, text: str) -> str:
    """Why a row of a sheet is of no sentence of the articles; empty where it is of one."""
    if article not in sentences:
        todo = "write its id as in sample.tsv (spreadsheets make 7 of 007)"
        return f"there is no article {article!r}; {todo}"
    todo = "code it on a new page"
    own = sentences[article][1]
    if sentence > len(own):
        return f"article {article!r} has no sentence {sentence}; {todo}"
    if own[sentence - 1] != text:
        return f"sentence {sentence} of article {article!r} is no longer “{text[:40]}…”; {todo}"
    return ""
