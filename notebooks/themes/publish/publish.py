"""Executes the notebooks in a staging copy, for the project or for the user's own articles, and takes over what they give."""

from __future__ import annotations

import ast
import asyncio
import re
import warnings
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache, partial
from pathlib import Path

import nbformat

from ..articles.read import ArticleError, read_articles
from ..show.chart import TAKEN
from ..text.files import INPUTS, digest, sha256
from .execute import execute_all, find_notebooks, kernel_environment, make_staging, new_staging
from .inputs import inputs_of, seen_from
from .options import MADE, MANIFEST, NOTE
from .outputs import EMBEDDED_PNG, check_outputs, keep_pictures, normalised, same_picture, warned
from .results import PublishError, recover, take_over

FINDING = re.compile(r"(<!-- finding -->\r?\n).*?(<!-- /finding -->)", re.DOTALL)
INJECTED = "injected-parameters"  # papermill's tag
Values = Mapping[str, object]


def publish(
    project: Path, out: Path, values: Values | None = None, text: bool = True, overwrite: bool = False, made_by: str = ""
) -> tuple[list[Path], list[str]]:
    """Execute the notebooks of a project, and write what they give to `out`: notebooks, figures, README, and pages in `site/`.

    Where `out` is the project itself, its notebooks and the finding in its README are written over. Elsewhere README says
    what the folder was `made_by`, and the notebooks have a cell that sets `values`. Values that are a `Path`, or a list of
    them, are paths: notebooks have them as seen from there, messages as they are given, so that no page names the user's home.
    Without `text` the pages do not hold the articles.

    A file that is not as a run wrote it is kept, but for `overwrite`. Out: the paths that changed, and what the cells warned
    of and which files were kept. Raises PublishError or OutputError, with nothing changed, where a cell raises, a file was
    edited meanwhile, or an output may not be committed.
    """
    from .pages import site_pages  # takes a second to import, and is not needed where a cell raises

    recover(out)
    elsewhere, values = out != project, values or {}
    notebooks = find_notebooks(project / "notebooks")
    read = {path: path.read_bytes() for path in (*notebooks, project / "README.md") if not elsewhere and path.exists()}
    with new_staging() as staging:
        make_staging(project, staging)
        if elsewhere:
            (staging / "figures" / TAKEN).unlink(missing_ok=True)  # it shows the project's own article
        staged = [staging / "notebooks" / path.name for path in notebooks]
        for path in staged:
            nbformat.write(with_parameters(nbformat.read(path, as_version=4), _as_text(values, Path.absolute)), path)
        if errors := asyncio.run(execute_all(staged, kernel_environment(staging))):
            raise PublishError(_as_given("\n".join([*errors, "Nothing was changed."]), values))
        books = {out / "notebooks" / path.name: nbformat.read(path, as_version=4) for path in staged}
        drawn = {out / "figures" / path.name: path.read_bytes() for path in sorted((staging / "figures").iterdir())}
        machine = [staging, staging.resolve(), project, Path.home()]
    from_there = _as_text(values, partial(seen_from, out / "notebooks"))
    in_articles = cache(partial(_text_of, project / "seeds"))
    sources = {}
    for path, book in books.items():
        with_parameters(book, from_there)
        for output in (output for cell in book.cells for output in cell.get("outputs", []) if "text" in output):
            output["text"] = _as_given(output["text"], values)
        sources[path] = normalised(book)
        if not elsewhere:
            check_outputs(path.name, book, machine, in_articles)
            sources[path] = keep_pictures(sources[path], read[path].decode())
    wanted = {path: source.encode() for path, source in sources.items()}
    for path, data in drawn.items():
        same = path.suffix == ".png" and path.exists() and same_picture(data, path.read_bytes())
        wanted[path] = path.read_bytes() if same else data
    if elsewhere:
        wanted[out / NOTE] = f"{MADE}\n# Themes\n\nOpen `site/index.html`. Made by:\n\n    {made_by}\n".encode()
        wanted[out / "notebooks" / INPUTS] = inputs_of(values, out / "notebooks")
    for readme in read.keys() - books.keys():
        wanted[readme] = with_finding(read[readme].decode(), list(books.values())).encode()
    pages = site_pages(out / "site", sources, text)
    # Figures go with their notebooks wherever git takes both: the pictures inside are those that a run, or JupyterLab, drew
    ours = {sha256(b64decode(match)) for data in read.values() for match in EMBEDDED_PNG.findall(data.decode())}
    if not elsewhere and not (out / MANIFEST).exists():  # pages of a time before there was one are known by their names alone
        ours |= {digest(path) for path in pages}
    changed, kept = take_over(out, wanted | pages, read, ours, overwrite)
    return changed, [*dict.fromkeys(line for book in books.values() for line in warned(book)), *kept]


