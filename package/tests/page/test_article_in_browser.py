"""The article's page as its reader uses it, on a toy article: themes and terms are changed, and what
it counts is what find_mentions counts.
"""

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

from article_page import (
    OWN,
    THEMES,
    counted,
    counts,
    edit,
    notes,
    page_of,
    paste,
    press,
    row,
    save_page,
    save_themes,
    terms,
)
from browser import address
from newsthemes import read_lexicon
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.page.highlight import random_sample


def test_a_term_that_is_typed_is_counted_as_find_mentions_counts_it(listen, toy, articles):
    page = listen(toy.as_uri())
    lexicon = parse_lexicon(THEMES)
    title = page.locator("h1").inner_text()
    parts = ("b", ".count", "svg path")
    mentions, sentences, strip = (row(page, "Trade").locator(part) for part in parts)
    changed = page.locator("#what-changed")
    assert counts(page) == counted(articles, lexicon)
    expect(mentions).to_have_text("4")
    assert strip.get_attribute("d").count("M") == 4  # a mark for each
    expect(sentences).to_have_attribute("data-count", "3")
    terms(page, "Trade", "\ntalks")
    with_talks = parse_lexicon(THEMES.replace("trade war]", "trade war, talks]"))
    assert counts(page) == counted(articles, with_talks) != counted(articles, lexicon)
    expect(mentions).to_have_text("6")
    expect(page.locator("#themes [data-change]")).to_have_count(1)
    expect(mentions).to_have_attribute("data-change", "+2")
    assert strip.get_attribute("d").count("M") == 6
    expect(changed).to_have_text("Changed: “Trade”. Gained: 2 passages. Lost: 0.")
    assert page.locator("#authors-note").is_visible()
    inside = page.get_by_label("In all themes: count a term inside a longer one")
    inside.check()
    nested = counted(articles, with_talks, "count")
    assert counts(page) == nested != counted(articles, with_talks)
    expect(changed).to_contain_text("Terms inside longer ones: counted.")
    inside.uncheck()
    terms(page, "Trade", "\nChina")
    expect(sentences).to_have_attribute("data-count", "4")
    press(page, "Reset")
    expect(mentions).to_have_text("4")
    expect(sentences).to_have_attribute("data-count", "3")
    expect(page.locator("h1")).to_have_text(title)  # the article's, whatever is counted


NOTES = [  # what is typed behind a theme's terms, and what the page notes of each line
    (
        "Trade",
        "\nTrade\ntrade, tariff\nwar; oil\nnot: x\nnot: X\n{term: trade, case: exact}",
        [
            "trade 3",
            "trade war 1",
            "Trade is there already",
            "trade, tariff 0 not in the text. Several terms? Write each on a line of its own.",
            "war; oil not counted: holds several terms; write each as a term of its own",
            "not: x is left out",
            "not: X is there already",
            "{term: trade, case: exact} 0 covered by Trade, trade war",
        ],
    ),
    (
        "China",
        "\nChina, and",  # as the article has it
        ["China 0 covered by China, and; only inside South China Sea", "China, and 1"],
    ),
    (
        "China",
        "\n'talks\n- talks\n*ensions\nnot: ?ension is",
        [
            "China 1 and 1 more: only inside South China Sea",
            "'talks not counted: a quote opens here and never closes; close it, or use the other "
            "kind of quotes",
            "- talks 2",
            "*ensions 2",
            "not: ?ension is is left out",
        ],
    ),
]


