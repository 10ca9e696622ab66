"""The explorer's frame as it stands in Jupyter, in a browser of its own: Python answers, and no
kernel is needed.
"""

from queue import Queue

import pandas as pd
import pytest
from playwright.sync_api import expect

from browser import barriers, steady
from newsthemes import read_lexicon
from newsthemes.explorer.explore import explore
from newsthemes.page.script_files import PARTS

YAML = (
    "Issues:\n  Trade:  # kept\n    - trade  # too\n    - tariff*\n  Iran: [Iran]\nPeople: [Xi]\n"
)
TEXT = "Trade talks. Iran’s trade, and a trader’s trading of human rights.\n\nXi of Iran: human rights <b>and</b> trade."
ARTICLES = pd.DataFrame({"article": ["a"], "text": [TEXT]})
HOST = """<!DOCTYPE html><html lang="en"><title>Host</title>
<body data-jp-theme-light="true"><main><h1>Host</h1><div></div></main><script>
%s
async function start(number) {
  const handlers = [], traits = await python(number, null), el = document.querySelector("div");
  const send = async (message) => {
    const { answer, ...changed } = await python(number, message);
    Object.assign(traits, changed);
    handlers.forEach((act) => act(answer));
  };
  el.replaceChildren();
  const set = (name, value) => { traits[name] = value; };
  globalThis.model = { get: (name) => traits[name], set, on: (name, act) => handlers.push(act), send };
  render({ model, el });
}
</script>"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_text(YAML)
    return path


@pytest.fixture
def show(browser):
    """A function that shows an explorer, or another one in its place. Returns the page and the
    frame.
    """
    context, shown = steady(browser.new_context(viewport={"width": 1000, "height": 900})), []
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    widget = (PARTS / "widget.js").read_text("utf-8").replace("export default { render };", "")
    page.route(
        "http://explorer.test/",
        lambda route: route.fulfill(body=HOST % widget, content_type="text/html"),
    )
    page.expose_function("python", lambda number, message: answer_to(shown[number], message))
    page.goto("http://explorer.test/")

    def show(explorer):
        shown.append(explorer)
        page.evaluate("(number) => start(number)", len(shown) - 1)
        frame = page.frame_locator("iframe")
        expect(frame.locator("#status")).to_contain_text("mention")
        return page, frame

    yield show
    context.close()
    assert faults == []


def answer_to(explorer, message):
    answers, more = Queue(), {}
    if message:
        explorer.front.send = answers.put
        explorer._asked(None, message)
        more["answer"] = answers.get(timeout=60)
    return {"page": explorer.front.page} | more


def press(frame, name):
    frame.get_by_role("button", name=name, exact=True).click()


def type_terms(page, frame, theme, typed):
    frame.get_by_role("button", name=f"{theme}: ").click()
    press(frame, "Edit terms")
    frame.get_by_label("Terms, one a line").press("ControlOrMeta+End")
    page.keyboard.type(typed)


def bars(frame):
    return {
        one.locator("bdi").inner_text(): int(one.locator("b").inner_text())
        for one in frame.locator(".theme .row").all()
    }


def test_what_is_typed_goes_to_python_and_is_saved_as_it_is_meant(show, file):
    explorer = explore(ARTICLES, read_lexicon(file))
    page, frame = show(explorer)
    type_terms(page, frame, "Trade", "\n\n- *trade\n'broken")
    expect(frame.locator("#changed")).to_contain_text("Not saved yet.")
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(
        "Not saved: theme Trade, line 4: a quote opens here and never closes; close it, or use the other kind of quotes."
    )
    frame.get_by_label("Terms, one a line").press("Control+End")
    for _ in "'broken":
        page.keyboard.press("Backspace")
    frame.get_by_label("Theme", exact=True).fill("Commerce")
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")
    assert file.read_text() == YAML.replace("Trade:", "Commerce:").replace(
        "tariff*\n", "tariff*\n    - '*trade'\n"
    )
    expect(frame.locator("#changed")).to_be_hidden()
    expect(frame.get_by_label("Terms, one a line")).to_have_value("trade\ntariff*\n'*trade'")
    assert explorer.lexicon.source == file.read_text() and explorer.error is None
    expect(frame.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    frame.get_by_label("Count a term inside a longer one of another theme, too").check()
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")
    expect(frame.locator("#changed")).to_contain_text("Terms inside longer ones: counted.")
    while explorer.draft.nested != "count":  # Python is told a moment later
        page.wait_for_timeout(50)
    assert explorer.error is None


RUSSIAN = "Санкции против банков. До санкций было тихо.\n\nВойна и войны. Тарифы, тарифов, тариф."


def counted_by_python(explorer):
    return {name: int(number) for name, number in explorer.mentions["theme"].value_counts().items()}


@pytest.mark.parametrize(
    "yaml",
    [
        "forms: ru\nS:\n  - санкция\nW: [война]\n",
        "S:\n  - forms: ru\n  - санкция\nW: [война]\n",
        "S:\n  - {term: санкция, forms: ru}\nW: [война]\n",
    ],
)
def test_forms_are_counted_as_in_python_whatever_line_is_edited(show, file, yaml):
    file.write_text(yaml)
    explorer = explore(pd.DataFrame({"article": ["a"], "text": [RUSSIAN]}), read_lexicon(file))
    page, frame = show(explorer)
    type_terms(page, frame, "S", "\nтихо\n{term: тариф, forms: ru}")
    notes = frame.locator("#theme-notes li")
    expect(notes.nth(0)).to_contain_text(" 2Forms: Санкции, санкций.")
    expect(notes.nth(2)).to_contain_text(" 3Forms: Тарифы, тарифов.")
    assert bars(frame) == counted_by_python(explorer) and bars(frame)["S"] == 6
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")
    assert bars(frame) == counted_by_python(explorer) and bars(frame)["S"] == 6


def test_where_the_cell_runs_again_the_browser_offers_what_was_not_saved(show, file):
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    type_terms(page, frame, "Iran", "\nrights")
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    expect(frame.locator("#offer")).to_contain_text(
        "Not saved before. Changed: “Iran”. Gained: 2 passages. Lost: 0."
    )
    assert bars(frame) == {"Trade": 3, "Iran": 2, "People": 1}
    press(frame, "Use these changes")
    expect(frame.locator("#changed")).to_contain_text("Not saved yet.")
    assert bars(frame) == {"Trade": 3, "Iran": 4, "People": 1}
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    press(frame, "Ignore them")
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    expect(frame.locator("#offer")).to_be_hidden()


def test_a_frame_that_jupyter_takes_away_and_shows_again_goes_on_from_what_was_saved(show, file):
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    type_terms(page, frame, "Iran", "\nrights")
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")
    frame.get_by_label("Terms, one a line").press("Control+End")
    page.keyboard.type("\ntalks")
    page.evaluate("() => document.querySelector('div').append(document.querySelector('iframe'))")
    expect(frame.locator("#changed")).to_contain_text(
        "Changed: “Iran”. Gained: 1 passage. Lost: 0. Not saved yet."
    )
    assert bars(frame) == {"Trade": 3, "Iran": 5, "People": 1}
    press(frame, "Reset")
    expect(frame.locator("#changed")).to_be_hidden()
    assert bars(frame) == {"Trade": 3, "Iran": 4, "People": 1}


def test_suggestions_are_added_and_checks_follow_the_edit(show, file):
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    for name in ("Suggestions", "Checks"):
        frame.get_by_text(name, exact=True).click()
    row = frame.locator("#suggestions li").filter(has=page.locator("b", has_text="human rights"))
    expect(row).to_contain_text("phrase, 2 mentions:")
    assert barriers(page) == []
    row.get_by_label("Add to…").select_option(label="People")
    press(frame, "Add “human rights”")
    expect(frame.locator("#changed")).to_contain_text("Changed: “People”. Gained: 2")
    expect(row).to_have_count(0)
    trading = frame.locator("#suggestions li", has_text="trading").filter(has_text="spelling")
    assert (
        trading.get_by_label("Add to…").evaluate("one => one.selectedOptions[0].label") == "Trade"
    )
    type_terms(page, frame, "Iran", "\ntrade")
    expect(frame.locator("#checks")).to_contain_text(
        "Iran “trade” (line 7): Also counted for “trade” of Trade"
    )


def test_of_many_articles_the_bars_show_all_and_the_stepper_says_which_passages(show, monkeypatch):
    monkeypatch.setattr("newsthemes.page.highlight.MOST_BYTES", 5000)
    texts = [f"Trade {'and talks ' * (number % 7)}of {number}." for number in range(60)]
    articles = pd.DataFrame({"article": range(60), "text": texts})
    page, frame = show(explore(articles, read_lexicon({"Trade": ["trade"], "Oil": ["oil"]})))
    assert bars(frame) == {"Trade": 60, "Oil": 0}
    expect(frame.locator("#place")).to_have_text("All themes: 16 mentions in the sample")
    expect(frame.locator("#counts-of")).to_have_text("Mentions in all 60 articles")
    type_terms(page, frame, "Oil", "\ntalks")
    talks = sum(number % 7 for number in range(60))
    expect(frame.locator("#changed")).to_contain_text(
        f"Changed: “Oil”. Gained: {talks} passages. Lost: 0."
    )
    assert bars(frame) == {"Trade": 60, "Oil": talks}
    expect(frame.locator("#counts-of")).to_have_text("Mentions in all 60 articles")
    expect(frame.locator("#notes-of")).to_have_text("Mentions in the sample:")
    expect(frame.locator("#headline")).to_contain_text("Sample of 16 articles. Mentions (sentence")


def test_a_name_that_python_refuses_is_said(show, file):
    page, frame = show(
        explore(ARTICLES, read_lexicon({"A": {"B": ["oil", {"C": ["trade"]}]}, "Iran": ["Iran"]}))
    )
    frame.get_by_role("button", name="B/C: ").click()
    press(frame, "Edit terms")
    frame.get_by_label("Theme", exact=True).fill("C")
    expect(frame.locator("#message")).to_contain_text(
        "Other cells go on with the themes from before: theme C: is not edited here"
    )
    frame.get_by_role("button", name="B: ").click()
    press(frame, "Undo")
    frame.get_by_label("Theme", exact=True).fill("D")
    assert set(bars(frame)) == {"D", "D/C", "Iran"}


def test_a_kernel_that_is_gone_is_said(show, file):
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    page.evaluate("() => { model.send = () => { throw Error('disposed'); }; }")
    press(frame, "Save")
    expect(frame.locator("#message")).to_contain_text(
        "Python does not answer: it is busy, or this cell must be run again."
    )


def test_it_follows_the_theme_of_jupyterlab_and_keeps_its_keys_to_itself(show, file):
    page, frame = show(explore(ARTICLES, read_lexicon(file)))
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    title = frame.locator("#title")
    light = title.evaluate(paper)
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    expect(frame.locator("html")).not_to_have_css("background-color", light)
    assert barriers(page) == []
    page.evaluate("document.body.dataset.jpThemeLight = 'true'")
    expect(frame.locator("html")).to_have_css("background-color", light)
    page.evaluate("globalThis.keys = []; addEventListener('keydown', ({ key }) => keys.push(key))")
    frame.get_by_role("button", name="Trade: ").click()
    for key in ("j", "j"):
        page.keyboard.press(key)
    expect(frame.locator("#place")).to_have_text("Trade: 2 of 3")
    page.keyboard.press("Escape")
    expect(frame.locator("#place")).to_have_text("All themes: 6 mentions")
    assert page.evaluate("keys") == []
    assert (
        page.evaluate("document.querySelector('iframe').getBoundingClientRect().height")
        == 44 * 16 + 2
    )


@pytest.mark.parametrize(
    "name",
    ["__proto__", "</script><script>parent.document.title = 1</script>", "😀 été", "constructor"],
)
def test_hostile_names_are_names(show, file, name):
    file.write_text(f"'{name}':\n  - trade\nIran: [Iran]\n")
    page, frame = show(explore(ARTICLES.assign(title=name), read_lexicon(file)))
    assert bars(frame) == {name: 3, "Iran": 2} and page.title() == "Host"
    type_terms(page, frame, name, f"\n{name}")
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")
    assert [term.term for term in read_lexicon(file).terms] == ["trade", name, "Iran"]
    assert page.title() == "Host"
