"""The article's page as it is seen: what is lit, in sight and said, of one article and of several, in
print, in the dark, on a phone and without script.
"""

import io
import re

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import expect

from article_page import (
    OWN,
    PHONE,
    TEXT,
    THEMES,
    begin_check,
    counted,
    counts,
    edit,
    page_of,
    paste,
    press,
    row,
    terms,
)
from browser import barriers, barriers_in_the_dark
from newsthemes import read_lexicon, write_page
from newsthemes.lexicon.read_lexicon import parse_lexicon


def test_a_theme_is_lit_alone_and_stepped_through_by_keys_and_buttons(listen, toy):
    page = listen(toy.as_uri())
    place, status = page.locator("#place"), page.locator("#status")
    for elsewhere in ("body", "summary:has-text('All counts')"):  # not in the explorer
        page.locator(elsewhere).press("j")
        expect(place).to_have_text("Issues: 5 mentions")
    page.locator("#texts p").first.click(position={"x": 1, "y": 1})
    page.keyboard.press("j")
    expect(place).to_have_text("Issues: 1 of 5")
    row(page, "Trade").click()
    expect(status).to_have_text("Trade: 4 mentions")
    assert row(page, "Trade").get_attribute("aria-pressed") == "true"
    lit = page.locator("#texts mark:not(.pale)").all_inner_texts()
    assert [text.casefold() for text in lit] == ["trade[1]", "trade[1]", "trade war[1]", "trade[1]"]
    for key, number, passage in [
        ("j", "1 of 4", "Trade talks"),
        ("j", "2 of 4", "Tensions over trade"),
        ("k", "1 of 4", "Trade talks"),
    ]:
        page.keyboard.press(key)
        expect(place).to_have_text(f"Trade: {number}")
        expect(status).to_contain_text(passage)
        expect(page.locator("mark.current")).to_be_in_viewport()
    # a screen reader hears names, and not the numbers and keys beside them
    expect(row(page, "Trade").locator(".number")).to_be_visible()
    expect(row(page, "Trade")).to_have_accessible_name("Trade: 4 mentions, 3 sentences")
    group = page.locator("#themes h2 button").first
    expect(group).to_have_accessible_name("Issues: 5 mentions")
    names = {"#previous": "Previous", "#next": "Next", "#show-all": "Show all themes"}
    for control, name in names.items():
        expect(page.locator(control)).to_have_accessible_name(name)
    page.locator("#next").click()
    expect(place).to_have_text("Trade: 2 of 4")
    page.keyboard.press("Escape")
    expect(place).to_have_text("All themes: 7 mentions")
    assert page.locator("#texts mark.pale").count() == 0
    page.locator("#texts mark", has_text="US").click()
    expect(place).to_have_text("The US: 1 of 1")
    terms(page, "Trade", "\ntension*")
    expect(group).to_have_accessible_name("Issues: 8 mentions")


def words_found(page):
    """What rows say of the words found, by theme, in sight; without the signs of direction."""
    items = page.locator(".theme:has(> .quiet:visible)").all()
    words = {item.locator("bdi").text_content(): item.locator("> p").inner_text() for item in items}
    return {
        theme: re.sub("[\u2068\u2069]", "", text).replace("\xa0", " ")
        for theme, text in words.items()
    }


def test_at_first_the_group_that_is_mentioned_first_is_lit_and_another_can_be(listen, toy):
    page = listen(toy.as_uri())
    lit, place = page.locator("#texts mark:not(.pale)"), page.locator("#place")
    expect(place).to_have_text("Issues: 5 mentions")
    assert lit.count() == 5 and page.locator("#texts mark.pale").count() == 2
    assert not page.locator("#texts sup:visible").count()  # one color needs no number
    press(page, "Places")
    expect(place).to_have_text("Places: 2 mentions")
    assert lit.all_inner_texts() == ["US", "China"]
    page.keyboard.press("k")
    expect(place).to_have_text("Places: 2 of 2")
    press(page, "Show all themes")
    expect(place).to_have_text("All themes: 7 mentions")
    assert lit.count() == 7 and words_found(page) == {}
    row(page, "Trade").click()
    assert words_found(page) == {"Trade": "Words found: trade 3, trade war 1."}
    row(page, "China").click()
    assert page.locator("#texts sup:visible").all_inner_texts() == ["[3]"]
    page.emulate_media(media="print")
    assert page.locator("#texts sup:visible").count() == 7
    page.emulate_media(media="screen")
    press(page, "Edit terms")
    page.keyboard.type("a*\nt*\nsea")
    assert words_found(page) == {}
    press(page, "Done")
    assert words_found(page) == {
        "China": "Words found: trade 3, the 3, talks 2, title 2, tensions 2, and 2, 4 more."
    }


