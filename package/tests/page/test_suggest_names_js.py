"""What the page suggests of a pasted text, `page/scripts/suggest/`, against `suggest`: the same rows,
in the same order.
"""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsthemes as nt
from script import calls

CASES = json.loads(Path(__file__).parents[1].joinpath("name_cases.json").read_text("utf-8"))
REPORTS = nt.read_articles(Path(__file__).parents[1] / "reports")
COLUMNS = ["group", "theme", "term", "excluded", "exact", "kind", "mentions"]


@pytest.fixture(scope="module")
def suggested():
    """The rows of a text, as the script has them that stands in a page."""
    with calls("suggest/suggest.js") as call:

        def rows(text):
            suggestions = call("(text) => suggestionsOf(articleFrom('', text).text)", text)
            return [[row[name] for name in COLUMNS] for row in suggestions]

        yield rows


def wanted(text):
    table = nt.suggest([text])
    table["exact"] = table["case"] == "exact"
    return table[COLUMNS].to_numpy(object).tolist()


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_each_row_of_the_cases(suggested, case):
    rows = suggested(case["text"])
    assert rows == wanted(case["text"])
    said = [[theme, f"not: {term}" if excluded else term, kind, mentions]
            for _, theme, term, excluded, _, kind, mentions in rows]  # fmt: skip
    assert said == case["rows"]


def test_a_long_text_without_the_end_of_a_sentence_takes_no_longer():
    with calls("suggest/suggest.js") as call:
        begin = time.perf_counter()
        call("(text) => wordsOfText(text).words.length", "trade war in the city of " * 8_000)
        assert time.perf_counter() - begin < 5  # it was 14, and is a quarter of a second


@pytest.mark.parametrize("text", REPORTS["text"], ids=REPORTS["article"])
def test_the_rows_of_a_whole_article_are_those_of_python(suggested, text):
    rows = suggested(text)
    assert {"Issues", "Names", "Words"} == {group for group, *_ in rows}
    assert rows == wanted(text)


# the phrases, keywords with forms, names, issues with `not:` phrases, and words that are none
PARTS = [
    "The flood barrier", "the badger farce", "badgers", "badgered", "Ann Lee", "Lee", "of Oslo",
    "trade unions", "tariffs,", "the Fed", "planned", "cts", "holds", "met", "it is so.", "It was.",
    "NATO", "Polish",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PARTS), max_size=80).map(" ".join)


@given(TEXTS)
@settings(max_examples=60)
def test_the_rows_of_any_text_are_those_of_python(suggested, text):
    assert suggested(text) == wanted(text)


@pytest.mark.parametrize(("text", "terms"), [
    ("The badger is so. " * 60 + "A badger farce. " * 2 + "It is as it is. " * 400, ["badger"]),  # a phrase that brings little
    ("They saw the hard work, and the hard work saw them. " + "It is as it is. " * 9, []),
])  # fmt: skip
def test_phrases_of_little_use_are_not_suggested(suggested, text, terms):
    rows = suggested(text)
    assert rows == wanted(text)
    assert [term for _, _, term, *_ in rows] == terms


def test_the_page_has_the_list_of_issues():
    with calls("suggest/suggest.js") as call:
        held = call(
            "() => everyIssue.flatMap(({ theme, terms }) => terms.map((one) => ({ theme, ...one })))"
        )
    assert [list(one.values()) for one in held] == [
        [entry.theme, entry.term, entry.excluded, entry.case == "exact"]
        for entry in nt.read_lexicon("issues").terms
    ]
