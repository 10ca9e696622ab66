"""The nodes of YAML text -> every theme, its place and entries; names and settings are checked."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from ..text.languages import language_code
from ..text.normal_form import STACKED, normal_form, stacked
from ..text.wording import shortened
from .model import LexiconError, located, one_names
from .syntax import (
    CONTROL,
    compose,
    fail,
    is_setting,
    is_settings,
    is_sub_theme,
    items_of,
    line_of,
    settings_of,
    single_spaced,
)

_LONG = 200  # characters of an article, given in the place of themes


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


@lru_cache(maxsize=8)
def places(source: str, file: str) -> tuple[Place, ...]:
    """Every theme of a text, in the order of its nodes. LexiconError, with the name of the file,
    where a name or a setting is none, or a name is there twice in its group.

    >>> source = "Issues:\\n  Trade: [trade]\\nIran: [Iran]"
    >>> [place.name for place in places(source, "themes.yaml")]
    [('Issues', 'Trade'), ('', 'Iran')]
    """
    root = compose(source, file)
    if isinstance(root, MappingNode) and root.value:
        return tuple(_walk(root, file))
    message = "holds no themes; write 'Trade:', and below it '- trade'"
    if isinstance(root, ScalarNode) and len(root.value) > _LONG:
        message = "looks like an article, not themes; read it with nt.read_articles"
    raise LexiconError(located(file, root and line_of(root), message))


def theme_names(source: str, file: str) -> dict[tuple[str, str], str]:
    """Of each theme that is counted, by its group and its name in the text, the one name that it
    has everywhere else: its own, or `Group: Name` where another group has a theme called so.

    LexiconError for two themes that would be called the same.

    >>> theme_names("A: {War: [war]}\\nB: {War: [war], Trade: [trade]}", "themes.yaml")
    {('A', 'War'): 'A: War', ('B', 'War'): 'B: War', ('B', 'Trade'): 'Trade'}
    """
    lines = {}
    for place in places(source, file):
        if place.counted:
            if line := lines.get(place.name):
                twice = f"is on line {line} already; join the two or rename one"
                fail(file, place.key, twice, place.name[1])
            lines[place.name] = line_of(place.key)
    taken = {theme: line for (_, theme), line in lines.items()}
    for (group, theme), line in lines.items():
        full = f"{group}: {theme}"
        if group and full in taken:
            problem = f"the theme on line {taken[full]} has the name {full!r}; rename one"
            raise LexiconError(located(file, line, problem, theme))
        if group:
            taken[full] = line
    return dict(zip(lines, one_names([*lines]), strict=True))


def settings_above(source: str) -> dict[tuple[str, str], dict[str, str]]:
    """Of each theme what stands above it and is about its terms, too: `forms: ru` of its group.

    >>> settings_above("language: nb\\nforms: nb\\nKrig:\\n- forms: nn\\n- krig")
    {('', 'Krig'): {'language': 'no', 'forms': 'nb'}}
    """
    settings_of_themes = {}
    for place in places(source, "themes.yaml"):
        if place.counted:
            settings = dict(place.settings_above)
            if "language" in settings:
                settings["language"] = language_code(settings["language"])
            settings_of_themes[place.name] = settings
    return settings_of_themes


def _walk(root: Node, file: str) -> Iterator[Place]:
    settings = settings_of(root)
    for name, key, value in _below(file, root):
        path = ((root, key),)
        if isinstance(value, MappingNode) and value.value:
            of_group = settings | settings_of(value)
            for theme, inner, below in _below(file, value):
                yield from _theme(file, (name, theme), (*path, (value, inner)), below, of_group)
        else:
            yield from _theme(file, ("", name), path, value, settings)


def _theme(
    file: str, name: tuple[str, str], path: tuple, value: Node, settings: dict[str, str]
) -> Iterator[Place]:
    inner = items_of(value)
    if not isinstance(value, MappingNode):
        inner = [item for item in inner if is_sub_theme(item)]
    entries = tuple(item for item in items_of(value) if item not in inner)
    yield Place(name, value, path, entries, bool(inner), settings)
    settings = settings | settings_of(value)
    group, theme = name
    for item in inner:
        within = path if item is value else (*path, (value, item))
        below_item = settings | settings_of(item)
        for sub, key, below in _below(file, item, theme):
            sub_path = (*within, (item, key))
            yield from _theme(file, (group, f"{theme}/{sub}"), sub_path, below, below_item)


def _below(file: str, node: MappingNode, theme: str = "") -> Iterator[tuple[str, Node, Node]]:
    """The `pairs` that are no settings; settings are checked."""
    has_themes = False
    for name, key, value in pairs(file, node, theme):
        if is_setting(key, value):
            check_setting(file, name, value, theme)
        else:
            has_themes = True
            yield name, key, value
    if not has_themes:
        todo = "write 'Trade:', and below it '- trade'"
        fail(file, node, f"holds no themes below its settings; {todo}", theme)


def pairs(file: str, node: MappingNode, theme: str) -> Iterator[tuple[str, Node, Node]]:
    """(name, key, value) of a mapping, its keys checked; `theme` is the one it belongs to."""
    lines = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            no_name = "a list or mapping in place of a name; quote a name that starts with ? [ {"
            fail(file, key, no_name, theme)
        name = normal_form(key.value).strip()
        if stacked(name):
            fail(file, key, f"name {shortened(repr(name))} {STACKED}", theme)
        if not name or len(name.splitlines()) > 1 or CONTROL.search(name):
            wrong = f"name {shortened(repr(name))} is empty or holds a line break; give one line"
            fail(file, key, wrong, theme)
        name = single_spaced(name)
        if name in lines:
            twice = f"{shortened(repr(name))} is on line {lines[name]} already"
            fail(file, key, f"{twice}; join the two or rename one", theme or name)
        lines[name] = line_of(key)
        yield name, key, value


def check_setting(file: str, name: str, value: Node, theme: str) -> None:
    """Fail where what is said of a term's case, language or forms cannot be."""
    code = "a list"
    if isinstance(value, ScalarNode):
        code = value.value
    if fault := setting_fault(name, code):
        fail(file, value, fault, theme)


def setting_fault(name: str, code: str) -> str:
    """What is wrong with what is said of a term's case, language or forms; empty if nothing is.

    >>> setting_fault("forms", "ru"), setting_fault("language", "German")
    ('', "language 'German': it is a code such as de or ru")
    """
    if name == "case":
        if code in ("exact", "any"):
            return ""
        return f"case {shortened(repr(code))}: it is either exact or any"
    is_language = len(code) == 2 and language_code(code)  # no name of one, as the page has it
    if re.fullmatch("[a-z]{2,3}", code) and (name != "language" or is_language):
        return ""
    return f"{name} {shortened(repr(code))}: it is a code such as de or ru"