def test_what_is_typed_is_taken_as_it_is_meant_and_saved_so_that_it_reads_back(
    listen, toy, articles, tmp_path
):
    page = listen(toy.as_uri())
    message = page.locator("#message")
    for theme, typed, wanted in NOTES:
        if page.locator("#changed").is_visible():
            press(page, "Reset")
        terms(page, theme, typed)
        assert notes(page) == wanted
    assert counts(page)["China"] == 5
    press(page, "Done")
    expect(page.locator("#lines-changed")).to_have_text(
        "Terms added: “- talks”, “*ensions”, “not: ?ension is”. Not counted: “'talks”."
    )
    lexicon = read_lexicon(save_themes(page, tmp_path))
    expect(message).to_have_text("themes.yaml is saved. Faulty lines left out: 1.")
    saved = [entry.term for entry in lexicon.terms if entry.theme == "China"]
    assert saved == ["China", "talks", "*ensions", "?ension is"]
    assert counts(page) == counted(articles, lexicon)
    press(page, "Reset")
    save_themes(page, tmp_path)
    expect(message).to_contain_text("downloads")
    page.emulate_media(media="print")
    expect(message).to_be_hidden()


def test_the_forms_of_a_term_are_named_and_new_ones_are_said_not_to_count(listen, tmp_path):
    text = (
        "Arbeiten und Arbeit: wir arbeiten. Der Rat, zwei Räte, des Rates. Ohne Zoll, mit Zöllen."
    )
    articles = pd.DataFrame({"article": ["a"], "text": [text], "language": ["de"]})
    entries = [{"term": "Arbeit", "forms": "de"}, {"term": "Rat", "language": "de", "forms": "de"}]
    themes = {"Work": [*entries, "Haus"], "Toll": ["Zoll"]}
    page = listen(page_of(tmp_path / "a.html", articles, read_lexicon(themes)).as_uri())
    edit(page, "Work")
    assert notes(page) == [
        "{term: Arbeit, forms: de} 2\nForms: Arbeiten.",
        "{term: Rat, language: de, forms: de} 3\nForms: Rates, Räte.",
        "Haus 0 not in the text",
    ]
    assert counts(page) == counted(articles, read_lexicon(themes)) == {"Work": 5, "Toll": 1}
    page.keyboard.type("zwei\n")
    changed = themes | {"Work": [*themes["Work"], "zwei"]}
    assert counts(page) == counted(articles, read_lexicon(changed)) == {"Work": 6, "Toll": 1}
    terms(page, "Toll", "\n{term: Zöllen, forms: de}\nforms: de")
    page.get_by_label("Terms, one a line").press("End")
    here = "Its forms are counted by run.py, not on this page."
    assert notes(page) == [f"Zoll 1\n{here}", f"{{term: Zöllen, forms: de}} 1\n{here}"]
    paste(page, "Der Rat, die Räte, den Räten.")
    expect(page.locator("#own-note")).to_contain_text(
        "the page counts only those that occur in its own articles"
    )
    edit(page, "Work")
    assert "Rat, language" not in notes(page)[0]
    elsewhere = "Forms in the page’s own text, no others count: Arbeiten."
    assert notes(page)[0] == f"{{term: Arbeit, forms: de}} 0 not in the text\n{elsewhere}"


PASTED = {  # a text and its language, empty where the page cannot tell it
    "Der Rat ist da, die Räte sind nicht da, und von den anderen fehlt der Rat.": "de",
    "Le Rat est dans la maison, et les autres ne sont pas là pour le Rat.": "fr",
    "Rat: Räte!": "",
}


@pytest.mark.parametrize("text, language", PASTED.items())
def test_terms_of_one_language_count_in_a_pasted_text_that_may_be_in_it(
    listen, tmp_path, text, language
):
    article = {"article": ["a"], "text": ["Der Rat, zwei Räte, des Rates."], "language": ["de"]}
    themes = {"Work": [{"term": "Rat", "language": "de", "forms": "de"}]}
    path = page_of(tmp_path / "a.html", pd.DataFrame(article), read_lexicon(themes))
    page = listen(path.as_uri())
    paste(page, text)
    given = pd.DataFrame({"article": ["a"], "text": [text], "language": [language or "de"]})
    wanted = counted(given, read_lexicon(themes))["Work"]
    page.locator("#share summary").click()
    with page.expect_download() as saved:
        page.locator("#save-page").click()
    saved.value.save_as(tmp_path / "copy.html")
    copy = listen((tmp_path / "copy.html").as_uri())
    expect(row(copy, "Work")).to_have_accessible_name(re.compile(f"^Work: {wanted} mention"))
    assert counts(page)["Work"] == wanted
    unsure = "cannot tell whether the text is in de. Terms marked so count in any case."
    assert (unsure in page.locator("#own-note").inner_text()) == (not language)


