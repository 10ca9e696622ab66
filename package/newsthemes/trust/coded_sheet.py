"""A sheet, of CSV or Excel -> what is coded in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from ..articles.formats.csv_excel_json import MAX_COLUMNS, opened_sheets
from ..files.csv_records import csv_records
from ..files.encodings import decode
from ..text.wording import shortened
from .sheets import CODES, KEYS, Coded, CodesError, as_typed

# numbers of a column in which some are missing, as pandas writes them
_CODES = {"0.0": "0", "1.0": "1"}
_ID = re.compile(r"[0-9]+\.0")
_NUMBER = re.compile("[1-9][0-9]{0,8}")


def codes_in_sheet(content: bytes, name: str, coder: str) -> Coded:
    """What a coder says in a sheet, by the rows of the file, of the name `name`. CodesError where
    it is none, or a cell holds no code.
    """
    if name.lower().endswith(".xlsx"):
        rows = _rows_of_workbook(content, name)
    else:
        rows = _rows_of_text(decode(content, "utf-8")[0], name)
    themes = _themes(next(rows, []), name)
    sentences = []
    cells = []
    seen = set()
    for row, (article, number, text, *codes) in enumerate(rows, 2):
        if not any([article, number, text, *codes]):
            continue
        number = number.removesuffix(".0")
        sentence = article, number
        filled = [
            (theme, _CODES.get(code, code))
            for theme, code in zip_longest(themes, codes, fillvalue="")
            if code
        ]
        if fault := _fault(number, sentence in seen, filled):
            place = f"sentence {shortened(number)} of article {shortened(article)!r}"
            where = f"{name}, row {row}: {place}"
            raise CodesError(f"{where} {fault}")
        seen.add(sentence)
        cells += [(coder, "", "", row, theme, code) for theme, code in filled]
        if filled:
            sentences.append((row, article, int(number), text))
    if all(_ID.fullmatch(article) for article, _ in seen if article):
        sentences = [(row, article.removesuffix(".0"), *more) for row, article, *more in sentences]
    return Coded(sentences, cells)


def _themes(head: list[str], name: str) -> list[str]:
    """The themes that the first row names; CodesError where it cannot be one."""
    if head[: len(KEYS)] != KEYS:
        todo = "take one that the page for coding saved"
        raise CodesError(f"{name}, row 1: must begin with article, sentence, text; {todo}")
    themes = head[len(KEYS) :]
    if len(themes) > MAX_COLUMNS:
        todo = "leave out those that are of no theme"
        raise CodesError(f"{name}, row 1: has more than {MAX_COLUMNS:,} columns; {todo}")
    for theme, times in Counter(filter(None, themes)).items():
        if times > 1:
            twice = f"two columns have the name {shortened(theme)!r}"
            raise CodesError(f"{name}, row 1: {twice}; delete one")
    return themes


def _fault(number: str, again: bool, filled: list[tuple[str, str]]) -> str:
    """What is wrong with a row whose cells hold this, (theme, code); empty where nothing is."""
    if not _NUMBER.fullmatch(number):
        return "is no number; write that of the sheet"
    if again:
        return "has a row already; delete one"
    for theme, code in filled:
        if not theme:
            todo = "check the commas, or name it in row 1"
            return f"has {shortened(code)!r} in a column without a name; {todo}"
        if code not in CODES:
            todo = "write 1, 0, ? or nothing, or delete a column that is no theme's"
            return f"has {shortened(code)!r} for {shortened(theme)}; {todo}"
    return ""


def _rows_of_text(text: str, name: str) -> Iterator[list[str]]:
    for row, (_, cells, wrong) in enumerate(csv_records(text), 1):
        if wrong:
            raise CodesError(f"{name}, row {row}: {wrong}")
        yield _typed(cells)


def _rows_of_workbook(content: bytes, name: str) -> Iterator[list[str]]:
    """The rows of the one sheet of a workbook that has cells."""
    with opened_sheets(content) as sheets:
        tables = [list(map(_typed, rows)) for _, rows in sheets]
    filled = [rows for rows in tables if any(map(any, rows))]
    if len(filled) > 1:
        todo = "save each as a file, named after its coder"
        raise CodesError(f"{name}: has {len(filled)} sheets with cells; {todo}")
    return chain.from_iterable(filled)


def _typed(cells: Sequence[object]) -> list[str]:
    """The cells of a row as they were typed: three or more."""
    typed = [as_typed(str(cell)) if cell is not None else "" for cell in cells]
    return typed + [""] * (3 - len(typed))
