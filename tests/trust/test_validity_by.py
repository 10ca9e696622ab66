"""Precision and recall by period and by source: cells that the eye counts, what is not coded, small
numbers, and other terms than those of the sample.
"""

import numpy as np
import pandas as pd
import pytest

from newsthemes import find_mentions, read_lexicon, sample_for_coding, validity
from newsthemes.tables.bounds import clopper_pearson
from newsthemes.trust.strata import Strata
from newsthemes.trust.validity import shares_of_cells, sizes_of_cells

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "War": ["war"]}})
# Of 600 sentences, an article each, half of each kind of the Left: 120 find Trade, 40 find War, 20
# of these Trade, too; Tariffs are missed.
KINDS = {"Trade.": 100, "Trade and war.": 20, "War.": 20, "Tariffs.": 60, "Peace.": 400}
TEXTS = [text for text, number in KINDS.items() for _ in range(number)]
ARTICLES = pd.DataFrame({"article": range(600), "text": TEXTS, "party": ["Left", "Right"] * 300})
ARTICLES["date"] = ["2020-05", "2021", ""] * 200
MENTIONS = find_mentions(ARTICLES, LEXICON)
# every fourth of those with a match is none of the theme
NUMBER = np.arange(600) // 2
ABOUT = ARTICLES["text"].str.startswith("T") & (ARTICLES["text"].eq("Tariffs.") | (NUMBER % 4 > 0))


def coded(rows, theme="Trade"):
    codes = pd.DataFrame({"coder": "x", "article": rows, "sentence": 1, "group": "Issues"})
    return codes.assign(theme=theme, code=ABOUT[rows].astype(int).to_numpy())


def sample_of(rows, strata=None):
    """A sample of these rows: of each stratum of the lexicon's so many."""
    text = ARTICLES["text"]
    stratum = np.select([text.str.contains("(?i)war"), text == "Trade."], ["War", "Trade"], "")
    stratum = pd.Series(np.where(stratum == "", "no mention", stratum))
    size, drawn = stratum.value_counts(), stratum[rows].value_counts()
    own = stratum[rows]
    weight = own.map(size) / own.map(drawn)
    return pd.DataFrame({"article": rows, "sentence": 1, "stratum": own, "weight": weight})


def of_parties(rows, **options):
    table = validity(
        MENTIONS, coded(rows), ARTICLES, LEXICON, sample_of(rows), by="party", **options
    )
    return table.set_index("party")


# of the Left 12 Trade, 4 both, 20 Tariffs of 30 and 80 of Peace; of the Right 20, 10, 10, 100; War
# alone of both
LEFT = [*range(0, 24, 2), *range(100, 108, 2), *range(140, 180, 2), *range(200, 360, 2)]
RIGHT = [*range(1, 41, 2), *range(101, 121, 2), *range(141, 161, 2), *range(201, 401, 2)]
ROWS = [*LEFT, *RIGHT, 120, 121]


def test_cells_of_a_value_are_counted_by_hand():
    table = of_parties(ROWS)
    for party, rows in (("Left", LEFT), ("Right", RIGHT)):
        own, row = ABOUT[rows], table.loc[party]
        text = ARTICLES["text"][rows]
        right = {kind: own[text == kind].mean() for kind in ("Trade.", "Trade and war.")}
        true = 50 * right["Trade."] + 10 * right["Trade and war."]
        missed = 230 * own[text.isin(["Tariffs.", "Peace."])].mean()
        assert row["precision"] == pytest.approx(true / 60)
        assert row["recall"] == pytest.approx(true / (true + missed))
        assert row["mentions"] == 60 and row["note"] == ""
        for share in ("precision", "recall"):
            assert row[f"{share}_low"] < row[share] < row[f"{share}_high"]
        numbers = row[["sentences", "true_positives", "false_positives", "false_negatives"]]
        matched = text.str.startswith("Trade")
        by_hand = [(own & matched).sum(), (~own & matched).sum(), (own & ~matched).sum()]
        assert numbers.tolist() == [len(rows) + 1, *by_hand]


