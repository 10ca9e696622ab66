"""Keyness, meetings and what one article drives -> Axes, in the look of plots.py."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from .figures import as_written
from .findings_trends import ALPHA, chance_finding, influence_finding, keyness_finding
from .plots import FAINT, INK, PALETTE, _axes, _dress, _rows
from .plots_trends import GREY, WIDTH, nothing, short, titled


@as_written
def plot_keyness(table: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Axes:
    """Points: the words in which two sides differ most, at most `most` of each; filled where they differ beyond chance.

    `table` is `keyness(articles, by, a, b)`.
    """
    a, b = table.attrs["a"], table.attrs["b"]
    drawn = table.groupby("side", sort=False).head(most)
    rows = pd.concat([drawn[drawn["side"] == a], drawn[drawn["side"] == b][::-1]], ignore_index=True)
    ax = _axes(ax, len(rows) + 3, width=WIDTH)
    if rows.empty:
        return nothing(ax, keyness_finding(table))
    colour = np.where(rows["side"] == a, PALETTE[0], PALETTE[1])
    for y, one, x, sure in zip(rows.index, colour, rows["log_odds"], rows["p_all"] < ALPHA, strict=True):
        ax.plot(x, y, "o", color=one, mfc=one if sure else "white", ms=6, mew=1.3, zorder=3)
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_yticks(rows.index, rows["word"])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color=FAINT)
    sides = [
        Line2D([], [], marker="o", color=PALETTE[place], lw=0, label=f"more in {short(side, 24)}")
        for place, side in enumerate((a, b))
    ]
    sides.append(Line2D([], [], marker="o", color=GREY, mfc="white", lw=0, label="chance would do"))
    ax.legend(handles=sides, loc="upper left", bbox_to_anchor=(-0.15, 0), borderaxespad=5, ncols=3, fontsize="small")
    ax.set_xlabel("log odds ratio; filled: beyond chance (p < 0.05 over all words)")
    return titled(ax, keyness_finding(table))


@as_written
def plot_chance(table: pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Axes:
    """Points and bars: in how many articles two themes meet, over what chance has it, for the pairs farthest from chance.

    `table` is `meetings_by_chance(mentions, articles)`; filled points are those that hold with all pairs looked at together.
    """
    rows = table.head(most)
    ax = _axes(ax, 1.3 * len(rows) + 4, width=WIDTH)  # a pair has two lines, and a gap to the next
    if rows.empty:
        return nothing(ax, chance_finding(table))
    ax.hlines(rows.index, rows["low"], rows["high"], color=FAINT, lw=9)
    ax.plot(rows["expected"], rows.index, "|", color=GREY, ms=9)
    for y, x, sure in zip(rows.index, rows["count"], rows["p_all"] < ALPHA, strict=True):
        ax.plot(x, y, "o", color=PALETTE[0], mfc=PALETTE[0] if sure else "white", ms=6, mew=1.3, zorder=3)
    ax.set_yticks(
        rows.index, [f"{one}\n{other}" for one, other in zip(rows["theme"], rows["other"], strict=True)], fontsize="small"
    )
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("articles that mention both")
    keys = [
        Patch(fc=FAINT, label="expected by chance: 95% of draws"),
        Line2D([], [], marker="o", color=PALETTE[0], lw=0, label="beyond chance (p < 0.05 over all pairs)"),
        Line2D([], [], marker="o", color=PALETTE[0], mfc="white", lw=0, label="chance would do"),
    ]
    ax.legend(handles=keys, loc="upper left", bbox_to_anchor=(-0.4, 0), borderaxespad=5, fontsize="small")
    return titled(ax, chance_finding(table))


@as_written
def plot_influence(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars: by how much each theme's rate changes without the article (or source) that moves it most, and which that is.

    `table` is `leave_one_out(mentions, articles)`.
    """
    themes, change = _rows(table), 100 * table["change"].to_numpy("float64")
    ax = _axes(ax, themes["y"].max() + 3, width=WIDTH)
    there = ~np.isnan(change)
    ax.barh(themes["y"][there], change[there], color=themes["colour"][there], height=0.72)
    for y, one, without in zip(themes["y"], change, table["without"], strict=True):
        said = f"{one:+.0f}% without {short(without, 20)}" if without else "nothing to leave out"
        ax.annotate(said, (1.01, y), xycoords=ax.get_yaxis_transform(), va="center", color=GREY, fontsize="small")
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_xlabel(f"change of the rate in %, when one {table.attrs['unit']} is left out")
    return _dress(ax, themes, influence_finding(table, short=True))
