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


def _assignments(source: str) -> dict[str, ast.expr]:
    """Names -> values; none where Python cannot read it, which the kernel will say."""
    with suppress(SyntaxError):
        nodes = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
        return {ast.unparse(node.targets[0]): node.value for node in nodes}
    return {}


def parameters(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """The notebook's parameters and their values.

    >>> source, tagged = "ARTICLES = '../seeds'  # a folder", {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell(source, metadata=tagged)
    >>> parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'ARTICLES': '../seeds'}
    """
    found = {}
    for name, value in _assignments(_cell(notebook).source).items():
        with suppress(ValueError):  # it is computed
            found[name] = ast.literal_eval(value)
    return found


def with_parameters(
    notebook: nbformat.NotebookNode, values: Mapping[str, object]
) -> nbformat.NotebookNode:
    """The notebook with other values for those of its parameters that `values` names; comments stay
    as they are.

    >>> source, tagged = "ARTICLES = '../seeds'  # a folder", {"tags": ["parameters"]}
    >>> cell = nbformat.v4.new_code_cell(source, metadata=tagged)
    >>> book = nbformat.v4.new_notebook(cells=[cell])
    >>> with_parameters(book, {"ARTICLES": "press", "THEME": "Trade"}).cells[0].source
    "ARTICLES = 'press'  # a folder"
    """
    cell = _cell(notebook)
    found = [pair for pair in _assignments(cell.source).items() if pair[0] in values]
    found.sort(key=lambda pair: (pair[1].lineno, pair[1].col_offset), reverse=True)
    # the columns of a syntax tree count bytes
    lines = [line.encode() for line in cell.source.split("\n")]
    for name, at in found:
        first, last = at.lineno - 1, at.end_lineno - 1
        before, after = lines[first][: at.col_offset], lines[last][at.end_col_offset :]
        lines[first : last + 1] = [before + repr(values[name]).encode() + after]
    cell.source = b"\n".join(lines).decode()
    return notebook
