"""An export of Nexis, as text or as Word -> its articles, with title, date, source, language,
section and byline.
"""

import re

from .dates import day
from .document import Document, clean, one_line

SHORT = 0.8  # of the words that an article says to have: fewer are a doubt

_START = re.compile(r"^[ \t]*\d[\d,]* of \d[\d,]* DOCUMENTS[ \t\r]*$", re.MULTILINE)
_ABOVE = set(
    "byline section length dateline highlight series country distribution".split()
)  # labels above the text
_BELOW = set(  # and below it
    """load-date language graphic publication-type journal-code document-type type subject company organization ticker industry
    person city state country geographic notes correction correction-date acc-no classification""".split()
)
_COPYRIGHT = re.compile(r"Copyright \d{4}\b")
_BODY, _END = "Body", "End of Document"


def is_export(text: str) -> bool:
    """Whether a text is an export: "1 of 10 DOCUMENTS" stands alone on a line above the first
    article.
    """
    return _START.search(text[:5000]) is not None


def is_word_export(lines: list[str]) -> bool:
    """Whether the paragraphs of a Word file are an export: "Body" stands above, "End of Document"
    below each text.
    """
    return {_BODY, _END} <= {one_line(line) for line in lines}


def read_nexis(text: str) -> list[Document]:
    """The articles of an export as text: blocks of source, date, title, labels, text, labels and
    copyright.
    """
    found = []
    for number, piece in enumerate(_START.split(clean(text))[1:], 1):
        blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", piece) if block.strip()]
        dated = next(
            (at for at, block in enumerate(blocks[1:4], 1) if day(block.split("\n")[0])), None
        )
        facts = None
        if dated is not None:
            source, date, blocks = (
                " ".join(blocks[:dated]),
                blocks[dated].split("\n")[0],
                blocks[dated + 1 :],
            )
            titled = bool(blocks) and _label(blocks[0]) not in _ABOVE
            facts, blocks = (blocks[0] if titled else "", date, source), blocks[titled:]
        found.append(_document(number, facts, blocks))
    return found


def read_word_export(lines: list[str]) -> list[Document]:
    """The articles of an export as Word, from its paragraphs: title, source, date, labels, "Body",
    text, labels.
    """
    found, piece = [], []
    for line in filter(str.strip, lines):
        if one_line(line) != _END:
            piece.append(line.strip())
            continue
        head = piece[: piece.index(_BODY)] if _BODY in piece else []
        dated = next((at for at, text in enumerate(head[2:], 2) if day(one_line(text))), len(head))
        labels = [text for text in head[dated + 1 :] if _label(text) in _ABOVE]
        facts = (head[dated - 2], head[dated], head[dated - 1]) if dated < len(head) else None
        found.append(_document(len(found) + 1, facts, labels + piece[len(head) + 1 :]))
        piece = []
    return found


def _document(number: int, facts: tuple[str, str, str] | None, blocks: list[str]) -> Document:
    """A document of its title, date and source, of what its labels say, and of the text between
    them.
    """
    document = Document(place=f"document {number}")
    if facts is None:
        document.unread = (
            "has no date at its head, so where its text begins cannot be told; check it"
        )
        return document
    document.title, date, document.source = map(one_line, facts)
    document.date = day(date)
    first = next(
        (at for at, block in enumerate(blocks) if _label(block) not in _ABOVE), len(blocks)
    )
    below = (
        at
        for at, block in enumerate(blocks)
        if at >= first and (_label(block) in _BELOW or _COPYRIGHT.match(block))
    )
    last = next(below, len(blocks))
    document.text = "\n\n".join(blocks[first:last])
    labels = {
        _label(block): one_line(block.partition(":")[2]) for block in blocks[:first] + blocks[last:]
    }
    document.language = labels.get("language", "")
    document.more = {name: labels[name] for name in ("section", "byline") if labels.get(name)}
    length = re.match(r"([\d,]+) word", labels.get("length", ""))
    words, due = len(document.text.split()), int(length[1].replace(",", "")) if length else 0
    if words < SHORT * due:
        document.doubts.append(f"says it has {due:,} words, and {words:,} were found; check it")
    return document


def _label(block: str) -> str:
    """The label that a block begins with ("BYLINE: A. Writer"), or is, in small letters."""
    name = block.partition(":")[0].strip().casefold()
    return (
        name
        if name in _ABOVE | _BELOW and (":" in block or name in ("graphic", "classification"))
        else ""
    )
