"""Tables of trust -> charts: how far coders agree, what the count finds and misses, and how its ranks move."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..tables.counts import labelled
from ..text.wording import listed, plural, shortened
from ..trust.codes import of_model
from ..trust.sensitivity import AS_IS, hinges
from ..trust.validity import SAMPLED, share_text
from .captions import Sentences, caption, described, groups
from .chart import FAINT, INK, PALETTE, Chart, axes_for, label_themes, pale, theme_rows, titled
from .findings import share_of
from .rates import GREY

UP, DOWN = PALETTE[2], PALETTE[1]
REPEATED = "Passes of one model show repeatability, not reliability"
_DISPUTED = ["disputed_finds", "disputed_misses"]


def plot_agreement(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """Bars: in how many sentences all coders saw a theme, and in how many only some did; beside them alpha, or where there
    is none, or a coder saw every sentence, the four numbers of the 2 x 2 table. `table` is `agreement(codes)`.
    """
    finding, coders = agreement_finding(table), table.attrs["coders"]
    about = finding.below(caption(articles, int(table["sentences"].iloc[-1]), "double-coded judgement"))
    kind = "Bars of the sentences in which every coder saw a theme, and in which only some did"
    table = table.iloc[:-1]  # the last is over all themes
    if table.empty:
        return Chart(_blank(ax, finding.title), finding.title, described(kind, []), about)
    themes = theme_rows(table)
    ax = axes_for(ax, themes["y"].max() + 4)
    y, colours = themes["y"], themes["colour"]
    both, some = table["both"].to_numpy(), (table["coded"] - table["both"]).to_numpy()
    _bars(ax, y, 0 * both, both, "white", color=colours)
    _bars(ax, y, both, some, INK, color="white", edgecolor=colours, hatch="////")
    notes = [_beside(row, coders) for row in table.itertuples()]
    for place, note in zip(y, notes, strict=True):
        ax.annotate(note, (1, place), xycoords=ax.get_yaxis_transform(), ha="right", va="center", color=GREY)
    room = 1 - min(0.75, 0.0145 * max(map(len, notes)))  # what a text of so many characters leaves of the width
    ax.set_xlim(0, max(1, table["coded"].max()) / room)
    names = "every coder saw the theme", "only some of them did"
    keys = [Patch(fc=GREY, label=names[0]), Patch(fc="white", ec=GREY, hatch="////", label=names[1])]
    _legend(ax, keys, "sentences in which")
    label_themes(ax, themes, finding.title)
    parts = [f"{label} {all_of} and {few}" for label, all_of, few in zip(themes["label"], both, some, strict=True)]
    return Chart(ax, finding.title, described(kind, parts), about)


def _beside(row: tuple, coders: list[str]) -> str:
    """Alpha, or in its place the numbers that it would have come from."""
    if not np.isnan(row.alpha) and row.neither:  # with none in neither, alpha is 0 or below, however well they agree
        return f"alpha {row.alpha:.2f}"
    if not row.sentences:
        return row.note
    if len(coders) > 2:
        return f"all {row.both}, some {row.coded - row.both}, none {row.neither}"
    names = ["both", *(f"only {coder}" for coder in coders), "neither"]
    numbers = [row.both, row.only_first, row.only_second, row.neither]
    return ", ".join(f"{name} {number}" for name, number in zip(names, numbers, strict=True) if number)


def agreement_finding(table: pd.DataFrame) -> Sentences:
    """On how many judgements the coders disagree, how far that is from chance, on which theme they agree least, and what passes
    of a language model show. `table` is `agreement(codes)`.

    A theme of which some coder sees every sentence is not named: its coefficient is 0 or below, however well they agree.
    """
    every, coders = table.iloc[-1], table.attrs["coders"]
    if not every["sentences"]:
        return Sentences(f"How far coders agree cannot be said: {every['note']}")
    models = sum(map(of_model, coders))
    who = "People and a language model" if models else "The coders"
    who = f"{models:,} passes of a language model" if models == len(coders) > 1 else who
    differ = int(every["sentences"] - every["both"] - every["neither"])
    verb = f"disagree on {differ:,} of" if differ else "agree on all"
    title = f"{who} {verb} {plural(every['sentences'], 'judgement')}"
    if pd.isna(every["alpha"]):
        return Sentences(title, f"No coefficient: {every['note']}")
    bounds = f" ({every['alpha_low']:.2f} to {every['alpha_high']:.2f})" if every["alpha_low"] <= every["alpha"] else ""
    alpha = f"Krippendorff’s alpha within themes is {every['alpha']:.2f}{bounds}"
    themes = labelled(table.iloc[:-1])
    themes = themes[themes["alpha"].notna() & (themes["neither"] > 0)]
    if len(themes) > 1:
        least = themes[themes["alpha"] == themes["alpha"].min()]
        alpha += f", lowest for {listed(least['label'].tolist())} ({least['alpha'].iloc[0]:.2f})"
    return Sentences(title, alpha, *[REPEATED] * (models > 1))


def plot_finds(table: pd.DataFrame, articles: pd.DataFrame, *, ax: Axes | None = None) -> Chart:
    """Bars: in how many sentences each theme was found rightly and wrongly, and to the left in how many it was missed; beside
    them the number of mentions that they qualify. `table` is `validity(mentions, codes, articles)`.
    """
    themes, finding = theme_rows(table), _finds_finding(table)
    ax = axes_for(ax, themes["y"].max() + 4)
    y, colours = themes["y"], themes["colour"]
    misses, perhaps, true, false, divided = (
        table[column].to_numpy() for column in ("misses", "disputed_misses", "true_finds", "false_finds", "disputed_finds")
    )
    _bars(ax, y, 0 * true, true, "white", color=colours)
    _bars(ax, y, true, false, INK, color=[pale(colour, 0.3) for colour in colours], edgecolor=colours, hatch="////")
    _bars(ax, y, true + false, divided, INK, color=FAINT)
    _bars(ax, y, -misses, misses, INK, color="white", edgecolor=colours, linestyle="--")
    _bars(ax, y, -misses - perhaps, perhaps, INK, color=FAINT)
    for place, row, coded in zip(y, table.itertuples(), table["note"] != "not coded", strict=True):
        note = plural(row.mentions, "mention") + ("" if coded else ", not coded")
        ax.annotate(note, (1, place), xycoords=ax.get_yaxis_transform(), ha="right", va="center", color=GREY)
    right, left = max(1, (true + false + divided).max(initial=0)), (misses + perhaps).max(initial=0)
    ax.set_xlim(-left - 0.02 * right, right * 1.3 + 0.3 * left)
    keys = [
        Patch(fc=GREY, label="found, and right"),
        Patch(fc=pale(GREY, 0.3), ec=GREY, hatch="////", label="found, but wrong"),
        Patch(fc="white", ec=GREY, ls="--", label="missed"),
        Patch(fc=FAINT, label="disputed (coders divided)"),
    ]
    _legend(ax, keys if (perhaps + divided).any() else keys[:3], "sentences (left of the line those that were not found)")
    label_themes(ax, themes, finding)
    ends = themes.groupby("group", observed=True, sort=False)["y"].agg(["min", "max"])  # the line spares the groups' names
    ax.vlines([0] * len(ends), ends["min"] - 0.5, ends["max"] + 0.5, color=INK, lw=0.8)
    parts = [
        f"{label} {row.true_finds}, {row.false_finds}, {row.misses}, {row.disputed_finds + row.disputed_misses}"
        for label, row in zip(themes["label"], table.itertuples(), strict=True)
    ]
    alt = described("Bars of sentences for each theme, found rightly, found wrongly, missed, disputed", parts)
    cases = int(table[["sentences", *_DISPUTED]].to_numpy().sum())
    return Chart(ax, finding, alt, caption(articles, cases, "coded case"))


def _finds_finding(table: pd.DataFrame) -> str:
    """How many matches the coders confirm and what the count misses, over all themes."""
    if not table[["sentences", *_DISPUTED]].to_numpy().any():
        return "No theme is coded, so nothing can be said about matches and misses"
    true, false, misses, divided, perhaps = (
        int(table[column].sum()) for column in ("true_finds", "false_finds", "misses", *_DISPUTED)
    )
    finds, parts = true + false + divided, []
    for verb, number in (("confirm", true), ("reject", false), ("split on", divided)):
        parts += [f"{verb} {f'{number:,}' if parts else share_of(number, finds, 'match', 'matches')}"] if number else []
    finding = f"The coders {listed(parts)}. " if finds else "No coded sentence has a match. "
    finding += f"The count misses {plural(misses, 'sentence')}" if misses else "The count misses no sentence that they agree on"
    return finding + (f"; on {perhaps:,} more they split" if perhaps else "")


def plot_validity(
    table: pd.DataFrame, articles: pd.DataFrame, *, beside: pd.DataFrame | None = None, ax: Axes | None = None
) -> Chart:
    """Points with their intervals: precision and recall of each theme, and of how many sentences each is.

    `table` is `validity(…)` of many articles or of a sample, of which only the themes that are coded are drawn; a share that is
    not defined has no point, and says so. `beside` is that of the articles that the terms were written for: where shares are
    lower than there, the finding says "elsewhere".
    """
    sampled = (table["interval"] == SAMPLED).any()
    table = table[table["note"] != "not coded"].reset_index(drop=True) if sampled else table
    finding, n = _shares_finding(table, beside), int(table[["sentences", *_DISPUTED]].sum(axis=1).max()) if len(table) else 0
    about = finding.below(caption(articles, n, "drawn sentence" if sampled else "coded sentence"))
    if table.empty:
        return Chart(_blank(ax, finding.title), finding.title, described("Precision and recall", []), about)
    themes = theme_rows(table)
    ax = axes_for(ax, 1.6 * themes["y"].max() + 5)
    seen = {"precision": table["true_finds"] + table["false_finds"], "recall": table["true_finds"] + table["misses"]}
    shares = {name: [share_text(*row) for row in table[[name, f"{name}_low", f"{name}_high"]].to_numpy()] for name in seen}
    for name, shift, marker in (("precision", -0.2, "o"), ("recall", 0.2, "D")):
        for place, row in enumerate(table.to_dict("records")):
            y, colour, n = themes["y"][place] + shift, themes["colour"][place], seen[name][place]
            ax.plot([row[f"{name}_low"], row[f"{name}_high"]], [y, y], color=colour, lw=2, solid_capstyle="butt")
            face = colour if marker == "o" else "white"
            ax.plot(row[name], y, marker, color=colour, mfc=face, ms=7, mew=1.5, clip_on=False, zorder=3)
            note = f"n = {n:,}" if n else "not coded" if row["note"] == "not coded" else f"no {name}"
            note += f", {shares[name][place]}" if n and np.isnan(row[name]) else ""
            ax.annotate(note, (1.02, y), xycoords=ax.get_yaxis_transform(), va="center", color=GREY, fontsize="small")
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.grid(axis="x", color=FAINT)
    keys = [
        Line2D([], [], marker="o", color=GREY, lw=2, label="precision: of the n sentences found, the share that is right"),
        Line2D([], [], marker="D", color=GREY, mfc="white", lw=2, label="recall: of the n sentences about it, the share found"),
    ]
    kinds = [kind for kind in dict.fromkeys(table["interval"]) if kind]
    title = ("shares weighted as sampled; " if sampled else "") + f"lines: intervals ({', '.join(kinds)})" if kinds else None
    place = {"loc": "upper left", "bbox_to_anchor": (0, 0), "borderaxespad": 3, "alignment": "left"}
    ax.legend(handles=keys, title=title, fontsize="small", **place)
    label_themes(ax, themes, finding.title)
    parts = [
        f"{label} precision {one}, recall {two}" for label, one, two in zip(themes["label"], *shares.values(), strict=True)
    ]
    return Chart(ax, finding.title, described("Points with intervals of precision and recall", parts), about)


def _shares_finding(table: pd.DataFrame, beside: pd.DataFrame | None) -> Sentences:
    """The lowest precision and recall, whether they fall behind those `beside`, and the recalls without an estimate."""
    if not table[["sentences", *_DISPUTED]].to_numpy().any():
        return Sentences("No theme is coded, so nothing can be said about matches and misses")
    rows, parts, worse = labelled(table), [], beside is not None
    both = table.merge(beside, on=["group", "theme"], suffixes=("", "_there")) if worse else table
    for name, what in (("precision", "of matches are right"), ("recall", "of relevant sentences found")):
        known = rows[name].dropna()
        parts += [f"{'as few as ' if len(known) > 1 and not parts else ''}{known.min():.0%} {what}"] if len(known) else []
        there = both[f"{name}_there"] if worse else 0
        worse = worse and not (both[name] > there).any() and (both[f"{name}_high"] < there).any()
    lowest = listed(parts) if parts else "no share is defined"
    title = f"Elsewhere, {lowest}" if worse else lowest[:1].upper() + lowest[1:]
    without = rows[rows["recall"].isna() & rows["recall_low"].notna()]
    bounds = [f"{row.label} {share_text(row.recall, row.recall_low, row.recall_high)}" for row in without.itertuples()]
    return Sentences(title, *[f"Too few misses were drawn to estimate recall: {listed(bounds)}"] * bool(bounds))


def plot_sensitivity(table: pd.DataFrame, articles: pd.DataFrame, *, most: int = 12, ax: Axes | None = None) -> Chart:
    """A grid: the ranks of the first group's themes, as it is and in each variant that moves one, those that move most first;
    a changed rank is coloured, with an arrow up or down. `table` is `sensitivity(articles, lexicon)`.
    """
    rows = table[table["group"] == groups(table)[0]]
    rows = rows.assign(number=rows.groupby("theme", observed=True).cumcount())
    as_is = labelled(rows[rows["variant"] == AS_IS]).sort_values("rank", kind="stable")
    order, finding = as_is["theme"].astype(str).tolist(), sensitivity_finding(table)
    ranks = rows.astype({"theme": object}).pivot(index="number", columns="theme", values="rank")[order]
    steps = ranks.iloc[0] - ranks  # up is positive
    moves = steps.abs().sum(axis=1)
    first = ((ranks == 1) != (ranks.iloc[0] == 1)).any(axis=1)
    moved = pd.DataFrame({"first": first, "moves": moves})[moves > 0].sort_values(["first", "moves"], ascending=False).index
    shown = [0, *moved[:most]]
    names = rows.drop_duplicates("number").set_index("number")
    ax = axes_for(ax, 8 + len(order), width=max(8, 3.5 + 0.5 * len(shown)))
    for column, number in enumerate(shown):
        for y, (rank, step) in enumerate(zip(ranks.loc[number], steps.loc[number], strict=True)):
            colour = FAINT if not number else "#f4f4f4" if not step else pale(UP if step > 0 else DOWN, 0.45)
            ax.barh(y, 0.94, left=column - 0.47, height=0.88, color=colour)
            arrow = "↑" if step > 0 else "↓" if step < 0 else ""
            ax.annotate(f"{rank}{arrow}", (column, y), ha="center", va="center", color=INK)
    labels = [_short(names.loc[number]) for number in shown]
    ax.set_yticks(range(len(order)), as_is["label"])
    ax.set_xticks(range(len(shown)), labels, rotation=40, ha="right", rotation_mode="anchor")
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xlim(-0.5, len(shown) - 0.5)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    left = len(moved) - len(shown) + 1
    more = f"; {plural(left, 'more change')} {'moves' if left == 1 else 'move'} a rank too" if left else ""
    note = "rank by mentions, 1 the most, equal counts share one; in each column one thing is changed"
    ax.set_xlabel(note + more, loc="left", wrap=True)
    kind = f"Grid of ranks by mentions, as it is and in {plural(len(shown) - 1, 'variant')}"
    parts = [f"{row.label} {row.rank}" for row in as_is.itertuples()]
    about = finding.below(caption(articles, int(table.loc[table["variant"] == AS_IS, "mentions"].sum())))
    return Chart(titled(ax, finding.title), finding.title, described(kind, parts), about)


def _short(row: pd.Series) -> str:
    """A variant's name for a narrow column."""
    if row["change"] == "not":
        return f"without not: of {row['changed_theme']}"
    return f"without “{shortened(row['term'], 24)}”" if row["change"] == "term" else row["variant"]


