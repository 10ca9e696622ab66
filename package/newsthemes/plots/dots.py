"""Dots, each with a ring for a second value, or with its interval."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.statistics import LEVEL
from ..text.wording import as_strings
from .colors import AXIS, INK, colors_for, theme_colors
from .style import axes_with_rows, describe, in_style, name_of, numbers, without_rows

_DOTS = {"zorder": 3, "clip_on": False}


@in_style()
def plot_dots(
    table: pd.DataFrame,
    value: str,
    label: str = "theme",
    ring: str | None = None,
    low: str | None = None,
    high: str | None = None,
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a dot a row, in the order of the table, the first on top; with a ring for a second
    value, or with the interval of the value. With colors, groups have their names above them.

    Parameters
    ----------
    table : the rows, such as those of `validity`.
    value, label : its columns: of the dot and its number, of the text on the left. A row without a
        value says "no value".
    ring : the column of a second value. A thin line joins it to the dot; its number is in brackets.
    low, high : the columns of the ends of intervals. A row without them has a dot alone.
    colors : group or theme -> color, from `group_colors(lexicon)`, where the table has a column
        `group`.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title; the label below says what dots, rings and lines are. ValueError
    without one of the columns, or with colors for a table that has no column `group`.

    >>> edit = pd.DataFrame({"theme": ["Trade", "War"], "before": [3, 1], "after": [5, 1]})
    >>> [text.get_text() for text in plot_dots(edit, "after", ring="before").texts]
    ['5 (3)', '1 (1)']
    """
    columns = {"value": value, "ring": ring, "low": low, "high": high}
    group = None if colors is None else "group"
    for column in filter(None, [label, group, *columns.values()]):
        if column not in table:
            there = ", ".join(map(str, table.columns))
            raise ValueError(f"plot_dots: there is no column {column!r}; there are {there}")
    if table.empty:
        return without_rows(ax)
    data, of_groups = _rows(table, label, columns, colors)
    groups = data["group"].tolist()
    ax, data["place"] = axes_with_rows(ax, data["label"].tolist(), groups, of_groups)
    below = [name_of(value, table)]
    if ring:
        below = [f"dot: {name_of(value, table)}", f"ring, and in brackets: {name_of(ring, table)}"]
        data["written"] += [f" ({number})" for number in numbers(data["ring"])]
        joined = data.dropna(subset=["value", "ring"])
        ax.hlines(joined["place"], joined["value"], joined["ring"], AXIS, lw=1.2)
        ax.scatter(data["ring"], data["place"], s=90, c="white", edgecolor=AXIS, lw=1.5, **_DOTS)
    bounded = data.dropna(subset=["low", "high"])
    if len(bounded):
        ax.hlines(bounded["place"], bounded["low"], bounded["high"], bounded["color"], lw=2.2)
        below.append(f"line: {LEVEL:.0%} interval")
    ax.scatter(data["value"], data["place"], s=36, c=data["color"], **_DOTS)
    ends = data[list(columns)].max(axis=1).fillna(0)
    beside = {"xytext": (10, 0), "textcoords": "offset points", "va": "center", "color": INK}
    for text, x, y in zip(data["written"], ends, data["place"], strict=True):
        ax.annotate(text, (x, y), **beside)
    ax.locator_params(axis="x", steps=[1, 2, 5, 10])
    if not (data[list(columns)] < 0).any(axis=None):
        ax.set_xlim(0, ends.max() or 1)
    ax.set_xlabel("; ".join(below))
    spans = pd.Series(map(", {} to {}".format, numbers(data["low"]), numbers(data["high"])))
    describe(ax, data["label"] + " " + data["written"] + spans.where(data["low"].notna(), ""))
    return ax


def _rows(
    table: pd.DataFrame, label: str, columns: dict[str, str | None], colors: dict[str, str] | None
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Of each row `label`, `group`, `color`, the numbers, and `written`, the value as text; and the
    colors of the groups."""
    data = pd.DataFrame({"label": table[label].astype(str).to_numpy()})
    data["group"] = ""
    if colors is not None:
        data["group"] = as_strings(table["group"]).to_numpy()
    for name, column in columns.items():
        data[name] = table[column].to_numpy("float64") if column else np.nan
    data["written"] = numbers(data["value"])
    of_groups = colors_for(data["group"], colors, data["label"])
    data["color"] = theme_colors(data["label"], data["group"], of_groups, colors)
    return data, of_groups
