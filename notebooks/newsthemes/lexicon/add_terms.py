"""A lexicon and terms to add -> the lexicon with them."""

import re
from collections.abc import Iterable

from ..text.wording import shortened
from .arguments import takes_any_form
from .edit import theme_lines, with_lines
from .model import Lexicon, LexiconError
from .syntax import as_yaml, single_spaced

_ENTRY = re.compile(r"""(?:not|term|case|language|forms)\s*:|[{'"]""")


@takes_any_form
def add_terms(lexicon: Lexicon, theme: str, terms: str | Iterable[str]) -> Lexicon:
    """The lexicon with terms added to a theme; every other line of it stays as it is.

    Parameters
    ----------
    lexicon : stays as it is, too.
    theme : its name, in whichever group; one that is not there yet is added to the first group.
    terms : a term, or several. An entry may be written as in themes.yaml: "not: trade union*",
        "{term: WTO, case: exact}".

    Returns
    -------
    Another Lexicon; the same one where `terms` is empty. `save_lexicon` writes it to a file.

    Raises LexiconError for a term that cannot be counted and where no theme is named.

    >>> from newsthemes.lexicon.read_lexicon import read_lexicon
    >>> lexicon = read_lexicon({"Issues": {"Trade": ["trade"]}})
    >>> [term.term for term in add_terms(lexicon, "Trade", ["tariff*", "export*"]).terms]
    ['trade', 'tariff*', 'export*']
    >>> add_terms(lexicon, "Peace", "peace talks").themes
    (('Issues', 'Trade'), ('Issues', 'Peace'))
    """
    if isinstance(terms, str):
        terms = [terms]
    new = [_entry(term) for term in terms]
    name = _full_name(lexicon, theme)
    if not new:
        return lexicon
    lines = theme_lines(lexicon)
    return with_lines(lexicon, lines | {name: [*lines.get(name, []), *new]})


def _entry(term: str) -> str:
    """A term as it stands behind its dash in themes.yaml."""
    if not isinstance(term, str):
        raise LexiconError(f"terms: {shortened(repr(term))} is not text; write it in quotes")
    text = single_spaced(term)
    if not text:
        raise LexiconError("terms: one of them is empty; write a word or a phrase, or delete it")
    if _ENTRY.match(text):
        return text
    return as_yaml(text)


def _full_name(lexicon: Lexicon, theme: str) -> tuple[str, str]:
    """Group and name of a theme, one that is there or a new one."""
    if not isinstance(theme, str) or not single_spaced(theme):
        raise LexiconError(
            f"theme: {theme!r} is no name of a theme; give one, such as {lexicon.themes[0][1]!r}"
        )
    theme = single_spaced(theme)
    for name in lexicon.themes:
        if name[1] == theme:
            return name
        if name[1].casefold() == theme.casefold():
            todo = f"but {name[1]!r}; write it like that, or choose another name"
            raise LexiconError(f"theme: there is no {theme!r}, {todo}")
    return lexicon.themes[0][0], theme