def test_themes_in_no_group_are_named_so_where_they_are_lit(listen, articles, tmp_path):
    lexicon = parse_lexicon("{Trade: [trade], Places: {China: [China]}}")
    page = listen(page_of(tmp_path / "mixed.html", articles, lexicon).as_uri())
    expect(page.locator("#place")).to_have_text("Without a group: 4 mentions")


def keeps_its_numbers_without_styles(page):
    page.locator("style").evaluate_all("all => all.forEach((style) => style.remove())")
    text = page.locator("#texts").inner_text()
    assert "the trade war[1]. The US[4] told us of China[3]" in text
    assert page.locator(".number:visible").all_inner_texts() == ["1", "2", "3", "4"]
    assert not re.search("colou?r", page.locator("body").inner_text(), re.IGNORECASE)


def test_what_is_hostile_in_an_article_or_a_lexicon_shows_as_text(listen, toy):
    page = listen(toy.as_uri())
    assert page.title().startswith("Trade talks </script>")
    assert 'onerror="document.title' in page.locator("#texts").inner_text()
    assert "The <b>Sea</b>" in counts(page)
    assert page.locator("#texts").locator("img, script").count() == 0
    keeps_its_numbers_without_styles(page)


def test_without_script_the_page_is_whole(listen, toy, articles, several):
    page = listen(toy.as_uri(), java_script_enabled=False)
    assert page.get_by_text("Open this page in a browser with JavaScript").is_visible()
    assert "the South China Sea[2]." in page.locator("#texts").inner_text()
    assert counts(page) == counted(articles, parse_lexicon(THEMES))
    assert page.locator(".strip path[d^=M]").count() == 4
    assert page.get_by_role("button").count() == 0
    keeps_its_numbers_without_styles(page)
    page = listen(several[0].as_uri(), java_script_enabled=False)  # one below the other
    assert page.locator("#texts h3").all_inner_texts() == ["a: Alpha", "b: Beta", "c: Gamma"]
    assert page.locator("#list").is_hidden()


def test_printed_it_is_a_report_without_controls(listen, toy):
    page = listen(toy.as_uri())
    begin_check(page)  # the article behind its sentence is unfolded for print, too
    press(page, "Close")
    terms(page, "The US", "\ntalks")
    press(page, "Done")
    numbers = page.locator(".theme:visible .number")
    assert [one.get_attribute("data-number") for one in numbers.all()] == ["1", "2", "4", "3"]
    page.emulate_media(media="print")
    tops = {one.bounding_box()["y"]: one.inner_text() for one in numbers.all()}
    assert [tops[top] for top in sorted(tops)] == ["1", "2", "3", "4"]  # a legend
    for shown in (
        "h1",
        "#what-changed",
        ".theme .bar >> nth=0",
        "#texts mark >> nth=0",
        ".strip >> nth=0",
    ):
        assert page.locator(shown).is_visible(), shown
    controls = page.locator("#explore :is(button, input, select, textarea, summary):visible")
    assert controls.count() == 6  # the rows and the headings of their groups
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open]):not(.menu)").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("main details[open]").count() == 0


OFFERED = (
    "location.hash = modules.addressOf(JSON.stringify("
    "{key: modules.data.themes_key, nested: 'count', themes: []})).split('#')[1]"
)


def edit_trade(page):
    terms(page, "Trade", "\n'talks\ntalks")
    page.get_by_text("Passages gained and lost").click()


