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
from article_page import PASTE, crash, page_of, press, terms
from browser import barriers, barriers_in_the_dark, steady
from newsthemes.lexicon.edit import with_lines
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


def begin(page, name="ann"):
    press(page, "Check it yourself")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your name").press("Enter")
    expect(page.locator("#coding")).to_be_visible()


def keys(page, typed):
    for key in typed:
        page.keyboard.press({"+": "Enter"}.get(key, key))


def download(page, name, folder):
    with page.expect_download() as saved:
        press(page, name)
    saved.value.save_as(folder / saved.value.suggested_filename)
    return folder / saved.value.suggested_filename


CODES = ["coder", "article", "sentence", "group", "theme", "code"]


def judged(rows, articles, lexicon):
    """What is found of codes: of each theme that is coded precision and recall, and the numbers of
    the sentences that are right, wrong and missed.
    """
    codes = pd.DataFrame(rows, columns=CODES)
    given = nt.find_mentions(articles, lexicon), codes, articles, lexicon
    cells, found = nt.verdicts(*given), {}
    for row in nt.validity(*given).query("sentences > 0").itertuples():
        of_theme = cells[cells["theme"] == row.theme]
        kinds = ["true positive", "false positive", "false negative"]
        places = [of_theme.loc[of_theme["outcome"] == kind, "sentence"].tolist() for kind in kinds]
        shares = [None if pd.isna(share) else share for share in (row.precision, row.recall)]
        sizes = [row.true_positives, row.false_positives, row.false_negatives]
        assert list(map(len, places)) == sizes
        found[row.theme] = [*places, *shares]
    return found


FINDINGS = """() => Object.fromEntries([...sheet.themes.keys()].map(findingOf).filter(({coded}) => coded.length).map((one) => {
    const kind = (isFound, sign) => one.coded.filter(({code, mention}) => Boolean(mention) === isFound && code === sign).map(({row}) => row + 1);
    return [sheet.themes[one.theme].label, [kind(true, "1"), kind(true, "0"), kind(false, "1"), one.precision, one.recall]];
}))"""


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, [*case.values()][:5])))
def test_precision_and_recall_are_those_of_the_table_here_and_in_python(js, case):
    *sizes, precision, recall = case.values()
    kinds = [(True, "1"), (True, "0"), (False, "1"), (False, "0"), (True, "?")]
    cells = [kind for kind, size in zip(kinds, sizes, strict=True) for _ in range(size)]
    found = js("cells => validityOf(cells)", [cell for cell in cells if cell[1] != "?"])
    assert list(found.values()) == [*sizes[:3], precision, recall]
    text = "".join(f"{'Trade' if found else 'War'} is here. " for found, _ in cells) or "Nobody."
    rows = [
        ("x", "a", number, "", "Trade", int(code))
        for number, (_, code) in enumerate(cells, 1)
        if code != "?"
    ]
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    there = judged(rows, articles, nt.read_lexicon({"Trade": ["trade"]}))
    assert there.get("Trade", [None] * 2)[-2:] == [precision, recall]


@pytest.fixture(scope="module")
def js(browser, checked):
    page = steady(browser.new_context()).new_page()
    page.goto(checked[1].as_uri())
    yield page.evaluate
    page.context.close()


PUT = """async ([codes, edit]) => {
    await openCodes("x" + Math.random());
    await keep(codes);
    await change({ ...stateOf(edit), what: "" });
}"""


def compare(js, articles, lexicon, rounds):
    """Random sheets and edits of the terms: the page finds of them what Python finds."""
    rng, words = random.Random(0), sorted(set(re.findall(r"\b[A-Za-z]+\b", TEXT)))
    for _ in range(rounds):
        lines = {pair: rng.sample(words, rng.randint(0, 4)) for pair in lexicon.themes}
        edit = [
            {"group": group, "theme": theme, "lines": lines[group, theme], "from": at}
            for at, (group, theme) in enumerate(lexicon.themes)
        ]
        rng.shuffle(edit)
        cells = [(at, theme) for at in range(N) for theme in range(len(edit)) if rng.random() < 0.7]
        codes = [(at, theme, rng.choice("0011?")) for at, theme in cells]
        put = [[f"{at},{theme}", code] for at, theme, code in codes]
        js(PUT, [put, {"nested": "drop", "themes": edit}])
        rows = [
            ("x", articles["article"].iloc[0], at + 1, *lexicon.themes[theme], int(code))
            for at, theme, code in codes
            if code != "?"
        ]
        assert js(FINDINGS) == judged(rows, articles, with_lines(lexicon, lines))


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
def test_random_sheets_and_edits_are_judged_as_python_judges_them(js, checked):
    compare(js, checked[0], parse_lexicon(THEMES), 40)


