"""Editing a lexicon, as the explorer does: exactly what was wanted, and every other line as it was."""

import os
import stat

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsthemes import read_lexicon, save_lexicon
from newsthemes.lexicon.edit import theme_lines, with_lines
from newsthemes.lexicon.read_lexicon import LexiconError, parse_lexicon

YAML = """\
# The head of the file.

Issues:                # a group
  # about Trade
  Trade:               # the key's comment
    - trade            # one
    - {term: WTO, case: exact}
    # in between
    - not:             # over two lines
        trade union*
    - Deals:
        - deal*        # within
    # the end of Trade

  War: [war, '*fare']  # in brackets

Alone: NATO
"""


def edited(text, changes):
    """The text with other lines for themes, named by their last name. None takes a theme out, a text is
    its new name, and its sub-themes go along; a pair names a new theme.
    """
    lexicon = parse_lexicon(text)
    themes, names = {}, {}
    for old, lines in theme_lines(lexicon).items():
        wanted = changes.get(old[1].rpartition("/")[2], lines)
        if wanted is None:
            continue
        names[old] = old
        for part in old[1].split("/"):
            if isinstance(changes.get(part), str):
                names[old] = (old[0], old[1].replace(part, changes[part], 1))
        themes[names[old]] = lines if isinstance(wanted, str) else wanted
    themes |= {name: lines for name, lines in changes.items() if isinstance(name, tuple)}
    return with_lines(lexicon, themes, names).source


def test_lines_stand_as_in_the_file_without_comments():
    assert theme_lines(parse_lexicon(YAML)) == {
        ("Issues", "Trade"): ["trade", "{term: WTO, case: exact}", "{not: trade union*}"],
        ("Issues", "Trade/Deals"): ["deal*"],
        ("Issues", "War"): ["war", "'*fare'"],
        ("", "Alone"): ["NATO"],
    }  # fmt: skip
    lexicon = read_lexicon({"T": ["NO", "*x", {"not": "a b", "case": "exact"}]})
    assert theme_lines(lexicon) == {("", "T"): ["NO", "'*x'", "{not: a b, case: exact}"]}


TRADE = ["trade", "{term: WTO, case: exact}", "{not: trade union*}"]
ONE = "    - trade            # one\n"
DEALS = "    - Deals:\n        - deal*        # within\n"
EDITS = [
    # what is edited, the lines that change: before, after
    ({"Trade": ["trades", *TRADE[1:]]}, ONE, ONE.replace("trade ", "trades ")),
    ({"Trade": TRADE[1:]}, ONE, ""),
    ({"Trade": ["new", *TRADE]}, ONE, f"    - new\n{ONE}"),
    ({"Trade": [*TRADE, "'*x'"]}, "        trade union*\n", "        trade union*\n    - '*x'\n"),
    # the comment of a term that makes way for two
    ({"Trade": ["goods", "wares", *TRADE[1:]]}, ONE, ONE.replace("trade", "goods") + "    - wares\n"),
    ({"Deals": []}, DEALS, "    - Deals: []\n"),
    ({"Deals": None}, DEALS, ""),
    ({"War": ["war", "wars"]}, "War: [war, '*fare']  # in brackets", "War:  # in brackets\n    - war\n    - wars"),
    # pasted from a file, and with a comment
    ({"War": ["    - war", "- '*x'  # why"]}, "War: [war, '*fare']  # in brackets", "War:  # in brackets\n    - war\n    - '*x' # why"),
    ({"War": None}, "  War: [war, '*fare']  # in brackets\n\n", ""),
    ({"Alone": ["NATO", "OTAN"]}, "Alone: NATO\n", "Alone:\n  - NATO\n  - OTAN\n"),
    ({"Alone": None}, "\nAlone: NATO\n", "\n"),
]  # fmt: skip


