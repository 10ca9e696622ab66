"""Coders' agreement: a published example, NLTK's AnnotationTask, and tables whose answer the eye
sees.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from newsthemes import agreement, read_lexicon


def table(*coders, theme="War"):
    """A table of codes, from a string a coder."""
    rows = [
        (f"c{number}", "a", sentence, "", theme, pd.NA if code == "." else int(code))
        for number, codes in enumerate(coders)
        for sentence, code in enumerate(codes, 1)
    ]
    frame = pd.DataFrame(rows, columns=["coder", "article", "sentence", "group", "theme", "code"])
    return frame.astype({"code": "Int64", "group": "str", "theme": "str"})


WAR = read_lexicon({"War": ["war"]})
THREE = read_lexicon({"War": ["war"], "Peace": ["peace"], "Trade": ["trade"]})


def task(*coders):
    """The same codes for NLTK, from a string a coder; a dot is a missing code."""
    rows = [
        (coder, unit, code) for coder, codes in enumerate(coders) for unit, code in enumerate(codes)
    ]
    return AnnotationTask([row for row in rows if row[2] != "."])


def test_the_published_example_of_two_codes():
    """Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section A."""
    assert round(agreement(table("0100000010", "1110010000"), WAR).iloc[0]["alpha"], 3) == 0.095


@pytest.mark.slow
@settings(max_examples=25)
@given(st.integers(5, 15), st.data())
def test_alpha_is_that_of_nltk(size, data):
    sheets = st.text("01.", min_size=size, max_size=size)
    coders = data.draw(st.lists(sheets, min_size=2, max_size=4))
    row = agreement(table(*coders), WAR).iloc[0]
    alpha = np.nan if row["note"] else task(*coders).alpha()
    assert row["alpha"] == pytest.approx(alpha, rel=1e-12, abs=1e-12, nan_ok=True)
    assert np.isnan(row["kappa"]) or len(coders) == 2


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(st.sampled_from(["00", "01", "10", "11"]), min_size=5, max_size=15))
def test_kappa_is_that_of_nltk(pairs):
    one, other = ("".join(side) for side in zip(*pairs, strict=True))
    row = agreement(table(one, other), WAR).iloc[0]
    if row["note"]:
        assert np.isnan(row["kappa"]) and np.isnan(row["alpha"])
        assert len(pairs) - pairs.count("00") < 5 or set(pairs) == {"11"}
    else:
        assert row["kappa"] == pytest.approx(task(one, other).kappa(), rel=1e-12, abs=1e-12)
        assert row["alpha"] == pytest.approx(task(one, other).alpha(), rel=1e-12, abs=1e-12)
    assert (row["both"], row["only_first"]) == (pairs.count("11"), pairs.count("10"))
    assert (row["only_second"], row["neither"]) == (pairs.count("01"), pairs.count("00"))
    assert row["agree"] == pytest.approx((pairs.count("11") + pairs.count("00")) / len(pairs))


ALL = "all themes"
FEW = "seen in {}: too few for a coefficient"
NONE = "no sentence that two sheets have coded"
EVERY = "seen in every sentence: nothing to tell apart, so no coefficient"


@pytest.mark.parametrize(("coders", "numbers", "agree", "note"), [
    (["111110", "111110"], [6, 5, 5, 0, 0, 1], 1, ""),
    (["1000", "1000"], [4, 1, 1, 0, 0, 3], 1, FEW.format("1 sentence")),
    (["1100", "0011"], [4, 4, 0, 2, 2, 0], 0, FEW.format("4 sentences")),
    (["0000", "0000"], [4, 0, 0, 0, 0, 4], 1, FEW.format("0 sentences")),
    (["11111", "11111"], [5, 5, 5, 0, 0, 0], 1, EVERY),
    (["10.", ".10"], [1, 1, 0, 0, 1, 0], 0, FEW.format("1 sentence")),
    (["1..", ".11"], [0, 0, 0, 0, 0, 0], np.nan, NONE),
    (["110"], [0, 0, 0, 0, 0, 0], np.nan, NONE),
    (["110", "..."], [0, 0, 0, 0, 0, 0], np.nan, NONE),
    (["100", "100", "110"], [3, 2, 1, None, None, 1], 7 / 9, FEW.format("2 sentences")),
])  # fmt: skip
def test_the_numbers_of_a_theme(coders, numbers, agree, note):
    result = agreement(table(*coders), WAR)
    row = result.iloc[0]
    columns = ["sentences", "coded", "both", "only_first", "only_second", "neither"]
    assert row.reindex(columns).dropna().tolist() == [n for n in numbers if n is not None]
    assert ("only_first" in row) == (len(coders) < 3)
    assert row["agree"] == pytest.approx(agree, nan_ok=True)
    assert row["note"] == note
    assert np.isnan(row["kappa"]) == np.isnan(row["alpha"]) == bool(note)
    assert result["theme"].tolist() == ["War", ALL]


def test_the_last_row_is_of_all_themes_together():
    peace, trade = table("110000", "111000", theme="Peace"), table("..", "..", theme="Trade")
    codes = pd.concat([table("111000", "110000"), peace, trade])
    result = agreement(codes, THREE)
    assert result["theme"].tolist() == ["War", "Peace", ALL]
    last = result.iloc[-1]
    columns = ["sentences", "both", "only_first", "only_second", "neither"]
    assert last[columns].tolist() == [12, 4, 1, 1, 6]
    # Each theme has one disagreement where chance brings 2 x 5 x 7 / 11: 1 - 2 x 2 / (2 x 70 / 11).
    assert last["alpha"] == pytest.approx(1 - 4 / (140 / 11)) and np.isnan(last["kappa"])
    assert not result.attrs and result["theme"].dtype == "str"


def test_themes_stand_in_the_order_of_the_lexicon_without_those_that_nobody_coded():
    codes = table("111000", "110000")
    alone = agreement(codes, WAR)
    pd.testing.assert_frame_equal(agreement(codes, THREE), alone)
    more = pd.concat([table("1", theme="Trade"), codes, table(".", theme="Peace")])
    three = agreement(more, THREE)
    assert three["theme"].tolist() == ["War", "Trade", ALL] and three["note"][1] == NONE
    from_csv = codes.assign(group=np.nan)  # as an empty group comes back
    pd.testing.assert_frame_equal(agreement(from_csv, WAR), alone)


def test_language_models_are_no_coders_beside_people():
    people, model = table("1100", "1010"), table("0011").assign(coder="model-x")
    both = pd.concat([people, model])
    pd.testing.assert_frame_equal(agreement(both, WAR), agreement(people, WAR))
    assert agreement(pd.concat([model, model.assign(coder="model-y")]), WAR)["agree"][0] == 1


def test_no_codes_and_wrong_codes():
    nothing = agreement(table().head(0), WAR)
    assert nothing["theme"].tolist() == [ALL] and set(nothing["note"]) == {NONE}
    with pytest.raises(ValueError, match="no theme 'Peace'; it has War; read them with"):
        agreement(table("1", "1", theme="Peace"), WAR)
    twice = pd.concat([table("10", "10"), table("1", "1")])
    with pytest.raises(ValueError, match="c0, sentence 1 of article 'a', theme War: coded twice"):
        agreement(twice, WAR)
    with pytest.raises(ValueError, match=r"theme War: coded twice, or not 0 and not 1 \(2\)"):
        agreement(table("12", "10"), WAR)


def test_themes_of_different_frequency_do_not_raise_alpha():
    common = table("1" * 9 + "0", "1" * 8 + "00")
    rare = table("0" * 9 + "1", "0" * 8 + "11", theme="Peace")
    within = agreement(pd.concat([common, rare]), THREE).iloc[-1]["alpha"]
    pooled = task("1" * 9 + "0" * 10 + "1", "1" * 8 + "0" * 10 + "11").alpha()
    assert within == pytest.approx(task("1" * 9 + "0", "1" * 8 + "00").alpha())
    assert within < pooled - 0.1
