"""What articles may be counted by: toy texts whose answer the eye sees. The names and phrases of
tests/name_cases.json, each theme, term, kind and mentions, are those of the page, too.
"""

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsthemes as nt
from strategies import tables

CASES = json.loads(Path(__file__).parents[1].joinpath("name_cases.json").read_text("utf-8"))
COLUMNS = ["theme", "term", "kind", "mentions", "articles", "passage"]


def rows(table, *columns):
    return list(table[list(columns)].itertuples(index=False, name=None))


def terms(texts, lexicon=None, kind=None):
    table = nt.suggest(texts, lexicon)
    if kind:
        table = table[table["kind"] == kind]
    return rows(table, "theme", "term")


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_names_and_phrases(case):
    table = nt.suggest([case["text"]])
    found = table[table["kind"] != "word"]
    assert list(map(list, rows(found, *COLUMNS[:4]))) == case["rows"]


def test_a_row_has_its_mentions_its_articles_and_its_first_passage():
    texts = ["He met Wang Yi. Wang\nleft.", "Nobody came.", "They say Wang stayed."]
    table = nt.suggest(texts)
    assert table.columns.tolist() == COLUMNS
    first = ("Wang Yi", "Wang", "short name", 2, 2, "He met Wang Yi. Wang left.")
    assert rows(table, *COLUMNS)[0] == first


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["1, 2 – 3!"], ["of the"]])
def test_of_nothing_the_table_is_empty_and_has_the_columns(texts):
    table = nt.suggest(pd.DataFrame({"article": range(len(texts)), "text": texts}, dtype=object))
    some = nt.suggest("He met Wang Yi.")
    assert table.empty and table.dtypes.equals(some.dtypes)
    assert nt.suggest(texts or [""], {"Trade": ["trade"]}).dtypes.equals(some.dtypes)


def test_words_that_world_news_has_seldom():
    text = "The tariff is new. Other tariffs are new, too, say people: one tariff on steel. " * 3
    assert terms(text + "of the " * 90, kind="word") == [
        ("tariff", "tariff"), ("tariff", "tariffs"), ("steel", "steel"),
    ]  # fmt: skip
    german = "Der Zoll auf Stahl ist neu, und der Zoll auf Stahl ist der Zoll der Welt. " * 5
    assert terms(german, kind="word") == []
    short = terms("Talks about tariffs failed again.", kind="word")
    assert short == [("talks", "talks"), ("tariffs", "tariffs")]


def test_a_name_is_no_word_and_counts_wherever_it_stands():
    text = "In Iran they say Iran is dry. Iran is far." + " It is so." * 20
    assert rows(nt.suggest(text), "term", "kind", "mentions") == [("Iran", "name", 3)]


def test_the_order_names_phrases_frequent_words_names_that_occur_once_people_last():
    text = """They saw Ann Lee, and Ann Lee saw them. In Oslo they met President Tom Hale and Rob Day.
        There is the old parking scheme, and a parking scheme is what it is.
        A badger, a badger and a badger. One otter and one otter. """
    found = rows(nt.suggest(text + "It was as it was. " * 20), "term", "kind")
    assert found == [
        ("Ann Lee", "name"), ("parking scheme", "phrase"), ("badger", "word"), ("Oslo", "name"),
        ("Rob Day", "name"), ("Tom Hale", "name"), ("otter", "word"),
    ]  # fmt: skip


def test_a_short_name_is_joined_over_articles_where_they_agree():
    one = "He met Jack Smith. They say Smith left."
    other = one.replace("Jack", "Rose")
    bare = "They say Smith left."
    assert ("Jack Smith", "Smith") in terms([one, bare, bare])
    assert ("Smith", "Smith") in terms([one, other])
    assert ("Smith", "Smith") in terms([one, *[bare] * 9])


@pytest.mark.parametrize(("text", "lexicon", "expected"), [
    # other forms of its names
    ("He met Wang Yi. Wang left.", {"Wang": ["Wang Yi"]}, [("Wang", "Wang", "short name")]),
    ("In China the Chinese say so.", {"Land": ["China"]}, [("Land", "Chinese", "adjective")]),
    ("They say APEC (Asia-Pacific Economic Cooperation) met.", {"Trade": ["APEC"]},
     [("Trade", "Asia-Pacific Economic Cooperation", "name")]),
    # spellings of one stem
    ("Trade is up. Traded, trading!", {"Trade": ["trade"]},
     [("Trade", "traded", "spelling"), ("Trade", "trading", "spelling")]),
    ("A war crime and war crimes.", {"War": ["war crime"]}, [("War", "war crimes", "spelling")]),
    ("A war and its crimes, war, crimes.", {"War": ["war crime"]}, []),
    # a common noun is short for nothing: most of what it finds is about something else
    ("A nuclear deal. The deal is new, say all: the deal.", {"Deal": ["nuclear deal"]}, []),
    ("He saw President Trump. The president left, and the president smiled.", {"He": ["Trump"]}, []),
    # what the lexicon has already
    ("He met Wang Yi. Wang left.", {"Wang": ["Wang"]}, []),
    ("Tax! Taxes, taxes.", {"Tax": ["tax", {"not": "taxes"}]}, []),
    ("Tax! Taxes, taxes.", {"Tax": ["tax*"]}, []),
])  # fmt: skip
def test_what_belongs_to_a_theme_comes_first(text, lexicon, expected):
    table = nt.suggest(text, lexicon)
    mine = table[table["theme"] != ""]
    assert rows(mine, "theme", "term", "kind") == expected
    assert (table["theme"].iloc[len(mine) :] == "").all()


