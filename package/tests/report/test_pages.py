"""The pages of a run: one file, nothing fetched, nothing hostile alive, tables for people, and no
article where that is asked.
"""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import nbformat
import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from newsthemes import find_mentions, highlight, read_lexicon
from newsthemes.page.shell import BESIDE, Site
from newsthemes.page.write_page import write_page
from newsthemes.report.own_report import TEMPLATE
from newsthemes.report.pages import page, site_links, site_pages, title_and_about
from newsthemes.report.sanitize_html import sanitize_html

ROOT = Path(__file__).resolve().parents[2]


def book(*outputs, head="# One?\n\nA look at *it*.\n\n## First?\n\n## Second?"):
    """A notebook: a head, and a cell for each output, a dict of its data or an output."""
    cells = [nbformat.v4.new_markdown_cell(head)]
    for one in outputs:
        if "output_type" not in one:
            one = nbformat.v4.new_output("display_data", one)
        cells.append(nbformat.v4.new_code_cell("show()", outputs=[one]))
    return nbformat.v4.new_notebook(cells=cells)


def site_of(books, *published):
    """A site of these notebooks, and of the methods."""
    return Site("Toy", site_links(books), *published)


def soup_of(html):
    return BeautifulSoup(html, "html.parser")


def test_the_header_and_the_foot_lead_through_the_pages_that_are_there():
    sources = {name: book() for name in ("1 one", "3-b", "4-four")}
    toy = pd.DataFrame({"article": ["a"], "text": ["Trade."]})
    index = write_page(toy, read_lexicon({"Trade": ["trade"]}), links=site_links(sources))
    pages = site_pages(Path(), sources, True, index, site_of(sources), set())
    soups = {path.stem: soup_of(body) for path, body in pages.items()}
    assert list(soups) == ["index", "1 one", "3-b", "4-four", "methods"]
    asked = [title_and_about(book())[0]] * 3
    foot = {name: [link["href"] for link in soup.footer("a")] for name, soup in soups.items()}
    for name, soup in soups.items():
        shown = [one.text for one in soup.header(["b", "a", "summary"])]
        assert shown == ["Page", "Notebooks", *asked, "Methods"]
        site = soup.header.find(class_="site")
        assert (site and site.text) == (None if name == "index" else "Toy")
        assert len(soup.header("b", attrs={"aria-current": "page"})) == 1
    assert foot == {
        "index": ["1%20one.html"],
        "1 one": ["index.html", "3-b.html"],
        "3-b": ["1%20one.html", "4-four.html"],
        "4-four": ["3-b.html", "methods.html"],
        "methods": ["4-four.html"],
    }
    part_of = {name: soup.footer.find(class_="part").text for name, soup in soups.items()}
    others = BESIDE
    assert part_of == dict.fromkeys(soups, f"Part of: Toy. {others}") | {"index": others}
    assert soups["index"].find("a")["href"] == "#explore"


def test_prose_on_another_article_says_so_and_leads_nowhere():
    books = {name: book(head=f"# {name}\n\n**It is {name}.**") for name in ("1-one", "2-two")}
    links = site_links(books, methods=False, outdated={"1-one"})
    assert [link.finding for link in links] == ["", "", "It is 2-two."]
    pages = site_pages(Path(), books, True, "", Site("Toy", links), outdated={"1-one"})
    one, two = (soup_of(pages[Path(f"{name}.html")]) for name in books)
    said = one.main.p.text
    assert "was written for another article" in said and one.main.p.find_next("h1").text == "1-one"
    for name in ({"name": "description"}, {"property": "og:description"}):
        assert one.find("meta", attrs=name)["content"] == said
    assert "It is 1-one" not in f"{one.header} {two.header}" and "It is 2-two" in str(one.header)
    assert "another article" not in str(two)


