"""The commands of `run.py`: their options, their help, and whether the paths they are given are
good.

Standard library only, and of Python 3.8: run.py looks here before anything is installed.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import glob
import os
import re
from pathlib import Path
from typing import Iterable, NoReturn

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
THEMES = SEEDS / "themes.yaml"
NOTE = "README.md"  # in the folder of a run: what it was made from
MADE = "<!-- made by run.py -->"
MANIFEST, JOURNAL = (
    ".manifest.json",
    ".journal.json",
)  # what a run wrote; what one was about to write when it was killed
RUN = "py run.py" if os.name == "nt" else "python3 run.py"
STATUS = "exit status: 0 done; 1 not done, and why; 2 an option is wrong; 3 done, but something named was left out"
TOP = f"""Reads the articles in seeds/, counts their themes, and shows them.

  {RUN}                 executes the notebooks; writes their outputs, figures/ and the pages in site/
  {RUN} --articles press/ --themes mine.yaml
                                 all notebooks for your own articles, into press-themes/
  {RUN} COMMAND --help  shows the options of a command

commands:
"""
FIRST = """The first time, it makes a Python environment in .venv and installs requirements.txt there: about a minute, with the
network, or with a folder wheels/ beside run.py that holds the packages."""

# What a command does, in a line; below it, more for its own help
HELP = {
    "run": """executes the notebooks, for your own articles into a folder of their own (the command if none is named)

examples:
  python3 run.py --articles press/ --themes mine.yaml
  python3 run.py --articles wiki.csv --text-column body --by source --since 2019 --no-text""",
    "count": """prints how often the themes are mentioned

examples:
  python3 run.py count press/ --themes mine.yaml
  python3 run.py count press/ --themes mine.dic --by theme,month --format csv > counts.csv
  python3 run.py count press/ --by article --wide --format csv > for-a-regression.csv
  cat article.txt | python3 run.py count - --themes mine.yaml --format json""",
    "kwic": """prints every mention with the words beside it: a concordance, or keyword in context

examples:
  python3 run.py kwic press/ --themes mine.yaml --format csv > kwic.csv
  python3 run.py kwic press/ --themes mine.yaml --theme Trade --sort left""",
    "compare": """prints what a second lexicon gains and loses, theme by theme, and the passages

csv prints the passages alone, table and json the counts of the themes as well

examples:
  python3 run.py compare old.yaml new.yaml --articles press/
  python3 run.py compare old.yaml new.yaml --articles press/ --format csv > passages.csv""",
    "convert": """turns a lexicon of one format into another, by the new file's ending, and lists what that cannot say

  .yaml  ours, and quanteda's     .csv  theme and term     .dic, .dicx  LIWC     .cat  WordStat
  .lc3   Lexicoder (.lcd: its older XML)     .ykd  Yoshikoder     .vbpro  VBPro

examples:
  python3 run.py convert mine.cat mine.yaml
  python3 run.py convert seeds/themes.yaml themes.csv""",
    "sheet": """writes a blank sheet, on which a person codes the sentences of the articles by hand

examples:
  python3 run.py sheet
  python3 run.py sheet mine.csv --articles press/ --themes mine.yaml""",
    "lab": """opens JupyterLab: at notebook 1, or at notebook 3 with your own articles

All other options, and everything after --, go on to JupyterLab.

examples:
  python3 run.py lab
  python3 run.py lab --articles press/ --themes mine.yaml
  python3 run.py lab --no-browser --port 8890""",
    "test": """runs the tests; what is given goes on to pytest

