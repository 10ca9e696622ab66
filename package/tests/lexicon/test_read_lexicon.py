"""themes.yaml -> Lexicon: what is read, what is refused, what is warned of."""

import hashlib
import os
import re
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import LISTS, LITERAL, REGEX
from newsthemes import add_terms, read_lexicon
from newsthemes.lexicon.read_lexicon import LexiconError, LexiconWarning, parse_lexicon

YAML = """\
Issues:                       # a group
  Trade:
    - trade
    - {term: Polish, case: exact}
    - not: trade union*
    - Deals:
        - deal*
    - goods
  War: war
Alone: [NATO, {term: WTO, case: any}]
"""


def terms(text):
    return [(term.theme, term.term, term.case, term.excluded) for term in parse_lexicon(text).terms]


def test_a_lexicon_alone_in_a_cell_says_how_much_it_holds_and_where_to_see_it():
    lexicon = read_lexicon({"Trade": ["trade", "tariff*"]})
    assert repr(lexicon) == "<Lexicon of 1 theme, 2 terms, path ''; .table() lists them>"


def test_every_shape_in_the_order_of_the_file():
    lexicon = parse_lexicon(YAML)
    assert [term[:6] for term in lexicon.terms] == [
        ("Issues", "Trade", "trade", "any", False, 3),
        ("Issues", "Trade", "Polish", "exact", False, 4),
        ("Issues", "Trade", "trade union*", "any", True, 5),
        ("Issues", "Trade/Deals", "deal*", "any", False, 7),
        ("Issues", "Trade", "goods", "any", False, 8),
        ("Issues", "War", "war", "any", False, 9),
        ("", "Alone", "NATO", "exact", False, 10),
        ("", "Alone", "WTO", "any", False, 10),
    ]
    groups = {"Trade": "Issues", "Trade/Deals": "Issues", "War": "Issues", "Alone": ""}
    assert lexicon.groups == groups


SAME = """\
A:
  War: [war]
  Trade: [trade]
B:
  War: [front]
War: [troops]
"""


def test_two_themes_of_one_name_are_told_apart_by_their_groups():
    lexicon = parse_lexicon(SAME)
    assert lexicon.groups == {"A: War": "A", "Trade": "A", "B: War": "B", "War": ""}
    assert [term.theme for term in lexicon.terms] == list(lexicon.themes)
    assert lexicon.table()["theme"].tolist() == list(lexicon.themes)
    for name, theme in {"A: Trade": "Trade", "Trade": "Trade", "B: War": "B: War"}.items():
        assert lexicon.theme_named(name) == theme
    two = parse_lexicon(SAME.replace("War: [troops]\n", ""))
    with pytest.raises(LexiconError, match="themes have the name 'War'; write A: War or B: War"):
        two.theme_named("War")
    said = re.escape(
        "--theme: the lexicon has no theme 'B: Trade' (did you mean 'A: Trade'?); it has"
    )
    with pytest.raises(LexiconError, match=said):
        two.theme_named("B: Trade", "--theme")


@pytest.mark.parametrize(("name", "meant"), [
    ("budget CUTS", "Budget cuts"),
    ("Budget cust", "Budget cuts"),
    ("Tarde", "Trade"),
    ("issues: trade", "Issues: Trade"),
    ("Peace", ""),
    ("", ""),
])  # fmt: skip
def test_a_theme_that_is_not_there_is_said_with_the_one_that_comes_near(name, meant):
    lexicon = read_lexicon({"Issues": {"Budget cuts": ["cuts"], "Trade": ["trade"]}})
    hint = f" (did you mean {meant!r}?)" if meant else ""
    with pytest.raises(LexiconError) as error:
        lexicon.theme_named(name)
    said = f"theme: the lexicon has no theme {name!r}{hint}; it has Budget cuts and Trade"
    assert str(error.value) == said


@pytest.mark.parametrize(("text", "line", "other"), [
    (f"{SAME}'A: War': [x]", 2, 7),
    ("A:\n  War: [war]\n'A: War': [x]", 2, 3),
    ("A:\n  War: [war]\n  'A: War': [x]", 2, 3),
    ("'A: B':\n  C: [c]\nA:\n  'B: C': [c]", 4, 2),
])  # fmt: skip
def test_two_themes_that_would_be_called_the_same_are_named(text, line, other):
    said = f"themes.yaml, line {line}, theme .*: the theme on line {other} has the name 'A: "
    with pytest.raises(LexiconError, match=f"{said}.*; rename one"):
        parse_lexicon(text)