STATES = [  # how it is reached, what is seen then, and how it is left
    (edit_trade, "#gains-list li", lambda page: press(page, "Reset")),
    (lambda page: page.get_by_label("Try a word").fill("talks"), "#texts mark.tried",
     lambda page: page.get_by_label("Try a word").fill("")),
    (lambda page: page.evaluate(OFFERED), "#offer", lambda page: press(page, "Ignore them")),
    (lambda page: press(page, "Paste your own article"), "#own-text",
     lambda page: page.keyboard.press("Escape")),
    (lambda page: page.locator("#share summary").click(), "#save-page",
     lambda page: page.locator("#share summary").click()),
    (lambda page: paste(page, OWN), "#own-note", lambda page: None),
]  # fmt: skip


def test_no_state_of_the_page_keeps_anybody_out(listen, toy):
    page = listen(toy.as_uri())
    for reach, shown, leave in STATES:
        page.set_viewport_size({"width": 1280, "height": 740})
        reach(page)
        page.locator(shown).first.wait_for()
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert barriers(page, "label-content-name-mismatch") == [], shown
            assert page.evaluate("document.documentElement.scrollWidth") <= width, shown
        assert barriers_in_the_dark(page) == [], shown
        leave(page)


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
    page = listen(path.as_uri())
    assert page.locator("#title").inner_text() == "Themes of 3 articles"
    byline = (
        "3 news articles · 71 words · 2 sources · 2021-01-02 to 2023-05-06 · date stated by 2 of 3"
    )
    assert page.locator("#byline").inner_text() == byline
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
    expect(page.locator("#article-title")).to_have_text("Beta")  # the first that has the theme
    expect(page.locator("#texts mark.current")).to_be_visible()
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


def test_rates_by_date_and_source_follow_the_theme_and_its_terms(listen, several):
    page = listen(several[0].as_uri())
    strip = row(page, "Trade").locator("path")
    assert strip.get_attribute("d") == "M167 8.6v1M833 0.0v1"  # an article each: marks, no bars
    expect(page.locator("#where-of")).to_have_text(
        "Per 1,000 words by year, 2021 to 2023. Scales differ. Dot: under 7 articles. "
        "Without a year: 1 of 3 articles"
    )
    dates, sources = page.locator("#by-date li"), page.locator("#by-source li")
    rates = "per 1,000 words of all 3 articles. Hollow: under 7 articles."
    expect(page.locator("#spread-of")).to_have_text(f"Issues, {rates}")
    row(page, "Trade").click()
    expect(page.locator("#spread-of")).to_have_text(f"Trade, {rates}")
    assert dates.all_text_contents() == [
        "2021  0.0 0 mentions, 1 article",
        "2022   0 mentions, 0 articles",
        "2023  15.6 1 mention, 1 article",
    ]
    assert sources.all_text_contents() == [
        "AP  428.6 3 mentions, 2 articles",
        "dpa  15.6 1 mention, 1 article",
    ]
    terms(page, "Trade", "\nword")
    assert dates.first.text_content() == "2021  500.0 1 mention, 1 article"
    assert strip.get_attribute("d") == "M167 0.0v1M833 8.6v1"
    paste(page, OWN)
    expect(page.locator("#spread")).to_be_hidden()
    press(page, "Back to the articles")
    expect(page.locator("#spread")).to_be_visible()


def cells(page, theme):
    return page.locator(".theme", has=row(page, theme)).locator(".cells b").all_inner_texts()


