"""The report on somebody's own articles as a reader opens it: from a file, with the network off."""

import subprocess
import sys
from pathlib import Path

import pytest

from browser import barriers, barriers_in_the_dark

TEXT = (
    "---\ndate: {}\nsource: {}\n---\nMinisters spoke of trade, $5 and tariffs.\n\nIran was out {}."
)
SHEET = 'article,sentence,text,Trade,Iran\n0,1,"Ministers spoke of trade, $5 and tariffs.",1,0\n'
SHEET += "0,2,Iran was out 0.,1,\n"
MONTHS = [f"{year}-{month:02}-02" for year in (2021, 2022) for month in range(1, 13)]


@pytest.mark.slow
def test_every_page_of_a_report_fits_and_keeps_nothing_from_those_who_do_not_see(
    listen, screenshots, place
):
    for path in Path("press").iterdir():
        path.unlink()
    for number, day in enumerate(MONTHS * 6):
        source = "AP" if number % 2 else "Reuters"
        text = TEXT.format(day, source, number)
        Path("press", f"{number}.md").write_text(text, encoding="utf-8")
    Path("codes").mkdir()
    for name in ("ann", "bob"):
        Path("codes", f"{name}.csv").write_text(SHEET, encoding="utf-8")
    typed = ["--articles", "press", "--themes", "mine.yaml", "--codes", "codes", "--by", "source"]
    subprocess.run([sys.executable, "-m", "newsthemes.command.main", *typed], check=True)
    out = Path("press-themes")
    assert {path.stem for path in out.glob("figures/*")} == {"themes", "side", "time", "validity"}
    names = sorted(path.name for path in out.glob("*.html"))
    assert names == ["index.html", "methods.html", "report.html"]
    for name in names:
        page = listen((out.resolve() / name).as_uri())
        assert page.title()
        for width in (1280, 768, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for scheme in ("dark", "light") if screenshots else ():
                page.emulate_media(color_scheme=scheme)
                picture = screenshots / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=picture, full_page=True)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page) == barriers_in_the_dark(page) == []