@pytest.mark.parametrize("text, themes", [
    ("AFRICA:\n  EAST:\n    'BI': [Burundi]\n    DJ: [Djibouti]",
     [("AFRICA", "EAST/BI"), ("AFRICA", "EAST/DJ")]),
    ("G:\n  A:\n    B:\n      C: [x]", [("G", "A/B/C")]),
    ("POPULISM:\n  - elite\n  - SUB: [people]", [("", "POPULISM"), ("", "POPULISM/SUB")]),
    ("POPULISM:\n  - SUB: [people]", [("", "POPULISM/SUB")]),
    ("A CATEGORY: [more, lamb]\nB: mary", [("", "A CATEGORY"), ("", "B")]),
    ("G:\n  A/B: [y]\n  A:\n    B:\n      C: [x]", [("G", "A/B"), ("G", "A/B/C")]),
    ("T:\nU: [a]", [("", "T"), ("", "U")]),
])  # fmt: skip
def test_trees(text, themes):
    with warnings.catch_warnings(action="error"):
        groups = parse_lexicon(text).groups
        assert [(group, theme) for theme, group in groups.items()] == themes


def test_every_scalar_is_text_in_nfc_with_single_spaces():
    for scalar in ("NO", "on", "2024", "2023-10-26", "null", "~x", "1.5", "true", "0x1F", "12:30"):
        lexicon = parse_lexicon(f"{scalar}: [{scalar}]")
        assert lexicon.themes == (scalar,) and lexicon.terms[0].term == scalar
    assert terms("T: ['  cafe\u0301 \u00a0 au\tlait ']") == [("T", "café au lait", "any", False)]


@pytest.mark.parametrize("case, some", [
    ("exact", ["US", "ÉU", "ABCDE"]),
    ("any", ["A", "ABCDEF", "Us", "COVID-19", "U.S.", "US*", "G20", "US EU", "中国"]),
])  # fmt: skip
def test_two_to_five_capitals_and_nothing_else_are_exact(case, some):
    for term in some:
        assert terms(f"T: ['{term}', not: '{term} x']")[0] == ("T", term, case, False)


