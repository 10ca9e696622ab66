"""HTML in a cell of a table -> the text that a reader of it sees."""

import re
from html.parser import HTMLParser

_BLOCKS = ["address", "article", "aside", "blockquote", "caption", "dd", "div", "dl", "dt"]
_BLOCKS += ["figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr"]
_BLOCKS += ["li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"]
_UNSEEN = ["script", "style", "template", "iframe", "noscript"]
_INLINE = ["a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "img", "ins", "mark"]
_INLINE += ["picture", "q", "s", "small", "source", "span", "strike", "strong", "sub", "sup"]
_INLINE += ["time", "u", "video", "wbr", "html", "head", "body"]
_NAMES = "|".join(sorted(_BLOCKS + _UNSEEN + _INLINE, key=len, reverse=True))
_ALONE = r"<(?:p|li|dd|dt|td|th|tr|img|wbr|br|BR|hr|HR)\s*/?>"  # tags that need no end
# a tag that ends an element, has an attribute or needs no end; a comment; an entity with its
# semicolon. `a < b`, `<Smith>`, and companies such as `<U>` and `<Mark Resources Inc>` are none
_MARKUP = re.compile(
    rf"</(?i:{_NAMES})\s*>|<(?i:{_NAMES})\s[^<>]*=[^<>]*>|{_ALONE}"
    r"|<!--|&(?i:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});"
)


def has_markup(text: str) -> bool:
    """Whether HTML stands in a text: a tag, a comment, an entity.

    >>> [has_markup(text) for text in ("<p>They met.", "AT&amp;T", "a < b", "AT&T; <Smith>")]
    [True, True, False, False]
    """
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def markup_in(text: str) -> list[str]:
    """The pieces of HTML in a text, but for tags without attributes that begin an element.

    >>> markup_in("<i>War</i> &amp; peace.<br>")
    ['</i>', '&amp;', '<br>']
    """
    return _MARKUP.findall(text)


def without_markup(text: str) -> str:
    """The text of a piece of HTML, an empty line between its blocks; nothing of it is left out but
    scripts and styles.

    >>> without_markup("<p>See <a href='https://example.org'>more</a> &amp; less.<p>It rained.")
    'See more & less.\\n\\nIt rained.'
    """
    walk = _Walk(text)
    walk.feed(text)
    walk.close()
    blocks = re.split(r"\n\s*\n", "".join(walk.pieces))
    lines = [re.sub(r"[ \t]*\n[ \t]*", "\n", block).strip() for block in blocks]
    return "\n\n".join(filter(None, lines))


class _Walk(HTMLParser):
    """The pieces of text between tags; a block ends a paragraph."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ended = set(re.findall(r"</([^\s>]+)", text.casefold()))
        self.pieces: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        as_written = self.get_starttag_text()
        has_attribute = any(value is not None for _, value in attrs)
        is_alone = re.fullmatch(_ALONE, as_written, re.IGNORECASE)
        if not (tag in self.ended or has_attribute or is_alone):
            self.handle_data(as_written)
        elif tag in _UNSEEN:
            self.unseen += 1
        elif tag == "br":
            self.pieces.append("\n")
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        if tag not in _UNSEEN:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.pieces.append(data)
