"""A lexicon and terms to add -> the lexicon with them."""

import re
from collections.abc import Iterable, Set

from ..text.wording import shortened
from .arguments import accepts_plain_inputs
from .edit import Name, check_line, theme_lines, with_lines
from .model import Lexicon, LexiconError, on_one_line
from .syntax import as_yaml, single_spaced

_ENTRY = re.compile(r"""(?:not|term|case|language|forms)\s*:|[{'"]""")


@accepts_plain_inputs
def add_terms(
    lexicon: Lexicon, theme: str, terms: str | Iterable[str], group: str | None = None
) -> Lexicon:
    """The lexicon with terms added to a theme; every other line of it stays as it is.

    Parameters
    ----------
    lexicon : stays as it is, too.
    theme : its name; `Group: Name` will do.
    terms : a term, or several. An entry may be written as in themes.yaml: "not: trade union*",
        "{term: WTO, case: exact}".
    group : of a new theme, which is added at its end: "" for a theme on its own.

    Returns
    -------
    Another Lexicon; the same one where `terms` is empty. `save_lexicon` writes it to a file.

    Raises LexiconError for a term that cannot be counted, and for a theme that is not there, if no
    group is named.

    >>> from newsthemes.lexicon.read_lexicon import read_lexicon
    >>> lexicon = read_lexicon({"Issues": {"Trade": ["trade"]}})
    >>> [term.term for term in add_terms(lexicon, "Trade", ["tariff*", "export*"]).terms]
    ['trade', 'tariff*', 'export*']
    >>> add_terms(lexicon, "Peace", "peace talks", group="Issues").themes
    ('Trade', 'Peace')
    """
    if isinstance(terms, str | bytes):
        terms = [terms]
    if isinstance(terms, Set):
        terms = sorted(terms, key=str)
    new = [_entry(term) for term in terms]
    lines = theme_lines(lexicon)
    name = _name_in_file(lexicon, lines, theme, group)
    if not new:
        return lexicon
    before = lines.get(name, [])
    for number, line in enumerate(new, len(before) + 1):
        check_line(line, number, name[1])
    return with_lines(lexicon, lines | {name: [*before, *new]})


def _entry(term: str) -> str:
    """A term as it stands behind its dash in themes.yaml."""
    if not isinstance(term, str):
        what = f"{shortened(on_one_line(repr(term)))} is not text ({type(term).__name__})"
        raise LexiconError(f"terms: {what}; write it in quotes")
    text = single_spaced(term)
    if _ENTRY.match(text):
        return text
    return as_yaml(text)


def _name_in_file(lexicon: Lexicon, names: Iterable[Name], theme: str, group: str | None) -> Name:
    """Group and name, as the file has them, of a theme that is there or, where a group is named, of
    a new one; `names` are those of all themes.
    """
    theme = single_spaced(str(theme))
    if group is not None:
        return single_spaced(group), theme
    try:
        there = lexicon.theme_named(theme)
    except LexiconError as error:
        todo = f"for a new one, name its group: group={[*lexicon.groups.values()][0]!r}"
        raise LexiconError(f"{error}; {todo}") from None
    return dict(zip(lexicon.themes, names, strict=True))[there]
