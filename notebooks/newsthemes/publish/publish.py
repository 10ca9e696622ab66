"""Executes the notebooks in a staging copy, for the project or for the user's own articles, and
takes over what they give.
"""

from __future__ import annotations

import asyncio
import re
import warnings
from base64 import b64decode
from collections.abc import Callable, Mapping
from contextlib import nullcontext, suppress
from functools import cache, partial
from pathlib import Path

import nbformat

from ..articles.read import ADDRESSES, ArticleError, read_articles
from ..lexicon.read import LexiconError, read_lexicon
from ..show.captions import PASSAGE
from ..text import memo
from ..text.files import INPUTS, digest, sha256
from ..trust.codes import read_codes, read_sample
from ..trust.coding_sheet import CodesError
from .execute import (
    execute_all,
    find_notebooks,
    kernel_environment,
    make_staging,
    memo_folder,
    new_staging,
)
from .inputs import inputs_of, seen_from
from .options import MADE, MANIFEST, NOTE
from .outputs import EMBEDDED_PNG, check_outputs, keep_pictures, normalised, same_picture, warned
from .parameters import parameters, with_parameters
from .results import PublishError, recover, take_over
from .sections import PROJECT, facts, with_data
from .tables import collected

FINDING = re.compile(r"(<!-- finding -->\r?\n).*?(<!-- /finding -->)", re.DOTALL)
WITHOUT_TEXT = f"No file here holds an article: passages have at most {PASSAGE} characters."
LOOK = "matplotlibrc"  # that of every figure, which Matplotlib finds in the folder that it runs in
Values = Mapping[str, object]

# What a user's notebooks are given where the user gives nothing: none of the project's own choices
NEUTRAL = {
    "nested": "drop",
    "encoding": None,
    "columns": None,
    "codes": "",
    "theme": "",
    "article": "",
    "period": "",
}
NEUTRAL |= {"by": "source", "since": "", "cluster": "", "edit_theme": "", "edit_terms": []}


def publish(
    project: Path,
    out: Path,
    values: Values | None = None,
    text: bool = True,
    overwrite: bool = False,
    made_by: str = "",
    staging: Path | None = None,
) -> tuple[list[Path], list[str]]:
    """Execute the notebooks of a project, and write what they give to `out`: notebooks, figures,
    README, and pages in `site/`.

    Where `out` is the project itself, its notebooks and the finding in its README are written over.
    Elsewhere README says what the folder was `made_by`, and the notebooks are those for which the
    user's articles have data, with `values` for their parameters. Values that are a `Path`, or a
    list of them, are paths: notebooks have them as seen from there, messages as they are given, so
    that no page names the user's home. Without `text` the pages do not hold the articles.

    A file that is not as a run wrote it is kept, but for `overwrite`. Out: the paths that changed,
    and what the cells warned of and which files were kept. Raises PublishError or OutputError, with
    nothing changed, where a cell raises, a file was edited meanwhile, or an output may not be
    committed.
    """
    from .pages import site_pages  # takes a second to import, and is not needed where a cell raises

    recover(out)
    elsewhere, values = out != project, values or {}
    if elsewhere:
        values = {"lexicon": project / "seeds" / "themes.yaml", **values}
    originals = find_notebooks(project / "notebooks")
    read = {
        path: path.read_bytes()
        for path in (*originals, project / "README.md")
        if not elsewhere and path.exists()
    }
    with nullcontext(staging) if staging else new_staging() as staging:
        make_staging(project, staging, elsewhere)
        with memo.kept_in(memo_folder(staging)):
            chosen = (
                _own_notebooks(project, values)
                if elsewhere
                else {path.name: _read(path) for path in originals}
            )
        staged = {staging / "notebooks" / name: book for name, book in chosen.items()}
        for path, book in staged.items():
            nbformat.write(with_parameters(book, _as_text(values, Path.absolute)), path)
        if errors := asyncio.run(execute_all(list(staged), kernel_environment(staging, text=text))):
            raise PublishError(_as_given("\n".join([*errors, "Nothing was changed."]), values))
        books = {out / "notebooks" / path.name: _read(path) for path in staged}
        tables = collected(staging / "tables")
        drawn = {
            out / "figures" / path.name: path.read_bytes()
            for path in sorted((staging / "figures").iterdir())
        }
        machine = [staging, staging.resolve(), project, Path.home()]
    from_there = _as_text(values, partial(seen_from, out / "notebooks"))
    in_articles = cache(partial(_text_of, project / "seeds"))
    sources, shown = {}, {}
    for path, book in books.items():
        with_parameters(book, from_there)
        for output in (
            output for cell in book.cells for output in cell.get("outputs", []) if "text" in output
        ):
            output["text"] = _as_given(output["text"], values)
        sources[path] = normalised(book)
        if elsewhere:
            shown[path] = sources[path]
            continue
        check_outputs(path.name, book, machine, in_articles)
        sources[path] = keep_pictures(sources[path], read[path].decode())
        with suppress(ArticleError, LexiconError, CodesError):
            own = _known(parameters(book), project / "notebooks") | {PROJECT}
            if part := with_data(nbformat.reads(sources[path], as_version=4), own):
                shown[path] = nbformat.writes(part)
    wanted = {path: source.encode() for path, source in sources.items()}
    for path, data in drawn.items():
        same = path.suffix == ".png" and path.exists() and same_picture(data, path.read_bytes())
        wanted[path] = path.read_bytes() if same else data
    folder = (
        out / "tables" if elsewhere else out / "site" / "tables"
    )  # the project's are built, as its pages are
    wanted |= {folder / name: data for name, data in tables.items()}
    if elsewhere:
        held = "" if text else f"{WITHOUT_TEXT}\n\n"
        where = "Open `site/index.html`. `tables/` holds every table in full, `figures/` the pictures, `notebooks/` all of it."
        wanted[out / NOTE] = (
            f"{MADE}\n# Themes\n\n{where}\n\n{held}Made by:\n\n    {made_by}\n".encode()
        )
        look = project / "notebooks" / LOOK
        wanted |= {out / "notebooks" / LOOK: look.read_bytes()} if look.exists() else {}
        wanted[out / "notebooks" / INPUTS] = inputs_of(values, out / "notebooks")
    for readme in read.keys() - books.keys():
        wanted[readme] = with_finding(read[readme].decode(), list(books.values())).encode()
    pages = site_pages(out / "site", shown, text)
    # Figures go with their notebooks wherever git takes both: the pictures inside are those that a
    # run, or JupyterLab, drew
    ours = {
        sha256(b64decode(match))
        for data in read.values()
        for match in EMBEDDED_PNG.findall(data.decode())
    }
    if (
        not elsewhere and not (out / MANIFEST).exists()
    ):  # pages of a time before there was one are known by their names alone
        ours |= {digest(path) for path in pages}
    changed, kept = take_over(out, wanted | pages, read, ours, overwrite)
    return changed, [
        *dict.fromkeys(line for book in books.values() for line in warned(book)),
        *kept,
    ]


