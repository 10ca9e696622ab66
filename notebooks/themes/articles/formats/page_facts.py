"""What a web page says of itself in its metadata: title, date, source, language. Nothing is taken from its running text."""

import json
from collections.abc import Iterator
from html import unescape

from .dates import day
from .document import Document, one_line

_PUBLISHED = """article:published_time article:published og:pubdate og:published_time datepublished pubdate publishdate
    publish-date publish_date published published_at published_time publication_date date dc.date dc.date.issued dcterms.date
    dcterms.created dcterms.issued sailthru.date parsely-pub-date citation_publication_date""".split()
_DEPTH = 20  # of JSON-LD


def state_facts(document: Document, tree) -> None:
    """Fill in what an lxml tree of a page says. A date is that of publication; that of the last change is none.

    >>> from lxml import html
    >>> page = '<html lang="en"><meta property="og:title" content="Ministers meet"><time datetime="2023-10-26"></html>'
    >>> document = Document("")
    >>> state_facts(document, html.fromstring(page))
    >>> document.title, document.date, document.language
    ('Ministers meet', '2023-10-26', 'en')
    """
    metas = _metas(tree)
    articles = [thing for thing in _things(tree) if "headline" in thing or "datePublished" in thing]
    publishers = [thing["publisher"] for thing in articles if isinstance(thing.get("publisher"), dict)]
    document.source = metas.get("og:site_name") or next((one_line(each.get("name")) for each in publishers), "")
    headings = [one_line(heading.text_content()) for heading in tree.iter("h1")]
    titles = [one_line(unescape(one_line(thing.get("headline")))) for thing in articles] + [
        metas.get("og:title", ""),
        metas.get("twitter:title", ""),
    ]
    titles += headings if len(headings) == 1 else []
    titles += [one_line(title.text_content()) for title in tree.iter("title")]
    document.title = _alone(next(filter(None, titles), ""), document.source)
    document.language = one_line(tree.get("lang") or metas.get("og:locale", "").replace("_", "-"))
    document.date = _published(tree, metas, articles)


def _published(tree, metas: dict[str, str], articles: list[dict]) -> str:
    said = [thing.get("datePublished") for thing in articles] + [metas[name] for name in _PUBLISHED if name in metas]
    said += [mark.get("datetime") or mark.get("content") for mark in tree.xpath("//*[@itemprop='datePublished' or @pubdate]")]
    if found := next(filter(None, map(day, said)), ""):
        return found
    days = {day(mark.get("datetime")) for mark in tree.iter("time")}
    return days.pop() if len(days) == 1 else ""  # where they differ, some are of other articles


def _metas(tree) -> dict[str, str]:
    found = {}
    for meta in tree.iter("meta"):
        value = one_line(meta.get("content"))
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop")):
            if key and value:
                found.setdefault(key.strip().casefold(), value)
    return found


def _things(tree) -> Iterator[dict]:
    """The objects of JSON-LD, however they are wrapped."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            yield from _objects(json.loads(script.text_content().strip(), strict=False))
        except (ValueError, RecursionError):
            continue  # pages hold broken ones


def _objects(value: object, depth: int = 0) -> Iterator[dict]:
    if isinstance(value, dict) and depth < _DEPTH:
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)
    elif isinstance(value, list) and depth < _DEPTH:
        for each in value:
            yield from _objects(each, depth + 1)


def _alone(title: str, source: str) -> str:
    """A title without the name of the site behind it."""
    for sign in ("|", "-", "–", "—", "·", "»"):
        title = title.removesuffix(f" {sign} {source}") if source else title
    return title
