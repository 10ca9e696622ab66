"""The scripts and the style of the explorer, in `page/`: what a page and the explorer in Jupyter both hold."""

import base64
import hashlib
import json
import re
from pathlib import Path

PARTS = Path(__file__).with_name("page")
SCRIPTS = ("rule.js", "edit.js", "draw.js", "view.js", "share.js", "own.js", "controls.js", "explore.js")
EVERYWHERE = "tables.js"


def script_data(value: object) -> str:
    """JSON that can stand in a <script>: in ASCII, and no `<` in it.

    >>> script_data({"text": "</script>"})
    '{"text":"\\\\u003c/script>"}'
    """
    return json.dumps(value, separators=(",", ":")).replace("<", "\\u003c")


def lean(text: str) -> str:
    """A style sheet or script without indentation and comments: a page has 120 KB, and its files stay readable.

    A comment behind code is one that starts with a word and holds no quotes.

    >>> lean("// why\\nif (a) {\\n  b(); // so\\n}\\n/* why\\nnot */\\n")
    'if (a) {b();}\\n'
    """
    bare = re.sub(r"^ *(?://.*\n|/\*(?:[^*]|\*(?!/))*\*/\n)?", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<=[{;,(])\n", "", re.sub(r" +// \w[^\n\"'`]*$", "", bare, flags=re.MULTILINE))


def joined(*names: str) -> str:
    """Files of `page/`, one after the other, without the spaces beside signs that no text in them has."""
    text = "".join(lean((PARTS / name).read_text(encoding="utf-8")) for name in names)
    if names[0].endswith(".css"):
        return re.sub(r"(?<=[:,;{}]) +| +(?=[{}])|;(?= ?})", "", text)
    return re.sub(r" (=>?|[=!]==|&&|\|\||\?\?=?|[<>]=|\+=) ", r"\1", text)


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing but this style, this script and pictures that are in the page."""

    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" if text else "'none'"

    return (
        f"default-src 'none'; img-src data:; script-src {digest(script)}; style-src {digest(style)}; "
        "style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )
