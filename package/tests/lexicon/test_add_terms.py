"""Terms added to a theme: exactly those, and every other line as it was."""

import pandas as pd
import pytest

from newsthemes import add_terms, read_lexicon
from newsthemes.lexicon.read_lexicon import LexiconError, parse_lexicon

YAML = """\
# The head.
Issues:
  Trade:  # goods
    - trade
  War: [war]
People:
  China: [China]
"""
LEXICON = parse_lexicon(YAML)


def terms_of(lexicon, theme):
    return [(term.term, term.case, term.excluded) for term in lexicon.terms if term.theme == theme]


@pytest.mark.parametrize("terms", [["tariff*", "export*"], "peace talks"])
def test_lines_are_added_below_their_theme_and_nothing_else_changes(terms):
    below = "    - trade\n"
    lines = [f"    - {term}\n" for term in ([terms] if isinstance(terms, str) else terms)]
    added = YAML.replace(below, below + "".join(lines))
    assert add_terms(LEXICON, "Trade", terms).source == added and LEXICON.source == YAML


def test_a_theme_is_found_in_any_group_and_a_new_one_goes_to_the_group_that_is_named():
    added = add_terms(LEXICON, "China", "Beijing")
    assert added.themes == LEXICON.themes
    assert terms_of(added, "China")[1][0] == "Beijing"
    assert add_terms(LEXICON, " New  theme ", ["peace"], group="Issues").themes == (
        "Trade", "War", "New theme", "China",
    )  # fmt: skip
    alone = read_lexicon({"Trade": ["trade"]})
    assert add_terms(alone, "Iran", ["Iran"], group="").themes == ("Trade", "Iran")


def test_of_two_themes_of_one_name_the_one_that_is_meant_gets_the_terms():
    same = parse_lexicon("A:\n  War: [war]\n  Trade: [trade]\nB:\n  War: [front]\n")
    wanted = "A:\n  War: [war]\n  Trade: [trade]\nB:\n  War:\n    - front\n    - troops\n"
    assert add_terms(same, "B: War", "troops").source == wanted
    added = add_terms(same, "A: Trade", "oil")
    assert terms_of(added, "Trade")[1][0] == "oil"
    with pytest.raises(LexiconError, match="themes have the name 'War'; write A: War or B: War"):
        add_terms(same, "War", "troops")


@pytest.mark.parametrize("term, expected", [
    ("not: trade union*", ("trade union*", "any", True)),
    ("{term: Xi, case: exact}", ("Xi", "exact", False)),
    ("'*.com'", ("*.com", "any", False)),
    ("*.com", ("*.com", "any", False)),
    ("?rade", ("?rade", "any", False)),
    ("it's: so", ("it's: so", "any", False)),
    ("#trade", ("#trade", "any", False)),
    ("  South  Sea ", ("South Sea", "any", False)),
    ("APEC", ("APEC", "exact", False)),
])  # fmt: skip
def test_terms_need_no_quotes_and_entries_are_read_as_in_the_file(term, expected):
    assert terms_of(add_terms(LEXICON, "War", [term]), "War")[-1] == expected


def test_a_column_of_a_table_is_a_list_of_terms():
    table = pd.DataFrame({"expression": ["tariff*", "quota*"]})
    added = add_terms(LEXICON, "Trade", table["expression"])
    assert [term for term, *_ in terms_of(added, "Trade")] == ["trade", "tariff*", "quota*"]
    with pytest.raises(TypeError, match="terms: this is a table"):
        add_terms(LEXICON, "Trade", table)


def test_no_terms_are_no_change():
    assert add_terms(LEXICON, "Trade", []) is LEXICON
    assert add_terms(LEXICON, "Peace", [], "Issues") is LEXICON


@pytest.mark.parametrize("theme, terms, message", [
    ("Trade", ["* *"], r"line 2, theme Trade, term '\* \*': would match anything"),
    ("Trade", ["tariff*", " "], "line 3, theme Trade, term '': an empty term"),
    ("Trade", [2024], "terms: 2024 is not text .int.; write it in quotes"),
    ("Trade", ["{no: x}"], "line 2, theme Trade: unknown key 'no'"),
    ("", ["oil"], "theme: the lexicon has no theme ''; it has Trade, War and China;"),
    (None, ["oil"], "theme: the lexicon has no theme 'None'"),
    ("trade", ["oil"], r"no theme 'trade' \(did you mean 'Trade'\?\); it has .*; for .*: group='Issues'"),
])  # fmt: skip
def test_what_is_wrong_is_named(theme, terms, message):
    with pytest.raises(LexiconError, match=message):
        add_terms(LEXICON, theme, terms)
