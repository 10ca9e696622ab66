"""The headline of an article: found in its text, put above it, or left out."""

import re

from ..text.bylines import without_byline
from ..text.folding import fold
from .formats.document import Document

# Of the text, where there is no headline: so many words at most, of so many characters
TITLE_WORDS, TITLE_LENGTH = 15, 100
HEADLINE_WORDS = 20
_NO_HEADLINE = tuple('. 。 … , ; : ." .”'.split())  # ends with that
HEAD = 2000  # characters of a text among which its headline is looked for
_WORDS = re.compile(r"\w+")


def place_headline(document: Document, beside: Document | None, headlines: str) -> None:
    """Give a document what sources.csv `beside` it says, its first words, and its text the title
    for a headline where it has none; or drop the headline that it has.
    """
    text = document.text
    report = without_byline(text).strip()
    headline = document.title or _headline(report)
    place = headline_in(text, headline)
    if beside:
        document.fill_in(beside)
    document.title = _without_source(document.title, document.source)
    place = place or headline_in(text, _without_source(headline, document.source))
    if headlines == "keep" and document.title and not place:
        document.text = f"{document.title}\n\n{text}"
    found = _without_source(" ".join(headline.split()), document.source)
    document.title = document.title or found
    document.opening = _first_words(report or text)
    if headlines == "drop" and place and place[1]:
        document.text = (text[: place.start()] + text[place.end() :]).strip() or text
        document.opening = first_words(document.text)


def _without_source(title: str, source: str) -> str:
    """A title without the article's own source behind it: `Ministers meet - BBC News`."""
    if not source:
        return title
    return re.sub(rf"\s+[-–—|]\s+{re.escape(source)}$", "", title, flags=re.IGNORECASE)


def first_words(text: str) -> str:
    """The first fifteen words of a text behind its byline, or what there is room for.

    >>> first_words("They met. It rained.")
    'They met. It rained.'
    """
    return _first_words(without_byline(text).strip() or text)


def _first_words(text: str) -> str:
    words = text.split(None, TITLE_WORDS)
    title = " ".join(words[:TITLE_WORDS])
    if len(title) > TITLE_LENGTH:
        title = title[: TITLE_LENGTH + 1].rpartition(" ")[0] or title[:TITLE_LENGTH]
    elif len(words) <= TITLE_WORDS:
        return title
    return f"{title} …"


def headline_in(text: str, headline: str) -> re.Match[str] | None:
    """Where a headline stands in a text. The match's first group is None where more follows on the
    line, so that it is no headline of its own.

    >>> headline_in("Politics\\nMinisters\\nmeet!", "Ministers meet")[1]
    'Ministers\\nmeet!'
    """
    title = " ".join(_WORDS.findall(headline))
    if not title or fold(title) not in " ".join(_WORDS.findall(fold(text[:HEAD]))):
        return None  # which takes a tenth of the time of a pattern
    words, other = title.replace(" ", r"\W+"), r"[^\w\n]*+"
    alone = rf"^({other}{words}{other})$|\A\W*+{words}\b"
    end = text.find("\n", HEAD)
    if end > 0:  # each line of a long text may begin like the headline
        text = text[:end]
    return re.search(alone, text, re.IGNORECASE | re.MULTILINE)


def _headline(text: str) -> str:
    """The first line, if it is short, stands alone and ends like no sentence; else empty."""
    if "\n" not in text:
        return ""
    lines = [line.strip() for line in text.split("\n")]
    first = lines[0]
    if len(first.split()) > HEADLINE_WORDS or len(first) > 150:
        return ""
    if first.endswith(_NO_HEADLINE):
        return ""
    # In a wrapped text a line ends where the next word no longer fits; where it would have fitted,
    # the line is whole.
    if lines[1] and len(first) + 1 + len(lines[1].split()[0]) > max(map(len, lines)):
        return ""
    return first
