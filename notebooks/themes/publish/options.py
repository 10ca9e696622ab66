"""The commands of `run.py`: their options, their help, and whether the paths they are given are good.

Standard library only, and of Python 3.8: run.py looks here before anything is installed.
"""

from __future__ import annotations

import argparse
import difflib
import glob
import os
import re
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[3]
SEEDS = ROOT / "seeds"
NOTE = "README.md"  # in the folder of a run: what it was made from
MADE = "<!-- made by run.py -->"
MANIFEST, JOURNAL = ".manifest.json", ".journal.json"  # what a run wrote; what one was about to write when it was killed
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
  python3 run.py --articles press/ --themes mine.cat --out findings --nested count --no-text""",
    "count": """prints how often the themes are mentioned

examples:
  python3 run.py count press/ --themes mine.yaml
  python3 run.py count press/ --themes mine.dic --by theme,article --format csv > counts.csv
  python3 run.py count press/ --by article --wide --format csv > for-a-regression.csv
  cat article.txt | python3 run.py count - --themes mine.yaml --format json""",
    "convert": """turns a lexicon of one format into another, by the new file's ending, and lists what that cannot say

  .yaml  ours, and quanteda's     .csv  theme and term     .dic, .dicx  LIWC     .cat  WordStat
  .lc3   Lexicoder (.lcd: its older XML)     .ykd  Yoshikoder     .vbpro  VBPro

examples:
  python3 run.py convert mine.cat mine.yaml
  python3 run.py convert seeds/themes.yaml themes.csv""",
    "sheet": """writes a blank sheet, to code the sentences of the articles in seeds/ by hand

examples:
  python3 run.py sheet
  python3 run.py sheet mine.csv""",
    "lab": """opens JupyterLab at notebook 1; what is given goes on to JupyterLab

examples:
  python3 run.py lab
  python3 run.py lab --no-browser --port 8890""",
    "test": """runs the tests; what is given goes on to pytest

examples:
  python3 run.py test
  python3 run.py test -k explorer""",
}
PASSED_ON = ("lab", "test")


class Parser(argparse.ArgumentParser):
    """Says of a mistyped command, option or choice what it may have been meant to be."""

    def error(self, message: str) -> NoReturn:
        known = [*self._option_string_actions, *(choice for action in self._actions for choice in action.choices or ())]
        typed = re.search(r"(?:unrecognized arguments: |invalid choice: ')([^\s'=]+)", message)
        near = difflib.get_close_matches(typed.group(1), known, 1) if typed else []
        super().error(message + "".join(f"; did you mean {name}?" for name in near))


def parsers() -> dict[str, Parser]:
    """A parser for each command."""
    made = {}
    for name, text in HELP.items():
        description, _, more = text.partition("\n")
        made[name] = Parser(
            prog=f"run.py {name}",
            description=f"{description[0].upper()}{description[1:]}.",
            epilog=more.strip("\n") + ("" if name in PASSED_ON else f"\n\n{STATUS}"),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
    run, count, convert = made["run"], made["count"], made["convert"]
    run.add_argument("--articles", nargs="+", metavar="PATH", help="files or folders: --articles a.txt press/")
    run.add_argument("--out", metavar="DIR", help="the folder to write: --out findings (else press-themes, beside press)")
    run.add_argument("--codes", metavar="PATH", help="sheets coded by hand, for notebook 4: --codes my-codes/")
    overwrite = "write also over files that were changed since the last run: --overwrite"
    run.add_argument("--overwrite", action="store_true", help=overwrite)
    run.add_argument("--no-text", action="store_true", help="pages without the articles: --no-text")
    count.add_argument("articles", nargs="*", metavar="PATH", help="files or folders, - for standard input: press/ a.txt")
    count.add_argument("--articles", nargs="+", dest="more", metavar="PATH", help="the same, by name: --articles press/")
    by = "theme, group, term, article, paragraph, a column of the articles, or several: --by theme,article"
    count.add_argument("--by", metavar="KEYS", help=by)
    count.add_argument("--wide", action="store_true", help="a column a theme, a row an article or other key: --wide")
    count.add_argument("--format", choices=["table", "csv", "json"], default="table", help="how it is printed: --format csv")
    for command in (run, count):
        command.add_argument("--themes", metavar="PATH", help="the lexicon, in any format of convert: --themes mine.yaml")
        nested = "count also counts mentions inside longer ones of another theme: --nested count"
        command.add_argument("--nested", choices=["drop", "count"], help=nested)
    for command in (run, count, convert):
        given = "of articles and themes that are not UTF-8 and bear no mark (else it is guessed): --encoding cp1252"
        command.add_argument("--encoding", metavar="NAME", type=encoding, help=given)
    convert.add_argument("old", metavar="OLD", help="the lexicon that is there: mine.cat")
    convert.add_argument("new", metavar="NEW", help="the file to write: mine.yaml")
    made["sheet"].add_argument("new", nargs="?", default="sheet.csv", metavar="FILE", help="the file to write: mine.csv")
    for name in PASSED_ON:
        made[name].add_argument("rest", nargs="*", metavar="ARG", help=f"goes on: {HELP[name].rpartition(name)[2]}")
    return made


def encoding(name: str) -> str:
    """The name of an encoding of text, as it is given."""
    try:
        b"a\0".decode(name, "ignore")
    except (LookupError, UnicodeError):
        raise argparse.ArgumentTypeError(f"{name} is no encoding of text; cp1252, utf-16 and euc_jp are some") from None
    return name


def parse(arguments: list[str]) -> argparse.Namespace:
    """The arguments as options. Ends the program where they are wrong, with status 2 and the reason, or ask for help."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("run", [])
    if name in ("-h", "--help", "help"):
        print(TOP + "".join(f"  {name:<9}{text.partition(chr(10))[0]}\n" for name, text in HELP.items()) + f"\n{FIRST}")
        raise SystemExit(0)
    if name.startswith("-"):
        name, rest = "run", arguments
    made = parsers()
    if name not in made:
        top = Parser(prog="run.py", usage=f"{RUN} [COMMAND] [OPTION ...]; {RUN} --help lists them")
        top.add_argument("command", choices=list(made))
        top.parse_args([name])
    if name in PASSED_ON and rest not in (["-h"], ["--help"]):
        return argparse.Namespace(command=name, rest=rest)
    given = made[name].parse_args(rest, argparse.Namespace(command=name))
    if name == "run" and not given.articles:
        if lone := [name for name in ("themes", "out", "codes", "nested", "encoding") if getattr(given, name)]:
            made["run"].error(f"--{lone[0]} goes with --articles: name them too, --articles {SEEDS} for those of the project")
    if name == "count":
        given.by = given.by or ("article" if given.wide else "theme")
        given.articles += given.more or []
    if getattr(given, "articles", None):
        given.articles = [path for pattern in given.articles for path in _matches(pattern)]
    return given


