"""A lexicon and what is to change in it -> the lexicon with that change, its comments and layout kept, and to disk."""

import os
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ..text.files import UNCHECKED, ChangedMeanwhile, protection, write
from .blocks import add_theme, as_blocks, edit_theme, remove_theme
from .places import Sheet, as_yaml, clean, entry_lines, places
from .read import Lexicon, LexiconError, LexiconWarning, Term, parse_lexicon
from .syntax import say

Name = tuple[str, str]  # group, theme


class ProtectedError(LexiconError):
    """A file that is read-only, or another user's: whoever wants to write over it has to say so."""


def theme_lines(lexicon: Lexicon) -> dict[Name, list[str]]:
    """Each theme's entries as they stand in themes.yaml behind `- `, without comments; plainly where the file is JSON.

    >>> from themes import parse_lexicon
    >>> theme_lines(parse_lexicon("Trade:\\n  - tariff*  # and tariffs\\n  - not: trade union*"))
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    return {name: list(lines) for name, lines in _theme_lines(Sheet(lexicon.source).text).items()}


def entry_terms(line: str, number: int = 1, theme: str = "") -> tuple[Term, ...]:
    """The terms that a line of a theme means: one, or several of a `not:` with a list.

    Raises LexiconError that names the line's `number` and the theme.

    >>> [(term.term, term.case, term.excluded) for term in entry_terms("{not: US Open, case: exact}")]
    [('US Open', 'exact', True)]
    """
    try:
        return _entry_terms(_line(line))
    except LexiconError as error:
        where = say("", number, "", theme).removesuffix(": ")
        raise LexiconError(re.sub("^line [0-9]+(?:, theme x)?", lambda _: where, str(error))) from None


def with_lines(lexicon: Lexicon, themes: Mapping[Name, Sequence[str]]) -> Lexicon:
    """The lexicon with these themes and entries and no others; lines are as in `theme_lines`, or with their dash.

    Empty lines do not count. What does not change keeps its place, its layout and its comments, byte for byte; a changed
    entry keeps the comment behind it, a deleted one and a removed theme take theirs along. A new theme goes to the end of
    its group, a new group to the end of the file. What stands in brackets is written as a list when it changes, its
    comments above.

    Raises LexiconError, with the number of the line within its theme where a line is at fault.

    >>> from themes import parse_lexicon
    >>> before = parse_lexicon("Trade:\\n  - trade  # and traders?\\n")
    >>> print(with_lines(before, {("", "Trade"): ["trade", "trader*"], ("", "Iran"): ["Iran"]}).source)
    Trade:
      - trade  # and traders?
      - trader*
    Iran:
      - Iran
    """
    wanted = {(clean(group), clean(theme)): [_line(line) for line in lines] for (group, theme), lines in themes.items()}
    for (_, theme), lines in wanted.items():
        for number, line in enumerate(lines, 1):
            if line:
                entry_terms(line, number, theme)
    sheet, before = Sheet(lexicon.source), theme_lines(lexicon)
    for name, lines in wanted.items():
        lines = [line for line in lines if line]
        if name not in before:
            add_theme(sheet, name, lines)
        elif lines != before[name]:
            edit_theme(sheet, name, lines)
    for name in [name for name in before if name not in wanted]:
        remove_theme(sheet, name)
    return _parsed(lexicon, sheet)


def rename_theme(lexicon: Lexicon, name: Name, new: str) -> Lexicon:
    """The lexicon with another name for a theme, and for its sub-themes; its place and everything else stay.

    Raises LexiconError where there is a theme of that name already, and where a sub-theme would leave its theme.

    >>> from themes import parse_lexicon
    >>> rename_theme(parse_lexicon("Trade: [tariff*]  # new"), ("", "Trade"), "Tariffs").source
    'Tariffs: [tariff*]  # new'
    """
    sheet, new = Sheet(lexicon.source), clean(new)
    key = sheet.place(name).key
    above = name[1].removesuffix(clean(key.value))
    if not new.startswith(above):
        raise LexiconError(f"theme {name[1]}: lies below {above[:-1]} in the file; let its new name start with {above}")
    text, start, end = sheet.text, key.start_mark.index, key.end_mark.index
    first = sheet.at(start)[0]
    last = sheet.at(end)[0] + 1
    head, tail = text[:start].rpartition("\n")[2], text[end:].partition("\n")[0]
    sheet.replace(first, last, [head + as_yaml(new.removeprefix(above)) + tail])
    return _parsed(lexicon, sheet)


def save_lexicon(lexicon: Lexicon, path: str | Path, expected_sha256: str | None = None, protected: bool = False) -> Lexicon:
    """Write a lexicon to a file, under another name first; one that came from a dict as plain YAML.

    `expected_sha256` is that of the file as it was read (`lexicon.sha256`); without it no file must stand there yet. A
    file's rights are kept, and a link stays one; with `protected` a read-only file, or another user's, is written too.
    Returns the lexicon with its new path. Raises LexiconError, and leaves the file as it is, where it is another by now or
    cannot be written, and of these ProtectedError where only `protected` is missing.
    """
    target, name = Path(os.path.realpath(path)), Path(path).as_posix()
    if not lexicon.path and places(Sheet(lexicon.source).text)[0].path[0][0].flow_style:
        sheet = Sheet(lexicon.source)
        as_blocks(sheet, places(sheet.text)[0])
        lexicon = _parsed(lexicon, sheet)
    try:
        if expected_sha256 is None and target.exists():
            todo = "give its sha256, read_lexicon(path).sha256, to write over it, or another name"
            raise LexiconError(f"{name}: there is such a file already; {todo}")
        if not protected and (obstacle := protection(target)):
            todo = "save_lexicon(…, protected=True) writes over it all the same, or give another name"
            raise ProtectedError(f"{name}: {obstacle}; {todo}")
        write(target, lexicon.source.encode("utf-8"), expected_sha256 if target.exists() else UNCHECKED)
    except ChangedMeanwhile:
        todo = "save under another name, or read it again and make your changes there"
        message = f"was changed on disk since it was read, so it was not written over; {todo}"
        raise LexiconError(f"{name}: {message}") from None
    except OSError as error:
        raise LexiconError(f"{name}: cannot be written ({error.strerror}); check folder, rights and space") from None
    return replace(lexicon, path=name)


def _line(line: str) -> str:
    return clean(line).removeprefix("- ")


@lru_cache(maxsize=8)
def _theme_lines(text: str) -> dict[Name, tuple[str, ...]]:
    found = [place for place in places(text) if place.counted]
    plainly = bool(found[0].path[0][0].flow_style)
    return {place.name: tuple(line for node in place.entries for line in entry_lines(text, node, plainly)) for place in found}


@lru_cache(maxsize=1024)
def _entry_terms(line: str) -> tuple[Term, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)  # what they say is about a theme, and this is a line of one
        lexicon = parse_lexicon(f"x:\n  - {line}", "")
    if lexicon.themes != (("", "x"),):
        raise LexiconError("line 2: a theme within the theme; add it as a theme of its own")
    return lexicon.terms


def _parsed(lexicon: Lexicon, sheet: Sheet) -> Lexicon:
    if sheet.source == lexicon.source:
        return lexicon
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LexiconWarning)
        edited = parse_lexicon(sheet.source, Path(lexicon.path).name or "themes.yaml")
    for warning in caught:
        warnings.warn(warning.message, stacklevel=3)  # points at the line that edited the themes
    return replace(edited, path=lexicon.path)
