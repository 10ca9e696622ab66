"""The highlighted article, as HTML and as plain text."""

import re
from html import unescape

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from newsthemes import find_mentions, highlight, read_lexicon, show_text
from newsthemes.show import highlight as module
from newsthemes.show.captions import NO_TEXT
from newsthemes.show.highlight import ARTICLE_DATA, most_relevant

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
    assert (
        mark
        and mark[2] == "China"
        and re.fullmatch(r"background:#[0-9a-f]{6};color:#111111", mark[1])
    )


def test_a_title_that_is_no_part_of_the_text_stands_above_it():
    own = pd.DataFrame({"article": ["a"], "title": ["Up & away"], "text": ["China is up."]})
    within = own.assign(text="Up & away\n\nChina is up.")
    for texts, times in ((own, 1), (within, 1), (own.drop(columns="title"), 0)):
        for shown in (show_text(texts), highlight(find_mentions(texts, LEXICON), texts)):
            assert shown.text.count("Up & away") == times and (
                "<h3>Up &amp; away</h3>" in shown.html
            ) == (texts is own)


@given(st.text(alphabet="China SouthSeab&<>$\\\n", max_size=60))
def test_nothing_of_the_text_is_lost(text):
    html = "".join(read(text, nested="count").html.partition("</p>")[2])
    shown = unescape(re.sub(r"<sup>\[\d+\]</sup>|</?(?:p|mark|span)[^>]*>", "", html))
    assert "".join(shown.split()) == "".join(text.split())


def test_several_articles_are_named_by_their_titles():
    articles = pd.DataFrame(
        {"article": ["a", "b"], "title": ["Ships & sails", ""], "text": ["China"] * 2}
    )
    assert (
        "<h3>Ships &amp; sails</h3>" in highlight(find_mentions(articles, LEXICON), articles).html
    )


def test_without_text_no_article_is_shown(monkeypatch):
    articles = pd.DataFrame({"article": ["a"], "text": ["Ships of China sail."]})
    mentions = find_mentions(articles, LEXICON)
    assert "Ships" in show_text(articles).html and "Ships" in show_text(articles).text
    monkeypatch.setenv(NO_TEXT, "1")
    for shown in (highlight(mentions, articles, LEXICON), show_text(articles)):
        assert (
            shown.text == "The article is left out here."
            and "Ships" not in shown.html
            and not shown.data
        )


def test_one_of_several_articles_can_be_shown():
    articles = pd.DataFrame(
        {"article": ["a", "b"], "text": ["Ships of China sail.", "China rests."]}
    )
    shown = highlight(find_mentions(articles, LEXICON), articles, article="b")
    assert "rests" in shown.html and "sail" not in shown.html


def data(articles, lexicon, nested="drop"):
    return highlight(
        find_mentions(articles, lexicon, nested=nested), articles, lexicon
    )._repr_mimebundle_()[ARTICLE_DATA]


def test_the_data_hold_what_was_found_and_mark_what_is_dropped():
    articles = pd.DataFrame(
        {
            "article": ["a", "b"],
            "text": ["China: the South China Sea.", ""],
            "date": ["2021-01-02", None],
        }
    )
    found = [[[0, 0, 0, 5], [1, 0, 11, 26], [0, 0, 17, 22]], []]
    for nested, marked in (("drop", [[], [], [1]]), ("count", [[], [], []])):
        held = data(articles, LEXICON, nested)
        wanted = [[row + mark for row, mark in zip(found[0], marked, strict=True)], []]
        assert [one["found"] for one in held["articles"]] == wanted
        assert [(one["date"], one["source"]) for one in held["articles"]] == [
            ("2021-01-02", ""),
            ("", ""),
        ]
    assert held["total"] == 2 and held["key"] != data(articles.head(1), LEXICON)["key"]


def test_where_a_theme_has_a_term_twice_the_script_must_count():
    lexicon = read_lexicon({"T": ["Xi", {"term": "Xi", "case": "exact"}]})
    assert (
        data(pd.DataFrame({"article": ["a"], "text": ["Xi xi"]}), lexicon)["articles"][0]["found"]
        is None
    )


def test_a_page_holds_as_much_text_as_it_may_and_one_article_at_least(monkeypatch):
    monkeypatch.setattr(module, "MOST_TEXT", 20)
    articles = pd.DataFrame(
        {"article": ["a", "b", "c"], "text": ["China, " * 9, "China", "China China"]},
        index=[0, 0, 0],
    )
    assert most_relevant(find_mentions(articles, LEXICON), articles)["article"].tolist() == ["a"]
    few = articles.tail(2)
    assert most_relevant(find_mentions(few, LEXICON), few)["article"].tolist() == ["b", "c"]
