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
# no < stands in the data, so that nothing in an article can look like their end; atomic, and none
# in a tag, as else each could also go on through all others
_DATA = re.compile(
    r'<script(?>[^<>]*?\bid="(article-data|edit|codes|readers)")[^<>]*+>([^<]*+)</script>'
)
DAMAGED = "is cut or damaged; ask for the page again"
# a mark as the page's script draws it in the article, which the page's own Save leaves out
_DRAWN = re.compile("<mark[^<>]* data-start=")
# as the page's script marks its codes while answers are not among them
_BEHIND = re.compile(r'<script(?>[^<>]*?\bid="codes")[^<>]*\bdata-behind\b')


def is_page(text: str) -> bool:
    """Whether a text begins as a web page does, ours or not.

    >>> is_page("<!-- saved --> <!DOCTYPE html><title>x</title>"), is_page("<dictionary>")
    (True, False)
    """
    return _PAGE.match(text[:5000]) is not None


def is_article_page(page: str) -> bool:
    """Whether a web page is an article's page of ours.

    >>> is_article_page('<script type="application/json" id="article-data">{}</script>')
    True
    """
    return any(part[1] == "article-data" for part in _DATA.finditer(page))


def data_in(page: str) -> dict[str, Any]:
    """The data of a page by their ids: `article-data`, `edit`, `codes`, `readers` (whose the codes
    are); none of another web page.

    FileError where they are damaged.

    >>> data_in('<script type="application/json" id="codes">{"ann":{"0,1":"1"}}</script>')
    {'codes': {'ann': {'0,1': '1'}}}
    """
    try:
        data = {name: json.loads(text) for name, text in _DATA.findall(page)}
        json.dumps(data, ensure_ascii=False).encode()  # no half characters
        return data
    except (ValueError, RecursionError):
        raise FileError(DAMAGED) from None


def saved_by_browser(page: str) -> bool:
    """Whether an article's page was saved by the menu of a browser, and not by its own button."""
    return _DRAWN.search(page) is not None


def lacks_answers(page: str) -> bool:
    """Whether an article's page held answers that are not among its codes when a browser's menu
    saved it.
    """
    return _BEHIND.search(page) is not None
