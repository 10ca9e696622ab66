"""A lexicon and what is to change in it -> the lexicon with that change, its comments and layout
kept.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NoReturn

from ruamel.yaml.nodes import Node, SequenceNode

from .model import Lexicon, LexiconError, located
from .syntax import as_yaml, line_of, plain_text, single_spaced
from .yaml_spans import dash_line, end_of, end_of_pair, line_end, line_of_entry, with_below
from .yaml_themes import Place, places
from .yaml_to_terms import Builder, file_name

Name = tuple[str, str]  # group, and the theme's name as it stands in the file
_Edit = tuple[int, int, str]  # from where to where in the text, and what comes there


def theme_lines(lexicon: Lexicon) -> dict[Name, list[str]]:
    """Each theme's entries as they stand in themes.yaml behind `- `, without comments.

    >>> from newsthemes.lexicon.read_lexicon import parse_lexicon
    >>> text = "Trade:\\n  - tariff*  # and tariffs\\n  - not: trade union*"
    >>> theme_lines(parse_lexicon(text))
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    text = plain_text(lexicon.source)
    return {place.name: _lines(text, place) for place in _counted(lexicon)}


def _counted(lexicon: Lexicon) -> list[Place]:
    return [place for place in places(lexicon.source, file_name(lexicon)) if place.counted]


def _lines(text: str, place: Place) -> list[str]:
    return [line_of_entry(text, node) for node in place.entries]


def check_line(line: str, number: int, theme: str) -> None:
    """LexiconError that names the `number` of a theme's line and the theme, where it is no entry.

    >>> check_line("*war", 2, "War")
    Traceback (most recent call last):
    newsthemes.lexicon.model.LexiconError: line 2, theme War, term '*war': a term that starts with *
    must stand in quotes: '*war'
    """
    try:
        _check_line(_line(line))
    except LexiconError as error:
        where = located("", number, "", theme).removesuffix(":")
        raise LexiconError(
            re.sub("^line [0-9]+(?:, theme x)?", lambda _: where, str(error))
        ) from None


@lru_cache(maxsize=1024)
def _check_line(line: str) -> None:
    lexicon = Builder("").build(f"x:\n  - {line}")
    if lexicon.themes != ("x",):
        raise LexiconError("line 2: a theme within the theme; add it as a theme of its own")


def _line(line: str) -> str:
    return single_spaced(line).removeprefix("- ")


def with_lines(
    lexicon: Lexicon, themes: Mapping[Name, Sequence[str]], names: Mapping[Name, Name] | None = None
) -> Lexicon:
    """The lexicon with these themes and entries and no others; lines are as in `theme_lines`, or
    with their dash. `names` are those of themes that stay, old -> new; without it every theme keeps
    its own.

    Lines are not checked, which `check_line` does; empty ones do not count. What does not change
    keeps its place, its layout and its comments; a changed entry keeps the comment behind it, a
    deleted one and a removed theme take theirs along. All lines end as the first one does. A new
    theme goes to the end of its group, a new group to the end of the file. A list in brackets is
    written below its theme when it changes.

    Raises LexiconError for names that cannot be, and for a layout that is not edited: a group in
    brackets, sub-themes that share a dash, a comment inside of an entry.

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
    text, before = plain_text(lexicon.source), _counted(lexicon)
    wanted = {name: list(filter(None, map(_line, lines))) for name, lines in themes.items()}
    if names is None:
        names = {place.name: place.name for place in before if place.name in wanted}
    stay = [place for place in before if place.name in names]
    edits = []
    for place in stay:
        name = names[place.name]
        edits += [*_renamed(place, name[1]), *_changed(text, place, wanted[name])]
    edits += _removed(text, before, stay)
    added = {name: wanted[name] for name in wanted if name not in names.values()}
    edits += _added(text, before[0].path[0][0], stay, added)
    return _checked_result(lexicon, _edited(text, edits), wanted)


def _edited(text: str, edits: list[_Edit]) -> str:
    parts, reached = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        parts += [text[reached:start], new]
        reached = max(reached, end)
    return "".join([*parts, text[reached:]])


def _checked_result(lexicon: Lexicon, text: str, wanted: dict[Name, list[str]]) -> Lexicon:
    """The lexicon of an edited text, which is read to see that it holds what was wanted."""
    source, after = lexicon.source, lexicon
    if text != plain_text(source):
        text = text.replace("\n", re.search("\r\n|\r|\n|$", source)[0] or "\n")
        if source.startswith("\ufeff"):
            text = f"\ufeff{text}"
        after = replace(Builder(file_name(lexicon)).build(text), path=lexicon.path)
    there = theme_lines(after)
    for name in wanted | there:
        if not _are_same(wanted.get(name), there.get(name)):
            _refuse(name[1])
    return after


def _are_same(wanted: list[str] | None, there: list[str] | None) -> bool:
    """Whether a theme's lines are those that were wanted, but for comments that these end with."""
    if wanted is None or there is None or len(wanted) != len(there):
        return False
    return all(map(str.startswith, wanted, there))


def _refuse(theme: str, node: Node | None = None) -> NoReturn:
    line = node and line_of(node)
    todo = "change it in the file, where each name and each term gets a line of its own"
    raise LexiconError(located("", line, f"is not edited here; {todo}", theme))


