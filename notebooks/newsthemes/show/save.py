"""The last line of a cell: a chart or a table to its file, and shown once."""

import base64
import io
import os
import warnings
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import Bbox, ScaledTranslation
from PIL import Image, PngImagePlugin

from ..text.csv_files import csv_of
from ..text.wording import shortened
from ..text.write_files import write
from .alt_text import ALT, alt_text
from .axes import MOST, WIDTH, set_look, wrap
from .fonts import find_fonts
from .without_text import PASSAGE, without_text

TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
RUN = "NEWSTHEMES_RUN"  # an environment variable that only the project's own runner sets
COLORS = 48  # in a picture: a fifth of the bytes, and no difference that one sees
_EXAMPLE = Path(__file__).resolve().parents[3] / "figures"
_DPI, _LONGEST = 200, 30_000  # points an inch, pixels of a side

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
    name : of the file, such as "2-themes"; with an ending, "2-themes.svg" or "2-themes.pdf", the
        chart is written as that.
    alt : what the picture shows, for those who do not see it, at most 300 characters; without it,
        the chart's title, labels and values.

    Returns
    -------
    Of a chart None: it is shown once, written as PNG, and closed. It gets the look of our charts
    first, whoever drew it. Of a table the table, written as CSV; its index is written, too, unless
    it only numbers the rows. ValueError for a name with a folder or another ending; TypeError for
    another thing, and for a name in its place.
    """
    if not isinstance(name, str):
        raise TypeError('save: the name comes second, as in save(ax, "2-themes")')
    kinds = ("png", "svg", "pdf")
    if isinstance(thing, pd.DataFrame | pd.Series):
        kinds = ("csv",)
    name, kind = _name_and_kind(name, kinds)
    if Path(name).name != name:
        raise ValueError(f"save: {name!r} names a folder; set that with save_to, and name a file")
    if isinstance(thing, pd.Series):
        thing = thing.to_frame()
    if isinstance(thing, pd.DataFrame):
        return _save_table(thing, name)
    figure = _figure_of(thing)
    alt = shortened(alt or alt_text(figure), ALT)
    with warnings.catch_warnings():  # letters that no font has are drawn as boxes
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        fit(figure)
        drawn = png = _png(figure, alt)
        if kind != "png":
            drawn = _drawn(figure, kind, alt)
    plt.close(figure)
    _folder.mkdir(parents=True, exist_ok=True)
    write(_folder / f"{name}.{kind}", drawn)
    with suppress(ImportError):  # without IPython there is nothing to show it in
        from IPython.display import display

        data, about = picture(png, alt)
        display(data, raw=True, metadata=about)
    return None


def picture(png: bytes, alt: str) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
    """A PNG file as a cell's output, and what is said of it: its alternative text, and half its
    size, so that it is sharp on every screen.
    """
    with Image.open(io.BytesIO(png)) as image:
        about = {"alt": alt, "width": image.width // 2}
    data = {"image/png": base64.b64encode(png).decode(), "text/plain": alt}
    return data, {"image/png": about}


def _name_and_kind(name: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    """The name without its ending, and the kind of file that this asks for, else the first."""
    name, _, ending = name.partition(".")
    kind = ending.lower() or kinds[0]
    if kind not in kinds:
        written = ", ".join(kinds)
        raise ValueError(f"save: this is written as {written}; change the ending .{ending}")
    return name, kind


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


def _drawn(figure: Figure, kind: str, alt: str) -> bytes:
    """The picture as SVG or PDF: text as text, and no date, so that it is the same each time."""
    date = {"svg": "Date", "pdf": "CreationDate"}[kind]
    about = {"format": kind, "metadata": {date: None, "Title": alt}, "bbox_inches": _box(figure)}
    drawn = io.BytesIO()
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "newsthemes"}):
        figure.savefig(drawn, **about)
    return drawn.getvalue()


def _png(figure: Figure, alt: str) -> bytes:
    """The picture, with its alternative text inside as `Description`."""
    described = PngImagePlugin.PngInfo()
    described.add_itxt("Description", alt)
    dpi = min(_DPI, _LONGEST / max(figure.get_size_inches()))
    drawn, png = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="tiff", dpi=dpi, bbox_inches=_box(figure))
    with Image.open(drawn) as image:  # packed only once its colors are few
        few = image.convert("RGB").quantize(
            COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
        )
        few.save(png, "png", pnginfo=described, dpi=(dpi, dpi), optimize=True)
    return png.getvalue()


def _box(figure: Figure) -> Bbox:
    """What to draw, in inches: the figure, and what stands out of it."""
    return Bbox.union([figure.bbox_inches, figure.get_tightbbox()])


def fit(figure: Figure) -> None:
    """Give all axes our look, find fonts for all texts, wrap what is too long, and have each title
    begin where the labels do."""
    for ax in figure.axes:
        set_look(ax)
        _wrap_labels(ax.xaxis)
        _wrap_labels(ax.yaxis)
        for text in ax.texts:
            text.set_text(wrap(text.get_text(), MOST))
    find_fonts(figure)
    if figure._suptitle:
        figure._suptitle.set_weight("bold")
        _wrap(figure._suptitle, figure.bbox.width)
    for ax in figure.axes:
        _wrap(ax._left_title, _room(ax))
        _wrap(ax.xaxis.label, 0.9 * _room(ax))
    _lay_out(figure)
    lacking = max(map(_lacking, figure.axes), default=0)
    figure.set_figheight(figure.get_figheight() + lacking)
    _lay_out(figure)


def _room(ax: Axes) -> float:
    """The width of the panel that the axes stand in, in pixels."""
    place = ax.get_subplotspec()
    if place is None:
        return ax.figure.bbox.width
    return ax.figure.bbox.width / place.get_gridspec().ncols


def _lay_out(figure: Figure) -> None:
    for _ in range(2):  # what is aligned moves all else
        for ax in figure.axes:
            _align(ax)
        figure.draw_without_rendering()


def _lacking(ax: Axes) -> float:
    """How much higher the axes must be, in inches, that no label of a row covers another."""
    if not isinstance(ax.yaxis.get_major_locator(), FixedLocator):
        return 0
    boxes = [label.get_window_extent() for label in ax.get_yticklabels() if label.get_text()]
    halves = [(sum(box.intervaly) / 2, box.height / 2 + 1) for box in boxes]
    if ax.yaxis_inverted():  # as in our charts, whose rows stand below the title
        halves += [(ax.bbox.y0, 0), (ax.bbox.y1, 0)]
    more = [1.0]
    for (low, below), (high, above) in pairwise(sorted(halves)):
        more.append((below + above) / max(high - low, 1))
    return (min(max(more), 3) - 1) * ax.bbox.height / ax.figure.dpi


def _align(ax: Axes) -> None:
    """Have the title begin where the labels do; and what stands below, where it is wider than the
    axes, end with them: there is room under the labels."""
    labels = ax.yaxis.get_tightbbox()
    if labels is None:
        return
    width = max(ax.bbox.x0 - labels.x0, 0)
    move = ScaledTranslation(-width / ax.figure.dpi, 0, ax.figure.dpi_scale_trans)
    ax._left_title.set_transform(ax.transAxes + ax.titleOffsetTrans + move)
    if ax.xaxis.label.get_window_extent().width > 0.8 * (_room(ax) - width):
        ax.xaxis.label.set(x=1, ha="right")


def _wrap_labels(axis: Axis) -> None:
    """Long labels of ticks in lines; those of an axis whose ticks are at set places."""
    most = max(18, round(MOST * axis.get_figure(root=True).get_figwidth() / WIDTH))
    labels = [label.get_text() for label in axis.get_ticklabels()]
    wrapped = [wrap(label, most) for label in labels]
    if wrapped != labels and isinstance(axis.get_major_locator(), FixedLocator):
        axis.set_ticklabels(wrapped)


def _wrap(text: Text, room: float) -> None:
    """The text in lines that are no wider than the room, in pixels."""
    width = text.get_window_extent().width
    if width > 0.94 * room:
        most = int(len(text.get_text()) * 0.9 * room / width)
        text.set_text(wrap(text.get_text(), max(most, 10)))
