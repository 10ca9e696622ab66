"""A codebook, written in Markdown -> what it says of each theme."""

import re
from pathlib import Path

from ..files.encodings import decode
from ..files.read_files import FileError, file_bytes
from ..lexicon.model import Lexicon
from ..trust.sheets import CodesError

# a heading, or a bold name at the start of a line
_NAME = re.compile(r"^(?:#+ +|\*\*)(.+?)[.:]?(?:\*\*[.:]?| *$)", re.MULTILINE)


def definitions(text: str, themes: list[str]) -> dict[str, str]:
    r"""What a codebook says of each theme, as it stands there.

    A definition begins with the theme's name as a heading, or in bold at the start of a line. It
    goes on until the next of these, of a theme or not.

    >>> text = "## Issues\nNot read.\n\n**Trade.** Buying\nand selling.\n\n- Counts: tariffs.\n"
    >>> definitions(text + "\n### Iran\nThe country.\n", ["Trade", "Iran", "Gulf"])
    {'Trade': 'Buying\nand selling.\n\n- Counts: tariffs.', 'Iran': 'The country.'}
    """
    _, *parts = _NAME.split(text)
    sections = dict(zip(parts[::2], parts[1::2], strict=True))
    return {theme: sections[theme].strip() for theme in themes if sections.get(theme, "").strip()}


def read_codebook(
    path: str | Path, lexicon: Lexicon, encoding: str | None = None
) -> dict[str, str]:
    """What the codebook in a file says of the lexicon's themes, as `definitions` finds it.
    CodesError where the file cannot be read.
    """
    try:
        written = decode(file_bytes(Path(path)), encoding)[0]
    except FileError as error:
        raise CodesError(f"{path}: cannot be read: it {error}") from None
    names = lexicon.spellings
    return {names[name]: text for name, text in definitions(written, list(names)).items()}


def shown(definition: str) -> str:
    r"""A definition as a page shows it: a paragraph or an item on one line, no marks of Markdown.

    >>> shown("Buying\nand **selling**.\n\n- Counts: `tariffs`.")
    'Buying and selling.\n\n• Counts: tariffs.'
    """
    lines = re.sub(r"\n(?!\n|\s*[-*] )\s*", " ", definition)
    items = re.sub(r"\n[^\S\n]*[-*] ", "\n• ", lines)
    return re.sub(r"\*\*|`", "", items)