def test_those_who_show_a_link_to_a_page_find_its_title_description_and_picture():
    books = {"1-one": book(head='# 1 One\n\nIt is "so".')}
    for address, before in (
        ("", ""),
        ("https://example.org/themes/", "https://example.org/themes/"),
    ):
        pages = site_pages(Path(), books, True, "", site_of(books, address, "page.png"))
        head = soup_of(pages[Path("1-one.html")]).head
        shown = {tag["property"]: tag["content"] for tag in head("meta", property=True)}
        assert shown == {
            "og:title": "1 One",
            "og:description": 'It is "so".',
            "og:image": f"{before}page.png",
        }
        canonical = [tag["href"] for tag in head("link", rel="canonical")]
        assert canonical == [f"{address}1-one.html"] * bool(address)
    alone = soup_of(page(book(), "x"))
    assert not alone.find("meta", property=True) and not alone.find(class_="part")


def test_the_menu_shows_under_the_title_of_each_notebook_its_finding():
    heads = ["# 1 One\n\n**Two of\nnine.** Then **more**.", "# 2 Two\n\nNothing **bold** first."]
    books = {f"{number}-x": book(head=head) for number, head in enumerate(heads, 1)}
    pages = site_pages(Path(), books, True, "", site_of(books))
    for name in books:
        items = soup_of(pages[Path(f"{name}.html")]).header.find(class_="menu")("li")
        assert [item.find(["a", "b"]).text for item in items] == ["1 One", "2 Two"]
        assert [one.text for item in items for one in item("small")] == ["Two of nine."]


@pytest.mark.parametrize(
    "known, said, left_out",
    [
        (
            set(),
            ["How is it counted?", "Kiss and Strunk 2006"],
            ["Who codes", "alpha", "interval", "if:"],
        ),
        (
            {"side"},
            ["When does a theme differ", "Sources"],
            ["Who codes", "Neyman", "go together", "Dunning’s"],
        ),
        ({"codes"}, ["Who codes?"], ["alpha for", "Neyman", "go together"]),
        ({"codes", "coders", "sample"}, ["alpha for", "Neyman", "biom.12231"], ["go together"]),
    ],
)
def test_the_methods_are_those_of_this_run(known, said, left_out):
    main = soup_of(site_pages(Path(), {}, True, "", site_of({}), known)[Path("methods.html")]).main
    assert all(word in main.text for word in said)
    assert not any(word in main.text.partition("With which")[0] for word in left_out)


def test_the_methods_name_all_software_that_decides_a_number():
    main = soup_of(site_pages(Path(), {}, True, "", site_of({}), set())[Path("methods.html")]).main
    [heading] = main.find_all("h2", string="With which software?")
    said = heading.find_next("p").text
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert said.startswith(f"newsthemes {project['version']}, Python 3.")
    for name in ("nltk", "pandas", "numpy", "matplotlib", "simplemma", "py3langid", "stopwordsiso"):
        assert f", {name} {version(name)}" in said


def test_what_a_notebook_says_of_itself_is_its_first_paragraph():
    head = "# One?\n\n*Reads* `x`, see [two](2.ipynb).\nMore of it.\n\nThen."
    assert title_and_about(book(head=head)) == ("One?", "Reads x, see two. More of it.")
    assert title_and_about(book(head="# One?")) == ("One?", "")


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
        ('<p style="position:fixed;color:#111111">a</p>', '<p style="color:#111111">a</p>'),
        ('<p style="background:u\\72l(//x.example)">a</p>', "<p>a</p>"),
        ("<p style=\"background:image-set('//x.example' 1x)\">a</p>", "<p>a</p>"),
        ('<img srcset="https://x.example/a.png 2x" onerror="x()">', "<img>"),
        ('<svg><style>@import "//x.example"</style><script>x()</script></svg>', ""),
        ('<math><mtext><style><img src=x onerror="x()"></style>a</mtext></math>', ""),
        ('<a href="http:evil"><base href="//x.example">a</a>', "<a>a</a>"),
        ("<style>p {}</style><p>a</p>", "<p>a</p>"),
        ("<form action=/x><input>a</form>", "a"),
    ],
)
def test_only_what_shows_something_is_left_of_html(given, left):
    assert sanitize_html(given) == left


def test_every_html_and_markdown_of_a_notebook_is_cleaned():
    html = "<b onclick='x()'>c</b><script>x()</script>"
    kinds = [{kind: html} for kind in ("text/html", "text/markdown", "text/plain")]
    stream = nbformat.v4.new_output("stream", text=html)
    head = "# One?\n\n<script>x()</script> [b](javascript:x())"
    main = soup_of(page(book(*kinds, stream, head=head), "x")).main
    assert not main("script") and not main(onclick=True)
    assert not main("a", href=re.compile("javascript"))
    assert main.text.count("<script>x()</script>") == 2  # of what is no HTML


