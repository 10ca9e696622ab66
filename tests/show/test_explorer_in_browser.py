"""Notebooks in a JupyterLab of their own, driven as a reader drives it.

The picture of the explorer is made here, too, from what lies in seeds/. It is renewed by

    python3 run.py test tests/show/test_explorer_in_browser.py -k picture --screenshots=figures

and then `python3 run.py`, which puts it into notebook 3.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import TimeoutError, expect

from browser import STEADY
from github import as_on_github
from newsthemes import concordance, find_mentions, highlight, read_lexicon
from newsthemes.plots.save import TAKEN
from newsthemes.site.kernels import (
    find_notebooks,
    kernel_environment,
    make_staging,
)
from newsthemes.site.outputs import KERNEL

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
WAIT = 300  # seconds
CUT = re.compile(r"\S+\.\.\.|…\S+|\S+…|^Empty DataFrame\nColumns: |\nIndex: \[\]$")
OUTPUT = ".jp-OutputArea-output"
DRAWN = f"Array.from(document.querySelectorAll('{OUTPUT}')).every(one => one.innerText.trim() || one.querySelector('img'))"
SEEDS = {
    "toy.txt": "Tensions over trade: the talks on trade end. The tensions stay, and China talks.\n",
    "themes.yaml": "Issues: # in one group\n  Trade:\n    - trade\n  Talks:\n    - talks # of any kind\n",
}
# no question about news, and every cell there at once, not only those that can be seen
SETTINGS = {
    "labconfig/page_config.json": {
        "disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}
    },
    "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
        "windowingMode": "none"
    },
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the notebooks, to change at will, with a toy article and themes of its own."""
    folder = tmp_path_factory.mktemp("project")
    make_staging(ROOT, folder)
    (folder / "seeds").unlink()  # a link
    for name, text in SEEDS.items():
        (folder / "seeds" / name).parent.mkdir(exist_ok=True)
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(project):
    """JupyterLab on a free port, with settings of its own; its server is that of Jupyter Notebook, too.
    Returns a function that gives a notebook's address.
    """
    with serving(project) as started:
        yield (
            lambda name, program="lab/tree": (
                f"{started['url']}{program}/notebooks/{name}?token={started['token']}&reset"
            )
        )


@contextmanager
def serving(project):
    """JupyterLab, as long as it is needed. Returns what it writes down of itself."""
    home = project / "home"
    for name, settings in SETTINGS.items():
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text(json.dumps(settings), encoding="utf-8")
    own = {f"JUPYTER_{name}_DIR": str(home) for name in ("CONFIG", "DATA", "RUNTIME")}
    options = ["--no-browser", "--ServerApp.port=0", "--KernelManager.shutdown_wait_time=0.1"]
    options += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with (home / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options],
            cwd=project,
            env=kernel_environment(project) | own,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield wait_for_server(server, home)
        finally:
            server.kill()  # how it ends is not what is tested; its kernels end with it
            server.wait()


def wait_for_server(server, home, seconds=600):
    """What the server writes down about itself once it listens: its address and token."""
    for _ in range(seconds * 10):
        for path in home.glob(f"jpserver-{server.pid}.json"):
            if text := path.read_text(encoding="utf-8"):
                return json.loads(text)
        assert server.poll() is None, (home / "log.txt").read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError((home / "log.txt").read_text(encoding="utf-8"))


@pytest.fixture
def new_page(browser):
    """A function that opens a page which waits for as long as a busy machine takes."""
    size = {"width": 1280, "height": 900}
    with browser.new_context(viewport=size, device_scale_factor=1.5) as context:
        context.set_default_timeout(WAIT * 1000)
        context.add_init_script(f"if (top !== self) {{ {STEADY} }}")  # and not JupyterLab itself
        yield context.new_page


@pytest.fixture
def open_notebook(new_page, lab, project):
    """A function that opens a notebook in JupyterLab. Returns the page, when the notebook's cells are
    there.
    """

    def open_notebook(name):
        page = new_page()
        page.goto(lab(name))
        cells = nbformat.read(project / "notebooks" / name, as_version=4).cells
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(cells))
        outputs = sum(len(cell.get("outputs", [])) for cell in cells)
        expect(page.locator(".jp-Notebook .jp-OutputArea-child")).to_have_count(outputs)
        return page

    return open_notebook


# the numbers before the cells; of one that waits infinity, of one that never ran 0
PROMPTS = """() => Array.from(document.querySelectorAll(".jp-CodeCell .jp-InputPrompt"),
    ({ innerText }) => innerText.includes("*") ? 1e9 : Number(innerText.match(/\\d+/)?.[0] ?? 0))"""


