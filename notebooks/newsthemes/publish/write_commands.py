"""The commands that write: run, convert, lab."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import click

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
    LEXICON,
    NESTED,
    READING,
    Command,
    check_lone,
    choice,
    made_by,
    new_file,
    switch,
    taking,
    tell,
)
from .read_given import DONE, LEFT_OUT, read_for_run
from .take_over import JOURNAL, MANIFEST

PAGE = "page", "The command"  # an extra, and what needs it
OF_A_RUN = taking(
    ARTICLES,
    LEXICON,
    click.option(
        "--out",
        metavar="DIR",
        help="the folder to write: --out findings (else press-themes, by the articles' name, here)",
    ),
    click.option(
        "--codes",
        type=click.Path(exists=True),
        metavar="PATH",
        help="sheets coded by hand: --codes my-codes/",
    ),
    NESTED,
    choice(
        "--period",
        PERIODS,
        "of rates over time (else the shortest with enough articles): --period month",
    ),
    click.option(
        "--by",
        metavar="COLUMN",
        help="the column that articles are compared by: --by source",
    ),
    click.option(
        "--cluster",
        metavar="COLUMN",
        help="articles with the same value count as one case: --cluster author, --cluster quarter",
    ),
    READING,
)


@click.command(cls=Command)
@OF_A_RUN
@switch("--no-text", "no file holds an article, only short passages: --no-text")
@switch("--overwrite", "write also over files that were changed since the last run: --overwrite")
def run(given: SimpleNamespace) -> int:
    """Execute the notebooks (the command if none is named).

    For your own articles, into a folder of their own.

    \b
    python3 run.py --articles press/ --themes mine.yaml
    python3 run.py --articles wiki.csv --text-column body --by source --no-text
    """
    check_lone(given)
    out, place = Path(out_of(given)), options.ROOT
    results = out / "site"
    if given.articles:
        results, place = out, out.absolute()
        said = visible(f"The results come into {out}.")
        print(said.encode(errors="replace").decode(), flush=True)  # a name may be no UTF-8
    print("Starting the notebooks ...", flush=True)
    with extra(*PAGE):
        from .kernels import new_staging
        from .run_notebooks import WITHOUT_TEXT, run_for

    how = {"text": not given.no_text, "overwrite": given.overwrite}
    with new_staging() as staging:
        inputs, status = read_for_run(given, results)
        changed, notes = run_for(inputs, place, staging, made_by(given), **how)
    for note in notes:
        # `read_for_run` has said it before the cells do
        if not note.startswith(("ArticleWarning", "LexiconWarning", "CodesWarning")):
            tell(note)
    summary = f"{plural(len(changed), 'file')} written."
    if not changed:
        summary = "Nothing changed since the last run."
    print(summary)
    if given.no_text:
        print(WITHOUT_TEXT)
    print(f"Next: open {out / 'site' / 'index.html'} in a browser.")
    return status


@click.command(cls=Command)
@click.argument("old", metavar="OLD", type=FILE)
@click.argument("new", metavar="NEW", callback=new_file)
@ENCODING
def convert(given: SimpleNamespace) -> int:
    """Turn a lexicon of another program into our YAML.

    What cannot be carried over is listed.

    \b
    .yaml  quanteda     .csv  theme and term     .dic, .dicx  LIWC     .cat  WordStat
    .lc3   Lexicoder (.lcd: its older XML)     .ykd  Yoshikoder

    \b
    python3 run.py convert mine.cat mine.yaml
    python3 run.py convert mine.dic mine.yaml --encoding cp1252
    """
    lexicon = read_lexicon(given.old, given.encoding)
    save_lexicon(lexicon, given.new)
    for entry in lexicon.listed:
        tell(f"{given.old}, {entry}")
    summary = f"{given.new}: {plural(len(lexicon.terms), 'term')}"
    if lexicon.listed:
        print(f"{summary}, {len(lexicon.listed):,} left out.")
        return LEFT_OUT
    print(f"{summary}.")
    return DONE


@click.command(
    cls=Command, context_settings={"ignore_unknown_options": True, "allow_extra_args": True}
)
@OF_A_RUN
@click.argument("rest", nargs=-1, metavar="[-- ARG ...]", type=click.UNPROCESSED)
def lab(given: SimpleNamespace) -> int:
    """Open the notebooks in JupyterLab.

    It opens notebook 1, or notebook 3 with your own articles. All other options, and everything
    after --, go on to JupyterLab.

    \b
    python3 run.py lab
    python3 run.py lab --articles press/ --themes mine.yaml
    python3 run.py lab --no-browser --port 8890
    """
    check_lone(given)
    root = options.ROOT
    if given.articles:
        root = Path(out_of(given)).absolute()
    print("Starting JupyterLab ...", flush=True)
    with extra(*PAGE):
        from .lab import start_lab, write_notebooks

    status = DONE
    if given.articles:
        inputs, status = read_for_run(given, root)
        for note in write_notebooks(inputs, root, made_by(given)):
            tell(note)
        print(f"The notebooks are in {root / 'notebooks'}.", flush=True)
    return start_lab(root, given.rest) or status


def out_of(given: SimpleNamespace) -> str:
    """The folder that a run writes, by the name of the first of the articles, where the command is
    given. BadParameter where it would take another's place.

    >>> paths = ["texts/press/", "../wiki.csv"]
    >>> [out_of(SimpleNamespace(out=None, articles=[path])) for path in paths]
    ['press-themes', 'wiki-themes']
    """
    if not given.articles:
        return ""
    out = given.out
    if not out:
        first = Path(given.articles[0]).absolute()
        name = first.name
        if not first.is_dir():
            name = first.stem
        out = f"{name}-themes"
    for problem in _faults_of_out(Path(out), given.articles):
        raise click.BadParameter(
            f"{problem}; give a folder elsewhere with --out", param_hint="--out"
        )
    return out


def _faults_of_out(out: Path, articles: list[str]) -> Iterator[str]:
    """A run writes into a folder that is new, empty, or of an earlier run."""
    for path in filter(os.path.isdir, articles):
        if Path(os.path.realpath(path)) in Path(os.path.realpath(out)).parents:
            yield f"{out}: lies in {path}, the folder of the articles"
    if os.path.lexists(out) and not out.is_dir():
        yield f"{out}: is no folder"
    # the last is there where a first run was killed
    ours = any((out / name).is_file() for name in (MANIFEST, JOURNAL, f".{JOURNAL}.tmp"))
    if out.is_dir() and any(out.iterdir()) and not ours:
        yield f"{out}: is there already and not of an earlier run"
