"""The highlighted article and the concordance, as HTML and as plain text."""

import re
from html import unescape

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st
from themes import concordance, find_mentions, highlight, read_lexicon, show_concordance

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


@given(st.text(alphabet="China SouthSeab&<>$\\\n", max_size=60))
def test_nothing_of_the_text_is_lost(text):
    html = "".join(read(text, nested="count").html.partition("</p>")[2])
    shown = unescape(re.sub(r"<sup>\[\d+\]</sup>|</?(?:p|mark|span)[^>]*>", "", html))
    assert "".join(shown.split()) == "".join(text.split())


def test_a_concordance_shows_each_match_between_its_sides():
    articles = pd.DataFrame({"article": ["a"], "text": ["Ships of <China> sail."]})
    shown = show_concordance(concordance(find_mentions(articles, LEXICON), articles))
    assert "Ships of <[China]> sail." in shown.text and "paragraph 1" in shown.text
    assert "Ships of &lt;</td>" in shown.html and ">China</mark>&gt; sail." in shown.html


def test_several_articles_are_named_by_their_titles_and_no_passage_is_a_sentence():
    articles = pd.DataFrame({"article": ["a", "b"], "title": ["Ships & sails", ""], "text": ["China"] * 2})
    table = concordance(find_mentions(articles, LEXICON), articles)
    shown = show_concordance(table, articles)
    assert "(China; Ships & sails, paragraph 1)" in shown.text and "(China; b, paragraph 1)" in shown.text
    assert "<td>Ships &amp; sails, paragraph 1</td>" in shown.html
    assert "<h4>Ships &amp; sails</h4>" in highlight(find_mentions(articles, LEXICON), articles).html
    assert show_concordance(table.head(0)).html == "<p>There is no passage.</p>"
