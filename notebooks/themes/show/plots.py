"""Table -> Axes. Nothing here shows, saves or sets a global style."""

from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb

from ..tables.counts import labelled, lexicon_entries
from ..text.wording import plural
from .figures import as_written
from .findings import cooccurrence_finding, counts_finding, dispersion_finding, groups, paragraphs_finding, words_finding

# Okabe and Ito (2008), told apart by the colour-blind; without their yellow, which is too pale for bars on white.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"]
INK, FAINT = "#222222", "#d9d9d9"


def group_colours(groups_in_order: list[str]) -> dict[str, str]:
    """Group -> its colour, the same in every picture; from the ninth group on all are grey.

    >>> group_colours(["Issues", "Countries"])
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return {group: PALETTE[min(place, len(PALETTE) - 1)] for place, group in enumerate(groups_in_order)}


def pale(colour: str, share: float = 0.25) -> str:
    """The colour mixed with white, as a background for dark text: `share` of it is left."""
    return to_hex(1 - share * (1 - np.array(to_rgb(colour))))


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a theme, with its `label`, `colour` and `y`: group under group, a gap with the group's name between."""
    themes = labelled(table[["group", "theme"]].drop_duplicates())
    colours = group_colours(list(table["group"].cat.categories))
    themes["colour"] = [colours[group] for group in themes["group"]]
    place = [groups(table).index(group) for group in themes["group"]]
    named = any(groups(table))
    themes["y"] = np.arange(len(themes)) + (1.4 * np.array(place) if named else 0)
    return themes


def _dress(ax: Axes, themes: pd.DataFrame, title: str, pad: float | None = None) -> Axes:
    """The labels of the themes on the left, the groups' names above theirs, and the title."""
    ax.set_yticks(themes["y"], themes["label"])
    for label, rows in themes.groupby("group", observed=True, sort=False):
        if label:
            colour, top = rows["colour"].iloc[0], rows["y"].min() - 0.95
            ax.annotate(label, (0, top), xycoords=ax.get_yaxis_transform(), va="center", weight="bold", color=colour)
    named = any(themes["group"])
    ax.set_ylim(themes["y"].max() + 0.7, -1.5 if named else -0.7)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.set_title(title, loc="left", wrap=True, color=INK, pad=pad)
    return ax


def _axes(ax: Axes | None, rows: float, width: float = 8) -> Axes:
    return ax or plt.subplots(figsize=(width, max(3, 1.3 + 0.29 * rows)), layout="constrained")[1]