def test_columns_by_source_and_by_article_count_edits_and_list_their_passages(listen, several):
    page = listen(several[0].as_uri() + "#by=source")
    heads = page.locator("#heads .cells > span")
    assert heads.all_inner_texts() == ["AP\n7 words", "dpa\n64 words"]
    assert cells(page, "Trade") == ["3", "1"] and cells(page, "The US") == ["0", "1"]
    terms(page, "Trade", "\nword")
    assert cells(page, "Trade") == ["4", "1"]
    page.get_by_role("button", name="1 Trade, dpa: 15.6 per 1,000 words").click()
    of_one_article = page.locator("#cell li").inner_text()
    assert "Gamma" not in of_one_article and of_one_article.endswith("and so on trade.")
    page.get_by_role("button", name="4 Trade, AP: 571.4 per 1,000 words").click()
    assert page.locator("#cell h2").inner_text() == "Trade, AP: 4 mentions"
    passages = page.locator("#cell li")
    assert passages.first.inner_text() == "2021-01-02 · Alpha No word."
    passages.nth(3).get_by_role("button").click()
    expect(page.locator("#place")).to_have_text("Trade: 4 of 5")
    assert barriers(page) == []
    by_article = page.get_by_role("button", name="by article")
    by_article.press("Enter")
    expect(by_article).to_have_attribute("aria-pressed", "true")
    expect(by_article).to_be_focused()
    assert "&by=article&" in page.url and page.locator("#cell").is_hidden()
    assert cells(page, "Trade") == ["1", "3", "1"]
    page.go_back()
    expect(heads).to_have_count(2)
    press(page, "All")
    assert "by=" not in page.url and page.locator(".cells").count() == 0


IS_INSIDE = (
    "one => one.getBoundingClientRect().bottom <= one.parentElement.getBoundingClientRect().bottom"
)


def test_of_many_columns_eight_are_shown_and_on_a_phone_names_and_heads_can_be_read(
    listen, tmp_path
):
    title = "Report {}, whose title has so many words that there is no room for them in a column"
    numbers = range(1, 11)
    articles = pd.DataFrame({"article": numbers, "title": map(title.format, numbers)})
    articles["text"] = ["Trade. " * number for number in numbers]
    path = page_of(tmp_path / "ten.html", articles, parse_lexicon(THEMES))
    page = listen(path.as_uri() + "#by=article", viewport=PHONE)
    columns = {number: page.get_by_role("checkbox", name=f"Report {number},") for number in numbers}
    assert cells(page, "Trade") == ["1", "2", "3", "4", "5", "6", "7", "8"]
    assert page.locator("#by-kinds button").all_inner_texts() == ["All", "by article"]
    page.get_by_text("Columns: 8 of 10").click()
    assert columns[10].is_disabled()
    columns[2].uncheck()
    columns[10].check()
    assert cells(page, "Trade") == ["1", "3", "4", "5", "6", "7", "8", "10"]
    page.get_by_text("Columns: 8 of 10").click()
    words = page.locator("#heads small").first
    assert float(words.evaluate("words => parseFloat(getComputedStyle(words).fontSize)")) >= 11
    assert words.evaluate(IS_INSIDE)
    assert page.locator(".theme .count").first.is_hidden()  # its heading is hidden, too
    second = page.locator("#heads .cells > span").nth(1).bounding_box()
    assert second["x"] + second["width"] <= 360
    names = [page.locator("#themes h2 button").first, page.locator(".theme bdi").first]
    before = [name.bounding_box() for name in names]
    page.locator("#side").evaluate("box => box.scrollTo(300, 0)")
    assert page.locator("#side").evaluate("box => box.scrollLeft") > 200
    assert [name.bounding_box() for name in names] == before
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert barriers(page) == []


NO_WORD_IS_BROKEN = """element => {
  element.style.overflowWrap = "normal";
  return element.scrollWidth <= element.clientWidth;
}"""


def test_on_a_phone_a_theme_that_is_lit_keeps_its_columns_and_says_which_words_were_found(
    listen, several
):
    page = listen(several[0].as_uri(), viewport=PHONE)
    assert page.locator("#where-of").evaluate(NO_WORD_IS_BROKEN)
    press(page, "by source")
    row(page, "Trade").click()
    assert cells(page, "Trade") == ["3", "1"]
    assert words_found(page) == {"Trade": "Words found: trade 4."}
    words = page.locator(".theme > .quiet:visible").bounding_box()
    assert words["x"] + words["width"] <= 360
    row(page, "China").click()
    assert cells(page, "Trade") == ["3", "1"]


