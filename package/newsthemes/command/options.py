"""What the commands share: the options that several take, and what is checked of paths before
anything is read.
"""

import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import click

from ..lexicon.read_lexicon import ISSUES_FILE, ISSUES_NAME
from ..report.project import Project, made_by
from ..tables.periods import PERIODS
from ..text.characters import visible

STATUS = """
Exit status: 0 done; 1 not done, and why; 2 an option or a path is wrong;
3 done, but something named was left out.
"""
# what `read_articles` is told, by options of these names; each column has one of its own
READ_OPTIONS = ["encoding", "headlines", "recursive", "day_first", "language"]
COLUMNS = {"text": "body", "title": "headline", "date": "published", "source": "outlet"}

FILE = click.Path(exists=True, dir_okay=False)
FOLDER = click.Path(exists=True, file_okay=False)


class ThemesFile(click.Path):
    """A file of themes, or `issues`, the list that comes with the library."""

    def convert(self, value: str, param: click.Parameter, ctx: click.Context) -> str:
        if value == ISSUES_NAME:
            return ISSUES_FILE.as_posix()
        return super().convert(value, param, ctx)


THEMES = ThemesFile(exists=True, dir_okay=False)


class Call(NamedTuple):
    """What was typed, for which project, and what the program is called there."""

    typed: list[str]
    project: Project | None
    program: str


class Command(click.Command):
    """Its function is given all in one: `given.values` is what the report is to be told, by the
    names of its parameters: such options have these, and those of reading are in READ.
    """

    def invoke(self, ctx: click.Context) -> int:
        given = SimpleNamespace(**ctx.params, **ctx.obj._asdict())
        given.articles = [*ctx.params.get("articles", ()), *ctx.params.get("more", ())]
        options = {name: value for name, value in ctx.params.items() if value}
        given.values = {name: options[name] for name in options if name.isupper()}
        read = {name: options[name] for name in READ_OPTIONS if name in options}
        columns = {}
        for name in COLUMNS:
            if f"{name}_column" in options:
                columns[name] = options[f"{name}_column"]
        if columns:
            read["columns"] = columns
        if read:
            given.values["READ"] = read
        if "articles" in ctx.params and not given.articles and not given.project:
            raise click.UsageError(
                f"name your articles: {given.program} {self.name} --articles press/"
            )
        return self.callback(given)

    def get_help(self, ctx: click.Context) -> str:
        text = re.sub(r"(?m)^( +)newsthemes ", rf"\1{ctx.obj.program} ", super().get_help(ctx))
        return f"{text}\n{STATUS}"


class Group(click.Group):
    """The commands; `run` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = ["run", *args]
        return super().parse_args(ctx, args)


def new_file(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """The name of a file that is not there yet."""
    if os.path.lexists(name):
        problem = "there is such a file already; give another name, or remove it"
        raise click.BadParameter(f"{name}: {problem}")
    check_writable(name)
    return name


def check_writable(name: str, option: str | None = None) -> None:
    """BadParameter where a file or folder of this name cannot be made."""
    folder = Path(name).absolute()
    while not os.path.exists(folder):  # Path.exists raises where it may not look
        folder = folder.parent
    if not os.access(folder, os.W_OK | os.X_OK):
        problem = f"no file can be written into {folder}; give a place where you may write"
        raise click.BadParameter(f"{name}: {problem}", param_hint=option)


def tell(line: str) -> None:
    """A line on standard error, on which no name that it holds can steer the terminal."""
    print(visible(line.replace("\r", " ")), file=sys.stderr)


def check_lone(given: SimpleNamespace) -> None:
    """UsageError for options that say something of articles where none are named."""
    if (given.values or given.out) and not given.articles:
        todo = f"write {made_by(given)} --articles press/ with your own for press/"
        project = f"those of the project are in {given.project.seeds}"
        raise click.UsageError(f"--articles is missing; {todo}; {project}")


def option(names: str, text: str, **how: object) -> click.Option:
    """An option; of its names, one in capitals is that of a parameter of the report."""
    return click.Option(names.split(), help=text, **how)


PATHS = click.Path(exists=True)
SEVERAL = "a file or folder; said again, one more: --articles a.txt --articles press/"
ARTICLES = option("--articles", SEVERAL, multiple=True, type=PATHS)
MORE = click.Argument(["more"], nargs=-1, type=PATHS)
LEXICON = option(
    "--themes THEMES",
    "the lexicon, in any format that convert reads, or issues, common issues of news to begin "
    "with: --themes mine.yaml",
    type=THEMES,
)
NESTED = option(
    "--nested NESTED",
    "count also counts mentions inside longer ones of another theme: --nested count",
    type=click.Choice(["drop", "count"]),
)
ENCODING = option(
    "--encoding",
    "of files that are neither UTF-8 nor marked: --encoding cp1252",
)
READING = [
    ENCODING,
    option(
        "--headlines",
        "they are counted in every format; drop leaves them out: --headlines drop",
        type=click.Choice(["keep", "drop"]),
    ),
    option("--recursive", "also the files in subfolders: --recursive", is_flag=True),
    option(
        "--language",
        "of all articles, where the files do not say it rightly: --language de",
    ),
    option(
        "--day-first",
        "03/04/2023 is 3 April where a table does not tell: --day-first",
        is_flag=True,
    ),
    *(
        option(f"--{name}-column", f"the articles' {name}s: --{name}-column {example}")
        for name, example in COLUMNS.items()
    ),
]
FORMAT = option(
    "--format",
    "how it is printed; csv begins with a byte order mark, for Excel: --format csv",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
)
TABLE = [MORE, ARTICLES, LEXICON, FORMAT, NESTED, *READING]  # of the commands that print one
OF_A_RUN = [
    ARTICLES,
    LEXICON,
    option(
        "--out",
        "the folder to write: --out findings (else press-themes, by the articles' name, here)",
    ),
    option("--codes CODES", "a folder of sheets coded by hand: --codes my-codes/", type=FOLDER),
    NESTED,
    option(
        "--period PERIOD",
        "of rates over time (else the shortest with enough articles): --period month",
        type=click.Choice(list(PERIODS)),
    ),
    option("--by BY", "the column that articles are compared by: --by source"),
    *READING,
]
PAGE = ("page", "The command")  # the optional packages of a run, and what needs them
