"""Rates of many articles -> charts of small multiples, a panel a theme: from period to period, and
from source to source.
"""

from textwrap import fill

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.counts import labelled
from ..tables.periods import PERIODS, periods
from ..tables.rates import peaks as peaks_of
from ..text.wording import capital, listed, percent, shortened
from ..trust.who_leads import terms_behind
from .captions import caption, dates, described
from .chart import SMALL, Chart, NoChart, axes_for
from .colours import FAINT, group_colours
from .findings_many import by_source, over_time
from .plot_marks import GREY, key, key_below, points

_AROUND = 0.5  # inches of a panel's title and of the numbers below it
_LINE = 0.15  # inches of a further line above a panel
_ACROSS, _SMALL = (
    26,
    46,
)  # characters of a panel's head, and of what stands in smaller ones below it
_ROOM = 2.5  # times the highest rate of a panel
_MANY = 60  # periods, from which on points are drawn small


def plot_rates(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    peaks: pd.DataFrame | None = None,
    mentions: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
    most: int = 12,
    ax: Axes | None = None,
) -> Chart | NoChart:
    """Each theme's rate in each period with the interval over articles. A period without an article
    is a gap in the line; a thin one has an open point and no interval.

    `table` is `rates(mentions, articles, by="decade")`, or another period; with its `peaks`, the
    finding says what the highest rate rests on. With the `mentions`, a panel is headed by the terms
    that most of them come from, since words are what is counted; with `validity(…)`, by the theme's
    precision and recall, or "unchecked", unless all are. Each panel has a scale of its own, at most
    `_ROOM` times the highest rate: longer lines are cut. At most `most` themes are drawn, those
    most mentioned. Without a mention, and without two periods, there is Nothing to draw.
    """
    finding, names = over_time(table, peaks, articles), table["period"].cat.categories
    if table["period"].nunique() < 2 or not table["mentions"].any():
        return NoChart(finding.sentence, finding.detail)
    validity = _of_coders(validity)
    heads = _heads(table, mentions, validity)
    ax, shown = _panels(table, heads, most, ax, 0.75)
    for _, rows, colour, panel in shown:
        x, size = rows["period"].cat.codes.to_numpy(), 4.5 if len(names) <= _MANY else 2
        for part in np.split(np.arange(len(x)), np.flatnonzero(np.diff(x) > 1) + 1):
            panel.plot(
                x[part], rows["per_1000"].iloc[part], color=colour, lw=1, alpha=0.6, zorder=2
            )
        if len(names) <= _MANY:
            panel.vlines(x, *_bounds(rows), color=colour, lw=1.6, alpha=0.75, zorder=2)
        else:  # a band, as so many lines would hide the rates
            every = rows.set_index("period").reindex(names)
            panel.fill_between(range(len(names)), *_bounds(every), color=colour, alpha=0.25, lw=0)
        points(panel, x, rows["per_1000"], ~rows["thin"], colour, size)
        panel.set_ylim(0, 1.12 * _top(rows))
        cut = (rows["high"] > 1.12 * _top(rows)) & (rows["mentions"] > 0)
        if cut.any():
            panel.plot(
                x[cut],
                np.full(cut.sum(), 1.06 * _top(rows)),
                "^",
                color=colour,
                ms=4,
                clip_on=False,
            )
        panel.set_xlim(-0.6, len(names) - 0.4)
        ticks = np.unique(np.linspace(0, len(names) - 1, min(4, len(names))).round().astype(int))
        panel.set_xticks(ticks, names[ticks], fontsize="small")
    peaked = labelled(peaks_of(table)).sort_values("mentions", ascending=False, kind="stable")
    highest = [
        f"{row.label} highest in {row.peak}, {with_interval(row.per_1000, row.low, row.high)}"
        for row in peaked.itertuples()
        if row.mentions
    ]
    alt = described(
        f"Small multiples of rates per 1,000 words by {table.attrs['by']}, one a theme", highest
    )
    return Chart(
        ax,
        finding,
        alt,
        *_key(ax, table, articles, shown, mentions is not None, validity is not None),
    )


