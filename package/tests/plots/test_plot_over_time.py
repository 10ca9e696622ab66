"""Shares over time: a gap is a gap, few articles are hollow, a line says what is known of it."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.dates import date2num

from newsthemes import periods, plot_over_time, save, set_up
from newsthemes.plots.style import STYLE

MONTHS = pd.Series({"2023-01": 0.1, "2023-02": 0.3, "2023-03": 1.0, "2023-06": 0.2, "2023-07": 0.2})
SIZES = pd.Series({"2023-07": 9, "2023-01": 10, "2023-02": 7, "2023-03": 6, "2023-06": 50})


def line(ax, label="per cent"):
    """The line of this label, as numbers of its months."""
    found = next(one for one in ax.lines if one.get_label() == label)
    return np.asarray(found.get_ydata()).round(3).tolist()


def same(one, other):
    return np.testing.assert_array_equal(one, other)


def hollow(ax):
    return [value for value in line(ax, "_few") if not np.isnan(value)]


def test_without_a_period_it_says_none():
    ax = plot_over_time(pd.Series(dtype=float), pd.Series(dtype=int))
    assert [text.get_text() for text in ax.texts] == ["none"]


@pytest.mark.parametrize(("by", "dates", "known"), [
    ("month", ["2023-01-05", "2023-04-05"], [True, False, False, True]),
    ("quarter", ["2022-12-31", "2023-04-01"], [True, False, True]),
    ("year", ["2019-01-01", "2021-01-01", "2022-01-01"], [True, False, True, True]),
    ("week", ["2023-01-02", "2023-01-16"], [True, False, True]),
])  # fmt: skip
def test_a_period_without_articles_is_a_gap(by, dates, known):
    names = periods(pd.DataFrame({"date": dates}), by)
    ax = plot_over_time(pd.Series(0.5, names), pd.Series(8, names))
    assert (~np.isnan(line(ax))).tolist() == known
    first, last = ax.get_xlim()
    assert first <= date2num(pd.Timestamp(dates[0])) and date2num(pd.Timestamp(dates[-1])) < last


def test_too_few_articles_are_hollow_and_set_no_scale():
    ax = plot_over_time(MONTHS, SIZES)
    same(line(ax), [10, 30, np.nan, np.nan, np.nan, 20, 20])
    assert ax.get_ylim() == (0, 37.5)
    assert (hollow(ax), line(ax, "_high")) == ([], [37.5])
    assert [text.get_text() for text in ax.texts] == ["100%"]
    assert "lowest 10% in 2023-01, highest 100% in 2023-03" in ax.get_label()
    few = SIZES.clip(upper=6)
    ax = plot_over_time(MONTHS, few)
    assert ax.get_ylim() == (0, 125) and len(hollow(ax)) == 5
    few["2023-01"] = 9  # one of five sets no scale
    ax = plot_over_time(MONTHS, few)
    assert ax.get_ylim() == (0, 125) and len(hollow(ax)) == 4


def test_a_period_alone_between_gaps_is_a_dot():
    ax = plot_over_time(MONTHS.drop("2023-02"), SIZES)
    assert {line.get_marker() for line in ax.lines} == {"o", "^"}


@pytest.mark.parametrize("place", [0, 5, 11, 14, 18])
def test_numbers_of_shares_above_the_scale_stay_in_the_chart_and_apart(place):
    names = periods(pd.DataFrame({"date": [f"{year}-05" for year in range(2000, 2020)]}), "year")
    shares, sizes = pd.Series(0.2, names), pd.Series(8, names)
    shares.iloc[[place, place + 1]] = 1
    sizes.iloc[[place, place + 1]] = 2
    ax = plot_over_time(shares, sizes)
    ax.figure.draw_without_rendering()
    boxes = [text.get_window_extent().padded(0, -1) for text in ax.texts]
    assert [text.get_text() for text in ax.texts] == ["100%", "100%"]
    assert all(ax.bbox.x0 <= box.x0 and box.x1 <= ax.bbox.x1 for box in boxes)
    assert all(box.count_overlaps(boxes) == 1 for box in boxes)  # itself


def test_the_lines_of_a_table_are_called_by_its_columns_which_may_be_pairs():
    table = pd.DataFrame({"found": MONTHS, ("A", "Trade"): MONTHS / 2})
    ax = plot_over_time(table, SIZES)
    same(line(ax, "('A', 'Trade')"), np.array(line(ax, "found")) / 2)
    shown, names = ax.get_legend_handles_labels()
    assert names == ["found", "('A', 'Trade')"] and shown[0].get_color() != shown[1].get_color()


def test_years_stand_below_and_per_cent_on_the_left():
    names = periods(pd.DataFrame({"date": [f"{year}-05-01" for year in range(2015, 2026)]}), "year")
    ax = plot_over_time(pd.Series(0.004, names), pd.Series(8, names))
    ax.figure.draw_without_rendering()
    below = [label.get_text() for label in ax.get_xticklabels()]
    assert all(len(text) == 4 for text in below) and 3 <= len(below) <= 7
    beside = [label.get_text().strip() for label in ax.get_yticklabels()]
    assert beside[:2] == ["0%", "0.2%"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("last", [2003, 2006, 2030])
def test_the_axis_has_ticks_whatever_it_spans(last, tmp_path):
    names = [f"{year}" for year in (2001, last)]
    ax = plot_over_time(pd.Series(0.5, names), pd.Series(8, names))
    set_up(tmp_path)
    save(ax, "years")
    assert len(ax.get_xticks()) >= 3


@pytest.mark.filterwarnings("error")
def test_panels_have_room_for_what_stands_between_them(tmp_path):
    with plt.style.context(STYLE):
        figure = plt.figure(figsize=(6, 4))
    for place in (1, 2, 3):
        plot_over_time(MONTHS, SIZES + 9, ax=figure.add_subplot(2, 2, place, title="Trade"))
    set_up(tmp_path)
    save(figure, "panels")
    first, _, third = (ax.get_tightbbox() for ax in figure.axes)
    assert third.y1 < first.y0
