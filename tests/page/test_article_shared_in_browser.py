"""The article's page, given on and given texts: what is kept, saved and linked, and texts of one's own."""

import json
import re
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pandas as pd
import pytest
from playwright.sync_api import expect

from article_page import OWN, PASTE, THEMES, counts, edit, page_of, press, row, terms
from browser import NO_JSON, ODD, address, barriers
from newsthemes.lexicon.read_lexicon import parse_lexicon, read_lexicon
from newsthemes.page.write_page import write_page


def test_edits_are_kept_and_can_be_undone_after_all(listen, toy):
    page, _ = listen(address(toy))
    before = counts(page)
    terms(page, "China", "\ntalks")
    changed = counts(page)
    page.reload()
    expect(page.locator("#what-changed")).to_contain_text("China")
    assert counts(page) == changed != before
    press(page, "Undo")
    page.reload()
    assert counts(page) == before


def test_what_another_tab_kept_and_cannot_be_read_is_not_offered(listen, toy):
    page, said = listen(address(toy))
    other = page.context.new_page()
    other.goto(address(toy))
    page.evaluate(
        "globalThis.came = []; addEventListener('storage', (one) => came.push(one.newValue))"
    )
    for text in [*NO_JSON, *map(json.dumps, ODD), json.dumps({"nested": "drop", "themes": ODD})]:
        other.evaluate("text => localStorage.setItem(storage, text)", text)
        page.wait_for_function("text => came.at(-1) === text", arg=text)
        expect(page.locator("#offer")).to_be_hidden()
        assert said == [], text
    other.evaluate("""localStorage.setItem(storage, '{"nested":"drop","themes":[0]}')""")
    expect(page.locator("#offer")).to_be_visible()


def test_a_browser_that_keeps_nothing_is_no_hindrance(listen, toy):
    page, said = listen(address(toy))
    page.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw Error('refused'); }"
    )
    page.reload()
    terms(page, "China", "\ntalks")
    assert counts(page)["China"] == 3 and said == []
    expect(page.locator("#kept")).to_contain_text("save the page before you close it")


def test_a_saved_copy_holds_the_edit_and_the_way_back(listen, toy, tmp_path):
    page, _ = listen(address(toy))
    before = counts(page)
    terms(page, "China", "\ntalks")
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page with my edits")
    saved.value.save_as(tmp_path / "copy.html")
    assert saved.value.suggested_filename == "toy-changed.html"
    copy, said = listen(address(tmp_path / "copy.html"))
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
    copy.reload()  # which shows what the sender counted until it has counted anew
    expect(row(copy, "China")).to_have_accessible_name(re.compile("China: 1 mention"))
    assert counts(copy) == before and copy.locator("#changed").is_hidden()
    press(copy, "Undo")
    expect(copy.locator("#what-changed")).to_contain_text("The sender changed: “China”.")
    assert counts(copy) == counts(page) and said == []


@pytest.mark.parametrize("text", [None, OWN])
def test_a_saved_page_opens_at_the_theme_that_was_chosen(listen, toy, tmp_path, text):
    page, _ = listen(toy.as_uri())
    if text:
        page.evaluate(PASTE, text)
    row(page, "The US").click()
    page.locator("#share summary").click()
    with page.expect_download() as saved:
        page.locator("#save-page").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#place")).to_have_text("The US: 1 mention")
    other, _ = listen((tmp_path / "copy.html").as_uri() + "#theme=Trade")
    expect(other.locator("#place")).to_contain_text("The US: " if text else "Trade: ")
    press(copy, "Show all themes")
    assert said == []


def test_a_saved_page_of_several_articles_opens_at_the_first_passage_of_its_theme(listen, tmp_path):
    texts = ["Trade talks.", "Of China, and of China again."]
    articles = pd.DataFrame({"article": ["a", "b"], "title": ["A", "B"], "text": texts})
    path = page_of(tmp_path / "two.html", articles, parse_lexicon(THEMES))
    page, _ = listen(path.as_uri())
    row(page, "China").click()
    page.locator("#share summary").click()
    with page.expect_download() as saved:
        page.locator("#save-page").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#place")).to_have_text("China: 1 of 2")
    expect(copy.locator("#article-title")).to_have_text("B")
    expect(copy.locator("#texts mark.current")).to_be_in_viewport()
    assert copy.evaluate("history.length") == page.evaluate("history.length") - 1
    assert said == []


