"""A finished plot -> figures/NAME.png with its alternative text inside, and the same picture for the notebook."""

import base64
import io
import os
from collections.abc import Callable
from functools import wraps
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text

from ..text.characters import visible
from ..text.files import write
from ..text.wording import shortened

FIGURES = Path(os.environ.get("THEMES_FIGURES", "../figures"))  # elsewhere for papermill, say, to leave the committed alone
TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser

# Characters that there is room for: in a line of an axis' labels, in a lone line elsewhere, in what has several
LABEL, LINE, ALL = {"x": 40, "y": 5.5}, 84, 420  # of an axis on the left, for each inch of the picture's width


class _Wrapped(Text):
    """A text that is wrapped as it is written: lines with two `$` are measured as mathematics, whatever `parse_math` says."""

    def _get_rendered_text_width(self, text: str) -> float:
        return super()._get_rendered_text_width(text.replace("$", "S"))


def write_out(artist: Artist) -> None:
    """Have every text in it shown as it is written, `$` and all, and cut where it is too long to leave room for the rest."""
    for axis in artist.findobj(Axis):
        most = round(LABEL[axis.axis_name] * (axis.get_figure(root=True).get_figwidth() if axis.axis_name == "y" else 1))
        labels = [label.get_text() for label in axis.get_ticklabels()]
        cut = ["\n".join(_cut(line, most) for line in label.split("\n")) for label in labels]
        if cut != labels:
            axis.set_ticklabels(cut)
    for text in artist.findobj(Text):
        text.set_parse_math(False)
        if text.get_wrap():
            text.__class__ = _Wrapped
        lone = not text.get_wrap() and "\n" not in text.get_text()
        text.set_text(_cut(text.get_text(), LINE if lone else ALL))


def _cut(text: str, most: int) -> str:
    return shortened(visible(text.replace("\t", " ")), most)


def as_written(plot: Callable[..., Axes]) -> Callable[..., Axes]:
    """A plot function whose Axes show every name as it is written, however and whenever they are drawn."""

    @wraps(plot)
    def written(*args: object, **kwargs: object) -> Axes:
        ax = plot(*args, **kwargs)
        write_out(ax)
        return ax

    return written


class Figure:
    """A picture that every viewer shows: an <img> with its alternative text, and that text alone where none can be shown.

    JupyterLab and nbconvert both drop the alternative text of a plain image/png output, so this is HTML.
    """

    def __init__(self, png: bytes, alt: str):
        self.png, self.alt = png, alt

    def _repr_mimebundle_(self, **kwargs: object) -> dict[str, str]:
        source = "data:image/png;base64," + base64.b64encode(self.png).decode()
        style = "max-width:100%;width:800px;background:#ffffff"
        return {"text/html": f'<img alt="{escape(self.alt)}" src="{source}" style="{style}">', "text/plain": self.alt}


def save_figure(ax: Axes, name: str, caption: str, alt: str, folder: Path = FIGURES) -> Figure:
    """Put the caption below the plot, save it as `folder`/`name`.png and close it.

    The alternative text stands in the file as its `Description`; an older picture stays until the new one is
    whole. Returns a `Figure`: as a cell's last line it shows the picture.
    """
    figure = ax.figure
    write_out(figure.supxlabel(caption, x=0.01, ha="left", fontsize="small", color="#444444", wrap=True))
    png = io.BytesIO()
    figure.savefig(png, format="png", metadata={"Description": alt, "Software": None})
    plt.close(figure)
    write(Path(folder) / f"{name}.png", png.getvalue())
    return Figure(png.getvalue(), alt)
