"""The text of themes.yaml -> Lexicon, every theme and term checked on the way."""

import re
from operator import attrgetter

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.characters import spelling
from ..text.languages import language_code
from ..text.wording import shortened
from .model import Lexicon, LexiconError, Listed, Term, located
from .syntax import (
    ENTRY_KEYS,
    SETTINGS,
    as_yaml,
    compose,
    default_case,
    fail,
    is_settings,
    line_of,
    quoted,
    settings_of,
    single_spaced,
    term_fault,
)
from .yaml_themes import Place, check_setting, pairs, walk

_LONG = 200  # characters of an article, given in the place of themes
Settings = dict[str, str]  # what is said of terms: case, language, forms


class Builder:
    """Collects terms and themes while it walks the nodes of one text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.themes: dict[tuple[str, str], int] = {}  # -> line
        # (group, theme, excluded, spelling) -> the entry that is kept
        self.terms: dict[tuple, Term] = {}
        self.listed: list[Listed] = []

    def build(self, source: str) -> Lexicon:
        root = compose(source, self.name)
        if not isinstance(root, MappingNode) or not root.value:
            raise LexiconError(_no_themes(root, self.name))
        for place in walk(root, self.name):
            self.theme(place)
        return Lexicon(
            tuple(sorted(self.terms.values(), key=attrgetter("line"))),  # not sub-themes last
            tuple(self.themes),
            source,
            listed=tuple(self.listed),
        )

    def theme(self, place: Place) -> None:
        """A theme and its terms, without those of its sub-themes."""
        (group, theme), key = place.name, place.key
        self.check_single(theme, key, place.value)
        if place.counted:
            if line := self.themes.get(place.name):
                twice = f"is on line {line} already; join the two or rename one"
                fail(self.name, key, twice, theme)
            self.themes[place.name] = line_of(key)
        said = place.settings_above | settings_of(place.value)
        for entry in place.entries:
            self.entry(group, theme, entry, said)

    def check_single(self, theme: str, key: Node, value: Node) -> None:
        """Fail where the single term of a theme is a list without brackets."""
        if isinstance(value, ScalarNode) and value.style in (None, key.style):
            parts = re.split("[,;]", value.value)
            if len(parts) > 1:
                terms = ", ".join(as_yaml(part) for part in map(single_spaced, parts) if part)
                message = f"would be one term; write [{terms}], or put it in brackets and quotes"
                fail(self.name, value, message, theme, single_spaced(value.value))

    def entry(self, group: str, theme: str, node: Node, said: Settings) -> None:
        """A member of a theme's list."""
        if is_settings(node):
            for name, _, value in pairs(self.name, node, theme):
                check_setting(self.name, name, value, theme)
            return
        if isinstance(node, SequenceNode):
            fail(
                self.name,
                node,
                "a list within a list; give each term its own line with one '- '",
                theme,
            )
        if isinstance(node, ScalarNode):
            self.add(group, theme, node, said, excluded=False)
            return
        values = self.entry_values(node, theme)
        value, said = values.get("term") or values["not"], said | settings_of(node)
        if "case" in values:
            said["case"] = self.case(values["case"], theme, value)
        phrases, excluded = [value], "not" in values
        if excluded and isinstance(value, SequenceNode):
            phrases = value.value
        for phrase in phrases:
            self.check_phrase(theme, phrase, values)
            self.add(group, theme, phrase, said, excluded)

    def entry_values(self, node: MappingNode, theme: str) -> dict[str, Node]:
        """What the keys of an entry hold: term or not, case, language, forms."""
        values = {name: value for name, _, value in pairs(self.name, node, theme)}
        for name, value in values.items():
            if name in SETTINGS:
                check_setting(self.name, name, value, theme)
            elif name not in ENTRY_KEYS:
                todo = "a term with ': ' or a ? at its start needs quotes, a sub-theme a list"
                known = "known are term, not, case, language, forms"
                fail(
                    self.name, node, f"unknown key {shortened(repr(name))}, {known}; {todo}", theme
                )
        if len(values.keys() & {"term", "not"}) != 1:
            fail(self.name, node, "write either {term: …} or {not: …}, with or without case", theme)
        return values

    def check_phrase(self, theme: str, node: Node, values: dict[str, Node]) -> None:
        """Fail where an entry's term or phrase is no text, or has forms and a wildcard."""
        if not isinstance(node, ScalarNode):
            due = "one term is due here, as text; write {term: trade} or {not: trade union*}"
            fail(self.name, node, due, theme)
        if "forms" in values and re.search("[*?]", node.value):
            fail(self.name, node, "has forms and a * or ?; leave out one of the two", theme)

    def case(self, node: Node, theme: str, value: Node) -> str:
        """The case that an entry states: "exact" or "any"."""
        if isinstance(node, ScalarNode) and node.value in ("exact", "any"):
            return node.value
        message = f"case {shortened(repr(str(node.value)))}: it is either exact or any"
        fail(self.name, node, message, theme, str(value.value))

    def add(self, group: str, theme: str, node: ScalarNode, said: Settings, excluded: bool) -> None:
        """Check a term and take it in."""
        text = single_spaced(node.value)
        self.check_term(theme, node, text)
        case = said.get("case") or default_case(text)
        language = language_code(said.get("language", ""))
        forms = said.get("forms", "")
        if re.search("[*?]", text):  # of a theme that has forms
            forms = ""
        term = Term(group, theme, text, case, excluded, line_of(node), language, forms)
        spelled = (case, spelling(text, case), language, forms)
        key = (group, theme, excluded, spelled)
        if before := self.terms.get(key):
            # As point 5 of the counting rule has it, so that the order of the file does not matter.
            term, left = sorted([before, term], key=lambda term: (-len(term.term), term.term))
            reason = f"is on line {term.line} too, and is kept once"
            self.listed.append(Listed(left.line, left.term, reason))
        self.terms[key] = term

    def check_term(self, theme: str, node: ScalarNode, text: str) -> None:
        """Fail where a term cannot be counted."""
        fault = term_fault(text)
        if node.style is None and text.startswith("?"):
            fault = f"a term that starts with ? must stand in quotes: {shortened(quoted(text))}"
        if fault:
            fail(self.name, node, fault, theme, text)


def _no_themes(root: Node | None, name: str) -> str:
    """What to say of a text that is no mapping."""
    line, message = None, "holds no themes; write 'Trade:', and below it '- trade'"
    if root:
        line = line_of(root)
    if isinstance(root, ScalarNode) and len(root.value) > _LONG:
        message = "looks like an article, not themes; name it with --articles"
    return located(name, line, message)
