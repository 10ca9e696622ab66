"""Periods, rates over time and by source on toy texts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import (
    counts,
    find_mentions,
    interval,
    periods,
    rates,
    read_lexicon,
)
from newsthemes.tables.periods import PERIODS, typical_period
from newsthemes.tables.rates import differences
from newsthemes.tables.statistics import clusters

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})


def articles(*texts, **columns):
    return pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "text": texts, **columns}
    )


@pytest.mark.parametrize(
    ("date", "week", "month", "quarter", "year", "decade"),
    [
        ("2020-12-31", "2020-W53", "2020-12", "2020-Q4", "2020", "2020s"),
        (
            "2021-01-03",
            "2020-W53",
            "2021-01",
            "2021-Q1",
            "2021",
            "2020s",
        ),  # a Sunday: the week of the year before
        ("2021-01-04T09:00", "2021-W01", "2021-01", "2021-Q1", "2021", "2020s"),
        ("1790-01-08", "1790-W01", "1790-01", "1790-Q1", "1790", "1790s"),
        ("1900-06", None, "1900-06", "1900-Q2", "1900", "1900s"),
        ("1900", None, None, None, "1900", "1900s"),
        ("20223-01-01", *[None] * 5),
        ("2022-13-01", *[None] * 5),
        ("2022-02-30", *[None] * 5),
        ("0000-01-01", *[None] * 5),
        ("yesterday", *[None] * 5),
        ("", *[None] * 5),
        (None, *[None] * 5),
        (pd.Timestamp("1987-02-26"), "1987-W09", "1987-02", "1987-Q1", "1987", "1980s"),
        (1987, None, None, None, "1987", "1980s"),
    ],
)
def test_a_date_has_its_periods(date, week, month, quarter, year, decade):
    table = pd.DataFrame({"date": pd.Series([date], dtype=object)})
    found = [
        periods(table, by).astype(object).where(periods(table, by).notna(), None).iloc[0]
        for by in PERIODS
    ]
    assert found == [week, month, quarter, year, decade]


@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(PERIODS))
def test_the_order_of_periods_is_that_of_time(dates, by):
    dates = [day for day in dates if abs(day.year - dates[0].year) < 50]
    found = periods(pd.DataFrame({"date": [day.isoformat() for day in dates]}), by)
    assert found.dtype == "str" and found.notna().all()
    assert found.iloc[np.argsort(dates, kind="stable")].is_monotonic_increasing


def test_an_unknown_period_or_column_is_refused():
    with pytest.raises(ValueError, match="week, month, quarter, year, decade"):
        periods(articles("x", date="2020"), "century")
    with pytest.raises(ValueError, match="rates: the articles have no column 'party'"):
        rates(find_mentions(articles("x"), LEXICON), articles("x"), LEXICON, by="party")
    table = articles("x", source="A")
    for by in (table["source"], ["source"]):
        with pytest.raises(TypeError, match="name of a column, or a period, and not a "):
            rates(find_mentions(table, LEXICON), table, LEXICON, by=by)
    with pytest.raises(ValueError, match="no column 'copy'"):
        interval(
            find_mentions(articles("x", "y"), LEXICON), articles("x", "y"), LEXICON, cluster="copy"
        )


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ([f"2020-01-{day:02}" for day in range(1, 29, 3)], "week"),  # a month would be one point
        ([f"2020-01-{1 + day % 28:02}" for day in range(60)], "week"),
        ([f"{year}-01-01" for year in range(1900, 1930)], "decade"),
        (["1900", "1950", "2000"], "decade"),
        (["2020-01-01", "2020-01-02"], "year"),
        ([f"2020-{1 + day % 12:02}-{1 + day % 28:02}" for day in range(2000)], "month"),
        ([f"{2000 + day % 11}-{1 + day % 12:02}-02" for day in range(2000)], "quarter"),
        (["", ""], "year"),
        ([], "year"),
    ],
)
def test_the_typical_period_has_enough_articles_where_one_has(dates, period):
    assert typical_period(pd.DataFrame({"date": dates})) == period


def test_rates_are_ratios_of_sums_and_thin_periods_are_marked():
    texts = ["trade x x x"] * 6 + ["x"] * 6 + ["trade trade war Iran x"] * 2 + ["trade"]
    dated = articles(*texts, date=["1901"] * 12 + ["1925-05-01"] * 2 + ["unknown"])
    table = rates(find_mentions(dated, LEXICON), dated, LEXICON, by="decade")
    assert table["theme"].tolist() == ["Trade", "Trade", "Iran", "Iran", "War", "War"]
    assert table["period"].tolist() == ["1900s", "1920s"] * 3 and table["period"].dtype == "str"
    trade = table.set_index("period").loc[lambda rows: rows["theme"] == "Trade"]
    assert trade["per_1000"].tolist() == pytest.approx([1000 * 6 / 30, 1000 * 4 / 10])
    assert trade["articles"].tolist() == [12, 2] and trade["thin"].tolist() == [False, True]
    assert trade.loc["1900s", "low"] < 200 < trade.loc["1900s", "high"] and np.isnan(
        trade.loc["1920s", "low"]
    )
    assert trade.loc["1920s", "note"].startswith("2 articles are too few;") and table.attrs == {}


def test_rates_by_a_column_have_the_largest_first_and_leave_out_the_empty():
    named = articles("trade", "x", "trade x", "war", party=["B", "A", "A", ""])
    table = rates(find_mentions(named, LEXICON), named, LEXICON, by="party")
    assert table["party"].tolist() == ["A", "B"] * 3
    assert table.loc[table["theme"] == "Trade", "per_1000"].tolist() == pytest.approx(
        [1000 / 3, 1000]
    )


def test_a_single_article_has_a_rate():
    one = articles("trade x", date="2020-01-01")
    table = rates(find_mentions(one, LEXICON), one, LEXICON, by="week")
    assert (
        table["per_1000"].tolist() == [500, 0, 0]
        and table["thin"].all()
        and table["low"].isna().all()
    )


def test_without_dates_there_are_no_rates():
    none = articles("trade", "x")
    with pytest.raises(ValueError, match="rates: no article has a date that says its year"):
        rates(find_mentions(none, LEXICON), none, LEXICON, by="year")
    empty = none.assign(year="")
    table = rates(find_mentions(none, LEXICON), empty, LEXICON, by="year")
    assert table.empty and {"period", "per_1000", "thin"} <= set(table.columns)


def test_copies_drawn_together_are_one_draw():
    texts = ["trade x", "x x"] * 10
    copied = articles(
        *[text for text in texts for _ in range(9)],
        date="2020",
        copy=[n for n in range(20) for _ in range(9)],
    )
    mentions = find_mentions(copied, LEXICON)
    apart, together = (
        rates(mentions, copied, LEXICON, "year", cluster=cluster).iloc[0]
        for cluster in (None, "copy")
    )
    assert (
        apart["per_1000"] == together["per_1000"]
        and apart["articles"] == together["articles"] == 180
    )
    assert together["high"] - together["low"] == pytest.approx(
        3 * (apart["high"] - apart["low"]), rel=0.25
    )
    once = copied.drop_duplicates("copy")
    alone = rates(find_mentions(once, LEXICON), once, LEXICON, "year").iloc[0]
    assert alone[["low", "high"]].tolist() == pytest.approx(together[["low", "high"]].tolist())
    few = rates(
        mentions, copied.assign(copy=[n // 30 for n in range(180)]), LEXICON, "year", cluster="copy"
    ).iloc[0]
    assert few["thin"] and few["note"].startswith("6 clusters are too few;")


def test_articles_without_a_cluster_stand_alone():
    assert clusters(pd.DataFrame({"copy": [1, None, 1, "", "", 2]}), "copy").tolist() == [
        0,
        1,
        0,
        2,
        3,
        4,
    ]
    assert clusters(pd.DataFrame({"article": ["a", "b"]})).tolist() == [0, 1]


@pytest.mark.parametrize("ids", [["a", "b"], [7, 3]])
def test_rates_of_every_article(ids):
    texts = articles("trade x", "trade trade").assign(article=ids)
    table = rates(find_mentions(texts, LEXICON), texts, LEXICON, by="article")
    assert table.loc[table["theme"] == "Trade", ["article", "per_1000"]].values.tolist() == [
        [str(ids[0]), 500],
        [str(ids[1]), 1000],
    ]


@pytest.mark.parametrize("name", ["low", "note", "thin", "theme", "mentions", "unit"])
def test_rates_are_not_by_a_column_called_like_one_of_theirs(name):
    texts = articles("trade x", "x", **{name: ["A", "B"]})
    with pytest.raises(ValueError, match=f"rates: its table has a column '{name}' of its own"):
        rates(find_mentions(texts, LEXICON), texts, LEXICON, by=name)
    with pytest.raises(ValueError, match="'party'; there are week, .*decade, article, text$"):
        rates(find_mentions(texts, LEXICON), texts, LEXICON, by="party")


def test_a_column_called_like_a_period_goes_before_the_date():
    texts = articles("trade", "trade x", "x", date="2023-05-01", year=[2020, 2019, 2019])
    table = rates(find_mentions(texts, LEXICON), texts, LEXICON, by="year")
    assert table[["period", "mentions"]].head(2).values.tolist() == [["2019", 1], ["2020", 1]]


@settings(max_examples=20)
@given(
    st.lists(
        st.sampled_from(["trade x", "war", "x y z", "Iran trade trade"]), min_size=1, max_size=12
    ),
    st.randoms(),
)
def test_the_sum_over_periods_is_the_count(texts, random):
    dated = articles(*texts, date=[str(random.randrange(1900, 1950)) for _ in texts])
    mentions = find_mentions(dated, LEXICON)
    table = rates(mentions, dated, LEXICON, "decade")
    every = counts(mentions, dated, LEXICON)
    assert table.groupby("theme")["mentions"].sum().to_dict() == dict(
        zip(every["theme"], every["mentions"], strict=True)
    )


def test_each_part_has_the_interval_that_it_has_alone():
    random = np.random.default_rng(0)
    texts = [" ".join(["trade"] * n + ["x"] * (9 - n)) for n in random.integers(0, 4, 120)]
    dated = articles(*texts, date=[f"20{n % 5:02}" for n in range(120)], copy=np.arange(120) // 2)
    table = rates(find_mentions(dated, LEXICON), dated, LEXICON, "year", cluster="copy")
    for year, rows in table.groupby("period"):
        own = dated[dated["date"] == year]
        alone = interval(find_mentions(own, LEXICON), own, LEXICON, cluster="copy")
        columns = alone.columns.tolist()
        pd.testing.assert_frame_equal(rows[columns].reset_index(drop=True), alone)


def test_themes_stand_in_the_order_of_the_lexicon():
    lexicon = read_lexicon({"War": ["war"], "G": {"B": ["trade"], "A": ["x"]}, "Iran": ["Iran"]})
    dated = articles("trade war Iran x", "x", date=["2001", "2000"])
    table = rates(find_mentions(dated, lexicon), dated, lexicon, "year")
    assert table["theme"].tolist()[::2] == ["War", "B", "A", "Iran"]
    assert table["period"].tolist()[:2] == ["2000", "2001"]


def test_a_typical_period_parts_the_articles():
    dates = [f"2023-0{month}-15" for month in range(1, 7)] * 2
    assert typical_period(pd.DataFrame({"date": dates})) == "quarter"


def compared(sizes, counts_of, seed=0, cluster=None, within=None, **columns):
    """`differences` of sources with so many articles each, of 50 words, and so many mentions of
    Trade and Iran in all of them: put in at random."""
    random, texts = np.random.default_rng(seed), []
    for size, numbers in zip(sizes, counts_of, strict=True):
        own = [[] for _ in range(size)]
        for word, number in zip(("trade", "Iran"), numbers, strict=True):
            for place in random.integers(0, size, number):
                own[place].append(word)
        texts += [" ".join([*words, *["x"] * (50 - len(words))]) for words in own]
    source = np.repeat(list("ABCDEFGH")[: len(sizes)], sizes)
    table = articles(*texts, source=source, **columns)
    return differences(find_mentions(table, LEXICON), table, LEXICON, "source", cluster, within)


def test_a_fourth_source_that_differs_is_named():
    rows = compared([40, 40, 40, 20], [(3, 20), (2, 21), (3, 19), (61, 10)])
    first = rows.iloc[0]
    assert first[["theme", "source", "mentions"]].tolist() == ["Trade", "D", 61]
    assert first["ratio"] == pytest.approx(61 / 20 / (8 / 120)) and first["p_all"] < 0.01
    assert (rows.loc[rows["theme"] == "Iran", "p_all"] > 0.05).all()
    never = rows[rows["theme"] == "War"]
    assert never["ratio"].isna().all() and never["p_all"].eq(1).all()
    assert len(rows) == 4 * 3 and not rows.duplicated(["theme", "source"]).any()


def test_a_source_that_never_mentions_a_theme_is_named():
    first = compared([25, 25], [(0, 20), (30, 22)]).iloc[0]
    assert first[["theme", "source"]].tolist() == ["Trade", "B"] and first["p_all"] < 0.01
    assert np.isinf(first["ratio"]) and first["per_1000_others"] == 0


@pytest.mark.slow
def test_sources_alike_are_seldom_named():
    named = 0
    for seed in range(40):
        random = np.random.default_rng(seed)
        numbers = random.poisson(np.array([[20, 10]]) * np.array([[1], [1], [2]]))
        named += (compared([20, 20, 40], numbers, seed)["p_all"] < 0.05).any()
    assert named <= 5


@pytest.mark.parametrize("column", ["source", "year", "text"])
def test_where_nothing_can_be_compared_there_is_no_row(column):
    texts = articles(*["trade x"] * 20, source=["A", "B"] * 10, year="2020")
    texts[column] = ""
    table = differences(find_mentions(texts, LEXICON), texts, LEXICON, "source", within="year")
    assert table.empty and {"source", "ratio", "p_all"} <= set(table)


def test_what_days_bring_is_no_difference_of_sources_within_days():
    days = [f"d{number}" for number in range(20)] * 2
    texts = ["trade x"] * 10 + ["y x"] * 10 + ["trade x"] * 10 + ["y x"] * 10
    table = articles(*texts, source=["A"] * 20 + ["B"] * 20, day=days)
    row = differences(find_mentions(table, LEXICON), table, LEXICON, "source", "day").iloc[0]
    assert row["ratio"] == 1 and row["p_all"] == 1


def test_within_a_year_sources_are_compared_with_each_other_alone():
    texts = ["trade x"] * 30 + ["x y"] * 10 + ["trade x"] * 10 + ["x y"] * 30
    year = ["1"] * 30 + ["2"] * 10 + ["1"] * 10 + ["2"] * 30
    table = articles(*texts, source=["A"] * 40 + ["B"] * 40, year=year)
    found = find_mentions(table, LEXICON)
    assert differences(found, table, LEXICON, "source").iloc[0]["p_all"] < 0.01
    row = differences(found, table, LEXICON, "source", within="year").iloc[0]
    assert row["ratio"] == 1 and row["p_all"] == 1


@pytest.mark.parametrize("sizes", [(40,), (40, 3), (3, 3)])
def test_too_few_articles_are_not_compared(sizes):
    assert compared(sizes, [(5, 5)] * len(sizes)).empty


def test_a_source_that_says_more_in_sum_and_less_in_most_articles_says_it_neither_way():
    texts = ["trade x " * 200, *["x y z"] * 19, *["trade x y z w"] * 20]
    table = articles(*texts, source=["A"] * 20 + ["B"] * 20)
    rows = differences(find_mentions(table, LEXICON), table, LEXICON, "source")
    trade = rows[rows["theme"] == "Trade"].set_index("source")
    assert trade.loc["A", "ratio"] > 2 and trade["p_all"].eq(1).all()
