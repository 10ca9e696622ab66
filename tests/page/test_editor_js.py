"""What the reader of a page edits, `page/scripts/editor.js`: it is kept, shared, and saved as a
file that reads back.
"""

import json
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsthemes.lexicon.edit import theme_lines
from newsthemes.lexicon.read_lexicon import parse_lexicon
from script import calls, of_page

pytestmark = pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
TRADE = {"term": "trade", "excluded": False, "exact": False}
AUTHORS = [{"group": "Issues", "theme": "Trade", "terms": [TRADE]}]
ODD_NAMES = """Trade|China's|a: b|- x|#1|yes|not|{a|*x|''|"|?|<b>|a #b|‘é|a:""".split("|")
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
NAMES = st.one_of(st.sampled_from(ODD_NAMES), st.text(SIGNS, min_size=1, max_size=8))
TERMS = ["trade", "US", "*.com", "a: b", "{x}", "Xi Jinping", "it's", "# 1", "No. 2"]


@pytest.fixture(scope="module")
def js():
    with calls(of_page("rule.js", "editor.js", "share.js")) as call:
        yield call


def entries(lexicon):
    names = dict(zip(lexicon.themes, theme_lines(lexicon), strict=True))
    terms = lexicon.terms
    return sorted((*names[t.theme], t.term, t.excluded, t.case == "exact") for t in terms)


@pytest.mark.slow
@given(data=st.data())
def test_the_saved_themes_read_back(js, data):
    lexicon, wanted = [], []
    tidy = NAMES.map(lambda name: " ".join(unicodedata.normalize("NFC", name).split())).filter(bool)
    groups = data.draw(st.lists(st.one_of(st.just(""), tidy), min_size=1, max_size=3, unique=True))
    for group in groups:
        for theme in data.draw(st.lists(tidy, min_size=1, max_size=3, unique=True)):
            terms = data.draw(st.lists(st.sampled_from(TERMS), max_size=3, unique=True))
            kinds = [
                {
                    "term": term,
                    "excluded": data.draw(st.booleans()),
                    "exact": data.draw(st.booleans()),
                }
                for term in terms
            ]
            lexicon.append({"group": group, "theme": theme, "terms": kinds})
            wanted += [(group, theme, *kind.values()) for kind in kinds]
    themes = [{**theme, "text": ""} for theme in lexicon]
    assume(not any(js("nameProblem", theme, themes, groups) for theme in themes))
    read = parse_lexicon(js("yamlOf", lexicon))
    assert sorted(theme_lines(read)) == sorted((one["group"], one["theme"]) for one in lexicon)
    assert sorted(read.themes) == sorted(js("namesOf", lexicon))
    assert entries(read) == sorted(wanted)


def test_quotes_stand_only_where_they_are_needed(js):
    lexicon = [
        {**AUTHORS[0], "theme": "Trade & tariffs (all)"},
        {"group": "", "theme": "a: b", "terms": []},
    ]
    saved = js("yamlOf", lexicon).partition("\n\n")[2]
    assert saved == "Issues:\n  Trade & tariffs (all):\n    - trade\n\n'a: b': []\n"


@pytest.mark.parametrize(
    "theme, said",
    [
        ({"group": "Issues", "theme": "Trade"}, ""),
        ({"group": "Issues", "theme": ""}, "needs a name"),
        ({"group": "Issues", "theme": "a\u2028b"}, "control character"),
        ({"group": "", "theme": "Issues"}, "a group has this name"),
        ({"group": "Issues", "theme": "Twin"}, "another theme has this name"),
        ({"group": "A", "theme": "Trade"}, ""),
        ({"group": "", "theme": "A: War"}, "another theme has this name"),
        ({"group": "B", "theme": "A: War"}, "another theme has this name"),
        ({"group": "", "theme": "War"}, ""),
    ],
)
def test_a_name_that_cannot_be_is_refused(js, theme, said):
    themes = [theme] * (2 if theme["theme"] == "Twin" else 1)
    themes += [{"group": "A", "theme": "War"}, {"group": "", "theme": "Trade"}]
    found = js("nameProblem", theme, themes, ["Issues"])
    assert said in found if said else found == ""


def test_a_line_with_an_error_is_known_by_its_number(js):
    read = "(text) => { const { terms, numbers, problems } = readTheme({ text }); return [terms.length, numbers, [...problems]]; }"
    terms, numbers, problems = js(read, "trade\n\n'x\n not: y ")
    assert (terms, list(numbers)) == (2, [1, 3])  # an empty line has no number
    assert [list(problem)[0] for problem in problems] == [2] and "never closes" in list(
        problems[0]
    )[1]