FAULTS = [
    ("T:\n  - war\n  - *war", 3, "T", "'*war'", "must stand in quotes: '*war'"),
    ("T: [a, *war*, b]", 1, "T", "'*war*'", "must stand in quotes: '*war*'"),
    ("G:\n  T:\n    - ?ar", 3, "T", "'?ar'", "must stand in quotes: '?ar'"),
    ("T: [?ar]", 1, "T", None, "needs quotes"),
    *[(f"T:\n- {sign}b", 2, "T", f"'{sign}b'", "must stand in quotes") for sign in "&!%@`|>"],
    ("T: &x [a]\nU: *x", 1, "T", None, "must stand in quotes"),
    ("T:\n  - {<<: a}", 2, "T", None, "unknown key '<<'"),
    ("T:\n\t- a", 2, "T", None, "the line is indented with a tab"),
    ("T:\n  - a\n \t- b", 3, "T", None, "the line is indented with a tab"),
    ("T:\n  - {term: a, caes: any}", 2, "T", None, "unknown key 'caes'"),
    ("T:\n  - US: China", 2, "T", None, "unknown key 'US'"),
    ("T:\n  - {term: a, case: upper}", 2, "T", None, "case 'upper': it is either exact or any"),
    ("T:\n  - {term: a, not: b}", 2, "T", None, "either {term: …} or {not: …}"),
    ("T:\n  - {case: any}", 2, "T", None, "either {term: …} or {not: …}"),
    ("T:\n  - {term: [a]}", 2, "T", None, "one term is due"),
    ("T: [a]\nU: [b]\nT: [c]", 3, "T", None, "on line 1 already"),
    ("G:\n  A:\n    B: [x]\n  A/B: [y]", 4, "A/B", None, "on line 3 already"),
    ("T:\n  - S: [a]\n  - S: [b]", 3, "T/S", None, "on line 2 already"),
    ("- a", 1, "", None, "holds no themes"),
    ("trade", 1, "", None, "holds no themes"),
    ("They met. " * 30, 1, "", None, "looks like an article, not themes; read it with nt.read_articles"),
    ("", None, "", None, "holds no themes"),
    ("forms: ru", 1, "", None, "holds no themes below its settings; write 'Trade:', and"),
    ("U: [a]\nT:\n  language: de", 3, "", None, "holds no themes below its settings"),
    ("T:\n- a\n- S:\n    forms: ru", 4, "T/S", None, "holds no themes below its settings"),
    ("# only a comment", None, "", None, "holds no themes"),
    ("T:\n  - a\n  - [b, c]", 3, "T", None, "a list within a list"),
    *[(f"T:\n- '{one}'", 2, "T", f"'{one}'", "match anything") for one in ("*", "? - *", "–",
     "**")],
    ("T:\n  - a\n  -", 3, "T", "''", "an empty term"),
    ("T:\n  -goal\n  -score", 2, "T", "'-goal -score'", "several lines as one term; begin each"),
    ("T:\n  goal\n  score", 2, "T", "'goal score'", "several lines as one term; begin each"),
    ("T:\n  - goal\n    score\n", 2, "T", "'goal score'", "several lines as one term"),
    ("T: [a, b\n  c]", 1, "T", "'b c'", "several lines as one term"),
    *[(text, 2, "T", "'-goal'", "write '- goal', or put it in quotes") for text in
     ("T:\n  -goal", "T:\n- -goal", "T:\n- not: -goal", "T:\n- {term: -goal, case: any}")],
    ("T:\n- #tag", 2, "T", "''",
     "an empty term; delete the line, or quote a term that starts with #"),
    ("T:\n  - ' '", 2, "T", "''", "an empty term"),
    ("T:\n  - " + "x" * 1001, 2, "T", None, "over 1,000 characters"),
    ('T:\n  - "a\\ab"', 2, "T", "'a\\x07b'", "a control character"),
    ("T:\n  - a\n  - b\x07", 3, "", None, "does not allow"),
    ("'': [a]", 1, "", None, "is empty or holds a line break"),
    ('"a\\nb": [a]', 1, "", None, "is empty or holds a line break"),
    ("? [a]\n: b", 1, "", None, "a list or mapping in place of a name"),
    ("T:\n  - a\n  - it: b: c", 3, "T", None, "a colon too many"),
    ("T:\n  - a\n  - 'tis\nU: [b]", 3, "T", None, "a quote opens here"),
    ("T:\n  - a\nU: [b\nV: [c]", 3, "U", None, "a bracket opens here"),
    ("T: [a]\n---\nU: [b]", 2, "", None, "a second document"),
    ('T:\n  - "a" b', 2, "T", None, "does not fit the lines above"),
    ("T:\n  - term: a\n    case: *x", 3, "T", "'*x'", "must stand in quotes"),
    ("T:\n  - *a\u2028b", 2, "T", "'*a\\u2028b'", "must stand in quotes"),
    ("T: " + "[" * 5000, 1, "T", None, "nested too deeply"),
]  # fmt: skip


@pytest.mark.parametrize("text, line, theme, term, says", FAULTS)
def test_errors_name_file_line_theme_term_and_what_to_do(text, line, theme, term, says):
    with pytest.raises(LexiconError) as error:
        parse_lexicon(text)
    message = str(error.value)
    parts = {"line": line, "theme": theme, "term": term}
    place = "".join(f", {name} {part}" for name, part in parts.items() if part)
    assert message.startswith(f"themes.yaml{place}") and (not term or f"{place}: " in message)
    assert says in message and "\n" not in message and len(message) < 300
    shown = error.value.__context__ if not error.value.__suppress_context__ else None
    assert error.value.__cause__ is None and shown is None


@pytest.mark.parametrize("term", REGEX)
def test_a_regular_expression_is_refused(term):
    said = "line 3, theme T, term .*is no regular expression; give"
    with pytest.raises(LexiconError, match=said):
        read_lexicon({"T": ["a", term]})


