"""The old way to draw, until every plot function returns a Chart."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from matplotlib.axes import Axes

from . import findings
from .chart import FIGURES, Chart, picture, write_out


def as_written(plot: Callable[..., Axes]) -> Callable[..., Axes]:
    """A plot function whose Axes show every name as it is written, however and whenever they are drawn."""

    @wraps(plot)
    def written(*args: object, **kwargs: object) -> Axes:
        ax = plot(*args, **kwargs)
        write_out(ax)
        return ax

    return written


class Figure:
    """A picture as a cell's last line."""

    def __init__(self, png: bytes, alt: str):
        self.png, self.alt = png, alt

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        return picture(self.png, self.alt)


def save_figure(ax: Axes, name: str, caption: str, alt: str, folder: Path = FIGURES) -> Figure:
    """Save a plot as `folder`/`name`.png, its caption below and its alternative text inside, and close it."""
    chart = Chart(ax, "", alt, caption).save(name, folder)
    return Figure(chart.png(), chart.alt)


def provenance(*args: object, **kwargs: object) -> str:
    """What a notebook was computed from, as text."""
    return findings.provenance(*args, **kwargs).sentence