@pytest.mark.parametrize(
    "typed, line",
    [
        ("trade", "trade"),
        ("- China", "China"),
        ("  -  - China ", "China"),
        ("-5", "-5"),
        ("*stan", "'*stan'"),
        ("?a's # why", "'?a''s' # why"),
        ("- not: *stan", "not: '*stan'"),
        ("term: *stan", "term: '*stan'"),
        ("'*stan'", "'*stan'"),
        ("{term: trade}", "{term: trade}"),
        ("“deep concerns”", '"deep concerns"'),
        ("„Rat“", '"Rat"'),
    ],
)
def test_a_line_is_taken_as_it_is_meant(js, typed, line):
    assert js("meant", typed) == line and js("(line) => parseLine(meant(line)).term", typed)


def test_an_edit_names_what_is_the_authors_by_number_and_comes_back(js):
    trip = """(lexicon, text) => {
        const authors = authorsOf(lexicon);
        const [trade] = themesOf({ nested: "drop", themes: [0] }, authors);
        const themes = [trade, { ...trade, id: 7, theme: "Commerce" }, { group: "", theme: "New", text }];
        const edit = editOf(themes, "count", authors, new Map([[7, 0]]));
        return JSON.stringify([edit, themesOf(JSON.parse(JSON.stringify(edit)), authors)]);
    }"""
    edit, back = json.loads(js(trip, AUTHORS, "a\n\n b "))
    renamed = {"group": "Issues", "theme": "Commerce", "lines": ["trade"], "from": 0}
    assert edit == {
        "nested": "count",
        "themes": [0, renamed, {"group": "", "theme": "New", "lines": ["a", "b"]}],
    }
    assert back == [
        {"group": "Issues", "theme": "Trade", "text": "trade", "from": 0},
        {"group": "Issues", "theme": "Commerce", "text": "trade", "from": 0},
        {"group": "", "theme": "New", "text": "a\nb"},
    ]


@pytest.mark.parametrize("length, said", [(200_000, "none"), (200_001, "it is cut or damaged")])
@pytest.mark.parametrize("part", ["group", "theme", "lines"])
def test_an_edit_with_a_text_that_nobody_typed_is_refused(js, part, length, said):
    trip = """(part, length) => {
        const long = "x".repeat(length);
        const theme = { group: "", theme: "a", lines: [], [part]: part === "lines" ? [long] : long };
        try { themesOf({ nested: "drop", themes: [theme] }, []); } catch ({ message }) { return message; }
        return "none";
    }"""
    assert js(trip, part, length) == said


def test_a_link_names_its_themes_and_is_read_only_where_they_are(js):
    trip = """(lexicon) => {
        const authors = authorsOf(lexicon);
        const renamed = { group: "", theme: "Commerce", lines: ["trade"], from: 0 };
        const link = JSON.stringify(toLink({ nested: "drop", themes: [0, renamed] }, authors, "k"));
        const read = (key) => {
            try { return fromLink(JSON.parse(link), authors, key); } catch ({ message }) { return message; }
        };
        return JSON.stringify([JSON.parse(link), read("k"), read("other")]);
    }"""
    link, back, refused = json.loads(js(trip, AUTHORS))
    renamed = {"group": "", "theme": "Commerce", "lines": ["trade"]}
    assert link == {"key": "k", "nested": "drop", "themes": ["Trade", {**renamed, "from": "Trade"}]}
    assert back == {"nested": "drop", "themes": [0, {**renamed, "from": 0}]}
    assert refused == "it was made for other themes"


SAME = [{"group": group, "theme": "War", "terms": ["war"]} for group in ("A", "B", "")]
SAME.append({"group": "A", "theme": "Trade", "terms": ["trade"]})


def test_themes_of_one_name_are_told_apart_by_their_groups(js):
    assert js("namesOf", SAME) == ["A: War", "B: War", "War", "Trade"]
    read = """(lexicon, names) => {
        return fromLink({ key: "k", nested: "drop", themes: names }, authorsOf(lexicon), "k").themes;
    }"""
    names = ["Trade", "War", "B: War", "A: War", "A: Trade", "B: Trade"]
    assert list(js(read, SAME, names)) == [3, 2, 1, 0, 3, -1]


def test_a_theme_stays_itself_where_another_gets_its_name(js):
    """It is not changed, and its passages are not lost and gained."""
    [one, other, *_] = [{**theme, "text": "war"} for theme in SAME]
    assert list(js("namesChanged", [one, other], [one])) == ["B: War"]
    keys = "(themes) => [...passageKeys(themes, [{ article: 0, theme: 0, start: 1, end: 4 }])]"
    assert list(js(keys, [one, other])) == list(js(keys, [one])) == ['["A: War",0,1,4]']
