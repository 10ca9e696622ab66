""" "Check it yourself" on the article's page: coded by keys, killed and gone on with, saved and read back; and its
precision and recall are those of `validity`, to the last digit.
"""

import json
import random
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

import newsthemes as nt
from article_page import crash, page_of, press, terms
from browser import barriers
from newsthemes.lexicon.edit import with_lines
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.trust.sheets import sentences_of

TEXT = """Trade talks begin. Tariffs hit steel. The US waits.

A free-trade zone, says <b>China</b>. Ships sail in the South China Sea. Nobody trades. War is far."""
THEMES = "Issues:\n  Trade: [trade]\n  Sea: [South China Sea]\nPlaces:\n  China: [China]\n"
NUMBERS = ["true_positives", "false_positives", "false_negatives", "precision", "recall"]
CASES = json.loads(Path(__file__).parents[1].joinpath("validity.json").read_text("utf-8"))


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


def numbers(table):
    """Of each theme that is coded right, wrong, missed, precision and recall, as `validity` has them."""
    table = table[table["sentences"] > 0]
    columns = table[NUMBERS].astype(object).where(table[NUMBERS].notna(), None)
    return dict(zip(table["theme"], columns.to_numpy().tolist(), strict=True))


FINDINGS = """() => Object.fromEntries([...sheet.themes.keys()].map(findingOf).filter(({coded}) => coded.length).map((one) =>
    [sheet.themes[one.theme].label, [one.right, one.wrong, one.missed, one.precision, one.recall]]))"""


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: "-".join(map(str, list(case.values())[:5]))
)
def test_precision_and_recall_are_those_of_the_table_here_and_in_python(listen, checked, case, js):
    *sizes, precision, recall = case.values()
    kinds = [(True, "1"), (True, "0"), (False, "1"), (False, "0"), (True, "?")]
    cells = [kind for kind, size in zip(kinds, sizes, strict=True) for _ in range(size)]
    known = [cell for cell in cells if cell[1] != "?"]
    found = js("cells => validityOf(cells)", known)
    assert found == dict(zip(found, [*sizes[:3], precision, recall], strict=True))
    text = "".join(f"{'Trade' if found else 'War'} is here. " for found, _ in cells) or "Nobody."
    articles = pd.DataFrame({"article": ["a"], "text": [text]})
    sheet = [
        ("x", "a", at, "", "Trade", {"?": pd.NA}.get(code, code))
        for at, (_, code) in enumerate(cells, 1)
    ]
    codes = pd.DataFrame(sheet, columns=["coder", "article", "sentence", "group", "theme", "code"])
    codes["code"] = codes["code"].astype("Int64")
    lexicon = nt.read_lexicon({"Trade": ["trade"]})
    table = nt.validity(nt.find_mentions(articles, lexicon), codes, articles, lexicon)
    assert numbers(table).get("Trade", [0, 0, 0, None, None]) == [*sizes[:3], precision, recall]


@pytest.fixture(scope="module")
def js(browser, checked):
    page = browser.new_page()
    page.goto(checked[1].as_uri())
    yield page.evaluate
    page.close()


PUT = """async ([codes, edit]) => {
    await openCodes("x" + Math.random());
    await keep(codes);
    await change({ ...stateOf(edit), what: "" });
}"""


def compared(js, articles, lexicon, rounds):
    """Random sheets and edits of the terms: asserts that the page finds what `validity` finds."""
    rng, sentences = random.Random(0), sentences_of(articles)
    words = sorted({word.strip(".,") for word in TEXT.split() if word.strip(".,").isalpha()})
    for _ in range(rounds):
        edit = [
            {
                "group": group,
                "theme": theme,
                "from": at,
                "lines": rng.sample(words, rng.randint(0, 4)),
            }
            for at, (group, theme) in enumerate(lexicon.themes)
        ]
        cells = [
            (at, theme, rng.choice("0011?"))
            for at in range(len(sentences))
            for theme in range(len(edit))
            if rng.random() < 0.7
        ]
        put = [[f"{at},{theme}", code] for at, theme, code in cells]
        js(PUT, [put, {"nested": "drop", "themes": edit}])
        lines = {(one["group"], one["theme"]): one["lines"] for one in edit}
        edited = with_lines(lexicon, lines)
        codes = pd.DataFrame(cells, columns=["at", "theme", "code"])
        codes = codes.assign(
            coder="x",
            article=sentences["article"].to_numpy()[codes["at"]],
            sentence=sentences["sentence"].to_numpy()[codes["at"]],
            group=[lexicon.themes[at][0] for at in codes["theme"]],
            theme=[lexicon.themes[at][1] for at in codes["theme"]],
            code=codes["code"].replace("?", None).astype("Int64"),
        )
        table = nt.validity(nt.find_mentions(articles, edited), codes, articles, edited)
        assert js(FINDINGS) == numbers(table)


