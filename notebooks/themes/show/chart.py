"""What every plot function returns: a Chart, that is a picture with its finding, its alternative text and its caption."""

import base64
import io
import os
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.text import Text
from PIL import Image, PngImagePlugin

from ..text.characters import visible
from ..text.files import write
from ..text.wording import shortened
from .findings import Finding

FIGURES = Path(os.environ.get("THEMES_FIGURES", "../figures"))  # elsewhere for papermill, say, to leave the committed alone
TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
COLOURS = 256  # of a picture: a third of the bytes, and no difference that one sees

# Characters that there is room for: in a line of an axis' labels, in a lone line elsewhere, in what has several
LABEL, LINE, ALL = {"x": 40, "y": 5.5}, 84, 420  # of an axis on the left, for each inch of the picture's width


class Chart:
    """A drawn table: `ax`; `finding`, the sentence that it shows; `alt`, its text for those who do not see it; `caption`.

    As a cell's last line it shows itself as two outputs, the finding as Markdown and the picture as HTML and PNG, so that
    every viewer and every export keeps both. `plot_...(table, ax=axes)` draws into given axes.
    """

    def __init__(self, ax: Axes, finding: str, alt: str, caption: str = ""):
        self.ax, self.finding, self.alt, self.caption = ax, finding, alt, caption
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
        display(Finding(self.finding))
        display(picture(self.png(), self.alt), raw=True)


def picture(png: bytes, alt: str) -> dict[str, str]:
    """A PNG file -> a cell's output: an `<img>` with the alternative text, the PNG for exports without HTML, and that text.

    JupyterLab and nbconvert both drop the alternative text of a plain image/png output, so the first is HTML.
    """
    data, style = base64.b64encode(png).decode(), "max-width:100%;width:800px;background:#ffffff"
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="{style}">'
    return {"text/html": html, "image/png": data, "text/plain": alt}


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
