"""What is the example's: where its notebooks and articles lie. `run.py` starts it."""

import os
import sys
from pathlib import Path

from newsthemes.command.main import console
from newsthemes.report.project import Project

ROOT = Path(__file__).resolve().parent
sys.path.append(str(ROOT))  # behind all else

from claims import CLAIMS  # noqa: E402

PROJECT = Project(
    root=ROOT,
    notebooks=ROOT / "notebooks",
    seeds=ROOT / "seeds",
    page=ROOT / "docs" / "index.html",
    taken=ROOT / "figures" / "explorer.png",
    claims=CLAIMS,
    address="",  # where docs/ is published, such as "https://example.org/themes"
    preview="page.png",
    program="py run.py" if os.name == "nt" else "python3 run.py",
)

if __name__ == "__main__":
    sys.exit(console(PROJECT))
