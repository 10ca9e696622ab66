"""What moves when one thing changes: equal to a full recount, on toy lexicons and on generated
ones.
"""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, read_lexicon, sensitivity
from strategies import tables


def articles(*texts):
    return pd.DataFrame({"article": range(len(texts)), "text": texts})


def moved(text, themes, nested="drop"):
    """Of each variant what moves, by theme."""
    table = sensitivity(articles(text), read_lexicon(themes), nested)
    each = table[table["difference"] != 0].set_index("theme").groupby("variant")["difference"]
    return {variant: rows.to_dict() for variant, rows in each}


@pytest.mark.parametrize(("text", "themes", "expected"), [
    ("trade war", {"T": ["trade"]}, {"T without “trade”": {"T": -1}}),
    ("trade war", {"T": ["trade", "trade war"]}, {}),  # either takes what the other leaves
    ("trade war", {"T": ["trade", "war", "trade war"]}, {"T without “trade war”": {"T": 1}}),
    ("the South China Sea", {"S": ["South China Sea"], "C": ["China"], "E": ["Sea"]},
     {"S without “South China Sea”": {"S": -1, "C": 1, "E": 1},
     "mentions inside longer ones counted": {"C": 1, "E": 1}}),
    ("Polish firms polish, us too", {"P": [{"term": "Polish", "case": "exact"}], "U": ["US"]},
     {"P without “Polish”": {"P": -1}, "capitals never matter": {"P": 1, "U": 1}}),
    ("Trade", {"T": ["trade"]},
     {"T without “trade”": {"T": -1}, "capitals always matter": {"T": -1}}),
    # without a b, b c comes to the fore, and takes what c d had
    ("a b c d", {"T": ["b c", "a b", "c d"]},
     {"T without “a b”": {"T": -1}, "T without “c d”": {"T": -1}}),
    ("До войны. О войнах.", {"W": [{"term": "война", "forms": "ru"}]},
     {"W without “война”": {"W": -2}}),
    ("They were there, and that was it.", {"W": [{"term": "was", "language": "de"}]}, {}),
    ("trade war", {"Z": ["war"], "None": [], "A": ["trade"]},
     {"Z without “war”": {"Z": -1}, "A without “trade”": {"A": -1}}),
    ("", {"T": ["trade"]}, {}),
    ("trade", {"T": []}, {}),
])  # fmt: skip
def test_what_moves(text, themes, expected):
    assert moved(text, themes) == expected


def test_nesting_the_other_way():
    themes = {"S": ["South China Sea"], "C": ["China"]}
    variants = moved("the South China Sea", themes, "count")
    assert variants["mentions inside longer ones not counted"] == {"C": -1}


def changed_leads(table):
    changed = table[table["leader"] != table["leader_before"]]
    columns = ["variant", "group", "leader_before", "leader"]
    return changed[columns].drop_duplicates().to_numpy().tolist()


def recounted(texts, lexicon, nested):
    """The counts by variant, each from the text."""

    def count(terms, how=nested):
        found = find_mentions(texts, replace(lexicon, terms=tuple(terms)), how, sentences=False)
        themes = found["theme"].tolist()
        return [themes.count(theme) for theme in lexicon.themes]

    terms = lexicon.terms
    yield count(terms)
    for key in dict.fromkeys(entry[:3] for entry in terms if not entry.excluded):
        yield count(entry for entry in terms if entry[:3] != key or entry.excluded)
    yield count(terms, "count" if nested == "drop" else "drop")
    for case in ("any", "exact"):
        yield count(entry._replace(case=case) for entry in terms)


