"""Articles and themes as a command is given them, and what is said of them."""

import sys
import tempfile
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace

from ..articles.read_articles import ArticleError, Report, read_with_report
from ..lexicon.model import Lexicon
from ..lexicon.read_lexicon import LexiconError, read_lexicon
from ..review.check_languages import other_scripts
from ..text.read_files import MAX_BYTES
from . import options
from .check_options import SHOWN, check_lexicon, check_run, column_named
from .inputs import Inputs, Values, read_inputs, replaced
from .options import tell

DONE, LEFT_OUT = 0, 3
STDIN = "standard-input.txt"
OUR_THEMES = "No --themes are given, so these are the project's own, from seeds/themes.yaml."


def read_and_checked(given: SimpleNamespace) -> tuple[Inputs, int]:
    """Read what a run is given, by its full paths as the kernels do, and say what was left out,
    before one starts. Returns that and the exit status of the run.
    """
    if not given.themes:
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
    left_out = check_run(given, inputs)
    for note in left_out:
        tell(note)
    status = name_left_out(as_named(inputs.report, names), inputs.lexicon)
    if left_out:
        status = LEFT_OUT
    return inputs, status


def values_of(given: SimpleNamespace) -> tuple[Values, dict[str, str]]:
    """What a run is given, by the names of the notebooks' parameters, with full paths; and these
    paths -> the same as they were given.
    """
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
        name: [note | {"path": replaced(note["path"], names)} for note in getattr(report, name)]
        for name in ("columns", "skipped", "doubts")
    }
    return report._replace(articles=report.articles.assign(path=paths), **notes)


def name_left_out(report: Report, *lexicons: Lexicon) -> int:
    """Say which articles were left out, or have to be looked at. Returns the exit status, which
    entries left out raise, too.
    """
    for lexicon in lexicons:
        if unread := other_scripts(lexicon, report.articles["text"].tolist()):
            tell(f"to look at: {unread}")
    notes = {"columns": report.columns, "left out": report.skipped, "to look at": report.doubts}
    for what, found in notes.items():
        for file, of_file in groupby(found, lambda note: note["path"].partition(", ")[0]):
            of_file = list(of_file)
            for note in of_file[:SHOWN]:
                tell(f"{what}: {note['path']} {note['reason']}")
            if len(of_file) > SHOWN:
                tell(f"{what}: {file}: {len(of_file) - SHOWN:,} more")
    if report.skipped or any(lexicon.listed for lexicon in lexicons):
        return LEFT_OUT
    return DONE
