"""JupyterLab, at the project's notebooks or at those for somebody's own articles; and how it saves
them.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import nbformat

from ..text.files import INPUTS, digest
from . import options
from .execute import find_notebooks
from .inputs import inputs_of
from .outputs import normalised
from .publish import notebooks_for
from .results import MANIFEST, load, take_over

OPENED = "3"  # the notebook in which the themes are changed


def write_notebooks(out: Path, values: dict[str, object]) -> list[str]:
    """Write the notebooks for these values to a folder, not executed; those that are there with the
    same values stay.

    Out: a sentence on each file that the user has changed, and that is kept.
    """
    wanted = {out / "notebooks" / INPUTS: inputs_of(values, out / "notebooks")}
    wanted |= notebooks_for(options.ROOT, out, values)
    if all(
        path.exists() and _parameters(path, path.read_bytes()) == _parameters(path, data)
        for path, data in wanted.items()
    ):
        return []
    written = load(out / MANIFEST).get("written", {})
    others = [
        out / name for name, before in written.items() if digest(out / name) == before
    ]  # of a run, and unchanged
    (out / "figures").mkdir(parents=True, exist_ok=True)
    return take_over(out, {**{path: path.read_bytes() for path in others}, **wanted})[1]


def _parameters(path: Path, data: bytes) -> list[str] | bytes:
    """What the cells of a notebook that hold its parameters say; of another file, all that is in
    it.
    """
    if path.suffix != ".ipynb":
        return data
    cells = nbformat.reads(data.decode(), as_version=4).cells
    return [
        cell.source
        for cell in cells
        if any("parameters" in tag for tag in cell.metadata.get("tags", []))
    ]


def start_lab(given: argparse.Namespace) -> int:
    """JupyterLab, until it is closed."""
    from jupyterlab.labapp import LabApp

    root = options.out_of(given).absolute() if given.articles else options.ROOT
    notebooks = find_notebooks(root / "notebooks")
    first = next(
        (path for path in notebooks if given.articles and path.name.startswith(OPENED)),
        notebooks[0],
    )
    os.environ["MATPLOTLIBRC"] = str(
        options.ROOT / "notebooks" / "matplotlibrc"
    )  # the look of every figure
    os.chdir(root)
    settings = {
        "ServerApp.root_dir": root,
        "LabApp.default_url": f"/lab/tree/notebooks/{first.name}",
        "ContentsManager.pre_save_hook": f"{__name__}.{as_committed.__name__}",
    }
    LabApp.launch_instance(
        [*(f"--{name}={value}" for name, value in settings.items()), *given.rest]
    )
    return 0


def as_committed(model: dict, path: str, **_: object) -> None:
    """Bring a numbered notebook, as JupyterLab is about to save it, to the form in which run.py
    writes it.

    Others are somebody's own, perhaps for another language, and stay as they are.
    """
    if model["type"] == "notebook" and Path(path).match("[0-9]-*.ipynb"):
        model["content"] = nbformat.from_dict(model["content"])
        normalised(model["content"])
