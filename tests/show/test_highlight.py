"""The highlighted article, as HTML and as plain text."""

import re
from html import unescape

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from themes import find_mentions, highlight, read_lexicon, show_text
from themes.show.captions import NO_TEXT

LEXICON = read_lexicon({"China": ["China"], "Sea": ["South China Sea", "sea b*"], "<b>": ["b & b"]})


def read(text, nested="drop"):
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    return highlight(find_mentions(articles, LEXICON, nested=nested), articles)


def test_numbers_say_it_all_without_any_style():
    assert read("China: the South China Sea.").text.endswith("China[1]: the South China Sea[2].")
    nested = read("China: the South China Sea.", nested="count").text
    assert nested.endswith("China[1]: the South China[1] Sea[2].")
    overlapping = read("South China Sea bed").text
    assert overlapping.startswith("[1] China 0 · [2] Sea 1 · [3] <b> 0")


def test_html_is_escaped_and_styled_inline():
    html = read("b & b <script>alert(1)</script> China").html
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;b&gt;" in html
    mark = re.search(r'<mark style="([^"]*)" title="([^"]*)">China<sup>\[1\]</sup></mark>', html)
    assert mark and mark[2] == "China" and re.fullmatch(r"background:#[0-9a-f]{6};color:#111111", mark[1])


def test_a_title_that_is_no_part_of_the_text_stands_above_it():
    own = pd.DataFrame({"article": ["a"], "title": ["Up & away"], "text": ["China is up."]})
    within = own.assign(text="Up & away\n\nChina is up.")
    cut = within.assign(title="Up & away …")
    for texts, times in ((own, 1), (within, 1), (cut, 1), (own.drop(columns="title"), 0)):
        for shown in (show_text(texts), highlight(find_mentions(texts, LEXICON), texts)):
            assert shown.text.count("Up & away") == times and ("<h4>Up &amp; away</h4>" in shown.html) == (texts is own)


@given(st.text(alphabet="China SouthSeab&<>$\\\n", max_size=60))
def test_nothing_of_the_text_is_lost(text):
    html = "".join(read(text, nested="count").html.partition("</p>")[2])
    shown = unescape(re.sub(r"<sup>\[\d+\]</sup>|</?(?:p|mark|span)[^>]*>", "", html))
    assert "".join(shown.split()) == "".join(text.split())


def test_several_articles_are_named_by_their_titles():
    articles = pd.DataFrame({"article": ["a", "b"], "title": ["Ships & sails", ""], "text": ["China"] * 2})
    assert "<h4>Ships &amp; sails</h4>" in highlight(find_mentions(articles, LEXICON), articles).html


def test_without_text_no_article_is_shown(monkeypatch):
    articles = pd.DataFrame({"article": ["a"], "text": ["Ships of China sail."]})
    mentions = find_mentions(articles, LEXICON)
    assert "Ships" in show_text(articles).html and "Ships" in show_text(articles).text
    monkeypatch.setenv(NO_TEXT, "1")
    for shown in (highlight(mentions, articles, LEXICON), show_text(articles)):
        assert shown.text == "The article is left out here." and "Ships" not in shown.html and not shown.data


def test_one_of_several_articles_can_be_shown():
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["Ships of China sail.", "China rests."]})
    shown = highlight(find_mentions(articles, LEXICON), articles, article="b")
    assert "rests" in shown.html and "sail" not in shown.html
