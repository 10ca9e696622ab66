"""The alternative text of a chart, for those who do not see it: read off its axes."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryLocator
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, LogFormatter

from .style import numbers

SIDES = "left", "center", "right"  # of axes, where a title stands
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
    parts = [figure.get_suptitle()]
    for ax in figure.axes:
        parts += [*map(ax.get_title, SIDES), ax.get_xlabel(), ax.get_ylabel()]
        parts.append(", ".join(_values(ax)))
    text = ". ".join(" ".join(part.split()) for part in parts if part)
    if len(text) >= ALT:
        end = max(text.rfind(between, 0, ALT - 3) for between in (", ", ". "))
        text = f"{text[: end + 1]} …"
    return text and text + "."


def chart_titles(figure: Figure) -> Iterable[str]:
    """The titles of the figure and of its axes, on one line each."""
    given = [figure.get_suptitle(), *(ax.get_title(side) for ax in figure.axes for side in SIDES)]
    return (" ".join(title.split()) for title in given if title)


def _values(ax: Axes) -> list[str]:
    bars = [container for container in ax.containers if isinstance(container, BarContainer)]
    values = []
    for container in bars:
        first, *others = _bars(ax, container)
        name = str(container.get_label())
        if len(bars) > 1 and not name.startswith("_"):
            first = f"{name}: {first}"
        values += [first, *others]
    return values or list(_lines(ax)) or _texts(ax)


def _bars(ax: Axes, container: BarContainer) -> Iterable[str]:
    """Each bar's label, or where it begins and ends, and its number."""
    axis, side = ax.xaxis, "intervalx"
    if container.orientation == "horizontal":
        axis, side = ax.yaxis, "intervaly"
    labels = tick_labels(axis)
    texts = numbers(pd.Series(container.datavalues))
    for bar, text in zip(container.patches, texts, strict=True):
        start, end = getattr(bar.get_bbox(), side)
        middle = (start + end) / 2
        beside = [label for place, label in labels.items() if abs(place - middle) <= 0.5]
        name, *_ = [*beside, f"{start:,g} to {end:,g}:"]
        yield f"{name} {text}"


def _lines(ax: Axes) -> Iterable[str]:
    """Each line's name, its lowest and its highest value; of numbers, not of names and dates."""
    if ax.yaxis.get_converter():
        return
    for line in ax.lines:
        values = pd.Series(np.asarray(line.get_ydata(), dtype="float64")).dropna()
        if len(values) > 1 and not str(line.get_label()).startswith("_"):
            low, high = numbers(values.agg(["min", "max"]))
            yield f"{line.get_label()} {low} to {high}"


def _texts(ax: Axes) -> list[str]:
    """The texts in the axes, each behind the label of its row."""
    labels = tick_labels(ax.yaxis)
    texts = []
    for text in ax.texts:
        place = text.convert_yunits(getattr(text, "xy", text.get_position())[1])
        texts.append(f"{labels.get(round(float(place), 6), '')} {text.get_text()}".strip())
    return texts


def tick_labels(axis: Axis) -> dict[float, str]:
    """Place -> the label that an axis has there, of one whose ticks are at set places; also where
    it is hidden, since other axes share it. Powers of ten, which are drawn as maths, are none.
    """
    at_set_places = isinstance(axis.get_major_locator(), (FixedLocator, StrCategoryLocator))
    if not at_set_places or isinstance(axis.get_major_formatter(), LogFormatter):
        return {}
    places = axis.get_ticklocs()
    labels = map(str, axis.get_major_formatter().format_ticks(places))  # years may be numbers
    return dict(zip(np.round(places, 6), labels, strict=True))