def plot_sources(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    validity: pd.DataFrame | None = None,
    sources: int = 6,
    ax: Axes | None = None,
) -> Chart | NoChart:
    """Each theme's rate in each source, party or whatever column, those with most articles first.

    `table` is `rates(mentions, articles, by="party")`; `mentions` and `validity` head the panels as
    in `plot_rates`. At most 12 themes and `sources` values are drawn. Without a mention, and
    without two values, there is Nothing to draw.
    """
    column, finding = table.attrs["by"], by_source(table, articles)
    if table[column].nunique() < 2 or not table["mentions"].any():
        return NoChart(finding.sentence, finding.detail)
    validity, names = _of_coders(validity), list(table[column].cat.categories[:sources])
    labels = [fill(shortened(name, 28), 16) for name in names]
    height = 0.3 if any("\n" in label for label in labels) else 0.21
    drawn = table[table[column].isin(names)]
    ax, shown = _panels(
        drawn, _heads(table, mentions, validity), 12, ax, 0.12 + height * len(names)
    )
    parts = []
    for place, (label, rows, colour, panel) in enumerate(shown):
        y = rows[column].cat.codes.to_numpy()
        panel.hlines(y, *_bounds(rows), color=colour, lw=1.8, alpha=0.75)
        points(panel, rows["per_1000"], y, ~rows["thin"], colour, 5)
        panel.set_yticks(range(len(names)), labels if place % 2 == 0 else [], fontsize="small")
        panel.set_ylim(len(names) - 0.4, -0.6)
        panel.set_xlim(0, 1.08 * _top(rows))
        panel.locator_params(axis="x", nbins=4)
        cut = (rows["high"] > 1.08 * _top(rows)) & (rows["mentions"] > 0)
        if cut.any():
            panel.plot(
                np.full(cut.sum(), 1.08 * _top(rows)),
                y[cut],
                ">",
                color=colour,
                ms=4,
                clip_on=False,
            )
        panel.tick_params(axis="y", length=0)
        rates = zip(rows[column], rows["per_1000"], rows["low"], rows["high"], strict=True)
        parts.append(
            f"{label} {', '.join(f'{name} {with_interval(*numbers)}' for name, *numbers in rates)}"
        )
    rest = len(table[column].cat.categories) - len(names)
    more = (
        [f"{rest:,} more, with fewer articles, {'is' if rest == 1 else 'are'} in the table."]
        if rest
        else []
    )
    alt = described(f"Points of rates per 1,000 words by {column}, one panel a theme", parts)
    return Chart(
        ax,
        finding,
        alt,
        *_key(ax, table, articles, shown, mentions is not None, validity is not None, *more),
    )


def _bounds(rows: pd.DataFrame) -> list[pd.Series]:
    """The intervals that are drawn: not those of a theme that is never mentioned, which would dwarf
    all others.
    """
    return [rows[bound].where(rows["mentions"] > 0) for bound in ("low", "high")]


def _top(rows: pd.DataFrame) -> float:
    """How far a panel reaches: to its highest interval, but no farther than `_ROOM` times its
    highest rate.
    """
    rate = rows["per_1000"].max()
    return np.nanmin([np.nanmax([rate, *_bounds(rows)[1]]), _ROOM * rate]) or 1


def _of_coders(validity: pd.DataFrame | None) -> pd.DataFrame | None:
    """The table, where somebody coded a sentence: else one sentence of the caption says all that it
    holds.
    """
    return None if validity is None or (validity["note"] == "not coded").all() else validity


def _heads(
    table: pd.DataFrame, mentions: pd.DataFrame | None, validity: pd.DataFrame | None
) -> dict[str, tuple[str, str]]:
    """Label -> what stands above a panel, in at most two lines, and below that in a small one."""
    terms = {} if mentions is None else terms_behind(mentions)
    worth = (
        {}
        if validity is None
        else {(row.group, row.theme): _worth(row) for row in validity.itertuples()}
    )
    heads = {}
    for row in labelled(table[["group", "theme"]].drop_duplicates()).itertuples():
        pair = row.group, row.theme
        head = capital(terms[pair]) if pair in terms else row.label
        checked = [worth.get(pair, "unchecked")] * (validity is not None)
        name = [shortened(row.label, _SMALL - 2 - len("".join(checked)))] * (
            head != row.label or validity is not None
        )
        heads[row.label] = (
            fill(shortened(head, 2 * _ACROSS - 4), _ACROSS),
            ": ".join([*name, *checked]),
        )
    return heads


