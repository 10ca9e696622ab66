"""The article's page, given on and given texts: what is kept, saved and linked, and texts of one's own."""

import json
import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from article_page import (
    OWN,
    PHONE,
    THEMES,
    counts,
    download,
    edit,
    page_of,
    paste,
    press,
    row,
    save_page,
    save_themes,
    terms,
)
from browser import NO_JSON, ODD, address, barriers
from newsthemes.lexicon.read_lexicon import parse_lexicon, read_lexicon
from newsthemes.page.write_page import write_page


def test_edits_are_kept_and_can_be_undone_after_all_but_where_the_browser_keeps_none(listen, toy):
    page = listen(address(toy))
    before = counts(page)
    terms(page, "China", "\ntalks")
    changed = counts(page)
    page.reload()
    expect(page.locator("#what-changed")).to_contain_text("China")
    assert counts(page) == changed != before
    press(page, "Undo")
    page.reload()
    assert counts(page) == before
    page.add_init_script(
        "Storage.prototype.setItem = Storage.prototype.getItem = () => { throw Error('refused'); }"
    )
    page.reload()
    terms(page, "China", "\ntalks")
    assert counts(page) == changed
    expect(page.locator("#kept")).to_contain_text("save the page before you close it")


THEME = {"group": "", "theme": "a", "lines": ["trade"]}


def edit_of(*themes):
    return {"nested": "drop", "themes": list(themes)}


def test_a_saved_page_of_several_articles_opens_at_the_first_passage_of_its_theme(listen, tmp_path):
    texts = ["Trade talks.", "Of China, and of China again."]
    articles = pd.DataFrame({"article": ["a", "b"], "title": ["A", "B"], "text": texts})
    path = page_of(tmp_path / "two.html", articles, parse_lexicon(THEMES))
    page = listen(path.as_uri())
    row(page, "China").click()
    page.locator("#share summary").click()
    with page.expect_download() as saved:
        page.locator("#save-page").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy = listen((tmp_path / "copy.html").as_uri())
    expect(copy.locator("#place")).to_have_text("China: 1 of 2")
    expect(copy.locator("#article-title")).to_have_text("B")
    expect(copy.locator("#texts mark.current")).to_be_in_viewport()
    assert copy.evaluate("history.length") == page.evaluate("history.length") - 1


NO_EDITS = [*ODD, *({"nested": "drop", "themes": value} for value in ODD if value != [])]
NO_EDITS += [edit_of(THEME | {"group": value}) for value in ODD if not isinstance(value, str)]
NO_EDITS += [edit_of(THEME | {"lines": [value]}) for value in ODD if not isinstance(value, str)]
NO_EDITS += [edit_of(THEME | {name: "x" * 200_001}) for name in ("group", "theme")]
NO_EDITS += [edit_of(THEME | {"lines": ["x" * 200_001]})]
EDITS = [edit_of(), edit_of(0)]
EDITS += [edit_of({"group": sign, "theme": sign, "lines": [sign]}) for sign in ("a/b", "a\0b")]
EDITS += [edit_of(THEME | {"from": 99}), edit_of(THEME | {"theme": "x" * 200_000})]


def test_what_another_tab_changes_is_offered_where_it_can_be_read(listen, toy, reports):
    page = listen(address(toy))
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
    assert counts(page) == counts(other) == before
    other.evaluate(
        "globalThis.came = []; addEventListener('storage', (one) => came.push(one.newValue))"
    )
    stored = dict.fromkeys([*NO_JSON, *map(json.dumps, NO_EDITS)], False)
    stored |= dict.fromkeys(map(json.dumps, EDITS), True)
    for text, is_edit in stored.items():
        page.evaluate("text => localStorage.setItem(modules.page.storage, text)", text)
        other.wait_for_function("text => came.at(-1) === text", arg=text)
        expect(offer).to_be_visible(visible=is_edit)
        assert reports == [], text


