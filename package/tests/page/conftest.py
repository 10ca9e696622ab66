"""The page of a toy article, and a server of files."""

from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

import article_page
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
