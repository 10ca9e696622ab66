"""The names that other plot functions know these by, until they are Charts."""

from .chart import FAINT, INK, PALETTE, group_colours, pale
from .chart import axes_for as _axes
from .chart import label_themes as _dress
from .chart import theme_rows as _rows

__all__ = ["FAINT", "INK", "PALETTE", "_axes", "_dress", "_rows", "group_colours", "pale"]
