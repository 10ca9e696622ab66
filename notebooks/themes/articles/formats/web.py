"""A saved web page -> its article, without menus, comments and advertisements."""

import codecs
import logging
import re
from copy import deepcopy

from .document import ArticleError, Document, one_line
from .page_facts import state_facts
from .zips import told

MAX_PAGE = 10_000_000  # characters without pictures: some ten seconds

FAR = 3  # times as much text: one of two ways to find an article is wrong
NOTICE = 100  # words: less is a notice of copyright or cookies sooner than an article

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I
)
# atomic, as else each comment could also end where a later one does
_PAGE = re.compile(r"(?:\s|(?><!--.*?-->)|(?><\?xml.*?\?>))*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
# what Python decodes, but no page is in: a page whose head says UTF-16 is UTF-8, as the head could be read
_NO_CHARSET = ("idna", "mbcs", "oem", "punycode", "raw-unicode", "undefined", "unicode", "utf-16", "utf-32", "utf-7")
_NO_ARTICLE = "a footer nav script style".split()
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
    if name and name.startswith(_NO_CHARSET):
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def read_html(text: str) -> list[Document]:
    """One document: the article as trafilatura finds it, paragraphs with an empty line between; the headline stands
    in its title only, whether the page has it in its article or above.

    Where its usual way finds more than three times as much as its strict one, that is a doubt, and the usual one counts if
    the strict one's has less than 100 words. ArticleError where there is no article to be found, or the page is too large or
    too deep to be read whole.
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

        def found(**way: bool) -> str:
            return extract(deepcopy(tree), include_comments=False, with_metadata=False, **way) or ""

        # the strict way loses less on whole articles than the other two add of menus; they are for pages where it fails
        article = found(favor_precision=True)
        if _running_text(tree) > FAR * len(article):  # else no way finds so much more
            usual = found()
            if article and len(usual) > FAR * len(article):
                sizes = f"{len(article):,} or {len(usual):,} characters"
                document.doubts.append(f"may be the wrong part of its page ({sizes}, as one looks for it); look at it")
                article = usual if len(article.split()) < NOTICE else article
        article = article or found() or found(favor_recall=True)
    if not article:
        raise ArticleError(f"is a web page without an article that can be found; {_SAVE}")
    heads = {document.title, *(one_line(heading.text_content()) for heading in tree.iter("h1"))}
    lines = article.split("\n")
    document.text = "\n\n".join(filter(None, lines[1:] if one_line(lines[0]) in heads and lines[1:] else lines))
    return [document]


def _running_text(tree) -> int:
    """Characters of a page that an article could be in: those that are no link, menu or foot."""
    texts = tree.xpath(f"//body//text()[not({' or '.join(f'ancestor::{tag}' for tag in _NO_ARTICLE)})]")
    return sum(len(" ".join(text.split())) for text in texts)
