"""What the charts are drawn with: axes of a size, labels of rows, numbers beside them."""

from __future__ import annotations

import textwrap
import unicodedata
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..text.characters import visible
from .colors import AXIS, INK

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAD = 0.08  # inches around a chart
WIDTH = 5.6  # inches of a chart: narrow, so that it can be read on a telephone
ROW = 0.29  # inches of a row
GAP = 0.5  # of a row, between two groups
MOST = 32  # characters in a line of a label
NONE = "none"  # what axes say in which there is nothing to draw


def axes_with_rows(
    ax: Axes | None,
    labels: list[str],
    groups: list[str] | None = None,
    colors: dict[str, str] | None = None,
) -> tuple[Axes, np.ndarray]:
    """The axes that are given, or those of a new figure, with a row for each label, the first on
    top, group under group; and the places of the rows. The names of groups stand above theirs in
    their color.

    >>> axes_with_rows(None, ["Trade", "War", "Iran"], ["A", "A", "B"], {"A": "b", "B": "k"})[1]
    array([1.5, 2.5, 5. ])
    """
    places, names, depth = [], {}, 0.0
    for group, rows in groupby(groups or ["" for _ in labels]):
        if places:
            depth += GAP
        if group:
            names[depth + 0.5] = group
            depth += 1
        for _ in rows:
            places.append(depth + 0.5)
            depth += 1
    ax = axes_for(ax, depth)
    ax.set_yticks([*names, *places], [*names.values(), *labels])
    for name, label in zip(names.values(), ax.get_yticklabels(), strict=False):
        label.set(color=colors[name], weight="bold")
    ax.set_ylim(depth, 0)
    ax.tick_params(axis="y", length=0, pad=7)
    ax.spines["left"].set_visible(False)
    return ax, np.array(places)


def name_of(value: str, table: pd.DataFrame) -> str:
    """The name of a column of numbers, in words, with the unit that a table of rates says.

    >>> name_of("per_1000", pd.DataFrame({"unit": ["letters"]}))
    'Mentions per 1,000 letters'
    """
    if value == "per_1000":
        return f"Mentions per 1,000 {next(iter(table.get('unit', ())), 'words')}"
    return value.replace("_", " ").capitalize()


def wrap(text: str, most: int) -> str:
    r"""The text in lines of at most so many characters (half as many of Chinese), none lost.

    >>> wrap("Military ties and militarization", 20), wrap("Wang visits …", 11)
    ('Military ties and\nmilitarization', 'Wang\nvisits\xa0…')
    """
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in text):
        most = most // 2
    lines = []
    for line in visible(text).splitlines():
        line = line.replace(" …", "\u00a0…")  # no line of its own
        lines += textwrap.wrap(line, most) or [""]
    return "\n".join(lines)


def axes_for(ax: Axes | None, depth: float) -> Axes:
    """The axes that are given, or those of a new figure that has room for so many rows; in our
    look."""
    if ax is None:
        import matplotlib.pyplot as plt  # loaded where it is needed

        _, ax = plt.subplots(figsize=(WIDTH, 0.8 + ROW * depth))
    set_look(ax)
    return ax


def set_look(ax: Axes) -> None:
    """Give the axes our look, once, so that what is changed afterwards stays: two grey spines, a
    bold title on the left, be it set before or later, and room for every label."""
    if isinstance(ax.set_title, partial):
        return
    figure, title, legend = ax.get_figure(root=True), ax.get_title(), ax.get_legend()
    if figure.get_layout_engine() is None and _may_move(figure):
        figure.set_layout_engine("constrained", w_pad=PAD, h_pad=PAD)
    ax.spines[:].set_color(AXIS)
    for side in {"top", "right"} & {*ax.spines}:  # polar axes have others
        ax.spines[side].set_visible(False)
    ax.tick_params(color=AXIS)
    ax.xaxis.label.set_size(9)
    ax.set_axisbelow(True)
    if legend:
        legend.set_frame_on(False)
    ax.set_title = partial(ax.set_title, loc="left", weight="bold")
    if title and not ax.get_title("left"):
        ax.set_title(title)
        ax.title.set_text("")


def is_colorbar(ax: Axes) -> bool:
    """Whether these are the axes of a colour bar."""
    return hasattr(ax, "_colorbar")


def beside_axes(figure: Figure) -> list[Artist]:
    """What stands in the figure beside its axes and its own title and labels, such as a legend."""
    titles = [figure._suptitle, figure._supxlabel, figure._supylabel]
    others = [figure.patch, *titles, *figure.axes]
    return [artist for artist in figure.get_children() if artist not in others]


def _may_move(figure: Figure) -> bool:
    """Whether nobody has placed axes or something beside them by hand, and no colour bar has taken
    a part of a panel: Matplotlib cannot lay these out."""
    for ax in figure.axes:
        if is_colorbar(ax) or not ax.get_subplotspec():
            return False
    return not beside_axes(figure)


def without_rows(ax: Axes | None, title: str) -> Axes:
    """Axes that say "none": there is nothing to draw."""
    ax = axes_for(ax, 0)
    ax.text(0, 0.5, NONE, transform=ax.transAxes, color=INK)
    ax.set(title=title, xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax


def names_of(column: pd.Series) -> pd.Series:
    """The texts of a column, empty where there is none: an empty group is NaN after CSV."""
    return column.astype(object).fillna("").astype(str)


def numbers(values: pd.Series) -> list[str]:
    """The numbers as they stand on a chart: whole ones as they are, else at least two digits.

    >>> numbers(pd.Series([1200.0, 3])), numbers(pd.Series([1234.5, 12.34, 0.456, None]))
    (['1,200', '3'], ['1,234', '12.3', '0.46', 'no value'])
    """
    known = values.dropna()
    written = _two_digits
    if (known == known.round()).all():
        written = "{:,.0f}".format
    texts = values.map(written, na_action="ignore").astype(object).fillna("no value")
    return texts.str.replace("-", "\u2212").tolist()


def _two_digits(value: float) -> str:
    if abs(value) < 1:
        return f"{value:#.2g}"
    return f"{value:,.{int(abs(value) < 100)}f}"
