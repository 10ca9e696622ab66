"""Small bars in columns: the rates of each theme, outlet by outlet or text by text."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.side_by_side import MOST_COLUMNS, mark_differences
from .colors import AXIS, INK, colors_for, theme_colors
from .style import WIDTH, axes_with_rows, describe, in_style, names_of, numbers, without_rows, wrap

_HEAD = 14  # characters in a line of a head
_FULL = 0.45  # of a column is taken by the longest bar, and the rest by the number at its end
_COLUMN = 1.1  # inches
_HEADS = 0.5


@in_style()
def plot_side_by_side(
    side: pd.DataFrame,
    by: str = "source",
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the mentions per 1,000 words of each theme, a row, in a column for each value of `by`,
    on one scale.

    At each bar stand its mentions, and in brackets the sentences with one; bold where the theme is
    mentioned so much more than in another column that people who read the texts see it, too:
    `mark_differences` says than in which.

    Parameters
    ----------
    side : from `counts(mentions, articles, lexicon, by=["theme", by])`; rows without a value of
        `by` are left out.
    by : "source", "article", or another column of the articles, with eight values at most.
    colors : group or theme -> color, from `group_colors(lexicon)`.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title. Without a row they say "none". ValueError for more than eight values,
    and where the table has not the columns of `counts`.

    >>> side = pd.DataFrame({"group": "", "theme": "Trade", "source": ["A", "B"], "words": 500})
    >>> side = side.assign(mentions=[3, 0], sentences=[2, 0], per_1000=[6.0, 0.0])
    >>> [text.get_text() for text in plot_side_by_side(side).texts]
    ['3 (2)', '0']
    """
    for name in ["theme", by, "mentions", "per_1000", "words"]:
        if name not in side:
            todo = f'give counts(mentions, articles, lexicon, by=["theme", {by!r}])'
            raise ValueError(f"plot_side_by_side: the table has no column {name!r}; {todo}")
    side = side[names_of(side[by]) != ""]
    if side.empty:
        return without_rows(ax)
    values = side[by].unique().tolist()
    if len(values) > MOST_COLUMNS:
        todo = "choose some of them, or count by another column"
        raise ValueError(f"plot_side_by_side: {by} has {len(values):,} values, eight fit; {todo}")
    if "differs" not in side:
        side = mark_differences(side, by)
    themes = side.drop_duplicates("theme")
    groups = names_of(themes["group"]).tolist()
    names = themes["theme"].astype(str).tolist()
    of_groups = colors_for(groups, colors, names)
    is_new = ax is None
    ax, places = axes_with_rows(ax, names, groups, of_groups)
    if is_new:
        width = max(WIDTH, 2.2 + _COLUMN * len(values))
        ax.figure.set_size_inches(width, ax.figure.get_figheight() + _HEADS)
    faces = theme_colors(names, groups, of_groups, colors)
    pitch = max(side["per_1000"].max(), 1) / _FULL  # from column to column, per 1,000 words
    heads = []
    shown = []
    for number, value in enumerate(values):
        cells = side[side[by] == value].set_index("theme").loc[themes["theme"]]
        labels = _draw_column(ax, places, cells, faces, number * pitch)
        rates = numbers(cells["per_1000"])
        rows = map("{} {}: {}".format, cells.index, rates, labels)
        shown.append(f"{value}, {cells['words'].max():,.0f} words: {', '.join(rows)}")
        heads.append(f"{wrap(str(value), _HEAD)}\n{cells['words'].max():,.0f} words")
    ax.set_xlim(0, len(values) * pitch)
    ax.set_xticks(pitch * np.arange(len(values)), heads, ha="left", size=10)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.spines["bottom"].set_visible(False)
    below = "bars: mentions per 1,000 words; at each bar: mentions (sentences); "
    ax.set_xlabel(f"{below}bold: more than in another column")
    describe(ax, shown)
    return ax


def _draw_column(
    ax: Axes, places: np.ndarray, cells: pd.DataFrame, faces: list[str], left: float
) -> list[str]:
    """The bars of one column, from `left` to the right, and a label beside each: these."""
    rates = cells["per_1000"].fillna(0)
    ax.barh(places, rates, left=left, color=faces, height=0.72)
    ax.axvline(left, color=AXIS, lw=0.8)
    labels = []
    for place, rate, cell in zip(places, rates, cells.itertuples(), strict=True):
        label = f"{cell.mentions:,.0f}"
        if cell.mentions and pd.notna(getattr(cell, "sentences", None)):
            label += f" ({cell.sentences:,.0f})"
        beside = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "size": 10}
        weight = "bold" if cell.differs else "normal"
        ax.annotate(label, (left + rate, place), color=INK, weight=weight, **beside)
        labels.append(label)
    return labels
