"""Articles and themes as a command is given them, read; and what is said of them before a kernel
starts.
"""

from types import SimpleNamespace

import pandas as pd

from ..articles.articles_table import COLUMNS
from ..articles.notes import Report
from ..lexicon.model import Lexicon, LexiconError
from ..report.inputs import LIST, Inputs, Names, as_options, read_inputs, replaced, values_of
from ..review.check_languages import language_findings
from ..tables.periods import check_by, values_by
from ..text.wording import natural_list
from ..trust.sheets import CodesError
from .options import tell
from .themes_given import check_themes

DONE, LEFT_OUT = 0, 3


def read_given(given: SimpleNamespace) -> tuple[Inputs, int]:
    """Read the articles, themes and codes that a command is given, as notebooks do, and say what
    was left out. Returns them, with names for their paths as they were given, and the exit status,
    which entries of the lexicon that were left out raise, too.
    """
    check_themes(given)
    values, names = values_of(given)
    try:
        inputs = read_inputs(values, names)
        check_lexicon(inputs.lexicon, values["THEMES"])
    except ValueError as error:
        raise ValueError(replaced(str(error), names)) from None
    report = inputs.report
    for finding, todo in language_findings(inputs.lexicon, inputs.articles):
        tell(f"to look at: {finding}. {todo}")
    tell_what_was_read(report, names)
    if report.skipped or inputs.lexicon.skipped:
        return inputs, LEFT_OUT
    return inputs, DONE


def tell_what_was_read(report: Report, names: Names) -> None:
    """Say which files could not be read, or may be misread."""
    for line in report.lines(f"a run of them lists all in {LIST}"):
        tell(as_options(replaced(line, names)))


def check_lexicon(lexicon: Lexicon, name: str) -> None:
    """Raise LexiconError for themes that hold no term."""
    if not lexicon.counted_terms:
        todo = "write some below a theme, each with '- '"
        raise LexiconError(f"{name}: holds no term, so there is nothing to count; {todo}")


def read_for_run(given: SimpleNamespace) -> tuple[Inputs, int]:
    """What `read_given` reads, its options checked before a kernel starts. Raises ValueError
    where one fits nothing.
    """
    inputs, status = read_given(given)
    for name in ("BY", "PERIOD"):
        check_by(f"--{name.lower()}", inputs.articles, given.values.get(name))
    if by := given.values.get("BY"):
        _check_compared_by(inputs.articles, by)
    if "CODES" not in given.values:
        return inputs, status
    notes = [replaced(note, inputs.names) for note in inputs.code_notes]
    if inputs.codes["code"].isna().all():
        problem = "no sentence is coded yet that fits these articles and themes"
        raise CodesError("; ".join([f"--codes {given.values['CODES']}: {problem}", *notes[:1]]))
    for note in notes:
        status = LEFT_OUT
        tell(note)
    return inputs, status


def _check_compared_by(articles: pd.DataFrame, by: str) -> None:
    """Say so where articles cannot be compared by a column, as all have one value. ValueError for a
    period, and where no article has a value.
    """
    if by not in articles:
        raise ValueError(f"--by {by}: is no column, but a period; write --period {by}")
    stated = values_by(articles, by).dropna()
    if stated.empty:
        problem = f"--by {by}: no article says its {by}"
        raise ValueError(f"{problem}; {_columns_that_do(articles, by)}")
    if stated.nunique() == 1:
        found = f"{stated.iloc[0]}, stated by {len(stated):,} of {len(articles):,} articles"
        todo = f"state others in the column {by} of a table, or of sources.csv beside the files"
        tell(f"--by {by}: nothing to compare, as there is 1 value ({found}); {todo}")


def _columns_that_do(articles: pd.DataFrame, by: str) -> str:
    """What to do where no article says what `by` asks for: which further columns say something, or
    where else a source can stand.
    """
    further = articles.drop(columns=COLUMNS).replace("", pd.NA).dropna(axis="columns", how="all")
    columns = natural_list(map(repr, further.columns), 40)
    if by == "source" and further.empty:
        return "write it into sources.csv beside the files, or into a column `source` of a table"
    if by == "source":
        return f"say which column does with --source-column; there are {columns}"
    return f"give a column that does; there are {columns}"
