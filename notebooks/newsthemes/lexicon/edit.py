"""A lexicon and what is to change in it -> the lexicon with that change, its comments and layout
kept, and to disk.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import chain
from pathlib import Path

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from ..text.write_files import ChangedMeanwhile, protection, write
from .model import Lexicon, LexiconError, Term, located
from .read_lexicon import Builder
from .syntax import as_yaml, is_nothing, is_sub_theme, items_of, single_spaced
from .yaml_places import Place, Sheet, comments_of, end_of, entry_lines, indented, places

Name = tuple[str, str]  # group, theme
_Lines = defaultdict[int, list[str]]  # number of an entry -> lines


class ProtectedError(LexiconError):
    """A file that is read-only, or another user's: only `protected=True` writes over it."""


def theme_lines(lexicon: Lexicon) -> dict[Name, list[str]]:
    """Each theme's entries as they stand in themes.yaml behind `- `, without comments; plainly
    where the file is JSON.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> text = "Trade:\\n  - tariff*  # and tariffs\\n  - not: trade union*"
    >>> theme_lines(parse_lexicon(text))
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    return {name: list(lines) for name, lines in _theme_lines(Sheet(lexicon.source).text).items()}


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


def with_lines(lexicon: Lexicon, themes: Mapping[Name, Sequence[str]]) -> Lexicon:
    """The lexicon with these themes and entries and no others; lines are as in `theme_lines`, or
    with their dash.

    Empty lines do not count. What does not change keeps its place, its layout and its comments,
    byte for byte; a changed entry keeps the comment behind it, a deleted one and a removed theme
    take theirs along. A new theme goes to the end of its group, a new group to the end of the file.
    What stands in brackets is written as a list when it changes, its comments above.

    Raises LexiconError, with the number of the line within its theme where a line is at fault.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> before = parse_lexicon("Trade:\\n  - trade  # and traders?\\n")
    >>> wanted = {("", "Trade"): ["trade", "trader*"], ("", "Iran"): ["Iran"]}
    >>> print(with_lines(before, wanted).source)
    Trade:
      - trade  # and traders?
      - trader*
    Iran:
      - Iran
    """
    wanted = {
        tuple(map(single_spaced, name)): list(map(_line, lines)) for name, lines in themes.items()
    }
    for (_, theme), lines in wanted.items():
        for number, line in enumerate(lines, 1):
            if line:
                entry_terms(line, number, theme)
    sheet, before = Sheet(lexicon.source), theme_lines(lexicon)
    for name, lines in wanted.items():
        lines = [line for line in lines if line]
        if name not in before:
            _add_theme(sheet, name, lines)
        elif lines != before[name]:
            _edit_theme(sheet, name, lines)
    for name in [name for name in before if name not in wanted]:
        _remove_theme(sheet, name)
    return _parsed(lexicon, sheet)


def rename_theme(lexicon: Lexicon, name: Name, new: str) -> Lexicon:
    """The lexicon with another name for a theme, and for its sub-themes; its place and everything
    else stay.

    Raises LexiconError where there is a theme of that name already, and where a sub-theme would
    leave its theme.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> rename_theme(parse_lexicon("Trade: [tariff*]  # new"), ("", "Trade"), "Tariffs").source
    'Tariffs: [tariff*]  # new'
    """
    sheet, new = Sheet(lexicon.source), single_spaced(new)
    key = sheet.place(name).key
    above = name[1].removesuffix(single_spaced(key.value))
    if not new.startswith(above):
        raise LexiconError(
            f"theme {name[1]}: is a sub-theme of {above[:-1]}; begin its new name with {above}"
        )
    start, end = key.start_mark.index, key.end_mark.index
    head, tail = sheet.around(start, end)
    renamed = as_yaml(new.removeprefix(above))
    sheet.replace(sheet.at(start)[0], sheet.at(end)[0] + 1, [f"{head}{renamed}{tail}"])
    return _parsed(lexicon, sheet)


def save_lexicon(
    lexicon: Lexicon, path: str | Path, expected_sha256: str | None = None, protected: bool = False
) -> Lexicon:
    """Write a lexicon to a file, under another name first; one that came from a dict as plain YAML.

    `expected_sha256` is that of the file as it was read (`lexicon.sha256`); without it no file must
    stand there yet. A file's rights are kept, and a link stays one; with `protected` a read-only
    file, or another user's, is written too.
    Returns the lexicon with its new path. Raises LexiconError, and leaves the file as it is, where
    it is another by now or cannot be written, and of these ProtectedError where only `protected` is
    missing.
    """
    target, name = Path(path), Path(path).as_posix()
    if not lexicon.path and places(Sheet(lexicon.source).text)[0].path[0][0].flow_style:
        sheet = Sheet(lexicon.source)
        _as_blocks(sheet, places(sheet.text)[0])
        lexicon = _parsed(lexicon, sheet)
    try:
        if expected_sha256 is None and target.exists():
            todo = "give its sha256, read_lexicon(path).sha256, to write over it, or another name"
            raise LexiconError(f"{name}: exists already; {todo}")
        if not protected and (obstacle := protection(target)):
            anyway = "save_lexicon(…, protected=True) writes over it all the same"
            raise ProtectedError(f"{name}: {obstacle}; {anyway}, or give another name")
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


def _line(line: str) -> str:
    return single_spaced(line).removeprefix("- ")


@lru_cache(maxsize=8)
def _theme_lines(text: str) -> dict[Name, tuple[str, ...]]:
    found = {}
    for place in places(text):
        if place.counted:
            plainly = bool(place.path[0][0].flow_style)
            lines = [entry_lines(text, node, plainly) for node in place.entries]
            found[place.name] = tuple(chain.from_iterable(lines))
    return found


@lru_cache(maxsize=1024)
def _entry_terms(line: str) -> tuple[Term, ...]:
    # no warnings: they are about a theme, and this is a line of one
    lexicon = Builder("").build(f"x:\n  - {line}", stacklevel=0)
    if lexicon.themes != (("", "x"),):
        raise LexiconError("line 2: a theme within the theme; add it as a theme of its own")
    return lexicon.terms


def _parsed(lexicon: Lexicon, sheet: Sheet) -> Lexicon:
    if sheet.source == lexicon.source:
        return lexicon
    builder = Builder(Path(lexicon.path).name or "themes.yaml")
    return replace(builder.build(sheet.source, stacklevel=4), path=lexicon.path)


def _as_blocks(sheet: Sheet, place: Place, value: bool = False) -> Place:
    """Write as a block what stands in brackets around a theme, the outermost; with `value`, the
    theme's own list too.
    """
    nodes = [node for node, _ in place.path]
    if value:
        nodes.append(place.value)
    for node, holder in zip(nodes, [None, *place.path], strict=False):
        if not _is_block(node):
            _as_block(sheet, node, holder)
            if place.counted:
                return sheet.place(place.name)
            return place
    return place


def _is_block(node: Node) -> bool:
    """Whether a list or mapping stands on lines of its own, or there is nothing at all."""
    if isinstance(node, ScalarNode):
        return is_nothing(node)
    return not node.flow_style


def _as_block(
    sheet: Sheet, node: Node, holder: tuple[Node, Node] | None, more: Sequence[str] = ()
) -> None:
    """Write a node as a block; `holder`: what it lies in and by which key or item, None for the
    root; `more`: new entries.
    """
    text, start, end = sheet.text, node.start_mark.index, end_of(sheet.text, node)
    head, tail = sheet.around(start, end)
    head, tail, inner = head.rstrip(), tail.strip(), comments_of(text, node, start, end)
    if holder is None:
        new = [head, *inner, tail, *_block(text, node, 0, plainly=True)]
    elif isinstance(holder[0], SequenceNode):  # the block begins behind the dash
        pad = sheet.at(start)[1]
        first, *rest = _block(text, node, pad)
        opening = f"{head} {first.strip()}  {tail}".rstrip()
        new = [*indented(inner, pad), opening, *rest]
    else:
        pad = sheet.at(holder[1].start_mark.index)[1] + 2
        opening = f"{head}  {tail}".rstrip()
        if tail and not head:
            [opening] = indented([tail], pad)
        new = [opening, *indented([*inner, *more], pad), *_block(text, node, pad)]
    sheet.replace(sheet.at(start)[0], sheet.at(end)[0] + 1, list(filter(None, new)))


def _block(text: str, node: Node, pad: int, plainly: bool = False) -> list[str]:
    """The lines of a mapping or list, written as a block that is indented by `pad`."""
    lines = []
    if isinstance(node, MappingNode):
        for key, value in node.value:
            head = f"{as_yaml(single_spaced(key.value))}:"
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


def _edit_theme(sheet: Sheet, name: Name, wanted: list[str], removing: bool = False) -> None:
    """Give a theme other entries."""
    place = _as_blocks(sheet, sheet.place(name))
    if not isinstance(place.value, ScalarNode) and not place.value.value:
        # [], without which it would not be a sub-theme
        _as_block(sheet, place.value, place.path[-1], [f"- {line}" for line in wanted])
        return
    place = _as_blocks(sheet, place, value=True)
    if not wanted and place.has_sub_themes and not removing:
        left = "has sub-themes, and no term of its own would be left"
        raise LexiconError(f"theme {name[1]}: {left}; add one or remove it")
    text, column = sheet.text, sheet.at(place.value.start_mark.index)[1]
    before = [entry_lines(text, node) for node in place.entries]
    blocks = [sheet.lines_of(node, column) for node in place.entries]
    kept, added = _moves(before, wanted)
    key_line, key_column = sheet.at(place.key.start_mark.index)
    top, dash = key_line + 1, key_column + 2
    if items := place.value.value:
        top, dash = sheet.lines_of(items[0], column)[0], column
    for number in reversed(range(len(blocks))):
        first, last = blocks[number]
        new = sheet.lines[first:last]
        if kept[number] != before[number]:
            new = _changed(sheet, first, last, place.entries[number], kept[number], dash)
        sheet.replace(first, last, new + _dashed(added[number], dash))
    sheet.replace(top, top, _dashed(added[-1], dash))
    in_list = any(isinstance(node, SequenceNode) for node, _ in place.path)
    if in_list and not wanted and not place.has_sub_themes:
        line = sheet.lines[key_line]  # a theme within a list is known by its list
        colon = line.index(":", sheet.at(place.key.end_mark.index)[1]) + 1
        sheet.replace(key_line, key_line + 1, [f"{line[:colon]} []{line[colon:]}"])


def _moves(before: list[list[str]], wanted: list[str]) -> tuple[_Lines, _Lines]:
    """The lines that each entry has from now on, and those that are new behind it, by its number;
    -1 for what comes first.
    """
    kept: _Lines = defaultdict(list)
    added: _Lines = defaultdict(list)
    owners = [number for number, lines in enumerate(before) for _ in lines]
    lines = [line for lines in before for line in lines]
    matcher = SequenceMatcher(None, lines, wanted, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        if last - first == end - start:  # the same, or others in their place
            for number, line in zip(owners[first:last], wanted[start:end], strict=True):
                kept[number].append(line)
        else:
            above = [-1, *owners][first]
            added[above] += wanted[start:end]
    return kept, added


def _dashed(lines: list[str], column: int) -> list[str]:
    return indented([f"- {line}" for line in lines], column)


def _changed(
    sheet: Sheet, first: int, last: int, node: Node, lines: list[str], dash: int
) -> list[str]:
    """The lines of an entry that is to be `lines`: of one on one line all the rest stays, else its
    comments come first.
    """
    start, end = node.start_mark.index, end_of(sheet.text, node)
    head, tail = sheet.around(start, end)
    if last - first == 1 and len(lines) == 1:
        return [head + lines[0] + tail]
    if not lines:
        return []
    comments = comments_of(sheet.text, node, start, end + len(tail))
    return indented(comments, dash) + _dashed(lines, dash)


def _add_theme(sheet: Sheet, name: Name, lines: list[str]) -> None:
    """A new theme, at the end of its group or of the file."""
    group, theme = name
    there = places(sheet.text)
    root = there[0].path[0][0]
    holder, beside = root, there[0]
    for key, value in root.value:
        if group and single_spaced(key.value) == group:
            holder = value
    if holder is not root:
        if not (isinstance(holder, MappingNode) and holder.value):
            raise LexiconError(
                f"group {group}: is the name of a theme; choose another group, or rename that theme"
            )
        beside = next(place for place in there if place.name[0] == group)
    if root.flow_style or holder.flow_style:
        _as_blocks(sheet, beside)
        _add_theme(sheet, name, lines)
        return
    pad = sheet.at(holder.start_mark.index)[1]
    at = _with_comments(sheet, sheet.lines_of(holder)[1], pad)
    new = [f"{as_yaml(theme)}:", *_dashed(lines, 2)]
    if group and holder is root:
        new = [f"{as_yaml(group)}:", *indented(new, 2)]
    new = indented(new, pad)
    if holder is root and "\n\n" in sheet.text:
        new.insert(0, "")
    sheet.replace(at, at, new)


def _with_comments(sheet: Sheet, line: int, column: int) -> int:
    """From a line on, the comments that are indented further than `column`: the line behind
    them.
    """
    while line < len(sheet.lines) and re.match(rf" {{{column + 1},}}\s*#", sheet.lines[line]):
        line += 1
    return line


def _remove_theme(sheet: Sheet, name: Name) -> None:
    """Take out a theme with its comments, and a group or a list that would be left empty."""
    place = _as_blocks(sheet, sheet.place(name))
    if place.has_sub_themes:
        _edit_theme(sheet, name, [], removing=True)
        return
    shared = [(node, part) for node, part in place.path if len(node.value) > 1]
    if not shared:
        last_one = "is the last one, and a lexicon has at least one"
        raise LexiconError(f"theme {name[1]}: {last_one}; add another one first")
    holder, member = shared[-1]
    column = sheet.at(holder.start_mark.index)[1]
    if isinstance(holder, SequenceNode):
        first, last = sheet.lines_of(member, column)
    else:
        first, last = sheet.lines_of(member)
        value = next(value for key, value in holder.value if key is member)
        if value.start_mark.index < value.end_mark.index:
            last = sheet.lines_of(value)[1]
    last = _with_comments(sheet, last, column)
    lead = sheet.lines[first][:column]
    if lead.strip():
        # the first of several sub-themes, behind a dash, which the next one takes over
        at = sheet.at(holder.value[1][0].start_mark.index)[0]
        sheet.replace(at, at + 1, [lead + sheet.lines[at][column:]])
    else:
        above = first
        while above and re.match(rf" {{{column}}}#", sheet.lines[above - 1]):
            above -= 1
        first = above or first  # what stands in the first lines is about the whole file
        if first and not sheet.lines[first - 1].strip():
            while last < len(sheet.lines) - 1 and not sheet.lines[last].strip():
                last += 1
    sheet.replace(first, last, [])
