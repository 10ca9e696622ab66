"""What the charts are drawn with: our style, axes of a size, labels of rows, numbers as written.

The look is the Matplotlib style in the file beside this one.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ..text.characters import visible
from .colors import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STYLE = "newsthemes.plots.newsthemes"  # as Matplotlib calls the file of a package
SHOWN = "Shown: "  # what a chart shows, in words, is the label of its axes and begins so
WIDTH = 5.6  # inches of a chart, as in the style
ROW = 0.33  # inches of a row
LINE = 0.6  # of a row, for a line of its label
GAP = 0.5  # of a row, between two groups
MOST = 26  # characters in a line of a label
NONE = "none"  # what axes say in which there is nothing to draw


@contextmanager
def in_style() -> Iterator[None]:
    """Draw in our style; as a decorator, too.

    Jupyter's backend is loaded with the first figure, and has figures shown by themselves from then
    on. The end of a style would take that back, and no later chart be shown.
    """
    import matplotlib  # loaded where it is needed
    import matplotlib.pyplot as plt

    from . import fonts  # noqa: F401 (adds that of the style)

    with plt.style.context(STYLE):
        yield
        shows_figures = matplotlib.is_interactive()
    matplotlib.interactive(shows_figures)


def axes_with_rows(
    ax: Axes | None,
    labels: list[str],
    groups: list[str] | None = None,
    colors: dict[str, str] | None = None,
    free: int = 0,
) -> tuple[Axes, np.ndarray]:
    """The axes that are given, or those of a new figure, with a row for each label, the first on
    top, group under group, below so many `free` rows; and the places of the rows. The names of
    groups stand above theirs in their color.

    >>> axes_with_rows(None, ["Trade", "War", "Iran"], ["A", "A", "B"], {"A": "b", "B": "k"})[1]
    array([1.5, 2.5, 5. ])
    """
    most = _most(ax)
    groups = groups or [""] * len(labels)
    depth = float(free)
    places = []
    heads = {}  # the groups, by the places of their names
    for before, group, label in zip(["", *groups], groups, labels, strict=False):
        if group != before:
            depth += GAP * bool(places)
        if group and group != before:
            height = _height(wrap(group, most))
            heads[depth + height / 2] = group
            depth += height
        height = _height(wrap(label, most))
        places.append(depth + height / 2)
        depth += height
    ax = axes_for(ax, depth)
    names = [wrap(name, most) for name in [*heads.values(), *labels]]
    ax.set_yticks([*heads, *places], names, parse_math=False)
    for group, label in zip(heads.values(), ax.get_yticklabels(), strict=False):
        label.set(color=colors[group], weight="bold")
    ax.set_ylim(depth, 0)
    ax.tick_params(axis="y", length=0, pad=11)
    ax.spines["left"].set_visible(False)
    return ax, np.array(places)


def rows_height(ax: Axes) -> float:
    """How many inches the rows need; their labels in lines, if the figure is of another width than
    when they were drawn."""
    most = _most(ax)
    labels = [label.get_text() for label in ax.get_yticklabels()]
    if most == MOST:
        return ROW * max(ax.get_ylim())
    wrapped = [wrap(" ".join(label.split()), most) for label in labels]
    ax.set_yticks(ax.get_yticks(), wrapped)
    more = [_height(after) / _height(label) for after, label in zip(wrapped, labels, strict=True)]
    return ROW * max(ax.get_ylim()) * max([1, *more])


def _most(ax: Axes | None) -> int:
    """Letters in a line of a label."""
    return max(16, round(MOST * width_of(ax) / WIDTH))


def width_of(ax: Axes | None) -> float:
    """Inches of the figure that the axes have, or those of a new figure."""
    if ax is None:
        return WIDTH
    width = ax.get_figure(root=True).get_figwidth()
    place = ax.get_subplotspec()
    return width / place.get_gridspec().ncols if place else width


def _height(label: str) -> float:
    """Of the row of a label, in rows."""
    lines = len(label.splitlines())
    return 1 if lines < 2 else LINE * lines + 0.3


def axes_for(ax: Axes | None, depth: float) -> Axes:
    """The axes that are given, or those of a new figure that has room for so many rows. Their title
    and what stands below are wrapped, also if they are set later."""
    if ax is None:
        import matplotlib.pyplot as plt  # loaded where it is needed

        _, ax = plt.subplots(figsize=(WIDTH, 0.9 + ROW * depth))
    ax.spines[["top", "right"]].set_visible(False)
    for place in ("left", "center"):
        ax.set_title(ax.get_title(place), loc=place, wrap=True, parse_math=False)
    ax.set_xlabel(ax.get_xlabel(), wrap=True, parse_math=False)
    return ax


def without_rows(ax: Axes | None) -> Axes:
    """Axes that say "none": there is nothing to draw."""
    ax = axes_for(ax, 0)
    ax.text(0, 0.5, NONE, transform=ax.transAxes, color=INK)
    ax.set(xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    return ax


def describe(ax: Axes, shown: Iterable[str]) -> None:
    """Keep what the chart shows, in words, with its axes: `save` writes it beside the picture."""
    ax.set_label(SHOWN + "; ".join(" ".join(text.split()) for text in shown))


def name_of(value: str, table: pd.DataFrame) -> str:
    """The name of a column of numbers, in words, with the unit that a table of rates says.

    >>> name_of("per_1000", pd.DataFrame({"unit": ["letters"]}))
    'mentions per 1,000 letters'
    """
    if value == "per_1000":
        unit = "letters" if {*table.get("unit", ())} == {"letters"} else "words"
        return f"mentions per 1,000 {unit}"
    return value.replace("_", " ")


def wrap(text: str, most: int) -> str:
    r"""The text in lines of at most so many characters (half as many of Chinese), none lost.

    >>> wrap("Military ties and militarization", 20), wrap("Wang visits …", 11)
    ('Military ties and\nmilitarization', 'Wang\nvisits\xa0…')
    """
    if any(unicodedata.east_asian_width(letter) in "WF" for letter in text):
        most = most // 2
    lines = []
    for line in visible(text).splitlines():
        line = line.replace(" …", "\u00a0…")  # no line of its own
        lines += textwrap.wrap(line, most) or [""]
    return "\n".join(lines)


def numbers(values: pd.Series) -> list[str]:
    """The numbers as they stand on a chart: whole ones as they are, else at least two digits.

    >>> numbers(pd.Series([1200.0, 3])), numbers(pd.Series([1234.5, 12.34, 0.456, None]))
    (['1,200', '3'], ['1,234', '12.3', '0.46', 'no value'])
    """
    without_gaps = values.dropna()
    written = _two_digits
    if (without_gaps == without_gaps.round()).all():
        written = "{:,.0f}".format
    texts = values.map(written, na_action="ignore").astype(object).fillna("no value")
    return texts.str.replace("-", "\u2212").tolist()


def _two_digits(value: float) -> str:
    if abs(value) < 1:
        return f"{value:#.2g}"
    return f"{value:,.{int(abs(value) < 100)}f}"
