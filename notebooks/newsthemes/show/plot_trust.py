"""Tables of trust -> charts: how far coders agree, what the count finds and misses, and how its
ranks move.
"""

from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from ..tables.counts import labelled
from ..text.wording import capital, in_words, listed, percent, plural, shortened
from ..trust.codes import who_coded
from ..trust.sensitivity import AS_IS
from ..trust.validity import SAMPLED, share_text
from .captions import Sentences, caption, described
from .chart import Chart, NoChart, axes_for
from .colours import FAINT, INK, PALETTE, pale
from .findings_trust import (
    NOTHING_CODED,
    cases,
    checked,
    coders_agree,
    rivalries,
    spanned,
    stated,
    without_terms,
)
from .plot_marks import (
    GREY,
    key,
    key_below,
    label_columns,
    label_rows,
    label_themes,
    largest,
    note_beside,
    theme_rows,
)

UP, DOWN = PALETTE[2], PALETTE[1]
_DISPUTED = ["disputed_finds", "disputed_misses"]
_RANKED = 15  # themes in a grid of ranks


def plot_agreement(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """Bars: in how many sentences all coders saw a theme, and in how many only some did; beside
    them alpha, or where there is none, or a coder saw every sentence, the four numbers of the 2 x 2
    table. `table` is `agreement(codes)`.

    At most `MOST` themes are drawn, those seen most. Where no sentence was coded twice, there is
    Nothing to draw.
    """
    finding, coders, number = (
        coders_agree(table),
        table.attrs["coders"],
        int(table["sentences"].iloc[-1]),
    )
    rows = table.iloc[:-1].assign(mentions=table["coded"])  # the last is over all themes
    rows, selected = largest(rows[rows["sentences"] > 0])
    if rows.empty:
        return NoChart(finding.sentence, finding.detail)
    themes = theme_rows(rows)
    ax = axes_for(ax, themes["y"].max() + 4)
    y, colours = themes["y"], themes["colour"]
    both, some = rows["both"].to_numpy(), (rows["coded"] - rows["both"]).to_numpy()
    _bars(ax, y, 0 * both, both, "white", color=colours)
    _bars(ax, y, both, some, INK, color="white", edgecolor=colours, hatch="////")
    notes = [_beside(row, coders) for row in rows.itertuples()]
    for place, note in zip(y, notes, strict=True):
        note_beside(ax, place, note, 1, "right")
    room = 1 - min(
        0.75, 0.0145 * max(map(len, notes))
    )  # what a text of so many characters leaves of the width
    ax.set_xlim(0, max(1, rows["coded"].max()) / room)
    names = "every coder saw the theme", "only some of them did"
    keys = [
        Patch(fc=GREY, label=names[0]),
        Patch(fc="white", ec=GREY, hatch="////", label=names[1]),
    ]
    _legend(ax, keys if some.any() else keys[:1], "sentences in which")
    label_themes(ax, themes)
    kind = "Bars of the sentences in which every coder saw a theme, and in which only some did"
    parts = [
        f"{label} {all_of} and {few}"
        for label, all_of, few in zip(themes["label"], both, some, strict=True)
    ]
    about = caption(articles, number, "case", cases(table["sentences"].iloc[:-1]), words=False)
    return Chart(ax, finding, described(kind, parts), about, *selected)


def _beside(row: tuple, coders: list[str]) -> str:
    """Alpha, or in its place the numbers that it would have come from."""
    if (
        not np.isnan(row.alpha) and row.neither
    ):  # with none in neither, alpha is 0 or below, however well they agree
        return f"alpha {row.alpha:.2f}"
    if not row.sentences:
        return row.note
    if len(coders) > 2:
        return f"all {row.both}, some {row.coded - row.both}, none {row.neither}"
    names = ["both", *(f"only {coder}" for coder in coders), "neither"]
    numbers = [row.both, row.only_first, row.only_second, row.neither]
    return ", ".join(
        f"{name} {number}" for name, number in zip(names, numbers, strict=True) if number
    )


def plot_finds(
    table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None
) -> Chart | NoChart:
    """Bars: in how many sentences each theme was found rightly and wrongly, and to the left in how
    many it was missed; beside them the number of mentions that they qualify. `table` is
    `validity(mentions, codes, articles)`.

    At most `MOST` themes are drawn, those most mentioned. Where nothing is coded, there is Nothing
    to draw.
    """
    finding, sizes = checked(table, short=True), table[["sentences", *_DISPUTED]].sum(axis=1)
    if not sizes.any():
        return NoChart(finding.sentence, finding.detail)
    rows, selected = largest(table)
    themes = theme_rows(rows)
    ax = axes_for(ax, themes["y"].max() + 4)
    y, colours = themes["y"], themes["colour"]
    misses, perhaps, true, false, divided = (
        rows[column].to_numpy()
        for column in ("misses", "disputed_misses", "true_finds", "false_finds", "disputed_finds")
    )
    _bars(ax, y, 0 * true, true, "white", color=colours)
    _bars(
        ax,
        y,
        true,
        false,
        INK,
        color=[pale(colour, 0.3) for colour in colours],
        edgecolor=colours,
        hatch="////",
    )
    _bars(ax, y, true + false, divided, INK, color=FAINT)
    _bars(ax, y, -misses, misses, INK, color="white", edgecolor=colours, linestyle="--")
    _bars(ax, y, -misses - perhaps, perhaps, INK, color=FAINT)
    for place, row, coded in zip(y, rows.itertuples(), rows["note"] != "not coded", strict=True):
        note_beside(
            ax, place, plural(row.mentions, "mention") + ", not coded" * (not coded), 1, "right"
        )
    right, left = max(1, (true + false + divided).max(initial=0)), (misses + perhaps).max(initial=0)
    ax.set_xlim(-left - 0.02 * right, right * 1.3 + 0.3 * left)
    keys = [
        (true, Patch(fc=GREY, label="found, and right")),
        (false, Patch(fc=pale(GREY, 0.3), ec=GREY, hatch="////", label="found, but wrong")),
        (misses, Patch(fc="white", ec=GREY, ls="--", label="missed")),
        (perhaps + divided, Patch(fc=FAINT, label="coders disagree")),
    ]
    _legend(
        ax,
        [patch for numbers, patch in keys if numbers.any()],
        "sentences (left of the line those that were not found)",
    )
    label_themes(ax, themes)
    ends = themes.groupby("group", observed=True, sort=False)["y"].agg(
        ["min", "max"]
    )  # the line spares the groups' names
    ax.vlines([0] * len(ends), ends["min"] - 0.5, ends["max"] + 0.5, color=INK, lw=0.8)
    parts = [
        f"{label} {row.true_finds}, {row.false_finds}, {row.misses}, {row.disputed_finds + row.disputed_misses}"
        for label, row in zip(themes["label"], rows.itertuples(), strict=True)
    ]
    alt = described(
        "Bars of sentences for each theme, found rightly, found wrongly, missed, coders disagree",
        parts,
    )
    about = caption(articles, int(sizes.sum()), "case", cases(sizes), words=False)
    return Chart(ax, finding, alt, about, _coded_by(table), *selected)


def _coded_by(table: pd.DataFrame) -> str:
    return f"Checked by {who_coded(table.attrs['coders'])}."


def plot_validity(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    beside: pd.DataFrame | None = None,
    ax: Axes | None = None,
) -> Chart | NoChart:
    """Points with their intervals: precision and recall of each theme, and of how many sentences
    each is.

    `table` is `validity(…)` of many articles or of a sample, of which only the themes that are
    coded are drawn; a share that is not defined has no point, and says so. `beside` is that of the
    articles that the terms were written for: it is marked, and where shares are lower than there,
    the finding says so.
    """
    rows, finding = table[table["note"] != "not coded"], _shares_finding(table, beside)
    known = rows[["precision", "recall", "precision_low", "recall_low"]].notna().any(axis=1)
    if not known.any():
        return NoChart(finding.sentence, finding.detail)
    sampled, number = (
        (rows["interval"] == SAMPLED).any(),
        int(rows[["sentences", *_DISPUTED]].sum(axis=1).max()),
    )
    unread, rows = len(table) - len(rows), rows[known]
    kinds = [kind for kind in dict.fromkeys(rows["interval"]) if kind]
    about = [
        caption(articles, number, "drawn sentence" if sampled else "coded sentence", words=False),
        _coded_by(table),
    ]
    about += [
        "Sentences were drawn from groups (strata) and are weighted by how many they stand for."
    ] * bool(sampled)
    about += [f"Lines: 95 % intervals ({', '.join(kinds)})."] * bool(kinds)
    about += ["n: coded sentences behind each share."]
    about += [f"{plural(unread, 'theme')} {'is' if unread == 1 else 'are'} unchecked."] * bool(
        unread and not sampled
    )
    if vague := int((~known).sum()):
        about.append(
            f"{plural(vague, 'theme')} with neither a match nor a miss {'is' if vague == 1 else 'are'} not shown."
        )
    rows, selected = largest(rows)
    themes = theme_rows(rows)
    ax = axes_for(ax, 1.6 * themes["y"].max() + 5)
    seen = {
        "precision": rows["true_finds"] + rows["false_finds"],
        "recall": rows["true_finds"] + rows["misses"],
    }
    shares = {
        name: [share_text(*row) for row in rows[[name, f"{name}_low", f"{name}_high"]].to_numpy()]
        for name in seen
    }
    written_for = _there(table, beside)
    of_so_many = "" if written_for is None else f" (n = {_sizes(written_for)})"
    weighted = "the estimated share of all sentences about the theme\nthat the terms find; sampled sentences are weighted"
    recall = weighted if sampled else "of the n sentences about it, the share found"
    right = "of the n sentences found, the share that is right"
    right = "the estimated share of all sentences found that are right" if sampled else right
    there = (
        {}
        if beside is None
        else beside.astype({"group": object, "theme": object}).set_index(["group", "theme"])
    )
    for name, shift, marker in (("precision", -0.2, "o"), ("recall", 0.2, "D")):
        for place, row in enumerate(rows.to_dict("records")):
            y, colour, n = themes["y"][place] + shift, themes["colour"][place], seen[name][place]
            face = colour if marker == "o" else "white"
            ax.plot(
                [row[f"{name}_low"], row[f"{name}_high"]],
                [y, y],
                color=colour,
                lw=2,
                solid_capstyle="butt",
            )
            ax.plot(
                row[name], y, marker, color=colour, mfc=face, ms=7, mew=1.5, clip_on=False, zorder=3
            )
            if len(there) and (row["group"], row["theme"]) in there.index:
                elsewhere = there.loc[(row["group"], row["theme"]), name]
                ax.plot(elsewhere, y, "|", color=INK, ms=11, mew=2, clip_on=False, zorder=4)
            note = f"n = {n:,}" if n else f"no {name}"
            note += f", {shares[name][place]}" if n and np.isnan(row[name]) else ""
            note_beside(ax, y, note)
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    ax.grid(axis="x", color=FAINT)
    keys = [
        key(f"precision: {right}", lw=2),
        key(f"recall: {recall}", lw=2, marker="D", mfc="white"),
        *[
            key(
                f"the same in the text that the terms were written for{of_so_many}",
                INK,
                marker="|",
                ms=11,
                mew=2,
            )
        ]
        * (beside is not None),
    ]
    key_below(ax, keys, 26)
    label_themes(ax, themes)
    parts = [
        f"{label} precision {one}, recall {two}"
        for label, one, two in zip(themes["label"], *shares.values(), strict=True)
    ]
    alt = described("Points with intervals of precision and recall", parts)
    return Chart(ax, finding, alt, *about, *selected)


def _there(table: pd.DataFrame, beside: pd.DataFrame | None) -> pd.DataFrame | None:
    """The themes of a table of shares in another, those that were coded in both; None where there
    are none.
    """
    if beside is None:
        return None
    both = table[["group", "theme", "note"]].merge(
        beside, on=["group", "theme"], suffixes=("", "_there")
    )
    both = both[(both["note"] != "not coded") & (both["note_there"] != "not coded")]
    return both if len(both) else None


def _sizes(table: pd.DataFrame) -> str:
    """Of how many sentences the shares of a table are, from the fewest to the most."""
    sizes = pd.concat([table["true_finds"] + table[other] for other in ("false_finds", "misses")])
    return " to ".join(f"{size:,.0f}" for size in dict.fromkeys([sizes.min(), sizes.max()]))


def _shares_finding(table: pd.DataFrame, beside: pd.DataFrame | None) -> Sentences:
    """The lowest precision and recall, whether they fall behind those `beside`, and the recalls
    without an estimate.
    """
    if (table["note"] == "not coded").all():
        return Sentences(NOTHING_CODED)
    rows, there = labelled(table[table["note"] != "not coded"]), _there(table, beside)
    spans, lowest, worse = {}, [], there is not None
    for name in ("precision", "recall"):
        known = rows[rows[name].notna()]
        spans |= {name: spanned(known[name])} if len(known) else {}
        if known[name].nunique() > 1:
            lowest += [
                f"lowest {name}: {percent(known[name].min())} ({known.loc[known[name].idxmin(), 'label']})"
            ]
        if worse:
            own, elsewhere = (
                rows.set_index(["group", "theme"])[name],
                there.set_index(["group", "theme"])[name],
            )
            worse = (
                own.loc[elsewhere.index].dropna() < elsewhere[own.loc[elsewhere.index].notna()]
            ).all()
    lower = "all estimates are lower than in the text that the terms were written for"
    title = (
        capital(lower if worse else stated(spans))
        if spans
        else "No coded sentence has a match or should have one"
    )
    across = "in these articles" + f", across {in_words(len(rows))} themes" * (len(rows) > 1) + ", "
    details = [capital(across + stated(spans))] * bool(worse and spans)
    if worse and spans:
        shares = {name: spanned(there[name]) for name in spans if there[name].notna().any()}
        details.append(
            f"In that text, {stated(shares)}, which rest on {_sizes(there)} sentences a theme"
        )
    details += [capital("; ".join(lowest))] * bool(lowest and not worse)
    for name in ("precision", "recall"):
        without = rows[rows[name].isna() & rows[f"{name}_low"].notna()]
        shares = without[[name, f"{name}_low", f"{name}_high"]].to_numpy()
        bounds = [
            f"{label} {share_text(*row)}"
            for label, row in zip(without["label"], shares, strict=True)
        ]
        drawn = "misses" if name == "recall" else "matches of new terms"
        details += [f"Too few {drawn} were drawn to estimate {name}: {listed(bounds)}"] * bool(
            bounds
        )
    return Sentences(title, *details)


def plot_sensitivity(
    table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, ax: Axes | None = None
) -> Chart | NoChart:
    """A grid: the ranks of the themes of the first group that is mentioned, with all terms and in
    each variant that moves one, those that move most first; a changed rank is coloured, with an
    arrow up or down. `table`: `sensitivity(articles, lexicon)`.

    At most `most` variants and 15 themes are drawn, those of the highest ranks. Where no rank
    moves, there is Nothing to draw.
    """
    finding, as_is = without_terms(table), table[table["variant"] == AS_IS]
    rows = table[table["group"] == next(iter(rivalries(table)), [None])[0]]
    rows = rows.assign(number=rows.groupby("theme", observed=True).cumcount())
    every = labelled(rows[rows["variant"] == AS_IS]).sort_values("rank", kind="stable")
    first = every.head(_RANKED)
    order = first["theme"].astype(str).tolist()
    ranks, mentions = (
        rows.astype({"theme": object}).pivot(index="number", columns="theme", values=name)[order]
        for name in ("rank", "mentions")
    )
    steps = ranks.iloc[0] - ranks if len(ranks) else ranks  # up is positive
    moves = steps.abs().sum(axis=1)
    if not moves.any():
        return NoChart(finding.sentence, finding.detail)
    lead = ((ranks == 1) != (ranks.iloc[0] == 1)).any(axis=1)
    moved = (
        pd.DataFrame({"lead": lead, "moves": moves})[moves > 0]
        .sort_values(["lead", "moves"], ascending=False)
        .index
    )
    shown = [0, *moved[:most]]
    names = rows.drop_duplicates("number").set_index("number")
    ax = axes_for(ax, 8 + len(order), width=max(8, 3.5 + 0.5 * len(shown)))
    for column, number in enumerate(shown):
        for y, (rank, step, named) in enumerate(
            zip(ranks.loc[number], steps.loc[number], mentions.loc[number], strict=True)
        ):
            step = (
                step if named else -int(mentions.iloc[0, y] > 0)
            )  # without a mention a rank is no gain
            colour = (
                FAINT
                if not number
                else "#f4f4f4"
                if not step
                else pale(UP if step > 0 else DOWN, 0.45)
            )
            ax.barh(y, 0.94, left=column - 0.47, height=0.88, color=colour)
            arrow = "↑" if step > 0 else "↓" if step < 0 else ""
            ax.annotate(
                f"{rank}{arrow}" if named else "0", (column, y), ha="center", va="center", color=INK
            )
    label_rows(ax, first["label"])
    shorter = [
        wrap(_short(names.loc[number]), 28, max_lines=2, placeholder="…") for number in shown
    ]
    label_columns(ax, list(map("\n".join, shorter)))
    kind = f"Grid of ranks by mentions, with all terms and in {plural(len(shown) - 1, 'variant')}"
    parts = [f"{row.label} {row.rank}" for row in first.itertuples()]
    left, under = len(moved) - len(shown) + 1, len(every) - len(first)
    more = (
        [f"{plural(left, 'more change')} {'moves' if left == 1 else 'move'} a rank too."]
        if left
        else []
    )
    more += (
        [f"{plural(under, 'theme')} of lower rank {'is' if under == 1 else 'are'} in the table."]
        if under
        else []
    )
    unit = "Numbers are ranks by mentions, 1 for the most. Themes with equal counts share a rank; 0: no longer mentioned."
    keys = [
        Patch(fc=pale(colour, 0.45), label=f"{way} than with {AS_IS}")
        for colour, way in ((UP, "higher"), (DOWN, "lower"))
    ]
    group = rows["group"].iloc[0]
    title = f"{group}: rank by mentions" if group else "Rank by mentions"
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0.3, "borderpad": 0}
    ax.legend(
        handles=keys,
        ncols=2,
        title=title,
        alignment="left",
        fontsize="small",
        title_fontsize="small",
        **place,
    )
    alt, about = described(kind, parts), caption(articles, int(as_is["mentions"].sum()))
    return Chart(ax, finding, alt, about, unit, *more, pad=36)


def _short(row: pd.Series) -> str:
    """A variant's name for a narrow column."""
    if row["change"] == "not":
        return f"without not: of {row['changed_theme']}"
    return f"without “{shortened(row['term'], 40)}”" if row["change"] == "term" else row["variant"]


def _bars(
    ax: Axes, y: pd.Series, left: np.ndarray, width: np.ndarray, ink: str, **look: object
) -> None:
    """Bars from `left`, each with its number in the middle; none where the number is 0."""
    there = width > 0
    look = {
        name: value if isinstance(value, str) else np.asarray(value)[there]
        for name, value in look.items()
    }
    ax.barh(y[there], width[there], left=left[there], height=0.72, **look)
    box = {"bbox": {"fc": "white", "ec": "none", "pad": 1}} if "hatch" in look else {}
    for place, start, number in zip(y[there], left[there], width[there], strict=True):
        ax.annotate(
            f"{number:,}",
            (start + number / 2, place),
            ha="center",
            va="center",
            color=ink,
            fontsize="small",
            **box,
        )


def _legend(ax: Axes, keys: list, title: str) -> None:
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    key_below(ax, keys, 6, -0.3, ncols=len(keys), title=title)
