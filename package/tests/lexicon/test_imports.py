"""Dictionaries of other programs: what is read of each format, what is listed, what is refused."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import add_terms, find_mentions, read_lexicon, save_lexicon
from newsthemes.lexicon.edit import theme_lines
from newsthemes.lexicon.read_lexicon import LexiconError, parse_lexicon

LAMB = {  # one dictionary, three times
    "lamb.yml": "A category: [more, lamb*]\nAnother category: [had, art]\n",
    "lamb.dic": "%\n01\tA category\n2\tAnother category\n%\n\nmore\t1\nlamb*\t01\nhad\t02\nart\t2\n",
    "lamb.lc3": "+A category\n more \n lamb*\n+Another category\nhad\n art\n",
}


def read(tmp_path, name, text):
    """A file of this name and content, as a lexicon, in silence."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return read_lexicon(path)


def entries(lexicon):
    return {"/".join(filter(None, name)): lines for name, lines in theme_lines(lexicon).items()}


@pytest.mark.parametrize("name", LAMB)
def test_one_dictionary_in_three_formats_finds_the_same_mentions(tmp_path, name):
    lexicon = read(tmp_path, name, LAMB[name])
    found = find_mentions(["Mary had a lamb. MORE lambs had Art, more art."], lexicon)
    assert list(zip(found["theme"].str.capitalize(), found["match"], found["start"], strict=True)) == [
        ("Another category", "had", 5), ("A category", "lamb", 11), ("A category", "MORE", 17), ("A category", "lambs", 22),
        ("Another category", "had", 28), ("Another category", "Art", 32), ("A category", "more", 37),
        ("Another category", "art", 42),
    ]  # fmt: skip
    assert lexicon.skipped == ()


CASES = [
    ("a.dic", "%\n1\tA\n\t2\tB C\n\t3 D_E\n%\nx\t1\ny z\t2 3\nw\t03\n", {"A": ["x"], "A/B C": ["y z"], "A/D_E": ["y z", "w"]},
     []),
    ("cr.dic", "%\r1\tA\r%\rx\t1\ry\t1\r", {"A": ["x", "y"]}, []),
    ("spaces.dic", "%%\n1  A\n2 B\n% \nx*     01\ny\t\t\t01 2\nz   01 02\n", {"A": ["x*", "y", "z"], "B": ["y", "z"]}, []),
    ("number.dic", "%\n3\tA\n%\ncovid 19\t3\nx 19 3\n", {"A": ["covid 19", "x"]}, [(5, "x 19", "no category 19")]),
    (
        "odd.dic",
        "%\n1 A\n1 B\nelse\n\t4 E\n5 F\n%\nx\t1\t9\ny\nkind\t<of>1/5\nlike\t(02 134)1/4 4\nw?t 1\nX\t1\n(i) z\t1\n",
        {"A": ["x"], "E": ["like"]},
        [
            (3, "1 B", "is not a category"), (4, "else", "is not a category"), 
            (8, "x 9", "no category 9"), (9, "y", "no category's number"), (10, "kind <of>1/5", "depends on the words"),
            (11, "like (02 134)1/4", "depends on the words"), (12, "w?t", "wildcard here"), (13, "X", "on line 8 too"),
            (14, "(i) z 1", "depends on the words"),
        ],
    ),
    ("a.dicx", "DicTerm,A,B\nx,X,\n\"y, z\",1,0\nw,,X\n", {"A": ["x", "'y, z'"], "B": ["w"]}, []),
    (
        "odd.dicx",
        "Entry,A,,C\nx,0.5,X,\n,X,,\ny,,,,X\nz,X,,\nw,,,\n",
        {"A": ["z"]},
        [
            (2, "x (A)", "weight 0.5"), (2, "x", "no name"), (3, "nothing", "no term"),
            (4, "y", "no name"), (6, "w", "to no category"),
        ],
    ),
    ("a.lc3", "x\n+A\n  y  \n*\n\n+B\n+C\nz", {"A": ["y"], "C": ["z"]},
     [(1, "x", "before any"), (4, "*", "match anything")]),
    (
        "a.csv",
        "\ufeffGroup;Theme;Term;Case;Excluded;Weight\nG;T;EU;;;1\nG;T;EU;any;;\n;U;\"a;b\";;;\nG;T;x y;exact;TRUE;1.0\n"
        ";;z;;;\n;U;w;;;2\n;U;v;upper;;\n;U;u;;maybe;\n",
        {"G/T": ["EU", "{term: EU, case: any}", "{not: x y, case: exact}"], "U": ["'a;b'"]},
        [(6, "z", "no theme"), (7, "U w 2", "weight 2"), (8, "U v upper", "exact or any"), (9, "U u maybe", "true or false")],
    ),
    ("bare.csv", "A,x\nA,y*\n", None, "line 1: no column is called theme and term"),
    ("a.yml", "A:\n  __: [x, US, us]\n  B: [y]\nC:\n  D:\n    - z\n    - z\n",
     {"A": ["x", "{term: US, case: any}"], "A/B": ["y"], "C/D": ["z"]}, [(2, "us", "on line 2 too"), (7, "z", "on line 6 too")]),
    ("text.json", '{"Text": "body", "B": ["y"]}', {"Text": ['"body"'], "B": ['"y"']}, []),
    ("flow.yml", "A: {B: [y], __: [x]}\n", {"A/B": ["y"], "A": ["x"]}, []),
    ("plain.yml", "A:\n  - x\n  - X\n  - y\n", {"A": ["X", "y"]}, []),
]  # fmt: skip


