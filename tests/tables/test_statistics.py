"""Intervals against published tables, against what they promise, and on too few articles."""

from fractions import Fraction
from math import ceil, comb, floor

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, interval, read_lexicon
from newsthemes.tables.statistics import (
    MIN_ARTICLES,
    clopper_pearson,
    clusters,
    gamma_quantile,
    rate_bounds,
    resampled,
    sentences_needed,
    student_t,
)

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})


def articles(*texts, **columns):
    return pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "text": texts, **columns}
    )


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (0, 0, 0, 1),
        (0, 1, 0, 0.975),
        (1, 1, 0.025, 1),
        (0, 17, 0, 0.195064),
        (5, 10, 0.187086, 0.812914),
        (9, 10, 0.554984, 0.997471),
        (
            81,
            263,
            0.2527,
            0.3676,
        ),  # this and the next: Newcombe (1998), Statistics in Medicine 17: 857-872, table I
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
        return float(
            sum(
                comb(trials, number) * share**number * (1 - share) ** (trials - number)
                for number in numbers
            )
        )

    assert (
        (low == 0)
        if not successes
        else chance(range(successes, trials + 1), low) == pytest.approx(tail)
    )
    assert (
        (high == 1) if not failures else chance(range(successes + 1), high) == pytest.approx(tail)
    )
    assert low <= successes / max(trials, 1) <= high or not trials


@pytest.mark.parametrize(
    ("successes", "trials", "level"), [(2, 1, 0.95), (-1, 3, 0.95), (1, 2, 1), (1, 2, 0)]
)
def test_impossible_numbers_are_refused(successes, trials, level):
    with pytest.raises(ValueError, match="makes no sense"):
        clopper_pearson(successes, trials, level)


@pytest.mark.parametrize(
    ("width", "share", "sentences"), [(0.2, 0.5, 104), (0.1, 0.5, 402), (0.2, 0.9, 46), (0.5, 1, 6)]
)
def test_sentences_needed(width, share, sentences):
    assert sentences_needed(width, share) == sentences


@pytest.mark.slow
@pytest.mark.parametrize("share", [0, 0.02, 0.1, 0.3, 0.4, 0.5, 0.77, 0.95, 1])
@pytest.mark.parametrize("width", [0.98, 0.6, 0.5, 0.4, 0.25])
def test_from_the_sentences_needed_on_no_number_gives_a_wider_interval(width, share):
    def wide(n):
        numbers = {floor(round(share * n, 9)), ceil(round(share * n, 9))}
        return any(
            high - low > width for low, high in (clopper_pearson(number, n) for number in numbers)
        )

    needed = sentences_needed(width, share)
    assert not any(wide(n) for n in range(needed, 3 * needed + 60)) and (
        needed == 1 or wide(needed - 1)
    )


def test_a_width_that_nothing_gives_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        sentences_needed(0)


def test_rates_of_many_articles_have_an_interval():
    texts = articles(
        *["trade one two three four"] * 6,
        *["trade trade war war ten"] * 4,
        *["nothing of it is here"] * 2,
    )
    table = interval(find_mentions(texts, LEXICON), texts, LEXICON)
    assert table.columns.tolist() == [
        "group",
        "theme",
        "articles",
        "mentions",
        "per_1000",
        "low",
        "high",
        "note",
    ]
    assert (
        table["theme"].tolist() == ["Trade", "Iran", "War"]
        and table["articles"].tolist() == [12] * 3
    )
    assert table["per_1000"].tolist() == pytest.approx([1000 * 14 / 60, 0, 1000 * 8 / 60])
    trade, iran, war = table.itertuples(index=False)
    # By hand: twelve articles of equal length move the rate by their mentions less the mean, over
    # all mentions, over 11/12.
    squares = [(number - 14 / 12) ** 2 for number in [1] * 6 + [2] * 4 + [0] * 2]
    spread = np.sqrt(sum(squares)) / 14 * 12 / 11
    freedom = min(11, 2 * sum(squares) ** 2 / sum(square**2 for square in squares))
    assert np.log([trade.high / trade.per_1000, trade.per_1000 / trade.low]) == pytest.approx(
        student_t(freedom) * spread
    )
    assert war.low < war.per_1000 < war.high and not war.note
    assert iran.low == 0 < iran.high and iran.note.startswith("never mentioned: an upper bound")


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        (["trade", "x"] * 3, "6 articles are too few; an interval needs 7"),
        (
            [*["trade", "x"] * 3, ""],
            "6 articles are too few; an interval needs 7",
        ),  # one without words says nothing
        (["trade"] * 10, "the same rate in all articles"),
        ([""] * 10, "no words"),
    ],
)
def test_where_there_is_no_interval_a_reason_stands(texts, note):
    texts = articles(*texts)
    row = interval(find_mentions(texts, LEXICON), texts, LEXICON).iloc[0]
    assert row["note"].startswith(note) and np.isnan(row["low"]) and np.isnan(row["high"])


