"""What a run depends on: each change that it would see is a case, and so is what it does not read."""

import json
import os
import pkgutil
import shutil
import sys
import tempfile
import warnings
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import nbformat
import pytest

import newsthemes as nt
from commands import (
    ONE,
    SETTINGS,
    asked,
    execute_here,
    make_project,
    publish,
    run_command,
    take_project,
)
from newsthemes.articles.formats.document import ArticleError
from newsthemes.command import options
from newsthemes.files.manifest import MANIFEST, read_manifest
from newsthemes.files.read_files import ReadFailure
from newsthemes.files.write_files import sha256
from newsthemes.report import fingerprint as fingerprints
from newsthemes.report import project, run_notebooks
from newsthemes.report.fingerprint import fingerprint, is_as_left
from newsthemes.report.staging import name_of_staging

OURS = SETTINGS.replace('THEME = "Ours"', 'THEME = "Joy"')
TWO = ["# Two?", OURS, *(source.replace("1-", "2-") for source in ONE[2:])]
BOOKS = {"1-one.ipynb": ONE, "2-two.ipynb": TWO}


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


def link(name, target):
    def change(root):
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(target)

    return change


def remove(name):
    return lambda root: (root / name).unlink()


def another_pandas(root):
    (root / "pandas-9.9.dist-info").mkdir()
    sys.path.append(str(root))


@pytest.fixture
def without_traces():
    with patch.object(sys, "version", sys.version), patch.object(sys, "path", [*sys.path]):
        yield