def test_a_picture_has_the_alternative_text_of_its_metadata():
    alt = {"alt": 'Bars: "Trade" <3>'}
    for metadata, said in (({"image/png": alt}, alt["alt"]), ({}, "Figure")):
        data = {"image/png": "iVBORw0KGgo=", "text/plain": "Figure"}
        output = nbformat.v4.new_output("display_data", data, metadata=metadata)
        [image] = soup_of(page(book(output), "x")).main("img")
        assert image["alt"] == said and image["src"] == "data:image/png;base64,iVBORw0KGgo="


# ---- tables


def read(frame, text=True, **options):
    """A frame as a page shows it: its rows, heads and all, as text."""
    table = soup_of(sanitize_html(frame.to_html(**options), text)).table
    return [[cell.text for cell in row(["td", "th"])] for row in table("tr")]


def test_columns_have_peoples_names_and_an_index_that_only_counts_rows_goes():
    rows = [["snake_case", 1.5, 1], ["Iran", 2.0, 2]]
    frame = pd.DataFrame(rows, columns=["theme", "per_1000", "new_column"])
    wanted = [["Theme", "Per 1,000 words", "New column"], *(list(map(str, row)) for row in rows)]
    assert read(frame) == read(frame.set_axis([7, 3])) == wanted
    long = pd.DataFrame({"theme": range(100)})
    assert read(long, max_rows=4) == [["Theme"], ["0"], ["1"], ["..."], ["98"], ["99"]]


def test_an_index_that_says_something_stays_with_its_name_above_it():
    named = pd.DataFrame({"mentions": [3]}, index=pd.Index(["Iran"], name="theme"))
    assert read(named) == [["Theme", "Mentions"], ["Iran", "3"]]
    years = pd.DataFrame({"mentions": [3]}, index=pd.Index([2021], name="year"))
    assert read(years) == [["Year", "Mentions"], ["2021", "3"]]
    bare = pd.DataFrame({"mentions": [3]}, index=["Iran"])
    assert read(bare) == [["", "Mentions"], ["Iran", "3"]]
    crossed = pd.crosstab(pd.Series(["Iran"], name="theme"), pd.Series([2], name="paragraph"))
    assert read(crossed) == [["Paragraph", "2"], ["Theme", ""], ["Iran", "1"]]
    heads = soup_of(sanitize_html(crossed.to_html()))("th")
    assert all(head.text for head in heads)  # an empty head names nothing


def test_what_is_not_known_is_nothing_but_a_word_stays_a_word():
    frame = pd.DataFrame(
        {
            "precision": [np.nan, 0.5],
            "source": [None, "AP"],
            "number": pd.array([pd.NA, 2], dtype="Int64"),
            "date": [pd.NaT, pd.Timestamp("2023-01-02")],
            "match": ["None", "NaN"],
        }
    )
    assert read(frame)[1:] == [["", "", "", "", "None"], ["0.5", "AP", "2", "2023-01-02", "NaN"]]


def test_columns_of_numbers_are_marked_and_tables_scroll():
    frame = pd.DataFrame({"a": ["x", "y"], "b": [1.5, np.nan], "c": [np.nan, np.nan]})
    table = soup_of(sanitize_html(frame._repr_html_()))
    assert [cell.text for cell in table(class_="n")] == ["B", "1.5", ""]
    assert table.table.parent["class"] == ["scroll"]


# ---- without the article


def test_without_text_the_long_cells_of_a_table_are_cut():
    table = f"<table><tr><td>{'x' * 150}</td><td>{'y' * 149} yy</td></tr></table>"
    cells = [cell.text for cell in soup_of(sanitize_html(table, text=False))("td")]
    assert cells == ["x" * 150, "y" * 149 + "…"] and "yy yy" in sanitize_html(table)
    frame = pd.DataFrame({"expression": ["tariffs"], "passage": ["Who?"], "tokens": [["Who"]]})
    assert read(frame, text=False)[1] == ["tariffs", "…", "…"]


