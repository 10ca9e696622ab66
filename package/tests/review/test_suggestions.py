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
ALL = ["group", "theme", "term", "case", "excluded", *COLUMNS[2:]]


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
    table["term"] = table["term"].mask(table["excluded"], "not: " + table["term"])
    assert list(map(list, rows(table, *COLUMNS[:4]))) == case["rows"]


def test_a_row_has_its_mentions_its_articles_and_its_first_passage():
    texts = ["He met Wang Yi. Wang\nleft.", "Nobody came.", "They say Wang stayed."]
    table = nt.suggest(texts)
    assert table.columns.tolist() == ALL
    first = ("Wang Yi", "Wang", "short name", 2, 2, "He met Wang Yi. Wang left.")
    assert rows(table, *COLUMNS)[0] == first


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["1, 2 – 3!"], ["of the"]])
def test_of_nothing_the_table_is_empty_and_has_the_columns(texts):
    table = nt.suggest(pd.DataFrame({"article": range(len(texts)), "text": texts}, dtype=object))
    some = nt.suggest("He met Wang Yi.")
    assert table.empty and table.dtypes.equals(some.dtypes)
    assert nt.suggest(texts or [""], {"Trade": ["trade"]}).dtypes.equals(some.dtypes)
    assert nt.suggest("Trade is up.", {"Trade": ["trade"]}).dtypes.equals(some.dtypes)


def test_keywords_with_their_forms_and_the_phrases_that_hold_them():
    text = "The badger is new. Other badgers are new, too: one badger farce. They badgered on. "
    found = nt.suggest(text * 3 + "of the " * 90)
    assert rows(found, "group", "theme", "term", "kind", "mentions") == [
        ("Words", "badger", "badger", "word", 3), ("Words", "badger", "badgers", "word", 3),
        ("Words", "badger", "badgered", "word", 3), ("Words", "badger", "badger farce", "phrase", 3),
    ]  # fmt: skip
    german = "Der Dachs auf Stahl ist neu, und der Dachs auf Stahl ist der Dachs der Welt. " * 5
    assert terms(german, kind="word") == []
    assert terms("Talks about badgers failed again.", kind="word") == [("badgers", "badgers")]


@pytest.mark.parametrize("word", ["holds", "work", "working", "moved", "cts", "meeting", "yards"])
def test_everyday_words_and_abbreviations_are_no_keywords(word):
    assert terms(f"It is so: {word}. " * 9 + "A badger! " * 3) == [("badger", "badger")]


def test_a_phrase_of_everyday_words_is_none():
    text = "They were moving forward, and moving forward they were, with a badger and a badger. "
    assert terms(text + "So it was. " * 30) == [("badger", "badger")]


def test_what_is_rare_beside_the_others_is_left_out():
    often = "In Oslo there was a badger. " * 150
    found = nt.suggest(often + "In Turku there was a badger coat. " * 4)
    assert rows(found, "term", "mentions") == [("Oslo", 150), ("badger", 154)]
    less = nt.suggest(
        "In Oslo there was a badger. " * 10 + "In Turku there was a badger coat. " * 4
    )
    assert {"Turku", "badger coat"} <= set(less["term"])
    names = [f"In Narvik{chr(97 + number)} they say so. " * 5 for number in range(26)]
    names += [f"In Bergen{chr(97 + number)} they say so. " * 5 for number in range(26)]
    assert len(nt.suggest(names)) == 30 and len(nt.suggest(names, most=99)) == 52


def test_a_name_that_is_called_as_an_issue_has_another_theme():
    assert terms("They saw Welfare, and so Welfare was there.") == [("Welfare (name)", "Welfare")]


def test_a_phrase_of_which_the_keyword_is_a_part_everywhere_names_its_theme():
    text = (
        "They saw the otter ban, and the otter ban saw them. It was as it was." + " So it is." * 9
    )
    assert terms(text) == [("otter ban", "otter ban")]


