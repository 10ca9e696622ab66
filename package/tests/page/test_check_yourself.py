""" "Check it yourself" on the article's page: coded by keys, killed and gone on with, saved and read back; and its
precision and recall are those of `validity`, to the last digit.
"""

import json
import random
import re
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

import newsthemes as nt
from article_page import (
    FINDINGS,
    WRITTEN,
    begin_check,
    download,
    page_of,
    paste,
    press,
    terms,
    type_keys,
)
from browser import address, barriers, barriers_in_the_dark, steady
from newsthemes.lexicon.edit import theme_lines, with_lines
from newsthemes.lexicon.read_lexicon import parse_lexicon

TEXT = """Trade talks begin. Tariffs hit steel. The US waits.

A free-trade zone, says <b>China</b>. Ships sail in the South China Sea. Nobody trades. War is far."""
THEMES = "Issues:\n  Trade: [trade]\n  Sea: [South China Sea]\nPlaces:\n  China: [China]\n"
CASES = json.loads(Path(__file__).parents[1].joinpath("validity.json").read_text("utf-8"))
N = 7  # sentences


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """The articles, and their page."""
    folder = tmp_path_factory.mktemp("checked")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    articles = nt.read_articles(folder / "a.txt")
    return articles, page_of(folder / "index.html", articles, parse_lexicon(THEMES))


CODES = ["coder", "article", "sentence", "theme", "code"]


def judged(rows, articles, lexicon):
    """What is found of codes: of each theme that is coded precision, recall and the share by the
    codes, and the numbers of the sentences that are right, wrong and missed.
    """
    codes = pd.DataFrame(rows, columns=CODES)
    given = nt.find_mentions(articles, lexicon), codes, articles, lexicon
    cells, findings = nt.outcomes(*given), {}
    by_codes = nt.estimated_shares(*given).set_index("theme")["share"]
    for row in nt.validity(*given).query("sentences > 0").itertuples():
        of_theme = cells[cells["theme"] == row.theme]
        kinds = ["true positive", "false positive", "false negative"]
        places = [of_theme.loc[of_theme["outcome"] == kind, "sentence"].tolist() for kind in kinds]
        shares = [None if pd.isna(share) else share for share in (row.precision, row.recall)]
        sizes = [row.true_positives, row.false_positives, row.false_negatives]
        assert list(map(len, places)) == sizes
        shares.append(row.coded_yes / row.sentences)
        if row.sentences == len(nt.sentences(articles)):
            assert by_codes[row.theme] == shares[-1]
        findings[row.theme] = [*places, *shares]
    return findings


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, [*case.values()][:5])))
def test_precision_and_recall_are_those_of_the_table_here_and_in_python(js, case):
    *sizes, precision, recall = case.values()
    kinds = [(True, "1"), (True, "0"), (False, "1"), (False, "0"), (True, "?")]
    cells = [kind for kind, size in zip(kinds, sizes, strict=True) for _ in range(size)]
    finding = js(
        "cells => modules.validityOf(cells)",
        [cell for cell in cells if cell[1] != "?"],
    )
    coded = sum(sizes[:4])
    share = (sizes[0] + sizes[2]) / coded if coded else None
    assert list(finding.values()) == [*sizes[:3], precision, recall, share]
    text = "".join(f"{'Trade' if found else 'War'} is here. " for found, _ in cells) or "Nobody."
    rows = [
        ("x", "a", number, "Trade", int(code))
        for number, (_, code) in enumerate(cells, 1)
        if code != "?"
    ]
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    there = judged(rows, articles, nt.read_lexicon({"Trade": ["trade"]}))
    assert there.get("Trade", [None] * 3)[-3:] == [precision, recall, share]


@pytest.fixture(scope="module")
def js(browser, checked):
    page = steady(browser.new_context()).new_page()
    page.goto(checked[1].as_uri())
    yield page.evaluate
    page.context.close()


