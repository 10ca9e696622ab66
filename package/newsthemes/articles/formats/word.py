"""A Word file (.docx) -> its text, or the articles of a Nexis export."""

import io
from collections.abc import Iterator

from .document import Document, one_line, refusing, stated_title
from .nexis import is_word_export, read_word_export

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Struck out, and what is told a second time; a paragraph in a text box is one of its own.
_LEFT_OUT = {_WORD + "del", _WORD + "moveFrom", _WORD + "p"}
_LEFT_OUT |= {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SIGNS = {
    _WORD + "tab": "\t",
    _WORD + "br": "\n",
    _WORD + "cr": "\n",
    _WORD + "noBreakHyphen": "-",
    _WORD + "softHyphen": "",
}


def read_word(data: bytes) -> list[Document]:
    """One document, its paragraphs with an empty line between, those of tables and text boxes too;
    not notes, heads and feet.

    Of tracked changes, what was put in stands, and what was struck out does not. No date: that of
    the file is not that of the article. ArticleError for a broken file.
    """
    with refusing("a Word file"):
        import docx

        file = docx.Document(io.BytesIO(data))
        paragraphs = list(_paragraphs(file.element.body))
    lines = [text for text, style in paragraphs]
    if is_word_export(lines):
        return read_word_export(lines)
    text = "\n\n".join(line.strip("\n") for line in lines if line.strip())
    titles = [one_line(line) for line, style in paragraphs if style == "Title"]
    titles.append(stated_title(file.core_properties.title, text))
    title = next(filter(None, titles), "")
    return [Document(text, title=title)]


def _paragraphs(body) -> Iterator[tuple[str, str]]:
    """Text and style of each paragraph, in the order of the file."""
    for paragraph in body.iter(_WORD + "p"):
        name = ""
        style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
        if style is not None:
            name = style.get(_WORD + "val", "")
        yield "".join(_texts(paragraph)), name


def _texts(element) -> Iterator[str]:
    for child in element:
        if child.tag == _WORD + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _texts(child)
