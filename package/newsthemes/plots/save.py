"""The last line of a cell: a chart or a table to its file, and shown once."""

import base64
import io
import warnings
from contextlib import suppress
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colorizer import ColorizingArtist
from matplotlib.container import BarContainer
from matplotlib.figure import Figure, FigureBase
from matplotlib.text import Text
from matplotlib.ticker import ScalarFormatter
from matplotlib.transforms import IdentityTransform, blended_transform_factory
from PIL import Image, PngImagePlugin

from ..files.csv_files import csv_of
from ..files.write_files import write
from ..text.wording import shortened
from .fonts import find_fonts
from .style import NONE, SHOWN, STYLE, numbers, rows_height, wrap
from .without_text import PASSAGE, without_text

TAKEN = "explorer.png"  # the one picture that no notebook draws: it is taken in a browser
COLORS = 32  # in a picture: a fifth of the bytes, and no difference that one sees
_BETWEEN = 0.2  # inches between rows, title and foot
_DPI = 180  # points an inch: twice those of a screen
_TIGHT = {"bbox_inches": "tight", "pad_inches": 0.08}  # what stands out of the figure is drawn, too
# so that a file is the same each time
_UNDATED = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
_SIDES = ["left", "center", "right"]  # of axes, where a title stands

_folder = Path("figures")


def set_up(figures: str | Path) -> None:
    """Set up a notebook: where `save` writes, and the look of its charts and tables.

    Pictures are written to this folder, tables to the folder `tables` beside it. Charts are drawn
    in our style, in a font that comes with it. Cells of tables may be long, and a dollar sign in
    them begins no formula.
    """
    global _folder
    _folder = Path(figures)
    plt.style.use(STYLE)
    pd.options.display.max_colwidth = 300
    pd.options.display.html.use_mathjax = False


def figures_folder() -> Path:
    """The folder that `save` writes pictures to."""
    return _folder


def save(
    thing: Axes | Figure | pd.DataFrame | pd.Series,
    name: str,
    alt: str | None = None,
) -> pd.DataFrame | None:
    """Write a chart or a table to its file, and show it. It is to be a cell's last line.

    Parameters
    ----------
    thing : the axes of a chart (of a figure with several, the figure is saved), or a table.
    name : of the file, such as "2-themes"; with an ending, "2-themes.svg" or "2-themes.pdf", the
        chart is written as that.
    alt : what the picture shows, for those who do not see it; without it, the title, the labels,
        and the numbers of a chart of ours or of the bars of another, or if it has none, the name.

    Returns
    -------
    None for a chart, which is written as PNG, shown once and closed. A chart of your own is written
    as you drew it, but for two things: its letters are drawn in fonts that have them, and if it has
    one panel, a title and an x label on the left are wrapped and begin where the labels do. If
    nothing is drawn, `save` says so and writes no file. For a table the table, which is written as
    CSV, with its index unless that only numbers the rows. ValueError for a name with a folder or
    another ending; TypeError for another thing.
    """
    if isinstance(thing, pd.Series):
        thing = thing.to_frame()
    if isinstance(thing, pd.DataFrame):
        return _save_table(thing, _file(name, ".csv"))
    figure, file = _figure_of(thing), _file(name, ".png", *_UNDATED)
    if _is_empty(figure):
        (_folder / file).unlink(missing_ok=True)  # it would show what was there before
        plt.close(figure)
        print(f"{alt_text(figure).rstrip('.') or name}: {NONE}")
        return None
    alt = alt or alt_text(figure) or name
    with warnings.catch_warnings():  # letters that no font has are drawn as boxes
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        find_fonts(figure)
        _fit(figure)
        written = png = _png(figure, alt)
        if file.suffix != ".png":
            written = _drawn(figure, file.suffix, alt)
    plt.close(figure)
    _folder.mkdir(parents=True, exist_ok=True)
    write(_folder / file, written)
    with suppress(ImportError):  # without IPython there is nothing to show it in
        from IPython import display, get_ipython

        data, about = picture(png)
        if get_ipython():  # in a script it would be printed
            display.display(data, raw=True, metadata=about)
    return None


def alt_text(figure: Figure) -> str:
    """Returns the titles and labels of the figure and its axes; and of a chart of ours what it
    shows, which the function that drew it has kept, of another its bars.

    >>> import pandas as pd
    >>> from newsthemes import plot_bars
    >>> ax = plot_bars(pd.Series({"Trade": 3, "Iran": 1200}))
    >>> _ = ax.set(title="Mentions", xlabel="in 2023")
    >>> alt_text(ax.figure)
    'Mentions. in 2023. Shown: Trade 3; Iran 1,200.'
    """
    parts = [figure.get_suptitle()]
    for ax in figure.axes:
        parts += [*map(ax.get_title, _SIDES), ax.get_xlabel(), ax.get_ylabel()]
        if ax.get_label().startswith(SHOWN):
            parts.append(ax.get_label())
        elif bars := _bars_in_words(ax):
            parts.append(SHOWN + "; ".join(bars))
    parts += [figure.get_supxlabel(), figure.get_supylabel()]
    texts = [" ".join(part.split()) for part in parts if part]
    return "".join(f"{text.rstrip('.')}. " for text in texts).rstrip()


