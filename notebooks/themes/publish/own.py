"""Executes the notebooks for the user's own articles and themes, into a folder of their own."""

from __future__ import annotations

import ast
import asyncio
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import nbformat

from ..show.figures import TAKEN
from .execute import execute_all, find_notebooks, kernel_environment, make_staging, new_staging
from .options import MADE, NOTE
from .outputs import normalised, warned
from .results import PublishError, recover, take_over

INJECTED = "injected-parameters"  # papermill's tag
Values = Mapping[str, object]


def with_parameters(notebook: nbformat.NotebookNode, values: Values) -> nbformat.NotebookNode:
    """The notebook with a cell below the one tagged `parameters` that sets those of `values` that it knows, as papermill does.

    A cell that was injected before gets another text, and keeps its number.

    >>> cell = nbformat.v4.new_code_cell("articles = '../seeds'", metadata={"tags": ["parameters"]})
    >>> book = with_parameters(nbformat.v4.new_notebook(cells=[cell]), {"articles": "press", "nested": "count"})
    >>> [cell.source for cell in book.cells]
    ["articles = '../seeds'", "# Parameters\\narticles = 'press'"]
    """
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    index = next((index for index, own in enumerate(tags) if "parameters" in own), None)
    if index is None:
        return notebook
    nodes = [node for node in ast.parse(notebook.cells[index].source).body if isinstance(node, ast.Assign)]
    known = {target.id for node in nodes for target in node.targets if isinstance(target, ast.Name)}
    if not any(INJECTED in own for own in tags):
        notebook.cells.insert(index + 1, nbformat.v4.new_code_cell(metadata={"tags": [INJECTED]}, id=INJECTED))
    lines = [f"{name} = {value!r}" for name, value in values.items() if name in known]
    injected = next(cell for cell in notebook.cells if INJECTED in cell.metadata.get("tags", []))
    injected.source = "\n".join(["# Parameters", *lines])
    return notebook


def publish_own(
    root: Path, out: Path, values: Values, text: bool, made_by: str, overwrite: bool = False
) -> tuple[list[Path], list[str]]:
    """Execute the notebooks of `root` with these parameters, and write them, their figures and pages to `out`.

    Values that are a `Path`, or a list of them, are paths. What is written has them as they are seen from its notebooks, and
    in messages as they are given, so that no page names the user's home. A file of `out` that is not as the last run wrote it
    is kept, but for `overwrite`. Out: the paths that changed, and what the cells warned of and which files were kept. Raises
    PublishError, with nothing written.
    """
    from .pages import site_pages  # takes a second to import, and is not needed where a cell raises

    recover(out)
    notebooks = find_notebooks(root / "notebooks")
    with new_staging() as staging:
        make_staging(root, staging)
        (staging / "figures" / TAKEN).unlink(missing_ok=True)  # it shows the project's own article
        staged = [staging / "notebooks" / path.name for path in notebooks]
        absolute = {name: _each(value, lambda path: path.absolute().as_posix()) for name, value in values.items()}
        for path in staged:
            nbformat.write(with_parameters(nbformat.read(path, as_version=4), absolute), path)
        if errors := asyncio.run(execute_all(staged, kernel_environment(staging))):
            raise PublishError(_as_given("\n".join([*errors, "Nothing was written."]), values))
        books = {out / "notebooks" / path.name: nbformat.read(path, as_version=4) for path in staged}
        wanted = {out / "figures" / path.name: path.read_bytes() for path in (staging / "figures").iterdir()}
    from_there = {name: _each(value, lambda path: _seen_from(out / "notebooks", path)) for name, value in values.items()}
    for book in books.values():
        with_parameters(book, from_there)
        for output in (output for cell in book.cells for output in cell.get("outputs", []) if "text" in output):
            output["text"] = _as_given(output["text"], values)
    sources = {path: normalised(book) for path, book in books.items()}
    wanted |= {path: source.encode() for path, source in sources.items()}
    wanted |= site_pages(out / "site", sources, text)
    wanted[out / NOTE] = f"{MADE}\n# Themes\n\nOpen `site/index.html`. Made by:\n\n    {made_by}\n".encode()
    changed, kept = take_over(out, wanted, overwrite=overwrite)
    return changed, [*dict.fromkeys(line for book in books.values() for line in warned(book)), *kept]


def _each(value: object, change: Callable[[Path], str]) -> object:
    """A value with its paths as text."""
    if isinstance(value, list):
        return [_each(part, change) for part in value]
    return change(value) if isinstance(value, Path) else value


def _seen_from(folder: Path, path: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()


def _as_given(text: str, values: Values) -> str:
    """A text with paths as the user gave them, where the notebooks had them in full."""
    paths = [path for value in values.values() for path in (value if isinstance(value, list) else [value])]
    for path in filter(lambda path: isinstance(path, Path), paths):
        text = text.replace(path.absolute().as_posix(), path.as_posix())
    return text