def run_all(page, idle=True):
    """Run every cell by the menu, and wait until the last has ended."""
    if idle:
        page.get_by_text("| Idle").wait_for()
    waiting = page.locator(".jp-InputPrompt", has_text="[*]")
    before = max(page.evaluate(PROMPTS))
    # a slow Jupyter now and then takes a menu's click for nothing, or runs the first cell alone
    for seconds in (15, 60, WAIT):
        try:
            for name in ("Run", "Run All Cells"):
                item = page.get_by_role("menuitem", name=name, exact=True)
                item.click(timeout=seconds * 1000)
            page.wait_for_function(
                f"before => Math.max(...({PROMPTS})()) > before", arg=before, timeout=seconds * 1000
            )
        except TimeoutError:
            if seconds == WAIT:
                raise
            asked = page.locator("dialog.jp-Dialog").count()  # which kernel, and it has one chosen
            page.keyboard.press("Enter" if asked else "Escape")
            continue
        expect(waiting).to_have_count(0)
        if min(page.evaluate(PROMPTS)) > before:
            break
    faults = page.locator(
        ".jp-RenderedText[data-mime-type*=stderr], .jp-RenderedText[data-mime-type*=error]"
    )
    assert faults.all_inner_texts() == []


def shown_outputs(path):
    """The outputs of a committed notebook, by kind."""
    outputs = [
        output
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
    ]
    return [output.get("data", {"text/plain": output.get("text")}) for output in outputs]


def text_and_alt(places):
    """What each of these places of a page says: its text as it is seen, and that of its
    pictures.
    """
    return places.evaluate_all(
        "all => all.map(one => one.innerText + Array.from(one.querySelectorAll('img'), img => img.alt))"
    )


def missing(output, shown):
    """The words, numbers and marks like `Iran[2]` of an output's plain text that are not shown;
    pandas cuts some off (...).
    """
    wanted, there = (
        set(re.findall(r"\w+(?:\[\d+\])*", text))
        for text in (CUT.sub("", output["text/plain"]), shown)
    )
    return wanted - there


def test_a_jupyterlab_that_does_not_trust_notebooks_shows_what_they_say(open_notebook, project):
    book, wanted = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL}), []
    for path in NOTEBOOKS:  # all in one, since JupyterLab takes seconds to open one
        book.cells += nbformat.read(path, as_version=4).cells
        wanted += shown_outputs(path)
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    nbformat.write(book, project / "notebooks" / "all.ipynb")
    page = open_notebook("all.ipynb")
    page.wait_for_function(DRAWN)  # Markdown comes a moment later
    shown = text_and_alt(page.locator(OUTPUT))
    for output, text in zip(wanted, shown, strict=True):
        if "image/png" not in output:  # a picture, whose alternative text JupyterLab leaves out
            assert missing(output, text) == set()
    pictures = [output for output in wanted if "image/png" in output]
    assert page.locator(f"{OUTPUT} img").count() >= len(pictures)


def test_without_styles_scripts_and_unknown_attributes_the_outputs_say_the_same(browser):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for path in NOTEBOOKS:
            outputs = [output for output in shown_outputs(path) if "text/html" in output]
            sections = [as_on_github(output["text/html"]) for output in outputs]
            page.set_content("".join(f"<section>{section}</section>" for section in sections))
            shown = text_and_alt(page.locator("section"))
            assert len(outputs) > 3
            for output, text in zip(outputs, shown, strict=True):
                assert missing(output, text) == set()


DOLLARS = r"From $70 to $90, \(x\) and \[y\], $$z$$ or \begin{a}b\end{a}: a_b^{c}."


def test_dollars_are_no_mathematics(new_page, lab, project):
    articles = pd.DataFrame({"article": ["a"], "text": [f"{DOLLARS} Trade {DOLLARS}"]})
    lexicon = read_lexicon({DOLLARS: {DOLLARS: ["trade"]}})
    mentions = find_mentions(articles, lexicon)
    with pd.option_context("display.max_colwidth", None, "display.html.use_mathjax", False):
        passages = {"text/html": concordance(mentions, articles, width=200)._repr_html_()}
    marked = highlight(mentions, articles, lexicon)._repr_mimebundle_()
    shows = [marked, passages, {"text/markdown": "$x$"}]
    outputs = [
        nbformat.v4.new_output("display_data", json.loads(json.dumps(data))) for data in shows
    ]
    cell = nbformat.v4.new_code_cell("", outputs=outputs)
    path = project / "notebooks" / "dollars.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL}), path)
    page = new_page()
    page.goto(lab(path.name))
    page.get_by_text("| Idle").wait_for()
    page.locator(f"{OUTPUT} mjx-container").wait_for()  # the last output, meant as mathematics
    shown = page.locator(OUTPUT).all_inner_texts()
    assert page.locator(f"{OUTPUT} mjx-container").count() == 1
    assert [text.count(DOLLARS) for text in shown[:-1]] == [3, 4]