def test_a_language_that_the_page_does_not_know_is_not_taken_for_another(listen, tmp_path):
    given = pd.DataFrame({"article": ["a"], "text": ["Krag is duur."], "language": ["af"]})
    power = {"term": "krag", "language": "af"}
    price = {"term": "die prys", "language": "de"}
    lexicon = read_lexicon({"Power": [power], "Price": [price]})
    page = listen(page_of(tmp_path / "a.html", given, lexicon).as_uri())
    paste(page, "Die prys van krag is dit wat die meeste mense van die regering wil hoor.")
    assert (counts(page)["Power"], counts(page)["Price"]) == (1, 0)  # it reads like Dutch
    expect(page.locator("#own-note")).to_contain_text("whether the text is in af. Terms")
    terms(page, "Power", "\n{term: mense, language: sv}")
    expect(page.locator("#own-note")).to_contain_text("whether the text is in af or sv. Terms")


def test_words_are_tried_without_an_edit_and_added_to_the_theme_that_is_chosen(listen, toy):
    page = listen(toy.as_uri())
    before = counts(page)
    field, theme = page.get_by_label("Try a word"), page.get_by_label("Add to…")
    tried, message, undo = (page.locator(f"#{name}") for name in ("tried", "message", "undo"))
    field.fill("tension*")
    expect(tried).to_have_text("Found: 3, in 2 sentences. Enter shows them.")
    page.keyboard.press("Enter")
    expect(page.locator("#place")).to_have_text("“tension*”: 1 of 3")
    for word, number in {
        "ceasefire": "Found: 0 (not in the text).",
        "*": "Not counted: would match anything; add letters to the *, ? and dashes.",
        "China": "Found: 2, in 1 sentence. Inside longer terms: 1. Enter shows them.",
    }.items():
        field.fill(word)
        expect(tried).to_have_text(number)
    row(page, "China").click()
    field.fill("talks")
    expect(theme).to_have_value("")  # not the one that is open: a slip would add to it
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_disabled()
    assert counts(page) == before and undo.is_disabled()
    for word, result in {
        "*ension*": "3 mentions",
        "trade": "3 mentions, and 1 more: only inside trade war",
        "sea": "only inside South China Sea",
        "China of": "it does not occur in this article",
    }.items():
        field.fill(word)
        theme.select_option("China")
        press(page, "Add")
        expect(message).to_have_text(f"Added “{word}” to “China”: {result}.")
        expect(page.locator("#what-changed")).to_contain_text("China")
        expect(page.locator("#gains")).to_be_visible(visible=result[0] == "3")
        press(page, "Undo")
        expect(message).to_have_text(f"Undone: adding “{word}” to “China”.")
        assert counts(page) == before
    field.fill("Trade")
    theme.select_option("Trade")
    press(page, "Add")
    expect(message).to_have_text("“trade” is a term of “Trade” already.")
    press(page, "Add a theme")
    expect(row(page, "New theme")).to_be_visible()
    page.keyboard.press("Escape")  # no term was typed
    expect(row(page, "New theme")).to_have_count(0)
    expect(page.locator("#changed")).to_be_hidden()
    press(page, "Edit terms")
    page.get_by_label("Count a term inside a longer one").check()
    field.fill("china")
    expect(tried).to_have_text("Found: 2, in 1 sentence. Enter shows them.")


SELECT = """wanted => {
    const mark = [...document.querySelectorAll("#texts mark")].find(one => one.textContent.startsWith(wanted));
    getSelection().setBaseAndExtent(mark, 0, mark.nextSibling, 6);
}"""


