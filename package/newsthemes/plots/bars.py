"""Bars to the right, each with its number: of any numbers, and of the mentions of each theme."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..text.wording import as_strings
from .colors import INK, PALETTE, colors_for, theme_colors
from .style import (
    axes_with_rows,
    describe,
    in_style,
    name_of,
    numbers,
    width_of,
    without_rows,
)

MOST_THEMES = 20
_COLUMN = 70  # points of a column of numbers
_WIDE = 4.5  # inches of a chart that has room for columns


@in_style()
def plot_bars(
    values: pd.Series,
    color: str | list[str] = PALETTE[0],
    ax: Axes | None = None,
) -> Axes:
    """Draw a number a row, the first on top.

    Parameters
    ----------
    values : the numbers; the index has the labels. What is not known has no bar and no number.
    color : one color, or one for each bar.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title: set one with `ax.set_title("…")`. Without a row they say "none".
    TypeError for a table.

    >>> ax = plot_bars(pd.Series({"Trade": 3, "Iran": 1200}), color=["#888888", "#990000"])
    >>> [text.get_text() for text in ax.texts]
    ['3', '1,200']
    """
    if isinstance(values, pd.DataFrame):
        raise TypeError("plot_bars: this is a table; give a column of it, its index the labels")
    values = pd.Series(values)
    if values.empty:
        return without_rows(ax)
    labels = values.index
    if labels.nlevels > 1:
        labels = [" · ".join(filter(None, map(str, parts))) for parts in labels]
    labels = [str(label) for label in labels]
    ax, places = axes_with_rows(ax, labels)
    written = numbers(values)
    _draw(ax, places, values, color, written)
    describe(ax, map("{} {}".format, labels, written))
    return ax


@in_style()
def plot_counts(
    counts: pd.DataFrame,
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
    value: str = "mentions",
) -> Axes:
    """Draw the mentions of each theme, group under group, in a group those with most on top. Where
    the table has sentences, too, the numbers of both stand in columns on the right, or in a narrow
    chart at the bars.

    Parameters
    ----------
    counts : `group`, `theme` and the `value`, as from `counts(mentions, articles, lexicon)`. Where
        a theme has several rows, its mentions are added up; another value needs a row a theme.
    colors : group or theme -> color, from `group_colors(lexicon)`.
    ax : the axes to draw into; without them, those of a new figure.
    value : the column that is drawn, such as "sentences".

    Returns
    -------
    The axes, without a title. Of more than twenty themes they show those with most mentions, and
    the label below says of how many. ValueError without one of the columns, and where another value
    than mentions has several rows a theme.

    >>> table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [1, 6]})
    >>> [label.get_text() for label in plot_counts(table).get_yticklabels()]
    ['Issues', 'War', 'Trade']
    """
    _check_rows(counts, value)
    measures = [value]
    once = not counts["theme"].duplicated().any()
    if once and value == "mentions" and counts.get("sentences", pd.Series([None])).notna().all():
        measures.append("sentences")
    table = counts[["theme", *measures]].assign(group=as_strings(counts["group"]))
    rows = table.groupby(["group", "theme"], sort=False, observed=True)
    table = rows[measures].sum(min_count=1).reset_index()  # what is not known is not 0
    table["group"] = pd.Categorical(table["group"], table["group"].unique())
    if table.empty:
        return without_rows(ax)
    of_groups = colors_for(table["group"], colors, table["theme"])
    shown = table.nlargest(MOST_THEMES, value)
    shown = shown.sort_values("group", kind="stable")
    themes, groups = shown["theme"].astype(str).tolist(), shown["group"].tolist()
    faces = theme_colors(themes, groups, of_groups, colors)
    has_columns = len(measures) > 1 and width_of(ax) >= _WIDE
    ax, places = axes_with_rows(ax, themes, groups, of_groups, free=int(has_columns))
    columns = {measure: numbers(shown[measure]) for measure in measures}
    if has_columns:
        _draw(ax, places, shown[value], faces)
        _write_columns(ax, places, columns)
        written = map("mentions {}, sentences {}".format, *columns.values())
        below = ["bars: mentions"]
    else:
        written = columns[value]
        below = [name_of(value, counts)]
        if len(measures) > 1:
            written = list(map("{} ({})".format, *columns.values()))
            below = ["mentions, in brackets: sentences"]
        _draw(ax, places, shown[value], faces, written)
    describe(ax, map("{} {}".format, themes, written))
    if len(shown) < len(table):
        below.append(f"{len(shown)} of {len(table):,} themes")
    ax.set_xlabel("; ".join(below))
    return ax


def _check_rows(counts: pd.DataFrame, value: str) -> None:
    """ValueError without one of the columns, and for several rows a theme of what cannot be added
    up: an article that has two of a theme's terms is one article.
    """
    there = "counts(mentions, articles, lexicon)"
    for column in ("group", "theme", value):
        if column not in counts:
            raise ValueError(f"plot_counts: the table has no column {column!r}; give {there}")
    if value != "mentions" and counts["theme"].duplicated().any():
        problem = f"themes have several rows, and {value!r} cannot be added up"
        todo = f"give one row a theme, as {there} has them, or choose rows, such as one source"
        raise ValueError(f"plot_counts: {problem}; {todo}")


def _draw(
    ax: Axes,
    places: np.ndarray,
    values: pd.Series,
    color: str | list[str],
    written: list[str] | None = None,
) -> None:
    """Bars, with a number beside each if they are given, in place of a scale."""
    bars = ax.barh(places, values.astype("float64"), color=color, height=0.72)
    if written:
        ax.bar_label(bars, labels=written, padding=6, color=INK)
    ax.margins(x=0.1)
    if not (values < 0).any():
        ax.set_xlim(left=0)
    ax.tick_params(axis="x", bottom=False, labelbottom=False)
    ax.spines["bottom"].set_visible(False)


def _write_columns(ax: Axes, places: np.ndarray, columns: dict[str, list[str]]) -> None:
    """Numbers in columns on the right of the axes, each with its head in the free row on top."""
    look = {"textcoords": "offset points", "ha": "right", "va": "center", "color": INK}
    right = ax.get_yaxis_transform()
    for number, (head, written) in enumerate(columns.items(), 1):
        for place, text in zip([0.5, *places], [head, *written], strict=True):
            ax.annotate(text, (1, place), (_COLUMN * number, 0), right, **look)
