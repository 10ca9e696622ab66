"""The alternative text of a chart, for those who do not see it: read off its axes."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.category import StrCategoryLocator
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.patches import Wedge
from matplotlib.ticker import FixedLocator

from .axes import numbers

ALT = 300  # characters; all numbers are in the table that the chart was drawn from


def alt_text(figure: Figure) -> str:
    """Returns the title of each of the figure's axes, its labels, and the values beside theirs, as
    many as there is room for: at most 300 characters.

    >>> import matplotlib.pyplot as plt
    >>> ax = plt.subplots()[1]
    >>> _ = ax.barh(["Trade", "Iran"], [3, 1200]), ax.set(title="Mentions", xlabel="in 2023")
    >>> alt_text(ax.figure)
    'Mentions. in 2023. Trade 3, Iran 1,200.'
    """
    parts = []
    if figure.get_suptitle():
        parts.append(_one_line(figure.get_suptitle()))
    for ax in figure.axes:
        titles = [ax.get_title(loc) for loc in ("left", "center", "right")]
        names = [*titles, ax.get_xlabel(), ax.get_ylabel()]
        parts += [_one_line(name) for name in names if name]
        left = ALT - len(". ".join(parts)) - len(". .")
        if values := _joined(_values(ax), left):
            parts.append(values)
    text = ". ".join(parts) + "."
    if len(text) > ALT:
        text = text[: ALT - 1] + "…"
    return text


def _joined(values: list[str], most: int) -> str:
    """The values, as many as have room, and an ellipsis for the others."""
    for number in range(len(values), 0, -1):
        text = ", ".join(values[:number])
        if number < len(values):
            text += ", …"
        if len(text) <= most:
            return text
    return ""


def _values(ax: Axes) -> list[str]:
    bars = [container for container in ax.containers if isinstance(container, BarContainer)]
    values = []
    for container in bars:
        own = list(_bars(ax, container))
        name = str(container.get_label())
        if own and len(bars) > 1 and not name.startswith("_"):
            own[0] = f"{name}: {own[0]}"
        values += own
    return values or [*_lines(ax), *_wedges(ax)] or _texts(ax)


def _bars(ax: Axes, container: BarContainer) -> Iterable[str]:
    """Each bar's label, or where it begins and ends, and its number."""
    axis, side, length = ax.xaxis, "intervalx", "intervaly"
    if container.orientation == "horizontal":
        axis, side, length = ax.yaxis, "intervaly", "intervalx"
    labels = {}
    if isinstance(axis.get_major_locator(), (FixedLocator, StrCategoryLocator)):
        labels = _tick_labels(axis)
    spans = [getattr(bar.get_bbox(), side) for bar in container.patches]
    texts = numbers(pd.Series([np.diff(getattr(bar.get_bbox(), length))[0] for bar in container]))
    for (start, end), text in zip(spans, texts, strict=True):
        middle = (start + end) / 2
        near = min(labels, key=lambda place: abs(place - middle), default=np.inf)
        name = f"{start:,g} to {end:,g}:"
        if abs(near - middle) <= 0.5:
            name = labels[near]
        yield f"{name} {text}"


def _lines(ax: Axes) -> Iterable[str]:
    """Each line's name, its lowest and its highest value."""
    for line in ax.lines:
        values = pd.Series(np.asarray(line.get_ydata(), dtype="float64")).dropna()
        if len(values) > 1 and not str(line.get_label()).startswith("_"):
            low, high = numbers(values.agg(["min", "max"]))
            yield f"{line.get_label()} {low} to {high}"


def _wedges(ax: Axes) -> Iterable[str]:
    for wedge in ax.patches:
        if isinstance(wedge, Wedge):
            yield f"{_one_line(wedge.get_label())} {(wedge.theta2 - wedge.theta1) / 360:.0%}"


def _texts(ax: Axes) -> list[str]:
    """The texts in the axes, each behind the label of its row."""
    labels = _tick_labels(ax.yaxis)
    texts = []
    for text in ax.texts:
        place = getattr(text, "xy", text.get_position())[1]
        texts.append(f"{labels.get(round(place, 6), '')} {text.get_text()}".strip())
    return [_one_line(text) for text in texts]


def _tick_labels(axis: object) -> dict[float, str]:
    """Place -> the label that an axis has there."""
    labels = [_one_line(label.get_text()) for label in axis.get_ticklabels()]
    places = [round(float(place), 6) for place in axis.get_ticklocs()]
    return dict(zip(places, labels, strict=False))


def _one_line(text: str) -> str:
    return " ".join(text.split())
