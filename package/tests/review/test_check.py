"""What is odd about a lexicon, and why a term has no mention, on toy texts; the page's script is
the second writing of the reasons.
"""

import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings

from cases import REASONS, why_zero
from newsthemes import check, find_mentions, read_lexicon
from newsthemes.lexicon.read_lexicon import parse_lexicon
from strategies import articles, tables


def checked(table, lexicon, nested="drop"):
    return check(find_mentions(table, lexicon, nested), table, lexicon)


def reasons(themes, *texts, **options):
    found = why_zero(read_lexicon(themes), articles(*texts), **options)
    return {term: reason for (_, term), reason in found.items()}


@pytest.mark.parametrize(("themes", "text", "expected"), REASONS)
def test_why_nothing(themes, text, expected):
    found = reasons(themes, text)
    missing = {term for term in found if found[term] == "not in the text"} - set(expected)
    assert {term: found[term] for term in found if term not in missing} == expected


def test_why_nothing_over_several_articles_in_their_order():
    themes = {"T": ["b", "a b", "b c", "d"]}
    assert reasons(themes, "b c", "x", "a b")["b"] == "covered by b c, a b"
    assert reasons(themes, "b c", "b") == {"a b": "not in the text", "d": "not in the text"}
    group = read_lexicon({"G": {"T": ["b"]}})
    assert why_zero(group, articles()) == {("T", "b"): "not in the text"}


def test_a_slip_is_named_with_the_word_that_the_articles_have():
    toy = articles("The Budget, and medical aid. Tariffs fell, it takes time and tales.")
    terms = ["talks", "takes"]  # what is a term itself is no slip of another
    terms += ["bugdet", "Medcial", "tariff", "Iran", "budget cut", "bugde*", "strike"]
    [row] = checked(toy, read_lexicon({"T": [*terms, "fell"]})).itertuples()
    slips = "bugdet (but budget is), Medcial (but medical is), tariff (but tariffs is)"
    assert row.finding == f"Not in the text: talks, {slips}, Iran and 3 more"


def test_of_forms_there_is_something_to_check_only_where_others_than_the_term_are_found():
    themes = read_lexicon({"T": [{"term": "Klimawandel", "forms": "de"}]})
    for text, rows in (("Der Klimawandel.", 0), ("Teil des Klimawandels.", 1)):
        assert len(checked(articles(text), themes)) == rows


TODO = {
    "CAPITALS": "Write {term: US, case: any}, if these are meant",
    "NARROW": "Narrow the not: phrase, or delete the term",
    "NESTED": 'Read these passages; nested="count" would count them',
    "ONE": "Delete one, if only one theme is meant",
    "SPELLED": "Check the spelling; other articles may have it",
    "LEAVE": "Add a line “not: word” for each word that does not mean T",
    "SHORT": "So few letters of a script without spaces stand inside other words, too. "
    "Read its passages; write longer terms, or a line “not: word” for each such word",
    "KOREAN": "Korean words take endings, and with one the term is not found. "
    "Write it with * at its end",
}
CHECKS = [
    ("T: [trade, war]", "Trade war", []),
    ("T: [US, war]", "war, us",
     ["US@1: Never counted: only as us, and US counts in capitals. CAPITALS"]),
    ("T:\n- trade\n- not: trade union*", "trade unions",
     ["trade@2: Never counted: taken by a not: phrase (trade union*). NARROW"]),
    ("C: [China]\nS: [South China Sea]", "South\nChina Sea",
     ["China@1: Never counted: only inside South China Sea. NESTED"]),
    ("T:\n- trade\n- trad*\n- trade war", "trade, trade war", []),  # what others cover
    # in two themes: the same spelling, or the same passages
    ("A: [trade]\nB: [Trade, war]", "trade, war, trade",
     ["Trade@2: Also counted for “trade” of A (line 1): 2 passages. ONE"]),
    ("A: [tradin?, trade]\nB: [trade]\nC: [trade*, war]", "trade trades war",
     ["trade@2: Also counted for “trade” of A (line 1): 1 passage. ONE",
     "trade*@3: Also counted for “trade” of A (line 1): 1 passage. ONE",
     "trade*@3: Also counted for “trade” of B (line 2): 1 passage. ONE",
     "@1: Not in the text: tradin?. SPELLED"]),
    ("A: [a, x]\nB: [b, x]", "a b",
     ["@1: Not in the text: x. SPELLED", "@2: Not in the text: x. SPELLED"]),
    ("T: [{term: Polish, case: exact}, polish]", "Polish polish", []),
    ("T: [a, b]", "a a a a", ["@1: Not in the text: b. SPELLED"]),
    # so short that they stand inside other words: in Thai three letters, elsewhere one
    ("T: [ข้า, เรือใบ, 国, 南海, ข]", "ข้าว เรือใบ 国家 南海",
     ["ข้า@1: SHORT", "国@1: SHORT", "ข@1: SHORT"] + ["@1: Not in the text: ข. SPELLED"]),
    ("T: [중국, 무역*, 무역 전쟁]", "중국 무역 무역 전쟁", ["중국@1: KOREAN", "무역 전쟁@1: KOREAN"]),
    # wildcards: inflections are expected, and come last
    ("T: [tariff*, trade war*]", "tariff Tariffs trade wars", []),
    ("T: ['econom*']", "economy economics economics economist",
     ["econom*@1: Matches economist (1), economy (1) and economics (2). LEAVE"]),
    # a wildcard that took only an ending; words of one stem may differ
    ("T: ['candidat*', 'trade polic*']", "candidate candidates, trade polices", []),
    ("T: ['organi*']", "organic organism",
     ["organi*@1: Matches organic (1) and organism (1). LEAVE"]),
    ("T: ['war*']", "warning warnings", ["war*@1: Matches warning (1) and warnings (1). LEAVE"]),
    # words are as the text writes them most often
    ("T: [trade*]", "Tradesman. TRADESMEN; Tradesmen, tradesmen tradesman",
     ["trade*@1: Matches tradesmen (3) and tradesman (2). LEAVE"]),
    ("T: [trade*]", "trade trade trades tradesman",
     ["trade*@1: Matches tradesman (1), trade (2) and trades (1). LEAVE"]),
    ("T: [war * us]", "war\n on us", ["war * us@1: Matches war on us (1). LEAVE"]),
    ("T: [войн*]", "война", ["войн*@1: Matches война (1). LEAVE"]),
    ("T:\n- here\n- b\n- c\nU: [d]", "here",
     ["@3: Not in the text: b and c. SPELLED", "@5: Not in the text: d. SPELLED"]),
    ("T: []", "here", []),
]  # fmt: skip