@pytest.mark.parametrize("name, text, themes, listed", CASES, ids=[case[0] for case in CASES])
def test_what_is_read_and_what_is_listed(tmp_path, name, text, themes, listed):
    if themes is None:
        with pytest.raises(LexiconError, match=listed):
            read(tmp_path, name, text)
        return
    lexicon = read(tmp_path, name, text)
    if name == "plain.yml":  # YAML of ours keeps its text, so what stands twice still stands there
        assert [term.term for term in lexicon.terms] == themes["A"]
    else:
        assert entries(lexicon) == themes
    for (line, entry, reason), (*place, says) in zip(lexicon.skipped, listed, strict=True):
        assert [line, entry] == place and says in reason


HEADS = [  # of a table of themes, and what it is read as
    ("Theme;Term\nTrade;tariff*\n", {"Trade": ["tariff*"]}),
    ("Thema;Begriff\nHandel;Zoll*\n", {"Handel": ["Zoll*"]}),
    ("Mot-clé\tCatégorie\ndouane\tCommerce\n", {"Commerce": ["douane"]}),
    ("group,category,keyword\nG,Trade,tariff*\n", {"G/Trade": ["tariff*"]}),
    ("category,subcategory,word\nG,Trade,tariff*\n", {"G/Trade": ["tariff*"]}),
    ("id,topic,word,note\n1,Trade,tariff*,x\n", {"Trade": ["tariff*"]}),
    ("theme;term\nA;Washington, D.C.\nA;b\n", {"A": ["'Washington, D.C.'", "b"]}),
]


@pytest.mark.parametrize("text, themes", HEADS)
def test_the_head_of_a_table_is_known(tmp_path, text, themes):
    assert entries(read(tmp_path, "a.csv", text)) == themes


def test_a_format_is_known_by_what_stands_in_the_file(tmp_path):
    for name, text in LAMB.items():
        for other in ("lamb.txt", "lamb"):
            assert len(read(tmp_path, other, text).terms) == 4, name


def test_a_warning_says_how_many_are_listed_and_names_the_first(tmp_path):
    path = tmp_path / "a.lc3"
    path.write_text("x\n+A\ny\n", encoding="utf-8")
    said = r"^a\.lc3 \(Lexicoder\): 1 read, 1 not .*: line 1, x: comes before"
    with pytest.warns(UserWarning, match=said) as caught:
        read_lexicon(path)
    assert caught[0].filename == __file__