def test_boilerplate_suggests_nothing():
    texts = [f"Badgers in {place} | The Daily Mole\nBadgers live.\nSubscribe to Mole, Hill and Co\n"
             for place in ("Oslo", "Turku", "Narvik")]  # fmt: skip
    found = nt.suggest(texts)
    assert found.loc[found["group"] == "Words", "theme"].unique().tolist() == ["badgers"]
    assert set(found.loc[found["group"] == "Names", "term"]) == {"Oslo", "Turku", "Narvik"}
    assert "Daily Mole" in set(nt.suggest(texts[:2])["term"])  # two may be about it


def test_a_name_is_no_word_and_counts_wherever_it_stands():
    text = "In Iran they say Iran is dry. Iran is far." + " It is so." * 20
    assert rows(nt.suggest(text), "term", "kind", "mentions") == [("Iran", "name", 3)]


def test_the_order_issues_names_words_and_what_occurs_once_people_last():
    text = """They saw Ann Lee, and Ann Lee saw them. In Oslo they met President Tom Hale and Rob Day.
        There is the old parking scheme, and a parking scheme is what it is.
        A badger, a badger and a badger. One otter and one otter. Tariffs on trade, and an orchestra. """
    found = rows(nt.suggest(text + "It was as it was. " * 5), "theme", "kind", "mentions")
    assert found == [
        ("Trade", "issue", 1), ("Trade", "issue", 1), ("Ann Lee", "name", 2), ("badger", "word", 3),
        ("otter", "word", 2), ("parking scheme", "phrase", 2), ("Arts and culture", "issue", 1),
        ("Oslo", "name", 1), ("Rob Day", "name", 1), ("Tom Hale", "name", 1),
    ]  # fmt: skip


def test_issues_by_their_terms_in_english_texts():
    text = (
        "They spoke of tariffs, and of a trade union: no trade, said the Fed. The fed badger is so."
    )
    found = nt.suggest(text)
    found = found[found["group"] == "Issues"]
    assert rows(found, "theme", "term", "case", "excluded", "mentions") == [
        ("Trade", "trade", "any", False, 1), ("Trade", "tariff*", "any", False, 1),
        ("Trade", "trade union*", "any", True, 0), ("Economy", "the Fed", "exact", False, 1),
        ("Work", "trade* union*", "any", False, 1),
    ]  # fmt: skip
    german = (
        "Der Export ist neu, und der Import auch. Die Bank war das Haus der Bank, und so ist es."
    )
    assert "Issues" not in set(nt.suggest(german)["group"])
    assert "Issues" not in set(nt.suggest(text, {"Peace": ["peace"]})["group"])


def test_what_an_issue_has_is_no_phrase_and_no_word_but_may_be_a_name():
    text = "NATO met. They say NATO has an army, and a new army it was: the armies, and the army."
    found = nt.suggest(text)
    assert rows(found[found["group"] != "Issues"], "group", "term") == [("Names", "NATO")]
    name = nt.suggest("They met at the World Economy Forum, and the World Economy Forum was so.")
    assert rows(name, "group", "term", "mentions") == [("Names", "World Economy Forum", 2)]


def test_issues_and_terms_that_bring_little_to_many_articles_are_left_out():
    texts = ["The police were there, and it was so."] * 200 + ["A jury and a tenant. It was so."]
    assert terms(texts) == [("Crime and justice", "police")]
    assert ("Housing", "tenant*") in rows(nt.suggest(texts, most=9), "theme", "term")


def test_a_short_name_is_joined_over_articles_where_they_agree():
    one = "He met Jack Smith. They say Smith left."
    other = one.replace("Jack", "Rose")
    bare = "They say Smith left."
    assert ("Jack Smith", "Smith") in terms([one, bare, bare])
    assert ("Smith", "Smith") in terms([one, other])
    assert ("Smith", "Smith") in terms([one, *[bare] * 9])


