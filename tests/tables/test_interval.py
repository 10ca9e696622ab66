"""Rates with intervals over articles, and what stands there on too few articles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, interval, read_lexicon
from newsthemes.tables.bounds import student_t

LEXICON = read_lexicon({"Issues": {"Trade": ["trade"], "Iran": ["Iran"]}, "War": ["war"]})


def articles(*texts, **columns):
    return pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "text": texts, **columns}
    )


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


@pytest.mark.parametrize("size, known", [(6, False), (7, True)])
def test_an_interval_takes_seven_articles(size, known):
    texts = articles(*["trade one two", "one two three"] * 3, "trade two three")
    texts = texts.tail(size)
    row = interval(find_mentions(texts, LEXICON), texts, LEXICON).iloc[0]
    assert np.isfinite(row["high"]) == known and (row["note"] == "") == known
