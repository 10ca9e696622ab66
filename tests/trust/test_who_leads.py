"""Who leads, in toy texts where the eye sees it: by mentions, by sentences or articles, and thanks
to which term.
"""

import pandas as pd
import pytest
from newsthemes import find_mentions, read_lexicon
from newsthemes.trust.who_leads import lead

TWO = {"Trade": ["trade", "tariff*"], "Iran": ["Iran", "Tehran"]}
UNION = {"Trade": ["trade", {"not": "trade union"}], "Iran": ["Iran", "Tehran"]}
MANY = {name: [f"{name}x", f"{name}y"] for name in ("A", "B", "C", "D", "E")}
LONG = {
    f"{letter} theme with a name of forty-five letters or so": [letter * 2, letter * 3]
    for letter in "ab"
}


def led(themes, *texts):
    articles = pd.DataFrame(
        {"article": [str(number) for number in range(len(texts))], "text": texts}
    )
    lexicon = read_lexicon(themes)
    return lead(find_mentions(articles, lexicon), articles, lexicon)


CASES = {
    "the same leader by both": (
        TWO,
        ["Trade. Trade tariffs. Tariff. Iran."],
        "Trade leads with 4 mentions in 3 sentences",
        "Iran follows with 1 mention. No single term decides who leads by mentions.",
    ),
    "most of the lead in one paragraph": (
        TWO,
        ["Trade. Trade tariffs. Tariff.\n\nTariff. Iran."],
        "Trade leads with 5 mentions in 4 sentences",
        "Iran follows with 1 mention. Four of the five mentions of Trade stand in one paragraph. "
        "No single term decides who leads by mentions.",
    ),
    "all of it in one paragraph": (
        TWO,
        ["Trade. Trade tariffs. Tariff.\n\nIran."],
        "Trade leads with 4 mentions in 3 sentences",
        "Iran follows with 1 mention. All four mentions of Trade stand in one paragraph. "
        "No single term decides who leads by mentions.",
    ),
    "two leaders": (
        TWO,
        ["Trade trade tariffs tariffs trade. Iran. Iran."],
        "Trade is mentioned most often, Iran in the most sentences",
        "Trade has 5 mentions in 1 sentence; Iran has 2 mentions in 2 sentences. "
        "Without the term “trade”, the themes Trade and Iran have 2 mentions each.",
    ),
    "ahead by mentions alone": (
        TWO,
        ["Trade trade tariffs tariffs. Iran. Peace."],
        "Trade is mentioned most often, Trade and Iran in the most sentences",
        "Trade has the most mentions, 4 to 1; Trade and Iran are in the most sentences, 1 each. "
        "No single term decides who leads by mentions.",
    ),
    "ahead by sentences alone": (
        TWO,
        ["Trade trade. Iran. Iran."],
        "Trade and Iran are mentioned most often, Iran alone in the most sentences",
        "Trade and Iran have the most mentions, 2 each; Iran is in the most sentences, 2 to 1.",
    ),
    "a tie of two": (
        TWO,
        ["Trade. Iran. Peace."],
        "Trade and Iran come first, with 1 mention each",
        "Trade and Iran each appear in 1 of 3 sentences.",
    ),
    "a tie of three": (
        MANY,
        ["Ax. Ax. Bx. Bx. Cx. Cx. Dx."],
        "A, B and C come first, with 2 mentions each",
        "A, B and C each appear in 2 of 7 sentences.",
    ),
    "a tie of many": (
        MANY,
        ["Ax. Bx. Cx. Dx. Ex."],
        "Five themes come first, with 1 mention each",
        "A, B, C, D and E each appear in 1 of 5 sentences.",
    ),
    "one term carries it": (
        TWO,
        ["Trade. Trade. Trade. Tariffs. Iran. Tehran."],
        "Trade leads, but not without the term “trade”",
        "Trade has 4 mentions, in 4 of 6 sentences. Without the term “trade”, Iran has the most mentions.",
    ),
    "without one term it only ties": (
        TWO,
        ["Trade. Trade. Tariffs. Iran."],
        "Trade leads, but not without the term “trade”",
        "Trade has 3 mentions, in 3 of 4 sentences. Without the term “trade”, the themes Trade and Iran have 1 mention each.",
    ),
    "a theme of one term": (
        {"Trade": ["trade"], "Iran": ["Iran"]},
        ["Trade. Trade. Iran."],
        "Trade leads with 2 mentions in 2 sentences",
        "Iran follows with 1 mention.",
    ),
    "each of two terms carries it": (
        TWO,
        ["Trade. Trade. Tariffs. Tariffs. Iran. Tehran."],
        "Trade leads, but leaving out either of 2 terms changes that",
        "Trade has 4 mentions, in 4 of 6 sentences. "
        "Without either of the terms “trade” or “tariff*”, Trade is no longer alone in first place.",
    ),
    "a not: phrase carries it": (
        UNION,
        ["Trade union. Trade union. Trade union. Trade union. Iran. Tehran. Iran. Tehran. Trade."],
        "Iran leads, but only because Trade excludes “trade union”",
        "Iran has 4 mentions, in 4 of 9 sentences. Without the not: phrases of Trade, Trade has the most mentions.",
    ),
    "nothing found, of one": ({"Trade": ["trade"]}, ["Peace."], "Trade is never mentioned", ""),
    "nothing found, of two": (TWO, ["Peace."], "Neither theme is mentioned", ""),
    "nothing found, of many": (MANY, [""], "None of the 5 themes is mentioned", ""),
    "one theme": (
        {"Trade": ["trade", "tariff*"]},
        ["Trade. Tariffs."],
        "Trade is mentioned twice",
        "Trade appears in both sentences.",
    ),
    "one theme is found": (
        TWO,
        ["Trade trade. Trade. Peace."],
        "Only Trade is mentioned, 3 times",
        "Trade appears in 2 of 3 sentences. Every mention comes from the term “trade”.",
    ),
    "several articles": (
        TWO,
        ["Trade. Trade. Tariffs. Tariffs.", "Trade. Iran.", "Iran. Tehran."],
        "Trade is mentioned most often, Trade and Iran in the most articles",
        "Trade has the most mentions, 5 to 3; Trade and Iran are in the most articles, 2 each. "
        "Four of the five mentions of Trade stand in one article. "
        "Without either of the terms “trade” or “tariff*”, Trade is no longer alone in first place.",
    ),
    "several articles, one leader": (
        TWO,
        ["Trade tariffs", "Trade tariffs", "Iran", ""],
        "Trade leads with 4 mentions in 2 articles",
        "Iran follows with 1 mention. No single term decides who leads by mentions.",
    ),
    "very long names": (
        LONG,
        ["Aa aa aaa aaa. Bb. Bbb."],
        "a theme with a name of forty-five letters or so is mentioned most often, "
        "b theme with a name of forty-five letters or so in the most sentences",
        "a theme with a name of forty-five letters or so has 4 mentions in 1 sentence; "
        "b theme with a name of forty-five letters or so has 2 mentions in 2 sentences. "
        "Without either of the terms “aa” or “aaa”, "
        "a theme with a name of forty-five letters or so is no longer alone in first place.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_who_leads(case):
    themes, texts, headline, detail = CASES[case]
    found = led(themes, *texts)
    assert (found.headline, found.detail) == (headline, detail)
    assert len(headline.split()) <= 14 or themes is LONG


def test_groups_have_a_headline_each_and_the_first_is_the_headline():
    found = led(
        {"Themen": TWO, "Länder": {"USA": ["US"]}, "Peace": ["peace"], "War": ["war"]},
        "Trade tariffs. Iran. Iran US.",
    )
    assert (
        found.headline
        == "Themen: Trade and Iran are mentioned most often, Iran alone in the most sentences"
    )
    assert [part.headline for part in found.groups.values()] == [
        found.headline,
        "Länder: USA is mentioned once",
        "Neither theme is mentioned",
    ]
    assert (
        led({"themen": TWO, "Länder": {"no": ["US"], "e": ["x"]}}, "Iran").headline
        == "themen: only Iran is mentioned, once"
    )
    assert (
        led({"eBay": ["eBay"], "n": ["n"], "m": ["m"]}, "eBay").headline
        == "Only eBay is mentioned, once"
    )
    assert (
        led({"eBay": ["eBay"], "n": ["n"], "m": ["m"]}, "").headline
        == "None of the 3 themes is mentioned"
    )
    assert (
        led({"eBay": ["eBay", "x"], "n": ["n"]}, "eBay eBay n").headline
        == "eBay is mentioned most often, eBay and n in the most sentences"
    )
    split = led({"Themen": TWO, "Länder": {"USA": ["US"]}}, "Trade trade trade. Iran. Iran.")
    assert split.headline == "Themen: Trade is mentioned most often, Iran in the most sentences"
    assert (
        led({"Themen": TWO}, "Iran").headline == "Only Iran is mentioned, once"
    )  # a lone group needs no name


def test_names_that_hold_an_and_stand_in_quotes_in_a_list():
    found = led(
        {"Law and order": ["police", "x"], "Iran": ["Iran", "y"], "War": ["war", "z"]},
        "Police. Iran. Peace.",
    )
    assert found.headline == "“Law and order” and “Iran” come first, with 1 mention each"


def test_without_a_lexicon_nothing_is_claimed_of_terms():
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade. Trade. Iran."]})
    found = lead(find_mentions(articles, read_lexicon(TWO)), articles)
    assert (found.headline, found.detail) == (
        "Trade leads with 2 mentions in 2 sentences",
        "Iran follows with 1 mention.",
    )


def test_another_lexicon_and_mentions_without_sentences_are_refused():
    articles = pd.DataFrame({"article": ["a"], "text": ["Trade. Tehran."]})
    mentions = find_mentions(articles, read_lexicon(TWO))
    with pytest.raises(ValueError, match="pass the one that they were found with"):
        lead(mentions, articles, read_lexicon(TWO | {"Iran": ["Iran"]}))
    with pytest.raises(ValueError, match="no sentence numbers"):
        lead(find_mentions(articles, read_lexicon(TWO), sentences=False), articles)