def test_words_selected_in_the_article_are_added_to_a_theme_or_a_new_one(listen, toy):
    page = listen(toy.as_uri())
    page.evaluate(SELECT, "Trade")
    expect(page.locator("#words")).to_have_text("“Trade talks”")  # without the theme's number
    page.get_by_label("Add to").select_option("a new theme")
    press(page, "Add")
    expect(page.get_by_label("Theme", exact=True)).to_be_focused()
    page.keyboard.type("Talks")
    expect(row(page, "Talks")).to_have_accessible_name("Talks: 1 mention, 1 sentence")
    undo = page.locator("#undo")
    expect(undo).to_have_accessible_name("Undo: renaming “New theme” to “Talks”")
    press(page, "Undo")
    expect(undo).to_have_accessible_name("Undo: adding “Trade talks” to “New theme”")
    press(page, "Redo")
    page.get_by_label("Terms, one a line").press("ControlOrMeta+End")
    page.keyboard.type("\nTrade talks")  # which is a term of it already
    expect(undo).to_have_accessible_name("Undo: adding “Trade talks” to “Talks”")
    undo.click()
    assert notes(page) == ["Trade talks 1"] and counts(page)["Trade"] == 3  # the others lie inside


def test_every_change_can_be_undone_and_what_undo_and_redo_do_is_said(listen, toy):
    page = listen(toy.as_uri())
    names = ("status", "undo", "redo", "message")
    status, undo, redo, message = (page.locator(f"#{name}") for name in names)
    seen = [counts(page)]
    for typed, change, line in (
        ("\nnot: trade war", "gained 0, lost 1; 3 mentions", "not: trade war"),
        ("\ntension*", "gained 3, lost 1; 6 mentions", "tension*"),
    ):
        terms(page, "Trade", typed)
        expect(status).to_contain_text(f"Trade: {change}. ")
        expect(undo).to_have_accessible_name(f"Undo: adding “{line}” to “Trade”")
        press(page, "Done")
        seen.append(counts(page))
    press(page, "Edit terms")
    press(page, "Remove theme")
    expect(message).to_have_text("“Trade” is removed; Undo brings it back.")
    seen.append(counts(page))
    assert "Trade" not in seen[-1]
    press(page, "Add a theme")
    expect(row(page, "New theme")).to_be_visible()
    seen.append(counts(page))
    press(page, "Reset")
    expect(row(page, "New theme")).to_have_count(0)
    assert counts(page) == seen[0]
    undone = ["reset", "adding a theme", "removing “Trade”", "adding “tension*” to “Trade”"]
    for before, what in zip(seen[::-1], undone, strict=False):
        expect(undo).to_have_accessible_name(f"Undo: {what}")
        press(page, "Undo")
        assert counts(page) == before
        expect(message).to_have_text(f"Undone: {what}.")
    page.locator("body").press("ControlOrMeta+z")
    assert counts(page) == seen[0]
    expect(undo).to_be_disabled()
    expect(page.locator("#changed")).to_be_hidden()
    page.locator("body").press("ControlOrMeta+Shift+z")
    assert counts(page) == seen[1]


def test_while_a_term_is_typed_nothing_is_said_that_is_no_longer_so(listen, toy):
    page = listen(toy.as_uri())
    status = page.locator("#status")
    press(page, "Add a theme")
    expect(status).to_contain_text("New theme: gained 0, lost 0; 0 mentions.")
    terms = page.get_by_label("Terms, one a line")
    said = terms.evaluate("""field => new Promise((resolve) => {
      field.addEventListener("input", () => setTimeout(() => resolve([totals(), status()])));
      const status = () => document.getElementById("status").textContent;
      const totals = () => modules.count.rows.at(-1).total;
      field.value = "talks";
      field.dispatchEvent(new Event("input"));
    })""")
    assert said == [2, ""]
    expect(status).to_contain_text("New theme: gained 2, lost 0; 2 mentions.")  # once one rests


