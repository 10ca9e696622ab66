"""Fonts of the system for what the usual one lacks, such as Chinese or Arabic letters."""

import logging
import warnings
from functools import cache

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from ..text.wording import natural_list

NO_FONT = "no font of this computer has"

# it warns of each font that has no bold
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def find_fonts(figure: Figure) -> None:
    """Have every text of the figure drawn as it is, without maths but that of Matplotlib's own
    numbers, in fonts that have its letters; a warning names letters that none has.
    """
    boxes: set[str] = set()
    for axis in [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]:
        axis.get_ticklabels(which="both")  # has them written
    for text in figure.findobj(Text):
        written = text.get_text()
        if written and r"\mathdefault" not in written:  # as in a power of ten
            text.set_parse_math(False)
        families, missing = _families(written)
        boxes |= missing
        if families:
            text.set_fontfamily([*text.get_fontfamily(), *families])
    if boxes:
        warnings.warn(
            f"{NO_FONT} {natural_list(sorted(boxes))}: drawn as boxes; install one "
            "that has, such as Noto Sans CJK or Noto Sans Thai, and run it again",
            stacklevel=2,
        )


@cache
def _families(text: str) -> tuple[list[str], set[str]]:
    """The fonts that have, between them, the letters of a text that the usual one lacks, and the
    letters that none has.
    """
    left = {letter for letter in text if not letter.isspace()} - _letters_of()
    families = []
    for name in sorted(fontManager.get_font_names()):
        if not left:
            break
        has = left & _letters_of(name)
        if has and not name.startswith("Last Resort"):  # of boxes
            families.append(name)
            left = left - has
    return families, left


@cache
def _letters_of(*names: str) -> frozenset[str]:
    """The letters that a font has; without a name, the usual one."""
    return frozenset(
        map(chr, FT2Font(findfont(FontProperties(family=list(names) or None))).get_charmap())
    )