def _renamed(place: Place, new: str) -> Iterator[_Edit]:
    """A name that stands whole in the text; that of a sub-theme follows its theme's."""
    key = place.key
    if new != place.name[1] == single_spaced(key.value):
        yield key.start_mark.index, key.end_mark.index, as_yaml(new)


def _changed(text: str, place: Place, wanted: list[str]) -> list[_Edit]:
    """A theme gets other entries."""
    before, value = _lines(text, place), place.value
    if before == wanted:
        return []
    if any(holder.flow_style for holder, _ in place.path):
        _refuse(place.name[1], place.key)
    if isinstance(value, SequenceNode) and not value.flow_style:
        return list(_in_list(text, place, before, wanted))
    start, end = value.start_mark.index, end_of(text, value)
    if start == end:  # nothing, which ruamel sees where the next key begins
        start = end = _behind_colon(text, place)
    if place.has_sub_themes or _has_comment(text[start:end]):
        _refuse(place.name[1], value)
    empty = ""
    if not wanted:
        empty = " []"
    return [
        (len(text[:start].rstrip()), end, empty),
        _inserted(line_end(text, end), place.key.start_mark.column + 2, _dashed(wanted)),
    ]


def _in_list(text: str, place: Place, before: list[str], wanted: list[str]) -> Iterator[_Edit]:
    """The entries of a list with a line each become others."""
    dash = place.value.start_mark.column
    above = dash_line(text, place.value.value[0], dash) - 1
    matcher = SequenceMatcher(None, before, wanted, autojunk=False)
    for kind, first, last, wanted_first, wanted_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        lines = iter(wanted[wanted_first:wanted_last])
        for node in place.entries[first:last]:
            start, end = node.start_mark.index, end_of(text, node)
            line = next(lines, None)
            if line is None:
                yield dash_line(text, node, dash) - 1, line_end(text, end), ""
            elif _has_comment(text[start:end]):
                _refuse(place.name[1], node)
            else:  # another in its place, before its comment
                yield start, end, line
        behind = above
        if last:
            behind = line_end(text, end_of(text, place.entries[last - 1]))
        yield _inserted(behind, dash, _dashed(lines))
    if not wanted and not place.has_sub_themes:
        colon = _behind_colon(text, place)
        yield colon, colon, " []"


def _removed(text: str, before: list[Place], stay: list[Place]) -> Iterator[_Edit]:
    """Themes go with their comments, and so does a group or a list that would be left empty."""
    members = {id(member) for place in stay for _, member in place.path}
    names = {place.name for place in stay}
    cut = {}
    for place in before:
        if place.name in names:
            continue
        free = [pair for pair in place.path if id(pair[1]) not in members]
        if not free:  # its sub-themes stay
            _refuse(place.name[1], place.key)
        cut[id(free[0][1])] = place, *free[0]
    for place, holder, member in cut.values():
        yield _cut(text, place, holder, member)


def _cut(text: str, place: Place, holder: Node, member: Node) -> _Edit:
    """A member of a mapping or a list goes, with the comments above it and in it."""
    column = holder.start_mark.column
    if isinstance(holder, SequenceNode):
        start = dash_line(text, member, column)
        end = end_of(text, member)
    else:
        start = text.rfind("\n", 0, member.start_mark.index) + 1
        end = end_of_pair(text, member, dict(holder.value)[member])
    if holder.flow_style or text[start : start + column].strip():
        _refuse(place.name[1], member)
    end = with_below(text, end, column)
    first, comment = start, re.compile(f" {{{column}}}#")
    while first and comment.match(text, text.rfind("\n", 0, first - 1) + 1):
        first = text.rfind("\n", 0, first - 1) + 1
    first = first or start  # what stands in the first lines is about the whole file
    if not first:
        return 0, end + 1, ""
    if text[:first].endswith("\n\n"):
        end = re.compile(r"(?:\n[ \t]*(?=\n))*").match(text, end).end()
    return first - 1, end, ""


def _added(
    text: str, root: Node, stay: list[Place], added: dict[Name, list[str]]
) -> Iterator[_Edit]:
    """New themes, at the end of their group or of the file."""
    blocks = defaultdict(list)
    for (group, theme), lines in added.items():
        blocks[group] += [f"{as_yaml(theme)}:", *(f"  {line}" for line in _dashed(lines))]
    for group, lines in blocks.items():
        of_group = [place.path[1][0] for place in stay if group and place.name[0] == group]
        holder = [root, *of_group][-1]
        if holder.flow_style:
            _refuse(group, holder)
        if group and not of_group:
            lines = [f"{as_yaml(group)}:", *(f"  {line}" for line in lines)]
        if not of_group and "\n\n" in text:
            lines = ["", *lines]
        column = holder.start_mark.column
        yield _inserted(with_below(text, end_of(text, holder), column), column, lines)


def _dashed(lines: Iterable[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _inserted(at: int, column: int, lines: list[str]) -> _Edit:
    """Lines behind the one that ends at a place."""
    return at, at, "".join(f"\n{' ' * column}{line}" for line in lines)


def _behind_colon(text: str, place: Place) -> int:
    return text.index(":", place.key.end_mark.index) + 1


def _has_comment(text: str) -> bool:
    return re.search(r"(?:^|\s)#.*\n", text) is not None
