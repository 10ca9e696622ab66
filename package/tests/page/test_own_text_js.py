"""A text that a reader pastes, `page/scripts/rule/pasted.js`: it is read as the Python side reads a
file.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import NORMAL_FORMS
from newsthemes import read_articles
from newsthemes.text.blocks import paragraph_spans
from script import calls

PIECES = ["a", "B.", "é", "e\u0301", "🙂", "’", "-", "\u00ad", "\ufb03"]
PIECES += [" ", "\t", "\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\u00a0", "\u3000", "\x0b"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@pytest.fixture(scope="module")
def js():
    with calls("rule/pasted.js") as call:
        yield call


@given(text=TEXTS.filter(str.strip))
def test_a_text_has_the_paragraphs_and_words_that_python_finds(js, text, tmp_path_factory):
    path = tmp_path_factory.mktemp("own") / "a.txt"
    path.write_bytes(f"x {text}".encode())
    [wanted] = read_articles(path).to_dict("records")
    article = js("(text) => articleFrom('a', text)", f"x {text}")
    assert article["text"].strip() == wanted["text"].strip()
    assert [tuple(span) for span in article["paragraphs"]] == paragraph_spans(article["text"])
    assert article["words"] == wanted["words"]


@pytest.mark.parametrize(("raw", "text"), NORMAL_FORMS)
def test_a_text_and_a_term_have_the_same_normal_form_as_in_python(js, raw, text):
    assert js("(raw) => articleFrom('', raw).text", raw) == text and js("tidy", raw) == " ".join(
        text.split()
    )


LINE = (
    "The motorcade of the finance ministers left as a heavily scratched car pool. The rest walked."
)
TITLES = {
    "By Jane Doe\n\nTalks begin\n\nThey met.": "Talks begin",
    "IMF (Washington) – growth slows\n\nThey met.": "IMF (Washington) – growth slows",
    "EU, China trade fell in 2023 – report\n\nA.": "EU, China trade fell in 2023 – report",
    "PARIS, March 3 (Reuters) - They met.": "They met.",
    "By Jane Doe\n\nPARIS, March 3 (Reuters) - They met.": "They met.",
    "By Jane Doe": "By Jane Doe",
    LINE: "The motorcade of the finance ministers left as a heavily scratched car pool…",
}


def test_the_title_is_the_first_line_cut_at_a_word_but_no_byline_and_no_dateline(js):
    assert {text: js("(text) => articleFrom('', text).title", text) for text in TITLES} == TITLES


def test_a_text_of_nothing_but_spaces_takes_no_time(js):
    text = "a" + " " * 400_000 + "b" + "\n" * 100_000
    assert js("(text) => articleFrom('', text).paragraphs.length", text) == 1
