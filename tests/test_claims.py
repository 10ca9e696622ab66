"""What the project's prose says of how far its counts are checked: the article by nobody, the terms
for kinds of news by what editors filed; and no code of a model comes with it.
"""

import re
from pathlib import Path
from statistics import median

import nbformat
import pytest

import newsthemes as nt
from newsthemes.page.codebook import definitions
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


OURS = "dbb8fd4095cd4267"  # how the SHA-256 of the project's article begins
TIMES = {"once": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
SENTENCE = (
    r"The article mentions the South China Sea (\w+) times and trade (\w+) \(“… (.+?) …”\)\. Among "
    r"the issues listed, the Israel-Hamas conflict has the most mentions, (\w+) in (\w+) sentences; "
    r"military ties and militarization come up in the most sentences, (\w+)\."
)


@pytest.mark.parametrize("name", ["README.md", "notebooks/2-its-themes.ipynb"])
def test_the_sentence_on_the_article_has_the_numbers_of_the_counts(name):
    """Those of the project's article and themes; who put others into seeds/ writes another."""
    articles, lexicon = read_seeds()
    if len(articles) > 1 or not articles["sha256"].iloc[0].startswith(OURS):
        return
    sea, trade, passage, conflict, within, ties = re.search(SENTENCE, prose(ROOT / name)).groups()
    table = nt.counts(nt.find_mentions(articles, lexicon), articles, lexicon)
    issues = table[table["group"] == "Issues"].set_index("theme")
    assert issues.loc["South China Sea", "mentions"] == TIMES[sea]
    assert issues.loc["Trade", "mentions"] == TIMES[trade]
    assert passage in " ".join(articles["text"].iloc[0].split())
    first = [TIMES[conflict], TIMES[within]]
    assert issues.loc["Israel-Hamas conflict", ["mentions", "sentences"]].tolist() == first
    others = issues.drop("Israel-Hamas conflict")
    assert others["mentions"].max() < TIMES[conflict]
    others = issues.drop("Military ties and militarization")
    assert others["sentences"].max() < TIMES[ties] == issues["sentences"].max()


LISTS = (
    r"found (\d+)% of its marks \((\d+)% for the worst theme, (\d+)% for the best\), and (\d+)% of "
    r"what it found was right \((\d+)% to (\d+)%\)"
)
SUGGESTED = r"the lists found (\d+)% \(the median\), and (\d+)% of that was right"


def test_what_readme_says_that_lists_find_is_what_was_measured():
    """Twelve lists, before and after all first suggestions were added."""
    page = (ROOT / "package" / "benchmarks" / "suggestions.md").read_text(encoding="utf-8")
    lines = (
        page.partition("| theme | marks | recall before |")[2]
        .partition("| median |")[0]
        .split("\n")[2:-1]
    )
    rows = [list(map(float, line.replace("*", "").split("|")[3:-1])) for line in lines]
    assert len(rows) == 12
    recall, recall_then, _, precision, precision_then, _ = (
        [100 * min(column), 100 * median(column), 100 * max(column)]
        for column in zip(*rows, strict=True)
    )
    readme = prose(ROOT / "README.md")
    worst_and_best = [recall[1], recall[0], recall[2], precision[1], precision[0], precision[2]]
    numbers = re.search(LISTS, readme).groups()
    assert list(map(int, numbers)) == list(map(round, worst_and_best))
    numbers = re.search(SUGGESTED, readme).groups()
    assert list(map(int, numbers)) == [round(recall_then[1]), round(precision_then[1])]


def test_the_codebook_defines_each_theme_below_its_name():
    text = (ROOT / "seeds" / "codebook.md").read_text(encoding="utf-8")
    themes = re.findall(r"^\*\*(.+)\.\*\*", text, re.MULTILINE)
    defined = definitions(text, themes)
    assert list(defined) == themes != []
    assert not any("\n#" in said or "\n**" in said for said in defined.values())
