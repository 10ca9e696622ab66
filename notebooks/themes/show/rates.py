"""Rates of many articles -> charts of small multiples, a panel a theme: from period to period, and from source to source."""

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from ..tables.counts import labelled
from ..tables.rates import PERIODS, periods
from ..tables.rates import peaks as peaks_of
from ..tables.statistics import MIN_ARTICLES
from ..text.wording import listed, plural, shortened
from .captions import Sentences, caption, dates, described, groups
from .chart import FAINT, Chart, axes_for, group_colours, titled

GREY = "#666666"
WIDTH = 6.4  # inches of small multiples: narrower than other pictures, so that they can be read on a telephone
_AROUND = 0.58  # inches of a panel's title and of the numbers below it
_ROOM = 2.5  # times the highest rate of a panel
_MANY = 60  # periods, from which on points are drawn small


def plot_rates(
    table: pd.DataFrame, articles: pd.DataFrame, *, peaks: pd.DataFrame | None = None, most: int = 12, ax: Axes | None = None
) -> Chart:
    """Each theme's rate in each period with the interval over articles. A period without an article is a gap in the line; a
    thin one has an open point and no interval.

    `table` is `rates(mentions, articles, by="decade")`, or another period; with its `peaks`, finding and caption say what the
    highest rate rests on. Each panel has a scale of its own, at most `_ROOM` times the highest rate: longer lines are cut. At
    most `most` themes are drawn, those most mentioned; the others are named below.
    """
    names, finding = table["period"].cat.categories, rates_finding(table, peaks)
    shown, ax, panels = _panels(table, most, ax, 0.75)
    for (_, rows, colour), panel in zip(shown, panels, strict=True):
        x, size = rows["period"].cat.codes.to_numpy(), 4.5 if len(names) <= _MANY else 2.5
        for part in np.split(np.arange(len(x)), np.flatnonzero(np.diff(x) > 1) + 1):
            panel.plot(x[part], rows["per_1000"].iloc[part], color=colour, lw=1, alpha=0.6, zorder=2)
        panel.vlines(x, *_bounds(rows), color=colour, lw=1.6, alpha=0.75, zorder=2)
        points(panel, x, rows["per_1000"], ~rows["thin"], colour, size)
        panel.set_ylim(0, 1.12 * _top(rows))
        panel.set_xlim(-0.6, len(names) - 0.4)
        ticks = np.unique(np.linspace(0, len(names) - 1, min(4, len(names))).round().astype(int))
        panel.set_xticks(ticks, names[ticks], fontsize="small")
    peaked = labelled(peaks_of(table)).sort_values("mentions", ascending=False, kind="stable") if len(table) else table
    highest = [
        f"{row.label} highest in {row.peak}, {with_interval(row.per_1000, row.low, row.high)}"
        for row in peaked.itertuples()
        if row.mentions
    ]
    kind = f"Small multiples of rates per 1,000 words by {table.attrs['by']}, one a theme"
    _key(ax, _left_out(table, shown), finding.title, 58)
    return Chart(ax, finding.title, described(kind, highest), _about(table, articles, finding))


def plot_sources(
    table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, sources: int = 6, ax: Axes | None = None
) -> Chart:
    """Each theme's rate in each source, party or whatever column, those with most articles first.

    `table` is `rates(mentions, articles, by="party")`. At most `most` themes and `sources` values are drawn.
    """
    column, finding = table.attrs["by"], sources_finding(table)
    names = list(table[column].cat.categories[:sources])
    drawn = table[table[column].isin(names)]
    shown, ax, panels = _panels(drawn, most, ax, 0.12 + 0.21 * len(names))
    parts = []
    for place, ((label, rows, colour), panel) in enumerate(zip(shown, panels, strict=True)):
        y = rows[column].cat.codes.to_numpy()
        panel.hlines(y, *_bounds(rows), color=colour, lw=1.8, alpha=0.75)
        points(panel, rows["per_1000"], y, ~rows["thin"], colour, 5)
        panel.set_yticks(range(len(names)), [shortened(name, 16) for name in names] if place % 2 == 0 else [], fontsize="small")
        panel.set_ylim(len(names) - 0.4, -0.6)
        panel.set_xlim(0, 1.08 * _top(rows))
        panel.tick_params(axis="y", length=0)
        rates = zip(rows[column], rows["per_1000"], rows["low"], rows["high"], strict=True)
        parts.append(f"{label} {', '.join(f'{name} {with_interval(*numbers)}' for name, *numbers in rates)}")
    rest = len(table[column].cat.categories) - len(names)
    more = f"{rest:,} more, with fewer articles, are in the table. " if rest else ""
    kind = f"Points of rates per 1,000 words by {column}, one panel a theme"
    _key(ax, more + _left_out(drawn, shown), finding.title, 48)
    return Chart(ax, finding.title, described(kind, parts), _about(table, articles, finding))


