"""JupyterLab, at the project's notebooks or at those for somebody's own articles."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..files.manifest import Manifest
from .inputs import Inputs, seen_from
from .kernels import find_notebooks
from .replace_files import replace_files
from .run_notebooks import left_out, notebook_files, notebooks_for


def write_notebooks(inputs: Inputs, out: Path) -> list[str]:
    """Write the notebooks for these inputs to a folder, not executed. Returns what is left out for
    the articles' language; where there are notebooks already, these stay, and that is said.
    """
    folder = out / "notebooks"
    if folder.exists():
        return [f"{folder} is there already and opened as it is; for others give another --out"]
    # an edit can be tried there
    books = notebooks_for(inputs, {"edit"})
    manifest = Manifest(articles=tuple(seen_from(out, inputs.values)["ARTICLES"]))
    replace_files(out, notebook_files(books, folder, inputs), manifest)
    return left_out(inputs)


def start_lab(root: Path, more: Sequence[str]) -> int:
    """JupyterLab at the notebooks of a folder, until it is closed; `more` are options of its own.
    Returns its exit status.
    """
    first, *_ = find_notebooks(root / "notebooks")
    command = [sys.executable, "-P", "-m", "jupyterlab", f"--ServerApp.root_dir={root}"]
    command.append(f"--LabApp.default_url=/lab/tree/notebooks/{first.name}")
    process = subprocess.Popen([*command, *more], cwd=root)
    # Ctrl-C is JupyterLab's, which asks first
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()
