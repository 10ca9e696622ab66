"""What the charts of many articles and of trust draw with: points, a key below the axes, and a selection of themes."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.transforms import ScaledTranslation

GREY = "#666666"
MOST = 20  # themes in a chart with a row for each


def points(ax: Axes, x: object, y: object, filled: object, colour: str, size: float = 6) -> None:
    """Points of one colour, filled where `filled` is true and open elsewhere."""
    for full, face in ((True, colour), (False, "white")):
        some = np.asarray(filled) == full
        if some.any():  # the layout keeps room for a line without points, at the picture's corner
            look = {"color": colour, "mfc": face, "ms": size, "mew": 1.2, "zorder": 3, "clip_on": False}
            ax.plot(np.asarray(x)[some], np.asarray(y)[some], "o", **look)


def key_below(ax: Axes, handles: list, down: float, left: float = 0, **look: object) -> Legend:
    """A key `down` points below the axes, from `left` of their width on: placed so that no empty room is kept around it."""
    below = ax.transAxes + ScaledTranslation(0, -down / 72, ax.figure.dpi_scale_trans)
    place = {"loc": "upper left", "bbox_to_anchor": (left, 0), "bbox_transform": below, "borderaxespad": 0, "borderpad": 0}
    return ax.legend(handles=handles, alignment="left", fontsize="small", title_fontsize="small", **place, **look)


def largest(table: pd.DataFrame, most: int = MOST) -> tuple[pd.DataFrame, list[str]]:
    """Of a table with a row a theme, those with most `mentions`, in its order, and where some are left out, that they are."""
    if len(table) <= most:
        return table.reset_index(drop=True), []
    rows = table.loc[table["mentions"].nlargest(most).index.sort_values()].reset_index(drop=True)
    return rows, [f"Shown: the {most} most mentioned of {len(table):,} themes; the table has all."]
