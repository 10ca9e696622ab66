"""Notebooks in a JupyterLab of their own, driven as a reader drives it.

The picture of the explorer is taken here, too, from what lies in seeds/, by `python3 run.py test
--pictures`.
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
from itertools import chain
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from PIL import Image, PngImagePlugin
from playwright.sync_api import TimeoutError, expect
from project import PROJECT

from article_page import counts as bars
from article_page import press, row
from browser import STEADY
from newsthemes import concordance, find_mentions, highlight, read_lexicon

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("[0-9]-*.ipynb"))
KERNEL = nbformat.read(NOTEBOOKS[0], as_version=4).metadata.kernelspec
WAIT = 300  # seconds
CUT = re.compile(r"\S+\.\.\.|…\S+|\S+…|^Empty DataFrame\nColumns: |\nIndex: (?=\[)")
OUTPUT = ".jp-OutputArea-output"
DRAWN = f"Array.from(document.querySelectorAll('{OUTPUT}')).every(one => one.innerText.trim() || one.querySelector('img'))"
SEEDS = {
    "toy.txt": "Tensions over trade: the talks on trade end. The tensions stay, and China talks.\n",
    "themes.yaml": "Issues: # in one group\n  Trade:\n    - trade\n  Talks:\n    - talks # of any kind\n",
}
# no question about news, and every cell there at once, not only those that can be seen
NEWS = "@jupyterlab/apputils-extension:announcements"
CELLS = "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
SETTINGS = {"labconfig/page_config.json": {"disabledExtensions": {NEWS: True}}}
SETTINGS[CELLS] = {"windowingMode": "none"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the notebooks, to change at will, with a toy article and themes of its own."""
    folder = tmp_path_factory.mktemp("project")
    unseen = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=unseen)
    for name, text in SEEDS.items():
        (folder / "seeds" / name).parent.mkdir(exist_ok=True)
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(project):
    """JupyterLab on a free port, with settings of its own: its address and token."""
    with serving(project) as started:
        yield started


@contextmanager
def serving(project):
    """JupyterLab, as long as it is needed. Returns what it writes down of itself."""
    home = project / "home"
    for name, settings in SETTINGS.items():
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text(json.dumps(settings), encoding="utf-8")
    environment = {f"JUPYTER_{name}_DIR": str(home) for name in ("CONFIG", "DATA", "RUNTIME")}
    environment["IPYTHONDIR"] = str(home)
    options = ["--no-browser", "--ServerApp.port=0", "--KernelManager.shutdown_wait_time=0.1"]
    options += ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with (home / "log.txt").open("wb") as log:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
        command = [sys.executable, "-m", "jupyterlab", *options]
        server = subprocess.Popen(command, cwd=project, env=os.environ | environment, **pipes)
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
def open_notebook(browser, lab, project):
    """A function that opens a notebook in JupyterLab. Returns the page, when the notebook's cells are
    there, which waits for as long as a busy machine takes.
    """
    size = {"width": 1280, "height": 900}
    context = browser.new_context(viewport=size, device_scale_factor=1.5)
    context.set_default_timeout(WAIT * 1000)
    context.add_init_script(f"if (top !== self) {{ {STEADY} }}")  # and not JupyterLab itself

    def open_notebook(name):
        page = context.new_page()
        page.goto(f"{lab['url']}lab/tree/notebooks/{name}?token={lab['token']}&reset")
        cells = nbformat.read(project / "notebooks" / name, as_version=4).cells
        expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(cells))
        outputs = sum(len(cell.get("outputs", [])) for cell in cells)
        expect(page.locator(".jp-Notebook .jp-OutputArea-child")).to_have_count(outputs)
        return page

    yield open_notebook
    context.close()


# the numbers before the cells; of one that waits infinity, of one that never ran 0
PROMPTS = """() => Array.from(document.querySelectorAll(".jp-CodeCell .jp-InputPrompt"),
    ({ innerText }) => innerText.includes("*") ? 1e9 : Number(innerText.match(/\\d+/)?.[0] ?? 0))"""


def run_all(page):
    """Run every cell by the menu, and wait until the last has ended."""
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
    kinds = [f".jp-RenderedText[data-mime-type*={kind}]" for kind in ("stderr", "error")]
    faults = page.locator(", ".join(kinds))
    assert faults.all_inner_texts() == []


