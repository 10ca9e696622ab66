"""The nodes of themes.yaml -> Lexicon, its checks on the way."""

import hashlib
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, NoReturn

import pandas as pd
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.characters import is_acronym, spelling
from .imports.foreign import Listed
from .syntax import (
    CONTROL,
    ENTRY_KEYS,
    LexiconError,
    compose,
    is_nothing,
    is_sub_theme,
    quoted,
    say,
    short,
    term_fault,
)

MOST_WARNINGS = 10  # at once: a dictionary of many categories has terms by the hundred that stand in two of them


class LexiconWarning(UserWarning):
    """Something in the themes that is likely a mistake; counting goes on."""


class Term(NamedTuple):
    """A term of a theme; `case` is "exact" or "any", `excluded` marks a `not:` phrase, `line` counts from 1."""

    group: str
    theme: str
    term: str
    case: str
    excluded: bool
    line: int


@dataclass(frozen=True)
class Lexicon:
    """Terms and (group, theme) pairs in the order of the file, the YAML text they stand in, and its path.

    `listed`: entries that are not among the terms, with `line`, `entry` and `reason`: those that stand there twice, and of
    another program's dictionary all that could not be carried over.
    """

    terms: tuple[Term, ...]
    themes: tuple[tuple[str, str], ...]
    source: str
    path: str = ""
    listed: tuple[Listed, ...] = ()

    @property
    def sha256(self) -> str:
        """Of the source in UTF-8, which is that of the file."""
        return hashlib.sha256(self.source.encode("utf-8")).hexdigest()

    def table(self) -> pd.DataFrame:
        """The terms as a table: group, theme, term, case, excluded, line."""
        kinds = {"group": "str", "theme": "str", "term": "str", "case": "str", "excluded": "bool", "line": "int64"}
        return pd.DataFrame(list(self.terms), columns=list(kinds)).astype(kinds)

    def __deepcopy__(self, memo: dict) -> "Lexicon":
        return self  # pandas copies a table's attrs deeply at every step; what cannot change need not be copied


