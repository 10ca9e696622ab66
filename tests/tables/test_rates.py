"""Rates of toy texts, over time and by source, and their intervals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import counts, find_mentions, rates, read_lexicon
from newsthemes.tables.bounds import student_t

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})
BOUNDS = ["low", "high"]


def articles(*texts, **columns):
    ids = [f"a{number}" for number in range(len(texts))]
    return pd.DataFrame({"article": ids, "text": texts, **columns})


def rated(table, by=None, cluster=None):
    return rates(find_mentions(table, LEXICON), table, LEXICON, by, cluster)


def first(*texts, cluster=None, **columns):
    """The rate of Trade in all of these texts."""
    return rated(articles(*texts, **columns), cluster=cluster).iloc[0]


def test_rates_of_many_articles_have_an_interval():
    texts = ["trade one two three four"] * 6 + ["trade trade war war ten"] * 4
    table = rated(articles(*texts, *["nothing of it is here"] * 2))
    columns = ["group", "theme", "articles", "mentions", "per_1000", "low", "high", "note", "thin"]
    assert table.columns.tolist() == columns and table["articles"].tolist() == [12] * 3
    assert table["theme"].tolist() == ["Trade", "Iran", "War"]
    assert table["per_1000"].tolist() == pytest.approx([1000 * 14 / 60, 0, 1000 * 8 / 60])
    trade, iran, war = table.itertuples(index=False)
    # By hand: twelve articles of equal length move the rate by their mentions less the mean, over
    # all mentions, over 11/12.
    squares = [(number - 14 / 12) ** 2 for number in [1] * 6 + [2] * 4 + [0] * 2]
    spread = np.sqrt(sum(squares)) / 14 * 12 / 11
    freedom = min(11, 2 * sum(squares) ** 2 / sum(square**2 for square in squares))
    reach = np.log([trade.high / trade.per_1000, trade.per_1000 / trade.low])
    assert reach == pytest.approx(student_t(freedom) * spread)
    assert war.low < war.per_1000 < war.high and not war.note
    assert iran.low == 0 < iran.high and iran.note.startswith("never mentioned: an upper bound")


QUARTERS = [f"{year}-{month:02}" for year in (2001, 2002) for month in (1, 4, 7, 10)]
TWO_MONTHS = QUARTERS + [f"{year}-{month:02}" for year in (2001, 2002) for month in (2, 5, 8, 11)]
SAME = "articles of one quarter tell the same stories"


@pytest.mark.parametrize(
    ("texts", "date", "cluster", "note"),
    [
        (["trade", "x"] * 3, "", None, "6 articles are too few; an interval needs 7"),
        (["trade", "x"] * 3 + ["x y"], "", None, ""),
        # one without words says nothing
        (["", *["trade", "x"] * 3], "", None, "6 articles are too few; an interval needs 7"),
        (["trade"], "", None, "1 article is too few; an interval needs 7"),
        (["trade"] * 10, "", None, "the same rate in all articles"),
        ([""] * 10, "", None, "no words"),
        (["trade x " * 500, *["trade x", "x"] * 7], "", None, "one of the articles has more than"),
        (["trade", "x"] * 4, QUARTERS, None, ""),  # each in a quarter of its own
        (["trade", "x"] * 8, TWO_MONTHS, None, SAME),
        (["trade", "x"] * 8, TWO_MONTHS, "date", SAME),
        (["trade", "x"] * 8, TWO_MONTHS, "month", SAME),
        (["trade", "x"] * 8, TWO_MONTHS, "quarter", ""),
        (["trade", "x"] * 8, TWO_MONTHS, "year", "2 clusters are too few; an interval needs 7"),
        (["trade", "x"] * 8, "2001-05-01", "author", ""),
    ],
)
def test_where_there_is_no_interval_a_reason_stands(texts, date, cluster, note):
    row = first(*texts, cluster=cluster, date=date, author=range(len(texts)))
    assert row["note"].startswith(note) and bool(row["note"]) == bool(note)
    assert row[BOUNDS].isna().all() == bool(note)


def test_so_it_is_in_each_part_and_for_what_is_never_mentioned():
    table = articles("x " * 500, *["x y"] * 7, *["Iran x", "x y"] * 4, part=["A"] * 8 + ["B"] * 8)
    found = rated(table, "part").set_index(["theme", "part"]).loc["Iran"]
    assert found.loc["A", "note"].startswith("one of the articles") and not found.loc["B", "note"]
    assert found["high"].notna().to_dict() == {"A": False, "B": True}


@pytest.mark.parametrize("by", [None, "source", "year"])
def test_no_articles_have_no_rate(by):
    none = articles("trade", source="A", date="2020").head(0)
    table = rated(none, by)
    assert len(table) == (0 if by else 3) and table["per_1000"].isna().all()
    assert set(table["note"]) <= {"no words"}


def test_rates_over_time_are_ratios_of_sums_and_thin_periods_are_marked():
    texts = ["trade x x x"] * 6 + ["x"] * 6 + ["trade trade war Iran x"] * 2 + ["trade"]
    dates = ["1901"] * 12 + ["1925-05-01"] * 2 + ["unknown"]
    table = rated(articles(*texts, date=dates, copy=range(15)), "year", "copy")
    assert table["theme"].tolist() == ["Trade", "Trade", "Iran", "Iran", "War", "War"]
    assert table["period"].tolist() == ["1901", "1925"] * 3
    trade = table.head(2).set_index("period")
    assert trade["per_1000"].tolist() == pytest.approx([1000 * 6 / 30, 1000 * 4 / 10])
    assert trade["articles"].tolist() == [12, 2] and trade["thin"].tolist() == [False, True]
    assert trade.loc["1901", "low"] < 200 < trade.loc["1901", "high"]
    assert trade.loc["1925", "note"] == "2 clusters are too few; an interval needs 7"


def test_rates_by_a_column_have_the_largest_first_and_leave_out_the_empty():
    table = rated(articles("trade", "x", "trade x", "war", party=["B", "A", "A", ""]), "party")
    assert table["party"].tolist() == ["A", "B"] * 3
    assert table["per_1000"].tolist()[:2] == pytest.approx([1000 / 3, 1000])


def test_a_column_called_like_a_period_goes_before_the_date():
    table = rated(
        articles("trade", "trade x", "x", date="2023-05", year=[2020, 2019, 2019]), "year"
    )
    assert table[["period", "mentions"]].head(2).values.tolist() == [["2019", 1], ["2020", 1]]


@pytest.mark.parametrize("ids", [["a", "b"], [7, 3]])
def test_rates_of_every_article(ids):
    table = rated(articles("trade x", "trade trade").assign(article=ids), "article")
    expected = [[str(ids[0]), 500], [str(ids[1]), 1000]]
    assert table[["article", "per_1000"]].head(2).values.tolist() == expected


def test_copies_drawn_together_are_one_draw():
    texts = [text for text in ["trade x", "x x"] * 10 for _ in range(9)]
    copied = articles(*texts, copy=np.arange(180) // 9, few=np.arange(180) // 30)
    apart, together = rated(copied).iloc[0], rated(copied, cluster="copy").iloc[0]
    assert apart["per_1000"] == together["per_1000"] and together["articles"] == 180
    width, narrow = (row["high"] - row["low"] for row in (together, apart))
    assert width == pytest.approx(3 * narrow, rel=0.25)
    once = rated(copied.drop_duplicates("copy")).iloc[0]
    assert once[BOUNDS].tolist() == pytest.approx(together[BOUNDS].tolist())
    assert rated(copied, cluster="few")["note"][0].startswith("6 clusters are too few;")


def test_each_part_has_the_interval_that_it_has_alone():
    random = np.random.default_rng(0)
    texts = [" ".join(["trade"] * n + ["x"] * (9 - n)) for n in random.integers(0, 4, 120)]
    table = articles(*texts, source=list("ABCDE") * 24, copy=np.arange(120) // 2)
    found = rated(table, "source", "copy")
    for source, rows in found.groupby("source"):
        alone = rated(table[table["source"] == source], cluster="copy")
        pd.testing.assert_frame_equal(rows[alone.columns].reset_index(drop=True), alone)


@settings(max_examples=20)
@given(
    st.lists(
        st.sampled_from(["trade x", "war", "x y z", "Iran trade trade"]), min_size=1, max_size=12
    ),
    st.randoms(),
)
def test_neither_order_nor_other_themes_matter_and_sums_are_counts(texts, random):
    table = articles(*texts, date=[str(random.randrange(1900, 1950)) for _ in texts])
    mentions = find_mentions(table, LEXICON)
    shuffled = mentions.sample(frac=1, random_state=random.randrange(99))
    found = rates(mentions, table, LEXICON, "year")
    pd.testing.assert_frame_equal(found, rates(shuffled, table, LEXICON, "year"))
    every = counts(mentions, table, LEXICON)
    assert (found.groupby("theme", sort=False)["mentions"].sum() == every["mentions"].values).all()
    alone = rates(find_mentions(table, {"Trade": ["trade"]}), table, {"Trade": ["trade"]})
    columns = ["mentions", "per_1000", *BOUNDS, "note"]
    pd.testing.assert_frame_equal(alone[columns], rated(table).head(1)[columns])


def test_themes_stand_in_the_order_of_the_lexicon():
    lexicon = read_lexicon({"War": ["war"], "G": {"B": ["trade"], "A": ["x"]}, "Iran": ["Iran"]})
    dated = articles("trade war Iran x", "x", date=["2001", "2000"])
    table = rates(find_mentions(dated, lexicon), dated, lexicon, "year")
    assert table["theme"].tolist()[::2] == ["War", "B", "A", "Iran"]
    assert table["period"].tolist()[:2] == ["2000", "2001"]


@pytest.mark.parametrize(
    ("by", "cluster", "error", "problem"),
    [
        ("party", None, ValueError, "rates: the articles have no column 'party'; there are week, "),
        (["source"], None, TypeError, "rates: by is the name of a column, or a period, and not a "),
        ("month", None, ValueError, "rates: no article has a date that says its month"),
        *[
            (name, None, ValueError, f"rates: its table has a column '{name}' of its own")
            for name in ("low", "note", "thin", "theme", "mentions", "unit")
        ],
        (None, "copy", ValueError, "cluster: the articles have no column 'copy'; there are week, "),
        (None, "month", ValueError, "cluster: no article has a date that says its month"),
    ],
)
def test_what_is_no_column_is_refused(by, cluster, error, problem):
    table = articles(
        "x", source="A", low=1, note=1, thin=1, theme=1, mentions=1, unit=1, date="2020"
    )
    with pytest.raises(error, match=f"^{problem}"):
        rated(table, by, cluster)
