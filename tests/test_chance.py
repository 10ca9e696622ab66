"""Meetings that chance explains, that it does not, and that length or time explains."""

import numpy as np
import pandas as pd
import pytest
from themes import find_mentions, leave_one_out, meetings_by_chance, read_lexicon

LEXICON = read_lexicon({"Issues": {"Iran": ["Iran"], "Oil": ["oil"]}, "War": ["war"]})


def met(texts, **columns):
    table = pd.DataFrame({"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns})
    within = next(iter(columns), None)
    return meetings_by_chance(find_mentions(table, LEXICON), table, within=within).set_index(["theme", "other"])


def test_themes_that_always_meet_do_so_beyond_chance():
    row = met(["Iran oil"] * 10 + ["x y"] * 30).loc[("Iran", "Oil")]
    assert row["count"] == 10 and row["expected"] == pytest.approx(10 * 10 / 40, abs=0.3)
    assert row["low"] <= row["expected"] <= row["high"] < 10 and row["p_all"] == pytest.approx(1 / 1001)


def test_themes_that_never_meet_do_so_beyond_chance():
    row = met(["Iran y"] * 20 + ["x oil"] * 20).loc[("Iran", "Oil")]
    assert row["count"] == 0 and row["expected"] == pytest.approx(10, abs=0.3) and row["p_all"] < 0.01


def test_long_articles_explain_meetings():
    long = "Iran oil " + "x " * 500
    row = met([long] * 20 + ["x y"] * 20).loc[("Iran", "Oil")]
    assert row["count"] == row["expected"] == 20 and row["p"] == row["p_all"] == 1


def test_a_common_time_explains_meetings():
    texts = ["Iran oil"] * 20 + ["x y"] * 20
    assert met(texts).loc[("Iran", "Oil"), "p_all"] < 0.01
    assert met(texts, period=["1980s"] * 20 + ["1880s"] * 20).loc[("Iran", "Oil"), "p_all"] == 1


def test_equal_lengths_are_never_parted_so_that_order_does_not_matter():
    texts = ["Iran oil"] * 15 + ["Iran x", "x oil"] * 5 + ["x y"] * 20
    one, other = met(texts), met(texts[::-1])
    assert one.loc[("Iran", "Oil"), "expected"] == pytest.approx(other.loc[("Iran", "Oil"), "expected"], rel=0.03)


def test_pairs_by_chance_alone_are_rarely_called_more():
    random = np.random.default_rng(1)
    found = 0
    for _ in range(40):
        texts = [" ".join(word if random.random() < 0.4 else "x" for word in ("Iran", "oil", "war")) for _ in range(40)]
        table = pd.DataFrame({"article": range(40), "text": texts})
        rows = meetings_by_chance(find_mentions(table, LEXICON), table, shuffles=100)
        found += (rows["p_all"] < 0.05).any()
    assert found <= 6  # of 40; one in twenty is what 0.05 promises


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        (["Iran oil"] * 6, "articles: 6; a permutation needs 7"),
        (["Iran"] * 12, "fewer than two themes are mentioned"),
        ([], "articles: 0; a permutation needs 7"),
    ],
)
def test_where_chance_cannot_be_asked_a_note_says_why(texts, note):
    table = pd.DataFrame({"article": range(len(texts)), "text": pd.Series(texts, dtype="str")})
    found = meetings_by_chance(find_mentions(table, LEXICON), table)
    assert found.empty and found.attrs["note"] == note and "p_all" in found


# ---- leave one out


def left(texts, unit="article", **columns):
    table = pd.DataFrame({"article": [f"a{n}" for n in range(len(texts))], "text": texts, **columns})
    return leave_one_out(find_mentions(table, LEXICON), table, unit)


def test_the_article_that_moves_a_rate_most_is_named():
    table = left(["Iran Iran Iran x", "Iran x x x", "oil x", "x x"]).set_index("theme")
    assert table.loc["Iran", ["mentions", "without", "its_mentions"]].tolist() == [4, "a0", 3]
    assert table.loc["Iran", "per_1000"] == pytest.approx(4000 / 12)
    assert table.loc["Iran", "per_1000_without"] == pytest.approx(1000 / 8)
    assert table.loc["Iran", "change"] == pytest.approx(1 / 8 / (4 / 12) - 1)
    assert table.loc["Iran", ["rank", "best", "worst"]].tolist() == [1, 1, 1]
    assert table.loc["Oil", ["rank", "best", "worst"]].tolist() == [2, 1, 2]  # equal to Iran without a0
    assert table["lead_lost"].tolist() == ["", "", ""] and 0.5 < table.loc["Iran", "share_of_draws"] < 1
    assert table.loc["War", ["without", "share_of_draws"]].tolist() == ["", 0] and np.isnan(table.loc["War", "change"])


def test_a_source_is_left_out_with_all_its_articles():
    table = left(["Iran", "Iran", "oil x", "x"], unit="source", source=["A", "A", "B", ""]).set_index("theme")
    assert table.loc["Iran", ["without", "its_mentions", "per_1000_without"]].tolist() == ["A", 2, 0]
    assert table.attrs == {"unit": "source", "units": 2}
    assert table["lead_lost"].tolist() == ["A", "", ""] and 0.7 < table.loc["Iran", "share_of_draws"] < 0.8  # A drawn at all


@pytest.mark.parametrize("source", [["A", "A"], ["", ""], ["", "A"]])
def test_one_source_alone_cannot_be_left_out(source):
    table = left(["Iran", "oil"], unit="source", source=source)
    assert (table["without"] == "").all() and table["change"].isna().all() and table.attrs["units"] < 2


def test_a_missing_column_is_refused():
    with pytest.raises(ValueError, match="no column 'source'"):
        left(["Iran", "oil"], unit="source")
