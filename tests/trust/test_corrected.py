"""The corrected share: toy articles whose cells the eye counts, all of what is coded, and samples."""

import numpy as np
import pandas as pd
import pytest

from newsthemes import (
    corrected,
    find_mentions,
    read_lexicon,
    sample_for_coding,
    validity,
    write_page,
)
from newsthemes.trust.corrected import (
    CORRECTED_DRAWS,
    CellCounts,
    CodedSentences,
    bounds_of_cells,
    cells_of,
    share_of_cells,
)
from newsthemes.trust.sheets import CodesError
from newsthemes.trust.strata import Strata

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"]}, "War": ["war"]})
# Of 300 sentences, an article each, 60 mention trade, 40 war, 10 of these both.
TEXTS = ["Trade."] * 50 + ["Trade and war."] * 10 + ["War."] * 30 + ["Tariffs."] * 30
TEXTS += ["Peace."] * 180
ARTICLES = pd.DataFrame({"article": [f"a{number:03}" for number in range(300)], "text": TEXTS})
ARTICLES["party"] = ["Left", "Right"] * 150
MENTIONS = find_mentions(ARTICLES, LEXICON)
DRAWN = ARTICLES, MENTIONS, LEXICON
# all sentences on trade or tariffs but those whose number ends in 4
ABOUT = [int(text[0] == "T" and number % 10 != 4) for number, text in enumerate(TEXTS)]
ABOUT = dict(zip(ARTICLES["article"], ABOUT, strict=True))


def coded(sample, theme="Trade", coder="x", about=ABOUT):
    group = {"Trade": "Issues", "War": ""}[theme]
    codes = sample["article"].map(about)
    columns = {"coder": coder, "sentence": 1, "group": group, "theme": theme, "code": codes}
    return sample[["article"]].assign(**columns)


def of_strata(sizes, coded, yes):
    counts = [np.array(values) for values in (sizes, coded, yes)]
    return CellCounts(*counts, *counts[:2])


def sample_of(number):
    """So many sentences of each stratum, the first of each: rows of the articles."""
    strata = {"Trade": range(50), "War": range(50, 90), "no mention": range(90, 300)}
    parts = []
    for stratum, n in number.items():
        rows = ARTICLES.iloc[list(strata[stratum])[:n]]
        parts.append(rows.assign(stratum=stratum, weight=len(strata[stratum]) / n))
    return pd.concat(parts)[["article", "stratum", "weight"]].assign(sentence=1)


def test_the_cells_are_counted_by_hand():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    trade = corrected(MENTIONS, coded(sample), ARTICLES, LEXICON, sample).iloc[0]
    # Trade: 9 of 10 for 50. War, trade mentioned: 9 of 10 for 10; not mentioned: 0 of 10 for 30.
    # No mention: 27 of 40 for 210.
    share = (50 * 9 / 10 + 10 * 9 / 10 + 0 + 210 * 27 / 40) / 300
    numbers = ["sentences", "found", "share_found", "share", "factor", "coded", "divided"]
    assert trade[numbers].tolist() == pytest.approx([300, 60, 0.2, share, share * 5, 70, 0])
    assert trade["low"] < share < trade["high"]


def test_a_cell_with_one_coded_sentence_joins_the_other_of_its_stratum():
    sample = sample_of({"Trade": 20, "War": 20, "no mention": 60})
    sample = sample[~sample["article"].between("a051", "a059")]  # one of ten with both is left
    trade = corrected(MENTIONS, coded(sample), ARTICLES, LEXICON, weighted(sample)).iloc[0]
    share = (50 * 18 / 20 + 40 * 1 / 11 + 210 * 27 / 60) / 300
    assert trade["share"] == pytest.approx(share)


def weighted(sample):
    """The weights of what is left of a sample."""
    sizes = sample["stratum"].map({"Trade": 50, "War": 40, "no mention": 210})
    return sample.assign(weight=sizes / sample.groupby("stratum")["weight"].transform("size"))


@pytest.mark.parametrize("by", [None, "party"])
def test_all_coded_is_exact_without_a_sample(by):
    table = corrected(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, by=by)
    true = pd.Series(ABOUT.values()).groupby(ARTICLES["party"]).mean()
    if by is None:
        true = pd.Series([np.mean(list(ABOUT.values()))])
    trade = table[table["theme"] == "Trade"]
    for column in ("share", "low", "high", "share_if_no", "share_if_yes"):
        assert trade[column].tolist() == pytest.approx(true.tolist())
    assert trade["note"].tolist() == [""] * len(true)
    if by:
        assert trade["party"].tolist() == ["Left", "Right"]


