"""Executes the notebooks in a staging copy, for the project or for the user's own articles, and
takes over what they give.
"""

import asyncio
import re
import shutil
from collections.abc import Set
from contextlib import chdir
from pathlib import Path
from types import SimpleNamespace

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor

from ..show.leaders import leaders
from ..tables.counts import counts
from . import inputs as given
from . import options
from .kernels import execute_all, find_notebooks, kernel_environment, make_staging
from .options import NOTE
from .outputs import keep_pictures, normalised, outputs_of, same_picture, warned
from .parameters import parameters, with_parameters
from .read_given import LIST, listing
from .sections import EXAMPLE, facts, with_data
from .stamps import RUN, Read, check_unedited, read_by, stamp, stamp_of, wrote_before
from .take_over import Files, PublishError, name_in, recover, take_over
from .workbook import WORKBOOK, collected, workbook

Books = dict[str, nbformat.NotebookNode]  # by file name
Stamps = dict[str, list[str]]  # of a notebook its hash, and the files that it wrote

FINDING = re.compile(r"(<!-- finding -->\r?\n).*?(<!-- /finding -->)", re.DOTALL)
MARKDOWN = re.compile(r"[\\`*_\[\]<>&~$|!#]")
CONTENTS = (
    "Open `site/index.html`. `tables/` holds every table in full, as CSV, `figures/` the pictures, "
    "`notebooks/` all of it."
)
NO_WORDS = (
    "Left out: frequent words, words that go together, suggestions. There is no list of function "
    "words of the articles' language, or it is not sure; --language en, say, says it."
)
NO_UNIT = "Left out: rates, as some articles are in a script without spaces, and some are not."
NO_DATES = (
    "No article has a date, so nothing is shown over time. Dates of files: in a table sources.csv "
    "beside them, with the columns file and date. Of a table: --date-column names their column."
)
NEEDED = """The notebooks need the package `newsthemes` of the project that made them. In another
Jupyter, install its `requirements.txt`, and have its `notebooks/` on PYTHONPATH."""


def run_for(
    inputs: given.Inputs,
    out: Path,
    staging: Path,
    asked: SimpleNamespace,
    before: Read,
) -> tuple[list[Path], list[str]]:
    """Execute the project's notebooks for these inputs, and write them to `out` with figures,
    tables and pages. With `no_text` asked for, the pages do not hold the articles. `before` is what
    the run reads, listed before it was read.

    Where `out` is the project, they are its own, with their own settings, and all is written over,
    with the finding in its README. Elsewhere they are those for which there is data, with the
    inputs' values for their parameters, and a README on how the folder was made; a file that is not
    as a run wrote it is kept, but for `overwrite`. A notebook that reads the same as in the last
    run stays as that left it, but for `again`. Paths among the values are full: messages have the
    inputs' names for them, notebooks have them as seen from there, so that no page names the user's
    home.

    Returns the paths that changed, and what the cells warned of and which files were kept. Raises
    PublishError, with nothing changed, where a cell raises, or a file was edited meanwhile.
    """
    recover(out)
    text, overwrite, project = not asked.no_text, asked.overwrite, out == options.ROOT
    results, wanted = out, {}
    if project:
        results, notes, overwrite = out / "site", [], True
        books = _project_books(inputs)
    else:
        books, notes = notebooks_for(inputs), left_out(inputs)
        wanted[out / NOTE] = _note(options.made_by(asked), notes)
    stamps = {name: [stamp_of(books[name], before, inputs.values["THEMES"])] for name in books}
    books = _executed(books, stamps, out, staging, asked, inputs.names)
    check_unedited(before, read_by(asked, out), inputs.names)
    wanted |= _results(stamps, out, staging, results / "tables")
    if project:
        wanted |= _project_files(books)
    else:
        wanted |= notebook_files(books, out / "notebooks", inputs)
    wanted |= _pages(out, books, wanted, inputs, text)
    if project:  # read last, so that no edit meanwhile is lost
        readme = (out / NOTE).read_bytes().decode()
        wanted[out / NOTE] = with_finding(readme, inputs).encode()
    if data := listing(inputs.report, inputs.names):
        wanted[results / LIST] = data
    notes += warned(books.values())
    if not [*options.SAID, *notes]:  # else the next run says it again
        stamps[RUN] = [stamp(before), *(name_in(path, out) for path in wanted)]
    changed, kept = take_over(out, wanted, overwrite, stamps)
    return changed, notes + kept


def _note(made_by: str, notes: list[str]) -> bytes:
    """README of the folder of a run."""
    note = ["# Themes", CONTENTS, *notes, NEEDED, f"Made by:\n\n    {made_by}\n"]
    return "\n\n".join(note).encode()


def _project_books(inputs: given.Inputs) -> Books:
    """The project's own notebooks. Where a THEME is none of the lexicon's, since the themes are
    others now, it is the one that is mentioned most.
    """
    themes, books = {theme for _, theme in inputs.lexicon.themes}, {}
    for path in find_notebooks(options.ROOT / "notebooks"):
        book = nbformat.read(path, 4)
        if parameters(book).get("THEME") not in {None, *themes}:
            book = with_parameters(book, {"THEME": given.chosen_by(inputs)["THEME"]})
        books[path.name] = book
    return books


def _project_files(books: Books) -> Files:
    """What the project's notebooks become."""
    wanted = {}
    for name, book in books.items():
        path = options.ROOT / "notebooks" / name
        before = path.read_text(encoding="utf-8")
        wanted[path] = keep_pictures(normalised(book), before).encode()
    return wanted


