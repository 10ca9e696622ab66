"""What is said of the common issues: by whom they were judged, and beside which counts it stands."""

import re
from pathlib import Path

import newsthemes as nt
from newsthemes.review.common_issues import JUDGED, about_general
from newsthemes.review.suggested_yaml import suggested_yaml

PAGE = Path(__file__).parents[2] / "benchmarks" / "issues.md"
TEXT = (
    "Tariffs on steel, said Wang Yi, and more tariffs on trade: a strike over pay, an earthquake."
)


def test_the_figures_are_those_that_were_measured():
    text = PAGE.read_text(encoding="utf-8")
    judged = text.partition("## Judged once")[2]
    items = re.search(r"### .*: ([\d,]+) items", judged)[1]
    precision, recall = re.search(
        r"\*\*all\*\* \| [\d,]+ \| ([\d.]+) \| [\d,]+ \| ([\d.]+)", judged
    ).groups()
    said = f"{items} items of world news, 2018 to 2020"
    assert said in JUDGED
    assert len(re.findall(r"^\| [A-Z]", judged.split("### ")[1], re.MULTILINE)) == 12
    assert "of the 12 issues" in JUDGED
    assert re.findall(r"(\d+)%", JUDGED) == [
        f"{100 * float(one):.0f}" for one in (precision, recall)
    ]


def test_it_is_said_beside_counts_by_the_list_and_by_what_is_left_of_it(tmp_path):
    articles = nt.read_articles([TEXT])
    themes = tmp_path / "themes.yaml"
    themes.write_text(suggested_yaml(nt.suggest(articles)), encoding="utf-8")
    suggested = nt.read_lexicon(themes)
    assert about_general(suggested)[0].startswith("3 of 4 themes. ")
    page = nt.write_page(articles, suggested)
    assert "From a general list of issues" in page and JUDGED in page
    own = nt.write_page(articles, {"Issues": {"Trade": ["trade", "tariff*"]}})
    assert "From a general list of issues" not in own
