"""Tables of trust -> Axes, in the look of plots.py. Nothing here shows, saves or sets a global style."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ..tables.counts import labelled
from ..text.wording import plural
from ..trust.codes import of_model
from ..trust.sensitivity import AS_IS
from ..trust.validity import SAMPLED
from .figures import as_written
from .findings import groups
from .findings_trust import REPEATED, disagreement, sensitivity_finding, share_text, validity_finding
from .plots import FAINT, INK, PALETTE, _axes, _dress, _rows, pale

GREY = "#666666"
UP, DOWN = PALETTE[2], PALETTE[1]


@as_written
def plot_finds(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars: in how many sentences each theme was found rightly and wrongly, and to the left in how many it was missed; beside
    them the number of mentions that they qualify. `table` is `validity(mentions, codes, articles)`.
    """
    themes = _rows(table)
    ax = _axes(ax, themes["y"].max() + 4)
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
        said = plural(row.mentions, "mention") + ("" if coded else ", not coded")
        ax.annotate(said, (1, place), xycoords=ax.get_yaxis_transform(), ha="right", va="center", color=GREY)
    right, left = max(1, (true + false + divided).max(initial=0)), (misses + perhaps).max(initial=0)
    ax.set_xlim(-left - 0.02 * right, right * 1.3 + 0.3 * left)
    keys = [
        Patch(fc=GREY, label="found, and right"),
        Patch(fc=pale(GREY, 0.3), ec=GREY, hatch="////", label="found, but wrong"),
        Patch(fc="white", ec=GREY, ls="--", label="missed"),
        Patch(fc=FAINT, label="disputed (coders divided)"),
    ]
    _legend(ax, keys if (perhaps + divided).any() else keys[:3], "sentences (left of the line those that were not found)")
    _dress(ax, themes, validity_finding(table))
    ends = themes.groupby("group", observed=True, sort=False)["y"].agg(["min", "max"])  # the line spares the groups' names
    ax.vlines([0] * len(ends), ends["min"] - 0.5, ends["max"] + 0.5, color=INK, lw=0.8)
    return ax


def _bars(ax: Axes, y: pd.Series, left: np.ndarray, width: np.ndarray, ink: str, color: object, **look: object) -> None:
    """Bars from `left`, each with its number in the middle; none where the number is 0."""
    there = width > 0
    look = {key: value[there] if isinstance(value, pd.Series) else value for key, value in look.items()}
    color = [one for one, shown in zip(color, there, strict=True) if shown] if not isinstance(color, str) else color
    ax.barh(y[there], width[there], left=left[there], height=0.72, color=color, **look)
    box = {"bbox": {"fc": "white", "ec": "none", "pad": 1}} if "hatch" in look else {}
    for place, start, number in zip(y[there], left[there], width[there], strict=True):
        ax.annotate(f"{number:,}", (start + number / 2, place), ha="center", va="center", color=ink, fontsize="small", **box)


def _only_title(ax: Axes | None, title: str) -> Axes:
    """What is drawn of a table without a row."""
    ax = _axes(ax, 3)
    ax.set_title(title, loc="left", wrap=True, color=INK)
    return ax


def _legend(ax: Axes, keys: list, title: str) -> None:
    ax.xaxis.set_visible(False)
    ax.spines["bottom"].set_visible(False)
    legend = ax.legend(handles=keys, title=title, ncols=len(keys), loc="upper left", bbox_to_anchor=(-0.3, 0), fontsize="small")
    legend.get_title().set_fontsize("small")


