"""The corrected share: toy articles whose strata the eye counts, all of what is coded, and samples
that are drawn again and again.
"""

import numpy as np
import pandas as pd
import pytest

from newsthemes import corrected_shares, find_mentions, read_lexicon, sample_for_coding, validity
from newsthemes.trust.intervals import DrawnCells, bound, numbers_drawn, shares
from newsthemes.trust.read_codes import CodesWarning
from newsthemes.trust.sheets import CodesError

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"]})
EDITED = read_lexicon({"Issues": {"Trade": ["trade", "tariffs"]}, "War": ["war"]})
# Of 300 sentences, an article each, 60 mention trade, 40 war, 10 of these both.
TEXTS = ["Trade."] * 50 + ["Trade and war."] * 10 + ["War."] * 30 + ["Tariffs."] * 30
TEXTS += ["Peace."] * 180
ARTICLES = pd.DataFrame({"article": [f"a{number:03}" for number in range(300)], "text": TEXTS})
ARTICLES["party"] = ["Left", "Right"] * 150
MENTIONS = find_mentions(ARTICLES, LEXICON)
# all sentences on trade or tariffs but those whose number ends in 4
ABOUT = [int(text[0] == "T" and number % 10 != 4) for number, text in enumerate(TEXTS)]
ABOUT = dict(zip(ARTICLES["article"], ABOUT, strict=True))
TRUE = sum(ABOUT.values()) / 300


def coded(sample, theme="Trade", coder="x", about=ABOUT):
    group = {"Trade": "Issues", "War": ""}[theme]
    codes = sample["article"].map(about)
    columns = {"coder": coder, "sentence": 1, "group": group, "theme": theme, "code": codes}
    return sample[["article"]].assign(**columns)


def sample_of(number):
    """So many sentences of each stratum, the first of each: rows of the articles."""
    strata = {"Trade": range(50), "War": range(50, 90), "no mention": range(90, 300)}
    parts = []
    for stratum, n in number.items():
        rows = ARTICLES.iloc[list(strata[stratum])[:n]]
        parts.append(rows.assign(stratum=stratum, stratum_size=len(strata[stratum]), weight=0))
    return pd.concat(parts).drop(columns=["text", "party"]).assign(sentence=1)


def trade(mentions, codes, lexicon=LEXICON, sample=None, articles=ARTICLES):
    return corrected_shares(mentions, codes, articles, lexicon, sample).iloc[0]


def test_the_strata_are_counted_by_hand():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    row = trade(MENTIONS, coded(sample), sample=sample)
    # found, by weights: 9 of 10 for 50; of war 9 of 10 for 20. Not found: of war 0 of 10 for 20,
    # else 27 of 40 for 210.
    right = (50 * 9 / 10 + 20 * 9 / 10) / 70
    missed = (210 * 27 / 40) / 230
    share = (60 * right + 240 * missed) / 300
    numbers = ["sentences", "found", "share_found", "share", "coded", "disputed"]
    assert row[numbers].tolist() == pytest.approx([300, 60, 0.2, share, 70, 0])
    assert row["low"] < share < row["high"] and row["note"] == ""


def test_all_coded_is_exact_without_a_sample():
    row = trade(MENTIONS, coded(ARTICLES))
    assert row[["share", "low", "high"]].tolist() == pytest.approx([TRUE] * 3)
    assert row["note"] == ""


def test_what_is_not_coded_has_a_note_and_no_number():
    war = corrected_shares(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON).iloc[1]
    assert war[["sentences", "found", "coded", "note"]].tolist() == [300, 40, 0, "not coded"]
    assert war[["share", "low", "high"]].isna().all()
    row = trade(MENTIONS, coded(ARTICLES.head(200)))
    assert row["note"] == "coded in part, and no sample given: 200 of 300" and np.isnan(row["low"])
    sample = sample_of({"Trade": 8, "War": 1, "no mention": 90})
    few = trade(MENTIONS, coded(sample), sample=sample)
    assert few["note"] == "too few coded: 99, and 1 more needed" and np.isnan(few["high"])