def shown_outputs(path):
    """The outputs of a committed notebook, by kind."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = chain.from_iterable(cell.get("outputs", []) for cell in cells)
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
    word = re.compile(r"\w+(?:\[\d+\])*")
    return set(word.findall(CUT.sub("", output["text/plain"]))) - set(word.findall(shown))


DOLLARS = r"From $70 to $90, \(x\) and \[y\], $$z$$ or \begin{a}b\end{a}: a_b^{c}."


def with_dollars():
    """What is highlighted and listed of a text with dollars, and then mathematics that is meant."""
    articles = pd.DataFrame({"article": ["a"], "text": [f"{DOLLARS} Trade {DOLLARS}"]})
    lexicon = read_lexicon({DOLLARS: {DOLLARS: ["trade"]}})
    mentions = find_mentions(articles, lexicon)
    with pd.option_context("display.max_colwidth", None, "display.html.use_mathjax", False):
        passages = {"text/html": concordance(mentions, articles, width=200)._repr_html_()}
    marked = highlight(mentions, articles, lexicon)._repr_mimebundle_()
    shows = [marked, passages, {"text/markdown": "$x$"}]
    return [nbformat.v4.new_output("display_data", json.loads(json.dumps(one))) for one in shows]


def test_a_jupyterlab_that_does_not_trust_notebooks_shows_what_they_say(open_notebook, project):
    book, wanted = nbformat.v4.new_notebook(metadata={"kernelspec": KERNEL}), []
    for path in NOTEBOOKS:  # all in one, since JupyterLab takes seconds to open one
        book.cells += nbformat.read(path, as_version=4).cells
        wanted += shown_outputs(path)
    book.cells.append(nbformat.v4.new_code_cell("", outputs=with_dollars()))
    for number, cell in enumerate(book.cells):
        cell.id = f"cell-{number}"
    nbformat.write(book, project / "notebooks" / "all.ipynb")
    page = open_notebook("all.ipynb")
    page.wait_for_function(DRAWN)  # Markdown comes a moment later
    page.locator(f"{OUTPUT} mjx-container").wait_for()
    *shown, marked, passages, _ = text_and_alt(page.locator(OUTPUT))
    for output, text in zip(wanted, shown, strict=True):
        if "image/png" not in output:  # a picture, whose alternative text JupyterLab leaves out
            assert missing(output, text) == set()
    pictures = [output for output in wanted if "image/png" in output]
    assert page.locator(f"{OUTPUT} img").count() >= len(pictures)
    # dollars are none
    assert page.locator(f"{OUTPUT} mjx-container").count() == 1
    assert (marked.count(DOLLARS), passages.count(DOLLARS)) == (3, 4)


# ---- the explorer

SEA = "South China Sea"
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
    sessions, token = f"{lab['url']}api/sessions", f"?token={lab['token']}"
    with urllib.request.urlopen(sessions + token) as answer:
        for session in json.load(answer):
            ended = f"{sessions}/{session['id']}{token}"
            urllib.request.urlopen(urllib.request.Request(ended, method="DELETE")).close()


def explorer_in(page):
    """The explorer of a notebook that has run, in its frame."""
    explorer = page.frame_locator(FRAME)
    expect(explorer.locator("#place")).to_contain_text("mention")
    return explorer


def type_terms(page, explorer, theme, typed):
    """Type behind the terms of a theme."""
    row(explorer, theme).click()
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


def test_a_term_is_typed_counted_undone_saved_and_used_by_other_cells(notebook, project):
    run_all(notebook)
    explorer, file = explorer_in(notebook), project / "seeds" / "themes.yaml"
    assert bars(explorer) == {"Trade": 2, "Talks": 2}
    type_terms(notebook, explorer, "Trade", "\ntariff*\ntensions")
    expect(explorer.locator("#theme-notes")).to_contain_text("tariff* 0 not in the text")
    assert bars(explorer) == {"Trade": 4, "Talks": 2}
    words = "Gained: 2 passages. Lost: 0. Not saved yet."
    expect(explorer.locator("#changed")).to_contain_text(words)
    press(explorer, "Undo")
    expect(explorer.locator("#lines-changed")).to_have_text("Terms added: “tariff*”.")
    press(explorer, "Undo")
    expect(explorer.locator("#changed")).to_be_hidden()
    assert bars(explorer) == {"Trade": 2, "Talks": 2}
    explorer.get_by_text("Suggestions", exact=True).click()
    expect(explorer.locator("#suggestions")).to_contain_text("China name, 1 mention:")
    press(explorer, "Redo")
    press(explorer, "Redo")
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


@pytest.fixture
def real_seeds(project, toy):
    """The article and the themes of the project in the place of the toy's, as long as a test
    runs.
    """
    toys = (project / "seeds").rename(project / "toys")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    yield
    shutil.rmtree(project / "seeds")
    toys.rename(project / "seeds")


TO_TOP = (
    "one => scrollBy(0, one.getBoundingClientRect().top - stepper.getBoundingClientRect().bottom)"
)


def test_the_picture_of_the_explorer_shows_what_its_alternative_text_says(real_seeds, notebook):
    notebook.set_viewport_size({"width": 1400, "height": 1600})
    run_all(notebook)
    explorer = explorer_in(notebook)
    before = bars(explorer)
    type_terms(notebook, explorer, SEA, "\nterritorial disputes")
    explorer.get_by_text("Passages gained and lost").click()
    # the bars are in sight, too
    notebook.locator(FRAME).evaluate("frame => { frame.style.height = '80rem' }")
    explorer.locator("#gains-list button").first.click()
    explorer.locator("#texts p").nth(2).evaluate(TO_TOP)
    explorer.locator("#panel").evaluate("panel => panel.scrollTo(0, 0)")
    notebook.locator(FRAME).scroll_into_view_if_needed()
    themes = explorer.locator(".theme")
    for whole in (themes.first, themes.last, explorer.locator("#texts mark.current")):
        expect(whole).to_be_in_viewport(ratio=1)
    after, changed = bars(explorer), explorer.locator("#what-changed").inner_text()
    alt = (
        f"Screenshot of the explorer in JupyterLab. Above: “{changed} Not saved yet.”, and the passage gained. "
        "Left: bars for the themes, and below that of the South China Sea its terms, one a line; "
        f"“territorial disputes” was typed, and the count went from {before[SEA]} to {after[SEA]}. "
        "Right: the article at this passage, its other mentions underlined."
    )
    png = notebook.locator(FRAME).screenshot(animations="disabled", caret="hide")
    save_picture(png, alt, PROJECT.taken)


def save_picture(png, alt, path):
    """A screenshot in few colours, which takes fewer bytes, with its alternative text inside."""
    inside = PngImagePlugin.PngInfo()
    inside.add_text("Description", alt)
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True, pnginfo=inside)
