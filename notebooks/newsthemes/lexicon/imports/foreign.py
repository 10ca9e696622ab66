"""What a parser finds in another program's dictionary -> our YAML, and a list of what could not be
carried over.
"""

import re
from collections import defaultdict
from contextlib import suppress
from itertools import chain

from ...text.characters import spelling
from ..model import LexiconError, Listed, located, printable
from ..syntax import CONTROL, as_yaml, default_case, entry_line, single_spaced, term_fault

Path = tuple[str, ...]  # a category: its name after those that it lies in
MAX_NAME, MAX_DEPTH = 500, 50


class Foreign:
    """Takes categories and terms in the order of the file. Every entry is either kept or listed, a
    term once for each category.

    `wildcards`: the signs that mean in this format what they mean here; "end" is a `*` at the end
    of a term only.

    >>> found = Foreign("my.dic", "LIWC", wildcards="end")
    >>> for line, term in enumerate(["trade*", "TRADE*", "wh?t"], 1):
    ...     found.add(("Trade",), term, line)
    >>> found.themes(), [listed.line for listed in found.listed]
    ({('', 'Trade'): ['trade*']}, [2, 3])
    """

    def __init__(
        self, name: str, format: str, wildcards: str = "*", case: str | None = "any"
    ) -> None:
        self.name, self.format, self.wildcards, self.case = name, format, wildcards, case
        self.listed: list[Listed] = []
        self.notes: list[str] = []  # what a parser took to be meant
        # name -> its path, its line; A/B in A and B in A/B are the same
        self._opened: dict[str, tuple[Path, int]] = {}
        self._offered: set[str] = set()  # categories with an entry, kept or listed
        self._entries: dict[str, list[str]] = defaultdict(list)  # as YAML
        self._seen: dict[tuple, int] = {}

    def open(self, path: Path, line: int) -> None:
        """A category begins. One that stays without terms and categories is listed."""
        if not _path_fault(path):
            path = tuple(map(single_spaced, path))
            self._opened.setdefault("/".join(path), (path, line))

    def leave(self, line: int, entry: str, reason: str, path: Path = ()) -> None:
        """List an entry."""
        self._offered.add("/".join(map(single_spaced, path[:MAX_DEPTH])))
        self.listed.append(Listed(line, " ".join(entry.split()), reason))

    def add(
        self,
        path: Path,
        term: str,
        line: int,
        fault: str = "",
        entry: str = "",
        case: str = "",
        excluded: bool = False,
    ) -> None:
        """A term of a category, listed if it cannot be one; `case` "exact" or "any" where the file
        says so.

        A `fault` is a reason that the parser knows, and lists what stands in the file, `entry`.
        """
        text = single_spaced(term)
        if not fault:
            entry = text
            fault = _path_fault(path) or self._term_fault(text)
        case = case or self.case or default_case(text)
        name = "/".join(map(single_spaced, path))
        seen = (name, excluded, case, spelling(text, case))
        if not fault and seen in self._seen:
            fault = f"is on line {self._seen[seen]} too, and is kept once"
        if fault:
            self.leave(line, entry or "nothing", fault, path)
            return
        self.open(path, line)
        self._offered.add(name)
        self._seen[seen] = line
        if case == default_case(text):
            case = ""
        self._entries[name].append(entry_line(text, case and {"case": case}, excluded))

    def _term_fault(self, text: str) -> str:
        if not text:
            return "has no term"
        fault = term_fault(text)
        if not fault and (sign := unknown_wildcard(text, self.wildcards)):
            todo = "add what is meant to the YAML by hand"
            fault = f"its {sign} is a wildcard here but not there; {todo}"
        return fault

    def themes(self) -> dict[tuple[str, str], list[str]]:
        """(group, theme) -> its entries, as they stand in YAML behind their dash.

        A category at the top that has no terms of its own is a group, and what lies deeper is named
        with `/`.
        """
        found: dict[tuple[str, str], list[str]] = {}
        for name, (path, _) in self._opened.items():
            if entries := self._entries.get(name):
                group = ""
                if len(path) > 1 and path[0] not in self._entries:
                    group, *path = path
                found[group, "/".join(path)] = entries
        return found

    def finish(self) -> tuple[str, tuple[Listed, ...]]:
        """The YAML text, and what is listed, in the order of lines. Raises LexiconError where no
        term was kept.
        """
        inner = {
            "/".join(path[:depth])
            for path, _ in self._opened.values()
            for depth in range(1, len(path))
        }
        for name, (_, line) in self._opened.items():
            if name not in self._offered | inner:
                self.leave(line, name, "is a category without terms")
        listed = tuple(sorted(self.listed, key=lambda entry: entry.line))
        themes = self.themes()
        if not themes:
            format = self.format
            if listed:
                format = f"{format}: {listed[0]}"
            message = f"holds no term that can be read as {format}; check its format"
            raise LexiconError(located(self.name, None, message))
        notes = [f"From {self.name} ({self.format}).", *self.notes]
        lines = [f"# {printable(note)}" for note in notes]
        # a group's themes stand together, where its first one stood
        blocks: dict[tuple[str, ...], list[str]] = {}
        for (group, theme), entries in themes.items():
            block = [f"{as_yaml(theme)}:", *(f"  - {line}" for line in entries)]
            if group:
                block = [f"  {line}" for line in block]
                blocks.setdefault((group,), [f"{as_yaml(group)}:"]).extend(block)
            else:
                blocks[group, theme] = block
        return "\n".join(chain(lines, *blocks.values())) + "\n", listed


def unknown_wildcard(term: str, wildcards: str) -> str:
    """The first wildcard of a term that a format does not know; empty if it knows them all.

    >>> unknown_wildcard("wh?t*", "*"), unknown_wildcard("trade*", "end")
    ('?', '')
    """
    if wildcards == "end":
        term, wildcards = re.sub(r"(?<=\S)\*$", "", term), ""
    return next((sign for sign in term if sign in "*?" and sign not in wildcards), "")


def weight_fault(weight: str) -> str:
    """Why an entry of this weight is not carried over; empty for 1.

    >>> weight_fault("1.0"), weight_fault("-2")
    ('', 'has the weight -2, and every mention counts as one here')
    """
    with suppress(ValueError):
        if float(weight.replace(",", ".")) == 1:
            return ""
    return f"has the weight {weight}, and every mention counts as one here"


def _path_fault(path: Path) -> str:
    if not path:
        return "comes before any category"
    if not all(map(single_spaced, path)):
        return "its category has no name"
    if CONTROL.search("".join(path)):
        return "its category's name holds a control character"
    if len(path) > MAX_DEPTH or len("/".join(path)) > MAX_NAME:
        return (
            f"its category lies deeper than {MAX_DEPTH} or has a name of over {MAX_NAME} characters"
        )
    return ""
