"""Text and Markdown -> one document; front matter says its title, date and source."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from .dates import day
from .document import Document, clean, one_line

_FRONT = re.compile(r"\s*---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
TITLES = ("title", "headline")
DATES = ("date", "published", "publication_date", "published_at", "pubdate")
SOURCES = ("source", "outlet", "publication", "newspaper", "publisher")
LANGUAGES = ("language", "lang")
KNOWN = {*TITLES, *DATES, *SOURCES, *LANGUAGES}


def read_text(text: str, markdown: bool = False) -> list[Document]:
    """One document: the text as it stands, without front matter; of Markdown what a reader sees.

    >>> [document] = read_text("---\\ntitle: Ministers meet\\ndate: 26 October 2023\\n---\\nThe *visit* began.", markdown=True)
    >>> document.title, document.date, document.text
    ('Ministers meet', '2023-10-26', 'The visit began.')
    """
    text = clean(text)
    said, found = {}, _FRONT.match(text)
    if found and (said := _front_matter(found[1])):
        text = text[found.end() :]
    document = Document(_seen(text) if markdown else text)
    describe(document, said)
    if markdown and not document.title and (head := re.match(r"\s*# +(.+)|\s*(\S.*)\n=+ *\n", text)):
        document.title = one_line(_seen(head[1] or head[2]))
    return [document]


def describe(document: Document, said: dict[str, object], first: bool | None = None) -> None:
    """Fill in what a file says of a document; names it does not know go into further columns, as they are."""
    left = {name: value for name, value in said.items() if plain(name) not in KNOWN or one_line(value)}
    lower = {plain(name): name for name in reversed(left)}
    for field, names in (("title", TITLES), ("date", DATES), ("source", SOURCES), ("language", LANGUAGES)):
        value = next((left.pop(lower[name]) for name in names if name in lower), "")
        line = one_line(value)
        if field == "date" and line:
            document.date = day(value, first)
            if not document.date:
                document.doubts.append(f"date {line[:40]!r} is no day that can be told; write it as 2023-10-26")
        elif line:
            setattr(document, field, line)
    document.more |= {str(name): value for name, value in left.items()}


@lru_cache
def plain(name: str) -> str:
    """A column's name as it is looked up.

    >>> plain(" Publication Date")
    'publication_date'
    """
    return str(name).strip().casefold().replace(" ", "_")


def _front_matter(text: str) -> dict[str, object]:
    """Of YAML's mapping what is a text or a list of texts; empty where it is no mapping."""
    try:
        loaded = YAML(typ="base", pure=True).load(text)  # all text: a date that is none must not stop it
    except (YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    flat = {
        one_line(name): ", ".join(map(one_line, value)) if isinstance(value, list) else one_line(value)
        for name, value in loaded.items()
    }
    return {name: value for name, value in flat.items() if name and value}


def _seen(text: str) -> str:
    """Markdown without its marks: headings, lists and paragraphs with an empty line between, links as their words."""
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
    return "".join(breaks.get(token["type"], token.get("raw") or _inline(token.get("children", []))) for token in tokens)
