"""Executes the notebooks in a staging copy, for the project or for the user's own articles, and
takes over what they give.
"""

import asyncio
import re
import warnings
from base64 import b64decode
from contextlib import chdir
from pathlib import Path

import nbformat

from ..show.leaders import leaders
from ..tables.counts import counts
from ..text.languages import languages_of, main_language
from ..text.write_files import INPUTS, inputs_file, sha256
from . import inputs as given
from .kernels import execute_all, find_notebooks, kernel_environment, make_staging
from .options import NOTE
from .outputs import (
    EMBEDDED_PNG,
    check_outputs,
    keep_pictures,
    normalised,
    outputs_of,
    same_picture,
    warned,
)
from .parameters import parameters, with_parameters
from .read_given import LIST, listing
from .sections import EXAMPLE, LANGUAGE, PREFIX, facts, with_data
from .take_over import PublishError, recover, take_over
from .workbook import collected

Books = dict[str, nbformat.NotebookNode]  # by file name
Files = dict[Path, bytes]
Taken = tuple[list[Path], list[str]]

FINDING = re.compile(r"(<!-- finding -->\r?\n).*?(<!-- /finding -->)", re.DOTALL)
MARKDOWN = re.compile(r"[\\`*_\[\]<>&~$|!#]")
WITHOUT_TEXT = (
    "Articles are left out. Titles stay, and passages of at most 150 characters: of a shorter "
    "article that is all."
)
# What the project is about, as seen from its notebooks
SEEDS = {"ARTICLES": "../seeds", "THEMES": "../seeds/themes.yaml", "CODES": "../seeds/codes"}
CONTENTS = (
    "Open `site/index.html`. `tables/` holds every table in full, as CSV, `figures/` the pictures, "
    "`notebooks/` all of it."
)
NOT_UTF8 = "its name, or that of a folder above, is no UTF-8, which no page can hold; rename it"
NEEDED = """*This notebook needs the package `newsthemes` of the project that made it, by:*

    {command}

*In another Jupyter, install its `requirements.txt`, and have its `notebooks/` on PYTHONPATH.*"""


def run_project(project: Path, staging: Path, text: bool, overwrite: bool) -> Taken:
    """Execute the notebooks of a project, and write over them, its figures, the finding in its
    README, and the pages in `site/`. Without `text` the pages do not hold the articles.

    A file that is not as a run wrote it is kept, but for `overwrite`. Returns the paths that
    changed, and what the cells warned of and which files were kept. Raises PublishError or
    OutputError, with nothing changed, where a cell raises, a file was edited meanwhile, or an
    output may not be committed.
    """
    recover(project)
    notebooks, readme = find_notebooks(project / "notebooks"), project / "README.md"
    read = {path: path.read_bytes() for path in (*notebooks, readme) if path.exists()}
    make_staging(project, staging)
    books = {path.name: nbformat.reads(read[path].decode(), 4) for path in notebooks}
    # as the kernels, which keep what they read, and warn of it
    with chdir(staging / "notebooks"), warnings.catch_warnings(action="ignore"):
        inputs = given.read_inputs(SEEDS)
        books = {name: _with_a_theme(book, inputs) for name, book in books.items()}
        books = _executed(staging, books, text)
        known = {name: _facts_of(book) for name, book in books.items()}
    machine = [staging, staging.resolve(), project, Path.home()]
    said = [*inputs.articles["title"], *inputs.articles["text"], inputs.lexicon.source]
    wanted, shown = _results(staging, project, project / "site" / "tables"), {}
    for path in notebooks:
        book = books[path.name]
        source = keep_pictures(normalised(book), read[path].decode())
        check_outputs(path.name, book, machine, "\n".join(said))
        wanted[path] = source.encode()
        part = with_data(nbformat.reads(source, 4), known[path.name])
        if part:
            shown[path] = nbformat.writes(part)
    if readme in read:
        wanted[readme] = with_finding(read[readme].decode(), finding(inputs)).encode()
    # Figures go with their notebooks wherever git takes both: the pictures inside are those that a
    # run, or JupyterLab, drew
    pictures = [match for data in read.values() for match in EMBEDDED_PNG.findall(data.decode())]
    ours = {sha256(b64decode(picture)) for picture in pictures}
    wanted |= _pages(project / "site", shown, inputs, text)
    if data := listing(inputs.report):
        wanted[project / "site" / LIST] = data
    changed, kept = take_over(project, wanted, read, ours, overwrite)
    named = inputs.report._replace(columns=[]).lines(f"all are in site/{LIST}")
    return changed, [*named, *warned(books.values()), *kept]


