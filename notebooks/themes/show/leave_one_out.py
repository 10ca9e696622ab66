"""What one article or source drives -> a chart: how far each theme's rate moves without it."""

import pandas as pd
from matplotlib.axes import Axes

from ..text.wording import shortened
from .captions import caption, described
from .chart import INK, Chart, NoChart, axes_for
from .findings_many import titles_of, without_one
from .marks import label_themes, largest, note_beside, theme_rows


def plot_leave_one_out(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart | NoChart:
    """Bars: by how much each theme's rate changes without the article (or source) that moves it most, and which that is.

    `table` is `leave_one_out(mentions, articles)`. At most `MOST` themes are drawn, those most mentioned, and none that is
    never mentioned. Where nothing can be left out, or no theme is mentioned, there is Nothing to draw.
    """
    finding, unit, number = without_one(table, articles), table.attrs["unit"], int(table["mentions"].sum())
    rows, selected = largest(table[table["mentions"] > 0])
    if table.attrs["units"] < 2 or rows.empty:
        return NoChart(finding.sentence, finding.detail)
    themes, change, names = theme_rows(rows), 100 * rows["change"].to_numpy("float64"), titles_of(articles, unit)
    ax = axes_for(ax, 1.2 * themes["y"].max() + 3)  # the notes have two lines
    ax.barh(themes["y"], change, color=themes["colour"], height=0.72)
    parts = []
    for label, y, one, without in zip(themes["label"], themes["y"], change, rows["without"], strict=True):
        name = names.get(without, without)
        note_beside(ax, y, f"{one:+.0f} % without\n{shortened(name, 34)}")
        parts.append(f"{label} {one:+.0f} % without {name}")
    ax.axvline(0, color=INK, lw=0.8)
    ax.locator_params(axis="x", nbins=4)
    ax.set_xlabel(f"change of the rate in %, without one {unit}")
    label_themes(ax, themes)
    alt = described(f"Bars of how a rate changes when one {unit} is left out", parts)
    return Chart(ax, finding, alt, caption(articles, number), *selected)
