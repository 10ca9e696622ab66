"""Saved web pages: the article, what the page says of itself, and pages made to do harm."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from newsthemes import read_articles, read_lexicon, write_page
from newsthemes.articles.formats import web_page as web
from newsthemes.articles.formats.detect_reader import read_bytes
from newsthemes.articles.formats.document import Document
from newsthemes.articles.formats.web_page import state_facts
from newsthemes.articles.read_articles import ArticleError, ArticleWarning
from newsthemes.files.read_files import FileError
from newsthemes.files.saved_pages import is_page

PARAGRAPHS = [
    "The foreign ministers of the two countries met in Geneva and spoke of trade, tariffs and the war for six hours.",
    "“We are ready to go on,” one said after the meeting, which nobody had expected to be as long as that, café and all.",
    "A second meeting is planned for next month in Vienna, where the two want to sign what they could not agree on this time.",
]
NAMES = ["Politics", "Sports", "Weather"]
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in NAMES)
PAGE = (
    """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ministers meet | The Paper</title>
    <meta property="og:title" content="Ministers meet - The Paper"><meta property="og:site_name" content="The Paper">
    <meta property="article:published_time" content="2023-10-26T08:00:00+02:00">
    <meta property="article:modified_time" content="2024-01-01T08:00:00+02:00"></head>
    <body><nav><ul>"""
    + MENU
    + "</ul></nav><article><h1>Ministers meet</h1>"
    + "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    + """</article><div class="comments" id="comments"><p>First! I think the ministers are wrong about everything.</p></div>
    <footer><p>Copyright 2021 The Paper. <a href="/cookies">Cookies</a></p></footer></body></html>"""
)


def write(path, text=PAGE, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def test_no_sign_inside_a_word_hides_it(tmp_path):
    body = PARAGRAPHS[0] + " The tra&shy;de war, a ta&#8203;riff, a du<wbr>ty, an o&#xfb03;ce."
    page = PAGE.replace(PARAGRAPHS[0], body)
    row = read_articles(write(tmp_path / "page.html", page)).iloc[0]
    assert "The trade war, a tariff, a duty, an office." in row.text


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_a_page_is_its_article_with_what_it_says_of_itself(tmp_path, name):
    row = read_articles(write(tmp_path / name)).iloc[0]
    assert row.text == "\n\n".join(["Ministers meet", *PARAGRAPHS]) and row.paragraphs == 4
    assert row[["title", "date", "source", "language"]].tolist() == [
        "Ministers meet", "2023-10-26", "The Paper", "en",
    ]  # fmt: skip


@pytest.mark.parametrize("charset, encoding, said", [
    ("iso-8859-1", "cp1252", "cp1252"),
    ("iso-8859-1", "utf-8", "utf-8"),  # saved anew by a browser that left the head as it was
    ("koi8-r", "koi8-r", "koi8-r"),
])  # fmt: skip
def test_the_encoding_is_the_one_that_the_head_names(tmp_path, charset, encoding, said):
    words = "Министры встретились в Женеве." if encoding == "koi8-r" else "“Café”"
    text = PAGE.replace("utf-8", charset).replace(
        PARAGRAPHS[1], f"{words} This is what the ministers said when they had met at last."
    )
    text = text if encoding == "utf-8" else text.encode(encoding, "ignore").decode(encoding)
    row = read_articles(write(tmp_path / "a.html", text, encoding)).iloc[0]
    assert words in row.text and row.encoding == said


def facts(head, body=""):
    document = Document("")
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    state_facts(document, html.document_fromstring(page))
    return document


def json_ld(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize("head, body, date", [
    (json_ld({"@type": "NewsArticle", "datePublished": "2023-10-26T23:30:00-05:00"}), "", "2023-10-26"),
    (json_ld({"@graph": [{"@type": "x"}, {"headline": "x", "datePublished": "2023-10-26"}]}), "", "2023-10-26"),
    ('<meta name="DC.date.issued" content="26 October 2023">', "", "2023-10-26"),
    ("", '<span itemprop="datePublished" content="2023-10-26">today</span>', "2023-10-26"),
    ("", '<time datetime="2023-10-26T08:00">x</time><time datetime="2023-10-26">x</time>', "2023-10-26"),
    # what would be a guess
    ("", '<time datetime="2023-10-26">x</time><time datetime="2020-01-01">x</time>', ""),
    ("", "<p>On 26 October 2023 they met.</p><p>© 2021</p><p class=date>3 May 2019</p>", ""),
    ('<meta property="article:modified_time" content="2023-10-26"><meta name="date" content="today">', "", ""),
    ('<meta name="date" content="20223-10-26"><meta name="pubdate" content="2023-02-30">', "", ""),
    (json_ld({"headline": "x", "datePublished": {"a": 1}}), "", ""),
    ('<script type="application/ld+json">{"datePublished": "2023-10-26"</script>', "", ""),
    (json_ld([[[]]] * 3).replace("[", "[" * 20_000), "", ""),
])  # fmt: skip
def test_a_date_is_from_metadata_or_empty(head, body, date):
    assert facts(head, body).date == date


@pytest.mark.parametrize("head, body, title, source", [
    (json_ld({"headline": "A &amp; b", "publisher": {"name": "AP"}}) + "<title>x</title>", "", "A & b", "AP"),
    ("<title>x | y</title>", "<h1>Ministers\n meet</h1>", "Ministers meet", ""),
    ("<title>Ministers meet</title>", "", "Ministers meet", ""),
    ("", "<p>Ministers met.</p>", "", ""),
])  # fmt: skip
def test_a_title_is_from_metadata_or_a_heading(head, body, title, source):
    assert (facts(head, body).title, facts(head, body).source) == (title, source)


def test_pages_without_an_article_are_named(tmp_path):
    write(tmp_path / "a.html"), write(tmp_path / "b.html", "<html><body><img src=x></body></html>")
    said = "b.html is a web page without an article that can be found"
    with pytest.warns(ArticleWarning, match=said):
        assert list(read_articles(tmp_path).article) == ["a"]
    write(tmp_path / "c.mht", "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n")
    with pytest.raises(ArticleError, match="is a web archive"):
        read_articles(tmp_path / "c.mht")


def test_pages_are_read_without_their_pictures():
    picture = '<img src="data:image/png;base64,' + "A" * 10_000_000 + '">'
    page = PAGE.replace("</article>", picture + "</article>")
    assert PARAGRAPHS[2] in read_bytes(page.encode(), ".html")[0].text


WAYS = [
    (20, 300, 300, ["may be the wrong part of its page"]),  # strictly, a notice of copyright
    (20, 50, 20, []),
    (200, 900, 200, []),
    (0, 300, 300, []),
]


@pytest.mark.parametrize("strict, usual, taken, doubt", WAYS)
def test_where_two_ways_to_find_the_article_differ_much_it_is_said(
    monkeypatch, strict, usual, taken, doubt
):
    def extract(tree, favor_precision=False, **way):
        return "word " * (strict if favor_precision else usual)

    monkeypatch.setattr("trafilatura.extract", extract)
    [document] = web.read_html("<html><body><p>word</p></body></html>")
    assert len(document.text.split()) == taken
    assert [text.partition(" (")[0] for text in document.doubts] == doubt


def test_comments_above_a_text_are_no_hurdle():
    assert not is_page("<!-- a note -->\n" * 40 + "They met.")
    assert is_page("<?xml version='1.0'?> <!-- a -- > note -->\n<!-- another --><html>")


def test_scripts_are_no_text_and_nothing_is_fetched(monkeypatch):
    monkeypatch.setattr(
        "socket.socket.connect", lambda *args: pytest.fail("a reader went to the network")
    )
    text = PAGE.replace(
        "<article>",
        '<article><script src="http://127.0.0.1:9/x.js">alert("harm")</script><iframe src="http://127.0.0.1:9/">',
    )
    assert "harm" not in web.read_html(text)[0].text  # in this process, whose sockets are watched


TAGS = st.sampled_from(
    "<p> </p> <div> <table> <h1> <!-- --> <script/type=application/ld+json> { } </script>".split()
)


@pytest.mark.slow
@given(st.lists(TAGS | st.text(max_size=30), max_size=20).map("".join))
def test_any_page_is_read_or_refused(text):
    try:
        [document] = read_bytes(b"<html>" + text.encode("utf-8", "replace"), ".html")
    except FileError as error:
        assert "; " in str(error)
    else:
        assert document.text


def test_a_page_of_counts_is_no_article(tmp_path):
    page = write_page(read_articles(["Trade talks go on."]), read_lexicon({"Trade": ["trade"]}))
    (tmp_path / "sent.html").write_text(page, encoding="utf-8")
    with pytest.raises(ArticleError, match="sent.html: is a page with counts that this project"):
        read_articles(tmp_path / "sent.html")