PUT = """async ([codes, edit]) => {
    const { openCodes, keep, change, stateOf } = modules;
    await openCodes("x" + Math.random());
    await keep(codes);
    await change({ ...stateOf(edit), what: "" });
}"""


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
def test_random_sheets_and_edits_are_judged_as_python_judges_them(js, checked):
    articles, lexicon = checked[0], parse_lexicon(THEMES)
    rng, words = random.Random(0), sorted(set(re.findall(r"\b[A-Za-z]+\b", TEXT)))
    for _ in range(12):
        lines = {name: rng.sample(words, rng.randint(0, 4)) for name in theme_lines(lexicon)}
        edit = [
            {"group": group, "theme": theme, "lines": lines[group, theme], "from": at}
            for at, (group, theme) in enumerate(lines)
        ]
        rng.shuffle(edit)
        cells = [(at, theme) for at in range(N) for theme in range(len(edit)) if rng.random() < 0.7]
        codes = [(at, theme, rng.choice("0011?")) for at, theme in cells]
        put = [[f"{at},{theme}", code] for at, theme, code in codes]
        js(PUT, [put, {"nested": "drop", "themes": edit}])
        rows = [
            ("x", articles["article"].iloc[0], at + 1, lexicon.themes[theme], int(code))
            for at, theme, code in codes
            if code != "?"
        ]
        assert js(FINDINGS) == judged(rows, articles, with_lines(lexicon, lines))


def test_what_is_coded_is_kept_saved_and_judged_and_its_passages_open(listen, checked, tmp_path):
    articles, path = checked
    page = listen(address(path))
    begin_check(page)
    expect(page.locator("#marks")).to_have_text("1Trade2Sea")  # the first group that is mentioned
    assert page.locator("#check mark:visible").count() == 0
    type_keys(page, "1+1+n1+")  # sentences 1, 2 and 4 are on trade
    page.reload()
    begin_check(page)
    expect(page.locator("#progress")).to_have_text("5 of 7")
    page.keyboard.press("Escape")
    press(page, "Check it yourself")
    type_keys(page, "22+1+n")  # and presses no button
    expect(page.locator("#done-numbers")).to_have_text("Yes or no: 13. Unsure: 1.")
    file = download(page, "Save my codes", tmp_path)
    codes = nt.read_codes(file, articles, parse_lexicon(THEMES))
    coded = codes[codes["theme"] == "Trade"].sort_values("sentence")["code"].tolist()
    assert file.name == "ann.csv" and coded == [1, 1, 0, 1, 0, 1, 0]
    rows = codes.dropna(subset="code")[CODES].itertuples(index=False)
    assert page.evaluate(FINDINGS) == judged(rows, articles, parse_lexicon(THEMES))
    heads = page.locator("#findings summary").all_inner_texts()
    numbers = "Trade Right 2 Wrong 0 Missed 2 Precision 100% (n = 2) Recall 50% (n = 4)"
    numbers += " Coded yes 57% (4 of 7)"
    assert heads[0].replace("\n", " ") == numbers
    page.get_by_role("button", name="Missed Tariffs hit steel.").click()
    expect(page.locator("#check")).to_be_hidden()
    expect(page.locator("#texts .passage")).to_have_text("Tariffs hit steel.")
    expect(page.locator("#status")).to_have_text("Tariffs hit steel.")
    expect(beside(page, "Trade")).to_contain_text("Finds 2 of 4 coded yes; wrong: 0.")
    press(page, "Check it yourself")
    page.get_by_role("button", name="Right A free-trade zone").click()
    expect(page.locator("#texts mark.current")).to_have_text("trade[1]")
    expect(page.locator("#status")).to_contain_text("A free-trade zone")
    terms(page, "Trade", "\ntariffs")
    press(page, "Check it yourself")
    expect(page.locator("#judge")).to_contain_text(
        "precision and recall may look better than they are"
    )
    expect(page.locator("#findings summary").first).to_contain_text("Recall 75% (n = 4)")
    expect(page.locator("#findings summary").first).to_contain_text("Coded yes 57% (4 of 7)")
    page.keyboard.press("Escape")
    press(page, "Reset")
    press(page, "Check it yourself")
    expect(page.locator("#judge")).to_be_hidden()


def beside(page, theme):
    return page.locator(".theme", has_text=theme).locator("> p")


