"""themes.yaml, a dictionary of another program, or a dict -> Lexicon, its checks on the way."""

import json
import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..text.wording import shortened
from .model import Lexicon, LexiconError, LexiconWarning
from .yaml_to_terms import Builder

_NOT = re.compile(r'^( *)"not *: +((?:[^"\\]|\\.)+)"(?=,?$)', re.MULTILINE)


def read_lexicon(path: str | Path | Mapping[str, Any], encoding: str | None = None) -> Lexicon:
    """Read themes from a YAML file, from a dictionary of another program, or from a dict of YAML's
    shape.

    The programs: quanteda (also with `__`), LIWC (.dic and .dicx), WordStat (.cat), Lexicoder (.lc3
    and .lcd), Yoshikoder (.ykd), and CSV with columns of themes and terms. A format is recognised
    by the file's content, then by its name. The lexicon's `source` is its content as our YAML, and
    `path` the file beside it where that would be saved. `listed` has the entries that could not be
    carried over, and a LexiconWarning counts them: the terms and these are all that the file held
    (a term counts once a category).

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
    from .lexicon_files import lexicon_of  # foreign formats and encodings, loaded for files alone

    lexicon, kind, notes = lexicon_of(path, encoding)
    if notes:
        name = Path(path).name
        warnings.warn(f"{name} ({kind}): {' '.join(notes)}", LexiconWarning, stacklevel=2)
    return lexicon


def _from_dict(themes: Mapping[str, Any]) -> Lexicon:
    try:
        _check_text(themes)
        source = json.dumps(themes, ensure_ascii=False, indent=2)  # JSON is YAML
    except RecursionError:
        raise LexiconError(
            "lexicon: holds itself, or is nested too deeply; give groups, themes, terms"
        ) from None
    source = _NOT.sub(r'\1{"not": "\2"}', source)  # each entry has a line of its own
    return Builder("lexicon").build(source)


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


def _check_text(value: Any) -> None:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_text(part)
    elif not isinstance(value, str):
        todo = "write it in quotes, an empty theme as []"
        raise LexiconError(f"lexicon: {shortened(repr(value))} is not text; {todo}")