def test_undo_goes_term_by_term_names_what_was_typed_and_keeps_the_focus_near(listen, toy):
    page = listen(toy.as_uri())
    field = page.get_by_label("Terms, one a line")
    undo, redo = page.locator("#undo"), page.locator("#redo")
    for _ in range(2):  # the second click takes the light away
        row(page, "China").click()
    press(page, "Edit terms")  # opens the theme that was lit last
    expect(page.get_by_label("Theme", exact=True)).to_have_value("China")
    page.keyboard.type("talks")
    page.wait_for_timeout(1600)  # however slowly it is typed
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.keyboard.type("\ntension\n")
    assert counts(page)["China"] == 4
    for term, left, number in (("tension", "China\ntalks", 3), ("talks", "China", 1)):
        expect(undo).to_have_accessible_name(f"Undo: adding “{term}” to “China”")
        undo.press("Enter")
        expect(field).to_have_value(left)
        assert counts(page)["China"] == number
    expect(undo).to_be_disabled()
    expect(field).to_be_focused()  # where the reader works
    press(page, "Redo")
    press(page, "Redo")
    expect(field).to_have_value("China\ntalks\ntension")
    field.press("ControlOrMeta+Home")
    page.keyboard.type("US")  # the first line
    press(page, "Undo")
    expect(field).to_have_value("China\ntalks\ntension")
    press(page, "Undo")
    field.press("ControlOrMeta+End")
    page.keyboard.press("Backspace")
    expect(undo).to_have_accessible_name("Undo: changing “talks” to “talk” in “China”")
    press(page, "Undo")
    expect(undo).to_have_accessible_name("Undo: adding “talks” to “China”")
    expect(redo).to_have_accessible_name("Redo: changing “talks” to “talk” in “China”")
    field.fill("China")
    expect(undo).to_have_accessible_name("Undo: removing “talks” from “China”")
    press(page, "Undo")
    press(page, "Reset")
    expect(undo).to_have_accessible_name("Undo: reset")
    press(page, "Done")
    undo.press("Enter")
    undo.press("Enter")
    expect(undo).to_be_disabled()
    expect(page.get_by_role("button", name="Edit terms")).to_be_focused()


@pytest.mark.parametrize("nested", ["drop", "count"])
def test_of_a_long_text_what_was_found_comes_along_and_is_what_a_count_finds(
    listen, tmp_path, nested
):
    text = "The trade war, trade and the South China Sea.\n\n" * 40
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    lexicon = parse_lexicon(
        "{T: [trade, not: trade talks, trade war], S: [South China Sea], C: [Sea, China]}"
    )
    page = listen(page_of(tmp_path / "long.html", articles, lexicon, nested).as_uri())
    wanted = {"T": 80, "S": 40, "C": 80 if nested == "count" else 0}
    assert counts(page) == counted(articles, lexicon, nested) == wanted
    edit(page, "T")
    assert notes(page) == [
        "trade 40 and 40 more: covered by trade war",
        "not: trade talks is left out",
        "trade war 40",
    ]
    page.keyboard.type("\nthe trade war")
    assert notes(page)[2:] == ["trade war 0 covered by the trade war", "the trade war 40"]
    press(page, "Undo")
    assert notes(page)[2] == "trade war 40"


def test_without_themes_it_says_so_and_one_can_be_added(listen, toy):
    page = listen(toy.as_uri())
    for _ in range(4):
        press(page, "Edit terms")
        press(page, "Remove theme")
    expect(page.locator("#themes")).to_be_empty()
    page.locator("#share summary").click()
    press(page, "Download themes.yaml")
    expect(page.locator("#message")).to_have_text("Not saved: there is no theme.")
    press(page, "Edit terms")
    page.get_by_label("Terms, one a line").fill("talks")
    assert counts(page) == {"New theme": 2}


