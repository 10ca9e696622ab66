"""Fonts of the system for what the usual one lacks, such as Chinese or Arabic letters."""

import logging
import warnings
from functools import cache

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager, weight_dict
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from ..text.wording import listed

# it warns of each font that has no bold
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def find_fonts(figure: Figure) -> None:
    """Have every text of the figure drawn as it is, without maths, in fonts that have its letters;
    a warning names letters that none has.
    """
    boxes: set[str] = set()
    for text in figure.findobj(Text):
        text.set_parse_math(False)
        families, missing = _families(text.get_text())
        boxes |= missing
        if families:
            text.set_fontfamily([*text.get_fontfamily(), *families])
    if boxes:
        warnings.warn(
            f"no font of this computer has {listed(sorted(boxes))}: drawn as boxes; install one "
            "that has, such as Noto Sans CJK or Noto Sans Thai, and run it again",
            stacklevel=2,
        )


@cache
def _families(text: str) -> tuple[list[str], set[str]]:
    """The fonts that have, between them, the letters of a text that the usual one lacks, and the
    letters that none has.
    """
    usual = _letters_of(findfont(FontProperties()))
    left = {letter for letter in text if not letter.isspace()} - usual
    families = []
    for name, path in _fonts():
        if not left:
            break
        if left & _letters_of(path):
            families.append(name)
            left = left - _letters_of(path)
    return families, left


@cache
def _letters_of(path: str) -> frozenset[str]:
    """The letters that a font file has; none where it cannot be drawn with, as one of pictures."""
    try:
        font = FT2Font(path)
    except (OSError, RuntimeError, ValueError):
        return frozenset()
    if not font.scalable:
        return frozenset()
    return frozenset(map(chr, font.get_charmap()))


@cache
def _fonts() -> list[tuple[str, str]]:
    """(name, file) of each font of the system, in an order that does not depend on where the files
    lie. The file is the one that plain text is drawn with: a bold one may lack what that has.
    """
    fonts: dict[str, str] = {}
    plainest = sorted(
        fontManager.ttflist,
        key=lambda font: (
            font.style != "normal",
            abs(weight_dict.get(font.weight, font.weight) - 400),
        ),
    )
    for font in plainest:
        if not font.name.startswith("Last Resort"):  # of boxes
            fonts.setdefault(font.name, font.fname)
    return sorted(fonts.items())
