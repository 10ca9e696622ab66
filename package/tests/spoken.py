"""Texts of our own in several languages, in tests/languages/: a sentence a line, an empty line between
paragraphs, and around each mention of a theme its letter and braces: `{H Zölle}`.
"""

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))
_MARK = re.compile(r"\{(\w) ([^}]*)\}")


def marked(language):
    """The text with its marks, as it stands in an article."""
    paragraphs = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").strip().split("\n\n")
    return "\n\n".join(paragraph.replace("\n", " ") for paragraph in paragraphs)


def plain(text):
    """The text without its marks."""
    return _MARK.sub(r"\2", text)


def mentions_in(language):
    """The mentions as (theme, match, start) in the plain text."""
    text = marked(language)
    return [(hit[1], hit[2], len(plain(text[: hit.start()]))) for hit in _MARK.finditer(text)]


def sentences_in(language):
    """The sentences."""
    lines = (FOLDER / f"{language}.txt").read_text(encoding="utf-8").split("\n")
    return [plain(line) for line in lines if line]
