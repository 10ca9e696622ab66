"""Executes the notebooks in a staging copy, for the project or for the user's own articles, and
writes what they give.
"""

import asyncio
import re
from collections.abc import Sequence, Set
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import nbformat
import numpy as np
import pandas as pd
from nbconvert.preprocessors import ClearOutputPreprocessor

from ..files.csv_files import csv_of
from ..files.manifest import Manifest, read_manifest
from ..page.counts_label import counts_label
from ..page.detail_tables import Run
from ..plots.fonts import NO_FONT
from ..tables.counts import counts
from ..text.characters import visible
from ..text.languages import languages_of, main_language
from ..text.tokens import units
from ..text.wording import natural_list
from .claims import no_longer_so, read_tables
from .fingerprint import Fingerprint, check_unedited, fingerprint, installed_fonts, stamp_of
from .inputs import (
    LIST,
    Inputs,
    Names,
    chosen_by,
    codebook_of,
    notes_label,
    reading_notes,
    replaced,
    seen_from,
)
from .kernels import (
    execute_all,
    find_notebooks,
    kernel_environment,
    read_notebook,
)
from .outputs import keep_pictures, normalised, outputs_of, same_picture, warned
from .parameters import parameters, with_parameters
from .project import NOTE, Project, made_by, with_codes
from .replace_files import EDITED, KEPT, Files, PublishError, name_in, replace_files
from .sections import EXAMPLE, facts, needs, with_data, without_dead_links
from .staging import make_staging
from .states import state
from .workbook import WORKBOOK, collected, workbook

Books = dict[str, nbformat.NotebookNode]  # by file name
SEEDS = "../seeds"  # the run's articles, as a notebook of the project names them
THEMES = "../seeds/themes.yaml"

MARKDOWN = re.compile(r"[\\`*_\[\]<>&~$|!#]")
CONTENTS = (
    "Open `site/index.html`. `tables/` holds every table in full, as CSV, `figures/` the pictures, "
    "`notebooks/` all of it."
)
NO_WORDS = (
    "Left out: frequent words, words that go together, suggestions. There is no list of function "
    "words of the articles' language, or it is not sure; --language en, say, says it."
)
OTHER_WORDS = "Not among frequent words, because the language is another one or not sure: {}."
OTHER_UNIT = "Without rates, because the script has no spaces between words: {}."
NO_DATES = (
    "No article has a date, so nothing is shown over time. Dates of files: in a table sources.csv "
    "beside them, with the columns file and date. Of a table: --date-column names their column."
)
# the reading has told these before cells do
OF_READING = ("ArticleWarning", "LexiconWarning", "CodesWarning")
NEEDED = """The notebooks need the library `newsthemes`. In another Jupyter, install it from the
folder `package` of the project that made them: `pip install "./package[page,files,forms]"`."""
TEMPLATES = Path(__file__).with_name("notebooks")  # those for articles of anybody's own


