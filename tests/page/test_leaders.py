"""Who leads, by the table of cases that the page's script is tested with, too."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newsthemes import leaders

CASES = json.loads(Path(__file__).parents[1].joinpath("leaders.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_a_case_of_the_table(case):
    counts = pd.DataFrame(case["counts"], columns=["group", "theme", "mentions", "sentences"])
    assert leaders(counts) == case["line"]


def test_an_empty_group_may_come_back_from_csv_as_nan():
    counts = pd.DataFrame({"group": np.nan, "theme": ["Trade", "War"], "mentions": [1, 6]})
    counts["sentences"] = counts["mentions"]
    assert leaders(counts) == "Most mentioned: War (6 mentions)."
    assert leaders(counts.head(0)) == "None of the 0 themes is mentioned."
