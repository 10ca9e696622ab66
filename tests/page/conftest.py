"""The page of a toy article, a server of files, and a browser with a home of its own."""

from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import SimpleNamespace

import pytest
from playwright.sync_api import Error

import article_page
from browser import address, first_that_starts, steady
from newsthemes import read_articles
from newsthemes.lexicon.read_lexicon import parse_lexicon


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
        page.goto(address(path))
        return page

    yield start
    for context in opened:
        try:
            context.close()
        except Error:  # was killed
            pass


@pytest.fixture
def served():
    """A function that gives the http address of a file, on a free port of this machine."""
    with ExitStack() as stack:

        def serve(path):
            handler = partial(Quiet, directory=path.parent)
            server = stack.enter_context(ThreadingHTTPServer(("127.0.0.1", 0), handler))
            thread = Thread(target=server.serve_forever)
            thread.start()
            stack.callback(thread.join)
            stack.callback(server.shutdown)
            return f"http://127.0.0.1:{server.server_port}/{path.name}"

        yield serve


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass
