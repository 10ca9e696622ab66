"""Which themes a command counts by where none are named: the project's for the project's article,
else those that the articles suggest.
"""

import os
import shlex
from pathlib import Path
from textwrap import fill, indent
from types import SimpleNamespace

import click
import pandas as pd

from ..articles.read_articles import read_with_report
from ..files.write_files import write
from ..lexicon.read_lexicon import ISSUES_FILE
from ..report.inputs import replaced, values_of
from ..report.project import made_by
from ..review.common_issues import JUDGED
from ..review.suggested_yaml import HEAD, suggested_yaml
from ..review.suggestions import ISSUES, suggest
from ..text.characters import visible

NO_ISSUES = (
    "Common issues of news, such as trade and health, are not among them: that list is in English, "
    "and these texts are in another language, or say little of any."
)
OF_A_LIST = "The issues are those of a general list, which was made for no articles."
THEMES_FILE = "themes.yaml"  # of a folder of results


def needs_themes(given: SimpleNamespace) -> bool:
    """Whether articles are named without themes, and are not the project's own."""
    if not given.articles or "THEMES" in given.values:
        return False
    if not given.project:
        return True
    seeds = given.project.seeds
    return not all(Path(path).resolve() in {seeds, *seeds.glob("*")} for path in given.articles)


def check_themes(given: SimpleNamespace) -> None:
    """UsageError where themes have to be named."""
    if needs_themes(given):
        first = visible(str(given.articles[0]))
        command = f"{given.program} suggest {first} > mine.yaml"
        raise click.UsageError(
            f"name the themes with --themes; {command} writes some to begin with"
        )


def take_themes(given: SimpleNamespace, out: Path) -> None:
    """Have the command count by a list in the folder of results: by issues.yaml where the common
    issues are named, and by themes.yaml where nothing is. What is there stays, since it may have
    been edited; else the issues are copied, or the articles suggest themes.
    """
    if given.values.get("THEMES") == ISSUES_FILE.as_posix():
        file = out / ISSUES_FILE.name
        _copy_issues(file)
    elif needs_themes(given):
        file = out / THEMES_FILE
        _have_suggested(given, file)
    else:
        return
    given.values["THEMES"] = str(file)


def _copy_issues(file: Path) -> None:
    """Put the common issues into a folder of results, to be cut and added to there."""
    name = visible(str(file))
    if not os.path.lexists(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, ISSUES_FILE.read_bytes())
    elif not file.is_file() or file.read_bytes() != ISSUES_FILE.read_bytes():
        todo = f"name it with --themes {shlex.quote(name)}, or another folder with --out"
        raise click.UsageError(f"{name} is there, and other than the common issues; {todo}")
    print(f"The common issues are in {name}: cut it, and add to it.", flush=True)


def _have_suggested(given: SimpleNamespace, file: Path) -> None:
    """See that the themes are there, if need be by writing what the articles suggest."""
    name = visible(str(file))
    # printed and not told: a later run that has nothing to do repeats what was told
    if os.path.lexists(file):  # a link that leads nowhere would be written through
        print(f"No --themes are given, so the themes are those in {name}.", flush=True)
        return
    values, names = values_of(given)
    try:
        report = read_with_report(values["ARTICLES"], **values.get("READ", {}))
    except ValueError as error:
        raise ValueError(replaced(str(error), names)) from None
    themes = suggested_themes(report.articles)
    file.parent.mkdir(parents=True, exist_ok=True)
    write(file, themes.encode())
    again = f"{made_by(given)} --themes {shlex.quote(str(file))}"
    print("No --themes are given, so the articles suggest them.")
    print(f"Edit {name}, and run it again:\n{visible(again)}", flush=True)


def suggested_themes(articles: pd.DataFrame, most: int | None = None) -> str:
    """The text of a themes.yaml with the themes that the articles suggest, or the first of each
    group. ValueError where they suggest none.
    """
    table = suggest(articles, most=most)
    if table.empty:
        raise ValueError(
            "the articles suggest no theme; name a list with --themes, or give longer articles"
        )
    note = NO_ISSUES
    if ISSUES in set(table["group"]):
        note = f"{OF_A_LIST} {JUDGED}"
    comment = indent(fill(note, width=98), "# ")
    return f"{HEAD}{comment}\n\n{suggested_yaml(table)}"
