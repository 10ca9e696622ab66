"""Charts of themes: how often each is named, where in the text, in which paragraph, and with which
others.
"""

from itertools import count

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..tables.cooccurrence import meetings
from ..tables.counts import labelled, lexicon_entries, mention_labels
from ..text.characters import visible
from ..text.tokens import sentence_counts
from ..text.wording import in_words, listed, percent, plural, share_of, shortened
from ..trust.who_leads import Lead
from .captions import Finding, alt_text, caption, described, groups, scoped
from .chart import LABEL, SMALL, Chart, NoChart, axes_for
from .colours import INK, pale
from .findings import meet_most, most_mentions
from .plot_marks import bars, label_columns, label_rows, label_themes, number_paragraphs, theme_rows

MOST = 20  # themes in a picture
# in a picture; of more, several are one of so many columns, and none is numbered along the text
PARAGRAPHS = 30
_COLUMNS = 15
_DENSE = 1000  # mentions, from which on marks are thin
_THEME = ["group", "theme"]


def plot_counts(
    table: pd.DataFrame, articles: pd.DataFrame, *, lead: Lead | None = None, ax: Axes | None = None
) -> Chart | NoChart:
    """Bars: how often each theme is named, by group, most frequent first, the number beside its
    bar.

    `table` is `counts(mentions, articles, by="theme")`; `lead`, from `lead(mentions, articles,
    lexicon)`, gives the title and what more is said. Where the table has a column `coded`, from
    `mark_coded`, themes that no reader has checked are marked.
    """
    finding = (
        Finding(f"{lead.headline}.", lead.detail) if lead else Finding(f"{most_mentions(table)}.")
    )
    if not table["mentions"].any():
        return NoChart(finding.sentence)
    about = caption(articles, int(table["mentions"].sum()))
    others = [f"{group.headline}." for group in list(lead.groups.values())[1:]] if lead else []
    table, *notes = _largest(table)
    if "coded" in table and not table["coded"].any():
        table, notes = table.drop(columns="coded"), [*notes, "No reader has checked these counts."]
    elif "coded" in table and not table["coded"].all():
        notes += ["“Unchecked” themes have not been verified by a reader."]
    table = table.sort_values("mentions", ascending=False, kind="stable").sort_values(
        "group", kind="stable"
    )
    themes = theme_rows(table)
    if "coded" in table:
        themes["label"] += np.where(table["coded"], "", " (unchecked)")
    ax = axes_for(ax, themes["y"].max() + 1)
    bars(ax, themes["y"], table["mentions"], themes["colour"])
    label_themes(ax, themes)
    return Chart(
        ax, finding, alt_text("Bar chart of mentions by theme", table), about, *others, *notes
    )


