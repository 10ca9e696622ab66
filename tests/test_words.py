"""The words of toy articles."""

import pandas as pd
from themes import expressions, find_mentions, quotations, read_lexicon, shape, uncovered

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