NOT_A_TERM = dict.fromkeys(LISTS, "holds several terms; write each")
NOT_A_TERM |= dict.fromkeys(["not:trade war", "Not : war"], "is no phrase to leave out; write not:")


@pytest.mark.parametrize(("term", "says"), NOT_A_TERM.items())
def test_what_cannot_be_meant_as_one_term_is_refused_in_each_way_in(term, says, tmp_path):
    table = pd.DataFrame({"theme": "T", "term": ["a", term]})
    table.to_csv(tmp_path / "themes.csv", index=False)
    for themes in ({"T": [term]}, {"T": [{"term": term}]}, {"T": [{"not": term}]}, table):
        with pytest.raises(LexiconError, match=says):
            read_lexicon(themes)
    with pytest.raises(LexiconError, match=says):
        parse_lexicon(f"T: ['{term}']")
    with pytest.raises(LexiconError, match=says):
        add_terms(read_lexicon({"T": ["a"]}), "T", term)
    with pytest.warns(LexiconWarning, match=says):
        skipped = read_lexicon(tmp_path / "themes.csv").skipped
    assert [entry.entry for entry in skipped] == [term]


@pytest.mark.parametrize("term", LITERAL)
def test_marks_that_can_be_meant_are_read(term):
    assert read_lexicon({"T": [term]}).terms[0].term == term


@pytest.mark.parametrize("pair, number", [
    ("Trade-war, trade war", 1), ("Strasse, STRASSE", 1), ("Xi’s, Xi's", 1), ("ΣΑΣ x, σας x", 1),
    ("STRAẞE, straße", 1),
    ("US, us", 2), ("ß, ss", 2), ("{term: Polish, case: exact}, polish", 2), ("aß, AẞX", 2),
    ("EU, {term: EU, case: any}", 2),
])  # fmt: skip
def test_a_term_that_stands_twice_is_kept_once_and_nothing_is_lost(pair, number):
    lexicon = parse_lexicon(f"T: [b, {pair}]\n")
    assert len(lexicon.terms) == 1 + number and not lexicon.skipped


def test_file_bytes_and_sha256(tmp_path):
    data = b"\xef\xbb\xbf" + YAML.replace("\n", "\r\n").encode()
    path = tmp_path / "mine.yaml"
    path.write_bytes(data)
    lexicon = read_lexicon(path)
    assert lexicon.terms == parse_lexicon(YAML).terms and lexicon.path == path.as_posix()
    assert lexicon.sha256 == hashlib.sha256(data).hexdigest() and lexicon.source.encode() == data


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_or_a_huge_file_is_refused_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    said = "cannot be read: it is a folder, a pipe or a device, not a file"
    with pytest.raises(LexiconError, match=said):
        read_lexicon(tmp_path / "pipe")
    with (tmp_path / "a.yaml").open("wb") as huge:
        huge.truncate(300_000_000)
    with pytest.raises(LexiconError, match="MB, too much for one file; split it"):
        read_lexicon(tmp_path / "a.yaml")