def _largest(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """The rows of the themes that a picture has room for, those with most mentions, and what its
    caption says of the others.
    """
    labels = labelled(table)["label"]
    sizes = table["mentions"].groupby(labels, sort=False).sum()
    kept = sizes.nlargest(MOST).index
    rest, silent = len(sizes) - len(kept), int((sizes.drop(kept) == 0).sum())
    which = (
        f", {'all' if silent == rest else f'{silent:,}'} of them without a mention"
        if silent
        else ""
    )
    return table[
        labels.isin(kept)
    ], f"Not shown: {plural(rest, 'more theme')}{which}." if rest else ""


def plot_dispersion(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """Marks along the text: where each theme is named, from the article's start to its end,
    paragraphs drawn in.

    `table` is `dispersion(mentions, articles)` of one article: places in several texts have no
    common scale.
    """
    if len(articles) != 1:
        return _one_at_a_time(articles)
    finding = _dispersion_finding(table)
    if table.empty:
        return NoChart(f"{finding}.")
    entries, number = (
        lexicon_entries(table)[_THEME].drop_duplicates(ignore_index=True),
        mention_labels(table).codes,
    )
    entries = entries.astype(table[_THEME].dtypes).assign(
        mentions=np.bincount(number, minlength=len(entries))
    )
    shown, note = _largest(entries)
    themes = theme_rows(shown)
    ax = axes_for(ax, themes["y"].max() + 2.5)
    starts = table.attrs.get("paragraphs", [])
    numbered = 1 < len(starts) <= PARAGRAPHS
    number_paragraphs(ax, zip(count(1), starts, [*starts[1:], 1]) if numbered else (), 0.02)
    drawn, thick = np.isin(number, themes.index), 2.2 if len(table) < _DENSE else 0.5
    places = themes.loc[number[drawn]]
    ax.scatter(
        table["position"][drawn],
        places["y"],
        c=places["colour"],
        marker="|",
        s=130,
        linewidths=thick,
    )
    ax.set_xlim(0, 1)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["start", "25 %", "50 %", "75 %", "end"])
    ax.set_xlabel("place in the text" + ", numbers above: paragraphs" * numbered)
    label_themes(ax, themes)
    spread = (
        table.groupby("group", observed=True)["position"].agg(["size", "min", "max"]).itertuples()
    )
    parts = [
        f"{row.Index or 'All'}: {plural(row.size, 'mark')}"
        + (
            f" from {percent(row.min)} to {percent(row.max)}"
            if row.size > 1
            else f" at {percent(row.min)}"
        )
        for row in spread
    ]
    alt = described("Marks along the text, one a mention, in a row for each theme", parts)
    return Chart(
        ax, finding, alt, caption(articles, len(table)), note, pad=24 if numbered else None
    )


def _one_at_a_time(articles: pd.DataFrame) -> NoChart:
    return NoChart(f"Places are shown in one article at a time, not in {len(articles):,}.")


def _first_named(table: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The first group that is named, as the start of a sentence (empty where it is the only one),
    and its rows.
    """
    found = table[table["mentions"] > 0] if "mentions" in table else table
    every = table["group"].cat.categories
    first = groups(found)[0]
    return f"{first}: " if first and len(every) > 1 else "", found[found["group"] == first]


def _dispersion_finding(table: pd.DataFrame) -> str:
    """Over which part of the article the mentions of the first group that has some are spread."""
    if table.empty:
        return "None of the themes is mentioned"
    scope, rows = _first_named(table)
    names, (first, last) = rows["theme"].unique(), rows["position"].agg(["min", "max"])
    of = f" of {visible(names[0])}" if len(names) == 1 else "" if scope else " of the themes"
    if percent(first) == percent(last):
        every, stand = (
            share_of(len(rows), len(rows), "mention"),
            "stands" if len(rows) == 1 else "stand",
        )
        return scoped(scope, f"{every}{of} {stand} at {percent(first)} of the text")
    if first < 0.005:
        return scoped(
            scope,
            f"mentions{of} run from the start {'to the end' if last >= 0.995 else f'to {percent(last)}'} of the text",
        )
    end = "at its end" if last >= 0.995 else f"at {percent(last)}"
    return scoped(
        scope, f"the first mention{of} comes at {percent(first)} of the text, the last {end}"
    )


def plot_paragraphs(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """A grid, theme by paragraph: the number of mentions, the darker the more; empty where there is
    none.

    `table` is `counts(mentions, articles, by=["theme", "paragraph"])` of one article. Of more than
    `PARAGRAPHS`, neighbours share a column.
    """
    if len(articles) != 1:
        return _one_at_a_time(articles)
    finding = _paragraphs_finding(table)
    if not table["mentions"].any():
        return NoChart(f"{finding}.")
    about, alt = (
        caption(articles, int(table["mentions"].sum())),
        alt_text("Grid of mentions, theme by paragraph", table),
    )
    table, note = _largest(table)
    paragraphs = int(table["paragraph"].max())
    step = 1 if paragraphs <= PARAGRAPHS else -(-paragraphs // _COLUMNS)
    table = table.assign(paragraph=(table["paragraph"] - 1) // step)
    grid = table.pivot_table(
        index=_THEME,
        columns="paragraph",
        values="mentions",
        aggfunc="sum",
        observed=True,
        sort=False,
    )
    themes = theme_rows(grid.index.to_frame(index=False))
    ax = axes_for(ax, themes["y"].max() + 2)
    most = grid.to_numpy().max()
    for (_, theme), row in zip(themes.iterrows(), grid.to_numpy(), strict=True):
        for column, number in zip(grid.columns, row, strict=True):
            colour = pale(theme["colour"], 0.15 + 0.6 * number / most) if number else "#f4f4f4"
            ax.barh(theme["y"], 0.94, left=column - 0.47, height=0.88, color=colour)
            if number:
                ax.annotate(
                    str(number),
                    (column, theme["y"]),
                    ha="center",
                    va="center",
                    color=INK,
                    fontsize=SMALL,
                )
    ax.set_xlim(grid.columns.min() - 0.5, grid.columns.max() + 0.5)
    ticks = grid.columns[:: 1 if len(grid.columns) <= 10 else 2]
    ax.set_xticks(ticks, [f"{1 + step * tick:,}" for tick in ticks])
    ax.tick_params(axis="x", length=0)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel(
        "paragraph" if step == 1 else f"paragraphs, {step:,} a column, named by the first"
    )
    label_themes(ax, themes)
    return Chart(ax, finding, alt, about, note)


def _paragraphs_finding(table: pd.DataFrame) -> str:
    """Which paragraphs hold most mentions of the first group that has some."""
    if not table["mentions"].any():
        return "None of the themes is mentioned"
    scope, rows = _first_named(table)
    sizes = rows.groupby("paragraph")["mentions"].sum()
    total, most = int(sizes.sum()), sizes[sizes == sizes.max()]
    if len(sizes) == 1:
        which = share_of(total, total, "mention")
        return scoped(
            scope, f"{which} {'stands' if total == 1 else 'stand'} in paragraph {most.index[0]}"
        )
    if len(most) == 1:
        return scoped(
            scope, f"paragraph {most.index[0]} leads with {most.iloc[0]:,} of {total:,} mentions"
        )
    each = f"{most.iloc[0]:,} of {total:,} mentions each"
    if len(most) > 3:
        return scoped(scope, f"no paragraph leads; {in_words(len(most))} hold {each}")
    return scoped(
        scope, f"paragraphs {listed([str(number) for number in most.index])} lead with {each}"
    )


def _apart(names: pd.Index, most: int = LABEL["x"]) -> list[str]:
    """Names of at most so many characters: cut at their ends, or in the middle where their
    beginnings are alike.
    """
    cut = [shortened(name, most) for name in names]
    if len({*cut}) == len({*names}):
        return cut
    return [
        name if len(name) <= most else f"{name[: most // 3]}…{name[1 - 2 * most // 3 :]}"
        for name in names
    ]


def plot_cooccurrence(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """The lower half of theme x theme: in how many sentences two themes meet, the darker the more.

    `table` is `cooccurrence(mentions)`; themes that meet no other are left out and named in the
    caption.
    """
    sentences, pairs = int(sentence_counts(articles).sum()), meetings(table)
    finding = meet_most(pairs, sentences)
    if pairs.empty:
        return NoChart(f"{finding}.")
    square = table.to_numpy() * (1 - np.eye(len(table), dtype=int))
    meets = square.any(axis=0)
    alone, about = table.index[~meets].tolist(), [caption(articles, sentences, "sentence")]
    kept = np.sort(np.argsort(-square.sum(axis=0), kind="stable")[: min(MOST, meets.sum())])
    about += [f"Not shown: {plural(meets.sum() - MOST, 'more theme')}, which meet fewer."] * bool(
        meets.sum() > MOST
    )
    about += [f"In no sentence with another theme: {listed(alone)}."] * bool(alone)
    square, names = square[np.ix_(kept, kept)], table.index[kept]
    ax = axes_for(ax, 6 + len(names))
    most = square.max()
    for row, column in zip(*np.tril_indices(len(names), -1), strict=True):
        number = square[row, column]
        colour = pale("#4a4a8a", 0.15 + 0.65 * number / most) if number else "#f4f4f4"
        ax.barh(row, 0.94, left=column - 0.47, height=0.94, color=colour)
        if number:
            ink = "white" if number > 0.7 * most else INK
            ax.annotate(
                f"{number:,}", (column, row), ha="center", va="center", color=ink, fontsize=SMALL
            )
    label_rows(ax, names[1:], range(1, len(names)))
    label_columns(ax, _apart(names[:-1]))
    ax.set_ylim(len(names) - 0.5, 0.5)
    parts = pairs.agg("{0[theme]} with {0[other]} {0[count]:,}".format, axis=1).tolist()
    return Chart(
        ax, finding, described("Grid of the sentences that hold two themes", parts), *about
    )