def test_an_estimate_is_shown_whatever_was_drawn_and_says_what_it_rests_on():
    sample = sample_of({"Trade": 20, "War": 10, "no mention": 60})
    none = trade(MENTIONS, coded(sample, about=dict.fromkeys(ABOUT, 0)), sample=sample)
    assert none["share"] == none["low"] == 0 < none["high"] < 0.07
    assert none["note"] == "rests on few: 0 of 90 coded are about it"
    one = trade(MENTIONS, coded(sample, about=dict.fromkeys(ABOUT, 0) | {"a100": 1}), sample=sample)
    assert one["share"] > 0 and one["note"].startswith("rests on few: 1 of 90")


def test_what_sheets_are_divided_on_counts_as_their_share():
    other = coded(ARTICLES, coder="y", about=ABOUT | {"a000": 0, "a001": 0, "a299": 1})
    third = coded(ARTICLES, coder="z")[lambda codes: codes["article"] == "a000"]
    row = trade(MENTIONS, pd.concat([coded(ARTICLES), other, third]))
    true = sum(ABOUT.values()) - 1 / 3 - 1 / 2 + 1 / 2
    assert row["disputed"] == 3 and row["share"] == pytest.approx(true / 300)


def test_where_no_match_is_coded_there_are_bounds_alone():
    sample = sample_of({"Trade": 30, "War": 40, "no mention": 90}).drop(index=[0, 1])
    alone = "bounds only: nothing is coded of what is found, or of the rest"
    few = ARTICLES.drop(index=range(2, 100))
    codes = coded(sample[sample["article"].isin(few["article"])])
    with pytest.warns(CodesWarning, match="rows of the sample"):
        row = trade(find_mentions(few, LEXICON), codes, sample=sample, articles=few)
    assert row["found"] == 2 and np.isnan(row["share"]) and row["note"] == alone
    assert row["low"] < row["high"]


def test_where_nothing_of_a_stratum_is_coded_it_may_be_all_or_none():
    sample = sample_of({"Trade": 20, "War": 10, "no mention": 60})
    whole = coded(sample)
    part = whole[~whole["article"].between("a050", "a059")]
    known, open_ = (trade(MENTIONS, codes, sample=sample) for codes in (whole, part))
    assert open_["low"] < known["low"] and known["high"] < open_["high"]
    table = validity(MENTIONS, part, ARTICLES, LEXICON, sample)
    assert "nothing is coded in strata of 40 sentences: wider bounds" in table["note"][0]
    assert table[["precision", "recall", "f1"]].loc[0].isna().all()  # more than a tenth of 60


# ---- what is drawn


def cells(*strata, totals):
    coded_, sizes = zip(*strata, strict=True)
    return DrawnCells(np.array(coded_, dtype=float), np.array(sizes), np.array(totals))


def test_the_bounds_are_sharp_where_none_or_all_are_about_the_theme():
    none = cells(([0, 0, 0, 50, 0, 0], 1000), totals=[0, 1000])
    low, high = bound(none, (False, False), 0)[2], bound(none, (True, True), 1)[2]
    # none of 50: between 1 in 30 (the rule of three, one-sided) and Clopper and Pearson's 7.1 %
    assert low == 0 and 1 / 30 < high < 0.072
    every = cells(([0, 0, 50, 0, 0, 0], 1000), totals=[0, 1000])
    assert bound(every, (True, True), 1)[2] == 1
    assert bound(every, (False, False), 0)[2] == pytest.approx(1 - high, abs=0.005)
    # of many strata no more: they share what a bound adds
    many = cells(*[([0, 0, 0, 5, 0, 0], 100)] * 10, totals=[0, 1000])
    assert bound(many, (True, True), 1)[2] == pytest.approx(high, abs=0.015)
    # what is all coded is known
    known = cells(([1, 1, 1, 7, 0, 0], 10), totals=[2, 8])
    for end, more in enumerate(((False, True), (True, False))):
        assert bound(known, more, end) == pytest.approx((0.5, 0.5, 0.2))