STRIKE = [
    "The port is quiet. Dockers heard Sharon Graham, of the union, who called the offer mean.",
    "On the third day, they say, Graham left the talks. Jane Smith and Mark Smith spoke.",
    "The firm, says Smith, has no more to give. In the street people clapped, and Graham smiled.",
]
FLOOD = [
    "Water of the river Alder came down Alder Street. They saw Denzel Washington, and a band.",
    "The town is dry. The mayor wrote to Washington, as did all of Alder Street.",
    "The pumps, says Washington, are new. Over the Alder, they say, there is a bridge.",
]


@pytest.mark.parametrize(("texts", "short", "theme"), [
    (STRIKE, "Graham", "Sharon Graham"),  # no article has both
    (STRIKE + ["It was Graham, they say."], "Graham", "Graham"),  # one full name, three without
    (STRIKE + ["It was Graham, they say, Sharon Graham."], "Graham", "Sharon Graham"),
    (STRIKE, "Smith", "Smith"),  # two have that surname
    (STRIKE + ["They met Tom Graham of the port."], "Graham", "Graham"),
    (FLOOD, "Alder", "Alder"),
    (FLOOD, "Washington", "Denzel Washington"),
    (FLOOD + ["They wrote to Washington."], "Washington", "Washington"),
    (FLOOD + ["They met in Washington, they say, with Denzel Washington."], "Washington", "Washington"),
    ([FLOOD[0], "It was not a new day."] * 60 + FLOOD[1:], "Washington", "Denzel Washington"),
    ([FLOOD[0], *["It was not a new day."] * 120, FLOOD[1]], "Washington", "Washington"),
    # what is before it is no given name: a country, a word, an acronym
    (["They saw Northern York and York Hill.", "They say York is old."], "York", "York"),
    (["They saw Daily York.", "They say York is old, as it is daily."], "York", "York"),
    (["They saw HMS York.", "They say York is old."], "York", "York"),
    (["They saw French Guiana.", "They say Guiana is old."], "Guiana", "Guiana"),
    (["They saw Ann York.", "They say York is old."], "York", "Ann York"),
    (["They saw Ann York.", "In the city of York, they say, in York, it is dry."], "York", "York"),
    (["They saw Ann York.", "They say that in York's view it is dry."], "York", "Ann York"),
    (["They saw Ann Brook York.", "They say York is old."], "York", "York"),
    # initials in another article
    (["They saw Ann B. York.", "They saw Ann York.", "They say York left."], "York", "Ann York"),
    (["They saw Ann B. York.", "They saw Ann York."], "Ann B. York", "Ann York"),
])  # fmt: skip
def test_a_surname_is_joined_where_all_articles_have_one_full_name(texts, short, theme):
    found = dict(rows(nt.suggest(texts, most=99), "term", "theme"))
    assert found[short] == theme


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


@pytest.mark.parametrize("most", [None, 3, 1000])
def test_the_table_is_a_lexicon_that_finds_what_it_says(most):
    texts = [case["text"] for case in CASES if case["text"]]
    table = nt.suggest(texts, most=most)
    mentions = nt.find_mentions(texts, nt.read_lexicon(table))
    counted = mentions[["theme", "term"]].value_counts().rename("mentions")
    said = table[~table["excluded"]].set_index(["theme", "term"])["mentions"]
    pd.testing.assert_series_equal(counted.sort_index(), said.sort_index())
    if most:
        assert table.groupby("group")["theme"].nunique().max() <= most


def test_no_themes_at_all_are_refused():
    with pytest.raises(ValueError, match="most is how many themes, 1 or more, and not -1"):
        nt.suggest("He met Wang Yi.", most=-1)
    with pytest.raises(TypeError):
        nt.suggest("He met Wang Yi.", most=1.5)


