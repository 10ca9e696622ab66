"""The entries of a theme -> others; those that stay keep their place, layout and comments."""

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import chain

from ruamel.yaml.nodes import Node, ScalarNode

from .syntax import fail
from .yaml_places import Place, Sheet, check_uncommented, end_of, entry_lines, indented

_Lines = defaultdict[int, list[str]]  # number of an entry -> lines


def edit_entries(sheet: Sheet, place: Place, wanted: list[str]) -> None:
    """Give a theme, whose list is a block, other entries."""
    text, dash = sheet.text, sheet.at(place.value.start_mark.index)[1]
    for node in place.entries:
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            fail(None, node, "a term behind | or > is not edited; write it on one line first")
    top = sheet.lines_of(place.value.value[0], dash)[0]
    before = [entry_lines(text, node) for node in place.entries]
    kept, added = _moves(before, wanted)
    for number, node in reversed(list(enumerate(place.entries))):
        if kept[number] == before[number] and not added[number]:
            continue
        first, last = sheet.lines_of(node, dash)
        new = sheet.lines[first:last]
        if kept[number] != before[number]:
            new = _changed(sheet, node, kept[number], dash)
        sheet.replace(first, last, new + dashed(added[number], dash))
    sheet.replace(top, top, dashed(added[-1], dash))
    if not wanted and not place.has_sub_themes:
        colon = sheet.colon(place.key)
        head, tail = sheet.around(colon, colon)
        sheet.put(colon, colon, [f"{head} []{tail}"])


def _moves(before: list[list[str]], wanted: list[str]) -> tuple[_Lines, _Lines]:
    """The lines that each entry has from now on, and those that are new behind it, by its number;
    -1 for what comes first.
    """
    kept: _Lines = defaultdict(list)
    added: _Lines = defaultdict(list)
    owners = [number for number, lines in enumerate(before) for _ in lines]
    matcher = SequenceMatcher(None, list(chain(*before)), wanted, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        if last - first == end - start:  # the same, or others in their place
            for number, line in zip(owners[first:last], wanted[start:end], strict=True):
                kept[number].append(line)
        else:
            above = [-1, *owners][first]
            added[above] += wanted[start:end]
    return kept, added


def dashed(lines: list[str], column: int) -> list[str]:
    return indented([f"- {line}" for line in lines], column)


def _changed(sheet: Sheet, node: Node, lines: list[str], dash: int) -> list[str]:
    """The lines of an entry that is to be `lines`: of one on one line all the rest stays."""
    first, last = sheet.lines_of(node, dash)
    start, end = node.start_mark.index, end_of(sheet.text, node)
    head, tail = sheet.around(start, end)
    if last - first == 1 and len(lines) == 1:
        return [head + lines[0] + tail]
    if not lines:
        return []
    check_uncommented(sheet.text, node, end + len(tail))
    return dashed(lines, dash)