def sensitivity_finding(table: pd.DataFrame) -> Sentences:
    """Who is mentioned most in the first group, and what changes that, left out alone: `sensitivity(articles, lexicon)`."""
    leaders, lead, changes = _leaders(table, ["term", "not"])
    if not leaders or changes.empty:
        return Sentences(lead + ", whichever single term is left out" * bool(leaders))
    sentences = []
    for row in changes.itertuples():
        what = f"the term “{row.term}”" if row.change == "term" else f"the not: phrases of {row.changed_theme}"
        after = _first(table, row.variant)
        others, verb = [name for name in after if name not in leaders], "is" if len(after) == 1 else "are"
        then = f"{listed(after)} {verb} mentioned most, not {listed(leaders)}"
        if not after:
            then = "none of the themes is mentioned"
        elif leaders[0] in after and len(leaders) == 1:
            then = f"{leaders[0]} only ties with {listed(others)}"
        elif set(after) & set(leaders):
            then = f"{listed(after)} {verb if others else f'alone {verb}'} mentioned most"
        sentences.append(f"Without {what}, {then}")
    return Sentences(_scope(table) + sentences[0], *sentences[1:4])


def rules_finding(table: pd.DataFrame) -> Sentences:
    """Whether another counting rule lets another theme of the first group lead: `sensitivity(articles, lexicon)`."""
    leaders, lead, changes = _leaders(table, ["nested", "case"])
    if not leaders or changes.empty:
        return Sentences(lead + " under every counting rule tried" * bool(leaders))
    others = [f"{name}: {listed(_first(table, name))}" for name in changes["variant"]]
    return Sentences(f"{lead}, but not under every counting rule ({'; '.join(others)})")


