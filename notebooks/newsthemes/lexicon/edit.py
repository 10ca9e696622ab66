"""A lexicon and what is to change in it -> the lexicon with that change, its comments and layout
kept, and to disk.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.write_files import ChangedMeanwhile, protection, write
from .arguments import takes_any_form
from .edit_entries import dashed, edit_entries
from .model import Lexicon, LexiconError, Term, located
from .syntax import as_yaml, is_setting, is_settings, is_sub_theme, items_of, single_spaced
from .yaml_places import Place, Sheet, check_uncommented, end_of, entry_lines, indented, places
from .yaml_to_terms import Builder

Name = tuple[str, str]  # group, theme


def theme_lines(lexicon: Lexicon) -> dict[Name, list[str]]:
    """Each theme's entries as they stand in themes.yaml behind `- `, without comments; plainly
    where the file is JSON.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> text = "Trade:\\n  - tariff*  # and tariffs\\n  - not: trade union*"
    >>> theme_lines(parse_lexicon(text))
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    text = Sheet(lexicon.source).text
    found = {}
    for place in places(text):
        if place.counted:
            plainly = bool(place.path[0][0].flow_style)
            lines = [entry_lines(text, node, plainly) for node in place.entries]
            found[place.name] = list(chain.from_iterable(lines))
    return found


def entry_terms(line: str, number: int = 1, theme: str = "") -> tuple[Term, ...]:
    """The terms that a line of a theme means: one, or several of a `not:` with a list.

    Raises LexiconError that names the line's `number` and the theme.

    >>> [term] = entry_terms("{not: US Open, case: exact}")
    >>> term.term, term.case, term.excluded
    ('US Open', 'exact', True)
    """
    try:
        return _entry_terms(_line(line))
    except LexiconError as error:
        where = located("", number, "", theme).removesuffix(": ")
        raise LexiconError(
            re.sub("^line [0-9]+(?:, theme x)?", lambda _: where, str(error))
        ) from None


def with_lines(
    lexicon: Lexicon, themes: Mapping[Name, Sequence[str]], names: Mapping[Name, Name] | None = None
) -> Lexicon:
    """The lexicon with these themes and entries and no others; lines are as in `theme_lines`, or
    with their dash. `names` are those of themes that stay, old -> new; without it every theme keeps
    its own.

    Empty lines do not count. What does not change keeps its place, its layout and its comments,
    byte for byte; a changed entry keeps the comment behind it, a deleted one and a removed theme
    take theirs along. A new theme goes to the end of its group, a new group to the end of the file.
    What stands in brackets is written as a list when it changes.

    Raises LexiconError, with the number of the line within its theme where a line is at fault; and
    for what cannot be changed where it stands: an entry with a comment inside.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> before = parse_lexicon("Trade:\\n  - trade  # and traders?\\n")
    >>> wanted = {("", "Trade"): ["trade", "trader*"], ("", "Iran"): ["Iran"]}
    >>> print(with_lines(before, wanted).source)
    Trade:
      - trade  # and traders?
      - trader*
    Iran:
      - Iran
    >>> print(with_lines(before, {("", "X"): ["trade"]}, {("", "Trade"): ("", "X")}).source)
    X:
      - trade  # and traders?
    <BLANKLINE>
    """
    sheet, before = Sheet(lexicon.source), theme_lines(lexicon)
    wanted = _checked(themes, set(chain.from_iterable(before.values())))
    if names is None:
        names = {name: name for name in before if name in wanted}
    names = {name: _spaced(new) for name, new in names.items()}
    for name, new in names.items():
        if wanted[new] != before[name]:
            _edit_theme(sheet, name, wanted[new])
    # what has the name of one before comes behind it, so that the first of a name is the old one
    taken = set(names.values())
    for name in wanted:
        if name not in taken:
            _add_theme(sheet, name, wanted[name])
    for name in before:
        if name not in names:
            _remove_theme(sheet, name)
    _rename_themes(sheet, names)
    return _parsed(lexicon, sheet)


def _checked(themes: Mapping[Name, Sequence[str]], known: set[str]) -> dict[Name, list[str]]:
    """Themes and their lines as they are to be written, without those that are empty; those that
    are `known` stand in the file.
    """
    wanted = {}
    for name, lines in themes.items():
        lines = list(map(_line, lines))
        for number, line in enumerate(lines, 1):
            if line and line not in known:
                entry_terms(line, number, single_spaced(name[1]))
        wanted[_spaced(name)] = list(filter(None, lines))
    return wanted


