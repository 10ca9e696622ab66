"""The article's page as its reader meets it, each figure beside its goal, to benchmarks/page.md.

    pip install -r tests/requirements.txt -e ".[page,files]"
    python benchmarks/page.py ../seeds

It writes the page of what lies in the folder that is named, one of twelve long texts, each a month of the world's news
of 2025, and one of these with a hundred themes, which are their most frequent words of five
letters and more, with any ending. It opens them in the browser that the tests use (tests/browser.py): Chrome, Chromium or Edge.

Protocol. Places and heights are in CSS pixels. A screen is 1366 x 768. From key to screen: a key is
pressed in the terms of a theme, and the time runs from the browser's input event to the first
moment after the frame that shows the new count; the median and the slowest of eleven keys. The
smallest text is that of what is in sight. axe-core counts the places where a rule is broken, of
every rule it knows, at both widths, light and dark.
"""

import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

LAPTOP, SCREEN, PHONE = (
    {"width": w, "height": h} for w, h in ((1366, 768), (1280, 900), (360, 740))
)
KEYS = "ceasefires*"
KEY_TO_SCREEN = """() => {
    const times = [], notes = document.getElementById("theme-notes");
    let began = null;
    globalThis.keyTimes = times;
    addEventListener("input", () => { began = performance.now(); }, true);
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => {
        if (began !== null) times.push(performance.now() - began);
        began = null;
    }))).observe(notes, { childList: true });
}"""
SMALLEST = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), sizes = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const seen = walker.currentNode.data.trim() && element.checkVisibility() && element.getClientRects().length;
        if (seen && !element.matches(".unseen")) sizes.push(parseFloat(getComputedStyle(element).fontSize));
    }
    return Math.min(...sizes);
}"""
STOPS = """() => document.activeElement.closest("#explore > *") !== null"""

LINKS = [("index", "Page"), ("4", "Would a reader count the same?"), ("methods", "Methods")]
MONTH = 40_000  # characters of a month's news
THEMES = 100


def write_pages(seeds: Path, folder: Path) -> tuple[Path, Path, Path]:
    """The page of the project's article, that of twelve long texts, and that with many themes."""
    import pandas as pd

    import newsthemes as nt

    lexicon, articles = nt.read_lexicon(seeds / "themes.yaml"), nt.read_articles(seeds)
    one = nt.write_page(articles, lexicon, links=LINKS, path=folder / "one.html")
    news = pd.read_csv(seeds / "news" / "world_news.csv.xz", dtype=str)
    latest = news[news["date"].str.startswith("2025")]
    months = latest.groupby(latest["date"].str[:7])["text"].agg("\n\n".join).str[:MONTH]
    long = months.rename_axis("article").reset_index()
    twelve = nt.write_page(long, lexicon, path=folder / "twelve.html")
    words = long["text"].str.lower().str.findall("[a-z]{5,}").explode().value_counts()
    many = nt.read_lexicon({word: [f"{word}*"] for word in words.index[:THEMES]})
    return one, twelve, nt.write_page(long, many, path=folder / "themes.html")


@contextmanager
def opened(
    browser: Any, path: Path, asked: list[str] | None = None, **options: Any
) -> Iterator[Any]:
    """The page in a window of its own, without a network; what it asks of others goes to
    `asked`.
    """
    context = browser.new_context(offline=True, **options)
    page = context.new_page()
    own = ("data:", "blob:", path.as_uri())
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(own) or asked is None else asked.append(request.url)
        ),
    )
    page.goto(path.as_uri())
    page.locator("#status:not(:empty)").wait_for(state="attached")
    yield page
    context.close()


def keys(page: Any) -> tuple[float, float]:
    """Milliseconds from key to screen: the median and the slowest."""
    page.get_by_role("button", name="Edit terms").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1000)
    page.evaluate(KEY_TO_SCREEN)
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(400)
    times = page.evaluate("keyTimes")
    return median(times), max(times)


def measure(
    browser: Any, path: Path, twelve: Path, many: Path
) -> Iterator[tuple[str, str, str, bool]]:
    """What, its figure, its goal, and whether it is reached."""
    from browser import barriers

    asked: list[str] = []
    text = path.read_text("utf-8")
    with opened(browser, path, asked, viewport=LAPTOP) as page:
        for what, shown in (
            ("title", "h1"),
            ("first figure", "#themes .bar >> nth=0"),
        ):
            bottom = page.locator(shown).evaluate("one => one.getBoundingClientRect().bottom")
            yield (
                f"{what}, its lower edge at 1366 × 768",
                f"{bottom:.0f} px",
                "768 px",
                bottom <= 768,
            )
        stops = 0
        while not page.evaluate(STOPS):
            page.keyboard.press("Tab")
            stops += 1
        yield "tab stops before the explorer", str(stops - 1), "3", stops - 1 <= 3
        began = time.perf_counter()
        page.evaluate("location.hash = 'edit=' + 'x'.repeat(1e6)")
        page.locator("#message:not(:empty)").wait_for()
        took = time.perf_counter() - began
        yield "a link of 1 MB is refused in", f"{took:.2f} s", "1 s", took <= 1
    with opened(browser, path, viewport=LAPTOP) as page:
        screens = page.evaluate("document.documentElement.scrollHeight") / LAPTOP["height"]
        yield "laptop screens, the rest folded", f"{screens:.2f}", "3", screens <= 3
    size = len(text.encode()) / 1024
    yield "the page", f"{size:.0f} KB", "170 KB", size <= 170
    with opened(browser, path, viewport=PHONE) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        smallest = page.evaluate(SMALLEST)
        yield (
            "smallest text at 360 px",
            f"{smallest:.1f} px",
            "11 px",
            smallest >= 10.95,
        )
    for name, one, most in (
        ("one article", path, 100),
        ("twelve long ones", twelve, 300),
        ("these, a hundred themes", many, 100),
    ):
        with opened(browser, one, viewport=LAPTOP) as page:
            middle, slowest = keys(page)
            yield (
                f"from key to screen, {name}",
                f"{middle:.0f} ms, slowest {slowest:.0f}",
                f"{most} ms",
                slowest <= most,
            )
    violations = 0
    for size in (SCREEN, PHONE):
        for scheme in ("light", "dark"):
            with opened(browser, path, viewport=size, color_scheme=scheme) as page:
                violations += len(barriers(page))
    yield (
        "violations that axe finds, 1280 and 360 px, light and dark",
        str(violations),
        "0",
        violations == 0,
    )
    yield "requests", str(len(asked)), "0", not asked


def main() -> None:
    from browser import launched

    seeds = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        rows = list(measure(browser, *write_pages(seeds, Path(folder))))
        engine = f"{browser.browser_type.name} {browser.version}"
    lines = [
        f"| {what} | {figure} | {goal} | {'yes' if reached else 'no'} |"
        for what, figure, goal, reached in rows
    ]
    head = ["# The article's page", "", f"Python {platform.python_version()}, {engine}.", ""]
    table = ["| | measured | goal | reached |", "|---|--:|--:|---|", *lines]
    report = "\n".join(
        [
            *head,
            *table,
            "",
            "Made by `python benchmarks/page.py`.",
            "",
            *(__doc__ or "").split("\n\n", 2)[2:],
        ]
    )
    (HERE / "page.md").write_text(report, encoding="utf-8")
    print(report)


if __name__ == "__main__":
    main()