# ---- the explorer

FRAME = "iframe[title='Explorer of themes']"
EXPLORER = "explorer.ipynb"
EXPLORES = [
    "import newsthemes as nt\n\narticles = nt.read_articles('../seeds')",
    "explorer = nt.explore(articles, nt.read_lexicon('../seeds/themes.yaml'))\nexplorer",
    "print(explorer.lexicon.sha256)",
]


@pytest.fixture
def toy(project):
    """A notebook with the explorer, of which no cell has run, with toy themes, in a file."""
    (project / "seeds" / "themes.yaml").write_text(SEEDS["themes.yaml"], encoding="utf-8")
    cells = [nbformat.v4.new_code_cell(source) for source in EXPLORES]
    book = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
    nbformat.write(book, project / "notebooks" / EXPLORER)


@pytest.fixture
def notebook(toy, open_notebook, lab):
    """It, opened in a new kernel."""
    yield open_notebook(EXPLORER)
    address, token = re.fullmatch(r"(.*/)lab/.*token=(\w+).*", lab("")).groups()
    sessions = f"{address}api/sessions?token={token}"
    with urllib.request.urlopen(sessions) as answer:
        for session in json.load(answer):
            ended = sessions.replace("?", f"/{session['id']}?")
            urllib.request.urlopen(urllib.request.Request(ended, method="DELETE")).close()


def explorer_in(page):
    """The explorer of a notebook that has run, in its frame."""
    explorer = page.frame_locator(FRAME)
    expect(explorer.locator("#place")).to_contain_text("mention")
    return explorer


def press(explorer, name):
    explorer.get_by_role("button", name=name, exact=True).click()


def bars(explorer):
    """The themes with their numbers, as they stand beside the bars."""
    return {
        one.locator("bdi").inner_text(): int(one.locator("b").inner_text())
        for one in explorer.locator(".theme .row").all()
    }


def type_terms(page, explorer, theme, typed):
    """Type behind the terms of a theme."""
    explorer.get_by_role("button", name=f"{theme}: ").click()
    press(explorer, "Edit terms")
    box = explorer.get_by_label("Terms, one a line")
    before = box.input_value()
    for _ in range(3):  # JupyterLab takes the focus back, as it may once after all cells have run
        box.press("ControlOrMeta+End")
        page.keyboard.type(typed)
        if box.input_value() != before:
            break
    expect(explorer.locator("#what-changed")).to_contain_text(theme)


def run_cell(page, source):
    """Run the cell that has this in it."""
    page.locator(".jp-CodeCell", has_text=source).locator(".cm-content").click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0)


def test_a_term_is_typed_counted_undone_saved_and_used_by_other_cells(
    notebook, project, screenshots
):
    run_all(notebook)
    explorer, file = explorer_in(notebook), project / "seeds" / "themes.yaml"
    assert bars(explorer) == {"Trade": 2, "Talks": 2}
    type_terms(notebook, explorer, "Trade", "\ntariff*\ntensions")
    expect(explorer.locator("#theme-notes")).to_contain_text("tariff* 0 not in the text")
    assert bars(explorer) == {"Trade": 4, "Talks": 2}
    expect(explorer.locator("#changed")).to_contain_text(
        "Gained: 2 passages. Lost: 0. Not saved yet."
    )
    explorer.get_by_text("Passages gained and lost").click()
    expect(explorer.locator("#gains-list")).to_contain_text(
        "+ Trade The tensions stay, and China talks."
    )
    if screenshots:
        notebook.locator(FRAME).screenshot(path=screenshots / "explorer.png")
    press(explorer, "Undo")
    expect(explorer.locator("#changed")).to_be_hidden()
    assert bars(explorer) == {"Trade": 2, "Talks": 2}
    for name in ("Suggestions", "Checks"):
        explorer.get_by_text(name, exact=True).click()
    expect(explorer.locator("#suggestions")).to_contain_text("China name, 1 mention:")
    expect(explorer.locator("#checks")).to_contain_text("There is nothing to check.")
    if screenshots:
        notebook.locator(FRAME).screenshot(path=screenshots / "asked.png")
    press(explorer, "Redo")
    explorer.get_by_label("Try a word").fill("China")
    expect(explorer.locator("#tried")).to_have_text("Found: 1, in 1 sentence. Enter shows them.")
    # other cells have what is not saved
    assert file.read_text(encoding="utf-8") == SEEDS["themes.yaml"]
    wanted = SEEDS["themes.yaml"].replace("- trade\n", "- trade\n    - tariff*\n    - tensions\n")
    sha256 = hashlib.sha256(wanted.encode()).hexdigest()
    for _ in range(20):  # Python is told soon, after what was asked of it before
        run_cell(notebook, "explorer.lexicon")
        if sha256 in notebook.locator(OUTPUT).last.inner_text():
            break
    expect(notebook.locator(OUTPUT).last).to_contain_text(sha256)
    # saved with its comments
    press(explorer, "Save")
    expect(explorer.locator("#message")).to_contain_text("Saved to ")
    expect(explorer.locator("#changed")).to_be_hidden()
    assert file.read_text(encoding="utf-8") == wanted
    run_all(notebook)
    explorer = explorer_in(notebook)
    assert bars(explorer) == {"Trade": 4, "Talks": 2}
    for _ in range(3):  # JupyterLab takes the focus back, as it may once after all cells have run
        lines = outlines(notebook, explorer)
        if len(lines) > 8:
            break
    assert len(lines) > 8 and set(lines) == {"solid"}


