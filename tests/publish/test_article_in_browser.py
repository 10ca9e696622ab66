"""The article's page as its reader uses it, on a toy article; what it counts is what find_mentions
counts.
"""

import re
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import expect

from browser import barriers
from newsthemes import find_mentions, read_articles, read_lexicon
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.show.highlight import random_sample
from newsthemes.show.page import write_page
from script import SCRIPT, agree
from strategies import tables

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


def page_of(path, articles, lexicon, nested="drop"):
    """The page of these articles, in a file."""
    return write_page(articles, lexicon, nested=nested, path=path)


@pytest.fixture(scope="module")
def toy(articles, tmp_path_factory):
    return page_of(tmp_path_factory.mktemp("page") / "toy.html", articles, parse_lexicon(THEMES))


def counts(page):
    """What the page counts, by theme."""
    rows = page.locator(".theme .row").all()
    return {
        row.locator("bdi").text_content(): int(row.locator("b").inner_text().replace(",", ""))
        for row in rows
    }


def counted(articles, lexicon, nested="drop"):
    """What find_mentions counts, by theme."""
    found = find_mentions(articles, lexicon, nested=nested)["theme"].tolist()
    return {theme: found.count(theme) for _, theme in lexicon.themes}


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def row(page, theme):
    return page.get_by_role("button", name=f"{theme}: ")


def edit(page, theme):
    """Open the terms of a theme; the cursor is at their end."""
    row(page, theme).click()
    if not page.locator("#editor").is_visible():
        press(page, "Edit terms")
    page.get_by_label("Terms, one a line").press("ControlOrMeta+End")


def terms(page, theme, typed):
    """Type terms behind those of a theme, and wait for the count."""
    edit(page, theme)
    page.keyboard.type(typed)
    expect(page.locator("#status")).to_contain_text(f"{theme}: ")


def notes(page):
    return page.locator("#theme-notes li").all_inner_texts()


def test_a_term_that_is_typed_is_counted_as_find_mentions_counts_it(listen, toy, articles):
    page, said = listen(toy.as_uri())
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
    terms(page, "Trade", "\ntalks")
    changed = THEMES.replace("trade war]", "trade war, talks]")
    assert (
        counts(page)
        == counted(articles, parse_lexicon(changed))
        != counted(articles, parse_lexicon(THEMES))
    )
    page.get_by_label("Count a term inside a longer one").check()
    assert (
        counts(page)
        == counted(articles, parse_lexicon(changed), "count")
        != counted(articles, parse_lexicon(changed))
    )
    assert said == []


def test_what_is_typed_is_taken_as_it_is_meant_and_saved_so_that_it_reads_back(
    listen, toy, articles, tmp_path
):
    page, _ = listen(toy.as_uri())
    terms(page, "China", "\n- talks\n*ensions\nnot: ?ension is")
    assert notes(page) == ["China 1", "- talks 2", "*ensions 2", "not: ?ension is is left out"]
    assert counts(page)["China"] == 5
    with page.expect_download() as saved:
        press(page, "Download themes.yaml")
    saved.value.save_as(tmp_path / "themes.yaml")
    expect(page.locator("#message")).to_contain_text("downloads")
    lexicon = read_lexicon(tmp_path / "themes.yaml")
    assert [entry.term for entry in lexicon.terms if entry.theme == "China"] == [
        "China",
        "talks",
        "*ensions",
        "?ension is",
    ]
    assert counts(page) == counted(articles, lexicon)
    page.emulate_media(media="print")
    expect(page.locator("#message")).to_be_hidden()


def test_a_term_without_a_mention_says_why(listen, toy):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    terms(page, "Trade", "\ntariff*")
    assert notes(page)[-1] == "tariff* 0 not in the text"
    assert counts(page) == before


@pytest.fixture(scope="module")
def german(tmp_path_factory):
    """The page of an article with forms, its articles and its themes."""
    text = (
        "Arbeiten und Arbeit: wir arbeiten. Der Rat, zwei Räte, des Rates. Ohne Zoll, mit Zöllen."
    )
    given = pd.DataFrame({"article": ["a"], "text": [text], "language": ["de"]})
    entries = [{"term": "Arbeit", "forms": "de"}, {"term": "Rat", "language": "de", "forms": "de"}]
    themes = {"Work": [*entries, "Haus"], "Toll": ["Zoll"]}
    path = page_of(tmp_path_factory.mktemp("german") / "a.html", given, read_lexicon(themes))
    return path, given, themes


def test_the_forms_of_a_term_are_named_and_taken_as_terms_that_count_the_same(
    listen, german, tmp_path
):
    path, given, themes = german
    page, said = listen(path.as_uri())
    edit(page, "Work")
    assert notes(page) == [
        "{term: Arbeit, forms: de} 2\nForms: Arbeiten. Take as terms",
        "{term: Rat, language: de, forms: de} 3\nForms: Rates, Räte. Take as terms",
        "Haus 0 not in the text",
    ]
    before = counts(page)
    assert before == counted(given, read_lexicon(themes)) and before["Work"] == 5
    page.get_by_role("button", name="Take as terms: Rat").click()
    page.get_by_role("button", name="Take as terms: Arbeit").click()
    taken = [
        "Arbeit",
        "{term: Arbeiten, case: exact}",  # since “arbeiten” is no form of it
        *(f"{{term: {form}, language: de}}" for form in ("Rat", "Rates", "Räte")),
        "Haus",
    ]
    expect(page.get_by_label("Terms, one a line")).to_have_value("\n".join(taken))
    expect(page.get_by_label("Terms, one a line")).to_be_focused()
    expect(page.locator("#message")).to_contain_text("Taken as terms: the forms of “Arbeit”")
    expect(page.locator("#what-changed")).to_contain_text("Gained: 0 passages. Lost: 0.")
    assert counts(page) == before and not page.locator("#theme-notes button").count()
    with page.expect_download() as saved:
        press(page, "Download themes.yaml")
    saved.value.save_as(tmp_path / "themes.yaml")
    assert counted(given, read_lexicon(tmp_path / "themes.yaml")) == before
    press(page, "Undo")
    expect(page.locator("#message")).to_have_text("Undone: taking the forms of “Arbeit” as terms.")
    press(page, "Undo")
    assert (
        page.get_by_label("Terms, one a line").input_value().startswith("{term: Arbeit, forms: de}")
    )
    assert said == []


