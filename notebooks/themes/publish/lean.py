"""HTML from a notebook's outputs -> HTML that can only be read: no script, no style sheet, nothing fetched."""

from __future__ import annotations

import re

import bs4
from bleach.css_sanitizer import CSSSanitizer
from bleach.sanitizer import Cleaner
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

TAGS = set(
    """a abbr b bdi blockquote br caption code dd del details div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img li
    mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr ul""".split()
)
ATTRIBUTES = {"alt", "class", "colspan", "rowspan", "scope", "start", "style", "title"}
PROPERTIES = """background background-color color font-style font-weight line-height max-width min-width padding text-align
    vertical-align white-space width""".split()
# pandas' own style sheet, and the signs that nbconvert puts behind headings
DROPPED = re.compile(r'<style\b.*?</style\s*>|<a class="anchor-link"[^>]*>.*?</a>', re.DOTALL | re.IGNORECASE)
LINK = re.compile(r"(?:https?://|mailto:|#|[\w%.-]+(?:[/#?]|$))[^\s&]*")
NOTEBOOK_LINK = re.compile(r'(<a href="[\w%.-]+)\.ipynb(?=[#"])')
PASSAGE = 150  # characters
NUMBER = re.compile(r"[-−]?[\d.,]+ ?%?|")
BETWEEN_CELLS = re.compile(r"\s+(?=</?(?:table|tbody|td|thead|th|tr)\b)")
DULL = re.compile(r'<span class="(?![ks]|c1)[^"]*">([^<]*)</span>')  # of Pygments' marks, all but keywords, strings, comments


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


def clean(markup: str, text: bool = True) -> str:
    """HTML with the tags, attributes and styles that only show something; other tags show as text.

    pandas' own <style> goes. Tables get a box that scrolls on a narrow screen; links to notebooks lead to their pages. Without
    `text`, a table's cells hold short passages only: an article's long sentences are cut.

    >>> clean('<b onclick="x()">bold</b><script>y()</script>')
    '<b>bold</b>&lt;script&gt;y()&lt;/script&gt;'
    """
    cleaned = NOTEBOOK_LINK.sub(r"\1.html", _CLEANER.clean(DROPPED.sub("", markup)))
    if "<table" not in cleaned:
        return cleaned
    soup = bs4.BeautifulSoup(BETWEEN_CELLS.sub("", cleaned), "html.parser")
    for table in soup("table"):
        _align(table)
        for cell in table("td") if not text else ():
            if len(said := cell.get_text()) > PASSAGE:
                cell.string = said[:PASSAGE].rstrip() + "…"
        box = {"class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table, scrolls sideways"}
        table.wrap(soup.new_tag("div", attrs=box))
    return str(soup)


def without_passages(markup: str) -> str:
    """HTML without what stands in its tables' columns `passage`: a sentence for each of twenty words is half an article.

    >>> without_passages("<table><tr><th>count</th><th>passage</th></tr><tr><td>1</td><td>a b</td></tr></table>")
    '<table><tr><th>count</th><th>passage</th></tr><tr><td>1</td><td>…</td></tr></table>'
    """
    if "passage</th>" not in markup:
        return markup
    soup = bs4.BeautifulSoup(markup, "html.parser")
    for table in soup("table"):
        head, *rows = [row(["td", "th"]) for row in table("tr")]
        for at in [at for at, cell in enumerate(head) if cell.get_text() == "passage"]:
            for row in (row for row in rows if len(row) == len(head)):
                row[at].string = "…"
    return str(soup)


def _align(table: bs4.Tag) -> None:
    """Mark the columns of numbers, head and all, for the style sheet, in the place of pandas' own marks."""
    for plain in (table, *table("tr")):
        del plain["class"], plain["style"]
    for empty in (head for head in table("th") if not head.get_text()):
        empty.name = "td"  # the corner above an index heads nothing
    rows = [row(["td", "th"]) for row in table("tr")]
    width = max(map(len, rows), default=0)
    for column in zip(*(row for row in rows if len(row) == width), strict=True):
        values = [cell.get_text() for cell in column[1:] if cell.name == "td"]
        if values and all(NUMBER.fullmatch(value) for value in values):
            for cell in column:
                cell["class"] = "n"


def code(source: str) -> str:
    """Python as HTML, with the few of Pygments' marks that the page's style sheet knows.

    >>> code("import themes")
    '<span class="kn">import</span> themes'
    """
    return DULL.sub(r"\1", highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))).rstrip()
