"""The committed notebooks and figures are what running the notebooks gives, also where a section runs
without those before it; and running a cell once more gives the same.
"""

import ast
import asyncio
import json
import re
from itertools import chain

import nbformat
import pytest
from claims import CLAIMS
from PIL import Image
from project import PROJECT

from cells import NOTEBOOKS, OURS, ROOT, code
from commands import sections
from newsthemes.report.claims import read_tables, stands_in
from newsthemes.report.kernels import execute_all, kernel_environment
from newsthemes.report.outputs import keep_pictures, normalised, same_picture
from newsthemes.report.staging import make_staging

MOST_BYTES = 500_000  # of a notebook
# seconds each; they change nothing, as far as one can see without running them
LONG = ["nt.cooccurrence(", "nt.duplicates(", "nt.sample_for_coding(", "nt.score_by_label("]
LONG += ["nt.keyness(", "nt.plot_over_time(", "nt.periods("]

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path):
    return code(nbformat.read(path, as_version=4))


def prose(path):
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")


def drawn_nothing():
    """The figures of which the notebooks say that nothing is in them, as of an edit that changes no
    count.
    """
    names = set()
    for cell in chain(*map(code_cells, NOTEBOOKS)):
        printed = "".join(output.get("text", "") for output in cell.outputs)
        if printed.endswith(": none\n"):
            names |= {
                f"{name}.png" for name in re.findall(r'nt\.save\(.*"(\d-[\w-]+)"', cell.source)
            }
    return names


EMPTY = drawn_nothing()
FIGURES = [
    path for path in sorted((ROOT / "figures").glob("[0-9]-*.png")) if path.name not in EMPTY
]


def is_long(cell):
    return any(name in cell.source for name in LONG)


def from_its_end(book):
    """The notebook with its last section first: each runs without those before it. Every cell that
    is not long is followed by itself.
    """
    head, *others = sections(book)
    cells = []
    for cell in chain(head, *others[::-1]):
        cells.append(cell)
        if cell.cell_type == "code" and not is_long(cell):
            cells.append(nbformat.from_dict({**cell, "id": f"{cell.id}-again"}))
    return nbformat.from_dict({**book, "cells": cells})


def count_anew(cells, first=1):
    """Number the runs of cells and their outputs."""
    for number, cell in enumerate(cells, first):
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number


@pytest.fixture(scope="module")
def staging(tmp_path_factory):
    """The folder in which the notebooks ran: it takes a minute of one core."""
    folder = tmp_path_factory.mktemp("staging")
    make_staging(folder, PROJECT)
    places = [folder / "notebooks" / path.name for path in NOTEBOOKS]
    for place in places:
        nbformat.write(from_its_end(nbformat.read(place, as_version=4)), place)
    assert asyncio.run(execute_all(places, kernel_environment(folder))) == []
    return folder


@each_notebook
def test_running_a_notebook_gives_its_saved_outputs_and_each_cell_runs_again(path, staging):
    ran = nbformat.read(staging / "notebooks" / path.name, as_version=4)
    normalised(ran)
    each = {cell.id: cell for cell in ran.cells}
    ran.cells = [each.pop(cell.id) for cell in nbformat.read(path, as_version=4).cells]
    count_anew(code(ran))
    for cell in code(ran):
        if second := each.pop(f"{cell.id}-again", None):
            count_anew([second], cell.execution_count)
            assert cell.outputs == second.outputs, cell.source
    assert not each
    saved = path.read_text(encoding="utf-8")
    assert keep_pictures(normalised(ran), saved) == saved


def test_running_them_draws_the_committed_figures_and_the_page_that_is_named(staging):
    drawn = {path.name: path for path in (staging / "figures").glob("[0-9]-*.png")}
    assert len(NOTEBOOKS) == 6 and sorted(drawn) == [path.name for path in FIGURES]
    for path in FIGURES:
        assert same_picture(drawn[path.name].read_bytes(), path.read_bytes()), path.name
    assert (staging / "notebooks" / "my-page.html").exists()


def names_in(nodes, kind):
    names = [one for node in nodes for one in ast.walk(node) if isinstance(one, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, kind)}


@each_notebook
def test_a_long_cell_assigns_to_no_name_that_it_has_read_before(path):
    for cell in filter(is_long, code_cells(path)):
        body = ast.parse(cell.source).body
        targets = [one.targets if isinstance(one, ast.Assign) else [] for one in body]
        for place, statement in enumerate(body):
            assigned = names_in(chain(*targets[place:]), ast.Store)
            before = names_in(body[:place], ast.Store)
            assert not names_in([statement], ast.Load) & assigned - before, cell.source


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_a_figure_has_the_alternative_text_of_its_notebook(path):
    outputs = [one for cell in code_cells(NOTEBOOKS[int(path.name[0])]) for one in cell.outputs]
    texts = [output["data"]["text/plain"] for output in outputs if "data" in output]
    with Image.open(path) as picture:
        assert picture.text["Description"] in texts


@each_notebook
def test_what_is_committed_is_not_large_and_ran_from_top_to_bottom_without_an_error(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert "error" not in {output.output_type for output in outputs}
    for output in outputs:  # of articles, themes and codes that are yours, what was left out
        if output.get("name") == "stderr":
            assert re.fullmatch(r"((Article|Lexicon|Codes)Warning: .*\n)+", output["text"])
    # the explorer's picture, as HTML for viewers without widgets, has a PNG beside it
    pictures = [{*re.findall(r"iVBORw0KGgo[\w+/=]+", json.dumps(output))} for output in outputs]
    assert sum(map(len, pictures)) == len(set().union(*pictures))
    assert path.stat().st_size <= MOST_BYTES


@pytest.mark.skipif(not OURS, reason="another article or list stands in the place of ours")
def test_what_is_said_of_these_texts_is_so(staging):
    tables = read_tables(staging / "tables")
    assert [claim.text for claim in CLAIMS if not claim.holds(tables)] == []


FINDING = re.compile(r'^finding = "(.+)"\n(?:.+\n)*.+title\(finding if .+ else .+\)', re.MULTILINE)


@pytest.mark.skipif(not OURS, reason="another article or list stands in the place of ours")
def test_every_picture_has_a_title_that_is_a_finding_as_long_as_its_cell_says_so():
    titles = []
    for cell in chain(*map(code_cells, NOTEBOOKS)):
        if found := FINDING.search(cell.source):
            [shown] = [output.data["text/plain"] for output in cell.outputs if "data" in output]
            assert shown.startswith(found[1].replace(r"\n", " "))
            titles.append(found[1])
    assert len(titles) == len(FIGURES)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.text)
def test_what_is_held_stands_there_word_for_word(claim):
    if claim.notebook.endswith(".md"):
        text = (ROOT / claim.notebook).read_text(encoding="utf-8")
    else:
        cells = nbformat.read(ROOT / "notebooks" / f"{claim.notebook}.ipynb", as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells)
    assert stands_in(claim, text)
