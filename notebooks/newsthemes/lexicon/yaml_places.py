"""YAML text -> where each theme and each of its entries stands, so that one can be changed and the
rest left alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.languages import language_code
from ..text.wording import shortened
from .syntax import (
    CONTROL,
    as_yaml,
    compose,
    entry_line,
    fail,
    is_setting,
    is_settings,
    is_sub_theme,
    items_of,
    line_of,
    settings_of,
    single_spaced,
)


class Place(NamedTuple):
    """A theme in the text. `path`: from the root down, each mapping or list with the key or item
    that leads on.
    """

    name: tuple[str, str]  # group, theme
    value: Node
    path: tuple[tuple[Node, Node], ...]
    entries: tuple[Node, ...]
    has_sub_themes: bool
    settings_above: dict[str, str]

    @property
    def key(self) -> ScalarNode:
        return self.path[-1][1]

    @property
    def counted(self) -> bool:
        """False of a name that does nothing but hold sub-themes, and say something of them."""
        return not all(map(is_settings, self.entries)) or not self.has_sub_themes


def indented(lines: list[str], columns: int) -> list[str]:
    return [line.rjust(len(line) + columns) for line in lines]


class Sheet:
    """Text as lines that can be replaced, each with the line end it came with; a byte order mark
    before them stays, and counts as no column.
    """

    def __init__(self, source: str) -> None:
        text = source.removeprefix("\ufeff")
        self.mark = source.removesuffix(text)
        parts = re.split("(\r\n|\r|\n)", text)
        self.lines, self.ends = parts[::2], [*parts[1::2], ""]
        self.end = self.ends[0] or "\n"

    @property
    def text(self) -> str:
        """With every line end as a line feed, which is how `places` reads it."""
        return "\n".join(self.lines)

    @property
    def source(self) -> str:
        ends = [*(end or self.end for end in self.ends[:-1]), ""]
        return self.mark + "".join(map(str.__add__, self.lines, ends))

    def replace(self, first: int, last: int, new: list[str]) -> None:
        """Put `new` in the place of lines `first` to before `last`."""
        self.ends[first:last] = [self.end for _ in new]
        self.lines[first:last] = new

    def put_below(self, start: int, end: int, lines: list[str]) -> None:
        """Lines in the place of a text, below what stands before and behind it."""
        head, tail = self.around(start, end)
        opening = f"{head.rstrip()}  {tail.strip()}".rstrip()
        self.put(start, end, [*filter(None, [opening]), *lines])

    def put(self, start: int, end: int, new: list[str]) -> None:
        """Put `new` in the place of the lines that hold `text` from `start` to `end`."""
        self.replace(self.at(start)[0], self.at(end)[0] + 1, new)

    def place(self, name: tuple[str, str]) -> Place:
        return next(place for place in places(self.text) if place.name == name and place.counted)

    def at(self, index: int) -> tuple[int, int]:
        """(line, column) of a character of `text`, from 0."""
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before `start` on its line, and behind `end` on its own."""
        return self.text[:start].rpartition("\n")[2], self.text[end:].partition("\n")[0]

    def colon(self, key: Node) -> int:
        """Where the text behind a key's colon begins."""
        return self.text.index(":", key.end_mark.index) + 1

    def lines_of(self, node: Node, dash: int | None = None) -> tuple[int, int]:
        """First line and the one after the last; of a list's item with the line of its dash, which
        stands in column `dash`.
        """
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
    return tuple(walk(compose(text, "themes.yaml"), None))


def settings_above(source: str) -> dict[tuple[str, str], dict[str, str]]:
    """Of each theme what stands above it and is about its terms, too: `forms: ru` of its group.

    >>> settings_above("language: nb\\nforms: nb\\nKrig:\\n- forms: nn\\n- krig")
    {('', 'Krig'): {'language': 'no', 'forms': 'nb'}}
    """
    found = {}
    for place in places(Sheet(source).text):
        if place.counted:
            said = dict(place.settings_above)
            if "language" in said:
                said["language"] = language_code(said["language"])
            found[place.name] = said
    return found


def walk(root: Node, file: str | None) -> Iterator[Place]:
    """Every theme of a lexicon, in the order of its nodes. LexiconError, with the name of the file,
    where a name or a setting is none, or a name is there twice, but without a `file`: while a text
    is edited, a new theme may have the name of one that is to be renamed.
    """
    said = settings_of(root)
    for name, key, value in _below(file, root):
        path = ((root, key),)
        if isinstance(value, MappingNode) and value.value:
            of_group = said | settings_of(value)
            for theme, inner, below in _below(file, value):
                yield from _theme(file, (name, theme), (*path, (value, inner)), below, of_group)
        else:
            yield from _theme(file, ("", name), path, value, said)