def test_of_a_kind_that_nothing_coded_is_of_all_or_none_may_be():
    other = cells(([0, 0, 5, 45, 0, 0], 1000), totals=[100, 900])
    assert bound(other, (False, True), 0)[:2] == (0, 0)
    assert bound(other, (True, False), 1)[0] == 1
    assert np.isnan(other.estimates()[0])


def test_numbers_of_kinds_add_up_and_keep_what_is_coded():
    coded_, sizes = np.array([[3, 1, 0, 6, 0, 2], [0, 0, 2, 8, 5, 5.0]]), np.array([40, 300])
    drawn = numbers_drawn(coded_, sizes, (True, False))
    assert (drawn.sum(axis=1) == sizes.sum()).all()
    assert (drawn >= coded_.sum(axis=0)).all()
    estimate = (sizes / coded_.sum(axis=1)) @ coded_
    assert drawn.mean(axis=0) == pytest.approx(estimate, rel=0.25, abs=6)


def test_shares_of_a_part_are_ratios_of_its_own_numbers():
    numbers = np.array([8, 2, 10, 80, 500, 100])
    assert shares(numbers, np.array([20, 180])) == pytest.approx((0.8, 16 / 36, 36 / 200))
    assert max(shares(np.array([9, 0, 5, 0]), np.array([3, 7]))) == 1


# ---- of a sample that was drawn


@pytest.mark.parametrize("lexicon", [LEXICON, EDITED])
def test_intervals_hold_and_estimates_are_right_on_average(lexicon):
    mentions, held, estimates = find_mentions(ARTICLES, lexicon), [], []
    for seed in range(16):
        sample = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 150, seed=seed)
        row = trade(mentions, coded(sample), lexicon, sample)
        held.append(row["low"] <= TRUE <= row["high"])
        estimates.append(row["share"])
    assert sum(held) >= 13 and np.mean(estimates) == pytest.approx(TRUE, abs=0.03)


def test_a_second_round_is_right_on_average():
    shares_ = []
    for seed in range(16):
        first = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 60, seed=seed)
        both = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 60, first, seed=seed)
        shares_.append(trade(MENTIONS, coded(both), sample=both)["share"])
    assert np.mean(shares_) == pytest.approx(TRUE, abs=0.04)


def test_articles_that_are_filtered_are_left_out_and_counted():
    sample = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 150)
    left = ARTICLES[ARTICLES["party"] == "Left"]
    mentions = find_mentions(left, LEXICON)
    there = sample["article"].isin(left["article"])
    said = f"left out: {(~there).sum()} rows of the sample, of {(~there).sum()} articles that"
    with pytest.warns(CodesWarning, match=said):
        filtered = trade(mentions, coded(sample[there]), sample=sample, articles=left)
    with pytest.warns(CodesWarning, match="rows of the (sample|codes), of") as warned:
        again = trade(mentions, coded(sample), sample=sample, articles=left)
    assert len(warned) == 2
    columns = ["sentences", "found", "coded", "share", "low", "high"]
    assert filtered[columns].tolist() == again[columns].tolist()
    true = np.mean([ABOUT[article] for article in left["article"]])
    assert filtered["low"] < true < filtered["high"] and filtered["sentences"] == 150


def test_what_is_not_there_is_refused():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    with pytest.raises(CodesError, match="sentence 1 of article 'a010' is coded and not in the"):
        corrected_shares(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, sample)
    with pytest.raises(CodesError, match="no sentence 2 of article 'a000'"):
        corrected_shares(MENTIONS, coded(ARTICLES).assign(sentence=2), ARTICLES, LEXICON)
