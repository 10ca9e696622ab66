"""The pages in docs/ as a reader opens them: from a file, with the network off, in a real
browser.
"""

import io
import re
import warnings
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import expect
from project import PROJECT

from browser import barriers, barriers_in_the_dark
from cells import OURS
from newsthemes import read_lexicon
from newsthemes.command.read_given import values_of
from newsthemes.page.shell import Site
from newsthemes.page.write_page import page_title, write_page
from newsthemes.report.inputs import read_inputs
from newsthemes.report.kernels import find_notebooks
from newsthemes.report.pages import site_links, site_pages
from seeds import read_seeds

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
DOCS = ROOT / "docs"
BOOKS = {path.stem: nbformat.read(path, 4) for path in find_notebooks(ROOT / "notebooks")}
NAMES = ["index", *BOOKS]
OF_OURS = pytest.mark.skipif(not OURS, reason="another article or list stands in ours' place")


def soup_of(text):
    return BeautifulSoup(text, "html.parser")


@pytest.fixture(scope="module")
def soups():
    """The committed pages, parsed, by file name."""
    return {path.name: soup_of(path.read_text(encoding="utf-8")) for path in DOCS.glob("*.html")}


def links_of(soup):
    links = [link["href"] for link in soup("a", href=True)]
    return [link for link in links if not link.startswith(("#", "http"))]


@pytest.fixture(scope="module")
def outdated(soups):
    """The notebooks that were written for another article than yours in seeds/."""
    return {name for name in BOOKS if soups[f"{name}.html"].find(id="outdated")}


@pytest.fixture(scope="module")
def site(outdated):
    """Of which the pages are; its picture is of the article that was ours."""
    with warnings.catch_warnings(action="ignore"):  # of what is yours in seeds/
        title = page_title(read_seeds()[0])
    links = site_links(BOOKS, methods=False, outdated=outdated)
    return Site(title, links, PROJECT.address, "" if outdated else PROJECT.preview)


def test_every_notebook_is_a_page_and_leads_to_the_others(soups):
    assert sorted(soups) == sorted(f"{name}.html" for name in NAMES)
    for name in NAMES:
        assert set(links_of(soups[f"{name}.html"])) == set(soups) - {f"{name}.html"}


def test_the_committed_pages_are_those_of_the_committed_notebooks(outdated, site):
    index = (DOCS / "index.html").read_text(encoding="utf-8")
    pages = site_pages(DOCS, BOOKS, True, index, site, outdated=outdated)
    for path, made in pages.items():
        assert path.read_bytes() == made, path.name


def test_a_page_is_one_file_that_fetches_nothing(soups):
    for name, soup in soups.items():
        assert not soup(["iframe", "object", "embed", "base", "form", "audio", "video", "source"])
        assert all(tag["src"].startswith("data:image/") for tag in soup(src=True))
        assert [link["href"] for link in soup("link", rel="icon")] == ["data:,"]
        pictures = [image["src"] for image in soup("img")]
        assert len(pictures) == len({*pictures})  # none stands twice
        code = [tag for tag in soup(["style", "script"]) if tag.get("type") != "application/json"]
        # only the page of the article has the explorer's scripts
        assert (len("".join(map(str, soup("script")))) > 20_000) == (name == "index.html"), name
        asks = r"url\(|@import|\bfetch\(|XMLHttpRequest|\bimport\(|innerHTML|insertAdjacentHTML"
        assert not re.search(asks, "".join(map(str, code)))


def test_it_says_what_it_is(soups, site):
    for name, soup in soups.items():
        assert soup.html["lang"] == "en" and len(soup("h1")) == 1 and soup.title.text
        assert name == "index.html" or soup.title.text == soup.h1.text
        assert soup.find("meta", attrs={"name": "description"})["content"]
        picture = soup.find("meta", property="og:image")
        assert bool(picture) == bool(site.preview)
        if picture:
            file = picture["content"].removeprefix(PROJECT.address).lstrip("/")
            assert (DOCS / file).is_file()
        assert "Made with newsthemes" in soup.footer.text and not soup("details", open=True)
        if name != "index.html":
            assert soup.pre.text.startswith("import ")  # folded, where it is run


def test_the_committed_page_is_the_articles(site):
    with warnings.catch_warnings(action="ignore"):  # of what is yours in seeds/
        inputs = read_inputs(*values_of(SimpleNamespace(articles=[], values={}, project=PROJECT)))
    committed = (DOCS / "index.html").read_bytes()
    codebook = ROOT / "seeds" / "codebook.md"
    published = {"links": site.links, "address": site.address, "preview": site.preview}
    made = write_page(*inputs[:2], *inputs[3:5], codebook=codebook, **published)
    assert committed == made.encode() and str(ROOT).encode() not in committed


@pytest.fixture(scope="module")
def seen():
    """The looks of texts on the pages that a test has seen."""
    return set()


def looks_of(soup):
    """Tag, classes and style of all elements that hold a text: what its colours depend on."""
    holders = [text.parent for text in soup.body.find_all(string=re.compile(r"\S"))]
    return {(tag.name, *tag.get("class", []), tag.get("style")) for tag in holders}


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_nothing_of_anybody_fits_and_keeps_nothing_from_those_who_do_not_see(
    listen, soups, seen, screenshots, name
):
    """Contrast, which takes seconds, is measured where a text looks as on no page before."""
    page = listen((DOCS / f"{name}.html").as_uri())
    assert page.title()
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("dark", "light") if screenshots else ():
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=screenshots / f"{name}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    looks = looks_of(soups[f"{name}.html"])
    if looks <= seen:
        assert barriers(page, options={"rules": {"color-contrast": {"enabled": False}}}) == []
    else:
        assert barriers(page) == barriers_in_the_dark(page) == []
    seen |= looks


