"""JupyterLab, at the project's notebooks or at those for somebody's own articles."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat

from . import options
from .inputs import Inputs, Values
from .kernels import find_notebooks
from .parameters import parameters
from .run_notebooks import left_out, notebook_files, notebooks_for
from .take_over import take_over, written_before

OPENED = "3"  # the notebook in which the themes are changed


def write_notebooks(inputs: Inputs, out: Path, made_by: str) -> list[str]:
    """Write the notebooks for these inputs to a folder, not executed; those that are there for the
    same stay. Returns what is left out for the articles' language, and a sentence on each file that
    the user has changed, and that is kept.
    """
    folder = out / "notebooks"
    # an edit can be tried there
    books = notebooks_for(inputs, made_by, {"edit"})
    files, notes = notebook_files(books, folder, inputs), left_out(inputs)
    if all(_same(path, data, inputs.values) for path, data in files.items()):
        return notes
    wanted = {path: path.read_bytes() for path in written_before(out)}  # a run's pages stay
    (out / "figures").mkdir(parents=True, exist_ok=True)
    return [*notes, *take_over(out, wanted | files)[1]]


def _same(path: Path, data: bytes, values: Values) -> bool:
    if not path.exists():
        return False
    there, wanted = parameters(nbformat.read(path, 4)), parameters(nbformat.reads(data.decode(), 4))
    return all(there.get(name) == wanted.get(name) for name in values)


def start_lab(root: Path, more: Sequence[str]) -> int:
    """JupyterLab at the notebooks of a folder, until it is closed; `more` are options of its own.
    Returns its exit status.
    """
    notebooks = find_notebooks(root / "notebooks")
    if root != options.ROOT:
        notebooks.sort(key=lambda path: not path.name.startswith(OPENED))
    settings = {
        "ServerApp.root_dir": root,
        "LabApp.default_url": f"/lab/tree/notebooks/{notebooks[0].name}",
    }
    command = [sys.executable, "-m", "jupyterlab"]
    command += [f"--{name}={value}" for name, value in settings.items()]
    process = subprocess.Popen([*command, *more], cwd=root)
    # Ctrl-C is JupyterLab's, which asks first
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()
        signal.signal(signal.SIGINT, before)
