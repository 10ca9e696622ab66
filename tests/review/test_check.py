"""What is odd about a lexicon, and why a term has no mention, on toy texts and against a plain
second writing.
"""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import REASONS, why_zero
from newsthemes import check, find_mentions, read_lexicon
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.text.characters import is_acronym
from oracle import matches_of, oracle_mentions, spans_of
from strategies import tables

pytestmark = pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
SEA = {"China": ["China"], "Sea": ["South China Sea"]}


def articles(*texts):
    return pd.DataFrame(
        {"article": [f"a{number}" for number in range(len(texts))], "text": list(texts)}
    )


def checked(table, lexicon, nested="drop"):
    return check(find_mentions(table, lexicon, nested), table, lexicon)


def reasons(themes, *texts, **options):
    found = why_zero(read_lexicon(themes), articles(*texts), **options)
    return {term: reason for (_, _, term), reason in found.items()}


@pytest.mark.parametrize(("themes", "text", "expected"), REASONS)
def test_why_nothing(themes, text, expected):
    found = {
        term: reason
        for term, reason in reasons(themes, text).items()
        if reason != "not in the text" or term in expected
    }
    assert found == expected


def test_why_nothing_over_several_articles_in_their_order():
    themes = {"T": ["b", "a b", "b c", "d"]}
    assert reasons(themes, "b c", "x", "a b")["b"] == "covered by b c, a b"
    assert reasons(themes, "b c", "b") == {"a b": "not in the text", "d": "not in the text"}
    assert why_zero(read_lexicon({"G": {"T": ["b"]}}), articles()) == {
        ("G", "T", "b"): "not in the text"
    }


def test_a_slip_is_named_with_the_word_that_the_articles_have():
    toy = articles("The Budget, and medical aid. Tariffs fell, it takes time and tales.")
    terms = ["talks", "takes"]  # what is a term itself is no slip of another
    terms += ["bugdet", "Medcial", "tariff", "Iran", "budget cut", "bugde*", "strike"]
    [row] = checked(toy, read_lexicon({"T": [*terms, "fell"]})).itertuples()
    assert row.finding == (
        "Not in the text: talks, bugdet (but budget is), Medcial (but medical is), tariff (but "
        "tariffs is), Iran and 3 more"
    )


def test_why_nothing_where_nested_mentions_count():
    assert reasons(SEA, "South China Sea") == {"China": "only inside South China Sea"}
    assert reasons(SEA, "South China Sea", nested="count") == {}


def plain_why_zero(table, lexicon, nested):
    """The contract of `why_zero` once more, as plainly as can be."""
    counted = {tuple(row[1:4]) for row in oracle_mentions(table, lexicon, nested)}
    themes = {
        theme: [entry for entry in lexicon.terms if entry[:2] == theme] for theme in lexicon.themes
    }
    reasons = {}
    for entry in lexicon.terms:
        if entry.excluded or entry[:3] in counted or entry[:3] in reasons:
            continue
        kinds, spellings = (
            {"taken by a not: phrase ({})": {}, "covered by {}": {}, "only inside {}": {}},
            {},
        )
        for text in table["text"]:
            spans = {
                theme: sorted(spans_of(text, entries), key=lambda span: span[0])
                for theme, entries in themes.items()
            }
            for start, end in sorted(matches_of(entry, text)):
                takers = [
                    one
                    for first, last, one in spans[entry[:2]]
                    if first < end and start < last and one != entry
                ]
                holders = [
                    (first - last, first, theme, one.term)
                    for theme in lexicon.themes
                    for first, last, one in spans[theme]
                    if theme != entry[:2]
                    and first <= start
                    and end <= last
                    and last - first > end - start
                    and not one.excluded
                ]
                if takers:
                    kind = "taken by a not: phrase ({})" if takers[0].excluded else "covered by {}"
                    kinds[kind][takers[0].term] = None
                elif holders:
                    kinds["only inside {}"][min(holders)[3]] = None
            spellings |= {
                text[start:end]: None
                for start, end in sorted(matches_of(entry._replace(case="any"), text))
            }
        said = [kind.format(", ".join(list(names)[:3])) for kind, names in kinds.items() if names]
        rule = (
            f"{entry.term} counts in capitals"
            if is_acronym(entry.term)
            else f"the case of {entry.term} is exact"
        )
        case = (
            f"only as {' and '.join(list(spellings)[:3])}, and {rule}"
            if spellings
            else "not in the text"
        )
        reasons[entry[:3]] = "; ".join(said) or case
    return reasons