@pytest.mark.parametrize(("themes", "text", "expected"), CHECKS)
def test_checks(themes, text, expected):
    said = []
    for row in checked(articles(text), parse_lexicon(themes)).itertuples():
        said.append(f"{row.term}@{row.line}: {row.finding}. {row.what_to_do}")
    for short, todo in TODO.items():
        expected = [line.replace(short, todo) for line in expected]
    assert said == expected


def test_the_most_serious_first_with_group_and_theme():
    themes = """G:
  A: [a b, b]
  B: [a b c, x*, US]
  C: [b c d, US]
"""
    rows = checked(articles("xyz a b c us"), parse_lexicon(themes))
    assert rows.columns.tolist() == ["group", "theme", "term", "line", "finding", "what_to_do"]
    assert set(rows["group"]) == {"G"}
    kinds = zip(rows["theme"], rows["term"], rows["finding"].str.split(":").str[0], strict=True)
    assert list(kinds) == [
        ("A", "a b", "Never counted"), ("B", "US", "Never counted"), ("C", "US", "Never counted"),
        ("B", "x*", "Matches xyz (1)"), ("C", "", "Not in the text"),
    ]  # fmt: skip


GERMAN = "Der Handel mit der Stadt ist wieder da, und sie sind froh."
ENGLISH = "Trade with the city is back, and they are glad of it."
UNSURE = "Trade talks"
OF_TWO = "1 in German; a term of one language rarely finds anything in another"


@pytest.mark.parametrize(("themes", "texts", "expected"), [
    ("T: [trade]", [ENGLISH, ENGLISH, GERMAN], [f"3 articles: 2 in English, {OF_TWO}"]),
    ("T: [trade]", [ENGLISH, UNSURE, GERMAN], [f"3 articles: 1 in English, {OF_TWO}"]),
    ("T: [trade]", [ENGLISH, UNSURE], []),
    ("T: [trade]", [ENGLISH, ENGLISH], []),
    ("T: [trade, {term: Handel, language: de}]", [ENGLISH, GERMAN], []),
    ("T: [trade, {term: Handel, forms: de}]", [ENGLISH, GERMAN], []),
    ("T: [trade]", [ENGLISH] * 2000 + [GERMAN], []),  # which may be a mistake
])  # fmt: skip
def test_articles_of_several_languages_are_said_if_the_terms_do_not_say_theirs(
    themes, texts, expected
):
    rows = checked(articles(*texts), parse_lexicon(themes)).query("theme == ''")
    assert rows["finding"].tolist() == expected
    todo = "Give terms in each, such as {term: …, language: de}, or count the languages apart"
    assert set(rows["what_to_do"]) <= {todo}


FRENCH = "Le commerce avec la ville est de retour, et ils en sont heureux."
RUSSIAN = "Торговля с городом снова идёт, и они этому рады."
OF_BOTH = "T: [{term: trade, language: en}, {term: Handel, language: de}]"
AND_NO = "and no term is; the terms are in English and German"