def test_a_saved_copy_holds_the_edit_the_way_back_and_the_theme_but_no_links(
    listen, articles, tmp_path
):
    links = [
        ("index", "Page"),
        ("1-one", "1"),
        ("2-its", "2 Which themes?"),
        ("methods", "Methods"),
    ]
    path = tmp_path / "toy.html"
    write_page(articles, parse_lexicon(THEMES), links=links, path=path)
    page = listen(address(path))
    before = counts(page)
    to_files = page.locator("a:not([href^='#'])")
    assert to_files.count() == 4 and not to_files.first.is_visible()
    page.locator("header summary").click()
    expect(to_files.first).to_be_visible()
    assert barriers(page) == []
    page.locator("header summary").click()
    row(page, "The US").click()
    file = save_page(page, tmp_path)
    expect(listen(file.as_uri()).locator("#place")).to_have_text("The US: 1 mention")
    place = listen(f"{file.as_uri()}#theme=Trade").locator("#place")
    expect(place).to_contain_text("Trade: ")
    terms(page, "China", "\ntalks")
    page.locator("#share summary").click()
    file = download(page, "Save page with my edits", tmp_path)
    assert file.name == "toy-changed.html" and to_files.count() == 4
    copy = listen(address(file))
    expect(copy.locator("#what-changed")).to_have_text(
        "The sender changed: “China”. Gained: 2 passages. Lost: 0."
    )
    expect(copy.locator("#lines-changed")).to_have_text("Terms added: “talks”.")
    expect(copy.locator("#place")).to_contain_text("China: ")  # which was chosen
    assert copy.locator("a:not([href^='#'])").count() == copy.locator("body > header").count() == 0
    assert copy.locator("footer").inner_text() == "Made with newsthemes, a Python package."
    assert barriers(copy) == []
    assert counts(copy) == counts(page) != before
    press(copy, "Show all themes")
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
    assert counts(copy) == counts(page)


def test_a_link_is_offered_only_where_it_leads_to_what_is_seen(listen, toy, served, tmp_path):
    page = listen(served(toy), offline=False)
    link, reason = page.get_by_role("button", name="Copy a link"), page.locator("#no-link")
    share = page.locator("#share summary")
    share.click()
    expect(link).to_be_visible()
    paste(page, OWN)
    share.click()
    expect(link).to_be_hidden()
    expect(reason).to_have_text("A link cannot carry this text. Save the page and mail it.")
    share.click()
    press(page, "Back to the article")
    share.click()
    expect(link).to_be_visible()
    expect(reason).to_be_empty()
    page = listen(toy.as_uri())
    page.locator("#share summary").click()
    expect(page.get_by_role("button", name="Copy a link")).to_be_hidden()
    expect(page.locator("#no-link")).to_have_text(
        "A link to this file would lead nowhere. Save the page and mail it."
    )
    download(page, "Save page", tmp_path)
    assert not page.locator("#share").evaluate("menu => menu.open")  # a choice closes it
    expect(page.locator("#message")).to_contain_text("toy.html is saved")


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


def test_a_link_that_cannot_be_is_refused_and_said(listen, toy, reports):
    cut = "#edit=%7B%22nested%22%3A%22drop%22%2C%22themes%22%3A%5B0%2C%"
    page = listen(toy.as_uri() + cut)
    message = page.locator("#message")
    expect(message).to_contain_text("it is cut or damaged")
    before = counts(page)
    assert before["Trade"] == 4
    for what, hostile in HOSTILE.items():
        message.evaluate("one => one.replaceChildren()")
        link = f"{{key: modules.data.themes_key, nested: 'drop', {hostile}}}"
        page.evaluate(f"location.hash = modules.addressOf(JSON.stringify({link})).split('#')[1]")
        expect(message, what).to_contain_text("The changes in this link cannot be used: it ")
        assert page.locator("#offer").is_hidden() and counts(page) == before, what
        assert reports == [], what


def test_a_link_is_of_its_own_themes_and_to_others_it_does_nothing(listen, toy, articles, tmp_path):
    page = listen(toy.as_uri())
    terms(page, "China", "\ntalks")
    edit_in_link = page.url.partition("&")[2]
    fewer = parse_lexicon(THEMES.replace("  Trade: [trade, trade war]\n", ""))
    path = page_of(tmp_path / "other.html", articles, fewer)
    unchanged = counts(listen(path.as_uri()))
    other = listen(f"{path.as_uri()}#{edit_in_link}")
    expect(other.locator("#message")).to_have_text(
        "The changes in this link cannot be used: it was made for other themes. The page is as it was."
    )
    assert other.locator("#offer").is_hidden() and counts(other) == unchanged
    longer = articles.assign(text=articles["text"] + " More talks.")
    path = page_of(tmp_path / "same.html", longer, parse_lexicon(THEMES))
    same = listen(f"{path.as_uri()}#{edit_in_link}")
    press(same, "Use these changes")
    expect(row(same, "China")).to_have_accessible_name(re.compile("^China: 4 mentions"))