def test_only_rows_with_coded_sentences_in_order():
    table = validity(
        MENTIONS, coded(RIGHT), ARTICLES, LEXICON, sample_of([*RIGHT, 120]), by="party"
    )
    assert table["theme"].tolist() == ["Trade"] and table["party"].tolist() == ["Right"]
    assert table.columns.tolist()[:4] == ["group", "theme", "party", "mentions"]
    years = validity(MENTIONS, coded(ARTICLES.index), ARTICLES, LEXICON, by="year")
    assert years["year"].tolist() == ["2020", "2021"]  # and none for those without a date
    assert years["sentences"].tolist() == [200, 200]
    none = validity(MENTIONS, coded([]), ARTICLES, LEXICON, by="party")
    assert none.empty and none.columns.tolist() == table.columns.tolist()


def test_what_is_not_coded_of_a_value_may_be_all_or_none():
    few = [row for row in ROWS if row not in range(100, 120)]  # none with both
    for party, row in of_parties(few).iterrows():
        own = of_parties(ROWS).loc[party]
        said = ["precision: bounds only", "too few drawn for recall: bounds only"]
        said = f"too few drawn for {'; '.join(said)}; "
        assert (
            row["note"]
            == f"{said}nothing coded stands for 10 with a match, 0 without: wider bounds"
        )
        # ten of sixty
        assert row["precision_low"] < own["precision_low"] - 0.08
        assert row["precision_high"] > own["precision"] + 0.05
        assert np.isnan(row["precision"]) and np.isnan(row["recall"])
    one = [row for row in ROWS if row not in RIGHT[20:30]]
    table = of_parties(one)
    assert table["note"].tolist()[0] == "" and "stands for 10" in table["note"].iloc[1]
    without = [row for row in ROWS if row < 140 or row % 2]  # of the Left none without a match
    left = of_parties(without).loc["Left"]
    assert left["recall_low"] < 0.25 and left["recall_high"] == 1 and np.isnan(left["recall"])
    assert left["precision"] > 0.5 and "0 with a match, 230 without" in left["note"]


def test_an_unknown_tenth_is_the_most_that_an_estimate_bears():
    find, size = np.array([True, True, False]), np.array([90, 10, 1000])
    coded_, yes = np.array([30, 0, 100]), np.array([20, 0, 10])
    precision, low, high, recall, *_ = shares_of_cells(find, size, coded_, yes, 400)
    assert precision == pytest.approx(20 / 30) and low < 20 / 30 * 0.9 and high > 0.75
    assert recall == pytest.approx(2 / 3 * 100 / (2 / 3 * 100 + 100))
    size[:2] = 89, 11
    assert np.isnan(shares_of_cells(find, size, coded_, yes, 400)[0])


@pytest.mark.parametrize(("missed", "known"), [([0, 2], False), ([2, 0], True), ([1, 1], True)])
def test_recall_needs_a_miss_in_the_cells_that_hold_most(missed, known):
    find, size = np.array([True, False, False]), np.array([100, 1000, 400])
    yes = np.array([20, *missed])
    recall = shares_of_cells(find, size, np.array([30, 50, 50]), yes, 400)[3]
    assert np.isnan(recall) != known
    size[2] = 600  # then it holds more than half as much
    assert shares_of_cells(find, size, np.array([30, 50, 50]), yes, 400)[3] < 1


def test_fewer_than_ten_have_bounds_only():
    left = [*range(0, 18, 2), *range(140, 156, 2), *range(200, 360, 2)]  # nine and eight
    codes = coded(left).assign(code=lambda codes: codes["code"].where(codes["article"] < 200, 0))
    table = validity(MENTIONS, codes, ARTICLES, LEXICON, by="party")
    (row,) = table.itertuples()
    assert row.true_positives + row.false_positives == 9 and row.true_positives == 6
    assert np.isnan(row.precision) and row.recall == 6 / 14 and np.isnan(row.f1)
    assert row.precision_low < 6 / 9 < row.precision_high
    alone = "no sample given: of the coded sentences alone, 97 of 300"
    assert row.note == f"precision rests on 9 coded: bounds only; {alone}"
    short = validity(MENTIONS, codes.iloc[[0, 2, 9]], ARTICLES, LEXICON, by="party")
    assert "recall rests on 2 coded: bounds only" in short["note"].item()
    assert short["recall"].isna().all()
    # one number of all has its estimate whatever the number
    assert validity(MENTIONS, codes, ARTICLES, LEXICON)["precision"][0] == 6 / 9


