"""The parameters of a notebook: what its cell tagged `parameters` sets, and how others take their
place there.
"""

import ast
from collections.abc import Mapping
from contextlib import suppress

import nbformat

TAG = "parameters"  # papermill's


def _cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The cell of the parameters; an empty one where there is none."""
    tagged = (cell for cell in notebook.cells if TAG in cell.metadata.get("tags", []))
    return next(tagged, nbformat.v4.new_code_cell())


def _assignments(source: str) -> dict[str, ast.Assign]:
    """By their names; none where Python cannot read it, which the kernel will say."""
    with suppress(SyntaxError):
        nodes = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
        return {ast.unparse(node.targets[0]): node for node in nodes}
    return {}


def parameters(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """The notebook's parameters and their values.

    >>> source, tagged = "ARTICLES = '../seeds'  # a folder", {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell(source, metadata=tagged)
    >>> parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'ARTICLES': '../seeds'}
    """
    values = {}
    for name, node in _assignments(_cell(notebook).source).items():
        with suppress(ValueError):  # it is computed
            values[name] = ast.literal_eval(node.value)
    return values


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
    cell = _cell(notebook)
    source = f"\n{cell.source}"
    for name, node in _assignments(cell.source).items():
        if name in values:
            line = ast.get_source_segment(cell.source, node)
            source = source.replace(f"\n{line}", f"\n{name} = {values[name]!r}", 1)
    cell.source = source[1:]
    return notebook