def test_another_line_leaves_forms_as_they_are_and_new_forms_are_said_not_to_count(listen, german):
    path, given, themes = german
    page, _ = listen(path.as_uri())
    terms(page, "Work", "zwei\n")
    changed = themes | {"Work": [*themes["Work"], "zwei"]}
    assert counts(page) == counted(given, read_lexicon(changed)) and counts(page)["Work"] == 6
    terms(page, "Toll", "\n{term: Zöllen, forms: de}\nforms: de")
    page.get_by_label("Terms, one a line").press("End")
    here = "Its forms are counted by run.py, not on this page."
    assert notes(page) == [f"Zoll 1\n{here}", f"{{term: Zöllen, forms: de}} 1\n{here}"]
    press(page, "Paste your own article")
    page.get_by_label("Paste an article").fill("Der Rat, die Räte, den Räten.")
    press(page, "Count it")
    edit(page, "Work")
    assert "Rat, language" not in notes(page)[0]
    own = "Forms in the author’s text, no others count: Arbeiten. Take as terms"
    assert notes(page)[0] == f"{{term: Arbeit, forms: de}} 0 not in the text\n{own}"


def test_one_faulty_line_leaves_the_others_counting(listen, toy, tmp_path):
    page, _ = listen(toy.as_uri())
    terms(page, "Trade", "\n'talks\ntalks")
    assert counts(page)["Trade"] == 6
    assert (
        notes(page)[2].startswith("'talks not counted: a quote opens here")
        and notes(page)[3] == "talks 2"
    )
    with page.expect_download() as saved:
        press(page, "Download themes.yaml")
    saved.value.save_as(tmp_path / "themes.yaml")
    expect(page.locator("#message")).to_have_text("themes.yaml is saved. Faulty lines left out: 1.")
    assert "talks" in (tmp_path / "themes.yaml").read_text(encoding="utf-8")


def test_a_theme_is_lit_alone_and_stepped_through_by_keys_and_buttons(listen, toy):
    page, said = listen(toy.as_uri())
    row(page, "Trade").click()
    assert row(page, "Trade").get_attribute("aria-pressed") == "true"
    lit = page.locator("#texts mark:not(.pale)").all_inner_texts()
    assert [text.casefold() for text in lit] == ["trade[1]", "trade[1]", "trade war[1]", "trade[1]"]
    for key, place, passage in [
        ("j", "1 of 4", "Trade talks"),
        ("j", "2 of 4", "Tensions over trade"),
        ("k", "1 of 4", "Trade talks"),
    ]:
        page.keyboard.press(key)
        expect(page.locator("#place")).to_have_text(f"Trade: {place}")
        expect(page.locator("#status")).to_contain_text(passage)
        expect(page.locator("mark.current")).to_be_in_viewport()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#place")).to_have_text("Trade: 2 of 4")
    page.keyboard.press("Escape")
    expect(page.locator("#place")).to_have_text("All themes: 7 mentions")
    assert page.locator("#texts mark.pale").count() == 0
    page.locator("#texts mark", has_text="US").click()
    expect(page.locator("#place")).to_have_text("The US: 1 of 1")
    assert said == []


def test_the_row_that_is_lit_says_which_words_were_found(listen, toy):
    page, _ = listen(toy.as_uri())
    said = page.locator(".theme > .quiet")
    assert set(said.all_text_contents()) == {""}
    row(page, "Trade").click()
    assert words_found(page) == {"Trade": "Words found: trade 3, trade war 1."}
    terms(page, "China", "\na*\nt*\nsea")
    assert words_found(page) == {}
    press(page, "Done")
    assert words_found(page) == {
        "China": "Words found: trade 3, the 3, talks 2, title 2, tensions 2, and 2, 4 more."
    }


def words_found(page):
    """What rows say of the words found, by theme, in sight; without the signs of direction."""
    rows = page.locator(".theme:has(> .quiet:visible)").all()
    said = {one.locator("bdi").text_content(): one.locator("> .quiet").inner_text() for one in rows}
    return {
        theme: re.sub("[\u2068\u2069]", "", words).replace("\xa0", " ")
        for theme, words in said.items()
    }


def test_a_mark_of_a_strip_leads_to_its_passage(listen, toy):
    page, _ = listen(toy.as_uri())
    strip = row(page, "Trade").locator("svg")
    drawn = strip.locator("path")
    assert drawn.get_attribute("d").count("M") == 4
    last = int(drawn.get_attribute("d").split("M")[-1].split()[0]) / 1000
    strip.click(position={"x": strip.bounding_box()["width"] * last, "y": 5})
    expect(page.locator("#place")).to_have_text("Trade: 4 of 4")
    expect(page.locator("mark.current")).to_be_in_viewport()
    terms(page, "Trade", "\ntalks")
    assert drawn.get_attribute("d").count("M") == 6


def test_at_first_the_group_of_the_headline_is_lit_and_another_can_be(listen, toy):
    page, said = listen(toy.as_uri())
    lit, place = page.locator("#texts mark:not(.pale)"), page.locator("#place")
    expect(place).to_have_text("Issues: 5 mentions")
    assert lit.count() == 5 and page.locator("#texts mark.pale").count() == 2
    assert not page.locator("#texts sup:visible").count()  # one color needs no number
    page.get_by_role("button", name="Places", exact=True).click()
    expect(place).to_have_text("Places: 2 mentions")
    assert lit.all_inner_texts() == ["US", "China"]
    page.keyboard.press("k")
    expect(place).to_have_text("Places: 2 of 2")
    press(page, "Show all themes Esc")
    expect(place).to_have_text("All themes: 7 mentions")
    assert lit.count() == 7
    row(page, "China").click()
    assert page.locator("#texts sup:visible").all_inner_texts() == ["[3]"]
    page.emulate_media(media="print")
    assert page.locator("#texts sup:visible").count() == 7 and said == []


def test_themes_in_no_group_are_named_so_where_they_are_lit(listen, articles, tmp_path):
    lexicon = parse_lexicon("{Trade: [trade], Places: {China: [China]}}")
    page, said = listen(page_of(tmp_path / "mixed.html", articles, lexicon).as_uri())
    expect(page.locator("#place")).to_have_text("Without a group: 4 mentions")
    assert said == []


def test_words_are_tried_without_an_edit_and_added(listen, toy):
    page, said = listen(toy.as_uri())
    before = counts(page)
    page.get_by_label("Try a word").fill("tension*")
    expect(page.locator("#tried")).to_have_text("Found: 3, in 2 sentences. Enter shows them.")
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_have_text("“tension*”: 1 of 3")
    page.get_by_label("Try a word").fill("ceasefire")
    expect(page.locator("#tried")).to_have_text("Found: 0 (not in the text).")
    page.get_by_label("Try a word").fill("*")
    expect(page.locator("#tried")).to_contain_text("Not counted: would match anything")
    assert counts(page) == before and page.get_by_role("button", name="Undo").is_disabled()
    page.get_by_label("Try a word").fill("*ension*")
    page.get_by_label("Add to").select_option("China")
    press(page, "Add")
    expect(row(page, "China")).to_have_accessible_name(re.compile(r"^\d China: 4 mentions$"))
    expect(page.locator("#message")).to_have_text("Added “*ension*” to “China”: 3 mentions.")
    press(page, "Undo")
    expect(page.locator("#message")).to_have_text("Undone: adding “*ension*” to “China”.")
    expect(row(page, "China")).to_have_accessible_name(re.compile(r"^\d China: 1 mention$"))
    assert counts(page) == before and said == []


