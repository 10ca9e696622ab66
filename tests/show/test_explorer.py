"""The explorer in Jupyter from Python: what it answers to edits, saves, and keeps when its cell is
run again.
"""

import json
from pathlib import Path
from queue import Queue
from threading import Event

import pandas as pd
import pytest

from newsthemes import find_mentions, read_lexicon, save_lexicon
from newsthemes.explorer import explore as module
from newsthemes.explorer.draft import Draft
from newsthemes.explorer.explore import explore
from newsthemes.lexicon.edit import theme_lines
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.review.check import check

YAML = (
    "Issues:\n  Trade:  # kept\n    - trade  # too\n    - tariff*\n  Iran: [Iran]\nPeople: [Xi]\n"
)
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


def ask(explorer, kind, **more):
    """What the explorer answers its frame."""
    answers = Queue()
    explorer.front.send = answers.put
    explorer._asked(None, {"kind": kind, "number": 7, **more})
    answer = answers.get(timeout=60)
    assert answer.pop("number") == 7 and json.dumps(answer)
    return answer


def own(theme, *lines, stem=None, group="Issues"):
    changed = {"group": group, "theme": theme, "lines": list(lines)}
    return changed if stem is None else changed | {"from": stem}


def edit(*themes, nested="drop"):
    return {"nested": nested, "themes": list(themes)}


def trade(*lines):
    """An edit that gives Trade other lines."""
    return edit(own("Trade", *lines, stem=0), 1, 2)


def refusal(explorer, given):
    """What an edit is refused for; empty where it is taken."""
    return ask(explorer, "edit", edit=given)["fault"]


def test_an_edit_makes_the_lexicon_and_the_mentions_that_other_cells_use(explorer):
    assert explorer.lexicon.source == YAML
    assert explorer.mentions["theme"].tolist().count("Trade") == 3
    assert refusal(explorer, trade("trade*", "tariff*")) == ""
    assert explorer.lexicon.source == YAML.replace("- trade ", "- trade* ")
    pd.testing.assert_frame_equal(explorer.mentions, find_mentions(ARTICLES, explorer.lexicon))
    assert explorer.draft.counts() == [4, 2, 1] and explorer.draft.changes() == (1, 0)
    assert refusal(explorer, None) == "" and explorer.lexicon.source == YAML
    added = own("Nations", "Iran and", group="New")
    assert refusal(explorer, edit(0, 1, 2, added, nested="count")) == ""
    assert explorer.draft.nested == "count" and explorer.draft.counts() == [3, 2, 1, 0]


SWAPPED = YAML.replace("  Iran: [", "  X: [").replace("Trade:", "Iran:").replace("X:", "Trade:")
ONE_LESS = YAML.replace("Trade:", "Iran:").replace("  Iran: [Iran]\n", "")
ADDED = YAML.replace("[Iran]\n", "[Iran]\n  Rights:\n    - human rights\n")
CHANGES = {
    "renamed": (
        [own("Commerce: all", "trade", "tariff*", stem=0), 1, 2],
        YAML.replace("Trade:", "'Commerce: all':"),
    ),
    "swapped": (
        [own("Iran", "trade", "tariff*", stem=0), own("Trade", "Iran", stem=1), 2],
        SWAPPED,
    ),
    "in the place of one removed": ([own("Iran", "trade", "tariff*", stem=0), 2], ONE_LESS),
    "added": ([0, 1, own("Rights", "human rights"), 2], ADDED),
    "removed": ([1, 0], YAML.replace("People: [Xi]\n", "")),
}


@pytest.mark.parametrize(("themes", "source"), CHANGES.values(), ids=CHANGES)
def test_themes_are_renamed_added_and_removed_and_comments_stay(explorer, themes, source):
    assert refusal(explorer, edit(*themes)) == ""
    assert explorer.lexicon.source == source


def test_a_theme_takes_its_sub_themes_along():
    tree = "A:\n  B:\n    - oil\n    - C:\n        - trade # x\n    - D: [Xi]\nE: [Iran]\n"
    explorer = explore(ARTICLES, parse_lexicon(tree))
    lines = {"X": "oil", "X/C": "trade", "X/D": "Xi"}
    themes = [own(name, line, stem=n, group="A") for n, (name, line) in enumerate(lines.items())]
    assert refusal(explorer, edit(*themes, 3)) == ""
    assert explorer.lexicon.source == tree.replace("B:", "X:")
    astray = own("C", "trade", stem=1, group="A")
    assert "theme C: is not edited here" in refusal(explorer, edit(0, astray, 2, 3))


