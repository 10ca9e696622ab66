"""The committed notebooks and figures are what running the notebooks gives, also where a section runs
without those before it; and running a cell once more gives the same.
"""

import asyncio
import json
import re
from itertools import chain
from pathlib import Path

import nbformat
import pytest
from PIL import Image

from commands import sections
from newsthemes.plots.save import TAKEN
from newsthemes.site.kernels import execute_all, find_notebooks, kernel_environment, make_staging
from newsthemes.site.outputs import EMBEDDED_PNG, keep_pictures, normalised, same_picture

ROOT = Path(__file__).resolve().parents[2]
TEN_MINUTES, *NOTEBOOKS = ALL = find_notebooks(ROOT / "notebooks")
FIGURES = sorted((ROOT / "figures").glob("[0-9]-*.png"))
MOST_BYTES = 500_000  # of a notebook

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
each_of_all = pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def prose(path):
    return "\n".join(cell.source for cell in cells(path, "markdown"))


def code_cells(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


LONG = ("nt.cooccurrence(", "nt.duplicates(")  # seconds each; they change nothing


def from_its_end(book):
    """The notebook with its last section first: each runs without those before it. Every cell that
    is not long is followed by itself.
    """
    head, *others = sections(book)
    cells = []
    for cell in chain(head, *others[::-1]):
        cells.append(cell)
        if cell.cell_type == "code" and not any(name in cell.source for name in LONG):
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
    make_staging(ROOT, folder)
    places = [folder / "notebooks" / path.name for path in ALL]
    for place in places:
        nbformat.write(from_its_end(nbformat.read(place, as_version=4)), place)
    assert asyncio.run(execute_all(places, kernel_environment(folder))) == []
    return folder


def first_and_again(path, staging):
    """The notebook as its cells ran the first time, in their order, and as they ran once more, by their
    ids.
    """
    ran = nbformat.read(staging / "notebooks" / path.name, as_version=4)
    normalised(ran)
    each = {cell.id: cell for cell in ran.cells}
    ran.cells = [each.pop(cell.id) for cell in nbformat.read(path, as_version=4).cells]
    count_anew(code_cells(ran))
    return ran, each


def test_there_are_six_notebooks_and_figures():
    assert len(ALL) == 6 and FIGURES


@each_of_all
def test_running_a_notebook_gives_its_saved_outputs(path, staging):
    saved = path.read_text(encoding="utf-8")
    ran, _ = first_and_again(path, staging)
    assert keep_pictures(normalised(ran), saved) == saved


@each_of_all
def test_every_cell_can_be_run_again(path, staging):
    ran, again = first_and_again(path, staging)
    for cell in code_cells(ran):
        if second := again.pop(f"{cell.id}-again", None):
            count_anew([second], cell.execution_count)
            assert cell.outputs == second.outputs, cell.source
    assert not again


def test_running_them_draws_the_committed_figures(staging):
    drawn = {path.name: path for path in (staging / "figures").iterdir()}
    assert sorted(drawn) == [path.name for path in FIGURES]
    for path in FIGURES:
        assert same_picture(drawn[path.name].read_bytes(), path.read_bytes()), path.name


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_a_figure_has_the_alternative_text_of_its_notebook(path):
    notebook = next(book for book in NOTEBOOKS if book.name[0] == path.name[0])
    outputs = [one for cell in cells(notebook, "code") for one in cell.outputs]
    texts = [output["data"]["text/plain"] for output in outputs if "data" in output]
    with Image.open(path) as picture:
        assert picture.text["Description"] in texts


@each_of_all
def test_no_picture_stands_twice_and_the_notebook_is_not_large(path):
    found = []
    for cell in cells(path, "code"):
        # the explorer's picture, as HTML for viewers without widgets, has a PNG beside it
        kinds = "".join(json.dumps(output.get("data", {})) for output in cell.outputs)
        found += set(EMBEDDED_PNG.findall(kinds))
    assert len(found) == len(set(found))
    assert path.stat().st_size <= MOST_BYTES


@each_notebook
def test_it_says_what_it_reads_and_writes_and_that_is_there(path):
    assert "*Reads*" in prose(path) and "sha256" in json.dumps(cells(path, "code")[-1].outputs)
    said = re.search(r"\*Writes\*(.*?)(?:\n\n|$)", prose(path), re.DOTALL)[1]
    named = set(re.findall(r"(\d-[a-z-]+\.png)", said))
    own = {figure.name for figure in FIGURES if figure.name[0] == path.name[0]}
    assert named == own - {TAKEN}


def test_the_ten_minutes_write_the_page_that_they_name(staging):
    page = re.search(r"\*Reads\* nothing\. \*Writes\* `([\w-]+\.html)`", prose(TEN_MINUTES))[1]
    assert (staging / "notebooks" / page).exists() and f"Open `{page}`" in prose(TEN_MINUTES)


@each_of_all
def test_its_headings_ask_or_name(path):
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    assert headings[-1] == "What this does not show"
    assert sum(heading.endswith("?") for heading in headings) >= len(headings) - 2
    assert sum(heading.startswith("And") for heading in headings) <= 1


@each_of_all
def test_it_ran_from_top_to_bottom_without_an_error(path):
    ran = cells(path, "code")
    assert [cell.execution_count for cell in ran] == list(range(1, len(ran) + 1))
    kinds = {output.output_type for cell in ran for output in cell.outputs}
    assert "error" not in kinds
    said = [one for cell in ran for one in cell.outputs if one.get("name") == "stderr"]
    for output in said:  # of articles, themes and codes that are yours, what was left out
        assert re.fullmatch(r"((Article|Lexicon|Codes)Warning: .*\n)+", output["text"])
