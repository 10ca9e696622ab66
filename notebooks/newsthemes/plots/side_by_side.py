"""Small bars in columns: the rates of each theme, outlet by outlet or text by text."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.side_by_side import mark_differences
from .colors import AXIS, INK, colors_for, theme_colors
from .style import ROW, WIDTH, axes_with_rows, names_of, without_rows, wrap

MOST_COLUMNS = 8
_HEAD = 14  # characters in a line of a head
_FULL = 0.45  # of a column is taken by the longest bar, and the rest by the number at its end
_COLUMN = 1.05  # inches
_TITLE = "Mentions per 1,000 words"


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
    The axes. Without a row they say "none". ValueError for more than eight values, and where the
    table has not the columns of `counts`.

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
        return without_rows(ax, _TITLE)
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
    if ax is None:
        ax = _new_axes(len(values), len(names) + 1.5 * len(set(groups)))
    ax, places = axes_with_rows(ax, names, groups, of_groups)
    faces = theme_colors(names, groups, of_groups, colors)
    pitch = max(side["per_1000"].max(), 1) / _FULL  # from column to column, per 1,000 words
    heads = []
    for number, value in enumerate(values):
        cells = side[side[by] == value].set_index("theme").loc[themes["theme"]]
        _draw_column(ax, places, cells, faces, number * pitch, str(value))
        heads.append(f"{wrap(str(value), _HEAD)}\n{cells['words'].max():,.0f} words")
    ax.set_xlim(0, len(values) * pitch)
    ax.set_xticks(pitch * np.arange(len(values)), heads, ha="left", size=9)
    ax.tick_params(axis="x", top=False, labeltop=True, bottom=False, labelbottom=False)
    ax.spines["bottom"].set_visible(False)
    ax.set_title(_TITLE)
    ax.set_xlabel("at each bar: mentions (sentences); bold: more than in another column")
    return ax


def _new_axes(columns: int, rows: float) -> Axes:
    import matplotlib.pyplot as plt  # loaded where it is needed

    size = max(WIDTH, 1.9 + _COLUMN * columns), 1.3 + ROW * rows
    return plt.subplots(figsize=size)[1]


def _draw_column(
    ax: Axes, places: np.ndarray, cells: pd.DataFrame, faces: list[str], left: float, name: str
) -> None:
    """The bars of one column, from `left` to the right, a number beside each."""
    rates = cells["per_1000"].fillna(0)
    ax.barh(places, rates, left=left, color=faces, height=0.72, label=name)
    ax.axvline(left, color=AXIS, lw=0.8)
    for place, rate, cell in zip(places, rates, cells.itertuples(), strict=True):
        label = f"{cell.mentions:,.0f}"
        if cell.mentions and pd.notna(getattr(cell, "sentences", None)):
            label += f" ({cell.sentences:,.0f})"
        beside = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "size": 9}
        weight = "bold" if cell.differs else "normal"
        ax.annotate(label, (left + rate, place), color=INK, weight=weight, **beside)