def test_a_saved_copy_has_no_links_to_pages_that_stay_behind(listen, articles, tmp_path):
    links = [("index", "Page"), ("2-its", "2 Which themes?"), ("methods", "Methods")]
    write_page(articles, parse_lexicon(THEMES), links=links, path=tmp_path / "index.html")
    page, _ = listen((tmp_path / "index.html").as_uri())
    to_files = page.locator("a:not([href^='#'])")
    assert to_files.count() == 3 and not to_files.first.is_visible()
    page.locator("header summary").click()
    expect(to_files.first).to_be_visible()
    assert barriers(page) == []
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page")
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    assert to_files.count() == 3 and copy.locator("a:not([href^='#'])").count() == 0
    assert copy.locator("body > header").count() == 0
    expect(copy.locator("footer")).to_contain_text("Made with")
    assert barriers(copy) == [] and said == []


def test_what_another_tab_changes_is_offered_and_not_overwritten_in_silence(listen, toy):
    page, said = listen(address(toy))
    before = counts(page)
    other = page.context.new_page()
    other.goto(address(toy))
    terms(page, "China", "\ntalks")
    offer = other.locator("#offer")
    expect(offer.locator("p")).to_have_text(
        "From another tab. Changed: “China”. Gained: 2 passages. Lost: 0. Terms added: “talks”."
    )
    assert counts(other) == before
    press(other, "Use these changes")
    expect(other.locator("#what-changed")).to_contain_text("China")
    assert counts(other) == counts(page)
    press(other, "Undo")
    expect(page.locator("#offer p")).to_contain_text("From another tab: the themes of this page.")
    press(page, "Ignore them")
    expect(offer.locator("p")).to_contain_text("From another tab. Changed: “China”.")
    press(page, "Undo")
    expect(offer).to_be_hidden()  # both are the same again
    assert counts(page) == counts(other) == before and said == []


def test_a_link_is_shown_before_it_is_taken_over(listen, toy, served):
    page, said = listen(served(toy), offline=False)
    before = counts(page)
    terms(page, "China", "\ntalks")
    page.get_by_text("Share", exact=True).click()
    press(page, "Copy a link")
    expect(page.locator("#message")).to_contain_text("The link ")
    page.evaluate(
        """history.replaceState(null, '',
            addressWith(toLink({nested: 'drop', themes: [0, 1, 3, {group: '', theme: 'New', lines: ['talks']}]},
                authors, data.themes_key)))"""
    )
    other, said_there = listen(page.url, offline=False)
    offer = other.locator("#offer")
    expect(offer.locator("p")).to_have_text(
        "From this link. Changed: “New”, “China”. Gained: 2 passages. Lost: 1. "
        "Terms added: “talks”. Terms removed: “China”."
    )
    expect(offer).to_be_in_viewport()
    assert counts(other) == before
    press(other, "Use these changes")
    expect(offer).to_be_hidden()
    assert counts(other)["New"] == 2 and "China" not in counts(other)
    other.reload()  # the address has the edit, which is no news any more
    expect(other.locator("#message")).to_have_text("This page has no theme “China”.")
    assert counts(other)["New"] == 2 and offer.is_hidden() and "edit=" in other.url
    press(other, "Undo")
    assert counts(other) == before
    expect(other).to_have_url(re.compile("^[^#]*$"))
    other.goto(page.url)
    press(other, "Ignore them")
    assert counts(other) == before and "edit=" not in other.url
    assert said == said_there == []


def test_of_a_text_of_ones_own_no_link_is_offered_which_would_lead_to_the_article(
    listen, toy, served
):
    page, said = listen(served(toy), offline=False)
    link, reason = page.get_by_role("button", name="Copy a link"), page.locator("#no-link")
    page.locator("#share summary").click()
    expect(link).to_be_visible()
    page.evaluate(PASTE, OWN)
    expect(link).to_be_hidden()
    expect(reason).to_have_text("A link cannot carry this text. Save the page and mail it.")
    page.locator("#share summary").click()
    press(page, "Back to the article")
    page.locator("#share summary").click()
    expect(link).to_be_visible()
    expect(reason).to_be_empty()
    assert said == []


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