# ---- texts of one's own


def test_a_text_of_ones_own_is_counted_edited_and_left_again(listen, toy):
    page = listen(toy.as_uri())
    before = counts(page)
    field, problem = page.get_by_label("Paste an article"), page.locator("#own-problem")
    press(page, "Paste your own article")
    assert page.get_by_text("Nothing leaves your browser").is_visible()
    for text, words in {
        "": "There is no text yet: paste it above.",
        " https://news.test/a-b?c=1\n": "This is an address. Paste the text itself.",
        "x" * 200_001: "The text is longer than 200 KB. Cut it into parts; or put it into a "
        "folder press/, and run: python3 run.py --articles press/ --themes themes.yaml",
    }.items():
        field.fill(text)
        press(page, "Count it")
        expect(problem).to_have_text(words)
        assert counts(page) == before
    field.fill("Trade. " * 2000 + "x" * 186_000)
    press(page, "Count it")
    expect(row(page, "Trade")).to_have_accessible_name("Trade: 2,000 mentions")
    paste(page, OWN)
    expect(page.locator("h1")).to_have_text("Talks begin")
    byline = "Your text · 11 words · it stays in this browser"
    expect(page.locator(".kicker")).to_have_text(byline, use_inner_text=True)
    expect(page.get_by_role("button", name="Check it yourself")).to_be_disabled()
    issues = {"Trade in the text": 2, "Trade": 1, "The <b>Sea</b>": 0}
    names = {"China in the text": 1, "United States": 1}
    places = {"China": 1, "The US": 1}
    assert before.keys() <= {*issues, *places}  # a theme has one name, here too
    assert list(counts(page).items()) == [*issues.items(), *names.items(), *places.items()]
    assert (
        page.locator("#texts p").nth(1).inner_text().startswith("Trade talks with China. Tariffs")
    )
    expect(page.locator("#authors")).to_be_hidden()
    note = page.locator("#own-note")
    expect(note).to_contain_text("The themes of this page were made for another article.")
    expect(note).to_contain_text("No person has checked these counts.")
    expect(note).to_contain_text("is missing, add it as a theme.")
    expect(note).to_contain_text("does not offer “Check it yourself”.")
    assert not page.get_by_role("button", name="Reset").is_enabled()
    # edited
    changed = page.locator("#what-changed")
    terms(page, "Trade", "\ntariff*")
    expect(row(page, "Trade")).to_have_accessible_name("Trade: 2 mentions")
    expect(changed).to_have_text("Changed: “Trade”. Gained: 1 passage. Lost: 0.")
    expect(page.locator(".kicker")).to_have_text(byline, use_inner_text=True)
    expect(page.locator("h1")).to_have_text("Talks begin")
    expect(page.locator("#source")).to_contain_text("and by the terms of this page, changed here")
    assert page.evaluate("localStorage.length") == 0  # it is forgotten
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
    press(page, "Undo")
    # left
    press(page, "Back to the article")  # nothing was changed
    expect(page.locator("#place")).to_have_text("Issues: 5 mentions")
    expect(page.locator("#source")).to_have_text("Counted by the terms of 4 themes")
    expect(page.locator("#byline")).to_contain_text("One news article")
    expect(page.locator("#authors")).to_be_visible()
    expect(page.locator("#title")).to_contain_text("Trade talks </script>")
    assert counts(page) == before
    for typed in ("\ntariff*", "\ntalks"):  # each change anew
        paste(page, OWN)
        terms(page, "Trade", typed)
        press(page, "Back to the article")
        expect(page.get_by_text("would be lost. Press again").first).to_be_visible()
        terms(page, "Trade", "\nrise")
        press(page, "Back to the article")
        expect(note).to_be_visible()
        press(page, "Back to the article")
        expect(note).to_be_hidden()