def test_what_belongs_to_no_theme_has_none_and_is_not_what_a_theme_finds():
    text = "They say Oslo is dry, and Bergen is not. Oslo, they say."
    assert terms(text, {"Rain": ["Bergen", "dry"]}) == [("", "Oslo")]
    assert terms(text, {"Rain": ["Bergen", "dry", {"not": "Oslo"}]}) == []
    assert terms(text, {"Rain": ["Berg*", "d*"], "Dry": ["Osl?"]}) == []


def test_a_theme_of_two_groups_has_its_full_name():
    lexicon = {"A": {"Wang": ["Wang Yi"]}, "B": {"Wang": ["nobody"]}}
    assert terms("He met Wang Yi. Wang left.", lexicon) == [("A: Wang", "Wang")]


@pytest.mark.parametrize(("most", "themes"), [(3, 3), (30, 30), (1000, 69)])
def test_the_table_is_a_lexicon_that_finds_what_it_says(most, themes):
    texts = [case["text"] for case in CASES if case["text"]]
    table = nt.suggest(texts, most=most)
    mentions = nt.find_mentions(texts, nt.read_lexicon(table))
    counted = mentions["term"].value_counts().reindex(table["term"])
    assert counted.tolist() == table["mentions"].tolist()
    assert table["theme"].nunique() == themes


def test_no_themes_at_all_are_refused():
    with pytest.raises(ValueError, match="most is how many themes, 1 or more, and not -1"):
        nt.suggest("He met Wang Yi.", most=-1)


def test_with_a_lexicon_its_themes_come_beside_the_most():
    text = "They trade in Oslo, and in Bergen they traded. Oslo, they say: Oslo, Bergen, Turku."
    table = nt.suggest(text, {"Trade": ["trade"]}, most=1)
    assert rows(table, "theme", "term", "mentions") == [("Trade", "traded", 1), ("", "Oslo", 3)]


def test_rows_are_renamed_merged_and_left_out_by_pandas():
    table = nt.suggest("He met Wang Yi in Oslo. Wang left Oslo.")
    merged = nt.read_lexicon(table.replace({"theme": {"Wang Yi": "Visit", "Oslo": "Visit"}}))
    assert merged.themes == ("Visit",) and len(merged.terms) == 3
    assert nt.read_lexicon(table.head(1)).themes == ("Wang Yi",)


@pytest.mark.parametrize(("text", "language", "first"), [
    ("Zoll, Merkel, Zoll", "de-AT", ("Zoll", "name or word")),
    ("Dia temui Wang Yi. Dia di Oslo.", "en-GB", ("temui", "word")),
    ("Talks about tariffs failed again.", None, ("tariffs", "word")),
    ("Talks about tariffs failed again.", float("nan"), ("tariffs", "word")),
    ("Talks about tariffs failed again.", "", ("tariffs", "word")),
    # short words of a language without a list may be names
    ("Dia temui Wang Yi. Dia di Oslo.", "id", ("Wang Yi", "name")),
])  # fmt: skip
def test_the_language_is_that_which_is_stated_or_that_of_the_text(text, language, first):
    articles = pd.DataFrame({"article": ["a"], "text": [text], "language": [language]})
    assert first in rows(nt.suggest(articles), "term", "kind")


def test_200_articles():
    texts = [f"In {number} he met Ann Lee. They say Lee left Oslo." for number in range(200)]
    assert rows(nt.suggest(texts), *COLUMNS[:5]) == [
        ("Ann Lee", "Ann Lee", "name", 200, 200),
        ("Ann Lee", "Lee", "short name", 200, 200),
        ("Oslo", "Oslo", "name", 200, 200),
    ]


@given(tables(most=3) | st.tuples(st.lists(st.text(), max_size=3), st.just({"T": ["a*"]})))
@settings(max_examples=40)
@pytest.mark.slow
def test_any_text_gives_terms_that_stand_in_it(table):
    articles = table[0]
    alone = nt.suggest(articles)
    for found in (alone, nt.suggest(articles, nt.read_lexicon(table[1]))):
        assert not found["term"].duplicated().any() and (found["mentions"] > 0).all()
        assert (found["articles"] <= found["mentions"]).all()
    assert (alone["theme"] != "").all()