@pytest.mark.parametrize("mark, end", [("", "\n"), ("", "\r"), ("\ufeff", "\r\n")])
@pytest.mark.parametrize("changes, before, after", EDITS, ids=str)
def test_only_the_lines_of_the_edit_change(changes, before, after, mark, end):
    assert YAML.count(before) == 1
    expected = mark + YAML.replace(before, after).replace("\n", end)
    assert edited(mark + YAML.replace("\n", end), changes) == expected


N = {("G", "N"): ["n"]}


@pytest.mark.parametrize("text, changes, expected", [
    # a removed theme takes its comments along
    ("# head\nA: [a]\n# of B\nB: [b]\n", {"B": None}, "# head\nA: [a]\n"),
    ("# head\nA: [a]\nB: [b]\n", {"A": None}, "# head\nB: [b]\n"),
    ("A:\n- a\n# of B\nB:\n- b\n  # more of B\nC: [c]", {"B": None}, "A:\n- a\nC: [c]"),
    ("A: [a]\nB: [b]", {"B": None}, "A: [a]"),
    ("G:\n  A: [a]\nH:\n  B: [b]\n", {"A": None}, "H:\n  B: [b]\n"),
    ("T:\n  - t\n  - A:\n      - a\nU: [u]\n", {"A": None}, "T:\n  - t\nU: [u]\n"),
    ("forms: ru\nA: [a]\nB: [b]\n", {"A": None}, "forms: ru\nB: [b]\n"),
    ("A:\n  forms: ru\n  T: [x]\nB: [b]\n", {"T": None}, "B: [b]\n"),
    ("A:\nB: [b]\n", {"A": None}, "B: [b]\n"),
    # beside and in a theme without terms one is added
    ("T: []  # why\nU: [u]\n", {"T": ["a"]}, "T:  # why\n  - a\nU: [u]\n"),
    ("T:\n  -\n    b\n", {"T": ["a"]}, "T:\n  -\n    a\n"),
    ("T:\n- |\n  a\n- b\n  # c\n", {"T": ["x", "b"]}, "T:\n- x\n- b\n  # c\n"),
    ("T:\n- t\n- U: []\n", {"U": ["a"]}, "T:\n- t\n- U:\n    - a\n"),
    ("T:\n- A:\n  - B: []\n  - b\n", {"A": ["a"]}, "T:\n- A:\n  - B: []\n  - a\n"),
    ("T:\n- t\n- U: []\n", {"T": ["a"]}, "T:\n- a\n- U: []\n"),
    # a new theme goes to the end of its group
    ("G:\n  A: [a]\n\nB: [b]\n", N, "G:\n  A: [a]\n  N:\n    - n\n\nB: [b]\n"),
    ("G:\n  A:\n    - a\n    # of A\n# of B\nB: [b]", N,
     "G:\n  A:\n    - a\n    # of A\n  N:\n    - n\n# of B\nB: [b]"),
    ("A: [a]", {("", "N"): ["n"]}, "A: [a]\nN:\n  - n"),
    ("A: [a]\n\nB: [b]\n", N, "A: [a]\n\nB: [b]\n\nG:\n  N:\n    - n\n"),
    ("A: [a]\r\n", {("", "it's: so"): ["n"]}, "A: [a]\r\n'it''s: so':\r\n  - n\r\n"),
    ("A:\n  - a\n", {("", "A/B"): ["n"]}, "A:\n  - a\nA/B:\n  - n\n"),
    # a new name changes nothing else
    (YAML, {"Trade": "Commerce"}, YAML.replace("  Trade:  ", "  Commerce:  ")),
    (YAML, {"War": "*"}, YAML.replace("  War: [", "  '*': [")),
])  # fmt: skip
def test_a_theme_is_removed_added_or_renamed_and_gets_a_term(text, changes, expected):
    for mark in ("", "\ufeff"):
        assert edited(mark + text, changes) == mark + expected


ELSEWHERE = "is not edited here; change it in the file"


