"""The words of toy articles."""

import pandas as pd
import pytest
from themes import expressions, find_mentions, quotations, read_lexicon, shape, suggest, uncovered
from themes.tables.keyness import words_of

ARTICLES = pd.DataFrame(
    {
        "article": ["a", "b"],
        "text": ['China’s trade war with us. The trade war, in 2018.\n\nA “red line” and "no go".', "trade War"],
    }
)


def test_expressions_are_content_words_and_pairs_of_them():
    table = expressions(ARTICLES).drop(columns="log_likelihood")
    assert table.values.tolist()[:3] == [
        ["trade war", "collocation", 3, 2],
        ["trade", "word", 3, 2],
        ["war", "word", 3, 2],
    ]
    assert set(table["expression"]) == {"trade war", "trade", "war", "China", "us", "red", "line", "go"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("COVID-19 rose. Covid-19", ["covid-19", "rose"]),
        ("It isn’t. They didn't, can't, cannot, won’t; we're, I'd, she'll", []),
        ("China’s and Xi's", ["china", "xi"]),
        ("In 2018, 3.5% or 1,000", []),
        ("The U.S. and U.S.-made", ["u.s.", "u.s.-made"]),
        ("O’Neill and O'Neill", ["o'neill"]),
        ("a b c", []),
    ],
)
def test_a_content_word_is_the_same_everywhere(text, expected):
    articles = pd.DataFrame({"article": ["a", "b"], "text": [text, text]})
    lexicon = read_lexicon({"No": ["nothing of it"]})
    found = {
        "words_of": words_of(text),
        "expressions": expressions(articles).query("kind == 'word'")["expression"],
        "uncovered": uncovered(find_mentions(articles, lexicon), articles).query("kind == 'word'")["expression"],
        "suggest": suggest(articles, lexicon)["expression"],
    }
    assert {name: sorted({word.replace("’", "'").lower() for word in words}) for name, words in found.items()} == {
        name: expected for name in found
    }


def test_a_mark_parts_what_is_no_collocation():
    """A term of both words would not be found there."""
    articles = pd.DataFrame({"article": ["a"], "text": ["Iran, Russia. Iran, Russia. China’s trade and China’s trade."]})
    assert set(expressions(articles)["kind"]) == {"word"}


def test_uncovered_leaves_out_what_a_theme_takes():
    mentions = find_mentions(ARTICLES, read_lexicon({"Trade": ["trade war"], "China": ["China"]}))
    assert set(uncovered(mentions, ARTICLES)["expression"]) == {"us", "red", "line", "go"}


def test_nothing_to_say():
    empty = pd.DataFrame({"article": ["a"], "text": ["of the 7"]})
    assert expressions(empty).empty and quotations(empty).empty
    assert expressions(empty.head(0)).columns.tolist() == ["expression", "kind", "count", "articles", "log_likelihood"]


def test_shape_is_a_row_a_sentence():
    table = shape(ARTICLES)
    assert table[["article", "paragraph", "sentence", "words"]].values.tolist() == [
        ["a", 1, 1, 5],
        ["a", 1, 2, 5],
        ["a", 2, 3, 6],
        ["b", 1, 1, 2],
    ]


def test_quotations_stand_between_curly_or_straight_marks():
    assert quotations(ARTICLES).values.tolist() == [["a", 2, "red line"], ["a", 2, "no go"]]
