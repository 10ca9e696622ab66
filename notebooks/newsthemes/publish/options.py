"""What the commands share: where the project is, the options that several take, and what is checked
of paths before anything is read.
"""

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import click

from ..text.characters import visible

PACKAGE = Path(__file__).resolve().parents[1]
ROOT, RUN = PACKAGE.parents[1], "python3 run.py"
IN_CHECKOUT = (ROOT / "run.py").exists()
if not IN_CHECKOUT:  # installed: the wheel brings notebooks and themes
    ROOT, RUN = PACKAGE / "project", "newsthemes"
elif os.name == "nt":
    RUN = "py run.py"
PROGRAM = RUN.split()[-1]
SEEDS = ROOT / "seeds"
NOTE = "README.md"  # in the folder of a run: what it was made from
STATUS = """
Exit status: 0 done; 1 not done, and why; 2 an option or a path is wrong;
3 done, but something named was left out.
"""
COLUMNS = {"text": "body", "title": "headline", "date": "published", "source": "outlet"}
# What a run of one's own articles can be given beside them, by the names that the notebooks'
# parameters have in capitals
OF_A_RUN = "themes codes nested period by cluster".split()
OF_READING = "encoding columns headlines recursive day_first language".split()  # in READ
OF_THE_PROJECT = ("no_text", "overwrite", "rest")  # what needs no articles of one's own

FILE = click.Path(exists=True, dir_okay=False)
Option = Callable[[Callable], Callable]


class Command(click.Command):
    """Its function is given all in one, as `given.by`."""

    def invoke(self, ctx: click.Context) -> int:
        given = SimpleNamespace(**ctx.params, typed=ctx.obj)
        columns = {name: ctx.params.get(f"{name}_column") for name in COLUMNS}
        given.columns = {name: theirs for name, theirs in columns.items() if theirs}
        given.articles = [*ctx.params.get("articles", ()), *ctx.params.get("more", ())]
        if "articles" in ctx.params and not given.articles and not IN_CHECKOUT:
            raise click.UsageError(f"name your articles: {RUN} {self.name} --articles press/")
        return self.callback(given)

    def get_help(self, ctx: click.Context) -> str:
        return super().get_help(ctx).replace("python3 run.py", RUN) + f"\n{STATUS}"


class Group(click.Group):
    """The commands in their order; `run` where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ("-h", "--help")):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def get_help(self, ctx: click.Context) -> str:
        return super().get_help(ctx).replace("python3 run.py", RUN)


def taking(*options: Option) -> Option:
    """A decorator that gives a command these options, in this order."""

    def decorate(command: Callable) -> Callable:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def new_file(ctx: click.Context, param: click.Parameter, name: str) -> str:
    """The name of a file that is to be made: its folder is there, and it is not."""
    path = Path(name)
    problem = ""
    if not path.parent.is_dir():
        problem = f"there is no folder {path.parent}; make it, or fix the name"
    elif ctx.command.name == "convert" and path.suffix.lower() not in (".yaml", ".yml"):
        problem = "convert writes YAML; give the new file a name that ends in .yaml"
    elif os.path.lexists(path):
        problem = "there is such a file already; give another name, or remove it"
    if problem:
        raise click.BadParameter(f"{name}: {problem}")
    return name


def tell(line: str) -> None:
    """A line on standard error, on which no name that it holds can steer the terminal."""
    print(visible(line.replace("\r", " ")), file=sys.stderr)


def check_lone(given: SimpleNamespace) -> None:
    """UsageError for an option that says something of articles where none are named."""
    ctx = click.get_current_context()
    for param in ctx.command.params:
        if ctx.params[param.name] and param.name not in OF_THE_PROJECT and not given.articles:
            todo = f"name them too, --articles {SEEDS} for those of the project"
            raise click.UsageError(f"{param.opts[0]} goes with --articles: {todo}")


def made_by(given: SimpleNamespace) -> str:
    """The command as it was typed, for the README of what it makes."""
    return shlex.join([*RUN.split(), *(word for word in given.typed if word != "--overwrite")])


def choice(flag: str, values: Sequence[str], text: str, default: str | None = None) -> Option:
    return click.option(flag, type=click.Choice(values), default=default, help=text)


def switch(flag: str, text: str) -> Option:
    return click.option(flag, is_flag=True, help=text)


ONE_OR_MORE = {"multiple": True, "metavar": "PATH", "type": click.Path(exists=True)}
ONE_OR_MORE["help"] = "a file or folder; said again, one more: --articles a.txt --articles press/"
ARTICLES = click.option("--articles", **ONE_OR_MORE)
MORE = click.argument(
    "more", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True, allow_dash=True)
)
PATHS = taking(MORE, ARTICLES)
LEXICON = click.option(
    "--themes",
    type=FILE,
    metavar="PATH",
    help="the lexicon, in any format that convert reads: --themes mine.yaml",
)
NESTED = choice(
    "--nested",
    ["drop", "count"],
    "count also counts mentions inside longer ones of another theme: --nested count",
)
ENCODING = click.option(
    "--encoding",
    metavar="NAME",
    help="of files that are neither UTF-8 nor marked: --encoding cp1252",
)
READING = taking(
    ENCODING,
    choice(
        "--headlines",
        ["keep", "drop"],
        "they are counted in every format; drop leaves them out: --headlines drop",
    ),
    switch("--recursive", "also the files in subfolders: --recursive"),
    click.option(
        "--language",
        metavar="CODE",
        help="of all articles, where the files do not say it rightly: --language de",
    ),
    switch("--day-first", "03/04/2023 is 3 April where a table does not tell: --day-first"),
    *(
        click.option(
            f"--{name}-column",
            metavar="NAME",
            help=f"the column of the articles' {name}s: --{name}-column {example}",
        )
        for name, example in COLUMNS.items()
    ),
)