@pytest.mark.parametrize(  # any printed table of Student's t
    ("level", "freedom", "quantile"),
    [
        (0.95, 1, 12.706),
        (0.95, 2, 4.303),
        (0.95, 9, 2.262),
        (0.95, 120, 1.980),
        (0.9, 4, 2.132),
        (0.99, 1, 63.657),
    ],
)
def test_student_t(level, freedom, quantile):
    assert student_t(freedom, level) == pytest.approx(quantile, abs=6e-4)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "mean", "uneven"),
    [(7, 2, 1), (10, 2, 1), (10, 10, 0.1), (15, 5, 3), (25, 0.5, 1), (50, 2, 2), (250, 0.2, 1)],
)
def test_the_interval_of_a_rate_holds(size, mean, uneven):
    random, draws = np.random.default_rng(1), 1500
    words = random.lognormal(-0.32, 0.8, (size, draws))  # of mean 1
    found = random.poisson(mean * words * random.gamma(1 / uneven, uneven, (size, draws)))
    low, high = rate_bounds(found, words)
    assert 0.92 <= ((low <= mean) & (mean <= high)).mean() <= 0.985


@pytest.mark.slow
@pytest.mark.parametrize("size", [MIN_ARTICLES, 10, 25])
def test_the_bound_of_what_is_never_mentioned_holds(size):
    random, draws = np.random.default_rng(1), 2000
    words = random.lognormal(-0.32, 0.8, (size, draws))
    for mean in (0.03, 0.1, 0.3, 1, 3):
        found = random.poisson(mean * words * random.gamma(1 / 3, 3, (size, draws)))
        high = rate_bounds(found, words)[1]
        assert ((found.sum(axis=0) == 0) & (high < mean)).mean() <= 0.025


def test_one_article_that_holds_all_mentions_leaves_the_rate_open():
    even, one = (
        rate_bounds(np.array([column]).T, np.full((10, 1), 100))
        for column in ([1] * 5 + [0] * 5, [5] + [0] * 9)
    )
    assert even[0] > 4 * one[0] > 0 and one[1] > 4 * even[1]


def test_clusters_unite_the_links_of_several_columns():
    table = pd.DataFrame(
        {"by": ["A", "B", "B", "C", None, ""], "copy": ["x", "x", None, "y", None, "y"]}
    )
    assert clusters(table, "by").tolist() == [0, 1, 1, 2, 3, 4]
    assert clusters(table, ["by", "copy"]).tolist() == [0, 0, 0, 1, 2, 1]
    chain = pd.DataFrame(
        {"one": [3, 2, 2, 1, 1, 0], "other": [9, 9, 8, 8, 7, 7]}
    )  # each is linked to the next alone
    assert clusters(chain, ["one", "other"]).tolist() == [0] * 6
    assert clusters(chain.set_axis(list("xyxyxy")), ["one"]).tolist() == [0, 1, 1, 2, 2, 3]


