"""Keyness against numbers worked out by hand, and what it does where there is little to compare."""

from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themes import keyness
from themes.keyness import words_of

TEXTS = ["tax tax war", "tax war", "war peace"]


def articles(texts, sides):
    return pd.DataFrame({"text": texts, "party": sides})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("China’s, China's CHINA", ["china"] * 3),
        ("We don’t and can't, they won't; let's", ["let"]),
        ("3,000 men in 1812 a b", ["men"]),
        ("US-China well-being – war—peace", ["us-china", "well-being", "war", "peace"]),
        ("Élan naïve", ["élan", "naïve"]),
        ("", []),
    ],
)
def test_words_of(text, words):
    assert words_of(text) == words


def test_log_odds_and_log_likelihood_by_hand():
    table = keyness(articles(TEXTS, ["A", "A", "B"]), "party", "A", "B", least=1).set_index("word")
    assert table.attrs | {"note": ""} == {"by": "party", "a": "A", "b": "B", "tested": 3, "articles": [2, 1], "note": ""}
    tax = table.loc["tax"]
    prior, weight = 7 / 3, 7 / 3 * 3 / 7  # words an article; the share of tax in all
    odds = log((3 + weight) / (5 + prior - 3 - weight)) - log(weight / (2 + prior - weight))
    assert tax["log_odds"] == pytest.approx(odds)
    assert tax["z"] == pytest.approx(odds / sqrt(1 / (3 + weight) + 1 / weight))
    expected = {(3, 15 / 7), (2, 20 / 7), (2, 8 / 7)}
    assert tax["log_likelihood"] == pytest.approx(2 * sum(seen * log(seen / chance) for seen, chance in expected))
    assert tax[["side", "count_a", "count_b", "articles_a", "articles_b"]].tolist() == ["A", 3, 0, 2, 0]
    assert tax["per_1000_a"] == pytest.approx(600) and table.loc["peace", "side"] == "B"


def test_all_articles_are_the_background_of_the_prior():
    few = keyness(articles(TEXTS, ["A", "A", "B"]), "party", "A", "B", least=1, prior=3).set_index("word")
    more = keyness(articles([*TEXTS, "tax " * 50], ["A", "A", "B", "C"]), "party", "A", "B", least=1, prior=3).set_index("word")
    assert more.loc["tax", "log_odds"] < few.loc["tax", "log_odds"]  # common elsewhere, it tells less
    assert more.loc["tax", "count_a"] == 3 and more.attrs["tested"] == 3


def test_a_word_of_a_single_article_has_a_wide_interval():
    a = ["alpha common here today"] * 20
    a[0] += " burst" * 40
    b = ["common here today common"] * 20
    table = keyness(articles([*a, *b], ["A"] * 20 + ["B"] * 20), "party", "A", "B").set_index("word")
    assert table.loc["alpha", "low"] > 0 and table.loc["burst", "z"] > 3
    burst, alpha = (table.loc[word, "high"] - table.loc[word, "low"] for word in ("burst", "alpha"))
    assert table.loc["burst", "low"] < 0.01 and burst > 2 * alpha  # without that article it is gone


def test_copies_drawn_together_widen_the_interval():
    texts = [f"{word} common words" for word in ["alpha", "common"] * 10 for _ in range(5)] + ["common words common"] * 100
    table = articles(texts, ["A"] * 100 + ["B"] * 100).assign(copy=[n // 5 for n in range(200)])
    apart, together = (keyness(table, "party", "A", "B", cluster=c).set_index("word").loc["alpha"] for c in (None, "copy"))
    assert apart["log_odds"] == together["log_odds"]
    assert together["high"] - together["low"] > 1.5 * (apart["high"] - apart["low"])


@pytest.mark.parametrize(
    ("sides", "a", "b", "note"),
    [
        (["A", "A", "A"], "A", "B", "no article with 'B'"),
        (["A", "A", ""], "A", "", "fewer than two sides have articles"),
        (["", "", ""], "", "", "fewer than two sides have articles"),
        (["A", "A", "B"], "A", "B", "articles: A: 2, B: 1; a bootstrap needs 7 of either side"),
    ],
)
def test_where_there_is_little_to_compare_a_note_says_so(sides, a, b, note):
    table = keyness(articles(TEXTS, sides), "party", a, b, least=1)
    assert table.attrs["note"] == note and table["low"].isna().all() and table.empty == (note[0] in "nf")


def test_an_unknown_column_is_refused():
    with pytest.raises(ValueError, match="no column 'source'"):
        keyness(articles(TEXTS, ["A", "A", "B"]), "source", "A", "B")


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["tax war", "peace", "tax tax", "war war peace"]), min_size=2, max_size=8))
def test_changing_sides_changes_signs(texts):
    table = articles(texts, ["A", *["B"] * (len(texts) - 1)])
    one, other = (keyness(table, "party", *sides, least=1).set_index("word") for sides in ("AB", "BA"))
    assert set(one.index) == set(other.index)
    for column, sign in {"log_odds": -1, "z": -1, "log_likelihood": 1}.items():
        np.testing.assert_allclose(one[column], sign * other.loc[one.index, column], atol=1e-9)