def _facts_of(book: nbformat.NotebookNode, inputs: given.Inputs) -> set[str]:
    """What there is for a notebook of the project, whose example has codes: what editors filed, and
    samples of it. What several read, the memo has read once.
    """
    with chdir(options.ROOT / "notebooks"):
        known = facts(given.read_inputs(inputs.values | parameters(book)))
    return known | {EXAMPLE, "codes", "sample"}


def notebooks_for(inputs: given.Inputs, more: Set[str] = frozenset()) -> Books:
    """The project's notebooks for which there is data, or which need no more than what `more`
    names, without outputs, with the inputs' values for their parameters, and neutral ones for the
    rest.
    """
    values, known = given.chosen_by(inputs) | inputs.values, facts(inputs) | more
    books = {}
    for path in find_notebooks(options.ROOT / "notebooks"):
        book = with_data(nbformat.read(path, 4), known)
        if book:
            ClearOutputPreprocessor().preprocess(book, {})
            books[path.name] = with_parameters(book, values)
    return books


def left_out(inputs: given.Inputs) -> list[str]:
    """What is left out of the project's notebooks for the language of the articles, or since
    none has a date.
    """
    known, lines = facts(inputs), []
    if "word-list" not in known:
        lines.append(NO_WORDS)
    if "unit" not in known:
        lines.append(NO_UNIT)
    if "several" in known and (inputs.articles["date"] == "").all():
        lines.append(NO_DATES)
    return lines


def notebook_files(books: Books, folder: Path, inputs: given.Inputs) -> Files:
    """The files of notebooks in their folder, from where they see the inputs."""
    there = given.seen_from(folder, inputs.values)
    return {
        folder / name: normalised(with_parameters(book, there)).encode()
        for name, book in books.items()
    }


def with_finding(readme: str, inputs: given.Inputs) -> str:
    """README's text with what it says of the articles, as Markdown between the markers; without
    them, as it was.
    """
    said = leaders(counts(inputs.mentions, inputs.articles, inputs.lexicon))
    markdown = "**" + MARKDOWN.sub(r"\\\g<0>", said) + "**"
    return FINDING.sub(lambda match: f"{match[1]}{markdown}\n{match[2]}", readme)


def _executed(
    books: Books,
    stamps: Stamps,
    out: Path,
    staging: Path,
    asked: SimpleNamespace,
    names: given.Names,
) -> Books:
    """The notebooks executed, each in a staging copy of its own, so that it is known which wrote
    what; one that reads what it read in the last run is there as that left it. Messages have the
    names of the inputs. Raises PublishError where a cell raises.
    """
    paths = {name: staging / Path(name).stem / "notebooks" / name for name in books}
    folders, new = ["notebooks"], []
    if out == options.ROOT:
        folders.append("seeds")
    for name, path in paths.items():
        make_staging(options.ROOT, path.parents[1], folders)
        before = wrote_before(out, name, *stamps[name])
        if asked.again or not before:
            nbformat.write(books[name], path)
            new.append(path)
            continue
        for wrote in map(Path, before):
            shutil.copy(out / wrote, path.parents[1] / wrote.parent.name)
    errors = asyncio.run(execute_all(new, kernel_environment(staging, text=not asked.no_text)))
    if errors:
        raise PublishError(given.replaced("\n".join([*errors, "Nothing was changed."]), names))
    books = {name: nbformat.read(path, 4) for name, path in paths.items()}
    for output in [output for book in books.values() for output in outputs_of(book)]:
        if "text" in output:
            output["text"] = given.replaced(output["text"], names)
    return books


def _results(stamps: Stamps, out: Path, staging: Path, tables: Path) -> Files:
    """The figures and tables that notebooks wrote, and a workbook; a figure that looks as it did
    stays. The names of these go to the stamps of their notebooks.
    """
    found, rows = {}, {}
    for name, mark in stamps.items():
        place = staging / Path(name).stem
        written = collected(place / "tables")
        wrote = {tables / name: data for name, data in written.items()}
        for drawn in sorted((place / "figures").iterdir()):
            path, data = out / "figures" / drawn.name, drawn.read_bytes()
            if path.exists() and same_picture(data, path.read_bytes()):
                data = path.read_bytes()
            wrote[path] = data
        mark += [f"notebooks/{name}", *(name_in(path, out) for path in wrote)]
        rows |= written
        found |= wrote
    if rows:
        found[tables / WORKBOOK] = workbook(rows)
    return found


def _pages(out: Path, books: Books, wanted: Files, inputs: given.Inputs, text: bool) -> Files:
    """The pages of these notebooks, of what there is data for; and the first one, which is made
    from the inputs. The project has that once more, by itself: it is committed, so that it is seen
    where nothing was run.
    """
    from ..show.page import page_title, write_page  # takes a second to import
    from .pages import site_links, site_pages

    shown, of_any_page = {}, {"forms" for term in inputs.lexicon.terms if term.forms}
    for name, book in books.items():
        there = facts(inputs)
        if out == options.ROOT:
            there = _facts_of(book, inputs)
        of_any_page |= there
        data = wanted[out / "notebooks" / name].decode()
        if part := with_data(nbformat.reads(data, 4), there):
            shown[Path(name).stem] = part
    articles, lexicon, _, codes, sample, values, *_ = inputs
    links, nested = site_links(shown), values["NESTED"]
    how = {"text": text, "period": values.get("PERIOD")}
    index = write_page(articles, lexicon, codes, sample, nested, links=links, **how)
    pages = site_pages(out / "site", shown, text, index, page_title(articles), of_any_page)
    if out == options.ROOT:
        alone = write_page(articles, lexicon, codes, sample, nested, **how)
        pages[out / "docs" / "index.html"] = alone.encode()
    return pages
