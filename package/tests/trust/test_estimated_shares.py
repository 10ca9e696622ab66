"""The share estimated from a sample: toy articles whose strata the eye counts, all of what is coded, and samples
that are drawn again and again.
"""

import warnings

import numpy as np
import pandas as pd
import pytest

from newsthemes import (
    estimated_shares,
    find_mentions,
    read_lexicon,
    sample_for_coding,
    share_differences,
    validity,
)
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
    return estimated_shares(mentions, codes, articles, lexicon, sample).iloc[0]


def test_the_strata_are_counted_by_hand():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    row = trade(MENTIONS, coded(sample), sample=sample)
    # 9 of 10 of 50, 9 of 20 of 40, and 27 of 40 of 210
    share = (50 * 9 / 10 + 40 * 9 / 20 + 210 * 27 / 40) / 300
    numbers = ["sentences", "found", "share_found", "share", "coded", "disputed"]
    assert row[numbers].tolist() == pytest.approx([300, 60, 0.2, share, 70, 0])
    assert row["low"] < share < row["high"] and row["note"] == ""


def test_all_coded_is_exact_without_a_sample():
    row = trade(MENTIONS, coded(ARTICLES))
    assert row[["share", "low", "high"]].tolist() == pytest.approx([TRUE] * 3)
    assert row["note"] == ""


def test_what_is_not_coded_has_a_note_and_no_number():
    war = estimated_shares(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON).iloc[1]
    assert war[["sentences", "found", "coded", "note"]].tolist() == [300, 40, 0, "not coded"]
    assert war[["share", "low", "high"]].isna().all()
    row = trade(MENTIONS, coded(ARTICLES.head(200)))
    assert row["note"] == "coded in part, and no sample given: 200 of 300" and np.isnan(row["low"])
    sample = sample_of({"Trade": 8, "War": 1, "no mention": 90})
    few = trade(MENTIONS, coded(sample), sample=sample)
    assert few["note"] == "too few coded: 99, and 11 more needed in large strata"
    assert np.isnan(few["high"])


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


@pytest.mark.parametrize("lexicon", [EDITED, read_lexicon({"Issues": {"Trade": ["no such"]}})])
def test_terms_that_were_edited_since_leave_the_share_and_its_interval_as_they_were(lexicon):
    sample = sample_of({"Trade": 15, "War": 20, "no mention": 60})
    codes = coded(sample)
    before = trade(MENTIONS, codes, sample=sample)
    after = trade(find_mentions(ARTICLES, lexicon), codes, lexicon, sample)
    columns = ["share", "low", "high", "coded", "note"]
    assert after[columns].tolist() == before[columns].tolist()
    assert after["found"] != before["found"]


def test_two_samples_joined_and_articles_added_since_are_errors_that_name_the_sizes():
    one = sample_of({"Trade": 15, "War": 20, "no mention": 60})
    other = one.assign(stratum_size=[99] * len(one)).tail(30)
    two = pd.concat([one.head(80), other[other["stratum"] == "no mention"].tail(10)])
    said = "sample: its stratum 'no mention' has two sizes, 99 and 210, as if two samples were join"
    with pytest.raises(CodesError, match=said):
        trade(MENTIONS, coded(two), sample=two)
    said = "sample: sentence 1 of article 'a000' is in it twice, as if two samples were joined"
    twice = pd.concat([one, one.head(1)])
    with pytest.raises(CodesError, match=said):
        trade(MENTIONS, coded(one), sample=twice)
    more = pd.concat([ARTICLES, ARTICLES.assign(article=ARTICLES["article"] + "b")])
    found = find_mentions(more, LEXICON)
    said = "sample: it was drawn from 300 sentences, and the articles have 600; give the articles"
    for function in (estimated_shares, validity):
        with pytest.raises(CodesError, match=said):
            function(found, coded(one), more, LEXICON, one)


# ---- by a column


def test_by_a_column_each_value_has_the_share_of_its_sentences():
    parts = [ARTICLES[ARTICLES["party"] == party] for party in ("Left", "Right")]
    codes = coded(ARTICLES)
    table = estimated_shares(MENTIONS, codes, ARTICLES, LEXICON, by="party").query("coded > 0")
    alone = [estimated_shares(MENTIONS.merge(part[["article"]]), codes.merge(part[["article"]]),
                              part, LEXICON).head(1) for part in parts]  # fmt: skip
    assert list(table)[:4] == ["group", "theme", "party", "sentences"]
    assert table["party"].tolist() == ["Left", "Right"]
    same = table.drop(columns="party").reset_index(drop=True)
    pd.testing.assert_frame_equal(same, pd.concat(alone, ignore_index=True))


