"""The words of toy articles."""

from operator import itemgetter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import function_words, quotations, sentences
from newsthemes.text.tokens import sentence_counts, units, word_counts
from strategies import table_of, tables

TEXTS = [
    'China’s trade war with us. The trade war, in 2018.\n\nA “red line” and "no go".',
    "trade War",
]
ARTICLES = pd.DataFrame({"article": ["a", "b"], "text": TEXTS})


def test_function_words_are_a_set_in_lower_case():
    words = function_words("en")
    assert 140 <= len(words) <= 180 and all(word == word.lower() for word in words)
    assert {"the", "of", "cannot", "will"} <= words and "die" in function_words("de")
    assert not words & set("us state states world general united new war first people".split())
    assert not function_words("ka") and not function_words("")


@pytest.mark.parametrize(("text", "tokens"), [
    ("Trade, trade and trade", ["Trade", ",", "trade", "and", "trade"]),
    ("China’s “red line”", ["China", "’s", "“", "red", "line", "”"]),
    ("O’Neill, O'Neill", ["O’Neill", ",", "O'Neill"]),
    ("In 2018, the U.S.-made", ["In", "2018", ",", "the", "U.S.-made"]),
    ("China's 'ally' didn't win.", ["China", "'s", "'", "ally", "'", "didn't", "win", "."]),
    ('He won "3.5%" (COVID-19)', ["He", "won", '"', "3", ".", "5", "%", '"', "(", "COVID-19", ")"]),
    ("China — 王毅!", ["China", "—", "王毅", "!"]),
    ("on U.S. trade, AB.C.", ["on", "U.S.", "trade", ",", "AB", ".", "C", "."]),
    ("O'Neill's WE'RE well-being", ["O'Neill", "'s", "WE", "'RE", "well-being"]),
    ("की cafe\u0301's", ["की", "cafe\u0301", "'s"]),
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


def test_quotations_stand_between_curly_or_straight_marks():
    assert quotations(ARTICLES).values.tolist() == [["a", 2, "red line"], ["a", 2, "no go"]]


LETTERS = st.sampled_from("aAbZ1. ?-'’_\n\u0301") | st.characters()
ANY = st.lists(st.text(LETTERS, max_size=40), min_size=1, max_size=3).map(table_of)


@pytest.mark.slow
@given(tables(most=3).map(itemgetter(0)) | ANY)
@settings(max_examples=100)
def test_the_tokens_of_a_sentence_are_its_text_and_sentences_are_the_article(articles):
    rows = sentences(articles)
    for tokens, text in zip(rows["tokens"], rows["text"], strict=True):
        assert "".join(tokens) == "".join(text.split())
    texts = rows.groupby("article")["text"].sum().reindex(articles["article"], fill_value="")
    for text, of_sentences in zip(articles["text"], texts, strict=True):
        assert "".join(text.split()) == "".join(of_sentences.split())


def test_in_a_script_without_spaces_sentences_are_as_long_as_their_letters():
    chinese = pd.DataFrame({"article": ["a"], "text": ["讨论5G网络。南海，南海！"]})
    assert sentences(chinese)["words"].tolist() == [6, 4]


@pytest.mark.parametrize("count", [word_counts, sentence_counts, units])
def test_who_changes_a_count_changes_it_for_nobody_else(count):
    articles = pd.DataFrame({"text": ["Trade is up. All is well.", ""]})
    first, again = count(articles), count(articles).tolist()
    first[:] = 0
    assert count(articles).tolist() == again
