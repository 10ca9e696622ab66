"""themes.yaml -> Lexicon, and its checks."""

import hashlib
import json
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import pandas as pd
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .characters import DASH, fold, is_acronym, straight, term_words
from .lexicon_syntax import ENTRY_KEYS, LexiconError, compose, is_nothing, is_sub_theme, quoted, say, short

MAX_TERM = 1000  # characters
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")  # half characters among them


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
    """Terms and (group, theme) pairs in the order of the file, the YAML text they stand in, and its path."""

    terms: tuple[Term, ...]
    themes: tuple[tuple[str, str], ...]
    source: str
    path: str = ""

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


def read_lexicon(path: str | Path | Mapping[str, Any]) -> Lexicon:
    """Read themes from a YAML file (UTF-8), or from a dict of the same shape; see `parse_lexicon`.

    Raises LexiconError when the file cannot be read too.

    >>> read_lexicon({"Issues": {"Trade": ["trade", {"not": "trade union*"}]}}).themes
    (('Issues', 'Trade'),)
    """
    if isinstance(path, Mapping):
        try:
            _check_text(path)
            source, name, given = json.dumps(path, ensure_ascii=False, indent=2), "lexicon", ""  # JSON is YAML
        except RecursionError:
            raise LexiconError("lexicon: holds itself, or is nested too deeply; give groups, themes, terms") from None
    else:
        name, given = Path(path).name, Path(path).as_posix()
        try:  # not read_text: it would change the line ends, and with them the sha256
            source = Path(path).read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            reason = f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8"
            raise LexiconError(f"{given}: {reason}") from None
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", "") or "no file name"
            raise LexiconError(f"{short(repr(given))}: cannot be read ({reason}); check the name and folder") from None
    return replace(_Builder(name).build(source), path=given)


def parse_lexicon(text: str, name: str = "themes.yaml") -> Lexicon:
    """Turn YAML text into a Lexicon. `name` is what messages call the text.

    A key with a list is a theme, a key with a mapping a group of themes; what lies deeper is a sub-theme and is named
    with `/`. Every scalar is text. An entry of a list is a term, {term: X, case: exact or any}, {not: X}, or a mapping
    of sub-themes. Raises LexiconError, warns with LexiconWarning.

    >>> for term in parse_lexicon("Trade: [tariff*, WTO, not: trade union*]").terms:
    ...     print(term.theme, term.term, term.case, term.excluded)
    Trade tariff* any False
    Trade WTO exact False
    Trade trade union* any True
    """
    return _Builder(name).build(text)


def _check_text(value: Any) -> None:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_text(part)
    elif not isinstance(value, str):
        raise LexiconError(f"lexicon: {short(repr(value))} is not text; write it in quotes, an empty theme as []")


class _Builder:
    """Collects terms, themes and warnings while it walks the nodes of one text."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.terms: list[Term] = []
        self.themes: dict[tuple[str, str], int] = {}  # -> line
        self.seen: dict[tuple, Term] = {}  # (group, theme, excluded, spelling) -> its first entry
        self.first: dict[tuple, Term] = {}  # spelling -> its first entry in any theme
        self.warnings: list[str] = []

    def build(self, source: str) -> Lexicon:
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
        for message in self.warnings:
            warnings.warn(message, LexiconWarning, stacklevel=3)  # points at the line that read the themes
        return Lexicon(tuple(self.terms), tuple(self.themes), source)

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
            if not name or len(name.splitlines()) > 1 or _CONTROL.search(name):
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
        if not text:
            self.fail(node, "an empty term; delete the line, or quote a term that starts with #", theme, text)
        if len(text) > MAX_TERM:
            self.fail(node, f"has over {MAX_TERM:,} characters; shorten it", theme, text)
        if node.style is None and text.startswith("?"):
            self.fail(node, f"a term that starts with ? must stand in quotes: {quoted(text)}", theme, text)
        if _CONTROL.search(text):
            self.fail(node, "holds a control character; delete it", theme, text)
        if not re.sub(rf"[*?\s{DASH}]", "", text):
            self.fail(node, "would match anything; add letters to the *, ? and dashes", theme, text)
        if not any(map(str.isalnum, text)):
            self.note(node, "has no letter or digit; check that it is meant", theme, text)
        if node.style in (None, "|", ">") and node.end_mark.line > node.start_mark.line:
            self.note(node, "runs over several lines and is read as one term; is a '- ' missing?", theme, text)
        if case is None:  # rule 2
            case = "exact" if is_acronym(text) else "any"
        term = Term(group, theme, text, case, excluded, _line(node))
        spelling = _spelling(term)
        if before := self.seen.get((group, theme, excluded, spelling)):
            self.note(node, f"stands on line {before.line} already and is kept once; delete one", theme, text)
            if text < before.term:  # the first by code point, so that the order of the file does not matter
                self.terms[self.terms.index(before)] = self.seen[group, theme, excluded, spelling] = term
            return
        if other := self.seen.get((group, theme, not excluded, spelling)):
            message = f"is both a term and a not: phrase (line {other.line}), and the not: wins; delete one"
            self.note(node, message, theme, text)
        if not excluded:
            first = self.first.setdefault(spelling, term)
            if first[:2] != (group, theme):
                where = f"{first.theme} (line {first.line})"
                self.note(node, f"is a term of {where} too and counts for both; delete one if not meant", theme, text)
        self.seen[group, theme, excluded, spelling] = term
        self.terms.append(term)


def _spelling(term: Term) -> tuple[str, str]:
    """What two spellings of the same term have in common: words, quotes and, where case does not matter, case."""
    text = " ".join(term_words(straight(term.term)))
    text = fold(text) if term.case == "any" else text
    return term.case, text


def _line(node: Node) -> int:
    return node.start_mark.line + 1