@pytest.mark.slow
@given(tables(), st.sampled_from(["drop", "count"]))
@settings(max_examples=100)
def test_why_nothing_is_what_its_plain_writing_says(table, nested):
    lexicon = read_lexicon(table[1])
    assert why_zero(lexicon, table[0], nested) == plain_why_zero(table[0], lexicon, nested)


CHECKS = [
    ("T: [trade, war]", "Trade war", []),
    (
        "T: [US, war]",
        "war, us",
        [
            "US@1 0: Never counted: only as us, and US counts in capitals. Write {term: US, case: any}, if these are meant"
        ],
    ),
    (
        "T:\n- trade\n- not: trade union*",
        "trade unions",
        [
            "trade@2 0: Never counted: taken by a not: phrase (trade union*). Narrow the not: phrase, or delete the term"
        ],
    ),
    (
        "C: [China]\nS: [South China Sea]",
        "South\nChina Sea",
        ["China@1 0: Never counted: only inside South China Sea. NESTED"],
    ),
    (
        "T:\n- trade\n- trade war",
        "trade war",
        [
            "trade@2 0: Never counted: covered by trade war. Keep it for where it stands alone; nothing is lost"
        ],
    ),
    (
        "T:\n- trade\n- trad*",
        "trade",
        [
            "trad*@3 0: Never counted: covered by trade. Keep it for where it stands alone; nothing is lost"
        ],
    ),
    (
        "T:\n- trade\n- trad*\n- trade war",
        "trade, trade war",
        [
            "trad*@3 0: Never counted: covered by trade, trade war. Keep it for where it stands alone; nothing is lost"
        ],
    ),
    # in two themes: the same spelling, or the same passages
    (
        "A: [trade]\nB: [Trade, war]",
        "trade, war, trade",
        [
            "Trade@2 2: Also counted for “trade” of A (line 1): 2 passages. Delete one, if only one theme is meant"
        ],
    ),
    (
        "A: [tradin?, trade]\nB: [trade]\nC: [trade*, war]",
        "trade trades war",
        [
            "trade@2 1: Also counted for “trade” of A (line 1): 1 passage. Delete one, if only one theme is meant",
            "trade*@3 2: Also counted for “trade” of A (line 1): 1 passage. Delete one, if only one theme is meant",
            "trade*@3 2: Also counted for “trade” of B (line 2): 1 passage. Delete one, if only one theme is meant",
            "@1 1: Not in the text: tradin?. Check the spelling; other articles may have it",
        ],
    ),
    (
        "A: [a, x]\nB: [b, x]",
        "a b",
        [
            "@1 1: Not in the text: x. Check the spelling; other articles may have it",
            "@2 1: Not in the text: x. Check the spelling; other articles may have it",
        ],
    ),
    ("T: [{term: Polish, case: exact}, polish]", "Polish polish", []),
    # nearly alone: 80 % of five
    (
        "T: [a, b]",
        "a a a a",
        ["@1 4: Not in the text: b. Check the spelling; other articles may have it"],
    ),
    ("T: [a]", "a a a a a", []),
    ("T: [a, b]", "a a a b b", []),
    (
        "T: [a, b]",
        "a a a a b",
        [
            "a@1 4: Makes up 4 of the 5 mentions of T. Check that it always means the theme, and look for its other words"
        ],
    ),
    # so short that they stand inside other words: in Thai three letters, elsewhere one
    (
        "T: [ข้า, เรือใบ, 国, 南海, ข]",
        "ข้าว เรือใบ 国家 南海",
        ["ข้า@1 1: SHORT", "国@1 1: SHORT", "ข@1 0: SHORT"]
        + ["@1 4: Not in the text: ข. Check the spelling; other articles may have it"],
    ),
    (
        "T: [중국, 무역*, 무역 전쟁]",
        "중국 무역 무역 전쟁",
        ["중국@1 1: KOREAN", "무역 전쟁@1 1: KOREAN"],
    ),
    # wildcards: inflections are expected, and come last
    ("T: [tariff*, trade war*]", "tariff Tariffs trade wars", []),
    (
        "T: ['econom*']",
        "economy economics economics economist",
        [
            "econom*@1 4: Matches economist (1), economy (1) and economics (2). "
            "Leave out what does not mean T, each with not:"
        ],
    ),
    (
        "T: [trade*]",
        "trade trade trades tradesman",
        [
            "trade*@1 4: Matches tradesman (1), trade (2) and trades (1). Leave out what does not mean T, each with not:"
        ],
    ),
    (
        "T: [war * us]",
        "war\n on us",
        ["war * us@1 1: Matches war on us (1). Leave out what does not mean T, each with not:"],
    ),
    (
        "T: [войн*]",
        "война",
        ["войн*@1 1: Matches война (1). Leave out what does not mean T, each with not:"],
    ),
    (
        "T:\n- here\n- b\n- c\nU: [d]",
        "here",
        [
            "@3 1: Not in the text: b and c. Check the spelling; other articles may have it",
            "@5 0: Not in the text: d. Check the spelling; other articles may have it",
        ],
    ),
    ("T: []", "here", []),
]


