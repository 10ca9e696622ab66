"""Sources that differ, that do not, and that are too few to tell."""

import numpy as np
import pandas as pd
import pytest

from newsthemes import differences, find_mentions, read_lexicon

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})


def differed(texts, source, cluster=None, within=None, **columns):
    table = pd.DataFrame({"article": range(len(texts)), "text": texts, "source": source, **columns})
    return differences(find_mentions(table, LEXICON), table, LEXICON, "source", cluster, within)


def compared(sizes, counts_of, seed=0):
    """`differences` of sources with so many articles each, of 50 words, and so many mentions of
    Trade and Iran in all of them: put in at random."""
    random, texts = np.random.default_rng(seed), []
    for size, numbers in zip(sizes, counts_of, strict=True):
        words = [[] for _ in range(size)]
        for word, number in zip(("trade", "Iran"), numbers, strict=True):
            for place in random.integers(0, size, number):
                words[place].append(word)
        texts += [" ".join([*said, *["x"] * (50 - len(said))]) for said in words]
    return differed(texts, np.repeat(list("ABCDEFGH")[: len(sizes)], sizes))


def test_a_fourth_source_that_differs_is_named():
    rows = compared([40, 40, 40, 20], [(3, 20), (2, 21), (3, 19), (61, 10)])
    first = rows.iloc[0]
    assert first[["theme", "source", "articles", "mentions"]].tolist() == ["Trade", "D", 20, 61]
    assert first["ratio"] == pytest.approx(61 / 20 / (69 / 140)) and first["p_all"] < 0.01
    assert (rows.loc[rows["theme"] == "Iran", "p_all"] > 0.05).all()
    never = rows[rows["theme"] == "War"]
    assert never["ratio"].isna().all() and never["p_all"].eq(1).all()
    assert len(rows) == 4 * 3 and not rows.duplicated(["theme", "source"]).any()


def test_a_source_that_never_mentions_a_theme_is_named():
    first = compared([25, 25], [(0, 20), (30, 22)]).iloc[0]
    assert first[["theme", "source"]].tolist() == ["Trade", "B"] and first["p_all"] < 0.01
    assert first["ratio"] == pytest.approx(2) and first["per_1000"] > 0


@pytest.mark.slow
def test_sources_alike_are_seldom_named():
    named = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        numbers = random.poisson(np.array([[20, 10]]) * np.array([[1], [1], [2]]))
        named += (compared([20, 20, 40], numbers, seed)["p_all"] < 0.05).any()
    assert named <= 5


TEXTS = ["trade x"] * 30 + ["x y"] * 10 + ["trade x"] * 10 + ["x y"] * 30
YEARS = ["2001"] * 30 + ["2002"] * 10 + ["2001"] * 10 + ["2002"] * 30


def test_within_a_year_sources_are_compared_with_each_other_alone():
    source = ["A"] * 40 + ["B"] * 40
    assert differed(TEXTS, source).iloc[0]["p_all"] < 0.01
    for columns in ({"date": YEARS}, {"year": YEARS}):
        row = differed(TEXTS, source, within="year", **columns).iloc[0]
        assert row["ratio"] == 1 and row["p_all"] == 1


def test_articles_change_their_source_only_within_a_year():
    """Of ten of each source seven and three hold the theme, which by itself is not surprising; a
    year in which only A writes, and nobody of it, is no evidence."""
    texts = ["trade x"] * 7 + ["x y"] * 3 + ["trade x"] * 3 + ["x y"] * 7 + ["x y"] * 200
    source = ["A"] * 10 + ["B"] * 10 + ["A"] * 200
    row = differed(texts, source, within="year", year=["2001"] * 20 + ["2002"] * 200).iloc[0]
    assert row["p_all"] == pytest.approx(0.18, abs=0.04)  # by Fisher's exact test


def test_what_a_source_says_in_a_cluster_changes_its_source_as_one():
    """Two authors of each source speak of Trade in all of their articles."""
    authors = [f"{source}{number // 5}" for source in "AB" for number in range(40)]
    texts = ["trade x" if author in ("A0", "A1", "A2") else "x y" for author in authors]
    source = [author[0] for author in authors]
    assert differed(texts, source).iloc[0]["p_all"] < 0.01
    assert differed(texts, source, "author", author=authors).iloc[0]["p_all"] > 0.05


@pytest.mark.parametrize("empty", ["source", "year", "text"])
def test_where_nothing_can_be_compared_there_is_no_row(empty):
    columns = {"texts": ["trade x"] * 20, "source": ["A", "B"] * 10, "year": ["2020"] * 20}
    columns[empty.replace("text", "texts") if empty == "text" else empty] = [""] * 20
    table = differed(**columns, within="year")
    assert table.empty and {"source", "ratio", "p_all"} <= set(table)


@pytest.mark.parametrize("sizes", [(40,), (40, 6), (6, 6)])
def test_too_few_articles_are_not_compared(sizes):
    assert compared(sizes, [(5, 5)] * len(sizes)).empty
    assert len(compared((7, 7), [(5, 5)] * 2))


def test_a_source_that_says_more_in_sum_and_less_in_most_articles_says_it_neither_way():
    texts = ["trade x " * 200, *["x y z"] * 19, *["trade x y z w"] * 20]
    rows = differed(["", *texts], ["A"] * 21 + ["B"] * 20)
    trade = rows[rows["theme"] == "Trade"].set_index("source")
    assert trade.loc["A", "ratio"] > 1 and trade["p_all"].eq(1).all()
