"""Executes notebooks in a staging copy, those of a project or the report on somebody's own
articles, and writes what they give.
"""

import asyncio
from pathlib import Path
from types import SimpleNamespace

import nbformat

from ..articles.file_names import proposed_sources
from ..articles.find_files import SOURCES, files_read
from ..files.csv_files import csv_of
from ..files.manifest import Manifest, read_manifest
from ..files.write_files import digest
from ..page.detail_tables import Run
from ..page.shell import Site
from .claims import Claim, no_longer_so, read_tables, stands_in
from .inputs import (
    LIST,
    Inputs,
    Names,
    codebook_of,
    notes_label,
    reading_notes,
    replaced,
    seen_from,
)
from .kernels import execute_all, find_notebooks, kernel_environment, read_notebook
from .outputs import keep_pictures, normalised, outputs_of, same_picture, warned
from .own_report import left_out, offer, readme, report_bytes, report_for
from .project import NOTE, REPORT, Project, made_by, with_codes
from .replace_files import EDITED, KEPT, Files, PublishError, name_in, replace_files
from .sections import facts
from .staging import make_staging
from .states import state_of
from .workbook import WORKBOOK, collected, workbook

Books = dict[str, nbformat.NotebookNode]  # by their files, as seen from where results come

# the reading has told these before cells do
OF_READING = ("ArticleWarning", "LexiconWarning", "CodesWarning")


def run_for(
    inputs: Inputs,
    out: Path,
    staging: Path,
    asked: SimpleNamespace,
) -> tuple[list[Path], list[str]]:
    """Execute notebooks, and write them to `out` with figures, tables and pages. With `no_text`
    asked for, the pages do not hold the articles.

    Where `out` is the project, they are its own, as they are, and all is written over. Elsewhere it
    is the report on these inputs, and a README on how the folder was made; a file that is not as a
    run wrote it is kept, but for `overwrite`. Paths among the values are full: messages have the
    inputs' names for them, the report has them as seen from there, so that no page names the user's
    home.

    Returns
    -------
    The paths that changed, and what is to be told: what the cells warned of, what is no longer so,
    which files were kept.

    Raises
    ------
    PublishError, with nothing changed, where a cell raises, or an article, the list or a notebook
    was edited meanwhile.
    """
    project = None if asked.articles else asked.project
    read = _digests(inputs)
    make_staging(staging, project)
    states = {}
    if project:
        states = {path: state_of(path) for path in find_notebooks(project.notebooks)}
        wanted, notes = _of_project(inputs, project, staging, not asked.no_text)
    else:
        wanted, notes = _of_articles(inputs, out, staging, asked)
    wanted |= _figures_and_tables(out, staging)
    if edited := read.items() ^ _digests(inputs).items():
        name = replaced(min(edited)[0].as_posix(), inputs.names)
        raise PublishError(f"{name} was edited meanwhile; nothing was changed. Run again.")
    manifest = Manifest(articles=tuple(seen_from(out, inputs.values)["ARTICLES"]))
    overwrite = bool(project) or asked.overwrite
    changed, edited = replace_files(out, wanted, manifest, overwrite, states)
    notes += [f"{name} {KEPT}" for name in read_manifest(out).kept]
    return changed, notes + [f"{name_in(path, out)} {EDITED}" for path in edited]


def _digests(inputs: Inputs) -> dict[Path, str | None]:
    """The hashes of the files that are read: notebooks read them once more."""
    values = inputs.values
    paths = list(map(Path, values["ARTICLES"]))
    files = [Path(values["THEMES"]), *files_read(paths, "recursive" in values["READ"])]
    return {file: digest(file) for file in files}


def _of_project(
    inputs: Inputs, project: Project, staging: Path, text: bool
) -> tuple[Files, list[str]]:
    """The project's notebooks as they are, executed, and their pages beside that of the article;
    and what is to be told.
    """
    from ..page.write_page import page_title  # takes a second to import
    from .pages import outdated_by, site_links, site_pages

    paths = find_notebooks(project.notebooks)
    books = {f"notebooks/{path.name}": read_notebook(path) for path in paths}
    done = _executed(books, staging, text, inputs.names)
    wrong = no_longer_so(_claims(project, books), read_tables(staging / "tables"))
    notes = [f"no longer so: {claim.notebook}: {claim.text}" for claim in wrong]
    wanted = {}
    for name, book in done.items():
        path = project.notebooks / Path(name).name
        before = path.read_text(encoding="utf-8")
        wanted[path] = keep_pictures(normalised(book), before).encode()
    shown = {path.stem: nbformat.reads(data.decode(), 4) for path, data in wanted.items()}
    outdated = outdated_by(wrong, shown)
    links = site_links(shown, methods=False, outdated=outdated)
    preview = "" if outdated else project.preview  # it shows the other article
    site = Site(page_title(inputs.articles), links, project.address, preview)
    index = _articles_page(inputs, text, site)
    wanted |= site_pages(project.page.parent, shown, text, index, site, outdated=outdated)
    return wanted, notes + _warnings(done)


