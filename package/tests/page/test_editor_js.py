"""What the reader of a page edits, `page/scripts/themes/`: it is kept, shared, and saved as a
file that reads back.
"""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsthemes.lexicon.edit import theme_lines
from newsthemes.lexicon.model import one_names
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.text.normal_form import normal_form
from script import calls

pytestmark = pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
TRADE = {"term": "trade", "excluded": False, "exact": False}
AUTHORS = [{"group": "Issues", "theme": "Trade", "terms": [TRADE]}]
ODD_NAMES = """Trade|China's|a: b|- x|#1|yes|not|{a|*x|''|"|?|<b>|a #b|‘é|a:""".split("|")
SIGNS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"])
NAMES = st.one_of(st.sampled_from(ODD_NAMES), st.text(SIGNS, min_size=1, max_size=8))
TERMS = ["trade", "US", "*.com", "a: b", "{x}", "Xi Jinping", "it's", "# 1", "No. 2"]


@pytest.fixture(scope="module")
def js():
    with calls("themes/terms.js", "themes/yaml.js") as call:
        yield call


def entries(lexicon):
    names = dict(zip(lexicon.themes, theme_lines(lexicon), strict=True))
    terms = lexicon.terms
    return sorted((*names[t.theme], t.term, t.excluded, t.case == "exact") for t in terms)


@pytest.mark.slow
@given(data=st.data())
def test_the_saved_themes_read_back(js, data):
    lexicon, wanted = [], []
    # as the page takes a name that is typed
    tidy = NAMES.map(lambda name: " ".join(normal_form(name).split())).filter(bool)
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
    assert sorted(theme_lines(read)) == sorted(
        (theme["group"], theme["theme"]) for theme in lexicon
    )
    assert sorted(read.themes) == sorted(js("namesOf", lexicon))
    assert entries(read) == sorted(wanted)


@pytest.mark.parametrize(
    "themes",
    [
        {"A: War": ("A", "War"), "B: War": ("B", "War"), "War": ("", "War")},
        {"War": ("A", "War"), "A: Peace": ("A", "A: Peace"), "Peace": ("", "Peace")},
        {"A: A: War": ("A", "A: War"), "B: A: War": ("B", "A: War")},
    ],
)
def test_the_script_and_python_give_a_theme_the_same_one_name(js, themes):
    assert one_names([*themes.values()]) == [*themes]
    assert js(
        "namesOf", [{"group": group, "theme": theme} for group, theme in themes.values()]
    ) == [*themes]


def test_quotes_stand_only_where_they_are_needed(js):
    lexicon = [
        {**AUTHORS[0], "theme": "Trade & tariffs (all)"},
        {"group": "", "theme": "a: b", "terms": []},
    ]
    saved = js("yamlOf", lexicon).partition("\n\n")[2]
    assert saved == "Issues:\n  Trade & tariffs (all):\n    - trade\n\n'a: b': []\n"


@pytest.mark.parametrize(
    "theme, fault",
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
def test_a_name_that_cannot_be_is_refused(js, theme, fault):
    themes = [theme] * (2 if theme["theme"] == "Twin" else 1)
    themes += [{"group": "A", "theme": "War"}, {"group": "", "theme": "Trade"}]
    problem = js("nameProblem", theme, themes, ["Issues"])
    assert fault in problem if fault else problem == ""


def test_a_line_with_an_error_is_known_by_its_number(js):
    read = "(text) => { const { numbers, problems } = readTheme({ text }); return [numbers, [...problems]]; }"
    numbers, [[number, problem]] = js(read, "trade\n\n'x\n not: y ")
    assert list(numbers) == [1, 3] and number == 2  # an empty line has no number
    assert "never closes" in problem


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
