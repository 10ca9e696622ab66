"""A PDF -> its text, with what its pages add mended: running heads, page numbers, words cut at line
ends.
"""

import io
import logging
import re
import unicodedata
from collections import Counter
from itertools import chain

from ...text.wording import natural_list
from .document import ArticleError, Document, refusing, stated_title

EDGE = 2  # lines at the top and the foot of a page that may be running heads

_CUT = re.compile(r"(\w+)[-\u00ad\u2010]\n(\w+)")
_ENDS = (".", "!", "?", ":", "”", '"', "»", "。")


def read_pdf(data: bytes) -> list[Document]:
    """One document. Columns and boxes stand in the order in which the file draws them.

    No date: that of the file is not that of the article. ArticleError for a PDF that has no text (a
    scan), needs a password, or is broken. A page without text among others is a doubt.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends in a file is not said
    with refusing("a PDF"):
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):  # one that is locked opens without
            raise ArticleError("is an encrypted PDF; save it without a password")
        pages = [page.extract_text() or "" for page in reader.pages]
        title = getattr(reader.metadata, "title", "")
    empty = [number for number, page in enumerate(pages, 1) if not any(map(str.isalnum, page))]
    if len(empty) == len(pages):
        raise ArticleError(
            "is a PDF without text, a scan perhaps; run a text recognition (OCR) over it"
        )
    document = Document(mended(pages))
    unknown = sum(char == "\ufffd" or unicodedata.category(char) == "Co" for char in document.text)
    if unknown > len(document.text) / 10:
        fonts = "whose fonts do not say which letters they show"
        raise ArticleError(f"is a PDF {fonts}; run a text recognition (OCR) over it")
    document.title = stated_title(title, document.text)
    if empty:
        pages = natural_list(empty, 10)
        document.doubts += (f"has no text on page {pages}, a picture perhaps; look at it",)
    return [document]


def mended(pages: list[str]) -> str:
    """The text of pages: without what recurs at their edges, words whole, an empty line where a
    paragraph seems to end.

    >>> pages = ["They spoke of secu-\\nrity.", "Then they left.", "It rained."]
    >>> mended([f"The Paper {number}\\n{page}" for number, page in enumerate(pages)])
    'They spoke of security.\\n\\nThen they left.\\n\\nIt rained.'
    """
    texts = [page.replace("\r", "\n") for page in pages]
    lines = [[line.strip() for line in page.strip().split("\n")] for page in texts]
    text = ""
    for body in filter(any, _without_running(lines)):
        if text.endswith(_ENDS):
            text += "\n\n"
        elif text:
            text += "\n"
        text += _paragraphs(body)
    return _joined(text)


def _without_running(pages: list[list[str]]) -> list[list[str]]:
    """The pages without what stands at the edges of more than half of three pages or more, whatever
    its numbers.
    """
    if len(pages) < 3:
        return pages

    def mark(line: str) -> str:
        return re.sub(r"\d+", "0", line.casefold())

    edges = (set(map(mark, page[:EDGE] + page[-EDGE:])) for page in pages)
    seen = Counter(chain.from_iterable(edges))
    bodies = []
    for page in pages:
        last = len(page) - EDGE
        bodies.append(
            [
                line
                for at, line in enumerate(page)
                if EDGE <= at < last or seen[mark(line)] <= len(pages) / 2
            ]
        )
    return bodies


def _paragraphs(lines: list[str]) -> str:
    """Lines, with an empty one after each that ends a sentence well before the margin."""
    margin = 0.85 * max(map(len, lines))
    text = ""
    for line in lines:
        text += f"{line}\n"
        if line.endswith(_ENDS) and len(line) < margin:
            text += "\n"
    return text.strip()


def _joined(text: str) -> str:
    """The text with words cut at line ends whole; a hyphen stays where the text has that word with
    it elsewhere.
    """
    words = Counter(re.findall(r"\w+(?:[-\u2010]\w+)*", text.casefold()))

    def whole(cut: re.Match) -> str:
        first, second = cut.groups()
        with_hyphen, without = f"{first}-{second}", first + second
        if not second[0].islower() or words[with_hyphen.casefold()] > words[without.casefold()]:
            return with_hyphen
        return without

    return _CUT.sub(whole, text)
