"""The parameters of the report: what its cell tagged `parameters` sets, and how others take their
place there.
"""

import ast
from collections.abc import Mapping
from contextlib import suppress

import nbformat

TAG = "parameters"  # papermill's


def with_parameters(
    notebook: nbformat.NotebookNode, values: Mapping[str, object]
) -> nbformat.NotebookNode:
    """The notebook with other values for those of its parameters that `values` names, each of which
    has a line of its own; comments stay as they are.

    >>> source, tagged = "ARTICLES = '../seeds'  # a folder", {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell(source, metadata=tagged)
    >>> book = nbformat.v4.new_notebook(cells=[cell])
    >>> with_parameters(book, {"ARTICLES": "press", "THEME": "Trade"}).cells[0].source
    "ARTICLES = 'press'  # a folder"
    """
    for cell in notebook.cells:
        if TAG in cell.metadata.get("tags", []):
            cell.source = _with_values(cell.source, values)
    return notebook


def _with_values(source: str, values: Mapping[str, object]) -> str:
    assignments = []
    with suppress(SyntaxError):  # the kernel will say it
        assignments = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    changed = f"\n{source}"
    for node in assignments:
        name = ast.unparse(node.targets[0])
        if name in values:
            line = ast.get_source_segment(source, node)
            changed = changed.replace(f"\n{line}", f"\n{name} = {values[name]!r}", 1)
    return changed[1:]
