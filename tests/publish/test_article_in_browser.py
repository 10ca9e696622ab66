"""The article's page as its reader uses it, on a toy article; what it counts is what find_mentions counts."""

from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect
from script import SCRIPT, agree
from strategies import tables
from themes import find_mentions, highlight, read_articles, read_lexicon
from themes.lexicon.read import parse_lexicon
from themes.publish.pages import page as page_of

TEXT = """Trade talks </script><script>document.title = "run"</script><img src=x onerror="document.title = 'run'">

Tensions over trade, and the trade war. The US told us of China, and of the South China Sea.

A tension is not tensions. Trade & talks.
"""
THEMES = """
Issues:
  Trade: [trade, trade war]
  The <b>Sea</b>: [South China Sea]
Places:
  China: [China]
  The US: [US]
"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    path = tmp_path_factory.mktemp("toy") / "toy.txt"
    path.write_text(TEXT, encoding="utf-8")
    return read_articles(path)


@pytest.fixture(scope="module")
def toy(articles, tmp_path_factory):
    """The page of a notebook that shows the toy article and nothing else."""
    lexicon = parse_lexicon(THEMES)
    shown = highlight(find_mentions(articles, lexicon), articles, lexicon)._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", shown)
    cells = [nbformat.v4.new_markdown_cell("# Toy"), nbformat.v4.new_code_cell("", outputs=[output])]
    path = tmp_path_factory.mktemp("page") / "toy.html"
    path.write_text(page_of(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), "toy"), encoding="utf-8")
    return path


def counts(page):
    """What the page counts, by theme."""
    rows = page.locator(".theme").all()
    return {row.locator("bdi").text_content(): int(row.locator(".theme-count b").inner_text()) for row in rows}


def counted(articles, lexicon, nested="drop"):
    """What find_mentions counts, by theme."""
    found = find_mentions(articles, lexicon, nested=nested)["theme"].tolist()
    return {theme: found.count(theme) for _, theme in lexicon.themes}


def row(page, theme):
    return page.locator(".theme", has=page.get_by_role("button", name=f"Terms of {theme}"))


def terms(page, theme, typed):
    """Type terms behind those of a theme, and wait for the count."""
    if not row(page, theme).get_by_role("textbox", name="Terms").is_visible():
        page.get_by_role("button", name=f"Terms of {theme}").click()
    row(page, theme).get_by_role("textbox", name="Terms").press("ControlOrMeta+End")
    page.locator("#status").evaluate("status => status.textContent = ''")
    page.keyboard.type(typed)
    expect(page.locator("#status")).to_contain_text(f"{theme}: ")


def test_a_term_that_is_typed_is_counted_as_find_mentions_counts_it(listen, toy, articles):
    page, said = listen(toy.as_uri())
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
    terms(page, "Trade", "\ntalks")
    changed = THEMES.replace("trade war]", "trade war, talks]")
    assert counts(page) == counted(articles, parse_lexicon(changed)) != counted(articles, parse_lexicon(THEMES))
    page.get_by_label("nested").check()
    assert counts(page) == counted(articles, parse_lexicon(changed), "count") != counted(articles, parse_lexicon(changed))
    assert said == []


def test_a_term_without_a_mention_says_why(listen, toy):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    terms(page, "Trade", "\ntariff*")
    assert row(page, "Trade").locator(".term-notes li").last.inner_text() == "tariff* 0 not in the text"
    assert counts(page) == before


def test_a_new_theme_shows_its_passages(listen, toy):
    page, said = listen(toy.as_uri())
    page.get_by_role("button", name="Add a theme to Issues").click()
    page.keyboard.type("Tension")
    expect(page.get_by_role("button", name="Terms of Tension")).to_be_visible()
    terms(page, "Tension", "tensions")
    assert counts(page)["Tension"] == 2
    row(page, "Tension").locator(".theme-count").click()
    for place, passage in [("1 of 2", "Tensions over trade, and the trade war."), ("2 of 2", "A tension is not tensions.")]:
        expect(page.locator("#place")).to_have_text(f"Tension: {place}")
        expect(page.locator("#status")).to_contain_text(passage)
        assert page.locator("mark.current").inner_text().casefold() == "tensions[5]"
        expect(page.locator("mark.current")).to_be_in_viewport()
        page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(row(page, "Tension").locator(".theme-count")).to_be_focused()
    assert said == []


def test_an_error_stands_beside_its_line_and_the_last_count_stays(listen, toy):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    page.get_by_role("button", name="Terms of Trade").click()
    row(page, "Trade").get_by_role("textbox", name="Terms").fill("trade\n*")
    expect(row(page, "Trade").locator(".term-notes .problem")).to_have_attribute("value", "2")
    assert counts(page) == before


def test_what_is_hostile_in_an_article_or_a_lexicon_shows_as_text(listen, toy):
    page, said = listen(toy.as_uri())
    assert page.title() == "Toy" and said == []
    assert 'onerror="document.title' in page.locator("#texts").inner_text()
    assert "The <b>Sea</b>" in counts(page)
    assert page.locator("#texts").locator("img, script").count() == 0


def test_without_script_the_page_shows_the_article_and_says_how_to_explore(listen, toy):
    page, _ = listen(toy.as_uri(), java_script_enabled=False)
    assert page.get_by_text("Open in a browser to explore").is_visible()
    assert "the South China Sea[2]." in page.locator("#article").inner_text()


def test_a_saved_copy_holds_the_edit_and_the_way_back(listen, toy, tmp_path):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    assert page.get_by_text("Not the author’s themes").is_hidden()
    terms(page, "China", "\ntalks")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a copy of this page").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    assert counts(copy) == counts(page) != before
    expect(copy.locator("#banner")).to_be_visible()
    copy.get_by_role("button", name="Back to the author's themes").click()
    expect(copy.locator("#banner")).to_be_hidden()
    assert counts(copy) == before and said == []


def test_the_saved_themes_are_counted_by_find_mentions_as_in_the_page(listen, toy, articles, tmp_path):
    page, _ = listen(toy.as_uri())
    terms(page, "China", "\ntalks")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save themes.yaml").click()
    saved.value.save_as(tmp_path / "themes.yaml")
    expect(page.locator("#message")).to_contain_text("downloads")
    page.emulate_media(media="print")
    expect(page.locator("#message")).to_be_hidden()
    assert counts(page) == counted(articles, read_lexicon(tmp_path / "themes.yaml"))


def test_the_link_brings_the_edit_to_another_reader(listen, toy, served):
    page, said = listen(served(toy), offline=False)
    terms(page, "China", "\ntalks")
    page.get_by_role("button", name="Link to these themes").click()
    expect(page.locator("#message")).to_contain_text("The link ")
    other, said_there = listen(page.url, offline=False)
    assert counts(other) == counts(page) != counts(listen(served(toy), offline=False)[0])
    expect(other.locator("#banner")).to_be_visible()
    other.get_by_role("button", name="Back to the author's themes").click()
    other.reload()
    expect(other.locator("#banner")).to_be_hidden()
    assert said == said_there == []


@pytest.fixture
def served():
    """A function that gives the http address of a file, on a free port of this machine."""
    with ExitStack() as stack:

        def served(path):
            handler = partial(Quiet, directory=path.parent)
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = Thread(target=server.serve_forever)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/{path.name}"

        yield served


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def js(browser):
    """Calls a function of rule.js, or one written on the spot, in the browser."""
    page = browser.new_page()
    page.evaluate(SCRIPT.read_text(encoding="utf-8") + "; Object.assign(globalThis, {findMentions})")
    return lambda function, *values: page.evaluate(f"(values) => ({function})(...values)", list(values))


@given(several=st.lists(tables(most=6), min_size=3, max_size=3), nested=st.sampled_from(["drop", "count"]))
@settings(max_examples=5)
@pytest.mark.filterwarnings("ignore::themes.lexicon.read.LexiconWarning")
def test_this_browser_counts_generated_texts_by_the_same_rule(js, several, nested):
    texts = [text for articles, _ in several for text in articles["text"]]
    for _, lexicon in several:
        agree(js, texts, read_lexicon(lexicon), nested)