def _with_a_theme(book: nbformat.NotebookNode, inputs: given.Inputs) -> nbformat.NotebookNode:
    """The notebook; where its THEME is none of the lexicon's, since the themes are others now, with
    the one that is mentioned most."""
    themes = {theme for _, theme in inputs.lexicon.themes}
    if parameters(book).get("THEME") in {None, *themes}:
        return book
    return with_parameters(book, {"THEME": given.chosen_by(inputs)["THEME"]})


def _facts_of(book: nbformat.NotebookNode) -> set[str]:
    """What there is for a notebook of the project. What several read, the memo has read once."""
    return facts(given.read_inputs(SEEDS | parameters(book))) | {EXAMPLE}


def run_for(
    inputs: given.Inputs,
    project: Path,
    out: Path,
    staging: Path,
    made_by: str,
    text: bool,
    overwrite: bool,
) -> Taken:
    """Execute the notebooks of a project for these inputs, and write them to `out`, with figures,
    tables, pages, and a README on what the folder was `made_by`.

    They are the notebooks for which there is data, with the inputs' values for their parameters.
    Paths among these are full: messages have the inputs' names for them, notebooks have them as
    seen from there, so that no page names the user's home. For the rest see `run_project`.
    """
    recover(out)
    make_staging(project, staging, ["notebooks"])
    try:
        books = notebooks_for(inputs, project, made_by)
        books = _executed(staging, books, text)
        given.check_unedited(inputs)
    except PublishError as error:
        raise PublishError(given.replaced(str(error), inputs.names)) from None
    folder = out / "notebooks"
    for output in [output for book in books.values() for output in outputs_of(book)]:
        if "text" in output:
            output["text"] = given.replaced(output["text"], inputs.names)
    wanted = notebook_files(books, folder, inputs)
    shown = {path: data.decode() for path, data in wanted.items() if path.name != INPUTS}
    note = ["# Themes", CONTENTS, f"Made by:\n\n    {made_by}\n"]
    if not text:
        note.insert(2, WITHOUT_TEXT)
    of_language = left_out(inputs, project)
    note[2:2] = of_language
    wanted[out / NOTE] = "\n\n".join(note).encode()
    wanted |= _results(staging, out, out / "tables")
    wanted |= _pages(out / "site", shown, inputs, text)
    if inputs.report and (data := listing(inputs.report)):
        wanted[out / LIST] = data
    changed, kept = take_over(out, wanted, overwrite=overwrite)
    return changed, [*of_language, *warned(books.values()), *kept]


def notebooks_for(inputs: given.Inputs, project: Path, made_by: str) -> Books:
    """The notebooks of a project for which there is data, without outputs, with the inputs' values
    for their parameters, and neutral ones for the rest. Each says what it was `made_by`.

    Raises PublishError where a name that they are to hold is no UTF-8.
    """
    for name in (*inputs.names, *made_by.split()):
        readable = name.encode(errors="replace").decode()
        if readable != name:
            raise PublishError(f"{readable}: {NOT_UTF8}")
    values = given.chosen_by(inputs) | inputs.values
    known = facts(inputs._replace(values=values))
    needed = nbformat.v4.new_markdown_cell(NEEDED.format(command=made_by), id="needed")
    needed.metadata.tags = ["notebook-only"]
    books = {}
    for path in find_notebooks(project / "notebooks"):
        book = with_data(nbformat.read(path, 4), known)
        if book:
            for cell in book.cells:
                if cell.cell_type == "code":
                    cell.outputs, cell.execution_count = [], None
            book.cells.insert(1, needed)
            books[path.name] = with_parameters(book, values)
    return books


