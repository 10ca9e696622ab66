"""A text that a reader pastes, `page/scripts/own-text.js`: it is read as the Python side reads a
file.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes import read_articles
from newsthemes.text.sentences import paragraph_spans
from script import calls, of_page

PIECES = ["a", "B.", "é", "e\u0301", "🙂", "’", "-"]
PIECES += [" ", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\u00a0", "\u3000", "\x0b"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture(scope="module")
def js():
    with calls(of_page("rule.js", "own-text.js")) as call:
        yield call


@given(text=TEXTS.filter(str.strip))
def test_a_text_has_the_paragraphs_and_words_that_python_finds(js, text, tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "a.txt"
    path.write_bytes(f"x {text}".encode())
    [wanted] = read_articles(path).to_dict("records")
    article = js("(text) => articleFrom('a', text)", f"x {text}")
    found = [[piece.strip() for piece in (one["text"] for one in (article, wanted))]]
    assert found[0][0] == found[0][1]
    assert [tuple(span) for span in article["paragraphs"]] == paragraph_spans(article["text"])
    assert article["words"] == wanted["words"]


def test_a_text_has_no_sentences_since_only_python_has_their_rule(js):
    article = js("(text) => articleFrom('', text)", "Talks\n\nGen. Roe met Sen. Poe. They left.")
    assert article["sentences"] is None and article["title"] == "Talks"


def test_a_byline_and_a_dateline_are_no_title(js):
    titles = {
        "By Jane Doe\n\nTalks begin\n\nThey met.": "Talks begin",
        "IMF (Washington) – growth slows\n\nThey met.": "IMF (Washington) – growth slows",
        "EU, China trade fell in 2023 – report\n\nA.": "EU, China trade fell in 2023 – report",
        "PARIS, March 3 (Reuters) - They met.": "They met.",
        "By Jane Doe\n\nPARIS, March 3 (Reuters) - They met.": "They met.",
        "By Jane Doe": "By Jane Doe",
    }
    for text, title in titles.items():
        assert js("(text) => articleFrom('', text).title", text) == title


def test_a_long_first_line_is_cut_at_a_word_without_its_stop(js):
    line = "The motorcade of the finance ministers left as a heavily scratched car pool. The rest walked."
    title = js("(text) => articleFrom('', text).title", line)
    assert title == "The motorcade of the finance ministers left as a heavily scratched car pool…"


def test_a_text_of_nothing_but_spaces_takes_no_time(js):
    assert (
        js(
            "(text) => articleFrom('', text).paragraphs.length",
            "a" + " " * 400_000 + "b" + "\n" * 100_000,
        )
        == 1
    )
