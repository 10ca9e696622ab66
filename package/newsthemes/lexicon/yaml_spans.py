"""Where a node of YAML begins and ends in its text, line by line."""

import re

from ruamel.yaml.nodes import Node, ScalarNode, SequenceNode

from .syntax import as_yaml, single_spaced


def line_end(text: str, place: int) -> int:
    end = text.find("\n", place)
    if end < 0:
        return len(text)
    return end


def dash_line(text: str, node: Node, dash: int) -> int:
    """Where the line begins that has the dash of an item of a list, in this column."""
    return text.rfind(f"\n{' ' * dash}-", 0, node.start_mark.index) + 1


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
    return end_of_pair(text, *node.value[-1])


def end_of_pair(text: str, key: Node, value: Node) -> int:
    """Where a key's value ends; where it has none, the key."""
    if value.start_mark.index == value.end_mark.index:
        return end_of(text, key)
    return end_of(text, value)


def with_below(text: str, place: int, column: int) -> int:
    """The end of the line with this place and of the comments below it that are indented further
    than a column.
    """
    below = re.compile(rf"(?:\n {{{column + 1},}}[ \t]*#.*)*")
    return below.match(text, line_end(text, place)).end()


def line_of_entry(text: str, node: Node) -> str:
    """An entry as it stands behind its dash; where it takes several lines: written anew, on one.

    >>> from .yaml_themes import places
    >>> text = "T:\\n- {term: Xi, case: exact}\\n- not: EU\\n- term: Rat\\n  forms: de"
    >>> [line_of_entry(text, node) for node in places(text, "themes.yaml")[0].entries]
    ['{term: Xi, case: exact}', 'not: EU', '{term: Rat, forms: de}']
    """
    raw = text[node.start_mark.index : end_of(text, node)]
    if "\n" not in raw:
        return single_spaced(raw)
    if isinstance(node, ScalarNode):
        return as_yaml(single_spaced(node.value))
    settings = [f"{key.value}: {as_yaml(single_spaced(value.value))}" for key, value in node.value]
    return f"{{{', '.join(settings)}}}"
