"""Charts of many articles: words in which two sides differ, themes that share articles, what one
article or source drives.
"""

from textwrap import fill

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ..tables.statistics import ALPHA
from ..text.wording import listed, percent_change, plural, shortened
from .captions import Sentences, caption, dates, described
from .chart import Chart, NoChart, axes_for
from .colours import FAINT, INK, PALETTE
from .findings_many import as_title, shared_articles, titles_of, without_one
from .plot_marks import (
    GREY,
    key,
    key_below,
    label_rows,
    label_themes,
    largest,
    note_beside,
    points,
    theme_rows,
)

_ACROSS = 26  # characters of a label


def plot_keyness(
    table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, ax: Axes | None = None
) -> Chart | NoChart:
    """Points: the words in which two sides differ most, at most `most` of each; filled where they
    differ beyond chance.

    `table` is `keyness(articles, by, a, b)`. Without a word there is Nothing to draw.
    """
    a, b, tested = (table.attrs[name] for name in ("a", "b", "tested"))
    drawn, finding = table.groupby("side", sort=False).head(most), _keyness_finding(table)
    rows = pd.concat(
        [drawn[drawn["side"] == a], drawn[drawn["side"] == b][::-1]], ignore_index=True
    )
    if rows.empty:
        return NoChart(finding.sentence, finding.detail)
    ax = axes_for(ax, len(rows) + 2)
    _draw_words(ax, rows, a, b)
    words = [
        f"{row.word} {row.log_odds:.2f}"
        for row in table.sort_values("p_all", kind="stable").itertuples()
    ]
    kind = f"Points of log odds, above 0 for {shortened(a, 40)}, below for {shortened(b, 40)}"
    alt = described(
        f"{kind}; {table.attrs['telling']:,} of {plural(tested, 'word')} beyond chance", words
    )
    chance = f"Beyond chance: p < {ALPHA} over all words, with {table.attrs['unit']} assigned to the sides at random."
    none = (
        ""
        if table.attrs["telling"]
        else "None passes the test; shown are those of each side whose z is farthest from 0."
    )
    return Chart(
        ax, finding, alt, caption(articles, tested, "tested word"), dates(articles), chance, none
    )


def _draw_words(ax: Axes, rows: pd.DataFrame, a: str, b: str) -> None:
    keys = []
    for side, colour in ((a, PALETTE[0]), (b, PALETTE[1])):
        its = rows[rows["side"] == side]
        points(ax, its["log_odds"], its.index, its["p_all"] < ALPHA, colour)
        keys += [key(f"more in {shortened(side, 20)}", colour)] * bool(len(its))
    keys.append(key("not beyond chance", mfc="white"))
    ax.axvline(0, color=INK, lw=0.8)
    label_rows(ax, rows["word"])
    ax.grid(axis="x", color=FAINT)
    ax.set_xlabel("log odds ratio (0: equally often on both sides)")
    key_below(ax, keys, 42, -0.15, ncols=3, columnspacing=1)


def _keyness_finding(table: pd.DataFrame) -> Sentences:
    """How many words separate the sides beyond chance, and the first of either side."""
    if table.attrs["note"]:
        why = f"Too few {table.attrs['unit']} to tell which words differ beyond chance"
        return Sentences("No words can be compared" if table.empty else why, table.attrs["note"])
    number, (a, b) = table.attrs["telling"], (table.attrs["a"], table.attrs["b"])
    sides = f"{a} from {b} articles beyond chance"
    leading = table[table["p_all"] < ALPHA].drop_duplicates("side")
    first = listed([f"“{row.word}” ({row.side})" for row in leading.itertuples()])
    if not number:
        between = f"No single word clearly sets {a} and {b} articles apart"
        between = as_title(between, "No single word clearly sets the two sides apart")
        return Sentences(
            between if table.attrs["tested"] else "No word is used often enough to be tested"
        )
    words = f"{plural(number, 'word')} {'separates' if number == 1 else 'separate'}"
    led = f"{':' if number == len(leading) else ', led by'} {first}"
    title = as_title(
        f"{words} {sides}{led}", f"{words} {sides}", f"{words} the two sides beyond chance"
    )
    return Sentences(title, *[f"The first of each side: {first}"] * (not title.endswith(led)))