@takes_any_form
def save_lexicon(
    lexicon: Lexicon, path: str | Path, expected_sha256: str | None = None, protected: bool = False
) -> Lexicon:
    """Write a lexicon to a file, under another name first; one that came from a dict as plain YAML.

    `expected_sha256` is that of the file as it was read (`lexicon.sha256`); without it no file must
    stand there yet. A file's rights are kept, and a link stays one; with `protected` a read-only
    file, or another user's, is written too.
    Returns the lexicon with its new path. Raises LexiconError, and leaves the file as it is, where
    it is another by now or cannot be written.
    """
    target = Path(path)
    name = target.as_posix()
    if not lexicon.path:
        sheet = Sheet(lexicon.source)
        root = places(sheet.text)[0].path[0][0]
        if root.flow_style:
            _unfold(sheet, root, 0)
        lexicon = _parsed(lexicon, sheet)
    try:
        if expected_sha256 is None and target.exists():
            todo = "give its sha256, read_lexicon(path).sha256, to write over it, or another name"
            raise LexiconError(f"{name}: exists already; {todo}")
        if not protected and (obstacle := protection(target)):
            anyway = "save_lexicon(…, protected=True) writes over it all the same"
            raise LexiconError(f"{name}: {obstacle}; {anyway}, or give another name")
        before = None
        if target.exists():
            before = expected_sha256
        write(target, lexicon.source.encode("utf-8"), before)
    except ChangedMeanwhile:
        todo = "save under another name, or read it again and make your changes there"
        message = f"was changed on disk since it was read, so it was not written over; {todo}"
        raise LexiconError(f"{name}: {message}") from None
    except OSError as error:
        raise LexiconError(
            f"{name}: cannot be written ({error.strerror}); check folder, rights and space"
        ) from None
    return replace(lexicon, path=name)


def _spaced(name: Name) -> Name:
    return tuple(map(single_spaced, name))


def _line(line: str) -> str:
    return single_spaced(line).removeprefix("- ")


@lru_cache(maxsize=1024)
def _entry_terms(line: str) -> tuple[Term, ...]:
    lexicon = Builder("").build(f"x:\n  - {line}")
    if lexicon.themes != (("", "x"),):
        raise LexiconError("line 2: a theme within the theme; add it as a theme of its own")
    return lexicon.terms


def _parsed(lexicon: Lexicon, sheet: Sheet) -> Lexicon:
    if sheet.source == lexicon.source:
        return lexicon
    builder = Builder(Path(lexicon.path).name or "themes.yaml")
    return replace(builder.build(sheet.source), path=lexicon.path)


def _as_blocks(sheet: Sheet, place: Place) -> None:
    """Write as a block the outermost of what stands in brackets, around a theme or in it."""
    pad = 0
    for node, member in (*place.path, (place.value, place.key)):
        if node.value and not isinstance(node, ScalarNode) and node.flow_style:
            _unfold(sheet, node, pad)
            return
        pad = sheet.at(member.start_mark.index)[1] + 2


def _unfold(sheet: Sheet, node: Node, pad: int) -> None:
    """Write as a block, indented by `pad`, what stands in brackets."""
    text, start, end = sheet.text, node.start_mark.index, end_of(sheet.text, node)
    check_uncommented(text, node, end)
    sheet.put_below(start, end, _block(text, node, pad, plainly=pad == 0))


def _block(text: str, node: Node, pad: int, plainly: bool) -> list[str]:
    """The lines of a mapping or list, written as a block that is indented by `pad`."""
    lines = []
    if isinstance(node, MappingNode):
        for key, value in node.value:
            head = f"{as_yaml(single_spaced(key.value))}:"
            if is_setting(key, value):
                lines += indented([f"{head} {value.value}"], pad)
                continue
            if not value.value and not isinstance(value, ScalarNode):
                head += " []"
            lines += [*indented([head], pad), *_block(text, value, pad + 2, plainly)]
        return lines
    for item in items_of(node):
        if is_sub_theme(item):
            first, *rest = _block(text, item, pad + 2, plainly)
            lines += [*indented([f"- {first.strip()}"], pad), *rest]
        else:
            lines += indented([f"- {part}" for part in entry_lines(text, item, plainly)], pad)
    return lines


def _edit_theme(sheet: Sheet, name: Name, wanted: list[str]) -> None:
    """Give a theme other entries."""
    _as_blocks(sheet, sheet.place(name))
    place = sheet.place(name)
    if place.has_sub_themes and not any(map(entry_terms, wanted)):
        left = "has sub-themes, and no term of its own would be left"
        raise LexiconError(f"theme {name[1]}: {left}; add one or remove it")
    value, pad = place.value, sheet.at(place.key.start_mark.index)[1] + 2
    if isinstance(value, ScalarNode) or not value.value:
        start, end = value.start_mark.index, end_of(sheet.text, value)
        if start == end:  # nothing, which ruamel sees where the next key begins
            start = end = sheet.colon(place.key)
        sheet.put_below(start, end, dashed(wanted, pad))
    else:
        edit_entries(sheet, place, wanted)


