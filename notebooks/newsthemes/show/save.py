"""The last line of a cell: a chart or a table to its file, and shown once."""

import base64
import io
import os
import re
import warnings
from contextlib import suppress
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Bbox
from PIL import Image, PngImagePlugin

from ..text.csv_files import csv_of
from ..text.wording import shortened
from ..text.write_files import write
from .alt_text import ALT, alt_text
from .axes import MOST, WIDTH, wrap
from .fonts import find_fonts
from .without_text import PASSAGE, without_text

TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
RUN = "NEWSTHEMES_RUN"  # an environment variable that only the project's own runner sets
MOST_BYTES = 500_000  # of a picture
COLORS = 256  # in it: a third of the bytes, and no difference that one sees
_EXAMPLE = Path(__file__).resolve().parents[3] / "figures"
_DPI = [200, 150, 100, 75, 50]  # tried in turn, until the picture is small enough
_LONGEST = 30_000  # pixels of a side

_ENDING = re.compile(r"\.(?:png|svg|pdf|jpe?g|eps|csv|tsv|xlsx?)$", re.IGNORECASE)
_folder = Path("figures")


def save_to(figures: str | Path) -> None:
    """Set where `save` writes: pictures to this folder, tables to the folder `tables` beside it.

    The project's own figures are written only by its own runner. Where you run its notebooks by
    hand, both are folders of the current one: `figures` and `tables`.
    """
    global _folder
    _folder = Path(figures)
    if _folder.resolve() == _EXAMPLE and not os.environ.get(RUN):
        _folder = Path("figures")


def figures_folder() -> Path:
    """The folder that `save` writes pictures to."""
    return _folder


def save(
    thing: Axes | Figure | pd.DataFrame | pd.Series, name: str, alt: str | None = None
) -> pd.DataFrame | None:
    """Write a chart or a table to its file, and show it. It is to be a cell's last line.

    Parameters
    ----------
    thing : the axes of a chart (of a figure with several, the figure is saved), or a table.
    name : of the file, without its ending, such as "2-themes".
    alt : what the picture shows, for those who do not see it, at most 300 characters; without it,
        the chart's title, labels and values.

    Returns
    -------
    Of a chart None: it is shown once, written as PNG, and closed. Of a table the table, written as
    CSV; its index is written, too, unless it only numbers the rows. ValueError for a name with a
    folder or an ending; TypeError for another thing, and for a name in its place.
    """
    if not isinstance(name, str):
        raise TypeError('save: the name comes second, as in save(ax, "2-themes")')
    if ending := _ENDING.search(name):
        written = "charts are written as PNG and tables as CSV"
        raise ValueError(f"save: {written}; leave out {ending[0]}")
    if Path(name).name != name:
        raise ValueError(f"save: {name!r} names a folder; set that with save_to, and name a file")
    if isinstance(thing, pd.Series):
        thing = thing.to_frame()
    if isinstance(thing, pd.DataFrame):
        return _save_table(thing, name)
    figure = _figure_of(thing)
    alt = shortened(alt or alt_text(figure), ALT)
    png = _png(figure, alt)
    plt.close(figure)
    _folder.mkdir(parents=True, exist_ok=True)
    write(_folder / f"{name}.png", png)
    with Image.open(io.BytesIO(png)) as image:
        about = {"alt": alt, "width": image.width // 2}
    data = {"image/png": base64.b64encode(png).decode(), "text/plain": alt}
    with suppress(ImportError):  # without IPython there is nothing to show it in
        from IPython.display import display

        display(data, raw=True, metadata={"image/png": about})
    return None


def picture(png: bytes, alt: str) -> dict[str, str]:
    """A PNG file as a cell's output: an `<img>` with the alternative text, the PNG for exports
    without HTML, and that text. It is shown at half its size: sharp on every screen.
    """
    with Image.open(io.BytesIO(png)) as image:
        width = image.width // 2
    data = base64.b64encode(png).decode()
    style = f"max-width:100%;width:{width}px;background:#ffffff"
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="{style}">'
    return {"text/html": html, "image/png": data, "text/plain": alt}


def _figure_of(thing: object) -> Figure:
    if isinstance(thing, np.ndarray) and thing.size:  # what pandas returns of subplots
        thing = thing.flat[0]
    if isinstance(thing, Axes):
        return thing.get_figure(root=True)
    if isinstance(thing, Figure):
        return thing
    kind = type(thing).__name__
    raise TypeError(f"save: cannot save a {kind}; give the axes of a chart, or a DataFrame")


def _save_table(table: pd.DataFrame, name: str) -> pd.DataFrame:
    if without_text():
        table = table.map(_cut)
    rows = table
    if any(table.index.names) or not pd.api.types.is_integer_dtype(table.index):
        rows = table.reset_index()
    rows = rows.set_axis([_column(column) for column in rows.columns], axis="columns")
    folder = _folder.parent / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / f"{name}.csv", csv_of(rows))
    return table