def test_without_text_an_article_is_left_out():
    articles = pd.DataFrame({"article": ["a"], "text": ["Nobody may pass on what stands here."]})
    lexicon = read_lexicon({"Trade": ["trade"]})
    shows = highlight(find_mentions(articles, lexicon), articles, lexicon)._repr_mimebundle_()
    assert "pass on what" in page(book(shows), "x")
    assert "pass on what" not in page(book(shows), "x", text=False)


def test_a_table_without_a_row_says_none():
    empty = pd.DataFrame({"theme": [], "mentions": []})
    assert soup_of(sanitize_html(empty._repr_html_())).text.strip() == "none"


def test_links_to_what_the_site_does_not_have_are_plain_words():
    head = "# Two\n\n[a](RECIPES.md), [b](../seeds/README.md), [c](9-nine.ipynb), [d](1-one.ipynb), [f](../docs/1-one.html)."
    books = {"1-one": book(), "2-two": book(head=f"{head}\n\n## First?\n\n[e](#First?)")}
    main = soup_of(
        site_pages(Path(), books, True, "", site_of(books), set())[Path("2-two.html")]
    ).main
    assert "a, b, c, d, f." in main.text
    assert [link["href"] for link in main("a")] == ["1-one.html", "1-one.html", "#First?"]


def test_names_of_themes_in_tables_lead_to_them_on_the_articles_page():
    names = ["Trade", "Sea & <b>Co</b>", "Gold"]
    table = pd.DataFrame({"theme": names, "term": "Trade", "count": 1})
    books = {"2-two": book({"text/html": table.to_html()})}
    toy = pd.DataFrame({"article": ["a"], "text": ["Trade."]})
    lexicon = read_lexicon({name: ["trade"] for name in names[:2]})
    index = write_page(toy, lexicon, links=site_links(books))
    addresses = ["index.html#theme=Trade", "index.html#theme=Sea+%26+%3Cb%3ECo%3C%2Fb%3E"]
    for themes, wanted in ({*lexicon.themes}, addresses), (set(), []):
        pages = site_pages(Path(), books, True, index, site_of(books), set(), themes)
        cells = soup_of(pages[Path("2-two.html")]).select("tbody td")
        assert [link["href"] for cell in cells for link in cell("a")] == wanted
        assert [cell.text for cell in cells[::3]] == names


def test_no_text_above_a_marked_article_promises_a_colour():
    """Where styles are not shown, as on GitHub, the numbers of the themes are all there is."""
    cells = nbformat.read(TEMPLATE, 4).cells
    [place] = [number for number, cell in enumerate(cells) if "nt.highlight(" in cell.source]
    assert not re.search("colou?r", cells[place - 1].source)


def test_code_is_folded_where_it_is_run_but_for_cells_that_are_to_be_shown():
    notebook = book({"text/plain": "first"}, {"text/plain": "second"})
    notebook.cells[2].metadata["tags"] = ["shown"]
    notebook.cells[2].source = "plain()"
    main = soup_of(page(notebook, "1-one")).main
    [fold] = main("details", class_="code")
    assert fold.summary.text == "code" and "show()" in fold.pre.text
    assert not main.find(string=re.compile("plain")).find_parent("details")
    places = [main.text.index(part) for part in ("show()", "first", "plain()", "second")]
    assert places == sorted(places)
    assert main("p")[-1].text == "code: 1-one.ipynb"


def test_the_contents_stand_below_the_title_and_the_finding():
    notebook = book(head="# One?\n\n**It is so.** Why?")
    more = "## First?\n\n## Second?\n\n## Third?"
    notebook.cells.append(nbformat.v4.new_markdown_cell(more))
    main = soup_of(page(notebook, "x")).main
    parts = [child for child in main.children if child.name]
    assert [part.name for part in parts] == ["h1", "p", "div", "h2", "h2", "h2"]
    assert [item.text for item in parts[2]("li")] == ["First?", "Second?", "Third?"]


def test_the_only_notebook_is_not_in_a_menu():
    books = {"report": book()}
    pages = site_pages(Path(), books, True, "", site_of(books), set())
    header = soup_of(pages[Path("report.html")]).header
    assert [one.text for one in header(["b", "a", "summary"])] == ["Page", "One?", "Methods"]
