"""The explorer, driven from Python: what its widgets say after values are set and buttons pressed."""

import asyncio
import stat
import warnings

import ipywidgets as w
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from themes import find_mentions, read_lexicon
from themes.lexicon.edit import theme_lines
from themes.lexicon.read import LexiconWarning, parse_lexicon
from themes.show.explorer import explorer as module
from themes.show.explorer.draft import Draft
from themes.show.explorer.explorer import explore

YAML = "Issues:\n  Trade:  # kept\n    - trade\n    - tariff*\n  Iran: [Iran]\nPeople: [Xi]\n"
TEXT = "Trade talks. Iran’s trade, and a trader’s trading of human rights.\n\nXi of Iran: human rights <b>and</b> trade."
TRADE = ("Issues", "Trade")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "themes.yaml"
    path.write_text(YAML)
    return path


@pytest.fixture
def explorer(file):
    return explore(pd.DataFrame({"article": ["a"], "text": [TEXT]}), read_lexicon(file))


def listed(explorer):
    return [label for label, _ in explorer.widgets.themes.options]


def choose(explorer, name, *lines):
    explorer.widgets.themes.value = name
    if lines:
        explorer.widgets.lines.value = "\n".join(lines)


def tab(explorer, name):
    explorer.widgets.tabs.value = name
    return explorer.widgets.views[name].value


def said(explorer):
    assert explorer.error is None
    return explorer.widgets.status.value


def test_what_is_typed_counts(explorer):
    assert listed(explorer) == ["Trade: 3", "Iran: 2", "People: 1"]
    choose(explorer, TRADE, "trade*", "", "not: trade talks")
    assert listed(explorer) == ["Trade: 3", "Iran: 2", "People: 1"]  # one gained, one lost
    choose(explorer, TRADE, "trade*", "tariff*")
    assert listed(explorer) == ["Trade: 4 (+1)", "Iran: 2", "People: 1"]
    assert "Trade: 4 mentions. All themes: 7 (+1)." in said(explorer) and 'aria-live="polite"' in said(explorer)
    assert ">4<" in explorer.widgets.beside.value and "0, not in the text" in explorer.widgets.beside.value
    pd.testing.assert_frame_equal(explorer.mentions, find_mentions(explorer.draft.articles, explorer.lexicon))
    assert explorer.lexicon.source == YAML.replace("- trade\n", "- trade*\n")


def test_a_choice_shows_the_lines_as_they_stand(explorer):
    choose(explorer, ("Issues", "Iran"))
    assert explorer.widgets.lines.value == "Iran" and explorer.widgets.name.value == "Iran"
    choose(explorer, TRADE)
    assert explorer.widgets.lines.value == "trade\ntariff*" and explorer.lexicon is explorer.draft.saved


def test_buttons_step_through_a_list(explorer):
    seen = []
    for button in ("last_theme", "next_theme", "next_theme", "next_theme", "last_theme"):
        getattr(explorer.widgets, button).click()
        seen.append((explorer.widgets.lines.value, said(explorer)))
    assert [lines for lines, _ in seen] == ["trade\ntariff*", "Iran", "Xi", "Xi", "Iran"] and "Iran: 2" in seen[-1][1]


def test_a_fault_stands_beside_its_line_and_the_last_good_state_stays(explorer, file):
    choose(explorer, TRADE, "trade", "*x", "[y")
    beside = explorer.widgets.beside.value.split("</div>")
    assert ">3<" in beside[0] and "✗" in beside[1] and "must stand in quotes" in beside[1] and "✗ a bracket" in beside[2]
    assert "Line 2" in said(explorer) and 'role="alert"' in said(explorer)
    assert listed(explorer)[0] == "✗ Trade: 3" and explorer.lexicon.source == YAML
    choose(explorer, ("Issues", "Iran"), "Iran", "rights")
    assert listed(explorer) == ["✗ Trade: 3", "Iran: 4 (+2)", "People: 1"]
    explorer.widgets.save.click()
    assert "not saved: theme Trade, line 2" in said(explorer) and file.read_text() == YAML
    choose(explorer, TRADE)
    assert explorer.widgets.lines.value == "trade\n*x\n[y"
    choose(explorer, TRADE, "trade", "'*x'")
    assert listed(explorer)[0] == "Trade: 3" and "'*x'" in explorer.lexicon.source


