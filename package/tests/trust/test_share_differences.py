"""Differences of shares, from their intervals, by hand."""

import numpy as np
import pandas as pd
import pytest

from newsthemes import estimated_shares, find_mentions, read_lexicon, share_differences

COLUMNS = ["group", "theme", "year", "sentences", "found", "share", "low", "high", "note"]
ROWS = [
    ("I", "Trade", "2020", 900, 5, 0.02, 0.01, 0.04, ""),
    ("I", "Trade", "2021", 900, 5, 0.06, 0.04, 0.09, "rests on few"),
    ("I", "Trade", "2022", 900, 5, 0.05, 0.03, 0.08, ""),
    ("", "War", "2020", 900, 5, np.nan, np.nan, np.nan, "not coded"),
    ("", "War", "2021", 900, 5, 0.5, 0.5, 0.5, ""),
    ("", "War", "2022", 900, 5, 0.25, 0.25, 0.25, ""),
]
SHARES = pd.DataFrame(ROWS, columns=COLUMNS)
SHARES = SHARES.assign(share_unsure_no=SHARES["share"], share_unsure_yes=SHARES["share"])


def test_neighbours_have_the_interval_of_both():
    table = share_differences(SHARES, at_once=False)
    assert table[["theme", "from", "to"]].to_numpy().tolist() == [
        ["Trade", "2020", "2021"], ["Trade", "2021", "2022"],
        ["War", "2020", "2021"], ["War", "2021", "2022"],
    ]  # fmt: skip
    first = table.iloc[0]
    assert first["difference"] == pytest.approx(0.04) and first["note"] == "2021: rests on few"
    # of Newcombe's method 10, with the ends that face each other below, and the others above
    assert first["low"] == pytest.approx(0.04 - np.hypot(0.06 - 0.04, 0.04 - 0.02))
    assert first["high"] == pytest.approx(0.04 + np.hypot(0.09 - 0.06, 0.02 - 0.01))
    assert np.isnan(table["difference"][2]) and table["note"][2] == "2020: not coded"
    assert table.loc[3, ["difference", "low", "high"]].tolist() == [-0.25] * 3  # all are coded
    every = share_differences(SHARES, pairs="all").query("theme == 'Trade'")
    pairs = [["2020", "2021"], ["2020", "2022"], ["2021", "2022"]]
    assert every[["from", "to"]].to_numpy().tolist() == pairs


def test_unsure_answers_stand_beside_a_difference():
    unsure = SHARES.assign(share_unsure_yes=SHARES["share"] + [0.05, 0.01, 0, 0, 0, 0])
    first = share_differences(unsure).iloc[0]
    assert first[["least", "most"]].tolist() == pytest.approx([-0.01, 0.05])
    assert share_differences(SHARES).iloc[0][["least", "most"]].tolist() == pytest.approx(
        [0.04] * 2
    )


def test_intervals_that_hold_at_once_are_wider_by_how_many_there_are():
    alone = share_differences(SHARES, at_once=False)
    table = share_differences(SHARES)
    assert alone["compared"].tolist() == [1] * 4 and table["compared"].tolist() == [3] * 4
    # 2.3940 and 1.9600: so many standard errors leave .05 / 3 and .05 outside, half on each side
    wider = (table["difference"] - table["low"]) / (alone["difference"] - alone["low"])
    assert wider[:2].tolist() == pytest.approx([2.39398 / 1.95996] * 2, abs=1e-5)
    one = SHARES[SHARES["theme"] == "Trade"].head(2)
    pd.testing.assert_frame_equal(share_differences(one), share_differences(one, at_once=False))


def test_what_is_no_table_by_a_column_is_refused():
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade is up."]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    code = {"coder": "x", "article": "a", "sentence": 1, "theme": "Trade", "code": 1}
    codes = pd.DataFrame([code])
    whole = estimated_shares(find_mentions(articles, lexicon), codes, articles, lexicon)
    said = "^share_differences: shares: these are not by a column; give what estimated_shares"
    for table in (whole, articles, None):
        with pytest.raises(ValueError, match=said):
            share_differences(table)
    with pytest.raises(ValueError, match="no pairs 'none'; there are 'neighbours' and 'all'"):
        share_differences(SHARES, pairs="none")