def _worth(row: tuple) -> str:
    """Precision and recall of a theme in a few words."""
    right = "" if np.isnan(row.precision) else f"{percent(row.precision)} right"
    found = "" if np.isnan(row.recall) else f"{percent(row.recall)} found"
    return ", ".join(filter(None, [right, found])) or "unchecked"


def _panels(
    table: pd.DataFrame, heads: dict, most: int, ax: Axes | None, height: float
) -> tuple[Axes, list]:
    """An Axes with two columns of panels, and (label, rows, colour, panel) of each theme drawn, in
    the lexicon's order.
    """
    named, shown = labelled(table), []
    sums = named.groupby("label", sort=False)["mentions"].sum()
    kept = sums[sums > 0].nlargest(most).index
    colours = group_colours(list(table["group"].cat.categories))
    above = max(sum(len(text.splitlines()) for text in heads[label]) for label in kept) - 1
    lines, cell = (len(kept) + 1) // 2, height + _AROUND + _LINE * above
    ax = axes_for(ax, (cell * lines + 0.6) / 0.29)
    ax.set_axis_off()
    for place, (label, rows) in enumerate(
        named[named["label"].isin(kept)].groupby("label", sort=False)
    ):
        colour = colours[rows["group"].iloc[0]]
        bottom, (head, small) = 1 - (place // 2 + 1) / lines + 0.28 / cell / lines, heads[label]
        panel = ax.inset_axes((0.56 * (place % 2), bottom, 0.44, height / cell / lines))
        panel.set_title(head, fontsize="medium", color=colour, pad=13 if small else 4)
        above_it = {"xytext": (0, 3), "textcoords": "offset points", "xycoords": "axes fraction"}
        panel.annotate(small, (0, 1), color=GREY, fontsize=SMALL, **above_it)
        panel.tick_params(labelsize="small")
        panel.locator_params(axis="y", nbins=3)
        panel.grid(axis="y", color=FAINT, lw=0.6)
        shown.append((label, rows, colour, panel))
    return ax, shown


def _key(
    ax: Axes,
    table: pd.DataFrame,
    articles: pd.DataFrame,
    shown: list,
    headed: bool,
    checked: bool,
    *more: str,
) -> list[str]:
    """The key, below the panels. Out: the caption: which articles, whom the intervals speak for,
    and what is not drawn.
    """
    keys = [key("rate, with its 95 % interval; an arrow: the interval goes on", lw=1.5, ms=4)]
    thin = any(rows["thin"].any() for _, rows, *_ in shown)
    keys += [key("too few articles for an interval", mfc="white", ms=5)] * thin
    by, clusters = table.attrs["by"], table.attrs["cluster"]
    unit = f"Mentions per 1,000 words by {shortened(by, 30)}; each panel has its own scale"
    unit += "\n“Mostly”: at least half of the mentions come from these terms" * headed
    key_below(
        ax,
        keys,
        0,
        -0.07,
        title=unit
        + "\n“Right” (precision) and “found” (recall) are estimates for the whole collection"
        * checked,
    )
    there = periods(articles, by).notna() if by in PERIODS else articles[by].fillna("") != ""
    named = [column for column in clusters if column != "duplicate_group"]
    copies = "duplicate_group" in clusters and articles["duplicate_group"].duplicated().any()
    who = (
        f"each {listed(named) if named else 'article'} as one unit"
        + ", and near duplicates as one" * bool(copies)
    )
    about = [
        caption(articles[there], int(table["mentions"].sum())),
        dates(articles[there]) * (by not in PERIODS),
    ]
    worth = [] if checked else ["Nobody has checked what these terms find."]
    rest = [
        label
        for label in labelled(table)["label"].unique()
        if label not in {name for name, *_ in shown}
    ]
    left = [f"Not shown, rare or never mentioned: {listed(rest, most=3)}."] if rest else []
    return [*about, f"Intervals treat {who}.", *worth, *more, *left]


def with_interval(rate: float, low: float, high: float) -> str:
    """A number with its interval, where it has one.

    >>> with_interval(1.923, 1.0857, 2.329), with_interval(0.9, float("nan"), float("nan"))
    ('1.92 (1.09 to 2.33)', '0.90')
    """
    return f"{rate:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")