def test_in_print_no_theme_and_no_column_is_cut(listen, tmp_path):
    words = [f"Word{number}" for number in range(25)]
    articles = pd.DataFrame({"article": words[:8], "text": ". ".join(words)})
    lexicon = read_lexicon({f"{word}.": [word] for word in words})
    path = page_of(tmp_path / "print.html", articles, lexicon)
    page = listen(path.as_uri() + "#by=article", viewport={"width": 673, "height": 1000})
    page.emulate_media(media="print")
    side = page.locator("#side")
    assert side.evaluate("(side) => side.scrollWidth <= side.clientWidth")
    assert side.evaluate("(side) => side.scrollHeight <= side.clientHeight")
    themes = page.locator(".theme").all()
    assert len(themes) == 25
    for theme in themes:
        name = theme.locator("bdi").bounding_box()
        first = theme.locator(".cells").bounding_box()
        assert first["x"] > name["x"] and first["y"] < name["y"] + name["height"]  # beside it


def test_a_theme_that_is_picked_and_a_word_that_is_tried_come_into_sight(listen, tmp_path):
    paragraphs = ["Talks. " * 40, *["And so on, and on. " * 12] * 12]
    paragraphs += ["Trade, at last. " + "On. " * 50] * 2
    text = "\n\n".join(paragraphs)
    articles = pd.DataFrame({"article": ["a"], "title": ["Long"], "text": [text]})
    path = page_of(tmp_path / "long.html", articles, read_lexicon({"Trade": ["trade"]}))
    page = listen(path.as_uri())
    page.locator("[data-row]").click()
    expect(page.locator("#texts mark").first).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#texts mark").first).not_to_be_in_viewport()
    page.get_by_label("Try a word").fill("last")
    expect(page.locator("#texts mark.tried").first).to_be_in_viewport()


ON_TOP = """selector => {
    const element = document.querySelector(selector);
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + Math.min(width, 60) / 2, top + height / 2));
}"""


def expect_on_top(page, *shown):
    for selector in shown:
        page.wait_for_function(ON_TOP, arg=selector)


def test_nothing_covers_what_is_stepped_through(listen, articles, tmp_path):
    long = articles.assign(text=TEXT + "\n\nAnd so on." * 40 + "\n\nTalks." + "\n\nOn." * 40)
    page = listen(page_of(tmp_path / "long.html", long, parse_lexicon(THEMES)).as_uri())
    for width in (320, 390, 900, 1024):
        page.set_viewport_size({"width": width, "height": 640})
        page.get_by_label("Try a word").fill("talks")
        page.get_by_label("Add to…").select_option("China")
        press(page, "Add")
        expect(page.locator("#what-changed")).to_contain_text("Gained")  # counted and drawn
        expect_on_top(page, "#message", "#place")
        first = page.locator("#texts mark:not(.pale)").first
        first.evaluate(
            "mark => scrollBy(0, mark.getBoundingClientRect().top - 20)"
        )  # under what sticks
        for key in ("j", "k", "k"):  # from the first round to the last, far below
            page.keyboard.press(key)
            expect_on_top(page, "mark.current", "#place", "#next")
        for label in page.locator(".row bdi").all():
            assert label.bounding_box()["height"] < 60
        page.keyboard.press("Escape")
        press(page, "Reset")


def test_on_a_phone_a_button_leads_from_a_passage_back_to_what_is_lit(listen, articles, tmp_path):
    themes = {"Sea": ["Sea"]} | {f"T{number}": [f"word{number}"] for number in range(18)}
    lexicon = read_lexicon({"B": {"US": ["US"]}, "A": themes})
    long = articles.assign(text=TEXT + "\n\nAnd so on." * 40)
    path = page_of(tmp_path / "many.html", long, lexicon)
    page = listen(path.as_uri(), viewport={"width": 320, "height": 640})
    to_themes = page.get_by_role("button", name="Themes", exact=True)
    for lit in (row(page, "Sea"), page.get_by_role("button", name=re.compile("^B"))):
        lit.click()
        page.locator("#next").click()
        expect(lit).not_to_be_in_viewport()
        top = page.locator("#stepper").bounding_box()["y"]
        assert top > 640 - 75  # in two rows
        to_themes.click()
        expect(lit).to_be_in_viewport(ratio=1)
        expect(lit).to_be_focused()
        expect(lit).to_have_attribute("aria-pressed", "true")
    page.set_viewport_size({"width": 1366, "height": 768})
    expect(to_themes).to_be_hidden()  # they stand beside the article


