"""The words of toy articles."""

import pandas as pd
import pytest
from hypothesis import given, settings

from newsthemes import function_words, quotations, sentences
from newsthemes.tables.sentences_and_words import tokens_of
from newsthemes.text.folding import fold, straight
from newsthemes.text.sentences import sentence_spans
from newsthemes.text.tokens import word_counts
from strategies import tables

TEXTS = [
    'China’s trade war with us. The trade war, in 2018.\n\nA “red line” and "no go".',
    "trade War",
]
ARTICLES = pd.DataFrame({"article": ["a", "b"], "text": TEXTS})


@pytest.mark.parametrize(("text", "expected"), [
    ("COVID-19 rose. Covid-19", "covid-19 rose covid-19"),
    ("It isn’t. They didn't, can't, cannot, won’t; we're, I'd, she'll", ""),
    ("We don’t and can't, they won't; let's", "let"),
    ("China’s, Xi's CHINA", "china xi china"),
    ("In 2018, 3.5% or 1,000; 3,000 men in 1812 a b", "men"),
    ("The U.S. and U.S.-made", "u.s. u.s.-made"),
    ("O’Neill and O'Neill", "o'neill o'neill"),
    ("US-China well-being – war—peace", "us-china well-being war peace"),
    ("Élan naïve", "élan naïve"),
    ("", ""),
])  # fmt: skip
def test_content_words_have_letters_and_are_no_function_words(text, expected):
    for language in ("en", ""):
        found = tokens_of([text], [language])
        assert [found.names[n] for n in found.word if n >= 0] == expected.split()


def test_function_words_are_a_set_in_lower_case():
    assert "the" in function_words("en") and "die" in function_words("de")
    assert not function_words("ka") and not function_words("")
    assert "trade" not in function_words("en")


@pytest.mark.parametrize(("text", "tokens"), [
    ("Trade, trade and trade", ["Trade", ",", "trade", "and", "trade"]),
    ("China’s “red line”", ["China", "’s", "“", "red", "line", "”"]),
    ("O’Neill, O'Neill", ["O’Neill", ",", "O'Neill"]),
    ("In 2018, the U.S.-made", ["In", "2018", ",", "the", "U.S.-made"]),
    ("", []),
])  # fmt: skip
def test_tokens_are_spelled_as_they_are(text, tokens):
    table = sentences(pd.DataFrame({"article": ["a"], "text": [text]}))
    assert table["tokens"].explode().dropna().tolist() == tokens


def test_nothing_to_say():
    empty = pd.DataFrame({"article": ["a"], "text": ["of the 7"]})
    assert quotations(empty).empty and len(sentences(empty)) == 1
    columns = ["article", "paragraph", "sentence", "words", "text", "tokens"]
    assert sentences(empty.head(0)).columns.tolist() == columns


def test_sentences_are_a_row_each():
    table = sentences(ARTICLES)
    assert table[["article", "paragraph", "sentence", "words"]].values.tolist() == [
        ["a", 1, 1, 5], ["a", 1, 2, 5], ["a", 2, 3, 6], ["b", 1, 1, 2],
    ]  # fmt: skip
    for tokens, text in zip(table["tokens"], table["text"], strict=True):
        assert straight("".join(tokens)).lower() == straight("".join(text.split())).lower()


def test_quotations_stand_between_curly_or_straight_marks():
    assert quotations(ARTICLES).values.tolist() == [["a", 2, "red line"], ["a", 2, "no go"]]


@given(tables(most=3))
@settings(max_examples=60)
def test_tokens_know_their_places(table):
    texts = table[0]["text"].tolist()
    found, offset, number = tokens_of(texts, ["en"] * len(texts)), 0, 0
    for row, text in enumerate(texts):
        for start, end in sentence_spans(text):
            here = found.sentence == number
            assert (found.article[here] == row).all()
            assert (found.start[here] >= offset + start).all()
            places = zip(found.start[here] - offset, found.end[here] - offset, strict=True)
            tokens = [text[first:last] for first, last in places]
            assert "".join(tokens) == "".join(text[start:end].split())
            for token, word in zip(tokens, found.word[here], strict=True):
                assert word < 0 or found.names[word] == fold(straight(token))
            number += 1
        offset += len(text) + 1
    assert number == found.sentence.max(initial=-1) + 1


def test_what_is_taken_or_known_is_no_word_and_follows_none():
    texts = ["human rights law", "law of rights"]
    found = tokens_of(texts, ["en", ""], ([0, 17], [3, 20]), {"law"})
    assert found.names == ["rights"] and found.word.tolist() == [-1, 0, -1, -1, -1, 0]
    assert tokens_of(["human rights law. Law"], [""]).following().tolist() == [1, 2, -1, -1, -1]
    assert len(tokens_of([], []).following()) == 0


def test_in_a_script_without_spaces_sentences_are_as_long_as_their_letters():
    chinese = pd.DataFrame({"article": ["a"], "text": ["讨论5G网络。南海，南海！"]})
    assert sentences(chinese)["words"].tolist() == [6, 4] and word_counts(chinese).tolist() == [10]