# ---- the project


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project after a run, with a package of one file."""
    root = make_project(tmp_path_factory.mktemp("made") / "toy", BOOKS)
    write("seeds/news/items.csv")(root)
    write("package/rule.py")(root)
    from newsthemes.report import pages  # noqa: F401 (it takes the place of the package first)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(project, "PACKAGE", root / "package")
        patched.setattr(run_notebooks, "execute_all", execute_here)
        options.SAID.clear()
        publish(root)
    return root


FIRST = "notebooks/1-one.ipynb"
CHANGES = {
    "a term": edit("seeds/themes.yaml", "[joy]", "[joy, fun]"),
    "one more": write("seeds/more.txt"),
    "one less": remove("seeds/ours.txt"),
    "news": write("seeds/news/items.csv", "edited"),
    "a folder beside the articles": write("seeds/extra/a.txt"),
    "folders that hold no articles": write("seeds/.articlesignore", "news/"),
    "an article that has the ending of a notebook": write("seeds/notes.ipynb"),
    "a broken link": link("seeds/b.txt", "nowhere"),
    "a loop": link("seeds/loop", "."),
    "a cell": edit(FIRST, "lexicon.themes, NESTED", "lexicon.themes"),
    "a sentence": edit(FIRST, "# One?", "# None?"),
    "an output": edit(FIRST, "'War*', 'Joy'", "'Mine', 'Joy'"),
    "a damaged notebook": write(FIRST, "{"),
    "a notebook": write("notebooks/3-three.ipynb", '{"cells": []}'),
    "a file beside them": write("notebooks/mine.csv"),
    "a figure": remove("figures/2-a.png"),
    "a drawing on it": write("figures/2-a.png"),
    "what is claimed": write("project.py"),
    "the package": write("package/rule.py", "edited"),
    "a file in a folder beside them": write("notebooks/mine/tables/page.html"),
    "pandas": another_pandas,
    "Python": lambda root: setattr(sys, "version", "3.15"),
    "an option": lambda root: {"no_text": True},
    "no manifest": remove(MANIFEST),
}
SAME = {
    "nothing": lambda root: None,
    "what was tried by hand": write("notebooks/figures/2-a.png"),
    "a copy of a notebook": write("notebooks/my-two.ipynb"),
    "a page about them": write("notebooks/README.md"),
    "a cache of Python": write("notebooks/__pycache__/rule.pyc"),
    "a hidden folder": write("seeds/.news/items.csv"),
    "a lock of an editor": link("seeds/.#themes.yaml", "somebody@somewhere"),
    "a figure of one's own": write("figures/mine.png"),
}


@pytest.fixture
def would_run(made, tmp_path, without_traces):
    """Whether a run of the project would do something after a change, which is undone in the end."""
    shutil.copytree(made, tmp_path / "kept", symlinks=True)

    def would_run(change):
        given = asked(made, **(change(made) or {}))
        with patch.object(project, "PACKAGE", made / "package"):
            return not is_as_left(made, read_manifest(made), fingerprint(given, made))

    yield would_run
    shutil.rmtree(made)
    shutil.copytree(tmp_path / "kept", made, symlinks=True)


@pytest.mark.parametrize("what", CHANGES)
def test_a_run_sees_that_this_is_another(would_run, what):
    assert would_run(CHANGES[what])


@pytest.mark.parametrize("what", SAME)
def test_a_run_need_not_see_this(would_run, what):
    assert not would_run(SAME[what])


def test_a_font_that_was_missing_is_seen_when_it_comes(would_run, monkeypatch, made):
    monkeypatch.setattr(fingerprints, "installed_fonts", lambda: "with one more")
    assert not would_run(SAME["nothing"])
    assert would_run(edit(MANIFEST, '"fonts": ""', '"fonts": "of the last run"'))
    assert not would_run(edit(MANIFEST, "of the last run", "with one more"))


# ---- articles of somebody


PRESS = {
    "an article": write("press/a.txt"),
    "one more": write("press/new.txt"),
    "a subfolder": write("press/new/x.txt"),
    "a copy became a link": link("press/b.txt", "a.txt"),
    "a link leads elsewhere": link("press/c.txt", "b.txt"),
    "a broken link": link("press/d.txt", "nowhere"),
    "a loop": link("press/d.txt", "d.txt"),
    "a link to a folder": link("press/folder", "old"),
    "an article called as a notebook": write("press/notes.ipynb", "War"),
    "sources": write("press/sources.csv", "file,source\na.txt,AP\n"),
    "a sheet of codes": write("codes/ann.csv"),
    "the codebook": write("press/codebook.md", "**Trade.** Selling."),
    "the themes": write("mine.yaml", "Trade: [so]\n"),
    "the themes are a link": link("mine.yaml", "same.yaml"),
}
PRESS_SAME = {
    "nothing": lambda root: None,
    "results of another run": write("press/hidden/.manifest.json", "{}"),
    "a file beside the articles": write("other.txt"),
}


@pytest.mark.parametrize("what", [*PRESS, *PRESS_SAME])
def test_a_run_of_somebodys_articles_sees_what_reading_would_see(place, monkeypatch, what):
    for name in ("a.txt", "b.txt", "old/x.txt"):
        write(f"press/{name}", "Trade.")(place)
    write("press/codebook.md", "**Trade.** Buying.")(place)
    write("press/sources.csv", "file,source\na.txt,dpa\n")(place)
    link("press/c.txt", "a.txt")(place)
    shutil.copy("mine.yaml", "same.yaml")
    (place / "codes").mkdir()
    given = SimpleNamespace(
        articles=["press"],
        values={"THEMES": "mine.yaml", "CODES": "codes"},
        no_text=False,
        project=None,
    )
    before = fingerprint(given, place / "out")
    (PRESS | PRESS_SAME)[what](place)
    assert (fingerprint(given, place / "out") == before) == (what in PRESS_SAME)


@pytest.mark.parametrize("articles", [["*.txt"], ["press"]])
def test_what_an_unread_folder_holds_is_not_opened(place, articles):
    (place / "press" / "big").mkdir()
    pipe = place / "press" / "big" / "pipe"
    os.mkfifo(pipe)  # who opens it waits for ever
    given = SimpleNamespace(
        articles=articles, values={"THEMES": "mine.yaml"}, no_text=False, project=None
    )
    assert fingerprint(given, place / "out")


# ---- a run


@pytest.mark.slow
def test_a_second_run_does_nothing_and_says_again_what_the_first_one_said(
    place, project, without_kernels, capsys
):
    (place / "press" / "c.txt").write_bytes(b"")
    arguments = ["--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*arguments) == 3
    said = capsys.readouterr().err
    assert said.startswith("left out: press/c.txt is empty")
    assert run_command(*arguments) == 3
    out, err = capsys.readouterr()
    assert "Nothing changed since" in out and err == said
    (place / "press-themes" / "README.md").write_text("mine")
    assert run_command(*arguments) == 3  # not all is as it was left
    out, err = capsys.readouterr()
    assert "Starting" in out and "README.md was changed since the last run" in err
    assert run_command(*arguments) == 3
    out, err = capsys.readouterr()
    assert "Nothing changed since" in out and "README.md was changed since the last run" in err
    assert run_command(*arguments, "--overwrite") == 3
    out, err = capsys.readouterr()
    assert "1 file written" in out and err == said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "failure"),
    [
        ("newsthemes.articles.article_reader.read_bytes", MemoryError()),
        (
            "newsthemes.articles.article_reader.read_bytes",
            ReadFailure("takes more than 20 seconds"),
        ),
        ("newsthemes.files.read_files.Path.read_bytes", OSError(24, "Too many open files")),
        ("newsthemes.report.fingerprint.state_of", PermissionError(13, "Permission denied")),
        ("newsthemes.report.fingerprint.files_read", ArticleError("cannot be opened")),
    ],
)
def test_nothing_changed_rests_on_no_failure(
    place, project, without_kernels, capsys, monkeypatch, where, failure
):
    """Of memory, time, handles or rights, as the next run may have them."""
    write("press/c.txt", "c.txt is on trade.")(place)
    module, _, name = where.rpartition(".")
    whole = getattr(pkgutil.resolve_name(module), name)

    def failing(first, *more, **how):
        if "c.txt" in str(first) or first == [place / "press"]:
            raise failure
        return whole(first, *more, **how)

    def started():
        run_command("--articles", "press", "--themes", "mine.yaml")
        return "Starting the notebooks" in capsys.readouterr().out

    with monkeypatch.context() as patch:
        patch.setattr(where, failing)
        assert started() and started()
    assert started() and not started()


@pytest.mark.slow
def test_a_run_executes_all_if_anything_changed_or_it_is_told(
    tmp_path, monkeypatch, without_kernels, capsys
):
    root = make_project(tmp_path / "toy", BOOKS)
    take_project(monkeypatch, root)

    def run(*arguments):
        assert run_command(*arguments) == 0
        *lines, summary, _ = capsys.readouterr().out.splitlines()
        return sorted(lines[2:]), summary  # behind what is read and started

    executed = [f"executed: {name}" for name in BOOKS]
    lines, summary = run()
    assert lines == executed and summary.endswith("files written.")
    left = Path(tempfile.gettempdir(), name_of_staging("a"))
    left.mkdir()  # of a run that was killed after its last file
    lines, summary = run()
    assert lines == [] and summary.startswith("Nothing changed since ") and not left.exists()
    edit("notebooks/2-two.ipynb", "NESTED, THEME", "'edited'")(root)
    assert run() == (executed, "2 files written.")
    page = (root / "docs" / "2-two.html").read_text(encoding="utf-8")
    book = nbformat.read(root / "notebooks" / "2-two.ipynb", 4)
    assert "edited" in book.cells[-1].outputs[0].data["text/plain"] and "edited" in page
    before = {path: path.read_bytes() for path in root.glob("[!.]*/**/*") if path.is_file()}
    assert run("--again") == (executed, "Nothing changed since the last run.")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.slow
def test_results_of_a_run_are_no_articles_of_the_next(place, project, without_kernels, capsys):
    """Though they lie in the folder that is read, and one was edited."""
    (place / "press" / "out").mkdir()
    given = ["--articles", "press", "--recursive", "--themes", "mine.yaml"]
    run, out = ["run", *given, "--out", "press/out"], place / "press" / "out"
    for again in range(2):
        assert run_command(*run) == 0
        told, err = capsys.readouterr()
        assert ("Nothing changed since" in told) == again and "press/" not in err
    table = out / "tables" / "1-themes.csv"
    for edited in range(3):
        assert run_command("count", *given, "--by", "article", "--format", "csv") == 0
        told, err = capsys.readouterr()
        assert {line.split(",")[0] for line in told.splitlines()[1:]} == {'"a"', '"b"'}
        since = "; changed since: tables/1-themes.csv" * bool(edited)
        assert f"not read: press/out holds files that a run wrote: 7{since}\n" in err
        table.write_text(f"text,title\nTrade talks {edited // 2}.,Mine\n")
        assert run_command(*run) == 0  # which keeps it
        told, err = capsys.readouterr()
        assert ("Starting the notebooks" in told) == (edited != 1)
        assert "tables/1-themes.csv was changed since the last run and is kept" in err
    (out / "mine.txt").write_text("Trade.")  # that one is
    with pytest.warns(UserWarning, match="not read: press/out holds files that a run"):
        assert [*nt.read_articles("press", recursive=True)["article"]] == ["a", "b", "mine"]
    with pytest.raises(ValueError, match="index.html: is a page with counts"):
        nt.read_articles("press/out/index.html")


@pytest.mark.parametrize("pattern", ["press/*/*.*", "press/../press/**/*.*", "press/out", "press"])
def test_what_a_run_wrote_is_known_by_its_hash(place, pattern):
    """And by the manifest in that folder alone, of which one file has its hash."""
    hashes = {name: sha256(name.encode()) for name in ("a.txt", "b.txt")}
    for name in hashes:
        write(f"press/out/{name}", name)(place)
    write("press/out/c.txt", "Trade.")(place)
    others = {
        f"{folder}{name}": hash_
        for name, hash_ in hashes.items()
        for folder in ("out/", "press/out/")
    }
    write(MANIFEST, json.dumps({"files": others}))(place)

    def read():
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            articles = nt.read_articles(pattern, recursive=True)
        found = [path for path in articles["path"] if "out" in path]
        return [Path(path).name for path in found], "".join(str(each.message) for each in told)

    told = "press/out holds files that a run wrote"
    for files, names, says in [
        ({"a.txt": "x", "b.txt": "y"}, ["a.txt", "b.txt", "c.txt"], ""),
        (hashes, ["c.txt"], f"{told}: 2"),
        ({**hashes, "b.txt": "y", "gone.txt": "z"}, ["c.txt"], f"{told}: 2; changed since: b.txt"),
        ({"../out/a.txt": hashes["a.txt"]}, ["a.txt", "b.txt", "c.txt"], ""),
    ]:
        write(f"press/out/{MANIFEST}", json.dumps({"files": files}))(place)
        assert read()[0] == names and (says in read()[1] if says else told not in read()[1])


@pytest.mark.slow
def test_results_of_other_articles_are_not_replaced(place, project, without_kernels, capsys):
    for year in ("2023", "2024"):
        (place / year / "press").mkdir(parents=True)
        (place / year / "press" / "a.txt").write_text(f"Trade in {year}.")
    themes = ["--themes", "mine.yaml"]
    assert run_command("run", "--articles", "2023/press", *themes) == 0
    before = (place / "press-themes" / "index.html").read_bytes()
    for name in ("run", "lab"):
        capsys.readouterr()
        assert run_command(name, "--articles", "2024/press", *themes) == 2
        err = capsys.readouterr().err
        assert "press-themes: holds the results of ../2023/press" in err and "--out" in err
    assert (place / "press-themes" / "index.html").read_bytes() == before
    assert run_command("run", "--articles", f"{place}/2023/press/", *themes) == 0
    assert run_command("run", "--articles", "2024/press", *themes, "--overwrite") == 0
    assert (place / "press-themes" / "index.html").read_bytes() != before
