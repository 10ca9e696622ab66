"""Articles and themes as a command is given them, and what is said of them."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from ..articles.read_articles import SHOWN, ArticleError, Note, Report
from ..lexicon.model import Lexicon
from ..lexicon.read_lexicon import LexiconError
from ..review.check_languages import other_scripts
from ..text.csv_files import csv_of
from ..text.read_files import MAX_BYTES
from ..text.write_files import write
from . import options
from .check_options import check_lexicon, check_run, column_named
from .inputs import Inputs, Values, read_inputs, replaced
from .options import tell

DONE, LEFT_OUT = 0, 3
LIST = "left-out.csv"  # all that was said of files, beside what a command writes
HEAD = csv_of(pd.DataFrame(columns=["kind", *Note._fields]))
STDIN = "standard-input.txt"
OUR_THEMES = "No --themes are given, so these are the project's own, from seeds/themes.yaml."


def read_for_run(given: SimpleNamespace, folder: Path) -> tuple[Inputs, int]:
    """What `read_given` reads, checked before a kernel starts for a run that lists in this folder
    what was left out.
    """
    inputs, status = read_given(given, folder, is_run=True)
    if not given.articles:
        return inputs, status
    if given.by:
        given.by = column_named(given.by, inputs.articles, given.columns)
        inputs = inputs._replace(values=inputs.values | {"BY": given.by})
    for note in check_run(given, inputs):
        status = LEFT_OUT
        tell(note)
    return inputs, status


def read_given(
    given: SimpleNamespace, folder: Path = Path(), is_run: bool = False
) -> tuple[Inputs, int]:
    """Read the articles, themes and codes that a command is given, as notebooks do, and say what
    was left out. Returns them, with names for their paths as they were given, and the exit status.
    """
    if given.articles and not given.themes:
        tell(OUR_THEMES)
    with tempfile.TemporaryDirectory() as temporary:
        values, names = values_of(given, Path(temporary, STDIN))
        try:
            inputs = read_inputs(values, names)
        except (ArticleError, LexiconError) as error:
            raise type(error)(replaced(str(error), names)) from None
    check_lexicon(inputs.lexicon, replaced(str(values["THEMES"]), names))
    report = as_named(inputs.report, names)
    status = name_left_out(report, folder, inputs.lexicon, is_run)
    return inputs._replace(report=report, articles=report.articles), status


def values_of(given: SimpleNamespace, piped: Path = Path(STDIN)) -> tuple[Values, dict[str, str]]:
    """What a command is given, by the names of the notebooks' parameters, with full paths; and
    these paths -> the same as they were given. Where no articles are, they are the project's.
    Standard input, as `-`, is written to `piped`.
    """
    said = {name: value for name, value in vars(given).items() if value}
    values = {name.upper(): said[name] for name in options.OF_A_RUN if name in said}
    values["READ"] = {name: said[name] for name in options.OF_READING if name in said}
    root = options.ROOT.as_posix()
    themes, sheets = given.themes or f"{root}/seeds/themes.yaml", values.get("CODES")
    paths = filter(None, [*given.articles, themes, sheets])
    full = {path: Path(path).absolute().as_posix() for path in paths}
    if "-" in full:
        piped.write_bytes(sys.stdin.buffer.read(MAX_BYTES))
        full["-"] = piped.as_posix()
    names = {there: path for path, there in full.items()}
    values |= {"ARTICLES": [full[path] for path in given.articles], "THEMES": full[themes]}
    if len(given.articles) == 1:
        [values["ARTICLES"]] = values["ARTICLES"]
    if sheets:
        values["CODES"] = full[sheets]
    if not given.articles:
        values["ARTICLES"] = f"{root}/seeds"
        names[f"{root}/"] = ""
        if Path(root, "seeds", "codes").exists():
            values["CODES"] = f"{root}/seeds/codes"
    return values, names


def as_named(report: Report, names: Mapping[str, str]) -> Report:
    """The articles, and what was said of them, with these names for their paths."""
    paths = report.articles["path"]
    paths = paths.map({path: replaced(path, names) for path in paths.unique()})
    notes = {
        name: [note._replace(path=replaced(note.path, names)) for note in getattr(report, name)]
        for name in ("columns", "skipped", "doubts")
    }
    return report._replace(articles=report.articles.assign(path=paths), **notes)


def listing(report: Report) -> bytes:
    """All that was said of files, as CSV; nothing where none was left out or has to be looked at.

    >>> listing(Report(pd.DataFrame(), [Note("a, b.csv", "line 3", "has no text")], [], []))[3:]
    b'"kind","path","place","reason"\\n"left out","a, b.csv","line 3","has no text"\\n'
    """
    if not (report.skipped or report.doubts):
        return b""
    rows = [(kind, *note) for kind, notes in report.kinds().items() for note in notes]
    return csv_of(pd.DataFrame(rows, columns=["kind", *Note._fields]))


def name_left_out(report: Report, folder: Path, lexicon: Lexicon, is_run: bool) -> int:
    """Say which articles were left out, or have to be looked at: ten of a kind, and which file in
    `folder` has all, where there are more. A run writes it with all else, other commands here.

    What such a file says already, here or in a folder beside, is not said again. Returns the exit
    status, which entries left out raise, too.
    """
    if unread := other_scripts(lexicon, report.articles["text"].tolist()):
        tell(f"to look at: {unread}")
    data, file = listing(report), folder / LIST
    lists = [path for path in (file, *Path().glob(f"*/{LIST}")) if path.is_file()]
    lines = [f"left out or to look at: as in {path}" for path in lists if path.read_bytes() == data]
    if not lines:
        where = f"all are in {file}"
        if not is_run and max(map(len, report.kinds().values())) > SHOWN:
            where = _written(file, data)
        lines = report.lines(where)
    for line in lines:
        tell(line)
    if report.skipped or lexicon.listed:
        return LEFT_OUT
    return DONE


def _written(file: Path, data: bytes) -> str:
    """Write a list, over none but an older one; where it is, or why it is not."""
    try:
        if file.exists() and not file.read_bytes().startswith(HEAD):
            return f"{file} is another file; move it, and all are written there"
        write(file, data)
    except OSError as error:
        return f"{file} cannot be written ({error.strerror})"
    return f"all are in {file}"
