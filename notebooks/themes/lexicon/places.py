"""YAML text -> where each theme and each of its entries stands, so that one can be changed and the rest left alone."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .syntax import compose, is_nothing, is_sub_theme

_PLAIN = re.compile(r"[^\W_](?:[\w .()/+&’'*?-]*[\w.()/+&’'*?-])?")  # needs no quotes, in braces neither


class Place(NamedTuple):
    """A theme in the text. `path`: from the root down, each mapping or list with the key or item that leads on."""

    name: tuple[str, str]  # group, theme
    key: ScalarNode
    value: Node
    path: tuple[tuple[Node, Node], ...]
    entries: tuple[Node, ...]
    has_sub_themes: bool

    @property
    def counted(self) -> bool:
        """False of a name that does nothing but hold sub-themes."""
        return bool(self.entries) or not self.has_sub_themes


class Sheet:
    """Text as lines that can be replaced, each with the line end it came with."""

    def __init__(self, source: str) -> None:
        parts = re.split("(\r\n|\r|\n)", source)
        self.lines, self.ends = parts[::2], [*parts[1::2], ""]
        self.end = self.ends[0] or "\n"

    @property
    def text(self) -> str:
        """With every line end as a line feed, which is how `places` reads it."""
        return "\n".join(self.lines)

    @property
    def source(self) -> str:
        ends = [*(end or self.end for end in self.ends[:-1]), ""]
        return "".join(chain.from_iterable(zip(self.lines, ends, strict=True)))

    def replace(self, first: int, last: int, new: list[str]) -> None:
        """Put `new` in the place of lines `first` to before `last`."""
        self.ends[first:last] = (self.ends[first:last] + [self.end] * len(new))[: len(new)]
        self.lines[first:last] = new

    def place(self, name: tuple[str, str]) -> Place:
        return next(place for place in places(self.text) if place.name == name and place.counted)

    def at(self, index: int) -> tuple[int, int]:
        """(line, column) of a character of `text`, from 0."""
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)

    def lines_of(self, node: Node, dash: int | None = None) -> tuple[int, int]:
        """First line and the one after the last; of a list's item with the line of its dash, which stands in column `dash`."""
        first, last = self.at(node.start_mark.index)[0], self.at(end_of(self.text, node) - 1)[0] + 1
        while dash is not None and self.lines[first][dash : dash + 1] != "-":
            first -= 1
        return first, max(last, first + 1)


@lru_cache(maxsize=8)
def places(text: str) -> tuple[Place, ...]:
    """Every theme of a lexicon's text, in its order; the text is one that `parse_lexicon` reads.

    >>> [place.name for place in places("Issues:\\n  Trade: [trade]\\nIran: [Iran]")]
    [('Issues', 'Trade'), ('', 'Iran')]
    """
    return tuple(_walk(compose(text, "themes.yaml")))


def _walk(root: Node) -> Iterator[Place]:
    for key, value in root.value:
        if isinstance(value, MappingNode) and value.value:
            for inner, theme in value.value:
                yield from _theme(clean(key.value), clean(inner.value), ((root, key), (value, inner)), theme)
        else:
            yield from _theme("", clean(key.value), ((root, key),), value)


def _theme(group: str, name: str, path: tuple, value: Node) -> Iterator[Place]:
    items = value.value if isinstance(value, SequenceNode) else [] if is_nothing(value) else [value]
    inner = [item for item in items if item is value and isinstance(value, MappingNode) or is_sub_theme(item)]
    entries = tuple(item for item in items if item not in inner)
    yield Place((group, name), path[-1][1], value, path, entries, bool(inner))
    for item in inner:
        within = path if item is value else (*path, (value, item))
        for key, below in item.value:
            yield from _theme(group, f"{name}/{clean(key.value)}", (*within, (item, key)), below)


def clean(text: str) -> str:
    """A name or line as the lexicon takes it: NFC, white space single.

    >>> clean("  South  China\\tSea ")
    'South China Sea'
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def as_yaml(text: str) -> str:
    """A name or term as YAML, in quotes where it needs them.

    >>> as_yaml("trade union*"), as_yaml("*.com"), as_yaml("it's: so")
    ('trade union*', "'*.com'", "'it''s: so'")
    """
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def end_of(text: str, node: Node) -> int:
    """Where a node's own text ends; ruamel's end of a block also takes the comments and empty lines behind it."""
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if node.flow_style or not node.value:
        return end
    if isinstance(node, SequenceNode):
        return end_of(text, node.value[-1])
    key, value = node.value[-1]
    return end_of(text, key if value.start_mark.index == value.end_mark.index else value)


def entry_lines(text: str, node: Node, plainly: bool = False) -> list[str]:
    """An entry as it stands behind its dash; `plainly`, or where it takes several lines: written anew, a line a phrase.

    >>> place = places("T:\\n- {term: Xi, case: exact}\\n- not:\\n  - EU\\n  - trade union*")[0]
    >>> [entry_lines("T:\\n- {term: Xi, case: exact}\\n- not:\\n  - EU\\n  - trade union*", node) for node in place.entries]
    [['{term: Xi, case: exact}'], ['not: EU', 'not: trade union*']]
    """
    raw = text[node.start_mark.index : end_of(text, node)]
    as_it_stands = isinstance(node, ScalarNode) or re.match(r"\{|(?:term|not|case): ", raw)
    if not plainly and "\n" not in raw and as_it_stands:
        return [clean(raw)]
    if isinstance(node, ScalarNode):
        return [as_yaml(clean(node.value))]
    values = {clean(key.value): value for key, value in node.value}
    kind = "not" if "not" in values else "term"
    phrases = values[kind].value if isinstance(values[kind], SequenceNode) else [values[kind]]
    terms = [as_yaml(clean(phrase.value)) for phrase in phrases]
    if "case" in values:
        return [f"{{{kind}: {term}, case: {values['case'].value}}}" for term in terms]
    return [f"not: {term}" if kind == "not" else term for term in terms]


def comments(text: str, nodes: list[Node], start: int, end: int) -> list[str]:
    """The comments between two places of the text; a # inside a quoted or plain scalar of `nodes` opens none."""
    covered = list(text)
    for node in nodes:
        first, last = node.start_mark.index, node.end_mark.index
        covered[first:last] = "x" * (last - first)
    return [
        text[start:end][found.start(1) : found.end(1)]
        for found in re.finditer(r"(?:^|[\s,\[\]{}])(#.*)$", "".join(covered)[start:end], re.MULTILINE)
    ]


def scalars(node: Node) -> Iterator[Node]:
    """The scalars below a node."""
    if isinstance(node, ScalarNode):
        yield node
    else:
        for part in node.value:
            for inner in part if isinstance(part, tuple) else (part,):
                yield from scalars(inner)
