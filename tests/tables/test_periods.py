"""Dates and their periods, and clusters of articles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes.tables.keyness import clusters
from newsthemes.tables.periods import PERIODS, periods, typical_period


@pytest.mark.parametrize(("date", "expected"), [
    ("2020-12-31", ["2020-12-28/2021-01-03", "2020-12", "2020Q4", "2020"]),
    ("2021-01-03", ["2020-12-28/2021-01-03", "2021-01", "2021Q1", "2021"]),  # a Sunday
    ("2021-01-04T09:00", ["2021-01-04/2021-01-10", "2021-01", "2021Q1", "2021"]),
    ("1790-01-08", ["1790-01-04/1790-01-10", "1790-01", "1790Q1", "1790"]),
    ("1900-06", [None, "1900-06", "1900Q2", "1900"]),
    ("1900", [None, None, None, "1900"]),
    (pd.Timestamp("1987-02-26"), ["1987-02-23/1987-03-01", "1987-02", "1987Q1", "1987"]),
    (1987, [None, None, None, "1987"]),
    *[(date, [None] * 4) for date in ("20223-01-01", "2022-13-01", "2022-02-30", "0000-01-01")],
    *[(date, [None] * 4) for date in ("yesterday", "", None)],
])  # fmt: skip
def test_a_date_has_the_periods_of_pandas(date, expected):
    table = pd.DataFrame({"date": pd.Series([date], dtype=object)})
    found = [periods(table, by).astype(object).iloc[0] for by in PERIODS]
    assert [None if pd.isna(period) else period for period in found] == expected


@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(list(PERIODS)))
def test_the_order_of_periods_is_that_of_time(dates, by):
    dates = [day for day in dates if 0 <= day.year - dates[0].year < 50 and day.year < 9999]
    found = periods(pd.DataFrame({"date": [day.isoformat() for day in dates]}), by)
    assert found.dtype == "str" and found.notna().all()
    if len(dates):
        assert found.iloc[np.argsort(dates, kind="stable")].is_monotonic_increasing


@pytest.mark.parametrize(("dates", "period"), [
    ([f"2020-01-{day:02}" for day in range(1, 29, 3)], "week"),  # a month would be one point
    ([f"2020-01-{1 + day % 28:02}" for day in range(60)], "week"),
    ([f"{year}-01-01" for year in range(1900, 1990)], "year"),
    (["1900", "1950", "2000"], "year"),
    (["2020-01-01", "2020-01-02"], "year"),
    ([f"2020-{1 + day % 12:02}-{1 + day % 28:02}" for day in range(2000)], "month"),
    ([f"{2000 + day % 11}-{1 + day % 12:02}-02" for day in range(2000)], "quarter"),
    ([f"2023-0{month}-15" for month in range(1, 7)] * 2, "quarter"),  # and not their year
    (["", ""], "year"),
    ([], "year"),
])  # fmt: skip
def test_the_typical_period_has_enough_articles_where_one_has(dates, period):
    assert typical_period(pd.DataFrame({"date": dates})) == period


def test_what_is_no_period_is_refused():
    with pytest.raises(ValueError, match="no period 'months'; there are week, month, quarter"):
        periods(pd.DataFrame({"date": ["2020-01-05"]}), "months")


DAYS = ["2020-01-05", "2020-01-06", "2020-03-01", "2020-04-01", "2020-07-01", ""]


@pytest.mark.parametrize(("cluster", "expected"), [
    (None, [0, 1, 2, 3, 4, 5]),
    ("date", [0, 1, 2, 3, 4, 5]),
    ("week", [0, 1, 2, 3, 4, 5]),
    ("month", [0, 0, 1, 2, 3, 4]),
    ("quarter", [0, 0, 0, 1, 2, 3]),
    ("author", [0, 1, 0, 2, 3, 1]),  # those without one stand alone
])  # fmt: skip
def test_clusters_are_of_a_column_or_a_period(cluster, expected):
    table = pd.DataFrame({"date": DAYS, "author": ["A", "B", "A", "", None, "B"]}, list("xyxyxy"))
    found = pd.Series(clusters(table, cluster))
    assert (pd.factorize(found)[0] == expected).all() and found.max() == max(expected)