@pytest.mark.parametrize("name, data", [("a.yaml", b"T: [a\0b]"), ("none.yaml", None), (".", None)])
def test_unreadable_files(tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(LexiconError, match="a.yaml: holds NUL bytes|cannot be read"):
        read_lexicon(tmp_path / name)


WORDS = {
    "German": ["Zölle", "Rüstung", "Außenhandel", "Verteidigung"],
    "Polish": ["cło", "żółty", "wojna handlowa", "spór o źródła", "Rząd", "minister spraw zagranicznych", "władza", "święto"],
    "Japanese": ["関税", "貿易摩擦", "首脳会談", "外務大臣"],
}  # fmt: skip
EACH = [(WORDS["German"], name) for name in ("utf-8", "utf-8-sig", "utf-16-le", "cp1252")]
EACH += [(WORDS["Polish"], "iso8859_2")]
EACH += [(WORDS["Japanese"], name) for name in ("euc_jp", "cp932")]


@pytest.mark.parametrize("ending, head, dash", [(".yaml", "{}:\n", "  - "), (".lc3", "+{}\n", "")])
@pytest.mark.parametrize("words, encoding", EACH)
def test_themes_are_read_in_other_encodings(words, encoding, ending, head, dash, tmp_path):
    path = tmp_path / f"mine{ending}"
    text = head.format(words[0]) + "".join(f"{dash}{word}\n" for word in words)
    path.write_bytes(text.encode(encoding))
    with warnings.catch_warnings(record=True, action="always") as caught:
        found = read_lexicon(path)
    told = encoding != "euc_jp"  # too few words to tell it from Korean
    assert ([term.term for term in found.terms] == words) is told
    said = [str(one.message).partition("Not UTF-8: read as ")[2] for one in caught]
    assert len(said) == (not encoding.startswith("utf"))
    assert all(re.search(", (guessed|unsure);", one) for one in said)
    assert told or "unsure" in said[0]
    # where Save would else change the file's encoding
    beside = ending != ".yaml" or not encoding.startswith("utf-8")
    assert found.path == path.as_posix() + ".yaml" * beside
    # which warns of nothing
    assert [term.term for term in read_lexicon(path, encoding=encoding).terms] == words


def test_an_encoding_that_is_wrong_is_named(tmp_path):
    (tmp_path / "a.yaml").write_bytes("T: [schön]".encode("cp1252"))
    with pytest.raises(LexiconError, match="a.yaml: is not ASCII text .byte 8."):
        read_lexicon(tmp_path / "a.yaml", encoding="ascii")
    (tmp_path / "a.yaml").write_text("T: [schön]", encoding="utf-8")
    assert read_lexicon(tmp_path / "a.yaml", encoding="cp1252").terms[0].term == "schön"


@pytest.mark.parametrize("text, line, term, todo", [
    ("A: [x]\nClimate: climate, emissions", 2, "climate, emissions", "[climate, emissions]"),
    ("Climate:\n  climate; CO2-*, *war", 2, "climate; CO2-*, *war", "[climate, CO2-*, *war]"),
    ('{"Climate": "climate, emissions"}', 1, "climate, emissions", "[climate, emissions]"),
    ("G: {Climate: 'Paris, Texas'}", 1, "Paris, Texas",
     "[Paris, Texas], or put it in brackets and quotes"),
    ("Climate: ['Paris, Texas']", None, None, None),
    ("Climate: [climate, emissions]", None, None, None),
    ("Climate:\n  - Washington, D.C.", None, None, None),
])  # fmt: skip
def test_a_list_without_brackets_is_refused(text, line, term, todo):
    if line is None:
        assert len(parse_lexicon(text).terms) in (1, 2)
        return
    where = f"themes.yaml, line {line}, theme Climate, term {term!r}"
    with pytest.raises(LexiconError, match=re.escape(f"{where}: would be one term; write {todo}")):
        parse_lexicon(text)


def test_a_dict_is_read_like_a_file_and_needs_no_quotes():
    listed = ["*war", "NO", {"not": "trade union*"}, "not : trade wind*", "it's: so"]
    entry = {"not": "US Open", "case": "exact"}
    group = {"Taiwan": ("Taiwan",), "On": [], "Oil": "oil"}
    lexicon = read_lexicon({"Trade": [*listed, entry], "No: 1": group})
    assert [term[:5] for term in lexicon.terms] == [
        ("", "Trade", "*war", "any", False), ("", "Trade", "NO", "exact", False),
        ("", "Trade", "trade union*", "any", True), ("", "Trade", "trade wind*", "any", True),
        ("", "Trade", "it's: so", "any", False),
        ("", "Trade", "US Open", "exact", True),
        ("No: 1", "Taiwan", "Taiwan", "any", False), ("No: 1", "Oil", "oil", "any", False),
    ]  # fmt: skip
    assert lexicon.groups["On"] == "No: 1"
    assert lexicon.path == "" and parse_lexicon(lexicon.source).terms == lexicon.terms


@pytest.mark.parametrize("themes", [
    {"T": [2024]}, {"T": None}, {1: ["a"]}, {"T": b"a"}, {"T": "*"}, {}, {"T": "\ud800"},
])  # fmt: skip
def test_a_dict_goes_through_the_same_checks(themes):
    with pytest.raises(LexiconError):
        read_lexicon(themes)


@pytest.mark.parametrize("terms", [
    {"trade", "tariff*"}, frozenset(["trade", "tariff*"]), pd.Series(["tariff*", "trade"]),
    np.array(["tariff*", "trade"]), pd.Index(["tariff*", "trade"]), pd.array(["tariff*", "trade"]),
    dict.fromkeys(["tariff*", "trade"]).keys(), iter(["tariff*", "trade"]),
])  # fmt: skip
def test_the_terms_of_a_theme_are_any_list(terms):
    lexicon = read_lexicon({"T": terms})
    assert [term.term for term in lexicon.terms] == ["tariff*", "trade"]
    if not isinstance(terms, Iterator):
        assert add_terms(read_lexicon({"T": []}), "T", terms).terms == lexicon.terms


@pytest.mark.parametrize("themes", [["trade"], {"trade"}, b"mine.yaml", None, pd.Series(["trade"])])
def test_what_is_no_lexicon_is_said_with_what_to_give(themes):
    with pytest.raises(TypeError, match=r"this is a \w+, not themes; give a path, or a dict of th"):
        read_lexicon(themes)


def test_a_table_of_themes_and_terms_is_read_two_rows_of_a_theme_as_one():
    rows = [("Trade", "tariff*"), ("Iran", "Iran"), ("Trade", "it's: so"), ("Trade", "TARIFF*")]
    table = pd.DataFrame(rows, columns=["theme", "term"], index=[9, 8, 7, 6])
    lexicon = read_lexicon(table.assign(passage="He said\n so."))
    assert [term[1:3] for term in lexicon.terms] == [rows[0], rows[2], rows[1]]
    grouped = read_lexicon(table.assign(group=["Issues", "", "Issues", "Issues"]))
    assert grouped.groups == {"Trade": "Issues", "Iran": ""}


@pytest.mark.parametrize(("rows", "says"), [
    ([("", "Wang")], "table, row 5 (Wang): has no theme; correct the row, or leave it out"),
    ([("Iran", "Iran"), (None, "Wang")], "table, row 6 (Wang): has no theme"),
    ([("  ", "Wang")], "table, row 5 (Wang): has no theme"),
    ([("Iran", "")], "table, row 5 (nothing): has no term"),
    ([("Iran", "*")], "table, row 5 (*): would match anything"),
    ([("Iran", "Wang\nYi"), ("Iran", "")], "table, row 6 (nothing): has no term"),
    ([("Iran", "Wang\rYi"), ("", "Wang")], "table, row 6 (Wang): has no theme"),
    ([], "table: holds no term"),
])  # fmt: skip
def test_a_row_that_is_no_term_of_a_theme_is_named(rows, says):
    labels = range(5, 5 + len(rows))
    table = pd.DataFrame(rows, columns=["theme", "term"], index=labels)
    with pytest.raises(LexiconError) as error:
        read_lexicon(table)
    assert str(error.value).startswith(says)


def test_a_table_without_the_columns_is_refused():
    for head, says in {
        ("Term", "kind"): "theme and term (it has: Term and kind)",
        ("term", "topic"): "theme (it has: term and topic)",
        (): "theme and term (it has: none)",
    }.items():
        with pytest.raises(LexiconError) as error:
            read_lexicon(pd.DataFrame(columns=head))
        todo = "rename the columns that hold them"
        assert str(error.value) == f"table: no column is called {says}; {todo}"


def test_a_table_of_articles_is_no_lexicon():
    with pytest.raises(LexiconError, match="; articles are read with nt.read_articles"):
        read_lexicon(pd.DataFrame({"article": ["a"], "text": ["They met."]}))


def test_table_has_the_same_columns_with_and_without_terms():
    table = parse_lexicon(YAML).table()
    columns = ["group", "theme", "term", "case", "excluded", "line", "language", "forms"]
    assert list(table.columns) == columns and len(table) == 8
    empty = parse_lexicon("T: []").table()
    assert empty.dtypes.to_dict() == table.dtypes.to_dict() and len(empty) == 0
    assert list(table.term[table.excluded]) == ["trade union*"]


@pytest.mark.parametrize("line", ["", "   ", "  # x", "    "])
def test_the_time_grows_with_the_lines_and_not_with_their_square(line, tmp_path):
    lines = "\n".join(["Block:\n  - |\n    x" * (line == "    "), *[line] * 40_000])
    (tmp_path / "a.yaml").write_text(f"Trade:\n  - trade\n{lines}\n", encoding="utf-8")
    start = time.process_time()
    added = add_terms(read_lexicon(tmp_path / "a.yaml"), "Trade", ["tariff"])
    assert "tariff" in {entry.term for entry in added.terms} and time.process_time() - start < 4


SCRAPS = ["T", "a", ":", " ", "\n", "  ", "- ", "- not: ", "{", "}", "[", "]", ",", "*", "&x ", "!", "'", '"', "\\U", "#", "\t"]  # fmt: skip
SCRAPS += ["%YAML 1.9\n", "---\n", "...", "? ", "|", ">", "<<: ", "\r", "\ufeff", "\0", "\u2028", "term", "case: ", "\\xZ", "é"]  # fmt: skip


@settings(deadline=None)
@given(st.text(max_size=40) | st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join))
def test_any_text_is_read_or_refused_in_one_line(text):
    with warnings.catch_warnings(action="error"):
        warnings.simplefilter("ignore", UserWarning)
        try:
            lexicon = parse_lexicon(text)
        except LexiconError as error:
            assert str(error).startswith("themes.yaml") and len(str(error).splitlines()) == 1
        else:
            assert {term.theme for term in lexicon.terms} <= set(lexicon.themes)


