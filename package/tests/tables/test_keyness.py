"""Keyness against numbers worked out by hand, and what it does where there is little to compare."""

from collections import Counter
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import keyness

DAYS = ["2020-01-05", "2020-01-06", "2020-03-01", "2020-04-01", "2020-07-01", ""]
TEXTS = ["tax tax war", "tax war", "war peace"]

FEW = "A has 2 and B 1 articles or clusters that could change sides, too few to tell from chance"


def articles(texts, sides):
    return pd.DataFrame({"text": texts, "party": sides})


def test_log_odds_and_log_likelihood_by_hand():
    table = keyness(articles(TEXTS, ["A", "A", "B"]), "party", "A", "B", least=1).set_index("word")
    assert table.attrs == {} and set(table["note"]) == {FEW}
    tax = table.loc["tax"]
    prior, weight = 7 / 3, 7 / 3 * 3 / 7  # words an article; the share of tax in all
    odds = log((3 + weight) / (5 + prior - 3 - weight)) - log(weight / (2 + prior - weight))
    assert tax["log_odds"] == pytest.approx(odds)
    scores = [(2 - 3 * 3 / 7) / sqrt(3), (1 - 2 * 3 / 7) / sqrt(2), (0 - 2 * 3 / 7) / sqrt(2)]
    scores = np.array(scores)  # of the articles
    ways = ((0, 1), (0, 2), (1, 2))  # three ways to choose two
    sums = [scores.mean() * -2 + scores[list(two)].sum() for two in ways]
    assert tax["z"] == pytest.approx(sums[0] / np.std(sums))
    assert table["p_all"].min() > 0.3
    expected = {(3, 15 / 7), (2, 20 / 7), (2, 8 / 7)}
    likelihood = 2 * sum(seen * log(seen / chance) for seen, chance in expected)
    assert tax["log_likelihood"] == pytest.approx(likelihood)
    columns = ["side", "count_a", "count_b", "articles_a", "articles_b"]
    assert tax[columns].tolist() == ["A", 3, 0, 2, 0] and table.loc["peace", "side"] == "B"
    assert tax["per_1000_content_words_a"] == pytest.approx(600)


def test_a_word_is_also_as_the_articles_write_it_most_often():
    texts = ["The un said: UN, UN. Un", "Tax tax", "War war"]
    table = keyness(articles(texts, ["A", "A", "B"]), "party", "A", "B", least=1)
    written = table.set_index("word")["written"]
    assert written[["un", "tax", "war"]].tolist() == ["UN", "tax", "war"]  # of equals the small


def test_all_articles_are_the_background_of_the_prior():
    few = keyness(articles(TEXTS, ["A", "A", "B"]), "party", "A", "B", least=1)
    more = keyness(articles([*TEXTS, "tax " * 7], ["A", "A", "B", "C"]), "party", "A", "B", least=1)
    few, more = few.set_index("word").loc["tax"], more.set_index("word").loc["tax"]
    assert more["log_odds"] < few["log_odds"]  # common elsewhere, it tells less
    assert more["count_a"] == 3


BURST = ["alpha common here today"] * 10 + ["common here today common"] * 10


def test_a_word_of_a_single_article_is_not_telling():
    texts = [BURST[0] + " burst" * 40, *BURST[1:]]
    table = keyness(articles(texts, ["A"] * 10 + ["B"] * 10), "party", "A", "B").set_index("word")
    assert table.loc["alpha", "p_all"] < 0.001 and table.loc["burst", "p_all"] > 0.5
    assert table.loc["burst", "log_likelihood"] > table.loc["alpha", "log_likelihood"]
    assert set(table["note"]) == {""}