def run_for(
    inputs: Inputs,
    out: Path,
    staging: Path,
    asked: SimpleNamespace,
    read: Fingerprint,
    status: int = 0,
    messages: Sequence[str] = (),
) -> tuple[list[Path], list[str]]:
    """Execute the project's notebooks for these inputs, and write them to `out` with figures,
    tables and pages. With `no_text` asked for, the pages do not hold the articles.

    Where `out` is the project, they are its own, with their own settings, and all is written over.
    Elsewhere they are those for which there is data, with the inputs' values for their parameters,
    and a README on how the folder was made; a file that is not as a run wrote it is kept, but for
    `overwrite`. Paths among the values are full: messages have the inputs' names for them,
    notebooks have them as seen from there, so that no page names the user's home.

    Parameters
    ----------
    read : the fingerprint of the run, made before anything was read.
    status, messages : of the reading, its exit status and what it told, for the manifest.

    Returns
    -------
    The paths that changed, and what is to be told: what the cells warned of, which files were kept.

    Raises
    ------
    PublishError, with nothing changed, where a cell raises, or a file was edited meanwhile.
    """
    text = not asked.no_text
    project = None if asked.articles else asked.project
    results = out
    wanted: Files = {}
    states = {}
    reading = reading_notes(inputs)
    label = notes_label(reading)
    if project:
        results = out / "site"
        notes = []
        books = _project_books(inputs, project)
    else:
        notes = left_out(inputs)
        books = notebooks_for(inputs)
        wanted[out / NOTE] = _note(inputs, made_by(asked), label, notes)
    make_staging(staging, project)
    to_execute = books
    books = _executed(to_execute, staging, text, inputs.names)
    if project:
        anew, said = _with_labels(to_execute, staging, text, inputs.names, project)
        books |= anew
        notes += said
    wanted |= _figures_and_tables(out, staging, results / "tables")
    if project:
        wanted |= _project_files(books, project)
    else:
        wanted |= notebook_files(books, out / "notebooks", inputs)
    run = Run(*with_codes(asked), label)
    wanted |= _pages(out, books, wanted, inputs, text, run, project)
    if len(reading):
        wanted[results / LIST] = csv_of(reading)
    read_next = dict(read)
    if project:
        for path in (project.notebooks / name for name in books):
            kind, states[path] = read[path.as_posix()].rsplit(maxsplit=1)
            written = state(path.name, wanted[path])  # perhaps with another theme
            read_next[path.as_posix()] = f"{kind} {written}"
    notes += [note for note in warned(books.values()) if not note.startswith(OF_READING)]
    check_unedited(read, fingerprint(asked, out), inputs.names)
    fonts = ""
    if any(NO_FONT in note for note in notes):
        fonts = installed_fonts()
    manifest = Manifest(
        articles=tuple(seen_from(out, inputs.values)["ARTICLES"]),
        messages=(*messages, *notes),
        status=status,
        fonts=fonts,
        stamp="" if inputs.report.failed else stamp_of(read_next),
    )
    overwrite = bool(project) or asked.overwrite
    changed, edited = replace_files(out, wanted, manifest, overwrite, states)
    notes += [f"{name} {KEPT}" for name in read_manifest(out).kept]
    return changed, notes + [f"{name_in(path, out)} {EDITED}" for path in edited]


def _note(inputs: Inputs, made_by: str, of_reading: str, notes: list[str]) -> bytes:
    """README of the folder of a run."""
    articles = " · ".join(filter(None, [f"Articles: {len(inputs.articles):,}", of_reading]))
    label = counts_label(counts(inputs.mentions, inputs.articles, inputs.lexicon))
    label = MARKDOWN.sub(r"\\\g<0>", label)
    notes = [MARKDOWN.sub(r"\\\g<0>", note) for note in notes]
    parts = ["# Themes", label, articles, CONTENTS, *notes, NEEDED, f"Made by:\n\n    {made_by}\n"]
    return "\n\n".join(parts).encode()


def _project_books(inputs: Inputs, project: Project) -> Books:
    """The project's own notebooks. Where a THEME or EDIT_THEME is none of the project's lexicon,
    since the themes are others now, it is the one that is mentioned most. A notebook with a lexicon
    of its own keeps its theme.
    """
    themes = inputs.lexicon.spellings
    chosen = chosen_by(inputs)
    books = {}
    for path in find_notebooks(project.notebooks):
        book = read_notebook(path)
        named = parameters(book)
        for name in ("THEME", "EDIT_THEME"):
            if named.get("THEMES", THEMES) == THEMES and named.get(name) not in {None, *themes}:
                book = with_parameters(book, {name: chosen[name]})
        books[path.name] = book
    return books


def _project_files(books: Books, project: Project) -> Files:
    """What the project's notebooks become."""
    wanted = {}
    for name, book in books.items():
        path = project.notebooks / name
        before = path.read_text(encoding="utf-8")
        wanted[path] = keep_pictures(normalised(book), before).encode()
    return wanted


def notebooks_for(inputs: Inputs, more: Set[str] = frozenset()) -> Books:
    """The notebooks for which there is data, or which need no more than what `more`
    names, without outputs, with the inputs' values for their parameters, and neutral ones for the
    rest. Links to what is not beside them are plain text.
    """
    values = chosen_by(inputs) | inputs.values
    there = facts(inputs) | more
    books = {}
    for path in find_notebooks(TEMPLATES):
        book = with_data(read_notebook(path), there)
        if book:
            ClearOutputPreprocessor().preprocess(book, {})
            books[path.name] = with_parameters(book, values)
    return {name: without_dead_links(book, {*books}) for name, book in books.items()}


def left_out(inputs: Inputs) -> list[str]:
    """What is left out of the notebooks for the language of the articles, or since
    none has a date.
    """
    there = facts(inputs)
    articles = inputs.articles
    languages = np.array(languages_of(articles), dtype=object)
    other = languages != main_language(languages)
    in_letters = units(articles) == "letters"
    lines = []
    if "word-list" not in there:
        lines.append(NO_WORDS)
    elif other.any():
        lines.append(OTHER_WORDS.format(_named(articles, other)))
    if in_letters.any() and not in_letters.all():
        lines.append(OTHER_UNIT.format(_named(articles, in_letters)))
    if "several" in there and (inputs.articles["date"] == "").all():
        lines.append(NO_DATES)
    return lines