def test_unsure_answers_leave_the_share_between_all_no_and_all_yes():
    sample = sample_of({"Trade": 30, "War": 30, "no mention": 60})
    codes = coded(sample)
    known = trade(MENTIONS, codes, sample=sample)
    is_yes = (codes["code"] == 1).to_numpy()
    some = codes.assign(code=codes["code"].mask(is_yes & (np.arange(120) % 3 == 0)))
    row = trade(MENTIONS, some, sample=sample)
    unsure = some["code"].isna().sum()
    assert row[["drawn", "coded", "unsure"]].tolist() == [120, 120 - unsure, unsure]
    assert row["share_unsure_no"] < row["share"] < row["share_unsure_yes"]
    assert row["share_unsure_yes"] == pytest.approx(known["share"])  # as all of them are
    as_no = trade(MENTIONS, some.fillna({"code": 0}), sample=sample)
    assert row["share_unsure_no"] == pytest.approx(as_no["share"])
    assert row["note"].startswith(f"unsure of {unsure}: as no {as_no['share']:.1%}, as yes")
    blank = trade(MENTIONS, some.dropna(subset="code"), sample=sample)
    assert blank[["drawn", "coded", "unsure", "note"]].tolist() == [120, 120 - unsure, 0, ""]
    assert known[["unsure", "note"]].tolist() == [0, ""]
    assert known["share_unsure_no"] == known["share_unsure_yes"] == known["share"]


def test_a_model_is_not_unsure_beside_people():
    sample = sample_of({"Trade": 30, "War": 30, "no mention": 60})
    model = coded(sample, coder="model-x")
    both = pd.concat([coded(sample).head(100), model.assign(code=pd.NA)])
    assert trade(MENTIONS, both, sample=sample)["unsure"] == 0


def test_what_a_share_would_be_if_one_of_twenty_answers_were_the_opposite():
    about = dict(zip(ARTICLES["article"], [1] * 21 + [0] * 279, strict=True))
    row = trade(MENTIONS, coded(ARTICLES, about=about))
    # 300 times .0222 with 5% of these taken out, and 5% of the others put in, are 21
    assert row["share_if_5_percent_wrong"] == pytest.approx((21 / 300 - 0.05) / 0.9)
    none = trade(MENTIONS, coded(ARTICLES, about=dict.fromkeys(about, 0)))
    assert none["share_if_5_percent_wrong"] == 0


def test_a_sample_by_a_column_gives_shares_and_differences_that_hold():
    about = {article: int(party == "Left" and text != "Peace.")
             for article, party, text in ARTICLES[["article", "party", "text"]].to_numpy()}  # fmt: skip
    left = np.mean([about[article] for article in ARTICLES["article"][::2]])
    sample = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 120, by="party")
    codes = coded(sample, about=about)
    table = estimated_shares(MENTIONS, codes, ARTICLES, LEXICON, sample, by="party").head(2)
    assert table["coded"].tolist() == [60, 60] and table["sentences"].tolist() == [150, 150]
    one, other = table.itertuples()
    assert one.low <= left <= one.high and other.share == other.low == 0 < other.high
    whole = trade(MENTIONS, codes, sample=sample)
    assert whole["share"] == pytest.approx(table["share"].mean())
    row = share_differences(table).iloc[0]
    assert row[["from", "to"]].tolist() == ["Left", "Right"]
    assert row["low"] < -left < row["high"] < 0


def test_articles_without_a_value_are_in_no_row():
    dated = ARTICLES.assign(date=["2020-01-01", "", "2021-05"] * 100)
    table = estimated_shares(MENTIONS, coded(ARTICLES), dated, LEXICON, by="year")
    assert table["year"].tolist() == ["2020", "2021"] * 2 and set(table["sentences"]) == {100}


# ---- what is coded, and what is not


def test_where_nothing_of_a_stratum_is_coded_there_are_bounds_alone_for_all_or_none_of_it():
    sample = sample_of({"Trade": 20, "War": 10, "no mention": 60})
    whole = coded(sample)
    part = whole[~whole["article"].between("a050", "a059")]
    known, row = (trade(MENTIONS, codes, sample=sample) for codes in (whole, part))
    assert row["low"] < known["low"] and known["high"] < row["high"] < row["low"] + 0.5
    assert np.isnan(row["share"]) and row["high"] - row["low"] > 40 / 300
    assert row["note"] == "bounds only: nothing is coded in strata of 40 sentences"
    table = validity(MENTIONS, part, ARTICLES, LEXICON, sample)
    assert "nothing is coded in strata of 40 sentences: wider bounds" in table["note"][0]
    assert table[["precision", "recall", "f1"]].loc[0].isna().all()  # more than a tenth of 60