def _cut(cell: object) -> object:
    if isinstance(cell, (list, tuple)):
        cell = str(cell)
    if isinstance(cell, str):
        return shortened(cell, PASSAGE)
    return cell


def _column(name: object) -> str:
    if isinstance(name, tuple):
        return " ".join(filter(None, map(str, name)))
    return str(name)


def _png(figure: Figure, alt: str) -> bytes:
    """The picture, with its alternative text inside as `Description`."""
    described = PngImagePlugin.PngInfo()
    described.add_itxt("Description", alt)
    with warnings.catch_warnings():  # letters that no font has are drawn as boxes
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        _fit(figure)
        for dpi in _DPI:
            if max(figure.get_size_inches()) * dpi > _LONGEST:
                continue
            drawn, png = io.BytesIO(), io.BytesIO()
            about = {"dpi": dpi, "bbox_inches": _lay_out(figure, dpi)}
            figure.savefig(drawn, format="tiff", **about)  # packed only once its colours are few
            with Image.open(drawn) as image:
                few = image.convert("RGB").quantize(
                    COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
                )
                few.save(png, "png", pnginfo=described, dpi=(dpi, dpi))
            if png.tell() <= MOST_BYTES:
                break
    return png.getvalue()


def _fit(figure: Figure) -> None:
    """Wrap what is too long, and find fonts for all texts."""
    for ax in figure.axes:
        _wrap_labels(ax.xaxis)
        _wrap_labels(ax.yaxis)
        for text in ax.texts:
            text.set_text(_in_lines(text.get_text(), MOST))
    find_fonts(figure)
    for ax in figure.axes:
        _wrap_title(ax)


def _lay_out(figure: Figure, dpi: int) -> Bbox:
    """Have each title begin where the labels do. Returns what to draw, in inches: the figure, and
    what stands out of it."""
    figure.set_dpi(dpi)  # letters are not quite as wide at another
    engine = figure.get_layout_engine()
    if engine:
        engine.execute(figure)
    for ax in figure.axes:
        ax.apply_aspect()
        labels = ax.yaxis.get_tightbbox()
        if labels is not None:
            x = ax.transAxes.inverted().transform((labels.x0, 0))[0]
            ax._left_title.set_x(min(x, 0))
    with plt.rc_context({"figure.constrained_layout.use": False}):
        figure.set_layout_engine(None)  # every drawing would do it again, a third of its time
    return Bbox.union([figure.bbox_inches, figure.get_tightbbox()])


def _wrap_labels(axis: Axis) -> None:
    """Long labels of ticks in lines; those of an axis whose ticks are at set places."""
    most = round(MOST * axis.get_figure(root=True).get_figwidth() / WIDTH)
    labels = [label.get_text() for label in axis.get_ticklabels()]
    wrapped = [_in_lines(label, most) for label in labels]
    if wrapped != labels and isinstance(axis.get_major_locator(), FixedLocator):
        axis.set_ticklabels(wrapped)


def _in_lines(text: str, most: int) -> str:
    """The text, its lines wrapped that are too long, and all others as they are."""
    if all(len(line) <= most for line in text.split("\n")):
        return text
    return wrap(text, most)


def _wrap_title(ax: Axes) -> None:
    """A title in lines that have room beside those of other panels."""
    figure = ax.get_figure(root=True)
    columns = 1
    if ax.get_subplotspec() is not None:
        columns = ax.get_subplotspec().get_gridspec().ncols
    room = figure.bbox.width / columns
    for title in (ax._left_title, ax.title, ax._right_title):
        width = title.get_window_extent().width
        if width > 0.96 * room:
            most = int(len(title.get_text()) * 0.92 * room / width)
            title.set_text(wrap(title.get_text(), max(most, 10)))