def _named(articles: pd.DataFrame, some: np.ndarray) -> str:
    """How many of the articles, and the first of them."""
    names = articles["article"][some]
    first = visible(natural_list(names))
    return f"{len(names):,} of {len(articles):,} articles, {first}"


def notebook_files(books: Books, folder: Path, inputs: Inputs) -> Files:
    """The files of notebooks in their folder, from where they see the inputs."""
    there = seen_from(folder, inputs.values)
    return {
        folder / name: normalised(with_parameters(book, there)).encode()
        for name, book in books.items()
    }


def _with_labels(
    books: Books, staging: Path, text: bool, names: Names, project: Project
) -> tuple[Books, list[str]]:
    """The notebooks that say what is no longer so, executed once more without these titles; and
    what is to be told of it.
    """
    claims = [
        claim
        for claim in project.claims
        if f"{claim.notebook}.ipynb" in books or (project.root / claim.notebook).is_file()
    ]
    wrong = no_longer_so(claims, read_tables(staging / "tables"))
    again = {f"{claim.notebook}.ipynb" for claim in wrong} & {*books}
    anew = {}
    if again:
        anew = {name: books[name] for name in sorted(again)}
        anew = _executed(anew, staging, text, names, [claim.text for claim in wrong])
    return anew, [f"no longer so: {claim.notebook}: {claim.text}" for claim in wrong]


def _executed(
    books: Books, staging: Path, text: bool, names: Names, no_longer: Sequence[str] = ()
) -> Books:
    """The notebooks executed in the staging copy, findings that are `no_longer` so no titles.
    Messages have the names of the inputs. Raises PublishError where a cell raises.
    """
    paths = {name: staging / "notebooks" / name for name in books}
    for name, path in paths.items():
        nbformat.write(books[name], path)
    environment = kernel_environment(staging, text=text, no_longer=no_longer)
    errors = asyncio.run(execute_all([*paths.values()], environment))
    if errors:
        raise PublishError(replaced("\n".join([*errors, "Nothing was changed."]), names))
    books = {name: nbformat.read(path, 4) for name, path in paths.items()}
    for output in [output for book in books.values() for output in outputs_of(book)]:
        if "text" in output:
            output["text"] = replaced(output["text"], names)
    return books


def _figures_and_tables(out: Path, staging: Path, tables: Path) -> Files:
    """The figures and tables that notebooks wrote, and a workbook; a figure that looks as it did
    stays.
    """
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


def _pages(
    out: Path,
    books: Books,
    wanted: Files,
    inputs: Inputs,
    text: bool,
    run: Run,
    project: Project | None,
) -> Files:
    """The pages of these notebooks, of what there is data for; and the first one, which is made
    from the inputs. The project has that once more, by itself: it is committed, so that it is seen
    where nothing was run, and is the same however the run was typed.
    """
    from ..page.write_page import page_title, write_page  # takes a second to import
    from .pages import site_links, site_pages

    shown = {}
    themes = {}
    there = facts(inputs)
    if project:
        there |= {EXAMPLE}
    of_any_page = there | {"forms" for term in inputs.lexicon.terms if term.forms}
    for name, book in books.items():
        data = wanted[out / "notebooks" / name].decode()
        part = nbformat.reads(data, 4)
        if project and parameters(book).get("ARTICLES") != SEEDS:
            of_any_page |= needs(part)  # it reads articles of its own, and is shown as it was run
        else:
            part = with_data(part, there)
            if text:  # else the first page has no passages
                themes[Path(name).stem] = {*inputs.lexicon.themes}
        if part:
            shown[Path(name).stem] = part
    if project:
        of_any_page |= {"codes", "sample"}  # readers are asked for codes, and told how these judge
    values = inputs.values
    article_page = partial(
        write_page,
        inputs.articles,
        inputs.lexicon,
        inputs.codes,
        inputs.sample,
        values["NESTED"],
        text=text,
        period=values.get("PERIOD"),
        codebook=codebook_of(values),
        run=run,
    )
    index = article_page(links=site_links(shown))
    title = page_title(inputs.articles)
    pages = site_pages(out / "site", shown, text, index, title, of_any_page, themes)
    if project:
        pages[project.page] = article_page(run=None).encode()
    return pages
