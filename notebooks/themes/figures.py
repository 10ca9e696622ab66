"""A finished plot -> figures/NAME.png with its alternative text inside, and the same picture for the notebook."""

import base64
import io
import os
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from .files import write

FIGURES = Path(os.environ.get("THEMES_FIGURES", "../figures"))  # elsewhere for papermill, say, to leave the committed alone
TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser


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
    figure.supxlabel(caption, x=0.01, ha="left", fontsize="small", color="#444444", wrap=True)
    png = io.BytesIO()
    figure.savefig(png, format="png", metadata={"Description": alt, "Software": None})
    plt.close(figure)
    write(Path(folder) / f"{name}.png", png.getvalue())
    return Figure(png.getvalue(), alt)
