"""A Word file (.docx) -> its text, or the articles of a Nexis export."""

import io
from collections.abc import Iterator

from .document import ArticleError, Document, Unread, one_line
from .nexis import from_word, is_word_export
from .zips import told

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = {_WORD + "del", _WORD + "moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def read_word(data: bytes, column: str | None = None) -> list[Document | Unread]:
    """One document, its paragraphs with an empty line between, those of tables and text boxes too; not notes, heads and feet.

    Of tracked changes, what was put in stands, and what was struck out does not. No date: that of the file is not that of
    the article. ArticleError for a broken file.
    """
    import docx

    with told("a Word file"):
        file = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(file.element.body))
        title = one_line(file.core_properties.title)
    lines = [text for text, style in paragraphs]
    if is_word_export(lines):
        return from_word(lines)
    text = "\n\n".join(line.strip("\n") for line in lines if line.strip())
    if not text:
        raise ArticleError("is a Word file without text; look into it")
    styled = next((one_line(line) for line, style in paragraphs if style == "Title" and line.strip()), "")
    known = title if title and title.casefold() in one_line(text[:2000]).casefold() else ""  # else it is often a template's
    return [Document(text.replace("\u00ad", ""), title=styled or known)]


def _paragraphs(body) -> Iterator[tuple[str, str]]:
    """Text and style of each paragraph, in the order of the file."""
    for paragraph in body.iter(_WORD + "p"):
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        yield "".join(_texts(paragraph)), "" if style is None else style.get(_WORD + "val", "")


def _texts(element) -> Iterator[str]:
    for child in element:
        if child.tag == _WORD + "t":
            yield child.text or ""
        elif child.tag in _LEFT_OUT or child.tag == _WORD + "p":  # a paragraph in a text box is one of its own
            continue
        elif isinstance(child.tag, str) and child.tag.removeprefix(_WORD) in _SIGNS:
            yield _SIGNS[child.tag.removeprefix(_WORD)]
        else:
            yield from _texts(child)
