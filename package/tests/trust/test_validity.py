"""Finds, misses and their shares: a toy article whose outcomes the eye sees, and simulated readers
for the intervals.
"""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import (
    estimated_shares,
    find_mentions,
    outcomes,
    read_lexicon,
    sample_for_coding,
    validity,
)
from newsthemes.page.reliability import reliability
from newsthemes.trust.sheets import CodesWarning

ISSUES = {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}
LEXICON = read_lexicon({"Issues": ISSUES, "War": ["war"]})
TEXT = "Trade and tariffs. His trade is carpentry. Exports fell.\nIran. Tariffs rose."
ARTICLES = pd.DataFrame({"article": ["a"], "text": [TEXT]})
MENTIONS = find_mentions(ARTICLES, LEXICON)
SENTENCES = ["Trade is up.", "War.", "Exports fell."]


def coded(theme="Trade", group="Issues", article="a", **coders):
    """Codes from a string a coder: a character a sentence, a dot where it is not coded."""
    rows = [
        (coder, article, sentence, group, theme, pd.NA if code == "." else int(code))
        for coder, codes in coders.items()
        for sentence, code in enumerate(codes, 1)
    ]
    columns = ["coder", "article", "sentence", "group", "theme", "code"]
    return pd.DataFrame(rows, columns=columns).astype({"code": "Int64"})


def term_validity(*tables):
    return validity(*tables, by="term")


def row(codes):
    return validity(MENTIONS, codes, ARTICLES, LEXICON).iloc[0]


def test_every_sentence_has_its_verdict():
    table = outcomes(MENTIONS, coded(x="10101"), ARTICLES, LEXICON)
    assert table[["sentence", "outcome", "terms", "text"]].to_numpy().tolist() == [
        [1, "true positive", "trade, tariff*", "Trade and tariffs."],
        [2, "false positive", "trade", "His trade is carpentry."],
        [3, "false negative", "", "Exports fell."],
        [4, "true negative", "", "Iran."],
        [5, "true positive", "tariff*", "Tariffs rose."],
    ]


@pytest.mark.parametrize(("coders", "expected"), [
    ({"x": "1....", "y": ".0..."}, "right wrong"),
    ({"x": "11111", "y": "10101"}, "right tied missed tied right"),
    ({"x": "11111", "y": "11111", "z": "00000"}, "right right missed missed right"),
    ({"x": "00000", "y": "....."}, "wrong wrong neither neither wrong"),
    ({"x": "....."}, ""),
])  # fmt: skip
def test_most_coders_decide(coders, expected):
    names = {"right": "true positive", "wrong": "false positive", "missed": "false negative"}
    names |= {"neither": "true negative", "tied": "tied"}
    table = outcomes(MENTIONS, coded(**coders), ARTICLES, LEXICON)
    assert table["outcome"].tolist() == [names[one] for one in expected.split()]


@pytest.mark.parametrize(("coders", "trade", "tariff"), [
    ({"x": "10101"}, [2, 1, 1, 0.5, 0, 1], [2, 2, 0, 1, 1, 0]),
    # the first sentence is found by both
    ({"x": "00101"}, [2, 0, 2, 0, 0, 1], [2, 1, 1, 0.5, 1, 0]),
    # divided on the first sentence and on the last
    ({"x": "10101", "y": "00100"}, [1, 0, 1, 0, 0, 1], [0, 0, 0, -1, 0, 0]),
])  # fmt: skip
def test_terms_have_their_precision_and_what_only_they_find(coders, trade, tariff):
    table = term_validity(MENTIONS, coded(**coders), ARTICLES, LEXICON)
    columns = "group theme term sentences true_positives false_positives precision"
    only = ["only_true_positives", "only_false_positives"]
    assert table.columns.tolist() == [*columns.split(), *only]
    assert table.iloc[:2, 3:].fillna(-1).to_numpy().tolist() == [trade, tariff]
    assert table["term"].tolist() == ["trade", "tariff*", "Iran", "war"]
    assert table["sentences"][2] == 0 and table["precision"][2:].isna().all()


def test_a_theme_has_its_precision_and_recall():
    table = validity(MENTIONS, coded(x="10101"), ARTICLES, LEXICON)
    assert table["theme"].tolist() == ["Trade", "Iran", "War"]
    assert table["note"].tolist() == ["", "not coded", "not coded"]
    trade = table.iloc[0]
    columns = ["sentences", "found", "true_positives", "false_positives", "coded_yes"]
    assert trade[[*columns, "false_negatives"]].tolist() == [5, 3, 2, 1, 3, 1]
    assert (trade["precision"], trade["recall"], trade["f1"]) == (2 / 3, 2 / 3, 2 / 3)
    bounds = ["precision_low", "precision_high", "recall_low", "recall_high"]
    assert trade[bounds].isna().all()
    part = row(coded(x="1010."))
    assert part[bounds].isna().all() and part["note"].startswith("no sample given")


