"""JupyterLab, at the project's notebooks or at the report on somebody's own articles."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..files.manifest import MANIFEST, manifest_bytes, read_manifest
from ..files.write_files import sha256, write
from .inputs import Inputs, seen_from
from .own_report import left_out, report_bytes, report_for
from .project import REPORT


def write_report(inputs: Inputs, out: Path) -> list[str]:
    """Write the report on these inputs to a folder, not executed; what a run left there stays.
    Returns what is left out for the articles' language; where there is a report already, it stays,
    and that is said.
    """
    path = out / REPORT
    if os.path.lexists(path):
        return [f"{path} is there already and opened as it is; for another give another --out"]
    data = report_bytes(report_for(inputs), out, inputs)
    out.mkdir(parents=True, exist_ok=True)
    write(path, data)
    last = read_manifest(out)
    files = {**last.files, REPORT: sha256(data)}
    articles = tuple(seen_from(out, inputs.values)["ARTICLES"])
    write(out / MANIFEST, manifest_bytes(last._replace(files=files, articles=articles)))
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