def points(ax: Axes, x: object, y: object, filled: object, colour: str, size: float = 6) -> None:
    """Points of one colour, filled where `filled` is true and open elsewhere."""
    for full, face in ((True, colour), (False, "white")):
        some = np.asarray(filled) == full
        ax.plot(
            np.asarray(x)[some], np.asarray(y)[some], "o", color=colour, mfc=face, ms=size, mew=1.2, zorder=3, clip_on=False
        )


def _bounds(rows: pd.DataFrame) -> list[pd.Series]:
    """The intervals that are drawn: not those of a theme that is never mentioned, which would dwarf all others."""
    return [rows[bound].where(rows["mentions"] > 0) for bound in ("low", "high")]


def _top(rows: pd.DataFrame) -> float:
    """How far a panel reaches: to its highest interval, but no farther than `_ROOM` times its highest rate."""
    rate = rows["per_1000"].max()
    return np.nanmin([np.nanmax([rate, *_bounds(rows)[1]]), _ROOM * rate])


def _panels(table: pd.DataFrame, most: int, ax: Axes | None, height: float) -> tuple[list, Axes, list[Axes]]:
    """What is drawn, (label, rows, colour) a theme in the lexicon's order, and an Axes with two columns of panels for it."""
    named = labelled(table)
    sums = named.groupby("label", sort=False)["mentions"].sum()
    keep = set(sums[sums > 0].nlargest(most).index)
    colours = group_colours(list(table["group"].cat.categories))
    parts = [(label, rows) for label, rows in named.groupby("label", sort=False) if label in keep]
    shown = [(label, rows, colours[rows["group"].iloc[0]]) for label, rows in parts]
    lines, cell = max(1, (len(shown) + 1) // 2), height + _AROUND
    ax = axes_for(ax, (cell * lines + 0.6) / 0.29, width=WIDTH)
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
    notes = [f"Never mentioned: {listed(never, most=6)}." if never else "", f"Rarer: {listed(rare, most=6)}." if rare else ""]
    return " ".join(filter(None, notes))


def _key(ax: Axes, note: str, title: str, width: int) -> None:
    """The title, and below the panels, where there are some, the key; lines are cut here, as the layout knows no others."""
    titled(ax, fill(title, width))
    if not ax.child_axes:
        return
    keys = [
        Line2D([], [], marker="o", color=GREY, lw=1.5, ms=4, label="rate, line: 95 % interval, cut where long"),
        Line2D([], [], marker="o", color=GREY, mfc="white", lw=0, ms=5, label="thin: too few articles for an interval"),
    ]
    note = fill("Per 1,000 words; each panel has its own scale. " + note, width + 24)
    place = {"loc": "upper left", "bbox_to_anchor": (-0.07, 0), "borderaxespad": 0}
    ax.legend(handles=keys, title=note, alignment="left", fontsize="small", title_fontsize="small", **place)


def _about(table: pd.DataFrame, articles: pd.DataFrame, finding: Sentences) -> str:
    """The caption: which articles, what the intervals let vary and so for whom they speak, and what the finding rests on."""
    by, clusters = table.attrs["by"], table.attrs["cluster"]
    there = periods(articles, by).notna() if by in PERIODS else articles[by].fillna("") != ""
    named = [column for column in clusters if column != "duplicate_group"]
    who = f"each {listed(named)} counts once, not each article" if named else "each article counts once"
    copies = ", near duplicates as one" if "duplicate_group" in clusters else ""
    drawn = [caption(articles[there], int(table["mentions"].sum())), *[dates(articles[there])] * (by not in PERIODS)]
    return finding.below(*filter(None, drawn), f"Lines: 95 % intervals; {who}{copies}.")


def with_interval(rate: float, low: float, high: float) -> str:
    """A number with its interval, where it has one.

    >>> with_interval(1.923, 1.0857, 2.329), with_interval(0.9, float("nan"), float("nan"))
    ('1.92 (1.09 to 2.33)', '0.90')
    """
    return f"{rate:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")


