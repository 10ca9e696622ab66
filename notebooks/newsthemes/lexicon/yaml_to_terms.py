"""The text of themes.yaml -> Lexicon, every theme and term checked on the way."""

import re
import warnings
from operator import attrgetter

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..articles.formats.csv_excel_json import LONG
from ..text.characters import spelling
from ..text.languages import language_code
from ..text.wording import shortened
from .model import Lexicon, LexiconError, LexiconWarning, Listed, Term, located
from .syntax import (
    DOUBTS,
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
from .yaml_places import Place, check_setting, pairs, walk

# at once: a dictionary of many categories has hundreds of terms that are in two of them
MAX_WARNINGS = 10
Settings = dict[str, str]  # what is said of terms: case, language, forms


class Builder:
    """Collects terms, themes and warnings while it walks the nodes of one text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.themes: dict[tuple[str, str], int] = {}  # -> line
        # (group, theme, excluded, spelling) -> the entry that is kept
        self.terms: dict[tuple, Term] = {}
        self.first: dict[tuple, Term] = {}  # spelling -> its first entry in any theme
        self.warnings: list[str] = []
        self.listed: list[Listed] = []

    def build(self, source: str, stacklevel: int = 3) -> Lexicon:
        """The lexicon; `stacklevel` of its warnings, so that they point at the line that read the
        themes: 0 for none.
        """
        root = compose(source, self.name)
        if not isinstance(root, MappingNode) or not root.value:
            raise LexiconError(_no_themes(root, self.name))
        for place in walk(root, self.name):
            self.theme(place)
        if (more := len(self.warnings) - MAX_WARNINGS) > 0:
            message = f"{more:,} more like these; newsthemes.check lists terms to look at"
            self.warnings[MAX_WARNINGS:] = [located(self.name, None, message)]
        if stacklevel:
            for message in self.warnings:
                warnings.warn(message, LexiconWarning, stacklevel=stacklevel)
        return Lexicon(
            tuple(sorted(self.terms.values(), key=attrgetter("line"))),  # not sub-themes last
            tuple(self.themes),
            source,
            listed=tuple(self.listed),
        )

    def warn(self, node: Node, message: str, theme: str, term: str | None = None) -> None:
        self.warnings.append(located(self.name, line_of(node), message, theme, term))

    def theme(self, place: Place) -> None:
        """A theme and its terms, without those of its sub-themes."""
        (group, theme), key = place.name, place.key
        self.doubt_theme(theme, key, place.value)
        if place.counted:
            if line := self.themes.get(place.name):
                twice = f"is on line {line} already; join the two or rename one"
                fail(self.name, key, twice, theme)
            self.themes[place.name] = line_of(key)
        said, found = place.settings_above | settings_of(place.value), False
        for entry in place.entries:
            found |= self.entry(group, theme, entry, said)
        if place.counted and not found:
            self.warn(key, "has no terms, so its count is 0; add some or delete it", theme)

    def doubt_theme(self, theme: str, key: Node, value: Node) -> None:
        """Warn of a theme that is called like a key of entries, and of a single term with
        commas.
        """
        if theme.rpartition("/")[2] in ENTRY_KEYS:
            todo = "to leave a phrase out, write '- not: phrase'"
            self.warn(key, f"is read as a theme of that name; {todo}", theme)
        if isinstance(value, ScalarNode) and value.style in (None, key.style):
            parts = re.split("[,;]", value.value)
            if len(parts) > 1:
                terms = ", ".join(as_yaml(part) for part in map(single_spaced, parts) if part)
                message = f"is read as one term; for a list write [{terms}]"
                self.warn(value, message, theme, single_spaced(value.value))

    def entry(self, group: str, theme: str, node: Node, said: Settings) -> bool:
        """A member of a theme's list; true when it adds a term, false for a `not:` phrase."""
        if is_settings(node):
            for name, _, value in pairs(self.name, node, theme):
                check_setting(self.name, name, value, theme)
            return False
        if isinstance(node, SequenceNode):
            fail(
                self.name,
                node,
                "a list within a list; give each term its own line with one '- '",
                theme,
            )
        if isinstance(node, ScalarNode):
            self.add(group, theme, node, said, excluded=False)
            return True
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
        return not excluded

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
        before = self.terms.get((group, theme, excluded, spelled))
        if before:
            twice = f"is on line {before.line} already and is kept once; delete one"
            self.warn(node, twice, theme, text)
            # As point 5 of the counting rule has it, so that the order of the file does not matter.
            term, left = sorted([before, term], key=lambda term: (-len(term.term), term.term))
            reason = f"is on line {term.line} too, and is kept once"
            self.listed.append(Listed(left.line, left.term, reason))
        elif other := self.terms.get((group, theme, not excluded, spelled)):
            both = f"is both a term and a not: phrase (line {other.line}), and the not: wins"
            self.warn(node, f"{both}; delete one", theme, text)
        if not (excluded or before):
            first = self.first.setdefault(spelled, term)
            if first[:2] != (group, theme):
                both = f"is a term of {first.theme} (line {first.line}) too and counts for both"
                self.warn(node, f"{both}; delete one if not meant", theme, text)
        self.terms[group, theme, excluded, spelled] = term

    def check_term(self, theme: str, node: ScalarNode, text: str) -> None:
        """Fail where a term cannot be counted, and warn where it is likely not as it was meant."""
        fault = term_fault(text)
        if node.style is None and text.startswith("?"):
            fault = f"a term that starts with ? must stand in quotes: {shortened(quoted(text))}"
        if fault:
            fail(self.name, node, fault, theme, text)
        for mistake, doubt in DOUBTS.items():
            if re.search(mistake, text):
                self.warn(node, doubt, theme, text)
        if node.style in (None, "|", ">") and node.end_mark.line > node.start_mark.line:
            lines = "runs over several lines and is read as one term; is a '- ' missing?"
            self.warn(node, lines, theme, text)


def _no_themes(root: Node | None, name: str) -> str:
    """What to say of a text that is no mapping."""
    if isinstance(root, ScalarNode) and len(root.value) >= LONG:
        message = "looks like an article, not themes; name it with --articles"
        return located(name, line_of(root), message)
    line, found = None, "nothing"
    if root:
        line = line_of(root)
        if root.value:
            found = "a single text"
            if isinstance(root, SequenceNode):
                found = "a list"
    message = f"holds {found}, not themes; write 'Trade:', and below it '- trade'"
    return located(name, line, message)
