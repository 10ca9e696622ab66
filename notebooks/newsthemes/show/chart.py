"""What every plot function returns: a Chart, that is a picture with its finding, its alternative
text and its caption.

And what all of them begin with: the colours of the groups, axes of a size.
"""

import base64
import io
import logging
import os
import re
import textwrap
import unicodedata
import warnings
from functools import cache
from html import escape
from pathlib import Path

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, weight_dict
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text
from PIL import Image, PngImagePlugin

from ..text.characters import visible
from ..text.files import write
from ..text.wording import listed, shortened
from .captions import ALT, Finding
from .colours import INK

FIGURES = Path(
    os.environ.get("NEWSTHEMES_FIGURES", "../figures")
)  # elsewhere for papermill, say, to leave the committed alone
TAKEN = "3-explorer.png"  # the one picture that no notebook draws: it is taken in a browser
COLOURS = 256  # of a picture: a third of the bytes, and no difference that one sees


WIDTH = 6.4  # inches of a picture: narrow, so that it can be read on a telephone
TITLE = [12, 11, 10]  # sizes that a title is tried in, until it has two lines; then it is cut
SMALL = 8  # points of what is wrapped; none is smaller

# Characters that there is room for: in a line of an axis' labels, in a lone line elsewhere, in what
# has several
LABEL, LINE, ALL = (
    {"x": 40, "y": 4.2},
    84,
    420,
)  # of an axis on the left, for each inch of the picture's width

logging.getLogger("matplotlib.font_manager").setLevel(
    logging.ERROR
)  # it warns of each font that has no bold


class Chart:
    """A drawn table: `ax`; `finding`, the sentence that it shows; `alt`, its text for those who do
    not see it; `caption`, the sentences of `about`. `pad`: points between the axes and their title.

    In a file the finding is the picture's title. As a cell's last line the chart shows itself as
    two outputs, the finding (with its `detail`) as Markdown and the picture without a title as HTML
    and PNG: the sentence stands there once, as text, in every viewer and every export. An
    alternative text of more than 300 characters is cut.
    """

    def __init__(
        self, ax: Axes, finding: str | Finding, alt: str, *about: str, pad: float | None = None
    ):
        told = finding if isinstance(finding, Finding) else Finding(f"{finding}.")
        self.ax, self.finding, self.detail, self.alt = (
            ax,
            told.sentence.removesuffix("."),
            told.detail,
            shortened(alt, ALT),
        )
        ax.set_title(self.finding, loc="left", wrap=True, color=INK, pad=pad)
        self.caption = " ".join(filter(None, about))
        if scripts := _scripts(write_out(ax) + undrawable(self.finding + self.caption)):
            self.caption += f" Not shown, as no font here has them: {listed(scripts)}."

    def save(self, name: str, folder: Path = FIGURES) -> "Chart":
        """Write the picture to `folder`/`name`.png, its alternative text inside as `Description`.
        Out: the chart itself.
        """
        write(Path(folder) / f"{name}.png", self.png(title=self.finding))
        return self

    def png(self, title: str = "") -> bytes:
        """The picture with its caption below, and above it a title of at most two lines."""
        figure, drawn, png = self.ax.figure, io.BytesIO(), io.BytesIO()
        self.ax.set_title("", loc="left")
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from font")  # the caption says so
            _set_title(figure, title)
            write_out(
                figure.supxlabel(
                    self.caption, x=0.01, ha="left", fontsize="small", color="#444444", wrap=True
                )
            )
            figure.savefig(drawn, format="png")
        plt.close(figure)
        described = PngImagePlugin.PngInfo()
        described.add_itxt("Description", self.alt)
        with Image.open(drawn) as image:
            few = image.convert("RGB").quantize(
                COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
            )
            few.save(png, format="png", optimize=True, pnginfo=described, dpi=image.info["dpi"])
        return png.getvalue()

    def _ipython_display_(self) -> None:
        display(Finding(self.finding + "." * (not self.finding.endswith((".", "…"))), self.detail))
        display(picture(self.png(), self.alt), raw=True)


class NoChart(Finding):
    """What a plot function returns where there is nothing to draw: a sentence that shows itself,
    and no picture.

    It answers as a Chart does; `save` writes no file.
    """

    ax, alt, caption, detail = None, "", "", ""

    @property
    def finding(self) -> str:
        return self.sentence.removesuffix(".")

    def save(self, name: str, folder: Path = FIGURES) -> "NoChart":
        return self


def _set_title(figure: Figure, title: str) -> None:
    """The title of a figure, from its left edge, smaller and then cut where it has more lines than
    two.
    """
    text = figure.suptitle(title, x=0.01, ha="left", weight="bold", color=INK, wrap=True)
    write_out(text)
    text.set_in_layout(bool(title))
    for size in [*TITLE, *TITLE[-1:] * len(title.split())]:
        text.set_fontsize(size)
        text.get_window_extent()  # measures its lines
        if text._get_wrapped_text().count("\n") < 2:
            break
        if size == TITLE[-1]:
            text.set_text(" ".join(text.get_text().rstrip("…").split()[:-1]) + "…")


def picture(png: bytes, alt: str) -> dict[str, str]:
    """A PNG file -> a cell's output: an `<img>` with the alternative text, the PNG for exports
    without HTML, and that text.

    JupyterLab and nbconvert both drop the alternative text of a plain image/png output, so the
    first is HTML.
    """
    with Image.open(io.BytesIO(png)) as image:
        width = image.width // 2  # the smallest letters are then 11 pixels high
    data, style = (
        base64.b64encode(png).decode(),
        f"max-width:100%;width:{width}px;background:#ffffff",
    )
    html = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="{style}">'
    return {"text/html": html, "image/png": data, "text/plain": alt}


