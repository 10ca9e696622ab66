"""Where the project is, and what the folder of a run is called and holds."""

import os
import shlex
from pathlib import Path
from types import SimpleNamespace

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
PROGRAM_NAME = "python3 run.py"
IN_CHECKOUT = (ROOT / "run.py").exists()
if not IN_CHECKOUT:  # installed: the wheel brings notebooks and themes
    ROOT = PACKAGE / "project"
    PROGRAM_NAME = "newsthemes"
elif os.name == "nt":
    PROGRAM_NAME = "py run.py"
PROGRAM = PROGRAM_NAME.split()[-1]
NOTEBOOKS = "[0-9]-*.ipynb"  # those of a run
NOTE = "README.md"  # in the folder of a run: what it was made from


def made_by(given: SimpleNamespace) -> str:
    """The command as it was typed, for the README of what it makes."""
    words = [word for word in given.typed if word not in ("--overwrite", "--again")]
    return shlex.join([*PROGRAM_NAME.split(), *words])