FAULTS = [
    ("a.cat", "A\n\tx (1)\n", "is of WordStat, Yoshikoder or another program whose files are not read; INPUTS.md"),
    ("a.lcd", "<dictionary/>", "is of WordStat, Yoshikoder or another program whose files are not read"),
    ("xml.txt", "<dictionary/>", "is of WordStat, Yoshikoder or another program whose files are not read"),
    ("page.ykd", "<html><body/></html>", "holds no themes that a reader saved"),
    ("yaml.dic", "A: [x]\n", "does not begin with categories between two lines of %"),
    ("half.dic", "%\n1 A\nx 1\n", "does not begin with categories between two lines of %"),
    ("empty.dic", "", "does not begin with categories between two lines of %"),
    ("many.dic", "%\n1\tA\n%\n" + "".join(f"x{n}\t1\n" for n in range(200_001)), "line 200004: has more than 200,000 terms"),
    ("many.yaml", f"A: [{'x, ' * 400_001}x]", "has more than 200,000 terms, too many to be read; split it"),
    ("codes.dic", f"%\n1\tA\n%\nx{' 1' * 20_000} x\n", "holds no term"),
    ("open.csv", 'theme,term\nA,x\nA,"y\nA,z\n', "line 3: has a quote that is not closed, so all below is left out; correct it"),
    ("head.csv", "theme,term\n", "holds no term"),
    ("odd.csv", "Rubrik,Muster\nTrade,tariff*\n",
     "line 1: no column is called theme and term, or the like (it has: Rubrik and Muster); call them theme and term"),
    ("no-term.csv", "id,theme,x\n1,Trade,tariff*\n", "no column is called term, or the like (it has: id, theme and x)"),
    ("half.csv", "Rubrik,keyword\nTrade,tariff*\n", "no column is called theme, or the like (it has: Rubrik and keyword)"),
    ("zip.dic", b"PK\x03\x04\0\0\0", "is an Excel, Word, EPUB or ZIP file, not text"),
    ("list.yml", "- __: [x]\n", "line 1, x: comes before any category"),
    ("tab.yml", "A:\n\t__: [x]\n", "line 2"),
]  # fmt: skip


@pytest.mark.parametrize("name, text, says", FAULTS, ids=[fault[0] for fault in FAULTS])
def test_what_is_refused_names_the_file_and_says_why(tmp_path, name, text, says):
    with pytest.raises(LexiconError) as error:
        read(tmp_path, name, text)
    message = str(error.value)
    assert message.startswith(name) and says in message and len(message.splitlines()) == 1


def test_a_lexicon_as_a_table_makes_it_again_by_csv_too(tmp_path):
    terms = "WTO, {term: EU, case: any}, not: 'Trade, Union', {term: Zoll, language: de, forms: de}"
    table = parse_lexicon(f"G: {{T: [{terms}]}}\nU: [wh?t]").table()
    for again in (read(tmp_path, "a.csv", table.to_csv(index=False)), read_lexicon(table)):
        now = again.table().drop(columns="line")
        pd.testing.assert_frame_equal(now, table.drop(columns="line"))
        assert again.skipped == ()


def test_a_language_in_a_csv_that_is_no_code_is_listed(tmp_path):
    lexicon = read(tmp_path, "a.csv", "theme,term,language\nT,Zoll,German\nT,trade,en\n")
    assert [(term.term, term.language) for term in lexicon.terms] == [("trade", "en")]
    assert "language 'german': it is a code such as de or ru" in str(lexicon.skipped[0])


def test_a_read_dictionary_is_edited_and_saved_beside_its_file(tmp_path):
    lexicon = read(tmp_path, "lamb.lc3", LAMB["lamb.lc3"])
    assert lexicon.path == (tmp_path / "lamb.lc3.yaml").as_posix()
    edited = add_terms(lexicon, "New", ["fleece*"], group="")
    save_lexicon(edited, lexicon.path, lexicon.sha256)
    assert (tmp_path / "lamb.lc3").read_bytes().decode() == LAMB["lamb.lc3"]
    assert read_lexicon(lexicon.path).terms == edited.terms and len(edited.terms) == 5


