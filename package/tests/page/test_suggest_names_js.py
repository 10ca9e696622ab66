"""What the page suggests of a pasted text, `page/scripts/suggest/`, against `suggest`: the
same rows, but for frequent words, of which only Python knows how frequent they are elsewhere.
"""

import json
import time
from pathlib import Path

import pytest

import newsthemes as nt
from script import calls

CASES = json.loads(Path(__file__).parents[1].joinpath("name_cases.json").read_text("utf-8"))
COLUMNS = ["theme", "term", "kind", "mentions"]


@pytest.fixture(scope="module")
def suggested():
    """The rows of a text, as the script has them that stands in a page."""
    with calls("suggest/suggest.js") as call:

        def rows(text, words=False):
            suggestions = call("(text) => suggestNames(articleFrom('', text).text)", text)
            suggestions = [row for row in suggestions if (row["kind"] == "word") == words]
            return [[row[name] for name in COLUMNS] for row in suggestions]

        yield rows


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_names_and_phrases(suggested, case):
    assert suggested(case["text"]) == case["rows"]


def test_a_long_text_without_the_end_of_a_sentence_takes_no_longer():
    with calls("suggest/suggest.js") as call:
        begin = time.perf_counter()
        call("(text) => wordsOfText(text).words.length", "trade war in the city of " * 8_000)
        assert time.perf_counter() - begin < 5  # it was 14, and is a quarter of a second


def test_names_and_phrases_of_whole_articles_are_those_of_python(suggested):
    reports = nt.read_articles(Path(__file__).parents[1] / "reports")
    for text in reports["text"]:
        table = nt.suggest([text], most=1000)
        wanted = table.loc[table["kind"] != "word", COLUMNS]
        assert suggested(text) == wanted.to_numpy(object).tolist()


DROUGHT = (
    "The mayor of Oslo said that water was short. Water is dear in a drought, and other mayors know: "
    "no water, no bread. The mayors closed the water works. A mayor said the drought killed the need for "
    "Water Street. They said so quickly, quickly, quickly. Oslo waits, Oslo needs rain, Oslo prays."
)


def test_words_are_suggested_that_are_there_three_times_and_in_no_name(suggested):
    assert suggested(DROUGHT, words=True) == [
        ["mayor", "mayor", "word", 2],
        ["mayor", "mayors", "word", 2],
        ["water", "water", "word", 4],
    ]
    in_phrases = "They saw the dry lake, and the dry lake saw rain. A dry lake is a lake. " * 2
    assert [row[0] for row in suggested(in_phrases, words=True)] == []
    many = " ".join(f"They saw the bird{chr(97 + number)} there." for number in range(12)) * 3
    assert len(suggested(many, words=True)) == 10
    german = "Der Zoll auf Stahl ist neu, und der Zoll auf Stahl ist der Zoll der Welt. " * 5
    assert suggested(german, words=True) == []