def with_finding(readme: str, notebooks: list[nbformat.NotebookNode]) -> str:
    """README's text with what the cell tagged `finding` shows as Markdown between the markers; else
    as it was.

    >>> shown = nbformat.v4.new_output("display_data", {"text/markdown": "Trade comes first."})
    >>> cell = nbformat.v4.new_code_cell("", outputs=[shown], metadata={"tags": ["finding"]})
    >>> with_finding("<!-- finding -->\\n<!-- /finding -->", [nbformat.v4.new_notebook(cells=[cell])])
    '<!-- finding -->\\nTrade comes first.\\n<!-- /finding -->'
    """
    tagged = [
        cell
        for book in notebooks
        for cell in book.cells
        if "finding" in cell.metadata.get("tags", [])
    ]
    shown = [
        output.get("data", {}).get("text/markdown")
        for cell in tagged
        for output in cell.get("outputs", [])
    ]
    found = "\n".join(text.strip() for text in shown if text)
    return FINDING.sub(lambda match: f"{match[1]}{found}\n{match[2]}", readme) if found else readme


def notebooks_for(project: Path, out: Path, values: Values) -> dict[Path, bytes]:
    """The notebooks of `project` for which the articles in `values` have data, with these
    parameters, not yet executed.

    Out: each file of `out`/notebooks and what it is to hold.
    """
    from_there = _as_text(values, partial(seen_from, out / "notebooks"))
    books = {
        name: with_parameters(book, from_there)
        for name, book in _own_notebooks(project, values).items()
    }
    return {out / "notebooks" / name: normalised(book).encode() for name, book in books.items()}


def _own_notebooks(project: Path, values: Values) -> dict[str, nbformat.NotebookNode]:
    """By file name: those for which there is data, with neutral parameters and without outputs."""
    known = _known(values, Path())
    books = {
        path.name: with_data(_read(path), known) for path in find_notebooks(project / "notebooks")
    }
    own = {name: with_parameters(book, NEUTRAL) for name, book in books.items() if book}
    for cell in (cell for book in own.values() for cell in book.cells if cell.cell_type == "code"):
        cell.outputs, cell.execution_count = [], None
    return own


def _known(values: Values, folder: Path) -> set[str]:
    """What there is in the articles and codes that are given, whose paths are seen from
    `folder`.
    """
    if "articles" not in values:
        return set()
    given = _as_text({**NEUTRAL, **values}, Path)
    paths = [given["articles"]] if isinstance(given["articles"], str) else given["articles"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        paths = [
            path if path == ADDRESSES else (folder / path).absolute() for path in paths
        ]  # as kernels have them
        articles = read_articles(paths, encoding=given["encoding"], columns=given["columns"])
        codes = sample = None
        if given["codes"]:
            lexicon, sheets = (
                read_lexicon(folder / str(given["lexicon"]), given["encoding"]),
                folder / str(given["codes"]),
            )
            codes, sample = read_codes(sheets, articles, lexicon, unfit="skip"), read_sample(sheets)
    return facts(articles, codes, sample, str(given["by"]))


def _read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def _text_of(seeds: Path) -> str:
    """The text of the articles and themes themselves."""
    with warnings.catch_warnings(), suppress(ArticleError):
        warnings.simplefilter("ignore")
        articles = read_articles(seeds)
        return "\n".join(
            [
                *articles["title"],
                *articles["text"],
                (seeds / "themes.yaml").read_text(encoding="utf-8"),
            ]
        )
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
