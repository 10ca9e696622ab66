"""Themes that meet in articles -> a chart: how often, and how often chance alone would bring them together."""

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ..tables.statistics import ALPHA
from .captions import caption, described
from .chart import FAINT, PALETTE, Chart, NoChart, axes_for
from .findings_many import shared_articles
from .marks import GREY, key, key_below, label_rows, points

_ACROSS = 26  # characters of a label


def plot_meetings(table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 15, ax: Axes | None = None) -> Chart | NoChart:
    """Points and bars: in how many articles two themes meet, over what chance would bring, for the pairs farthest from it.

    `table` is `meetings_by_chance(mentions, articles)`; filled points are those that hold with all pairs looked at together.
    Where it has no pair, or all pairs are apart, as chance would have it, there is Nothing to draw.
    """
    rows, finding = table.head(most), shared_articles(table)
    if not table["count"].any() and not (table["p_all"] < ALPHA).any():
        return NoChart("No two themes share an article." if len(table) else finding.sentence, finding.detail)
    labels = [fill(one, _ACROSS) + "\n" + fill(other, _ACROSS) for one, other in zip(rows["theme"], rows["other"], strict=True)]
    lines = 1 + max(label.count("\n") for label in labels)  # of a pair, and a gap to the next
    ax = axes_for(ax, (0.3 + 0.5 * lines) * len(rows) + 2)
    _draw(ax, rows, labels)
    pairs = [
        f"{row.theme} with {row.other} {row.met}, by chance {row.low:.0f} to {row.high:.0f}"
        for row in rows.rename(columns={"count": "met"}).itertuples()
    ]
    alike = "length" + (f" and {table.attrs['within']}" if table.attrs["within"] else "")
    chance = f"Chance: 95 % of {table.attrs['draws']:,} random draws among articles alike in {alike}."
    drawn = [f"Drawn: the {len(rows)} pairs farthest from chance."] * (len(table) > len(rows))
    alt = described("Points of articles in which two themes meet, bars of what chance would bring", pairs)
    return Chart(ax, finding, alt, caption(articles, len(table), "theme pair"), chance, *drawn)


def _draw(ax: Axes, rows: pd.DataFrame, labels: list[str]) -> None:
    ax.hlines(rows.index, rows["low"], rows["high"], color=FAINT, lw=9)
    ax.plot(rows["expected"], rows.index, "|", color=GREY, ms=9)
    sure = rows["p_all"] < ALPHA
    points(ax, rows["count"], rows.index, sure, PALETTE[0])
    label_rows(ax, labels, rows.index, fontsize="small")
    ax.set_xlim(left=0)
    ax.set_xlabel("articles that name both themes")
    keys = [Patch(fc=FAINT, label="expected by chance")]
    keys += [key(f"beyond chance (p < {ALPHA} over all pairs)", PALETTE[0])] * bool(sure.any())
    keys += [key("within chance", PALETTE[0], mfc="white")] * (not sure.all())
    key_below(ax, keys, 42, -0.3, ncols=len(keys), columnspacing=1)
