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
from pathlib import Path

import pandas as pd

from ..articles.files import MAX_BYTES
from ..articles.read import ArticleError, ArticleWarning, read_articles
from ..lexicon.export import check_target, write_lexicon
from ..lexicon.model import Lexicon
from ..lexicon.read import LexiconError, LexiconWarning, read_lexicon
from ..mentions.find import find_mentions
from ..tables.counts import counts, wide
from ..text import memo
from ..text.characters import visible
from ..text.wording import plural
from ..trust.coding_sheet import KEYS, coding_sheet
from . import options
from .checks import check_keys, check_lexicon, check_run, of_theme
from .outputs import OutputError
from .printing import gains_and_losses, kwic, printed, printed_changes, printed_kwic
from .results import PublishError
from .stopping import stoppable

DONE, FAILED, LEFT_OUT = 0, 1, 3
STDIN = "standard-input.txt"


def run(given: argparse.Namespace) -> int:
    """The notebooks, figures and pages: the project's, or for the user's own articles."""
    from .execute import memo_folder, new_staging  # take their time, and counting needs none of it
    from .publish import WITHOUT_TEXT, publish

    if not given.articles:
        changed, notes = publish(
            options.ROOT, options.ROOT, text=not given.no_text, overwrite=given.overwrite
        )
        names = ", ".join(path.relative_to(options.ROOT).as_posix() for path in changed)
        summary, status = f"Changed: {names}", DONE
        then = (
            f"{Path('site', 'index.html')} in a browser, or play with the themes: {options.RUN} lab"
        )
    else:
        out, values, made_by = options.out_of(given), values_of(given), command_line("", given)
        with new_staging() as staging:
            with memo.kept_in(memo_folder(staging)):
                status = read_and_checked(given)
            place = out.absolute()
            changed, notes = publish(
                options.ROOT, place, values, not given.no_text, given.overwrite, made_by, staging
            )
        notes = [
            note
            for note in notes
            if not note.startswith((ArticleWarning.__name__, LexiconWarning.__name__))
        ]  # are said
        summary, then = (
            f"{out}: {plural(len(changed), 'file')} written.",
            f"{out / 'site' / 'index.html'} in a browser.",
        )
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
    out, status = options.out_of(given), read_and_checked(given)
    for note in write_notebooks(out.absolute(), values_of(given)):
        tell(note)
    print(f"The notebooks are in {out / 'notebooks'}.", flush=True)
    return status


def read_and_checked(given: argparse.Namespace) -> int:
    """Read what a run is given, and say what was left out, before a kernel starts. Out: the exit
    status of the run.
    """
    if not given.themes:
        print(
            "No --themes are given, so these are the project's own, from seeds/themes.yaml.",
            flush=True,
        )
    lexicon, articles = read_themes(given), read_all(given, absolute=True)
    left_out = check_run(given, articles, lexicon)
    for note in left_out:
        tell(note)
    return max(told(articles, lexicon), LEFT_OUT if left_out else DONE)


def values_of(given: argparse.Namespace) -> dict[str, object]:
    """What a run is given, by the names of the notebooks' parameters; paths as Path."""
    first, *more = map(Path, given.articles)
    values = {
        "articles": [first, *more] if more else first,
        "lexicon": Path(given.themes or options.THEMES),
    }
    values |= {
        name: value
        for name in options.OF_A_RUN
        if name != "themes" and (value := getattr(given, name))
    }
    if given.codes:
        values["codes"] = Path(given.codes)
    if given.cluster and "," in given.cluster:
        values["cluster"] = given.cluster.split(",")
    return values


def command_line(command: str, given: argparse.Namespace) -> str:
    """The command that makes a run again, with paths as they were given."""
    parts = [*command.split(), "--articles", *given.articles, "--out", str(options.out_of(given))]
    for name in options.OF_A_RUN:
        pairs = {f"{column}-column": own for column, own in given.columns.items()}
        for option, value in (pairs if name == "columns" else {name: getattr(given, name)}).items():
            parts += [f"--{option}", value] if value else []
    return shlex.join(
        ["python3", "run.py", *parts, *["--no-text"] * getattr(given, "no_text", False)]
    )


def count(given: argparse.Namespace) -> int:
    """Counts on standard output."""
    lexicon, articles = read_themes(given), read_all(given)
    keys = [key.strip() for key in given.by.split(",") if key.strip()]
    articles = check_keys(keys, articles)
    mentions = find_mentions(articles, lexicon, given.nested or "drop")
    print(printed((wide if given.wide else counts)(mentions, articles, keys), given.format))
    return told(articles, lexicon)


def print_kwic(given: argparse.Namespace) -> int:
    """Every mention with the words beside it, on standard output."""
    lexicon, articles = read_themes(given), read_all(given)
    mentions = find_mentions(articles, lexicon, given.nested or "drop")
    if given.theme:
        mentions = of_theme(mentions, given.theme)
    print(printed_kwic(kwic(mentions, articles, given.sort), given.format))
    return told(articles, lexicon)