def test_a_theme_never_coded_has_a_note_and_no_number():
    table = corrected(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON)
    assert table["theme"].tolist() == ["Trade", "War"] and table["group"].tolist() == ["Issues", ""]
    war = table.iloc[1]
    assert war[["sentences", "found", "coded", "note"]].tolist() == [300, 40, 0, "not coded"]
    assert war[["share", "low", "high", "factor", "share_if_no", "share_if_yes"]].isna().all()


def test_codes_of_a_part_without_a_sample_give_no_number():
    table = corrected(MENTIONS, coded(ARTICLES.head(200)), ARTICLES, LEXICON)
    assert table["note"][0] == "coded in part, and no sample given: 200 of 300"
    assert np.isnan(table["low"][0])
    # but the articles of a party that are all coded do
    right = ARTICLES[ARTICLES["party"] == "Right"]
    table = corrected(MENTIONS, coded(right), ARTICLES, LEXICON, by="party")
    assert table["share"].isna().tolist()[:2] == [True, False]


def test_what_a_note_withholds():
    def noted(*cells):
        share, low, _, note = share_of_cells(of_strata(*cells), sum(cells[0]), sum(cells[1]))
        return np.isnan(share), np.isnan(low), note

    more = "too few coded: 29, and 1 more needed"
    assert noted([100, 800], [20, 9], [10, 5]) == (True, True, more)
    assert noted([100, 9], [60, 9], [10, 5])[2] == ""  # all of a small cell are coded
    assert noted([40, 860], [3, 90], [3, 5])[2] == ""  # a cell of less than a tenth
    none = "bounds only: of 90 coded that stand for most, 0 are about it"
    assert noted([100, 800], [50, 90], [10, 0]) == (True, False, none)
    # two heavy cells of about the same weight: one sentence in either will do
    assert noted([100, 400, 400], [50, 50, 60], [10, 0, 1])[2] == ""
    wide = "bounds only: the interval is wider than 20 points"
    assert noted([100, 800], [20, 40], [10, 20]) == (True, False, wide)
    without = "bounds only: 20 sentences of strata without a coded one"
    assert noted([20, 880], [0, 90], [0, 5]) == (True, False, without)


def test_the_bounds_are_sharp_where_none_or_all_are_about_the_theme():
    low, high = bounds_of_cells(of_strata([1000], [50], [0]), 1000)
    # none of 50: between 1 in 30 (the rule of three, one-sided) and Clopper and Pearson's 7.1 %
    assert low == 0 and 1 / 30 < high < 0.071
    all_low, all_high = bounds_of_cells(of_strata([1000], [50], [50]), 1000)
    assert all_high == 1 and all_low == pytest.approx(1 - high, abs=0.004)
    # of many strata, too
    many = [np.full(20, number) for number in (10**6, 50, 0, 50)]
    assert bounds_of_cells(of_strata(*many[:3]), 20 * 10**6)[0] == 0
    assert bounds_of_cells(of_strata(*many[:2], many[3]), 20 * 10**6)[1] == 1
    # a bound is no more than what was not seen: 3 of 1000, coded but for one sentence
    assert bounds_of_cells(of_strata([1000], [999], [3]), 1000) == (0.003, 0.003)
    assert bounds_of_cells(of_strata([1000], [1000], [3]), 1000) == (0.003, 0.003)
    # of a stratum in which none is coded, anything
    assert bounds_of_cells(of_strata([100], [0], [0]), 100) == (0, 1)


def test_the_bounds_are_those_of_beta_and_binomial_draws():
    cells = of_strata([300, 5000], [30, 170], [24, 5])
    random = np.random.default_rng(9)
    ends = []
    for side in (-1, 1):  # 0.15 of a sentence, shared by size
        more = side * 0.15 * np.array([300, 5000]) / 5300
        theta = random.beta([24.5, 5.5] + more, [6.5, 165.5] - more, (200_000, 2))
        drawn = 29 + random.binomial([270, 4830], theta).sum(axis=1)
        ends.append(np.quantile(drawn / 5300, 0.5 + side * 0.475))
    assert bounds_of_cells(cells, 5300) == pytest.approx(tuple(ends), abs=0.001)
    assert CORRECTED_DRAWS == 10_000
    few = bounds_of_cells(of_strata([10**6], [10], [1]), 10**6)
    thetas = [random.beta(*shape, 10**6) for shape in ((1.35, 9.65), (1.65, 9.35))]
    ends = [np.quantile(theta, end) for theta, end in zip(thetas, (0.025, 0.975), strict=True)]
    assert few == pytest.approx(tuple(ends), rel=0.12)