NO_MATCH = "no match is coded: no precision"


@pytest.mark.parametrize(("codes", "precision", "recall", "note"), [
    (coded(x="00000"), 0, np.nan, "none is coded yes: no recall"),
    (coded(x="11111"), 1, 3 / 5, ""),
    (coded(x="00100"), 0, 0, ""),
    (coded(x="...0."), np.nan, np.nan, f"{NO_MATCH}; none is coded yes: no recall"),
    (coded(x="..1.."), np.nan, 0, NO_MATCH),
    (coded(x="....."), np.nan, np.nan, "not coded"),
    (coded(x="1....", y="0...."), np.nan, np.nan, "the sheets disagree on every sentence"),
    (coded(x="1...."), 1, 1, ""),
])  # fmt: skip
def test_what_is_not_defined_says_why(codes, precision, recall, note):
    trade = row(codes)
    assert [trade["precision"], trade["recall"]] == pytest.approx([precision, recall], nan_ok=True)
    assert trade["note"].partition("no sample given")[0].removesuffix("; ") == note
    assert trade["f1"] == 0 or recall != 0 or precision != 0


def test_what_coders_are_divided_on_is_in_no_share():
    trade = row(coded(x="11111", y="10101"))  # on the second sentence, a find, and the fourth, none
    assert trade[["sentences", "precision", "recall"]].tolist() == [3, 1, 2 / 3]
    assert "the coders are split: 2" in trade["note"]


UNSURE = "unsure, in no number: 1"


def test_a_theme_without_mentions_can_still_be_missed():
    war = validity(MENTIONS, coded("War", "", x="0100."), ARTICLES, LEXICON).iloc[2]
    assert war[["found", "false_negatives", "recall"]].tolist() == [0, 1, 0]
    assert (
        war["note"]
        == f"{NO_MATCH}; no sample given: of the coded sentences alone, 4 of 5; {UNSURE}"
    )


@pytest.mark.parametrize(("codes", "said"), [
    (coded("Peace", x="1"), "the lexicon has no theme 'Peace'"),
    (coded(x="000001"), "no sentence 6 of article 'a'"),
])  # fmt: skip
def test_what_cannot_be_judged_is_refused(codes, said):
    for function in (outcomes, validity, term_validity):
        with pytest.raises(ValueError, match=said):
            function(MENTIONS, codes, ARTICLES, LEXICON)
    with pytest.raises(ValueError, match="sentences=True"):
        outcomes(find_mentions(ARTICLES, LEXICON, sentences=False), coded(x="1"), ARTICLES, LEXICON)
    with pytest.raises(ValueError, match="^validity: by is \"term\", or left out, and not 'year'"):
        validity(MENTIONS, coded(x="1"), ARTICLES, LEXICON, by="year")


@pytest.mark.slow
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.data())
@settings(max_examples=15)
def test_the_numbers_add_up(sentences, data):
    articles = pd.DataFrame({"article": ["a"], "text": ["\n\n".join(sentences)]})
    mentions = find_mentions(articles, LEXICON)
    sheet = st.text("01.", min_size=len(sentences), max_size=len(sentences))
    coders = data.draw(st.dictionaries(st.sampled_from("xyz"), sheet, min_size=1))
    codes = coded(**coders)
    table = outcomes(mentions, codes, articles, LEXICON)
    trade = validity(mentions, codes, articles, LEXICON).iloc[0]
    assert (table["outcome"] != "tied").sum() == trade["sentences"]
    wrong = table["outcome"].isin(["false positive", "false negative"])
    assert wrong.sum() == trade["false_positives"] + trade["false_negatives"]
    terms = term_validity(mentions, codes, articles, LEXICON).head(2)
    for outcome in ("true_positives", "false_positives"):
        assert terms[f"only_{outcome}"].sum() == trade[outcome]


# ---- a sample


TRADE = read_lexicon({"Trade": ["trade"]})


def population(seed, size=1500, found=0.1, right=0.8, missed=0.02):
    """Sentences, an article each: whether they have a mention, and whether a reader sees the
    theme.
    """
    random = np.random.default_rng(seed)
    find = random.random(size) < found
    seen = np.where(find, random.random(size) < right, random.random(size) < missed)
    articles = pd.DataFrame({"article": range(size), "text": np.where(find, "Trade.", "Peace.")})
    return articles, find_mentions(articles, TRADE), find, seen


def of_sample(articles, mentions, seen, n, seed):
    sample = sample_for_coding(mentions, articles, TRADE, n, seed=seed)
    code = seen[sample["article"]].astype(int)
    codes = sample.assign(coder="x", group="", theme="Trade", code=code)
    return validity(mentions, codes, articles, TRADE, sample).iloc[0]