def test_of_a_text_of_ones_own_nothing_is_said_of_its_sentences(listen, toy):
    page = listen(toy.as_uri())
    paste(page, "Gen. Roe and Sen. Poe on trade. Col. J. Roe left.")
    page.get_by_label("Try a word").fill("roe")
    expect(page.locator("#tried")).to_have_text(
        "Found: 2. Inside longer terms: 1. Enter shows them."
    )
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_have_text(
        "1 of 2: Gen. Roe and Sen. Poe on trade. Col. J. Roe left."
    )
    assert page.locator("#texts .passage").count() == 0


PARTIES = "Talks\n\nAnn Lee met Rob Day. Then Lee left Oslo, and Day stayed in Oslo for steel."


def test_what_a_text_suggests_is_struck_out_renamed_and_made_one(listen, toy):
    page = listen(toy.as_uri())
    paste(page, PARTIES)
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
    press(page, "Strike out The parties")
    assert "The parties" not in counts(page) and counts(page)["Trade"] == 0
    press(page, "Reset")
    assert counts(page)["Oslo"] == 2


def test_the_field_for_a_name_stands_below_the_theme_that_is_ticked(listen, toy):
    page = listen(toy.as_uri(), viewport=PHONE)
    paste(page, PARTIES)
    name, naming = page.get_by_label("Name", exact=True), page.locator("#naming")
    expect(naming).to_be_hidden()
    for theme, other in {"Ann Lee": "Lee", "Oslo": "Norway"}.items():
        page.get_by_label(f"Tick {theme}").check()
        expect(name).to_have_value(theme)
        expect(page.locator(".theme", has=name)).to_contain_text(theme)
        name.fill(other)
        page.get_by_label("Tick Rob Day").check()
        expect(name).to_have_value(other)  # what was typed stays
        page.get_by_label("Tick Rob Day").uncheck()
        name.fill(other)
        name.press("Enter")
        expect(row(page, other)).to_be_focused()
        expect(naming).to_be_hidden()
    page.get_by_label("Tick Rob Day").check()
    press(page, "Reset")
    page.get_by_label("Tick Oslo").check()
    press(page, "Strike out Oslo")
    page.get_by_label("Tick Rob Day").check()
    expect(name).to_have_value("Rob Day")
    press(page, "Strike out Rob Day")
    expect(naming).to_be_hidden()


def test_of_a_pasted_text_every_theme_with_a_mention_is_shown(listen, articles, tmp_path):
    names = "Ann Bea Cal Dan Eve Fay Gus Hal Ida Jim Kim Lea Max Nan Oda Pia Ray Sue Tom Una Val"
    lexicon = read_lexicon({"Trade": ["trade"]} | {f"Z{n}": [f"zz{n}"] for n in range(9)})
    page = listen(page_of(tmp_path / "many.html", articles, lexicon).as_uri())
    sentences = [
        f"{name} Roe{name.lower()} met {name} Roe{name.lower()}." for name in names.split()
    ]
    paste(page, f"Trade\n\n{' '.join(sentences)}")
    assert len(counts(page)) == 21 + 10 and counts(page)["Trade"] == 1
    hidden = page.locator(".theme:not(:visible) bdi").all_text_contents()
    assert sorted(hidden) == [f"Z{n}" for n in range(9)]
    press(page, "Show all 31 themes")
    expect(row(page, "Z1")).to_be_visible()


def test_a_browser_that_cannot_unpack_is_told_which_can_and_shows_the_counts(listen, toy):
    page = listen(address(toy))
    page.add_init_script("delete globalThis.DecompressionStream")
    page.reload()
    expect(page.locator("#open")).to_contain_text("too old to explore this page")
    expect(page.locator(".theme").first).to_contain_text("Trade 4")
    expect(page.locator("#tools")).to_be_hidden()


