"""Forty toy articles: 8 sentences of trade, 8 of trade and war, 88 of neither."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, read_lexicon
from newsthemes.trust.coding_sheet import coding_sheet, sample_for_coding

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"]})
TEXTS = ["Trade. War and trade. Peace.\n\nPeace. Peace."] * 8 + ["Peace. Calm."] * 32
MANY = pd.DataFrame({"article": [f"m{number}" for number in range(40)], "text": TEXTS})
FOUND = find_mentions(MANY, LEXICON)


def test_a_sample_takes_half_without_a_mention_and_the_same_of_each_theme():
    sample = sample_for_coding(MANY, FOUND, LEXICON, 20, seed=1)
    # 16 sentences have trade and 8 war, so that those with both count as war's, the rarer: strata
    # of 8, 8 and 88.
    assert sample.groupby("stratum")["weight"].agg(["size", "first"]).to_dict("index") == {
        "Trade": {"size": 5, "first": 8 / 5},
        "War": {"size": 5, "first": 8 / 5},
        "no mention": {"size": 10, "first": 88 / 10},
    }
    assert set(sample.loc[sample["stratum"] == "War", "text"]) == {"War and trade."}
    assert not sample.duplicated(["article", "sentence"]).any()
    assert sample["article"].str[1:].astype(int).is_monotonic_increasing
    pd.testing.assert_frame_equal(sample, sample_for_coding(MANY, FOUND, LEXICON, 20, seed=1))
    assert not sample.equals(sample_for_coding(MANY, FOUND, LEXICON, 20, seed=2))


@settings(max_examples=30)
@given(st.integers(8, 150), st.integers(0, 5))
def test_the_weights_of_a_stratum_are_all_its_sentences(n, seed):
    sample = sample_for_coding(MANY, FOUND, LEXICON, n, seed)
    assert len(sample) == min(n, 104)
    assert sample.groupby("stratum")["weight"].sum().round(9).to_dict() == {
        "Trade": 8,
        "War": 8,
        "no mention": 88,
    }


@pytest.mark.slow
def test_weighted_sums_are_right_on_average():
    truth = {("m3", 1), ("m5", 2), ("m30", 1), ("m31", 2)}
    sums = []
    for seed in range(150):
        sample = sample_for_coding(MANY, FOUND, LEXICON, 26, seed)
        seen = [pair in truth for pair in zip(sample["article"], sample["sentence"], strict=True)]
        sums.append(sample.loc[seen, "weight"].sum())
    assert abs(sum(sums) / 150 - len(truth)) < 0.7


def test_a_sample_too_small_says_how_many():
    with pytest.raises(
        ValueError, match=r"3 sentences are too few for 3 strata \(Trade, War, no mention\); take 8"
    ):
        sample_for_coding(MANY, FOUND, LEXICON, 3)
    with pytest.raises(ValueError, match="sentences=True"):
        sample_for_coding(MANY, find_mentions(MANY, LEXICON, sentences=False), LEXICON, 20)


def test_mentions_of_another_lexicon_are_refused():
    with pytest.raises(
        ValueError, match="the lexicon has no theme 'Issues: Trade'; give the lexicon"
    ):
        sample_for_coding(MANY, FOUND, read_lexicon({"War": ["war"]}), 20)


def test_a_sample_of_texts_without_any_mention():
    calm = MANY.tail(10)
    sample = sample_for_coding(calm, find_mentions(calm, LEXICON), LEXICON, 5)
    assert set(sample["stratum"]) == {"no mention"} and set(sample["weight"]) == {4}


def test_the_sheet_of_a_sample_shows_no_stratum():
    sample = sample_for_coding(MANY, FOUND, LEXICON, 20)
    sheet = coding_sheet(MANY, LEXICON, sample=sample)
    assert sheet.columns.tolist() == ["article", "sentence", "text", "Trade", "War"]
    assert sheet["text"].tolist() == sample["text"].tolist()
