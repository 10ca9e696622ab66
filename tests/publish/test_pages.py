"""The pages of site/: one file, nothing fetched, nothing hostile alive, and no article where that
is asked.
"""

import base64
import hashlib
import json
import re
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from newsthemes import (
    concordance,
    counts,
    find_mentions,
    highlight,
    read_articles,
    read_lexicon,
    suggest,
    table,
)
from newsthemes.publish.execute import find_notebooks
from newsthemes.publish.pages import page, site_pages
from newsthemes.publish.readonly import readonly
from newsthemes.show.captions import Finding
from newsthemes.show.highlight import ARTICLE_DATA
from newsthemes.text.characters import visible

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
NASTY = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) <!-- \" ' --> "
    "; background: url(//evil.example/x) } \u202e31 $5 \\(x\\) $6 <style>*{display:none}</style> Trade"
)


def shown(value):
    """A value as a cell's output, as a kernel sends it."""
    data = (
        value._repr_mimebundle_()
        if hasattr(value, "_repr_mimebundle_")
        else {"text/html": value._repr_html_()}
    )
    return nbformat.v4.new_output("execute_result", json.loads(json.dumps(data)), execution_count=1)


def notebook(*values, head="# One?\n\nA look at *it*.\n\n## First?\n\n## Second?"):
    cells = [nbformat.v4.new_code_cell("show()", outputs=[shown(value)]) for value in values]
    return nbformat.writes(
        nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(head), *cells])
    )


def article_page(words, name, **options):
    """The page of a notebook that shows one article, `name` everywhere, in all the ways that
    notebook 2 does.
    """
    sizes = {"words": [9], "sentences": [1], "paragraphs": [1]}
    articles = pd.DataFrame({"article": [name], "title": [name], "text": [words]} | sizes)
    lexicon = read_lexicon({name: {name: ["trade"]}})
    mentions = find_mentions(articles, lexicon)
    passages = table(concordance(mentions, articles))
    finding = Finding(f"{name}: {len(mentions)}.")
    values = [counts(mentions, articles), passages, finding, highlight(mentions, articles, lexicon)]
    return page(notebook(*values), "index", **options)


@pytest.fixture(scope="module")
def site():
    return {
        path.name: body.decode()
        for path, body in site_pages(
            ROOT / "none", {p: p.read_text("utf-8") for p in NOTEBOOKS}
        ).items()
    }


def links_of(text):
    return [
        link["href"]
        for link in BeautifulSoup(text, "html.parser")("a")
        if not link["href"].startswith(("#", "http"))
    ]


def test_the_article_is_the_index_and_every_other_notebook_a_page_that_is_linked(site):
    others = [f"{path.stem}.html" for path in NOTEBOOKS if path.stem != "2-its-themes"]
    assert sorted(site) == sorted(["index.html", "methods.html", *others])
    for text in site.values():
        assert set(links_of(text)) <= set(site)
    assert set(others) <= set(links_of(site["methods.html"]))


def test_the_header_and_the_foot_lead_through_the_pages_that_are_there():
    book = notebook(Finding("a"))
    pages = site_pages(
        Path(), {Path("1-one.ipynb"): book, Path("3-b.ipynb"): book, Path("4-four.ipynb"): book}
    )
    assert [path.name for path in pages] == [
        "methods.html",
        "index.html",
        "3-b.html",
        "4-four.html",
    ]
    soups = {path.name: BeautifulSoup(body, "html.parser") for path, body in pages.items()}
    for name, soup in soups.items():
        assert [item.text for item in soup.header("li")] == [
            "Read and explore",
            "How solid?",
            "Methods",
        ]  # no page 5
        assert soup.find("a")["href"] == "#main" and len(soup.header("a")) == (
            3 if name == "3-b.html" else 2
        )
    foot = {name: [link["href"] for link in soup.footer("a")] for name, soup in soups.items()}
    assert foot == {
        "index.html": ["3-b.html"],
        "3-b.html": ["index.html", "4-four.html"],
        "4-four.html": ["3-b.html", "methods.html"],
        "methods.html": ["4-four.html"],
    }
    assert list(site_pages(Path(), {Path("1-one.ipynb"): book})) == [Path("index.html")]


def test_a_page_with_all_its_scripts_is_small():
    assert 40_000 < len(article_page("A word on trade.", "Trade").encode()) <= 80_000


