"""What a parser finds in another program's dictionary -> our YAML, and a list of what could not be
carried over.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from ...text.folding import spelling
from ..model import Lexicon, LexiconError, SkippedEntry, located, on_one_line
from ..syntax import (
    CONTROL,
    MAX_TERMS,
    NONE,
    TOO_MANY,
    as_yaml,
    default_case,
    entry_line,
    single_spaced,
    term_fault,
)
from ..yaml_to_terms import Builder

KEPT_ONCE = "and is kept once"
Path = tuple[str, ...]  # a category: its name after those that it lies in


@dataclass
class ImportedDictionary:
    """Takes categories and terms in the order of the file. Every entry is either kept or listed, a
    term once for each category.

    >>> dictionary = ImportedDictionary("my.dic", "LIWC", wildcards="end")
    >>> for line, term in enumerate(["trade*", "TRADE*", "wh?t"], 1):
    ...     dictionary.add(("Trade",), term, line)
    >>> dictionary.themes(), [entry.line for entry in dictionary.skipped]
    ({('', 'Trade'): ['trade*']}, [2, 3])
    """

    name: str  # of the file
    format: str
    wildcards: str = "*"  # the signs that mean there what they mean here; "end": a * at the end
    case: str | None = "any"  # None: by the counting rule
    skipped: list[SkippedEntry] = field(default_factory=list)
    entries: dict[Path, list[str]] = field(default_factory=dict)  # as YAML
    lines: dict[tuple, int] = field(default_factory=dict)  # what is kept -> its line

    def open(self, path: Path) -> None:
        """A category begins, which may stay without terms."""
        self.entries.setdefault(tuple(map(single_spaced, path)), [])

    def leave(self, line: int, entry: str, reason: str) -> None:
        """List an entry."""
        self.skipped.append(SkippedEntry(line, single_spaced(entry) or "nothing", reason))

    def add(
        self,
        path: Path,
        term: str,
        line: int,
        fault: str = "",
        entry: str = "",
        excluded: bool = False,
        settings: Mapping[str, str] = NONE,
    ) -> None:
        """A term of a category, listed if it cannot be one, with the `settings` of its case,
        language, forms.

        A `fault` is a reason that the parser knows, and lists what stands in the file, `entry`.
        """
        text = single_spaced(term)
        path = tuple(map(single_spaced, path))
        if not fault:
            entry = text
            fault = _path_fault(path) or self._term_fault(text)
        settings = dict(settings)
        case = settings.pop("case", self.case) or default_case(text)
        meaning = (path, excluded, case, spelling(text, case), *settings.items())
        if not fault and meaning in self.lines:
            fault = f"is on line {self.lines[meaning]} too, {KEPT_ONCE}"
        if fault:
            self.leave(line, entry, fault)
            return
        if len(self.lines) == MAX_TERMS:
            raise LexiconError(located(self.name, line, TOO_MANY))
        self.lines[meaning] = line
        if case != default_case(text):
            settings["case"] = case
        self.open(path)
        self.entries[path].append(entry_line(text, settings, excluded))

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
        themes = {}
        for path, entries in self.entries.items():
            if entries:
                group = ""
                if len(path) > 1 and not self.entries.get(path[:1]):
                    group, *path = path
                themes.setdefault((group, "/".join(path)), []).extend(entries)
        return themes

    def lexicon(self) -> Lexicon:
        """What was kept, by its YAML text, and what is listed, in the order of lines. LexiconError
        where no term was kept.
        """
        skipped = tuple(sorted(self.skipped, key=lambda entry: entry.line))
        themes = self.themes()
        if not themes:
            reason = "".join(f": {first}" for first in skipped[:1])
            message = f"holds no term that can be read as {self.format}{reason}; check its format"
            raise LexiconError(located(self.name, None, message))
        lines = [f"# From {on_one_line(self.name)} ({self.format})."]
        # a group's themes stand together, where its first one stood
        blocks = {}
        for (group, theme), entries in themes.items():
            block = [f"{as_yaml(theme)}:", *(f"  - {line}" for line in entries)]
            if group:
                block = [f"  {line}" for line in block]
                blocks.setdefault((group,), [f"{as_yaml(group)}:"]).extend(block)
            else:
                blocks[group, theme] = block
        for block in blocks.values():
            lines += block
        lexicon = Builder(self.name).build("\n".join([*lines, ""]))
        return replace(lexicon, skipped=skipped)


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
    if not all(path):
        return "its category has no name"
    if CONTROL.search("".join(path)):
        return "its category's name holds a control character"
    return ""
