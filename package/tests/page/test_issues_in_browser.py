"""The article's page in a browser: issues, names and words of a pasted text, and the button that adds
common issues.
"""

import re

import pandas as pd
import pytest
from playwright.sync_api import expect

import newsthemes as nt
from article_page import OWN, PHONE, counts, edit, page_of, paste, press, row, save_themes
from browser import barriers, barriers_in_the_dark

FLOOD = (
    "They say the flood barrier at Alder Street was shut. Graham Sutter of Alder Street saw it, and "
    "Sutter met the mayor. The badger is new: other badgers are there, and one badger is by the sea. "
    "It was the tariffs, and a trade union had said it to the otter, as otters know. It is as it is. "
)
GERMAN = (
    "Der Rat der Stadt ist da, und der Rat sagt: Der Export in die Stadt ist neu, und das ist es."
)
# of each theme: its name, the heading above it, and the color of its bar
BARS = """rows => rows.map(row => [
  row.querySelector("bdi").textContent,
  row.closest(".group").querySelector("h2").textContent,
  getComputedStyle(row.querySelector(".bar")).backgroundColor,
])"""
ADDED = "Common issues added: {}. The list is general, and in English: cut it, and add to it."
ALREADY = "The themes have the common issues already."


def lines(page):
    """The terms of the theme that is edited."""
    return page.get_by_label("Terms, one a line").input_value().strip().split("\n")


def add_issues(page, said):
    """Press the button, which says so when it is done."""
    press(page, "Add common issues")
    expect(page.locator("#message")).to_have_text(said)


def test_a_pasted_text_has_what_python_suggests_in_three_groups_each_of_a_color(
    listen, toy, tmp_path
):
    page = listen(toy.as_uri())
    paste(page, FLOOD, with_themes=False)
    table = nt.suggest([FLOOD])
    bars = page.locator(".theme .row").evaluate_all(BARS)
    wanted = table.drop_duplicates("theme").set_index("theme")["group"].to_dict()
    assert {theme: group for theme, group, _ in bars} == wanted
    assert page.locator("#themes h2").all_inner_texts() == ["Issues", "Names", "Words"]
    colors = {(group, color) for _, group, color in bars}
    assert len(colors) == len(dict(colors)) == len({color for _, color in colors}) == 3
    assert "rgb(127, 127, 127)" not in dict(colors).values()
    edit(page, "Trade")
    assert lines(page) == ["tariff*", "not: trade union*"]
    press(page, "Strike out badger")
    press(page, "Undo")
    lexicon = nt.read_lexicon(save_themes(page, tmp_path))
    assert lexicon.groups == wanted
    columns = ["group", "theme", "term", "case", "excluded"]
    both = [some[columns].sort_values(columns) for some in (lexicon.table(), table)]
    assert both[0].to_numpy().tolist() == both[1].to_numpy().tolist()


def test_every_theme_that_python_keeps_is_suggested_however_many(listen, toy):
    page = listen(toy.as_uri())
    names = [f"Ann R{a}{b}n" for a in "aeiou" for b in "bdfgk"]
    text = "They met " + ", and they met ".join(names) + " on a badger, an otter, a vole, an owl, "
    text += (
        "a finch, tariffs, a railway, an army, an earthquake and a tenant, and that is what it was."
    )
    paste(page, text * 2, with_themes=False)
    assert sorted(counts(page)) == sorted(nt.suggest([text * 2])["theme"].unique())
    assert len(counts(page)) > 30


def test_what_is_said_of_the_themes_of_a_pasted_text_and_in_another_language(listen, toy):
    page = listen(toy.as_uri())
    note, button = page.locator("#own-said"), page.get_by_role("button", name="Add common issues")
    paste(page, FLOOD, with_themes=False)
    expect(note).to_contain_text("The issues come from a general list in English, which is a begin")
    expect(button).to_be_visible()
    paste(page, GERMAN, with_themes=False)
    expect(note).to_contain_text("There are no issues, because its list of these is in English.")
    expect(page.locator("#themes h2:visible")).to_have_text(["Words"])
    expect(button).to_be_hidden()
    paste(page, "Zoll! Tariffs, Zoll, Rat.", with_themes=False)  # in one language or another
    add_issues(page, ADDED.format(1))
    assert counts(page)["Trade"] == 1


