"""The address of what one sees on the article's page: it follows the reader, opens the same elsewhere,
and Back goes back.
"""

import re

import pandas as pd
from playwright.sync_api import expect

from article_page import OWN, THEMES, counts, edit, page_of, paste, press, row, terms, type_keys
from browser import address, barriers
from newsthemes.lexicon.read_lexicon import parse_lexicon


def expect_part(page, what, more=""):
    """Wait until the address says this of what one sees, and `more` behind it."""
    part = re.escape(f"#{what}") if what else ""
    expect(page).to_have_url(re.compile(f"^[^#]*{part}{more}$"))


def expect_place(page, what):
    expect(page.locator("#place")).to_contain_text(what)


def test_the_address_follows_the_theme_and_its_passages_and_opens_them_elsewhere(listen, toy):
    page = listen(toy.as_uri())
    expect_part(page, "")
    row(page, "The <b>Sea</b>").click()
    expect_part(page, "theme=The+%3Cb%3ESea%3C%2Fb%3E")
    row(page, "Trade").click()
    type_keys(page, "jj")
    expect_part(page, "theme=Trade&passage=2")
    other = listen(page.url)
    expect(other.locator("#place")).to_have_text("Trade: 2 of 4")
    expect(other.locator("#texts mark.current")).to_be_in_viewport()
    expect_part(other, "theme=Trade&passage=2")
    page.get_by_label("Try a word").fill("talks")
    page.keyboard.press("Enter")
    expect_part(page, "")  # a word that is tried is no theme
    # names of themes in the tables lead to their passages
    for table, theme in {"All counts": "Trade", "Which themes appear together?": "China"}.items():
        other.get_by_text(table, exact=True).click()
        box = other.locator("#details details", has_text=table)
        box.get_by_role("link", name=theme).first.click()
        expect_place(other, f"{theme}: ")
        expect(other.locator("#texts mark:not(.pale)").first).to_be_in_viewport()
    other.go_back()
    expect_place(other, "Trade: ")
    assert barriers(other) == []


def test_back_and_forward_go_from_theme_to_theme_and_not_through_what_was_typed(listen, toy):
    page = listen(toy.as_uri())
    at_first = page.locator("#place").inner_text()
    row(page, "Trade").click()
    type_keys(page, "jj")
    row(page, "China").click()
    press(page, "Show all themes")
    press(page, "Places")
    places = ["Places: 2 mentions", "All themes: 7 mentions", "China: 1 mention", "Trade: 2 of 4"]
    expect(page.locator("#place")).to_have_text(places[0])
    for place in [*places[1:], at_first]:
        page.go_back()
        expect(page.locator("#place")).to_have_text(place)
    for place in places[::-1]:
        page.go_forward()
        expect(page.locator("#place")).to_have_text(place)
    row(page, "Trade").click()
    terms(page, "China", "\ntalks")
    page.get_by_label("Theme", exact=True).fill("Beijing")
    expect_part(page, "theme=Beijing&edit=", ".+")
    page.go_back()
    expect_place(page, "Trade: ")
    assert counts(page)["Beijing"] == 3  # what was typed stays


def test_back_closes_a_dialog_and_what_was_closed_is_no_step_back(listen, toy):
    page = listen(address(toy))
    dialogs = {"Check it yourself": "#check", "Paste your own article": "#own"}
    link = page.get_by_role("link", name="How far to trust it")
    press(page, "Check it yourself")
    press(page, "Close")
    link.click()
    expect_part(page, "solid")
    expect(page.locator("#solid")).to_be_in_viewport()
    page.go_back()
    expect_part(page, "")
    row(page, "Trade").click()
    row(page, "China").click()
    for opens, dialog in dialogs.items():
        press(page, opens)
        page.go_back()
        expect(page.locator(dialog)).to_be_hidden()
        expect_place(page, "China")
        press(page, opens)
        page.keyboard.press("Escape")
        expect(page.locator(dialog)).to_be_hidden()
    page.go_back()
    expect_place(page, "Trade")
    row(page, "China").click()
    press(page, "Check it yourself")
    press(page, "Close")
    row(page, "The US").click()
    for theme in ("China", "Trade"):
        page.go_back()
        expect_place(page, theme)
    row(page, "China").click()
    press(page, "Check it yourself")
    press(page, "Close")
    page.reload()  # stays where it was
    expect_place(page, "China")
    page.go_back()
    expect_place(page, "Trade")
    page.evaluate("location.hash = 'explore'")  # as the skip link does
    press(page, "Check it yourself")
    page.go_back()
    expect(page.locator("#check")).to_be_hidden()


def test_a_copied_link_brings_the_edit_the_theme_and_the_passage_before_it_is_taken_over(
    listen, toy, served
):
    page = listen(served(toy), offline=False)
    before = counts(page)
    terms(page, "China", "\ntalks\nTensions")
    press(page, "Done")
    type_keys(page, "jj")
    page.locator("#share summary").click()
    press(page, "Copy a link")
    expect(page.locator("#message")).to_contain_text("The link ")
    expect_part(page, "theme=China&passage=2&edit=", ".+")
    other = listen(page.url, offline=False)
    offer = other.locator("#offer")
    expect(offer.locator("p")).to_have_text(
        "From this link. Changed: “China”. Gained: 4 passages. Lost: 0. "
        "Terms added: “talks”, “Tensions”."
    )
    expect(offer).to_be_in_viewport()
    assert counts(other) == before
    press(other, "Use these changes")
    expect(other.locator("#place")).to_have_text("China: 2 of 5")
    assert counts(other) == counts(page) != before
    expect(other).to_have_url(page.url)
    other.reload()  # the address has the edit, which is no news any more
    expect(other.locator("#place")).to_have_text("China: 2 of 5")
    expect(offer).to_be_hidden()
    press(other, "Undo")
    assert counts(other) == before and "edit=" not in other.url
    other.goto(page.url.replace("&passage=2", ""))
    press(other, "Ignore them")
    assert counts(other) == before and "edit=" not in other.url