class Builder:
    """Collects terms, themes and warnings while it walks the nodes of one text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.terms: list[Term] = []
        self.themes: dict[tuple[str, str], int] = {}  # -> line
        self.seen: dict[tuple, Term] = {}  # (group, theme, excluded, spelling) -> its first entry
        self.first: dict[tuple, Term] = {}  # spelling -> its first entry in any theme
        self.warnings: list[str] = []
        self.listed: list[Listed] = []

    def build(self, source: str, quiet: bool = False) -> Lexicon:
        root = compose(source, self.name)
        if not isinstance(root, MappingNode) or not root.value:
            found = "a list" if isinstance(root, SequenceNode) else "a single text"
            found = found if root and root.value else "nothing"
            line = _line(root) if root else None
            message = f"{found} where themes are due; write 'Trade:', and below it '- trade'"
            raise LexiconError(say(self.name, line, message))
        for group, key, value in self.pairs(root):
            if isinstance(value, MappingNode) and value.value:
                for theme, inner_key, inner in self.pairs(value):
                    self.theme(group, theme, inner_key, inner)
            else:
                self.theme("", group, key, value)
        more = len(self.warnings) - MOST_WARNINGS
        rest = [say(self.name, None, f"{more:,} more like these; themes.check lists what is odd")] if more > 0 else []
        for message in () if quiet else self.warnings[:MOST_WARNINGS] + rest:
            warnings.warn(message, LexiconWarning, stacklevel=3)  # points at the line that read the themes
        return Lexicon(tuple(self.terms), tuple(self.themes), source, listed=tuple(self.listed))

    def fail(self, node: Node, message: str, theme: str = "", term: str | None = None) -> NoReturn:
        raise LexiconError(say(self.name, _line(node), message, theme, term))

    def note(self, node: Node, message: str, theme: str, term: str | None = None) -> None:
        self.warnings.append(say(self.name, _line(node), message, theme, term))

    def pairs(self, node: MappingNode, within: str = "") -> Iterator[tuple[str, Node, Node]]:
        """(name, key, value) of a mapping, its keys checked; `within` is the theme it belongs to."""
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fail(key, "a list or mapping where a name is due; quote a name that starts with ? [ {", within)
            name = unicodedata.normalize("NFC", key.value).strip()
            if not name or len(name.splitlines()) > 1 or CONTROL.search(name):
                self.fail(key, f"name {short(repr(name))} is empty or holds a line break; give one line", within)
            if name == "<<" and key.style is None:
                self.fail(key, "YAML merge keys (<<) are not read; write the terms out", within)
            name = " ".join(name.split())
            if name in lines:
                message = f"{short(repr(name))} stands on line {lines[name]} already; join the two or rename one"
                self.fail(key, message, within or name)
            lines[name] = _line(key)
            yield name, key, value

    def theme(self, group: str, theme: str, key: Node, value: Node) -> None:
        """A theme and its sub-themes, in the order of the file."""
        if theme.rpartition("/")[2] in ENTRY_KEYS:
            self.note(key, "is read as a theme of that name; to leave a phrase out, write '- not: phrase'", theme)
        items = value.value if isinstance(value, SequenceNode) else [] if is_nothing(value) else [value]
        own = [not (item is value and isinstance(value, MappingNode)) and not is_sub_theme(item) for item in items]
        counted = any(own) or not items
        if counted:
            if line := self.themes.get((group, theme)):
                self.fail(key, f"stands on line {line} already; join the two or rename one", theme)
            self.themes[group, theme] = _line(key)
        found = False
        for item, is_entry in zip(items, own, strict=True):
            if is_entry:
                found |= self.entry(group, theme, item)
                continue
            for name, sub_key, sub in self.pairs(item, theme):
                self.theme(group, f"{theme}/{name}", sub_key, sub)
        if counted and not found:
            self.note(key, "has no terms, so its count is 0; add some or delete it", theme)

    def entry(self, group: str, theme: str, node: Node) -> bool:
        """A member of a theme's list; true when it adds a term, false for a `not:` phrase."""
        if isinstance(node, SequenceNode):
            self.fail(node, "a list within a list; give each term its own line with one '- '", theme)
        if isinstance(node, ScalarNode):
            self.add(group, theme, node, None, excluded=False)
            return True
        values = {name: value for name, _, value in self.pairs(node, theme)}
        unknown = next((name for name in values if name not in ENTRY_KEYS), None)
        if unknown is not None:
            todo = "a term with ': ' or a ? at its start needs quotes, a sub-theme a list"
            self.fail(node, f"unknown key {short(repr(unknown))}, known are term, not, case; {todo}", theme)
        if len(values.keys() & {"term", "not"}) != 1:
            self.fail(node, "write either {term: …} or {not: …}, with or without case", theme)
        value, case = values.get("term") or values["not"], values.get("case")
        if case is not None and not (isinstance(case, ScalarNode) and case.value in ("exact", "any")):
            term = value.value if isinstance(value, ScalarNode) else None
            self.fail(case, f"case {short(repr(str(case.value)))}: it is either exact or any", theme, term)
        for phrase in value.value if isinstance(value, SequenceNode) and "not" in values else [value]:
            if not isinstance(phrase, ScalarNode):
                self.fail(phrase, "one term is due here, as text; write {term: trade} or {not: trade union*}", theme)
            self.add(group, theme, phrase, case and case.value, excluded="not" in values)
        return "term" in values

    def add(self, group: str, theme: str, node: ScalarNode, case: str | None, excluded: bool) -> None:
        """Check a term and take it in."""
        text = " ".join(unicodedata.normalize("NFC", node.value).split())
        if fault := term_fault(text):
            self.fail(node, fault, theme, text)
        if node.style is None and text.startswith("?"):
            self.fail(node, f"a term that starts with ? must stand in quotes: {quoted(text)}", theme, text)
        if not any(map(str.isalnum, text)):
            self.note(node, "has no letter or digit; check that it is meant", theme, text)
        if node.style in (None, "|", ">") and node.end_mark.line > node.start_mark.line:
            self.note(node, "runs over several lines and is read as one term; is a '- ' missing?", theme, text)
        if case is None:  # rule 2
            case = "exact" if is_acronym(text) else "any"
        term = Term(group, theme, text, case, excluded, _line(node))
        spelled = (case, spelling(text, case))
        if before := self.seen.get((group, theme, excluded, spelled)):
            self.note(node, f"stands on line {before.line} already and is kept once; delete one", theme, text)
            # As point 5 of the counting rule has it, so that the order of the file does not matter.
            kept, left = sorted([before, term], key=lambda term: (-len(term.term), term.term))
            self.listed.append(Listed(left.line, left.term, f"stands on line {kept.line} too, and is kept once"))
            if kept is not before:
                self.terms[self.terms.index(before)] = self.seen[group, theme, excluded, spelled] = kept
            return
        if other := self.seen.get((group, theme, not excluded, spelled)):
            message = f"is both a term and a not: phrase (line {other.line}), and the not: wins; delete one"
            self.note(node, message, theme, text)
        if not excluded:
            first = self.first.setdefault(spelled, term)
            if first[:2] != (group, theme):
                where = f"{first.theme} (line {first.line})"
                self.note(node, f"is a term of {where} too and counts for both; delete one if not meant", theme, text)
        self.seen[group, theme, excluded, spelled] = term
        self.terms.append(term)


def _line(node: Node) -> int:
    return node.start_mark.line + 1
