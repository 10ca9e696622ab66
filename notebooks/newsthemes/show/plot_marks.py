"""What charts draw with: rows of themes, labels, bars, points, a key below the axes, and a
selection of themes.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from ..tables.counts import labelled
from .captions import groups
from .chart import SMALL
from .colours import FAINT, INK, group_colours

GREY = "#666666"
MOST = 20  # themes in a chart with a row for each


def theme_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a theme, with its `label`, `colour` and `y`: group under group, a gap with the
    group's name between.
    """
    themes = labelled(table[["group", "theme"]].drop_duplicates())
    colours = group_colours(list(table["group"].cat.categories))
    themes["colour"] = [colours[group] for group in themes["group"]]
    place = [groups(table).index(group) for group in themes["group"]]
    named = any(groups(table))
    themes["y"] = np.arange(len(themes)) + (1.4 * np.array(place) if named else 0)
    return themes


def label_themes(ax: Axes, themes: pd.DataFrame) -> None:
    """Into the axes: the labels of the themes on the left, the groups' names above theirs."""
    label_rows(ax, themes["label"], themes["y"])
    for label, rows in themes.groupby("group", observed=True, sort=False):
        if label:
            colour, top = rows["colour"].iloc[0], rows["y"].min() - 0.95
            ax.annotate(
                label,
                (0, top),
                xycoords=ax.get_yaxis_transform(),
                va="center",
                weight="bold",
                color=colour,
            )
    named = any(themes["group"])
    ax.set_ylim(themes["y"].max() + 0.7, -1.5 if named else -0.7)


def label_rows(
    ax: Axes, labels: Sequence[str], places: Sequence[float] | None = None, **look: object
) -> None:
    """Into the axes: the labels of rows on the left, the first on top, without a line beside
    them.
    """
    ax.set_yticks(range(len(labels)) if places is None else places, labels, **look)
    ax.set_ylim(len(labels) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)


def label_columns(ax: Axes, labels: Sequence[str]) -> None:
    """Into the axes: the labels of columns below, turned, without a line above them."""
    ax.set_xticks(range(len(labels)), labels, rotation=40, ha="right", rotation_mode="anchor")
    ax.set_xlim(-0.5, len(labels) - 0.5)
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)


def number_paragraphs(ax: Axes, spans: Iterable[tuple[int, float, float]], least: float) -> None:
    """Into the axes: paragraphs (number, start, end), every other one shaded, with its number above
    if it is so wide.
    """
    for number, start, end in spans:
        ax.axvspan(start, end, color=FAINT, alpha=0.45 if number % 2 else 0, lw=0, zorder=0)
        if end - start > least:
            place = ((start + end) / 2, 1)
            ax.annotate(
                str(number),
                place,
                xycoords=ax.get_xaxis_transform(),
                ha="center",
                va="bottom",
                fontsize=SMALL,
            )


def bars(ax: Axes, y: Sequence[float], numbers: pd.Series, colour: object) -> None:
    """Bars to the right, the number beside each in the place of a scale."""
    ax.bar_label(
        ax.barh(y, numbers, color=colour, height=0.72), fmt="{:,.0f}", padding=4, color=INK
    )
    ax.set_xlim(0, numbers.max() * 1.12)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)


def points(ax: Axes, x: object, y: object, filled: object, colour: str, size: float = 6) -> None:
    """Points of one colour, filled where `filled` is true and open elsewhere."""
    for full, face in ((True, colour), (False, "white")):
        some = np.asarray(filled) == full
        if some.any():  # the layout keeps room for a line without points, at the picture's corner
            look = {
                "color": colour,
                "mfc": face,
                "ms": size,
                "mew": 1.2,
                "zorder": 3,
                "clip_on": False,
            }
            ax.plot(np.asarray(x)[some], np.asarray(y)[some], "o", **look)


def key(label: str, colour: str = GREY, **look: object) -> Line2D:
    """What a point (with `lw` above 0: on a line) means, for `key_below`."""
    return Line2D([], [], **{"marker": "o", "color": colour, "lw": 0, "label": label} | look)


def note_beside(ax: Axes, y: float, note: str, x: float = 1.02, ha: str = "left") -> None:
    """A note at the right edge of a row, behind it or (`x` of 1, from the right) before it."""
    ax.annotate(
        note,
        (x, y),
        xycoords=ax.get_yaxis_transform(),
        ha=ha,
        va="center",
        color=GREY,
        fontsize="small",
    )


def key_below(ax: Axes, handles: list, down: float, left: float = 0, **look: object) -> Legend:
    """A key `down` points below the axes, from `left` of their width on: placed so that no empty
    room is kept around it.
    """
    below = ax.transAxes + ScaledTranslation(0, -down / 72, ax.figure.dpi_scale_trans)
    place = {
        "loc": "upper left",
        "bbox_to_anchor": (left, 0),
        "bbox_transform": below,
        "borderaxespad": 0,
        "borderpad": 0,
    }
    return ax.legend(
        handles=handles, alignment="left", fontsize="small", title_fontsize="small", **place, **look
    )


def largest(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Of a table with a row a theme, those with most `mentions`, in its order, and where some are
    left out, that they are.
    """
    if len(table) <= MOST:
        return table.reset_index(drop=True), []
    rows = table.loc[table["mentions"].nlargest(MOST).index.sort_values()].reset_index(drop=True)
    return rows, [f"Shown: the {MOST} most mentioned of {len(table):,} themes; the table has all."]