def test_a_page_is_one_file_that_fetches_nothing(site):
    for text in site.values():
        soup = BeautifulSoup(text, "html.parser")
        assert not soup(["iframe", "object", "embed", "base", "form", "audio", "video", "source"])
        assert all(found["src"].startswith("data:image/") for found in soup(src=True))
        assert [link["href"] for link in soup("link")] == ["data:,"]
        own = "".join(
            str(tag) for tag in soup(["style", "script"]) if tag.get("type") != "application/json"
        )
        assert not re.search(
            r"url\(|@import|\bfetch\(|XMLHttpRequest|\bimport\(|innerHTML|insertAdjacentHTML", own
        )


def test_only_the_page_of_the_article_has_the_scripts_of_the_explorer(site):
    for name, text in site.items():
        there = [
            part in text
            for part in ("function reachScrolling(", "function recount(", "function findMentions(")
        ]
        assert there == [True, name == "index.html", name == "index.html"], name


def test_it_says_what_it_is(site):
    for name, text in site.items():
        soup = BeautifulSoup(text, "html.parser")
        assert (
            soup.html["lang"] == "en" and len(soup("h1")) == 1 and soup.title.text == soup.h1.text
        )
        assert soup.find("meta", attrs={"name": "description"})["content"]
        assert "Made with Python" in soup.footer.text and not soup("details", open=True)
        assert "computed from" in soup.main.text.lower() or name == "methods.html"
        code = soup.find(id="code")
        assert [bool(pre("span")) for pre in soup("pre") if "import newsthemes" in pre.text] == [
            True
        ] * bool(code)
        assert all(pre in code("pre") for pre in soup("pre") if "th." in pre.text)  # in one place
    contents = BeautifulSoup(site["1-the-article.html"], "html.parser").find(class_="contents")("a")
    assert len(contents) > 3


def test_the_story_is_told_in_its_order(site):
    soup = BeautifulSoup(site["index.html"], "html.parser")
    [article] = read_articles(ROOT / "seeds").to_dict("records")
    assert (
        soup.h1.text == article["title"]
        and f"{article['words']} words" in soup.find(id="byline").text
    )
    order = [
        "title",
        "byline",
        "authors-lead",
        "explore",
        "tools",
        "panel",
        "reading",
        "where",
        "authors",
        "code",
    ]
    assert [tag["id"] for tag in soup.main(id=True) if tag["id"] in order] == order
    assert (
        soup.find(id="authors-lead").text.strip()
        and "plot_counts" not in soup.find(id="authors").text
    )
    folded = [tag.summary.h2.text for tag in soup.find(id="authors")("details", recursive=False)]
    assert (
        "In which words?" in folded and "And in the article itself?" not in folded
    )  # it stands above
    assert "What this does not show" in folded


def test_bars_and_places_stand_there_before_any_script():
    articles = pd.DataFrame(
        {
            "article": ["a"],
            "title": ["A & B"],
            "text": ["x" * 49 + " Trade. Trade <b> and US trade."],
        }
    )
    lexicon = read_lexicon(
        {"Issues": {"Iran": ["Iran"], "<i>Trade": ["trade", "US trade"]}, "Places": {"US": ["US"]}}
    )
    soup = BeautifulSoup(
        page(notebook(highlight(find_mentions(articles, lexicon), articles, lexicon)), "index"),
        "html.parser",
    )
    assert soup.h1.text == "A & B"
    rows = [
        [one.text for one in row.find(class_="row")(True) if one.text]
        for row in soup(class_="theme")
    ]
    assert rows == [["2", "<i>Trade", "3"], ["1", "Iran", "0"], ["3", "US", "0"]]
    [place] = soup.find(id="places")("li")
    assert place.bdi.text == "<i>Trade" and place.path["d"] == "M625 0v9M712 0v9M888 0v9"
    assert place.svg["aria-label"] == "<i>Trade: 3 from 62 % to 89 % of the text"


