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
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colorizer import ColorizingArtist
from matplotlib.figure import Figure, FigureBase
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter
from matplotlib.transforms import IdentityTransform, blended_transform_factory
from PIL import Image, PngImagePlugin

from ..files.csv_files import csv_of
from ..files.write_files import write
from ..text.wording import shortened
from .alt_text import ALT, alt_text, chart_titles, tick_labels
from .fonts import find_fonts
from .style import MOST, NONE, PAD, WIDTH, beside_axes, is_colorbar, set_look, wrap
from .without_text import PASSAGE, without_text

TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
RUN_VARIABLE = "NEWSTHEMES_RUN"  # an environment variable that only the project's own runner sets
COLORS = 128  # in a picture: a quarter of the bytes, and no difference that one sees
_EXAMPLE = Path(__file__).resolve().parents[3] / "figures"
_DPI = 180  # points an inch: twice those of a screen
_TIGHT = {"bbox_inches": "tight", "pad_inches": PAD}  # what stands out of the figure is drawn, too
# so that a file is the same each time
_UNDATED = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}

_folder = Path("figures")


def save_to(figures: str | Path) -> None:
    """Set where `save` writes: pictures to this folder, tables to the folder `tables` beside it.

    The project's own figures are written only by its own runner. Where you run its notebooks by
    hand, both are folders of the current one: `figures` and `tables`.
    """
    global _folder
    _folder = Path(figures)
    if _folder.resolve() == _EXAMPLE and not os.environ.get(RUN_VARIABLE):
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
        the chart's title, labels and values, or if it has none, the name.

    Returns
    -------
    Of a chart None: it is shown once, written as PNG, and closed. It gets the look of our charts
    first, whoever drew it; colour bars, and what stands where you put it, stay as they are. If
    nothing is drawn in it, `save` says so and writes no file. Of a table the
    table, written as CSV; its index is written, too, unless it only numbers the rows. ValueError
    for a name with a folder or another ending; TypeError for another thing.
    """
    if isinstance(thing, pd.Series):
        thing = thing.to_frame()
    if isinstance(thing, pd.DataFrame):
        return _save_table(thing, _file(name, ".csv"))
    figure, file = _figure_of(thing), _file(name, ".png", *_UNDATED)
    if _is_empty(figure):
        (_folder / file).unlink(missing_ok=True)  # it would show what was there before
        plt.close(figure)
        print(f"{next(chart_titles(figure), name)}: {NONE}")
        return None
    alt = shortened(alt or alt_text(figure) or name, ALT)
    with warnings.catch_warnings():  # letters that no font has are drawn as boxes
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        fit(figure)
        drawn = png = _png(figure, alt)
        if file.suffix != ".png":
            drawn = _drawn(figure, file.suffix, alt)
    plt.close(figure)
    _folder.mkdir(parents=True, exist_ok=True)
    write(_folder / file, drawn)
    with suppress(ImportError):  # without IPython there is nothing to show it in
        from IPython import display, get_ipython

        data, about = picture(png)
        if get_ipython():  # in a script it would be printed
            display.display(data, raw=True, metadata=about)
    return None


def picture(png: bytes) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
    """A PNG file as a cell's output, and what is said of it: the alternative text that it has
    inside, and half its size, so that it is sharp on every screen.
    """
    with Image.open(io.BytesIO(png)) as image:
        alt = str(image.info.get("Description", ""))
        about = {"alt": alt, "width": image.width // 2}
    data = {"image/png": base64.b64encode(png).decode(), "text/plain": alt}
    return data, {"image/png": about}


def _file(name: str, *endings: str) -> Path:
    """The file of this name, with one of these endings; without one, with the first of them."""
    file = Path(name)
    if file.name != name:
        raise ValueError(f"save: {name!r} names a folder; set that with save_to, and name a file")
    file = file.with_suffix(file.suffix.lower() or endings[0])
    if file.suffix not in endings:
        written = ", ".join(endings)
        raise ValueError(f"save: this is written as {written}; change the ending of {name!r}")
    return file


def _figure_of(thing: object) -> Figure:
    if isinstance(thing, np.ndarray) and thing.size:  # what pandas returns of subplots
        thing = thing.flat[0]
    if isinstance(thing, (Axes, FigureBase)):
        return thing.get_figure(root=True)
    kind = type(thing).__name__
    todo = "give the axes of a chart, or a DataFrame, and then the name"
    raise TypeError(f"save: cannot save a {kind}; {todo}")


def _is_empty(figure: Figure) -> bool:
    """Whether nothing is drawn, or only the word that says so and lines without a point."""
    drawn = beside_axes(figure)
    for ax in figure.axes:
        drawn += [*ax._children, *ax.child_axes]
    return all(map(_shows_nothing, drawn))


def _shows_nothing(part: Artist) -> bool:
    if isinstance(part, Line2D):
        return len(part.get_xdata()) == 0
    return isinstance(part, Text) and part.get_text() == NONE


def _save_table(table: pd.DataFrame, file: Path) -> pd.DataFrame:
    if without_text():
        table = table.map(_cut)
    rows = table
    if any(table.index.names) or not pd.api.types.is_integer_dtype(table.index):
        rows = table.reset_index()
    rows = rows.set_axis(map(_column, rows.columns), axis="columns")
    folder = _folder.parent / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / file, csv_of(rows))
    return table


def _cut(cell: object) -> object:
    if isinstance(cell, (str, list, tuple)):
        return shortened(str(cell), PASSAGE)
    return cell


def _column(name: object) -> str:
    if isinstance(name, tuple):
        return " ".join(filter(None, map(str, name)))
    return str(name)


def _drawn(figure: Figure, ending: str, alt: str) -> bytes:
    """The picture as SVG or PDF: text as text."""
    drawn = io.BytesIO()
    about = _UNDATED[ending] | {"Title": alt}
    with plt.rc_context({"svg.fonttype": "none", "svg.hashsalt": "newsthemes"}):
        figure.savefig(drawn, format=ending[1:], metadata=about, **_TIGHT)
    return drawn.getvalue()


def _png(figure: Figure, alt: str) -> bytes:
    """The picture, with its alternative text inside as `Description`."""
    described = PngImagePlugin.PngInfo()
    described.add_itxt("Description", alt)
    drawn, png = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="tiff", dpi=_DPI, **_TIGHT)
    with Image.open(drawn) as image:  # packed only once its colors are few
        packed = image.convert("RGB")
        if not _shows_values_by_color(figure):
            packed = packed.quantize(COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        packed.save(png, "png", pnginfo=described, dpi=(_DPI, _DPI), optimize=True)
    return png.getvalue()


def _shows_values_by_color(figure: Figure) -> bool:
    """Whether something is drawn as heat maps are, or a photograph."""
    mapped = figure.findobj(ColorizingArtist)
    return any(part.get_array() is not None for part in mapped)


def fit(figure: Figure) -> None:
    """Give all axes our look, find fonts for all texts, wrap what is too long, and make the figure
    so high that no label covers another. Colour bars stay as they are."""
    panels = [ax for ax in figure.axes if not is_colorbar(ax)]
    for ax in panels:
        set_look(ax)
        _wrap_labels(ax.xaxis)
        _wrap_labels(ax.yaxis)
    find_fonts(figure)
    if figure._suptitle:
        figure._suptitle.set_weight("bold")
        _wrap(figure._suptitle, figure.bbox.width)
    for ax in panels:
        _place_texts(ax)
    figure.draw_without_rendering()
    lacking = max(map(_lacking, panels), default=0)
    figure.set_figheight(figure.get_figheight() + lacking)


def _place_texts(ax: Axes) -> None:
    """Have the title, and what stands below, begin at the left of the panel that the axes stand in;
    and wrap both. In a grid within a panel, and where axes are placed by hand, they stay."""
    figure, title, below = ax.figure, ax._left_title, ax.xaxis.label
    place = ax.get_subplotspec()
    if not place or place != place.get_topmost_subplotspec() or ax.name != "rectilinear":
        _wrap(title, ax.bbox.width)
        return
    widths = np.array(place.get_gridspec().get_width_ratios())
    ends = np.append(0, widths.cumsum() / widths.sum())
    left, right = ends[place.colspan.start], ends[place.colspan.stop]
    across = blended_transform_factory(figure.transSubfigure, ax.transAxes)
    title.set_transform(across + ax.titleOffsetTrans)
    below.set_transform(blended_transform_factory(figure.transSubfigure, IdentityTransform()))
    for text in (title, below):
        text.set(x=left + PAD * figure.dpi / figure.bbox.width, ha="left")
        _wrap(text, (right - left) * figure.bbox.width)


def _lacking(ax: Axes) -> float:
    """How much higher the figure must be, in inches, that no label of a row covers another. Numbers
    do not; and axes whose sides are in proportion do not grow with the figure."""
    if ax.get_aspect() != "auto" or not tick_labels(ax.yaxis):
        return 0
    figure, height = ax.get_figure(root=True), ax.bbox.height
    if figure.get_layout_engine() is None:  # the axes keep their part of it
        height = figure.bbox.height
    labels = dict(zip(ax.get_yticks(), ax.get_yticklabels(), strict=False)).values()
    boxes = [label.get_window_extent() for label in labels if label.get_text()]
    halves = [(sum(box.intervaly) / 2, box.height / 2 + 4) for box in boxes]
    if ax.yaxis_inverted() and not {*ax.get_yticks()} & {*ax.get_ylim()}:  # rows below a title
        halves += [(ax.bbox.y0, 0), (ax.bbox.y1, 0)]
    more = [
        (below + above) / max(high - low, 1)
        for (low, below), (high, above) in pairwise(sorted(halves))
    ]
    return (max([1, *more]) - 1) * height / figure.dpi


def _wrap_labels(axis: Axis) -> None:
    """Long names of ticks in lines; those of an axis whose ticks are at set places."""
    names, places = axis.get_major_formatter(), axis.get_major_locator()
    if isinstance(names, (FixedFormatter, FuncFormatter)) and isinstance(places, FixedLocator):
        most = max(18, round(MOST * axis.get_figure(root=True).get_figwidth() / WIDTH))
        labels = map(str, names.format_ticks(axis.get_ticklocs()))
        axis.set_ticklabels([wrap(label, most) for label in labels])


def _wrap(text: Text, room: float) -> None:
    """The text in lines that are no wider than the room, in pixels."""
    width = text.get_window_extent().width
    if width > 0.97 * room:
        longest = max(map(len, text.get_text().splitlines()))
        most = int(longest * 0.9 * room / width)
        text.set_text(wrap(text.get_text(), max(most, 10)))
