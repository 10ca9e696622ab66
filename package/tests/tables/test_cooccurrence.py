"""How often themes meet, counted by the eye, and how often they would if they were unrelated."""

from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest

from newsthemes import cooccurrence, find_mentions, read_lexicon

LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Oil": ["oil"]}, "War": ["war"]})
PAIR = ["Iran oil"] * 20 + ["x y"] * 20
LONG = [text + " x" * 500 for text in PAIR[:20]] + PAIR[20:]
MONTHS = ["1985-05"] * 20 + ["1985-06"] * 20


def met(texts, within="article", **columns):
    table = pd.DataFrame({"article": range(len(texts)), "text": texts, **columns})
    found = cooccurrence(find_mentions(table, LEXICON), table, LEXICON, within)
    return found.set_index(["theme", "other"])


@pytest.mark.parametrize(("texts", "columns", "count", "expected"), [
    (["Iran oil"] * 10 + ["x y"] * 30, {}, 10, 2.5),
    (["Iran y"] * 20 + ["x oil"] * 20, {}, 0, 10),
    (LONG, {}, 20, 20),  # all of them by their length
    (PAIR, {"date": MONTHS}, 20, 20),
    (PAIR, {"date": ""}, 20, 10),
])  # fmt: skip
def test_what_is_expected_has_its_months_and_lengths(texts, columns, count, expected):
    assert met(texts, **columns).loc[("Iran", "Oil")].tolist() == pytest.approx([count, expected])


@pytest.mark.parametrize(("texts", "count", "expected"), [
    (["Iran. Oil. Iran and oil. Calm."], 1, 2 * 2 / 4),
    (["Iran. Oil is. Iran is.", "Oil. Iran oil."], 1, 3 * 3 / 5),
])  # fmt: skip
def test_sentences_are_counted_one_by_one(texts, count, expected):
    texts = [text.replace(".", " x." * 9) for text in texts]  # all about as long
    texts = [text.replace(" x", " xxxxxxxxxx") for text in texts]
    assert met(texts, "sentence").loc[("Iran", "Oil")].tolist() == pytest.approx([count, expected])
    in_articles = met(texts)["count"].loc[("Iran", "Oil")]
    assert in_articles == len(texts)


def test_expected_is_the_mean_of_all_ways_to_change_places():
    texts, dates = ["Iran oil", "Iran x", "oil x", "x y", "Iran oil", "x oil"], "AAAABB"
    dates = [{"A": "2020-01-05", "B": "2020-02"}[month] for month in dates]
    iran = np.array(["Iran" in text for text in texts])
    oil = np.array(["oil" in text for text in texts])
    orders = product(permutations(range(4)), permutations((4, 5)))
    ways = [(iran & oil[[*one, *other]]).sum() for one, other in orders]
    row = met(texts, date=dates).loc[("Iran", "Oil")]
    assert row["expected"] == pytest.approx(np.mean(ways)) and row["count"] == 2


def test_the_pair_farthest_apart_comes_first_whether_it_meets_more_often_or_less():
    texts = ["Iran oil"] * 4 + ["Iran war"] * 10 + ["oil x"] * 12 + ["x y"] * 2
    table = met(texts)
    apart = (table["count"] - table["expected"]).abs()
    assert apart.is_monotonic_decreasing and table.index[0] == ("Oil", "War")
    assert table.iloc[0]["count"] < table.iloc[0]["expected"]
    assert list(table) == ["count", "expected"]


@pytest.mark.parametrize("texts", [["Iran"] * 12, []])
@pytest.mark.parametrize("within", ["article", "sentence"])
def test_without_two_themes_there_is_no_pair(texts, within):
    found = met(pd.Series(texts, dtype="str"), within)
    assert found.empty and {"count", "expected"} == set(found.columns)


def test_another_unit_is_refused():
    said = '^cooccurrence: within is "article" or "sentence", and no'
    with pytest.raises(ValueError, match=said):
        met(PAIR, "month")
