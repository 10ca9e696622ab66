"""What a reader finds in another program's dictionary -> our YAML, and a list of what could not be carried over."""

import re
from collections import defaultdict
from itertools import chain
from typing import NamedTuple

from ...text.characters import is_acronym, spelling
from ..places import as_yaml, clean
from ..syntax import CONTROL, LexiconError, say, short, term_fault

Path = tuple[str, ...]  # a category: its name after those that it lies in
MAX_NAME, MAX_DEPTH = 500, 50


class Listed(NamedTuple):
    """An entry of a dictionary that was not carried over: its line in the file, what stands there, and why not."""

    line: int
    entry: str
    reason: str

    def __str__(self) -> str:
        line = f"line {self.line}, " if self.line else ""  # of a theme that is nowhere in particular
        return f"{line}{short(printable(self.entry))}: {self.reason}"


class Foreign:
    """Takes categories and terms in the order of the file. Every entry is either kept or listed, a term once for each category.

    `wildcards`: the signs that mean in this format what they mean here; "end" is a `*` at the end of a term only.

    >>> found = Foreign("my.dic", "LIWC", wildcards="end")
    >>> for line, term in enumerate(["trade*", "TRADE*", "wh?t"], 1):
    ...     found.add(("Trade",), term, line)
    >>> found.themes(), [listed.line for listed in found.listed]
    ({('', 'Trade'): ['trade*']}, [2, 3])
    """

    def __init__(self, name: str, format: str, wildcards: str = "*", case: str | None = "any") -> None:
        self.name, self.format, self.wildcards, self.case = name, format, wildcards, case
        self.listed: list[Listed] = []
        self.notes: list[str] = []  # what a reader took to be meant
        self._opened: dict[str, tuple[Path, int]] = {}  # name -> its path, its line; A/B in A and B in A/B are the same
        self._offered: set[str] = set()  # categories with an entry, kept or listed
        self._lines: dict[str, list[str]] = defaultdict(list)  # of YAML
        self._seen: dict[tuple, int] = {}

    def open(self, path: Path, line: int) -> None:
        """A category begins. One that stays without terms and categories is listed."""
        if not _path_fault(path):
            path = tuple(map(clean, path))
            self._opened.setdefault("/".join(path), (path, line))

    def leave(self, line: int, entry: str, reason: str, path: Path = ()) -> None:
        """List an entry."""
        self._offered.add("/".join(map(clean, path[:MAX_DEPTH])))
        self.listed.append(Listed(line, " ".join(entry.split()), reason))

    def add(self, path: Path, term: str, line: int, case: str | None = None, excluded: bool = False) -> None:
        """A term of a category, or a reason why it cannot be one; `case` "exact" or "any" where the file says so."""
        text = clean(term)
        case = case or self.case or ("exact" if is_acronym(text) else "any")
        name = "/".join(map(clean, path))
        seen = (name, excluded, case, spelling(text, case))
        reason = _path_fault(path) or ("" if text else "has no term") or term_fault(text)
        if sign := unknown_wildcard(text, self.wildcards):
            reason = reason or f"its {sign} is a wildcard here and was none there; add what is meant to the YAML by hand"
        if reason:
            return self.leave(line, text or "nothing", reason, path)
        if before := self._seen.get(seen):
            return self.leave(line, text, f"stands on line {before} too, and is kept once", path)
        self.open(path, line)
        self._offered.add(name)
        self._seen[seen] = line
        self._lines[name].append(entry_line(text, case, excluded))

    def themes(self) -> dict[tuple[str, str], list[str]]:
        """(group, theme) -> its entries, as they stand in YAML behind their dash.

        A category at the top that has no terms of its own is a group, and what lies deeper is named with `/`.
        """
        found: dict[tuple[str, str], list[str]] = {}
        for name, (path, _) in self._opened.items():
            if lines := self._lines.get(name):
                group = path[0] if len(path) > 1 and path[0] not in self._lines else ""
                found[group, "/".join(path[1:] if group else path)] = lines
        return found

    def finish(self) -> tuple[str, tuple[Listed, ...]]:
        """The YAML text, and what is listed, in the order of lines. Raises LexiconError where no term was kept."""
        inner = {"/".join(path[:depth]) for path, _ in self._opened.values() for depth in range(1, len(path))}
        for name, (_, line) in self._opened.items():
            if name not in self._offered | inner:
                self.leave(line, name, "a category without terms")
        listed = tuple(sorted(self.listed, key=lambda entry: entry.line))
        themes = self.themes()
        if not themes:
            reason = f": {listed[0]}" if listed else ""
            raise LexiconError(say(self.name, None, f"holds no term that can be read as {self.format}{reason}"))
        blocks: dict[tuple[str, bool], list[str]] = {}  # a group or a theme on its own -> its lines
        for (group, theme), lines in themes.items():
            indent = "  " if group else ""
            block = blocks.setdefault((group or theme, bool(group)), [f"{as_yaml(group)}:"] if group else [])
            block += [f"{indent}{as_yaml(theme)}:", *(f"{indent}  - {line}" for line in lines)]
        comments = [f"# {printable(line)}" for line in (f"From {self.name} ({self.format}).", *self.notes)]
        return "\n".join([*comments, *chain.from_iterable(blocks.values())]) + "\n", listed


def printable(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def entry_line(term: str, case: str, excluded: bool = False) -> str:
    """An entry of a theme in YAML, behind its dash.

    >>> entry_line("ART", "any"), entry_line("trade union*", "any", excluded=True)
    ('{term: ART, case: any}', 'not: trade union*')
    """
    key = "not" if excluded else "term"
    if case != ("exact" if is_acronym(term) else "any"):
        return f"{{{key}: {as_yaml(term)}, case: {case}}}"
    return f"not: {as_yaml(term)}" if excluded else as_yaml(term)


def unknown_wildcard(term: str, wildcards: str) -> str:
    """The first wildcard of a term that is none in a format; empty if there is no such.

    >>> unknown_wildcard("wh?t*", "*"), unknown_wildcard("trade*", "end"), unknown_wildcard("*trade", "end")
    ('?', '', '*')
    """
    if wildcards == "end":
        term, wildcards = re.sub(r"(?<=\S)\*$", "", term), ""
    return next((sign for sign in term if sign in "*?" and sign not in wildcards), "")


def _path_fault(path: Path) -> str:
    if not path:
        return "stands before any category"
    if not all(map(clean, path)):
        return "its category has no name"
    if CONTROL.search("".join(path)):
        return "its category's name holds a control character"
    if len(path) > MAX_DEPTH or len("/".join(path)) > MAX_NAME:
        return f"its category lies deeper than {MAX_DEPTH} or has a name of over {MAX_NAME} characters"
    return ""
