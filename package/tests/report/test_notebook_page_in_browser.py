"""The page of a notebook as a reader opens it: from a file, with the network off."""

import nbformat
import pytest
from playwright.sync_api import expect

from article_page import save_page
from browser import address, barriers, barriers_in_the_dark
from newsthemes import write_page
from newsthemes.page.shell import Site
from newsthemes.report.pages import page, site_links, site_pages

HEAD = "# One?\n\n**It is so.** Why?"


@pytest.fixture
def notebook(tmp_path):
    """The page of a notebook with two cells of code."""
    cells = [nbformat.v4.new_markdown_cell(HEAD)]
    cells += [nbformat.v4.new_code_cell(f"show({number})") for number in range(2)]
    path = tmp_path / "1-one.html"
    path.write_text(page(nbformat.v4.new_notebook(cells=cells), "1-one"), encoding="utf-8")
    return path.as_uri()


def code(shown):
    return [shown.get_by_text(f"show({number})") for number in range(2)]


def test_code_opens_cell_by_cell_and_all_at_once(listen, notebook):
    shown = listen(notebook)
    first, second = code(shown)
    expect(first).to_be_hidden()
    shown.get_by_text("code", exact=True).first.click()
    expect(first).to_be_visible()
    expect(second).to_be_hidden()
    shown.get_by_role("button", name="show all code").click()
    expect(second).to_be_visible()
    assert barriers(shown) == barriers_in_the_dark(shown) == []
    shown.get_by_role("button", name="hide all code").click()
    for one in code(shown):
        expect(one).to_be_hidden()
    expect(shown.get_by_role("button")).to_have_text("show all code")


def test_without_scripts_code_can_be_opened_and_no_button_is_dead(listen, notebook):
    shown = listen(notebook, java_script_enabled=False)
    shown.get_by_text("code", exact=True).first.click()
    expect(code(shown)[0]).to_be_visible()
    expect(shown.get_by_role("button")).to_have_count(0)


def test_on_paper_the_name_of_the_notebook_stands_for_its_code(listen, notebook):
    shown = listen(notebook)
    where = shown.get_by_text("code: 1-one.ipynb")
    expect(where).to_be_hidden()
    shown.get_by_role("button", name="show all code").click()
    shown.emulate_media(media="print")
    expect(where).to_be_visible()
    for one in [*code(shown), shown.get_by_text("hide all code")]:
        expect(one).to_be_hidden()


COLOR = "one => getComputedStyle(one).color"


def test_prose_on_another_article_is_grey_and_can_be_read(listen, tmp_path):
    cells = [nbformat.v4.new_markdown_cell(f"{HEAD}\n\n- A point\n\n## Why?")]
    path = tmp_path / "1-one.html"
    made = page(nbformat.v4.new_notebook(cells=cells), "1-one", outdated=True)
    path.write_text(made, encoding="utf-8")
    shown = listen(path.as_uri())
    black = shown.locator("h1").evaluate(COLOR)
    for text in ("It is so.", "Why?", "A point"):
        assert shown.get_by_text(text).first.evaluate(COLOR) != black
    assert shown.get_by_role("heading", name="Why?").evaluate(COLOR) == black
    weight = "one => getComputedStyle(one).fontWeight"
    assert shown.get_by_text("It is so.").evaluate(weight) == "400"
    assert barriers(shown) == barriers_in_the_dark(shown) == []


ADDRESS = "https://example.org/themes"
LINKS = "links => links.map(link => link.href).filter(link => !link.includes('#'))"


def test_from_a_file_links_lead_to_where_the_site_is_published(listen, tmp_path):
    books = {}
    for name in ("1-one", "2-two"):
        head = nbformat.v4.new_markdown_cell(f"{HEAD} [Two](2-two.ipynb), [a](https://a.test/x).")
        books[name] = nbformat.v4.new_notebook(cells=[head])
    links = site_links(books, methods=False)
    index = write_page("Trade talks.", {"Trade": ["trade"]}, links=links, address=ADDRESS)
    site = Site("Toy", links, ADDRESS)
    for path, body in site_pages(tmp_path, books, True, index, site).items():
        path.write_bytes(body)
    one = tmp_path / "1-one.html"
    others = ["index.html", "2-two.html"]
    for opened, place in ((one.as_uri(), ADDRESS), (address(one), address(tmp_path))):
        found = listen(opened).locator("a").evaluate_all(LINKS)
        assert {*found} == {f"{place}/{name}" for name in others} | {"https://a.test/x"}
    assert "files beside" not in listen(one.as_uri()).locator("footer").inner_text()
    front = listen((tmp_path / "index.html").as_uri())
    assert front.locator("header a").evaluate_all(LINKS)[0] == f"{ADDRESS}/1-one.html"
    saved = save_page(front, tmp_path).read_text(encoding="utf-8")
    assert "example.org" not in saved and 'property="og' not in saved
