"""The sections of the report for which there is data.

A heading tagged `needs-dates`, say, stands for all cells down to the next heading of its rank, and
they are left out where no article has a date; other cells stand for themselves.
"""

import re
from collections.abc import Set

import nbformat
import pandas as pd

from ..tables.periods import MIN_ARTICLES, typical_period, values_by
from ..tables.side_by_side import MOST_COLUMNS
from ..text.function_words import function_words
from ..text.languages import languages_of, main_language
from ..text.tokens import unit_of, units
from ..trust.coders import of_people
from .inputs import Inputs

PREFIX = "needs-"
ENOUGH = 8  # periods of a line over time


def chosen_by(inputs: Inputs) -> dict[str, str]:
    """What the report takes where nothing is chosen, by the names of its parameters.

    BY is the column whose values stand side by side: the one that is given, or sources, whichever
    first has two values; else articles, where they are two to eight. PERIOD is `date` where there
    are fewer than eight, else the period that fits the dates.
    """
    articles = inputs.articles
    by = inputs.values["BY"]
    columns = [column for column in (by, "source") if number_of_values(articles, column) > 1]
    if 1 < len(articles) <= MOST_COLUMNS:
        columns.append("article")
    period = "date"
    if number_of_values(articles, "date") >= ENOUGH:
        period = typical_period(articles)
    return {"BY": [*columns, by][0], "PERIOD": inputs.values.get("PERIOD", period)}


def number_of_values(articles: pd.DataFrame, column: str) -> int:
    """How many different values the articles have in a column; empty is none.

    >>> number_of_values(pd.DataFrame({"source": ["AP", "", "AP", None]}), "source")
    1
    """
    return articles.get(column, pd.Series(dtype="str")).replace("", pd.NA).nunique()


def facts(inputs: Inputs) -> set[str]:
    """What there is: "one" article, or "several"; values that stand "side" by side, with a
    rate in one unit, and "few-sides" of them; enough of a period for a "line" over time, or else
    two "dates"; "codes", at least two "coders", a "sample" of them; and a "word-list", function
    words of the language of most.

    >>> import pandas as pd
    >>> pair = pd.DataFrame({"article": ["a", "b"], "date": ["2023", "2024"], "text": "Trade."})
    >>> inputs = Inputs(pair.assign(source="Reuters"), None, pd.DataFrame())
    >>> sorted(facts(inputs))
    ['dates', 'few-sides', 'several', 'side']
    """
    articles = inputs.articles
    chosen = chosen_by(inputs)
    by = chosen["BY"]
    sides = number_of_values(articles, by)
    languages = languages_of(articles)
    language = main_language(languages)
    of_most = articles[[one == language for one in languages]]
    in_words = pd.Series(units(articles) == "words", articles.index)
    of_one_unit = not in_words.any() or in_words.groupby(articles.get(by, "")).all().any()
    sizes = values_by(articles, chosen["PERIOD"]).value_counts()
    line = chosen["PERIOD"] != "date" and (sizes >= MIN_ARTICLES).sum() >= ENOUGH
    coders = 0
    if inputs.codes is not None:
        coders = of_people(inputs.codes.dropna(subset="code"))["coder"].nunique()
    known = {
        "one": len(articles) == 1,
        "several": len(articles) > 1,
        "side": sides > 1 and of_one_unit,
        "few-sides": 1 < sides <= MOST_COLUMNS,
        "line": line,
        "dates": len(sizes) > 1 and not line,
        "codes": coders > 0,
        "coders": coders > 1,
        "sample": coders > 0 and inputs.sample is not None,
        # for words that are set apart by spaces
        "word-list": bool(function_words(language)) and unit_of(of_most) == "words",
    }
    return {name for name, true in known.items() if true}


def with_data(notebook: nbformat.NotebookNode, known: Set[str]) -> nbformat.NotebookNode:
    """The notebook without the cells that need what is not known.

    >>> when = nbformat.v4.new_markdown_cell("## When?", metadata={"tags": ["needs-dates"]})
    >>> cells = [nbformat.v4.new_markdown_cell("# What?"), when, nbformat.v4.new_code_cell("dates")]
    >>> book = nbformat.v4.new_notebook(cells=cells)
    >>> [cell.source for cell in with_data(book, {"several"}).cells]
    ['# What?']
    """
    kept, left_out = [], 0  # the rank of the heading whose section is left out
    for cell in notebook.cells:
        rank = 0
        if cell.cell_type == "markdown":
            rank = len(re.match(r"(?:#+(?= ))?", cell.source)[0])
        if left_out and not 0 < rank <= left_out:
            continue
        left_out = 0
        tags = cell.metadata.get("tags", [])
        needs = {tag.removeprefix(PREFIX) for tag in tags if tag.startswith(PREFIX)}
        if needs <= known:
            kept.append(cell)
        else:
            left_out = rank
    return nbformat.from_dict({**notebook, "cells": kept})
