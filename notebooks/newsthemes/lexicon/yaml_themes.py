"""The nodes of YAML text -> every theme, its place and entries; names and settings are checked."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from ..text.languages import language_code
from ..text.wording import shortened
from .syntax import (
    CONTROL,
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