SELECT = """wanted => {
    const mark = [...document.querySelectorAll("#texts mark")].find(one => one.textContent.startsWith(wanted));
    getSelection().setBaseAndExtent(mark, 0, mark.nextSibling, 6);
}"""


def test_words_selected_in_the_article_are_added_to_a_theme_or_a_new_one(listen, toy):
    page, _ = listen(toy.as_uri())
    page.evaluate(SELECT, "Trade")
    expect(page.locator("#words")).to_have_text("“Trade talks”")  # without the theme's number
    page.get_by_label("Add to").select_option("a new theme")
    press(page, "Add")
    expect(page.get_by_label("Theme", exact=True)).to_be_focused()
    page.keyboard.type("Talks")
    expect(row(page, "Talks")).to_have_accessible_name(re.compile(r"^\d Talks: 1 mention$"))
    assert notes(page) == ["Trade talks 1"] and counts(page)["Trade"] == 3  # the others lie inside


def test_every_change_can_be_undone(listen, toy):
    page, said = listen(toy.as_uri())
    seen = [counts(page)]
    edit(page, "Trade")
    page.keyboard.type("\ntalks")
    seen.append(counts(page))
    press(page, "Remove theme")
    expect(page.locator("#message")).to_have_text("“Trade” is removed; Undo brings it back.")
    seen.append(counts(page))
    assert "Trade" not in seen[-1]
    press(page, "Add a theme")
    expect(row(page, "New theme")).to_be_visible()
    seen.append(counts(page))
    press(page, "Reset")
    expect(row(page, "New theme")).to_have_count(0)
    assert counts(page) == seen[0]
    undone = ["reset", "adding a theme", "removing “Trade”", "editing “Trade”"]
    for before, what in zip(seen[::-1], undone, strict=True):
        press(page, "Undo")
        assert counts(page) == before
        expect(page.locator("#message")).to_have_text(f"Undone: {what}.")
    assert (
        page.get_by_role("button", name="Undo", exact=True).is_disabled()
        and page.locator("#changed").is_hidden()
    )
    page.locator("body").press("ControlOrMeta+Shift+z")
    assert counts(page) == seen[1] and said == []


@pytest.mark.parametrize("nested", ["drop", "count"])
def test_of_a_long_text_what_was_found_comes_along_and_is_what_a_count_finds(
    listen, tmp_path, nested
):
    articles = pd.DataFrame(
        {"article": ["a"], "text": ["The trade war, trade and the South China Sea.\n\n" * 1200]}
    )
    lexicon = parse_lexicon(
        "{T: [trade, not: trade talks, trade war], S: [South China Sea], C: [Sea, China]}"
    )
    page, said = listen(page_of(tmp_path / "long.html", articles, lexicon, nested).as_uri())
    assert '"found":[[0,2,' in page.locator("#article-data").text_content()
    assert (
        counts(page)
        == counted(articles, lexicon, nested)
        == {"T": 2400, "S": 1200, "C": 2400 if nested == "count" else 0}
    )
    edit(page, "T")
    assert notes(page) == ["trade 1200", "not: trade talks is left out", "trade war 1200"]
    page.keyboard.type("\nthe trade war")
    assert notes(page)[2:] == ["trade war 0 covered by the trade war", "the trade war 1200"]
    press(page, "Undo")
    assert notes(page)[2] == "trade war 1200" and said == []


def test_without_themes_it_says_so_and_one_can_be_added(listen, toy):
    page, said = listen(toy.as_uri())
    for _ in range(4):
        press(page, "Edit terms")
        press(page, "Remove theme")
    expect(page.locator("#headline")).to_have_text("None of the 0 themes is mentioned.")
    press(page, "Download themes.yaml")
    expect(page.locator("#message")).to_have_text("Not saved: there is no theme.")
    press(page, "Edit terms")
    page.get_by_label("Terms, one a line").fill("talks")
    assert counts(page) == {"New theme": 2} and said == []


def test_passages_gained_and_lost_are_listed_and_a_gained_one_is_opened(listen, toy):
    page, said = listen(toy.as_uri())
    assert page.locator("#changed").is_hidden()
    terms(page, "Trade", "\nnot: trade war\ntension*")
    expect(page.locator("#what-changed")).to_have_text(
        "Changed: “Trade”. Gained: 3 passages. Lost: 1."
    )
    page.get_by_text("Passages gained and lost").click()
    items = page.locator("#gains-list li")
    assert items.all_inner_texts() == [
        "+ Trade Tensions over trade, and the trade war.",
        "− Trade Tensions over trade, and the trade war.",
        "+ Trade A tension is not tensions.",
        "+ Trade A tension is not tensions.",
    ]
    assert items.locator("mark").all_inner_texts() == [
        "Tensions",
        "trade war",
        "tension",
        "tensions",
    ]
    page.keyboard.press("Escape")
    items.locator("button").last.click()
    expect(page.locator("#texts mark.current")).to_have_text("tensions[1]")
    expect(page.locator("#place")).to_contain_text("Trade: 5 of 6")
    press(page, "Undo")
    assert page.locator("#changed").is_hidden() and said == []


def test_the_terms_that_came_and_went_are_named_whatever_the_theme_is_called(listen, toy):
    page, said = listen(toy.as_uri())
    edit(page, "Trade")
    page.get_by_label("Theme", exact=True).fill("Commerce")
    expect(page.locator("#what-changed")).to_contain_text("Changed: “Commerce”, “Trade”.")
    expect(page.locator("#lines-changed")).to_be_empty()
    page.get_by_label("Terms, one a line").fill("trade\ntalks\noil")
    expect(page.locator("#lines-changed")).to_have_text(
        "Terms added: “talks”, “oil”. Terms removed: “trade war”."
    )
    assert said == []


def test_of_many_passages_gained_fifty_are_listed(listen, tmp_path):
    texts = pd.DataFrame({"article": ["a", "b"], "text": ["Oil. " * 40, "Gas. Oil. " * 20]})
    page, _ = listen(page_of(tmp_path / "many.html", texts, parse_lexicon("T: [trade]")).as_uri())
    terms(page, "T", "\noil")
    page.get_by_text("Passages gained and lost").click()
    expect(page.locator("#gains-list li")).to_have_count(51)
    expect(page.locator("#gains-list li").last).to_have_text("and 10 more")
    page.locator("#gains-list button").last.click()
    expect(page.locator("#article-title")).to_have_text("b")