def notebooks_for(project: Path, out: Path, values: Values) -> dict[Path, bytes]:
    """The notebooks of a project with these values, by the path that each has in `out`; not executed, so without outputs."""
    seen = _as_text(values, partial(seen_from, out / "notebooks"))
    wanted = {}
    for path in find_notebooks(project / "notebooks"):
        book = with_parameters(nbformat.read(path, as_version=4), seen)
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        wanted[out / "notebooks" / path.name] = normalised(book).encode()
    return wanted


def with_finding(readme: str, notebooks: list[nbformat.NotebookNode]) -> str:
    """README's text with what the cell tagged `finding` shows as Markdown between the markers; else as it was.

    >>> shown = nbformat.v4.new_output("display_data", {"text/markdown": "Trade comes first."})
    >>> cell = nbformat.v4.new_code_cell("", outputs=[shown], metadata={"tags": ["finding"]})
    >>> with_finding("<!-- finding -->\\n<!-- /finding -->", [nbformat.v4.new_notebook(cells=[cell])])
    '<!-- finding -->\\nTrade comes first.\\n<!-- /finding -->'
    """
    tagged = [cell for book in notebooks for cell in book.cells if "finding" in cell.metadata.get("tags", [])]
    shown = [output.get("data", {}).get("text/markdown") for cell in tagged for output in cell.get("outputs", [])]
    found = "\n".join(text.strip() for text in shown if text)
    return FINDING.sub(lambda match: f"{match[1]}{found}\n{match[2]}", readme) if found else readme


def with_parameters(notebook: nbformat.NotebookNode, values: Values) -> nbformat.NotebookNode:
    """The notebook with a cell below the one tagged `parameters` that sets those of `values` that it knows, as papermill does.

    Without values the notebook stays as it is. A cell that was injected before gets another text, and keeps its number.

    >>> cell = nbformat.v4.new_code_cell("articles = '../seeds'", metadata={"tags": ["parameters"]})
    >>> book = with_parameters(nbformat.v4.new_notebook(cells=[cell]), {"articles": "press", "nested": "count"})
    >>> [cell.source for cell in book.cells]
    ["articles = '../seeds'", "# Parameters\\narticles = 'press'"]
    """
    tags = [cell.metadata.get("tags", []) for cell in notebook.cells]
    index = next((index for index, own in enumerate(tags) if "parameters" in own), None)
    if index is None or not values:
        return notebook
    nodes = [node for node in ast.parse(notebook.cells[index].source).body if isinstance(node, ast.Assign)]
    known = {target.id for node in nodes for target in node.targets if isinstance(target, ast.Name)}
    if not any(INJECTED in own for own in tags):
        notebook.cells.insert(index + 1, nbformat.v4.new_code_cell(metadata={"tags": [INJECTED]}, id=INJECTED))
    lines = [f"{name} = {value!r}" for name, value in values.items() if name in known]
    injected = next(cell for cell in notebook.cells if INJECTED in cell.metadata.get("tags", []))
    injected.source = "\n".join(["# Parameters", *lines])
    return notebook


def _text_of(seeds: Path) -> str:
    """The text of the articles and themes themselves."""
    with warnings.catch_warnings(), suppress(ArticleError):
        warnings.simplefilter("ignore")
        articles = read_articles(seeds)
        return "\n".join([*articles["title"], *articles["text"], (seeds / "themes.yaml").read_text(encoding="utf-8")])
    return ""


def _as_text(values: Values, change: Callable[[Path], Path]) -> Values:
    """The values with their paths, changed, as text."""

    def as_text(value: object) -> object:
        if isinstance(value, list):
            return [as_text(part) for part in value]
        return change(value).as_posix() if isinstance(value, Path) else value

    return {name: as_text(value) for name, value in values.items()}


def _as_given(text: str, values: Values) -> str:
    """A text with paths as the user gave them, where the notebooks had them in full."""
    for value in values.values():
        for path in value if isinstance(value, list) else [value]:
            if isinstance(path, Path):
                text = text.replace(path.absolute().as_posix(), path.as_posix())
    return text
