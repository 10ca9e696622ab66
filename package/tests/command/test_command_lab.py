"""JupyterLab for one's own articles: what is written, and where it opens."""

import signal
from types import SimpleNamespace

import nbformat
import pytest

from commands import parameters, run_command
from newsthemes.files.manifest import Manifest, read_manifest
from newsthemes.report import lab
from newsthemes.report.replace_files import replace_files

pytestmark = pytest.mark.slow


@pytest.fixture
def started(place, project, monkeypatch):
    """What JupyterLab is started with, as a list."""
    begun = []

    def start(command, cwd):
        begun.append((cwd, command[1:]))
        return SimpleNamespace(wait=lambda: 0, terminate=lambda: None)

    monkeypatch.setattr(lab.subprocess, "Popen", start)
    before = signal.getsignal(signal.SIGINT)
    yield begun
    signal.signal(signal.SIGINT, before)


def test_lab_without_articles_opens_the_projects_first_notebook(started, project, place):
    assert run_command("lab", "--no-browser") == 0
    [(folder, arguments)] = started
    assert folder == project and arguments[-1] == "--no-browser"
    assert arguments[:5] == [
        "-P",  # nothing that lies in the folder is imported
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={project}",
        "--LabApp.default_url=/lab/tree/notebooks/1-one.ipynb",
    ]


def test_what_keeps_a_run_from_starting_keeps_jupyterlab_from_it(started, place, capsys):
    given = ["--articles", "press", "--themes", "mine.yaml", "--by", "sourc"]
    assert run_command("lab", *given) == 1
    assert "--by: the articles have no column 'sourc'" in capsys.readouterr().err
    assert not started and not (place / "press-themes").exists()


def test_ctrl_c_is_jupyterlabs_until_it_ends(started, monkeypatch):
    seen = []
    ended = SimpleNamespace(terminate=lambda: None)
    ended.wait = lambda: seen.append(signal.getsignal(signal.SIGINT)) or 5
    monkeypatch.setattr(lab.subprocess, "Popen", lambda *_, **__: ended)
    assert run_command("lab") == 5
    assert seen[0] == signal.SIG_IGN


def test_lab_writes_the_report_on_ones_own_articles_and_leaves_the_one_that_is_there(
    started, place, capsys
):
    mine = ["lab", "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*mine, "--nested", "count", "--", "--port=1") == 0
    [(folder, arguments)] = started
    out = place / "press-themes"
    assert folder == out and arguments[-1] == "--port=1"
    assert arguments[3:5] == [
        f"--ServerApp.root_dir={out}",
        "--LabApp.default_url=/lab/tree/report.ipynb",
    ]
    path = out / "report.ipynb"
    book = nbformat.read(path, as_version=4)
    given = parameters(book)
    assert (given["ARTICLES"], given["THEMES"]) == (["../press"], "../mine.yaml")
    assert given["NESTED"] == "count" and not any(cell.get("outputs") for cell in book.cells)
    book.cells.append(nbformat.v4.new_markdown_cell("A note of mine."))
    nbformat.write(book, path)
    assert "already" not in capsys.readouterr().err
    assert run_command(*mine) == 0 and "A note of mine." in path.read_text(encoding="utf-8")
    assert "is there already and opened as it is; for another" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--no-browser", "x.ipynb"], ["--", "--themes", "--help"]])
def test_what_lab_does_not_know_goes_on_to_jupyterlab(started, more):
    given = ["--articles", "press", "--themes", "mine.lc3"]
    assert run_command("lab", *given, *more) == 3  # tr?de is left out
    assert started[0][1][5:] == [word for word in more if word != "--"]


@pytest.mark.slow
def test_lab_leaves_what_a_run_wrote(started, place, without_kernels):
    given = ["--articles", "press", "--themes", "mine.yaml"]
    out = place / "press-themes"
    assert run_command("run", *given) == 0
    before = {path for path in out.rglob("*") if path.is_file()}
    (out / "report.ipynb").rename(place / "mine.ipynb")
    known = {*read_manifest(out).files}
    assert run_command("lab", *given) == 0
    assert {path for path in out.rglob("*") if path.is_file()} == before
    assert {*read_manifest(out).files} == known  # all of it is still a run's


def test_lab_names_no_option_that_it_does_not_have(started, place, capsys):
    replace_files(place / "press-themes", {place / "press-themes" / "site" / "a": b""}, Manifest())
    assert run_command("lab", "--articles", "press", "--themes", "mine.yaml") == 2
    err = capsys.readouterr().err
    assert "of an earlier version" in err and "--out" in err and "--overwrite" not in err