def test_keys_in_a_row_are_counted_once(explorer, monkeypatch):
    counted = []
    edit = Draft.edit
    monkeypatch.setattr(Draft, "edit", lambda self, name, lines: (counted.append(lines), edit(self, name, lines)))

    async def type_it():
        for line in ("t", "tr", "trad", "trade", "trader"):
            explorer.widgets.lines.value = line
            await asyncio.sleep(module.PAUSE / 20)
        assert counted == []
        await asyncio.sleep(module.PAUSE * 2)
        assert counted == [["trader"]]
        explorer.widgets.lines.value = "rights"
        assert (explorer.mentions["match"] == "rights").sum() == 2  # does not wait
        explorer.widgets.lines.value = "trade"
        choose(explorer, ("Issues", "Iran"))
        await asyncio.sleep(module.PAUSE * 2)

    asyncio.run(type_it())
    assert counted == [["trader"], ["rights"], ["trade"]] and explorer.draft.lines[TRADE] == ["trade"]


def test_only_the_open_tab_is_kept_up_to_date(explorer, monkeypatch):
    calls = []
    for name in ("check", "compare", "suggest", "highlight"):
        called = getattr(module, name)
        monkeypatch.setattr(module, name, lambda *a, name=name, called=called, **k: (calls.append(name), called(*a, **k))[1])
    choose(explorer, TRADE, "trade", "talks")
    assert calls == []
    for name, call in {"Checks": "check", "Gained and lost": "compare", "Article": "highlight"}.items():
        tab(explorer, name)
        choose(explorer, TRADE, "trade", name)
        assert calls == [call, call] and [p.layout.display for p in explorer.widgets.panels.values()].count(None) == 1
        calls.clear()


def test_a_bar_leads_to_its_passages(explorer):
    button, bar = explorer._bars["Issues", "Iran"]
    assert button.description == "Iran" and ">2<" in bar.value
    button.click()
    assert explorer.widgets.tabs.value == "Passages" and explorer.widgets.themes.value == ("Issues", "Iran")
    assert tab(explorer, "Passages").count("<mark") == 2


def test_passages_come_fifty_at_a_time():
    articles = pd.DataFrame({"article": range(3), "text": ["trade. " * 40] * 3})
    explorer = explore(articles, parse_lexicon("T: [trade]"))
    shown = [tab(explorer, "Passages")]
    for button in ("later", "later", "later", "earlier"):
        getattr(explorer.widgets, button).click()
        shown.append(tab(explorer, "Passages"))
    assert [page.count("<mark") for page in shown] == [50, 50, 20, 20, 50]
    assert "T</bdi>: 120 passages, 101 to 120." in shown[3]


def test_an_article_is_read_at_a_time():
    articles = pd.DataFrame({"article": ["a", "b"], "text": ["One trade.", "Two."]})
    explorer = explore(articles, parse_lexicon("T: [trade]"))
    assert "One <mark" in tab(explorer, "Article") and "Two." not in tab(explorer, "Article")
    explorer.widgets.article.value = 1
    assert "Two." in tab(explorer, "Article")
    explorer.widgets.last_article.click()
    assert "Two." not in tab(explorer, "Article")


def test_gains_and_losses_since_the_last_save(explorer):
    assert "No passage was gained" in tab(explorer, "Gained and lost")
    choose(explorer, TRADE, "trade talks", "trader")
    shown = tab(explorer, "Gained and lost")
    assert "2 gained, 3 lost, 0 moved" in shown and "Trade talks." in shown and "−1" in shown
    explorer.widgets.save.click()
    assert "No passage was gained" in tab(explorer, "Gained and lost") and listed(explorer)[0] == "Trade: 2"


