"""The cells of the project's notebooks, run in this process with other settings."""

import warnings
from contextlib import chdir
from pathlib import Path

import nbformat
from matplotlib import pyplot as plt

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]-*.ipynb"))
# of articles, themes and codes that are yours, what was left out
TOLD = {"ArticleWarning", "LexiconWarning", "CodesWarning"}


def read_book(number):
    """The notebook of this number."""
    return nbformat.read(NOTEBOOKS[number], as_version=4)


def code(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def run_cells(cells, folder, may_tell=TOLD, **settings):
    """What cells bind that run in `folder`/notebooks; their figures and tables go to `folder`."""
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    settings = {"FIGURES": str(folder / "figures"), **settings}
    names = {}
    said = warnings.catch_warnings(record=True, action="always")
    with chdir(folder / "notebooks"), said as told:
        for cell in cells:
            exec(compile(cell.source, cell.id, "exec"), names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= settings
    plt.close("all")
    others = [one for one in told if one.category.__name__ not in may_tell]
    assert others == [], [str(one.message) for one in others]
    return names
