"""The commands that need the package, all but `test`. `options.py` says what they take.

`run.py` starts it as `python -m newsthemes.publish.command FOLDER [COMMAND] ...` in `notebooks/`;
paths are seen from FOLDER.
"""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import tempfile
import warnings
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from ..articles.read_articles import ArticleError, ArticleWarning, Report, read_with_report
from ..lexicon.edit import save_lexicon
from ..lexicon.model import Lexicon
from ..lexicon.read_lexicon import LexiconError, LexiconWarning, read_lexicon
from ..mentions.find import find_mentions
from ..tables.counts import counts, wide
from ..text.characters import countable, visible
from ..text.read_files import MAX_BYTES
from ..text.wording import plural
from ..trust.coding_sheet import KEYS, coding_sheet
from . import options
from .check_options import SHOWN, check_keys, check_lexicon, check_run, column_named, of_theme
from .inputs import Inputs, Values, read_inputs, replaced
from .outputs import OutputError
from .print_tables import gains_and_losses, kwic, printed, printed_changes, printed_kwic
from .signals import stoppable
from .take_over import PublishError

DONE, FAILED, LEFT_OUT = 0, 1, 3
STDIN = "standard-input.txt"
# what `read_and_checked` has said before the cells do
SAID = ("ArticleWarning", "LexiconWarning", "CodesWarning")
OUR_THEMES = "No --themes are given, so these are the project's own, from seeds/themes.yaml."
HOW_TO_CODE = """Write 1 where a sentence is about the theme, 0 where it is not, and nothing where
you cannot decide. Then save it as CSV (UTF-8) under your name, yourname.csv, in"""


def run(given: argparse.Namespace) -> int:
    """The notebooks, figures and pages: the project's, or for the user's own articles."""
    from .kernels import new_staging  # take their time, and counting needs none of it
    from .run_notebooks import WITHOUT_TEXT, run_for, run_project

    status, how = DONE, {"text": not given.no_text, "overwrite": given.overwrite}
    with new_staging() as staging:
        if given.articles:
            out, (inputs, status) = options.out_of(given), read_and_checked(given)
            place = out.absolute()
            changed, notes = run_for(inputs, options.ROOT, place, staging, given.made_by, **how)
            summary = f"{out}: {plural(len(changed), 'file')} written."
            then = f"{out / 'site' / 'index.html'} in a browser."
            notes = [note for note in notes if not note.startswith(SAID)]
        else:
            changed, notes = run_project(options.ROOT, staging, **how)
            names = ", ".join(path.relative_to(options.ROOT).as_posix() for path in changed)
            summary, page = f"Changed: {names}", Path("site", "index.html")
            then = f"{page} in a browser, or play with the themes: {options.RUN} lab"
    for note in notes:
        tell(note)
    print(summary if changed else "Nothing changed since the last run.")
    if given.no_text:
        print(WITHOUT_TEXT)
    print(f"Next: open {then}")
    return status


def lab(given: argparse.Namespace) -> int:
    """The notebooks for the user's own articles, for `start_lab`, which `main` calls, to open; the
    project's are there.
    """
    from .lab import write_notebooks

    if not given.articles:
        return DONE
    out, (inputs, status) = options.out_of(given), read_and_checked(given)
    for note in write_notebooks(inputs, out.absolute(), given.made_by):
        tell(note)
    print(f"The notebooks are in {out / 'notebooks'}.", flush=True)
    return status


def read_and_checked(given: argparse.Namespace) -> tuple[Inputs, int]:
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
    return inputs, LEFT_OUT if left_out else status


def values_of(given: argparse.Namespace) -> tuple[Values, dict[str, str]]:
    """What a run is given, by the names of the notebooks' parameters, with full paths; and these
    paths -> the same as they were given.
    """
    themes = given.themes or options.THEMES.as_posix()
    paths = [*given.articles, themes, *filter(None, [given.codes])]
    full = {path: Path(path).absolute().as_posix() for path in paths}
    values = {name.upper(): getattr(given, name) for name in options.OF_A_RUN}
    articles = [full[path] for path in given.articles]
    values["ARTICLES"] = articles if len(articles) > 1 else articles[0]
    values |= {"THEMES": full[themes], "CODES": full.get(given.codes)}
    chosen = {name: value for name, value in values.items() if value}
    return chosen, {there: path for path, there in full.items()}


def count(given: argparse.Namespace) -> int:
    """Counts on standard output."""
    lexicon, report = read_themes(given), read_all(given)
    keys = [key.strip() for key in given.by.split(",") if key.strip()]
    keys = [column_named(key, report.articles, given.columns) for key in keys]
    articles = check_keys(keys, report.articles)
    mentions = find_mentions(articles, lexicon, given.nested or "drop")
    table_of = wide if given.wide else counts
    say(printed(table_of(mentions, articles, lexicon, keys), given.format), report)
    return name_left_out(report, lexicon)


def print_kwic(given: argparse.Namespace) -> int:
    """Every mention with the words beside it, on standard output."""
    lexicon, report = read_themes(given), read_all(given)
    mentions = find_mentions(report.articles, lexicon, given.nested or "drop")
    if given.theme:
        mentions = of_theme(mentions, lexicon, given.theme)
    table = kwic(mentions, report.articles, lexicon, given.sort)
    say(printed_kwic(table, given.format), report)
    return name_left_out(report, lexicon)


