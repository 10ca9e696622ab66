"""A saved web page -> its article, without menus, comments and advertisements."""

import codecs
import logging
import re
from copy import deepcopy

from .document import ArticleError, Document, one_line
from .page_facts import state_facts
from .zips import told

MAX_PAGE = 10_000_000  # characters without pictures: some ten seconds

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
_PAGE = re.compile(r"(?:\s|<!--.*?-->|<\?xml.*?\?>)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PICTURES = re.compile(r"data:[\w/+.-]*;base64,[\w+/=%\s]{200,}")  # in pages saved as a single file
_SAVE = "copy its article into a text file"


def is_page(text: str) -> bool:
    """Whether a text begins as HTML does.

    >>> is_page("<!-- saved --> <!DOCTYPE html><title>x</title>")
    True
    """
    return _PAGE.match(text[:5000]) is not None


def declared(data: bytes) -> str | None:
    """The encoding that a page's head names, as Python calls it; as in browsers, latin-1 is read as Windows' cp1252.

    >>> declared(b'<html><meta charset="ISO-8859-1">')
    'cp1252'
    """
    found = _DECLARED.search(data[:5000])
    try:
        name = codecs.lookup((found[1] or found[2]).decode()).name if found else None
    except LookupError:
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def read_html(text: str) -> list[Document]:
    """One document: the article as trafilatura finds it, paragraphs with an empty line between; the headline stands
    in its title only, whether the page has it in its article or above.

    ArticleError where there is no article to be found, or the page is too large or too deep to be read whole.
    """
    from lxml import html
    from trafilatura import extract

    text = _PICTURES.sub("", text)
    if len(text) > MAX_PAGE:
        raise ArticleError(f"has {len(text) / 1e6:.0f} million characters, too many for a web page; {_SAVE}")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds wrong with a page is of no use here
    with told("a web page"):
        parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        if any("depth" in entry.message.lower() for entry in parser.error_log):
            raise ArticleError(f"is nested deeper than can be read whole; {_SAVE}")
        document = Document("")
        state_facts(document, tree)
        # the strict way loses less on whole articles than the other two add of menus; they are for pages where it finds none
        ways = ({"favor_precision": True}, {}, {"favor_recall": True})
        found = (extract(deepcopy(tree), include_comments=False, with_metadata=False, **way) for way in ways)
        article = next(filter(None, found), None)
    if not article:
        raise ArticleError(f"is a web page without an article that can be found; {_SAVE}")
    heads = {document.title, *(one_line(heading.text_content()) for heading in tree.iter("h1"))}
    lines = article.split("\n")
    document.text = "\n\n".join(filter(None, lines[1:] if one_line(lines[0]) in heads and lines[1:] else lines))
    return [document]