@OF_OURS
@pytest.mark.parametrize("name", BOOKS)
def test_the_first_picture_of_a_notebook_is_near_its_finding(listen, name):
    page = listen((DOCS / f"{name}.html").as_uri())
    for width, most in ((1280, 700), (390, 900)):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.locator("main img").first.bounding_box()["y"] < most, width


def test_what_a_page_asks_and_reports_is_heard(listen, reports, tmp_path):
    policy = '<meta http-equiv="Content-Security-Policy" content="img-src data:">'
    outside = "<img src='https://example.org/i.png'><link rel=stylesheet href='https://example.org/s.css'>"
    (tmp_path / "page.html").write_text(
        f"{policy}{outside}<script>console.warn('so'); null.x</script>", encoding="utf-8"
    )
    listen((tmp_path / "page.html").as_uri())
    heard = "\n".join(reports)
    reports.clear()
    for fault in ("CSP: img-src", "https://example.org/s.css", "so", "null"):
        assert fault in heard


NAME = "control => control.id || control.dataset.row || control.textContent.trim().slice(0, 30)"
FOCUSED = f"document.activeElement === document.body ? null : ({NAME})(document.activeElement)"


def test_every_control_is_reached_by_the_keyboard_the_explorer_first(listen):
    page = listen((DOCS / "index.html").as_uri())
    stops = []
    for _ in range(1000):
        page.keyboard.press("Tab")
        if (stop := page.evaluate(FOCUSED)) is None:
            break
        stops.append(stop)
    assert stops[0] == "skip" and stops.index("try") <= 4  # the first control of the explorer
    wanted = page.locator(
        "#explore :is(button, input, summary, select, textarea):not(:disabled):visible"
    ).all()
    names = [control.evaluate(NAME) for control in wanted]
    assert len(names) > 15 and [name for name in names if name not in stops] == []
    page.locator("#skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "try"


BELOW_THE_TOOLS = """() => {
    const [tools, place] = ["tools", "place"].map((id) => document.getElementById(id).getBoundingClientRect());
    return place.top >= tools.bottom - 1;
}"""


def test_the_first_screen_shows_the_finding_and_every_bar_and_a_phone_keeps_what_is_lit_in_sight(
    listen, tmp_path
):
    groups = {"Issues": 10, "The relation": 4, "Countries and people": 2}  # as in the example
    lexicon, words = {}, []
    for group, number in groups.items():
        names = [f"{group} {place}" for place in range(number)]
        lexicon[group] = {name: [name] for name in names}
        words += names
    lines = [f"A sentence on {name} stands here. {words[0]}, too." for name in words * 4]
    articles = pd.DataFrame({"article": ["a"], "title": ["Toy"], "text": ["\n\n".join(lines)]})
    write_page(articles, read_lexicon(lexicon), path=tmp_path / "index.html")
    size = {"width": 1366, "height": 768}
    page = listen((tmp_path / "index.html").as_uri(), viewport=size)
    for shown in ("h1", "#edit-terms", "#themes .bar >> nth=-1", "#texts mark >> nth=0"):
        box = page.locator(shown).bounding_box()
        assert box["y"] + box["height"] < 768, shown
    themes = page.locator(".theme .row").all()  # of several groups: the most mentioned of all
    most = max(themes, key=lambda theme: int(theme.locator("b").inner_text()))
    most.click()
    for _ in range(9):
        page.keyboard.press("j")
        for shown in ("#edit-terms", "#place", "mark.current"):
            expect(page.locator(shown)).to_be_in_viewport()
    page.wait_for_function(BELOW_THE_TOOLS)
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("#texts p").last.scroll_into_view_if_needed()
    for shown in ("#try", "#place", "#show-all"):
        expect(page.locator(shown)).to_be_in_viewport()


PICTURES = [ROOT / "figures" / PROJECT.preview, DOCS / PROJECT.preview]
CONTROLS = "#explore :is(#tools, #stepper, #below) :is(button, summary):visible"


def pictured(listen):
    """The page as README shows it: letters can be read where 1,000 pixels are shrunk to 880."""
    return listen(
        f"{(DOCS / 'index.html').as_uri()}#theme=South+China+Sea",
        viewport={"width": 1000, "height": 1010},
        device_scale_factor=1.5,
    )


def controls_of(page):
    return ", ".join(page.locator(CONTROLS).all_inner_texts())


def test_the_picture_of_the_page(listen):
    """Taken by `python3 run.py test --pictures`."""
    page = pictured(listen)
    expect(page.locator("#place")).to_have_text("South China Sea: 3 mentions")
    page.evaluate("scrollTo(0, 0)")
    expect(page.get_by_role("button", name="Add common issues")).to_be_in_viewport(ratio=1)
    inside = PngInfo()
    inside.add_text("Controls", controls_of(page))
    with Image.open(io.BytesIO(page.screenshot())) as image:
        for path in PICTURES:
            image.convert("RGB").quantize(256).save(path, optimize=True, pnginfo=inside)


@OF_OURS
def test_the_pictures_of_the_page_show_the_controls_of_today(listen):
    """If this fails: `python3 run.py test --pictures`."""
    today = controls_of(pictured(listen))
    for path in PICTURES:
        with Image.open(path) as image:
            assert image.info["Controls"] == today, path.name