def test_a_link_that_cannot_be_is_refused_and_said(listen, toy):
    page, said = listen(toy.as_uri())
    before, message = counts(page), page.locator("#message")
    for what, hostile in HOSTILE.items():
        message.evaluate("one => one.replaceChildren()")
        link = f"{{key: data.themes_key, nested: 'drop', {hostile}}}"
        page.evaluate(f"location.hash = addressWith({link}).split('#')[1]")
        expect(message, what).to_contain_text("The changes in this link cannot be used: it ")
        assert page.locator("#offer").is_hidden() and counts(page) == before and said == [], what


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


def test_a_text_of_ones_own_is_counted_edited_and_left_again(listen, toy):
    page, said = listen(toy.as_uri())
    before = counts(page)
    press(page, "Paste your own article")
    assert page.get_by_text("Nothing leaves your browser").is_visible()
    press(page, "Count it")
    expect(page.locator("#own-problem")).to_have_text("There is no text yet: paste it above.")
    page.get_by_label("Paste an article").fill(" https://news.test/a-b?c=1\n")
    press(page, "Count it")
    expect(page.locator("#own-problem")).to_have_text("This is an address. Paste the text itself.")
    page.get_by_label("Paste an article").fill(OWN)
    press(page, "Count it")
    expect(page.locator("h1")).to_have_text("Talks begin")
    kicker = page.locator(".kicker")
    expect(kicker).to_have_text(
        "Your text · 11 words · it stays in this browser", use_inner_text=True
    )
    expect(page.get_by_role("button", name="Check it yourself")).to_be_disabled()
    suggested = {"China in the text": 1, "United States": 1}
    authors = {"Trade": 1, "The <b>Sea</b>": 0, "China": 1, "The US": 1}
    assert authors.keys() == before.keys()  # a theme has one name, here too
    assert list(counts(page).items()) == [*suggested.items(), *authors.items()]
    assert (
        page.locator("#texts p").all_inner_texts()[1].startswith("Trade talks with China. Tariffs")
    )
    assert page.locator("#authors").evaluate("part => getComputedStyle(part).display") == "none"
    expect(page.locator("#own-note")).to_contain_text("themes were made for another article.")
    expect(page.locator("#own-note")).to_contain_text("No person has checked these counts.")
    expect(page.locator("#own-note")).to_contain_text("is missing, add it as a theme.")
    expect(page.locator("#own-note")).to_contain_text("does not offer “Check it yourself”.")
    assert not page.get_by_role("button", name="Reset").is_enabled()
    terms(page, "Trade", "\ntariff*")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile(r"^Trade: 2 mentions$"))
    own = "Your text · 11 words · it stays in this browser"
    expect(page.locator("#byline")).to_have_text(own)
    expect(page.locator("h1")).to_have_text("Talks begin")
    expect(page.locator("#source")).to_contain_text("and by the terms of this page, changed here")
    assert page.evaluate("localStorage.length") == 0  # it is forgotten
    press(page, "Undo")
    press(page, "Back to the article")
    expect(page.locator("#place")).to_have_text("Issues: 5 mentions")
    expect(page.locator("#source")).to_have_text("Counted by the terms of 4 themes")
    expect(page.locator("#byline")).to_contain_text("One news article")
    assert (
        counts(page) == before
        and page.locator("#authors").evaluate("part => getComputedStyle(part).display") != "none"
    )
    expect(page.locator("#title")).to_contain_text("Trade talks </script>")
    assert said == []


def test_changes_to_a_pasted_text_are_left_by_a_second_click(listen, toy):
    page, said = listen(toy.as_uri())
    note, warning = page.locator("#own-note"), page.get_by_text("would be lost. Press again")
    for typed in ("\ntariff*", "\ntalks"):  # each change anew
        page.evaluate(PASTE, OWN)
        terms(page, "Trade", typed)
        press(page, "Back to the article")
        expect(warning.first).to_be_visible()
        expect(note).to_be_visible()
        terms(page, "Trade", "\nrise")
        press(page, "Back to the article")
        expect(note).to_be_visible()
        press(page, "Back to the article")
        expect(note).to_be_hidden()
    page.evaluate(PASTE, OWN)
    press(page, "Back to the article")  # nothing was changed
    expect(note).to_be_hidden()
    assert said == []