def _bars_in_words(ax: Axes) -> list[str]:
    """The bars of a chart, each with its number and what stands at it along the axis; none where
    nothing stands there.
    """
    words = []
    every = [bars for bars in ax.containers if isinstance(bars, BarContainer)]
    for bars in every:
        axis = ax.yaxis
        places = [bar.get_y() + bar.get_height() / 2 for bar in bars]
        if bars.orientation == "vertical":
            axis = ax.xaxis
            places = [bar.get_x() + bar.get_width() / 2 for bar in bars]
        name = f"{bars.get_label()}, " if len(every) > 1 else ""
        labels = _labels_at(axis, places)
        for label, number in zip(labels, numbers(pd.Series(bars.datavalues)), strict=False):
            words.append(f"{name}{label} {number}")
    return words


def _labels_at(axis: Axis, places: list[float]) -> list[str]:
    """What stands along an axis at these places; nothing if it has no ticks."""
    ticks = axis.get_ticklocs()
    formatter = axis.get_major_formatter()
    if len(ticks) == 0:
        return []
    if isinstance(formatter, ScalarFormatter):  # most bars have no tick of their own
        return [f"{place:g}" for place in places]
    labels = [label.get_text() for label in axis.get_ticklabels()]
    named = dict(zip(np.round(ticks), labels, strict=False))  # bars may stand on either side of it
    return [named.get(round(place)) or formatter(place) for place in places]


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
        raise ValueError(f"save: {name!r} names a folder; set that with set_up, and name a file")
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
    titles = figure.get_suptitle(), figure.get_supxlabel(), figure.get_supylabel()
    parts = [text for text in figure.texts if text.get_text() not in titles]
    parts += [*figure.artists, *figure.images, *figure.lines, *figure.patches]
    for ax in figure.axes:
        if np.isfinite(ax.dataLim.get_points()).any():
            return False
        parts += [*ax.texts, *ax.tables, *ax.images, *ax.artists, *ax.child_axes, *ax.collections]
    return all(isinstance(part, Text) and part.get_text() == NONE for part in parts)


def _save_table(table: pd.DataFrame, file: Path) -> pd.DataFrame:
    if without_text():
        table = table.map(_cut)
    rows = table
    if any(table.index.names) or not pd.api.types.is_integer_dtype(table.index):
        rows = table.reset_index(allow_duplicates=True)
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
        mapped = figure.findobj(ColorizingArtist)
        if all(part.get_array() is None for part in mapped):  # no heat map, no photograph
            packed = packed.quantize(COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        packed.save(png, "png", pnginfo=described, dpi=(_DPI, _DPI), optimize=True)
    return png.getvalue()


def _fit(figure: Figure) -> None:
    """Wrap titles, labels and what stands below, have the first and the last begin where the labels
    do, and make our charts so high that no label covers another.
    """
    needed = {ax: rows_height(ax) for ax in figure.axes if _has_rows(ax)}
    texts = _texts_to_wrap(figure)
    figure.draw_without_rendering()
    for ax in texts:
        box = ax.get_tightbbox(for_layout_only=True)
        for text, words in texts[ax].items():
            down = IdentityTransform()
            if text is not ax.xaxis.label:
                down = ax.transAxes + ax.titleOffsetTrans
            text.set_transform(blended_transform_factory(figure.transFigure, down))
            text.set(x=box.x0 / figure.bbox.width, ha="left", text=words)
            _wrap(text, box.width)
    lacking = [0.0]
    for ax, height in needed.items():
        beside = sum(text.get_window_extent().height for text in texts[ax])
        lacking.append(height + _BETWEEN - (ax.bbox.height - beside) / figure.dpi)
    above_another = len({ax.bbox.y0 for ax in needed})
    figure.set_figheight(figure.get_figheight() + above_another * max(lacking))


def _has_rows(ax: Axes) -> bool:
    """Whether this is a chart of ours with a row for each label."""
    return ax.get_label().startswith(SHOWN) and ax.yaxis_inverted()


def _texts_to_wrap(figure: Figure) -> dict[Axes, dict[Text, str]]:
    """By axes the texts and what they say: in our charts those that wrap, in another that has one
    panel the title and the label below, if they stand on the left. They are taken out, as the
    layout waits until they are wrapped.
    """
    panels = [ax for ax in figure.axes if ax.get_label() != "<colorbar>"]
    texts = {}
    for ax in panels:
        wrapping = []
        if ax.get_label().startswith(SHOWN):
            wrapping = [text for text in ax.findobj(Text) if text.get_wrap()]
        elif len(panels) == 1:
            title = ax.get_title("left")
            left = [text for text in ax.findobj(Text) if text.get_ha() == "left"]
            titles = [one for one in left if one.get_text() == title and one not in ax.texts]
            wrapping = [*titles, *[one for one in left if one is ax.xaxis.label]]
        texts[ax] = {text: text.get_text() for text in wrapping if text.get_text()}
        for text in texts[ax]:
            text.set_text("")
    return texts


def _wrap(text: Text, room: float) -> None:
    """The text in lines that are no wider than the room, in pixels."""
    text.set_wrap(False)
    width = text.get_window_extent().width
    if width > 0.97 * room:
        longest = max(map(len, text.get_text().splitlines()))
        most = int(longest * 0.9 * room / width)
        text.set_text(wrap(text.get_text(), max(most, 10)))
