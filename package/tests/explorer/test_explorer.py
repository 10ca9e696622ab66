"""The explorer in Jupyter without a kernel: what Python answers its widget, and its frame in a browser
that asks Python.
"""

from queue import Queue
from threading import Event

import pandas as pd
import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import expect

import newsthemes as nt
from article_page import counts as bars
from article_page import press, row
from browser import barriers, steady
from newsthemes import explore, find_mentions, read_lexicon
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.page.highlight import random_sample

YAML = """Issues:
  Trade:  # kept
    - trade  # too
    - tariff*
  Iran: [Iran]
People: [Xi]
"""
TEXT = "Trade talks. Iran’s trade, and a trader’s trading of human rights.\n\nXi of Iran: human rights <b>and</b> trade."
ARTICLES = pd.DataFrame({"article": ["a"], "text": [TEXT]})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_text(YAML)
    return path


@pytest.fixture
def explorer(file):
    return explore(ARTICLES, read_lexicon(file))


def send(explorer, message, answered):
    """Hand a message over as Jupyter does; `answered` gets what Python answers."""
    explorer.front.send = answered
    explorer.front._handle_custom_msg(message, [])


def ask(explorer, kind, **more):
    """What Python answers."""
    answers = Queue()
    send(explorer, {"kind": kind, "number": 7, **more}, answers.put)
    answer = answers.get(timeout=60)
    assert answer.pop("number") == 7
    return answer


def theme(name, *lines, of=None, group="Issues"):
    """A theme of an edit; `of` is the number of the saved theme that it was."""
    changed = {"group": group, "theme": name, "lines": list(lines)}
    return changed if of is None else changed | {"from": of}


def edit(*themes, nested="drop"):
    return {"nested": nested, "themes": list(themes)}


def refusal(explorer, *themes, **how):
    """What an edit is refused for; empty where it is taken."""
    return ask(explorer, "edit", edit=edit(*themes, **how))["fault"]


def counted(explorer):
    return explorer.mentions["theme"].value_counts().to_dict()


def test_an_edit_makes_the_lexicon_and_the_mentions_that_other_cells_use(explorer):
    assert explorer.lexicon.source == YAML and counted(explorer)["Trade"] == 3
    assert refusal(explorer, theme("Trade", "trade*", "tariff*", of=0), 1, 2) == ""
    assert explorer.lexicon.source == YAML.replace("- trade ", "- trade* ")
    pd.testing.assert_frame_equal(explorer.mentions, find_mentions(ARTICLES, explorer.lexicon))
    added = theme("Nations", "Iran’s trade", group="New")
    for nested, trade in (("drop", 2), ("count", 3)):
        assert refusal(explorer, 0, 1, 2, added, nested=nested) == ""
        assert counted(explorer)["Trade"] == trade and counted(explorer)["Nations"] == 1
    assert ask(explorer, "edit", edit=None)["fault"] == "" and explorer.lexicon.source == YAML


