"""The parameters of a notebook: what its cell tagged `parameters` sets, and how others take their
place there.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

import nbformat

TAG = "parameters"  # papermill's


def _cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode | None:
    return next((cell for cell in notebook.cells if TAG in cell.metadata.get("tags", [])), None)


def _assignments(source: str) -> dict[str, ast.expr]:
    nodes = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    return {
        target.id: node.value
        for node in nodes
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def parameters(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """The notebook's parameters and their values.

    >>> cell = nbformat.v4.new_code_cell("articles = '../seeds'  # a folder", metadata={"tags": ["parameters"]})
    >>> parameters(nbformat.v4.new_notebook(cells=[cell]))
    {'articles': '../seeds'}
    """
    cell = _cell(notebook)
    return (
        {name: ast.literal_eval(value) for name, value in _assignments(cell.source).items()}
        if cell
        else {}
    )


def with_parameters(
    notebook: nbformat.NotebookNode, values: Mapping[str, object]
) -> nbformat.NotebookNode:
    """The notebook with other values for those of its parameters that `values` names; comments stay
    as they are.

    >>> cell = nbformat.v4.new_code_cell("articles = '../seeds'  # a folder", metadata={"tags": ["parameters"]})
    >>> book = with_parameters(nbformat.v4.new_notebook(cells=[cell]), {"articles": "press", "theme": "Trade"})
    >>> book.cells[0].source
    "articles = 'press'  # a folder"
    """
    if cell := _cell(notebook):
        found = {name: value for name, value in _assignments(cell.source).items() if name in values}
        lines = [
            line.encode() for line in cell.source.split("\n")
        ]  # the columns of a syntax tree count bytes
        for name, at in sorted(
            found.items(), key=lambda pair: (pair[1].lineno, pair[1].col_offset), reverse=True
        ):
            first, last = at.lineno - 1, at.end_lineno - 1
            text = (
                lines[first][: at.col_offset]
                + repr(values[name]).encode()
                + lines[last][at.end_col_offset :]
            )
            lines[first : last + 1] = [text]
        cell.source = b"\n".join(lines).decode()
    return notebook