def _per_1000(rate: float) -> str:
    """A rate as a sentence says it: two digits, and none more than one behind the point from 1 on."""
    return f"{rate:,.1f}" if rate >= 1 else f"{rate:.2g}"


def _leading(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the theme of the first group that has most mentions over all (of equals, the first of the lexicon)."""
    named = labelled(table)
    first = named[named["group"] == groups(named)[0]] if len(named) else named
    sums = first.groupby("label", sort=False)["mentions"].sum()
    return first[first["label"] == sums.idxmax()] if sums.any() else first.head(0)


def rates_finding(table: pd.DataFrame, peaks: pd.DataFrame | None = None) -> Sentences:
    """Where the leading theme peaks; with `peaks(table, mentions, articles)` also what that rests on.

    `table` is `rates(mentions, articles, by)` of a period.
    """
    unit, rows = table.attrs["by"], _leading(table)
    if table.empty:
        return Sentences(f"No article has a date that says its {unit}, so nothing can be said about time")
    if rows.empty:
        return Sentences("None of the themes of the first group is mentioned")
    label, used = rows["label"].iloc[0], rows[(rows["mentions"] > 0) & ~rows["thin"]]
    if used.empty:
        return Sentences(f"Every {unit} that names {label} is thin, with fewer than {MIN_ARTICLES} articles")
    top = used[used["per_1000"] == used["per_1000"].max()]
    places = listed([f"the {place}" if unit == "decade" else place for place in top["period"].astype(str)])
    where, rate = f"Mentions of {label} peak in {places}", f"{_per_1000(top['per_1000'].iloc[0])} per 1,000 words"
    if peaks is None:
        return Sentences(f"{where}, at {rate}")
    row = peaks[(peaks["group"] == top["group"].iloc[0]) & (peaks["theme"] == top["theme"].iloc[0])].iloc[0]
    one_source = 2 * row["of_source"] > row["at_peak"] > 1
    size = f"The peak, {rate}, holds {row['at_peak']:,} mentions, {row['of_source']:,} of them from {row['source']}"
    term = f"the term “{row['without_term']}”" if row["without_term"] else ""
    lost = [name for name in (row["without_article"], row["without_source"], term) if name]
    held = f"Without {' or '.join(lost)} it is lost" if lost else "No single article, source or term makes it"
    drawn = f"It is the peak in {100 * row['share_of_draws']:.0f} % of draws of articles"
    title = f"{where}, most of them from {row['source']}" if one_source else f"{where}, at {rate}"
    return Sentences(title, *[size] * bool(one_source), held, drawn)


def sources_finding(table: pd.DataFrame, most: int = 3) -> Sentences:
    """The leading theme's rate in those with most articles, and whether intervals part: `rates(mentions, articles, column)`."""
    column, rows = table.attrs["by"], _leading(table)
    sizes = table.drop_duplicates(column)
    if len(sizes) < 2:
        return Sentences(f"Nothing to compare: {plural(len(sizes), 'value')} of {column}")
    if rows.empty:
        return Sentences("None of the themes of the first group is mentioned")
    label, known, thin = rows["label"].iloc[0], rows[rows["low"].notna()].head(most), int(sizes["thin"].sum())
    few = [f"{thin:,} of {len(sizes):,} {'has' if thin == 1 else 'have'} too few articles for an interval"] * bool(thin)
    if len(known) < 2:
        return Sentences(f"Too few articles to compare mentions of {label} by {column}", *few)
    rates = listed([f"{name} {_per_1000(rate)}" for name, rate in zip(known[column], known["per_1000"], strict=True)])
    apart = known["low"].max() > known["high"].min()
    differ, overlap = ("differ", "not all of their") if apart else ("do not clearly differ", "their")
    return Sentences(
        f"Mentions of {label} {differ} by {column}", f"{rates} per 1,000 words; {overlap} 95 % intervals overlap", *few
    )
