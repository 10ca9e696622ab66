"""Differences of corrected shares: what all codes say, and toys that a plain simulation answers."""

import numpy as np
import pandas as pd
import pytest

from newsthemes import (
    corrected,
    corrected_difference,
    find_mentions,
    read_lexicon,
    sample_for_coding,
)
from newsthemes.trust.corrected import CellCounts
from newsthemes.trust.corrected_difference import difference_bounds

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"], "Peace": ["peace"]})
# Of 400 sentences, an article each, 80 mention trade, 60 war, 20 of these both.
TEXTS = ["Trade."] * 60 + ["Trade and war."] * 20 + ["War."] * 40 + ["Rain."] * 280
ARTICLES = pd.DataFrame({"article": [f"a{number:03}" for number in range(400)], "text": TEXTS})
ARTICLES["party"] = ["Left", "Right", "Right", "Left", ""] * 80
MENTIONS = find_mentions(ARTICLES, LEXICON)
NUMBER = np.arange(400)
ABOUT = {"Trade": (NUMBER < 80) | (NUMBER > 370), "War": (NUMBER >= 60) & (NUMBER < 120)}
KEYS = ["first", "second"]


def coded(rows, themes=("Trade", "War"), about=ABOUT):
    """The codes of these sentences."""
    number = rows["article"].str[1:].astype(int).to_numpy()
    parts = []
    for theme in themes:
        group = {"Trade": "Issues"}.get(theme, "")
        columns = {"coder": "x", "sentence": 1, "group": group, "theme": theme}
        parts.append(rows[["article"]].assign(**columns, code=about[theme][number].astype(int)))
    return pd.concat(parts)


def test_all_coded_is_exact_of_themes_and_of_values():
    table = corrected_difference(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON)
    assert table[[*KEYS, "coded", "note"]].to_numpy().tolist() == [["Trade", "War", 400, ""]]
    true = (ABOUT["Trade"].sum() - ABOUT["War"].sum()) / 400
    numbers = ["difference", "low", "high"]
    assert table[numbers].iloc[0].tolist() == pytest.approx([true] * 3)
    table = corrected_difference(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, by="party")
    named = table[["group", "theme", *KEYS, "coded", "note"]].to_numpy().tolist()
    assert named == [
        ["Issues", "Trade", "Left", "Right", 320, ""],
        ["", "War", "Left", "Right", 320, ""],
    ]
    shares = pd.DataFrame(ABOUT).groupby(ARTICLES["party"]).mean()
    for theme, row in table.set_index("theme")[numbers].iterrows():
        true = shares[theme]["Left"] - shares[theme]["Right"]
        assert row.tolist() == pytest.approx([true] * 3)


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("by", [None, "party"])
def test_a_sample_gives_bounds_about_the_truth(by, edited):
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 300)
    lexicon, mentions = LEXICON, MENTIONS
    if edited:  # the strata of what was not drawn are then unknown
        lexicon = read_lexicon({"Issues": {"Trade": ["trade", "rain"]}, "War": ["war"]})
        mentions = find_mentions(ARTICLES, lexicon)
    given = mentions, coded(sample), ARTICLES, lexicon, sample, by
    row = corrected_difference(*given).iloc[0]
    shares = pd.DataFrame(ABOUT)
    true = shares["Trade"].mean() - shares["War"].mean()
    if by:
        true = -shares.groupby(ARTICLES["party"])["Trade"].mean().loc[["Left", "Right"]].diff()[-1:]
        true = true.item()
    assert row["low"] < true < row["high"] and (by is None or row["low"] < row["difference"])
    shares = corrected(*given)["share"]
    if not by:  # no missed sentence on war was drawn among those that stand for most
        assert np.isnan(shares[1]) and row["note"].startswith("War: bounds only: of ")
    assert row["difference"] == pytest.approx(shares[0] - shares[1], abs=0.01, nan_ok=True)
    assert row["coded"] == (300 if by is None else (sample.merge(ARTICLES)["party"] != "").sum())