def test_themes_are_added_renamed_and_removed(explorer):
    widgets = explorer.widgets
    widgets.new_group.value, widgets.new_name.value = "Issues", " Human  rights "
    widgets.add.click()
    assert widgets.themes.value == ("Issues", "Human rights") and widgets.lines.value == "" == widgets.new_name.value
    widgets.lines.value = "human rights"
    widgets.name.value = "Rights"
    widgets.rename.click()
    choose(explorer, TRADE)
    widgets.name.value = "Commerce: all"
    widgets.rename.click()
    choose(explorer, ("", "People"))
    widgets.remove.click()
    assert listed(explorer) == ["Commerce: all: 3 (+3)", "Iran: 2", "Rights: 2 (+2)"]
    assert explorer.lexicon.source == (
        "Issues:\n  'Commerce: all':  # kept\n    - trade\n    - tariff*\n  Iran: [Iran]\n  Rights:\n    - human rights\n"
    )
    widgets.back.click()
    assert explorer.lexicon.source == YAML and listed(explorer) == ["Trade: 3", "Iran: 2", "People: 1"]


@pytest.mark.parametrize(
    "button, values, message",
    [
        ("rename", {"name": "Iran"}, "theme Iran: there is one of that name already"),
        ("rename", {"name": " "}, "is empty"),
        ("add", {"new_group": "Issues", "new_name": "Iran"}, "there is one of that name already"),
        ("add", {"new_group": "People", "new_name": "x"}, "group People: is the name of a theme"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(explorer, button, values, message):
    for name, value in values.items():
        getattr(explorer.widgets, name).value = value
    getattr(explorer.widgets, button).click()
    assert message in said(explorer) and explorer.lexicon.source == YAML and explorer.widgets.themes.value == TRADE


def test_saving_writes_the_file_and_not_over_a_change_of_others(explorer, file):
    choose(explorer, TRADE, "trade", "talks")
    explorer.widgets.save.click()
    assert file.read_text() == YAML.replace("- tariff*", "- talks") and "Saved to" in said(explorer)
    explorer.widgets.save.click()
    assert "Nothing has changed" in said(explorer)
    choose(explorer, TRADE, "trade")
    file.write_text("Mine: [mine]\n")
    explorer.widgets.save.click()
    assert "was changed on disk since it was read" in said(explorer) and file.read_text() == "Mine: [mine]\n"
    assert explorer.draft.changed and listed(explorer)[0] == "Trade: 3 (−1)"
    assert "Back to saved reads it anew" in said(explorer)
    file.write_text("Mine: [\n")
    explorer.widgets.back.click()
    assert "themes.yaml, line" in said(explorer) and explorer.widgets.lines.value == "trade"
    file.write_text("Mine: [trade]\n")
    explorer.widgets.back.click()
    assert listed(explorer) == ["Mine: 3"] and "was changed on disk and is read anew" in said(explorer)
    choose(explorer, ("", "Mine"), "Iran")
    explorer.widgets.save.click()
    assert "Saved to" in said(explorer) and file.read_text() == "Mine:\n  - Iran\n"


def test_themes_that_came_from_no_file_need_a_path(tmp_path):
    articles = pd.DataFrame({"article": ["a"], "text": ["trade"]})
    lost = explore(articles, read_lexicon({"T": ["trade"]}))
    lost.widgets.save.click()
    assert "not saved: the themes came from no file" in said(lost)
    kept = explore(articles, read_lexicon({"T": ["trade"]}), tmp_path / "new.yaml")
    kept.widgets.save.click()
    assert (tmp_path / "new.yaml").read_text() == "T:\n  - trade"


def test_suggestions_are_taken_or_dismissed_for_good(explorer, file):
    tab(explorer, "Suggestions")
    widgets = explorer.widgets
    expressions = [value for _, value in widgets.suggestions.options]
    assert {"trading", "human rights"} <= set(expressions)
    widgets.suggestions.value, widgets.target.value = "human rights", "People"
    widgets.take.click()
    assert theme_lines(explorer.lexicon)["", "People"] == ["Xi", "human rights"] and "People: 3 (+2)" in listed(explorer)
    assert "human rights" not in [value for _, value in widgets.suggestions.options]
    widgets.suggestions.value = "trading"
    widgets.dismiss.click()
    beside = file.with_name("themes-dismissed.yaml")
    assert beside.read_text().endswith("\n- trading\n") and "themes-dismissed.yaml" in said(explorer)
    widgets.again.click()
    assert "trading" not in [value for _, value in widgets.suggestions.options]
    again = explore(explorer.draft.articles, read_lexicon(file))
    tab(again, "Suggestions")
    left = [value for _, value in again.widgets.suggestions.options]
    assert "trading" not in left and "human rights" in left and file.read_text() == YAML


@pytest.mark.parametrize(
    "before, after",
    [("", "{head}\n- 'b: c'\n"), ("# mine\n- a  # no\n", "# mine\n- a  # no\n- 'b: c'\n"), ("[a]", "{head}\n- a\n- 'b: c'\n")],
)
def test_dismissals_are_added_to_the_list_that_is_there(explorer, file, before, after):
    beside = file.with_name("themes-dismissed.yaml")
    beside.write_text(before)
    draft = Draft(explorer.draft.articles, read_lexicon(file))
    draft.dismiss("b: c")
    head = "# Suggestions of the explorer that nobody needs to see again. Delete a line to see it again."
    assert beside.read_text() == after.format(head=head)
    assert Draft(explorer.draft.articles, read_lexicon(file)).dismissed[-1] == "b: c"


def test_no_articles_are_explored_too():
    explorer = explore(pd.DataFrame({"article": [], "text": []}), parse_lexicon("T: [trade]"))
    for name in explorer.widgets.tabs.options:
        tab(explorer, name)
    assert listed(explorer) == ["T: 0"] and explorer.error is None


def test_a_dismissal_keeps_what_others_wrote_meanwhile(explorer, file):
    beside = file.with_name("themes-dismissed.yaml")
    beside.write_text("[a]")
    draft = Draft(explorer.draft.articles, read_lexicon(file))
    beside.write_text("[a, theirs]")
    draft.dismiss("b")
    assert beside.read_text().endswith("\n- a\n- theirs\n- b\n") and draft.dismissed == ["a", "theirs", "b"]
    for broken, mode, message in (("- a: b\n", 0o644, "is not a list of expressions"), ("- a\n", 0o444, "is read-only")):
        beside.write_text(broken)
        beside.chmod(mode)
        with pytest.raises(module.LexiconError, match=message):
            draft.dismiss("c")
        assert beside.read_text() == broken and draft.dismissed == ["a", "theirs", "b"]


def test_a_file_that_is_read_only_is_asked_about(explorer, file):
    file.chmod(0o444)
    choose(explorer, TRADE, "trade", "talks")
    explorer.widgets.save.click()
    assert "themes.yaml: is read-only. Press Save again" in said(explorer) and file.read_text() == YAML
    choose(explorer, TRADE, "talks")  # which is no answer
    explorer.widgets.save.click()
    assert "Press Save again" in said(explorer) and file.read_text() == YAML
    explorer.widgets.save.click()
    assert "Saved to" in said(explorer) and "- talks" in file.read_text() and stat.S_IMODE(file.stat().st_mode) == 0o444


def test_a_list_of_dismissals_that_is_none_is_refused(file):
    file.with_name("themes-dismissed.yaml").write_text("- a: b\n")
    with pytest.raises(module.LexiconError, match="themes-dismissed.yaml: is not a list of expressions"):
        explore(pd.DataFrame({"article": ["a"], "text": [""]}), read_lexicon(file))


def test_checks_name_the_line_and_what_reading_warned_of(explorer):
    choose(explorer, TRADE, "trade", "Iran")
    shown = tab(explorer, "Checks")
    assert "is a term of Trade (line 4) too" in shown and "What to do" in shown


def test_an_error_that_nobody_foresaw_is_shown(explorer, monkeypatch):
    monkeypatch.setattr(Draft, "save", lambda self, **_: 1 / 0)
    choose(explorer, TRADE, "talks")
    explorer.widgets.save.click()
    assert "Unexpected ZeroDivisionError" in explorer.widgets.status.value and 'role="alert"' in explorer.widgets.status.value
    assert isinstance(explorer.error, ZeroDivisionError)


def test_no_name_and_no_text_can_turn_a_number_round():
    name = "\u202e31"
    explorer = explore(pd.DataFrame({"article": ["a"], "text": [f"trade {name}"]}), read_lexicon({name: {name: ["trade"]}}))
    assert listed(explorer) == ["[U+202E]31: 1"]
    shown = [explorer.widgets.heading.value, *(tab(explorer, name) for name in ("Counts", "Passages", "Article", "Checks"))]
    for box in explorer.widgets.bars.children:
        shown += [box.value] if isinstance(box, w.Label) else [box.children[0].description, box.children[0].tooltip]
    assert "[U+202E]" in "".join(shown) and "\u202e" not in "".join(shown)


def test_hostile_names_and_texts_are_shown_as_text():
    name, body = "<script>alert(1)</script>", "<img src=x onerror=alert(1)> trade"
    explorer = explore(pd.DataFrame({"article": [name], "text": [body]}), read_lexicon({name: {name + "2": ["trade", "<b>"]}}))
    explorer.widgets.lines.value = "trade\n<i>\n[<u>"
    shown = [explorer.widgets.heading.value, explorer.widgets.beside.value, explorer.widgets.status.value]
    shown += [tab(explorer, name) for name in explorer.widgets.tabs.options]
    shown += [bar.value for _, bar in explorer._bars.values()]
    assert explorer.error is None and "&lt;img" in "".join(shown)
    for tag in ("<script", "<img", "<i>", "<u>", "<b>trade"):
        assert tag not in "".join(shown)


def every(widget):
    yield widget
    for child in getattr(widget, "children", ()):
        yield from every(child)


def test_every_control_has_a_name(explorer):
    controls = [one for one in every(explorer.widgets.root) if not isinstance(one, w.Box | w.HTML | w.Label)]
    assert len(controls) > 15
    for control in controls:
        assert control.tooltip if not isinstance(control, w.ToggleButtons) else all(control.tooltips)


def test_where_no_widget_lives_there_is_a_picture(explorer, tmp_path, monkeypatch):
    view = "application/vnd.jupyter.widget-view+json"
    monkeypatch.setattr(module, "FIGURES", tmp_path)
    bundle = explorer._repr_mimebundle_()
    assert bundle["text/plain"].startswith("An explorer of 3 themes") and view in bundle and "text/html" not in bundle
    png = module.Path(__file__).parents[2] / "figures" / "2-themes.png"
    (tmp_path / module.TAKEN).write_bytes(png.read_bytes())
    bundle = explorer._repr_mimebundle_()
    assert (
        bundle["text/plain"].startswith("Bar chart")
        and bundle["text/html"].startswith('<img alt="Bar chart')
        and view in bundle
    )


LINES = st.lists(st.sampled_from(["trade", "trade*", "talks", "*x", "Iran", "not: trade", "", "[a"]), max_size=4)
STEPS = st.tuples(st.sampled_from(["edit", "rename", "remove", "add", "back"]), st.integers(0, 3), LINES)


@given(st.lists(STEPS, max_size=8))
def test_after_any_steps_the_tables_are_those_of_the_lexicon(steps):
    articles = pd.DataFrame({"article": ["a"], "text": [TEXT]})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", LexiconWarning)
        draft = Draft(articles, parse_lexicon(YAML))
        for number, (step, which, lines) in enumerate(steps):
            names = list(draft.lines)
            name = names[which % len(names)]
            if step == "edit":
                draft.edit(name, lines)
            elif step == "rename":
                draft.rename(name, f"N{number}")
            elif step == "remove" and len(names) > 1:
                draft.remove(name)
            elif step == "add":
                draft.add("Issues", f"A{number}")
            elif step == "back":
                draft.back()
            again = parse_lexicon(draft.lexicon.source)
            pd.testing.assert_frame_equal(draft.mentions, find_mentions(articles, again))
            assert set(again.themes) == set(draft.lines)
            for name, lines in draft.lines.items():
                if name not in draft.faults:
                    assert theme_lines(again)[name] == [line for line in lines if line]


def test_a_key_on_a_thousand_articles_is_counted_in_every_tab():
    words = ["trade", "Iran", "oil", "prices", "rose", "and", "the", "ministers", "said", "tariffs"]
    texts = [" ".join(words[(number + place * place) % 10] for place in range(150)) + "." for number in range(1000)]
    explorer = explore(pd.DataFrame({"article": range(1000), "text": texts}), parse_lexicon(YAML))
    for name in explorer.widgets.tabs.options:
        tab(explorer, name)
        choose(explorer, TRADE, "trade", name)
        assert explorer.error is None, name
