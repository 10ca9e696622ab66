"""Every file that the project's prose links or names is there."""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ["benchmarks", "docs", "figures", "notebooks", "seeds", "tests"]
MADE = {"notebooks/figures", "notebooks/tables"}  # by a notebook that is tried by hand
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(rf"(?:{'|'.join(FOLDERS)})/[\w./-]*|[\w./-]+\.py")
PROSE = [*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.ipynb")]
PROSE += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.md")]


def markdown(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return text


def missing(path, text):
    """The relative links, seen from the file, and the paths in backticks, seen from the root or the
    file, where nothing is.
    """
    links = [link for link in LINK.findall(text) if not re.match(r"[a-z]+:", link)]
    gone = [link for link in links if not (path.parent / link).exists()]
    words = [word.strip(",;:") for code in CODE.findall(text) for word in code.split()]
    for word in filter(PATH.fullmatch, words):
        if word.rstrip("/") in MADE:
            continue
        if not (ROOT / word).exists() and not (path.parent / word).exists():
            gone.append(word)
    return gone


@pytest.mark.parametrize("path", sorted(PROSE), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_linked_or_named_is_there(path):
    assert not missing(path, markdown(path))
