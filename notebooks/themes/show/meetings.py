"""Themes that meet in articles -> a chart: how often, and how often chance alone would bring them together."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..tables.statistics import ALPHA
from ..text.wording import plural, times
from .captions import Sentences, caption, described
from .chart import FAINT, PALETTE, Chart, axes_for, titled
from .rates import GREY, WIDTH, points


def plot_meetings(table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Chart:
    """Points and bars: in how many articles two themes meet, over what chance would bring, for the pairs farthest from it.

    `table` is `meetings_by_chance(mentions, articles)`; filled points are those that hold with all pairs looked at together.
    """
    rows, finding = table.head(most), meetings_finding(table)
    ax = axes_for(ax, 1.3 * len(rows) + 4, width=WIDTH)  # a pair has two lines, and a gap to the next
    if rows.empty:
        ax.set_axis_off()
    else:
        _draw(ax, rows)
    pairs = [
        f"{row.theme} with {row.other} {row.met}, by chance {row.low:.0f} to {row.high:.0f}"
        for row in rows.rename(columns={"count": "met"}).itertuples()
    ]
    alike = "length" + (f" and {table.attrs['within']}" if table.attrs["within"] else "")
    drawn = times(table.attrs["draws"])
    about = finding.below(caption(articles, len(table), "theme pair"), f"Chance: articles alike in {alike}, drawn {drawn}.")
    alt = described("Points of articles in which two themes meet, bars of what chance would bring", pairs)
    return Chart(titled(ax, finding.title), finding.title, alt, about)


def _draw(ax: Axes, rows: pd.DataFrame) -> None:
    ax.hlines(rows.index, rows["low"], rows["high"], color=FAINT, lw=9)
    ax.plot(rows["expected"], rows.index, "|", color=GREY, ms=9)
    points(ax, rows["count"], rows.index, rows["p_all"] < ALPHA, PALETTE[0])
    ax.set_yticks(rows.index, rows["theme"] + "\n" + rows["other"], fontsize="small")
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_xlim(left=0)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_xlabel("articles that mention both")
    keys = [
        Patch(fc=FAINT, label="expected by chance: 95 % of draws"),
        Line2D([], [], marker="o", color=PALETTE[0], lw=0, label="beyond chance (p < 0.05 over all pairs)"),
        Line2D([], [], marker="o", color=PALETTE[0], mfc="white", lw=0, label="within chance"),
    ]
    ax.legend(handles=keys, loc="upper left", bbox_to_anchor=(-0.4, 0), borderaxespad=5, fontsize="small")


def meetings_finding(table: pd.DataFrame) -> Sentences:
    """The pair of themes farthest from chance, and how many more are beyond it: `meetings_by_chance(mentions, articles)`."""
    if table.attrs["note"]:
        return Sentences(f"Whether themes meet by chance cannot be said: {table.attrs['note']}")
    sure = table[table["p_all"] < ALPHA]
    if sure.empty:
        return Sentences("No pair of themes shares more or fewer articles than chance would bring")
    first, more = sure.iloc[0], len(sure) - 1
    apart = round(abs(first["count"] - first["expected"]))
    how = f"{apart:,} {'more' if first['count'] > first['expected'] else 'fewer'} than expected by chance"
    beyond = [f"{plural(more, 'more pair')} {'is' if more == 1 else 'are'} beyond chance"] if more else []
    return Sentences(f"{first['theme']} and {first['other']} share {plural(first['count'], 'article')}, {how}", *beyond)
