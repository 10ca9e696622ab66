"""An export of Nexis, as text or as Word -> its articles, with title, date, source, language, section and byline."""

import re

from .dates import day
from .document import Document, Unread, clean, one_line

SHORT = 0.8  # of the words that an article says to have: fewer are a doubt

_START = re.compile(r"^[ \t]*\d[\d,]* of \d[\d,]* DOCUMENTS[ \t\r]*$", re.MULTILINE)
_ABOVE = set("byline section length dateline highlight series country distribution".split())  # labels above the text
_BELOW = set(  # and below it
    """load-date language graphic publication-type journal-code document-type type subject company organization ticker industry
    person city state country geographic notes correction correction-date acc-no classification""".split()
)
_COPYRIGHT = re.compile(r"Copyright \d{4}\b")
_BODY, _END = "Body", "End of Document"


def is_export(text: str) -> bool:
    """Whether a text is an export: "1 of 10 DOCUMENTS" stands alone on a line above the first article."""
    return _START.search(text[:5000]) is not None


def is_word_export(lines: list[str]) -> bool:
    """Whether the paragraphs of a Word file are an export: "Body" stands above, "End of Document" below each text."""
    return {_BODY, _END} <= {one_line(line) for line in lines}


def from_text(text: str) -> list[Document | Unread]:
    """The articles of an export as text: blocks of source, date, title, labels, text, labels and copyright."""
    found = []
    for number, piece in enumerate(_START.split(clean(text))[1:], 1):
        blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", piece) if block.strip()]
        dated = next((at for at, block in enumerate(blocks[1:4], 1) if day(block.split("\n")[0])), None)
        if dated is None:
            found.append(_unread(number))
            continue
        rest = blocks[dated + 1 :]
        titled = bool(rest) and _label(rest[0]) not in _ABOVE
        document = Document("", rest[0] if titled else "", blocks[dated].split("\n")[0], " ".join(blocks[:dated]))
        found.append(_filled(document, rest[titled:], number))
    return found


def from_word(lines: list[str]) -> list[Document | Unread]:
    """The articles of an export as Word, from its paragraphs: title, source, date, labels, "Body", text, labels."""
    found, piece = [], []
    for line in filter(str.strip, lines):
        if one_line(line) != _END:
            piece.append(line.strip())
            continue
        head = piece[: piece.index(_BODY)] if _BODY in piece else []
        dated = next((at for at, text in enumerate(head[2:], 2) if day(one_line(text))), None)
        number = len(found) + 1
        if dated is None:
            found.append(_unread(number))
        else:
            document = Document("", head[dated - 2], head[dated], head[dated - 1])
            labels = [text for text in head[dated + 1 :] if _label(text) in _ABOVE]
            found.append(_filled(document, labels + piece[len(head) + 1 :], number))
        piece = []
    return found


def _unread(number: int) -> Unread:
    return Unread(
        f"document {number}", "has no date where one is due, so that its text cannot be told from its head; look into it"
    )


def _filled(document: Document, blocks: list[str], number: int) -> Document:
    """The document with what its labels say and the text between them."""
    document.place = f"document {number}"
    document.title, document.source, document.date = (
        one_line(document.title),
        one_line(document.source),
        day(one_line(document.date)),
    )
    first = next((at for at, block in enumerate(blocks) if _label(block) not in _ABOVE), len(blocks))
    below = (at for at, block in enumerate(blocks) if at >= first and (_label(block) in _BELOW or _COPYRIGHT.match(block)))
    last = next(below, len(blocks))
    document.text = "\n\n".join(blocks[first:last])
    said = {_label(block): one_line(block.partition(":")[2]) for block in blocks[:first] + blocks[last:]}
    document.language = said.get("language", "")
    document.more = {name: said[name] for name in ("section", "byline") if said.get(name)}
    length = re.match(r"([\d,]+) word", said.get("length", ""))
    words, due = len(document.text.split()), int(length[1].replace(",", "")) if length else 0
    if words < SHORT * due:
        document.doubts.append(f"says it has {due:,} words, and {words:,} were found; look into it")
    return document


def _label(block: str) -> str:
    """The label that a block begins with ("BYLINE: A. Writer"), or is, in small letters."""
    name = block.partition(":")[0].strip().casefold()
    return name if name in _ABOVE | _BELOW and (":" in block or name in ("graphic", "classification")) else ""