def test_an_edit_of_a_pasted_text_gains_and_loses_passages_too(listen, toy):
    page, said = listen(toy.as_uri())
    page.evaluate(PASTE, OWN)
    changed = page.locator("#what-changed")
    terms(page, "Trade", "\ntariff*\n")
    expect(changed).to_have_text("Changed: “Trade”. Gained: 1 passage. Lost: 0.")
    page.locator("#gains summary").click()
    page.locator("#gains-list button").click()
    expect(page.locator("#texts mark.current")).to_contain_text("Tariffs")
    press(page, "Undo")
    press(page, "Strike out United States")
    expect(changed).to_contain_text("Gained: 0 passages. Lost: 1.")
    press(page, "Undo")
    page.get_by_label("Tick United States").check()
    page.get_by_label("Name", exact=True).fill("America")
    press(page, "Rename")
    expect(changed).to_contain_text("Gained: 0 passages. Lost: 0.")
    assert said == []


PARTIES = "Talks\n\nAnn Lee met Rob Day. Then Lee left Oslo, and Day stayed in Oslo for steel."


def test_what_a_text_suggests_is_struck_out_renamed_and_made_one(listen, toy):
    page, said = listen(toy.as_uri())
    page.evaluate(PASTE, PARTIES)
    names = ["Ann Lee", "Rob Day", "Oslo"]
    assert {name: counts(page)[name] for name in names} == dict.fromkeys(names, 2)
    page.get_by_label("Tick Ann Lee").check()
    page.get_by_label("Tick Rob Day").check()
    page.get_by_label("Name", exact=True).fill("The parties")
    press(page, "Make 2 themes one")
    assert counts(page)["The parties"] == 4 and "Ann Lee" not in counts(page)
    gains = page.locator("#what-changed")
    expect(gains).to_contain_text("Gained: 0 passages. Lost: 0.")
    assert page.locator("#lines-changed").inner_text() == ""  # the terms only moved
    page.get_by_label("Tick Oslo").check()
    page.get_by_label("Name", exact=True).fill("The parties")
    press(page, "Rename")  # to a name that is there
    assert counts(page)["The parties"] == 6 and "Oslo" not in counts(page)
    edit(page, "The parties")
    lines = page.get_by_label("Terms, one a line").input_value().split("\n")
    assert sorted(filter(None, lines)) == ["Ann Lee", "Day", "Lee", "Oslo", "Rob Day"]
    page.get_by_label("Theme", exact=True).fill("Trade")  # one of the author's
    page.get_by_label("Theme", exact=True).blur()
    assert counts(page)["Trade"] == 6 and "The parties" not in counts(page)
    press(page, "Undo")
    press(page, "Undo")
    press(page, "Strike out The parties")
    assert "The parties" not in counts(page) and counts(page)["Trade"] == 0
    press(page, "Reset")
    assert counts(page)["Oslo"] == 2
    assert said == []


def test_of_a_pasted_text_every_theme_with_a_mention_is_shown(listen, articles, tmp_path):
    names = "Ann Bea Cal Dan Eve Fay Gus Hal Ida Jim Kim Lea Max Nan Oda Pia Ray Sue Tom Una Val"
    lexicon = read_lexicon({"Trade": ["trade"]} | {f"Z{n}": [f"zz{n}"] for n in range(9)})
    page, said = listen(page_of(tmp_path / "many.html", articles, lexicon).as_uri())
    sentences = [
        f"{name} Roe{name.lower()} met {name} Roe{name.lower()}." for name in names.split()
    ]
    page.evaluate(PASTE, f"Trade\n\n{' '.join(sentences)}")
    assert len(counts(page)) == 21 + 10 and counts(page)["Trade"] == 1
    hidden = page.locator(".theme:not(:visible) bdi").all_text_contents()
    assert sorted(hidden) == [f"Z{n}" for n in range(9)]
    press(page, "Show all 31 themes")
    expect(row(page, "Z1")).to_be_visible()
    assert said == []


def test_a_browser_that_cannot_unpack_is_told_which_can_and_shows_the_counts(listen, toy):
    page, said = listen(address(toy))
    page.add_init_script("delete globalThis.DecompressionStream")
    page.reload()
    expect(page.locator("#open")).to_contain_text("too old to explore this page")
    expect(page.locator(".theme").first).to_contain_text("Trade 4")
    expect(page.locator("#tools")).to_be_hidden()
    assert said == []


