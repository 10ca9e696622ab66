"""What the project's prose says of how far its counts are checked: the article by nobody, the terms
for kinds of news by what editors filed; and no code of a model comes with it.
"""

import re
from pathlib import Path
from statistics import median

import nbformat
import pytest
from claims import CLAIMS

from newsthemes.page.codebook import definitions
from newsthemes.report.pages import finding

ROOT = Path(__file__).resolve().parents[1]
TRUST = ROOT / "notebooks" / "3-how-far-to-trust-the-counts.ipynb"
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
    assert re.search(r"\*\*Nobody has coded (the|this) article\.", text)
    assert "python3 run.py code" in text


def test_no_code_of_a_model_comes_with_the_project():
    seeds = ROOT / "seeds"
    assert not list(seeds.rglob("model-*"))
    assert not re.search("(?i)language model", prose(seeds / "codebook.md"))


LISTS = r"found (\d+)% of the marks on their subject in the median, and (\d+)% of what they found was right"


def test_what_readme_says_that_lists_find_is_what_was_measured():
    """Twelve lists of one or two terms."""
    page = (ROOT / "package" / "benchmarks" / "suggestions.md").read_text(encoding="utf-8")
    lines = (
        page.partition("| theme | marks | recall before |")[2]
        .partition("| median |")[0]
        .split("\n")[2:-1]
    )
    rows = [list(map(float, line.replace("*", "").split("|")[3:-1])) for line in lines]
    assert len(rows) == 12
    recall, _, _, precision, _, _ = (100 * median(column) for column in zip(*rows, strict=True))
    said = re.search(LISTS, prose(ROOT / "README.md")).groups()
    assert list(map(int, said)) == [round(recall), round(precision)]


CITED = r"- (\*\*[^•]*?): \[how it was measured\]\(([^)#]+benchmarks/[^)#]+)"


def test_what_readme_cites_of_a_benchmark_stands_there_word_for_word():
    """Every number of a point that links to a benchmark, but those that the saved tables hold."""
    text = prose(ROOT / "README.md").replace(" - **", "• - **")
    for claim in CLAIMS:
        text = text.replace(claim.text, "")
    points = re.findall(CITED, text)
    assert len(points) == 2
    for point, page in points:
        measured = prose(ROOT / page)
        for number in re.findall(r"\d+(?: to \d+)?%?", point):
            assert re.search(rf"(?<![\d.]){number}(?!\.?\d)", measured), (number, page)


NUMBERS = "one two three four five six seven nine ten fourteen once".split()
SAID = re.compile(rf"(?i)[^.;:]*(?:\d|\b(?:{'|'.join(NUMBERS)})\b)[^.;:]*")


def test_every_number_of_a_finding_is_a_claim():
    """Of the first paragraph of README, its table of findings, and the notebooks'."""
    first = prose(ROOT / "README.md").partition("[![")[0]
    lines = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")
    rows = [line.split(" | ")[1].strip(" |") for line in lines if line.startswith("| [")]
    books = [nbformat.read(path, 4) for path in sorted((ROOT / "notebooks").glob("[0-9]-*.ipynb"))]
    findings = [first.partition(" A report ")[2], *rows, *map(finding, books)]
    assert len(findings) == 1 + 2 * len(books)
    for said in findings:
        for claim in CLAIMS:
            said = said.replace(claim.text, "")
        assert not SAID.search(said), said


def test_the_codebook_defines_each_theme_below_its_name():
    text = (ROOT / "seeds" / "codebook.md").read_text(encoding="utf-8")
    themes = re.findall(r"^\*\*(.+)\.\*\*", text, re.MULTILINE)
    defined = definitions(text, themes)
    assert list(defined) == themes != []
    assert not any("\n#" in said or "\n**" in said for said in defined.values())
