"""Text and Markdown -> one document, whose front matter says its title, date and source."""

import re
from collections.abc import Iterator

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent

from .column_names import columns_named
from .document import ArticleError, Document, clean, one_line, refusing

_FACT = re.compile(r"[ \t]*([\w -]+):[ \t]+(.*\S)")
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
    with refusing("Markdown"):
        import mistune

        tokens = mistune.create_markdown(renderer=None, plugins=["table"])(document.text.strip())
    document.text = "\n\n".join(_blocks(tokens))
    if tokens and tokens[0]["type"] == "heading":
        document.title = document.title or one_line(_inline(tokens[0]["children"]))
    return [document]


def _front_matter(text: str) -> dict[str, object]:
    """What a YAML mapping says, or lines such as `title: Ministers: a visit`, which is none; empty
    where it says nothing, and for anything else. ArticleError for a mapping with aliases, which may
    stand for more than fits into memory.
    """
    # "base" makes all of it text: an impossible date must not stop it
    yaml = YAML(typ="base", pure=True)
    try:
        loaded = yaml.load(text)
        aliases = "*" in text and any(isinstance(part, AliasEvent) for part in yaml.parse(text))
    except (YAMLError, ValueError, TypeError, RecursionError):  # TypeError: a list as a name
        aliases = False
        facts = list(map(_FACT.fullmatch, text.strip().splitlines()))
        loaded = all(facts) and dict(fact.groups() for fact in facts)
        if not (loaded and any(columns_named(loaded).values())):
            return {}
    if not isinstance(loaded, dict) or not any(loaded.values()):
        return {}
    if aliases:
        todo = "write out what each *name in it stands for"
        raise ArticleError(f"has aliases in its front matter, as YAML calls them; {todo}")
    return loaded


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
