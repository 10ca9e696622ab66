"""Inflected forms, where a term asks for them, and terms of one language."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsthemes as nt
from cases import why_zero
from newsthemes.lexicon.read_lexicon import LexiconError, parse_lexicon
from oracle import oracle_mentions
from spoken import marked, mentions_in, plain

RUSSIAN = "До войны. О ВОЙНАХ и санкциях, и торговой войны. Войной. Военный."
TEXTS = [RUSSIAN, "Der Rat und die Räte. Ein Rats.", "The rat and the rats. Rats!"]
ARTICLES = pd.DataFrame({"article": ["ru", "de", "en"], "text": TEXTS})
ARTICLES["language"] = ARTICLES["article"]
COUNCIL = {"term": "Rat", "language": "de", "forms": "de"}


def found(themes, articles=ARTICLES, **options):
    table = nt.find_mentions(articles, nt.read_lexicon(themes), **options)
    return list(table[["article", "term", "match"]].itertuples(index=False, name=None))


@pytest.mark.slow
def test_forms_are_words_whose_lemma_is_the_term():
    war = {"term": "война", "forms": "ru"}
    matches = ["войны", "ВОЙНАХ", "войны", "Войной"]
    assert found({"War": [war]}) == [("ru", "война", match) for match in matches]
    assert found({"War": ["война"]}) == []  # never without being asked
    assert found({"C": [{"term": "Rat", "forms": "de"}]}, ["Die RÄTE."]) == [(1, "Rat", "RÄTE")]
    matches.remove("ВОЙНАХ")
    some = [("ru", "война", match) for match in matches]
    assert found({"War": [war, {"not": "войнах"}]}) == some


def test_a_term_goes_before_a_form_and_a_form_before_a_wildcard():
    war = {"term": "война", "forms": "ru"}
    for other in ("войны", {"term": "войны", "case": "any", "language": "ru"}):
        rows = found({"War": [war, other]}, ARTICLES.replace(RUSSIAN, "Войны."))
        assert rows == [("ru", "войны", "Войны")]
    assert ("ru", "война", "войны") in found({"War": [war, "войн*"]})
    assert len(found({"War": [war, {"not": "войны"}]})) == 2


def test_the_case_is_that_of_the_term_and_not_of_its_forms():
    green = {"term": "Grün", "case": "exact", "forms": "de"}
    text = "Grün, grün, die grüne Wiese."
    assert [match for _, _, match in found({"G": [green]}, [text])] == ["Grün", "grüne"]


def test_a_phrase_is_found_in_its_forms_and_goes_before_its_words():
    themes = {"War": [{"term": term, "forms": "ru"} for term in ("война", "торговая война")]}
    assert ("ru", "торговая война", "торговой войны") in found(themes)
    assert len(found(themes)) == 4
    twice = {"Trade": ["x", {"term": "Rat Rat", "forms": "de"}]}
    assert len(found(twice, ["Räte Rates. Rat Räte."])) == 2


@pytest.mark.parametrize("text", [
    "forms: ru\nWar: [война]", "War:\n- forms: ru\n- война", "G:\n  forms: ru\n  War: [война]",
    "G:\n  War:\n    forms: ru\n    Sub: [война]", "War: [{term: война, forms: ru}]",
])  # fmt: skip
def test_forms_of_a_term_a_theme_a_group_and_a_file(text, tmp_path):
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    lexicon = nt.read_lexicon(tmp_path / "a.yaml")
    assert [entry.forms for entry in lexicon.terms] == ["ru"]
    assert len(nt.find_mentions(ARTICLES, lexicon)) == 4


def checked(lexicon):
    return nt.check(nt.find_mentions(ARTICLES, lexicon), ARTICLES, lexicon)


def test_a_term_of_a_language_counts_in_its_articles_only():
    assert found({"C": [COUNCIL]}) == [
        ("de", "Rat", "Rat"), ("de", "Rat", "Räte"), ("de", "Rat", "Rats"),
    ]  # fmt: skip
    assert len(found({"C": ["Rat"]})) == 2
    assert len(found({"C": ["rats", {"not": "rats", "language": "en"}]})) == 1
    lexicon = nt.read_lexicon({"C": [COUNCIL, {"term": "rats", "language": "ru"}]})
    why = "only in articles in de and en, and rats counts in ru alone"
    [row] = checked(lexicon).query("term == 'rats'").itertuples()
    assert row.finding == f"Never counted: {why}"
    assert row.what_to_do == "Leave out its language, if these are meant"
    english = nt.read_lexicon({"C": [{"term": "RAT", "language": "en"}, COUNCIL]})
    reasons = {3: "only as rat, and RAT counts in capitals", 2: "not in the text"}
    for size, reason in reasons.items():
        assert why_zero(english, ARTICLES.head(size))["C", "RAT"] == reason
    unsure = pd.DataFrame({"article": ["a"], "text": ["Rats"], "language": [""]})
    [why] = why_zero(nt.read_lexicon({"C": [COUNCIL]}), unsure).values()
    assert why == "only in articles in an unknown language, and Rat counts in de alone"
    table = nt.counts(nt.find_mentions(ARTICLES, lexicon), ARTICLES, lexicon, "language")
    assert table.set_index("language")["mentions"].to_dict() == {"de": 3, "en": 0, "ru": 0}


def test_what_an_article_counts_does_not_depend_on_others_or_on_the_order_of_terms():
    # of one base form, so that both have every other form of it
    terms = [{"term": term, "forms": "de"} for term in ("Räte und Arbeiten", "Rates und Arbeiten")]
    texts = ["Der Rat und Arbeiten.", "Räte und Arbeiten.", "Rates und Arbeiten!"]
    every = found({"A": terms}, texts)
    assert every == found({"A": terms[::-1]}, texts)
    for row, text in enumerate(texts):
        alone = found({"A": terms}, pd.DataFrame({"article": [row + 1], "text": [text]}))
        assert alone == [one for one in every if one[0] == row + 1]


@pytest.mark.parametrize(("entry", "reason"), [
    ({"term": "무역", "forms": "ko"}, "forms ko: simplemma does not know this language"),
    ({"term": "x*", "forms": "de"}, "has forms and a \\*"),
    ({"term": "x?", "forms": "de"}, "has forms and a \\* or \\?"),
    ({"not": ["x", "y"], "forms": "de"}, "one term is due here, as text; write {term: trade} or"),
    ({"term": "x", "forms": "German"}, "forms 'German': it is a code such as de or ru"),
    ({"term": "x", "language": ["de"]}, "language .*: it is a code such as de or ru"),
    ({"term": "x", "language": "deu"}, "language 'deu': it is a code such as de or ru"),
    ({"forms": "German"}, "forms 'German': it is a code such as de or ru"),
    ({"language": "zz"}, "language 'zz': it is a code such as de or ru"),
])  # fmt: skip
def test_what_has_no_forms_is_refused_with_its_line_and_reason(entry, reason):
    with pytest.raises(LexiconError, match=f"line [2-4].*{reason}"):
        found({"Trade": [entry]})


@pytest.mark.parametrize("text", [
    "language: DE\nTrade: [x]", "G:\n  language: DE\n  Trade: [x]",
    "G:\n  Trade:\n    language: DE\n    Sub: [x]", "Trade:\n- language: DE\n- x",
    "Trade:\n- x\n- {term: y, language: DE}",
])  # fmt: skip
def test_a_setting_that_is_no_code_is_refused_wherever_it_stands(text):
    for name in ("language", "forms"):
        with pytest.raises(LexiconError, match=f"line [1-3].*{name} 'DE': it is a code such as"):
            parse_lexicon(text.replace("language", name))
    themes = {"language": ["accent"], "Trade": ["x"]}  # a list is a theme of that name
    assert nt.read_lexicon(themes).themes == ("language", "Trade")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "trade", "war"), [
    ("de", ["Handel", "Zoll", "Handelskrieg"], "Krieg"),
    ("fr", ["commerce", "tarif"], "guerre"),
    ("es", ["comercio", "arancel"], "guerra"),
    ("ru", ["торговля", "пошлина"], "война"),
    ("el", ["εμπόριο", "δασμός"], "πόλεμος"),
    ("tr", ["ticaret", "vergi"], "savaş"),
])  # fmt: skip
def test_mentions_of_own_texts_by_forms(language, trade, war):
    lexicon = nt.read_lexicon({"forms": language, "H": trade, "K": [war]})
    table = nt.find_mentions(plain(marked(language)), lexicon)
    wanted = mentions_in(language)
    assert list(table[["theme", "match", "start"]].itertuples(index=False, name=None)) == wanted


WORDS = ["Rat", "Räte", "rats", "Haus", "Häuser", "und", "HAUS"]
HOUSE = [{"term": "Haus", "forms": "de"}, {"not": "Häuser", "language": "de"}, {"term": "Haus", "language": "en"}]  # fmt: skip
ENTRIES = [COUNCIL, "rats", *HOUSE, {"term": "Rat und Haus", "forms": "de"}, "räte", "R?t*"]


@pytest.mark.slow
@given(
    st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=1, max_size=3),
    st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=4, unique_by=str),
    st.sampled_from(["drop", "count"]),
)
def test_forms_and_languages_against_the_oracle(texts, entries, nested):
    texts = [" ".join(words) for words in texts]
    languages = ["de", "en", "de"][: len(texts)]
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts, "language": languages})
    lexicon = nt.read_lexicon({"A": ["x", *entries], "B": ["Räte und"]})
    table = nt.find_mentions(articles, lexicon, nested)
    assert table.to_numpy().tolist() == oracle_mentions(articles, lexicon, nested)


def test_check_lists_forms_languages_and_letters():
    forms = [{"term": "Räte", "forms": "de"}]
    lexicon = nt.read_lexicon({"C": [COUNCIL], "S": forms, "W": ["війна"]})
    said = {(row.theme, row.finding): row.what_to_do for row in checked(lexicon).itertuples()}
    assert ("C", "Matches Rat (1), Rats (1) and Räte (1)") in said
    latin = nt.read_lexicon({"C": [COUNCIL]})
    letters, language = checked(latin).query("theme == ''")["finding"]
    assert letters.startswith("1 of 3 articles: in CYRILLIC")
    assert language.startswith("1 of 3 articles: in English, and no term is")
    assert checked(lexicon).query("theme == ''").empty
