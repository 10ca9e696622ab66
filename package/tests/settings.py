"""Settings of all tests, and the browser of those that open pages."""

import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings
from playwright.sync_api import Error, expect

from browser import SITE, WAIT, launched, no_browser, steady
from newsthemes.articles.formats import limited_process

os.environ["TQDM_DISABLE"] = "1"  # before tqdm is imported; a busy machine would show its bar
# jsonschema, which nbformat imports, would compile a grammar of web addresses, which takes seconds
sys.modules.setdefault("rfc3987_syntax", None)
pytest_plugins = ["commands"]  # folders to run commands in, for two rooms

# No deadline: times are noise on a shared machine. By day the same examples every time; by
# `--hypothesis-profile=nightly` others, and more where a test does not say how many.
settings.register_profile("tests", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("nightly", deadline=None, max_examples=300, print_blob=True)
settings.load_profile("tests")

# On a machine that has much else to do: what waits does so for long, and no time decides.
expect.set_options(timeout=WAIT)
limited_process.SECONDS = WAIT / 1000

# Texts as a reader has them, who lacks what Dask brings along: pyarrow's hold no half characters.
pd.options.mode.string_storage = "python"

SLOW = {"browser", "staging"}  # fixtures
# Two processes take a file each time: the longest come first, so that both end at about one time
LONGEST = """test_outputs test_another_list test_explorer_in_browser test_coding_page_in_browser test_bombs
    test_article_in_browser test_article_seen_in_browser test_pages_in_browser test_check_yourself
    test_run_script test_rule_js test_oracle test_article_shared_in_browser test_save
    test_world_news test_contract test_run test_explorer test_page test_scale
    test_command test_package""".split()
FAULTS = ("error", "warning")  # lines of a console
REPORT = "addEventListener('securitypolicyviolation', event => console.error('CSP:', event.effectiveDirective))"


def pytest_addoption(parser):
    told = "keep pictures of the pages, to look at, in this folder"
    taken = "run no test, but take the pictures of the page and of the explorer again"
    with suppress(ValueError):  # the other conftest.py has asked for them
        parser.addoption("--screenshots", metavar="DIR", type=Path, help=told)
        parser.addoption("--pictures", action="store_true", help=taken)


# an article's page takes keys once its scripts have set the place that Back leads to
BEGUN = "() => !document.getElementById('page/open.js') || ![undefined, null].includes(modules.address?.entry)"


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(config, items):
    """Mark as quick what is not marked as slow and needs neither a browser nor the notebooks' run,
    have the longest files first, and take pictures, and nothing else, only where that is asked.
    """
    takes = config.getoption("pictures", False)
    items[:] = [item for item in items if item.name.startswith("test_the_picture_of_") == takes]
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))
    for item in items:
        if not item.get_closest_marker("slow") and not SLOW & {*getattr(item, "fixturenames", ())}:
            item.add_marker("quick")


@pytest.fixture(autouse=True)
def settings_of_notebooks():
    """Cells of notebooks that a test runs set the look of charts and tables for all that follows."""
    yield
    if "matplotlib" in sys.modules:
        sys.modules["matplotlib"].rcdefaults()
    for name in ["precision", "float_format", "max_colwidth", "html.use_mathjax"]:
        pd.reset_option(f"display.{name}")


@pytest.fixture(scope="session")
def screenshots(request):
    """The folder for pictures to look at; None where none was asked for."""
    return request.config.getoption("screenshots", None)


# not the session: no test can run an event loop of its own while Playwright's is there
@pytest.fixture(scope="module")
def browser():
    """A browser without a window."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(launched())
        except Error as error:
            no_browser(error)
        yield opened


@pytest.fixture
def reports():
    """What the pages of a test asked of others, and the errors and warnings that they reported."""
    return []


@pytest.fixture
def listen(browser, reports):
    """A function that opens an address with the network off. Returns the page; when the test ends,
    no page that it opened, in another tab either, may have asked or reported anything.
    """
    contexts = []

    def listen(address, **options):
        context = steady(browser.new_context(**{"offline": True} | options))
        contexts.append(context)
        context.add_init_script(REPORT)
        ours = ("data:", "blob:", SITE, address[: address.rindex("/")])

        def note(request):
            if not request.url.startswith(ours):
                reports.append(request.url)

        context.on("request", note)
        context.on("console", lambda line: line.type in FAULTS and reports.append(line.text))
        context.on("weberror", lambda fault: reports.append(str(fault.error)))
        page = context.new_page()
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.wait_for_function(BEGUN)
        return page

    yield listen
    faults = list(reports)
    for context in contexts:
        context.close()
    assert faults == []
