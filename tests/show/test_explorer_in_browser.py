"""Notebooks in a JupyterLab of their own, driven as a reader drives it.

The picture of the explorer is made here, too, from what lies in seeds/. It is renewed by

    python3 run.py test tests/show/test_explorer_in_browser.py -k picture --screenshots=figures

and then `python3 run.py`, which puts it into notebook 3.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import bleach
import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from PIL import Image, PngImagePlugin
from playwright.sync_api import TimeoutError, expect
from themes import concordance, find_mentions, highlight, read_articles, read_lexicon, table
from themes.publish.execute import find_notebooks, kernel_environment, make_staging
from themes.publish.outputs import KERNEL
from themes.show.captions import Finding
from themes.show.chart import TAKEN
from themes.show.explorer import html as explorer_html
from themes.show.highlight import Reading

expect.set_options(timeout=20_000)  # the kernel counts, on a machine that has other tests to run

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = find_notebooks(ROOT / "notebooks")
CUT = re.compile(r"\S+\.\.\.|…\S+|\S+…|^Empty DataFrame\nColumns: |\nIndex: \[\]$")
KEPT = set("a b br code dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img li mark ol p pre s section small span".split())
KEPT |= set("strong sub summary sup table tbody td tfoot th thead tr ul".split())
OUTPUT = ".jp-OutputArea-output"
DRAWN = f"Array.from(document.querySelectorAll('{OUTPUT}')).every(one => one.innerText.trim() || one.querySelector('img'))"
SEEDS = {
    "toy.txt": "Tensions over trade: the talks on trade end. The tensions stay, and China talks.\n",
    "themes.yaml": "Issues: # in one group\n  Trade:\n    - trade\n  Talks:\n    - talks # of any kind\n",
}
SETTINGS = {  # no question about news, and every cell there at once, not only those that can be seen
    "labconfig/page_config.json": {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}},
    "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the notebooks, to change at will, with a toy article and themes of its own."""
    folder = tmp_path_factory.mktemp("project")
    make_staging(ROOT, folder)
    shutil.rmtree(folder / "seeds")
    for name, text in SEEDS.items():
        (folder / "seeds" / name).parent.mkdir(exist_ok=True)
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def lab(project):
    """JupyterLab on a free port, with settings of its own. Out: a function that gives a notebook's address."""
    home = project / "home" / "jupyter"
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
            started = wait_for_server(server, home)
            yield lambda name: f"{started['url']}lab/tree/notebooks/{name}?token={started['token']}&reset"
        finally:
            server.terminate()
            server.wait(30)


def wait_for_server(server, home, seconds=60):
    """What the server writes down about itself once it listens: its address and token."""
    for _ in range(seconds * 10):
        for path in home.glob(f"jpserver-{server.pid}.json"):
            if text := path.read_text(encoding="utf-8"):
                return json.loads(text)
        assert server.poll() is None, (home / "log.txt").read_text(encoding="utf-8")
        time.sleep(0.1)
    raise AssertionError((home / "log.txt").read_text(encoding="utf-8"))


