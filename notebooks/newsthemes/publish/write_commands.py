"""The commands that write: run, convert, lab."""

from pathlib import Path
from time import ctime
from types import SimpleNamespace

import click

from ..lexicon.imports.quanteda import as_quanteda
from ..lexicon.read_lexicon import read_lexicon
from ..lexicon.save_lexicon import save_lexicon
from ..tables.periods import PERIODS
from ..text.characters import visible
from ..text.extras import extra
from ..text.manifest import MANIFEST, read_manifest
from ..text.wording import listed, plural
from ..text.write_files import half_of
from . import project_files
from .fingerprint import Fingerprint, fingerprint, is_as_left
from .inputs import paths_seen_from
from .options import (
    ARTICLES,
    ENCODING,
    FILE,
    FOLDER,
    LEXICON,
    NESTED,
    READING,
    SAID,
    Command,
    check_lone,
    new_file,
    option,
    tell,
)
from .read_given import DONE, LEFT_OUT, read_for_run
from .replace_files import KEPT

WITHOUT_TEXT = (
    "Articles are left out. Titles stay, and passages of at most 150 characters: of a shorter "
    "article that is all."
)
PAGE = "page", "The command"  # an extra, and what needs it
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


@click.command(cls=Command, params=[*OF_A_RUN])
@click.option(
    "--no-text", is_flag=True, help="no file holds an article, only short passages: --no-text"
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="write also over files that were changed since the last run: --overwrite",
)
@click.option("--again", is_flag=True, help="execute all notebooks, changed or not: --again")
def run(given: SimpleNamespace) -> int:
    """Execute the notebooks (the command if none is named).

    For your own articles, into a folder of their own.

    \b
    python3 run.py --articles press/ --themes mine.yaml
    python3 run.py --articles wiki.csv --text-column body --by source --no-text
    """
    check_lone(given)
    out = Path()
    place = project_files.ROOT
    if given.articles:
        out = Path(out_of(given, given.overwrite))
        place = out.absolute()
        print(visible(f"The results come into {out}."), flush=True)
    read = fingerprint(given, place)
    last = read_manifest(place)
    again = given.again or (given.overwrite and last.kept)
    if not again and is_as_left(place, last, read):
        status = last.status
        for line in [*last.messages, *(f"{name} {KEPT}" for name in last.kept)]:
            tell(line)
        print(f"Nothing changed since {ctime((place / MANIFEST).stat().st_mtime)}.")
    else:
        if last.half_replaced():
            print("The last run was ended while it wrote its files: all are made again.")
        status = _execute(given, place, read)
    if given.no_text:
        print(WITHOUT_TEXT)
    print(f"Next: open {visible(str(out / 'site' / 'index.html'))} in a browser.")
    return status


def _execute(given: SimpleNamespace, place: Path, read: Fingerprint) -> int:
    """Execute the notebooks, and say what is new in the folder. Returns the exit status."""
    print("Starting the notebooks ...", flush=True)
    with extra(*PAGE):
        from .kernels import new_staging
        from .run_notebooks import run_for

    with new_staging() as staging:
        inputs, status = read_for_run(given)
        changed, notes = run_for(inputs, place, staging, given, read, status, SAID)
    for note in notes:
        tell(note)
    summary = f"{plural(len(changed), 'file')} written."
    if not changed:
        summary = "Nothing changed since the last run."
    print(summary)
    return status


@click.command(cls=Command, params=[ENCODING])
@click.argument("old", type=FILE)
@click.argument("new", callback=new_file)
def convert(given: SimpleNamespace) -> int:
    """Turn a lexicon of another program into our YAML.

    What cannot be carried over is listed. YAML is taken as quanteda's, where case does not matter:
    US becomes {term: US, case: any}.

    \b
    .yaml  quanteda     .csv  theme and term     .dic, .dicx  LIWC     .cat  WordStat
    .lc3   Lexicoder (.lcd: its older XML)     .ykd  Yoshikoder

    \b
    python3 run.py convert mine.cat mine.yaml
    python3 run.py convert mine.dic mine.yaml --encoding cp1252
    """
    lexicon = read_lexicon(given.old, given.encoding)
    if given.old.endswith((".yml", ".yaml")):
        lexicon = as_quanteda(lexicon)
    save_lexicon(lexicon, given.new)
    for entry in lexicon.listed:
        tell(f"{given.old}, {entry}")
    summary = f"{given.new}: {plural(len(lexicon.terms), 'term')}"
    if lexicon.listed:
        print(f"{summary}, {len(lexicon.listed):,} left out.")
        return LEFT_OUT
    print(f"{summary}.")
    return DONE


OTHERS = {"ignore_unknown_options": True, "allow_extra_args": True}


@click.command(cls=Command, params=[*OF_A_RUN], context_settings=OTHERS)
@click.argument("rest", nargs=-1, type=click.UNPROCESSED)
def lab(given: SimpleNamespace) -> int:
    """Open the notebooks in JupyterLab.

    All other options, and everything after --, go on to JupyterLab.

    \b
    python3 run.py lab
    python3 run.py lab --articles press/ --themes mine.yaml
    python3 run.py lab --no-browser --port 8890
    """
    check_lone(given)
    root, status = project_files.ROOT, DONE
    if given.articles:
        root = Path(out_of(given)).absolute()
    print("Starting JupyterLab ...", flush=True)
    with extra(*PAGE):
        from .lab import start_lab, write_notebooks

    if given.articles:
        inputs, status = read_for_run(given)
        for note in write_notebooks(inputs, root):
            tell(note)
        print(f"The notebooks are in {root / 'notebooks'}.", flush=True)
    return start_lab(root, given.rest) or status


def out_of(given: SimpleNamespace, overwrite: bool = False) -> str:
    """The folder that a run writes, by the name of the first of the articles, where the command is
    given. BadParameter where it holds what no run has written.

    >>> paths = ["texts/press/", "../wiki.csv"]
    >>> [out_of(SimpleNamespace(out=None, articles=[path])) for path in paths]
    ['press-themes', 'wiki-themes']
    """
    first = Path(given.articles[0]).absolute()
    name = first.stem
    if first.is_dir():
        name = first.name
    out = Path(given.out or f"{name}-themes")
    # without a manifest where a first run was killed
    names = [MANIFEST, half_of(Path(MANIFEST)).name]
    is_of_a_run = any((out / name).exists() for name in names)
    if out.exists() and not is_of_a_run and (out.is_file() or any(out.iterdir())):
        problem = "is there already and not of an earlier run; give a folder elsewhere with --out"
        raise click.BadParameter(f"{out}: {problem}", param_hint="--out")
    last = read_manifest(out).articles
    full = [Path(path).absolute().as_posix() for path in given.articles]
    if last and not overwrite and set(last) != set(paths_seen_from(out.absolute(), full)):
        problem = f"holds the results of {listed(list(last))}, seen from there"
        todo = "give another folder with --out, or replace them with --overwrite"
        raise click.BadParameter(f"{out}: {problem}; {todo}", param_hint="--out")
    return str(out)
