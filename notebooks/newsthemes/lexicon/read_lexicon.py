"""themes.yaml, a dictionary of another program, or a dict -> Lexicon, its checks on the way."""

import json
import re
import unicodedata
import warnings
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..articles.formats.csv_excel_json import LONG, read_json
from ..articles.formats.document import Document
from ..text.characters import spelling
from ..text.encodings import decode
from ..text.read_files import FileError, file_bytes
from ..text.wording import shortened
from ..text.write_files import input_path
from .imports.which_format import format_of
from .model import Lexicon, LexiconError, LexiconWarning, Listed, Term, first_listed, located
from .syntax import (
    CONTROL,
    DOUBTS,
    ENTRY_KEYS,
    as_yaml,
    compose,
    default_case,
    line_of,
    quoted,
    single_spaced,
    term_fault,
    theme_items,
)

MAX_BYTES = 20_000_000  # of a file: the largest dictionaries have one
# at once: a dictionary of many categories has hundreds of terms that are in two of them
MAX_WARNINGS = 10
_NOT = re.compile(r'^( *)"not *: +((?:[^"\\]|\\.)+)"(?=,?$)', re.MULTILINE)


def read_lexicon(path: str | Path | Mapping[str, Any], encoding: str | None = None) -> Lexicon:
    """Read themes from a YAML file, from a dictionary of another program, or from a dict of YAML's
    shape.

    The programs: quanteda (also with `__`), LIWC (.dic and .dicx), WordStat (.cat), Lexicoder (.lc3
    and .lcd), Yoshikoder (.ykd), VBPro, and CSV with columns of themes and terms. A format is
    recognised by the file's content, then by its name. The lexicon's `source` is its content as our
    YAML, and `path` the file beside it where that would be saved. `listed` has the entries that
    could not be carried over, and a LexiconWarning counts them: the terms and these are all that
    the file held (a term counts once a category).

    `encoding` is that of a file which is neither UTF-8 nor marked; None guesses it, and a
    LexiconWarning says so. What is not in UTF-8 is saved beside its file, too.

    In a dict, "not: trade union*" is a phrase to leave out, as in a file.

    Raises LexiconError also for a file that cannot be read or has 20 MB. For YAML see
    `parse_lexicon`.

    >>> read_lexicon({"Issues": {"Trade": ["trade", "not: trade union*"]}}).themes
    (('Issues', 'Trade'),)
    """
    if isinstance(path, Mapping):
        return _from_dict(path)
    path = input_path(path)
    given = path.as_posix()
    try:
        data = file_bytes(path, MAX_BYTES)
    except FileError as error:
        raise LexiconError(f"{shortened(repr(given))}: cannot be read: it {error}") from None
    text, known = _decoded(data, path.name, encoding)
    bare = text.removeprefix("\ufeff")
    notes, beside = [], given
    if format := format_of(path.name, bare):
        kind, beside = format.name, f"{given}.yaml"
        source, listed, notes = format.parse(bare, path.name)
        lexicon = replace(Builder(path.name).build(source, stacklevel=0), listed=listed)
        if listed:
            left = f"{len(listed):,} not carried over (all in lexicon.listed)"
            summary = f"{len(lexicon.terms):,} read, {left}: {first_listed(listed)}."
            notes.insert(0, summary)
    else:
        kind = "YAML"
        lexicon = Builder(path.name).build(text)
    if known != "utf-8":
        beside = f"{given}.yaml"
    if known.endswith(("guessed", "unsure")):
        notes.append(
            f"Not UTF-8: read as {known}; see whether its accents are right, or name its encoding."
        )
    if notes:
        warnings.warn(f"{path.name} ({kind}): {' '.join(notes)}", LexiconWarning, stacklevel=2)
    return replace(lexicon, path=beside)


def _from_dict(themes: Mapping[str, Any]) -> Lexicon:
    try:
        _check_text(themes)
        source = json.dumps(themes, ensure_ascii=False, indent=2)  # JSON is YAML
    except RecursionError:
        raise LexiconError(
            "lexicon: holds itself, or is nested too deeply; give groups, themes, terms"
        ) from None
    source = _NOT.sub(r'\1{"not": "\2"}', source)  # each entry has a line of its own
    return Builder("lexicon").build(source, stacklevel=4)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """The text of a file, with its mark, and its encoding. LexiconError for articles."""
    try:
        text, known = decode(data, encoding=encoding)
    except FileError as error:
        raise LexiconError(located(name, None, str(error))) from None
    if known == "utf-8":
        text = data.decode()  # with its mark, for the sha256
    if _holds_articles(text.removeprefix("\ufeff")):
        wrong = "looks like articles, not themes: its objects hold texts"
        raise LexiconError(located(name, None, f"{wrong}; name it with --articles"))
    return text, known


