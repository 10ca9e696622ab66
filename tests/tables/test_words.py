"""The words of toy articles."""

import pandas as pd
import pytest
from hypothesis import given, settings
from newsthemes import expressions, quotations, read_lexicon, shape, suggest
from newsthemes.tables.keyness import _Used
from newsthemes.tables.words import tokens_of
from newsthemes.text.characters import fold, straight
from newsthemes.text.sentences import sentence_spans
from strategies import tables

ARTICLES = pd.DataFrame(
    {
        "article": ["a", "b"],
        "text": [
            'China’s trade war with us. The trade war, in 2018.\n\nA “red line” and "no go".',
            "trade War",
        ],
    }
)


def test_expressions_are_content_words_and_pairs_of_them():
    table = expressions(ARTICLES).drop(columns="log_likelihood")
    assert table.values.tolist()[:3] == [
        ["trade war", "collocation", 3, 2],
        ["trade", "word", 3, 2],
        ["war", "word", 3, 2],
    ]
    assert set(table["expression"]) == {
        "trade war",
        "trade",
        "war",
        "China",
        "us",
        "red",
        "line",
        "go",
    }


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
        "keyness": _Used([text]).names,
        "expressions": expressions(articles).query("kind == 'word'")["expression"],
        "suggest": suggest(articles, lexicon)["expression"],
    }
    assert {
        name: sorted({word.replace("’", "'").lower() for word in words})
        for name, words in found.items()
    } == {name: expected for name in found}


def test_a_mark_parts_what_is_no_collocation():
    """A term of both words would not be found there."""
    articles = pd.DataFrame(
        {"article": ["a"], "text": ["Iran, Russia. Iran, Russia. China’s trade and China’s trade."]}
    )
    assert set(expressions(articles)["kind"]) == {"word"}


def test_nothing_to_say():
    empty = pd.DataFrame({"article": ["a"], "text": ["of the 7"]})
    assert expressions(empty).empty and quotations(empty).empty
    assert expressions(empty.head(0)).columns.tolist() == [
        "expression",
        "kind",
        "count",
        "articles",
        "log_likelihood",
    ]


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


@given(tables(most=3))
@settings(max_examples=60)
def test_tokens_know_their_places(table):
    texts = table[0]["text"].tolist()
    found, offset, number = tokens_of(texts), 0, 0
    for row, text in enumerate(texts):
        for start, end in sentence_spans(text):
            here = found.sentence == number
            assert (found.article[here] == row).all() and (
                found.start[here] >= offset + start
            ).all()
            spans = list(
                zip(
                    found.start[here] - offset,
                    found.end[here] - offset,
                    found.word[here],
                    strict=True,
                )
            )
            assert "".join(text[first:last] for first, last, _ in spans) == "".join(
                text[start:end].split()
            )
            assert all(
                found.names[word] == fold(straight(text[first:last]))
                for first, last, word in spans
                if word >= 0
            )
            number += 1
        offset += len(text) + 1
    assert number == found.sentence.max(initial=-1) + 1


def test_what_is_taken_or_known_is_no_word_and_follows_none():
    found = tokens_of(
        ["human rights law", "law of rights"], taken=([0, 17], [3, 20]), known={"law"}
    )
    assert found.names == ["rights"] and found.word.tolist() == [-1, 0, -1, -1, -1, 0]
    assert tokens_of(["human rights law. Law"]).following().tolist() == [1, 2, -1, -1, -1]
    assert len(tokens_of([]).following()) == 0
