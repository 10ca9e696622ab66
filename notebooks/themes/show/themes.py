"""Charts of themes: how often each is mentioned, where in the text, in which paragraph, and with which others."""

from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.cooccurrence import meetings
from ..tables.counts import lexicon_entries, sentence_counts
from ..text.wording import listed, plural
from .chart import FAINT, INK, Chart, axes_for, label_themes, pale, theme_rows, titled
from .findings import alt_text, caption, groups, leaders, meet_most


def plot_counts(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """Bars: how often each theme is mentioned, by group, most frequent first, the number beside its bar.

    `table` is `counts(mentions, articles, by="theme")`. Where it has a column `coded`, from `mark_coded`, themes that nobody
    has coded by hand are marked.
    """
    order = table["group"].map(groups(table).index).astype(int)
    table = table.assign(_order=order).sort_values(["_order", "mentions"], ascending=[True, False], kind="stable")
    themes = theme_rows(table)
    if "coded" in table:
        themes["label"] += np.where(table["coded"], "", " (not coded)")
    ax = axes_for(ax, themes["y"].max() + 1)
    bars = ax.barh(themes["y"], table["mentions"], color=themes["colour"], height=0.72)
    ax.bar_label(bars, labels=[f"{number:,}" for number in table["mentions"]], padding=4, color=INK)
    ax.set_xlim(0, max(1, table["mentions"].max()) * 1.08)
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    finding = _counts_finding(table)
    label_themes(ax, themes, finding)
    alt = alt_text("Bar chart of mentions by theme", table)
    return Chart(ax, finding, alt, caption(articles, int(table["mentions"].sum())))


def _counts_finding(table: pd.DataFrame) -> str:
    """Which of the first group's themes are mentioned most."""
    first, *others = groups(table)
    sentence = leaders(table[table["group"] == first])
    if not table["mentions"].any():
        return f"None of the {plural(len(table), 'theme')} is mentioned"
    return f"{first}: {sentence}" if first and others else sentence[:1].upper() + sentence[1:]


def plot_dispersion(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """Marks along the text: where each theme is mentioned, from the article's start to its end, paragraphs drawn in.

    `table` is `dispersion(mentions, articles)`.
    """
    entries = lexicon_entries(table)
    themes = theme_rows(entries.assign(group=pd.Categorical(entries["group"], table["group"].cat.categories)))
    ax = axes_for(ax, themes["y"].max() + 2.5)
    starts = table.attrs.get("paragraphs", [])
    for number, (start, end) in enumerate(pairwise([*starts, 1]), 1):
        ax.axvspan(start, end, color=FAINT, alpha=0.45 if number % 2 else 0, lw=0, zorder=0)
        ax.annotate(str(number), ((start + end) / 2, 1), xycoords=ax.get_xaxis_transform(), ha="center", va="bottom")
    places = table.astype({"group": object, "theme": object}).merge(themes.astype({"group": object}))
    ax.scatter(places["position"], places["y"], c=places["colour"], marker="|", s=130, linewidths=2.2)
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25%", "50%", "75%", "end"])
    ax.set_xlabel("place in the text" + (", numbers above: paragraphs" if starts else ""))
    finding = _dispersion_finding(table)
    label_themes(ax, themes, finding, pad=24 if starts else None)
    spread = table.groupby("group", observed=True)["position"].agg(["size", "min", "max"]).itertuples()
    parts = [f"{row.Index or 'All'}: {plural(row.size, 'mark')} from {row.min:.0%} to {row.max:.0%}" for row in spread]
    alt = "Marks along the text, one a mention, in a row for each theme. " + ("; ".join(parts) or "No mentions") + "."
    return Chart(ax, finding, alt, caption(articles, len(table)))


def _dispersion_finding(table: pd.DataFrame) -> str:
    """Over which part of the article the first group's mentions are spread."""
    if table.empty:
        return "None of the themes is mentioned"
    first = groups(table)[0]  # the first that is mentioned
    positions = table.loc[table["group"] == first, "position"]
    name = f"“{first}”" if first else "the themes"
    if len(positions) == 1:
        return f"The one mention of {name} stands at {positions.iloc[0]:.0%} of its text"
    where = "the text" if table["article"].nunique() == 1 else "their texts"
    return f"Mentions of {name} stand between {positions.min():.0%} and {positions.max():.0%} of {where}"


def plot_paragraphs(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """A grid, theme by paragraph: the number of mentions, the darker the more; empty where there is none.

    `table` is `counts(mentions, articles, by=["theme", "paragraph"])` of one article.
    """
    finding = _paragraphs_finding(table)
    alt = alt_text("Grid of mentions, theme by paragraph, the darker the more", table)
    about = caption(articles, int(table["mentions"].sum()))
    if table.empty:
        return Chart(titled(axes_for(ax, 3), finding), finding, alt, about)
    grid = table.pivot_table(
        index=["group", "theme"], columns="paragraph", values="mentions", aggfunc="sum", observed=True, sort=False
    )
    themes = theme_rows(grid.index.to_frame(index=False))
    ax = axes_for(ax, themes["y"].max() + 2)
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
    return Chart(label_themes(ax, themes, finding), finding, alt, about)


def _paragraphs_finding(table: pd.DataFrame) -> str:
    """Which paragraph holds most of the first group's mentions."""
    if table.empty:
        return "There is no paragraph"
    first = groups(table)[0]
    by_paragraph = table[table["group"] == first].groupby("paragraph")["mentions"].sum()
    total = int(by_paragraph.sum())
    name = f" of “{first}”" if first else ""
    if not total:
        return f"No paragraph has a mention{name}"
    most = by_paragraph[by_paragraph == by_paragraph.max()]
    if total == 1:
        return f"The one mention{name} stands in paragraph {most.index[0]}"
    where = "Paragraphs " if len(most) > 1 else "Paragraph "
    have = f"have {most.iloc[0]} each" if len(most) > 1 else f"has {most.iloc[0]}"
    return f"{where}{listed([str(number) for number in most.index])} {have} of the {total:,} mentions{name}"


def plot_cooccurrence(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """The lower half of theme x theme: in how many sentences two themes meet, the darker the more.

    `table` is `cooccurrence(mentions)`; themes that meet no other are left out and named below.
    """
    square = table.to_numpy() * (1 - np.eye(len(table), dtype=int))
    meets = square.any(axis=0)
    square, names = square[np.ix_(meets, meets)], table.index[meets]
    ax = axes_for(ax, 6 + len(names))
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
    pairs = meetings(table)
    finding = meet_most(pairs)
    with_number = pairs.agg("{0[theme]} with {0[other]} {0[count]}".format, axis=1).tolist() if len(pairs) else []
    alt = f"Grid of the sentences that hold two themes, the darker the more: {listed(with_number)}."
    return Chart(titled(ax, finding), finding, alt, caption(articles, int(sentence_counts(articles).sum()), "sentence"))
