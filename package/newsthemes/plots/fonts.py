"""Libre Franklin, the font of our charts, so that they are the same on every machine; and fonts of
the system for what it lacks, such as Chinese or Arabic letters.
"""

import logging
import warnings
from functools import cache
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, fontManager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

from ..text.wording import natural_list

OURS = Path(__file__).with_name("libre_franklin")
NO_FONT = "no font of this computer has"

for font in OURS.glob("*.ttf"):
    fontManager.addfont(font)

# it warns of each font that has no bold
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def find_fonts(figure: Figure) -> None:
    """Have the texts of the figure drawn in fonts that have their letters; a warning names letters
    that none has.
    """
    for axis in [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]:
        axis.get_ticklabels(which="both")  # has them written
    texts = [text for text in figure.findobj(Text) if text.get_text()]
    families, missing = _families("".join(text.get_text() for text in texts))
    for text in texts:
        if families:
            text.set_fontfamily([*text.get_fontfamily(), *families])
        if r"\mathdefault" in text.get_text():  # a power of ten, which our style takes for a text
            text.set_parse_math(True)
    if missing:
        warnings.warn(
            f"{NO_FONT} {natural_list(sorted(missing))}: drawn as boxes; install one "
            "that has, such as Noto Sans CJK or Noto Sans Thai, and run it again",
            stacklevel=2,
        )


def _families(text: str) -> tuple[list[str], set[str]]:
    """The fonts that have, between them, the letters of a text that the usual one lacks, and the
    letters that none has.
    """
    letters = set("".join(text.split())) - letters_of()
    families = []
    for name in sorted(fontManager.get_font_names()):
        if not letters:
            break
        has = letters & letters_of(name)
        if has and not name.startswith("Last Resort"):  # of boxes
            families.append(name)
            letters = letters - has
    return families, letters


@cache
def letters_of(*names: str) -> frozenset[str]:
    """The letters that a font has; without a name, the usual one."""
    return frozenset(
        map(chr, FT2Font(findfont(FontProperties(family=list(names) or None))).get_charmap())
    )
