"""HTML from a notebook's outputs -> HTML that can only be read: no script, no style sheet, nothing
fetched.
"""

import re
from collections.abc import Set
from urllib.parse import urlencode

import bs4
import nh3

from ..page.shell import INDEX
from ..page.table_headers import header
from ..plots.without_text import PASSAGE

ATTRIBUTES = set("alt class colspan dir rowspan scope start style title".split())
PROPERTIES = set(
    """background background-color color font-style font-weight line-height max-width
    min-width overflow-wrap padding text-align vertical-align white-space width""".split()
)
# the signs that nbconvert puts behind headings
ANCHOR = re.compile(r'<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL)
LINK = re.compile(r"(?!\.\.)(?:https?://|mailto:|#|[\w%.-]+(?:[/#?]|$))[^\s&]*")
# to a page beside that of the notebook, as the notebook sees it from its own folder
PAGE_LINK = re.compile(r'(?<=<a href=")\.\./[\w-]+/(?=[\w%.-]+\.html[#"])')
NOTEBOOK_LINK = re.compile(r'(<a href="[\w%.-]+)\.ipynb(?=[#"])')
BOX = {"class": "scroll", "role": "group", "aria-label": "Table"}
NUMBER = re.compile(r"[-−]?[\d.,]+ ?%?|\d{4}(?:-[QW]?\d+)+|")  # and a date, which is not broken
COUNTED = re.compile(r"\d+|\.\.\.")  # an index of numbers, cut or not
UNKNOWN = ("NaN", "None", "<NA>", "NaT")
WORDS = "term match left right text passage".split()  # columns of an article's words
PLAIN = ("year", "period", "line", "start", "end")  # columns of numbers that are no quantities
PASSAGES = ("passage", "text", "tokens")  # columns that add up to an article
THEMES = ("theme", "other")  # columns of themes


def _allowed(tag: str, name: str, value: str) -> str | None:
    """An attribute as it may stay: no style that could fetch anything, no link but to a page, no
    picture but one inside.
    """
    allowed = True
    if name == "style":
        allowed = not re.search(r"[(\\@<]", value)
    if name == "src":
        allowed = value.startswith("data:image/")
    if name == "href":
        allowed = LINK.fullmatch(value)
    if allowed:
        return value
    return None


_CLEANER = nh3.Cleaner(
    clean_content_tags={"script", "style"},
    attributes={"*": ATTRIBUTES, "a": {"href"}, "img": {"src"}}
    | {f"h{rank}": {"id"} for rank in range(1, 7)},
    attribute_filter=_allowed,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=PROPERTIES,
    link_rel=None,
)


def sanitize_html(markup: str, text: bool = True, themes: Set[str] = frozenset()) -> str:
    """HTML with the tags, attributes and styles that only show something; of other tags only what
    they hold is left, of scripts and style sheets nothing.

    Tables get a box that scrolls on a narrow screen; links to notebooks lead to their pages. Tables
    get people's headers, and lose an index that only counts rows; one without a row says "none".
    Without `text`, a table's cells hold short passages only, and its columns `passage` and `text`
    none: a sentence for each of twenty words is half an article. In tables the names of `themes`
    lead to their passages on the article's page.

    >>> sanitize_html('<b onclick="x()">bold</b><script>y()</script>')
    '<b>bold</b>'
    """
    cleaned = _CLEANER.clean(PAGE_LINK.sub("", ANCHOR.sub("", markup)))
    cleaned = NOTEBOOK_LINK.sub(r"\1.html", cleaned)
    if "<table" not in cleaned:
        return cleaned
    soup = bs4.BeautifulSoup(cleaned, "html.parser")
    for table in soup("table"):
        for plain in (table, *table("tr")):
            del plain["class"], plain["style"]
        if not table("td"):
            table.replace_with("none")
            continue
        _for_people(table, text, themes)
        table.wrap(soup.new_tag("div", attrs=BOX))
    return str(soup)


def _for_people(table: bs4.Tag, text: bool, themes: Set[str]) -> None:
    """One header, no index that only counts rows, columns as people read them, themes as links."""
    _join_heads(table)
    for cell in table("td"):
        shown = cell.get_text()
        if not text and len(shown) > PASSAGE:
            cell.string = shown[:PASSAGE].rstrip() + "…"
    _drop_index(table)
    for head, *cells in _columns(table):
        if head.get_text() == "unit" and {cell.get_text() for cell in cells} == {"letters"}:
            for rate in table.find_all("th", string="per_1000"):
                rate.string = "per_1000_letters"
        _show(head, [cell for cell in cells if cell.name == "td"], text)
        if head.get_text() in THEMES:
            _link([cell for cell in cells if cell.get_text() in themes])
    for head in table.select("thead th"):
        head.string = header(head.get_text())


def _columns(table: bs4.Tag) -> list[tuple[bs4.Tag, ...]]:
    """The columns of a table, heads and all, from its rows of full width."""
    rows = [row(["td", "th"]) for row in table("tr")]
    width = max(map(len, rows))
    return list(zip(*(row for row in rows if len(row) == width), strict=True))


def _join_heads(table: bs4.Tag) -> None:
    """Names of an index stand in a row of their own: they go up to those of the columns."""
    heads = table.select("thead > tr")
    pairs = list(zip(*(row(["td", "th"]) for row in heads), strict=False))
    if len(heads) == 2 and not any(above.get_text() and below.get_text() for above, below in pairs):
        for above, below in pairs:
            above.string = above.get_text() or below.get_text()
        heads[1].decompose()
    for empty in table.find_all("th"):
        if not empty.get_text():
            empty.name = "td"  # the corner above an index heads nothing


def _drop_index(table: bs4.Tag) -> None:
    """Drop a first column without a head whose cells are numbers: pandas counts rows there."""
    head, *cells = _columns(table)[0]
    if not head.get_text() and all(COUNTED.fullmatch(cell.get_text()) for cell in cells):
        for cell in (head, *cells):
            cell.decompose()


def _link(cells: list[bs4.Tag]) -> None:
    """Cells with the name of a theme lead to it."""
    for cell in cells:
        address = urlencode({"theme": cell.get_text()})
        link = bs4.Tag(name="a", attrs={"href": f"{INDEX}.html#{address}"})
        link.extend(list(cell.contents))
        cell.append(link)


def _show(head: bs4.Tag, cells: list[bs4.Tag], text: bool) -> None:
    """A column: nothing where nothing is known, but in columns of words, where `None` is one; whole
    numbers as 1,900, but for years and the like; numbers on the right; without `text` no article.
    """
    name = head.get_text()
    for cell in cells:
        shown = cell.get_text()
        if not text and name.casefold() in PASSAGES:
            cell.string = "…"
        elif name not in WORDS and shown in UNKNOWN:
            cell.string = ""
        elif name not in PLAIN and re.fullmatch(r"\d{4,}", shown):
            cell.string = f"{int(shown):,}"
    values = [cell.get_text() for cell in cells]
    if any(values) and all(map(NUMBER.fullmatch, values)):
        for cell in (head, *cells):
            cell["class"] = "n"