@pytest.mark.parametrize("term", ["NOT steel", "-steel", "!steel", "trade AND war", "trade OR war",
    "“trade”", "„ZOLL“", "trade, war", "Iran, Iraq, Israel"])  # fmt: skip
def test_a_term_of_a_search_engine_is_named(term):
    table = pd.DataFrame({"theme": "Trade", "term": [term, "tariff"]})
    for themes in ({"Trade": [term, "tariff"]}, table):
        with pytest.warns(LexiconWarning, match=f"letter by letter .Trade: {term}.; write .not: x"):
            read_lexicon(themes)


@pytest.mark.parametrize("term", ["RESEARCH AND DEVELOPMENT", "trade and war", "- steel", "NOTRE"])
def test_other_terms_are_no_search(term):
    assert read_lexicon({"Trade": [term]}).themes == ("Trade",)  # a warning is an error here


@pytest.mark.parametrize("value", [5, None, b"war", pd.DataFrame({"term": ["war"]})])
def test_what_is_no_text_in_a_dict_is_named_with_its_theme(value):
    with pytest.raises(
        LexiconError, match=rf"theme Trade: .* is not text \({type(value).__name__}\)"
    ):
        read_lexicon({"Issues": {"Trade": ["trade", value]}})
    with pytest.raises(LexiconError, match=rf"terms: .* is not text \({type(value).__name__}\)"):
        add_terms(read_lexicon({"Trade": ["trade"]}), "Trade", [value])