def parse_lexicon(text: str) -> Lexicon:
    """Turn YAML text into a Lexicon.

    A key with a list is a theme, a key with a mapping a group of themes; what lies deeper is a
    sub-theme and is named with `/`. Every scalar is text. An entry of a list is a term, {term: X,
    case: exact or any}, {not: X}, or a mapping of sub-themes. Raises LexiconError, warns with
    LexiconWarning.

    >>> for term in parse_lexicon("Trade: [tariff*, WTO, not: trade union*]").terms:
    ...     print(term.theme, term.term, term.case, term.excluded)
    Trade tariff* any False
    Trade WTO exact False
    Trade trade union* any True
    """
    return Builder("themes.yaml").build(text)


def _holds_articles(text: str) -> bool:
    """Whether a text is JSON of articles: a list or lines of objects with a text, or one object
    with a long one.
    """
    articles: list[Document] = []
    if text.lstrip()[:1] in ("[", "{"):
        with suppress(FileError):
            articles = [document for document in read_json(text) if document.text]
    return len(articles) > 1 or any(len(document.text) >= LONG for document in articles)


def _check_text(value: Any) -> None:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_text(part)
    elif not isinstance(value, str):
        todo = "write it in quotes, an empty theme as []"
        raise LexiconError(f"lexicon: {shortened(repr(value))} is not text; {todo}")


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
        for group, key, value in self.pairs(root):
            if isinstance(value, MappingNode) and value.value:
                for theme, inner_key, inner in self.pairs(value):
                    self.theme(group, theme, inner_key, inner)
            else:
                self.theme("", group, key, value)
        if (more := len(self.warnings) - MAX_WARNINGS) > 0:
            message = f"{more:,} more like these; newsthemes.check lists terms to look at"
            self.warnings[MAX_WARNINGS:] = [located(self.name, None, message)]
        if stacklevel:
            for message in self.warnings:
                warnings.warn(message, LexiconWarning, stacklevel=stacklevel)
        return Lexicon(
            tuple(self.terms.values()), tuple(self.themes), source, listed=tuple(self.listed)
        )

    def fail(self, node: Node, message: str, theme: str = "", term: str | None = None) -> NoReturn:
        raise LexiconError(located(self.name, line_of(node), message, theme, term))

    def warn(self, node: Node, message: str, theme: str, term: str | None = None) -> None:
        self.warnings.append(located(self.name, line_of(node), message, theme, term))

    def pairs(self, node: MappingNode, within: str = "") -> Iterator[tuple[str, Node, Node]]:
        """(name, key, value) of a mapping, its keys checked; `within` is the theme it belongs
        to.
        """
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fail(
                    key,
                    "a list or mapping in place of a name; quote a name that starts with ? [ {",
                    within,
                )
            name = unicodedata.normalize("NFC", key.value).strip()
            if not name or len(name.splitlines()) > 1 or CONTROL.search(name):
                self.fail(
                    key,
                    f"name {shortened(repr(name))} is empty or holds a line break; give one line",
                    within,
                )
            if name == "<<" and key.style is None:
                self.fail(key, "YAML merge keys (<<) are not read; write the terms out", within)
            name = single_spaced(name)
            if name in lines:
                twice = f"{shortened(repr(name))} is on line {lines[name]} already"
                self.fail(key, f"{twice}; join the two or rename one", within or name)
            lines[name] = line_of(key)
            yield name, key, value

    def theme(self, group: str, theme: str, key: Node, value: Node) -> None:
        """A theme and its sub-themes, in the order of the file."""
        if theme.rpartition("/")[2] in ENTRY_KEYS:
            self.warn(
                key,
                "is read as a theme of that name; to leave a phrase out, write '- not: phrase'",
                theme,
            )
        items = theme_items(value)
        counted = not items or any(is_entry for _, is_entry in items)
        if counted:
            if line := self.themes.get((group, theme)):
                self.fail(key, f"is on line {line} already; join the two or rename one", theme)
            self.themes[group, theme] = line_of(key)
        if isinstance(value, ScalarNode) and value.style in (None, key.style):
            parts = re.split("[,;]", value.value)
            if len(parts) > 1:
                terms = ", ".join(as_yaml(part) for part in map(single_spaced, parts) if part)
                message = f"is read as one term; for a list write [{terms}]"
                self.warn(value, message, theme, single_spaced(value.value))
        found = False
        for item, is_entry in items:
            if is_entry:
                found |= self.entry(group, theme, item)
                continue
            for name, sub_key, sub in self.pairs(item, theme):
                self.theme(group, f"{theme}/{name}", sub_key, sub)
        if counted and not found:
            self.warn(key, "has no terms, so its count is 0; add some or delete it", theme)

    def entry(self, group: str, theme: str, node: Node) -> bool:
        """A member of a theme's list; true when it adds a term, false for a `not:` phrase."""
        if isinstance(node, SequenceNode):
            self.fail(
                node, "a list within a list; give each term its own line with one '- '", theme
            )
        if isinstance(node, ScalarNode):
            self.add(group, theme, node, None, excluded=False)
            return True
        values = {name: value for name, _, value in self.pairs(node, theme)}
        for name in values:
            if name not in ENTRY_KEYS:
                todo = "a term with ': ' or a ? at its start needs quotes, a sub-theme a list"
                unknown = f"unknown key {shortened(repr(name))}, known are term, not, case"
                self.fail(node, f"{unknown}; {todo}", theme)
        if len(values.keys() & {"term", "not"}) != 1:
            self.fail(node, "write either {term: …} or {not: …}, with or without case", theme)
        value, case = values.get("term") or values["not"], None
        if "case" in values:
            case = self.case(values["case"], theme, value)
        phrases, excluded = [value], "not" in values
        if excluded and isinstance(value, SequenceNode):
            phrases = value.value
        for phrase in phrases:
            if not isinstance(phrase, ScalarNode):
                due = "one term is due here, as text; write {term: trade} or {not: trade union*}"
                self.fail(phrase, due, theme)
            self.add(group, theme, phrase, case, excluded)
        return not excluded

    def case(self, node: Node, theme: str, value: Node) -> str:
        """The case that an entry states: "exact" or "any"."""
        if isinstance(node, ScalarNode) and node.value in ("exact", "any"):
            return node.value
        message = f"case {shortened(repr(str(node.value)))}: it is either exact or any"
        if isinstance(value, ScalarNode):
            self.fail(node, message, theme, value.value)
        self.fail(node, message, theme)

    def add(
        self, group: str, theme: str, node: ScalarNode, case: str | None, excluded: bool
    ) -> None:
        """Check a term and take it in."""
        text = single_spaced(node.value)
        if fault := term_fault(text):
            self.fail(node, fault, theme, text)
        if node.style is None and text.startswith("?"):
            self.fail(
                node,
                f"a term that starts with ? must stand in quotes: {shortened(quoted(text))}",
                theme,
                text,
            )
        for mistake, doubt in DOUBTS.items():
            if re.search(mistake, text):
                self.warn(node, doubt, theme, text)
        if node.style in (None, "|", ">") and node.end_mark.line > node.start_mark.line:
            self.warn(
                node,
                "runs over several lines and is read as one term; is a '- ' missing?",
                theme,
                text,
            )
        term = Term(group, theme, text, case or default_case(text), excluded, line_of(node))
        spelled = (term.case, spelling(text, term.case))
        if before := self.terms.get((group, theme, excluded, spelled)):
            self.warn(
                node, f"is on line {before.line} already and is kept once; delete one", theme, text
            )
            # As point 5 of the counting rule has it, so that the order of the file does not matter.
            term, left = sorted([before, term], key=lambda term: (-len(term.term), term.term))
            self.listed.append(
                Listed(left.line, left.term, f"is on line {term.line} too, and is kept once")
            )
        elif other := self.terms.get((group, theme, not excluded, spelled)):
            both = f"is both a term and a not: phrase (line {other.line}), and the not: wins"
            self.warn(node, f"{both}; delete one", theme, text)
        if not excluded:
            first = self.first.setdefault(spelled, term)
            if not before and first[:2] != (group, theme):
                both = f"is a term of {first.theme} (line {first.line}) too and counts for both"
                self.warn(node, f"{both}; delete one if not meant", theme, text)
        self.terms[group, theme, excluded, spelled] = term
