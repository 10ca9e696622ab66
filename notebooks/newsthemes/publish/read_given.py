"""Articles and themes as a command is given them, and what is said of them."""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from ..articles.read_articles import SHOWN, ArticleError, Note, Report, read_with_report
from ..lexicon.model import Lexicon
from ..lexicon.read_lexicon import LexiconError, read_lexicon
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


def read_and_checked(given: SimpleNamespace, out: Path) -> tuple[Inputs, int]:
    """Read what a run is given, by its full paths as the kernels do, and say what was left out,
    before one starts. Returns that and the exit status of the run, which writes to `out`.
    """
    if given.articles and not given.themes:
        print(OUR_THEMES, flush=True)
    values, names = values_of(given)
    try:
        inputs = read_inputs(values, names)
    except (ArticleError, LexiconError) as error:
        raise type(error)(replaced(str(error), names)) from None
    check_lexicon(inputs.lexicon, given.themes or str(options.THEMES))
    if given.by:
        given.by = column_named(given.by, inputs.articles, given.columns)
        inputs = inputs._replace(values=inputs.values | {"BY": given.by})
    left_out = []
    if given.articles:
        left_out = check_run(given, inputs)
    for note in left_out:
        tell(note)
    inputs = inputs._replace(report=as_named(inputs.report, names))
    status = name_left_out(inputs.report, out, inputs.lexicon, is_run=True)
    if left_out:
        status = LEFT_OUT
    return inputs, status


def values_of(given: SimpleNamespace) -> tuple[Values, dict[str, str]]:
    """What a run is given, by the names of the notebooks' parameters, with full paths; and these
    paths -> the same as they were given. Where no articles are, it is the project.
    """
    if not given.articles:
        root = options.ROOT.as_posix()
        values = {"ARTICLES": f"{root}/seeds", "THEMES": f"{root}/seeds/themes.yaml"}
        return values | {"CODES": f"{root}/seeds/codes"}, {f"{root}/": ""}
    themes = given.themes or options.THEMES.as_posix()
    paths = [*given.articles, themes, *filter(None, [given.codes])]
    full = {path: Path(path).absolute().as_posix() for path in paths}
    values = {name.upper(): getattr(given, name) for name in options.OF_A_RUN}
    articles = [full[path] for path in given.articles]
    values["ARTICLES"] = articles
    if len(articles) == 1:
        values["ARTICLES"] = articles[0]
    values |= {"THEMES": full[themes], "CODES": full.get(given.codes)}
    chosen = {name: value for name, value in values.items() if value}
    return chosen, {there: path for path, there in full.items()}


def read_themes(given: SimpleNamespace) -> Lexicon:
    """The lexicon that is given, else the project's; with a term in it."""
    if given.articles and not given.themes:
        tell(OUR_THEMES)
    return read_lexicon_of(given.themes or str(options.THEMES), given.encoding)


def read_lexicon_of(path: str, encoding: str | None) -> Lexicon:
    """The lexicon of a file, with a term in it."""
    lexicon = read_lexicon(path, encoding)
    check_lexicon(lexicon, path)
    return lexicon


def read_all(given: SimpleNamespace) -> Report:
    """The articles of the files and folders given, `-` among them, which is standard input."""
    paths = given.articles or [str(options.SEEDS)]
    with tempfile.TemporaryDirectory() as folder:
        piped = Path(folder, STDIN)
        if "-" in paths:
            piped.write_bytes(sys.stdin.buffer.read(MAX_BYTES))
        there = [str(piped) if path == "-" else path for path in paths]
        names = {piped.as_posix(): "-"}
        try:
            how = given.encoding, given.columns, given.headlines or "keep"
            how += given.recursive, given.day_first, given.language
            report = read_with_report(there, *how)
        except ArticleError as error:
            raise ArticleError(replaced(str(error), names)) from None
    return as_named(report, names)


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


def name_left_out(report: Report, folder: Path, *lexicons: Lexicon, is_run: bool = False) -> int:
    """Say which articles were left out, or have to be looked at: ten of a kind, and which file in
    `folder` has all, where there are more. A run writes it with all else, other commands here.

    What such a file says already, here or in a folder beside, is not said again. Returns the exit
    status, which entries left out raise, too.
    """
    for lexicon in lexicons:
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
    if report.skipped or any(lexicon.listed for lexicon in lexicons):
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