def luminance(color):
    """By WCAG 2.2, of a color that a browser computed."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", color)[:3]]
    channels = numbers if color.startswith("color(") else [number / 255 for number in numbers]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(part * share for part, share in zip(linear, [0.2126, 0.7152, 0.0722], strict=True))


LINES = "all => all.map(mark => getComputedStyle(mark).textDecorationColor)"
PAPER = "getComputedStyle(document.documentElement).backgroundColor"


def test_the_line_under_a_mark_which_alone_tells_its_group_is_seen(listen, tmp_path):
    words = [f"w{number}" for number in range(9)]
    lexicon = read_lexicon({f"G{word}": {f"T{word}": [word]} for word in words})
    articles = pd.DataFrame({"article": ["a"], "text": [" ".join(words)]})
    page = listen(page_of(tmp_path / "groups.html", articles, lexicon).as_uri())
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for lit in ("Tw0", "Tw1"):
            row(page, lit).click()
            lines = page.locator("#texts mark.pale").evaluate_all(LINES)
            assert len(lines) == 8
            for line in lines:
                pair = sorted([luminance(line), luminance(page.evaluate(PAPER))])
                assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 3, line


TOPS = (
    "all => all.map((one) => Math.round(document.querySelector(one).getBoundingClientRect().top))"
)


def test_the_tools_stay_in_their_row_while_a_word_is_tried(listen, toy):
    page = listen(toy.as_uri(), viewport={"width": 1366, "height": 768})
    field, *tools = page.evaluate(TOPS, ["#try", "#edit-terms", "#paste"])
    page.get_by_label("Try a word").fill("trade")
    expect(page.locator("#adder")).to_be_visible()
    now, edit_terms, paste_own, tried, add, theme = page.evaluate(
        TOPS, ["#try", "#edit-terms", "#paste", "#tried", "#add-words", "#add-to"]
    )
    assert [edit_terms - now, paste_own - now] == [top - field for top in tools]
    assert abs(tried - add) < 12 and abs(add - theme) < 3  # in one row
    edit(page, "Trade")
    done = page.locator("#close-editor").bounding_box()
    assert done["y"] + done["height"] + 3 < page.evaluate(TOPS, ["#theme-name"])[0]


def test_after_done_the_theme_that_moved_up_is_in_sight(listen, tmp_path):
    text = "Gold. " + "Word. " * 300
    themes = {f"T{number:02}": ["word"] if number < 40 else ["gold"] for number in range(41)}
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    path = page_of(tmp_path / "many.html", articles, read_lexicon(themes))
    page = listen(path.as_uri(), viewport={"width": 390, "height": 700})
    press(page, "Show all 41 themes")
    edit(page, "T40")
    page.keyboard.type("\n" + "\n".join(["word", "300"]))
    expect(row(page, "T40")).to_have_accessible_name("T40: 301 mentions, 301 sentences")
    press(page, "Done")
    expect(row(page, "T40")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_shadow_shows_at_which_end_of_the_themes_more_follows(listen, tmp_path, scheme):
    many = {"Many": {f"Theme {n}": [f"word{n}"] for n in range(20)}}
    given = pd.DataFrame({"article": ["a"], "text": ["word0 " * 9]})
    page = listen(page_of(tmp_path / "many.html", given, read_lexicon(many)).as_uri())
    page.emulate_media(color_scheme=scheme)
    panel = page.locator("#panel")

    def ends():
        """Whether there is a shadow at the top, and at the bottom, where the rows leave room."""
        pixels = np.asarray(Image.open(io.BytesIO(panel.screenshot())))[:, -3]
        return [(part != pixels[60]).any() for part in (pixels[:12], pixels[-12:])]

    page.set_viewport_size({"width": 1366, "height": 400})
    for place, wanted in ((0, [False, True]), (30, [True, True]), (9999, [True, False])):
        panel.evaluate("(panel, place) => { panel.scrollTop = place; }", place)
        assert ends() == wanted, place
    page.set_viewport_size({"width": 1366, "height": 1200})
    assert ends() == [False, False]  # all of them are in sight


def test_the_focus_stays_near(listen, toy):
    page = listen(toy.as_uri(), viewport={"width": 1280, "height": 500})
    focused = "document.activeElement.id || document.activeElement.parentElement.id"
    paste(page, OWN)
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


def test_nothing_covers_what_has_the_focus(listen, several):
    page = listen(several[0].as_uri())
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 400})
        for key in ("Tab", "Shift+Tab"):
            for _ in range(40):
                page.keyboard.press(key)
                if page.locator(":focus:not(body)").count():  # none between the last and the first
                    expect_on_top(page, ":focus")


def test_what_an_edit_gains_and_loses_stays_in_sight(listen, articles, tmp_path):
    long = articles.assign(text="Talks." + "\n\nAnd so on." * 60 + "\n\nTrade." + "\n\nOn." * 60)
    page = listen(page_of(tmp_path / "long.html", long, parse_lexicon(THEMES)).as_uri())
    for width, height in ((1366, 768), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        row(page, "Trade").click()  # the page scrolls to its passage
        terms(page, "Trade", "\non")
        expect(page.locator("#what-changed")).to_contain_text("Gained: 120 passages. Lost: 0.")
        assert page.evaluate("scrollY") > 300
        expect_on_top(page, "#what-changed", "#theme-terms")
        page.get_by_text("Passages gained and lost").click()
        page.locator("#gains-list button").first.click()
        expect_on_top(page, "mark.current")
        assert barriers(page) == []
        page.get_by_text("Passages gained and lost").click()
        page.keyboard.press("Escape")
        press(page, "Reset")


def test_on_a_phone_all_counts_are_in_sight(listen, tmp_path):
    names = [f"Theme{number}" for number in range(60)]
    articles = pd.DataFrame({"article": ["a"], "text": [" ".join(names)]})
    themes = {name: [name] for name in names} | {"Military ties and militarization": ["army"]}
    path = page_of(tmp_path / "a.html", articles, read_lexicon({"Countries and people": themes}))
    page = listen(path.as_uri(), viewport=PHONE)
    page.get_by_text("All counts", exact=True).click()
    box = page.locator("#details .scroll").first
    assert box.evaluate("(box) => box.scrollHeight <= box.clientHeight")
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")
    assert box.locator("tr", has_text="Theme59").bounding_box()["height"] < 40
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert barriers(page) == []


def test_on_a_phone_the_first_screen_of_a_site_shows_eight_themes_one_tap_from_each_passage(
    listen, tmp_path
):
    names = ["South China Sea", "Trade", *[f"Military ties {number}" for number in range(6)]]
    lines = [f"{name} {'and so on ' * 40}" for name in [*names, names[0]]]
    articles = pd.DataFrame({"article": ["a"], "text": ["\n\n".join(lines)]})
    articles["title"] = "Wang Yi's visit to the United States"
    lexicon = read_lexicon({"Issues": {name: [name] for name in names}})
    links = [("index", "Page"), ("1-one", "1 One", "It is so."), ("2-two", "2 Two")]
    write_page(articles, lexicon, links=links, path=tmp_path / "index.html")
    page = listen((tmp_path / "index.html").as_uri(), viewport={"width": 390, "height": 664})
    for number in range(8):
        expect(page.locator(".theme .row").nth(number)).to_be_in_viewport(ratio=1)
    row(page, "South China Sea").click()
    passages = page.locator("#texts mark:not(.pale)")
    expect(passages.first).to_be_in_viewport(ratio=1)
    for number in range(2):
        page.locator("#next").click()
        expect(passages.nth(number)).to_have_class("current")
        expect(passages.nth(number)).to_be_in_viewport(ratio=1)