def plot_meetings(
    table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 15, ax: Axes | None = None
) -> Chart | NoChart:
    """Points and bars: in how many articles two themes meet, over what chance would bring, for the
    pairs farthest from it.

    `table` is `meetings_by_chance(mentions, articles)`; filled points are those that hold with all
    pairs looked at together. Where it has no pair, or all pairs are apart, as chance would have it,
    there is Nothing to draw.
    """
    rows, finding = table.head(most), shared_articles(table)
    if not table["count"].any() and not (table["p_all"] < ALPHA).any():
        return NoChart(
            "No two themes appear together in an article." if len(table) else finding.sentence,
            finding.detail,
        )
    labels = [
        fill(one, _ACROSS) + "\n" + fill(other, _ACROSS)
        for one, other in zip(rows["theme"], rows["other"], strict=True)
    ]
    lines = 1 + max(label.count("\n") for label in labels)  # of a pair, and a gap to the next
    ax = axes_for(ax, (0.3 + 0.5 * lines) * len(rows) + 2)
    _draw_pairs(ax, rows, labels)
    pairs = [
        f"{row.theme} with {row.other} {row.met}, by chance {row.low:.0f} to {row.high:.0f}"
        for row in rows.rename(columns={"count": "met"}).itertuples()
    ]
    alike = "lengths" + (f" and {table.attrs['within']}s" if table.attrs["within"] else "")
    chance = f"Grey bars: the middle 95 % of {table.attrs['draws']:,} simulated collections whose articles have the same {alike}."
    drawn = [f"Shown: the {len(rows)} pairs farthest from chance."] * (len(table) > len(rows))
    alt = described(
        "Points of articles in which two themes meet, bars of what chance would bring", pairs
    )
    return Chart(
        ax, finding, alt, caption(articles, len(table), "theme pair", words=False), chance, *drawn
    )


def _draw_pairs(ax: Axes, rows: pd.DataFrame, labels: list[str]) -> None:
    ax.hlines(rows.index, rows["low"], rows["high"], color=FAINT, lw=9)
    ax.plot(rows["expected"], rows.index, "|", color=GREY, ms=9)
    sure = rows["p_all"] < ALPHA
    points(ax, rows["count"], rows.index, sure, PALETTE[0])
    label_rows(ax, labels, rows.index, fontsize="small")
    ax.set_xlim(left=0)
    ax.set_xlabel("articles that mention both themes")
    keys = [Patch(fc=FAINT, label="95 % range by chance for this pair alone")]
    keys += [key(f"beyond chance when all pairs are compared (p < {ALPHA})", PALETTE[0])] * bool(
        sure.any()
    )
    keys += [key("not beyond chance when all pairs are compared", PALETTE[0], mfc="white")] * (
        not sure.all()
    )
    key_below(ax, keys, 42, -0.3)


def plot_leave_one_out(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """Bars: by how much each theme's rate changes without the article (or source) that moves it
    most, and which that is.

    `table` is `leave_one_out(mentions, articles)`. At most `MOST` themes are drawn, those most
    mentioned, and none that is never mentioned. Where nothing can be left out, or no theme is
    mentioned, there is Nothing to draw.
    """
    finding, unit, number = (
        without_one(table, articles),
        table.attrs["unit"],
        int(table["mentions"].sum()),
    )
    rows, selected = largest(table[table["mentions"] > 0])
    if table.attrs["units"] < 2 or rows.empty:
        return NoChart(finding.sentence, finding.detail)
    themes, change, names = (
        theme_rows(rows),
        100 * rows["change"].to_numpy("float64"),
        titles_of(articles, unit),
    )
    ax = axes_for(ax, 1.7 * themes["y"].max() + 3)  # the notes have three lines
    ax.barh(themes["y"], change, color=themes["colour"], height=0.72)
    parts = []
    for label, y, one, without in zip(
        themes["label"], themes["y"], change, rows["without"], strict=True
    ):
        name = names.get(without, without)
        note_beside(ax, y, f"{percent_change(one / 100)} without\n{fill(shortened(name, 60), 34)}")
        parts.append(f"{label} {percent_change(one / 100)} without {name}")
    ax.axvline(0, color=INK, lw=0.8)
    ax.locator_params(axis="x", nbins=4)
    ax.set_xlabel(f"change of the rate in %, without one {unit}")
    label_themes(ax, themes)
    alt = described(f"Bars of how a rate changes when one {unit} is left out", parts)
    return Chart(ax, finding, alt, caption(articles, number), *selected)