def test_a_theme_that_a_link_brings_is_opened_when_it_is_taken_over_and_said_to_be_missing_else(
    listen, toy
):
    page = listen(toy.as_uri())
    before = counts(page)
    edit(page, "China")
    press(page, "Remove theme")
    press(page, "Add a theme")
    page.keyboard.type("Talks")
    page.get_by_label("Terms, one a line").fill("talks")
    press(page, "Done")
    expect_part(page, "theme=Talks&edit=", ".+%22talks%22.+")
    other = listen(page.url)
    expect(other.locator("#offer p")).to_have_text(
        "From this link. Changed: “Talks”, “China”. Gained: 2 passages. Lost: 1. "
        "Terms added: “talks”. Terms removed: “China”."
    )
    press(other, "Ignore them")
    expect_place(other, "Issues: ")
    expect(other.locator("#message")).to_have_text("This page has no theme “Talks”.")
    assert counts(other) == before and "edit=" not in other.url  # it is not offered again
    other.goto(page.url.replace("theme=Talks", "theme=China"))
    press(other, "Use these changes")
    expect(other.locator("#message")).to_have_text("This page has no theme “China”.")
    assert counts(other) == counts(page)
    other.goto(page.url)
    expect_place(other, "Talks: ")


MISSING = {
    "theme=Gold": "This page has no theme “Gold”.",
    "theme=": "This page has no theme “”.",
    "theme=%E2%80%AEx": "This page has no theme “[U+202E]x”.",
    "theme=__proto__&passage=1": "This page has no theme “__proto__”.",
    "theme=Trade&passage=5": "“Trade” has no passage 5. Passages: 4.",
    "theme=Trade&passage=0": "“Trade” has no passage 0. Passages: 4.",
    "theme=Trade&passage=-1": "“Trade” has no passage -1. Passages: 4.",
    "theme=Trade&passage=1e0": "“Trade” has no passage 1e0. Passages: 4.",
    "theme=Trade&passage=": "“Trade” has no passage . Passages: 4.",
    "theme=" + "x" * 5000: f"This page has no theme “{'x' * 100}”.",
}


def test_what_is_not_there_is_said_and_the_page_stays_as_it_is(listen, toy):
    page = listen(f"{toy.as_uri()}#theme=Gold")
    message, place = page.locator("#message"), page.locator("#place")
    expect(message).to_have_text(MISSING["theme=Gold"])
    expect(message).to_be_in_viewport()
    expect(place).to_have_text("Issues: 5 mentions")
    follow = "part => { location.hash = part; }"
    for part, problem in MISSING.items():
        page.evaluate(follow, "theme=China")
        expect(place).to_have_text("China: 1 mention")
        page.evaluate(follow, part)
        expect(message).to_have_text(problem)
        expect(place).to_have_text("China: 1 mention")
    assert barriers(page) == []
    for part in ("explore", "main", "x=1", "%"):  # which no address of ours says
        page.evaluate(follow, part)
        page.wait_for_function("part => location.hash === '#' + part", arg=part)
        expect(place).to_have_text("China: 1 mention")


def test_back_leads_from_a_text_of_ones_own_to_the_article_and_its_theme(listen, toy):
    page = listen(toy.as_uri())

    def back_to_the_article():
        for _ in range(2):  # the first click says what would be lost
            press(page, "Back to the article")

    for leave in (page.go_back, back_to_the_article):
        row(page, "Trade").click()
        row(page, "China").click()
        paste(page, OWN)
        expect(page.get_by_role("link", name="How far to trust it")).to_be_hidden()
        row(page, "United States").click()
        terms(page, "United States", "\ntalks")
        expect_part(page, "")  # nothing of the text
        leave()
        expect(page.locator("#own-note")).to_be_hidden()
        assert counts(page)["Trade"] == 4
    page.go_back()
    expect_place(page, "China")


def test_of_several_articles_the_address_has_the_columns_too(listen, tmp_path):
    texts = {"Alpha": "Trade. China.", "Beta": "Trade, trade. The US."}
    articles = pd.DataFrame({"article": list(texts), "text": list(texts.values())})
    path = page_of(tmp_path / "two.html", articles, parse_lexicon(THEMES))
    page = listen(path.as_uri() + "#theme=Trade&passage=3&by=article")
    expect(page.locator("#place")).to_have_text("Trade: 3 of 3")
    assert page.locator("#article-title").inner_text() == "Beta"
    assert page.locator("#heads bdi").all_inner_texts() == ["Alpha", "Beta"]
    press(page, "All")
    expect_part(page, "theme=Trade&passage=3")
    page.go_back()
    expect(page.locator("#heads bdi")).to_have_count(2)
    page.evaluate("location.hash = 'by=nothing'")
    expect(page.locator("#heads bdi")).to_have_count(0)
