"""Small bars in columns: the rates of each theme, outlet by outlet or text by text."""

from math import ceil

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..text.wording import as_strings
from .colors import AXIS, INK, colors_for, theme_colors
from .style import axes_with_rows, describe, in_style, numbers, without_rows, wrap

_ACROSS = 3  # columns; more of them stand below, so that the chart can be read on a telephone
_HEADS = 30  # characters in a line of all heads that stand side by side
_LINES_OF_ROW = 1.6  # of a head, in the height of a row
_AREA = 250  # points of all columns that stand side by side
_LETTER = 7.5  # points of one letter of a number, which may be bold
_LONGEST = 0.73  # of a column that numbers may take, the rest is for the bars


@in_style()
def plot_side_by_side(
    side: pd.DataFrame,
    by: str = "source",
    colors: dict[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    r"""Draw the mentions per 1,000 words of each theme, a row, in a column for each value of `by`,
    on one scale. Three columns stand side by side, and further ones below.

    At each bar stand its mentions, and in brackets the sentences with one; bold where the theme is
    mentioned clearly more often, in these articles, than in another column: `side_by_side` says
    than in which.

    Parameters
    ----------
    side : from `side_by_side(mentions, articles, lexicon, by)`; rows without a value of `by` are
        left out.
    by : "source", "article", or another column of the articles.
    colors : group or theme -> color, from `group_colors(lexicon)`.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title. Without a row they say "none". ValueError where the table has not the
    columns of `side_by_side`.

    >>> side = pd.DataFrame({"group": "", "theme": "Trade", "source": ["A", "B"], "words": 500})
    >>> side = side.assign(mentions=[3, 0], sentences=[2, 0], per_1000=[6.0, 0.0], differs="")
    >>> [text.get_text() for text in plot_side_by_side(side).texts]
    ['A\n500 words', '3 (2)', 'B\n500 words', '0']
    """
    for name in ["theme", by, "mentions", "per_1000", "words", "differs"]:
        if name not in side:
            todo = f"give side_by_side(mentions, articles, lexicon, by={by!r})"
            raise ValueError(f"plot_side_by_side: the table has no column {name!r}; {todo}")
    side = side[as_strings(side[by]) != ""]
    if side.empty:
        return without_rows(ax)
    values = side[by].unique().tolist()
    themes = side.drop_duplicates("theme")
    groups = as_strings(themes["group"]).tolist()
    names = themes["theme"].astype(str).tolist()
    of_groups = colors_for(groups, colors, names)
    side = side.assign(label=_labels(side))
    across, for_bars = _columns_across(side["label"])
    across = min(across, len(values))
    blocks = -(-len(values) // across)
    lengths = side.groupby(by, sort=False)["words"].max()
    sizes = lengths.map("{:,.0f} words".format).where(lengths.notna(), "not in words")
    heads = []
    for value in values:
        parts = [str(value), sizes[value]]
        heads.append("\n".join(wrap(part, _HEADS // across) for part in parts))
    lines = max(len(head.splitlines()) for head in heads)
    # the heads of columns take the first rows of each block
    above = [""] * max(2, ceil(lines / _LINES_OF_ROW))
    labels = [*above, *names] * blocks
    ax, places = axes_with_rows(ax, labels, [*above, *groups] * blocks, of_groups)
    places = places.reshape(blocks, -1)
    faces = theme_colors(names, groups, of_groups, colors)
    pitch = max(side["per_1000"].max(), 1) / for_bars  # from column to column, per 1,000 words
    words = []
    for number, value in enumerate(values):
        block, column = divmod(number, across)
        cells = side[side[by] == value].set_index("theme").loc[themes["theme"]]
        foot = places[block][len(above) - 1] + 0.5
        ax.text(column * pitch, foot, heads[number], va="bottom", color=INK)
        _draw_column(ax, places[block][len(above) :], cells, faces, column * pitch)
        rates = numbers(cells["per_1000"])
        rates = map("{} {}: {}".format, cells.index, rates, cells["label"])
        words.append(f"{value}, {sizes[value]}: {', '.join(rates)}")
    ax.set_xlim(0, across * pitch)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    below = "bars: mentions per 1,000 words; at each bar: mentions (sentences); "
    ax.set_xlabel(f"{below}bold: clearly more often, in these articles, than in another column")
    describe(ax, words)
    return ax


def _labels(side: pd.DataFrame) -> list[str]:
    """What stands at each bar: mentions, and in brackets sentences where they are known."""
    labels = []
    for cell in side.itertuples():
        label = f"{cell.mentions:,.0f}"
        if cell.mentions and pd.notna(getattr(cell, "sentences", None)):
            label += f" ({cell.sentences:,.0f})"
        labels.append(label)
    return labels


def _columns_across(labels: pd.Series) -> tuple[int, float]:
    """How many columns have room side by side, and which part of a column is left for the bars."""
    for_numbers = _LETTER * (labels.str.len().max() + 1) / _AREA
    fitting = int(_LONGEST / for_numbers)
    across = min(max(fitting, 1), _ACROSS)
    return across, 1 - min(for_numbers * across, 0.9)


def _draw_column(
    ax: Axes, places: np.ndarray, cells: pd.DataFrame, faces: list[str], left: float
) -> None:
    """The bars of one column, from `left` to the right, and the label beside each."""
    rates = cells["per_1000"].fillna(0)
    ax.barh(places, rates, left=left, color=faces, height=0.72)
    ax.vlines(left, places[0] - 0.5, places[-1] + 0.5, color=AXIS, lw=0.8)
    beside = {"xytext": (4, 0), "textcoords": "offset points", "va": "center", "color": INK}
    for place, rate, cell in zip(places, rates, cells.itertuples(), strict=True):
        weight = "bold" if cell.differs else "normal"
        ax.annotate(cell.label, (left + rate, place), weight=weight, **beside)