def test_beside_a_bar_stands_what_the_terms_find_of_the_authors_sheets(listen, checked, tmp_path):
    articles, lexicon = checked[0], parse_lexicon(THEMES)
    rows = [("x", "a", at, "Trade", int(at in (1, 2))) for at in range(1, N + 1)]
    codes = pd.DataFrame(rows, columns=CODES)
    page = listen(nt.write_page(articles, lexicon, codes, path=tmp_path / "a.html").as_uri())
    expect(beside(page, "Trade")).to_have_text("Finds 1 of 2 coded yes; wrong: 1.")
    expect(beside(page, "Sea")).to_be_empty()
    terms(page, "Trade", "\ntariffs")
    expect(beside(page, "Trade")).to_be_empty()
    none = pd.DataFrame([(*row[:4], 0) for row in rows], columns=CODES)
    page = listen(nt.write_page(articles, lexicon, none, path=tmp_path / "no.html").as_uri())
    expect(beside(page, "Trade")).to_have_text("Found, but coded no: 2.")


def test_the_next_reader_sees_who_coded_codes_without_seeing_it_and_then_where_both_differ(
    listen, checked, tmp_path
):
    page = listen(checked[1].as_uri())
    came, unchecked = page.locator("#came"), page.locator("#unchecked")
    expect(came).to_be_hidden()
    expect(unchecked).to_have_text("No person has checked these counts.")
    begin_check(page)
    type_keys(page, "1+")
    press(page, "Findings")
    alone = page.get_by_text("Precision and recall are of the coded sentences alone.")
    expect(alone).to_be_visible()  # who stops early is told so
    press(page, "Close")
    expect(came).to_have_text(
        "Coded by: ann (1 of 7 sentences, 2 of 3 themes).", use_inner_text=True
    )
    expect(unchecked).to_be_hidden()
    press(page, "Check it yourself")
    page.keyboard.press("Enter")
    type_keys(page, "1+nnnnn")
    expect(page.locator("#done")).to_be_visible()
    expect(alone).to_be_hidden()
    copy = listen(download(page, "Save page with my codes", tmp_path).as_uri())
    expect(copy.locator("#came")).to_contain_text(
        "Coded by: ann (7 of 7 sentences, 2 of 3 themes)."
    )
    expect(copy.locator("#came")).to_contain_text("Check it yourself without seeing these codes")
    expect(copy.locator("#unchecked")).to_be_hidden()
    expect(copy.locator("#save-page")).to_have_text("Save page with codes")
    expect(copy.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    expect(copy.locator("#themes")).not_to_contain_text("Finds")
    begin_check(copy, "bob")
    expect(copy.locator("#progress")).to_have_text("1 of 7")
    assert copy.locator("#marks [aria-pressed=true]").count() == 0
    type_keys(copy, "1+")
    press(copy, "Findings")
    expect(copy.locator("#progress")).to_have_text("1 of 7")  # sentences answered
    expect(copy.locator("#done")).not_to_contain_text("seeds")  # a page of anybody's articles
    expect(copy.locator("#findings")).not_to_contain_text("ann")
    expect(copy.locator("#findings")).to_contain_text("Coded yes 100% (1 of 1; rests on few)")
    copy.keyboard.press("Enter")
    type_keys(copy, "n2+nnnn")
    differences = copy.locator("#findings details", has_text="You and ann")
    expect(differences).to_contain_text("both yes 1 only you 1 only ann 1 both no 11")
    assert differences.locator("li").all_inner_texts() == [
        "Sea: only you The US waits.",
        "Trade: only ann Tariffs hit steel.",
    ]
    third = listen(download(copy, "Save page with my codes", tmp_path).as_uri())
    expect(third.locator("#came")).to_contain_text("2 of 3 themes), bob (7 of 7")
    press(third, "Check it yourself")
    third.get_by_label("Your name").fill("ann")  # goes on with the codes that came
    third.get_by_label("Your name").press("Enter")
    expect(third.locator("#done-numbers")).to_have_text("Yes or no: 14. Unsure: 0.")


def reopen(page):
    page.keyboard.press("Escape")
    press(page, "Check it yourself")


def code_first(page, name):
    begin_check(page, name)
    type_keys(page, "1+")
    press(page, "Close")


NAME = "hand-coded-articles"
SAVED = [  # of which page, what is done there, what the button says, and what the copy is named and holds
    (NAME, lambda page: None, "", NAME, ""),
    ("", lambda page: terms(page, "Trade", "\ntariffs"), " with my edits", f"{NAME}-changed", "edits"),
    ("", lambda page: press(page, "Reset"), "", NAME, ""),
    ("", lambda page: code_first(page, "Lee, Ann (B)"), " with my codes",
     f"{NAME}-coded-Lee_Ann_B", "codes (Lee, Ann (B))"),
    ("", lambda page: press(page, "Undo"), " with my edits and codes",
     f"{NAME}-changed-coded-Lee_Ann_B", "edits, codes (Lee, Ann (B))"),
    # a copy loses of its name only what the page came with
    (f"{NAME}-changed", lambda page: terms(page, "Trade", "\ntalks"), " with my edits",
     f"{NAME}-changed", "edits"),
    ("", lambda page: code_first(page, "Lee"), " with my edits and codes",
     f"{NAME}-changed-coded-Lee", "edits, codes (Lee)"),
    (f"{NAME}-changed-coded-Lee", lambda page: None, " with my edits and codes",
     f"{NAME}-changed-coded", "edits, codes (Lee)"),
]  # fmt: skip


def test_a_page_is_saved_with_what_its_label_its_name_and_its_message_say(
    listen, checked, tmp_path
):
    (tmp_path / f"{NAME}.html").write_bytes(checked[1].read_bytes())
    for opened, act, label, name, carried in SAVED:
        if opened:
            page = listen((tmp_path / f"{opened}.html").as_uri())
        act(page)
        page.locator("#share summary").click()
        file = download(page, f"Save page{label}", tmp_path)
        assert file.name == f"{name}.html"
        if "codes" in carried:
            assert f"codes ({', '.join(nt.read_codes(file)['coder'].unique())})" in carried
        contents = f" In it: {carried}. Mail it to pass them on." if carried else ""
        where = f"{name}.html is saved where this browser keeps its downloads.{contents}"
        expect(page.locator("#message")).to_have_text(where)
    press(page, "Check it yourself")
    page.get_by_label("Your name").fill("Lee")
    type_keys(page, "+")
    press(page, "Findings")
    download(page, "Save my codes", tmp_path)
    download(page, f"Save page{label}", tmp_path)
    where = where.replace("-coded.html", "-coded-Lee.html")
    expect(page.locator("#coding-message")).to_have_text(where)


def test_unsure_answers_stay_until_they_are_answered_anew(listen, checked):
    page = listen(checked[1].as_uri())
    begin_check(page)
    type_keys(page, "11+nnn22+nn")
    press(page, "Ask the unsure ones again")
    expect(page.locator("#progress")).to_have_text("1 of 2")
    expect(page.locator("#marks [aria-pressed=mixed]")).to_have_text("1Trade")
    reopen(page)
    type_keys(page, "+")
    expect(page.locator("#done-numbers")).to_have_text("Yes or no: 12. Unsure: 2.")
    press(page, "Ask the unsure ones again")
    type_keys(page, "1+")
    expect(page.locator("#marks [aria-pressed=mixed]")).to_have_text("2Sea")
    type_keys(page, "+")  # unsure still
    expect(page.locator("#done-numbers")).to_have_text("Yes or no: 13. Unsure: 1.")
    expect(page.locator("#done-title")).to_contain_text("all sentences answered")


def test_answers_are_looked_at_again_and_another_spelling_of_a_name_is_said_to_be_one(
    listen, checked
):
    page = listen(checked[1].as_uri())
    number, alike = page.locator("#number-chosen"), page.locator("#alike")
    progress = page.locator("#progress")
    press(page, "Check it yourself")
    expect(number).to_have_text("2 of 3")
    page.get_by_label("Your name").fill("ann")
    type_keys(page, "+")
    expect(page.locator("#coding")).to_be_visible()
    type_keys(page, "1+nnnnnn")
    title = page.locator("#done-title")
    expect(title).to_have_text("2 of 3 themes: all sentences answered")
    press(page, "Look at my answers again")
    expect(progress).to_have_text("1 of 7")
    expect(page.locator("#marks [aria-pressed=true]")).to_have_text("1Trade")
    type_keys(page, "2+")
    expect(progress).to_have_text("2 of 7")  # answered, too
    press(page, "Findings")
    expect(page.locator("#findings")).to_contain_text("Sea")
    press(page, "Other themes or name")
    page.locator("summary", has_text="Which themes?").click()
    page.locator("#choose").get_by_label("China").check()
    expect(number).to_have_text("3 of 3")
    expect(alike).to_be_empty()
    page.get_by_label("Your name").fill("Ann")
    expect(alike).to_have_text(
        "ann coded here. To go on with those answers, type that name; Ann is another reader."
    )
    type_keys(page, "+")
    expect(progress).to_have_text("1 of 7")
    type_keys(page, "nnnnnnn")
    expect(title).to_have_text("3 of 3 themes: all sentences answered")
    assert page.evaluate(
        "modules.coders().map(([name, codes]) => [name, Object.keys(codes).length])"
    ) == [
        ["ann", 14],
        ["Ann", 21],
    ]


def test_two_people_at_one_browser_see_nothing_of_each_other_and_both_are_saved(
    listen, checked, tmp_path
):
    page = listen(address(checked[1]))
    came, findings, go = (page.locator(f"#{name}") for name in ("came", "findings", "go"))
    name = page.get_by_label("Your name")
    # print unfolds what is folded, before anything is asked, too
    for name_of_event in ("beforeprint", "afterprint"):
        page.evaluate("name => { dispatchEvent(new Event(name)); }", name_of_event)
        page.wait_for_timeout(50)  # for what unfolds to be drawn
    begin_check(page)
    type_keys(page, "1+1+nnnnn")
    expect(findings).to_be_visible()
    of_ann = findings.inner_text()
    page.emulate_media(media="print")  # has the dialog only while it is open
    expect(findings).to_be_visible()
    expect(page.locator("#explore")).to_be_hidden()
    page.emulate_media(media="screen")
    press(page, "Close")
    page.emulate_media(media="print")
    expect(page.locator("#check")).to_be_hidden()
    expect(page.locator("#explore")).to_be_visible()
    page.emulate_media(media="screen")
    page.reload()
    expect(came).to_contain_text("ann (7 of 7")
    expect(page.locator("#unchecked")).to_be_hidden()
    expect(beside(page, "Trade")).to_have_text("Finds 1 of 2 coded yes; wrong: 1.")
    press(page, "Check it yourself")
    expect(page.locator("#start")).to_be_visible()
    expect(go).to_have_text("See the findings")
    name.fill("bob")  # the next person may sit here now
    expect(go).to_have_text("Start")
    name.fill("ann")
    press(page, "See the findings")
    expect(page.locator("#done")).to_be_visible()
    assert findings.inner_text() == of_ann
    reopen(page)
    name.fill("bob")
    type_keys(page, "+")
    expect(page.locator("#coding")).to_be_visible()  # keys before it would be lost
    type_keys(page, "nn")
    press(page, "Findings")
    expect(findings).not_to_contain_text("ann")
    page.reload()
    begin_check(page, "bob")
    expect(page.locator("#progress")).to_have_text("3 of 7")
    type_keys(page, "nnnnn")
    expect(findings).to_contain_text("You and ann both yes 0 only you 0 only ann 2")
    file = download(page, "Save page with my codes", tmp_path)
    expect(page.locator("#coding-message")).to_contain_text("In it: codes (ann, bob).")
    copy = listen(file.as_uri())
    both = "ann (7 of 7 sentences, 2 of 3 themes), bob (7 of"
    expect(copy.locator("#came")).to_contain_text(both)
    paste(copy, "Trade.")  # which nobody has coded
    expect(copy.locator("#came")).to_be_hidden()
    press(copy, "Back to the article")
    expect(copy.locator("#came")).to_be_visible()


def test_the_next_reader_at_a_browser_starts_afresh_after_what_is_there_was_offered_to_be_saved(
    listen, checked, tmp_path
):
    page = listen(address(checked[1]))
    press(page, "Check it yourself")
    fresh = page.locator("#fresh")
    expect(fresh).to_be_hidden()  # there is nothing to forget
    press(page, "Close")
    terms(page, "Trade", "\ntariffs")
    press(page, "Check it yourself")
    expect(fresh).to_have_text("Another reader? Start afresh")
    press(page, "Close")
    begin_check(page, "Mia")
    type_keys(page, "1+1+n")
    page.reload()
    press(page, "Check it yourself")
    press(page, "Not Mia? Start afresh")
    expect(page.locator("#save-first")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("If somebody needs them, save the page first")
    file = download(page, "Save page with my edits and codes", tmp_path)
    assert set(nt.read_codes(file)["coder"]) == {"Mia"}
    press(page, "Cancel")
    expect(fresh).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Mia")
    press(page, "Not Mia? Start afresh")
    press(page, "Forget them")
    expect(page.locator("#check")).to_be_hidden()
    assert page.evaluate(WRITTEN) == 0
    texts = page.evaluate("Object.values(localStorage)")
    assert [text for text in texts if len(text) > 2] == []
    expect(page.locator("#came")).to_be_hidden()
    expect(page.locator("#changed")).to_be_hidden()
    press(page, "Check it yourself")
    expect(page.get_by_label("Your name")).to_have_value("")
    expect(fresh).to_be_hidden()
    page.get_by_label("Your name").fill("Mia")  # another Mia
    page.get_by_label("Your name").press("Enter")
    expect(page.locator("#progress")).to_have_text("1 of 7")


def test_which_keys_answer_go_on_and_take_back(listen, checked, tmp_path):
    page = listen(checked[1].as_uri())
    message, progress = page.locator("#coding-message"), page.locator("#progress")
    begin_check(page)
    type_keys(page, "+")
    expect(message).to_have_text("No theme is marked. N answers: none.")
    type_keys(page, "n")
    expect(message).to_have_text("")
    type_keys(page, "~")
    press(page, "Close")
    expect(page.locator("#came")).to_be_hidden()  # who took all answers back has coded nothing
    press(page, "Check it yourself")
    mark = page.locator("#marks button").first
    mark.focus()
    for state in ("yes", "unsure", "not marked", "yes"):
        mark.press(" ")
        expect(page.locator("#marked")).to_have_text(f"Trade: {state}")
    mark.press("Enter")  # goes on from a theme, too
    expect(progress).to_have_text("2 of 7")
    expect(page.locator("#marked")).to_be_empty()  # of this sentence nothing was said
    press(page, "Back")
    expect(mark).to_have_attribute("aria-pressed", "true")
    type_keys(page, "+nn<<1+")
    expect(progress).to_have_text("3 of 7")  # the next sentence
    settle, keyboard = page.locator("#settle"), page.keyboard
    for answer in (  # a double click and a key that repeats answer one sentence
        settle.dblclick,
        lambda: [keyboard.down("n") for _ in range(3)],
        lambda: settle.focus() or [keyboard.down("Enter") for _ in range(3)],
    ):
        before = int(progress.inner_text()[0])
        answer()
        assert progress.inner_text() == f"{before + 1} of 7"
        keyboard.up("n")
        keyboard.up("Enter")
    type_keys(page, "n~")
    press(page, "Findings")
    copy = listen(download(page, "Save page with my codes", tmp_path).as_uri())
    expect(copy.locator("#came")).to_contain_text("ann (5 of 7 sentences, 2 of 3 themes)")


COLUMNS = """() => {
    document.querySelector("#findings b").append(" and ties between three more countries and regions");
    const left = (number) => Math.round(number.getBoundingClientRect().left);
    return [...document.querySelectorAll("#findings summary")].map((head) => [...head.querySelectorAll("span")].map(left));
}"""


SIZES = [(390, 640), (1366, 620)]
STATES = {  # how each is reached from the one before, and what is seen then
    "start": (lambda page: press(page, "Check it yourself"), "#start"),
    "afresh": (lambda page: press(page, "Another reader? Start afresh"), "#clearing"),
    "themes": (lambda page: page.get_by_text("Which themes?").click(), "#choose label"),
    "coding": (lambda page: page.get_by_label("Your name").fill("ann") or type_keys(page, "+"), "#coding"),
    "marked": (lambda page: type_keys(page, "122"), "#marks [aria-pressed=mixed]"),
    "whole": (lambda page: page.locator("#item summary").click(), "#whole p"),
    "done": (lambda page: type_keys(page, "2+") or press(page, "Findings"), "#done"),
}  # fmt: skip


def test_no_state_keeps_anybody_out(listen, checked, screenshots):
    page = listen(checked[1].as_uri(), bypass_csp=True)
    terms(page, "Trade", "\nsteel")
    for name, (reach, shown) in STATES.items():
        reach(page)
        page.locator(shown).first.wait_for()
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert barriers(page) == [], name
            assert page.locator("#check").evaluate("check => check.scrollWidth") <= width
            if name == "done":
                first, *others = page.evaluate(COLUMNS)
                assert others and all(columns == first for columns in others)
            if name in ("coding", "marked", "whole"):
                assert page.locator("#later").bounding_box()["y"] < height - 40
            if screenshots:
                page.screenshot(path=screenshots / f"check-{name}-{width}.png")
        assert barriers_in_the_dark(page) == [], name


THEME = {"group": "", "theme": "a", "lines": ["trade"]}
STORED = ["{no JSON", *map(json.dumps, [None, 5, [None], {"nested": "drop", "themes": 5}])]
STORED += [
    json.dumps({"nested": "drop", "themes": [THEME | change]})
    for change in (
        {"group": "a/b", "theme": "a/b", "lines": ["a/b"]},
        {"group": "a\0b", "theme": "a\0b", "lines": ["a\0b"]},
        {"from": 99},
        {"from": -1},
        {"theme": "x" * 100_000},
    )
]


def test_edits_that_a_browser_kept_and_cannot_be_read_are_as_if_they_were_not_there(
    listen, checked, reports
):
    """What else it keeps is read as on the coding page."""
    page = listen(address(checked[1]))
    for number, text in enumerate(STORED):
        name = f"ann{number}"  # each has answers of their own in the browser's database
        page.evaluate(
            "text => { localStorage.clear(); localStorage.setItem(modules.page.storage, text); }",
            text,
        )
        page.reload()
        begin_check(page, name)
        type_keys(page, "n")
        press(page, "Findings")
        expect(page.locator("#came")).to_contain_text(f"Coded by: {name} (1 of 7 sentences, ")
        assert reports == [], text


CODEBOOK = """# Ours
## Issues
**Trade.** Buying
and <b>selling</b>.

- Counts: `tariffs`.

**Sea.** The water.
"""


def test_the_definition_of_the_theme_in_focus_stands_beside_the_sentence(listen, checked, tmp_path):
    (tmp_path / "codebook.md").write_text(CODEBOOK, encoding="utf-8")
    given = {"codebook": tmp_path / "codebook.md", "path": tmp_path / "index.html"}
    page = listen(address(nt.write_page(checked[0], parse_lexicon(THEMES), **given)))
    theme, definition = page.locator("#theme"), page.locator("#definition")
    begin_check(page)
    expect(theme).to_have_text("Trade")
    trade = "Buying and <b>selling</b>.\n\n• Counts: tariffs."
    assert definition.inner_text() == trade
    page.locator("#marks button", has_text="Sea").focus()
    expect(theme).to_have_text("Sea")
    expect(definition).to_have_text("The water.")
    expect(definition).to_be_in_viewport()
    assert barriers(page) == []
    type_keys(page, "2+")
    press(page, "Findings")
    copy = listen(download(page, "Save page with my codes", tmp_path).as_uri())
    begin_check(copy, "bob")
    assert copy.locator("#definition").inner_text() == trade
