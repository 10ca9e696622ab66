"""Keyness -> a chart: the words in which two sides differ most."""

import pandas as pd
from matplotlib.axes import Axes

from ..tables.statistics import ALPHA
from ..text.wording import listed, plural, shortened
from .captions import Sentences, caption, dates, described
from .chart import FAINT, INK, PALETTE, Chart, NoChart, axes_for
from .findings_many import as_title
from .marks import key, key_below, label_rows, points


def plot_keyness(table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Chart | NoChart:
    """Points: the words in which two sides differ most, at most `most` of each; filled where they differ beyond chance.

    `table` is `keyness(articles, by, a, b)`. Without a word there is Nothing to draw.
    """
    a, b, tested = (table.attrs[name] for name in ("a", "b", "tested"))
    drawn, finding = table.groupby("side", sort=False).head(most), _finding(table)
    rows = pd.concat([drawn[drawn["side"] == a], drawn[drawn["side"] == b][::-1]], ignore_index=True)
    if rows.empty:
        return NoChart(finding.sentence, finding.detail)
    ax = axes_for(ax, len(rows) + 2)
    _draw(ax, rows, a, b)
    words = [f"{row.word} {row.log_odds:.2f}" for row in table.sort_values("p_all", kind="stable").itertuples()]
    kind = f"Points of log odds, above 0 for {shortened(a, 40)}, below for {shortened(b, 40)}"
    alt = described(f"{kind}; {table.attrs['telling']:,} of {plural(tested, 'word')} beyond chance", words)
    chance = f"Beyond chance: p < {ALPHA} over all words, with {table.attrs['unit']} assigned to the sides at random."
    return Chart(ax, finding, alt, caption(articles, tested, "tested word"), dates(articles), chance)


def _draw(ax: Axes, rows: pd.DataFrame, a: str, b: str) -> None:
    keys = []
    for side, colour in ((a, PALETTE[0]), (b, PALETTE[1])):
        its = rows[rows["side"] == side]
        points(ax, its["log_odds"], its.index, its["p_all"] < ALPHA, colour)
        keys += [key(f"more in {shortened(side, 20)}", colour)] * bool(len(its))
    keys.append(key("within chance", mfc="white"))
    ax.axvline(0, color=INK, lw=0.8)
    label_rows(ax, rows["word"])
    ax.grid(axis="x", color=FAINT)
    ax.set_xlabel("log odds ratio: 0 is as often on both sides")
    key_below(ax, keys, 42, -0.15, ncols=3, columnspacing=1)


def _finding(table: pd.DataFrame) -> Sentences:
    """How many words separate the sides beyond chance, and the first of either side."""
    if table.attrs["note"]:
        why = f"Too few {table.attrs['unit']} to tell which words differ beyond chance"
        return Sentences("No words can be compared" if table.empty else why, table.attrs["note"])
    number, sides = table.attrs["telling"], f"{table.attrs['a']} from {table.attrs['b']} beyond chance"
    leading = table[table["p_all"] < ALPHA].drop_duplicates("side")
    first = listed([f"“{row.word}” ({row.side})" for row in leading.itertuples()])
    if not number:
        few = [] if table.attrs["tested"] else ["No word is used often enough to be tested"]
        return Sentences(as_title(f"No word separates {sides}", "No word separates the two sides beyond chance"), *few)
    words = f"{plural(number, 'word')} {'separates' if number == 1 else 'separate'}"
    led = f"{':' if number == len(leading) else ', led by'} {first}"
    title = as_title(f"{words} {sides}{led}", f"{words} {sides}", f"{words} the two sides beyond chance")
    return Sentences(title, *[f"The first of each side: {first}"] * (not title.endswith(led)))
