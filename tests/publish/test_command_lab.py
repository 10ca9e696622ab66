"""JupyterLab for one's own articles: what is written, and where it opens."""

import json
import signal
from types import SimpleNamespace

import nbformat
import pytest

from commands import run_command
from newsthemes.publish import lab
from newsthemes.publish.parameters import parameters
from newsthemes.publish.take_over import MANIFEST
from newsthemes.text.write_files import sha256

pytestmark = pytest.mark.slow


@pytest.fixture
def started(place, project, monkeypatch):
    """What JupyterLab is started with, as a list; the project has a notebook 3 as well."""
    begun = []
    first = project / "notebooks" / "1-one.ipynb"
    (project / "notebooks" / "3-three.ipynb").write_bytes(first.read_bytes())

    def start(command, cwd):
        begun.append((cwd, command[1:]))
        return SimpleNamespace(wait=lambda: 0, terminate=lambda: None)

    monkeypatch.setattr(lab.subprocess, "Popen", start)
    return begun


def test_lab_without_articles_opens_the_projects_first_notebook(started, project, place):
    assert run_command("lab", "--no-browser") == 0
    [(folder, arguments)] = started
    assert folder == project and arguments[-1] == "--no-browser"
    assert arguments[:4] == [
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={project}",
        "--LabApp.default_url=/lab/tree/notebooks/1-one.ipynb",
    ]


def test_ctrl_c_is_jupyterlabs_until_it_ends(started, monkeypatch):
    before, seen = signal.getsignal(signal.SIGINT), []
    ended = SimpleNamespace(terminate=lambda: None)
    ended.wait = lambda: seen.append(signal.getsignal(signal.SIGINT)) or 5
    monkeypatch.setattr(lab.subprocess, "Popen", lambda *_, **__: ended)
    assert run_command("lab") == 5
    assert seen[0] == signal.SIG_IGN and signal.getsignal(signal.SIGINT) == before


def test_lab_writes_the_notebooks_for_ones_own_articles_and_opens_the_third(
    started, place, monkeypatch, capsys
):
    mine = ["lab", "--articles", "press", "--themes", "mine.yaml"]
    assert run_command(*mine, "--", "--port=1") == 0
    [(folder, arguments)] = started
    out = place / "press-themes"
    assert folder == out and arguments[-1] == "--port=1"
    assert arguments[:4] == [
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={out}",
        "--LabApp.default_url=/lab/tree/notebooks/3-three.ipynb",
    ]
    book = nbformat.read(out / "notebooks" / "3-three.ipynb", as_version=4)
    given = parameters(book)
    assert (given["ARTICLES"], given["THEMES"]) == (["../../press"], "../../mine.yaml")
    assert (
        "`newsthemes`" in book.cells[1].source and "run.py lab --articles" in book.cells[1].source
    )
    assert not any(cell.get("outputs") for cell in book.cells)


def test_what_is_there_with_the_same_parameters_stays_and_with_others_is_written_anew(
    started, place, monkeypatch, capsys
):
    mine = ["lab", "--articles", "press", "--themes", "mine.yaml"]
    path = place / "press-themes" / "notebooks" / "3-three.ipynb"
    site = place / "press-themes" / "site" / "index.html"
    run_command(*mine)
    monkeypatch.chdir(place)
    site.parent.mkdir()
    site.write_bytes(b"a page of a run")
    manifest = place / "press-themes" / MANIFEST
    written = json.loads(manifest.read_text(encoding="utf-8"))
    written["written"] |= {
        "site/index.html": sha256(b"a page of a run"),
        "site/edited.html": sha256(b"a page of a run"),
    }
    site.with_name("edited.html").write_bytes(b"edited")
    manifest.write_text(json.dumps(written), encoding="utf-8")
    book = nbformat.read(path, as_version=4)
    book.cells.append(nbformat.v4.new_markdown_cell("A note of mine."))
    nbformat.write(book, path)
    assert run_command(*mine) == 0 and "A note of mine." in path.read_text(encoding="utf-8")
    monkeypatch.chdir(place)
    capsys.readouterr()
    assert run_command(*mine, "--nested", "count") == 0
    assert (
        "notebooks/3-three.ipynb was changed since the last run and is kept"
        in capsys.readouterr().err
    )
    assert (
        "A note of mine." in path.read_text(encoding="utf-8")
        and site.read_bytes() == b"a page of a run"
    )
    written = json.loads(manifest.read_text(encoding="utf-8"))["written"]
    assert (
        "site/index.html" in written and "site/edited.html" not in written
    )  # the next run keeps it
    assert "NESTED = 'count'" in path.with_name("1-one.ipynb").read_text(encoding="utf-8")
