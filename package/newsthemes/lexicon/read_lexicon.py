"""themes.yaml, a dictionary of another program, or a dict -> Lexicon, its checks on the way."""

import os
import re
import warnings
from collections.abc import Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like

from ..text.wording import natural_list, shortened
from .model import Lexicon, LexiconError, LexiconWarning, on_one_line
from .syntax import entry_line, single_spaced
from .yaml_to_terms import Builder

# beside this file; as a text without a folder or an ending it is no file's name by accident
ISSUES_NAME, ISSUES_FILE = "issues", Path(__file__).with_name("issues.yaml")

# what a term begins with, has around it or between its words, where it was written for a search
# engine, or is several
_OF_SEARCH = re.compile(
    r"""^(?:NOT\s|[-!]\w|[“”„«"'‘].*[“”»"'’]$)|\S\s(?:AND|OR|NOT)\s\S|,\s(?:[a-z]|.*,\s)"""
)


def read_lexicon(
    path: str | Path | Mapping[str, object] | pd.DataFrame, encoding: str | None = None
) -> Lexicon:
    """Read themes from a YAML file, from a dictionary of another program, from a page that a reader
    saved, from a dict of YAML's shape, or from a table with the columns `theme` and `term`, a row a
    term.

    The programs: quanteda (also with `__`), LIWC (.dic and .dicx), Lexicoder (.lc3), and CSV with
    columns of themes and terms. A format is recognised by the file's content, then by its name. The
    lexicon's `source` is its content as our YAML, and `path` the file beside it where that would be
    saved. `skipped` has the entries that could not be carried over, and a LexiconWarning counts
    them: the terms and these are all that the file held (a term counts once a category).

    `encoding` is that of a file which is neither UTF-8 nor marked; None guesses it, and a
    LexiconWarning says so. What is not in UTF-8 is saved beside its file, too.

    Of a page that was saved by Share, Save page (`read_lexicon("reader-1.html")`) these are the
    themes as its reader had them. A LexiconWarning says how many lines could not be read there.

    In a dict, a theme's terms may be a list, a set, a Series or an array; "not: trade union*" is a
    phrase to leave out, as in a file. Two rows of a table with the same theme are one theme; its
    columns `group`, `case`, `excluded`, `language` and `forms` say what those of `Lexicon.table`
    say, a `weight` has to be 1, and others say nothing.

    `read_lexicon("issues")` are the common issues of news that come with the library, in English:
    a list to begin with. It would be saved as issues.yaml in the current folder. A file of this
    name is read as "./issues".

    Raises LexiconError also for a file that cannot be read or has 200 MB. For YAML see
    `parse_lexicon`.

    >>> read_lexicon({"Issues": {"Trade": ["trade", "not: trade union*"]}}).themes
    ('Trade',)
    >>> read_lexicon("issues").themes[:4]
    ('Economy', 'Trade', 'Business', 'Work')
    >>> table = pd.DataFrame({"theme": ["Iran", "Oil", "Iran"], "term": ["Iran", "oil", "Tehran"]})
    >>> [(term.theme, term.term) for term in read_lexicon(table).terms]
    [('Iran', 'Iran'), ('Iran', 'Tehran'), ('Oil', 'oil')]
    """
    notes = []
    if isinstance(path, pd.DataFrame):
        from .imports.theme_and_term import lexicon_of_table

        name = "table"
        lexicon = lexicon_of_table(path)
    elif isinstance(path, Mapping):
        name = "lexicon"
        lexicon = Builder(name).build("\n".join(_as_block(path)))
    else:
        if not isinstance(path, str | os.PathLike):
            todo = 'give a path, or a dict of themes, {"Trade": ["trade", "tariff*"]}'
            raise TypeError(f"read_lexicon: this is a {type(path).__name__}, not themes; {todo}")
        from .lexicon_files import lexicon_of  # foreign formats and encodings, for files alone

        if path == ISSUES_NAME or Path(path) == ISSUES_FILE:
            lexicon, kind, notes = lexicon_of(ISSUES_FILE, None)
            lexicon = replace(lexicon, path=ISSUES_FILE.name)
        else:
            lexicon, kind, notes = lexicon_of(path, encoding)
        name = f"{Path(path).name} ({kind})"
    notes = [*notes, *_search_syntax(lexicon)]
    if notes:
        warnings.warn(f"{name}: {' '.join(notes)}", LexiconWarning, stacklevel=2)
    return lexicon


def _search_syntax(lexicon: Lexicon) -> list[str]:
    """What to say of terms that are written for a search engine, and are looked for as they stand:
    NOT x, -x, !x, a AND b, “x”; or that may be several: x, y.
    """
    terms = [term for term in lexicon.terms if _OF_SEARCH.search(term.term)]
    # RESEARCH AND DEVELOPMENT is a name in capitals
    terms = [term for term in terms if term.term.upper() != term.term or not term.term[0].isalnum()]
    if not terms:
        return []
    named = natural_list([f"{term.theme}: {term.term}" for term in terms])
    todo = (
        'write "not: x" for a phrase to leave out, each of several words as its own term, '
        "and no quotes around a term"
    )
    return [f"Looked for letter by letter ({named}); {todo}."]


def parse_lexicon(text: str) -> Lexicon:
    """Turn YAML text into a Lexicon.

    A key with a list is a theme, a key with a mapping a group of themes; what lies deeper is a
    sub-theme and is named with `/`. Every scalar is text. An entry of a list is a term, {term: X,
    case: exact or any}, {not: X}, or a mapping of sub-themes. Raises LexiconError.

    >>> for term in parse_lexicon("Trade: [tariff*, WTO, not: trade union*]").terms:
    ...     print(term.theme, term.term, term.case, term.excluded)
    Trade tariff* any False
    Trade WTO exact False
    Trade trade union* any True
    """
    return Builder("themes.yaml").build(text)


def _as_block(value: Any, theme: str = "") -> list[str]:
    """The lines of YAML that say what a dict of themes, or a part of it, says; errors name the
    theme.

    >>> _as_block({"Trade": ["trade", "not: trade union*"]})
    ['Trade:', '  - trade', '  - not: trade union*']
    """
    lines = []
    if isinstance(value, Mapping):
        for name, part in value.items():
            [head], below = _as_block(name, theme), _as_block(part, f"theme {name}: ")
            if isinstance(part, str) or not below:
                lines.append(f"{head}: {''.join(below) or '[]'}")
            else:
                lines += [f"{head}:", *(f"  {line}" for line in below)]
    elif is_list_like(value) and not isinstance(value, pd.DataFrame):
        if isinstance(value, Set):
            value = sorted(value, key=str)
        for part in value:
            first, *rest = _as_block(part, theme) or [""]
            lines += [f"- {first}", *(f"  {line}" for line in rest)]
    elif isinstance(value, str):
        excluded, term = re.fullmatch("(not *: +)?(.*)", single_spaced(value)).groups()
        lines.append(entry_line(term, excluded=bool(excluded)))
    else:
        todo = "write it in quotes, several terms as a list, an empty theme as []"
        kind = f"is not text ({type(value).__name__})"
        raise LexiconError(f"lexicon: {theme}{shortened(on_one_line(repr(value)))} {kind}; {todo}")
    return lines