@pytest.mark.parametrize(
    ("themes", "fault"),
    [
        ([0, own("Trade", "x"), 1, 2], "theme Trade: there is one of that name already"),
        ([own(" ", "x", stem=0), 1, 2], "is empty"),
        ([], "holds no themes"),
        ([0, 1, 2, own("x", "y", group="People")], "theme People: 'People' is on line 6 already"),
        ([own("Trade", "{term: x, forms: ko}", stem=0)], "forms ko: simplemma does not know"),
    ],
)
def test_what_cannot_be_is_said_and_other_cells_keep_what_was(explorer, file, themes, fault):
    ask(explorer, "edit", edit=trade("talks"))
    before = explorer.lexicon
    assert fault in refusal(explorer, edit(*themes)) and explorer.lexicon is before
    assert fault in ask(explorer, "save", edit=edit(*themes))["said"] and file.read_text() == YAML


def test_of_a_theme_with_a_faulty_line_the_others_count_and_it_is_not_saved(explorer, file):
    assert refusal(explorer, trade("rights", "[y", "*x")) == ""
    assert theme_lines(explorer.lexicon)["Issues", "Trade"] == ["rights"]
    assert explorer.draft.counts() == [2, 2, 1]
    said = ask(explorer, "save", edit=trade("rights", "[y", "*x"))["said"]
    assert said.startswith("Not saved: line 2, theme Trade: a bracket opens here")
    assert file.read_text() == YAML


RUSSIAN = """\
forms: ru
Sanctions: [санкция]
Issues:
  language: ru
  War: [{forms: uk}, война]
"""
IN_RUSSIAN = pd.DataFrame({"article": ["a"], "text": ["Санкции. Без санкций. Тарифы и тариф."]})


def test_an_edit_is_answered_with_what_the_frame_needs_to_count_it():
    explorer = explore(IN_RUSSIAN, parse_lexicon(RUSSIAN))
    added = own("Tariffs", "тариф", "тариф*", group="")
    answer = ask(explorer, "edit", edit=edit(1, added, 0))
    assert answer["above"] == [{"forms": "ru", "language": "ru"}, {"forms": "ru"}, {"forms": "ru"}]
    assert answer["forms"] == {
        "ru санкция": ["Санкции", "санкций"],
        "uk война": [],
        "ru тариф": ["Тарифы"],
    }
    assert explorer.mentions["match"].tolist() == ["Санкции", "санкций", "Тарифы", "тариф"]


def test_a_theme_stays_itself_where_another_gets_its_name(explorer, file):
    """The two are then called behind their groups, and in the file as before."""
    talks = own("Talks", "trader", group="Nations")
    twin = own("Trade", "trader", group="Nations")
    for added, themes in ((talks, ["Trade", "Iran"]), (twin, ["Issues: Trade", "Iran"])):
        answer = refusal(explorer, edit(0, 1, added))
        assert answer == "" and explorer.lexicon.themes[:2] == tuple(themes)
        assert explorer.draft.counts() == [3, 2, 1]
        assert explorer.draft.changes() == (1, 1)  # Xi is lost, of a theme that was removed
    answer = ask(explorer, "save", edit=edit(0, 1, twin))
    names = [(theme["group"], theme["theme"]) for theme in answer["base"]["lexicon"]]
    assert names == [("Issues", "Trade"), ("Issues", "Iran"), ("Nations", "Trade")]
    assert file.read_text().endswith("Nations:\n  Trade:\n    - trader\n")


# ---- saving


def test_saving_keeps_comments_and_goes_on_from_what_was_saved(explorer, file):
    answer = ask(explorer, "save", edit=trade("talks", "tariff*"))
    assert file.read_text() == YAML.replace("- trade  # too", "- talks  # too")
    assert answer["said"] == f"Saved to {file}."
    assert answer["base"]["lexicon"][0]["lines"] == ["talks", "tariff*"]
    assert explorer.draft.changes() == (0, 0) and "talks" in explorer.front.page
    assert "Saved to" in ask(explorer, "save", edit=trade("rights"))["said"]
    assert "- rights" in file.read_text()


