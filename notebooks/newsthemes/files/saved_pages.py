"""Web pages: whether a text is one, and the data in an article's page that its reader saved:
articles, themes, codes.
"""

import json
import re
from typing import Any

from .read_files import FileError

# atomic, as else each comment could also end where a later one does
_PAGE = re.compile(
    r"(?:\s|(?><!--.*?-->)|(?><\?xml.*?\?>))*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
# no < stands in the data, so that nothing in an article can look like their end
_DATA = re.compile(r'<script[^>]*\bid="(article-data|edit|codes)"[^>]*>([^<]*)</script>')
DAMAGED = "is cut or damaged; ask for the page again"


def is_page(text: str) -> bool:
    """Whether a text begins as a web page does, ours or not.

    >>> is_page("<!-- saved --> <!DOCTYPE html><title>x</title>"), is_page("<dictionary>")
    (True, False)
    """
    return _PAGE.match(text[:5000]) is not None


def data_in(page: str) -> dict[str, Any]:
    """The data of a page by their ids: `article-data`, `edit`, `codes`; none of another web page.

    FileError where they are damaged.

    >>> data_in('<script type="application/json" id="codes">{"ann":{"0,1":"1"}}</script>')
    {'codes': {'ann': {'0,1': '1'}}}
    """
    try:
        return {name: json.loads(text) for name, text in _DATA.findall(page)}
    except (ValueError, RecursionError):
        raise FileError(DAMAGED) from None
