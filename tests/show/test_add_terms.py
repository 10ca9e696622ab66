"""Terms added to a theme: where they go, what is said, and which lines differ."""

import pandas as pd
import pytest
from newsthemes import read_lexicon
from newsthemes.lexicon.read import LexiconError, parse_lexicon
from newsthemes.show.add_terms import add_terms

LEXICON = parse_lexicon(
    "Issues:\n  Trade:\n    - trade  # goods\n  Iran: [Iran]\nOther:\n  War: [war]\n"
)


def suggested(*rows):
    return pd.DataFrame(rows, columns=["expression", "theme"], dtype="str")


@pytest.mark.parametrize(
    ("theme", "terms", "name", "added", "sentence"),
    [
        (
            "War",
            ["battle*", "siege"],
            ("Other", "War"),
            ("battle*", "siege"),
            "The theme “War” gets two terms: battle*, siege.",
        ),
        ("Oil", ["oil"], ("Issues", "Oil"), ("oil",), "A new theme, “Oil”, gets one term: oil."),
        (
            "",
            suggested(("oil", ""), ("trader", "Trade")),
            ("Issues", "Trade"),
            ("trader",),
            "The theme “Trade” gets one term: trader.",
        ),
        (
            "",
            suggested(("oil", "")),
            ("Issues", "oil"),
            ("oil",),
            "A new theme, “oil”, gets one term: oil.",
        ),
        (
            "War",
            suggested(("oil", "")),
            ("Other", "War"),
            ("oil",),
            "The theme “War” gets one term: oil.",
        ),
        (
            "",
            suggested(("no", "")),
            ("Issues", "no"),
            ("no",),
            "A new theme, “no”, gets one term: no.",
        ),
        (
            "",
            suggested(),
            ("Issues", "Trade"),
            (),
            "No term is suggested, so the themes stay as they are.",
        ),
    ],
)
def test_terms_go_to_the_theme_that_is_named_or_suggested(theme, terms, name, added, sentence):
    edit = add_terms(LEXICON, theme, terms)
    assert (edit.theme, edit.terms, edit.finding.sentence) == (name, added, sentence)
    before = [term[:3] for term in LEXICON.terms]
    assert sorted(term[:3] for term in edit.lexicon.terms) == sorted(
        [*before, *((*name, term) for term in added)]
    )
    assert "- trade  # goods" in edit.lexicon.source and edit.before is LEXICON


def test_the_difference_shows_the_lines_that_changed():
    lines = add_terms(LEXICON, "Trade", ["tariff*"]).diff.splitlines()
    assert [line for line in lines if line[:1] in "+-"] == [
        "--- before",
        "+++ after",
        "+    - tariff*",
    ]


def test_terms_without_a_theme_are_refused():
    with pytest.raises(LexiconError, match="no theme is named for oil; name one, such as Trade"):
        add_terms(LEXICON, "", ["oil"])
    with pytest.raises(LexiconError, match="theme War"):
        add_terms(read_lexicon({"War": ["war"]}), "War", ["* *"])