@pytest.mark.filterwarnings("ignore::newsthemes.lexicon.read_lexicon.LexiconWarning")
def test_random_sheets_and_edits_are_judged_as_validity_judges_them(js, checked):
    compared(js, checked[0], parse_lexicon(THEMES), 40)


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
    keys(page, "22+1+n")
    expect(page.locator("#done-title")).to_have_text("All chosen themes: all sentences answered")
    expect(page.locator("#done-numbers")).to_have_text("Answered: 13. Unsure: 1.")
    file = download(page, "Save my codes", tmp_path)
    codes = nt.read_codes(file, articles, parse_lexicon(THEMES))
    coded = codes[codes["theme"] == "Trade"].sort_values("sentence")["code"].tolist()
    assert file.name == "ann.csv" and coded == [1, 1, 0, 1, 0, 1, 0]
    assert set(codes[codes["code"].notna()]["theme"]) == {"Trade", "Sea"}
    mentions = nt.find_mentions(articles, parse_lexicon(THEMES))
    table = nt.validity(mentions, codes, articles, parse_lexicon(THEMES))
    assert page.evaluate(FINDINGS) == numbers(table)
    said = page.locator("#findings summary").all_inner_texts()
    assert said[0].split("\n") == [
        "Trade",
        "Right 2",
        "Wrong 0",
        "Missed 2",
        *["Precision 100% (n = 2)", "Recall 50% (n = 4)"],
    ]
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
    differences = copy.locator("#findings details", has_text="You and ann")
    expect(differences.locator("summary")).to_contain_text(
        "both yes 1 only you 0 only ann 0 both no 1"
    )
    copy.keyboard.press("Enter")
    keys(copy, "n2+nnnn")
    assert differences.locator("li").all_inner_texts() == [
        "Sea: only you The US waits.",
        "Trade: only ann Tariffs hit steel.",
    ]
    third, said_there = listen(download(copy, "Save page with my codes", tmp_path).as_uri())
    expect(third.locator("#came")).to_contain_text("Coded by 2 people: ann, bob.")
    third.on("dialog", lambda dialog: dialog.accept())
    press(third, "Check it yourself")
    third.get_by_label("Your name").fill("ann")  # goes on with the codes that came
    third.get_by_label("Your name").press("Enter")
    expect(third.locator("#done-numbers")).to_have_text("Answered: 14. Unsure: 0.")
    assert said == said_there == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width, height", [(390, 640), (1366, 620)])
def test_no_state_keeps_anybody_out(listen, checked, width, height, scheme, screenshots):
    size = {"viewport": {"width": width, "height": height}, "color_scheme": scheme}
    page, said = listen(checked[1].as_uri(), **size, bypass_csp=True)
    states = {
        "start": lambda: (
            press(page, "Check it yourself"),
            page.get_by_text("Which themes?").click(),
        ),
        "coding": lambda: (
            page.locator("#check").evaluate("one => one.close()"),
            begin(page),
            keys(page, "122"),
        ),
        "whole": lambda: page.locator("#item summary").click(),
        "done": lambda: (keys(page, "+1+n3"), press(page, "Findings so far")),
    }
    for name, reach in states.items():
        reach()
        assert not barriers(page), name
        assert page.locator("#check").evaluate("one => one.scrollWidth") <= width
        if name in ("coding", "whole"):
            assert page.locator("#later").bounding_box()["y"] < height - 40
        if screenshots:
            page.screenshot(path=screenshots / f"check-{name}-{width}-{scheme}.png")
    assert said == []


def test_a_text_of_the_readers_own_is_not_checked(listen, checked):
    page, _ = listen(checked[1].as_uri())
    press(page, "Paste your own article")
    page.get_by_label("Paste an article").fill("Trade.")
    press(page, "Count it")
    expect(page.get_by_role("button", name="Check it yourself")).to_be_disabled()
