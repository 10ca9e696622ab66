"""An article's page, once its reader saved it -> the data in it: articles, themes, codes."""

import json
import re
from typing import Any

from .read_files import FileError

_HTML = re.compile(r"\s*<(?:!doctype html|html)\b", re.IGNORECASE)
# no < stands in the data, so that nothing in an article can look like their end
_DATA = re.compile(r'<script[^>]*\bid="(article-data|edit|codes)"[^>]*>([^<]*)</script>')
DAMAGED = "is cut or damaged; ask for the page again"


def is_html(text: str) -> bool:
    """Whether a text is a web page, ours or not.

    >>> is_html("<!DOCTYPE html><title>Talks</title>"), is_html("<dictionary>")
    (True, False)
    """
    return bool(_HTML.match(text))


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