def test_passages_gained_and_lost_are_listed_and_opened(listen, toy):
    page = listen(toy.as_uri())
    assert page.locator("#changed").is_hidden()
    terms(page, "Trade", "\nnot: trade war\ntension*")
    expect(page.locator("#what-changed")).to_have_text(
        "Changed: “Trade”. Gained: 3 passages. Lost: 1."
    )
    page.get_by_text("Passages gained and lost").click()
    items = page.locator("#gains-list li")
    expect(items).to_have_count(4)  # they are drawn when the list has opened
    assert items.all_inner_texts() == [
        "+ Trade Tensions over trade, and the trade war.",
        "− Trade Tensions over trade, and the trade war.",
        "+ Trade A tension is not tensions.",
        "+ Trade A tension is not tensions.",
    ]
    marked = items.locator("mark").all_inner_texts()
    assert marked == ["Tensions", "trade war", "tension", "tensions"]
    page.keyboard.press("Escape")
    items.locator("button").last.click()
    expect(page.locator("#texts mark.current")).to_have_text("tensions[1]")
    expect(page.locator("#place")).to_contain_text("Trade: 5 of 6")
    items.filter(has_text="−").locator("button").click()  # what is lost: its sentence
    sentence = "".join(page.locator("#texts .passage").all_text_contents())
    assert sentence == "Tensions[1] over trade[1], and the trade war."
    expect(page.locator("#texts mark.current")).to_have_count(0)
    press(page, "Undo")
    press(page, "Undo")
    assert page.locator("#changed").is_hidden()


def test_a_theme_that_takes_the_terms_of_one_that_is_gone_says_what_it_gains(listen, toy):
    page = listen(toy.as_uri())
    before = counts(page)
    edit(page, "China")
    press(page, "Remove theme")
    terms(page, "Trade", "\nChina")
    gained = before["China"]
    expect(row(page, "Trade").locator("b")).to_have_attribute("data-change", f"+{gained}")
    expect(page.locator("#status")).to_contain_text(f"Trade: gained {gained}, lost 0; ")
    expect(page.locator("#what-changed")).to_contain_text("Gained: 0 passages. Lost: 0.")
    page.get_by_label("Theme", exact=True).fill("Commerce")
    expect(row(page, "Commerce").locator("b")).to_have_attribute("data-change", f"+{gained}")
    press(page, "Done")
    terms(page, "The US", "\nChina")
    expect(page.locator("#what-changed")).to_contain_text(f"Gained: {gained} passage")
    press(page, "Reset")
    # the terms that came and went are named whatever the theme is called
    edit(page, "Trade")
    page.get_by_label("Theme", exact=True).fill("Commerce")
    expect(page.locator("#what-changed")).to_contain_text("Changed: “Commerce”, “Trade”.")
    expect(page.locator("#lines-changed")).to_be_empty()
    page.get_by_label("Terms, one a line").fill("trade\ntalks\noil")
    expect(page.locator("#lines-changed")).to_have_text(
        "Terms added: “talks”, “oil”. Terms removed: “trade war”."
    )


def test_of_many_passages_gained_fifty_are_listed(listen, tmp_path):
    texts = pd.DataFrame({"article": ["a", "b"], "text": ["Oil. " * 40, "Gas. Oil. " * 20]})
    page = listen(page_of(tmp_path / "many.html", texts, parse_lexicon("T: [trade]")).as_uri())
    terms(page, "T", "\noil")
    page.get_by_text("Passages gained and lost").click()
    expect(page.locator("#gains-list li")).to_have_count(51)
    expect(page.locator("#gains-list li").last).to_have_text("and 10 more")
    page.locator("#gains-list button").last.click()
    expect(page.locator("#article-title")).to_have_text("b")