def test_two_values_are_drawn_apart():
    """By the same random numbers their difference would hardly vary."""
    random = np.random.default_rng(3)
    about = {"Trade": random.random(400) < 0.5}
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 200)
    given = MENTIONS, coded(sample, ["Trade"], about), ARTICLES, LEXICON, sample, "party"
    sides = corrected(*given).query("coded > 0")
    row = corrected_difference(*given).iloc[0]
    width = np.sqrt(((sides["high"] - sides["low"]) ** 2).sum())
    assert row["high"] - row["low"] == pytest.approx(width, rel=0.06)


def test_the_bounds_of_two_kinds_are_those_of_dirichlet_and_multinomial_draws():
    size, drawn = np.array([300, 5000]), np.array([40, 170])
    yes = np.array([[24, 5], [6, 9]])
    cells = CellCounts(size, drawn, yes, size, drawn)
    random, ends = np.random.default_rng(9), []
    for side in (-1, 1):
        total = np.zeros(20_000)
        for cell in range(2):
            first, second = yes[:, cell] + 0.5
            rest = drawn[cell] - yes[:, cell].sum()
            theta = random.dirichlet([first, second, rest + 0.5, 0.5], 20_000)
            counts = random.multinomial(size[cell] - drawn[cell], theta)
            total += counts[:, 0] - counts[:, 1]
        total += yes[0].sum() - yes[1].sum()
        ends.append(np.quantile(total / 5300, 0.5 + side * 0.475))
    assert difference_bounds(cells, (5300, 5300), 20_000) == pytest.approx(tuple(ends), abs=0.0015)


def test_a_bound_is_not_narrowed_by_a_kind_that_was_never_coded():
    def bounds(first, second, coded=50):
        counts = [np.array([number]) for number in (1000, coded)]
        return difference_bounds(
            CellCounts(*counts, np.array([[first], [second]]), *counts), (1000, 1000)
        )

    assert bounds(10, 0, 10)[1] == 1 and bounds(0, 10, 10)[0] == -1
    random = np.random.default_rng(5)
    alone = random.binomial(990, random.beta(5.5, 6, 20_000))  # as if there were none of the first
    assert bounds(0, 5, 10)[0] == pytest.approx(-(5 + np.quantile(alone, 0.975)) / 1000, abs=0.01)
    low, high = bounds(0, 0)
    assert low == pytest.approx(-high, abs=0.01) and 1 / 30 < high < 0.08
    few, many = bounds(0, 10)
    assert few < -0.2 and many > -0.2
    assert bounds(10, 0) == pytest.approx((-many, -few), abs=0.01)


def test_what_is_withheld_is_said_with_the_value_that_lacks_it():
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 60)
    codes = coded(sample)
    left = sample["article"].map(ARTICLES.set_index("article")["party"]) == "Left"
    codes = codes[codes["article"].isin(sample.loc[~left, "article"]) | (codes["theme"] == "War")]
    table = corrected_difference(MENTIONS, codes, ARTICLES, LEXICON, sample, "party")
    assert table["theme"].tolist() == ["War"]  # of the left nothing is coded for trade
    part = coded(ARTICLES.head(200))
    row = corrected_difference(MENTIONS, part, ARTICLES, LEXICON).iloc[0]
    assert row["note"] == "Trade: coded in part, and no sample given: 200 of 400"
    assert row[["difference", "low", "high"]].isna().all()
    row = corrected_difference(MENTIONS, part, ARTICLES, LEXICON, by="party").iloc[0]
    assert row["note"] == "Left: coded in part, and no sample given: 80 of 160"
    none = corrected_difference(MENTIONS, part.assign(code=None), ARTICLES, LEXICON)
    assert none.empty and none.columns[:3].tolist() == ["first", "second", "difference"]
