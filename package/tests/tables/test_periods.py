"""Dates and their periods."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import periods

PERIODS = ["week", "month", "quarter", "year"]


@pytest.mark.parametrize(("date", "expected"), [
    ("2020-12-31", ["2020-12-28/2021-01-03", "2020-12", "2020Q4", "2020"]),
    ("2021-01-03", ["2020-12-28/2021-01-03", "2021-01", "2021Q1", "2021"]),  # a Sunday
    ("2021-01-04T09:00", ["2021-01-04/2021-01-10", "2021-01", "2021Q1", "2021"]),
    ("1790-01-08", ["1790-01-04/1790-01-10", "1790-01", "1790Q1", "1790"]),
    ("1900-06", [None, "1900-06", "1900Q2", "1900"]),
    ("1900", [None, None, None, "1900"]),
    (pd.Timestamp("1987-02-26"), ["1987-02-23/1987-03-01", "1987-02", "1987Q1", "1987"]),
    (1987, [None, None, None, "1987"]),
    (1987.0, [None, None, None, "1987"]),  # of a column with gaps
    (" 1987-02-26 15:01", ["1987-02-23/1987-03-01", "1987-02", "1987Q1", "1987"]),
    *[(date, [None] * 4) for date in ("2022-13-01", "2022-02-30", "", None)],
])  # fmt: skip
def test_a_date_has_the_periods_of_pandas(date, expected):
    table = pd.DataFrame({"date": pd.Series([date], dtype=object)})
    found = [periods(table, by).astype(object).iloc[0] for by in PERIODS]
    assert [None if pd.isna(period) else period for period in found] == expected


@pytest.mark.parametrize("date", [
    "20223-01-01", "0000-01-01", "yesterday", "05.01.2024", 20240105,
    "2024/01/05", "2024.01.05", "2024-1-5", "2024-01-5", "2024-01/05",
])  # fmt: skip
def test_a_date_that_is_written_in_another_way_is_an_error_that_says_what_reads_it(date):
    table = pd.DataFrame({"date": pd.Series(["2024-01-01", date, ""], dtype=object)})
    said = f"1 date of 3 not written as 2024-01-31 .*{date}.*read_articles"
    with pytest.raises(ValueError, match=said):
        periods(table, "month")


@settings(max_examples=30)
@given(st.lists(st.dates(), min_size=1, max_size=5), st.sampled_from(PERIODS))
def test_the_order_of_periods_is_that_of_time(dates, by):
    dates = [day for day in dates if 0 <= day.year - dates[0].year < 50 and day.year < 9999]
    found = periods(pd.DataFrame({"date": [day.isoformat() for day in dates]}), by)
    assert found.dtype == "str" and found.notna().all()
    if len(dates):
        assert found.iloc[np.argsort(dates, kind="stable")].is_monotonic_increasing


def test_what_is_no_period_is_refused():
    with pytest.raises(ValueError, match="no period 'months'; there are week, month, quarter"):
        periods(pd.DataFrame({"date": ["2020-01-05"]}), "months")