@as_written
def plot_validity(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Points with their intervals: precision and recall of each theme, and of how many sentences each is.

    `table` is `validity(…)` of many articles or of a sample; a share that is not defined has no point, and says so.
    """
    if table.empty:
        return _only_title(ax, validity_finding(table))
    themes = _rows(table)
    ax = _axes(ax, 1.6 * themes["y"].max() + 5)
    seen = {"precision": table["true_finds"] + table["false_finds"], "recall": table["true_finds"] + table["misses"]}
    for name, shift, marker in (("precision", -0.2, "o"), ("recall", 0.2, "D")):
        for y, colour, row, n in zip(themes["y"] + shift, themes["colour"], table.to_dict("records"), seen[name], strict=True):
            face = colour if marker == "o" else "white"
            if not np.isnan(row[f"{name}_low"]):
                ax.plot([row[f"{name}_low"], row[f"{name}_high"]], [y, y], color=colour, lw=2, solid_capstyle="butt")
            if not np.isnan(row[name]):
                ax.plot(row[name], y, marker, color=colour, mfc=face, ms=7, mew=1.5, clip_on=False, zorder=3)
            said = f"n = {n:,}" if n else "not coded" if row["note"] == "not coded" else f"no {name}"
            if n and np.isnan(row[name]):
                said += f", {share_text(*(row[name + end] for end in ('', '_low', '_high')))}"
            ax.annotate(said, (1.02, y), xycoords=ax.get_yaxis_transform(), va="center", color=GREY, fontsize="small")
    ax.set_xlim(-0.01, 1.01)
    ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])
    ax.grid(axis="x", color=FAINT)
    keys = [
        Line2D([], [], marker="o", color=GREY, lw=2, label="precision: of the n sentences found, the share that is right"),
        Line2D([], [], marker="D", color=GREY, mfc="white", lw=2, label="recall: of the n sentences about it, the share found"),
    ]
    kinds = [kind for kind in dict.fromkeys(table["interval"]) if kind]
    title = f"lines: intervals ({', '.join(kinds)})" if kinds else None
    title = f"shares weighted as sampled; {title}" if SAMPLED in kinds else title
    ax.legend(
        handles=keys, title=title, loc="upper left", bbox_to_anchor=(0, 0), borderaxespad=3, alignment="left", fontsize="small"
    )
    return _dress(ax, themes, validity_finding(table))


@as_written
def plot_agreement(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Bars: in how many sentences all coders saw a theme, and in how many only some did; beside them alpha, or where there
    is none, or a coder saw every sentence, the four numbers of the 2 x 2 table. `table` is `agreement(codes)`.
    """
    finding, coders = disagreement(table), table.attrs["coders"]
    table = table.iloc[:-1]  # the last is over all themes
    if table.empty:
        return _only_title(ax, finding)
    themes = _rows(table)
    ax = _axes(ax, themes["y"].max() + 4)
    y, colours = themes["y"], themes["colour"]
    both, some = table["both"].to_numpy(), (table["coded"] - table["both"]).to_numpy()
    _bars(ax, y, 0 * both, both, "white", color=colours)
    _bars(ax, y, both, some, INK, color="white", edgecolor=colours, hatch="////")
    said = [_beside(row, coders) for row in table.itertuples()]
    for place, text in zip(y, said, strict=True):
        ax.annotate(text, (1, place), xycoords=ax.get_yaxis_transform(), ha="right", va="center", color=GREY)
    room = 1 - min(0.75, 0.0145 * max(map(len, said)))  # what a text of so many characters leaves of the width
    ax.set_xlim(0, max(1, table["coded"].max()) / room)
    names = "every coder saw the theme", "only some of them did"
    keys = [Patch(fc=GREY, label=names[0]), Patch(fc="white", ec=GREY, hatch="////", label=names[1])]
    _legend(ax, keys, f"{REPEATED}; sentences in which" if sum(map(of_model, coders)) > 1 else "sentences in which")
    return _dress(ax, themes, finding)


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


@as_written
def plot_sensitivity(table: pd.DataFrame, *, ax: Axes | None = None, most: int = 12) -> Axes:
    """A grid: the ranks of the first group's themes, as it is and in each variant that moves one, those that move most first;
    a changed rank is coloured, with an arrow up or down. `table` is `sensitivity(articles, lexicon)`.
    """
    rows = table[table["group"] == groups(table)[0]]
    rows = rows.assign(number=rows.groupby("theme", observed=True).cumcount())
    as_is = rows[rows["variant"] == AS_IS]
    order = as_is.sort_values("rank", kind="stable")["theme"].astype(str).tolist()
    ranks = rows.astype({"theme": object}).pivot(index="number", columns="theme", values="rank")[order]
    steps = ranks.iloc[0] - ranks  # up is positive
    moves = steps.abs().sum(axis=1)
    first = ((ranks == 1) != (ranks.iloc[0] == 1)).any(axis=1)
    shown = [
        0,
        *pd.DataFrame({"first": first, "moves": moves})[moves > 0]
        .sort_values(["first", "moves"], ascending=False)
        .index[:most],
    ]
    names = rows.drop_duplicates("number").set_index("number")
    ax = _axes(ax, 8 + len(order), width=max(8, 3.5 + 0.5 * len(shown)))
    for column, number in enumerate(shown):
        for y, (rank, step) in enumerate(zip(ranks.loc[number], steps.loc[number], strict=True)):
            colour = FAINT if not number else "#f4f4f4" if not step else pale(UP if step > 0 else DOWN, 0.45)
            ax.barh(y, 0.94, left=column - 0.47, height=0.88, color=colour)
            arrow = "↑" if step > 0 else "↓" if step < 0 else ""
            ax.annotate(f"{rank}{arrow}", (column, y), ha="center", va="center", color=INK)
    ax.set_yticks(range(len(order)), [labelled(as_is).set_index("theme")["label"][theme] for theme in order])
    ax.set_xticks(
        range(len(shown)), [_short(names.loc[number]) for number in shown], rotation=40, ha="right", rotation_mode="anchor"
    )
    ax.set_ylim(len(order) - 0.4, -0.6)
    ax.set_xlim(-0.5, len(shown) - 0.5)
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    left = (moves > 0).sum() - len(shown) + 1
    more = f"; {plural(int(left), 'change')} more move a rank too" if left else ""
    said = "rank by mentions, 1 the most, equal counts share one; in each column one thing is changed"
    ax.set_xlabel(said + more, loc="left", wrap=True)
    ax.set_title(sensitivity_finding(table), loc="left", wrap=True, color=INK)
    return ax


def _short(row: pd.Series) -> str:
    """A variant's name for a narrow column."""
    if row["change"] == "not":
        return f"without not: of {row['changed_theme']}"
    term = row["term"] if len(row["term"]) <= 24 else row["term"][:23] + "…"
    return f"without “{term}”" if row["change"] == "term" else row["variant"]