def test_one_coded_sentence_of_a_value():
    lone = ARTICLES.assign(source=["wire", *["paper"] * 599])
    sample = sample_for_coding(lone, MENTIONS, LEXICON, 600)
    table = validity(MENTIONS, coded(lone.index), lone, LEXICON, sample, by="source")
    wire = table.set_index("source").loc["wire"]
    # it is all there is
    assert (wire["precision_low"], wire["precision_high"]) == (0, 0)
    assert wire["note"].endswith("precision rests on 1 coded: bounds only")


def test_without_a_sample_each_value_has_the_interval_of_its_articles():
    two = ARTICLES.assign(text=["\n\n".join(TEXTS), *[""] * 599]).head(2)
    mentions = find_mentions(two, LEXICON)
    codes = coded([0] * 600).assign(sentence=range(1, 601), code=ABOUT.astype(int))
    (row,) = validity(mentions, codes, two, LEXICON, by="party").itertuples()
    assert row.party == "Left" and row.interval == "Clopper-Pearson" and row.note == ""
    assert (row.precision_low, row.precision_high) == clopper_pearson(row.true_positives, 120)
    table = validity(MENTIONS, coded(ARTICLES.index), ARTICLES, LEXICON, by="party")
    assert table["interval"].tolist() == ["over 300 articles"] * 2


def test_sheets_that_disagree_in_a_value_are_a_row():
    codes = pd.concat([coded([0]), coded([0]).assign(coder="y", code=1)])
    (row,) = validity(MENTIONS, codes, ARTICLES, LEXICON, by="party").itertuples()
    assert (row.party, row.sentences, row.disputed_found) == ("Left", 0, 1)
    assert row.note.startswith("the sheets disagree on every sentence")


@pytest.mark.parametrize("drawn_by", [None, "party"])
def test_terms_edited_since_the_sample_was_drawn(drawn_by):
    edited = read_lexicon({"Issues": {"Trade": ["trade", "tariff*"], "War": ["war"]}})
    mentions, held = find_mentions(ARTICLES, edited), []
    truth = ABOUT.groupby(ARTICLES["party"]).sum() / 90
    for seed in range(8):
        sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 200, seed, by=drawn_by)
        codes = coded(sample["article"].to_numpy())
        table = validity(mentions, codes, ARTICLES, edited, sample, 200, by="party")
        table = table.set_index("party")
        assert table["mentions"].tolist() == [90, 90]
        held += ((table["precision_low"] <= truth) & (truth <= table["precision_high"])).tolist()
    assert sum(held) >= 14


def test_sizes_are_what_is_known_of_a_value_and_a_stratum():
    strata = Strata(np.array([-1]), pd.Index(["a", "b"]), np.array([100, 40]))
    coded_ = np.array([[[6, 4], [1, 3]], [[9, 1], [2, 2]]])  # value x stratum x not found, found
    drawn, totals = np.array([20, 8]), np.array([[30.0, 40.0], [50.0, 20.0]])
    sizes = sizes_of_cells(strata, coded_, drawn, totals)
    assert sizes.sum(axis=1) == pytest.approx(totals) and (sizes >= coded_).all()
    # each value has strata of its own: none of the other's
    own = np.array([[[6, 4], [0, 0]], [[0, 0], [2, 2]]])
    sizes = sizes_of_cells(strata._replace(apart=True), own, np.array([10, 4]), totals)
    assert (sizes[0, 1] == 0).all() and (sizes[1, 0] == 0).all()


def test_articles_without_a_sentence_have_a_row_a_theme():
    empty = ARTICLES.head(0)
    table = validity(MENTIONS.head(0), coded([]), empty, LEXICON)
    assert table["theme"].tolist() == ["Trade", "War"]
    assert table["note"].tolist() == ["not coded"] * 2


def test_a_column_that_is_not_there():
    with pytest.raises(
        ValueError, match="validity: the articles have no column 'colour'; there are .*party"
    ):
        validity(MENTIONS, coded([0]), ARTICLES, LEXICON, by="colour")