def test_what_sheets_are_divided_on_counts_as_their_share_and_as_none_and_all():
    everything = coded(ARTICLES)
    other = coded(ARTICLES, coder="y", about=ABOUT | {"a000": 0, "a001": 0, "a299": 1})
    third = coded(ARTICLES, coder="z")[lambda codes: codes["article"] == "a000"]
    both = corrected(MENTIONS, pd.concat([everything, other, third]), ARTICLES, LEXICON).iloc[0]
    true = sum(ABOUT.values())
    assert both["divided"] == 3
    shares = [true - 1 / 3 - 1 / 2 + 1 / 2, true - 2, true + 1]
    assert both[["share", "share_if_no", "share_if_yes"]].tolist() == pytest.approx(
        [share / 300 for share in shares]
    )


# ---- of a sample that was drawn


def by_hand(sample, codes, keys):
    """The estimate in plain pandas, with the strata of all sentences."""
    frame = ARTICLES.assign(
        found=ARTICLES["text"].str.contains("trade", case=False),
        stratum=np.select(
            [
                ARTICLES["text"].str.contains("war", case=False),
                ARTICLES["text"].str.contains("Trade"),
                ARTICLES["article"].isin(sample.loc[sample["wider"] != "", "article"]),
            ],
            ["War", "Trade", "wider"],
            "no mention",
        ),
    )
    frame["code"] = frame["article"].map(codes.set_index("article")["code"])
    cells = frame.groupby([*keys, "stratum", "found"])["code"].agg(["size", "count", "mean"])
    assert (cells["count"] >= 2).all()
    sums = (cells["size"] * cells["mean"]).groupby(level=0).sum()
    return sums / frame.groupby(keys[0]).size()


def test_the_estimate_is_that_of_pandas():
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 150)
    codes = coded(sample)
    table = corrected(MENTIONS, codes, ARTICLES, LEXICON, sample, by="party")
    again = by_hand(sample, codes, ["party"])
    assert table.head(2).set_index("party")["share"].to_dict() == pytest.approx(again.to_dict())
    assert (table.head(2)["low"] < table.head(2)["share"]).all()


@pytest.mark.slow
def test_estimates_are_right_on_average_in_the_first_round_and_after_a_second():
    true = sum(ABOUT.values()) / 300
    shares = []
    for seed in range(40):
        sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 100, seed)
        again = sample_for_coding(
            ARTICLES, MENTIONS, LEXICON, 60, seed, after=coded(sample), sample=sample
        )
        tables = [corrected(MENTIONS, coded(s), ARTICLES, LEXICON, s) for s in (sample, again)]
        shares.append([table["share"][0] for table in tables])
        assert tables[1]["low"][0] <= true <= tables[1]["high"][0] or seed
    assert np.nanmean(shares, axis=0) == pytest.approx([true, true], abs=0.02)


def test_a_sample_counts_for_all_though_the_terms_were_edited():
    edited = read_lexicon({"Issues": {"Trade": ["trade", "tariffs"]}, "War": ["war"]})
    mentions = find_mentions(ARTICLES, edited)
    true = sum(ABOUT.values()) / 300
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 150)
    before = corrected(MENTIONS, coded(sample), ARTICLES, LEXICON, sample).iloc[0]
    after = corrected(mentions, coded(sample), ARTICLES, edited, sample).iloc[0]
    assert (before["found"], after["found"]) == (60, 90)
    assert after["low"] < true < after["high"] and after["share"] == pytest.approx(true, abs=0.05)
    parts = corrected(mentions, coded(sample), ARTICLES, edited, sample, by="party")
    assert (parts["low"][:2] < true).all() and (parts["high"][:2] > true).all()
    # Drawn by party, the strata of one have none of the other's sentences.
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 150, by="party")
    left = sample[sample["party"] == "Left"]
    parts = corrected(mentions, coded(left), ARTICLES, edited, sample, by="party").head(2)
    assert parts["note"].tolist() == ["", "not coded"]
    share = (coded(left)["code"] * left["weight"]).sum() / left["weight"].sum()
    assert parts["share"][0] == pytest.approx(share)