@pytest.mark.slow
@settings(max_examples=25)
@given(tables(most=3), st.sampled_from(["drop", "count"]))
@example((articles("a b a"), {"A": ["a"], "B": ["a b"]}), "drop")  # one lies inside the other
def test_every_variant_is_a_full_recount(table, nested):
    texts, themes = table
    lexicon = read_lexicon(themes)
    rows = sensitivity(texts, lexicon, nested).set_index(["variant", "theme"])
    first, *others = map(np.array, recounted(texts, lexicon, nested))
    assert rows.loc["all terms", "mentions"].tolist() == first.tolist()
    terms = dict.fromkeys(entry[1:3] for entry in lexicon.terms if not entry.excluded)
    names = [f"{theme} without “{term}”" for theme, term in terms]
    other = {"drop": "mentions inside longer ones counted"}
    names.append(other.get(nested, "mentions inside longer ones not counted"))
    names += ["capitals never matter", "capitals always matter"]
    moved = {
        (variant, theme): (count, change)
        for variant, counts in zip(names, others, strict=True)
        for theme, count, change in zip(lexicon.themes, counts, counts - first, strict=True)
        if change
    }
    rows = rows[rows["difference"] != 0][["mentions", "difference"]]
    assert dict(zip(rows.index, rows.itertuples(index=False, name=None), strict=True)) == moved


def test_ranks_are_of_the_group():
    themes = {"G": {"A": ["a"], "B": ["b"], "C": ["c"], "D": ["d"]}, "H": {"E": ["e"], "F": ["f"]}}
    table = sensitivity(articles("a a a b b c c e"), read_lexicon(themes)).head(6)
    assert table["rank"].tolist() == [1, 2, 2, 4, 1, 2]
    nothing = sensitivity(articles("x"), read_lexicon(themes)).head(6)
    assert nothing["rank"].tolist() == [1] * 6


def test_who_leads_without_a_term():
    themes = {"A": ["a", "aa"], "B": ["b"], "C": ["c"], "D": ["d"]}
    rows = sensitivity(articles("a aa b c. a aa b c d"), read_lexicon(themes), changes=("term",))
    columns = ["term", "mentions", "rank", "leader", "leader_before"]
    assert rows.loc[rows["term"].isin(["aa", "d"]), columns].to_numpy().tolist() == [
        ["aa", 2, 1, "A, B, C", "A"],
        ["d", 0, 4, "A", "A"],
    ]


def test_the_table_grows_with_what_moves_and_not_with_themes_times_terms():
    words = [f"w{number}" for number in range(2_000)]
    themes = {f"T{number}": words[number : number + 4] for number in range(0, 2_000, 4)}
    text = ". ".join(["w0", *words])
    rows = sensitivity(articles(text), read_lexicon(themes), changes=("term",))
    assert len(rows) == 500 + 2_000  # all terms, and what each of them moves


def test_on_what_the_first_place_hangs():
    themes = {"G": {"A": ["a", "aa"], "B": ["b"]}, "Other": ["z"]}
    table = sensitivity(articles("a aa b z b aa"), read_lexicon(themes))
    assert changed_leads(table) == [
        ["A without “a”", "G", "A", "A, B"],
        ["A without “aa”", "G", "A", "B"],
        ["Other without “z”", "", "Other", ""],
    ]
    assert changed_leads(sensitivity(articles("nothing"), read_lexicon(themes))) == []


def test_a_term_that_stands_there_twice_is_left_out_as_a_whole():
    twins = [{"term": "Rat", "language": code} for code in ("de", "en")]
    table = articles("Rat Rat").assign(language="de")
    rows = sensitivity(table, read_lexicon({"R": twins, "S": ["Rat Rat"]}), changes=("term",))
    assert len(rows) == 2 + 2  # without R's, of each language, nothing moves
    variants = ["all terms", "S without “Rat Rat”"]
    assert rows["variant"].unique().tolist() == variants
    assert changed_leads(rows) == [["S without “Rat Rat”", "", "S", "R"]]


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match='"drop" or "count"'):
        sensitivity(articles("a"), read_lexicon({"A": ["a"]}), nested="keep")
    with pytest.raises(ValueError, match="given twice"):
        sensitivity(articles("a", "b").assign(article=1), read_lexicon({"A": ["a"]}))
    assert sensitivity(articles(), read_lexicon({"A": ["a"]}))["mentions"].sum() == 0