def test_a_page_saved_with_a_text_of_ones_own_holds_it_and_what_the_sender_made_of_its_themes(
    listen, toy, tmp_path
):
    page = listen(toy.as_uri())
    paste(page, OWN)
    terms(page, "Trade", "\ntariff*")
    page.locator("#share summary").click()
    file = download(page, "Save page with my text and edits", tmp_path)
    assert file.name == "Talks begin-changed.html"
    copy = listen(f"{file.as_uri()}#theme=China")
    expect(copy.locator("#place")).to_have_text("Trade: 2 mentions")  # which was chosen
    expect(copy.locator("#title")).to_have_text("Talks begin")
    expect(copy.locator("#byline")).to_have_text("Text pasted by the sender · 11 words")
    suggested = {"Trade in the text": 2, "China in the text": 1, "United States": 1}
    authors = {"Trade": 2, "The <b>Sea</b>": 0, "China": 1, "The US": 1}
    assert counts(copy) == suggested | authors and copy.title() == "Talks begin"
    assert sorted(read_lexicon(file).themes) == sorted(counts(copy))
    # whoever gets it has seen no other list: nothing was changed, gained or lost
    expect(copy.locator("#changed")).to_be_hidden()
    assert copy.locator("[data-change]").count() == 0
    expect(copy.locator("#status")).to_have_text("8 mentions in 11 words")
    expect(copy.locator("#source")).to_have_text("Counted by the sender’s terms")
    expect(copy.get_by_role("button", name="Undo")).to_be_disabled()
    press(copy, "Show all themes")
    terms(copy, "Trade", "\nrise")
    expect(copy.locator("#what-changed")).to_have_text(
        "Changed: “Trade”. Gained: 1 passage. Lost: 0."
    )
    expect(copy.locator("#source")).to_have_text("Counted by the sender’s terms, changed here")
    press(copy, "Reset")
    press(copy, "Back to the article")
    assert list(counts(copy)) == ["Trade", "The <b>Sea</b>", "China", "The US"]
    expect(copy.locator("#title")).to_contain_text("Trade talks </script>")
    paste(copy, PARTIES)
    press(copy, "Strike out Oslo")
    copy.get_by_label("Tick Ann Lee").check()
    copy.get_by_label("Name", exact=True).fill("Lee")
    press(copy, "Rename")
    press(copy, "Add a theme")
    copy.keyboard.type("Metals")
    copy.get_by_label("Terms, one a line").fill("steel")
    copy.locator("#share summary").click()
    third = listen(download(copy, "Save page with my text and edits", tmp_path).as_uri())
    expect(third.locator("#byline")).to_contain_text("Text pasted by the sender")
    assert counts(third) == counts(copy) and counts(third)["Metals"] == 1
    groups = ["Added by hand", "Issues", "Names", "Places"]
    assert third.locator("#themes h2").all_inner_texts() == groups
    page = listen((tmp_path / "Talks begin-changed.html").as_uri())
    assert save_page(page, tmp_path).name == "Talks begin.html"  # unchanged since it came


def test_a_pasted_text_is_counted_by_its_own_themes_unless_those_of_the_page_are_asked_for(
    listen, toy, tmp_path
):
    page = listen(toy.as_uri())
    paste(page, OWN, with_themes=False)
    suggested = {"Trade": 2, "China": 1, "United States": 1}
    assert counts(page) == suggested
    source, note = page.locator("#source"), page.locator("#own-note")
    expect(source).to_have_text("Counted by issues, names and words of the text")
    expect(note).not_to_contain_text("made for another article")
    themes = read_lexicon(save_themes(page, tmp_path)).themes
    assert list(themes) == list(suggested)
    assert list(read_lexicon(save_page(page, tmp_path)).themes) == list(themes)
    paste(page, "They met.", with_themes=False)  # nothing in it is a name or a phrase
    assert list(counts(page)) == ["Trade", "The <b>Sea</b>", "China", "The US"]
    expect(note).to_contain_text("The themes of this page were made for another article")
    expect(source).to_have_text(
        "Counted by issues, names and words of the text and by the terms of this page"
    )


@pytest.mark.parametrize(
    "headline, name", [("US/China: “talks”?", "US China talks.html"), ("…", "toy.html")]
)
def test_a_page_saved_with_a_text_is_named_by_its_headline(listen, toy, tmp_path, headline, name):
    page = listen(toy.as_uri())
    paste(page, f"{headline}\n\nThey met.")
    assert save_page(page, tmp_path).name == name
