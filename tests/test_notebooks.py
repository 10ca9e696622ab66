"""The committed notebooks and figures are what running the notebooks gives, whatever article and themes are there."""

import asyncio
import json
import re
from pathlib import Path

import nbformat
import pytest
from PIL import Image
from themes.execute import execute_all, find_notebooks, kernel_environment, make_staging
from themes.outputs import keep_pictures, normalised, same_picture

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
FIGURES = sorted((ROOT / "figures").glob("*.png"))


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


@pytest.fixture(scope="module")
def staging(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staging")
    make_staging(ROOT, folder)
    again = [folder / "notebooks" / path.name for path in NOTEBOOKS]
    assert asyncio.run(execute_all(again, kernel_environment(folder))) == []
    return folder


def test_there_are_notebooks_and_figures():
    assert NOTEBOOKS and FIGURES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_running_a_notebook_gives_its_saved_outputs(path, staging):
    saved = path.read_text(encoding="utf-8")
    assert keep_pictures(normalised(nbformat.read(staging / "notebooks" / path.name, as_version=4)), saved) == saved


def test_running_them_draws_the_committed_figures(staging):
    drawn = {path.name: path for path in (staging / "figures").iterdir()}
    assert sorted(drawn) == [path.name for path in FIGURES]
    for path in FIGURES:
        assert same_picture(drawn[path.name].read_bytes(), path.read_bytes()), path.name


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_a_figure_has_the_alternative_text_of_its_notebook(path):
    notebook = next(book for book in NOTEBOOKS if book.name[0] == path.name[0])
    texts = [output["data"]["text/plain"] for cell in cells(notebook, "code") for output in cell.outputs if "data" in output]
    with Image.open(path) as picture:
        assert picture.text["Description"] in texts


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
class TestHouseRules:
    def test_cells_are_short_and_define_nothing(self, path):
        for cell in cells(path, "code"):
            assert len(cell.source.splitlines()) <= 10
            assert not re.search(r"^\s*(def|class) ", cell.source, re.MULTILINE)

    def test_it_says_what_it_reads_and_writes_and_ends_in_its_provenance(self, path):
        assert "*Reads*" in cells(path, "markdown")[0].source and "*Writes*" in cells(path, "markdown")[0].source
        assert "sha256" in json.dumps(cells(path, "code")[-1].outputs)
        assert "What this does not show" in cells(path, "markdown")[-1].source

    def test_its_headings_ask(self, path):
        headings = re.findall(r"^#+ (.+)$", "\n".join(cell.source for cell in cells(path, "markdown")), re.MULTILINE)
        assert all(heading.endswith("?") for heading in headings[:-1])

    def test_it_ran_from_top_to_bottom(self, path):
        assert [cell.execution_count for cell in cells(path, "code")] == list(range(1, len(cells(path, "code")) + 1))

    def test_links_between_notebooks_lead_somewhere(self, path):
        for target in re.findall(r"\]\(([^)#:]+)\)", "\n".join(cell.source for cell in cells(path, "markdown"))):
            assert (path.parent / target).exists(), target
