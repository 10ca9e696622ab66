"""A lexicon and terms to add -> the edited lexicon, as a cell shows it: the sentence and the
changed lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import unified_diff

import pandas as pd

from ..lexicon.edit import Name, theme_lines, with_lines
from ..lexicon.model import Lexicon, LexiconError
from ..lexicon.syntax import as_yaml
from ..text.wording import counted
from .captions import Finding


@dataclass(frozen=True)
class Edit:
    """What became of a lexicon: the one `before`, the `lexicon` after, and which `theme` got which
    `terms`.
    """

    before: Lexicon
    lexicon: Lexicon
    theme: Name
    terms: tuple[str, ...]

    @property
    def finding(self) -> Finding:
        """Which theme gets which terms."""
        if not self.terms:
            return Finding("No term is suggested, so the themes stay as they are.")
        name = (
            f"The theme “{self.theme[1]}”"
            if self.theme in self.before.themes
            else f"A new theme, “{self.theme[1]}”,"
        )
        return Finding(f"{name} gets {counted(len(self.terms), 'term')}: {', '.join(self.terms)}.")

    @property
    def diff(self) -> str:
        """The lines of the lexicon that differ, as `diff -u` has them."""
        texts = (lexicon.source.splitlines() for lexicon in (self.before, self.lexicon))
        return "\n".join(unified_diff(*texts, "before", "after", lineterm="")) or "No line changes."


def add_terms(lexicon: Lexicon, theme: str, terms: Sequence[str] | pd.DataFrame) -> Edit:
    """The lexicon with these terms added to a theme; a theme that is not there yet is added to the
    first group.

    `terms` are lines as they stand in themes.yaml, or a table of suggestions, from `suggest`: then
    its first that may belong to a theme is added (where none does, the first). An empty `theme` is
    that of the suggestion, or, where it has none, a new one of its name. Raises LexiconError where
    a term is wrong, and where neither says which theme gets the terms.

    >>> from newsthemes import read_lexicon
    >>> edit = add_terms(read_lexicon({"Trade": ["trade"]}), "Trade", ["tariff*"])
    >>> edit.finding.sentence
    'The theme “Trade” gets one term: tariff*.'
    >>> [term.term for term in edit.lexicon.terms]
    ['trade', 'tariff*']
    """
    if isinstance(terms, pd.DataFrame):
        first = terms.sort_values("theme", key=lambda names: names == "", kind="stable").head(1)
        suggested = [*first["theme"], *first["expression"], lexicon.themes[0][1]]
        theme = theme or next(filter(None, suggested))
        terms = [as_yaml(expression) for expression in first["expression"]]
    if not theme:
        raise LexiconError(
            f"no theme is named for {', '.join(terms)}; name one, such as {lexicon.themes[0][1]}"
        )
    name = next(
        (name for name in lexicon.themes if name[1] == theme), (lexicon.themes[0][0], theme)
    )
    lines = theme_lines(lexicon)
    edited = with_lines(lexicon, lines | {name: [*lines.get(name, []), *terms]})
    return Edit(lexicon, edited, name, tuple(terms))
