"""What the page suggests of a pasted text, `page/scripts/suggest-names.js`, against `suggest`: the
same rows, but for frequent words, which only Python knows.
"""

import json
from pathlib import Path

import pytest

import newsthemes as nt
from newsthemes.page.script_files import SUGGESTING
from script import calls, of_page
from seeds import read_seeds

CASES = json.loads(Path(__file__).parents[1].joinpath("name_cases.json").read_text("utf-8"))
COLUMNS = ["theme", "term", "kind", "mentions"]


@pytest.fixture(scope="module")
def suggested():
    """The rows of a text, as the script has them that stands in a page."""
    with calls(of_page("rule.js", "own-text.js", *SUGGESTING)) as call:

        def rows(text):
            found = call("(text) => suggestNames(asRead(text))", text)
            return [[row[name] for name in COLUMNS] for row in found]

        yield rows


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_names_and_phrases(suggested, case):
    assert suggested(case["text"]) == case["rows"]


def test_names_and_phrases_of_whole_articles_are_those_of_python(suggested):
    articles, _ = read_seeds()
    reports = nt.read_articles(Path(__file__).parents[2] / "seeds" / "reports")
    for text in [*articles["text"], *reports["text"]]:
        table = nt.suggest([text])
        wanted = table.loc[table["kind"] != "word", COLUMNS]
        assert suggested(text) == wanted.to_numpy(object).tolist()