def _claims(project: Project, books: Books) -> list[Claim]:
    """What the project claims, as far as it still stands in its notebooks and other files."""
    found = []
    for claim in project.claims:
        text = ""
        file = project.root / claim.notebook
        if book := books.get(f"notebooks/{claim.notebook}.ipynb"):
            text = "\n\n".join(cell.source for cell in book.cells)
        elif file.is_file():
            text = file.read_text(encoding="utf-8")
        if stands_in(claim, text):
            found.append(claim)
    return found


def _of_articles(
    inputs: Inputs, out: Path, staging: Path, asked: SimpleNamespace
) -> tuple[Files, list[str]]:
    """The report, executed, its pages, a README, the list of what was left out, and the dates and
    sources that names of files propose; and what is to be told.
    """
    from ..page.write_page import page_title
    from .pages import site_links, site_pages

    text = not asked.no_text
    reading = reading_notes(inputs)
    label = notes_label(reading)
    notes = left_out(inputs)
    wanted = {}
    proposed = proposed_sources(inputs.report.articles)
    if len(proposed):
        wanted[out / SOURCES] = csv_of(proposed)
        notes.append(offer(proposed, inputs.articles, f"{out.name}/{SOURCES}"))
    wanted[out / NOTE] = readme(inputs, made_by(asked), label, notes)
    there = set()
    if len(reading):
        wanted[out / LIST] = csv_of(reading)
        (staging / LIST).write_bytes(wanted[out / LIST])
        there = {"notes"}
    books = _executed({REPORT: report_for(inputs, there)}, staging, text, inputs.names)
    wanted[out / REPORT] = report_bytes(books[REPORT], out, inputs)
    shown = {Path(REPORT).stem: nbformat.reads(wanted[out / REPORT].decode(), 4)}
    run = Run(*with_codes(asked), label)
    site = Site(page_title(inputs.articles), site_links(shown))
    index = _articles_page(inputs, text, site, run)
    themes = {*inputs.lexicon.themes} if text else set()  # else the first page has no passages
    wanted |= site_pages(out, shown, text, index, site, facts(inputs), themes)
    return wanted, notes + _warnings(books)


def _warnings(books: Books) -> list[str]:
    return [note for note in warned(books.values()) if not note.startswith(OF_READING)]


def _executed(books: Books, staging: Path, text: bool, names: Names) -> Books:
    """The notebooks executed in the staging copy. Messages have the names of the inputs. Raises
    PublishError where a cell raises.
    """
    paths = {name: staging / name for name in books}
    for name, path in paths.items():
        nbformat.write(books[name], path)
    environment = kernel_environment(staging, text=text)
    errors = asyncio.run(execute_all([*paths.values()], environment))
    if errors:
        raise PublishError(replaced("\n".join([*errors, "Nothing was changed."]), names))
    books = {name: nbformat.read(path, 4) for name, path in paths.items()}
    for output in [output for book in books.values() for output in outputs_of(book)]:
        if "text" in output:
            output["text"] = replaced(output["text"], names)
    return books


def _figures_and_tables(out: Path, staging: Path) -> Files:
    """The figures and tables that notebooks wrote, and a workbook; a figure that looks as it did
    stays.
    """
    tables = out / "tables"
    rows = collected(staging / "tables")
    wanted = {tables / name: data for name, data in rows.items()}
    if rows:
        wanted[tables / WORKBOOK] = workbook(rows)
    for figure in sorted((staging / "figures").iterdir()):
        path = out / "figures" / figure.name
        data = figure.read_bytes()
        if path.is_file() and same_picture(data, path.read_bytes()):
            data = path.read_bytes()
        wanted[path] = data
    return wanted


def _articles_page(inputs: Inputs, text: bool, site: Site, run: Run | None = None) -> str:
    """The page of the articles, as one of this site."""
    from ..page.write_page import write_page  # takes a second to import

    values = inputs.values
    return write_page(
        inputs.articles,
        inputs.lexicon,
        inputs.codes,
        inputs.sample,
        values["NESTED"],
        text=text,
        period=values.get("PERIOD"),
        links=site.links,
        address=site.address,
        preview=site.preview,
        codebook=codebook_of(values),
        run=run,
    )
