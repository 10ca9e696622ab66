"""The commands of `run.py`: their options, their help, and whether the paths they are given are
good.

Standard library only, and of Python 3.8: run.py looks here before anything is installed.
"""

from __future__ import annotations

import argparse
import difflib
import glob
import os
import re
from pathlib import Path
from typing import Iterable, Iterator, NoReturn

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
THEMES = SEEDS / "themes.yaml"
NOTE = "README.md"  # in the folder of a run: what it was made from
MANIFEST = ".manifest.json"  # what a run wrote
JOURNAL = ".journal.json"  # what one was about to write when it was killed
RUN = "py run.py" if os.name == "nt" else "python3 run.py"
STATUS = (
    "exit status: 0 done; 1 not done, and why; 2 an option is wrong; "
    "3 done, but something named was left out"
)
TOP = f"""Reads the articles in seeds/, counts their themes, and shows them.

  {RUN}                 executes the notebooks; writes their outputs, figures/, and site/
  {RUN} --articles press/ --themes mine.yaml
                                 all notebooks for your own articles, into press-themes/
  {RUN} COMMAND --help  shows the options of a command

commands:
"""
FIRST = """The first time, it makes a Python environment in .venv and installs requirements.txt
there: about a minute, with the network, or with a folder wheels/ beside run.py that holds the
packages."""

