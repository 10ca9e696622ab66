"""The widget that shows the explorer in Jupyter, of the extra `page`."""

import anywidget
import traitlets

from ..page.script_files import PARTS


class Front(anywidget.AnyWidget):
    """The frame: `page` is what stands in it."""

    _esm = (PARTS / "jupyter" / "widget.js").read_text(encoding="utf-8")
    page = traitlets.Unicode().tag(sync=True)
