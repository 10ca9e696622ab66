"""Shares of articles over time, on an axis where a gap is a gap."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator, StrMethodFormatter

from ..tables.periods import MIN_ARTICLES, every_period
from .colors import GREY, PALETTE
from .style import axes_for, describe, in_style, numbers, without_rows

_LINE = 2.2  # width, in points
_DEPTH = 5  # rows of a chart
_ROOM = 1.25  # by the highest value
_GAP = 8  # pixels between the numbers of two shares above the scale


@in_style()
def plot_over_time(
    shares: pd.Series | pd.DataFrame,
    sizes: pd.Series,
    colors: list[str] = PALETTE,
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of the articles of each period, in the middle of its time.

    Parameters
    ----------
    shares : 0 to 1, by the names that `periods` gives weeks, months, quarters, years; of a table
        each column is a line, labelled by its name. A period that is not there, or not known, is a
        gap.
    sizes : how many articles there are, by the same names. Where they are fewer than seven the mark
        is hollow. Such periods set no scale, unless they are more than half: a share above the
        scale is a triangle at its top, with its number.
    colors : of the lines.
    ax : the axes to draw into; without them, those of a new figure.

    Returns
    -------
    The axes, without a title. Where there is no period they say "none".

    >>> shares = pd.Series({"2019": 0.2, "2020": 0.1, "2022": 1.0})
    >>> ax = plot_over_time(shares, pd.Series({"2019": 40, "2020": 50, "2022": 2}))
    >>> round(ax.get_ylim()[1])
    25
    """
    if sizes.empty:
        return without_rows(ax)
    if isinstance(shares, pd.Series):
        shares = shares.to_frame("per cent")
    ax = axes_for(ax, _DEPTH)
    all_periods = every_period(sizes.index)
    names = all_periods.astype(str)
    start = all_periods.start_time
    end = all_periods.end_time
    middle = start + (end - start) / 2
    table = 100 * shares.reindex(names).set_axis(middle)
    enough = (sizes.reindex(names, fill_value=0) >= MIN_ARTICLES).to_numpy()
    lines = table[enough].reindex(table.index)
    few = table[~enough]
    top = _highest(table, enough) * _ROOM
    words = []
    high = []  # of each line the shares of few articles that lie above the scale
    for color, name in zip(colors, table, strict=False):
        line = lines[name]
        words.append(f"{name}: {_extremes(table[name].set_axis(names))}")
        dots = {"color": color, "marker": "o", "ms": _LINE, "mew": 0}  # of values between gaps
        ax.plot(line.index, line, lw=_LINE, label=str(name), **dots)
        look = {"mec": color, "mfc": "white", "clip_on": False, "in_layout": False}
        marks = few[name].dropna()
        is_high = marks > top
        ax.plot(few.index, few[name].where(few[name] <= top), "o", ms=3.5, label="_few", **look)
        ax.plot(marks.index[is_high], [top] * is_high.sum(), "^", ms=4.5, label="_high", **look)
        high.append(marks[is_high])
    ax.set(xlim=(start[0], end[-1]), ylim=(0, top))
    ax.yaxis.set_major_locator(MaxNLocator(3, steps=[1, 2, 5, 10]))
    ax.yaxis.set_major_formatter(StrMethodFormatter("{x:\u2007>4g}%"))  # titles begin in line
    locator = AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    for shares_above in filter(len, high):
        for when, share in zip(shares_above.index, numbers(shares_above), strict=True):
            _name(ax, f"{share}%", when, top)
    describe(ax, words)
    return ax


def _highest(table: pd.DataFrame, enough: np.ndarray) -> float:
    """The share that sets the scale: of the periods with enough articles, if they are half or more
    of all.
    """
    if 2 * enough.sum() >= table.notna().any(axis=1).sum():
        table = table[enough]
    highest = table.max().max()
    return highest if highest > 0 else 100


def _extremes(line: pd.Series) -> str:
    """The lowest and the highest share of a line, and when."""
    if line.isna().all():
        return "no value"
    low, high = numbers(pd.Series([line.min(), line.max()]))
    ends = f"lowest {low}% in {line.idxmin()}, highest {high}% in {line.idxmax()}"
    return f"{line.index[0]} to {line.index[-1]}, {ends}"


def _name(ax: Axes, label: str, x: pd.Timestamp, y: float) -> None:
    """A text that hangs from a point, below those in its way: on its right, but on its left where
    it is late and would stick out."""
    others = [text.get_window_extent().padded(_GAP, 0) for text in ax.texts]
    look = {"textcoords": "offset points", "va": "top", "color": GREY, "linespacing": 1}
    name = ax.annotate(label, (x, y), xytext=(4, 0), ha="left", **look)
    name.set_path_effects([withStroke(linewidth=2, foreground="white")])
    box = name.get_window_extent()
    middle = (ax.bbox.x0 + ax.bbox.x1) / 2
    if box.x0 > middle and box.x1 > ax.bbox.x1:
        name.set(ha="right")
        name.xyann = (-4, 0)
    while name.get_window_extent().count_overlaps(others):
        beside, down = name.xyann
        name.xyann = (beside, down - name.get_size())
