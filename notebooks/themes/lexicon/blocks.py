"""The edits of a lexicon's text: a theme's entries, a new theme, a theme taken out; what they do not touch stays."""

import re
from difflib import SequenceMatcher

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .places import Place, Sheet, as_yaml, clean, comments, end_of, entry_lines, places, scalars
from .syntax import LexiconError, is_nothing, is_sub_theme


def as_blocks(sheet: Sheet, place: Place, value: bool = False) -> Place:
    """Write as a block what stands in brackets around a theme, the outermost; with `value`, the theme's own list too."""
    chain = [*place.path, (place.value, None)] if value else list(place.path)
    for depth, (node, _) in enumerate(chain):
        single = isinstance(node, ScalarNode) and not is_nothing(node)
        if single or not isinstance(node, ScalarNode) and node.flow_style:
            _as_block(sheet, node, chain[depth - 1] if depth else None, plainly=not depth)
            return sheet.place(place.name) if place.counted else place
    return place


def _as_block(sheet: Sheet, node: Node, holder: tuple[Node, Node] | None, plainly: bool, more: list[str] = ()) -> None:
    text, start, end = sheet.text, node.start_mark.index, end_of(sheet.text, node)
    first, last = sheet.at(start)[0], sheet.at(end)[0]
    head, tail = text[:start].rpartition("\n")[2].rstrip(), text[end:].partition("\n")[0].strip()
    inner = comments(text, list(scalars(node)), start, end)
    if holder is None:  # the root
        new = [*([head] if head else []), *inner, *([tail] if tail else []), *_block(text, node, 0, plainly)]
    elif isinstance(holder[0], SequenceNode):  # an item: the block begins behind the dash
        pad = sheet.at(start)[1]
        lines = [*(" " * pad + comment for comment in inner), *_block(text, node, pad, plainly)]
        new = [
            *lines[: len(inner)],
            f"{head} {lines[len(inner)].strip()}" + (f"  {tail}" if tail else ""),
            *lines[len(inner) + 1 :],
        ]
    else:
        pad = sheet.at(holder[1].start_mark.index)[1] + 2
        new = [" " * pad + line for line in (*inner, *more)] + _block(text, node, pad, plainly)
        new = [*([f"{head}  {tail}".rstrip()] if head else [" " * pad + tail] if tail else []), *new]
    sheet.replace(first, last + 1, new)


def _block(text: str, node: Node, pad: int, plainly: bool) -> list[str]:
    """The lines of a mapping or list, written as a block that is indented by `pad`."""
    space, lines = " " * pad, []
    if isinstance(node, MappingNode):
        for key, value in node.value:
            empty = " []" if not value.value and not isinstance(value, ScalarNode) else ""
            lines += [f"{space}{as_yaml(clean(key.value))}:{empty}", *_block(text, value, pad + 2, plainly)]
    elif isinstance(node, SequenceNode):
        for item in node.value:
            if is_sub_theme(item):
                inner = _block(text, item, pad + 2, plainly)
                lines += [f"{space}- {inner[0].strip()}", *inner[1:]]
            else:
                lines += [f"{space}- {line}" for line in entry_lines(text, item, plainly)]
    elif not is_nothing(node):
        lines += [f"{space}- {line}" for line in entry_lines(text, node, plainly)]
    return lines