def print_changes(given: argparse.Namespace) -> int:
    """What a second lexicon gains and loses, on standard output."""
    lexicons = [read_themes(given, path) for path in (given.before, given.after)]
    report, nested = read_all(given), given.nested or "drop"
    changes = gains_and_losses(report.articles, *lexicons, nested)
    say(printed_changes(*changes, given.format), report)
    return name_left_out(report, *lexicons)


def say(found: str, report: Report) -> None:
    """Print what was found in articles, where they are counted; of CSV only a file or a pipe gets
    the byte order mark.
    """
    if sys.stdout.isatty():
        found = found.removeprefix("\ufeff")
    if countable(report.articles["text"]):
        print(found)


def read_themes(given: argparse.Namespace, path: str = "") -> Lexicon:
    """The lexicon of this path, or the one that is given; with a term in it."""
    path = path or given.themes
    if not path and given.articles:
        tell(OUR_THEMES)
    path = path or str(options.THEMES)
    lexicon = read_lexicon(path, given.encoding)
    check_lexicon(lexicon, path)
    return lexicon


def read_all(given: argparse.Namespace) -> Report:
    """The articles of the files and folders given, `-` among them, which is standard input."""
    paths = given.articles or [str(options.SEEDS)]
    with tempfile.TemporaryDirectory() as folder:
        piped = Path(folder, STDIN)
        if "-" in paths:
            piped.write_bytes(sys.stdin.buffer.read(MAX_BYTES))
        there = [str(piped) if path == "-" else path for path in paths]
        names = {piped.as_posix(): "-"}
        try:
            how = given.encoding, given.columns or None, given.headlines or "keep"
            report = read_with_report(there, *how, given.recursive, given.day_first)
        except ArticleError as error:
            raise ArticleError(replaced(str(error), names)) from None
    return as_named(report, names)


def as_named(report: Report, names: Mapping[str, str]) -> Report:
    """The articles, and what was said of them, with these names for their paths."""
    paths = [replaced(path, names) for path in report.articles["path"]]
    notes = {
        name: [note | {"path": replaced(note["path"], names)} for note in getattr(report, name)]
        for name in ("columns", "skipped", "doubts")
    }
    return report._replace(articles=report.articles.assign(path=paths), **notes)


def name_left_out(report: Report, *lexicons: Lexicon) -> int:
    """Say which articles were left out, or have to be looked at. Returns the exit status, which
    entries left out raise, too.
    """
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


def tell(line: str) -> None:
    """A line on standard error, on which no name that it holds can steer the terminal."""
    print(visible(line.replace("\r", " ")), file=sys.stderr)


def convert(given: argparse.Namespace) -> int:
    """A lexicon of any format as our YAML, in a new file."""
    lexicon = read_lexicon(given.old, given.encoding)
    save_lexicon(lexicon, given.new)
    for entry in lexicon.listed:
        tell(f"{given.old}, {entry}")
    summary = f"{given.new}: {plural(len(lexicon.terms), 'term')}"
    if lexicon.listed:
        print(f"{summary}, {len(lexicon.listed):,} left out.")
        return LEFT_OUT
    print(f"{summary}.")
    return DONE


def sheet(given: argparse.Namespace) -> int:
    """A blank sheet for the articles and themes given, or those in seeds/."""
    lexicon, report = read_themes(given), read_all(given)
    blank = coding_sheet(report.articles, lexicon, given.new)
    themes = plural(len(blank.columns) - len(KEYS), "theme")
    print(f"{given.new}: {plural(len(blank), 'sentence')} and {themes}, all cells empty.")
    again = ["--articles", *(given.articles or ["press/"]), "--codes", "codes/"]
    if given.themes:
        again += ["--themes", given.themes]
    folder = "a folder codes/" if given.articles else f"seeds/codes/ for the next {options.RUN}"
    print(f"{HOW_TO_CODE} {folder}.\nA run of your own articles takes the folder by --codes:")
    print(f"  {options.RUN} {shlex.join(again)}")
    return name_left_out(report, lexicon)


COMMANDS = {
    "run": run,
    "lab": lab,
    "count": count,
    "kwic": print_kwic,
    "compare": print_changes,
    "convert": convert,
    "sheet": sheet,
}


def main(arguments: list[str]) -> int:
    """A command. Returns the exit status."""
    folder, *rest = arguments
    os.chdir(folder)
    given = options.parse(rest)
    typed = [word for word in rest if word != "--overwrite"]
    given.made_by = shlex.join(["python3", "run.py", *typed])
    try:
        if problem := options.fault(given):
            raise LexiconError(problem)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", LexiconWarning)
            warnings.simplefilter("ignore", ArticleWarning)  # what it says is named one by one
            status = COMMANDS[given.command](given)
        for message in dict.fromkeys(str(one.message) for one in caught):
            tell(message)
        sys.stdout.flush()  # so that a reader who has gone is noticed here
        if given.command == "lab":
            from .lab import start_lab

            return start_lab(given)
        return status
    except (ArticleError, LexiconError, OutputError, PublishError, ValueError) as error:
        tell(f"run.py: {error}")
    except BrokenPipeError:  # the reader closed the pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        tell(f"run.py: {error.filename or ''}: {error.strerror or error}")
    return FAILED


if __name__ == "__main__":
    sys.exit(stoppable(main, sys.argv[1:]))