@pytest.mark.parametrize("text, changes, message", [
    (YAML, {("Alone", "N"): ["n"]}, "line 19, theme Alone: 'Alone' is on line 17 already"),
    (YAML, {("", "Issues"): ["n"]}, "line 19, theme Issues: 'Issues' is on line 3 already"),
    (YAML, {("", " "): ["n"]}, ".*is empty or holds a line break"),
    (YAML, {"Alone": ""}, ".*is empty"),
    (YAML, {"War": "Trade"}, ".*'Trade' is on line 5 already"),
    ("{A: [a]}", {("", "N"): ["n"]}, f"line 1: {ELSEWHERE}"),
    ("G: {A: [a]}", N, f"line 1, theme G: {ELSEWHERE}"),
    # of which a group would be left
    (YAML, {"Trade": []}, f"theme Trade: {ELSEWHERE}"),
    (YAML, {"Trade": None}, f"line 5, theme Trade: {ELSEWHERE}"),
    (YAML, {"Trade": [*TRADE[:2], "x"]}, f"line 9, theme Trade: {ELSEWHERE}"),
    ("T: [a,  # why\n  b]\n", {"T": ["a"]}, f"line 1, theme T: {ELSEWHERE}"),
    ("T:\n  - A: [a]\n    # of B\n    B: [b]\n", {"A": None}, f"line 2, theme T/A: {ELSEWHERE}"),
    ("T:\n  - a\n  - {S: [b]}\n", {"S": ["b", "c"]}, f"line 3, theme T/S: {ELSEWHERE}"),
    ("G: {A: [a], B: [b]}\n", {"A": None}, f"line 1, theme A: {ELSEWHERE}"),
    ("T: [t, {A: [a]}]\n", {"A": None}, f"line 1, theme T/A: {ELSEWHERE}"),
    ("T: [t, {A: [a]}]\n", {"T": ["u"]}, f"line 1, theme T: {ELSEWHERE}"),
    # the last theme stays
    ("A: [a]", {"A": None}, ".*holds no themes"),
    ("forms: ru\nA: [a]\n", {"A": None}, ".*holds no themes"),
    ("G:\n  forms: ru\n  A: [a]\n", {"A": None}, ".*holds no themes"),
])  # fmt: skip
def test_what_is_not_edited_is_named(text, changes, message):
    with pytest.raises(LexiconError, match=f"^(themes.yaml, )?{message}"):
        edited(text, changes)


def test_a_lexicon_from_a_dict_becomes_plain_yaml(tmp_path):
    issues = {"Trade": ["trade", {"not": "trade union*"}, "*x"]}
    lexicon = read_lexicon({"Issues": issues, "No: 1": ["NO"]})
    plain = "Issues:\n  Trade:\n    - trade\n    - not: trade union*\n    - '*x'\n'No: 1':\n  - NO"
    path = tmp_path / "a.yaml"
    assert save_lexicon(lexicon, path).source == plain == path.read_text()
    more = with_lines(lexicon, theme_lines(lexicon) | {("", "No: 1"): ["NO", "on"]})
    assert more.source == plain + "\n  - on"


@pytest.mark.filterwarnings("ignore:lexicon. Looked for letter by letter")
@given(st.text(alphabet="aé *?:#-'\"[]{},&!%@|><.", min_size=1).map(str.strip))
def test_any_term_survives_its_quoting(text):
    try:
        lexicon = read_lexicon({"T": {"term": text}, "U": [{"term": text}]})
    except LexiconError:
        assume(False)
    assert {term.term for term in parse_lexicon(lexicon.source).terms} == {" ".join(text.split())}


# --- any file, any edit
ENTRIES = ["a", "b c", "d*", "'*e'", "US", "{term: Xi, case: exact}", "not: f"]
TERMS = st.sampled_from([*ENTRIES, "{not: g h, case: any}"])
COMMENT = st.sampled_from(["", "", "  # why", "      # it's [so]: {yes}"])
LINES = st.lists(TERMS, min_size=1, max_size=5, unique=True)


