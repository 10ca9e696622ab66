"""The commands that need the package: run, count, convert, sheet. `options.py` says what they take.

`run.py` starts it as `python -m themes.publish.command FOLDER [COMMAND] ...` in `notebooks/`; paths are seen from FOLDER.
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
from ..lexicon.read import LexiconError, LexiconWarning, read_lexicon
from ..mentions.find import find_mentions
from ..tables.counts import counts, wide
from ..text.characters import visible
from ..text.spreadsheets import safe
from ..trust.coding import KEYS, coding_sheet
from . import options
from .outputs import OutputError
from .results import PublishError
from .stopping import stoppable

DONE, FAILED, LEFT_OUT = 0, 1, 3
STDIN = "standard-input.txt"


def run(given: argparse.Namespace) -> int:
    """The notebooks, figures and pages: the project's, or for the user's own articles."""
    from .publish import publish  # takes its time, and counting needs none of it

    if not given.articles:
        changed, notes = publish(options.ROOT, options.ROOT, text=not given.no_text, overwrite=given.overwrite)
        names = ", ".join(path.relative_to(options.ROOT).as_posix() for path in changed)
        summary, status = f"Changed: {names}", DONE
        then = f"{Path('site', 'index.html')} in a browser, or play with the themes: {options.RUN} lab"
    else:
        out = options.out_of(given)
        lexicon = read_lexicon(given.themes or options.SEEDS / "themes.yaml", given.encoding)
        first, *more = map(Path, given.articles)
        themes, codes = (path and Path(path) for path in (given.themes, given.codes))
        values = {"articles": [first, *more] if more else first, "lexicon": themes, "nested": given.nested, "codes": codes}
        values = {name: value for name, value in {**values, "encoding": given.encoding}.items() if value}
        made_by = _command_line(given, out)
        changed, notes = publish(options.ROOT, out.absolute(), values, not given.no_text, given.overwrite, made_by)
        summary, then = f"{out}: {len(changed)} files written.", f"{out / 'site' / 'index.html'} in a browser."
        status = LEFT_OUT if lexicon.listed or any("articles.attrs['skipped']" in note for note in notes) else DONE
    for note in notes:
        tell(note)
    print(summary if changed else "Nothing changed since the last run.")
    print(f"Next: open {then}")
    return status


def _command_line(given: argparse.Namespace, out: Path) -> str:
    """The command that makes a run again, with paths as they were given."""
    parts = ["--articles", *given.articles, "--out", str(out)]
    for name in ("themes", "nested", "codes", "encoding"):
        if value := getattr(given, name):
            parts += [f"--{name}", value]
    return shlex.join(["python3", "run.py", *parts, *["--no-text"] * given.no_text])


def count(given: argparse.Namespace) -> int:
    """Counts on standard output."""
    lexicon = read_lexicon(given.themes or options.SEEDS / "themes.yaml", given.encoding)
    articles = read_all(given.articles or [str(options.SEEDS)], given.encoding)
    mentions = find_mentions(articles, lexicon, given.nested or "drop")
    keys = [key.strip() for key in given.by.split(",") if key.strip()]
    print(printed((wide if given.wide else counts)(mentions, articles, keys), given.format))
    for name, what in (("columns", "columns"), ("skipped", "left out"), ("doubts", "to look at")):
        for note in articles.attrs[name]:
            tell(f"{what}: {note['path']} {note['reason']}")
    return LEFT_OUT if lexicon.listed or articles.attrs["skipped"] else DONE


def read_all(paths: list[str], encoding: str | None = None) -> pd.DataFrame:
    """The articles of these files and folders, `-` among them, which is standard input."""
    with tempfile.TemporaryDirectory() as folder:
        piped = Path(folder) / STDIN
        if "-" in paths:
            piped.write_bytes(sys.stdin.buffer.read(MAX_BYTES))
        try:
            articles = read_articles([piped if path == "-" else path for path in paths], encoding=encoding)
        except ArticleError as error:
            raise ArticleError(str(error).replace(piped.as_posix(), "-")) from None
    for note in (note for name in ("skipped", "doubts", "columns") for note in articles.attrs[name]):
        note["path"] = note["path"].replace(piped.as_posix(), "-")
    return articles.assign(path=articles["path"].replace(piped.as_posix(), "-"))


def printed(table: pd.DataFrame, form: str) -> str:
    """A table as text to look at, as CSV that spreadsheets do not compute, or as JSON with an object a row.

    >>> print(printed(pd.DataFrame({"theme": ["Trade"], "per_1000": [1.2345]}), "json"))
    [{"theme":"Trade","per_1000":1.2345}]
    """
    if form == "csv":
        return safe(table).to_csv(index=False, lineterminator="\n").rstrip("\n")
    if form == "json":
        return table.to_json(orient="records", force_ascii=False)
    return visible(table.round({"per_1000": 2, "share_of_sentences": 3}).to_string(index=False))


def tell(line: str) -> None:
    """A line on standard error, on which no name that it holds can steer the terminal."""
    print(visible(line.replace("\r", " ")), file=sys.stderr)


def convert(given: argparse.Namespace) -> int:
    """A lexicon in another format."""
    check_target(Path(given.new))
    lexicon = read_lexicon(given.old, given.encoding)
    lost = write_lexicon(lexicon, given.new)
    for what, entries in {given.old: lexicon.listed, f"{given.old}, not in {given.new}": lost}.items():
        for entry in entries:
            tell(f"{what}, {entry}")
    written = len(lexicon.terms) - sum(entry.line > 0 for entry in lost)  # a theme without terms has no line
    print(f"{given.new}: {written:,} terms, {len(lexicon.listed) + len(lost):,} left out.")
    return LEFT_OUT if lexicon.listed or lost else DONE


def sheet(given: argparse.Namespace) -> int:
    """A blank sheet for the articles and themes in seeds/."""
    seeds = options.SEEDS
    blank = coding_sheet(read_articles(seeds), read_lexicon(seeds / "themes.yaml"), given.new)
    print(f"{given.new}: {len(blank):,} sentences, {len(blank.columns) - len(KEYS)} themes, all empty.")
    print("seeds/codes/README.md says how to fill it in; then save it there under your name, as CSV (UTF-8).")
    return DONE


COMMANDS = {"run": run, "count": count, "convert": convert, "sheet": sheet}


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
