"""What the project's prose says of the codes that come with it: passes of a language model, and not
people.
"""

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[1]
TRUST = ROOT / "notebooks" / "4-how-far-to-trust-it.ipynb"
CODEBOOK = ROOT / "seeds" / "codes" / "README.md"
RESTING = [ROOT / "README.md", ROOT / "seeds" / "README.md", TRUST, CODEBOOK]


def prose(path):
    """The Markdown of a file, each run of white space one space."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


@pytest.mark.parametrize("path", RESTING, ids=lambda path: path.name)
def test_what_rests_on_the_codes_says_what_they_are(path):
    text = prose(path).replace("**", "")
    assert "two passes of a language model" in text
    assert re.search("(?i)which model and version, when and with which instructions", text)
    assert re.search(r"not known,? beyond \[?(the|this) \[?codebook", text)
    assert re.search("[Nn]o person has checked", text)
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert path == CODEBOOK or CODEBOOK in [(path.parent / link).resolve() for link in links]


def test_notebook_4_speaks_of_sheets_since_a_pass_is_no_coder():
    assert not re.search("(?i)coder|two readers", prose(TRUST).replace("not two coders", ""))
    example = [
        " ".join(cell.source.split())
        for cell in nbformat.read(TRUST, as_version=4).cells
        if "example" in cell.metadata.get("tags", [])
    ]
    assert any("agreement of the model with itself" in source for source in example)
