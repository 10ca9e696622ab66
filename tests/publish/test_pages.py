"""The pages of site/: one file, nothing fetched, nothing hostile alive, and no article where that is asked."""

import base64
import hashlib
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from themes import concordance, counts, find_mentions, highlight, read_articles, read_lexicon, suggest, table
from themes.publish.execute import find_notebooks
from themes.publish.pages import page, site_pages
from themes.publish.readonly import readonly
from themes.show.captions import Finding
from themes.show.highlight import ARTICLE_DATA
from themes.text.characters import visible

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
NASTY = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) <!-- \" ' --> "
    "; background: url(//evil.example/x) } \u202e31 $5 \\(x\\) $6 <style>*{display:none}</style> Trade"
)


def shown(value):
    """A value as a cell's output, as a kernel sends it."""
    data = value._repr_mimebundle_() if hasattr(value, "_repr_mimebundle_") else {"text/html": value._repr_html_()}
    return nbformat.v4.new_output("execute_result", json.loads(json.dumps(data)), execution_count=1)


def notebook(*values, head="# One?\n\nA look at *it*.\n\n## First?\n\n## Second?"):
    cells = [nbformat.v4.new_code_cell("show()", outputs=[shown(value)]) for value in values]
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(head), *cells]))


def article_page(words, name, **options):
    """The page of a notebook that shows one article, `name` everywhere, in all the ways that notebook 2 does."""
    sizes = {"words": [9], "sentences": [1], "paragraphs": [1]}
    articles = pd.DataFrame({"article": [name], "title": [name], "text": [words]} | sizes)
    lexicon = read_lexicon({name: {name: ["trade"]}})
    mentions = find_mentions(articles, lexicon)
    passages = table(concordance(mentions, articles))
    finding = Finding(f"{name}: {len(mentions)}.")
    values = [counts(mentions, articles), passages, finding, highlight(mentions, articles, lexicon)]
    return page(notebook(*values), name, **options)


@pytest.fixture(scope="module")
def site():
    return {
        path.name: body.decode()
        for path, body in site_pages(ROOT / "none", {p: p.read_text("utf-8") for p in NOTEBOOKS}).items()
    }


def test_there_is_a_page_a_notebook_and_an_index_that_links_to_each(site):
    assert sorted(site) == sorted([*(f"{path.stem}.html" for path in NOTEBOOKS), "index.html"])
    links = [link["href"] for link in BeautifulSoup(site["index.html"], "html.parser")("a")]
    assert links == [f"{path.stem}.html" for path in NOTEBOOKS]


def test_a_page_with_all_its_scripts_is_small():
    assert 40_000 < len(article_page("A word on trade.", "Trade").encode()) <= 60_000


def test_a_page_is_one_file_that_fetches_nothing(site):
    for text in site.values():
        soup = BeautifulSoup(text, "html.parser")
        assert not soup(["iframe", "object", "embed", "base", "form", "audio", "video", "source"])
        assert all(found["src"].startswith("data:image/") for found in soup(src=True))
        assert [link["href"] for link in soup("link")] == ["data:,"]
        own = "".join(str(tag) for tag in soup(["style", "script"]) if tag.get("type") != "application/json")
        assert not re.search(r"url\(|@import|\bfetch\(|XMLHttpRequest|\bimport\(|innerHTML|insertAdjacentHTML", own)


def test_a_page_without_an_article_has_the_script_of_the_code_alone(site):
    for name, text in site.items():
        there = [part in text for part in ("function switchCode()", "function explore(", "function findMentions(")]
        with_article = BeautifulSoup(text, "html.parser").find(id="article-data") is not None
        assert there == [name != "index.html", with_article, with_article], name


def test_it_says_what_it_is(site):
    for text in site.values():
        soup = BeautifulSoup(text, "html.parser")
        assert soup.html["lang"] == "en" and soup.title.text == soup.h1.text
        assert soup.find("meta", attrs={"name": "description"})["content"]
        assert "Made with Python" in soup.footer.text
    for path in NOTEBOOKS:
        soup = BeautifulSoup(site[f"{path.stem}.html"], "html.parser")
        contents = [link["href"][1:] for link in soup.nav("a")]
        assert contents == [heading["id"] for heading in soup("h2")] and len(contents) > 2
        assert "computed from" in soup.main.text.lower() and not soup("details", open=True)


