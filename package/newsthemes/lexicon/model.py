"""The themes once they are read: Lexicon and its terms; a theme by its name, and the error for a
name that none has.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from ..files.write_files import sha256
from ..text.characters import visible
from ..text.wording import did_you_mean, natural_list, plural, shortened


class LexiconError(ValueError):
    """Themes that cannot be counted: says where, why, and what to do."""


class LexiconWarning(UserWarning):
    """Something in the themes that is likely a mistake; counting goes on."""


class Term(NamedTuple):
    """A term of a theme; `theme` is the name that the lexicon has for it, `case` is "exact" or
    "any", `excluded` marks a `not:` phrase, `line` counts from 1; `language` is that of the
    articles that it counts in (empty: of all), `forms` the language whose inflected forms of it
    count, too (empty: none).
    """

    group: str
    theme: str
    term: str
    case: str
    excluded: bool
    line: int
    language: str = ""
    forms: str = ""

    @property
    def has_wildcard(self) -> bool:
        return "*" in self.term or "?" in self.term


class SkippedEntry(NamedTuple):
    """An entry that was not carried over: its line in the file, what stands there, and why not."""

    line: int
    entry: str
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}, {shortened(on_one_line(self.entry))}: {self.reason}"


@dataclass(frozen=True)
class Lexicon:
    """Terms, and the group of each theme, in the order of the file; the YAML text they stand in,
    and its path.

    A theme has one name: its own, or `Group: Name` where two groups have a theme of that name.

    `skipped`: of another program's dictionary the entries that are not among the terms, with
    `line`, `entry` and `reason`. In a list of ours, what stands there twice counts once.
    """

    terms: tuple[Term, ...]
    groups: dict[str, str] = field(hash=False)  # theme -> group, empty for a theme on its own
    source: str
    path: str = ""
    skipped: tuple[SkippedEntry, ...] = ()

    def __repr__(self) -> str:
        size = f"{plural(len(self.themes), 'theme')}, {plural(len(self.terms), 'term')}"
        return f"<Lexicon of {size}, path {self.path!r}; .table() lists them>"

    @property
    def themes(self) -> tuple[str, ...]:
        """The names of the themes, in the order of the file."""
        return tuple(self.groups)

    @property
    def counted_terms(self) -> list[Term]:
        """The terms without the `not:` phrases."""
        return [entry for entry in self.terms if not entry.excluded]

    @property
    def spellings(self) -> dict[str, str]:
        """All that a theme may be called from outside, its name or `Group: Name` -> its name."""
        names = {full_name(group, theme): theme for theme, group in self.groups.items()}
        return names | {theme: theme for theme in self.groups}

    def theme_named(self, name: str, where: str = "theme") -> str:
        """The name of the theme that is called so: `Group: Name` will do for every theme.

        LexiconError for a name that no theme has, or that two have; `where` it stands.
        """
        if name in self.spellings:
            return self.spellings[name]
        twins = [theme for theme, group in self.groups.items() if theme == f"{group}: {name}"]
        if twins:
            todo = f"write {' or '.join(twins)}"
            raise LexiconError(f"{where}: several themes have the name {name!r}; {todo}")
        unknown = shortened(repr(name))
        problem = f"the lexicon has no theme {unknown}{did_you_mean(name, self.spellings)}"
        there = natural_list(self.themes, 40)
        raise LexiconError(f"{where}: {problem}; it has {there}")

    @property
    def sha256(self) -> str:
        """Of the source in UTF-8, which is that of the file."""
        return sha256(self.source.encode("utf-8"))

    def table(self) -> pd.DataFrame:
        """The terms as a table: group, theme, term, case, excluded, line, language, forms."""
        return pd.DataFrame(list(self.terms), columns=Term._fields).astype(Term.__annotations__)


Themes = Lexicon | Mapping[str, object]  # a dict is read as `read_lexicon` reads it


def one_names(themes: Sequence[tuple[str, str]]) -> list[str]:
    """The one name of each theme, from its group and its name there: its own, or `Group: Name`
    where another group has a theme called so. The page's themes/names.js has the same.

    >>> one_names([("A", "War"), ("B", "War"), ("", "War"), ("B", "Trade")])
    ['A: War', 'B: War', 'War', 'Trade']
    """
    times = Counter(theme for _, theme in themes)
    return [f"{group}: {theme}" if group and times[theme] > 1 else theme for group, theme in themes]


def full_name(group: str, theme: str) -> str:
    """The one name of a theme behind its group, whether the name has that already or not.

    >>> full_name("Issues", "War"), full_name("Issues", "Issues: War"), full_name("", "War")
    ('Issues: War', 'Issues: War', 'War')
    """
    if not group or theme.startswith(f"{group}: "):
        return theme
    return f"{group}: {theme}"


def on_one_line(text: str) -> str:
    """The text on one line, with what steers a terminal written out."""
    return " ".join(visible(text).split())


def located(
    name: str | None, line: int | None, message: str, theme: str = "", term: str | None = None
) -> str:
    """A message behind what it is about.

    >>> located("themes.yaml", 3, "an empty term", "Trade")
    'themes.yaml, line 3, theme Trade: an empty term'
    """
    where = []
    if name:
        where.append(shortened(name))
    if line:
        where.append(f"line {line}")
    if theme:
        where.append(f"theme {shortened(theme)}")
    if term is not None:
        where.append(f"term {shortened(repr(term))}")
    return on_one_line(f"{', '.join(where)}: {message}")