def test_after_an_edit_the_page_counts_its_sample_and_says_so(listen, tmp_path, monkeypatch):
    monkeypatch.setattr("newsthemes.page.highlight.MOST_BYTES", 5000)
    rows = range(60)
    texts = [f"On {'trade and ' * (row % 3)}China." for row in rows]
    dates, sources = [f"{2020 + row // 30}-05-01" for row in rows], ["AP", "dpa"] * 30
    articles = pd.DataFrame({"article": rows, "text": texts, "date": dates, "source": sources})
    path = page_of(tmp_path / "many.html", articles, parse_lexicon(THEMES))
    page = listen(path.as_uri())
    sample = random_sample(articles)
    inside = sample["text"].str.count("trade").sum()
    assert 10 < len(sample) < 20 and 0 < inside < 60
    what, place, tried = page.locator("#counts-of"), page.locator("#place"), page.locator("#tried")
    rates, of_rates = page.locator("#by-source li"), page.locator("#spread-of")
    expect(what).to_have_text("In all 60 articles")
    expect(page.locator("#list summary")).to_have_text(f"{len(sample)} of 60 articles")
    row(page, "Trade").click()
    expect(place).to_have_text(f"Trade: {inside} mentions in the sample")
    assert counts(page) == {"Trade": 60, "The <b>Sea</b>": 0, "China": 60, "The US": 0}
    expect(of_rates).to_have_text(
        "Trade, per 1,000 words of all 60 articles. Hollow: under 7 articles."
    )
    assert rates.all_text_contents()[0].endswith("30 mentions, 30 articles")
    paths = "all => all.map(path => path.getAttribute('d'))"
    strips = page.locator("#themes path").evaluate_all(paths)
    page.get_by_label("Try a word").fill("trade")
    expect(tried).to_contain_text(f"Found in the sample: {inside}, in ")
    assert strips == page.locator("#themes path").evaluate_all(
        paths
    )  # of all articles, as bars are
    expect(of_rates).to_have_text(
        f"“trade”, per 1,000 words of the sample of {len(sample)} articles. Hollow: under 7 articles."
    )
    page.get_by_label("Try a word").fill("gold")
    expect(tried).to_have_text("Found in the sample: 0 (not in the text).")
    terms(page, "Trade", "\nand")
    expect(what).to_have_text(f"In the sample of {len(sample)} articles")
    assert counts(page)["Trade"] == 2 * inside and counts(page)["China"] == len(sample)
    change = row(page, "Trade").locator("b").get_attribute("data-change")
    assert change == f"+{inside}"
    sentences = sample["text"].str.contains("trade|and").sum()
    shown = row(page, "Trade").locator(".count")
    expect(shown).to_have_attribute("data-count", str(sentences))
    gains = f"Changed: “Trade”. Gained in the sample: {inside} passages. Lost: 0."
    expect(page.locator("#what-changed")).to_have_text(gains)
    expect(page.locator("#notes-of")).to_have_text("Mentions in the sample:")
    expect(of_rates).to_have_text(
        f"Trade, per 1,000 words of the sample of {len(sample)} articles. Hollow: under 7 articles."
    )
    number = (sample["source"] == "AP").sum()
    assert any(rate.endswith(f", {number} articles") for rate in rates.all_text_contents())
    press(page, "Reset")
    expect(what).to_have_text("In all 60 articles")
    assert counts(page)["Trade"] == 60
    expect(shown).to_have_attribute("data-count", "40")  # of all, as Python counts
    paste(page, OWN)
    expect(what).to_be_empty()
    expect(page.locator("#sentences-of")).to_be_hidden()
    expect(place).to_have_text("All themes: 7 mentions")  # and not of a sample


LONG = "A theme with a name of eighty characters, which is as long as a headline may be."