def test_the_policy_names_the_pages_own_style_and_script(site):
    for text in site.values():
        policy = re.search(r'http-equiv="Content-Security-Policy"|content="(default-src [^"]*)"', text)[1]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'" and rules["img-src"] == "data:" and rules["style-src-attr"] == "'unsafe-inline'"
        for tag in ("style", "script"):
            own = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            hashes = [base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() for content in own]
            assert rules[f"{tag}-src"] == (f"'sha256-{hashes[0]}'" if own else "'none'") and len(own) <= 1


def test_the_script_finds_the_data_of_the_article(site):
    soup = BeautifulSoup(site["2-its-themes.html"], "html.parser")
    data, articles = json.loads(soup.find(id="article-data").string), read_articles(ROOT / "seeds")
    lexicon = read_lexicon(ROOT / "seeds" / "themes.yaml")
    assert [article["text"] for article in data["articles"]] == articles["text"].head(10).tolist()  # as notebook 2 shows
    assert json.loads(soup.find(id="edit").string) is None
    assert len(data["articles"][0]["sentences"]) == articles["sentences"].iloc[0]
    assert len(data["articles"][0]["paragraphs"]) == articles["paragraphs"].iloc[0]
    entries = [
        (one["group"], one["theme"], term["term"], term["excluded"], term["exact"])
        for one in data["lexicon"]
        for term in one["terms"]
    ]
    assert sorted(entries) == sorted((t.group, t.theme, t.term, t.excluded, t.case == "exact") for t in lexicon.terms)
    shown = [re.sub(r"\[\d+\]|\s", "", text) for text in (soup.find(id="article").text, *articles["text"].head(10))]
    assert soup.main.find("p")["id"] == "open" and all(visible(text) in shown[0] for text in shown[1:])


def test_the_data_of_an_article_needs_the_lexicon_of_its_mentions():
    articles = pd.DataFrame({"article": ["a"], "text": ["trade"]})
    lexicon = read_lexicon({"Trade": ["trade", "US", {"not": "trade union*"}]})
    mentions = find_mentions(articles, lexicon, nested="count")
    data = highlight(mentions, articles, lexicon)._repr_mimebundle_()[ARTICLE_DATA]
    assert data["lexicon"][0]["terms"] == [
        {"term": "trade", "excluded": False, "exact": False},
        {"term": "US", "excluded": False, "exact": True},
        {"term": "trade union*", "excluded": True, "exact": False},
    ]
    assert data["nested"] == "count" and data["groups"] == [["", "#0072b2"]] and data["articles"][0]["title"] == "a"
    assert ARTICLE_DATA not in highlight(mentions, articles)._repr_mimebundle_()
    with pytest.raises(ValueError, match="other themes than the mentions"):
        highlight(mentions, articles, read_lexicon({"Iran": ["Iran"]}))


@pytest.mark.parametrize("text", [True, False])
def test_hostile_articles_names_and_terms_are_only_shown(text):
    body = article_page(f"{NASTY} and trade.", NASTY, text=text)
    soup = BeautifulSoup(body, "html.parser")
    kinds = [tag.get("type") for tag in soup("script")]
    assert kinds == (["application/json"] * 2 if text else []) + [None] and len(soup("style")) == 1
    assert not [tag for tag in soup(True) if any(name.startswith("on") for name in tag.attrs)]
    assert not soup("img") and [link["href"] for link in soup.main("a")] == ["#First?", "#Second?"]
    for tag in soup(style=True):
        assert not re.search(r"url|[(){}]", tag["style"])
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    read, nasty = (" ".join(words.split()) for words in (soup.main.text, NASTY.replace("\u202e", "[U+202E]")))
    # finding, legend, article, theme and group of two passages; pandas cuts long cells
    assert read.count(nasty) == (7 if text else 1)
    if text:
        assert json.loads(soup.find(id="article-data").string)["lexicon"][0]["theme"] == " ".join(NASTY.split())