def test_the_button_adds_the_issues_that_occur_as_one_change(listen, toy, articles):
    page = listen(toy.as_uri(), viewport=PHONE)
    found = nt.find_mentions(articles, nt.read_lexicon("issues"))
    diplomacy = found.loc[found["theme"] == "Diplomacy", "term"].tolist()
    before = counts(page)
    add_issues(page, ADDED.format(2))
    assert counts(page) == before | {"Trade (common issue)": 3, "Diplomacy": len(diplomacy)}
    expect(page.locator("#place")).to_have_text(re.compile("^Issues: "))
    bars = {theme: color for theme, _, color in page.locator(".theme .row").evaluate_all(BARS)}
    assert bars["Diplomacy"] == bars["Trade"]  # of the same group
    add_issues(page, ALREADY)
    edit(page, "Diplomacy")
    assert set(lines(page)) == set(diplomacy) >= {"tensions"}
    page.get_by_label("Theme", exact=True).fill("Talks")
    press(page, "Done")
    for label in ("Undo: renaming “Diplomacy” to “Talks”", "Undo: adding 2 common issues"):
        page.get_by_role("button", name=label).click()
    assert counts(page) == before
    press(page, "Redo")
    assert counts(page)["Diplomacy"] == len(diplomacy)


def test_themes_of_the_same_name_stay_as_they_are(listen, tmp_path):
    text = "They met on tariffs, and on trade, by a new railway."
    article = pd.DataFrame({"article": ["a"], "text": [text]})
    # what lies in a longer term of the author's is no mention of the issue, either
    lexicon = nt.read_lexicon({"Trade": ["met"], "Diplomacy": ["they"], "New": ["new railway"]})
    page = listen(page_of(tmp_path / "a.html", article, lexicon).as_uri())
    add_issues(page, ADDED.format(1))
    assert counts(page) == {"Trade": 1, "Diplomacy": 1, "New": 1, "Trade (common issue)": 2}
    bars = page.locator(".theme .row").evaluate_all(BARS)
    assert len({color for _, _, color in bars}) == 2  # that of the author's themes, and of issues
    page.reload()  # this browser keeps the edit
    add_issues(page, ALREADY)
    lexicon = nt.read_lexicon(save_themes(page, tmp_path))
    ours = dict.fromkeys(["Trade", "Diplomacy", "New"], "")
    assert lexicon.groups == ours | {"Trade (common issue)": "Issues"}


@pytest.mark.parametrize(("texts", "languages", "visible", "added"), [
    (["They met, and so it is."], ["en"], True, None),
    (["Der Export ist neu, und das ist es."], ["de"], False, None),
    (["Der Export ist neu, und das ist es.", "They spoke of exports, and of a war."], ["de", "en"],
     True, {"Trade": 1, "War and defence": 1}),
    (["Tariffs!"], [""], True, {"Trade": 1}),
])  # fmt: skip
def test_issues_are_looked_for_in_articles_that_may_be_english(
    listen, tmp_path, texts, languages, visible, added
):
    articles = pd.DataFrame({"article": range(len(texts)), "text": texts, "language": languages})
    lexicon = nt.read_lexicon({"Ours": ["das", "met"]})
    page = listen(page_of(tmp_path / "a.html", articles, lexicon).as_uri())
    before = counts(page)
    button = page.get_by_role("button", name="Add common issues")
    expect(button).to_be_visible(visible=visible)
    if visible:
        add_issues(page, ADDED.format(len(added)) if added else "No common issue occurs here.")
    assert counts(page) == before | (added or {})


def test_issues_that_were_struck_out_come_back_by_the_button(listen, toy):
    page = listen(toy.as_uri())
    paste(page, FLOOD, with_themes=False)
    before = counts(page)
    press(page, "Strike out Trade")
    add_issues(page, ADDED.format(1))
    assert counts(page) == before
    expect(row(page, "Trade")).to_be_visible()


def test_nobody_is_kept_out_of_issues_names_and_words(listen, toy):
    page = listen(toy.as_uri())
    paste(page, OWN + FLOOD)
    assert barriers(page) == barriers_in_the_dark(page) == []
    page.set_viewport_size(PHONE)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
