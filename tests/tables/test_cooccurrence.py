"""Meetings that chance explains, that it does not, and that length, time or authors explain."""

from collections import Counter
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

from newsthemes import cooccurrence, find_mentions, read_lexicon

LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Oil": ["oil"]}, "War": ["war"]})
PAIR = ["Iran oil"] * 20 + ["x y"] * 20
LONG = [text + " x" * 500 for text in PAIR[:20]] + PAIR[20:]
YEARS = ["1985"] * 20 + ["1885"] * 20


def met(texts, within=None, **columns):
    table = pd.DataFrame({"article": range(len(texts)), "text": texts, **columns})
    found = cooccurrence(find_mentions(table, LEXICON), table, LEXICON, within)
    return found.set_index(["theme", "other"])


@pytest.mark.parametrize(("texts", "columns", "count", "expected", "known"), [
    (["Iran oil"] * 10 + ["x y"] * 30, {}, 10, 2.5, True),
    (["Iran y"] * 20 + ["x oil"] * 20, {}, 0, 10, True),
    (LONG, {}, 20, 20, False),
    (PAIR, {"within": "month", "date": [f"{year}-05" for year in YEARS]}, 20, 20, False),
    (PAIR, {"within": "party", "party": YEARS}, 20, 20, False),
    (PAIR, {"within": "party", "party": [None] * 40}, 20, 10, True),
])  # fmt: skip
def test_chance_explains_what_it_does(texts, columns, count, expected, known):
    row = met(texts, **columns).loc[("Iran", "Oil")]
    assert row["count"] == count and row["expected"] == pytest.approx(expected, abs=0.5)
    assert (row["p_all"] < 0.01) == known and row["note"] == ""


DAYS = [f"2020-02-{1 + day // 2:02}" for day in range(40)]
SAME = "articles of one quarter tell the same stories"


@pytest.mark.parametrize(("texts", "columns", "note"), [
    (["Iran oil"] * 8 + ["Iran war"], {}, "the test needs 10 articles and has 9"),
    (PAIR, {"date": DAYS}, SAME),
    (PAIR, {"date": DAYS, "within": "year"}, SAME),
    (PAIR, {"date": DAYS, "within": "month"}, ""),
    (PAIR, {"date": DAYS, "within": "week"}, ""),
    (PAIR, {"date": ""}, ""),
])  # fmt: skip
def test_where_there_is_no_test_there_are_counts_and_a_reason(texts, columns, note):
    table = met(texts, **columns)
    assert table["count"].iloc[0] == texts.count("Iran oil")
    assert table["expected"].isna().all() == table["p_all"].isna().all() == bool(note)
    assert table["note"].str.startswith(note).all()
    assert table["note"].astype(bool).all() == bool(note)


@pytest.mark.parametrize("texts", [["Iran"] * 12, []])
def test_without_two_themes_there_is_no_pair(texts):
    found = met(pd.Series(texts, dtype="str"))
    assert found.empty and {"expected", "p_all", "note"} <= set(found.columns)


def test_chances_are_those_of_all_ways_to_change_places():
    parties, texts = "AAAABBB", ["Iran oil", "Iran x", "oil x", "x y", "Iran oil", "x y", "x y"]
    parties, texts = parties * 2, texts[:4] * 2 + texts[4:] * 2
    parties = "".join(sorted(parties))
    iran = [place for place, text in enumerate(texts) if "Iran" in text]
    ways = Counter(
        len({*a, *b} & set(iran))
        for a, b in product(combinations(range(8), 4), combinations(range(8, 14), 2))
    )
    chances = np.array([ways[met] for met in range(7)]) / ways.total()
    row = met(texts, "party", party=[*parties]).loc[("Iran", "Oil")]
    assert row["expected"] == pytest.approx(chances @ np.arange(7))
    tails = np.minimum(chances.cumsum(), chances[::-1].cumsum()[::-1])
    assert row["p_all"] == pytest.approx(chances[tails <= tails[row["count"]] + 1e-9].sum())
    assert row.equals(met(texts[::-1], "party", party=[*parties[::-1]]).loc[("Iran", "Oil")])


def authors(random):
    """Fifteen authors of one to fifteen articles, each with themes of their own."""
    who = np.repeat(np.arange(15), 1 + np.arange(15))
    chances = 1 / (1 + np.exp(-random.normal(-0.5, 3, (15, 3))[who]))
    return random.random(chances.shape) < chances, {"author": who}


def lengths(random):
    """Some texts ten times as long as others: they have more of all themes."""
    size = np.where(random.random(120) < 0.5, 200, 20) + random.integers(0, 20, 120)
    return random.random((120, 3)) < 1 - np.exp(-size / 100)[:, None], {"size": size}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("made", "ways", "least", "most"),
    [(authors, {}, 10, 30), (authors, {"within": "author"}, 0, 5), (lengths, {}, 0, 5)],
)
def test_pairs_by_chance_alone_are_rarely_named(made, ways, least, most):
    named = 0
    for seed in range(30):
        holds, columns = made(np.random.default_rng(seed))
        words = [" ".join(np.where(row, ("Iran", "oil", "war"), "x")) for row in holds]
        size = columns.pop("size", np.full(len(words), 3))
        texts = [text + " x" * (number - 3) for text, number in zip(words, size, strict=True)]
        named += (met(texts, **ways, **columns)["p_all"] < 0.05).any()
    assert least <= named <= most  # of 30; more than 5 come once in 200 times
