"""Rates of many articles -> small multiples, one panel a theme, in the look of plots.py."""

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..tables.counts import labelled
from ..text.wording import listed
from .figures import as_written
from .findings_trends import rates_finding, sources_finding
from .plots import FAINT, INK, _axes, group_colours

GREY = "#666666"
WIDTH = 6.4  # inches of small multiples: narrower than other pictures, so that they can be read on a telephone
_AROUND = 0.58  # inches of a panel's title and of the numbers below it
_ROOM = 2.5  # times the highest rate of a panel
_MANY = 60  # periods, from which on points are drawn small


@as_written
def plot_rates(table: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Axes:
    """Small multiples, one a theme: its rate in each period with the interval over articles. A period without an article is a
    gap in the line; a thin one has an open point and no interval.

    `table` is `rates(mentions, articles, by="decade")`, or another period. Each panel has a scale of its own, at most `_ROOM`
    times the highest rate: longer lines are cut. At most `most` themes are drawn, those most mentioned; the others are named
    below.
    """
    shown, ax, panels = _panels(table, most, ax, 0.75)
    if not shown:
        return nothing(ax, rates_finding(table))
    names = table["period"].cat.categories
    for (_, rows, colour), panel in zip(shown, panels, strict=True):
        _over_time(panel, rows, colour, len(names))
        panel.set_ylim(0, 1.12 * _top(rows))
        panel.set_xlim(-0.6, len(names) - 0.4)
        ticks = np.unique(np.linspace(0, len(names) - 1, min(4, len(names))).round().astype(int))
        panel.set_xticks(ticks, names[ticks], fontsize="small")
    return _keyed(ax, _left_out(table, shown), rates_finding(table), 58)


def _over_time(panel: Axes, rows: pd.DataFrame, colour: str, periods: int) -> None:
    x, size = rows["period"].cat.codes.to_numpy(), 4.5 if periods <= _MANY else 2.5
    breaks = np.split(np.arange(len(x)), np.flatnonzero(np.diff(x) > 1) + 1)
    for part in breaks:
        panel.plot(x[part], rows["per_1000"].iloc[part], color=colour, lw=1, alpha=0.6, zorder=2)
    panel.vlines(x, *_bounds(rows), color=colour, lw=1.6, alpha=0.75, zorder=2)
    for thin, face in ((False, colour), (True, "white")):
        some = (rows["thin"] == thin).to_numpy()
        panel.plot(x[some], rows["per_1000"][some], "o", color=colour, mfc=face, ms=size, mew=1, zorder=3, clip_on=False)


@as_written
def plot_sources(table: pd.DataFrame, *, most: int = 12, sources: int = 6, ax: Axes | None = None) -> Axes:
    """Small multiples, one a theme: its rate in each source, party or whatever column, those with most articles first.

    `table` is `rates(mentions, articles, by="party")`. At most `most` themes and `sources` values are drawn.
    """
    column = table.attrs["by"]
    names = list(table[column].cat.categories[:sources])
    drawn = table[table[column].isin(names)]
    shown, ax, panels = _panels(drawn, most, ax, 0.12 + 0.21 * len(names))
    if not shown:
        return nothing(ax, sources_finding(table))
    for place, ((_, rows, colour), panel) in enumerate(zip(shown, panels, strict=True)):
        y = rows[column].cat.codes.to_numpy()
        panel.hlines(y, *_bounds(rows), color=colour, lw=1.8, alpha=0.75)
        for thin, face in ((False, colour), (True, "white")):
            some = (rows["thin"] == thin).to_numpy()
            panel.plot(rows["per_1000"][some], y[some], "o", color=colour, mfc=face, ms=5, mew=1, clip_on=False, zorder=3)
        panel.set_yticks(range(len(names)), [short(name) for name in names] if place % 2 == 0 else [], fontsize="small")
        panel.set_ylim(len(names) - 0.4, -0.6)
        panel.set_xlim(0, 1.08 * _top(rows))
        panel.tick_params(axis="y", length=0)
    rest = len(table[column].cat.categories) - len(names)
    more = f"{rest:,} more, with fewer articles, are in the table. " if rest else ""
    return _keyed(ax, more + _left_out(drawn, shown), sources_finding(table), 48)


def _bounds(rows: pd.DataFrame) -> list[pd.Series]:
    """The intervals that are drawn: not those of a theme that is never mentioned, which would dwarf all others."""
    return [rows[bound].where(rows["mentions"] > 0) for bound in ("low", "high")]


def _top(rows: pd.DataFrame) -> float:
    """How far a panel reaches: to its highest interval, but no farther than `_ROOM` times its highest rate."""
    rate = rows["per_1000"].max()
    return np.nanmin([np.nanmax([rate, *_bounds(rows)[1]]), _ROOM * rate])


def short(name: str, most: int = 16) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def _panels(table: pd.DataFrame, most: int, ax: Axes | None, height: float) -> tuple[list, Axes, list[Axes]]:
    """What is drawn, (label, rows, colour) a theme in the lexicon's order, and an Axes with two columns of panels for it."""
    named = labelled(table)
    sums = named.groupby("label", sort=False)["mentions"].sum()
    keep = set(sums[sums > 0].nlargest(most).index)
    colours = group_colours(list(table["group"].cat.categories))
    parts = [(label, rows) for label, rows in named.groupby("label", sort=False) if label in keep]
    shown = [(label, rows, colours[rows["group"].iloc[0]]) for label, rows in parts]
    lines, cell = max(1, (len(shown) + 1) // 2), height + _AROUND
    ax = _axes(ax, (cell * lines + 0.6) / 0.29, width=WIDTH)
    ax.set_axis_off()
    panels = []
    for place, (label, _, colour) in enumerate(shown):
        bottom = 1 - (place // 2 + 1) / lines + 0.28 / cell / lines
        panel = ax.inset_axes((0.56 * (place % 2), bottom, 0.44, height / cell / lines))
        panel.set_title(label, fontsize="medium", color=colour, pad=4)
        panel.tick_params(labelsize="small")
        panel.locator_params(axis="y", nbins=3)
        panel.grid(axis="y", color=FAINT, lw=0.6)
        panels.append(panel)
    return shown, ax, panels


def _left_out(table: pd.DataFrame, shown: list) -> str:
    """The themes that are not drawn, and why."""
    sums = labelled(table).groupby("label", sort=False)["mentions"].sum()
    never = sums.index[sums == 0].tolist()
    rare = [label for label in sums.index if sums[label] and label not in {name for name, *_ in shown}]
    said = [f"Never mentioned: {listed(never, most=6)}." if never else "", f"Rarer: {listed(rare, most=6)}." if rare else ""]
    return " ".join(filter(None, said))


def _keyed(ax: Axes, note: str, title: str, width: int) -> Axes:
    """The key below the panels, and the title; lines are cut here, as the layout knows of no others when it gives room."""
    keys = [
        Line2D([], [], marker="o", color=GREY, lw=1.5, ms=4, label="rate, line: 95 % interval, cut where long"),
        Line2D([], [], marker="o", color=GREY, mfc="white", lw=0, ms=5, label="thin: too few articles for an interval"),
    ]
    said = fill("Per 1,000 words; each panel has its own scale. " + note, width + 24)
    ax.legend(
        handles=keys,
        title=said,
        alignment="left",
        loc="upper left",
        bbox_to_anchor=(-0.07, 0),
        fontsize="small",
        borderaxespad=0,
    ).get_title().set_fontsize("small")
    return titled(ax, fill(title, width))


def titled(ax: Axes, title: str) -> Axes:
    ax.set_title(title, loc="left", wrap=True, color=INK)
    return ax


def nothing(ax: Axes, title: str) -> Axes:
    """The title alone: what there is nothing to draw of."""
    ax.set_axis_off()
    return titled(ax, title)
