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
from ..text.wording import plural
from . import options
from .options import (
    ARTICLES,
    ENCODING,
    FILE,
    FOLDER,
    LEXICON,
    NESTED,
    READING,
    Command,
    check_lone,
    new_file,
    option,
    tell,
)
from .read_given import DONE, LEFT_OUT, read_for_run
from .stamps import RUN, Read, memo_of, read_by, stamp, wrote_before
from .take_over import BEFORE, MANIFEST, PASSING

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
    out, place = Path(), options.ROOT
    if given.articles:
        out = Path(out_of(given))
        place = out.absolute()
        print(visible(f"The results come into {out}."), flush=True)
    read, status = read_by(given, place), DONE
    if given.again or not wrote_before(place, RUN, stamp(read)):
        status = _execute(given, place, read)
    else:
        print(f"Nothing changed since {ctime((place / MANIFEST).stat().st_mtime)}.")
    if given.no_text:
        print(WITHOUT_TEXT)
    print(f"Next: open {visible(str(out / 'site' / 'index.html'))} in a browser.")
    return status


def _execute(given: SimpleNamespace, place: Path, read: Read) -> int:
    """Execute the notebooks that do not read what they read in the last run, and say what is new in
    the folder. Returns the exit status.
    """
    print("Starting the notebooks ...", flush=True)
    with extra(*PAGE):
        from .kernels import new_staging
        from .run_notebooks import run_for

    with new_staging(memo_of(given, read)) as staging:
        inputs, status = read_for_run(given)
        changed, notes = run_for(inputs, place, staging, given, read)
    for note in notes:
        # `read_for_run` has said it before the cells do
        if not note.startswith(("ArticleWarning", "LexiconWarning", "CodesWarning")):
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
    root, status = options.ROOT, DONE
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


def out_of(given: SimpleNamespace) -> str:
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
    ours = any((out / name).exists() for name in (MANIFEST, BEFORE, PASSING))
    if out.exists() and not ours and (out.is_file() or any(out.iterdir())):
        problem = "is there already and not of an earlier run; give a folder elsewhere with --out"
        raise click.BadParameter(f"{out}: {problem}", param_hint="--out")
    return str(out)
