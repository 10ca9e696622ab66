"""HTML from a notebook's outputs -> HTML that can only be read: no script, no style sheet, nothing
fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import bs4
from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from ..show.captions import PASSAGE

TAGS = set(
    """a abbr b bdi blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img li
    mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr ul""".split()
)
ATTRIBUTES = {"alt", "class", "colspan", "rowspan", "scope", "start", "style", "title"}
PROPERTIES = """background background-color color font-style font-weight line-height max-width min-width overflow-wrap padding
    text-align vertical-align white-space width""".split()
# pandas' own style sheet, and the signs that nbconvert puts behind headings
DROPPED = re.compile(
    r'<style\b.*?</style\s*>|<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL | re.IGNORECASE
)
LINK = re.compile(r"(?:https?://|mailto:|#|[\w%.-]+(?:[/#?]|$))[^\s&]*")
NOTEBOOK_LINK = re.compile(r'(<a href="[\w%.-]+)\.ipynb(?=[#"])')
PICTURE = re.compile(r"<img\b[^>]*\bsrc=[^>]*>")
FIGURE = r'<span class="scroll figure" role="group" aria-label="Figure">\g<0></span>'
NUMBER = re.compile(r"[-−]?[\d.,]+ ?%?|")
BETWEEN_CELLS = re.compile(r"\s+(?=</?(?:table|tbody|td|thead|th|tr)\b)")
DULL = re.compile(
    r'<span class="(?![ks]|c1)[^"]*">([^<]*)</span>'
)  # of Pygments' marks, all but keywords, strings, comments


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stay."""
    if name == "style":
        return not re.search(r"[(\\@<]", value)
    if name == "id":
        return tag[:1] == "h" and tag[1:].isdigit()
    if name == "src":
        return tag == "img" and value.startswith("data:image/")
    if name == "href":
        return tag == "a" and LINK.fullmatch(value) is not None
    return name in ATTRIBUTES


_CLEANER = Cleaner(
    tags=TAGS,
    attributes=_allowed,
    protocols={"http", "https", "mailto", "data"},
    css_sanitizer=CSSSanitizer(allowed_css_properties=PROPERTIES),
)


def readonly(markup: str, text: bool = True) -> str:
    """HTML with the tags, attributes and styles that only show something; other tags show as text.

    pandas' own <style> goes. Tables and pictures get a box that scrolls on a narrow screen; links
    to notebooks lead to their pages. Without `text`, a table's cells hold short passages only, and
    its columns `passage` none: a sentence for each of twenty words is half an article.

    >>> readonly('<b onclick="x()">bold</b><script>y()</script>')
    '<b>bold</b>&lt;script&gt;y()&lt;/script&gt;'
    """
    cleaned = PICTURE.sub(
        FIGURE, NOTEBOOK_LINK.sub(r"\1.html", _CLEANER.clean(DROPPED.sub("", markup)))
    )
    if "<table" not in cleaned:
        return cleaned
    soup = bs4.BeautifulSoup(BETWEEN_CELLS.sub("", cleaned), "html.parser")
    for table in soup("table"):
        if not text:
            _shorten(table)
        _align(table)
        box = {"class": "scroll", "role": "group", "aria-label": "Table"}
        table.wrap(soup.new_tag("div", attrs=box))
    return str(soup)


def _columns(table: bs4.Tag) -> Iterator[tuple[bs4.Tag, ...]]:
    """The columns of a table, heads and all, from its rows of full width."""
    rows = [row(["td", "th"]) for row in table("tr")]
    return zip(*(row for row in rows if len(row) == max(map(len, rows))), strict=True)


def _shorten(table: bs4.Tag) -> None:
    """Cut an article's long sentences, and what stands in columns `passage`."""
    for cell in table("td"):
        if len(shown := cell.get_text()) > PASSAGE:
            cell.string = shown[:PASSAGE].rstrip() + "…"
    for head, *cells in _columns(table):
        for cell in cells if head.get_text().casefold() == "passage" else ():
            cell.string = "…"


def _align(table: bs4.Tag) -> None:
    """Mark the columns of numbers, head and all, for the style sheet, in the place of pandas' own
    marks.
    """
    for plain in (table, *table("tr")):
        del plain["class"], plain["style"]
    for empty in (head for head in table("th") if not head.get_text()):
        empty.name = "td"  # the corner above an index heads nothing
    for column in _columns(table):
        values = [cell.get_text() for cell in column[1:] if cell.name == "td"]
        if values and all(NUMBER.fullmatch(value) for value in values):
            for cell in column:
                cell["class"] = "n"
    for cell in table(
        ["td", "th"], style=True
    ):  # what the style sheet says of them anyway is a tenth of a page
        given = "right" if "n" in cell.get("class", "") else "left"
        nowrap = "|white-space: ?nowrap; ?" if given == "right" else ""
        cell["style"] = re.sub(rf"text-align: ?{given}; ?{nowrap}", "", cell["style"])
        if not cell["style"]:
            del cell["style"]


def highlighted(source: str) -> str:
    """Python as HTML, with the few of Pygments' marks that the page's style sheet knows.

    >>> highlighted("import newsthemes")
    '<span class="kn">import</span> themes'
    """
    return DULL.sub(r"\1", highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))).rstrip()
