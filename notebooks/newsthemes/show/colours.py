"""The colours of all pictures, pages and tables: that of each group, and ink."""

import numpy as np
from matplotlib.colors import to_hex, to_rgb

# Okabe and Ito (2008), told apart by the colour-blind; without their yellow, which is too pale for
# bars on white.
PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#7f7f7f"]

INK, FAINT = "#222222", "#d9d9d9"


def group_colours(groups_in_order: list[str]) -> dict[str, str]:
    """Group -> its colour, the same in every picture; from the ninth group on all are grey.

    >>> group_colours(["Issues", "Countries"])
    {'Issues': '#0072b2', 'Countries': '#d55e00'}
    """
    return {
        group: PALETTE[min(place, len(PALETTE) - 1)] for place, group in enumerate(groups_in_order)
    }


def pale(colour: str, share: float = 0.25) -> str:
    """The colour mixed with white, as a background for dark text: `share` of it is left."""
    return to_hex(1 - share * (1 - np.array(to_rgb(colour))))