def test_the_headline_follows_the_changes(listen, toy):
    page, _ = listen(toy.as_uri())
    headline = page.locator("h1")
    expect(headline).to_have_text("Most mentioned in Issues: Trade (4 mentions).")
    terms(page, "Trade", "\ntalks")
    expect(headline).to_have_text("Most mentioned in Issues: Trade (6 mentions).")
    expect(page.locator("#what-changed")).to_have_text(
        "Changed: “Trade”. Gained: 2 passages. Lost: 0."
    )
    assert page.locator("#authors-note").is_visible()
    page.get_by_label("Count a term inside a longer one").check()
    expect(page.locator("#what-changed")).to_contain_text("Terms inside longer ones: counted.")
    press(page, "Reset")
    expect(headline).to_have_text("Most mentioned in Issues: Trade (4 mentions).")


def test_edits_are_kept_and_can_be_undone_after_all(listen, toy):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    terms(page, "China", "\ntalks")
    changed = counts(page)
    page.reload()
    expect(page.locator("#what-changed")).to_contain_text("China")
    assert counts(page) == changed != before
    press(page, "Undo")
    page.reload()
    assert counts(page) == before


@pytest.mark.parametrize(
    "refuse", ["throw new DOMException('full', 'QuotaExceededError')", "throw new Error('refused')"]
)
def test_a_browser_that_keeps_nothing_is_no_hindrance(listen, toy, refuse):
    page, said = listen(toy.as_uri())
    page.add_init_script(
        f"Storage.prototype.setItem = Storage.prototype.getItem = () => {{ {refuse}; }}"
    )
    page.reload()
    terms(page, "China", "\ntalks")
    assert counts(page)["China"] == 3 and said == []
    expect(page.locator("#kept")).to_contain_text("save the page before you close it")


def test_what_is_hostile_in_an_article_or_a_lexicon_shows_as_text(listen, toy):
    page, said = listen(toy.as_uri())
    assert page.title().startswith("Trade talks </script>") and said == []
    assert 'onerror="document.title' in page.locator("#texts").inner_text()
    assert "The <b>Sea</b>" in counts(page)
    assert page.locator("#texts").locator("img, script").count() == 0


def test_without_script_the_page_is_whole(listen, toy, articles):
    page, _ = listen(toy.as_uri(), java_script_enabled=False)
    assert page.get_by_text("Open this page in a browser with JavaScript").is_visible()
    assert "the South China Sea[2]." in page.locator("#texts").inner_text()
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
    assert page.locator(".strip path[d^=M]").count() == 4
    assert page.get_by_role("button").count() == 0


def test_a_saved_copy_holds_the_edit_and_the_way_back(listen, toy, tmp_path):
    page, _ = listen(toy.as_uri())
    before = counts(page)
    terms(page, "China", "\ntalks")
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page with my edits")
    saved.value.save_as(tmp_path / "copy.html")
    assert saved.value.suggested_filename == "toy-changed.html"
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#what-changed")).to_have_text(
        "The sender changed: “China”. Gained: 2 passages. Lost: 0."
    )
    expect(copy.locator("#lines-changed")).to_have_text("Terms added: “talks”.")
    assert counts(copy) == counts(page) != before
    terms(copy, "China", "\nthe")
    expect(copy.locator("#what-changed")).to_have_text(re.compile(r"^Changed: “China”\."))
    press(copy, "Reset")
    expect(copy.locator("#changed")).to_be_hidden()
    assert counts(copy) == before
    copy.reload()
    expect(copy.locator("#status")).to_contain_text("mention")
    assert counts(copy) == before and copy.locator("#changed").is_hidden()
    press(copy, "Undo")
    expect(copy.locator("#what-changed")).to_contain_text("The sender changed: “China”.")
    assert counts(copy) == counts(page) and said == []


def test_a_saved_copy_has_no_links_to_pages_that_stay_behind(listen, articles, tmp_path):
    links = [("index", "Read and explore"), ("2-its", "How solid?"), ("methods", "Methods")]
    write_page(articles, parse_lexicon(THEMES), links=links, path=tmp_path / "index.html")
    page, _ = listen((tmp_path / "index.html").as_uri())
    to_files = page.locator("a:not([href^='#'])")
    assert to_files.count() == 2 and not to_files.first.is_visible()
    for name in ("How solid?", "Methods"):  # parts of this page, which are there in a mail, too
        page.get_by_role("navigation", name="On this page").get_by_text(name).click()
        expect(page.locator(f"{page.evaluate('location.hash')} h2")).to_be_in_viewport()
    page.get_by_text("The other pages of this site").click()
    assert page.get_by_text("If this page came alone").is_visible()
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page with my edits")
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    assert to_files.count() == 2 and copy.locator("a:not([href^='#'])").count() == 0
    assert copy.get_by_text("other pages of this site").count() == 0
    expect(copy.locator("footer")).to_contain_text("Made with")
    assert barriers(copy) == [] and said == []


def test_what_another_tab_changes_is_offered_and_not_overwritten_in_silence(listen, toy):
    page, said = listen(toy.as_uri())
    before = counts(page)
    other = page.context.new_page()
    other.goto(toy.as_uri())
    terms(page, "China", "\ntalks")
    offer = other.locator("#offer")
    expect(offer.locator("p")).to_have_text(
        "From another tab. Changed: “China”. Gained: 2 passages. Lost: 0."
    )
    assert counts(other) == before
    press(other, "Use these changes")
    expect(other.locator("#what-changed")).to_contain_text("China")
    assert counts(other) == counts(page)
    press(other, "Undo")
    expect(page.locator("#offer p")).to_contain_text("From another tab: the author’s themes.")
    press(page, "Ignore them")
    expect(offer.locator("p")).to_contain_text("From another tab. Changed: “China”.")
    press(page, "Undo")
    expect(offer).to_be_hidden()  # both are the same again
    assert counts(page) == counts(other) == before and said == []


def test_the_mentions_are_saved_as_a_table(listen, toy, articles, tmp_path):
    page, _ = listen(toy.as_uri())
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Download mentions.csv")
    saved.value.save_as(tmp_path / "mentions.csv")
    wanted = find_mentions(articles, parse_lexicon(THEMES)).astype(
        {"group": str, "theme": str, "term": str}
    )
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "mentions.csv"), wanted, check_dtype=False)


def test_a_link_is_shown_before_it_is_taken_over(listen, toy, served):
    page, said = listen(served(toy), offline=False)
    before = counts(page)
    terms(page, "China", "\ntalks")
    page.get_by_text("Share", exact=True).click()
    press(page, "Copy a link to my edits")
    expect(page.locator("#message")).to_contain_text("The link ")
    page.evaluate(
        """history.replaceState(null, '',
            addressWith(toLink({nested: 'drop', themes: [0, 1, 3, {group: '', theme: 'New', lines: ['talks']}]},
                authors, data.themes_key)))"""
    )
    other, said_there = listen(page.url, offline=False)
    offer = other.locator("#offer")
    expect(offer.locator("p")).to_have_text(
        "From this link. Changed: “New”, “China”. Gained: 2 passages. Lost: 1."
    )
    expect(offer).to_be_in_viewport()
    assert counts(other) == before
    press(other, "Use these changes")
    expect(offer).to_be_hidden()
    assert counts(other)["New"] == 2 and "China" not in counts(other) and "#" not in other.url
    press(other, "Undo")
    assert counts(other) == before
    other.goto(page.url)
    press(other, "Ignore them")
    assert counts(other) == before and "#" not in other.url
    assert said == said_there == []