@pytest.mark.parametrize(
    ("theirs", "rights", "fault"),
    [("Mine: [mine]\n", 0o644, "was changed on disk since"), (YAML, 0o444, "is read-only")],
)
def test_a_file_of_others_is_not_written_over(explorer, file, theirs, rights, fault):
    file.write_text(theirs)
    file.chmod(rights)
    assert f"Not saved: {file}: {fault}" in ask(explorer, "save", edit=trade("talks"))["said"]
    assert file.read_text() == theirs and "- talks" in explorer.lexicon.source


def test_themes_that_came_from_no_file_need_one(tmp_path):
    lexicon, path = read_lexicon({"T": ["trade"]}), tmp_path / "new.yaml"
    lost = explore(ARTICLES, lexicon)
    said = ask(lost, "save", edit=edit(0))["said"]
    assert "Not saved: the themes came from no file; name one, explore(articles, save_" in said
    kept = explore(ARTICLES, save_lexicon(lexicon, path))
    ask(kept, "save", edit=edit(own("T", "talks", group="", stem=0)))
    assert path.read_text() == "T:\n  - talks"


def test_colors_are_those_of_the_notebook_and_checked(file):
    lexicon = read_lexicon(file)
    page = explore(ARTICLES, lexicon, colors={"Issues": "#990000"}).front.page
    assert '["Issues","#990000"],["","#d55e00"]' in page
    with pytest.raises(ValueError, match="colors: there is no group 'Isues'"):
        explore(ARTICLES, lexicon, colors={"Isues": "#990000"})


# ---- what only Python can


def test_no_edit_waits_for_an_answer_that_takes_long(explorer, monkeypatch):
    go_on, started, answers = Event(), Event(), Queue()

    def slow_check(*given):
        started.set()
        assert go_on.wait(60)
        return check(*given)

    monkeypatch.setattr(module, "check", slow_check)
    explorer.front.send = answers.put
    explorer._asked(None, {"kind": "checks", "number": 1})
    assert started.wait(60)
    explorer._asked(None, {"kind": "edit", "number": 2, "edit": trade("trade*", "tariff*")})
    assert "trade*" in explorer.lexicon.source
    go_on.set()
    assert [answers.get(timeout=60)["number"] for _ in range(2)] == [2, 1]


def test_suggestions_follow_the_edit_and_checks_name_the_line(explorer):
    found = {row["term"]: row for row in ask(explorer, "suggestions")["rows"]}
    trading = found["trading"]
    assert (trading["theme"], trading["said"]) == ("Trade", "spelling, 1 mention:")
    assert "human rights" in found["human rights"]["passage"]
    ask(explorer, "edit", edit=trade("trad*", "human rights"))
    again = ask(explorer, "suggestions")["rows"]
    assert not {"trading", "human rights"} & {row["term"] for row in again}
    ask(explorer, "edit", edit=trade("trade", "Iran", "trade"))
    rows = ask(explorer, "checks")["rows"]
    assert any(row["line"] and "of Trade (line 4)" in row["said"] for row in rows)


# ---- what it shows, and where it is only read


def test_no_articles_are_refused_and_a_theme_needs_no_terms():
    lexicon = read_lexicon({"T": []})
    with pytest.raises(ValueError, match="articles: there are none to show; give one at least"):
        explore(ARTICLES.head(0), lexicon)
    explorer = explore(ARTICLES, lexicon)
    assert refusal(explorer, edit(own("T", "trade", group="", stem=0))) == ""
    assert explorer.draft.counts() == [3]


def test_an_error_that_nobody_foresaw_is_shown_and_kept(explorer, monkeypatch):
    monkeypatch.setattr(Draft, "save", lambda self, *_: 1 / 0)
    said = ask(explorer, "save", edit=trade("x"))["error"]
    assert "ZeroDivisionError" in said and "explorer.error" in said
    assert isinstance(explorer.error, ZeroDivisionError)


def test_a_notebook_that_is_only_read_shows_a_picture(explorer, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "figures_folder", lambda: tmp_path)
    data, about = explorer._repr_mimebundle_()
    assert data["text/plain"] == "An explorer of 3 themes; it works while the notebook runs."
    live = "application/vnd.jupyter.widget-view+json"
    assert data[live]["model_id"] == explorer.front.model_id and "image/png" not in data
    monkeypatch.undo()
    figures = Path(module.__file__).parents[3] / "figures"
    monkeypatch.setattr(module, "figures_folder", lambda: figures)
    data, about = explorer._repr_mimebundle_()
    assert "Screenshot of the explorer" in data["text/plain"] == about["image/png"]["alt"]
    assert "image/png" in data and live in data
