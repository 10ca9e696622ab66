"""Sheets that a person has filled in -> the table of codes."""

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ..articles.files import files_of
from ..articles.formats.document import ArticleError
from ..articles.formats.encodings import decode
from ..lexicon.read import Lexicon
from ..text.files import input_path
from ..text.wording import counted
from .coding_sheet import CodesError, as_typed, labels_of, sentences_of

_CODES = {"": pd.NA, "0": 0, "1": 1}
_FIRST_ROW = re.compile(r'"?article"?([,;\t])"?sentence"?\1"?text"?(?:\1|\r?\n|\Z)')


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
    themes.
    unfit : "raise" stops where something does not fit, or there is no sheet; "skip" leaves it out
        and lists it in `attrs["unfit"]`.

    Returns
    -------
    One row a coder, sentence and theme: `coder` (the file's name), `article`, `sentence`, `group`,
    `theme` (categoricals, in the order of the lexicon, or of the first sheet), `code`: 1 the
    sentence is about the theme, 0 it is not, <NA> not coded. Without `lexicon` the group is empty
    and the theme is what the sheet calls it.

    Raises CodesError, with file and row, for a file that is not a sheet, a code other than 0, 1 or
    blank, a sentence twice.
    """
    if unfit not in ("raise", "skip"):
        raise ValueError(f'unfit is "raise" or "skip", not {unfit!r}')
    files = _sheets(input_path(path)) if path else []
    rows, misfits = (
        [],
        []
        if files or not path
        else [f"{path}: holds no sheet (*.csv); fill in a blank one and save it there"],
    )
    for file in files:
        try:
            themes, codes = _read_sheet(file)
        except (ArticleError, csv.Error) as error:
            raise CodesError(
                f"{file.name}: {str(error).partition(';')[0]}; save it as CSV (UTF-8)"
            ) from None
        fitting, found = _fitting(file.name, themes, codes, articles, lexicon)
        rows += [(file.stem, *row) for row in fitting]
        misfits += found
    if misfits and unfit == "raise":
        raise CodesError(
            misfits[0] + (f" (and {len(misfits) - 1} more)" if len(misfits) > 1 else "")
        )
    table = pd.DataFrame(rows, columns=["coder", "article", "sentence", "group", "theme", "code"])
    known = (
        pd.DataFrame(lexicon.themes, columns=["group", "theme"])
        if lexicon
        else table[["group", "theme"]]
    )
    kinds = {name: pd.CategoricalDtype(known[name].unique()) for name in known}
    table = table.astype(kinds | {"coder": "str", "sentence": "int64", "code": "Int64"})
    table.attrs["unfit"] = misfits
    return table


def read_sample(path: str | Path) -> pd.DataFrame | None:
    """Which sentences were drawn for coding: `sample.tsv` beside the sheets, from
    `sample_for_coding`; None without one.
    """
    file = input_path(path) / "sample.tsv" if path else None
    return pd.read_csv(file, sep="\t") if file and file.is_file() else None


def of_model(coder: str) -> bool:
    """Whether a coder is a pass of a language model: its sheet's name begins with "model-".

    >>> of_model("model-first"), of_model("maria")
    (True, False)
    """
    return coder.startswith("model-")


def who_coded(coders: list[str]) -> str:
    """Who has coded, in a phrase.

    >>> who_coded(["model-first", "model-second"]), who_coded(["maria"]), who_coded(["ann", "bo"]), who_coded([])
    ('two passes of a language model', 'one person, maria', 'two coders', 'nobody')
    >>> who_coded(["maria", "model-first"]), who_coded(["ann", "bo", "model-first"])
    ('one person, maria, and one pass of a language model', 'two people and one pass of a language
    model')
    """
    people = [coder for coder in coders if not of_model(coder)]
    passes = len(coders) - len(people)
    parts = (
        [counted(len(people), "person" if passes else "coder", "people" if passes else "coders")]
        if people
        else []
    )
    parts = [f"one person, {people[0]}" + "," * bool(passes)] if len(people) == 1 else parts
    parts += [f"{counted(passes, 'pass', 'passes')} of a language model"] if passes else []
    return " and ".join(parts) or "nobody"


def decided(codes: pd.DataFrame) -> pd.DataFrame:
    """Of a table of codes the rows that hold one, names as plain text; CodesError for a cell coded
    twice, or no 0 and no 1.
    """
    done = codes.dropna(subset=["code"]).astype({"group": object, "theme": object})
    cells = done[["coder", "article", "sentence", "group", "theme"]]
    wrong = done[~done["code"].isin([0, 1]) | cells.duplicated()]
    if len(wrong):
        row = wrong.iloc[0]
        where = f"coder {row['coder']}, sentence {row['sentence']} of article {row['article']!r}, theme {row['theme']}"
        raise CodesError(
            f"{where}: coded twice, or not 0 and not 1 ({row['code']}); keep one 0 or 1"
        )
    return done.astype({"code": "int64"})


def mark_coded(table: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """A table with `group` and `theme` and a column `coded` more: whether the codes have one, 0 or
    1, for that theme.

    >>> codes = pd.DataFrame({"group": "", "theme": ["War", "Iran"], "code": [0, None]})
    >>> mark_coded(pd.DataFrame({"group": "", "theme": ["War", "Iran", "Trade"]}), codes)["coded"].tolist()
    [True, False, False]
    """
    done = codes[codes["code"].notna()]
    themes = set(zip(done["group"], done["theme"], strict=True))
    return table.assign(
        coded=[pair in themes for pair in zip(table["group"], table["theme"], strict=True)]
    )


def _sheets(path: Path) -> list[Path]:
    if not path.is_dir():
        return (
            [path] if path.suffix or path.exists() else []
        )  # a folder that is not there has no sheet
    try:
        return [file for file in files_of(path) if file.suffix.lower() == ".csv"]
    except OSError as error:
        raise CodesError(
            f"{path}: cannot be opened ({error.strerror}); check its permissions"
        ) from None


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
            f"{file.name}, row 1: must begin with article, sentence, text; take a blank sheet and fill it in"
        )
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=start[1], strict=True))
    width = max(
        max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0) for row in table
    )
    themes = [as_typed(label) for label in (table[0] + [""] * width)[3:width]]
    for number, theme in enumerate(themes):
        if not theme or theme in themes[:number]:
            raise CodesError(
                f"{file.name}, row 1, column {number + 4}: theme {theme!r} is empty or there twice; mend it"
            )
    rows, seen = [], {}
    for number, cells in enumerate(table[1:], 2):
        if any(cell.strip() for cell in cells):
            article, sentence, text = map(as_typed, (cells + [""] * 3)[:3])
            where = f"{file.name}, row {number}"
            if not re.fullmatch("[1-9][0-9]{0,8}", sentence):
                raise CodesError(
                    f"{where}: sentence {sentence!r} is no number; write that of the blank sheet"
                )
            other = seen.setdefault((article, sentence), number)
            if other != number:
                raise CodesError(
                    f"{where}: sentence {sentence} of article {article!r} stands in row {other} too; delete one"
                )
            codes = [cell.strip() for cell in (cells + [""] * width)[3:width]]
            for theme, code in zip(themes, codes, strict=True):
                if code not in _CODES:
                    raise CodesError(
                        f"{where}, theme {theme}: {code!r} is no code; write 1, 0 or nothing"
                    )
            rows.append((number, article, int(sentence), text, [_CODES[code] for code in codes]))
    return themes, rows


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
    labels = _labels(lexicon) if lexicon else {theme: ("", theme) for theme in themes}
    misfits = [
        f"{name}, row 1: theme {theme!r} is none of the lexicon's; rename the column as it is now, or delete it"
        for theme in themes
        if theme not in labels
    ]
    sentences = {} if articles is None else _by_id(articles, {article for _, article, *_ in codes})
    rows = []
    for number, article, sentence, text, cells in codes:
        there = sentences.get(article, (article, []))
        now = there[1][sentence - 1] if sentence <= len(there[1]) else None
        if articles is not None and now != text:
            misfits.append(
                f"{name}, row {number}: {_misfit(article, article in sentences, sentence, text, now)}"
            )
            continue
        pairs = zip(themes, cells, strict=True)
        rows += [
            (there[0], sentence, *labels[theme], code) for theme, code in pairs if theme in labels
        ]
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
    articles = articles[[as_typed(str(article)) in named for article in articles["article"]]]
    table = sentences_of(articles)
    texts = table["text"].map(as_typed).groupby(table["article"], sort=False).agg(list)
    return {
        as_typed(str(article)): (article, texts.get(article, [])) for article in articles["article"]
    }


def _misfit(article: str, known: bool, sentence: int, text: str, now: str | None) -> str:
    if not known:
        return f"there is no article {article!r}; write its id as in the blank sheet (spreadsheets make 7 of 007)"
    if now is None:
        return f"article {article!r} has no sentence {sentence}; code it on a fresh blank sheet"
    return f"sentence {sentence} of article {article!r} is no longer “{text[:40]}…”; code it on a fresh blank sheet"
