"""Forty toy articles: 8 sentences of trade, 8 of trade and war, 88 of neither; and a thousand."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import (
    estimated_shares,
    find_mentions,
    read_codes,
    read_lexicon,
    sample_for_coding,
)
from newsthemes.trust.sample_file import write_sample
from newsthemes.trust.sheets import CodesWarning

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"]})
TEXTS = ["Trade. War and trade. Peace.\n\nPeace. Peace."] * 8 + ["Peace. Calm."] * 32
MANY = pd.DataFrame({"article": [f"m{number}" for number in range(40)], "text": TEXTS})
FOUND = find_mentions(MANY, LEXICON)


def test_a_sample_has_the_strata_of_the_rarest_theme_and_is_the_same_by_its_seed():
    sample = sample_for_coding(FOUND, MANY, LEXICON, 30, seed=1)
    # 16 sentences have trade and 8 war, so that those with both count as war's, the rarer: strata
    # of 8, 8 and 88.
    sizes = {label: own[1] for label, own in strata(sample).items()}
    assert sizes == {"Trade": 8, "War": 8, "no mention": 88}
    assert set(sample.loc[sample["stratum"] == "War", "text"]) == {"War and trade."}
    assert not sample.duplicated(["article", "sentence"]).any()
    assert sample["article"].str[1:].astype(int).is_monotonic_increasing
    again = sample_for_coding(FOUND, MANY, LEXICON, 30, seed=1)
    pd.testing.assert_frame_equal(sample, again)
    assert not sample.equals(sample_for_coding(FOUND, MANY, LEXICON, 30, seed=2))


@pytest.mark.slow
@settings(max_examples=12)
@given(st.integers(20, 150), st.integers(0, 5))
def test_the_weights_of_a_stratum_are_all_its_sentences(n, seed):
    sample = sample_for_coding(FOUND, MANY, LEXICON, n, seed=seed)
    assert len(sample) == min(n, 104)
    weights = sample.groupby("stratum")["weight"].sum().round(9).to_dict()
    assert weights == {"Trade": 8, "War": 8, "no mention": 88}


@pytest.mark.slow
def test_weighted_sums_are_right_on_average_after_a_second_round_too():
    fifth = LARGE.iloc[::5].reset_index(drop=True)
    found = find_mentions(fifth, TRADE)
    about = fifth["text"].eq("Trade is up.") ^ (fifth.index % 7 == 0)
    about = set(fifth.loc[about, "article"])
    sums = []
    for seed in range(30):
        first = sample_for_coding(found, fifth, TRADE, 40, seed=seed)
        both = sample_for_coding(found, fifth, TRADE, 20, first, seed)
        for sample in (first, both):
            sums.append(sample.loc[sample["article"].isin(about), "weight"].sum())
    sums = np.reshape(sums, (30, 2))
    off = abs(sums.mean(axis=0) - len(about))
    assert (off < 3 * sums.std(axis=0) / np.sqrt(30)).all() and sums[:, 1].std() < sums[:, 0].std()


def test_articles_without_a_sentence_have_no_sample():
    empty = LARGE.assign(text="")
    with pytest.raises(ValueError, match="sample_for_coding: the articles hold no sentence"):
        sample_for_coding(FOUND_LARGE.head(0), empty, TRADE, 20)


def test_a_sample_of_texts_without_any_mention():
    calm = MANY.tail(10)
    sample = sample_for_coding(find_mentions(calm, LEXICON), calm, LEXICON, 10)
    assert set(sample["stratum"]) == {"no mention"} and set(sample["weight"]) == {2}


# ---- for shares

TRADE = read_lexicon({"Trade": ["trade"]})
# 100 sentences of trade, 900 others, of which 50 have another form of its term
LINES = ["Trade is up."] * 100 + ["Trades rose."] * 50 + ["All is well."] * 850
LARGE = pd.DataFrame({"article": [f"a{number}" for number in range(1000)], "text": LINES})
FOUND_LARGE = find_mentions(LARGE, TRADE)


def strata(sample, column="stratum_size"):
    return sample.groupby("stratum")[column].agg(["size", "first"]).T.to_dict("list")


def test_a_stratum_gets_its_size_times_the_root_of_p_by_1_less_p():
    sample = sample_for_coding(FOUND_LARGE, LARGE, TRADE, 205)
    wanted = np.array([100 * 0.4, 900 * np.sqrt(0.03 * 0.97)])
    share = 205 * wanted / wanted.sum()
    sizes = map(list, zip(share.round(), [100, 900], strict=True))
    assert strata(sample) == dict(zip(["Trade", "no mention"], sizes, strict=True))
    assert set(sample["round"]) == {1}
    weights = sample["weight"] * sample.groupby("stratum")["text"].transform("size")
    assert weights.tolist() == pytest.approx(sample["stratum_size"].tolist())


FEW = r"9 sentences are too few for 2 strata \(Trade and no mention\); take 10"


def test_every_stratum_takes_five_or_all():
    few = pd.concat([LARGE.iloc[97:103], LARGE.tail(800)])
    found = find_mentions(few, TRADE)
    sample = sample_for_coding(found, few, TRADE, 60)
    assert strata(sample) == {"Trade": [3, 3], "no mention": [57, 803]}
    with pytest.warns(CodesWarning, match="14 sentences are too few .*; take 15 or more"):
        sample = sample_for_coding(FOUND_LARGE, LARGE, TRADE, 14)
    assert strata(sample)["Trade"] == [5, 100]
    with pytest.raises(ValueError, match=FEW):
        sample_for_coding(FOUND_LARGE, LARGE, TRADE, 9)


def test_several_themes_count_together():
    sample = sample_for_coding(FOUND, MANY, LEXICON, 60)
    found, other = 0.16, 0.03 * 0.97
    # trade alone; neither; and all 8 of war, the rarer, which mention both here
    wanted = np.array([8 * np.sqrt(found + other), 88 * np.sqrt(2 * other)])
    expected = (52 * wanted / wanted.sum()).round().tolist()
    sizes = {label: own[0] for label, own in strata(sample).items()}
    assert sizes == {"Trade": expected[0], "War": 8, "no mention": expected[1]}


def test_a_second_round_adds_to_the_strata_of_the_first(tmp_path):
    ids = [f"{number:04}" for number in range(1000)]  # which a file holds as they are
    large = LARGE.assign(article=ids)
    lexicon = read_lexicon({"1929": ["trade"]})  # no number
    given = find_mentions(large, lexicon), large, lexicon
    first = sample_for_coding(*given, 60)
    first.to_csv(tmp_path / "sample.tsv", sep="\t", index=False)
    again = sample_for_coding(*given, 40, read_codes(tmp_path / "sample.tsv"))
    key = ["article", "sentence"]
    assert len(again) == 100 and not again.duplicated(key).any()
    old = again[again["round"] == 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(old[[*key, "stratum"]], first[[*key, "stratum"]])
    drawn = again.groupby("stratum")["text"].transform("size")
    assert (again["weight"] * drawn).tolist() == pytest.approx(again["stratum_size"].tolist())
    at_once = sample_for_coding(*given, 100)
    assert again["stratum"].value_counts().to_dict() == at_once["stratum"].value_counts().to_dict()
    third = sample_for_coding(*given, 10, again)
    assert third["round"].value_counts().to_dict() == {1: 60, 2: 40, 3: 10}


def test_a_second_round_is_of_the_themes_of_the_first_whatever_the_lexicon_has():
    lexicon = read_lexicon({"Trade": ["trade*"], "Calm": ["well"], "War": ["war"]})
    trade = read_lexicon({"Trade": ["trade*"]})
    found = find_mentions(LARGE, trade)
    first = sample_for_coding(found, LARGE, trade, 60)
    alone = sample_for_coding(found, LARGE, trade, 60, first)
    among = sample_for_coding(find_mentions(LARGE, lexicon), LARGE, lexicon, 60, first)
    assert among["stratum"].value_counts().to_dict() == alone["stratum"].value_counts().to_dict()
    assert among[["themes", "found"]].equals(alone[["themes", "found"]])


def test_a_second_round_knows_its_themes_whatever_they_are_called_by_now():
    """A sample names its strata as the lexicon did, or by group and name."""
    lexicon = read_lexicon({"A": {"Trade": ["trade*"]}})
    found = find_mentions(LARGE, lexicon)
    first = sample_for_coding(found, LARGE, lexicon, 60)
    full = first.assign(stratum=first["stratum"].replace("Trade", "A: Trade"))
    wanted = sample_for_coding(found, LARGE, lexicon, 40, first)
    pd.testing.assert_frame_equal(sample_for_coding(found, LARGE, lexicon, 40, full), wanted)
    two = read_lexicon({"A": {"Trade": ["trade*"]}, "B": {"Trade": ["nothing"]}})
    there = sample_for_coding(find_mentions(LARGE, two), LARGE, two, 40, full)
    assert set(there["stratum"]) == {"A: Trade", *set(wanted["stratum"]) - {"Trade"}}
    assert there[["themes", "found"]].equals(wanted[["themes", "found"]])


def test_a_second_round_of_other_terms_or_articles_or_of_all_is_refused():
    first = sample_for_coding(FOUND_LARGE, LARGE, TRADE, 60)
    edited = LARGE.assign(text=LARGE["text"].str.replace("well", "ill"))
    others = [(edited, TRADE)]
    others += [(LARGE, read_lexicon({"Trade": one})) for one in (["well"], ["trade", "trades"])]
    for articles, lexicon in others:
        found = find_mentions(articles, lexicon)
        with pytest.raises(ValueError, match="its strata are of other articles, mentions or anoth"):
            sample_for_coding(found, articles, lexicon, 10, first)
    first = sample_for_coding(FOUND, MANY, LEXICON, 60)
    themes = {"Issues": {"Trade": ["trade", {"not": "war and trade"}]}, "War": ["war"]}
    lexicon = read_lexicon(themes)  # of the same strata
    with pytest.raises(ValueError, match="its strata are of other articles, mentions or anoth"):
        sample_for_coding(find_mentions(MANY, lexicon), MANY, lexicon, 10, first)
    every = sample_for_coding(FOUND_LARGE, LARGE, TRADE, 1000)
    with pytest.raises(ValueError, match="holds every sentence already"):
        sample_for_coding(FOUND_LARGE, LARGE, TRADE, 10, every)


def test_a_sample_with_which_no_share_can_be_corrected_is_said_when_it_is_drawn():
    """`estimated_shares` gives none where fewer than ten of a tenth of the sentences are coded."""
    texts = ["Trade."] * 300 + ["Peace."] * 60
    toy = pd.DataFrame({"article": range(360), "text": texts})
    found = find_mentions(toy, TRADE)
    said = r"12 sentences are too few to correct shares by them; take 20 or more"
    with pytest.warns(CodesWarning, match=said) as caught:
        few = sample_for_coding(found, toy, TRADE, 12)
    assert caught[0].filename == __file__
    assert note_of_share(found, toy, few) == "too few coded: 12, and 8 more needed in large strata"
    enough = sample_for_coding(found, toy, TRADE, 20)
    assert set(enough["stratum"].value_counts()) == {10}
    assert note_of_share(found, toy, enough) == ""
    both = sample_for_coding(found, toy, TRADE, 8, few)  # a second round
    assert note_of_share(found, toy, both) == ""
    with pytest.warns(
        CodesWarning, match="7 sentences are too few to correct shares by them; take 8 or more"
    ):
        sample_for_coding(found, toy, TRADE, 7, few)


def note_of_share(found, articles, sample):
    codes = sample[["article", "sentence"]].assign(coder="x", group="", theme="Trade", code=1)
    return estimated_shares(found, codes, articles, TRADE, sample)["note"].iloc[0]


# ---- by a column or a period


def test_each_value_has_two_strata_and_as_many_sentences():
    shuffled = LARGE.sample(frac=1, random_state=0, ignore_index=True)
    dates = np.repeat(["2020-01-01", "2021-02", "", "2019"], [500, 300, 60, 140])
    dated = shuffled.assign(date=dates)
    found = find_mentions(dated, TRADE)
    sample = sample_for_coding(found, dated, TRADE, 200, by="year")
    assert sample["by"].value_counts().to_dict() == {"2019": 50, "2020": 50, "2021": 50, "": 50}
    assert set(sample["stratum"]) == {"mention", "no mention"}
    sizes = sample.groupby(["by", "stratum"])["stratum_size"].first()
    assert sizes.groupby("by").sum().to_dict() == {"": 60, "2019": 140, "2020": 500, "2021": 300}
    weights = sample.groupby(["by", "stratum"])["weight"].sum()
    assert weights.tolist() == pytest.approx(sizes.tolist())
    of_text = dict(zip(dated["article"], dated["text"], strict=True))
    texts = sample["article"].map(of_text)
    assert (texts == sample["text"]).all()
    assert set(sample.loc[sample["stratum"] == "mention", "text"]) == {"Trade is up."}
    assert (sample.groupby(["by", "stratum"]).size() >= np.minimum(5, sizes)).all()


def test_too_small_a_number_says_what_is_the_least_for_each_value():
    outlets = LARGE.assign(source=np.tile(["Post", "Herald"], 500))
    found = find_mentions(outlets, TRADE)
    said = r"59 sentences are too few for 2 values of source \(Herald and Post\); take 60 or more"
    with pytest.raises(ValueError, match=f"^sample_for_coding: {said}"):
        sample_for_coding(found, outlets, TRADE, 59, by="source")
    sample = sample_for_coding(found, outlets, TRADE, 60, by="source")
    assert sample["by"].value_counts().to_dict() == {"Herald": 30, "Post": 30}
    few = outlets.assign(source=np.repeat(["Post", "Herald"], [20, 980]))
    assert len(sample_for_coding(found, few, TRADE, 50, by="source")) == 50  # 20 are all there are


def test_a_second_round_by_a_column_adds_to_the_same_strata(tmp_path):
    outlets = LARGE.assign(source=np.tile(["Post", "Herald"], 500))
    found = find_mentions(outlets, TRADE)
    first = sample_for_coding(found, outlets, TRADE, 80, by="source")
    first.to_csv(tmp_path / "sample.tsv", sep="\t", index=False)
    read = read_codes(tmp_path / "sample.tsv")
    both = sample_for_coding(found, outlets, TRADE, 40, read, by="source")
    assert both["by"].value_counts().to_dict() == {"Herald": 60, "Post": 60}
    again = both[both["round"] == 1].reset_index(drop=True)
    key = ["article", "sentence", "by", "stratum", "stratum_size"]
    pd.testing.assert_frame_equal(again[key], first[key])
    with pytest.raises(ValueError, match="its strata are of .*, or by another column"):
        sample_for_coding(found, outlets, TRADE, 40, read)
    with pytest.raises(ValueError, match="its strata are of .*, or by another column"):
        sample_for_coding(found, outlets, TRADE, 40, read.drop(columns="by"), by="source")
    with pytest.raises(ValueError, match="^sample_for_coding: the articles have no column 'yeer'"):
        sample_for_coding(found, outlets, TRADE, 40, by="yeer")


def test_a_sample_file_holds_no_formula_and_is_gone_on_with(tmp_path):
    texts = ['=HYPERLINK("x") is trade.', "'@me' said trade.", "-5 is cold.", "- All is well."] * 20
    articles = pd.DataFrame({"article": [f"={n}" for n in range(80)], "text": texts})
    given = find_mentions(articles, TRADE), articles, TRADE
    first = sample_for_coding(*given, 40)
    write_sample(first, tmp_path / "sample.tsv")
    cells = (tmp_path / "sample.tsv").read_text(encoding="utf-8").replace("\n", "\t").split("\t")
    assert not [cell for cell in cells if re.match(r'"?[=+@-]', cell)] and "'=0" in cells
    read = read_codes(tmp_path / "sample.tsv")
    assert read["article"].tolist() == first["article"].tolist()
    assert len(sample_for_coding(*given, 10, read)) == 50