@pytest.mark.parametrize("tags", ["<script " * 5000, '<script id="edit"' * 1500])
def test_tags_of_a_page_that_never_end_take_no_time(tmp_path, tags):
    path = tmp_path / "reader.html"
    path.write_text("<!doctype html>" + tags)
    start = time.process_time()
    with pytest.raises(LexiconError, match="holds no themes that a reader saved"):
        read_lexicon(path)
    assert time.process_time() - start < 0.1


def test_the_common_issues_are_read_by_a_name_that_is_no_file_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("issues").write_text("Mine:\n  - mine\n", encoding="utf-8")
    issues = read_lexicon("issues")
    assert "Mine" not in issues.themes
    assert set(issues.groups.values()) == {"Issues"}
    assert issues.path == "issues.yaml"  # where an edit would be saved: not in the library
    assert read_lexicon("./issues").themes == read_lexicon(Path("issues")).themes == ("Mine",)
    with pytest.raises(LexiconError, match="'isues': cannot be read"):
        read_lexicon("isues")


def test_each_common_issue_says_what_it_counts_and_has_ten_to_forty_terms():
    issues = read_lexicon("issues")
    lines = issues.source.splitlines()
    for theme in issues.themes:
        above = lines[: lines.index(f"  {theme}:")][-2:]
        assert [line.split(":")[0] for line in above] == ["  # Counts", "  # Does not"]
        assert 10 <= sum(term.theme == theme for term in issues.counted_terms) <= 40