HOSTILE = {
    "2,000 themes": "themes: Array(2000).fill({group: '', theme: 'T', lines: ['a*b*c']})",
    "1 MB": "themes: [{group: '', theme: 'T', lines: ['x'.repeat(1e6)]}]",
    "no lines": "themes: [{group: '', theme: 'T'}]",
    "lines that are none": "themes: [{group: '', theme: 'T', lines: 7}]",
    "unknown origin": "themes: [{group: '', theme: 'T', lines: [], from: 'x'}], nested: 7",
    "a number": "themes: [999]",
    "other types": "nested: {}, themes: [{group: 'Issues', theme: 'Trade'}]",
    "null": "themes: [null]",
    "no themes": "themes: null",
    "without a key": "key: null, themes: []",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_link_that_cannot_be_is_refused_and_said(listen, toy, hostile):
    page, said = listen(toy.as_uri())
    before = counts(page)
    link = f"{{key: data.themes_key, nested: 'drop', {hostile}}}"
    page.evaluate(f"location.hash = addressWith({link}).split('#')[1]")
    expect(page.locator("#message")).to_contain_text("The changes in this link cannot be used: it ")
    assert page.locator("#offer").is_hidden() and counts(page) == before and said == []


def test_a_link_is_of_its_own_themes_and_to_others_it_does_nothing(
    listen, toy, articles, served, tmp_path
):
    page, _ = listen(served(toy), offline=False)
    terms(page, "China", "\ntalks")
    link = page.evaluate("addressWith(toLink(toEdit(), authors, data.themes_key))")
    fewer = parse_lexicon(THEMES.replace("  Trade: [trade, trade war]\n", ""))
    other, said = listen(page_of(tmp_path / "other.html", articles, fewer).as_uri())
    before = counts(other)
    other.evaluate("link => { location.hash = link.split('#')[1]; }", link)
    expect(other.locator("#message")).to_have_text(
        "The changes in this link cannot be used: it was made for other themes. The page is as it was."
    )
    assert other.locator("#offer").is_hidden() and counts(other) == before
    longer = articles.assign(text=articles["text"] + " More talks.")
    same, _ = listen(page_of(tmp_path / "same.html", longer, parse_lexicon(THEMES)).as_uri())
    same.evaluate("link => { location.hash = link.split('#')[1]; }", link)
    press(same, "Use these changes")
    assert counts(same)["China"] == 4 and said == []


def test_a_link_that_was_cut_is_refused_and_said(listen, toy):
    page, said = listen(
        toy.as_uri() + "#edit=%7B%22nested%22%3A%22drop%22%2C%22themes%22%3A%5B0%2C%"
    )
    expect(page.locator("#message")).to_contain_text("it is cut or damaged")
    assert counts(page)["Trade"] == 4 and said == []


OWN = "Talks begin\n\nTrade talks with China. Tariffs rise in the US."


def test_a_text_of_ones_own_is_counted_edited_and_left_again(listen, toy):
    page, said = listen(toy.as_uri())
    before = counts(page)
    press(page, "Paste your own article")
    assert page.get_by_text("Nothing leaves your browser").is_visible()
    press(page, "Count it")
    expect(page.locator("#own-problem")).to_have_text("There is no text yet: paste it above.")
    page.get_by_label("Paste an article").fill(OWN)
    press(page, "Count it")
    expect(page.locator("#title")).to_have_text("Talks begin")
    assert counts(page) == {"Trade": 1, "The <b>Sea</b>": 0, "China": 1, "The US": 1}
    assert (
        page.locator("#texts p").all_inner_texts()[1].startswith("Trade talks with China. Tariffs")
    )
    assert page.locator("#authors").evaluate("part => getComputedStyle(part).display") == "none"
    expect(page.locator("#own-note")).to_contain_text("themes were made for another article.")
    terms(page, "Trade", "\ntariff*")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile(r"^\d Trade: 2 mentions$"))
    expect(page.locator("h1")).to_have_text("Your own text")
    expect(page.locator("#source")).to_have_text("Counted by the terms of 4 themes, changed here")
    press(page, "Undo")
    press(page, "Back to the article")
    expect(page.locator("#place")).to_have_text("Issues: 5 mentions")
    expect(page.locator("#source")).to_have_text("Counted by the terms of 4 themes")
    expect(page.locator("h1")).to_have_text("Most mentioned in Issues: Trade (4 mentions).")
    assert (
        counts(page) == before
        and page.locator("#authors").evaluate("part => getComputedStyle(part).display") != "none"
    )
    expect(page.locator("#title")).to_contain_text("Trade talks </script>")
    assert said == []


def test_files_become_articles_of_which_one_is_shown(listen, toy, tmp_path):
    for name, data in {
        "a.txt": OWN.encode(),
        "b.txt": "Trade caf\u00e9.".encode("cp1252"),
        "c.pdf": b"%PDF",
        "d.txt": b" ",
    }.items():
        (tmp_path / name).write_bytes(data)
    page, said = listen(toy.as_uri())
    press(page, "Paste your own article")
    page.get_by_label("or choose text files").set_input_files(sorted(tmp_path.iterdir()))
    note = page.locator("#own-note p")
    expect(note).to_contain_text("2 texts")
    for problem in (
        "b.txt is not UTF-8 and was read as Windows-1252.",
        "c.pdf is no text file",
        "d.txt is empty.",
    ):
        expect(note).to_contain_text(problem)
    assert counts(page)["Trade"] == 2 and page.locator("#texts").inner_text().startswith(
        "Talks begin"
    )
    row(page, "Trade").click()
    page.keyboard.press("k")
    expect(page.locator("#article-title")).to_have_text("b")
    assert page.locator("#texts").inner_text() == "Trade[1] café." and said == []


def test_of_a_text_of_ones_own_nothing_is_said_of_its_sentences(listen, toy, tmp_path):
    page, said = listen(toy.as_uri())
    page.evaluate(DROP, ["Gen. Roe and Sen. Poe on trade. Col. J. Roe left.", "Trade."])
    page.get_by_label("Try a word").fill("roe")
    expect(page.locator("#tried")).to_have_text("Found: 2. Enter shows them.")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(
        "1 of 2: Gen. Roe and Sen. Poe on trade. Col. J. Roe left."
    )
    assert page.locator("#texts .passage").count() == 0
    page.locator("#share summary").click()
    with page.expect_download() as saved:
        press(page, "Download mentions.csv")
    saved.value.save_as(tmp_path / "mentions.csv")
    table = pd.read_csv(tmp_path / "mentions.csv")
    assert "sentence" not in table and table["paragraph"].tolist() == [1, 1] and said == []