@st.composite
def theme_text(draw, name, pad):
    """A theme as it may stand in a file; its last line may be a comment or empty."""
    lines, space = draw(LINES), " " * pad
    above = draw(st.sampled_from(["", f"{space}# of {name}\n", "\n"]))
    if draw(st.integers(0, 3)) == 0:
        return f"{above}{space}{name}: [{', '.join(lines)}]{draw(COMMENT)}\n"
    inner = space + draw(st.sampled_from(["", "  ", "    "]))
    entries = ""
    for line in lines:
        comment = draw(st.sampled_from(["", f"{inner}# own\n"]))
        entries += f"{comment}{inner}- {line}{draw(COMMENT)}\n"
    return f"{above}{space}{name}:{draw(COMMENT)}\n{entries}"


def some(*names):
    return st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)


@st.composite
def files(draw):
    """(the file in pieces, the themes of the pieces): pieces without a theme are None."""
    pieces, names = ["# The head of the file\n\n"], [None]
    for group in draw(some("", "G", "'H: h'")):
        if group:
            pieces.append(f"{group}:{draw(COMMENT)}\n")
            names.append(None)
        for theme in draw(some("A", "B/C", "'D: d'")):
            pieces.append(draw(theme_text(theme, 2 if group else 0)))
            names.append((group.strip("'"), theme.strip("'")))
    return pieces, names


