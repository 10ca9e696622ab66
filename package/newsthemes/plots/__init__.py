"""Tables in, charts out.

- bars, dots, dispersion, over_time: a chart each, `plot_x(table, colors=None, ax=None)` -> Axes
- side_by_side: bars in columns, outlet by outlet
- style: axes of a size, labels of rows, how numbers are written; the look is the file beside it
- colors: that of each group
- fonts: of the system, for letters that the usual one lacks
- save: a chart or a table to a file and to the output of a cell, with a chart in words
- caption: which articles a picture is of
- without_text: outputs that hold no article
"""

import sys

if "matplotlib" in sys.modules:  # which loads this package for its style, and needs the font
    from . import fonts  # noqa: F401