def test_a_single_article_has_the_rates_of_its_paragraphs():
    text = articles("Trade and trade.\n\nIran is far away.")
    table = interval(find_mentions(text, LEXICON), text, LEXICON)
    trade = table[table["theme"] == "Trade"]
    assert trade[["paragraph", "mentions"]].to_numpy().tolist() == [[1, 2], [2, 0]]
    assert trade["per_1000"].tolist() == pytest.approx([2000 / 3, 0])
    assert (
        table["low"].isna().all()
        and table["note"].str.startswith("there is a single article; these rates").all()
    )


def test_rates_by_a_column_of_the_articles():
    texts = articles(
        *["trade x", "x y"] * 12,
        party=["A", "B"] * 4 + ["A", "A"] * 8,
        speaker=[n // 2 for n in range(24)],
    )
    table = interval(find_mentions(texts, LEXICON), texts, LEXICON, by=["theme", "party"])
    rows = table[table["theme"] == "Trade"].set_index("party")
    assert rows["articles"].to_dict() == {"A": 20, "B": 4} and rows["mentions"].to_dict() == {
        "A": 12,
        "B": 0,
    }
    assert rows.loc["A", "per_1000"] == pytest.approx(300)
    assert rows.loc["A", "low"] < 300 < rows.loc["A", "high"]
    assert rows.loc["B", "note"].startswith("4 articles are too few;")
    alone = texts[
        texts["party"] == "A"
    ]  # the other group's articles do not matter: each varies within its own
    alone = interval(find_mentions(alone, LEXICON), alone, LEXICON).set_index("theme").loc["Trade"]
    assert alone[["low", "high"]].tolist() == pytest.approx(rows.loc["A", ["low", "high"]].tolist())
    few = interval(
        find_mentions(texts, LEXICON), texts, LEXICON, cluster=["speaker", "party"]
    ).iloc[0]
    assert few["articles"] == 24 and few["note"].startswith("1 cluster is too few;")


@settings(max_examples=20)
@given(st.lists(st.integers(0, 3), min_size=10, max_size=14), st.randoms())
def test_neither_the_order_of_mentions_nor_other_themes_matter(numbers, random):
    texts = articles(*[" ".join(["trade"] * number + ["word"]) for number in numbers])
    mentions = find_mentions(texts, LEXICON)
    shuffled = mentions.sample(frac=1, random_state=random.randrange(99))
    one = interval(mentions, texts, LEXICON)
    pd.testing.assert_frame_equal(one, interval(shuffled, texts, LEXICON))
    trade = read_lexicon({"Trade": ["trade"]})
    alone = interval(find_mentions(texts, trade), texts, trade)
    columns = ["mentions", "per_1000", "low", "high"]
    assert alone[columns].iloc[0].tolist() == pytest.approx(
        one[columns].iloc[0].tolist(), nan_ok=True
    )


def test_no_articles_have_a_row_a_theme_and_no_rate():
    none = articles("trade").head(0)
    table = interval(find_mentions(none, LEXICON), none, LEXICON)
    assert table["theme"].tolist() == ["Trade", "Iran", "War"] and table["mentions"].tolist() == [
        0,
        0,
        0,
    ]
    assert (
        table.columns.tolist()[-4:] == ["per_1000", "low", "high", "note"]
        and table["per_1000"].isna().all()
    )
    assert set(table["note"]) == {"no words"}


@pytest.mark.parametrize("kind", [object, "category"])
def test_articles_without_a_value_are_a_group_of_their_own(kind):
    texts = articles(*["trade x"] * 3, "trade", party=pd.Series(["A", None, "A", None], dtype=kind))
    table = interval(find_mentions(texts, LEXICON), texts, LEXICON, by=["theme", "party"])
    trade = table[table["theme"] == "Trade"]
    assert trade["party"].isna().tolist() == [False, True] and trade[
        "per_1000"
    ].tolist() == pytest.approx([500, 2000 / 3])
    assert trade["articles"].tolist() == [2, 2] and trade["party"].dtype == table["party"].dtype


def test_every_article_may_be_a_group():
    texts = articles("trade x", "x")
    table = interval(find_mentions(texts, LEXICON), texts, LEXICON, by=["theme", "article"])
    assert table[["theme", "article", "mentions"]].head(4).values.tolist() == [
        ["Trade", "a0", 1],
        ["Iran", "a0", 0],
        ["War", "a0", 0],
        ["Trade", "a1", 0],
    ]


@pytest.mark.parametrize("name", ["low", "high", "note"])
@pytest.mark.parametrize("size", [0, 1, 3])
def test_a_column_called_like_one_of_the_table_is_refused(name, size):
    texts = articles(*["trade"] * size, **{name: ["A"] * size})
    with pytest.raises(ValueError, match=f"no rates by '{name}'; name another column"):
        interval(find_mentions(texts, LEXICON), texts, LEXICON, by=["theme", name])
    with pytest.raises(ValueError, match="no rates by 'paragraph'"):
        interval(
            find_mentions(articles("x", "y"), LEXICON), articles("x", "y"), LEXICON, by="paragraph"
        )


def test_resampled_sums_stay_whole_articles():
    sums = resampled(np.array([[1, 100], [10, 1000]]), draws=50)
    assert set(map(tuple, sums.tolist())) == {(2, 200), (11, 1100), (20, 2000)}


def in_turn(size, most):
    """One mention in each of 0, 1, 2, ... of so many articles, a column each."""
    return np.array([[article < number for number in range(most)] for article in range(size)])


@pytest.mark.parametrize("size", [MIN_ARTICLES, 8, 10, 15, 25, 50, 100, 1000])
def test_more_mentions_never_have_a_lower_bound(size):
    high = rate_bounds(in_turn(size, min(size, 12)), np.ones((size, 1)))[1]
    assert (np.diff(high * size)[1:] >= -0.3).all() and high[1] * size < 12  # by t, nearly so
    assert size < 20 or high[0] <= high[1]  # of fewer, a theme in few articles is often in none
    assert (np.diff(high[1:5]) >= -1e-9).all()


def test_one_mention_and_two_are_in_order_whatever_the_lengths():
    random = np.random.default_rng(1)
    for size in (MIN_ARTICLES, 12, 30):
        words = random.lognormal(0, 1, (size, 1))
        if 2 * words.max() < words.sum():
            assert (np.diff(rate_bounds(in_turn(size, 3), words)[1])[1:] >= 0).all()


def test_a_long_article_without_the_theme_leaves_the_bounds_finite():
    low, high = rate_bounds(np.array([[0], *[[1]] * 7]), np.array([[20_000], *[[200]] * 7]))
    assert high[0] < 1 and low[0] > 1e-9


def test_there_is_no_interval_where_one_article_has_more_than_half_of_the_words():
    table = articles("x " * 500, *["Iran x " * 10] * 7)
    row = interval(find_mentions(table, LEXICON), table, LEXICON).set_index("theme").loc["Iran"]
    assert row["note"] == "one of the articles has more than half of the words: no interval"
    assert np.isnan(row["low"]) and np.isnan(row["high"]) and row["per_1000"] > 0


def test_so_it_is_in_each_part_and_for_what_is_never_mentioned():
    table = articles("x " * 500, *["x y"] * 7, *["Iran x", "x y"] * 4, by=["A"] * 8 + ["B"] * 8)
    found = interval(find_mentions(table, LEXICON), table, LEXICON, by=["theme", "by"])
    notes = found.set_index(["theme", "by"])["note"]
    assert notes["Iran", "A"].startswith("one of the articles") and not notes["Iran", "B"]
    assert found.set_index(["theme", "by"])["high"].loc[["Iran"]].notna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("shape", "level", "quantile"),  # SciPy 1.17: gamma.ppf
    [(1.2, 0.975, 4.097368), (2, 0.975, 5.571643), (4, 0.5, 3.672061), (10, 0.025, 4.795389)],
)
def test_quantiles_of_the_gamma_distribution(shape, level, quantile):
    assert gamma_quantile(np.array(shape), level) == pytest.approx(quantile, abs=1e-6)
