"""A saved web page -> its article, without menus, comments and advertisements, and what its
metadata says of it.
"""

import json
import logging
import re
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from html import unescape

from ...files.saved_pages import is_article_page
from .dates import day
from .document import ArticleError, Document, one_line, refusing

FAR = 3  # times as much text: one of two ways to find an article is wrong
NOTICE = 100  # words: less is a notice of copyright or cookies sooner than an article

_NAMES_OF_METAS = (
    "//meta[normalize-space(@content)]/@*[name()='property' or name()='name' or name()='itemprop']"
)
_DATES_OF_MARKS = (
    "//*[@itemprop='datePublished' or @pubdate]/@*[name()='datetime' or name()='content']"
)
_PICTURES = re.compile(r"data:[\w/+.-]*;base64,[\w+/=%\s]{200,}")  # in pages saved as a single file
_PUBLISHED = """article:published_time article:published og:pubdate og:published_time datepublished
    pubdate publishdate publish-date publish_date published published_at published_time
    publication_date date dc.date dc.date.issued dcterms.date dcterms.created dcterms.issued
    sailthru.date parsely-pub-date citation_publication_date""".split()


def read_html(text: str) -> list[Document]:
    """One document: the article as trafilatura finds it, paragraphs with an empty line between. Its
    title is the headline above them; where there is none, what the page says.

    Where its strict way finds less than 100 words, and its usual one more than three times as much,
    the usual one counts, and that is a doubt. ArticleError where there is no article to be found.
    """
    if is_article_page(text):
        todo = "count the file that it was made from"
        raise ArticleError(f"is a page with counts that this project made, and no article; {todo}")
    text = _PICTURES.sub("", text)
    # its complaints about a page are not ours
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    with refusing("a web page"):
        from lxml import html
        from trafilatura import extract

        parser = html.HTMLParser(
            encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
        )
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
        document = Document()
        state_facts(document, tree)
        article = _article(document, tree, extract)
    if not article:
        todo = "copy its article into a text file"
        raise ArticleError(f"is a web page without an article that can be found; {todo}")
    lines = article.split("\n")
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    if one_line(lines[0]) in headings:
        document.title = one_line(lines[0])
    document.text = "\n\n".join(filter(None, lines))
    return [document]


def _article(document: Document, tree, extract: Callable) -> str:
    """The text of the article in a page; a doubt where two ways to find it differ much."""

    def found(**way: bool) -> str:
        return extract(deepcopy(tree), include_comments=False, with_metadata=False, **way) or ""

    # the strict way loses less on whole articles than the other two add of menus; they are for
    # pages where it fails
    article = found(favor_precision=True)
    if len(article.split()) < NOTICE:
        usual = found() or found(favor_recall=True)
        if len(usual) <= FAR * len(article):
            return article
        if article:
            sizes = f"{len(article):,} or {len(usual):,} characters"
            wrong = f"may be the wrong part of its page ({sizes}, as one looks for it); look at it"
            document.doubts += (wrong,)
        return usual
    return article


def state_facts(document: Document, tree) -> None:
    """Fill in what an lxml tree of a page says. A date is that of publication, never that of the
    last change.

    Not by `trafilatura.extract_metadata`, which guesses: dates of changes, sources from titles.

    >>> from lxml import html
    >>> page = '<html lang="en"><h1>Ministers meet</h1><time datetime="2023-10-26"></html>'
    >>> document = Document()
    >>> state_facts(document, html.fromstring(page))
    >>> document.title, document.date, document.language
    ('Ministers meet', '2023-10-26', 'en')
    """
    # the first of a name counts
    metas = {
        name.strip().casefold(): one_line(name.getparent().get("content"))
        for name in reversed(tree.xpath(_NAMES_OF_METAS))
    }
    articles = [thing for thing in _things(tree) if "headline" in thing or "datePublished" in thing]
    publishers = [one_line(thing.get("publisher")) for thing in articles]
    document.source = metas.get("og:site_name") or next(filter(None, publishers), "")
    titles = [unescape(one_line(thing.get("headline"))) for thing in articles]
    titles.append(metas.get("og:title"))
    titles += [title.text_content() for title in [*tree.iter("h1"), *tree.iter("title")]]
    title = one_line(next(filter(None, titles), ""))
    # without the name of the site behind it
    document.title = re.sub(rf" [-|–—·»] {re.escape(document.source)}$", "", title)
    document.language = one_line(tree.get("lang") or metas.get("og:locale", "").replace("_", "-"))
    _state_date(document, tree, metas, articles)


def _state_date(document: Document, tree, metas: dict[str, str], articles: list[dict]) -> None:
    dates = [thing.get("datePublished") for thing in articles]
    dates += [metas.get(name) for name in _PUBLISHED]
    dates += tree.xpath(_DATES_OF_MARKS)
    dates = [one_line(date) for date in dates if date]
    document.stated = next(filter(None, dates), "")
    document.date = next(filter(None, map(day, dates)), "")
    days = {day(mark.get("datetime")) for mark in tree.iter("time")}
    if not document.date and len(days) == 1:  # where they differ, some are of other articles
        document.date = days.pop()


def _things(tree) -> list[dict]:
    """The objects of JSON-LD, however they are wrapped; the outer ones first."""
    things = []
    for text in reversed(tree.xpath("//script[@type='application/ld+json']/text()")):
        with suppress(ValueError, RecursionError):  # pages hold broken ones
            json.loads(text, strict=False, object_hook=lambda thing: things.append(thing) or thing)
    return things[::-1]