def outlines(page, explorer):
    """What is seen of the focus on the controls that Tab comes to, from one on until it leaves the
    explorer.
    """
    explorer.locator("#paste").focus()
    lines, focused = [], explorer.locator(":focus")
    while focused.count():
        lines.append(focused.evaluate("element => getComputedStyle(element).outlineStyle"))
        page.keyboard.press("Tab")
    return lines


def test_notebook_7_shows_it_too(toy, new_page, lab, project):
    """The same notebook in the other program of Jupyter."""
    page = new_page()
    page.goto(lab(EXPLORER, "notebooks"))
    page.get_by_role("menuitem", name="Run", exact=True).wait_for()
    page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").wait_for()
    run_all(page, idle=False)
    explorer = explorer_in(page)
    type_terms(page, explorer, "Trade", "\ntensions")
    assert bars(explorer) == {"Trade": 4, "Talks": 2}
    press(explorer, "Save")
    expect(explorer.locator("#message")).to_contain_text("Saved to ")
    assert "    - tensions\n" in (project / "seeds" / "themes.yaml").read_text(encoding="utf-8")


@pytest.fixture
def real_seeds(project, toy, screenshots):
    """The article and the themes of the project in the place of the toy's, as long as a test
    runs.
    """
    if not screenshots:
        pytest.skip("the picture of the explorer is made where --screenshots=DIR says")
    toys = (project / "seeds").rename(project / "toys")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    yield
    shutil.rmtree(project / "seeds")
    toys.rename(project / "seeds")


def test_the_picture_of_the_explorer_shows_what_its_alternative_text_says(
    real_seeds, notebook, screenshots
):
    notebook.set_viewport_size({"width": 1400, "height": 1450})
    run_all(notebook)
    explorer = explorer_in(notebook)
    before = bars(explorer)
    type_terms(notebook, explorer, "Trade", "\ntensions")
    explorer.get_by_text("Passages gained and lost").click()
    notebook.locator(FRAME).evaluate(
        "frame => { frame.style.height = '75.2rem' }"
    )  # the bars are in sight, too
    explorer.locator("#gains-list button").first.click()
    explorer.locator("#title").evaluate("() => scrollTo(0, 0)")
    after, changed = bars(explorer), explorer.locator("#what-changed").inner_text()
    alt = (
        "Screenshot of the explorer in JupyterLab. Left: bars for the themes, and below that of Trade its terms, one a line; "
        f"tensions was typed, and Trade went from {before['Trade']} to {after['Trade']}. Right: “{changed} Not saved yet.”, a "
        "list of these, and the article at the passage gained, with Trade highlighted."
    )
    save_picture(
        notebook.locator(FRAME).screenshot(animations="disabled", caret="hide"),
        alt,
        screenshots / TAKEN,
    )
    with (
        Image.open(screenshots / TAKEN) as picture,
        Image.open(ROOT / "figures" / TAKEN) as committed,
    ):
        assert picture.info["Description"] == committed.info["Description"] == alt


def save_picture(png, alt, path):
    """A screenshot in few colours, which takes fewer bytes, with its alternative text inside."""
    inside = PngImagePlugin.PngInfo()
    inside.add_text("Description", alt)
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True, pnginfo=inside)
