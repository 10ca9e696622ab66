"""Text in outputs of cells: shown as it is, or left out."""

import os
import re
from html import escape

from ..text.characters import visible

# an environment variable: set, no output holds an article, and of its passages short ones only
NO_TEXT = "NEWSTHEMES_NO_TEXT"
PASSAGE = 150  # characters that a cell of a table has at most then
_MATHS = re.compile(r"[$\\]")  # MathJax begins mathematics there, unless it is a tag's only text


def without_text() -> bool:
    """Whether outputs are to do without the articles."""
    return bool(os.environ.get(NO_TEXT))


def as_html(text: object) -> str:
    """The same as HTML, signs that would reverse it written out.

    >>> print(as_html("<b> $5"))
    &lt;b&gt; <span>$</span>5
    """
    return _MATHS.sub(r"<span>\g<0></span>", escape(visible(str(text))))
