"""What every plot function returns: a Chart, that is a picture with its finding, its alternative text and its caption.

And what all of them draw with: the colours of the groups, axes of a size, the rows of the themes and their labels.
"""

import base64
import io
import os
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_hex, to_rgb
from matplotlib.text import Text
from PIL import Image, PngImagePlugin

from ..tables.counts import labelled
from ..text.characters import visible
from ..text.files import write
from ..text.wording import shortened
from .findings import ALT, Finding, groups

FIGURES = Path(os.environ.get("THEMES_FIGURES", "../figures"))  # elsewhere for papermill, say, to leave the committed alone
TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
COLOURS = 256  # of a picture: a third of the bytes, and no difference that one sees

# Okabe and Ito (2008), told apart by the colour-blind; without their yellow, which is too pale for bars on white.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"]
INK, FAINT = "#222222", "#d9d9d9"

# Characters that there is room for: in a line of an axis' labels, in a lone line elsewhere, in what has several
LABEL, LINE, ALL = {"x": 40, "y": 5.5}, 84, 420  # of an axis on the left, for each inch of the picture's width


class Chart:
    """A drawn table: `ax`; `finding`, the sentence that it shows; `alt`, its text for those who do not see it; `caption`.

    As a cell's last line it shows itself as two outputs, the finding as Markdown and the picture as HTML and PNG, so that
    every viewer and every export keeps both. An alternative text of more than 300 characters is cut.
    """

    def __init__(self, ax: Axes, finding: str, alt: str, caption: str = ""):
        self.ax, self.finding, self.alt, self.caption = ax, finding, shortened(alt, ALT), caption
        self._png = b""
        write_out(ax)

    def save(self, name: str, folder: Path = FIGURES) -> "Chart":
        """Write the picture to `folder`/`name`.png, its alternative text inside as `Description`. Out: the chart itself."""
        write(Path(folder) / f"{name}.png", self.png())
        return self

    def png(self) -> bytes:
        """The picture with its caption below; drawn once, and its figure closed."""
        if not self._png:
            figure, drawn, png = self.ax.figure, io.BytesIO(), io.BytesIO()
            write_out(figure.supxlabel(self.caption, x=0.01, ha="left", fontsize="small", color="#444444", wrap=True))
            figure.savefig(drawn, format="png")
            plt.close(figure)
            described = PngImagePlugin.PngInfo()
            described.add_itxt("Description", self.alt)
            with Image.open(drawn) as image:
                few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                few.save(png, format="png", optimize=True, pnginfo=described, dpi=image.info["dpi"])
            self._png = png.getvalue()
        return self._png

    def _ipython_display_(self) -> None:
        display(Finding(self.finding + "." * (not self.finding.endswith((".", "…")))))
        display(picture(self.png(), self.alt), raw=True)


def picture(png: bytes, alt: str) -> dict[str, str]:
    """A PNG file -> a cell's output: an `<img>` with the alternative text, the PNG for exports without HTML, and that text.

    JupyterLab and nbconvert both drop the alternative text of a plain image/png output, so the first is HTML.
    """
    data, style = base64.b64encode(png).decode(), "max-width:100%;width:800px;background:#ffffff"
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="{style}">'
    return {"text/html": html, "image/png": data, "text/plain": alt}


def group_colours(groups_in_order: list[str]) -> dict[str, str]:
    """Group -> its colour, the same in every picture; from the ninth group on all are grey.

    >>> group_colours(["Issues", "Countries"])
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return {group: PALETTE[min(place, len(PALETTE) - 1)] for place, group in enumerate(groups_in_order)}


def pale(colour: str, share: float = 0.25) -> str:
    """The colour mixed with white, as a background for dark text: `share` of it is left."""
    return to_hex(1 - share * (1 - np.array(to_rgb(colour))))


def axes_for(ax: Axes | None, rows: float, width: float = 8) -> Axes:
    """The axes that are given; without them, those of a new figure that is `width` inches wide and has room for the rows."""
    return ax or plt.subplots(figsize=(width, max(3, 1.3 + 0.29 * rows)), layout="constrained")[1]


def theme_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a theme, with its `label`, `colour` and `y`: group under group, a gap with the group's name between."""
    themes = labelled(table[["group", "theme"]].drop_duplicates())
    colours = group_colours(list(table["group"].cat.categories))
    themes["colour"] = [colours[group] for group in themes["group"]]
    place = [groups(table).index(group) for group in themes["group"]]
    named = any(groups(table))
    themes["y"] = np.arange(len(themes)) + (1.4 * np.array(place) if named else 0)
    return themes


def label_themes(ax: Axes, themes: pd.DataFrame, title: str, pad: float | None = None) -> Axes:
    """Into the axes: the labels of the themes on the left, the groups' names above theirs, and the title."""
    ax.set_yticks(themes["y"], themes["label"])
    for label, rows in themes.groupby("group", observed=True, sort=False):
        if label:
            colour, top = rows["colour"].iloc[0], rows["y"].min() - 0.95
            ax.annotate(label, (0, top), xycoords=ax.get_yaxis_transform(), va="center", weight="bold", color=colour)
    named = any(themes["group"])
    ax.set_ylim(themes["y"].max() + 0.7, -1.5 if named else -0.7)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    return titled(ax, title, pad)


def titled(ax: Axes, title: str, pad: float | None = None) -> Axes:
    """Into the axes: the title, from the left, in as many lines as it takes, `pad` points above them."""
    ax.set_title(title, loc="left", wrap=True, color=INK, pad=pad)
    return ax


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
