"""Folders to run commands in, and the page of a toy article."""

from types import SimpleNamespace

import pytest
from PIL import Image
from playwright.sync_api import Error

import article_page
from browser import first_that_starts, steady
from commands import ONE, THEMES, execute_here, make_project
from newsthemes import read_articles
from newsthemes.lexicon.read_lexicon import parse_lexicon
from newsthemes.plots.save import TAKEN
from newsthemes.site import project_files, run_notebooks


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to be in, with articles and themes; runs keep where these are in a home of its
    own.
    """
    for home in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(home, str(tmp_path / ".home"))
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(
        "Trade talks.\n\nTariffs hit trade.", encoding="utf-8"
    )
    (tmp_path / "press" / "b.txt").write_text("Iran and the Persian Gulf.", encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(THEMES, encoding="utf-8")
    (tmp_path / "mine.lc3").write_text("+Trade\ntrade\ntr?de\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of one notebook, which the commands take for theirs."""
    root = make_project(tmp_path / "project", {"1-one.ipynb": ONE})
    Image.new("L", (4, 4)).save(root / "figures" / TAKEN)  # of the project's own article
    monkeypatch.setattr(project_files, "ROOT", root)
    return root


@pytest.fixture
def without_kernels(monkeypatch):
    """Notebooks are executed in this process."""
    monkeypatch.setattr(run_notebooks, "execute_all", execute_here)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    path = tmp_path_factory.mktemp("toy") / "toy.txt"
    path.write_text(article_page.TEXT, encoding="utf-8")
    return read_articles(path)


@pytest.fixture(scope="module")
def toy(articles, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "toy.html"
    return article_page.page_of(path, articles, parse_lexicon(article_page.THEMES))


@pytest.fixture
def coder(browser, tmp_path):
    """A function that starts a browser with a home of its own, the same each time, and opens a page
    there with the network off.
    """
    opened = []

    def start(path):
        def launch(**how):
            home = tmp_path / "home"
            return browser.browser_type.launch_persistent_context(home, offline=True, **how)

        context = steady(first_that_starts(SimpleNamespace(launch=launch)))
        opened.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield start
    for context in opened:
        try:
            context.close()
        except Error:  # was killed
            pass