def test_a_sample_is_weighted():
    articles = pd.DataFrame({"article": range(100), "text": ["Trade."] * 10 + ["Peace."] * 90})
    mentions = find_mentions(articles, LEXICON)
    sample = sample_for_coding(mentions, articles, LEXICON, 80)
    without = sample["stratum"] == "no mention"
    miss = without & (without.cumsum() == 1)
    code = (~without | miss).astype(int)
    codes = sample.assign(coder="x", group="Issues", theme="Trade", code=code)
    trade = validity(mentions, codes, articles, LEXICON, sample).iloc[0]
    # 70 of 90 without a mention are drawn, and the miss stands for 9 of 7
    assert trade[["found", "coded_yes", "false_negatives"]].tolist() == [10, 11, 1]
    assert trade["precision"] == 1 and trade["recall"] == pytest.approx(10 / (10 + 9 / 7))
    # every find was drawn
    assert (trade["precision_low"], trade["note"]) == (1, "")
    alone = "no sample given: of the coded sentences alone, 80 of 100"
    unweighted = validity(mentions, codes, articles, LEXICON)
    assert unweighted["recall"][0] == 10 / 11
    assert unweighted["note"].tolist()[:2] == [alone, "not coded"]


def test_a_sample_without_a_miss_has_a_bound_and_no_recall():
    articles, mentions, find, _ = population(3)
    trade = of_sample(articles, mentions, find, 100, 0)
    assert np.isnan(trade["recall"]) and np.isnan(trade["f1"])
    assert trade["note"] == "no missed sentence was drawn: recall has bounds only"
    # As many misses as would leave none drawn of those without a mention in one case of 40.
    without = trade["sentences"] - trade["true_positives"]
    most = (1 - 0.025 ** (1 / without)) * (~find).sum()
    assert trade["recall_low"] == pytest.approx(find.sum() / (find.sum() + most), abs=0.03)
    assert trade["recall_high"] == 1 and 0.8 < trade["precision_low"] < 1 == trade["precision_high"]


def test_a_sample_of_all_sentences_has_no_interval():
    articles, mentions, find, seen = population(2, size=200)
    trade = of_sample(articles, mentions, seen, 200, 0)
    right = (find & seen).sum()
    assert trade["precision"] == pytest.approx(right / find.sum())
    assert trade["recall"] == pytest.approx(right / seen.sum())
    assert np.isnan(trade["recall_low"]) and trade["note"] == ""


def test_a_sample_coded_in_part_still_stands_for_all():
    articles, mentions, find, _ = population(2, size=200)
    sample = sample_for_coding(mentions, articles, TRADE, 60)
    codes = sample.assign(coder="x", group="", theme="Trade", code=1)
    mentioned = codes["stratum"] == "Trade"
    half = pd.concat([codes[mentioned], codes[~mentioned].head(5)])
    trade = validity(mentions, half, articles, TRADE, sample).iloc[0]
    assert trade["recall"] == pytest.approx(find.sum() / 200)


# ---- the terms are edited after the sentences were drawn and coded

# 60 sentences with "trade", half of them right, 40 right ones without it that say "tariff", and 400
# others
TEXTS = ["Trade is up."] * 30 + ["His trade is carpentry."] * 30 + ["Tariffs rose."] * 40
TEXTS += ["All is well."] * 400
MANY = pd.DataFrame({"article": [f"a{number}" for number in range(len(TEXTS))], "text": TEXTS})
ABOUT = [int(text in ("Trade is up.", "Tariffs rose.")) for text in TEXTS]
OLD = read_lexicon({"Issues": {"Trade": ["trade"]}})
EDITED = read_lexicon({"Issues": {"Trade": ["trade", "tariff*"]}})
CHANGED = "fit to these codes: it finds other sentences of the sample than when that was drawn"


def validity_of_sample(lexicon, codes, sample):
    return validity(find_mentions(MANY, lexicon), codes, MANY, lexicon, sample).iloc[0]


def coded_sample(n, seed=0):
    sample = sample_for_coding(find_mentions(MANY, OLD), MANY, OLD, n, seed=seed)
    codes = sample["article"].map(dict(zip(MANY["article"], ABOUT, strict=True)))
    columns = {"coder": "x", "group": "Issues", "theme": "Trade", "code": codes}
    return sample, sample[["article", "sentence"]].assign(**columns)


