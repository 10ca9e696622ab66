"""An export of Nexis, as text or as Word -> its articles, with title, date, source, language,
section and byline.
"""

import re

from .dates import iso_date
from .document import Document, clean, one_line

_START = re.compile(r"^[ \t]*\d[\d,]* of \d[\d,]* DOCUMENTS[ \t\r]*$", re.MULTILINE)
# labels above the text
_ABOVE = set("byline section length dateline highlight series country distribution".split())
_BELOW = set(  # and below it
    """load-date language graphic publication-type journal-code document-type type subject company
    organization ticker industry person city state country geographic notes correction
    correction-date acc-no classification copyright""".split()
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
    documents = []
    for number, piece in enumerate(_START.split(clean(text))[1:], 1):
        blocks = [block.strip() for block in re.split(r"\n[ \t]*\n", piece) if block.strip()]
        first_lines = [block.split("\n")[0] for block in blocks[:4]]
        dated = next((at for at, line in enumerate(first_lines) if at and iso_date(line)), None)
        facts = None
        if dated is not None:
            source, date = " ".join(blocks[:dated]), first_lines[dated]
            blocks = blocks[dated + 1 :]
            title = ""
            if blocks and _label(blocks[0]) not in _ABOVE:
                title = blocks.pop(0)
            facts = title, date, source
        documents.append(_document(number, facts, blocks))
    return documents


def read_word_export(lines: list[str]) -> list[Document]:
    """The articles of an export as Word, from its paragraphs: title, source, date, labels, "Body",
    text, labels.
    """
    documents = []
    piece = []
    for line in filter(str.strip, lines):
        if one_line(line) != _END:
            piece.append(line.strip())
            continue
        head = []
        if _BODY in piece:
            head = piece[: piece.index(_BODY)]
        facts, labels = None, []
        for at, text in enumerate(head[2:], 2):
            if iso_date(one_line(text)):
                facts = head[at - 2], text, head[at - 1]
                labels = [label for label in head[at + 1 :] if _label(label) in _ABOVE]
                break
        documents.append(_document(len(documents) + 1, facts, labels + piece[len(head) + 1 :]))
        piece = []
    return documents


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
    document.title, document.stated, document.source = map(one_line, facts)
    first = 0
    while first < len(blocks) and _label(blocks[first]) in _ABOVE:
        first += 1
    last = first
    while last < len(blocks) and _label(blocks[last]) not in _BELOW:
        last += 1
    document.text = "\n\n".join(blocks[first:last])
    labels = {
        _label(block): one_line(block.partition(":")[2]) for block in blocks[:first] + blocks[last:]
    }
    further = "section", "byline", "language"  # by its name, which is no code
    document.more = {name: labels[name] for name in further if labels.get(name)}
    return document


def _label(block: str) -> str:
    """The label that a block begins with ("BYLINE: A. Writer"), or is, in small letters."""
    if _COPYRIGHT.match(block):
        return "copyright"
    name = block.partition(":")[0].strip().casefold()
    if name not in _ABOVE | _BELOW:
        return ""
    if ":" not in block and name not in ("graphic", "classification"):
        return ""
    return name