def test_with_a_lexicon_its_themes_come_beside_the_most():
    text = "They trade in Oslo, and in Bergen they traded. Oslo, they say: Oslo, Bergen, Turku."
    table = nt.suggest(text, {"Trade": ["trade"]}, most=1)
    assert rows(table, "theme", "term", "mentions") == [("Trade", "traded", 1), ("", "Oslo", 3)]


def test_rows_are_renamed_merged_and_left_out_by_pandas():
    table = nt.suggest("He met Wang Yi in Oslo. Wang left Oslo.")
    merged = nt.read_lexicon(table.replace({"theme": {"Wang Yi": "Visit", "Oslo": "Visit"}}))
    assert merged.themes == ("Visit",) and len(merged.terms) == 3
    assert nt.read_lexicon(table.head(1)).themes == ("Wang Yi",)
    with_issue = nt.suggest("Tariffs, and the badger. They saw the badger, and trade, they say.")
    is_badger = with_issue["theme"] == "badger"
    with_issue.loc[is_badger, ["group", "theme"]] = ["Issues", "Trade"]
    assert nt.read_lexicon(with_issue).themes == ("Trade",)
    lexicon = {"Sea": {"Trade": ["trade"]}}
    beside = nt.suggest("They trade with Oslo, they say: Oslo.", lexicon).assign(theme="Trade")
    assert nt.read_lexicon(beside).themes == ("Trade",)


@pytest.mark.parametrize(("text", "language", "first"), [
    ("Zoll, Merkel, Zoll", "de-AT", ("Zoll", "name or word")),
    ("Dia temui Wang Yi. Dia temui Wang Yi.", "en-GB", ("temui", "word")),
    ("Talks about tariffs failed again.", None, ("tariff*", "issue")),
    ("Talks about tariffs failed again.", float("nan"), ("tariff*", "issue")),
    ("Talks about tariffs failed again.", "", ("tariff*", "issue")),
    # short words of a language without a list may be names
    ("Dia temui Wang Yi. Dia di Oslo.", "id", ("Wang Yi", "name")),
])  # fmt: skip
def test_the_language_is_that_which_is_stated_or_that_of_the_text(text, language, first):
    articles = pd.DataFrame({"article": ["a"], "text": [text], "language": [language]})
    assert first in rows(nt.suggest(articles), "term", "kind")


def test_of_very_many_articles_a_sample_is_looked_at_and_all_are_counted():
    badger = "The badger was there, and it was so. " * 900
    texts = [f"They met Ann Lee{chr(97 + number)}. {badger}" for number in range(26)]
    texts += ["An otter was there. " * 60_000] * 5  # of which the beginning
    found = nt.suggest(texts, most=99)
    assert rows(found[found["group"] == "Words"], *COLUMNS[1:5]) == [
        ("otter", "word", 300_000, 5),
        ("badger", "word", 26 * 900, 26),
    ]  # fmt: skip
    assert 5 < (found["group"] == "Names").sum() < 26


def test_a_story_that_several_papers_print_is_no_boilerplate():
    story = "They saw the badger in Oslo.\nThe badger was there, in Oslo.\n"
    expected = [("Oslo", "Oslo"), ("badger", "badger")]
    assert terms([story] * 3) == expected
    assert terms([story] * 3 + [f"It was not {number}." for number in range(9)]) == expected
    assert terms(["Reuters\n" + story, story, story]) == expected


def test_a_name_in_a_language_that_does_not_tell_names_is_one_theme():
    german = "China und die Bank sind so. Das ist China, und das ist die Bank von China. " * 3
    texts = ["They say the Chinese are there, and the Chinese are so. " * 9, german]
    assert nt.suggest(texts).query("theme == 'China'")["group"].unique().tolist() == ["Names"]


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
        assert not found.duplicated(["group", "term", "theme"]).any()
        assert (found["excluded"] == (found["mentions"] == 0)).all()
        assert (found["articles"] <= found["mentions"]).all()
    assert (alone["theme"] != "").all()