@pytest.mark.parametrize(("themes", "text", "expected"), CHECKS)
def test_checks(themes, text, expected):
    lexicon, table = parse_lexicon(themes), articles(text)
    rows = checked(table, lexicon)
    said = [
        f"{row.term}@{row.line} {row.mentions}: {row.finding}. {row.todo}"
        for row in rows.itertuples()
    ]
    assert said == [
        line.replace("NESTED", 'Read these passages; nested="count" would count them')
        .replace(
            "SHORT",
            "So few letters of a script without spaces stand inside other words, too. "
            "Read its passages; write longer terms, or such words with not:",
        )
        .replace(
            "KOREAN",
            "Korean words take endings, and with one the term is not found. "
            "Write it with * at its end",
        )
        for line in expected
    ]


def test_the_most_serious_first_with_group_and_theme():
    themes = """G:
  A: [a b, b]
  B: [a b c, x*, US]
  C: [b c d, US]
"""
    rows = checked(articles("xyz a b c us"), parse_lexicon(themes))
    assert rows.columns.tolist() == [
        "group",
        "theme",
        "term",
        "line",
        "mentions",
        "finding",
        "todo",
    ]
    assert set(rows["group"]) == {"G"}
    assert list(
        zip(rows["theme"], rows["term"], rows["finding"].str.split(":").str[0], strict=True)
    ) == [
        ("A", "a b", "Never counted"),
        ("B", "US", "Never counted"),
        ("C", "US", "Never counted"),
        ("B", "x*", "Matches xyz (1)"),
        ("A", "b", "Never counted"),
        ("C", "", "Not in the text"),
    ]


def test_mentions_that_count_the_nested_ones():
    lexicon, table = read_lexicon({"C": ["b"], "S": ["a b"]}), articles("b, a b, a b")
    assert checked(articles("a b"), lexicon)["term"].tolist() == ["b"]
    assert checked(table, lexicon, nested="count").empty


def test_no_articles():
    rows = checked(articles(), read_lexicon({"T": ["trade", "war"]}))
    assert rows["finding"].tolist() == ["Not in the text: trade and war"]


@pytest.mark.slow
@given(tables())
@settings(max_examples=40)
def test_every_term_without_a_mention_is_named_once(table):
    lexicon = read_lexicon(table[1])
    rows, zero = checked(table[0], lexicon), why_zero(lexicon, table[0])
    never = rows[rows["finding"].str.startswith("Never counted")]
    named = sorted(
        never[["group", "theme", "term"]].drop_duplicates().itertuples(index=False, name=None)
    )
    assert named == sorted(key for key, reason in zero.items() if reason != "not in the text")
    missing = {key[:2] for key, reason in zero.items() if reason == "not in the text"}
    alone = rows[rows["finding"].str.startswith("Not in the text")]
    assert list(alone[["group", "theme"]].itertuples(index=False, name=None)) == [
        t for t in lexicon.themes if t in missing
    ]