def left_out(inputs: given.Inputs, project: Path) -> list[str]:
    """What is left out of the notebooks of a project for the language of the articles, or since
    none has a date.
    """
    known, lines = facts(inputs), []
    missing = {PREFIX + name for name in LANGUAGE - known}
    for path in find_notebooks(project / "notebooks"):
        book = with_data(nbformat.read(path, 4), known | LANGUAGE)
        if not book:
            continue
        for cell in book.cells:
            if missing & set(cell.metadata.get("tags", [])):
                heading = cell.source.split("\n")[0].lstrip("# ")
                lines.append(f"Left out for the articles' language: {path.stem}, {heading}")
    if lines and not main_language(languages_of(inputs.articles)):
        lines.append("The articles' language is not sure; an option says it, such as --language en")
    if "several" in known and (inputs.articles["date"] == "").all():
        lines.append("No article has a date, so nothing is shown over time; see --date-column")
    return lines


def notebook_files(books: Books, folder: Path, inputs: given.Inputs) -> Files:
    """The files of notebooks in their folder, from where they see the inputs; and `inputs.json`,
    by which they find these when the folder was moved.
    """
    there, found = given.seen_from(folder, inputs.names), {}
    values = {repr(path): repr(short) for path, short in there.items()}  # as Python spells them
    for name, book in books.items():
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.source = given.replaced(cell.source, values)
        found[folder / name] = normalised(book).encode()
    full = {short: path for path, short in there.items()}
    return found | {folder / INPUTS: inputs_file(folder, full)}


def finding(inputs: given.Inputs) -> str:
    """What README says of the articles, as Markdown."""
    said = leaders(counts(inputs.mentions, inputs.articles, inputs.lexicon))
    return "**" + MARKDOWN.sub(r"\\\g<0>", said) + "**"


def with_finding(readme: str, markdown: str) -> str:
    """README's text with this Markdown between the markers; without them, as it was.

    >>> with_finding("<!-- finding -->\\nold\\n<!-- /finding -->", "**new**")
    '<!-- finding -->\\n**new**\\n<!-- /finding -->'
    """
    return FINDING.sub(lambda match: f"{match[1]}{markdown}\n{match[2]}", readme)


def _executed(staging: Path, books: Books, text: bool) -> Books:
    """The notebooks executed in the staging copy. Raises PublishError where a cell raises."""
    paths = [staging / "notebooks" / name for name in books]
    for path in paths:
        nbformat.write(books[path.name], path)
    errors = asyncio.run(execute_all(paths, kernel_environment(staging, text=text)))
    if errors:
        raise PublishError("\n".join([*errors, "Nothing was changed."]))
    return {path.name: nbformat.read(path, 4) for path in paths}


def _results(staging: Path, out: Path, tables: Path) -> Files:
    """The figures and tables that notebooks wrote; a figure that looks as it did stays."""
    found = {tables / name: data for name, data in collected(staging / "tables").items()}
    for drawn in sorted((staging / "figures").iterdir()):
        path, data = out / "figures" / drawn.name, drawn.read_bytes()
        if path.suffix == ".png" and path.exists() and same_picture(data, path.read_bytes()):
            data = path.read_bytes()
        found[path] = data
    return found


def _pages(site: Path, shown: dict[Path, str], inputs: given.Inputs, text: bool) -> Files:
    """The pages of these notebooks, and the first one, which is made from the inputs."""
    from ..show.page import page_title, write_page  # takes a second to import
    from .pages import site_links, site_pages

    articles, lexicon, _, codes, sample, values, *_ = inputs
    links, nested = site_links(shown), values["NESTED"]
    how = {"text": text, "period": values.get("PERIOD"), "links": links}
    index = write_page(articles, lexicon, codes, sample, nested, **how)
    return site_pages(site, shown, text, index, page_title(articles))
