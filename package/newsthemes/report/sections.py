"""The sections of a notebook for which there is data.

A heading tagged `needs-dates`, say, stands for all cells down to the next heading of its rank, and
they are left out where no article has a date; other cells stand for themselves. On its first
heading such a tag stands for the whole notebook. `example` is what speaks of the articles, themes
and codes that come with the project.
"""

import re
from collections.abc import Set

import nbformat
import pandas as pd

from ..tables.periods import periods, typical_period
from ..tables.side_by_side import MOST_COLUMNS
from ..text.languages import function_words, languages_of, main_language
from ..text.tokens import unit_of, units
from ..trust.coders import of_people
from .inputs import Inputs, column_side_by_side, number_of_values

PREFIX = "needs-"
EXAMPLE = "example"
LINK = re.compile(r"(?<!!)\[([^]]*)\]\(([^)]*)\)")  # in Markdown: what it shows, and where it leads


def facts(inputs: Inputs) -> set[str]:
    """What there is: "several" articles, and "few" of them; values that can stand "side" by side;
    "mentions"; "dates" of two periods; "sources" and "coders", at least two; "codes"; a "sample" of
    them; an "edit"; a "unit" of length, and so rates, side by side; and a "word-list", function
    words of the language of most.

    >>> import pandas as pd
    >>> pair = pd.DataFrame({"article": ["a", "b"], "date": ["2023", "2024"], "text": "Trade."})
    >>> pair["source"] = "Reuters"
    >>> sorted(facts(Inputs(pair, None, pd.DataFrame())))
    ['dates', 'few', 'several', 'side', 'unit']
    """
    articles = inputs.articles
    codes = inputs.codes
    coders = 0
    languages = languages_of(articles)
    language = main_language(languages)
    of_most = articles[[one == language for one in languages]]
    side = column_side_by_side(articles, inputs.values["BY"])
    in_words = pd.Series(units(articles) == "words", articles.index)
    period = inputs.values.get("PERIOD") or typical_period(articles)
    if codes is not None:
        coders = of_people(codes.dropna(subset="code"))["coder"].nunique()
    known = {
        "several": len(articles) > 1,
        "mentions": len(inputs.mentions) > 0,
        "dates": periods(articles, period).nunique() > 1,
        "sources": number_of_values(articles, inputs.values["BY"]) > 1,
        "few": 1 < len(articles) <= MOST_COLUMNS,
        "side": number_of_values(articles, side) > 1,
        "codes": coders > 0,
        "coders": coders > 1,
        "sample": coders > 0 and inputs.sample is not None,
        "edit": bool(inputs.values["EDIT_TERMS"]),
        "unit": not in_words.any() or in_words.groupby(articles[side]).all().any(),
        # for words that are set apart by spaces
        "word-list": bool(function_words(language)) and unit_of(of_most) == "words",
    }
    return {name for name, true in known.items() if true}


def with_data(notebook: nbformat.NotebookNode, known: Set[str]) -> nbformat.NotebookNode | None:
    """The notebook without the cells that need what is not known; None where it needs that as a
    whole.

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
        if _needs_of(cell) <= known:
            kept.append(cell)
        else:
            left_out = rank
    if kept[:1] != notebook.cells[:1]:
        return None
    return nbformat.from_dict({**notebook, "cells": kept})


def without_dead_links(notebook: nbformat.NotebookNode, files: Set[str]) -> nbformat.NotebookNode:
    """The notebook with links to other files than these, and none on the web, as plain text.

    >>> cell = nbformat.v4.new_markdown_cell("# [A](a.ipynb), [b](../b.md), [c](https://c.org)")
    >>> book = nbformat.v4.new_notebook(cells=[cell])
    >>> without_dead_links(book, {"a.ipynb"}).cells[0].source
    '# [A](a.ipynb), b, [c](https://c.org)'
    """

    def kept(link: re.Match[str]) -> str:
        elsewhere = ("#", "https://", "http://", "mailto:")
        if link[2].startswith(elsewhere) or link[2].partition("#")[0] in files:
            return link[0]
        return link[1]

    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = LINK.sub(kept, cell.source)
    return notebook


def needs(notebook: nbformat.NotebookNode) -> set[str]:
    """All that the cells of a notebook need."""
    return set().union(*map(_needs_of, notebook.cells))


def _needs_of(cell: nbformat.NotebookNode) -> set[str]:
    tags = cell.metadata.get("tags", [])
    return {tag.removeprefix(PREFIX) for tag in tags if tag.startswith((PREFIX, EXAMPLE))}
