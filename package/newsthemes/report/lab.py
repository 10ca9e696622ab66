"""JupyterLab, at the project's notebooks or at the report on somebody's own articles."""

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..files.manifest import Manifest
from .inputs import Inputs, seen_from
from .own_report import REPORT, left_out, report_bytes, report_for
from .replace_files import replace_files


def write_report(inputs: Inputs, out: Path) -> list[str]:
    """Write the report on these inputs to a folder, not executed. Returns what is left out for the
    articles' language; where there is a report already, it stays, and that is said.
    """
    path = out / REPORT
    if path.exists():
        return [f"{path} is there already and opened as it is; for another give another --out"]
    manifest = Manifest(articles=tuple(seen_from(out, inputs.values)["ARTICLES"]))
    replace_files(out, {path: report_bytes(report_for(inputs), out, inputs)}, manifest)
    return left_out(inputs)


def start_lab(root: Path, name: str, more: Sequence[str]) -> int:
    """JupyterLab at a notebook of a folder, until it is closed; `more` are options of its own.
    Returns its exit status.
    """
    command = [sys.executable, "-P", "-m", "jupyterlab", f"--ServerApp.root_dir={root}"]
    command.append(f"--LabApp.default_url=/lab/tree/{name}")
    process = subprocess.Popen([*command, *more], cwd=root)
    # Ctrl-C is JupyterLab's, which asks first
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        process.terminate()
        process.wait()