WORDS = ["trade", "Trade", "trade-war", "trade war", "EU", "us", "*", "tra*de", "w?r", "it's: so", "*.com", "中国", "x" * 1001, "a_b"]  # fmt: skip
NAMES = ["A", "B C", "B_C", "A/B", "not", "<<", "a: 'b'", "NA"]
CATEGORY = st.tuples(st.sampled_from(NAMES), st.lists(st.sampled_from(WORDS), max_size=6))
CATEGORIES = st.lists(CATEGORY, min_size=1, max_size=6)
ENDINGS = [".dic", ".lc3", ".csv", ".dicx"]


def in_format(ending, categories):
    """Categories with their terms as a file's text, every second term of another weight where a
    format has weights.
    """
    entries = []
    for number, (name, terms) in enumerate(categories, 1):
        entries += [(number, name, term) for term in terms]
    weighed = [(name, term, len(term) % 2) for _, name, term in entries]
    if ending == ".dic":
        head = "".join(f"{number}\t{name}\n" for number, (name, _) in enumerate(categories, 1))
        return f"%\n{head}%\n" + "".join(f"{term}\t{number}\n" for number, _, term in entries)
    if ending == ".csv":
        return "theme,term,weight\n" + "".join('"{}","{}",{}\n'.format(*one) for one in weighed)
    if ending == ".dicx":
        head = ",".join(["DicTerm", *(f'"{name}"' for name, _ in categories)])
        rows = (f'"{term}"{"," * number}X\n' for number, _, term in entries)
        return f"{head}\n{''.join(rows)}"
    text = ""
    for name, terms in categories:
        text += f"+{name}\n" + "".join(f"{term}\n" for term in terms)
    return text


@pytest.mark.slow
@settings(max_examples=100)
@given(st.sampled_from(ENDINGS), CATEGORIES)
def test_what_is_read_and_what_is_listed_is_what_was_there(tmp_path_factory, ending, categories):
    there = sum(len(terms) for _, terms in categories)
    folder = tmp_path_factory.getbasetemp()
    try:
        lexicon = read(folder, "a" + ending, in_format(ending, categories))
    except LexiconError as error:
        assert "holds no term" in str(error)
    else:
        assert len(lexicon.terms) + len(lexicon.skipped) == there


SCRAPS = ["%", "\n", "\t", "1", "2 ", "A", "x*", "(1)", "(", ")", "<of>", "/", "+", ">>", "<<", "<dictionary>", ","]  # fmt: skip
SCRAPS += ['"', ";", "theme,term", "DicTerm", "__: ", "- ", ": ", "@", "_", "?", "\r", "\0", "\x85", "\u2028", "é", "\ufffe", "[", "'"]  # fmt: skip
SCRAPS += ["\ufeff", "\x1f"]


@pytest.mark.slow
@settings(max_examples=200)
@given(
    st.sampled_from([".yaml", ".txt", ".tsv", ".lcd", *ENDINGS]),
    st.binary(max_size=40) | st.lists(st.sampled_from(SCRAPS), max_size=25),
)
def test_any_bytes_are_read_or_refused_in_one_line(tmp_path_factory, ending, data):
    folder = tmp_path_factory.getbasetemp()
    data = data if isinstance(data, bytes) else "".join(data)
    try:
        lexicon = read(folder, "fuzz" + ending, data)
    except LexiconError as error:
        assert len(str(error).splitlines()) == 1
    else:
        assert {term.theme for term in lexicon.terms} <= set(lexicon.themes)
        if lexicon.path.endswith(ending + ".yaml"):
            read(folder, "again.yaml", lexicon.source)


def test_a_table_of_too_many_lines_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("newsthemes.files.csv_records.MAX_LINES", 2)
    with pytest.raises(LexiconError, match=r"^mine\.csv: has more than 2 lines, .*split it$"):
        read(tmp_path, "mine.csv", "theme,term\nTrade,tariff*\nTrade,trade\n")
