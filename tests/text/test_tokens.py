import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes.text.languages import function_words
from newsthemes.text.tokens import sentence_counts, token_pattern, units, word_counts


@pytest.mark.parametrize(
    "text, expected",
    [
        ("China's 'ally' didn't win.", "China|'s|'|ally|'|didn't|win|."),
        ('He won "3.5%" (COVID-19) — 王毅!', 'He|won|"|3|.|5|%|"|(|COVID-19|)|—|王毅|!'),
        ("U.S. trade, U.S.-made, AB.C.", "U.S.|trade|,|U.S.-made|,|AB|.|C|."),
        ("O'Neill's WE'RE well-being", "O'Neill|'s|WE|'RE|well-being"),
        ("की cafe\u0301's", "की|cafe\u0301|'s"),
    ],
)
def test_tokens(text, expected):
    assert "|".join(token_pattern(text).findall(text)) == expected


def test_stop_words_are_function_words():
    words = function_words("en")
    assert 140 <= len(words) <= 180
    assert all(word == word.lower() for word in words)
    assert {"the", "of", "cannot", "will"} <= words
    assert not words & set("us state states world general united new war first people".split())


@settings(max_examples=200, deadline=None)
@given(st.text(st.one_of(st.sampled_from("aAbZ1. ?-'’_\n\u0301"), st.characters()), max_size=40))
def test_tokens_hold_every_character_but_white_space(text):
    assert "".join(token_pattern(text).findall(text)) == "".join(text.split())


@pytest.mark.parametrize("count", [word_counts, sentence_counts, units])
def test_who_changes_a_count_changes_it_for_nobody_else(count):
    articles = pd.DataFrame({"text": ["Trade is up. All is well.", ""]})
    first, again = count(articles), count(articles).tolist()
    first[:] = 0
    assert count(articles).tolist() == again