def axes_for(ax: Axes | None, rows: float, width: float = WIDTH) -> Axes:
    """The axes that are given; without them, those of a new figure that is `width` inches wide and
    has room for the rows.
    """
    return ax or plt.subplots(figsize=(width, max(2, 1.3 + 0.29 * rows)), layout="constrained")[1]


class _Wrapped(Text):
    """A text that is wrapped as it is written: lines with two `$` are measured as mathematics,
    whatever `parse_math` says, one that a name in Arabic happens to begin would run from right to
    left, and one might begin with the sign of a percentage."""

    def _get_rendered_text_width(self, text: str) -> float:
        return super()._get_rendered_text_width(text.replace("$", "S"))

    def _get_wrapped_text(self) -> str:
        own, self._text = self._text, self._text.replace(" %", "\u00a0%")
        lines = super()._get_wrapped_text().split("\n")
        self._text = own
        return "\n".join(
            line if line.isascii() else re.sub(r"^(?=\W*[\u0590-\u08ff])", "\u200e", line)
            for line in lines
        )


def write_out(artist: Artist) -> str:
    """Have every text in it shown as it is written, `$` and all, in fonts that have its characters;
    wrapped or cut where it is too long to leave room for the rest. Out: the characters that no font
    has.
    """
    for axis in artist.findobj(Axis):
        most = round(
            LABEL[axis.axis_name]
            * (axis.get_figure(root=True).get_figwidth() if axis.axis_name == "y" else 1)
        )
        labels = [label.get_text() for label in axis.get_ticklabels()]
        fit = (
            _fitted if axis.axis_name == "y" else _cut
        )  # labels below are turned, and stand close together
        cut = [fit(label, most) for label in labels]
        if cut != labels:
            axis.set_ticklabels(cut)
            for label, old, new in zip(axis.get_ticklabels(), labels, cut, strict=True):
                label.set_fontsize(
                    SMALL if new.count("\n") > old.count("\n") else label.get_fontsize()
                )
    lost = ""
    for text in artist.findobj(Text):
        text.set_parse_math(False)
        if text.get_wrap():
            text.__class__ = _Wrapped
            text.set_text(text.get_text().replace(" %", "\u00a0%"))  # no line begins with a sign
        lone = not text.get_wrap() and "\n" not in text.get_text()
        text.set_text(_cut(text.get_text(), LINE if lone else ALL))
        if families := _families(text.get_text()):
            text.set_fontfamily([*text.get_fontfamily(), *families])
        lost += undrawable(text.get_text())
    return lost


def _fitted(label: str, most: int) -> str:
    """A label: what is too long for a line, in two."""
    if "\n" in label or len(label) <= most:
        return _cut(label, most)
    first, *rest = textwrap.wrap(visible(label), most)
    return "\n".join([first, *[shortened(" ".join(rest), most)] * bool(rest)])


def _cut(text: str, most: int) -> str:
    return "\n".join(shortened(visible(line.replace("\t", " ")), most) for line in text.split("\n"))


@cache
def _drawn_by(path: str) -> frozenset[str]:
    """The characters that a font file has; none where it cannot be drawn with, as one of
    pictures.
    """
    try:
        font = FT2Font(path)
        return frozenset(map(chr, font.get_charmap())) if font.scalable else frozenset()
    except (OSError, RuntimeError, ValueError):
        return frozenset()


@cache
def _fonts() -> list[tuple[str, str]]:
    """(name, file) of each font of the system, in an order that does not depend on where the files
    lie.

    The file is the one that matplotlib draws plain text with: a bold one may lack what that has.
    """
    plain = sorted(
        fontManager.ttflist,
        key=lambda font: (font.style != "normal", abs(_weight(font.weight) - 400)),
    )
    fonts: dict[str, str] = {}
    for font in plain:
        if not font.name.startswith("Last Resort"):  # of boxes
            fonts.setdefault(font.name, font.fname)
    return sorted(fonts.items())


def _weight(weight: int | str) -> int:
    return weight_dict.get(weight, 400) if isinstance(weight, str) else weight


@cache
def _families(text: str) -> tuple[str, ...]:
    """The fonts that have, between them, the characters of a text that the usual one lacks."""
    left, families = _foreign(text), []
    for name, path in _fonts() if left else ():
        if left & _drawn_by(path):
            families.append(name)
            left -= _drawn_by(path)
    return tuple(families)


def undrawable(text: str) -> str:
    """The characters of a text that no font of the system has, each once.

    >>> undrawable("Trade – É"), undrawable("\U000f0000\U000f0000")
    ('', '\U000f0000')
    """
    left = _foreign(text)
    for _, path in _fonts() if left else ():
        left -= _drawn_by(path)
    return "".join(dict.fromkeys(character for character in text if character in left))


def _scripts(characters: str) -> list[str]:
    """What characters are of, in words.

    >>> _scripts("王毅न😀")
    ['Chinese characters', 'Devanagari letters', 'symbols']
    """
    names = {
        unicodedata.name(character, "unknown").split()[0].capitalize().replace("Cjk", "Chinese")
        if unicodedata.category(character)[0] in "LM"
        else ""
        for character in characters
    }
    kinds = [
        f"{name} {'characters' if name == 'Chinese' else 'letters'}"
        for name in sorted(filter(None, names))
    ]
    return kinds + ["symbols"] * ("" in names)


def _foreign(text: str) -> set[str]:
    """The characters that the usual font lacks."""
    return {character for character in text if not character.isspace()} - _drawn_by(
        findfont(FontProperties())
    )
