"""Articles, themes and options as a command is given them, and what is said of them before a kernel
starts.
"""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from ..articles.read_articles import Note, Report
from ..lexicon.model import Lexicon, LexiconError
from ..review.check_languages import other_scripts
from ..tables.periods import check_by, values_by
from ..text.csv_files import csv_of
from ..trust.sheets import CodesError
from . import options
from .inputs import Inputs, Values, read_inputs, replaced
from .options import tell

DONE, LEFT_OUT = 0, 3
LIST = "left-out.csv"  # all that was said of files, beside what a run writes
OUR_THEMES = "No --themes are given, so these are the project's own, from seeds/themes.yaml."


def read_given(given: SimpleNamespace) -> tuple[Inputs, int]:
    """Read the articles, themes and codes that a command is given, as notebooks do, and say what
    was left out. Returns them, with names for their paths as they were given, and the exit status,
    which entries of the lexicon that were left out raise, too.
    """
    if given.articles and "THEMES" not in given.values:
        tell(OUR_THEMES)
    values, names = values_of(given)
    try:
        inputs = read_inputs(values, names)
        check_lexicon(inputs.lexicon, values["THEMES"])
    except ValueError as error:
        raise ValueError(replaced(str(error), names)) from None
    report = inputs.report
    if unread := other_scripts(inputs.lexicon, inputs.articles["text"].tolist()):
        tell(f"to look at: {unread}")
    for line in report.lines(f"a run of them lists all in {LIST}"):
        tell(replaced(line, names))
    if report.skipped or inputs.lexicon.listed:
        return inputs, LEFT_OUT
    return inputs, DONE


def values_of(given: SimpleNamespace) -> tuple[Values, dict[str, str]]:
    """What a command is given, by the names of the notebooks' parameters, with full paths; and
    these paths -> the same as they were given. Where no articles are, they are the project's.
    """
    root, values = options.ROOT.as_posix(), dict(given.values)
    articles = given.articles or [f"{root}/seeds"]
    values.setdefault("THEMES", f"{root}/seeds/themes.yaml")
    if not given.articles and Path(root, "seeds", "codes").exists():
        values["CODES"] = f"{root}/seeds/codes"
    named = [name for name in ("THEMES", "CODES") if name in values]
    paths = [*articles, *(values[name] for name in named)]
    full = {path: Path(path).absolute().as_posix() for path in paths}
    values |= {name: full[values[name]] for name in named}
    values["ARTICLES"] = [full[path] for path in articles]
    return values, {there: path for path, there in full.items()} | {f"{root}/": ""}


def check_lexicon(lexicon: Lexicon, name: str) -> None:
    """Raise LexiconError for themes that hold no term."""
    if all(term.excluded for term in lexicon.terms):
        todo = "write some below a theme, each with '- '"
        raise LexiconError(f"{name}: holds no term, so there is nothing to count; {todo}")


def read_for_run(given: SimpleNamespace) -> tuple[Inputs, int]:
    """What `read_given` reads, its options checked before a kernel starts. Raises ValueError
    where one fits nothing.
    """
    inputs, status = read_given(given)
    for name in ("BY", "PERIOD"):
        option, by = f"--{name.lower()}", given.values.get(name)
        check_by(option, inputs.articles, by)
        if by and values_by(inputs.articles, by).isna().all():
            raise ValueError(f"{option} {by}: no article says its {by}; give a column that does")
    if "CODES" not in given.values:
        return inputs, status
    misfits = [f"left out: {replaced(misfit, inputs.names)}" for misfit in inputs.misfits]
    if inputs.codes["code"].isna().all():
        problem = "no sentence is coded yet that fits these articles and themes"
        raise CodesError("; ".join([f"--codes {given.values['CODES']}: {problem}", *misfits[:1]]))
    for misfit in misfits:
        status = LEFT_OUT
        tell(misfit)
    return inputs, status


def listing(report: Report, names: Mapping[str, str]) -> bytes:
    """All that was said of files, as CSV; nothing where none was left out or has to be looked at.

    >>> listing(Report(pd.DataFrame(), [Note("a, b.csv", "line 3", "has no text")], []), {})[3:]
    b'"kind","path","place","reason"\\n"left out","a, b.csv","line 3","has no text"\\n'
    """
    if not (report.skipped or report.doubts):
        return b""
    rows = [(kind, *note) for kind, notes in report.kinds().items() for note in notes]
    text = csv_of(pd.DataFrame(rows, columns=["kind", *Note._fields])).decode()
    return replaced(text, names).encode()