@pytest.fixture
def open_notebook(browser, lab):
    """A function that opens a notebook in JupyterLab. Out: the page, when the notebook's cells are there."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, device_scale_factor=1.5) as context:

        def open_notebook(name):
            page = context.new_page()
            page.goto(lab(name))
            cells = nbformat.read(ROOT / "notebooks" / name, as_version=4).cells
            expect(page.locator(".jp-Notebook .jp-Cell")).to_have_count(len(cells), timeout=60_000)
            outputs = sum(len(cell.get("outputs", [])) for cell in cells)
            expect(page.locator(".jp-Notebook .jp-OutputArea-child")).to_have_count(outputs)
            return page

        yield open_notebook


def run_all(page):
    """Run every cell by the menu, and wait until the last has ended."""
    page.get_by_text("| Idle").wait_for()
    waiting = page.locator(".jp-InputPrompt", has_text="[*]")
    for last in (False, False, True):  # a slow JupyterLab now and then takes a menu's click for nothing
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        try:
            waiting.first.wait_for(timeout=10_000)
            break
        except TimeoutError:
            if last:
                raise
            page.keyboard.press("Escape")
    expect(waiting).to_have_count(0, timeout=60_000)
    faults = page.locator(".jp-RenderedText[data-mime-type*=stderr], .jp-RenderedText[data-mime-type*=error]")
    assert faults.all_inner_texts() == []


def shown_outputs(path):
    """The outputs of a committed notebook, by kind."""
    outputs = [output for cell in nbformat.read(path, as_version=4).cells for output in cell.get("outputs", [])]
    return [output.get("data", {"text/plain": output.get("text")}) for output in outputs]


def text_and_alt(places):
    """What each of these places of a page says: its text as it is seen, and that of its pictures."""
    return places.evaluate_all("all => all.map(one => one.innerText + Array.from(one.querySelectorAll('img'), img => img.alt))")


def missing(output, shown):
    """The words, numbers and marks like `Iran[2]` of an output's plain text that are not shown; pandas cuts some off (...)."""
    wanted, there = (set(re.findall(r"\w+(?:\[\d+\])*", text)) for text in (CUT.sub("", output["text/plain"]), shown))
    return wanted - there


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_jupyterlab_that_does_not_trust_a_notebook_shows_what_it_says(open_notebook, path):
    page = open_notebook(path.name)
    page.wait_for_function(DRAWN)  # Markdown comes a moment later
    shown = text_and_alt(page.locator(OUTPUT))
    for output, text in zip(shown_outputs(path), shown, strict=True):
        assert missing(output, text) == set()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_without_styles_scripts_and_unknown_attributes_the_outputs_say_the_same(browser, path):
    outputs = [output for output in shown_outputs(path) if "text/html" in output]
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_content("".join(f"<section>{as_on_github(output['text/html'])}</section>" for output in outputs))
        shown = text_and_alt(page.locator("section"))
    assert len(outputs) > 3
    for output, text in zip(outputs, shown, strict=True):
        assert missing(output, text) == set()


def as_on_github(html):
    """HTML without all that GitHub takes away from a notebook's output."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(["style", "script"]):
        element.decompose()
    return bleach.clean(
        str(soup), tags=KEPT, attributes={"*": ["title"], "img": ["src", "alt"]}, protocols=["data"], strip=True
    )


DOLLARS = r"From $70 to $90, \(x\) and \[y\], $$z$$ or \begin{a}b\end{a}: a_b^{c}."


@pytest.mark.parametrize("trusted", [False, True])
def test_dollars_are_no_mathematics(browser, lab, project, trusted):
    articles = pd.DataFrame({"article": ["a"], "text": [f"{DOLLARS} Trade {DOLLARS}"]})
    lexicon = read_lexicon({DOLLARS: {DOLLARS: ["trade"]}})
    mentions = find_mentions(articles, lexicon)
    read = [highlight(mentions, articles, lexicon), table(concordance(mentions, articles, width=200))]
    values = [Finding(DOLLARS), *read, Reading(f"<p>{explorer_html.text(DOLLARS)}</p>", "")]
    shows = [*(value._repr_mimebundle_() for value in values), {"text/markdown": "$x$"}]
    outputs = [nbformat.v4.new_output("display_data", json.loads(json.dumps(data))) for data in shows]
    cell = nbformat.v4.new_code_cell("", outputs=outputs, metadata={"trusted": trusted})
    path = project / "notebooks" / f"dollars-{trusted}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": KERNEL}), path)
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(lab(path.name))
        page.get_by_text("| Idle").wait_for()
        page.locator(f"{OUTPUT} mjx-container").wait_for()  # the last output, which is meant as mathematics
        shown = page.locator(OUTPUT).all_inner_texts()
        assert page.locator(f"{OUTPUT} mjx-container").count() == 1
    assert [text.count(DOLLARS) for text in shown[:-1]] == [1, 3, 4, 1]


# ---- the explorer


@pytest.fixture
def explorer(open_notebook):
    """Notebook 3 when all of it has run. Out: its explorer, as a reader has it in JupyterLab."""
    page = open_notebook("3-change-the-themes.ipynb")
    run_all(page)
    return page.locator(".themes-explorer")


def test_a_term_that_is_typed_is_counted_shown_and_saved(explorer, project, screenshots):
    saved = project / "seeds" / "themes.yaml"
    type_terms(explorer, "\ntariff*\ntensions")
    expect(themes(explorer).first).to_have_text("Trade: 4 (+2)")
    expect(explorer.locator(".themes-beside")).to_have_text("20, not in the text2")
    explorer.get_by_role("button", name="Gained and lost").click()
    expect(explorer).to_contain_text("The tensions stay, and China talks.")
    if screenshots:
        explorer.screenshot(path=screenshots / "explorer.png")
    assert saved.read_text(encoding="utf-8") == SEEDS["themes.yaml"]
    explorer.get_by_role("button", name="Save", exact=True).click()
    expect(explorer).to_contain_text("Saved to ")
    assert saved.read_text(encoding="utf-8") == SEEDS["themes.yaml"].replace(
        "- trade\n", "- trade\n    - tariff*\n    - tensions\n"
    )
    found = find_mentions(read_articles(project / "seeds" / "toy.txt"), read_lexicon(saved))
    assert (found["theme"] == "Trade").sum() == 4


def test_the_focus_is_seen_on_every_control_that_tab_comes_to(explorer):
    explorer.locator("select").first.focus()
    unseen, count = [], 0
    while explorer.evaluate("explorer => explorer.contains(document.activeElement)"):
        focused, count = explorer.locator(":focus"), count + 1
        if "solid" not in focused.evaluate("element => getComputedStyle(element).outlineStyle"):
            unseen.append(focused.get_attribute("title"))
        explorer.page.keyboard.press("Tab")
    assert count > 18 and unseen == []


@pytest.fixture
def real_seeds(project, screenshots):
    """The article and the themes of the project in the place of the toy's, as long as a test runs."""
    if not screenshots:
        pytest.skip("the picture of the explorer is made where --screenshots=DIR says")
    toys = (project / "seeds").rename(project / "toys")
    shutil.copytree(ROOT / "seeds", project / "seeds")
    yield
    shutil.rmtree(project / "seeds")
    toys.rename(project / "seeds")


