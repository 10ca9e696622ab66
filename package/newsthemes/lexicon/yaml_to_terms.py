"""The text of themes.yaml -> Lexicon, every theme and term checked on the way; a term that a theme
has twice counts once.
"""

import re
from operator import attrgetter
from pathlib import PurePath

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.folding import spelling
from ..text.languages import language_code
from ..text.wording import shortened
from .model import Lexicon, Term
from .syntax import (
    ENTRY_KEYS,
    SETTINGS,
    default_case,
    fail,
    is_settings,
    line_of,
    quoted,
    settings_of,
    single_spaced,
    term_fault,
)
from .yaml_themes import Place, check_setting, pairs, places, theme_names

Settings = dict[str, str]  # what is said of terms: case, language, forms


def file_name(lexicon: Lexicon) -> str:
    """How errors name the file of a lexicon."""
    return PurePath(lexicon.path).name or "themes.yaml"


class Builder:
    """Collects the terms of one text, place by place; errors say the name of its file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.groups: dict[str, str] = {}  # theme -> group
        # (theme, excluded, case, spelling, language, forms) -> the entry that is kept
        self.terms: dict[tuple, Term] = {}

    def build(self, source: str) -> Lexicon:
        names = theme_names(source, self.name)
        self.groups = {theme: group for (group, _), theme in names.items()}
        for place in places(source, self.name):
            self.theme(place, names.get(place.name, place.name[1]))
        return Lexicon(
            tuple(sorted(self.terms.values(), key=attrgetter("line"))),  # not sub-themes last
            self.groups,
            source,
        )

    def theme(self, place: Place, theme: str) -> None:
        """The terms of a theme, without those of its sub-themes."""
        value = place.value
        if isinstance(value, ScalarNode) and re.search("[,;]", value.value):
            terms = value.value.replace(";", ",")
            todo = f"write [{terms}], or put it in brackets and quotes"
            fail(self.name, value, f"would be one term; {todo}", theme, value.value)
        settings = place.settings_above | settings_of(value)
        for entry in place.entries:
            self.entry(theme, entry, settings)

    def entry(self, theme: str, node: Node, settings: Settings) -> None:
        """A member of a theme's list."""
        if isinstance(node, SequenceNode):
            todo = "give each term its own line with one '- '"
            fail(self.name, node, f"a list within a list; {todo}", theme)
        if isinstance(node, ScalarNode):
            self.add(theme, node, settings)
            return
        values = self.entry_values(node, theme)
        if is_settings(node):
            return
        settings = settings | settings_of(node)
        if "case" in values:
            settings["case"] = values["case"].value
        term = values.get("term") or values["not"]
        if not isinstance(term, ScalarNode):
            due = "one term is due here, as text; write {term: trade} or {not: trade union*}"
            fail(self.name, term, due, theme)
        if "forms" in values and re.search("[*?]", term.value):
            fail(self.name, term, "has forms and a * or ?; leave out one of the two", theme)
        self.add(theme, term, settings, "not" in values)

    def entry_values(self, node: MappingNode, theme: str) -> dict[str, Node]:
        """What the keys of an entry hold: term or not, case, language, forms."""
        values = {name: value for name, _, value in pairs(self.name, node, theme)}
        for name, value in values.items():
            if name in ("case", *SETTINGS):
                check_setting(self.name, name, value, theme)
            elif name not in ENTRY_KEYS:
                todo = "a term with ': ' or a ? at its start needs quotes, a sub-theme a list"
                usual = "known are term, not, case, language, forms"
                wrong = f"unknown key {shortened(repr(name))}, {usual}; {todo}"
                fail(self.name, node, wrong, theme)
        if not is_settings(node) and len(values.keys() & {"term", "not"}) != 1:
            fail(self.name, node, "write either {term: …} or {not: …}, with or without case", theme)
        return values

    def add(self, theme: str, node: ScalarNode, settings: Settings, excluded: bool = False) -> None:
        """Check a term and take it in."""
        text = single_spaced(node.value)
        fault = term_fault(text)
        if node.style is None:
            fault = _plain_fault(node, text) or fault
        if fault:
            fail(self.name, node, fault, theme, text)
        case = settings.get("case") or default_case(text)
        language = language_code(settings.get("language", ""))
        forms = settings.get("forms", "")
        group = self.groups[theme]
        term = Term(group, theme, text, case, excluded, line_of(node), language, forms)
        if term.has_wildcard:
            term = term._replace(forms="")  # those of its theme
        key = (theme, excluded, case, spelling(text, case), language, term.forms)
        if before := self.terms.get(key):
            # As point 5 of the counting rule has it, so that the order of the file does not matter.
            term = min(before, term, key=lambda term: (-len(term.term), term.term))
        self.terms[key] = term


def _plain_fault(node: ScalarNode, text: str) -> str:
    """What a term without quotes was hardly meant to be."""
    if text.startswith("?"):
        return f"a term that starts with ? must stand in quotes: {shortened(quoted(text))}"
    if node.start_mark.line < node.end_mark.line:
        return "several lines as one term; begin each term with a dash and a space: '- trade'"
    if text.startswith("-") and text[1:2].isalpha():
        return f"no space behind its dash; write '- {shortened(text[1:])}', or put it in quotes"
    return ""
