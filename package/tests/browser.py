"""The browser that the tests open pages in: Chromium's headless shell, which starts soonest, Chrome,
Chromium or Edge where one is installed, else one that is fetched.

`python3 run.py test` starts this file before pytest and so sees to it that there is one; the tests
open it by `launched`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import url2pathname

from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Error,
    Page,
    Route,
    sync_playwright,
)

NAMES = (
    "chromium-headless-shell", "google-chrome", "google-chrome-stable", "chromium",
    "chromium-browser", "microsoft-edge", "microsoft-edge-stable",
)  # fmt: skip
ON_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
ON_WINDOWS = ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")

# what may stand in a browser's stores in the place of what a page put there
ODD = [5, -1.5, None, True, "a/b", "a\0b", "x" * 100_000, [], [None], [[[[5]]]], {}, {"at": 5}]
NO_JSON = ["{no JSON", "a\0b", "", "NaN"]

APT = ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300"]
DEBIANS_PACKAGES = ("chromium-headless-shell", "chromium")
PLAYWRIGHTS_DOWNLOAD = [[sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"]]

# A machine may be as slow as it is: no count is cut into slices, so that what follows an action sees
# all that it did, and what a page gives up after seconds it waits for
WAIT = 300_000  # milliseconds
STEADY = """performance.now = () => 0;
{ const after = setTimeout; setTimeout = (act, time, ...given) => after(act, time < 3000 ? time : 100 * time, ...given); }"""

# Chromium now and then forgets what the page of a file left in localStorage (one in twenty on a busy
# machine, none in 750 of pages at a web address): what is opened twice or in two tabs is opened here
SITE = "https://page.test"


def installed() -> list[Path]:
    """The browsers of this machine that Playwright can drive, in the usual places of its system."""
    places = [Path(path) for name in NAMES if (path := shutil.which(name))]
    if sys.platform == "darwin":
        folders = (Path("/Applications"), Path.home() / "Applications")
        names = [Path(f"{name}.app", "Contents", "MacOS", name) for name in ON_MAC]
        places += [folder / name for folder in folders for name in names]
    if sys.platform == "win32":
        folders = [Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ]
        places += [folder / name for folder in folders for name in ON_WINDOWS]
    return [place for place in places if place.is_file() and not in_snap(place)]


def in_snap(place: Path) -> bool:
    """Whether this is a browser in Ubuntu's snap, or the script that starts it: it sees no page in
    the temporary folder.
    """
    with place.open("rb") as file:
        return place.resolve().name == "snap" or b"/snap/bin/" in file.read(4096)


def first_that_starts(browsers: BrowserType) -> Browser:
    """The first installed browser that starts, or Playwright's own download; raises its Error where
    that does not, either.

    They run without their sandbox, as is Playwright's rule: root has none, and the pages are ours.
    """
    for place in installed():
        try:
            return browsers.launch(executable_path=place, timeout=WAIT)
        except Error as error:
            print(f"{place} does not start: {error.message.splitlines()[0]}", file=sys.stderr)
    return browsers.launch(timeout=WAIT)


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser without a window, closed at the end. Raises Error where none starts."""
    with sync_playwright() as playwright:
        browser = first_that_starts(playwright.chromium)
        yield browser
        browser.close()


def address(path: Path) -> str:
    """The address under SITE at which a steady context has a file; no request leaves the browser."""
    return SITE + path.as_uri().removeprefix("file://")


def fulfil(route: Route) -> None:
    """Answer a request under SITE with its file."""
    route.fulfill(path=url2pathname(route.request.url.removeprefix(SITE)))


def steady(context: BrowserContext) -> BrowserContext:
    """A context in which no time decides, and SITE is this machine's files."""
    context.set_default_timeout(WAIT)
    context.add_init_script(STEADY)
    context.route(f"{SITE}/**", fulfil)
    return context


def starts() -> bool:
    """Whether there is a browser that starts."""
    try:
        with launched():
            return True
    except Error:
        return False


FIND_BARRIERS = """(options) => axe.run(document, options).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html.slice(0, 200)])))"""


def barriers(page: Page, *more: str, options: dict[str, object] | None = None) -> list[list[str]]:
    """What axe-core finds that keeps people out of a page: the rule and the place. `more` are rules
    that it leaves out, being experimental.
    """
    from axe_playwright_python.base import AXE_SCRIPT  # this file runs without it, too

    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(AXE_SCRIPT)
    rules = {rule: {"enabled": True} for rule in more}
    return page.evaluate(
        FIND_BARRIERS, {"resultTypes": ["violations"], "rules": rules} | (options or {})
    )


def barriers_in_the_dark(page: Page) -> list[list[str]]:
    """The same of the page's dark colours: it differs in nothing else. Then it is light again."""
    page.emulate_media(color_scheme="dark")
    places = barriers(page, options={"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return places


def get() -> bool:
    """Get a browser and say so: root's way on Debian and Ubuntu is their package. Returns whether
    there is now one that starts.
    """
    ways = {"Playwright's download": PLAYWRIGHTS_DOWNLOAD}
    if shutil.which("apt-get") and os.geteuid() == 0:
        install = [*APT, "install", "--no-install-recommends"]
        for name in reversed(DEBIANS_PACKAGES):
            ways = {f"Debian's package {name}": [[*APT, "update"], [*install, name]]} | ways
    for name, commands in ways.items():
        print(f"No browser found for the tests of the pages: getting {name} ...", flush=True)
        for command in commands:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
            ended = subprocess.run(command, stdin=subprocess.DEVNULL, **pipes)
        if ended.returncode == 0 and starts():
            return True
        lines = ended.stdout.decode(errors="replace").splitlines()
        errors = [line for line in lines if line.startswith(("E:", "Error"))]
        print("That failed: " + "".join((errors or lines)[-1:]), flush=True)
    return False


def no_browser(error: Error) -> None:
    """End a test that has no browser: as not run, or, where CI must not pass without it, as
    failed.
    """
    import pytest  # this file runs without it, too

    end = pytest.fail if "CI" in os.environ else pytest.skip
    end(f"no browser starts: {error.message.splitlines()[0]}")


if __name__ == "__main__":
    starts() or get()
