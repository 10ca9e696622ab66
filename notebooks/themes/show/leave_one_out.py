"""What one article or source drives -> a chart: how far each theme's rate moves without it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.counts import labelled
from ..text.wording import listed, plural, shortened
from .captions import Sentences, caption, described, groups
from .chart import INK, Chart, axes_for, label_themes, theme_rows
from .rates import GREY, WIDTH

LARGE = 0.25  # of a rate that goes with one article


def plot_leave_one_out(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """Bars: by how much each theme's rate changes without the article (or source) that moves it most, and which that is.

    `table` is `leave_one_out(mentions, articles)`.
    """
    themes, change = theme_rows(table), 100 * table["change"].to_numpy("float64")
    finding, unit = leave_one_out_finding(table), table.attrs["unit"]
    ax = axes_for(ax, themes["y"].max() + 3, width=WIDTH)
    there = ~np.isnan(change)
    ax.barh(themes["y"][there], change[there], color=themes["colour"][there], height=0.72)
    parts = []
    for label, y, one, without in zip(themes["label"], themes["y"], change, table["without"], strict=True):
        note = f"{one:+.0f}% without {shortened(without, 20)}" if without else "nothing to leave out"
        ax.annotate(note, (1.01, y), xycoords=ax.get_yaxis_transform(), va="center", color=GREY, fontsize="small")
        parts += [f"{label} {one:+.0f}% without {without}"] if without else []
    ax.axvline(0, color=INK, lw=0.8)
    ax.set_xlabel(f"change of the rate in %, when one {unit} is left out")
    label_themes(ax, themes, finding.title)
    alt = described(f"Bars of how a rate changes when one {unit} is left out", parts)
    return Chart(ax, finding.title, alt, finding.below(caption(articles, int(table["mentions"].sum()))))


def leave_one_out_finding(table: pd.DataFrame) -> Sentences:
    """Whether the leader of the first group stays first, in how many draws it leads, and what rests on one article or source.

    `table` is `leave_one_out(mentions, articles)`.
    """
    unit, named = table.attrs["unit"], labelled(table)
    if table.attrs["units"] < 2:
        return Sentences(f"Nothing can be left out: {plural(table.attrs['units'], unit)}")
    first = named[(named["group"] == groups(named)[0]) & (named["rank"] == 1) & (named["mentions"] > 0)]
    sentences = ["None of the themes of the first group is mentioned"] if first.empty else []
    if len(first):
        lost = [name for name in dict.fromkeys(first["lead_lost"]) if name]
        held = f", but not without {listed(lost)}" if lost else f" whichever {unit} is left out"
        verb, who = ("leads", "It") if len(first) == 1 else ("lead", "They")
        shares = listed([f"{100 * share:.0f} %" for share in first["share_of_draws"]])
        sentences = [f"{listed(first['label'].tolist())} {verb}{held}", f"{who} {verb} in {shares} of draws of {unit}s"]
    large = named[(named["change"].abs().round(2) >= LARGE).to_numpy()]  # as the picture says it
    alone = large["change"] == -1
    sentences += [f"{row.label} rests on a single {unit}, {row.without}" for row in large[alone].itertuples()][:3]
    moved = [f"{row.label} ({row.change:+.0%} without {row.without})" for row in large[~alone].itertuples()]
    sentences += [f"One {unit} moves the rate by {LARGE:.0%} or more: {listed(moved)}"] if moved else []
    return Sentences(*sentences)
