"""What a run reads: its articles, themes and codes; where they are, and what is chosen by them."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pandas as pd

from ..articles.near_duplicates import duplicates
from ..articles.notes import REPEATS, Note, Report
from ..articles.read_articles import read_with_report
from ..lexicon.model import Lexicon
from ..lexicon.read_lexicon import read_lexicon
from ..mentions.find import find_mentions
from ..trust.read_codes import read_sheets
from ..trust.sample_file import read_sample

LIST = "left-out.csv"  # all notes on the reading, beside what a run writes
Values = Mapping[str, object]  # by the names of the report's parameters
Names = Mapping[str, str]
NONE: Names = {}

# where the user gives nothing
NEUTRAL = {"READ": {}, "NESTED": "drop", "CODES": "", "BY": "source"}

# What messages say in Python -> in a command
OPTIONS = {
    r"^counts: ": "--by: ",
    r"\bday_first=True": "--day-first",
    r"\brecursive=True": "--recursive",
    r"\b(language|encoding)='([^']*)'": r"--\1 \2",
    r"\bcolumns=\{'(\w+)': ['\"](.*?)['\"]\}": r'--\1-column "\2"',
    r"\bread it with nt\.read_lexicon\b": "name it with --themes",
    r"\bread it with nt\.read_articles\b": "name it with --articles",
    r"\bare read with nt\.read_lexicon\b": "are named with --themes",
    "; html=False leaves it": "",  # there is no such option
    ", or in Python .*": "",
}


class Inputs(NamedTuple):
    """The tables that a run is about; the values that they were read by, and the paths among these
    -> names for them; and what was said of the articles, and of codes that do not fit.
    """

    articles: pd.DataFrame
    lexicon: Lexicon
    mentions: pd.DataFrame
    codes: pd.DataFrame | None = None
    sample: pd.DataFrame | None = None
    values: Values = NEUTRAL
    names: Names = NONE
    report: Report | None = None
    code_notes: Sequence[str] = ()


def read_inputs(values: Values, names: Names = NONE) -> Inputs:
    """Read what the values name, as the report does; paths are seen from the current folder, and
    stand in the table of articles by their names.

    Raises ArticleError, LexiconError or CodesError.
    """
    values = NEUTRAL | values
    read = values["READ"]
    lexicon = read_lexicon(values["THEMES"], read.get("encoding"))
    report = read_with_report(values["ARTICLES"], **read)
    articles, sheets = report.articles, values["CODES"]
    mentions = find_mentions(articles, lexicon, values["NESTED"])
    codes, misfits, notes = read_sheets(sheets, articles, lexicon)
    sample = read_sample(sheets)
    paths = {path: replaced(path, names) for path in articles["path"].unique()}
    articles = articles.assign(path=articles["path"].map(paths))
    notes = [*(f"left out: {misfit}" for misfit in misfits), *notes]
    return Inputs(articles, lexicon, mentions, codes, sample, values, names, report, notes)


def codebook_of(values: Values) -> Path | None:
    """The codebook that lies among the articles, or None."""
    books = [Path(folder, "codebook.md") for folder in values["ARTICLES"]]
    return next((book for book in books if book.is_file()), None)


def seen_from(folder: Path, values: Values) -> dict[str, object]:
    """The values whose paths are full ones, as seen from a folder; those on another drive stay.

    >>> seen_from(Path("/out"), {"ARTICLES": ["/press"], "THEMES": "/a.yaml"})
    {'THEMES': '../a.yaml', 'ARTICLES': ['../press']}
    """
    shown = {}
    for name in ("THEMES", "CODES"):
        if values.get(name):
            shown[name], *_ = paths_seen_from(folder, [values[name]])
    return shown | {"ARTICLES": paths_seen_from(folder, values["ARTICLES"])}


def paths_seen_from(folder: Path, paths: Iterable[str]) -> list[str]:
    """Full paths as seen from a folder; those on another drive stay."""
    there = []
    for path in paths:
        with suppress(ValueError):  # on another drive
            path = Path(os.path.relpath(path, folder)).as_posix()
        there.append(path)
    return there


def replaced(text: str, names: Names) -> str:
    """A text with names in the place of others, such as paths as the user gave them.

    >>> replaced("/home/ann/press/a.txt is empty", {"/home/ann/press": "press"})
    'press/a.txt is empty'
    """
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def as_options(text: str) -> str:
    """A message with options of the command line for what it says of Python.

    >>> as_options("line 3 date '5/6/2024' is unsure; day_first=True says the day")
    "line 3 date '5/6/2024' is unsure; --day-first says the day"
    """
    for pattern, option in OPTIONS.items():
        text = re.sub(pattern, option, text)
    return text


def values_of(given: SimpleNamespace) -> tuple[Values, dict[str, str]]:
    """What a command is given, by the names of the report's parameters, with full paths; and
    these paths -> the same as they were given. Where no articles are, they are the project's.
    """
    values = dict(given.values)
    articles = given.articles
    project = given.project
    if project:
        values.setdefault("THEMES", (project.seeds / "themes.yaml").as_posix())
    if not articles:
        articles = [project.seeds.as_posix()]
        if project.codes.exists():
            values["CODES"] = project.codes.as_posix()
    named = [name for name in ("THEMES", "CODES") if name in values]
    paths = [*articles, *(values[name] for name in named)]
    full = {path: Path(path).absolute().as_posix() for path in paths}
    values |= {name: full[values[name]] for name in named}
    values["ARTICLES"] = [full[path] for path in articles]
    names = {there: path.rstrip("/\\") or path for path, there in full.items()}
    if project:
        names[f"{project.root.as_posix()}/"] = ""
    return values, names


def reading_notes(inputs: Inputs) -> pd.DataFrame:
    """What was left out of the articles, what is to look at, which of them repeats another, and
    what is to be known of files of codes: `kind`, `path`, `place` and `reason`.

    >>> pair = pd.DataFrame({"article": ["a", "b"], "text": "Trade is up.", "path": ["x", "y"]})
    >>> report = Report(pair, [Note("z", "line 3", "is empty")], [])
    >>> inputs = Inputs(pair, None, None, report=report)
    >>> for row in reading_notes(inputs).to_numpy().tolist():
    ...     print(row)
    ['left out', 'z', 'line 3', 'is empty']
    ['counted, repeats another', 'y', '', 'b repeats most of a']
    """
    notes = inputs.report.kinds() | {REPEATS: _copies(inputs.articles)}
    notes["codes to look at"] = [Note("", "", note) for note in inputs.code_notes]
    rows = [(kind, *note) for kind, of_kind in notes.items() for note in of_kind]
    table = pd.DataFrame(rows, columns=["kind", *Note._fields])
    return table.map(lambda text: as_options(replaced(text, inputs.names)))


def _copies(articles: pd.DataFrame) -> list[Note]:
    """A note on each article that repeats another."""
    table = duplicates(articles).assign(path=articles["path"].tolist())
    copies = table[table["article"] != table["duplicate_group"]]
    return [
        Note(copy.path, "", f"{copy.article} repeats most of {copy.duplicate_group}")
        for copy in copies.itertuples()
    ]


def notes_label(notes: pd.DataFrame) -> str:
    """How many notes there are of each kind, and where; nothing where there are none.

    >>> notes_label(pd.DataFrame({"kind": ["left out", "to look at", "to look at"]}))
    'left out: 1 · to look at: 2 · listed in left-out.csv'
    """
    if notes.empty:
        return ""
    numbers = notes["kind"].value_counts(sort=False).items()
    return " · ".join([*(f"{kind}: {number:,}" for kind, number in numbers), f"listed in {LIST}"])