@pytest.mark.parametrize(("themes", "texts", "expected"), [
    (OF_BOTH, [ENGLISH, GERMAN, FRENCH], [f"1 of 3 articles: in French, {AND_NO}"]),
    (OF_BOTH, [ENGLISH, GERMAN, ""], []),
    (OF_BOTH.replace("}]", "}, foe]"), [ENGLISH, GERMAN, FRENCH], []),  # foe counts there, too
    ("T: [{term: trade, language: en}]", [ENGLISH, GERMAN, FRENCH],
     ["2 of 3 articles: in German and French, and no term is; the terms are in English"]),
    (OF_BOTH, [ENGLISH, UNSURE],
     ["1 of 2 articles: in no language that is sure, and all terms state theirs (English and "
      "German), so none counts there"]),
    (OF_BOTH, [ENGLISH, RUSSIAN],
     ["1 of 2 articles: in CYRILLIC letters, and no term is; the terms are in LATIN"]),
    ("T: [{term: trade, language: en}, not: Handel]", [GERMAN],
     ["1 of 1 article: in German, and no term is; the terms are in English"]),
])  # fmt: skip
def test_articles_in_a_language_that_no_term_counts_in_are_said(themes, texts, expected):
    lexicon = parse_lexicon(themes)
    rows = checked(articles(*texts), lexicon).query("theme == ''")
    assert rows["finding"].tolist() == expected and (rows["what_to_do"] != "").all()


@pytest.mark.parametrize("term", ["Zoll*", "{term: Zoll*, language: de}"])
def test_a_german_term_is_looked_at_as_one_among_english_articles(term):
    german = "Der Zollstreit ist da, und mit ihm die Versicherungen."
    table = articles(ENGLISH, ENGLISH, german)
    themes = parse_lexicon(f"T: [{term}, 'versicherung*', trade]")
    [finding] = checked(table, themes).query("term != ''")["finding"]
    assert finding == "Matches Zollstreit (1)"


def test_a_language_that_the_articles_state_counts_as_theirs():
    table = articles(UNSURE, UNSURE, UNSURE).assign(language=["en", "Deutsch", ""])
    [finding] = checked(table, read_lexicon({"T": ["trade"]})).query("theme == ''")["finding"]
    assert finding.startswith("3 articles: 1 in English, 1 in German;")


def test_mentions_that_count_the_nested_ones():
    lexicon, table = read_lexicon({"C": ["b"], "S": ["a b"]}), articles("b, a b, a b")
    assert checked(articles("a b"), lexicon)["term"].tolist() == ["b"]
    assert checked(table, lexicon, nested="count").empty


def test_no_articles():
    rows = checked(articles(), read_lexicon({"T": ["trade", "war"]}))
    assert rows["finding"].tolist() == ["Not in the text: trade and war"]


@pytest.mark.slow
@given(tables())
@settings(max_examples=20)
def test_every_term_that_is_not_counted_and_not_covered_is_named_once(table):
    lexicon = read_lexicon(table[1])
    rows, zero = checked(table[0], lexicon), why_zero(lexicon, table[0])
    never = rows[rows["finding"].str.startswith("Never counted")]
    pairs = never[["theme", "term"]].drop_duplicates()
    named = sorted(pairs.itertuples(index=False, name=None))
    covered = re.compile("covered by [^;]*|not in the text")
    assert named == sorted(key for key, reason in zero.items() if not covered.fullmatch(reason))
    missing = {theme for (theme, _), reason in zero.items() if reason == "not in the text"}
    alone = rows[rows["finding"].str.startswith("Not in the text")]
    assert alone["theme"].tolist() == [theme for theme in lexicon.themes if theme in missing]


def test_mentions_that_came_back_from_csv_are_checked_as_before():
    texts = pd.Series(["Trade and traders.", "Tradition."], index=["1", "2"])
    lexicon = parse_lexicon("T: ['trad*']")
    mentions = find_mentions(texts, lexicon)
    again = pd.read_csv(io.StringIO(mentions.to_csv(index=False)))  # ids are numbers now
    pd.testing.assert_frame_equal(check(again, texts, lexicon), check(mentions, texts, lexicon))


def test_a_name_in_latin_letters_makes_no_language_of_a_chinese_text():
    texts = [
        "This is what the war was about.",
        "NATO 与战争 NATO 的关系",
        "战争 iPhone 与 iPhone 发布",
    ]
    lexicon = parse_lexicon("T: [war, 战争]")
    table = pd.DataFrame({"text": texts, "language": ["en", "zh", "zh"]})
    assert "languages" not in "".join(
        check(find_mentions(table, lexicon), table, lexicon)["what_to_do"]
    )
