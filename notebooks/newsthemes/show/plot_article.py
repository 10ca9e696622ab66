"""Charts of the articles themselves: how long their sentences are, and which words they use
most.
"""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..text.wording import counted, in_words, plural
from .captions import caption, described
from .chart import Chart, NoChart, axes_for
from .colours import PALETTE
from .findings import most_common
from .plot_marks import bars, label_rows, number_paragraphs

BARS = 150  # sentences that have a bar each
_BINS = 40


def plot_shape(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """How long the sentences are: of one article, one bar a sentence in the order of the text, its
    paragraphs shaded; of several, or of more than `BARS` sentences, how many sentences have how
    many words. `table` is `shape(articles)`.
    """
    finding = _shape_finding(table)
    if table.empty:
        return NoChart(f"{finding}.")
    ax = axes_for(ax, 7)
    draw = _draw_lengths if table["article"].nunique() > 1 or len(table) > BARS else _draw_sentences
    alt, note = draw(ax, table)
    return Chart(ax, finding, alt, caption(articles, len(table), "sentence"), note, pad=24)


def _draw_sentences(ax: Axes, table: pd.DataFrame) -> tuple[str, str]:
    """A bar a sentence. Out: the alternative text, and what the caption adds."""
    ends = table.groupby("paragraph")["sentence"].agg(["min", "max"])
    number_paragraphs(
        ax, zip(ends.index, ends["min"] - 0.5, ends["max"] + 0.5, strict=True), 0.02 * len(table)
    )
    ax.bar(table["sentence"], table["words"], color=PALETTE[0], width=0.72)
    ax.set_xlim(0.5, table["sentence"].max() + 0.5)
    ax.set(xlabel="sentence, numbers above: paragraphs", ylabel="words")
    ax.set_xticks(table["sentence"] if len(table) <= 30 else [1, len(table)])
    ax.yaxis.get_major_locator().set_params(integer=True)
    return described(
        "Bar chart of the words in each sentence, in the order of the text",
        list(map(str, table["words"])),
    ), ""


def _draw_lengths(ax: Axes, table: pd.DataFrame) -> tuple[str, str]:
    """A bar a length; the longest one in a hundred are left out. Out: the alternative text, and
    what the caption adds.
    """
    words = table["words"]
    longest = int(words.quantile(0.99, interpolation="higher"))
    shown, step = words[words <= longest], -(-longest // _BINS)
    ax.hist(shown, bins=np.arange(words.min(), longest + 1 + step, step), color=PALETTE[0])
    ax.set(
        xlabel="words in a sentence" + (f", {step} a bar" if step > 1 else ""), ylabel="sentences"
    )
    for axis in (ax.xaxis, ax.yaxis):
        axis.get_major_locator().set_params(integer=True)
    ax.yaxis.set_major_formatter("{x:,.0f}")
    left = len(words) - len(shown)
    note = (
        f"Not shown: {plural(left, 'longer sentence')}, the longest of {plural(int(words.max()), 'word')}."
        if left
        else ""
    )
    middle = words.quantile([0.25, 0.75])
    half = f"half of the sentences have {middle[0.25]:,.0f} to {middle[0.75]:,.0f} words"
    return (
        f"Histogram of the words in a sentence, from {words.min():,} to {words.max():,}; {half}.",
        note,
    )


def _shape_finding(table: pd.DataFrame) -> str:
    if table.empty:
        return "There is no sentence"
    several, longest = table["article"].nunique(), counted(int(table["words"].max()), "word")
    if several > 1:
        return f"A typical sentence in the {in_words(several)} articles has {counted(int(table['words'].median()), 'word')}"
    if len(table) == 1:
        return f"The article has one sentence, of {longest}"
    paragraphs = counted(len(table[["article", "paragraph"]].drop_duplicates()), "paragraph")
    return f"The article has {counted(len(table), 'sentence')} in {paragraphs}; the longest sentence has {longest}"


def plot_words(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None, most: int = 15
) -> Chart | NoChart:
    """Bars: the most frequent content words, the number beside its bar. `table` is
    `expressions(articles)`.
    """
    every = table[table["kind"] == "word"]
    words = every.head(most)
    if words.empty:
        return NoChart(
            "There is no word but function words."
            if articles["text"].str.strip().any()
            else "There is no word."
        )
    ax = axes_for(ax, len(words))
    bars(ax, range(len(words)), words["count"], PALETTE[0])
    label_rows(ax, words["expression"])
    parts = [
        f"{word} {count:,}" for word, count in zip(words["expression"], words["count"], strict=True)
    ]
    alt = described(
        f"Bar chart of the most frequent of {plural(len(every), 'content word')}", parts
    )
    about = caption(articles, int(every["count"].sum()), "content word")
    note = "English function words are left out. A word with hyphens is one word, and possessives count with their noun. "
    note += "Notebook 2 can give other numbers: it also counts a term that is part of such a word, but not one inside a longer "
    note += "term."
    return Chart(ax, most_common(every["expression"], every["count"]), alt, about, note)