examples:
  python3 run.py test
  python3 run.py test -k explorer""",
}
PASSED_ON = ("lab", "test")
USAGE = {
    "count": "[PATH ...]",
    "kwic": "[PATH ...]",
    "compare": "OLD NEW",
    "convert": "OLD NEW",
    "sheet": "[FILE]",
}
# The first line of a command. Where its standard output may go into a file or a pipe, only a
# terminal gets it
FIRST_LINES = {
    "run": "Starting the notebooks ...",
    "count": "Counting the mentions ...",
    "kwic": "Looking for the passages ...",
    "compare": "Comparing the lexicons ...",
    "convert": "Converting the lexicon ...",
    "sheet": "Writing the sheet ...",
    "lab": "Starting JupyterLab ...",
    "test": "Starting the tests ...",
}
ASKED = ("count", "kwic", "compare")  # what they print is what was asked for
PERIODS = ("week", "month", "quarter", "year", "decade")
COLUMNS = ("text", "title", "date", "source")
# What a run of one's own articles can be given beside them, by the names that the notebooks'
# parameters have
OF_A_RUN = ("themes", "codes", "nested", "period", "by", "since", "cluster", "encoding", "columns")


def did_you_mean(typed: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """What a mistyped name may have been meant to be, as the end of a message; empty where nothing
    is like it.

    >>> did_you_mean("thme", ["theme", "term"]), did_you_mean("party", ["theme", "term"])
    ('; did you mean theme?', '')
    """
    return "".join(
        f"; did you mean {name}?"
        for name in difflib.get_close_matches(typed, list(known), 1, cutoff)
    )


class Parser(argparse.ArgumentParser):
    """Says of a mistyped command, option or choice what it may have been meant to be."""

    def error(self, message: str) -> NoReturn:
        known = [
            *self._option_string_actions,
            *(choice for action in self._actions for choice in action.choices or ()),
        ]
        choice = re.search("invalid choice: '([^']*)'", message)
        unknown = re.search("unrecognized arguments: (.*)", message)
        typed = (
            [choice.group(1)]
            if choice
            else [word for word in unknown.group(1).split() if word[0] == "-"]
            if unknown
            else []
        )
        near = (did_you_mean(word.split("=")[0], known) for word in typed)
        super().error(message + next(filter(None, near), ""))


def parsers() -> dict[str, Parser]:
    """A parser for each command."""
    made = {}
    for name, text in HELP.items():
        description, _, more = text.partition("\n")
        made[name] = Parser(
            prog=f"run.py {name}",
            usage=" ".join(
                filter(
                    None,
                    [
                        "run.py",
                        name,
                        USAGE.get(name),
                        "[ARG ...]" if name == "test" else "[OPTION ...]",
                    ],
                )
            ),
            description=f"{description[0].upper()}{description[1:]}.",
            epilog=more.strip("\n") + ("" if name in PASSED_ON else f"\n\n{STATUS}"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def add(names: str, *flags: str, **settings: object) -> None:
        for name in names.split():
            made[name].add_argument(*flags, **settings)

    paths = "files or folders, - for standard input: press/ a.txt"
    add("count kwic", "articles", nargs="*", metavar="PATH", help=paths)
    add(
        "count kwic",
        "--articles",
        nargs="+",
        dest="more",
        metavar="PATH",
        help="the same, by name: --articles press/",
    )
    add("compare", "before", metavar="OLD", help="a lexicon: old.yaml")
    add("compare", "after", metavar="NEW", help="another one: new.yaml")
    add("convert", "old", metavar="OLD", help="the lexicon that is there: mine.cat")
    add("convert", "new", metavar="NEW", help="the file to write: mine.yaml")
    add(
        "sheet",
        "new",
        nargs="?",
        default="sheet.csv",
        metavar="FILE",
        help="the file to write: mine.csv",
    )
    own = "files or folders: --articles a.txt press/"
    add("run lab sheet", "--articles", nargs="+", metavar="PATH", help=own)
    add("compare", "--articles", nargs="+", metavar="PATH", required=True, help=own)
    add(
        "run lab count kwic sheet",
        "--themes",
        metavar="PATH",
        help="the lexicon, in any format of convert: --themes mine.yaml",
    )
    out = "the folder to write: --out findings (else by the name of the articles: press-themes, wiki.csv-themes)"
    add("run lab", "--out", metavar="DIR", help=out)
    add("run lab", "--codes", metavar="PATH", help="sheets coded by hand: --codes my-codes/")
    keys = "theme, group, term, article, paragraph, month (week, quarter, year, decade), a column, or several: --by theme,month"
    add("count", "--by", metavar="KEYS", help=keys)
    add(
        "count",
        "--wide",
        action="store_true",
        help="a column a theme, a row an article or other key: --wide",
    )
    add("kwic", "--theme", metavar="NAME", help="the mentions of one theme: --theme Trade")
    order = "by the words before the match, after it, or as they come: --sort left"
    add("kwic", "--sort", choices=["left", "right", "article"], default="article", help=order)
    formats = {
        "choices": ["table", "csv", "json"],
        "default": "table",
        "help": "how it is printed: --format csv",
    }
    add("count kwic compare", "--format", **formats)
    nested = "count also counts mentions inside longer ones of another theme: --nested count"
    add("run lab count kwic compare", "--nested", choices=["drop", "count"], help=nested)
    add("run lab", "--period", choices=PERIODS, help="of rates over time: --period month")
    add(
        "run lab",
        "--by",
        metavar="COLUMN",
        help="the column that articles are compared by: --by source",
    )
    add(
        "run lab",
        "--since",
        metavar="DATE",
        type=date_given,
        help="leave out earlier articles: --since 2019-05",
    )
    add(
        "run lab",
        "--cluster",
        metavar="COLUMN",
        help="articles with the same value count as one case: --cluster author",
    )
    marks = "of files that are neither UTF-8 nor marked: --encoding cp1252"
    add(
        "run lab count kwic compare sheet convert",
        "--encoding",
        metavar="NAME",
        type=encoding,
        help=marks,
    )
    for name, example in zip(COLUMNS, ("body", "headline", "published", "outlet")):
        column = f"the column of the articles' {name}s: --{name}-column {example}"
        add("run lab count kwic compare sheet", f"--{name}-column", metavar="NAME", help=column)
    add(
        "run",
        "--no-text",
        action="store_true",
        help="no file holds an article, only short passages: --no-text",
    )
    overwrite = "write also over files that were changed since the last run: --overwrite"
    add("run", "--overwrite", action="store_true", help=overwrite)
    add("test", "rest", nargs="*", metavar="ARG", help="goes on: -k explorer")
    return made


def date_given(text: str) -> str:
    """A date as it is given: a year, a month or a day."""
    try:
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            datetime.date(*(int(part) for part in (text + "-01-01")[:10].split("-")))
            return text
    except ValueError:  # month 13
        pass
    raise argparse.ArgumentTypeError(f"{text} is no date; write it as 2019, 2019-05 or 2019-05-31")


def encoding(name: str) -> str:
    """The name of an encoding of text, as it is given."""
    try:
        b"a\0".decode(name, "ignore")
    except (LookupError, UnicodeError):
        raise argparse.ArgumentTypeError(
            f"{name} is no encoding of text; cp1252, utf-16 and euc_jp are some"
        ) from None
    return name


def parse(arguments: list[str]) -> argparse.Namespace:
    """The arguments as options. Ends the program where they are wrong, with status 2 and the
    reason, or ask for help.
    """
    name, rest = (arguments[0], arguments[1:]) if arguments else ("run", [])
    if name in ("-h", "--help", "help"):
        print(
            TOP
            + "".join(f"  {name:<9}{text.partition(chr(10))[0]}\n" for name, text in HELP.items())
            + f"\n{FIRST}"
        )
        raise SystemExit(0)
    if name.startswith("-"):
        name, rest = "run", arguments
    made = parsers()
    if name not in made:
        top = Parser(prog="run.py", usage=f"{RUN} [COMMAND] [OPTION ...]; {RUN} --help lists them")
        top.add_argument("command", choices=list(made))
        top.parse_args([name])
    if name == "test" and rest not in (["-h"], ["--help"]):
        return argparse.Namespace(command=name, rest=rest)
    ours, passed_on = (
        (rest[: rest.index("--")], rest[rest.index("--") + 1 :])
        if name == "lab" and "--" in rest
        else (rest, [])
    )
    given, unknown = made[name].parse_known_args(ours, argparse.Namespace(command=name))
    known = made[name]._option_string_actions
    if wrong := [
        word for word in unknown if name != "lab" or did_you_mean(word.split("=")[0], known, 0.8)
    ]:
        made[name].error(f"unrecognized arguments: {' '.join(wrong)}")
    given.rest = [*unknown, *passed_on]
    if name != "convert":
        columns = {column: getattr(given, f"{column}_column") for column in COLUMNS}
        given.columns = {column: own for column, own in columns.items() if own}
    if name in ("run", "lab") and not given.articles:
        if lone := [each for each in ("out", *OF_A_RUN) if getattr(given, each)]:
            lone = [f"{column}-column" for column in given.columns] if lone == ["columns"] else lone
            made[name].error(
                f"--{lone[0]} goes with --articles: name them too, --articles {SEEDS} for those of the project"
            )
    if name in ("count", "kwic"):
        given.articles += given.more or []
    if name == "count":
        given.by = given.by or ("article" if given.wide else "theme")
    if getattr(given, "articles", None):
        given.articles = [path for pattern in given.articles for path in _matches(pattern)]
    return given


def _matches(pattern: str) -> list[str]:
    """The paths that a pattern with * means, for shells that leave it to the program; else the path
    as it is given.
    """
    return (not os.path.lexists(pattern) and sorted(glob.glob(pattern, recursive=True))) or [
        pattern
    ]


def out_of(given: argparse.Namespace) -> Path:
    """The folder that a run writes: beside the first of the articles, by its whole name, so that
    wiki.csv and wiki.jsonl have one each.

    >>> [out_of(argparse.Namespace(out=None, articles=[path])).as_posix() for path in ("texts/press/", "wiki.csv")]
    ['texts/press-themes', 'wiki.csv-themes']
    """
    if given.out:
        return Path(given.out)
    first = (
        Path(os.path.abspath(given.articles[0]))
        if given.articles[0] in (".", "..")
        else Path(given.articles[0])
    )
    return first.with_name(f"{first.name}-themes")


def fault(given: argparse.Namespace) -> str:
    """What is wrong with the paths, and what to do; empty where nothing is. Reads no file."""
    paths = [
        path
        for path in getattr(given, "articles", None) or []
        if not (path == "-" and given.command in ("count", "kwic"))
    ]
    lexicons = [
        path
        for name in ("themes", "old", "before", "after")
        if (path := getattr(given, name, None))
    ]
    for path in [*paths, *lexicons, *filter(None, [getattr(given, "codes", None)])]:
        if not os.path.exists(path):
            return f"{path}: does not exist; check the name and the folder"
        if not os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0)):
            return f"{path}: cannot be opened; check its permissions"
    for path in lexicons:
        if os.path.isdir(path):
            return f"{path}: is a folder; name the lexicon's file"
    if getattr(given, "new", None):
        return _new_fault(Path(given.new))
    if given.command not in ("run", "lab") or not paths:
        return ""
    out = out_of(given)
    for path in filter(os.path.isdir, paths):
        if Path(os.path.realpath(path)) in Path(os.path.realpath(out)).parents:
            return f"{out}: lies in {path}, the folder of the articles; give a folder elsewhere with --out"
    return _out_fault(out)


def _new_fault(new: Path) -> str:
    if os.path.lexists(new):
        return f"{new}: there is such a file already; give another name, or remove it"
    return (
        ""
        if new.parent.is_dir()
        else f"{new}: there is no folder {new.parent}; make it, or mend the name"
    )


def _out_fault(out: Path) -> str:
    """A run writes into a folder that is new, empty, or of an earlier run, so that it never takes
    another's place.
    """
    if out.is_dir() and any(out.iterdir()):
        ours = any((out / name).is_file() for name in (MANIFEST, JOURNAL, f".{JOURNAL}.tmp"))
        note = out / NOTE
        if not ours and not (
            note.is_file() and MADE in note.read_text(encoding="utf-8", errors="replace")
        ):
            return (
                f"{out}: is there already and not of an earlier run; give another folder with --out"
            )
    elif os.path.lexists(out) and not out.is_dir():
        return f"{out}: is no folder; give another with --out"
    above = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    return (
        ""
        if os.access(above, os.W_OK)
        else f"{above}: cannot be written to; give another folder with --out"
    )