@pytest.mark.parametrize(("cluster", "telling"), [(None, True), ("author", False)])
def test_clusters_change_sides_together(cluster, telling):
    table = articles(BURST, ["A"] * 10 + ["B"] * 10).assign(author=[n // 5 for n in range(20)])
    words = keyness(table, "party", "A", "B", cluster=cluster)
    assert (words["p_all"] < 0.05).any() == telling
    note = {True: "", False: FEW.replace("B 1", "B 2")}[telling]
    assert set(words["note"]) == {note}


@pytest.mark.parametrize(("cluster", "number"), [
    (None, 6), ("date", 6), ("week", 6), ("month", 5), ("quarter", 4),
    ("author", 4),  # those without one stand alone
])  # fmt: skip
def test_clusters_are_of_a_column_or_a_period(cluster, number):
    authors = ["A", "B", "A", "", None, "B"]
    table = articles(["tax"] * 6 + ["war"], ["A"] * 6 + ["B"])
    table["date"], table["author"] = [*DAYS, "2021-01-05"], [*authors, "C"]
    note = keyness(table, "party", "A", "B", least=1, cluster=cluster)["note"].iloc[0]
    assert note.startswith(f"A has {number} and B 1 articles or clusters")


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
def test_words_are_content_words(text, expected):
    table = articles([f"{text} tax", "zebra"], ["A", "B"]).assign(language="en")
    counts = keyness(table, "party", "A", "B", least=1).set_index("word")["count_a"]
    assert counts.drop(["tax", "zebra"]).to_dict() == Counter(expected.split())


def test_a_cluster_on_both_sides_is_counted_but_cannot_change_sides():
    table = articles([*BURST, "alpha " * 50, "here"], ["A"] * 10 + ["B"] * 10 + ["A", "B"])
    table["author"] = [*range(20), "both", "both"]
    kept = keyness(table, "party", "A", "B", cluster="author").set_index("word").loc["alpha"]
    without = keyness(table[:20], "party", "A", "B").set_index("word").loc["alpha"]
    assert (kept["count_a"], without["count_a"]) == (60, 10) and kept["z"] == without["z"]
    none = keyness(table.assign(author="x"), "party", "A", "B", cluster="author")
    assert none["note"].str.startswith("A has 0 and B 0 articles or").all()


@pytest.mark.slow
def test_sides_at_random_rarely_have_a_telling_word():
    random, found = np.random.default_rng(0), 0
    vocabulary = [f"{one}{other}" for one in "bcdfg" for other in ("ale", "ine", "oll", "ump")]
    for _ in range(30):
        authors = random.dirichlet(np.full(20, 0.5), 12)  # each has words of his own
        texts = [" ".join(random.choice(vocabulary, 60, p=authors[n // 4])) for n in range(48)]
        table = articles(texts, np.repeat(random.permuted([*"AAAAAABBBBBB"]), 4))
        table["author"] = np.arange(48) // 4
        found += (keyness(table, "party", "A", "B", cluster="author")["p_all"] < 0.05).any()
    assert found <= 4  # of 30; more come once in a hundred times where 0.05 is true


@pytest.mark.parametrize(("by", "a", "b", "problem"), [
    ("source", "A", "B",
     "keyness: the articles have no column 'source'; there are week, .*, article, text, party"),
    ("party", "A", "C", "keyness: no article has 'C' in 'party'; there are 'A' and 'B'"),
    ("party", "", "A", "keyness: no article has '' in 'party'"),
])  # fmt: skip
def test_an_unknown_column_or_value_is_refused(by, a, b, problem):
    with pytest.raises(ValueError, match=problem):
        keyness(articles(TEXTS, ["A", "B", ""]), by, a, b)


@pytest.mark.parametrize("texts", [TEXTS, ["tax", "tax", ""], ["tax", "tax", "tax"], ["", "", ""]])
def test_where_a_side_has_no_word_there_is_no_row(texts):
    last = "B" if texts[2] in ("tax", "") else "A"
    sides = pd.Categorical(["A", "A", last], ["A", "B"])
    table = keyness(articles(texts, sides), "party", "A", "B", least=1)
    assert table.empty and {"p_all", "note"} <= set(table.columns)


SOME = st.sampled_from(["tax war", "peace", "tax tax", "war war peace"])


@pytest.mark.slow
@settings(max_examples=12)
@given(st.lists(SOME, min_size=2, max_size=8))
def test_changing_sides_changes_signs(texts):
    table = articles(texts, ["A", *["B"] * (len(texts) - 1)])
    one = keyness(table, "party", "A", "B", least=1).set_index("word")
    other = keyness(table, "party", "B", "A", least=1).set_index("word")
    assert set(one.index) == set(other.index)
    for column, sign in {"log_odds": -1, "z": -1, "log_likelihood": 1}.items():
        np.testing.assert_allclose(one[column], sign * other.loc[one.index, column], atol=1e-9)


@pytest.mark.slow
def test_no_word_is_named_because_its_side_has_the_longer_articles():
    named, names = 0, [f"{one}{other}" for one in "bcdfghklm" for other in ("ale", "ine", "oll")]
    for seed in range(8):
        random, texts = np.random.default_rng(seed), []
        for size in [2000] * 6 + [200] * 60:
            habits = random.dirichlet(np.full(len(names), 2.0))
            texts.append(" ".join(random.choice(names, size, p=habits)))
        table = keyness(articles(texts, ["A"] * 6 + ["B"] * 60), "party", "A", "B")
        named += (table["p_all"] < 0.05).any()
    assert named <= 2