def test_how_solid_stands_open_and_comes_first():
    cells = [
        nbformat.v4.new_markdown_cell("# T\n\nHead."),
        nbformat.v4.new_markdown_cell("## In which words?\n\nWords."),
    ]
    articles = pd.DataFrame({"article": ["a"], "text": ["trade"]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    shows = shown(highlight(find_mentions(articles, lexicon), articles, lexicon))
    cells += [
        nbformat.v4.new_markdown_cell("## How solid is this?"),
        nbformat.v4.new_code_cell("", outputs=[shown(Finding("So."))]),
    ]
    cells += [
        nbformat.v4.new_markdown_cell("## And?"),
        nbformat.v4.new_code_cell("", outputs=[shows]),
    ]
    soup = BeautifulSoup(
        page(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), "index"), "html.parser"
    )
    authors = soup.find(id="authors")
    assert [tag.name for tag in authors(["section", "details"])] == [
        "section",
        "details",
        "details",
    ]
    assert authors.section.h2.text == "How solid is this?" and "So." in authors.section.text
    assert [tag.summary.text for tag in authors("details")] == [
        "About this count",
        "In which words?",
    ]


def test_the_policy_names_the_pages_own_style_and_script(site):
    for text in site.values():
        policy = re.search(
            r'http-equiv="Content-Security-Policy"|content="(default-src [^"]*)"', text
        )[1]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert (
            rules["default-src"] == "'none'"
            and rules["img-src"] == "data:"
            and rules["style-src-attr"] == "'unsafe-inline'"
        )
        for tag in ("style", "script"):
            own = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
            hashes = [
                base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
                for content in own
            ]
            assert (
                rules[f"{tag}-src"] == (f"'sha256-{hashes[0]}'" if own else "'none'")
                and len(own) <= 1
            )


def test_the_script_finds_the_data_of_the_article(site):
    soup = BeautifulSoup(site["index.html"], "html.parser")
    data, articles = json.loads(soup.find(id="article-data").string), read_articles(ROOT / "seeds")
    lexicon = read_lexicon(ROOT / "seeds" / "themes.yaml")
    assert [article["text"] for article in data["articles"]] == articles["text"].head(
        10
    ).tolist()  # as notebook 2 shows
    assert json.loads(soup.find(id="edit").string) is None
    assert len(data["articles"][0]["sentences"]) == articles["sentences"].iloc[0]
    assert len(data["articles"][0]["paragraphs"]) == articles["paragraphs"].iloc[0]
    entries = [
        (one["group"], one["theme"], term["term"], "excluded" in term, "exact" in term)
        for one in data["lexicon"]
        for term in ({"term": term} if isinstance(term, str) else term for term in one["terms"])
    ]
    assert sorted(entries) == sorted(
        (t.group, t.theme, t.term, t.excluded, t.case == "exact") for t in lexicon.terms
    )
    shown = [
        re.sub(r"\[\d+\]|\s", "", text)
        for text in (soup.find(id="texts").text, *articles["text"].head(10))
    ]
    assert soup.find(id="open") and all(visible(text) in shown[0] for text in shown[1:])


def test_the_data_of_an_article_needs_the_lexicon_of_its_mentions():
    articles = pd.DataFrame({"article": ["a"], "text": ["trade"]})
    lexicon = read_lexicon({"Trade": ["trade", "US", {"not": "trade union*"}]})
    mentions = find_mentions(articles, lexicon, nested="count")
    data = highlight(mentions, articles, lexicon)._repr_mimebundle_()[ARTICLE_DATA]
    assert data["lexicon"][0]["terms"] == [
        {"term": "trade"},
        {"term": "US", "exact": True},
        {"term": "trade union*", "excluded": True},
    ]
    assert (
        data["nested"] == "count"
        and data["groups"] == [["", "#0072b2"]]
        and data["articles"][0]["title"] == "a"
    )
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
    assert not soup("img") and not soup.main("a")
    for tag in soup(style=True):
        assert not re.search(r"url|[(){}]", tag["style"])
    assert soup.title.text == soup.h1.text and soup.h1.text.startswith(
        "</script><script>alert(1)</script> <img"
    )
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", body)
    read, nasty = (
        " ".join(words.split()) for words in (soup.main.text, NASTY.replace("\u202e", "[U+202E]"))
    )
    # title, group, theme, finding, and where; then the article, and the article and the line below
    # in the table of passages
    assert read.count(nasty) == (10 if text else 5), read.count(nasty)
    if text:
        assert json.loads(soup.find(id="article-data").string)["lexicon"][0]["theme"] == " ".join(
            NASTY.split()
        )


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
    book = nbformat.reads(
        notebook(Finding("a"), head="# One?\n\n<script>x()</script> [b](javascript:x())"),
        as_version=4,
    )
    html = "<b onclick='x()'>c</b><script>x()</script>"
    shows = [{kind: html} for kind in ("text/html", "text/markdown", "text/plain")] + [
        {"text/html": html, ARTICLE_DATA: {}}
    ]
    book.cells[1].outputs = [nbformat.v4.new_output("display_data", data) for data in shows]
    main = BeautifulSoup(page(nbformat.writes(book), "x"), "html.parser").main
    assert (
        not main("script")
        and not main(onclick=True)
        and not main("a", href=re.compile("javascript"))
    )
    assert main.text.count("<script>x()</script>") == 5


def test_columns_of_numbers_are_marked_and_tables_scroll():
    table = BeautifulSoup(
        readonly(pd.DataFrame({"a": ["x"], "b": [1.5]})._repr_html_()), "html.parser"
    )
    assert [cell.text for cell in table(class_="n")] == ["b", "1.5"] and table.table.parent[
        "class"
    ] == ["scroll"]


def test_cells_keep_no_style_that_the_style_sheet_gives_them():
    right = '<td style="text-align: right">b</td><td style="text-align: right; width: 9em">7</td>'
    cells = f'<td style="text-align: left">a</td>{right}'
    table = BeautifulSoup(
        readonly(f"<table><tr><th>A</th><th>B</th><th>C</th></tr><tr>{cells}</tr></table>"),
        "html.parser",
    )
    assert [cell.get("style") for cell in table("td")] == [
        None,
        "text-align: right;",
        "width: 9em;",
    ]


def test_without_text_the_long_cells_of_a_table_are_cut():
    table = f"<table><tr><td>{'x' * 150}</td><td>{'y' * 149} yy</td></tr></table>"
    cells = [cell.text for cell in BeautifulSoup(readonly(table, text=False), "html.parser")("td")]
    assert cells == ["x" * 150, "y" * 149 + "…"]
    assert "yy yy" in readonly(table)


def test_without_text_a_page_holds_no_long_stretch_of_the_article():
    text = " ".join(read_articles(ROOT / "seeds")["text"].iloc[0].split())
    stretches = [text[start : start + 200] for start in range(0, len(text) - 200, 20)]
    for whole, found in ((True, set(stretches)), (False, set())):
        for path in (
            [path for path in NOTEBOOKS if path.stem == "2-its-themes"] if whole else NOTEBOOKS
        ):
            name = "index" if path.stem == "2-its-themes" else path.stem
            body = page(path.read_text(encoding="utf-8"), name, text=whole)
            soup = BeautifulSoup(body, "html.parser")
            read = (
                " ".join(re.sub(r"\[\d+\]", "", soup.get_text()).split())
                + (soup.find(id="article-data") or soup.footer).text
            )
            assert {stretch for stretch in stretches if stretch in read} == found
            assert bool(soup.find(id="no-text")) is not whole


def test_without_text_an_article_shown_without_its_lexicon_is_left_out_too():
    articles = pd.DataFrame(
        {"article": ["a"], "text": ["Nobody else may pass on what stands here."]}
    )
    shows = highlight(find_mentions(articles, read_lexicon({"Trade": ["trade"]})), articles)
    assert "pass on what" in page(notebook(shows), "x") and "pass on what" not in page(
        notebook(shows), "x", text=False
    )


def test_without_text_the_sentences_beside_suggestions_are_left_out():
    articles = pd.DataFrame(
        {
            "article": ["a"],
            "text": ["Nobody but tariffs may pass on what stands here. Tariffs stand."],
        }
    )
    shows = suggest(articles, read_lexicon({"Trade": ["trade"]}))
    assert "pass on what" in page(notebook(shows), "x")
    without = BeautifulSoup(page(notebook(shows), "x", text=False), "html.parser").table.get_text(
        " "
    )
    assert "tariffs" in without.casefold() and "pass on what" not in without


def test_what_only_a_notebooks_user_can_do_is_not_on_its_page():
    only = nbformat.v4.new_markdown_cell(
        "Change `theme` in the settings.", metadata={"tags": ["notebook-only"]}
    )
    cells = [nbformat.v4.new_markdown_cell("# One?\n\nA look."), only]
    made = page(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), "1-one")
    assert "A look." in made and "Change" not in made