def test_a_text_that_would_keep_a_key_waiting_is_refused_and_another_way_is_said(
    listen, toy, tmp_path
):
    page, said = listen(toy.as_uri())
    before = counts(page)
    press(page, "Paste your own article")
    page.get_by_label("Paste an article").fill("Trade. " * 28572)
    press(page, "Count it")
    problem = page.locator("#own-problem")
    expect(problem).to_contain_text("The text is longer than 200 KB")
    expect(problem).to_contain_text("python3 run.py --articles press/ --themes themes.yaml")
    (tmp_path / "long.txt").write_text("Trade. " * 28572, encoding="utf-8")
    page.get_by_label("or choose text files").set_input_files(tmp_path / "long.txt")
    expect(problem).to_contain_text("long.txt is longer than 200 KB")
    assert counts(page) == before
    page.get_by_label("Paste an article").fill("Trade. " * 28571)
    press(page, "Count it")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile(r"^\d Trade: 28,571 mentions$"))
    assert said == []


DROP = """texts => {
    const dropped = new DataTransfer();
    for (const text of texts) dropped.items.add(new File([text], text.slice(0, 5) + ".txt", { type: "text/plain" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


def test_files_that_are_dropped_on_the_page_become_articles(listen, toy):
    page, said = listen(toy.as_uri())
    page.evaluate(DROP, [OWN, "Trade. Trade."])
    expect(page.locator("#title")).to_have_text("2 texts of your own")
    page.locator("#list summary").click()
    assert (
        page.locator("#titles button").all_inner_texts() == ["Talks\n3", "Trade\n2"] and said == []
    )


def test_printed_it_is_a_report_without_controls(listen, toy):
    page, _ = listen(toy.as_uri())
    terms(page, "China", "\ntalks")
    page.emulate_media(media="print")
    for shown in (
        "h1",
        "#what-changed",
        ".theme .bar >> nth=0",
        "#texts mark >> nth=0",
        ".strip >> nth=0",
    ):
        assert page.locator(shown).is_visible(), shown
    assert not [
        one
        for one in page.locator("#explore :is(button, input, select, textarea, summary)").all()
        if one.is_visible()
    ][6:]  # the rows and the headings of their groups
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open]):not(.menu)").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0


STATES = {
    "edited": lambda page: (
        terms(page, "Trade", "\n'talks\ntalks"),
        page.get_by_text("Passages gained and lost").click(),
    ),
    "tried": lambda page: page.get_by_label("Try a word").fill("talks"),
    "pasting": lambda page: press(page, "Paste your own article"),
    "sharing": lambda page: page.locator("#share summary").click(),
    "offered": lambda page: page.evaluate(
        "location.hash = addressWith({key: data.themes_key, nested: 'count', themes: []}).split('#')[1]"
    ),
    "own": lambda page: page.evaluate(DROP, [OWN, "Trade."]),
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_page_keeps_anybody_out(listen, toy, state, scheme):
    page, said = listen(toy.as_uri(), color_scheme=scheme)
    STATES[state](page)
    page.wait_for_timeout(100)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert barriers(page, "label-content-name-mismatch") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []


def test_a_page_saved_with_a_text_of_ones_own_holds_it(listen, toy, tmp_path):
    page, _ = listen(toy.as_uri())
    press(page, "Paste your own article")
    page.get_by_label("Paste an article").fill(OWN)
    press(page, "Count it")
    terms(page, "Trade", "\ntariff*")
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page with my text and edits")
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#title")).to_have_text("Talks begin")
    assert (
        counts(copy) == {"Trade": 2, "The <b>Sea</b>": 0, "China": 1, "The US": 1}
        and copy.title() == "Talks begin"
    )
    press(copy, "Back to the article")
    expect(copy.locator("#title")).to_contain_text("Trade talks </script>")
    assert said == []


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    texts = [
        "No word.",
        "Trade, trade.\n\nTrade and China.",
        "China " + "and so on " * 20 + "trade. The US.",
    ]
    about = {
        "title": ["Alpha", "Beta", "Gamma"],
        "date": ["2021-01-02", "", "2023-05-06"],
        "source": ["AP", "AP", "dpa"],
    }
    sizes = {"words": [2, 5, 64]}
    articles = pd.DataFrame({"article": ["a", "b", "c"], "text": texts} | about | sizes)
    return page_of(
        tmp_path_factory.mktemp("several") / "several.html", articles, parse_lexicon(THEMES)
    ), articles


def test_of_several_articles_one_is_shown_from_a_list_that_is_searched_and_sorted(listen, several):
    path, articles = several
    page, said = listen(path.as_uri())
    assert page.locator("#title").inner_text() == "Themes of 3 articles"
    assert page.locator("#byline").inner_text() == "71 words · 2 sources · 2021-01-02 to 2023-05-06"
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
    assert page.locator("#texts").inner_text() == "No word."
    page.locator("#list summary").click()
    titles = page.locator("#titles button")
    expect(titles).to_have_count(3)
    assert titles.all_inner_texts() == ["Alpha\n2021-01-02\n0", "Beta\n3", "Gamma\n2023-05-06\n1"]
    page.get_by_label("Sort by").select_option("mentions")
    assert [text[0] for text in titles.all_inner_texts()] == ["B", "G", "A"]
    row(page, "China").click()
    assert [text[0] + text[-1] for text in titles.all_inner_texts()] == ["B1", "G1", "A0"]
    page.get_by_label("Search").fill("GAM")
    assert titles.count() == 1
    titles.first.click()
    expect(page.locator("#article-title")).to_have_text("Gamma")
    assert page.locator("#texts").inner_text().startswith("China[3] and so on")
    expect(titles.first).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#article-title")).to_have_text("Gamma")
    page.keyboard.press("k")
    expect(page.locator("#article-title")).to_have_text("Beta")
    assert said == []


def test_rates_by_date_and_source_follow_the_theme_and_its_terms(listen, several):
    page, said = listen(several[0].as_uri())
    strip = row(page, "Trade").locator("path")
    assert strip.get_attribute("d") == "M250 9v-0M750 9v-9"
    expect(page.locator("#where-of")).to_have_text("By year, 2021 to 2023, each on its own scale")
    dates, sources = page.locator("#by-date li"), page.locator("#by-source li")
    assert page.locator("#spread-of").inner_text() == "Issues, per 1,000 words of all 3 articles."
    row(page, "Trade").click()
    assert page.locator("#spread-of").inner_text() == "Trade, per 1,000 words of all 3 articles."
    assert dates.all_text_contents() == [
        "2021  0.0 0 mentions, 1 article",
        "2023  15.6 1 mention, 1 article",
    ]
    assert sources.all_text_contents() == [
        "AP  428.6 3 mentions, 2 articles",
        "dpa  15.6 1 mention, 1 article",
    ]
    terms(page, "Trade", "\nword")
    assert dates.first.text_content() == "2021  500.0 1 mention, 1 article"
    assert strip.get_attribute("d") == "M250 9v-9M750 9v-0.3"
    page.evaluate(DROP, [OWN, "Trade."])
    expect(page.locator("#spread")).to_be_hidden()
    assert said == []


def test_without_script_several_articles_stand_one_below_the_other(listen, several):
    page, _ = listen(several[0].as_uri(), java_script_enabled=False)
    assert (
        page.locator("#texts h3").all_inner_texts() == ["Alpha", "Beta", "Gamma"]
        and page.locator("#list").is_hidden()
    )


def test_after_an_edit_the_page_counts_its_sample_and_says_so(listen, tmp_path, monkeypatch):
    monkeypatch.setattr("newsthemes.show.highlight.MOST_BYTES", 5000)
    rows = range(60)
    texts = [f"On {'trade and ' * (row % 3)}China." for row in rows]
    dates, sources = [f"{2020 + row // 30}-05-01" for row in rows], ["AP", "dpa"] * 30
    articles = pd.DataFrame({"article": rows, "text": texts, "date": dates, "source": sources})
    path = page_of(tmp_path / "many.html", articles, parse_lexicon(THEMES))
    page, said = listen(path.as_uri())
    held = random_sample(articles)
    inside = held["text"].str.count("trade").sum()
    assert 10 < len(held) < 20 and 0 < inside < 60
    what, place, tried = page.locator("#counts-of"), page.locator("#place"), page.locator("#tried")
    rates, of_rates = page.locator("#by-source li"), page.locator("#spread-of")
    expect(what).to_have_text("Mentions in all 60 articles")
    expect(page.locator("#list summary")).to_have_text(f"{len(held)} of 60 articles")
    row(page, "Trade").click()
    expect(place).to_have_text(f"Trade: {inside} mentions in the sample")
    assert counts(page) == {"Trade": 60, "The <b>Sea</b>": 0, "China": 60, "The US": 0}
    expect(of_rates).to_have_text("Trade, per 1,000 words of all 60 articles.")
    assert rates.all_text_contents()[0].endswith("30 mentions, 30 articles")
    strips = page.locator("#themes path").evaluate_all("all => all.map(one => one.outerHTML)")
    page.get_by_label("Try a word").fill("trade")
    expect(tried).to_contain_text(f"Found in the sample: {inside}, in ")
    assert strips == page.locator("#themes path").evaluate_all(
        "all => all.map(one => one.outerHTML)"
    )  # of all articles, as the bars are
    expect(of_rates).to_have_text(
        f"“trade”, per 1,000 words of the sample of {len(held)} articles."
    )
    page.get_by_label("Try a word").fill("gold")
    expect(tried).to_have_text("Found in the sample: 0 (not in the text).")
    terms(page, "Trade", "\nand")
    expect(what).to_have_text(f"Mentions in the sample of {len(held)} articles")
    assert counts(page)["Trade"] == 2 * inside and counts(page)["China"] == len(held)
    change = row(page, "Trade").locator("b").get_attribute("data-change")
    assert change == f"+{inside}"
    lead = f"Most mentioned in Issues: Trade ({2 * inside} mentions)."
    expect(page.locator("#headline")).to_have_text(f"Sample of {len(held)} articles. {lead}")
    gains = f"Changed: “Trade”. Gained in the sample: {inside} passages. Lost: 0."
    expect(page.locator("#what-changed")).to_have_text(gains)
    expect(page.locator("#notes-of")).to_have_text("Mentions in the sample:")
    expect(of_rates).to_have_text(f"Trade, per 1,000 words of the sample of {len(held)} articles.")
    number = (held["source"] == "AP").sum()
    assert any(one.endswith(f", {number} articles") for one in rates.all_text_contents())
    press(page, "Reset")
    expect(what).to_have_text("Mentions in all 60 articles")
    assert counts(page)["Trade"] == 60 and "Sample" not in page.locator("#headline").inner_text()
    page.evaluate(DROP, [OWN, "Trade."])
    expect(what).to_have_text("Mentions")
    expect(place).to_have_text("All themes: 4 mentions")  # and not of a sample
    assert said == []


LONG = "A theme with a name of eighty characters, which is as long as a headline may be."
ODD = {
    "a name of the language": (
        {"__proto__": ["trade"], "constructor": ["China"], "toString": ["US"]},
        "US trade, China",
    ),
    "emoji": ({"🙂 Trade": ["trade"], "Flag 🇺🇸": ["US"]}, "🙂🙂 trade 🙂 US 𝒜"),
    "long names": ({LONG: {LONG: ["trade"]}, "G": {f"{LONG} 2": ["US"]}}, "US trade"),
    "a slash": ({"G": {"A/B": ["trade"], "a": {"b": {"c": ["US"]}}}}, "US trade"),
    "sixty themes": (
        {f"T{n}": [f"w{n}"] for n in range(60)},
        " ".join(f"w{n}" for n in range(0, 60, 2)),
    ),
    "themes without terms": ({"Trade": []}, "trade"),
    "one word": ({"Trade": ["trade"]}, "Trade"),
    "no mention": ({"G": {"Trade": ["trade"], "US": ["US"]}}, "Nothing at all. Nobody."),
    "signs": (
        {"T </script><!--": ["trade"]},
        "</script><!-- trade \u2028 \u202etrade\u202c <script>",
    ),
}


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
@pytest.mark.parametrize("themes, text", ODD.values(), ids=ODD)
def test_odd_themes_and_texts_are_counted_and_edited(listen, tmp_path, themes, text):
    lexicon = read_lexicon(themes)
    articles = pd.DataFrame({"article": ["a"], "title": [f"{text} <!-- \u202e"], "text": [text]})
    page, said = listen(page_of(tmp_path / "odd.html", articles, lexicon).as_uri())
    assert counts(page) == counted(articles, lexicon)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "Edit terms")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("\nnothing\nUS")
    expect(page.locator("#changed")).to_be_visible()
    press(page, "Reset")
    page.keyboard.press("j")
    for name, file in (
        ("Save page with my edits", "page.html"),
        ("Download mentions.csv", "a.csv"),
        ("Download themes.yaml", "a.yaml"),
    ):
        if name != "Download themes.yaml":
            page.locator(
                "#share summary"
            ).click()  # a choice closes the menu, and the message is in sight
        with page.expect_download() as saved:
            press(page, name)
        saved.value.save_as(tmp_path / file)
    assert sorted(read_lexicon(tmp_path / "a.yaml").themes) == sorted(lexicon.themes)
    assert len(pd.read_csv(tmp_path / "a.csv")) == sum(counted(articles, lexicon).values())
    copy, said_there = listen((tmp_path / "page.html").as_uri())
    assert counts(copy) == counts(page) and said == said_there == []


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
    page.evaluate(SCRIPT + "; Object.assign(globalThis, {findMentions})")
    return lambda function, *values: page.evaluate(
        f"(values) => ({function})(...values)", list(values)
    )


@given(
    several=st.lists(tables(most=6), min_size=3, max_size=3),
    nested=st.sampled_from(["drop", "count"]),
)
@settings(max_examples=5)
@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
def test_this_browser_counts_generated_texts_by_the_same_rule(js, several, nested):
    texts = [text for articles, _ in several for text in articles["text"]]
    for _, lexicon in several:
        agree(js, texts, read_lexicon(lexicon), nested)


def test_a_choice_closes_the_menu_and_from_a_file_no_link_is_offered(listen, toy):
    page, _ = listen(toy.as_uri())
    page.locator("#share summary").click()
    expect(page.get_by_role("button", name="Copy a link to my edits")).to_be_hidden()
    with page.expect_download():
        press(page, "Save page with my edits")
    assert not page.locator("#share").evaluate("(menu) => menu.open")
    expect(page.locator("#message")).to_contain_text("mail it to pass your edits on")


def test_a_theme_that_is_picked_and_a_word_that_is_tried_come_into_sight(listen, tmp_path):
    text = (
        "Talks. " * 40
        + "\n\n"
        + "\n\n".join(["And so on, and on. " * 12] * 12 + ["Trade, at last. " + "On. " * 50] * 2)
    )
    articles = pd.DataFrame({"article": ["a"], "title": ["Long"], "text": [text]})
    page, said = listen(
        page_of(tmp_path / "long.html", articles, read_lexicon({"Trade": ["trade"]})).as_uri()
    )
    page.locator("[data-row]").click()
    expect(page.locator("#texts mark").first).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#texts mark").first).not_to_be_in_viewport()
    page.get_by_label("Try a word").fill("last")
    expect(page.locator("#texts mark.tried").first).to_be_in_viewport()
    assert said == []


def test_a_row_says_by_how_much_an_edit_changed_it_and_focus_is_never_lost(listen, toy):
    page, _ = listen(toy.as_uri())
    terms(page, "China", "\ntalks")
    changes = [
        change
        for change in page.locator("#themes b").evaluate_all(
            "(all) => all.map((b) => b.dataset.change)"
        )
        if change
    ]
    assert changes == ["+2"]
    page.locator("#undo").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#undo")).to_be_disabled()
    assert page.evaluate("document.activeElement.id") == "edit-terms"


def test_words_are_added_to_no_theme_that_was_not_chosen(listen, toy):
    page, _ = listen(toy.as_uri())
    page.get_by_label("Try a word").fill("talks")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_disabled()
    page.get_by_label("Add to…").select_option("China")
    press(page, "Add")
    expect(page.locator("#what-changed")).to_contain_text("China")


def test_what_changes_nothing_is_said_and_no_change(listen, toy):
    page, said = listen(toy.as_uri())
    page.get_by_label("Try a word").fill("Trade")
    expect(page.locator("#tried")).to_contain_text("Counted in: “Trade”.")
    page.get_by_label("Add to…").select_option("Trade")
    press(page, "Add")
    expect(page.locator("#message")).to_have_text("“trade” is a term of “Trade” already.")
    assert page.locator("#undo").is_disabled() and page.locator("#changed").is_hidden()
    page.get_by_label("Try a word").fill("oil")
    page.get_by_label("Add to…").select_option("China")
    press(page, "Add")
    expect(page.locator("#message")).to_have_text(
        "Added “oil” to “China”: it does not occur in this article."
    )
    assert page.locator("#changed").is_visible() and page.locator("#gains").is_hidden()
    press(page, "Undo")
    press(page, "Add a theme")
    expect(row(page, "New theme")).to_be_visible()
    page.keyboard.press("Escape")  # no term was typed
    expect(row(page, "New theme")).to_have_count(0)
    assert page.locator("#changed").is_hidden() and said == []


ON_TOP = """element => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + Math.min(width, 60) / 2, top + height / 2));
}"""


@pytest.mark.parametrize("width", [320, 390, 900, 1024])
def test_nothing_covers_what_is_stepped_through(listen, articles, tmp_path, width):
    long = articles.assign(text=TEXT + "\n\nAnd so on." * 40 + "\n\nTalks." + "\n\nOn." * 40)
    path = page_of(tmp_path / "long.html", long, parse_lexicon(THEMES))
    page, _ = listen(path.as_uri(), viewport={"width": width, "height": 640})
    page.get_by_label("Try a word").fill("talks")
    page.get_by_label("Add to…").select_option("China")
    press(page, "Add")
    for shown in ("#message", "#place"):
        assert page.locator(shown).evaluate(ON_TOP)
    first = page.locator("#texts mark:not(.pale)").first
    first.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 20)")  # under what sticks
    for key in ("j", "k", "k"):  # from the first round to the last, far below
        page.keyboard.press(key)
        for shown in ("mark.current", "#place", "#next"):
            assert page.locator(shown).evaluate(ON_TOP), shown
    for label in page.locator(".row bdi").all():
        assert label.bounding_box()["height"] < 60


def test_the_focus_stays_near_and_what_is_lit_is_said(listen, toy):
    page, said = listen(toy.as_uri(), viewport={"width": 1280, "height": 500})
    focused = "document.activeElement.id || document.activeElement.parentElement.id"
    row(page, "Trade").press("Enter")
    expect(page.locator("#status")).to_have_text("Trade: 4 mentions")
    page.evaluate(DROP, [OWN])
    page.locator("#back").press("Enter")
    expect(page.locator("#own-note")).to_be_hidden()
    assert page.evaluate(focused) == "paste"
    page.locator("#share summary").press("Enter")
    with page.expect_download():
        page.locator("#save-page").press("Enter")
    assert page.evaluate(focused) == "share"
    terms(page, "China", "\ntalks")
    page.locator("#reset").press("Enter")
    expect(page.locator("#message")).to_contain_text("All changes are taken back")
    assert said == []


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_covers_what_has_the_focus(listen, several, width):
    page, _ = listen(several[0].as_uri(), viewport={"width": width, "height": 400})
    for key in ("Tab", "Shift+Tab"):
        for _ in range(40):
            page.keyboard.press(key)
            focused = page.locator(":focus:not(body)")  # none between the last and the first
            for name in focused.evaluate_all("all => all.map(one => one.id || one.innerText)"):
                assert focused.evaluate(ON_TOP), name
