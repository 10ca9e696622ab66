"""The counting rule, point by point: each case would fail without the point that it names."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cases import ONE_TERM, SAME_SPAN, SEA, SEVERAL, SLOW
from newsthemes import find_mentions, read_lexicon
from newsthemes.mentions.find import _numbers
from strategies import articles


def found(text, themes, **options):
    mentions = find_mentions(articles(text), read_lexicon(themes), **options)
    return (mentions["theme"] + ": " + mentions["match"]).tolist()


@pytest.mark.parametrize(("term", "text", "expected"), ONE_TERM)
def test_one_term(term, text, expected):
    matches = [line.removeprefix("T: ") for line in found(text, {"T": [term]})]
    assert (len(matches) if isinstance(expected, int) else matches) == expected


@pytest.mark.parametrize(("themes", "text", "expected"), SEVERAL)
def test_several_terms(themes, text, expected):
    assert found(text, themes) == expected


def test_nested_mentions_are_counted_on_request():
    both = ["South China Sea: South China Sea", "China: China"]
    assert found("The South China Sea", SEA, nested="count") == both
    with pytest.raises(ValueError, match="'keep'"):
        found("x", SEA, nested="keep")


@pytest.mark.parametrize(("terms", "expected"), SAME_SPAN)
def test_which_term_a_span_goes_to(terms, expected):
    for order in (terms, terms[::-1]):
        mentions = find_mentions(articles("trade US China talks"), read_lexicon({"T": order}))
        assert mentions["term"].tolist() == [expected]


def test_the_table():
    issues = {"Trade": ["trade", "tariff*"], "Iran": ["Iran"]}
    lexicon = read_lexicon({"Issues": issues, "Empty of": ["nothing here"]})
    table = articles("No. Trade\n\nand Tariffs.", "trade")
    mentions = find_mentions(table, lexicon)
    assert mentions.astype(object).to_numpy().tolist() == [
        ["a0", "Issues", "Trade", "trade", "Trade", 4, 9, 2, 1],
        ["a0", "Issues", "Trade", "tariff*", "Tariffs", 15, 22, 3, 2],
        ["a1", "Issues", "Trade", "trade", "trade", 0, 5, 1, 1],
    ]
    assert mentions[["group", "theme", "term"]].dtypes.eq("str").all() and mentions.attrs == {}
    without = find_mentions(table, lexicon, sentences=False)
    assert without["sentence"].isna().all()
    del without["sentence"], mentions["sentence"]
    pd.testing.assert_frame_equal(without, mentions)


def test_odd_texts_and_an_odd_index():
    texts = ["trade \ud800 trade\0trade", "\udfff trade"]
    table = pd.DataFrame({"article": ["a", "b"], "text": texts}, index=[7, "x"], dtype=object)
    mentions = find_mentions(table, read_lexicon({"T": ["trade"]}))
    places = [("a", 0), ("a", 8), ("a", 14), ("b", 2)]
    assert list(zip(mentions["article"], mentions["start"], strict=True)) == places


def test_numbers_are_right_in_more_articles_than_memory_holds():
    for row in (0, (1 << 23) - 1, (1 << 30) - 1):
        starts = np.array([[row, row, row + 1, row + 1], [0, 9, 0, 5]])
        mentions = np.array([row, row, row + 1]), np.array([3, 9, 7])
        assert _numbers(starts, *mentions).tolist() == [1, 2, 2]


def test_a_long_word_and_many_batches():
    some = ["x" * 1_200_000 + " trade", "é trade", "", *["trade é", "trade"] * 3]
    some.append("trade " * 200_000)
    mentions = find_mentions(articles(*some), read_lexicon({"T": ["trade", "*xx"]}))
    sizes = mentions["article"].value_counts(sort=False)
    assert sizes.tolist() == [2, *[1] * 7, 200_000]
    assert sizes.index.tolist() == ["a0", "a1", *(f"a{n}" for n in range(3, 10))]


@pytest.mark.slow
def test_no_term_takes_long(tmp_path):
    """In a process of its own, as nothing else could end it; it takes a second or two and is given
    five minutes.
    """
    (tmp_path / "slow.json").write_text(json.dumps(SLOW))
    code = f"""import json, pandas, newsthemes
for term, text, count in json.load(open({str(tmp_path / "slow.json")!r})):
    table = pandas.DataFrame({{"article": ["a"], "text": [text]}})
    assert len(newsthemes.find_mentions(table, newsthemes.read_lexicon({{"T": [term]}}))) == count, term"""
    command = [sys.executable, "-W", "ignore", "-c", code]
    folder = Path(__file__).resolve().parents[2]
    subprocess.run(command, cwd=folder, timeout=600, check=True)


@pytest.mark.parametrize("texts", [[], [""], ["\n\n"], ["nothing"]])
def test_nothing_found_is_an_empty_table_with_its_columns(texts):
    mentions = find_mentions(articles(*texts), read_lexicon(SEA))
    assert mentions.empty
    full = find_mentions(articles("China"), read_lexicon(SEA))
    assert mentions.dtypes.drop(["article", "match"]).equals(full.dtypes.drop(["article", "match"]))