TREE = "A:\n  B:\n    - oil\n    - C:\n        - trade # x\n    - D: [Xi]\nE: [Iran]\n"
EDITS = {
    "renamed": (
        YAML, [theme("Commerce: all", "trade", "tariff*", of=0), 1, 2],
        YAML.replace("Trade:", "'Commerce: all':"),
    ),
    "swapped": (
        YAML, [theme("Iran", "trade", "tariff*", of=0), theme("Trade", "Iran", of=1), 2],
        YAML.replace("  Iran: [", "  X: [").replace("Trade:", "Iran:").replace("X:", "Trade:"),
    ),
    "in the place of one removed": (
        YAML, [theme("Iran", "trade", "tariff*", of=0), 2],
        YAML.replace("Trade:", "Iran:").replace("  Iran: [Iran]\n", ""),
    ),
    "added": (
        YAML, [0, 1, theme("Rights", "human rights"), 2],
        YAML.replace("[Iran]\n", "[Iran]\n  Rights:\n    - human rights\n"),
    ),
    "removed": (YAML, [1, 0], YAML.replace("People: [Xi]\n", "")),
    "with its sub-themes": (
        TREE, [theme("X", "oil", of=0, group="A"), theme("X/C", "trade", of=1, group="A"), theme("X/D", "Xi", of=2, group="A"), 3],
        TREE.replace("B:", "X:"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("yaml", "themes", "source"), EDITS.values(), ids=EDITS)
def test_themes_are_renamed_added_and_removed_and_comments_stay(yaml, themes, source):
    explorer = explore(ARTICLES, parse_lexicon(yaml))
    assert refusal(explorer, *themes) == "" and explorer.lexicon.source == source


@pytest.mark.parametrize(("themes", "fault"), [
    ([0, theme("Trade", "x"), 1, 2], "theme Trade: there is one of that name already"),
    ([theme(" ", "x", of=0), 1, 2], "is empty"),
    ([], "holds no themes"),
    ([0, 1, 2, theme("x", "y", group="People")], "theme People: 'People' is on line 6 already"),
    ([theme("Trade", "{term: x, forms: ko}", of=0)], "forms ko: simplemma does not know"),
])  # fmt: skip
def test_what_cannot_be_is_said_and_other_cells_keep_what_was(explorer, file, themes, fault):
    assert refusal(explorer, theme("Trade", "talks", of=0), 1, 2) == ""
    before = explorer.lexicon
    assert fault in refusal(explorer, *themes) and explorer.lexicon is before
    assert fault in ask(explorer, "save", edit=edit(*themes))["said"] and file.read_text() == YAML


@pytest.mark.parametrize(("line", "fault"), [
    ("*war", "theme Trade, term '*war': a term that starts with * must stand in quotes: '*war'"),
    ("[y", "theme Trade: a bracket opens here"),
    ("Sub: [a]", "theme Trade: a theme within the theme"),
    ("# why", "theme Trade, term '': an empty term"),
])  # fmt: skip
def test_a_faulty_line_does_not_count_and_is_not_saved(explorer, file, line, fault):
    themes = [theme("Trade", "rights", line, of=0), 1, 2]
    assert refusal(explorer, *themes) == ""
    assert counted(explorer) == {"Trade": 2, "Iran": 2, "People": 1}
    message = ask(explorer, "save", edit=edit(*themes))["said"]
    assert message.startswith(f"Not saved: line 2, {fault}") and file.read_text() == YAML


def test_a_theme_stays_itself_where_another_gets_its_name(explorer, file):
    """The two are then called behind their groups, and in the file as before."""
    talks = theme("Talks", "trader", group="Nations")
    twin = theme("Trade", "trader", group="Nations")
    for added, first in ((talks, "Trade"), (twin, "Issues: Trade")):
        assert refusal(explorer, 0, 1, added) == ""
        assert explorer.lexicon.themes[:2] == (first, "Iran")
        assert list(counted(explorer).values()) == [3, 2, 1]
        assert explorer.draft.changes() == (1, 1)  # Xi is lost, of a theme that was removed
    answer = ask(explorer, "save", edit=edit(0, 1, twin))
    names = [(theme["group"], theme["theme"]) for theme in answer["base"]["lexicon"]]
    assert names == [("Issues", "Trade"), ("Issues", "Iran"), ("Nations", "Trade")]
    assert file.read_text().endswith("Nations:\n  Trade:\n    - trader\n")


def test_themes_are_saved_to_their_file_alone_as_it_was_read(explorer, file, tmp_path):
    file.write_text("Mine: [mine]\n")
    talks = edit(theme("Trade", "talks", of=0), 1, 2)
    message = ask(explorer, "save", edit=talks)["said"]
    assert f"Not saved: {file}: was changed on disk since" in message
    assert file.read_text() == "Mine: [mine]\n" and "- talks" in explorer.lexicon.source
    lexicon, path = read_lexicon({"T": ["trade"]}), tmp_path / "new.yaml"
    message = ask(explore(ARTICLES, lexicon), "save", edit=edit(0))["said"]
    assert "no file; in a cell, nt.save_lexicon(explorer.lexicon, " in message
    talks = edit(theme("T", "talks", group="", of=0))
    ask(explore(ARTICLES, nt.save_lexicon(lexicon, path)), "save", edit=talks)
    assert path.read_text() == "T:\n  - talks"


def test_no_edit_waits_for_an_answer_that_takes_long(explorer):
    """The answer to a question for checks, here held up on its way, keeps no edit back."""
    edited, checked = Event(), Event()

    def answered(answer):
        if answer["number"] == 1 and edited.wait(60):
            checked.set()
        if answer["number"] == 2:
            edited.set()

    send(explorer, {"kind": "checks", "number": 1}, answered)
    trade = theme("Trade", "trade*", "tariff*", of=0)
    send(explorer, {"kind": "edit", "number": 2, "edit": edit(trade, 1, 2)}, answered)
    assert "trade*" in explorer.lexicon.source and checked.wait(60)


def test_no_articles_are_refused_and_a_theme_needs_no_terms():
    lexicon = read_lexicon({"T": []})
    with pytest.raises(ValueError, match="articles: there are none to show; give one at least"):
        explore(ARTICLES.head(0), lexicon)
    explorer = explore(ARTICLES, lexicon)
    assert refusal(explorer, theme("T", "trade", group="", of=0)) == ""
    assert counted(explorer) == {"T": 3}


def test_colors_are_those_of_the_notebook(file):
    page = explore(ARTICLES, read_lexicon(file), colors={"Issues": "#990000"}).front.page
    assert '"groups":[["Issues","#990000"],["","#' in page


def test_an_error_that_nobody_foresaw_is_shown_and_kept(explorer):
    message = ask(explorer, "a kind of question that there is not")["error"]
    assert "AttributeError" in message and "explorer.error" in message
    assert isinstance(explorer.error, AttributeError)


def test_a_notebook_that_is_only_read_shows_a_picture(explorer, tmp_path):
    live = "application/vnd.jupyter.widget-view+json"
    nt.set_up(tmp_path)
    data, about = explorer._repr_mimebundle_()
    assert data["text/plain"] == "An explorer of 3 themes; it works while the notebook runs."
    assert data[live]["model_id"] == explorer.front.model_id and "image/png" not in data
    inside = PngImagePlugin.PngInfo()
    inside.add_text("Description", "Screenshot of the explorer")
    Image.new("L", (4, 4)).save(tmp_path / "explorer.png", pnginfo=inside)
    data, about = explorer._repr_mimebundle_()
    nt.set_up("figures")
    assert data["text/plain"] == about["image/png"]["alt"] == "Screenshot of the explorer"
    assert "image/png" in data and live in data


# ---- the frame


HOST = """<!DOCTYPE html><html lang="en"><title>Host</title>
<body data-jp-theme-light="true"><main><h1>Host</h1><div></div></main><script type="module">
const widget = await import("http://explorer.test/widget.js");
globalThis.start = async (number) => {
  const handlers = [], traits = await python(number, null), el = document.querySelector("div");
  const send = async (message) => {
    const { answer, ...changed } = await python(number, message);
    Object.assign(traits, changed);
    handlers.forEach((act) => act(answer));
  };
  el.replaceChildren();
  const set = (name, value) => { traits[name] = value; };
  globalThis.model = { get: (name) => traits[name], set, on: (name, act) => handlers.push(act), send };
  widget.default.render({ model, el });
};
</script>"""


@pytest.fixture
def show(browser, explorer):
    """A function that shows an explorer, or another one in its place. Returns the page and the
    frame.
    """
    context, shown = steady(browser.new_context(viewport={"width": 1000, "height": 900})), []
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    files = {"": (HOST, "text/html"), "widget.js": (explorer.front._esm, "text/javascript")}

    def answer_page(route):
        body, kind = files[route.request.url.rpartition("/")[2]]
        route.fulfill(body=str(body), content_type=kind)

    page.route("http://explorer.test/**", answer_page)
    page.expose_function("python", lambda number, message: answer_to(shown[number], message))
    page.goto("http://explorer.test/")
    page.wait_for_function("!!globalThis.start")

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
        send(explorer, message, answers.put)
        more["answer"] = answers.get(timeout=60)
    return {"page": explorer.front.page} | more


def save(frame, file):
    press(frame, "Save")
    expect(frame.locator("#message")).to_have_text(f"Saved to {file}.")


def type_terms(page, frame, theme, typed):
    row(frame, theme).click()
    if not frame.locator("#editor").is_visible():
        press(frame, "Edit terms")
    frame.get_by_label("Terms, one a line").press("ControlOrMeta+End")
    page.keyboard.type(typed)


def test_what_is_typed_goes_to_python_and_is_saved_as_it_is_meant(show, explorer, file):
    page, frame = show(explorer)
    type_terms(page, frame, "Trade", "\n\n- *trade\n'broken")
    expect(frame.locator("#changed")).to_contain_text("Not saved yet.")
    press(frame, "Save")
    words = "Not saved: theme Trade, line 4: a quote opens here and never closes; "
    words += "close it, or use the other kind of quotes."
    expect(frame.locator("#message")).to_have_text(words)
    frame.get_by_label("Terms, one a line").press("Control+End")
    for _ in "'broken":
        page.keyboard.press("Backspace")
    frame.get_by_label("Theme", exact=True).fill("Commerce")
    save(frame, file)
    renamed = YAML.replace("Trade:", "Commerce:")
    assert file.read_text() == renamed.replace("tariff*\n", "tariff*\n    - '*trade'\n")
    expect(frame.locator("#changed")).to_be_hidden()
    expect(frame.get_by_label("Terms, one a line")).to_have_value("trade\ntariff*\n'*trade'")
    assert explorer.lexicon.source == file.read_text() and explorer.error is None
    expect(frame.get_by_role("button", name="Undo", exact=True)).to_be_disabled()
    frame.get_by_label("Count a term inside a longer one of another theme, too").check()
    save(frame, file)
    expect(frame.locator("#changed")).to_contain_text("Terms inside longer ones: counted.")
    assert explorer.error is None


RUSSIAN = "Санкции против банков. До санкций было тихо.\n\nВойна и войны. Тарифы, тарифов, тариф."
FORMS = """\
Above:
  forms: ru
  S: [санкция]
Below:
  B:
    - forms: ru
    - банк
W: [{term: война, forms: ru}]
"""


def test_forms_are_counted_as_in_python_whatever_line_is_edited(show, file):
    file.write_text(FORMS)
    explorer = explore(pd.DataFrame({"article": ["a"], "text": [RUSSIAN]}), read_lexicon(file))
    page, frame = show(explorer)
    for theme, count in {"S": 6, "B": 5, "W": 6}.items():
        type_terms(page, frame, theme, "\nтихо\n{term: тариф, forms: ru}")
        notes = frame.locator("#theme-notes li")
        expect(notes.nth(2)).to_contain_text(" 3Forms: Тарифы, тарифов.")
        assert bars(frame)[theme] == count  # before Python, where it knows the forms already
    forms = ask(explorer, "edit", edit=edit(2, 0))["forms"]
    assert forms == {"ru санкция": ["Санкции", "санкций"], "ru война": ["войны"]}
    save(frame, file)
    assert bars(frame) == counted(explorer) == {"S": 6, "B": 5, "W": 6}


def test_what_was_not_saved_is_offered_where_the_cell_runs_again_and_kept_where_its_frame_moves(
    show, file
):
    def run():
        return show(explore(ARTICLES, read_lexicon(file)))

    type_terms(*run(), "Iran", "\nrights")
    page, frame = run()
    words = "Not saved before. Changed: “Iran”. Gained: 2 passages. Lost: 0."
    expect(frame.locator("#offer")).to_contain_text(words)
    assert bars(frame) == {"Trade": 3, "Iran": 2, "People": 1}
    press(frame, "Use these changes")
    expect(frame.locator("#changed")).to_contain_text("Not saved yet.")
    assert bars(frame) == {"Trade": 3, "Iran": 4, "People": 1}
    page, frame = run()
    press(frame, "Ignore them")
    page, frame = run()
    expect(frame.locator("#offer")).to_be_hidden()
    # Jupyter takes a frame away and shows it again
    type_terms(page, frame, "Iran", "\nrights")
    save(frame, file)
    type_terms(page, frame, "Iran", "\ntalks")
    page.evaluate("() => document.querySelector('div').append(document.querySelector('iframe'))")
    words = "Changed: “Iran”. Gained: 1 passage. Lost: 0. Not saved yet."
    expect(frame.locator("#changed")).to_contain_text(words)
    assert bars(frame) == {"Trade": 3, "Iran": 5, "People": 1}
    press(frame, "Reset")
    expect(frame.locator("#changed")).to_be_hidden()
    assert bars(frame) == {"Trade": 3, "Iran": 4, "People": 1}


def test_suggestions_are_added_and_checks_follow_the_edit(show, explorer):
    page, frame = show(explorer)
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
    chosen = "one => one.selectedOptions[0].label"
    assert trading.get_by_label("Add to…").evaluate(chosen) == "Trade"
    type_terms(page, frame, "Iran", "\ntrade")
    words = "Iran “trade” (line 7): Also counted for “trade” of Trade"
    expect(frame.locator("#checks")).to_contain_text(words)


def test_of_many_articles_the_bars_show_all_and_the_stepper_says_which_passages(show):
    long = "x" * 60_000
    texts = [f"Trade {'and talks ' * (number % 7)}of {long}." for number in range(24)]
    articles = pd.DataFrame({"article": range(24), "text": texts})
    number = len(random_sample(articles))
    assert number < 24
    page, frame = show(explore(articles, read_lexicon({"Trade": ["trade"], "Oil": ["oil"]})))
    assert bars(frame) == {"Trade": 24, "Oil": 0}
    place = f"All themes: {number} mentions in the sample"
    expect(frame.locator("#place")).to_have_text(place)
    expect(frame.locator("#counts-of")).to_have_text("In all 24 articles")
    type_terms(page, frame, "Oil", "\ntalks")
    talks = sum(number % 7 for number in range(24))
    words = f"Changed: “Oil”. Gained: {talks} passages. Lost: 0."
    expect(frame.locator("#changed")).to_contain_text(words)
    assert bars(frame) == {"Trade": 24, "Oil": talks}
    expect(frame.locator("#counts-of")).to_have_text("In all 24 articles")
    expect(frame.locator("#notes-of")).to_have_text("Mentions in the sample:")
    expect(frame.locator(".theme .count").first).to_have_attribute("data-count", "")  # not known


def test_what_python_refuses_and_that_it_does_not_answer_is_said(show):
    page, frame = show(explore(ARTICLES, parse_lexicon(TREE)))
    frame.get_by_role("button", name="B/C: ").click()
    press(frame, "Edit terms")
    frame.get_by_label("Theme", exact=True).fill("C")
    words = "Other cells go on with the themes from before: theme C: is not edited here"
    expect(frame.locator("#message")).to_contain_text(words)
    frame.get_by_role("button", name="B: ").click()
    press(frame, "Undo")
    frame.get_by_label("Theme", exact=True).fill("X")
    assert set(bars(frame)) == {"X", "X/C", "X/D", "E"}
    page.evaluate("() => { model.send = () => { throw Error('disposed'); }; }")
    press(frame, "Save")
    words = "Python does not answer: it is busy, or this cell must be run again."
    expect(frame.locator("#message")).to_contain_text(words)


def test_it_follows_the_theme_of_jupyterlab_and_keeps_its_keys_to_itself(show, explorer):
    page, frame = show(explorer)
    paper = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = frame.locator("#title").evaluate(paper)
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
    height = page.evaluate("document.querySelector('iframe').getBoundingClientRect().height")
    assert height == 44 * 16 + 2
    outlines, focused = [], frame.locator(":focus")
    frame.locator("#paste").focus()
    while focused.count():
        outlines.append(focused.evaluate("element => getComputedStyle(element).outlineStyle"))
        page.keyboard.press("Tab")
    assert len(outlines) > 8 and set(outlines) == {"solid"}


HOSTILE = ["__proto__", "</script><script>parent.document.title = 1</script>", "😀 été", "constructor"]  # fmt: skip


def test_hostile_names_are_names(show, file):
    lines = [f"'{name}':\n  - trade\n" for name in HOSTILE]
    file.write_text("".join([*lines, "Iran: [Iran]\n"]))
    page, frame = show(explore(ARTICLES.assign(title=HOSTILE[1]), read_lexicon(file)))
    assert bars(frame) == dict.fromkeys(HOSTILE, 3) | {"Iran": 2} and page.title() == "Host"
    for name in HOSTILE:
        type_terms(page, frame, name, f"\n{name}")
    save(frame, file)
    wanted = [term for name in HOSTILE for term in ("trade", name)]
    assert [term.term for term in read_lexicon(file).terms] == [*wanted, "Iran"]
    assert page.title() == "Host"