ODD_NAMES = {
    # names of the language, emoji, long ones, slashes, signs
    "__proto__": ["trade"],
    "constructor": ["China"],
    "toString": ["US"],
    "🙂 Trade": ["trade"],
    "Flag 🇺🇸": ["US"],
    LONG: {LONG: ["trade"]},
    "G": {f"{LONG} 2": ["US"], "A/B": ["trade"], "a": {"b": {"c": ["US"]}}},
    "T </script><!--": ["trade"],
    "Without terms": [],
}
SIXTY = {f"T{n}": [f"w{n}"] for n in range(60)}
ODD = {
    "names": (
        ODD_NAMES,
        "US trade, China 🙂🙂 trade 🙂 US 𝒜 </script><!-- trade \u2028 \u202etrade\u202c <script>",
    ),
    "sixty themes": (SIXTY, " ".join(f"w{n}" for n in range(0, 60, 2))),
    "one word": ({"Trade": ["trade"]}, "Trade"),
    "no mention": ({"G": {"Trade": ["trade"], "US": ["US"]}}, "Nothing at all. Nobody."),
}


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
@pytest.mark.parametrize("themes, text", ODD.values(), ids=ODD)
def test_odd_themes_and_texts_are_counted_and_edited(listen, tmp_path, themes, text):
    lexicon = read_lexicon(themes)
    articles = pd.DataFrame({"article": ["a"], "title": [f"{text} <!-- \u202e"], "text": [text]})
    page = listen(page_of(tmp_path / "odd.html", articles, lexicon).as_uri())
    assert counts(page) == counted(articles, lexicon)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "Edit terms")
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type("\nnothing\nUS")
    expect(page.locator("#changed")).to_be_visible()
    press(page, "Reset")
    press(page, "Done")
    page.keyboard.press("j")
    saved = read_lexicon(save_themes(page, tmp_path))
    assert sorted(saved.themes) == sorted(lexicon.themes)
    (tmp_path / "copy").mkdir()
    copy = listen(save_page(page, tmp_path / "copy").as_uri())
    assert counts(copy) == counts(page)


SAME = "A:\n  Sea: [China, US]\n  Talks: [talks]\nB:\n  Sea: [South China Sea]\n"


def test_two_themes_of_one_name_are_two_and_the_file_has_their_own_names(
    listen, articles, tmp_path
):
    lexicon = parse_lexicon(SAME)
    page = listen(page_of(tmp_path / "same.html", articles, lexicon).as_uri())
    assert counts(page) == counted(articles, lexicon)
    assert set(counts(page)) == {"A: Sea", "Talks", "B: Sea"}
    edit(page, "B: Sea")
    expect(page.get_by_label("Theme", exact=True)).to_have_value("Sea")
    page.keyboard.type("\ntold us")
    expect(page.locator("#what-changed")).to_contain_text("“B: Sea”. Gained: 1 passage. Lost: 0.")
    page.locator("#gains summary").click()
    expect(page.locator("#gains-list b")).to_have_text("+ B: Sea")
    page.get_by_label("Theme", exact=True).fill("Water")
    expect(row(page, "Sea")).to_be_visible()  # there is no other any more, and it did not change
    expect(page.locator("#what-changed")).to_have_text(
        "Changed: “Water”, “B: Sea”. Gained: 1 passage. Lost: 0."
    )
    assert set(counts(page)) == {"Sea", "Talks", "Water"}
    other = listen(page.url)
    press(other, "Use these changes")
    assert counts(other) == counts(page)
    saved = read_lexicon(save_themes(page, tmp_path))
    assert saved.groups == {"Sea": "A", "Talks": "A", "Water": "B"}


SLICES = """{ let now = 0; const after = setTimeout;
  performance.now = () => (now += 1000);
  setTimeout = (act, time, ...given) => after(act, time || 20, ...given); }"""


def test_a_count_that_takes_long_lets_the_keyboard_have_its_turn_and_ends_right(listen, tmp_path):
    articles = pd.DataFrame({"article": range(9), "text": ["Trade talks, trade with China."] * 9})
    page = listen(address(page_of(tmp_path / "slow.html", articles, parse_lexicon(THEMES))))
    page.add_init_script(SLICES)
    page.reload()
    press(page, "Edit terms")  # of Trade; there is nothing to edit before the first count has ended
    page.keyboard.type("\ntalks\nwith")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile("Trade: 36 mentions,"))
    press(page, "Undo")
    press(page, "Undo")
    expect(row(page, "Trade")).to_have_accessible_name(re.compile("Trade: 18 mentions,"))
    expect(page.locator("#changed")).to_be_hidden()
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
