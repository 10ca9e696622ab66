import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes.text.stop_words import STOP_WORDS
from newsthemes.text.tokens import in_english, token_pattern


@pytest.mark.parametrize(
    "text, expected",
    [
        ("China's 'ally' didn't win.", ["China", "'s", "'", "ally", "'", "didn't", "win", "."]),
        (
            'He won "3.5%" (COVID-19) — 王毅!',
            ["He", "won", '"', "3", ".", "5", "%", '"', "(", "COVID-19", ")", "—", "王毅", "!"],
        ),
        (
            "U.S. trade, U.S.-made, AB.C.",
            ["U.S.", "trade", ",", "U.S.-made", ",", "AB", ".", "C", "."],
        ),
        ("O'Neill's WE'RE well-being", ["O'Neill", "'s", "WE", "'RE", "well-being"]),
        ("की cafe\u0301's", ["की", "cafe\u0301", "'s"]),
    ],
)
def test_tokens(text, expected):
    assert token_pattern(text).findall(text) == expected


def test_stop_words_are_function_words():
    assert 140 <= len(STOP_WORDS) <= 180
    assert all(word == word.lower() for word in STOP_WORDS)
    assert {"the", "of", "cannot", "will"} <= STOP_WORDS
    assert not STOP_WORDS & {
        "us",
        "state",
        "states",
        "world",
        "general",
        "united",
        "new",
        "war",
        "first",
        "people",
    }


@settings(max_examples=200, deadline=None)
@given(st.text(st.one_of(st.sampled_from("aAbZ1. ?-'’_\n\u0301"), st.characters()), max_size=40))
def test_tokens_hold_every_character_but_white_space(text):
    assert "".join(token_pattern(text).findall(text)) == "".join(text.split())


LANGUAGES = {
    "German": "Die Bundesregierung will am Mittwoch über die neuen Zölle beraten, so ein Sprecher. "
    "In Berlin hieß es, man habe sich gut vorbereitet. Also an der Börse war die Lage noch ruhig. ",
    "Dutch": "Het was de eerste keer dat er over de toekomst van het land werd gesproken. In Brussel "
    "was men over de uitkomst tevreden, maar er is nog veel te doen. ",
    "French": "On a parlé du commerce et de la guerre. Il me semble que la situation est grave. ",
    "Spanish": "No me parece que la situación sea grave, dijo. A pesar de todo, no he visto nada. ",
    "Portuguese": "As conversas trataram do comércio e da guerra, e as do Congresso do aço. ",
    "Russian": "Министры встретились в Женеве и говорили о торговле и о войне. ",
    "Chinese": "王毅外长谈南海问题，南海局势复杂。",
}
ENGLISH = "The ministers met in Geneva and spoke of trade. They said that it would take more time. "


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_of_another_language_are_not_in_english(language):
    other = LANGUAGES[language] * 5
    assert not in_english([other]) and in_english([ENGLISH * 5])
    assert not in_english([other, other, ENGLISH * 50]) and in_english(
        [other, ENGLISH, ENGLISH * 5]
    )


def test_what_is_too_short_to_tell_is_taken_for_english():
    assert in_english([]) and in_english(["Zölle. Zölle."]) and not in_english(["Zölle. "] * 50)