def test_the_picture_of_the_explorer_shows_what_its_alternative_text_says(real_seeds, explorer, screenshots):
    explorer.page.set_viewport_size({"width": 1500, "height": 900})
    explorer.locator("select").first.select_option(label="Trade: 1")
    expect(explorer.locator("textarea")).to_have_value(re.compile("^trade\n"))
    type_terms(explorer, "\ntensions")
    expect(themes(explorer).filter(has_text="Trade")).to_have_text("Trade: 2 (+1)")
    expect(explorer.locator(".themes-beside > div").last).to_have_text("1")
    tabs = explorer.locator(".widget-toggle-buttons button").all_inner_texts()
    alt = (
        "Screenshot of the explorer in JupyterLab, with the article that comes with the project. "
        f"Left: the {themes(explorer).count()} themes with their mentions, and the terms of Trade, one a line, each with what "
        "it counts or why it counts nothing. tensions was typed below them, and Trade went from 1 mention to 2. "
        f"Right: the tabs {', '.join(tabs[:-1])} and {tabs[-1]}; Counts is open and shows a bar a theme."
    )
    save_picture(explorer.screenshot(animations="disabled", caret="hide"), alt, screenshots / TAKEN)
    with Image.open(screenshots / TAKEN) as picture, Image.open(ROOT / "figures" / TAKEN) as committed:
        assert picture.info["Description"] == committed.info["Description"] == alt


def save_picture(png, alt, path):
    """A screenshot in few colours, which takes fewer bytes, with its alternative text inside."""
    inside = PngImagePlugin.PngInfo()
    inside.add_text("Description", alt)
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=True, pnginfo=inside)


def type_terms(explorer, typed):
    """Type behind the terms of the theme that is open."""
    box = explorer.locator("textarea")
    before = box.input_value()
    box.press("ControlOrMeta+End")
    explorer.page.keyboard.type(typed)
    if box.input_value() == before:  # JupyterLab took the focus back, as it may once after all cells have run
        box.press("ControlOrMeta+End")
        explorer.page.keyboard.type(typed)


def themes(explorer):
    """The themes with their counts, as they are listed."""
    return explorer.locator("select").first.locator("option")