def _leaders(table: pd.DataFrame, kinds: list[str]) -> tuple[list[str], str, pd.DataFrame]:
    """The leaders of the first group, that they lead in words, and the changes of these kinds that let others lead."""
    leaders, changes = _first(table, AS_IS), hinges(table)
    lead = f"{listed(leaders)} {'is' if len(leaders) == 1 else 'are'} mentioned most" if leaders else "No theme is mentioned"
    return leaders, _scope(table) + lead, changes[(changes["group"] == groups(table)[0]) & changes["change"].isin(kinds)]


def _first(table: pd.DataFrame, variant: str) -> list[str]:
    """The themes of the first group that are mentioned most in a variant."""
    rows = labelled(table[(table["variant"] == variant)])
    return rows[(rows["group"] == groups(table)[0]) & (rows["rank"] == 1) & (rows["mentions"] > 0)]["label"].tolist()


def _scope(table: pd.DataFrame) -> str:
    """The name of the first group, where there are several."""
    return f"{groups(table)[0]}: " if groups(table)[0] and len(groups(table)) > 1 else ""


def _bars(ax: Axes, y: pd.Series, left: np.ndarray, width: np.ndarray, ink: str, color: object, **look: object) -> None:
    """Bars from `left`, each with its number in the middle; none where the number is 0."""
    there = width > 0
    look = {key: value[there] if isinstance(value, pd.Series) else value for key, value in look.items()}
    color = [one for one, shown in zip(color, there, strict=True) if shown] if not isinstance(color, str) else color
    ax.barh(y[there], width[there], left=left[there], height=0.72, color=color, **look)
    box = {"bbox": {"fc": "white", "ec": "none", "pad": 1}} if "hatch" in look else {}
    for place, start, number in zip(y[there], left[there], width[there], strict=True):
        ax.annotate(f"{number:,}", (start + number / 2, place), ha="center", va="center", color=ink, fontsize="small", **box)


def _blank(ax: Axes | None, title: str) -> Axes:
    """What is drawn of a table without a row."""
    return titled(axes_for(ax, 3), title)


def _legend(ax: Axes, keys: list, title: str) -> None:
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    place = {"ncols": len(keys), "loc": "upper left", "bbox_to_anchor": (-0.3, 0)}
    ax.legend(handles=keys, title=title, fontsize="small", title_fontsize="small", **place)