@pytest.mark.parametrize(
    "given, left",
    [
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href="&#106;avascript:x()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="2-its-themes.ipynb#a">a</a>', '<a href="2-its-themes.html#a">a</a>'),
        ('<a href="https://doi.org/x?y=1">a</a>', '<a href="https://doi.org/x?y=1">a</a>'),
        ('<img src="https://x.example/a.png" alt="a">', '<img alt="a">'),
        ('<p style="background:url(//x.example)" id="edit">a</p>', "<p>a</p>"),
        ('<p style="position:fixed;color:#111111">a</p>', '<p style="color:#111111;">a</p>'),
        ("<style>p {}</style><p>a</p>", "<p>a</p>"),
        ("<form><input></form>", "&lt;form&gt;&lt;input&gt;&lt;/form&gt;"),
    ],
)
def test_only_what_shows_something_is_left_of_html(given, left):
    assert readonly(given) == left


def test_every_html_and_markdown_of_a_notebook_is_cleaned():
    book = nbformat.reads(notebook(Finding("a"), head="# One?\n\n<script>x()</script> [b](javascript:x())"), as_version=4)
    html = "<b onclick='x()'>c</b><script>x()</script>"
    shows = [{kind: html} for kind in ("text/html", "text/markdown", "text/plain")] + [{"text/html": html, ARTICLE_DATA: {}}]
    book.cells[1].outputs = [nbformat.v4.new_output("display_data", data) for data in shows]
    main = BeautifulSoup(page(nbformat.writes(book), "x"), "html.parser").main
    assert (
        len(main("script")) == len(main("script", type="application/json")) == 2
        and not main(onclick=True)
        and not main("a", href=re.compile("javascript"))
    )
    assert main.text.count("<script>x()</script>") == 5


def test_columns_of_numbers_are_marked_and_tables_scroll():
    table = BeautifulSoup(readonly(pd.DataFrame({"a": ["x"], "b": [1.5]})._repr_html_()), "html.parser")
    assert [cell.text for cell in table(class_="n")] == ["b", "1.5"] and table.table.parent["class"] == ["scroll"]


def test_without_text_the_long_cells_of_a_table_are_cut():
    table = f"<table><tr><td>{'x' * 150}</td><td>{'y' * 149} yy</td></tr></table>"
    cells = [cell.text for cell in BeautifulSoup(readonly(table, text=False), "html.parser")("td")]
    assert cells == ["x" * 150, "y" * 149 + "…"]
    assert "yy yy" in readonly(table)


def test_without_text_a_page_holds_no_long_stretch_of_the_article():
    text = " ".join(read_articles(ROOT / "seeds")["text"].iloc[0].split())
    stretches = [text[start : start + 200] for start in range(0, len(text) - 200, 20)]
    for whole, found in ((True, set(stretches)), (False, set())):
        for path in [path for path in NOTEBOOKS if path.stem == "2-its-themes"] if whole else NOTEBOOKS:
            body = page(path.read_text(encoding="utf-8"), path.stem, text=whole)
            soup = BeautifulSoup(body, "html.parser")
            read = (
                " ".join(re.sub(r"\[\d+\]", "", soup.get_text()).split()) + (soup.find(id="article-data") or soup.footer).text
            )
            assert {stretch for stretch in stretches if stretch in read} == found
            assert bool(soup.find(id="no-text")) is not whole


def test_without_text_an_article_shown_without_its_lexicon_is_left_out_too():
    articles = pd.DataFrame({"article": ["a"], "text": ["Nobody else may pass on what stands here."]})
    shows = highlight(find_mentions(articles, read_lexicon({"Trade": ["trade"]})), articles)
    assert "pass on what" in page(notebook(shows), "x") and "pass on what" not in page(notebook(shows), "x", text=False)


def test_without_text_the_sentences_beside_suggestions_are_left_out():
    articles = pd.DataFrame({"article": ["a"], "text": ["Nobody but tariffs may pass on what stands here. Tariffs stand."]})
    shows = suggest(articles, read_lexicon({"Trade": ["trade"]}))
    assert "pass on what" in page(notebook(shows), "x")
    without = BeautifulSoup(page(notebook(shows), "x", text=False), "html.parser").table.get_text(" ")
    assert "tariffs" in without.casefold() and "pass on what" not in without
