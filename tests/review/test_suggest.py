"""What a lexicon may be missing, on toy texts whose answer the eye sees."""

from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, read_lexicon
from newsthemes.review.suggest import suggest
from strategies import articles, tables

COLUMNS = ["expression", "group", "theme", "count", "articles", "reason", "passage"]
NO_THEME = "belongs to no theme"
FILLER = "of the " * 40  # so that two words side by side are no chance


def suggestions(table, themes, **options):
    lexicon = read_lexicon(themes)
    return suggest(find_mentions(table, lexicon), table, lexicon, **options)


def found(themes, *texts, **options):
    table = suggestions(articles(*texts), themes, **options)
    columns = ["expression", "theme", "count", "reason"]
    return list(table[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize(("terms", "text", "expected"), [
    (["trade"], "Trade. Traded, traded", [("traded", "trade", 2)]),
    (["trade"], "Trades! Traded, traded", [("traded", "trade", 2), ("Trades", "trade", 1)]),
    (["trade*"], "trade trades trading", [("trading", "trade*", 1)]),
    (["war crime"], "A war crime; war crimes.", [("war crimes", "war crime", 1)]),
    (["trade dispute"], "Trade. Disputes! Trade, disputes.", []),
    (["economy", "economies"], "economy’s", []),
    (["economy"], "The economies’ fall", [("economies", "economy", 1)]),
    # what the lexicon knows already: terms counted or not, not: phrases, an acronym in small
    # letters
    (["tax", {"not": "taxes"}], "taxes", []),
    (["tax", "income tax cut"], "income tax cut", []),
    (["US"], "us", []),
    (["tax", {"not": "tariffs"}], "tariff", []),
    # a part of a known compound is none
    (["trade"], "trade-offs offs", []),
    (["trading-off"], "traded-off", []),
    (["off"], "trade-off offs", [("offs", "off", 1)]),
    (["a * b c"], "a x b c", []),
])  # fmt: skip
def test_words_that_share_a_stem(terms, text, expected):
    rows = [row for row in found({"T": terms}, text) if row[3] != NO_THEME]
    assert [(form, reason, count) for form, _, count, reason in rows] == [
        (form, f"shares its stem with `{term}`", count) for form, term, count in expected
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("rights, rights, rights", []),
    ("human rights. Human rights", [("human rights", 2)]),
    ("Human rights. Human rights. Human rights, rights, human.", [("Human rights", 3)]),
    ("human, rights. human; rights", []),
    ("human of rights. human of rights", []),
    ("The Middle East met", [("Middle East", 1)]),
    ("The Middle east met", []),
    ("human\nrights and human-rights", []),
    ("of the of the 7 7 2018 2018 - - x x x x", []),
    ("China’s ships. China's ships", []),
    ("cafe\u0301 life, caf\u00e9 life; cafe\u0301 life", [("cafe\u0301 life", 2)]),
    ("война народа; война народа", [("война народа", 2)]),
    ("中国 한국, 中国 한국", [("中国 한국", 2)]),
    ("human rights, human rights. The human right.", [("human rights", 2)]),
    ("\x00 \x01 \ud800", []),
])  # fmt: skip
def test_collocations(text, expected):
    rows = found({"T": ["nothing"]}, f"{text}\n\n{FILLER}")
    assert [(expression, count) for expression, _, count, _ in rows] == expected
    assert {(theme, reason) for _, theme, _, reason in rows} <= {("", NO_THEME)}


def test_words_that_meet_by_chance_or_rather_avoid_each_other_are_no_collocation():
    chance = "apples, pears, " * 18 + "apples pears, " * 3 + FILLER * 2
    assert found({"T": ["x"]}, chance) == []
    assert found({"T": ["x"]}, "apples, pears, " * 50 + "apples pears, apples pears") == []


def test_words_that_stand_beside_a_theme():
    text = "Trade and the dollar. " * 6 + "The dollar. " + "It is cold. " * 12 + "Cold trade. "
    reason = "appears beside Money in 6 of 7 sentences (log-likelihood 13.1)"
    assert found({"Money": ["trade"]}, text, most=1) == [("dollar", "Money", 7, reason)]
    twice = "Trade and the dollar. " * 2 + "It is cold. " * 90
    assert found({"Money": ["trade"]}, twice) == []
    # three times, and it may be chance (log-likelihood 6.2); as often beside the theme as
    # elsewhere; rather elsewhere
    chance = "Trade and the dollar. " * 3 + "The dollar. " * 2 + "It is cold. " * 6
    even = "The dollar and trade. The dollar and tea. " * 6
    away = "Trade. " * 12 + "Trade and the dollar. " * 3 + "The dollar. " * 40
    for text in (chance, even, away):
        assert "dollar" not in [row[0] for row in found({"Money": ["trade"]}, text) if row[1]]


def test_the_likelihood_is_that_of_its_table():
    """Dunning's G2 by hand: sentences with both, with one, with the other, with neither."""
    text = "Trade and the dollar. " * 6 + "The dollar. " + "It is cold. " * 12 + "Cold trade. "
    cells, rows, columns = [6, 1, 1, 12], [7, 7, 13, 13], [7, 13, 7, 13]
    three = zip(cells, rows, columns, strict=True)
    expected = 2 * sum(n * log(n * 20 / (row * column)) for n, row, column in three)
    assert f"(log-likelihood {expected:.1f})" in found({"Money": ["trade"]}, text, most=1)[0][3]


def test_a_table_row_and_its_passage():
    text = "Word " + "long " * 40 + "tail. Traders\nmet in the rain."
    table = suggestions(articles("Nothing here.", text), {"G": {"Trade": ["trader"]}})
    assert table.columns.tolist() == COLUMNS
    assert table.iloc[0].tolist() == [
        *("Traders", "G", "Trade", 1, 1, "shares its stem with `trader`"),
        "long long long long long long long long long long tail. Traders met in the rain.",
    ]


def test_kinds_share_the_room_and_keep_their_order():
    forms = "trades, trader, traded, trading, traders. " * 2
    pairs = "apple pie. pear tree. plum jam. " * 2 + FILLER
    rows = found({"T": ["trade", "trader"]}, forms + pairs, most=4)
    assert [reason == NO_THEME for *_, reason in rows] == [False, False, True, True]
    assert len(found({"T": ["trade", "trader"]}, forms, most=4)) == 4
    assert found({"T": ["trade"]}, forms + pairs, most=0) == []


def test_the_best_of_each_theme_comes_before_the_second_of_one():
    rows = found({"T": ["trade"], "W": ["war"]}, "traded, traded, trading. Warring.")
    assert [row[0] for row in rows] == ["traded", "Warring", "trading"]


def test_nothing_to_suggest():
    themes = {"T": ["trade"], "E": []}
    some = suggestions(articles("trades"), themes)
    for table in (articles(), articles(""), articles("\n\n", "of the"), articles("Trade, trade.")):
        assert suggestions(table, themes).empty
        assert suggestions(table, themes).dtypes.equals(some.dtypes)


@pytest.mark.slow
@given(tables(most=3) | st.tuples(st.lists(st.text(), max_size=3), st.just({"T": ["a*"]})))
@settings(max_examples=40)
def test_a_suggestion_stands_in_the_text_and_no_term_touches_it(table):
    texts, rows = table[0], suggestions(*table)
    assert len(rows) <= 20 and not rows["expression"].duplicated().any()
    for row in rows.itertuples():
        assert 1 <= row.articles <= row.count and row.theme or row.reason == NO_THEME
        new = read_lexicon({"New": [{"term": row.expression, "case": "any"}]})
        alone = find_mentions(texts, new, nested="count")
        assert len(alone) >= row.count and alone["article"].nunique() >= row.articles
        assert any(" ".join(match.split()) in row.passage for match in alone["match"])


def test_a_name_is_told_from_chance_by_the_sentences_of_its_theme():
    text = "We hope to find it. We met in San Francisco, where APEC met. They like New York. "
    rows = found({"APEC": ["APEC"]}, text + "We hope. " * 3 + FILLER)
    assert [(row[0], row[1]) for row in rows] == [("San Francisco", "APEC"), ("New York", "")]
    assert rows[0][3].startswith("appears beside APEC in 1 of 1 sentences (log-likelihood ")


def test_mentions_of_another_lexicon_are_refused():
    table, trade = articles("trade"), read_lexicon({"Trade": ["trade"]})
    with pytest.raises(ValueError, match="no theme 'Trade'"):
        suggest(find_mentions(table, trade), table, read_lexicon({"Iran": ["Iran"]}))
