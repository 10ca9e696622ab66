"""Text and Markdown -> one document, whose front matter says its title, date and source; and the
headline of a text.
"""

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from .document import Document, clean, one_line

TITLE_WORDS = 8  # of the text, where there is no headline
HEADLINE_WORDS = 20
HEAD = 2000  # characters of a text among which its headline is looked for
_WORDS = re.compile(r"\w+")
_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read_text(text: str) -> list[Document]:
    """One document: the text as it stands, without front matter.

    >>> [document] = read_text("---\\ntitle: Ministers meet\\n---\\nThe visit began.")
    >>> document.title, document.text
    ('Ministers meet', 'The visit began.')
    """
    document = Document(clean(text))
    if front := _FRONT.match(document.text):
        facts = _front_matter(front[1])
        if facts:
            document.text = document.text[front.end() :]
            document.describe(facts)
    return [document]


def read_markdown(text: str) -> list[Document]:
    """One document: what a reader of the Markdown sees, with an empty line between headings, lists
    and paragraphs.

    >>> [document] = read_markdown("# Ministers meet\\nThe *visit* [began](https://example.org).")
    >>> document.title, document.text
    ('Ministers meet', 'Ministers meet\\n\\nThe visit began.')
    """
    [document] = read_text(text)
    text, document.text = document.text, _seen(document.text)
    if not document.title and (head := re.match(r"\s*# +(.+)|\s*(\S.*)\n=+ *\n", text)):
        document.title = one_line(_seen(head[1] or head[2]))
    return [document]


def first_line(text: str) -> str:
    """The first line, if it is short, stands alone and ends like no sentence; else the first words.

    >>> first_line("Ministers meet\\n\\nThe visit began.")
    'Ministers meet'
    """
    if headline := _headline(text):
        return " ".join(headline.split())
    words = text.split(None, TITLE_WORDS)
    title = " ".join(words[:TITLE_WORDS])
    if len(words) > TITLE_WORDS or len(title) > 100:
        title = f"{title[:100]} …"
    return title


def headline_in(text: str, title: str) -> re.Match[str] | None:
    """Where the headline stands in a text: its title, or, if it has none, the first line, if that
    may be one. The match's first group is None where more follows on the line, so that it is no
    headline of its own.

    >>> headline_in("Ministers meet\\n\\nThe visit began.", "")[1]
    'Ministers meet'
    >>> headline_in("Politics\\nMinisters\\nmeet!", "Ministers meet")[1]
    'Ministers\\nmeet!'
    """
    title = " ".join(_WORDS.findall(title or _headline(text)))
    if not title or title.lower() not in " ".join(_WORDS.findall(text[:HEAD].lower())):
        return None  # which takes a tenth of the time of a pattern
    words, other = title.replace(" ", r"\W+"), r"[^\w\n]*+"
    alone = rf"^({other}{words}{other})$|\A\W*+{words}\b"
    return re.search(alone, text, re.IGNORECASE | re.MULTILINE)


def _headline(text: str) -> str:
    """The first line, if it is short, stands alone and ends like no sentence; else empty."""
    lines = [line.strip() for line in text.strip().split("\n")]
    first = lines[0]
    if len(lines) == 1 or len(first.split()) > HEADLINE_WORDS or len(first) > 150:
        return ""
    if first.endswith((".", "。", "…", ",", ";", ":", '."', ".”")):
        return ""
    # In a wrapped text a line ends where the next word no longer fits; where it would have fitted,
    # the line is whole.
    if lines[1] and len(first) + 1 + len(lines[1].split()[0]) > max(map(len, lines)):
        return ""
    return first


def _front_matter(text: str) -> dict[str, object]:
    """The texts, and lists of texts, of a YAML mapping; empty for anything else."""
    try:
        # "base" makes all of it text: an impossible date must not stop it
        loaded = YAML(typ="base", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    flat = {}
    for name, value in loaded.items():
        line = one_line(value)
        if isinstance(value, list):
            line = ", ".join(map(one_line, value))
        if line and one_line(name):
            flat[one_line(name)] = line
    return flat


def _seen(text: str) -> str:
    """Markdown without its marks, and links as their words."""
    import mistune  # it comes with jupyter

    return "\n\n".join(_blocks(mistune.create_markdown(renderer=None, plugins=["table"])(text)))


def _blocks(tokens: list[dict]) -> Iterator[str]:
    for token in tokens:
        if token["type"] in ("paragraph", "heading", "block_text", "table_cell"):
            yield _inline(token.get("children", []))
        elif token["type"] == "block_code":
            yield token["raw"].rstrip("\n")
        else:
            yield from _blocks(token.get("children", []))


def _inline(tokens: list[dict]) -> str:
    breaks = {"softbreak": "\n", "linebreak": "\n", "inline_html": ""}
    return "".join(
        breaks.get(token["type"], token.get("raw") or _inline(token.get("children", [])))
        for token in tokens
    )
