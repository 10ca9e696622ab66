"""The pages of `site/` as a reader opens them: from a file, with the network off, in a real browser."""

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from themes.publish.execute import find_notebooks
from themes.publish.pages import site_pages

ROOT = Path(__file__).resolve().parents[2]
NAMES = [path.stem for path in find_notebooks(ROOT / "notebooks")] + ["index"]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The pages of the committed notebooks, in a folder of their own."""
    folder = tmp_path_factory.mktemp("site")
    texts = {path: path.read_text(encoding="utf-8") for path in find_notebooks(ROOT / "notebooks")}
    for path, data in site_pages(folder, texts).items():
        path.write_bytes(data)
    return folder


def barriers(page):
    """What axe-core finds that is serious or critical: the rule and the place."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], node["html"]) for one in found if one["impact"] in ("serious", "critical") for node in one["nodes"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_asks_nothing_of_anybody_fits_and_keeps_nothing_from_those_who_do_not_see(
    listen, site, screenshots, name, scheme
):
    page, said = listen((site / f"{name}.html").as_uri(), color_scheme=scheme)
    assert page.title()
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 900})
        if screenshots:
            page.screenshot(path=screenshots / f"{name}-{width}-{scheme}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == [] and said == []


def test_what_a_page_asks_and_reports_is_heard(listen, tmp_path):
    policy = '<meta http-equiv="Content-Security-Policy" content="img-src data:">'
    outside = "<img src='https://example.org/i.png'><link rel=stylesheet href='https://example.org/s.css'>"
    (tmp_path / "page.html").write_text(f"{policy}{outside}<script>console.warn('so'); null.x</script>", encoding="utf-8")
    heard = "\n".join(listen((tmp_path / "page.html").as_uri())[1])
    assert "CSP: img-src" in heard and "https://example.org/s.css" in heard and "so" in heard and "null" in heard


def test_every_theme_of_an_article_is_switched_off_and_on_and_stepped_through(listen, site):
    holding = [path for path in sorted(site.glob("*.html")) if 'id="article-data"' in path.read_text(encoding="utf-8")]
    page, said = listen(holding[0].as_uri())
    themes = page.locator(".theme").all()
    for theme in themes:
        switch, count = theme.locator(".theme-toggle"), theme.locator(".theme-count")
        marks = page.locator("#texts sup").get_by_text(f"[{theme.locator('.number').inner_text()}]", exact=True)
        number = int(count.inner_text())
        expect(marks).to_have_count(number)
        switch.click()
        expect(marks).to_have_count(0)
        switch.click()
        expect(marks).to_have_count(number)
        if number:
            count.click()
            for _ in range(1, number):
                page.keyboard.press("Enter")  # on the button Next
            expect(page.locator("#place")).to_contain_text(f": {number} of {number}")
            expect(page.locator("mark.current").first).to_be_in_viewport()
    assert themes and said == []


def test_the_picture_of_the_page(listen, site, screenshots):
    """Made by `python3 run.py test tests/publish/test_pages_in_browser.py -k picture --screenshots=figures`."""
    if not screenshots:
        pytest.skip("the picture of the page is made where --screenshots=DIR says")
    holding = [path for path in sorted(site.glob("*.html")) if 'id="article-data"' in path.read_text(encoding="utf-8")]
    page, _ = listen(holding[0].as_uri(), viewport={"width": 1180, "height": 760}, device_scale_factor=1.5)
    page.locator(".theme").first.evaluate("theme => scrollTo(0, theme.getBoundingClientRect().top + scrollY - 90)")
    with Image.open(io.BytesIO(page.screenshot())) as image:
        image.convert("RGB").quantize(256).save(screenshots / "page.png", optimize=True)
