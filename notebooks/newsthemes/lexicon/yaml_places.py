"""YAML text -> where each theme and each of its entries stands, so that one can be changed and the
rest left alone.
"""

import re
from functools import lru_cache

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from ..text.languages import language_code
from .syntax import as_yaml, compose, entry_line, fail, is_settings, settings_of, single_spaced
from .yaml_themes import Place, walk


def indented(lines: list[str], columns: int) -> list[str]:
    return [line.rjust(len(line) + columns) for line in lines]


class Sheet:
    """Text as lines that can be replaced, each with the line end it came with; a byte order mark
    before them stays, and counts as no column.
    """

    def __init__(self, source: str) -> None:
        text = source.removeprefix("\ufeff")
        self.mark = source.removesuffix(text)
        parts = re.split("(\r\n|\r|\n)", text)
        self.lines, self.ends = parts[::2], [*parts[1::2], ""]
        self.end = self.ends[0] or "\n"

    @property
    def text(self) -> str:
        """With every line end as a line feed, which is how `places` reads it."""
        return "\n".join(self.lines)

    @property
    def source(self) -> str:
        ends = [*(end or self.end for end in self.ends[:-1]), ""]
        return self.mark + "".join(map(str.__add__, self.lines, ends))

    def replace(self, first: int, last: int, new: list[str]) -> None:
        """Put `new` in the place of lines `first` to before `last`."""
        self.ends[first:last] = [self.end for _ in new]
        self.lines[first:last] = new

    def put_below(self, start: int, end: int, lines: list[str]) -> None:
        """Lines in the place of a text, below what stands before and behind it."""
        head, tail = self.around(start, end)
        opening = f"{head.rstrip()}  {tail.strip()}".rstrip()
        self.put(start, end, [*filter(None, [opening]), *lines])

    def put(self, start: int, end: int, new: list[str]) -> None:
        """Put `new` in the place of the lines that hold `text` from `start` to `end`."""
        self.replace(self.at(start)[0], self.at(end)[0] + 1, new)

    def place(self, name: tuple[str, str]) -> Place:
        return next(place for place in places(self.text) if place.name == name and place.counted)

    def at(self, index: int) -> tuple[int, int]:
        """(line, column) of a character of `text`, from 0."""
        before = self.text[:index]
        return before.count("\n"), index - (before.rfind("\n") + 1)

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before `start` on its line, and behind `end` on its own."""
        return self.text[:start].rpartition("\n")[2], self.text[end:].partition("\n")[0]

    def colon(self, key: Node) -> int:
        """Where the text behind a key's colon begins."""
        return self.text.index(":", key.end_mark.index) + 1

    def lines_of(self, node: Node, dash: int | None = None) -> tuple[int, int]:
        """First line and the one after the last; of a list's item with the line of its dash, which
        stands in column `dash`.
        """
        first, last = self.at(node.start_mark.index)[0], self.at(end_of(self.text, node) - 1)[0] + 1
        while dash is not None and self.lines[first][dash : dash + 1] != "-":
            first -= 1
        return first, max(last, first + 1)


@lru_cache(maxsize=8)
def places(text: str) -> tuple[Place, ...]:
    """Every theme of a lexicon's text, in its order; the text is one that `parse_lexicon` reads.

    >>> [place.name for place in places("Issues:\\n  Trade: [trade]\\nIran: [Iran]")]
    [('Issues', 'Trade'), ('', 'Iran')]
    """
    return tuple(walk(compose(text, "themes.yaml"), None))


def settings_above(source: str) -> dict[tuple[str, str], dict[str, str]]:
    """Of each theme what stands above it and is about its terms, too: `forms: ru` of its group.

    >>> settings_above("language: nb\\nforms: nb\\nKrig:\\n- forms: nn\\n- krig")
    {('', 'Krig'): {'language': 'no', 'forms': 'nb'}}
    """
    found = {}
    for place in places(Sheet(source).text):
        if place.counted:
            said = dict(place.settings_above)
            if "language" in said:
                said["language"] = language_code(said["language"])
            found[place.name] = said
    return found


def end_of(text: str, node: Node) -> int:
    """Where a node's own text ends; ruamel's end of a block also takes the comments and empty lines
    behind it.
    """
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, ScalarNode):
        return start + len(text[start:end].rstrip())
    if node.flow_style or not node.value:
        return end
    if isinstance(node, SequenceNode):
        return end_of(text, node.value[-1])
    key, value = node.value[-1]
    if value.start_mark.index == value.end_mark.index:
        return end_of(text, key)
    return end_of(text, value)


def entry_lines(text: str, node: Node, plainly: bool = False) -> list[str]:
    """An entry as it stands behind its dash; `plainly`, or where it takes several lines: written
    anew, a line a phrase.

    >>> text = "T:\\n- {term: Xi, case: exact}\\n- not:\\n  - EU\\n  - trade union*"
    >>> [entry_lines(text, node) for node in places(text)[0].entries]
    [['{term: Xi, case: exact}'], ['not: EU', 'not: trade union*']]
    """
    raw = text[node.start_mark.index : end_of(text, node)]
    if not plainly and "\n" not in raw:
        return [single_spaced(raw)]
    if isinstance(node, ScalarNode):
        return [as_yaml(single_spaced(node.value))]
    if is_settings(node):
        return [f"{name}: {value}" for name, value in settings_of(node).items()]
    values = {single_spaced(key.value): value for key, value in node.value}
    value = values.get("not") or values["term"]
    said = {name: one.value for name, one in values.items() if name not in ("term", "not")}
    phrases = [value]
    if isinstance(value, SequenceNode):
        phrases = value.value
    return [
        entry_line(single_spaced(phrase.value), said, excluded="not" in values)
        for phrase in phrases
    ]


def check_uncommented(text: str, node: Node, end: int) -> None:
    """Fail where a comment stands inside of what is to be written anew."""
    if re.search(r"(?:^|\s)#", text[node.start_mark.index : end]):
        fail(None, node, "has a comment between its parts; give each entry a line of its own")
