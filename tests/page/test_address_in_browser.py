"""The address of what one sees on the article's page: it follows the reader, opens the same elsewhere,
and Back goes back.
"""

import re

import pandas as pd
from playwright.sync_api import expect

from article_page import OWN, PASTE, THEMES, counts, page_of, press, row, terms
from browser import address, barriers
from newsthemes.lexicon.read_lexicon import parse_lexicon


def expect_part(page, what, more=""):
    """Wait until the address says this of what one sees, and `more` behind it."""
    part = re.escape(f"#{what}") if what else ""
    expect(page).to_have_url(re.compile(f"^[^#]*{part}{more}$"))


def lit(page):
    return page.locator("#place").inner_text()


def test_the_address_follows_the_theme_and_its_passages_and_opens_them_elsewhere(listen, toy):
    page, said = listen(toy.as_uri())
    expect_part(page, "")
    row(page, "The <b>Sea</b>").click()
    expect_part(page, "theme=The+%3Cb%3ESea%3C%2Fb%3E")
    row(page, "Trade").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect_part(page, "theme=Trade&passage=2")
    other, said_there = listen(page.url)
    expect(other.locator("#place")).to_have_text("Trade: 2 of 4")
    expect(other.locator("#texts mark.current")).to_be_in_viewport()
    expect_part(other, "theme=Trade&passage=2")
    page.get_by_label("Try a word").fill("talks")
    page.keyboard.press("Enter")
    expect_part(page, "")  # a word that is tried is no theme
    assert said == said_there == []


def test_back_and_forward_go_from_theme_to_theme(listen, toy):
    page, said = listen(toy.as_uri())
    at_first = lit(page)
    row(page, "Trade").click()
    page.keyboard.press("j")
    page.keyboard.press("j")
    row(page, "China").click()
    page.get_by_role("button", name="Show all themes").click()
    page.get_by_role("button", name="Places", exact=True).click()
    wanted = ["Places: 2 mentions", "All themes: 7 mentions", "China: 1 mention", "Trade: 2 of 4"]
    assert lit(page) == wanted[0]
    for place in [*wanted[1:], at_first]:
        page.go_back()
        expect(page.locator("#place")).to_have_text(place)
    for place in wanted[::-1]:
        page.go_forward()
        expect(page.locator("#place")).to_have_text(place)
    assert said == []


def test_a_link_on_the_page_leads_there_after_a_dialog_was_closed_too(listen, toy):
    page, said = listen(toy.as_uri())
    leads = page.get_by_role("link", name="How far to trust it")
    press(page, "Check it yourself")
    press(page, "Close")
    leads.click()
    expect(page).to_have_url(re.compile("#solid$"))
    expect(page.locator("#solid")).to_be_in_viewport()
    page.go_back()
    expect(page).to_have_url(re.compile("^[^#]*$"))
    page.evaluate(PASTE, "Trade.")
    expect(leads).to_be_hidden()  # of a pasted text that is not known
    assert said == []


def test_a_copied_address_brings_the_edit_along_with_the_theme_and_the_passage(listen, toy):
    page, _ = listen(address(toy))
    terms(page, "China", "\ntalks\nTensions")
    press(page, "Done")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect_part(page, "theme=China&passage=2&edit=", ".+")
    other, said = listen(page.url)
    before = counts(other)
    expect(other.locator("#offer p")).to_contain_text("From this link. Changed: “China”.")
    expect(other.locator("#offer")).to_be_in_viewport()
    press(other, "Use these changes")
    expect(other.locator("#place")).to_have_text("China: 2 of 5")
    assert counts(other) == counts(page) != before
    expect(other).to_have_url(page.url)
    other.reload()
    expect(other.locator("#place")).to_have_text("China: 2 of 5")
    expect(other.locator("#offer")).to_be_hidden()
    assert said == []


def test_a_theme_that_a_link_brings_is_opened_when_it_is_taken_over_and_said_to_be_missing_else(
    listen, toy
):
    page, _ = listen(toy.as_uri())
    press(page, "Add a theme")
    page.keyboard.type("Talks")
    page.get_by_label("Terms, one a line").fill("talks")
    press(page, "Done")
    expect_part(page, "theme=Talks&edit=", ".+%22talks%22.+")
    for answer, said_of in {"Use these changes": "Talks: ", "Ignore them": "Issues: "}.items():
        other, said = listen(page.url)
        expect(other.locator("#offer")).to_be_visible()
        press(other, answer)
        expect(other.locator("#place")).to_contain_text(said_of)
        if said_of == "Issues: ":
            expect(other.locator("#message")).to_have_text("This page has no theme “Talks”.")
        assert said == []


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


def test_what_is_not_there_is_said_and_the_page_opens_as_it_is(listen, toy):
    for at_first in ("theme=Gold", "theme=Trade&passage=5"):
        page, said = listen(f"{toy.as_uri()}#{at_first}")
        expect(page.locator("#message")).to_have_text(MISSING[at_first])
        expect(page.locator("#message")).to_be_in_viewport()
        expect(page.locator("#place")).to_have_text("Issues: 5 mentions")
        assert barriers(page) == said == []
    follow = "part => { location.hash = part; }"
    for part, what in MISSING.items():
        page.evaluate(follow, "theme=China")
        expect(page.locator("#place")).to_have_text("China: 1 mention")
        page.evaluate(follow, part)
        expect(page.locator("#message")).to_have_text(what)
        expect(page.locator("#place")).to_have_text("China: 1 mention")
    assert said == []


