"""The line for where there is room for text alone: true for none, one, a tie and a thousand."""

import numpy as np
import pandas as pd
import pytest

from newsthemes.page.counts_label import counts_label

CASES = {
    "Mentions: 0 · themes: 0": [],
    "Mentions: 0 · themes: 2": [("A", "Trade", 0, 0), ("A", "War", 0, 0)],
    "A · first in mentions (sentences): Trade 1 (1)": [("A", "Trade", 1, 1), ("A", "War", 0, 0)],
    "First in mentions (sentences): War 1,743 (1,612)": [("", "Trade", 1, 1), ("", "War", 1743, 1612)],
    # a group without a mention says nothing
    "B · first in mentions (sentences): War 2 (2)": [("A", "Trade", 0, 0), ("B", "War", 2, 2), ("C", "Oil", 9, 9)],
    "A · level in mentions (sentences): Trade, War 1 (1)": [("A", "Trade", 1, 1), ("A", "War", 1, 1)],
    # level in one measure alone
    "A · mentions (sentences): Trade 2 (1) · War 2 (2)": [("A", "Trade", 2, 1), ("A", "War", 2, 2)],
    "A · mentions (sentences): War 6 (3) · Iran 4 (4) · Sea 3 (3) · Oil 3 (2) · others: 2": [
        ("A", "Sea", 3, 3), ("A", "War", 6, 3), ("A", "Oil", 3, 2), ("A", "Iran", 4, 4),
        ("A", "Gas", 1, 1), ("A", "Coal", 2, 1), ("A", "Wind", 0, 0), ("B", "Sun", 99, 1),
    ],
}  # fmt: skip


def table(rows):
    return pd.DataFrame(rows, columns=["group", "theme", "mentions", "sentences"])


@pytest.mark.parametrize("label", CASES)
def test_a_case(label):
    assert counts_label(table(CASES[label])) == label


def test_many_that_are_level_are_not_all_named():
    rows = [("", f"T{number}", 1, 1) for number in range(9)]
    label = "Level in mentions (sentences): T0, T1, T2 1 (1) · others: 6"
    assert counts_label(table(rows)) == label


def test_an_empty_group_may_come_back_from_csv_as_nan():
    counts = table([(np.nan, "Trade", 1, 1), (np.nan, "War", 6, 2)])
    assert counts_label(counts) == "First in mentions (sentences): War 6 (2)"