def print_changes(given: argparse.Namespace) -> int:
    """What a second lexicon gains and loses, on standard output."""
    lexicons = [read_themes(given, path) for path in (given.before, given.after)]
    articles = read_all(given)
    before, after = (
        find_mentions(articles, lexicon, given.nested or "drop") for lexicon in lexicons
    )
    print(printed_changes(*gains_and_losses(before, after, articles), given.format))
    return told(articles, *lexicons)


def read_themes(given: argparse.Namespace, path: str = "") -> Lexicon:
    """The lexicon of this path, or the one that is given; with a term in it."""
    path = path or given.themes or str(options.THEMES)
    lexicon = read_lexicon(path, given.encoding)
    check_lexicon(lexicon, path)
    return lexicon


def read_all(given: argparse.Namespace, absolute: bool = False) -> pd.DataFrame:
    """The articles of the files and folders given, `-` among them, which is standard input; what
    they say names these paths.

    `absolute`: they are read by their full paths, as kernels do, which find what was read then.
    """
    paths = given.articles or [str(options.SEEDS)]
    with tempfile.TemporaryDirectory() as folder:
        piped = Path(folder) / STDIN
        if "-" in paths:
            piped.write_bytes(sys.stdin.buffer.read(MAX_BYTES))
        full = {
            path: piped.as_posix()
            if path == "-"
            else Path(path).absolute().as_posix()
            if absolute
            else path
            for path in paths
        }

        def as_given(text: str) -> str:
            for path, there in full.items():
                text = text.replace(there, path)
            return text

        try:
            articles = read_articles(
                list(full.values()), encoding=given.encoding, columns=given.columns or None
            )
        except ArticleError as error:
            raise ArticleError(as_given(str(error))) from None
    for note in (
        note for name in ("skipped", "doubts", "columns") for note in articles.attrs[name]
    ):
        note["path"] = as_given(note["path"])
    return articles.assign(path=articles["path"].map(as_given))


def told(articles: pd.DataFrame, *lexicons: Lexicon) -> int:
    """Say which articles were left out, or have to be looked at. Out: the exit status, which
    entries left out raise, too.
    """
    for name, what in (("columns", "columns"), ("skipped", "left out"), ("doubts", "to look at")):
        for note in articles.attrs[name]:
            tell(f"{what}: {note['path']} {note['reason']}")
    return (
        LEFT_OUT
        if articles.attrs["skipped"] or any(lexicon.listed for lexicon in lexicons)
        else DONE
    )


def tell(line: str) -> None:
    """A line on standard error, on which no name that it holds can steer the terminal."""
    print(visible(line.replace("\r", " ")), file=sys.stderr)


def convert(given: argparse.Namespace) -> int:
    """A lexicon in another format."""
    check_target(Path(given.new))
    lexicon = read_lexicon(given.old, given.encoding)
    lost = write_lexicon(lexicon, given.new)
    for what, entries in {
        given.old: lexicon.listed,
        f"{given.old}, not in {given.new}": lost,
    }.items():
        for entry in entries:
            tell(f"{what}, {entry}")
    written = len(lexicon.terms) - sum(
        entry.line > 0 for entry in lost
    )  # a theme without terms has no line
    left_out = f", {len(lexicon.listed) + len(lost):,} left out" if lexicon.listed or lost else ""
    print(f"{given.new}: {plural(written, 'term')}{left_out}.")
    return LEFT_OUT if lexicon.listed or lost else DONE


def sheet(given: argparse.Namespace) -> int:
    """A blank sheet for the articles and themes given, or those in seeds/."""
    lexicon, articles = read_themes(given), read_all(given)
    blank = coding_sheet(articles, lexicon, given.new)
    themes = plural(len(blank.columns) - len(KEYS), "theme")
    print(f"{given.new}: {plural(len(blank), 'sentence')} and {themes}, all cells empty.")
    if given.articles:
        print(
            "Write 1 where a sentence is about the theme, 0 where it is not, and nothing where you cannot decide."
        )
        again = [
            "--articles",
            *given.articles,
            *(["--themes", given.themes] if given.themes else []),
            "--codes",
            "codes/",
        ]
        print(
            "Then save it as CSV (UTF-8) under your name, in a folder of sheets: codes/yourname.csv. A run takes it by --codes:"
        )
        print(f"  {options.RUN} {shlex.join(again)}")
    else:
        print("seeds/codes/README.md says how to fill it in.")
        print(
            f"Then save it as CSV (UTF-8) under your name: seeds/codes/yourname.csv. The next run takes it: {options.RUN}"
        )
        print(
            f"A run of your own articles takes sheets by --codes: {options.RUN} --articles press/ --codes codes/"
        )
    return told(articles, lexicon)


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
    """A command. Out: the exit status."""
    folder, *rest = arguments
    os.chdir(folder)
    given = options.parse(rest)
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
