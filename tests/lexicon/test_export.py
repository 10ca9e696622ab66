"""A lexicon in the formats of others: what goes there comes back, and what cannot go is listed."""

import warnings
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsthemes.lexicon.export import ENDINGS, write_lexicon
from newsthemes.lexicon.read import LexiconError, LexiconWarning, parse_lexicon, read_lexicon

YAML = """\
Issues:                    # a group
  Trade talks: [trade, tariff*, not: trade union*]
  War:
    - war in Iraq
    - Civil: [civil *, '*fare']
Alone: [NATO, {term: WTO, case: any}, wh?t, trade]
"""


def said(lexicon):
    """The terms with the names of their themes, groups among them, and LIWC's `_` as the space that
    it stands for.
    """
    return Counter(
        ("/".join(filter(None, term[:2])).replace("_", " "), *term[2:5]) for term in lexicon.terms
    )


def there_and_back(lexicon, path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)
        return write_lexicon(lexicon, path), read_lexicon(path)


@pytest.mark.parametrize(
    "ending, lost",
    [(ending, []) for ending in (".yaml", ".yml", ".csv")]
    + [
        (ending, ["trade union*", "NATO", "wh?t"])
        for ending in (".cat", ".ykd", ".lcd", ".lc3", ".vbpro", ".vbp")
    ]
    + [
        (ending, ["trade union*", "civil *", "*fare", "NATO", "wh?t"])
        for ending in (".dic", ".dicx")
    ],
)
def test_what_a_format_cannot_say_is_listed_and_the_rest_comes_back(tmp_path, ending, lost):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)  # trade counts for two themes
        lexicon = parse_lexicon(YAML)
    listed, back = there_and_back(lexicon, tmp_path / f"a{ending}")
    assert {entry.entry for entry in listed} == set(lost) and len(listed) == len(lost)
    assert said(back) == Counter(
        {term: count for term, count in said(lexicon).items() if term[1] not in lost}
    )


def test_every_ending_is_tried():
    assert set(ENDINGS) == {
        ".yaml",
        ".yml",
        ".csv",
        ".cat",
        ".ykd",
        ".lcd",
        ".lc3",
        ".vbpro",
        ".vbp",
        ".dic",
        ".dicx",
    }


def test_a_warning_says_what_was_left_out(tmp_path):
    with pytest.warns(
        LexiconWarning,
        match=r"^a\.lc3 \(Lexicoder\): 1 of its entries cannot be written there: line 1, NATO: ",
    ) as caught:
        write_lexicon(parse_lexicon("A: [NATO, x]"), tmp_path / "a.lc3")
    assert caught[0].filename == __file__


@pytest.mark.parametrize(
    "name, says",
    [
        ("a.doc", ".doc is not a format of lexicons; the formats are .yaml"), ("a", "no ending is not a format"),
        ("there.csv", "exists already"), ("none/a.csv", "there is no folder"), ("a.lc3", "no entry of the lexicon"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_and_leaves_nothing(tmp_path, name, says):
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(LexiconError, match=says):
        write_lexicon(parse_lexicon("A: [NATO]"), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["there.csv"]
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


def test_a_theme_without_terms_is_listed_where_it_is_lost(tmp_path):
    with pytest.warns(LexiconWarning):
        lexicon = parse_lexicon("A: [x]\nB: []")
    listed, _ = there_and_back(lexicon, tmp_path / "a.csv")
    assert [entry[:2] for entry in listed] == [(0, "B")]


TERMS = [
    "trade",
    "US",
    "us",
    "trade-war",
    "tra*de",
    "*x",
    "x*",
    "w?r",
    "it''s: so",
    "a_b",
    "x (1)",
    "@x",
    "+x",
    ">>x<<",
    "%x",
    "a 1",
    "中国",
]
NAMES = ["A", "B C", "B_C", "A/B", "not", "+A", "a (1)", "1 A", "@A", ">>", "中", '"', "<&>", "#1"]


@settings(max_examples=150)
@given(
    st.sampled_from(ENDINGS),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.lists(st.sampled_from(TERMS), min_size=1, max_size=6, unique=True),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["", "G", "G_G", "A"]),
)
def test_what_is_written_and_what_is_listed_is_the_lexicon(tmp_path_factory, ending, themes, group):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)
        lexicon = read_lexicon({group: themes} if group else themes)
    path = tmp_path_factory.getbasetemp() / f"back{ending}"
    path.unlink(missing_ok=True)
    try:
        listed, back = there_and_back(lexicon, path)
    except LexiconError as error:
        assert "no entry of the lexicon can be written" in str(error)
        return
    assert len(back.terms) + len(listed) == len(lexicon.terms)
    assert not said(back) - said(lexicon) and back.listed == ()
