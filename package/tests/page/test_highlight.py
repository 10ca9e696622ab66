"""The highlighted article, as HTML and as plain text."""

import io
import re
from html import unescape

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from newsthemes import find_mentions, highlight, read_lexicon, show_text

LEXICON = read_lexicon({"China": ["China"], "Sea": ["South China Sea", "sea b*"], "<b>": ["b & b"]})


def table(*texts, **columns):
    return pd.DataFrame({"article": [*"abcdef"[: len(texts)]], "text": texts} | columns)


def shown(articles, lexicon=LEXICON, nested="drop", **options):
    return highlight(find_mentions(articles, lexicon, nested=nested), articles, lexicon, **options)


def test_numbers_say_it_all_without_any_style():
    plain = shown(table("China: the South China Sea.")).text
    assert plain.endswith("China[1]: the South China Sea[2].")
    nested = shown(table("China: the South China Sea."), nested="count").text
    assert nested.endswith("China[1]: the South China[1] Sea[2].")
    overlapping = shown(table("South China Sea bed")).text
    assert overlapping.startswith("[1] China 0 · [2] Sea 1 · [3] <b> 0")


def test_html_is_escaped_and_styled_inline():
    html = shown(table("b & b <script>alert(1)</script> China")).html
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;b&gt;" in html
    *_, mark = BeautifulSoup(html, "html.parser")("mark")
    assert (mark.text, mark.sup.text, mark["title"]) == ("China[1]", "[1]", "China")
    assert re.search("background:#[0-9a-f]{6}", mark["style"]) and "color:#111111" in mark["style"]


def test_a_color_is_changed_by_the_dict_and_a_group_without_one_keeps_its_own():
    articles = table("Trade and Iran")
    lexicon = read_lexicon({"Issues": {"Trade": ["trade"]}, "Places": {"Iran": ["Iran"]}})
    usual, red = (
        shown(articles, lexicon, colors=given).html for given in (None, {"Issues": "#f00"})
    )
    backgrounds = [re.findall(r"<mark style=\"background:(#\w+)", html) for html in (usual, red)]
    assert backgrounds[1] == ["#ffbfbf", backgrounds[0][1]] and backgrounds[0][0] != "#ffbfbf"


def test_a_title_that_is_no_part_of_the_text_stands_above_it():
    apart = table("China is up.", title=["Up & away"])
    within = apart.assign(text="Up & away\n\nChina is up.")
    for texts, times in ((apart, 1), (within, 1), (apart.drop(columns="title"), 0)):
        for view in (show_text(texts), shown(texts)):
            assert view.text.count("Up & away") == times
            assert ("Up &amp; away</h3>" in view.html) == (texts is apart)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.text(alphabet="China SouthSeab&<>$\\\n", max_size=60))
def test_nothing_of_the_text_is_lost(text):
    html = "".join(shown(table(text), nested="count").html.partition("</p>")[2])
    read = unescape(re.sub(r"<sup>\[\d+\]</sup>|</?(?:p|mark|span|div)[^>]*>", "", html))
    assert "".join(read.split()) == "".join(text.split())


def test_several_articles_are_named_by_id_and_title_and_of_many_ten_are_shown():
    articles = table("China", "China", title=["Ships & sails", ""])
    heads = re.findall("<h3[^>]*>(.*?)</h3>", shown(articles).html)
    assert heads == ["a: Ships &amp; sails", "b"]
    many = pd.DataFrame({"article": range(1200), "text": "China"})
    for view in (shown(many), show_text(many)):
        assert view.text.endswith("Shown: 10 of 1,200 articles.")
        assert view.html.count("<h3 ") == 10


def test_mentions_of_other_articles_are_left_out_and_those_of_other_themes_refused():
    articles = table("Ships of China sail.", "China rests. China.")
    mentions = find_mentions(articles, LEXICON)
    last = highlight(mentions, articles.tail(1), LEXICON)
    assert last.text.startswith("[1] China 2 ") and "rests" in last.html and "sail" not in last.html
    with pytest.raises(ValueError, match="the lexicon has no theme 'China'"):
        highlight(mentions, articles, read_lexicon({"Iran": ["Iran"]}))


WAYS = {
    "csv": lambda mentions, _: pd.read_csv(io.StringIO(mentions.to_csv(index=False))),
    "merge": lambda mentions, articles: mentions.merge(articles, on="article"),
    "concat": lambda mentions, _: pd.concat([mentions.head(1), mentions.tail(-1)]),
}


@pytest.mark.parametrize("change", WAYS.values(), ids=WAYS)
def test_a_table_that_went_through_pandas_is_highlighted_as_before(change):
    articles = table("China: the South China Sea.", "b & b").assign(article=["1", "2"])
    mentions = find_mentions(articles, LEXICON)
    changed = change(mentions, articles)
    assert highlight(changed, articles, LEXICON).html == highlight(mentions, articles, LEXICON).html


def test_without_text_no_article_is_shown(monkeypatch):
    articles = table("Ships of China sail.")
    assert "Ships" in show_text(articles).html and "Ships" in show_text(articles).text
    monkeypatch.setenv("NEWSTHEMES_NO_TEXT", "1")
    for view in (shown(articles), show_text(articles)):
        assert view.text == "The article is left out here." and "Ships" not in view.html