# What a command does, in a line; below it, more for its own help
HELP = {
    "run": """executes the notebooks (the command if none is named)

for your own articles, into a folder of their own

examples:
  python3 run.py --articles press/ --themes mine.yaml
  python3 run.py --articles wiki.csv --text-column body --by source --no-text""",
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
    "convert": """turns a lexicon of another program into our YAML

what cannot be carried over is listed

  .yaml  quanteda     .csv  theme and term     .dic, .dicx  LIWC     .cat  WordStat
  .lc3   Lexicoder (.lcd: its older XML)     .ykd  Yoshikoder     .vbpro  VBPro

examples:
  python3 run.py convert mine.cat mine.yaml
  python3 run.py convert mine.dic mine.yaml --encoding cp1252""",
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
    "run": "[OPTION ...]",
    "count": "[PATH ...] [OPTION ...]",
    "kwic": "[PATH ...] [OPTION ...]",
    "compare": "OLD NEW [OPTION ...]",
    "convert": "OLD NEW [OPTION ...]",
    "sheet": "[FILE] [OPTION ...]",
    "lab": "[OPTION ...]",
    "test": "[ARG ...]",
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
COLUMNS = {"text": "body", "title": "headline", "date": "published", "source": "outlet"}
# What a run of one's own articles can be given beside them, by the names that the notebooks'
# parameters have in capitals
OF_A_RUN = "themes codes nested period by cluster encoding columns".split()
OF_A_RUN += "headlines recursive day_first".split()


def did_you_mean(typed: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """What a mistyped name may have been meant to be, as the end of a message; empty where nothing
    is like it.

    >>> did_you_mean("thme", ["theme", "term"]), did_you_mean("party", ["theme", "term"])
    ('; did you mean theme?', '')
    """
    near = difflib.get_close_matches(typed, list(known), 1, cutoff)
    return "".join(f"; did you mean {name}?" for name in near)


class Parser(argparse.ArgumentParser):
    """Says of a mistyped command, option or choice what it may have been meant to be."""

    def error(self, message: str) -> NoReturn:
        known = list(self._option_string_actions)
        for action in self._actions:
            known += action.choices or ()
        typed = re.findall("invalid choice: '([^']*)'", message)
        if "unrecognized" in message:
            typed = re.findall("(?<= )-[^ =]+", message)
        near = (did_you_mean(word, known) for word in typed)
        super().error(message + next(filter(None, near), ""))


def encoding(name: str) -> str:
    """The name of an encoding of text, as it is given."""
    try:
        b"a\0".decode(name, "ignore")
    except (LookupError, UnicodeError):
        raise argparse.ArgumentTypeError(
            f"{name} is no encoding of text; cp1252, utf-16 and euc_jp are some"
        ) from None
    return name


PATHS, SWITCH = {"nargs": "+", "metavar": "PATH"}, {"action": "store_true"}
ENCODING = {"metavar": "NAME", "type": encoding}
OWN = "files or folders: --articles a.txt press/"
HAVE_COLUMNS = "run lab count kwic compare sheet"
OPTIONS = (  # commands, name, what its value is called or all settings, help
    (
        "count kwic",
        "articles",
        {"nargs": "*", "metavar": "PATH"},
        "files or folders, - for standard input: press/ a.txt",
    ),
    ("count kwic", "--articles", dict(PATHS, dest="more"), "the same, by name: --articles press/"),
    ("compare", "before", "OLD", "a lexicon: old.yaml"),
    ("compare", "after", "NEW", "another one: new.yaml"),
    ("convert", "old", "OLD", "the lexicon that is there: mine.cat"),
    ("convert", "new", "NEW", "the file to write: mine.yaml"),
    ("sheet", "new", {"nargs": "?", "default": "sheet.csv"}, "the file to write: mine.csv"),
    ("test", "rest", {"nargs": "*"}, "goes on: -k explorer"),
    ("run lab sheet", "--articles", PATHS, OWN),
    ("compare", "--articles", dict(PATHS, required=True), OWN),
    (
        "run lab count kwic sheet",
        "--themes",
        "PATH",
        "the lexicon, in any format that convert reads: --themes mine.yaml",
    ),
    (
        "run lab",
        "--out",
        "DIR",
        "the folder to write: --out findings (else by the articles' name: press-themes)",
    ),
    ("run lab", "--codes", "PATH", "sheets coded by hand: --codes my-codes/"),
    (
        "count",
        "--by",
        "KEYS",
        "theme, group, term, article, paragraph, week, month, quarter, year, decade, a column, "
        "or several: --by theme,month",
    ),
    ("count", "--wide", SWITCH, "a column a theme, a row an article or other key: --wide"),
    ("kwic", "--theme", "NAME", "the mentions of one theme: --theme Trade"),
    (
        "kwic",
        "--sort",
        {"choices": ["left", "right", "article"], "default": "article"},
        "by the words before the match, after it, or as they come: --sort left",
    ),
    (
        "count kwic compare",
        "--format",
        {"choices": ["table", "csv", "json"], "default": "table"},
        "how it is printed; csv in a file has a byte order mark, for Excel: --format csv",
    ),
    (
        "run lab count kwic compare",
        "--nested",
        {"choices": ["drop", "count"]},
        "count also counts mentions inside longer ones of another theme: --nested count",
    ),
    (
        "run lab",
        "--period",
        {"choices": PERIODS},
        "of rates over time (else the shortest with enough articles): --period month",
    ),
    (
        "run lab",
        "--by",
        "COLUMN",
        "the column that articles are compared by: --by source",
    ),
    (
        "run lab",
        "--cluster",
        {"metavar": "COLUMN", "type": lambda text: text.split(",")},
        "articles with the same value count as one case: --cluster author",
    ),
    (
        "run lab count kwic compare sheet convert",
        "--encoding",
        ENCODING,
        "of files that are neither UTF-8 nor marked: --encoding cp1252",
    ),
    (
        HAVE_COLUMNS,
        "--headlines",
        {"choices": ["keep", "drop"]},
        "they are counted in every format; drop leaves them out: --headlines drop",
    ),
    (HAVE_COLUMNS, "--recursive", SWITCH, "also the files in subfolders: --recursive"),
    (
        HAVE_COLUMNS,
        "--day-first",
        SWITCH,
        "03/04/2023 is 3 April where a table does not tell: --day-first",
    ),
    ("run", "--no-text", SWITCH, "no file holds an article, only short passages: --no-text"),
    (
        "run",
        "--overwrite",
        SWITCH,
        "write also over files that were changed since the last run: --overwrite",
    ),
    *(
        (
            HAVE_COLUMNS,
            f"--{column}-column",
            "NAME",
            f"the column of the articles' {column}s: --{column}-column {example}",
        )
        for column, example in COLUMNS.items()
    ),
)


def parsers() -> dict[str, Parser]:
    """A parser for each command."""
    made = {}
    for name, text in HELP.items():
        description, _, more = text.partition("\n")
        more = more.strip("\n")
        if name not in PASSED_ON:
            more += f"\n\n{STATUS}"
        made[name] = Parser(
            prog=f"run.py {name}",
            usage=f"run.py {name} {USAGE[name]}",
            description=f"{description[0].upper()}{description[1:]}.",
            epilog=more,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    for names, flag, settings, text in OPTIONS:
        if isinstance(settings, str):
            settings = {"metavar": settings}
        for name in names.split():
            made[name].add_argument(flag, help=text, **settings)
    return made


def parse(arguments: list[str]) -> argparse.Namespace:
    """The arguments as options. Ends the program where they are wrong, with status 2 and the
    reason, or ask for help.
    """
    name, rest = (arguments or ["run"])[0], arguments[1:]
    if name in ("-h", "--help", "help"):
        lines = [f"  {name:<9}{text.splitlines()[0]}\n" for name, text in HELP.items()]
        print(TOP + "".join(lines) + f"\n{FIRST}")
        raise SystemExit(0)
    if name.startswith("-"):
        name, rest = "run", arguments
    made = parsers()
    if name not in made:
        top = Parser(prog="run.py", usage=f"{RUN} [COMMAND] [OPTION ...]; {RUN} --help lists them")
        top.error(f"there is no command {name}{did_you_mean(name, made)}")
    if name == "test" and rest not in (["-h"], ["--help"]):
        return argparse.Namespace(command=name, rest=rest)
    given = _parse_options(made[name], name, rest)
    if name in ("run", "lab") and not given.articles:
        _check_lone(made[name], given)
    if name in ("count", "kwic"):
        given.articles += given.more or []
    if name == "count":
        given.by = given.by or ("article" if given.wide else "theme")
    if getattr(given, "articles", None):
        given.articles = [path for pattern in given.articles for path in _matches(pattern)]
    return given


def _parse_options(parser: Parser, name: str, rest: list[str]) -> argparse.Namespace:
    """The options of a command; what `lab` does not know goes on to JupyterLab as `rest`."""
    passed_on = []
    if name == "lab" and "--" in rest:
        place = rest.index("--")
        rest, passed_on = rest[:place], rest[place + 1 :]
    given, unknown = parser.parse_known_args(rest, argparse.Namespace(command=name))
    known, wrong = parser._option_string_actions, unknown
    flags = [word.split("=")[0] for word in rest]
    for flag in known:
        if flags.count(flag) > 1:
            parser.error(f"{flag} is given twice; give it once, with all its values")
    if name == "lab":
        wrong = [word for word in unknown if did_you_mean(word.split("=")[0], known, 0.8)]
    if wrong:
        parser.error(f"unrecognized arguments: {' '.join(wrong)}")
    given.rest = [*unknown, *passed_on]
    columns = {column: getattr(given, f"{column}_column", None) for column in COLUMNS}
    given.columns = {column: name for column, name in columns.items() if name}
    return given


def _check_lone(parser: Parser, given: argparse.Namespace) -> None:
    """An error for an option that says something of articles where none are named."""
    others = ("command", "columns", "rest", "no_text", "overwrite")
    lone = [name for name, value in vars(given).items() if value and name not in others]
    if lone:
        todo = f"name them too, --articles {SEEDS} for those of the project"
        parser.error(f"--{lone[0].replace('_', '-')} goes with --articles: {todo}")


def _matches(pattern: str) -> list[str]:
    """The paths that a pattern with * means, for shells that leave it to the program; else the path
    as it is given.
    """
    found = []
    if not os.path.lexists(pattern):
        found = sorted(glob.glob(pattern, recursive=True))
    return found or [pattern]


def out_of(given: argparse.Namespace) -> Path:
    """The folder that a run writes: beside the first of the articles, by its whole name, so that
    wiki.csv and wiki.jsonl have one each.

    >>> paths = ["texts/press/", "wiki.csv"]
    >>> [out_of(argparse.Namespace(out=None, articles=[path])).as_posix() for path in paths]
    ['texts/press-themes', 'wiki.csv-themes']
    """
    if given.out:
        return Path(given.out)
    first = Path(given.articles[0])
    if given.articles[0] in (".", ".."):
        first = Path(os.path.abspath(first))
    return first.with_name(f"{first.name}-themes")


def fault(given: argparse.Namespace) -> str:
    """What is wrong with the paths, and what to do; empty where nothing is. Reads no file."""
    return next(_faults(given), "")


def _faults(given: argparse.Namespace) -> Iterator[str]:
    known = vars(given)
    paths = known.get("articles") or []
    if given.command in ("count", "kwic"):
        paths = [path for path in paths if path != "-"]
    lexicons = list(filter(None, map(known.get, ("themes", "old", "before", "after"))))
    for path in [*paths, *lexicons, *filter(None, [known.get("codes")])]:
        if not os.path.exists(path):
            yield f"{path}: does not exist; check the name and the folder"
        needed = os.R_OK
        if os.path.isdir(path):
            needed |= os.X_OK
        if not os.access(path, needed):
            yield f"{path}: cannot be opened; check its permissions"
    for path in filter(os.path.isdir, lexicons):
        yield f"{path}: is a folder; name the lexicon's file"
    yield from _faults_of_new(Path(known.get("new", ".")), given.command)
    if given.command in ("run", "lab") and paths:
        for problem in _faults_of_out(out_of(given), paths):
            yield f"{problem}; give a folder elsewhere with --out"


def _faults_of_new(new: Path, command: str) -> Iterator[str]:
    """A file that is to be made has a folder, and no other file's name."""
    if not new.parent.is_dir():
        yield f"{new}: there is no folder {new.parent}; make it, or fix the name"
    if command == "convert" and not new.name.lower().endswith((".yaml", ".yml")):
        yield f"{new}: convert writes YAML; give the new file a name that ends in .yaml"
    if command in ("convert", "sheet") and os.path.lexists(new):
        yield f"{new}: there is such a file already; give another name, or remove it"


def _faults_of_out(out: Path, articles: list[str]) -> Iterator[str]:
    """A run writes into a folder that is new, empty, or of an earlier run, so that it never takes
    another's place.
    """
    for path in filter(os.path.isdir, articles):
        if Path(os.path.realpath(path)) in Path(os.path.realpath(out)).parents:
            yield f"{out}: lies in {path}, the folder of the articles"
    if os.path.lexists(out) and not out.is_dir():
        yield f"{out}: is no folder"
    # the last is there where a first run was killed
    ours = any((out / name).is_file() for name in (MANIFEST, JOURNAL, f".{JOURNAL}.tmp"))
    if out.is_dir() and any(out.iterdir()) and not ours:
        yield f"{out}: is there already and not of an earlier run"
    above = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    if not os.access(above, os.W_OK):
        yield f"{above}: cannot be written to"