@pytest.mark.slow
@given(files(), st.data(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_edit_gives_what_was_wanted_and_nothing_else(file, data, end, final):
    pieces, names = file
    pieces = [piece.replace("\n", end) for piece in pieces]
    text = "".join(pieces)
    lexicon = parse_lexicon(text if final else text.removesuffix(end))
    before = theme_lines(lexicon)
    assert list(before) == [name for name in names if name]
    name = data.draw(st.sampled_from(list(before)))
    kept = data.draw(st.permutations(before[name]))
    wanted = before | {name: [*kept[1:], *data.draw(LINES)]}
    after = with_lines(lexicon, wanted)
    assert theme_lines(after) == wanted
    at = names.index(name)
    left, right = "".join(pieces[:at]), "".join(pieces[at + 1 :])
    right = right if final else right.removesuffix(end)
    assert after.source.startswith(left) and after.source.endswith(right)
    assert after.source.count("\r") == (after.source.count("\n") if end == "\r\n" else 0)
    assert after.source.endswith(end) == (final or lexicon.source.endswith(end))
    own = after.source[len(left) : len(after.source) - len(right)]
    assert (f"# of {name[1]}" in pieces[at]) == (f"# of {name[1]}" in own)
    if len(before) > 1:
        others = {key: lines for key, lines in before.items() if key != name}
        less = with_lines(lexicon, others)
        assert theme_lines(less) == others
        for other, piece in zip(names, pieces, strict=True):
            assert other in (None, name) or piece.strip() in less.source


@pytest.mark.slow
@given(files(), st.data())
def test_all_themes_can_change_at_once(file, data):
    lexicon = parse_lexicon("".join(file[0]))
    wanted = {name: data.draw(LINES) for name in theme_lines(lexicon)}
    wanted |= {("G", "new"): ["x"], ("I", "new"): []}
    after = with_lines(lexicon, wanted)
    assert theme_lines(after) == wanted
    assert with_lines(after, wanted) is after and "# The head of the file\n" in after.source


EMPTY = [
    "A: [a]\nB: []\n",
    "G:\n  A: []\n  B:\n    - b  # c\n    - C: []\n    - D: [d]\n",
    "T:\n- A:\n  - B: []\n  - b\nU: {}\n",
]


@pytest.mark.slow
@given(
    st.sampled_from(EMPTY),
    st.lists(st.tuples(st.integers(0, 9), st.none() | st.lists(TERMS, max_size=3)), max_size=5),
)
def test_themes_that_have_no_terms_or_lose_them_are_edited_on(text, steps):
    lexicon = parse_lexicon(text)
    for number, (which, lines) in enumerate(steps):
        wanted = theme_lines(lexicon)
        name = list(wanted)[which % len(wanted)]
        wanted[name] = lines
        if lines is None:
            wanted |= {("N", f"{number}"): wanted.pop(name) or []}
        try:
            lexicon = with_lines(lexicon, wanted)
        except LexiconError as error:
            assert "is not edited here" in str(error)
        else:
            assert theme_lines(lexicon) == wanted


# --- to disk


def test_saving_keeps_bytes_rights_and_links(tmp_path):
    path, link = tmp_path / "themes.yaml", tmp_path / "link.yaml"
    path.write_bytes(YAML.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    link.symlink_to(path)
    lexicon = read_lexicon(link)
    edited = with_lines(lexicon, theme_lines(lexicon) | {("", "Alone"): ["Ünion"]})
    saved = save_lexicon(edited, link, lexicon.sha256)
    expected = YAML.replace("Alone: NATO", "Alone:\n  - Ünion").replace("\n", "\r\n")
    assert path.read_bytes() == expected.encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640 and link.is_symlink()
    assert read_lexicon(path).sha256 == saved.sha256 and saved.path == link.as_posix()
    assert sorted(os.listdir(tmp_path)) == ["link.yaml", "themes.yaml"]


@pytest.mark.parametrize("expected, message", [
    (None, "exists already"),
    ("0", "was changed on disk since"),
    ("", "is read-only; change that"),
])  # fmt: skip
def test_a_file_of_others_is_not_written_over(tmp_path, expected, message):
    path = tmp_path / "themes.yaml"
    path.write_text("A: [a]")
    if expected == "":
        path.chmod(0o444)
        expected = read_lexicon(path).sha256
    with pytest.raises(LexiconError, match=f"themes.yaml: {message}"):
        save_lexicon(parse_lexicon("B: [b]"), path, expected)
    assert path.read_text() == "A: [a]" and os.listdir(tmp_path) == ["themes.yaml"]


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(LexiconError, match="nowhere/a.yaml: cannot be written .*; check folder"):
        save_lexicon(parse_lexicon("B: [b]"), tmp_path / "nowhere" / "a.yaml")


SETTINGS = """\
forms: ru  # of the file
Issues:
  language: de  # of the group
  War:
    - forms: fr   # of the theme
    - guerre  # war
    - {term: мир, language: ru}  # peace
  Trade: [торговля]
Other:
  forms: el
  Sub: [a, b]
"""


def test_languages_and_forms_stay_with_their_comments():
    before = parse_lexicon(SETTINGS)
    assert [(entry.term, entry.language, entry.forms) for entry in before.terms] == [
        ("guerre", "de", "fr"), ("мир", "ru", "fr"), ("торговля", "de", "ru"), ("a", "", "el"),
        ("b", "", "el"),
    ]  # fmt: skip
    lines = theme_lines(before)
    assert lines["Issues", "War"] == ["forms: fr", "guerre", "{term: мир, language: ru}"]
    assert with_lines(before, lines).source == SETTINGS
    lines["Issues", "War"][1] = "paix"
    lines["Issues", "New"] = ["{not: x, language: ru, forms: ru}"]
    lines["Other", "Sub"] = ["a"]
    after = with_lines(before, lines)
    assert after.source == SETTINGS.replace("guerre", "paix").replace(
        "[торговля]\n", "[торговля]\n  New:\n    - {not: x, language: ru, forms: ru}\n"
    ).replace("[a, b]", "\n    - a").replace("Sub: \n", "Sub:\n")
    assert with_lines(after, theme_lines(after)).source == after.source
    assert theme_lines(parse_lexicon(after.source)) == theme_lines(after)


def test_entries_over_several_lines_keep_language_and_forms():
    text = "T:\n  - not: '*haus'\n    language: de\n  - term:\n      Rat\n    forms: de\n"
    entries = theme_lines(parse_lexicon(text))["", "T"]
    assert entries == ["{not: '*haus', language: de}", "{term: Rat, forms: de}"]
