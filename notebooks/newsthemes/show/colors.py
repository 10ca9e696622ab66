"""The colors of all pictures, pages and tables: that of each group, and ink."""

from collections.abc import Iterable

import numpy as np

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon

# Okabe and Ito (2008), told apart by the color-blind; without their yellow, which is too pale for
# bars on white.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"]

INK, GREY = "#222222", "#666666"  # of text
OTHERS = "#b8b8b8"  # of bars that are not the ones in question
FAINT = "#d9d9d9"
PALE = 0.25  # of a color is left in a background


@takes_any_form
def group_colors(lexicon: Lexicon) -> dict[str, str]:
    """Returns group -> its color, in hex, in the lexicon's order; from the eighth on all are grey.

    Change one before you draw, and every picture has it: `colors["Issues"] = "#990000"`.

    >>> from newsthemes import read_lexicon
    >>> themes = {"Issues": {"Trade": ["trade"]}, "Countries": {"Iran": ["Iran"]}}
    >>> group_colors(read_lexicon(themes))
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return colors_in_order(group for group, _ in lexicon.themes)


def colors_in_order(groups: Iterable[str]) -> dict[str, str]:
    """The same of groups in their order, each once or more often."""
    names = dict.fromkeys(groups, PALETTE[-1])
    return names | dict(zip(names, PALETTE, strict=False))


def pale(color: str) -> str:
    """The color mixed with white, as a background for dark text."""
    from matplotlib.colors import to_hex, to_rgb  # loaded where it is needed

    return to_hex(1 - PALE * (1 - np.array(to_rgb(color))))
