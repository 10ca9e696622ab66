"""Charts of the articles themselves: how long their sentences are, and which words they use most."""

import pandas as pd
from matplotlib.axes import Axes

from ..text.wording import plural
from .chart import FAINT, INK, PALETTE, Chart, axes_for, titled
from .findings import caption, most_frequent


def plot_shape(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """How long the sentences are: of one article, one bar a sentence in the order of the text, its paragraphs shaded;
    of several, how many sentences have how many words. `table` is `shape(articles)`.
    """
    ax = axes_for(ax, 9)
    finding = _shape_finding(table)
    titled(ax, finding, pad=24)
    if table.empty:
        return Chart(ax, finding, "An empty chart: there is no sentence.", caption(articles, 0, "sentence"))
    words, longest = table["words"], int(table["words"].max())
    if table["article"].nunique() > 1:
        ax.hist(words, bins=range(1, longest + 2), color=PALETTE[0])
        ax.set(xlabel="words in a sentence", ylabel="sentences")
        often = plural(int(words.mode()[0]), "word")
        alt = f"Histogram of the words in a sentence, from {words.min()} to {longest}; most often a sentence has {often}."
    else:
        for number, rows in table.groupby("paragraph"):
            first, last = rows["sentence"].min() - 0.5, rows["sentence"].max() + 0.5
            ax.axvspan(first, last, color=FAINT, alpha=0.45 if number % 2 else 0, lw=0, zorder=0)
            ax.annotate(str(number), ((first + last) / 2, 1), xycoords=ax.get_xaxis_transform(), ha="center", va="bottom")
        ax.bar(table["sentence"], words, color=PALETTE[0], width=0.72)
        ax.set_xlim(0.5, table["sentence"].max() + 0.5)
        ax.set(xlabel="sentence, numbers above: paragraphs", ylabel="words")
        ax.set_xticks(table["sentence"] if len(table) <= 30 else [1, len(table)])
        alt = f"Bar chart of the words in each sentence, in the order of the text: {', '.join(map(str, words))}."
    return Chart(ax, finding, alt, caption(articles, len(table), "sentence"))


def _shape_finding(table: pd.DataFrame) -> str:
    if table.empty:
        return "There is no sentence"
    several = table["article"].nunique()
    who = "The article has" if several == 1 else f"The {several:,} articles have"
    paragraphs = plural(len(table[["article", "paragraph"]].drop_duplicates()), "paragraph")
    longest = plural(int(table["words"].max()), "word")
    return f"{who} {plural(len(table), 'sentence')} in {paragraphs}; the longest runs to {longest}"


def plot_words(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None, most: int = 15) -> Chart:
    """Bars: the most frequent content words, the number beside its bar. `table` is `expressions(articles)`."""
    every = table[table["kind"] == "word"]
    words = every.head(most)
    ax = axes_for(ax, len(words))
    about = caption(articles, int(every["count"].sum()), "content word")
    if words.empty:
        finding = "There is no content word"
        return Chart(titled(ax, finding), finding, "An empty chart: there is no content word.", about)
    bars = ax.barh(range(len(words)), words["count"], color=PALETTE[0], height=0.72)
    ax.bar_label(bars, padding=4, color=INK)
    ax.set_yticks(range(len(words)), words["expression"])
    ax.set_ylim(len(words) - 0.4, -0.6)
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    finding = f"Most frequent content words: {most_frequent('“' + every['expression'] + '”', every['count'])}"
    bars = ", ".join(f"{word} {count}" for word, count in zip(words["expression"], words["count"], strict=True))
    alt = f"Bar chart of the most frequent of {plural(len(every), 'content word')}: {bars}."
    return Chart(titled(ax, finding), finding, alt, about)
