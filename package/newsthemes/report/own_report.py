"""The report on somebody's own articles: the notebook of which it is made, with what there is data
for, and the README beside it.
"""

import re
from collections.abc import Set
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd

from ..page.counts_label import counts_label
from ..review.common_issues import about_general
from ..review.suggested_yaml import HEAD
from ..tables.counts import counts
from ..text.characters import visible
from ..text.tokens import units
from ..text.wording import natural_list
from .inputs import Inputs, seen_from
from .kernels import read_notebook
from .outputs import normalised
from .parameters import with_parameters
from .sections import chosen_by, facts, with_data

TEMPLATE = Path(__file__).with_name("report.ipynb")
MARKDOWN = re.compile(r"[\\`*_\[\]<>&~$|!#]")
CONTENTS = (
    "Open `report.html`, and `index.html`, where the articles can be read and the themes changed. "
    "`tables/` holds every table in full, as CSV, `figures/` the pictures. `report.ipynb` is the "
    "report as a Jupyter notebook: change it, and run it again; "
    "`jupyter nbconvert --to html --output mine report.ipynb` makes `mine.html` of your version."
)
SUGGESTED = (
    "The articles suggested this list of themes. Nobody chose the terms, but for what was edited "
    "since. Edit {}, and run again."
)
NOT_ENGLISH = (
    "The common issues are in English; these are in another language, where they find little or "
    "nothing: {}."
)
NO_WORDS = (
    "Left out: what may be missing. There is no list of function words of the articles' language, "
    "or it is not sure; --language en, say, says it."
)
OTHER_UNIT = "Without rates, because the script has no spaces between words: {}."
NO_DATES = (
    "No article has a date, so nothing is shown over time. Dates of files: in a table sources.csv "
    "beside them, with the columns file and date. Of a table: --date-column names their column."
)
OFFERED = (
    "File names may say what articles do not (dates: {:,}, sources: {:,}, articles: {:,}). {} "
    "proposes the day in each name, and the word beside it as source. None of it was used: look at "
    "it, correct it, move it into the folder of these files, and run again."
)
NEEDED = """The notebook needs the library `newsthemes`. In another Jupyter, install it from the
folder `package` of the project that made it: `pip install "./package[page,files,forms]"`."""


def report_for(inputs: Inputs, more: Set[str] = frozenset()) -> nbformat.NotebookNode:
    """The report, not executed, with the sections for which there is data, or which need no more
    than what `more` names, and the inputs' values for its parameters.
    """
    book = with_data(read_notebook(TEMPLATE), facts(inputs) | more)
    return with_parameters(book, inputs.values | chosen_by(inputs))


def report_bytes(book: nbformat.NotebookNode, out: Path, inputs: Inputs) -> bytes:
    """The file of a report in a folder, from where it sees the inputs."""
    return normalised(with_parameters(book, seen_from(out, inputs.values))).encode()


def readme(inputs: Inputs, made_by: str, of_reading: str, notes: list[str]) -> bytes:
    """README of the folder of a run."""
    articles = " · ".join(filter(None, [f"Articles: {len(inputs.articles):,}", of_reading]))
    label = counts_label(counts(inputs.mentions, inputs.articles, inputs.lexicon))
    label = MARKDOWN.sub(r"\\\g<0>", label)
    themes = Path(inputs.values["THEMES"])
    if is_suggested(themes):
        notes = [SUGGESTED.format(visible(themes.name)), *notes]
    if general := about_general(inputs.lexicon):
        notes = [" ".join(["From a general list of issues:", *general]), *notes]
    notes = [MARKDOWN.sub(r"\\\g<0>", note) for note in notes]
    parts = ["# Themes", label, articles, CONTENTS, *notes, NEEDED, f"Made by:\n\n    {made_by}\n"]
    return "\n\n".join(parts).encode()


def is_suggested(themes: Path) -> bool:
    """Whether a list of themes was suggested by articles: it says so in its first line.

    >>> is_suggested(Path("no such file"))
    False
    """
    first, *_ = HEAD.splitlines()
    return themes.is_file() and first.encode() in themes.read_bytes()[:200]


def left_out(inputs: Inputs) -> list[str]:
    """What is left out of the report for the language of the articles, or since none has a date."""
    there = facts(inputs)
    articles = inputs.articles
    in_letters = units(articles) == "letters"
    lines = []
    are_others = ~articles["language"].isin(["en", ""]).to_numpy()
    if about_general(inputs.lexicon) and are_others.any():
        lines.append(NOT_ENGLISH.format(_named(articles, are_others)))
    if "word-list" not in there:
        lines.append(NO_WORDS)
    if in_letters.any() and not in_letters.all():
        lines.append(OTHER_UNIT.format(_named(articles, in_letters)))
    if "several" in there and (articles["date"] == "").all():
        lines.append(NO_DATES)
    return lines


def offer(proposed: pd.DataFrame, articles: pd.DataFrame, file: str) -> str:
    """What is said of a file that proposes dates and sources of articles.

    >>> proposed = pd.DataFrame({"file": ["20240309-ap.txt"], "date": "2024-03-09", "source": ""})
    >>> offer(proposed, proposed, "press-themes/sources.csv")[:80]
    'File names may say what articles do not (dates: 1, sources: 0, articles: 1). pre'
    """
    dates = (proposed["date"] != "").sum()
    sources = (proposed["source"] != "").sum()
    return OFFERED.format(dates, sources, len(articles), visible(file))


def _named(articles: pd.DataFrame, some: np.ndarray) -> str:
    """How many of the articles, and the first of them."""
    names = articles["article"][some]
    first = visible(natural_list(names))
    return f"{len(names):,} of {len(articles):,} articles, {first}"
