"""The front end in `scripts/`: which modules each page runs, its templates and styles; the frame
of the explorer in Jupyter.
"""

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path

from ..files.optional_packages import extra
from .modules import script_of

PARTS = Path(__file__).with_name("scripts")
SCROLLING = "common/scrolling.js"
READING = (SCROLLING, "common/code.js")  # of a page without the explorer
PUBLISHED = ("common/published.js",)  # and of each page whose site has an address
OF_ONE = (SCROLLING, "explore/controls.js", "page/start.js")
OF_SEVERAL = (SCROLLING, "explore/several.js", "explore/columns.js", *OF_ONE[1:])
IN_JUPYTER = (SCROLLING, "explore/several.js", "jupyter/start.js")
CODING = ("check/sample.js",)
PACKED = ("suggest/suggest.js", "page/open.js")  # explore/packed.js runs them


@cache
def templates(*folders: Path):
    """Our templates, each compiled once. All that comes from outside goes through `e` (text) or
    `data` (JSON) there.
    """
    with extra("page", "A page"):
        from jinja2 import Environment, FileSystemLoader
    pages = Environment(loader=FileSystemLoader(folders))
    pages.filters["data"] = script_data
    return pages


def script_data(value: object) -> str:
    """JSON that can stand in a <script>: in ASCII, and no `<` in it.

    >>> script_data({"text": "</script>"})
    '{"text":"\\\\u003c/script>"}'
    """
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


@cache
def style_of(*names: str) -> str:
    """Files of `scripts/`, one after the other, without comments and spaces beside signs."""
    text = "".join((PARTS / name).read_text(encoding="utf-8") for name in names)
    return re.sub(r"\s*/\*(?:[^*]|\*(?!/))*\*/|(?<=[:,;{}])\s+|\s+(?=\{)|;?\s*(?=\})", "", text)


def packed(script: str) -> str:
    """A script, or data, at half its size; explore/packed.js unpacks it. It is in base 85, without
    the short form of zeros, and with `v` for `<`, which could end it.

    >>> zlib.decompress(base64.a85decode(packed("const a = 1;").replace("v", "<")))
    b'const a = 1;'
    """
    small_blocks = zlib.compressobj(9, memLevel=6)  # of lists others than of code
    data = small_blocks.compress(script.encode()) + small_blocks.flush()
    text = base64.a85encode(data).decode()
    return text.replace("z", "!!!!!").replace("<", "v")


def policy(style: str, *scripts: str) -> str:
    """The Content-Security-Policy: nothing but this style, these scripts and pictures that are in
    the page.
    """
    hashes = [hashlib.sha256(text.encode()).digest() for text in (style, *scripts)]
    style, *allowed = (f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
    return (
        f"default-src 'none'; img-src data:; script-src {' '.join(allowed)}; style-src {style}; "
        "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def frame(data: dict) -> str:
    """The explorer in Jupyter as a document of its own, from `page_data` and what explore.py adds.
    The columns stand side by side in less room than on a page.
    """
    style, script = style_of("page.css", "several.css", "jupyter.css"), script_of(*IN_JUPYTER)
    style = style.replace("900px", "700px").replace("899px", "699px")
    own = {
        "text": True,
        "jupyter": True,
        "groups": [],
        "data": data,
        "style": style,
        "script": script,
        "policy": policy(style, script),
    }
    return templates(PARTS).get_template("frame.html.j2").render(own=own)