def test_what_is_coded_survives_a_kill_is_saved_and_judged_and_its_passages_open(
    coder, checked, tmp_path
):
    articles, path = checked
    page = coder(path)
    begin(page)
    expect(page.locator("#marks")).to_have_text("1Trade2Sea")  # the group of the headline
    assert page.locator("#check mark:visible").count() == 0
    keys(page, "1+1+n1+")  # sentences 1, 2 and 4 are on trade
    page.evaluate(WRITTEN)
    crash(page)
    page = coder(path)
    begin(page)
    expect(page.locator("#progress")).to_have_text("5 of 7")
    page.keyboard.press("Escape")
    press(page, "Check it yourself")
    keys(page, "22+1+n")  # and presses no button
    expect(page.locator("#done-numbers")).to_have_text("Answered: 13. Unsure: 1.")
    file = download(page, "Save my codes", tmp_path)
    codes = nt.read_codes(file, articles, parse_lexicon(THEMES))
    coded = codes[codes["theme"] == "Trade"].sort_values("sentence")["code"].tolist()
    assert file.name == "ann.csv" and coded == [1, 1, 0, 1, 0, 1, 0]
    rows = codes.dropna(subset="code")[CODES].itertuples(index=False)
    assert page.evaluate(FINDINGS) == judged(rows, articles, parse_lexicon(THEMES))
    said = page.locator("#findings summary").all_inner_texts()
    numbers = "Trade Right 2 Wrong 0 Missed 2 Precision 100% (n = 2) Recall 50% (n = 4)"
    assert said[0].replace("\n", " ") == numbers
    page.get_by_role("button", name="Missed Tariffs hit steel.").click()
    expect(page.locator("#check")).to_be_hidden()
    expect(page.locator("#texts .passage")).to_have_text("Tariffs hit steel.")
    press(page, "Check it yourself")
    page.get_by_role("button", name="Right A free-trade zone").click()
    expect(page.locator("#texts mark.current")).to_have_text("trade[1]")
    terms(page, "Trade", "\ntariffs")
    press(page, "Check it yourself")
    expect(page.locator("#judge")).to_be_visible()
    expect(page.locator("#findings summary").first).to_contain_text("Recall 75% (n = 4)")
    page.keyboard.press("Escape")
    press(page, "Reset")
    press(page, "Check it yourself")
    expect(page.locator("#judge")).to_be_hidden()


WRITTEN = """async () => {
    const all = (await openDatabase()).transaction("answers").objectStore("answers").count();
    await ended(all, "onsuccess");
}"""


def test_the_next_reader_sees_who_coded_codes_without_seeing_it_and_then_where_both_differ(
    listen, checked, tmp_path
):
    page, _ = listen(checked[1].as_uri())
    begin(page)
    keys(page, "1+1+nnnnn")
    copy, said = listen(download(page, "Save page with my codes", tmp_path).as_uri())
    expect(copy.locator("#came")).to_contain_text("Coded by one person: ann.")
    begin(copy, "bob")
    expect(copy.locator("#progress")).to_have_text("1 of 7")
    assert copy.locator("#marks [aria-pressed=true]").count() == 0
    keys(copy, "1+")
    press(copy, "Findings so far")
    expect(copy.locator("#progress")).to_have_text("1 of 7")  # sentences answered
    expect(copy.locator("#done")).not_to_contain_text("seeds")  # a page of anybody's articles
    differences = copy.locator("#findings details", has_text="You and ann")
    expect(differences).to_contain_text("both yes 1 only you 0 only ann 0 both no 1")
    copy.keyboard.press("Enter")
    keys(copy, "n2+nnnn")
    assert differences.locator("li").all_inner_texts() == [
        "Sea: only you The US waits.",
        "Trade: only ann Tariffs hit steel.",
    ]
    third, said_there = listen(download(copy, "Save page with my codes", tmp_path).as_uri())
    expect(third.locator("#came")).to_contain_text("Coded by 2 people: ann, bob.")
    press(third, "Check it yourself")
    third.get_by_label("Your name").fill("ann")  # goes on with the codes that came
    third.get_by_label("Your name").press("Enter")
    expect(third.locator("#done-numbers")).to_have_text("Answered: 14. Unsure: 0.")
    assert said == said_there == []


@pytest.mark.parametrize("width, height", [(390, 640), (1366, 620)])
def test_no_state_keeps_anybody_out(listen, checked, width, height, screenshots):
    size = {"width": width, "height": height}
    page, said = listen(checked[1].as_uri(), viewport=size, bypass_csp=True)
    states = {
        "start": ("openCheck()", "#start"),
        "themes": ("document.querySelector('#start details').open = true", "#choose label"),
        "coding": ("byId('coder').value = 'ann', byId('go').click()", "#coding"),
        "marked": ("markTheme(0), markTheme(1), markTheme(1)", "#marks [aria-pressed=mixed]"),
        "whole": ("byId('item').open = true", "#whole p"),
        "done": ("noToRest(), byId('see').click()", "#done"),
    }
    for name, (reach, shown) in states.items():
        page.evaluate(f"{{ {reach} }}")
        page.locator(shown).first.wait_for()
        assert not barriers(page) + barriers_in_the_dark(page), name
        assert page.locator("#check").evaluate("one => one.scrollWidth") <= width
        if name in ("coding", "marked", "whole"):
            assert page.locator("#later").bounding_box()["y"] < height - 40
        if screenshots:
            page.screenshot(path=screenshots / f"check-{name}-{width}.png")
    assert said == []


def test_a_text_of_the_readers_own_is_not_checked(listen, checked):
    page, _ = listen(checked[1].as_uri())
    page.evaluate(PASTE, "Trade.")
    expect(page.get_by_role("button", name="Check it yourself")).to_be_disabled()