def test_what_no_address_of_ours_says_changes_nothing(listen, toy):
    page, said = listen(toy.as_uri())
    row(page, "China").click()
    for other in ("explore", "main", "x=1", "%"):
        page.evaluate("other => { location.hash = other; }", other)
        page.wait_for_function("other => location.hash === '#' + other", arg=other)
        assert lit(page).startswith("China: 1 ")
    assert said == []


def test_back_closes_a_dialog_and_what_was_closed_is_no_step_back(listen, toy):
    page, said = listen(toy.as_uri())
    row(page, "Trade").click()
    row(page, "China").click()
    for opens, dialog in {
        "Check it yourself": "#check",
        "Paste your own article": "#own",
    }.items():
        press(page, opens)
        page.go_back()
        expect(page.locator(dialog)).to_be_hidden()
        expect(page.locator("#place")).to_contain_text("China")
        press(page, opens)
        page.keyboard.press("Escape")
        expect(page.locator(dialog)).to_be_hidden()
    page.go_back()
    expect(page.locator("#place")).to_contain_text("Trade")
    row(page, "China").click()
    press(page, "Check it yourself")
    press(page, "Close")
    row(page, "The US").click()
    page.go_back()
    expect(page.locator("#place")).to_contain_text("China")
    page.go_back()
    expect(page.locator("#place")).to_contain_text("Trade")
    page.evaluate("location.hash = 'explore'")  # as the skip link does
    press(page, "Check it yourself")
    page.go_back()
    expect(page.locator("#check")).to_be_hidden()
    assert said == []


def test_back_leads_from_a_text_of_ones_own_to_the_article_and_its_theme(listen, toy):
    page, said = listen(toy.as_uri())

    def back_to_the_article():
        for _ in range(2):  # the first click says what would be lost
            press(page, "Back to the article")

    for leave in (page.go_back, back_to_the_article):
        row(page, "Trade").click()
        row(page, "China").click()
        press(page, "Paste your own article")
        page.get_by_label("Paste an article").fill(OWN)
        press(page, "Count it")
        expect(page.locator("#own-note")).to_be_visible()
        row(page, "United States").click()
        terms(page, "United States", "\ntalks")
        expect_part(page, "")  # nothing of the text
        leave()
        expect(page.locator("#own-note")).to_be_hidden()
        assert counts(page)["Trade"] == 4
    page.go_back()
    expect(page.locator("#place")).to_contain_text("China")
    assert said == []


def test_a_reload_stays_where_it_was_and_its_first_step_back_goes_back(listen, toy):
    page, said = listen(address(toy))
    row(page, "Trade").click()
    row(page, "China").click()
    press(page, "Check it yourself")
    press(page, "Close")
    page.reload()
    expect(page.locator("#place")).to_contain_text("China")
    page.go_back()
    expect(page.locator("#place")).to_contain_text("Trade")
    assert said == []


def test_names_of_themes_in_the_tables_lead_to_their_passages(listen, toy):
    page, said = listen(toy.as_uri())
    for table, theme in {"All counts": "Trade", "Which themes appear together?": "China"}.items():
        page.get_by_text(table, exact=True).click()
        box = page.locator("#details details", has_text=table)
        box.get_by_role("link", name=theme).first.click()
        expect(page.locator("#place")).to_contain_text(f"{theme}: ")
        expect(page.locator("#texts mark:not(.pale)").first).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#place")).to_contain_text("Trade: ")
    assert barriers(page) == said == []


def test_of_several_articles_the_address_has_the_columns_too(listen, tmp_path):
    texts = {"Alpha": "Trade. China.", "Beta": "Trade, trade. The US."}
    articles = pd.DataFrame({"article": list(texts), "text": list(texts.values())})
    path = page_of(tmp_path / "two.html", articles, parse_lexicon(THEMES))
    page, said = listen(path.as_uri() + "#theme=Trade&passage=3&by=article")
    expect(page.locator("#place")).to_have_text("Trade: 3 of 3")
    assert page.locator("#article-title").inner_text() == "Beta"
    assert page.locator("#heads bdi").all_inner_texts() == ["Alpha", "Beta"]
    press(page, "All")
    expect_part(page, "theme=Trade&passage=3")
    page.go_back()
    expect(page.locator("#heads bdi")).to_have_count(2)
    page.evaluate("location.hash = 'by=nothing'")
    expect(page.locator("#heads bdi")).to_have_count(0)
    assert said == []


def test_typing_is_no_step_back(listen, toy):
    page, said = listen(toy.as_uri())
    row(page, "Trade").click()
    terms(page, "China", "\ntalks")
    page.get_by_label("Theme", exact=True).fill("Beijing")
    expect_part(page, "theme=Beijing&edit=", ".+")
    page.go_back()
    expect(page.locator("#place")).to_contain_text("Trade: ")
    assert counts(page)["Beijing"] == 3  # what was typed stays
    assert said == []