@pytest.mark.parametrize(("terms", "precision", "recall"), [
    (["trade"], 30 / 60, 30 / 70),
    (["trade", "tariff*"], 70 / 100, 1),  # terms more
    (["trade", {"not": "his trade"}], 1, 30 / 70),  # finds fewer
    (["tariff*"], 1, 40 / 70),  # all others
])  # fmt: skip
def test_codes_count_for_their_sentences_whatever_the_terms_are_now(terms, precision, recall):
    sample, codes = coded_sample(len(MANY))  # every sentence, so the shares are those of all
    trade = validity_of_sample(read_lexicon({"Issues": {"Trade": terms}}), codes, sample)
    assert trade[["precision", "recall"]].tolist() == pytest.approx([precision, recall])
    assert trade["note"] == ("" if terms == ["trade"] else CHANGED)


BOUNDS = ["precision_low", "precision_high", "recall_low", "recall_high"]


@pytest.mark.parametrize(("themes", "kept", "changed"), [
    ({"Issues": {"Trade": ["trade"]}, "War": ["war"]}, "", False),  # a theme more
    ({"Issues": {"Trade": ["trade", {"not": "free trade"}]}}, "", False),  # of which there is none
    ({"Issues": {"Trade": [{"term": "trade", "case": "exact"}]}}, "", True),
    # another theme's longer term
    ({"Issues": {"Trade": ["trade"]}, "Wood": ["his trade"]}, "", True),
    ({"Issues": {"Trade": ["trade"]}}, "Trade", True),  # by hand
    ({"Labour": {"Trade": ["trade"]}}, "", True),  # which was not asked for
])  # fmt: skip
def test_a_theme_that_finds_other_sentences_of_the_sample_says_so(themes, kept, changed):
    sample, codes = coded_sample(120)
    lexicon = read_lexicon(themes)
    mentions = find_mentions(MANY, lexicon)
    mentions = mentions[mentions["match"].str.contains(kept)]
    codes = codes.assign(group=lexicon.groups["Trade"])
    row = validity(mentions, codes, MANY, lexicon, sample).iloc[0]
    assert (CHANGED in row["note"], row[BOUNDS].isna().all()) == (changed, changed)
    old = sample.drop(columns=["themes", "found"])
    assert CHANGED not in validity(mentions, codes, MANY, lexicon, old)["note"][0]


def test_terms_that_were_edited_are_said_beside_what_a_share_rests_on():
    sample, codes = coded_sample(120)
    codes["code"] = (codes["code"].cumsum() < 2).astype(int) * codes["code"]
    given = EDITED, find_mentions(MANY, EDITED), codes, sample, "drop"
    [fact] = [fact for fact in reliability(MANY, *given)[0] if fact.name == "Trade"]
    assert fact.lines == [f"rests on few: 1 of 120 coded are about it; {CHANGED}"]


@pytest.mark.parametrize(("kept", "added"), [(450, 0), (450, 3), (499, 1)])
def test_articles_that_are_a_part_of_those_drawn_from_or_others_are_said(kept, added):
    sample, codes = coded_sample(len(MANY))
    new = MANY.head(added).assign(article=[f"n{number}" for number in range(added)])
    part = pd.concat([MANY.head(kept), new])
    given = find_mentions(part, OLD), codes, part, OLD, sample
    with warnings.catch_warnings(action="ignore", category=CodesWarning):
        tables = validity(*given), estimated_shares(*given)
    said = f"sentences when the sample was drawn: 500, now: {kept + added}; if an article"
    assert all(table["note"][0].startswith(said) for table in tables)


def test_terms_that_were_edited_have_no_interval_and_their_numbers_are_fit_to_these_codes():
    shares = []
    for seed in range(8):
        sample, codes = coded_sample(160, seed)
        before = validity_of_sample(OLD, codes, sample)
        trade = validity_of_sample(EDITED, codes, sample)
        assert trade[BOUNDS].isna().all() and before[BOUNDS].notna().all()
        assert trade["note"].startswith("fit to these codes: ") and "fit" not in before["note"]
        assert trade["recall"] == 1  # of the codes alone
        shares.append(trade["precision"])
    assert np.mean(shares) == pytest.approx(0.7, abs=0.08)


def test_articles_without_a_sentence_have_a_row_a_theme():
    table = validity(MENTIONS.head(0), coded(x=""), ARTICLES.head(0), LEXICON)
    assert table["theme"].tolist() == ["Trade", "Iran", "War"]
    assert table["note"].tolist() == ["not coded"] * 3


def test_a_term_twice_in_a_sentence_is_one_find():
    text = pd.DataFrame({"article": ["a"], "text": ["Trade, trade and trade."]})
    lexicon = read_lexicon({"T": ["trade"]})
    given = find_mentions(text, lexicon), coded("T", "", x="1"), text, lexicon
    assert outcomes(*given)["terms"].item() == "trade"
    assert term_validity(*given)[["sentences", "true_positives"]].to_numpy().tolist() == [[1, 1]]
