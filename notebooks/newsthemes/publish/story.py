"""Notebook 2 and the data of its articles -> what stands on the article's page before its script
runs.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import nbformat

from ..show.highlight import ARTICLE_DATA
from ..text.wording import plural

DRAWN = re.compile(
    r"\bplot_(counts|dispersion)\("
)  # cells whose picture the page draws itself, from the same counts
SOLID = re.compile(r"## +How solid", re.IGNORECASE)
GREY = "#7f7f7f"


def articles_of(notebook: nbformat.NotebookNode) -> dict[str, Any] | None:
    """The data of the articles that a notebook shows, or None."""
    outputs = (
        output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])
    )
    return next((data[ARTICLE_DATA] for data in outputs if ARTICLE_DATA in data), None)


def title(data: dict[str, Any]) -> str:
    """The article's title; of several, how many they are."""
    return (
        data["articles"][0]["title"]
        if data["total"] == 1
        else f"Themes of {data['total']:,} articles"
    )


def byline(data: dict[str, Any]) -> str:
    """Words, source and date; for several articles their span and sources.

    >>> article = {"words": 419, "source": "", "date": ""}
    >>> byline({"total": 1, "articles": [article]})
    '419 words · source and date unknown'
    >>> byline({"total": 2, "articles": [article | {"source": "AFP", "date": "2023-10-26"}] * 2})
    '838 words · 1 source · 2023-10-26'
    """
    sources, dates = (
        list(dict.fromkeys(sorted(filter(None, (one[name] for one in data["articles"])))))
        for name in ("source", "date")
    )
    words = plural(sum(article["words"] for article in data["articles"]), "word")
    if not sources and not dates:
        return f"{words} · source and date unknown"
    named = (
        plural(len(sources), "source")
        if data["total"] > 1 and sources
        else "".join(sources) or "source unknown"
    )
    span = f"{dates[0]} to {dates[-1]}" if len(dates) > 1 else "".join(dates) or "date unknown"
    return f"{words} · {named} · {span}"


def themes(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The groups in their order, each with its `themes`, the most mentioned first: number, label,
    count, marks, colour.

    `share` is the count as a share of the highest one, `marks` are the places of the mentions in
    the first article, of 1,000.
    """
    colours, names = dict(data["groups"]), Counter(one["theme"] for one in data["lexicon"])
    rows = []
    for number, one in enumerate(data["lexicon"]):
        several = names[one["theme"]] > 1 and one["group"]
        label = f"{one['group']}: {one['theme']}" if several else one["theme"]
        rows.append(
            {"number": number + 1, "label": label, "group": one["group"], "count": 0, "marks": []}
        )
    for place, article in enumerate(data["articles"]):
        for theme, _, start, *rest in article["found"] or []:
            if len(rest) == 1:  # else it lies inside a longer mention
                rows[theme]["count"] += 1
                if place == 0:
                    rows[theme]["marks"].append(round(1000 * start / len(article["text"])))
    most = max([1, *(row["count"] for row in rows)])
    for row in rows:
        row["share"], row["colour"] = round(row["count"] / most, 3), colours.get(row["group"], GREY)
    rows.sort(key=lambda row: -row["count"])
    groups = dict.fromkeys(one["group"] for one in data["lexicon"])
    return [
        {"name": group, "themes": [row for row in rows if row["group"] == group]}
        for group in groups
    ]


def sections(notebook: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The notebook at its headings of the second level: `heading` as Markdown (empty for the head),
    and `cells`.

    A cell has either `text` in Markdown or `outputs`; code, and what stands elsewhere on the page,
    is left out: the finding of the whole, the article, the pictures that the page draws itself. A
    section that was left without outputs goes.
    """
    found: list[dict[str, Any]] = [{"heading": "", "cells": [], "had": False}]
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for part in re.split(r"(?m)^(?=## )", re.sub(r"(?m)\A# .*$", "", cell.source)):
                if part.startswith("## "):
                    heading, _, part = part.partition("\n")
                    found.append({"heading": heading, "cells": [], "had": False})
                if part.strip():
                    found[-1]["cells"].append({"text": part})
        elif cell.cell_type == "code" and cell.outputs:
            found[-1]["had"] = True
            article = any(ARTICLE_DATA in output.get("data", {}) for output in cell.outputs)
            if (
                not article
                and not DRAWN.search(cell.source)
                and "finding" not in cell.metadata.get("tags", [])
            ):
                found[-1]["cells"].append({"outputs": cell.outputs})
    kept = [
        one
        for one in found
        if one["cells"] and (not one["had"] or any("outputs" in cell for cell in one["cells"]))
    ]
    return [one | {"solid": bool(SOLID.match(one["heading"]))} for one in kept]


def said_by(notebook: nbformat.NotebookNode, wanted: re.Pattern[str] | str) -> str:
    """The first Markdown that a cell shows: the cell with this tag, or the one whose code this
    pattern finds.
    """
    for cell in notebook.cells:
        is_it = (
            wanted in cell.metadata.get("tags", [])
            if isinstance(wanted, str)
            else wanted.search(cell.source)
        )
        for output in cell.get("outputs", []) if is_it else []:
            if text := output.get("data", {}).get("text/markdown"):
                return str(text)
    return ""