def _matches(pattern: str) -> list[str]:
    """The paths that a pattern with * means, for shells that leave it to the program; else the path as it is given."""
    return (not os.path.lexists(pattern) and sorted(glob.glob(pattern, recursive=True))) or [pattern]


def out_of(given: argparse.Namespace) -> Path:
    """The folder that a run writes: beside the first of the articles, of its name.

    >>> out_of(argparse.Namespace(out=None, articles=["texts/press/"])).as_posix()
    'texts/press-themes'
    """
    if given.out:
        return Path(given.out)
    first = Path(os.path.abspath(given.articles[0])) if given.articles[0] in (".", "..") else Path(given.articles[0])
    return first.with_name(f"{first.name if first.is_dir() or not first.suffix else first.stem}-themes")


def fault(given: argparse.Namespace) -> str:
    """What is wrong with the paths, and what to do; empty where nothing is. Reads no file."""
    paths = [path for path in getattr(given, "articles", None) or [] if not (path == "-" and given.command == "count")]
    paths += [path for name in ("themes", "codes", "old") if (path := getattr(given, name, None))]
    for path in paths:
        if not os.path.exists(path):
            return f"{path}: does not exist; check the name and the folder"
        if not os.access(path, os.R_OK | (os.X_OK if os.path.isdir(path) else 0)):
            return f"{path}: cannot be opened; check its permissions"
    for path in filter(None, [getattr(given, "themes", None), getattr(given, "old", None)]):
        if os.path.isdir(path):
            return f"{path}: is a folder; name the lexicon's file"
    if getattr(given, "new", None):
        return _new_fault(Path(given.new))
    return _out_fault(out_of(given)) if given.command == "run" and given.articles else ""


def _new_fault(new: Path) -> str:
    if os.path.lexists(new):
        return f"{new}: there is such a file already; give another name, or remove it"
    return "" if new.parent.is_dir() else f"{new}: there is no folder {new.parent}; make it, or mend the name"


def _out_fault(out: Path) -> str:
    """A run writes into a folder that is new, empty, or of an earlier run, so that it never takes another's place."""
    if out.is_dir() and any(out.iterdir()):
        ours = any((out / name).is_file() for name in (MANIFEST, JOURNAL, f".{JOURNAL}.tmp"))
        note = out / NOTE
        if not ours and not (note.is_file() and MADE in note.read_text(encoding="utf-8", errors="replace")):
            return f"{out}: is there already and not of an earlier run; give another folder with --out"
    elif os.path.lexists(out) and not out.is_dir():
        return f"{out}: is no folder; give another with --out"
    above = next(folder for folder in (out, *out.absolute().parents) if folder.is_dir())
    return "" if os.access(above, os.W_OK) else f"{above}: cannot be written to; give another folder with --out"
