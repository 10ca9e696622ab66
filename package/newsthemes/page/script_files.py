"""The explorer's front end, in `scripts/`: what a page and the explorer in Jupyter both hold, and
the frame of the latter.
"""

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path

from ..files.optional_packages import extra
from ..review.name_words import WORD_LISTS
from ..text.function_words import FUNCTION_WORDS

PARTS = Path(__file__).with_name("scripts")
EXPLORER = [
    "rule.js",
    "editor.js",
    "elements.js",
    "render.js",
    "own-text.js",
    "explore.js",
    "focus.js",
    "files.js",
]
OF_SEVERAL = ["several.js", "columns.js"]  # a page of one article does not need them
SCRIPTS = [*EXPLORER, "share.js", *OF_SEVERAL, "controls.js"]
SUGGESTING = ["name_words.json", "capitalized.js", "suggest-names.js"]
CHECKING = ["coding-storage.js", "check.js", "coding.js"]
PACKED = {"suggesting": SUGGESTING, "checking": CHECKING}  # explore.js runs them
IN_JUPYTER = ["scrolling.js", *EXPLORER, "several.js", "jupyter.js", "controls.js"]


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


# What is left as it is: texts, templates but for what is in their braces, regular expressions; or a
# sign with the spaces beside it; or a comment; or a word that has a shorter one.
IN_BRACES = r"\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}"  # of a template
AFTER_SIGN = r"(?:(?<=[(=,:!?&|>])|(?<=[(=,:!?&|>] ))"  # where a regular expression stands
LEFT = (
    r'"(?:[^"\\\n]|\\.)*"',
    r"'(?:[^'\\\n]|\\.)*'",
    rf"`(?:[^`\\$]|\\.|\$(?!\{{)|{IN_BRACES})*`",
    rf"{AFTER_SIGN}/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/",
)
SHORTER = {"const": "let", "true": "!0", "false": "!1"}
SIGNS = re.compile(
    rf" ?({'|'.join(LEFT)})| *//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/| ?([][,;:?!(){{}}=<>&|*%+-]) ?"
    rf"| ?(?<![\w.])({'|'.join(SHORTER)})(?![\w:])"
)
VARIABLES = re.compile(r"^( *)let [^;\n]*;(?:\n\1let [^;\n]*;)+$", re.MULTILINE)  # line by line


def squeezed(script: str) -> str:
    r"""A script without comments, indentation and the spaces beside signs, and without
    the brackets and semicolons that it need not have, and with `let` once for a `const` in each
    line: its files stay readable.

    >>> squeezed("// why\nif (a) {\n  b(`c, ${d ? `e, f` : ''}`, / *g, /, (h) => 'i'); // so\n}\n")
    "if(a){b(`c, ${d?`e, f`:''}`,/ *g, /,h=>'i')}"
    >>> squeezed("const a = 1;\nconst b = 2;\n")
    'let a=1,b=2;'
    """
    bare = SIGNS.sub(_shortest, script)
    bare = VARIABLES.sub(lambda run: run[0].replace(f";\n{run[1]}let ", ","), bare)
    bare = re.sub(r"(?<=[{};,(])\n", "", re.sub(r"^\n", "", re.sub(r"\n\s+", "\n", bare)))
    return re.sub(r"\((\w+)\)(?==>)|;(?=\})", r"\1", bare)


def _shortest(found: re.Match) -> str:
    """What stands in the place of what SIGNS found."""
    left, sign, word = found.groups(default="")
    if left.startswith("`"):
        return re.sub(IN_BRACES, lambda braces: SIGNS.sub(_shortest, braces[0]), left)
    return left or sign or SHORTER.get(word, "")


@cache
def joined(*names: str) -> str:
    """Files of `scripts/`, one after the other, without what only their readers need."""
    text = "".join(map(_script, names))
    if not names[0].endswith(".css"):
        return squeezed(text)
    bare = re.sub(r"\s*\n\s*|/\*(?:[^*]|\*(?!/))*\*/", "", text)
    spaces = r"(?<=[:,;{}>]) +| +(?=[{}>!])|(?<=@media) (?=\()"
    quotes = r'(?<==)"(?=\w+"\])|(?<=\w)"(?=\])'
    return re.sub(rf"{spaces}|{quotes}|;(?= ?}})|(?<![0-9.])0(?=\.)", "", bare)


def _script(name: str) -> str:
    """A file of `scripts/`; of name_words.json, the lists that the page's rule of names needs."""
    if name != "name_words.json":
        return (PARTS / name).read_text(encoding="utf-8")
    lists = json.loads(WORD_LISTS.read_text(encoding="utf-8"))
    lists["function_words"] = json.loads(FUNCTION_WORDS.read_text(encoding="utf-8"))
    return f"const NAME_WORDS = {json.dumps(lists, ensure_ascii=False)};\n"


def packed(script: str) -> str:
    """A script, or data, at half its size; explore.js unpacks it. It is in
    base 85, without the short form of zeros, and with `v` for `<`, which could end it.

    >>> zlib.decompress(base64.a85decode(packed("const a = 1;").replace("v", "<")))
    b'const a = 1;'
    """
    text = base64.a85encode(zlib.compress(script.encode(), 9)).decode()
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
    style, script = joined("page.css", "several.css", "jupyter.css"), joined(*IN_JUPYTER)
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
