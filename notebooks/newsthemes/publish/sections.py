"""The sections of a notebook for which there is data.

A heading tagged `needs-dates`, say, stands for all cells down to the next heading of its rank, and
they are left out where no article has a date; other cells stand for themselves. On its first
heading such a tag stands for the whole notebook.
"""

from __future__ import annotations

import re
from collections.abc import Set

import nbformat
import pandas as pd

PREFIX = "needs-"
PROJECT = "project"  # of what speaks of the articles, themes and codes that come with the project


def facts(
    articles: pd.DataFrame,
    codes: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    by: str = "source",
) -> set[str]:
    """What there is: "one" article or "several"; "dates", "sources" and "coders", at least two;
    "codes"; a "sample" of them.

    >>> sorted(facts(pd.DataFrame({"article": ["a", "b"], "date": ["2023", "2024"], "source": ["", "AP"]})))
    ['dates', 'several']
    """

    def differ(column: str) -> bool:
        return (
            column in articles
            and articles[column].astype("str").replace("", pd.NA).dropna().nunique() > 1
        )

    coders = 0 if codes is None else codes.loc[codes["code"].notna(), "coder"].nunique()
    known = {
        "one": len(articles) == 1,
        "several": len(articles) > 1,
        "dates": differ("date"),
        "sources": differ(by),
    }
    known |= {
        "codes": coders > 0,
        "coders": coders > 1,
        "sample": coders > 0 and sample is not None,
    }
    return {name for name, true in known.items() if true}


def with_data(notebook: nbformat.NotebookNode, known: Set[str]) -> nbformat.NotebookNode | None:
    """The notebook without the cells that need what is not known; None where it needs that as a
    whole.

    >>> heading = nbformat.v4.new_markdown_cell("## When?", metadata={"tags": ["needs-dates"]})
    >>> cells = [nbformat.v4.new_markdown_cell("# What?"), heading, nbformat.v4.new_code_cell("dates")]
    >>> [cell.source for cell in with_data(nbformat.v4.new_notebook(cells=cells), {"several"}).cells]
    ['# What?']
    """
    kept, left_out = [], 0  # the rank of the heading whose section is left out
    for cell in notebook.cells:
        heading = re.match(r"(#+) ", cell.source) if cell.cell_type == "markdown" else None
        rank = len(heading[1]) if heading else 0
        if left_out and not (rank and rank <= left_out):
            continue
        tags = cell.metadata.get("tags", [])
        missing = {tag.removeprefix(PREFIX) for tag in tags if tag.startswith(PREFIX)} - known
        left_out = rank if missing else 0
        if not missing:
            kept.append(cell)
    if not kept or kept[0] is not notebook.cells[0]:
        return None
    return nbformat.from_dict({**notebook, "cells": kept})