def _add_theme(sheet: Sheet, name: Name, lines: list[str]) -> None:
    """A new theme, at the end of its group or of the file."""
    group, theme = name
    there = places(sheet.text)
    beside, depth = there[0], 0
    if group:
        if any(place.name == ("", group) for place in there):
            raise LexiconError(
                f"group {group}: is the name of a theme; choose another group, or rename that theme"
            )
        for place in there:
            if place.name[0] == group:
                beside, depth = place, 1
    if any(node.flow_style for node, _ in beside.path[: depth + 1]):
        _as_blocks(sheet, beside)
        _add_theme(sheet, name, lines)
        return
    holder = beside.path[depth][0]
    pad = sheet.at(holder.start_mark.index)[1]
    at = _with_comments(sheet, sheet.lines_of(holder)[1], pad)
    new = [f"{as_yaml(theme)}:", *dashed(lines, 2)]
    if group and not depth:
        new = [f"{as_yaml(group)}:", *indented(new, 2)]
    if not depth and "\n\n" in sheet.text:
        new.insert(0, "")
    sheet.replace(at, at, indented(new, pad))


def _with_comments(sheet: Sheet, line: int, column: int) -> int:
    """From a line on, the comments that are indented further than `column`: the line behind
    them.
    """
    while line < len(sheet.lines) and re.match(rf" {{{column + 1},}}\s*#", sheet.lines[line]):
        line += 1
    return line


def _remove_theme(sheet: Sheet, name: Name) -> None:
    """Take out a theme with its comments, and a group or a list that would be left empty."""
    _as_blocks(sheet, sheet.place(name))
    place = sheet.place(name)
    if place.has_sub_themes:
        settings = [entry_lines(sheet.text, node) for node in place.entries if is_settings(node)]
        edit_entries(sheet, place, list(chain.from_iterable(settings)))
        return
    shared = [(node, part) for node, part in place.path if len(_members(node)) > 1]
    if not shared:
        last_one = "is the last one, and a lexicon has at least one"
        raise LexiconError(f"theme {name[1]}: {last_one}; add another one first")
    holder, member = shared[-1]
    column = sheet.at(holder.start_mark.index)[1]
    first, last = sheet.lines_of(member)
    if isinstance(holder, SequenceNode):
        first = sheet.lines_of(member, column)[0]
    else:
        value = dict(holder.value)[member]
        if value.start_mark.index < value.end_mark.index:
            last = sheet.lines_of(value)[1]
    last = _with_comments(sheet, last, column)
    if sheet.lines[first][:column].strip():
        todo = "give each sub-theme a dash of its own first"
        raise LexiconError(f"theme {name[1]}: shares its dash with another; {todo}")
    _take_out(sheet, first, last, column)


def _members(holder: Node) -> list:
    """What a mapping or a list holds, without its settings."""
    if isinstance(holder, SequenceNode):
        return [item for item in holder.value if not is_settings(item)]
    return [pair for pair in holder.value if not is_setting(*pair)]


def _take_out(sheet: Sheet, first: int, last: int, column: int) -> None:
    """Lines with the comments above them, and the empty lines below where one is left above."""
    above = first
    while above and re.match(rf" {{{column}}}#", sheet.lines[above - 1]):
        above -= 1
    first = above or first  # what stands in the first lines is about the whole file
    if first and not sheet.lines[first - 1].strip():
        while last < len(sheet.lines) - 1 and not sheet.lines[last].strip():
            last += 1
    sheet.replace(first, last, [])


def _rename_themes(sheet: Sheet, names: dict[Name, Name]) -> None:
    """Give themes other names, and their sub-themes with them. `names` is used up: a theme that was
    added stands behind the one whose name it has.
    """
    now: dict[Name, str] = {}  # of a theme, with the sign behind it
    keys = []
    for place in places(sheet.text):
        group, name = place.name
        key = single_spaced(place.key.value)
        above = now.get((group, name.removesuffix(key)[:-1]), "")
        new = above + key
        if place.counted:
            _, new = names.pop(place.name, (group, new))
        if not new.startswith(above):
            raise LexiconError(
                f"theme {name}: is a sub-theme of {above[:-1]}; begin its new name with {above}"
            )
        now[place.name] = f"{new}/"
        if new != above + key:
            keys.append((place.key, as_yaml(new.removeprefix(above))))
    for key, new in reversed(keys):
        start, end = key.start_mark.index, key.end_mark.index
        head, tail = sheet.around(start, end)
        sheet.put(start, end, [f"{head}{new}{tail}"])