def test_of_a_text_of_ones_own_nothing_is_said_of_its_sentences(listen, toy, tmp_path):
    page, said = listen(toy.as_uri())
    page.evaluate(PASTE, "Gen. Roe and Sen. Poe on trade. Col. J. Roe left.")
    page.get_by_label("Try a word").fill("roe")
    expect(page.locator("#tried")).to_have_text(
        "Found: 2. Inside longer terms: 1. Enter shows them."
    )
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(
        "1 of 2: Gen. Roe and Sen. Poe on trade. Col. J. Roe left."
    )
    assert page.locator("#texts .passage").count() == 0
    assert said == []


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
    assert counts(page) == before
    page.get_by_label("Paste an article").fill("Trade. " * 2000 + "Talks. " * 26571)
    press(page, "Count it")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile(r"^Trade: 2,000 mentions$"))
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
    assert saved.value.suggested_filename == "Talks begin-changed.html"
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#title")).to_have_text("Talks begin")
    expect(copy.locator("#byline")).to_have_text("Text pasted by the sender · 11 words")
    assert (
        counts(copy)
        == {
            "China in the text": 1,
            "United States": 1,
            "Trade": 2,
            "The <b>Sea</b>": 0,
            "China": 1,
            "The US": 1,
        }
        and copy.title() == "Talks begin"
    )
    themes = read_lexicon(tmp_path / "copy.html").themes
    assert sorted(themes) == sorted(counts(copy))
    expect(copy.locator("#what-changed")).to_have_text(
        "The sender changed: “Trade”. Gained: 1 passage. Lost: 0."
    )
    expect(copy.locator("#source")).to_contain_text("of the text and")
    expect(copy.locator("#source")).to_contain_text(", changed here")
    press(copy, "Reset")
    expect(copy.locator("#changed")).to_be_hidden()
    press(copy, "Undo")
    press(copy, "Back to the article")
    press(copy, "Back to the article")  # the sender's changes would be lost
    assert list(counts(copy)) == ["Trade", "The <b>Sea</b>", "China", "The US"]
    expect(copy.locator("#title")).to_contain_text("Trade talks </script>")
    assert said == []


def test_a_page_saved_with_a_text_says_what_the_sender_made_of_its_themes(listen, toy, tmp_path):
    page, _ = listen(toy.as_uri())
    page.evaluate(PASTE, PARTIES)
    press(page, "Strike out Oslo")
    page.get_by_label("Tick Ann Lee").check()
    page.get_by_label("Name", exact=True).fill("Lee")
    press(page, "Rename")
    press(page, "Add a theme")
    page.keyboard.type("Metals")
    page.get_by_label("Terms, one a line").fill("steel")
    page.get_by_text("Share", exact=True).click()
    with page.expect_download() as saved:
        press(page, "Save page with my text and edits")
    saved.value.save_as(tmp_path / "copy.html")
    copy, said = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#what-changed")).to_have_text(
        "The sender changed: “Lee”, “Metals”, “Ann Lee”, “Oslo”. Gained: 1 passage. Lost: 2."
    )
    expect(copy.locator("#lines-changed")).to_have_text(
        "Terms added: “steel”. Terms removed: “Oslo”."
    )
    assert counts(copy) == counts(page) and counts(copy)["Metals"] == 1
    groups = ["Added by hand", "In the text", "Issues", "Places"]
    assert copy.locator("#themes h2").all_inner_texts() == groups
    page.evaluate(PASTE, "US/China: “talks”?\n\nThey met.")
    assert page.evaluate("ownName('text')") == "US China talks.html"
    page.evaluate(PASTE, "…\n\nThey met.")
    assert page.evaluate("ownName('text')") == "toy.html"
    press(copy, "Undo")
    assert counts(copy)["Oslo"] == 2 and "Metals" not in counts(copy)
    assert said == []


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


def test_a_choice_closes_the_menu_and_from_a_file_no_link_is_offered(listen, toy):
    page, _ = listen(toy.as_uri())
    page.locator("#share summary").click()
    expect(page.get_by_role("button", name="Copy a link")).to_be_hidden()
    expect(page.locator("#no-link")).to_have_text(
        "A link to this file would lead nowhere. Save the page and mail it."
    )
    with page.expect_download():
        press(page, "Save page")
    assert not page.locator("#share").evaluate("(menu) => menu.open")
    expect(page.locator("#message")).to_contain_text("toy.html is saved")