def edit_theme(sheet: Sheet, name: tuple[str, str], wanted: list[str], removing: bool = False) -> None:
    """Give a theme other entries."""
    place = as_blocks(sheet, sheet.place(name))
    if not isinstance(place.value, ScalarNode) and not place.value.value:  # [], without which a sub-theme is none
        return _as_block(sheet, place.value, place.path[-1], False, [f"- {line}" for line in wanted])
    place = as_blocks(sheet, place, value=True)
    if not wanted and place.has_sub_themes and not removing:
        raise LexiconError(f"theme {name[1]}: has sub-themes, and no term of its own would be left; add one or remove it")
    text, column = sheet.text, sheet.at(place.value.start_mark.index)[1]
    blocks = [(*sheet.lines_of(node, column), node, entry_lines(text, node)) for node in place.entries]
    owners = [(number, line) for number, (*_, lines) in enumerate(blocks) for line in lines]
    kept: dict[int, list[str]] = {number: list(lines) for number, (*_, lines) in enumerate(blocks)}
    added: dict[int, list[str]] = {}  # behind which entry -> new lines
    moves = SequenceMatcher(None, [line for _, line in owners], wanted, autojunk=False).get_opcodes()
    for kind, first, last, start, end in moves:
        if kind == "replace" and last - first == end - start:
            for (number, old), line in zip(owners[first:last], wanted[start:end], strict=True):
                kept[number][kept[number].index(old)] = line
        elif kind != "equal":
            for number, line in owners[first:last]:
                kept[number].remove(line)
            behind = owners[first - 1][0] if first else -1
            added[behind] = added.get(behind, []) + wanted[start:end]
    items = place.value.value
    key_line, key_column = sheet.at(place.key.start_mark.index)
    dashes = " " * (column if items else key_column + 2) + "- "
    top = sheet.lines_of(items[0], column)[0] if items else key_line + 1
    for number in range(len(blocks) - 1, -1, -1):
        first, last, node, lines = blocks[number]
        new = sheet.lines[first:last]
        if kept[number] != lines:
            new = _changed(sheet, first, last, node, kept[number], dashes)
        sheet.replace(first, last, new + [dashes + line for line in added.get(number, [])])
    sheet.replace(top, top, [dashes + line for line in added.get(-1, [])])
    if not wanted and not place.has_sub_themes and any(isinstance(node, SequenceNode) for node, _ in place.path):
        line = sheet.lines[key_line]  # a theme within a list is known by its list
        colon = line.index(":", sheet.at(place.key.end_mark.index)[1]) + 1
        sheet.replace(key_line, key_line + 1, [f"{line[:colon]} []{line[colon:]}"])


def _changed(sheet: Sheet, first: int, last: int, node: Node, lines: list[str], dashes: str) -> list[str]:
    """The lines of an entry that is to be `lines`: of one on one line all the rest stays, else its comments come first."""
    text, start, end = sheet.text, node.start_mark.index, end_of(sheet.text, node)
    if last - first == 1 and len(lines) == 1:
        return [text[:start].rpartition("\n")[2] + lines[0] + text[end:].partition("\n")[0]]
    found = comments(text, list(scalars(node)), start, text.find("\n", end) if "\n" in text[end:] else len(text))
    return [" " * (len(dashes) - 2) + comment for comment in (found if lines else [])] + [dashes + line for line in lines]


def add_theme(sheet: Sheet, name: tuple[str, str], lines: list[str]) -> None:
    """A new theme, at the end of its group or of the file."""
    group, theme = name
    root = places(sheet.text)[0].path[0][0]
    inside = next((value for key, value in root.value if clean(key.value) == group), None) if group else None
    if inside is not None and not (isinstance(inside, MappingNode) and inside.value):
        raise LexiconError(f"group {group}: is the name of a theme; choose another group, or rename that theme")
    if root.flow_style or inside is not None and inside.flow_style:
        as_blocks(
            sheet, next(place for place in places(sheet.text) if inside is None or clean(place.path[0][1].value) == group)
        )
        return add_theme(sheet, name, lines)
    holder = root if inside is None else inside
    pad = sheet.at(holder.start_mark.index)[1]
    at = _with_comments(sheet, sheet.lines_of(holder)[1], pad)
    new = [f"{as_yaml(theme)}:", *(f"  - {line}" for line in lines)]
    if group and inside is None:
        new = [f"{as_yaml(group)}:", *("  " + line for line in new)]
    gap = [""] if inside is None and "\n\n" in sheet.text else []
    sheet.replace(at, at, gap + [" " * pad + line for line in new])


def _with_comments(sheet: Sheet, line: int, column: int) -> int:
    """From a line on, the comments that are indented further than `column`: the line behind them."""
    while line < len(sheet.lines) and re.match(rf" {{{column + 1},}}\s*#", sheet.lines[line]):
        line += 1
    return line


def remove_theme(sheet: Sheet, name: tuple[str, str]) -> None:
    """Take out a theme with its comments, and a group or a list that would be left empty."""
    place = as_blocks(sheet, sheet.place(name))
    if place.has_sub_themes:
        return edit_theme(sheet, name, [], removing=True)
    holder, member = next(((node, part) for node, part in reversed(place.path) if len(node.value) > 1), (None, None))
    if holder is None:
        raise LexiconError(f"theme {name[1]}: is the last one, and a lexicon has at least one; add another one first")
    column = sheet.at(holder.start_mark.index)[1]
    if isinstance(holder, SequenceNode):
        first, last = sheet.lines_of(member, column)
    else:
        value = next(value for key, value in holder.value if key is member)
        nothing = value.start_mark.index == value.end_mark.index
        first, last = sheet.lines_of(member)[0], sheet.lines_of(member if nothing else value)[1]
    last = _with_comments(sheet, last, column)
    lead = sheet.lines[first][:column]
    if lead.strip():  # the first of several sub-themes, behind a dash, which the next one takes over
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
