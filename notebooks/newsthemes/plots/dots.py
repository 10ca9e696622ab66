"""Dots with their intervals."""

import pandas as pd
from matplotlib.axes import Axes

from .colors import INK, PALETTE, colors_for, theme_colors
from .style import axes_with_rows, name_of, names_of, numbers, without_rows


def plot_intervals(
    table: pd.DataFrame,
    value: str,
    label: str = "theme",
    low: str = "low",
    high: str = "high",
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw a dot and its interval a row, in the order of the table, the first on top.

    Parameters
    ----------
    table : the rows, such as those of `validity`.
    value, label, low, high : its columns: of the dot, of the text on the left, of the bounds. A row
        without bounds has a dot alone; one without a value says "no value".
    colors : group or theme -> color, from `group_colors(lexicon)`, where the table has a column
        `group`.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes; the title is the name of the value. ValueError without its columns.

    >>> rates = pd.DataFrame({"theme": ["Trade", "War"], "per_1000": [3, 0.51]})
    >>> [text.get_text() for text in plot_intervals(rates, "per_1000").texts]
    ['3.0', '0.51']
    """
    for column in (value, label):
        if column not in table:
            there = ", ".join(map(str, table.columns))
            raise ValueError(f"plot_intervals: there is no column {column!r}; there are {there}")
    title = name_of(value, table)
    if table.empty:
        return without_rows(ax, title)
    data = table.reindex(columns=[value, low, high]).set_axis(["value", "low", "high"], axis=1)
    data = data.astype("float64")
    ax, data["place"] = axes_with_rows(ax, table[label].astype(str).tolist())
    data["color"] = PALETTE[0]
    if colors is not None:
        groups, themes = names_of(table["group"]), table[label].astype(str)
        data["color"] = theme_colors(themes, groups, colors_for(groups, colors, themes), colors)
    bounded = data.dropna(subset=["low", "high"])
    ax.hlines(bounded["place"], bounded["low"], bounded["high"], color=bounded["color"], lw=2.2)
    ax.scatter(data["value"], data["place"], c=data["color"], s=36, zorder=3, clip_on=False)
    end = data[["value", "low", "high"]].max(axis=1).fillna(0)
    beside = {"xytext": (9, 0), "textcoords": "offset points", "va": "center", "color": INK}
    for text, x, y in zip(numbers(data["value"]), end, data["place"], strict=True):
        ax.annotate(text, (x, y), **beside)
    ax.locator_params(axis="x", steps=[1, 2, 5, 10])
    if not (data[["value", "low", "high"]] < 0).any(axis=None):
        ax.set_xlim(left=0)
    if len(bounded) and low.endswith("low"):
        ax.set_xlabel("line: 95% interval")
    ax.set_title(title)
    return ax
