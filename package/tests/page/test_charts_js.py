"""What the page says and draws from its counts, from modules of page/scripts/."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsthemes.files.csv_files import safe
from script import calls


@pytest.fixture(scope="module")
def js():
    modules = ["common/elements.js", "common/files.js", "themes/changes.js", "explore/rates.js"]
    with calls(*modules) as call:
        yield call


@pytest.mark.parametrize(
    "names, quoted",
    [
        (["Trade"], "“Trade”"),
        ([*"ABCD"], "“A”, “B”, “C”, “D”"),
        ([*"ABCDEF"], "“A”, “B”, “C”, “D”, 2 more"),
    ],
)
def test_of_many_names_the_first_are_named(js, names, quoted):
    assert js("quotedNames", names) == quoted


AT = [0, 1, 4]  # a place: the article, from, to
MOVED = {
    "another name": (["China"], ["PRC"], ["PRC"], [], []),
    "taken by one, lost by another": (["China", "Asia"], ["New"], ["Asia", "New"], [], ["Asia"]),
    "taken by two": (["China"], ["Trade", "War"], ["Trade", "War"], ["War"], []),
    "two are gone": (["China", "Asia"], ["New"], ["New"], [], ["Asia"]),
    "still there": (["China"], ["New"], ["China", "New"], ["New"], ["China"]),
    "only gone": (["China"], [], [], [], ["China"]),
}


@pytest.mark.parametrize("before, now, names, gained, lost", MOVED.values(), ids=MOVED)
def test_a_passage_moves_from_one_theme_that_is_gone_to_one_other(
    js, before, now, names, gained, lost
):
    changes = {"gained": [[name, *AT] for name in now], "lost": [[name, *AT] for name in before]}
    left = js("withoutMoved", changes, names)
    assert [name for name, *_ in left["gained"]] == gained
    assert [name for name, *_ in left["lost"]] == lost


@pytest.mark.parametrize(
    ("rates", "strip"),
    [
        ([(9, 1.5), (0, 0), (6, 8), (7, 3)], "M125 9v-4.5M625 0.0v1M875 9v-9"),
        ([(2, 1), (0, 0), (3, 0.5)], "M167 0.0v1M833 4.5v1"),
        ([(9, 0), (6, 2)], "M250 9v-0.4M750 0.0v1"),
    ],
)
def test_a_strip_has_gaps_and_dots_of_few_articles_and_a_bar_of_none(js, rates, strip):
    assert js("barsAt", [{"articles": articles, "rate": rate} for articles, rate in rates]) == strip


def test_rates_of_python_and_of_articles_are_the_same(js):
    articles = [
        {"words": words, "source": source} for words, source in [(6, "AP"), (2, ""), (2, "AP")]
    ]
    wanted = {"key": "AP", "articles": 2, "mentions": 4, "rate": 500}
    [rate] = js("(articles) => ratesBy(articles, [3, 9, 1], ({ source }) => source)", articles)
    assert {name: rate[name] for name in wanted} == wanted
    table = [["AP", 2, 3, 375], ["dpa", 1, 7, 7], ["AP", 2, 1, 125], ["dpa", 1, 8, 8]]
    assert js("ratesIn", table, 2, [0, 1])[0] == wanted
    assert js("ratesIn", table, 2, [0])[0] == wanted | {"mentions": 3, "rate": 375}
    assert [rate["mentions"] for rate in js("ratesIn", table, 2, [1])] == [1, 8]


@given(
    st.lists(st.sampled_from("= + - @ ' \" \t \r \n 1 ٣ . , e E a é \ufeff".split(" ")), max_size=6)
)
@pytest.mark.parametrize("start", ["", "=", "+1", "-.5e3", "@", "\t", "\r"])
def test_a_cell_is_made_safe_as_in_python_and_quoted_where_it_must_be(js, start, pieces):
    cell = "".join([start, *pieces])
    [wanted] = safe(pd.DataFrame({"a": [cell]}))["a"]
    if set(wanted) & set('",\r\n'):
        doubled = wanted.replace('"', '""')
        wanted = f'"{doubled}"'
    assert js("csvField", cell) == wanted
