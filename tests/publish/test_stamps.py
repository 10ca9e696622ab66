"""What a run need not do again: every change that it would see is one case."""

import shutil
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import nbformat
import pytest

from commands import ONE, SETTINGS, asked, execute_here, make_project, publish, run_command
from newsthemes.publish import options, run_notebooks
from newsthemes.publish.kernels import find_notebooks
from newsthemes.publish.stamps import RUN, memo_of, read_by, stamp, stamp_of, wrote_before
from newsthemes.publish.take_over import MANIFEST

ROOT = Path(__file__).resolve().parents[2]
OURS = SETTINGS.replace('THEME = "Ours"', 'THEME = "Joy"')
WITHOUT = ["# Zero?", OURS.replace('THEMES = "../seeds/themes.yaml"\n', ""), "ARTICLES"]
BOTH = ["1-one.ipynb", "2-two.ipynb"]
THEMES = "{}/seeds/themes.yaml"
TWO = ["# Two?", OURS, *(source.replace("1-", "2-") for source in ONE[2:])]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project after a run, whose first notebook has no setting of themes."""
    root = make_project(
        tmp_path_factory.mktemp("made") / "toy", dict(zip(BOTH, [WITHOUT, TWO], strict=True))
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(options, "ROOT", root)
        patched.setattr(run_notebooks, "execute_all", execute_here)
        options.SAID.clear()
        publish(root)
    return root


def state(root):
    """Every file of a project but for its .venv and manifest."""
    return {path: path.read_bytes() for path in root.glob("[!.]*/**/*") if path.is_file()}


def write(name, text="other"):
    def change(root):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)

    return change


def edit(name, old, new):
    def change(root):
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def another_pandas(root):
    (root / "pandas-9.9.dist-info").mkdir()
    sys.path.append(str(root))


def move(root):
    root.rename(root.with_name("moved"))


ONE_FIRST, TWO_FIRST = (f"notebooks/{name}" for name in BOTH)
# what is another -> the change, and the notebooks that stay as they were
CHANGES = {
    "a term": (edit("seeds/themes.yaml", "[joy]", "[joy, fun]"), BOTH[:1]),
    "an article": (edit("seeds/ours.txt", "peace", "no"), []),
    "one more": (write("seeds/more.txt"), []),
    "news": (write("seeds/news/items.csv"), []),
    "a cell": (edit(TWO_FIRST, "lexicon.themes, NESTED", "lexicon.themes"), BOTH[:1]),
    "a sentence": (edit(ONE_FIRST, "# Zero?", "# None?"), BOTH[1:]),
    "an output": (edit(TWO_FIRST, "'War*'), (", "'Mine'), ("), BOTH[:1]),
    "a notebook": (write("notebooks/3-three.ipynb", '{"cells": []}'), BOTH),
    "a file beside them": (write("notebooks/mine.csv"), []),
    "a figure": (lambda root: (root / "figures" / "2-a.png").unlink(), BOTH[:1]),
    "a drawing on it": (write("figures/2-a.png"), BOTH[:1]),
    "a table": (write("site/tables/2-themes.csv"), BOTH[:1]),
    "a page": (lambda root: (root / "site" / "index.html").unlink(), BOTH),
    "the package": (write("notebooks/package/rule.py"), []),
    "a template": (write("notebooks/package/tables/page.html"), []),
    "what is to be installed": (write("constraints.txt"), []),
    "pandas": (another_pandas, []),
    "Python": (lambda root: setattr(sys, "version", "3.15"), []),
    "an option": (lambda root: {"no_text": True}, []),
    "the folder": (move, []),
    "a kill": (edit(MANIFEST, '"run"', '"killed"'), BOTH),
}
# and what no run reads
SAME = {
    "nothing": lambda root: None,
    "what was tried by hand": write("notebooks/figures/2-a.png"),
    "a copy of a notebook": write("notebooks/my-two.ipynb"),
    "a page about them": write("notebooks/README.md"),
    "a cache of Python": write("notebooks/__pycache__/rule.pyc"),
    "a hidden file": write("seeds/.news/items.csv"),
    "a figure of one's own": write("figures/mine.png"),
}


@pytest.fixture
def changed(made, tmp_path):
    """A function that changes the project, and undoes it in the end. Returns whether a run would do
    nothing, and which notebooks would stay as they were.
    """
    shutil.copytree(made, tmp_path / "kept", symlinks=True)

    def state(change):
        with patch.object(sys, "version", sys.version), patch.object(sys, "path", [*sys.path]):
            given = asked(**(change(made) or {}))
            root = next(path for path in (made, made.with_name("moved")) if path.exists())
            with patch.object(options, "ROOT", root):
                read = read_by(given, root)
        stay = []
        for path in find_notebooks(root / "notebooks"):
            mark = stamp_of(nbformat.read(path, 4), read, THEMES.format(root))
            if wrote_before(root, path.name, mark):
                stay.append(path.name)
        return bool(wrote_before(root, RUN, stamp(read))), stay

    yield state
    for root in (made, made.with_name("moved")):
        shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(tmp_path / "kept", made, symlinks=True)


@pytest.mark.parametrize("what", CHANGES)
def test_a_run_sees_that_this_is_another(changed, what):
    change, stay = CHANGES[what]
    assert changed(change) == (False, stay)


@pytest.mark.parametrize("what", SAME)
def test_a_run_need_not_see_this(changed, what):
    assert changed(SAME[what]) == (True, BOTH)


def test_of_the_projects_notebooks_the_first_reads_no_themes_and_the_others_do():
    with patch.object(options, "ROOT", ROOT):
        read = read_by(asked(), ROOT)
        lexicon = THEMES.format(ROOT)
        others = read | {lexicon: "edited"}
    stay = []
    for path in find_notebooks(ROOT / "notebooks"):
        book = nbformat.read(path, 4)
        if stamp_of(book, read, lexicon) == stamp_of(book, others, lexicon):
            stay.append(path.name[0])
    assert stay in (["1"], ["0", "1"])


@pytest.mark.parametrize(
    "lexicon, source, same",
    [
        ("press/mine.yaml", "", True),
        ("press/mine.yaml", "THEMES", False),
        ("press/mine.yaml", "'../press/mine.yaml'", False),
        ("press/mine.csv", "", False),  # which may be an article, too
    ],
)
def test_a_notebook_reads_the_lexicon_where_its_cells_have_its_name(lexicon, source, same):
    book = {"cells": [{"source": source}]}
    stamps = [stamp_of(book, {lexicon: text}, lexicon) for text in ("one", "other")]
    assert (stamps[0] == stamps[1]) == same


def test_what_is_kept_between_runs_is_of_the_project_and_of_one_package():
    read = {"/toy/newsthemes/rule.py": "1", "packages": "2", "/toy/seeds/ours.txt": "3"}
    folders = [memo_of(asked(), read | {name: "4"}) for name in read]
    assert folders[2] == memo_of(asked(), read) and len(set(folders)) == 3
    assert memo_of(SimpleNamespace(articles=["press"]), read) is None


@pytest.mark.slow
def test_a_run_executes_what_has_changed_and_all_of_it_again_where_it_is_told(
    tmp_path, monkeypatch, capsys
):
    root = make_project(tmp_path / "toy", dict(zip(BOTH, [WITHOUT, TWO], strict=True)))
    monkeypatch.setattr(options, "ROOT", root)

    def run(*arguments):
        assert run_command(*arguments) == 0
        *said, summary, _ = capsys.readouterr().out.splitlines()
        return sorted(said[1:]), summary

    all_new = [f"executed: {name}" for name in BOTH]
    said, summary = run()
    assert said == all_new and summary.endswith("files written.")
    before = state(root)
    when = time.ctime((root / MANIFEST).stat().st_mtime)
    assert run() == ([], f"Nothing changed since {when}.")
    edit(TWO_FIRST, "NESTED, THEME", "'edited'")(root)
    assert run() == (all_new[1:], "2 files written.")
    page = (root / "site" / "2-two.html").read_text(encoding="utf-8")
    assert "edited" in nbformat.read(root / TWO_FIRST, 4).cells[-1].outputs[0].data["text/plain"]
    assert "edited" in page
    edit(TWO_FIRST, "'edited'", "NESTED, THEME")(root)
    run()
    assert run("--again") == (all_new, "Nothing changed since the last run.")
    assert state(root) == before