def _theme(
    file: str | None, name: tuple[str, str], path: tuple, value: Node, said: dict[str, str]
) -> Iterator[Place]:
    inner = items_of(value)
    if not isinstance(value, MappingNode):
        inner = [item for item in inner if is_sub_theme(item)]
    entries = tuple(item for item in items_of(value) if item not in inner)
    yield Place(name, value, path, entries, bool(inner), said)
    said = said | settings_of(value)
    for item in inner:
        within = path if item is value else (*path, (value, item))
        for sub, key, below in _below(file, item, name[1]):
            own = name[0], f"{name[1]}/{sub}"
            yield from _theme(file, own, (*within, (item, key)), below, said | settings_of(item))


def _below(
    file: str | None, node: MappingNode, theme: str = ""
) -> Iterator[tuple[str, Node, Node]]:
    """The `pairs` that are no settings; settings are checked."""
    found = False
    for name, key, value in pairs(file, node, theme):
        if is_setting(key, value):
            check_setting(file, name, value, theme)
        else:
            found = True
            yield name, key, value
    if not found:
        todo = "write 'Trade:', and below it '- trade'"
        fail(file, node, f"holds no themes below its settings; {todo}", theme)


def pairs(file: str | None, node: MappingNode, theme: str) -> Iterator[tuple[str, Node, Node]]:
    """(name, key, value) of a mapping, its keys checked; `theme` is the one it belongs to."""
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            no_name = "a list or mapping in place of a name; quote a name that starts with ? [ {"
            fail(file, key, no_name, theme)
        name = unicodedata.normalize("NFC", key.value).strip()
        if not name or len(name.splitlines()) > 1 or CONTROL.search(name):
            wrong = f"name {shortened(repr(name))} is empty or holds a line break; give one line"
            fail(file, key, wrong, theme)
        if name == "<<" and key.style is None:
            fail(file, key, "YAML merge keys (<<) are not read; write the terms out", theme)
        name = single_spaced(name)
        if name in lines and file is not None:
            twice = f"{shortened(repr(name))} is on line {lines[name]} already"
            fail(file, key, f"{twice}; join the two or rename one", theme or name)
        lines[name] = line_of(key)
        yield name, key, value


def check_setting(file: str | None, name: str, value: Node, theme: str) -> None:
    """Fail where a setting is no code of a language."""
    code = "a list"
    if isinstance(value, ScalarNode):
        code = value.value
    if not re.fullmatch("[a-z]{2,3}", code) or (name == "language" and not language_code(code)):
        fail(file, value, f"{name} {shortened(repr(code))}: it is a code such as de or ru", theme)


def end_of(text: str, node: Node) -> int:
    """Where a node's own text ends; ruamel's end of a block also takes the comments and empty lines
    behind it.
    """
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if node.flow_style or not node.value:
        return end
    if isinstance(node, SequenceNode):
        return end_of(text, node.value[-1])
    key, value = node.value[-1]
    if value.start_mark.index == value.end_mark.index:
        return end_of(text, key)
    return end_of(text, value)


def entry_lines(text: str, node: Node, plainly: bool = False) -> list[str]:
    """An entry as it stands behind its dash; `plainly`, or where it takes several lines: written
    anew, a line a phrase.

    >>> text = "T:\\n- {term: Xi, case: exact}\\n- not:\\n  - EU\\n  - trade union*"
    >>> [entry_lines(text, node) for node in places(text)[0].entries]
    [['{term: Xi, case: exact}'], ['not: EU', 'not: trade union*']]
    """
    raw = text[node.start_mark.index : end_of(text, node)]
    if not plainly and "\n" not in raw:
        return [single_spaced(raw)]
    if isinstance(node, ScalarNode):
        return [as_yaml(single_spaced(node.value))]
    if is_settings(node):
        return [f"{name}: {value}" for name, value in settings_of(node).items()]
    values = {single_spaced(key.value): value for key, value in node.value}
    value = values.get("not") or values["term"]
    said = {name: one.value for name, one in values.items() if name not in ("term", "not")}
    phrases = [value]
    if isinstance(value, SequenceNode):
        phrases = value.value
    return [
        entry_line(single_spaced(phrase.value), said, excluded="not" in values)
        for phrase in phrases
    ]


def check_uncommented(text: str, node: Node, end: int) -> None:
    """Fail where a comment stands inside of what is to be written anew."""
    if re.search(r"(?:^|\s)#", text[node.start_mark.index : end]):
        fail(None, node, "has a comment between its parts; give each entry a line of its own")
