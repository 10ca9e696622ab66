"""Intervals against published tables, against what they promise, and on too few articles."""

from fractions import Fraction
from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from themes import clopper_pearson, find_mentions, interval, read_lexicon, sentences_needed
from themes.intervals import resampled

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})


def articles(*texts, **columns):
    return pd.DataFrame({"article": [f"a{number}" for number in range(len(texts))], "text": texts, **columns})


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 0, 0, 1),
        (0, 1, 0, 0.975),
        (1, 1, 0.025, 1),
        (0, 17, 0, 0.195064),
        (5, 10, 0.187086, 0.812914),
        (9, 10, 0.554984, 0.997471),
        (81, 263, 0.2527, 0.3676),  # this and the next: Newcombe (1998), Statistics in Medicine 17: 857-872, table I
        (15, 148, 0.0578, 0.1617),
        (0, 20, 0, 0.1684),
        (1, 29, 0.0009, 0.1776),
    ],
)
def test_clopper_pearson(successes, trials, low, high):
    assert clopper_pearson(successes, trials) == pytest.approx((low, high), abs=6e-5)


@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_at_its_bounds_the_chance_of_what_was_seen_is_the_tail(successes, failures, level):
    trials, tail = successes + failures, (1 - level) / 2
    low, high = clopper_pearson(successes, trials, level)

    def chance(numbers, share):
        share = Fraction(share)
        return float(sum(comb(trials, number) * share**number * (1 - share) ** (trials - number) for number in numbers))

    assert (low == 0) if not successes else chance(range(successes, trials + 1), low) == pytest.approx(tail)
    assert (high == 1) if not failures else chance(range(successes + 1), high) == pytest.approx(tail)
    assert low <= successes / max(trials, 1) <= high or not trials


@pytest.mark.parametrize(("successes", "trials", "level"), [(2, 1, 0.95), (-1, 3, 0.95), (1, 2, 1), (1, 2, 0)])
def test_impossible_numbers_are_refused(successes, trials, level):
    with pytest.raises(ValueError, match="makes no sense"):
        clopper_pearson(successes, trials, level)


@pytest.mark.parametrize(("width", "share", "sentences"), [(0.2, 0.5, 104), (0.1, 0.5, 402), (0.2, 0.9, 42), (0.5, 1, 6)])
def test_sentences_needed(width, share, sentences):
    assert sentences_needed(width, share) == sentences
    low, high = clopper_pearson(round(share * sentences), sentences)
    assert high - low <= width


def test_a_width_that_nothing_gives_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sentences_needed(0)


def test_rates_of_many_articles_have_an_interval():
    texts = articles(*["trade one two three four"] * 6, *["trade trade war war ten"] * 4, *["nothing of it is here"] * 2)
    table = interval(find_mentions(texts, LEXICON), texts)
    assert table.columns.tolist() == ["group", "theme", "articles", "mentions", "per_1000", "low", "high", "note"]
    assert table["theme"].tolist() == ["Trade", "Iran", "War"] and table["articles"].tolist() == [12] * 3
    assert table["per_1000"].tolist() == pytest.approx([1000 * 14 / 60, 0, 1000 * 8 / 60])
    trade, iran, war = table.itertuples(index=False)
    # The share of articles with two is 4 of 12, with none 2 of 12: the bootstrap's spread is that of their mean.
    spread = 1000 / 5 * np.std([1] * 6 + [2] * 4 + [0] * 2) / np.sqrt(12)
    assert trade.high - trade.low == pytest.approx(2 * 1.96 * spread, rel=0.1)
    assert war.low <= war.per_1000 <= war.high and not war.note
    assert np.isnan([iran.low, iran.high]).all() and iran.note.startswith("never mentioned")


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        (["trade"] * 9, "articles: 9; a bootstrap needs 10"),
        (["trade"] * 10, "the same rate in every article"),
        ([""] * 10, "no words"),
    ],
)
def test_where_there_is_no_interval_a_reason_stands(texts, note):
    texts = articles(*texts)
    row = interval(find_mentions(texts, LEXICON), texts).iloc[0]
    assert row["note"].startswith(note) and np.isnan(row["low"]) and np.isnan(row["high"])


def test_a_single_article_has_the_rates_of_its_paragraphs():
    text = articles("Trade and trade.\n\nIran is far away.")
    table = interval(find_mentions(text, LEXICON), text)
    trade = table[table["theme"] == "Trade"]
    assert trade[["paragraph", "mentions"]].to_numpy().tolist() == [[1, 2], [2, 0]]
    assert trade["per_1000"].tolist() == pytest.approx([2000 / 3, 0])
    assert table["low"].isna().all() and table["note"].str.startswith("a single article; these rates").all()


def test_rates_by_a_column_of_the_articles():
    texts = articles(*["trade x", "x y"] * 12, party=["A", "B"] * 4 + ["A", "A"] * 8)
    table = interval(find_mentions(texts, LEXICON), texts, by=["theme", "party"])
    rows = table[table["theme"] == "Trade"].set_index("party")
    assert rows["articles"].to_dict() == {"A": 20, "B": 4} and rows["mentions"].to_dict() == {"A": 12, "B": 0}
    assert rows.loc["A", "per_1000"] == pytest.approx(300)
    assert rows.loc["A", "low"] < 300 < rows.loc["A", "high"]
    assert rows.loc["B", "note"].startswith("articles: 4;")


@settings(max_examples=20)
@given(st.lists(st.integers(0, 3), min_size=10, max_size=14), st.randoms())
def test_neither_the_order_of_mentions_nor_other_themes_matter(numbers, random):
    texts = articles(*[" ".join(["trade"] * number + ["word"]) for number in numbers])
    mentions = find_mentions(texts, LEXICON)
    shuffled = mentions.sample(frac=1, random_state=random.randrange(99))
    shuffled.attrs = mentions.attrs
    one = interval(mentions, texts, draws=100)
    pd.testing.assert_frame_equal(one, interval(shuffled, texts, draws=100))
    alone = interval(find_mentions(texts, read_lexicon({"Trade": ["trade"]})), texts, draws=100)
    columns = ["mentions", "per_1000", "low", "high"]
    assert alone[columns].iloc[0].tolist() == pytest.approx(one[columns].iloc[0].tolist(), nan_ok=True)


def test_no_articles_have_no_rates():
    none = articles("trade").head(0)
    table = interval(find_mentions(none, LEXICON), none)
    assert table.empty and table.columns.tolist()[-4:] == ["per_1000", "low", "high", "note"]


def test_resampled_sums_stay_whole_articles():
    sums = resampled(np.array([[1, 100], [10, 1000]]), draws=50)
    assert set(map(tuple, sums.tolist())) == {(2, 200), (11, 1100), (20, 2000)}