def bounds(*strata):
    """Of these strata, of each how many of its sentences are coded no, how many yes, and its size, none of
    which mentions the theme: the ends of the interval.
    """
    parts, first = [], 0
    for number, (no, yes, size) in enumerate(strata):
        ids = first + np.arange(no + yes)
        code = np.repeat([0, 1], [no, yes])
        stratum = {"stratum": f"s{number}", "stratum_size": size, "weight": 1.0, "sentence": 1}
        parts.append(pd.DataFrame({"article": ids, "code": code, **stratum}))
        first += size
    articles = pd.DataFrame({"article": range(first), "text": "Peace."})
    sample = pd.concat(parts)
    codes = sample.assign(coder="x", group="Issues", theme="Trade")
    mentions = find_mentions(articles, LEXICON)
    row = estimated_shares(mentions, codes, articles, LEXICON, sample.drop(columns="code")).iloc[0]
    return row["low"], row["high"]


def test_the_bounds_are_sharp_where_none_or_all_are_about_the_theme():
    low, high = bounds((100, 0, 2000))
    # none of 100: between 1 in 60 (the rule of three, one-sided) and Clopper and Pearson's 3.6 %
    assert low == 0 and 1 / 60 < high < 0.037
    assert bounds((0, 100, 2000)) == pytest.approx((1 - high, 1), abs=0.005)
    # of many strata no more: they share what a bound adds
    assert bounds(*[(10, 0, 200)] * 10) == pytest.approx((0, high), abs=0.01)


def test_a_small_stratum_of_yes_alone_keeps_its_lower_bound_open():
    """Five of five by chance, where the theme is in four of five: its other sentences may be none."""
    low, high = bounds((0, 5, 60), (95, 0, 9940))
    assert low < 0.8 * 60 / 10_000 < high


# ---- of a sample that was drawn


@pytest.mark.slow
def test_intervals_hold_and_estimates_are_right_on_average():
    held, estimates = [], []
    for seed in range(8):
        sample = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 150, seed=seed)
        row = trade(MENTIONS, coded(sample), sample=sample)
        held.append(row["low"] <= TRUE <= row["high"])
        estimates.append(row["share"])
    assert sum(held) >= 7 and np.mean(estimates) == pytest.approx(TRUE, abs=0.03)


@pytest.mark.slow
def test_a_second_round_is_right_on_average():
    shares_ = []
    for seed in range(8):
        first = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 60, seed=seed)
        both = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 60, first, seed=seed)
        shares_.append(trade(MENTIONS, coded(both), sample=both)["share"])
    assert np.mean(shares_) == pytest.approx(TRUE, abs=0.04)


def test_articles_that_are_filtered_are_left_out_and_counted():
    sample = sample_for_coding(MENTIONS, ARTICLES, LEXICON, 150)
    left = ARTICLES[ARTICLES["party"] == "Left"]
    mentions = find_mentions(left, LEXICON)
    there = sample["article"].isin(left["article"])
    number = (~there).sum()
    said = f"left out: rows of the sample: {number}; articles that are not there: {number}"
    with pytest.warns(UserWarning, match=said):
        filtered = trade(mentions, coded(sample[there]), sample=sample, articles=left)
    with pytest.warns(UserWarning, match="rows of the (sample|codes): ") as warned:
        again = trade(mentions, coded(sample), sample=sample, articles=left)
    assert len(warned) == 2
    columns = ["sentences", "found", "coded", "share", "low", "high"]
    assert filtered[columns].tolist() == again[columns].tolist()
    true = np.mean([ABOUT[article] for article in left["article"]])
    assert filtered["low"] < true < filtered["high"] and filtered["sentences"] == 150


def test_codes_of_articles_that_are_left_out_are_not_counted():
    sample = sample_of({"Trade": 50, "War": 40, "no mention": 60})
    few = pd.concat([ARTICLES.iloc[20:50], ARTICLES.iloc[150:200], ARTICLES.iloc[90:102]])
    codes = coded(sample[sample["article"].isin(few["article"])])
    given = find_mentions(few, LEXICON), codes, few, LEXICON, sample
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        row, judged = estimated_shares(*given).iloc[0], validity(*given).iloc[0]
    assert row["coded"] == judged["sentences"] == 42 and row["low"] < row["high"]
    assert judged["recall_low"] < judged["recall_high"]


def test_a_sample_without_any_of_its_articles_says_that_nothing_is_coded():
    sample = sample_of({"Trade": 15, "War": 20, "no mention": 60})
    for few in (ARTICLES.head(0), ARTICLES.head(20).assign(article=range(20))):
        given = find_mentions(few, LEXICON), coded(sample).head(0), few, LEXICON, sample
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            for table in (estimated_shares(*given), validity(*given)):
                assert set(table["note"]) == {"not coded"}


def test_what_is_not_there_is_refused():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    with pytest.raises(ValueError, match="sentence 1 of article 'a010' is coded and not in the"):
        estimated_shares(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, sample)
    with pytest.raises(ValueError, match="no sentence 2 of article 'a000'"):
        estimated_shares(MENTIONS, coded(ARTICLES).assign(sentence=2), ARTICLES, LEXICON)