@pytest.mark.parametrize("name", ["article", "round", "weight", "wider"])
def test_a_sample_is_not_drawn_by_a_column_that_every_sample_has(name):
    edited = read_lexicon({"Issues": {"Trade": ["trade", "tariffs"]}, "War": ["war"]})
    mentions, sample = find_mentions(ARTICLES, edited), sample_for_coding(*DRAWN, 150)
    articles = ARTICLES.assign(round=ARTICLES["party"], weight=0, wider=ARTICLES["party"])
    articles["other"] = articles[name]
    table, other = (
        corrected(mentions, coded(sample), articles, edited, sample, by=by)
        for by in (name, "other")
    )
    assert table.drop(columns=name).equals(other.drop(columns="other"))


def test_where_strata_are_unknown_enough_is_coded_by_what_a_part_may_expect():
    """By what happens to be drawn of it, numbers would be shown where many are, and be too high."""
    number = np.where(np.arange(30) < 10, 0, -1)
    strata = Strata(number, pd.Index(["s"]), np.array([30]))
    part, code = np.arange(30) % 3, np.where(number == 0, 1.0, np.nan)
    text = CodedSentences(strata, np.zeros((30, 1)), code[:, None], ["a", "b", "c"], part, part)
    cells = cells_of(strata, text.counts(text.found[:, 0], code[None]))
    assert [own.size.tolist() for own in cells] == [[30]] * 3
    assert [own.coded.tolist() for own in cells] == [[10]] * 3
    assert [own.yes.tolist() for own in cells] == [[[4]], [[3]], [[3]]]
    assert [own.own_coded.item() for own in cells] == pytest.approx([10 / 3] * 3)
    assert [own.own_size.item() for own in cells] == pytest.approx([10] * 3)
    two = text._replace(names=["a", "b"], part=np.where(part == 2, -1, part))  # the third in none
    cells = cells_of(strata, two.counts(two.found[:, 0], code[None]))
    assert [own.coded.tolist() for own in cells] == [[10]] * 2
    assert [own.own_coded.item() for own in cells] == pytest.approx([10 / 3] * 2)


def test_codes_outside_the_sample_and_of_no_sentence_are_refused():
    sample = sample_of({"Trade": 10, "War": 20, "no mention": 40})
    with pytest.raises(CodesError, match="sentence 1 of article 'a010' is coded and not in the"):
        corrected(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, sample)
    with pytest.raises(CodesError, match="no sentence 2 of article 'a000'"):
        corrected(MENTIONS, coded(ARTICLES).assign(sentence=2), ARTICLES, LEXICON)
    others = "^mentions: there is no article 'a000' for 1 of them; give all the articles that they"
    with pytest.raises(ValueError, match=others):
        corrected(MENTIONS, coded(ARTICLES[1:]), ARTICLES[1:], LEXICON)
    with pytest.raises(ValueError, match="corrected: the articles have no column 'colour'"):
        corrected(MENTIONS, coded(ARTICLES), ARTICLES, LEXICON, by="colour")


@pytest.mark.parametrize("table", [corrected, validity])
def test_a_sample_of_more_articles_is_named(table):
    sample = sample_for_coding(*DRAWN, 150)
    half, found = ARTICLES.head(150), MENTIONS[MENTIONS["article"].isin(ARTICLES["article"][:150])]
    where = (
        r"^sample: there is no sentence 1 of article 'a15\d'; give the articles that it was drawn"
    )
    with pytest.raises(CodesError, match=where):
        table(found, coded(sample), half, LEXICON, sample)
    with pytest.raises(CodesError, match="^sample: there is no sentence 1 of article"):
        write_page(half, LEXICON, coded(sample), sample)


def test_articles_without_a_date_are_in_no_period():
    dated = ARTICLES.assign(date=["2020-05", "2021", ""] * 100)
    table = corrected(MENTIONS, coded(ARTICLES), dated, LEXICON, by="year").head(2)
    assert table["year"].tolist() == ["2020", "2021"] and table["sentences"].tolist() == [100, 100]
    assert table["coded"].tolist() == [100, 100]


def test_validity_takes_the_sample():
    sample = sample_for_coding(ARTICLES, MENTIONS, LEXICON, 300)
    trade = validity(MENTIONS, coded(sample), ARTICLES, LEXICON, sample).iloc[0]
    found = sum(ABOUT[f"a{number:03}"] for number in range(60))
    assert trade["precision"] == pytest.approx(found / 60)
    assert trade["recall"] == pytest.approx(found / sum(ABOUT.values())) and trade["note"] == ""


def test_without_a_value_of_by_there_is_no_row():
    toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up."], "source": [""]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    codes = pd.DataFrame({"coder": ["x"], "article": "a", "sentence": 1, "group": "", "code": 1})
    codes = codes.assign(theme="Trade")
    assert corrected(find_mentions(toy, lexicon), codes, toy, lexicon, by="source").empty
