"""What the project's prose says of how far its counts are checked: the article by nobody, the terms
for kinds of news by what editors filed; and no code of a model comes with it.
"""

import re
from pathlib import Path

import nbformat
import pytest

import newsthemes as nt
from seeds import read_seeds

ROOT = Path(__file__).resolve().parents[1]
TRUST = ROOT / "notebooks" / "4-how-far-to-trust-it.ipynb"
CHECKED = [ROOT / "README.md", ROOT / "seeds" / "README.md", TRUST]


def prose(path):
    """The Markdown of a file, each run of white space one space."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(text.split())


@pytest.mark.parametrize("path", CHECKED, ids=lambda path: path.name)
def test_it_is_said_that_nobody_has_coded_the_article(path):
    text = prose(path)
    assert re.search(r"\*\*Nobody has coded (the|this) article\.\*\*", text)
    assert "python3 run.py code" in text


def test_no_code_of_a_model_comes_with_the_project():
    seeds = ROOT / "seeds"
    assert not list(seeds.rglob("model-*"))
    assert not re.search("(?i)language model", prose(seeds / "codebook.md"))


def test_readme_names_who_leads_as_the_rule_does():
    articles, lexicon = read_seeds()
    said = nt.leaders(nt.counts(nt.find_mentions(articles, lexicon), articles, lexicon))
    assert f"**{said}**" in prose(ROOT / "README.md").replace("\\", "")