@as_written
def plot_counts(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars: how often each theme is mentioned, by group, most frequent first, the number beside its bar.

    `table` is `counts(mentions, articles, by="theme")`. Where it has a column `coded`, from `mark_coded`, themes that nobody
    has coded by hand are marked.
    """
    order = table["group"].map(groups(table).index).astype(int)
    table = table.assign(_order=order).sort_values(["_order", "mentions"], ascending=[True, False], kind="stable")
    themes = _rows(table)
    if "coded" in table:
        themes["label"] += np.where(table["coded"], "", " (not coded)")
    ax = _axes(ax, themes["y"].max() + 1)
    bars = ax.barh(themes["y"], table["mentions"], color=themes["colour"], height=0.72)
    ax.bar_label(bars, labels=[f"{number:,}" for number in table["mentions"]], padding=4, color=INK)
    ax.set_xlim(0, max(1, table["mentions"].max()) * 1.08)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    return _dress(ax, themes, counts_finding(table))


@as_written
def plot_dispersion(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Marks along the text: where each theme is mentioned, from the article's start to its end, paragraphs drawn in.

    `table` is `dispersion(mentions, articles)`.
    """
    entries = lexicon_entries(table)
    themes = _rows(entries.assign(group=pd.Categorical(entries["group"], table["group"].cat.categories)))
    ax = _axes(ax, themes["y"].max() + 2.5)
    starts = table.attrs.get("paragraphs", [])
    for number, (start, end) in enumerate(pairwise([*starts, 1]), 1):
        ax.axvspan(start, end, color=FAINT, alpha=0.45 if number % 2 else 0, lw=0, zorder=0)
        ax.annotate(str(number), ((start + end) / 2, 1), xycoords=ax.get_xaxis_transform(), ha="center", va="bottom")
    places = table.astype({"group": object, "theme": object}).merge(themes.astype({"group": object}))
    ax.scatter(places["position"], places["y"], c=places["colour"], marker="|", s=130, linewidths=2.2)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25%", "50%", "75%", "end"])
    ax.set_xlabel("place in the text" + (", numbers above: paragraphs" if starts else ""))
    return _dress(ax, themes, dispersion_finding(table), pad=24 if starts else None)


@as_written
def plot_paragraphs(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """A grid, theme by paragraph: the number of mentions, the darker the more; empty where there is none.

    `table` is `counts(mentions, articles, by=["theme", "paragraph"])` of one article.
    """
    if table.empty:
        ax = _axes(ax, 3)
        ax.set_title(paragraphs_finding(table), loc="left", color=INK)
        return ax
    grid = table.pivot_table(
        index=["group", "theme"], columns="paragraph", values="mentions", aggfunc="sum", observed=True, sort=False
    )
    themes = _rows(grid.index.to_frame(index=False))
    ax = _axes(ax, themes["y"].max() + 2)
    most = max(1, grid.to_numpy().max())
    for (_, theme), row in zip(themes.iterrows(), grid.to_numpy(), strict=True):
        for paragraph, number in zip(grid.columns, row, strict=True):
            colour = pale(theme["colour"], 0.15 + 0.6 * number / most) if number else "#f4f4f4"
            ax.barh(theme["y"], 0.94, left=paragraph - 0.47, height=0.88, color=colour)
            if number:
                ax.annotate(str(number), (paragraph, theme["y"]), ha="center", va="center", color=INK)
    ax.set_xlim(grid.columns.min() - 0.5, grid.columns.max() + 0.5)
    ax.set_xticks(grid.columns)
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel("paragraph")
    return _dress(ax, themes, paragraphs_finding(table))


@as_written
def plot_cooccurrence(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """The lower half of theme x theme: in how many sentences two themes meet, the darker the more.

    `table` is `cooccurrence(mentions)`; themes that meet no other are left out and named below.
    """
    square = table.to_numpy() * (1 - np.eye(len(table), dtype=int))
    meets = square.any(axis=0)
    square, names = square[np.ix_(meets, meets)], table.index[meets]
    ax = _axes(ax, 6 + len(names))
    most = max(1, square.max(initial=0))
    for row, column in zip(*np.tril_indices(len(names), -1), strict=True):
        number = square[row, column]
        colour = pale("#4a4a8a", 0.15 + 0.65 * number / most) if number else "#f4f4f4"
        ax.barh(row, 0.94, left=column - 0.47, height=0.94, color=colour)
        if number:
            dark = number > 0.7 * most
            ax.annotate(str(number), (column, row), ha="center", va="center", color="white" if dark else INK)
    ax.set_yticks(range(1, len(names)), names[1:])
    ax.set_xticks(range(len(names) - 1), names[:-1], rotation=40, ha="right", rotation_mode="anchor")
    ax.set_ylim(len(names) - 0.5, 0.5)
    ax.set_xlim(-0.5, len(names) - 1.5 if len(names) > 1 else 0.5)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    alone = table.index[~meets]
    if len(alone):
        ax.set_xlabel("meets no other theme: " + ", ".join(alone), loc="left", wrap=True)
    ax.set_title(cooccurrence_finding(table), loc="left", wrap=True, color=INK)
    return ax


@as_written
def plot_shape(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """How long the sentences are: of one article, one bar a sentence in the order of the text, its paragraphs shaded;
    of several, how many sentences have how many words. `table` is `shape(articles)`.
    """
    ax = _axes(ax, 9)
    if table.empty:
        ax.set_title("There is no sentence", loc="left", color=INK)
        return ax
    longest = int(table["words"].max())
    if table["article"].nunique() > 1:
        ax.hist(table["words"], bins=range(1, longest + 2), color=PALETTE[0])
        ax.set(xlabel="words in a sentence", ylabel="sentences")
    else:
        for number, rows in table.groupby("paragraph"):
            first, last = rows["sentence"].min() - 0.5, rows["sentence"].max() + 0.5
            ax.axvspan(first, last, color=FAINT, alpha=0.45 if number % 2 else 0, lw=0, zorder=0)
            ax.annotate(str(number), ((first + last) / 2, 1), xycoords=ax.get_xaxis_transform(), ha="center", va="bottom")
        ax.bar(table["sentence"], table["words"], color=PALETTE[0], width=0.72)
        ax.set_xlim(0.5, table["sentence"].max() + 0.5)
        ax.set(xlabel="sentence, numbers above: paragraphs", ylabel="words")
        ax.set_xticks(table["sentence"] if len(table) <= 30 else [1, len(table)])
    title = f"{plural(len(table), 'sentence')} of {table['words'].mean():.0f} words on average, the longest of {longest}"
    ax.set_title(title, loc="left", wrap=True, color=INK, pad=24)
    return ax


@as_written
def plot_words(table: pd.DataFrame, *, ax: Axes | None = None, most: int = 15) -> Axes:
    """Bars: the most frequent content words, the number beside its bar. `table` is `expressions(articles)`."""
    words = table[table["kind"] == "word"].head(most)
    ax = _axes(ax, len(words))
    if words.empty:
        ax.set_title("There is no content word", loc="left", color=INK)
        return ax
    bars = ax.barh(range(len(words)), words["count"], color=PALETTE[0], height=0.72)
    ax.bar_label(bars, padding=4, color=INK)
    ax.set_yticks(range(len(words)), words["expression"])
    ax.set_ylim(len(words) - 0.4, -0.6)
    ax.xaxis.set_visible(False)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(axis="y", length=0)
    ax.set_title(words_finding(table), loc="left", wrap=True, color=INK)
    return ax
