"""Keyness -> a chart: the words in which two sides differ most."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..tables.statistics import ALPHA
from ..text.wording import listed, plural, shortened
from .captions import caption, dates, described
from .chart import FAINT, INK, PALETTE, Chart, axes_for, titled
from .rates import GREY, WIDTH, points


def plot_keyness(table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Chart:
    """Points: the words in which two sides differ most, at most `most` of each; filled where they differ beyond chance.

    `table` is `keyness(articles, by, a, b)`.
    """
    a, b = table.attrs["a"], table.attrs["b"]
    drawn, finding = table.groupby("side", sort=False).head(most), _finding(table)
    rows = pd.concat([drawn[drawn["side"] == a], drawn[drawn["side"] == b][::-1]], ignore_index=True)
    ax = axes_for(ax, len(rows) + 3, width=WIDTH)
    if rows.empty:
        ax.set_axis_off()
    else:
        _draw(ax, rows, a, b)
    words = [f"{row.word} {row.log_odds:.2f}" for row in table.sort_values("p_all", kind="stable").itertuples()]
    beyond = f"beyond chance: {table.attrs['telling']:,} of {plural(table.attrs['tested'], 'word')}"
    alt = described(f"Points of log odds, above 0 for {a}, below for {b}; {beyond}", words)
    about = f"{caption(articles, table.attrs['tested'], 'tested word')} {dates(articles)}".strip()
    return Chart(titled(ax, finding), finding, alt, about)


def _draw(ax: Axes, rows: pd.DataFrame, a: str, b: str) -> None:
    keys = []
    for side, colour in ((a, PALETTE[0]), (b, PALETTE[1])):
        its = rows[rows["side"] == side]
        points(ax, its["log_odds"], its.index, its["p_all"] < ALPHA, colour)
        keys.append(Line2D([], [], marker="o", color=colour, lw=0, label=f"more in {shortened(side, 24)}"))
    keys.append(Line2D([], [], marker="o", color=GREY, mfc="white", lw=0, label="within chance"))
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_yticks(rows.index, rows["word"])
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x", color=FAINT)
    ax.legend(handles=keys, loc="upper left", bbox_to_anchor=(-0.15, 0), borderaxespad=5, ncols=3, fontsize="small")
    ax.set_xlabel("log odds ratio; filled: beyond chance (p < 0.05 over all words)")


def _finding(table: pd.DataFrame) -> str:
    """How many words separate the sides beyond chance, and the first of either side."""
    if table.attrs["note"]:
        return f"No word can be tested: {table.attrs['note']}"
    number = table.attrs["telling"]
    leading = table[table["p_all"] < ALPHA].drop_duplicates("side")
    first = [f"“{row.word}” ({row.side})" for row in leading.itertuples()]
    words = f"{plural(number, 'word')} {'separates' if number == 1 else 'separate'}" if number else "No word separates"
    finding = f"{words} {table.attrs['a']} from {table.attrs['b']} beyond chance"
    return finding + (f"{':' if number == len(first) else ', led by'} {listed(first)}" if number else "")
