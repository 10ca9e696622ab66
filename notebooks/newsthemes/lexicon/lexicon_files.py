"""A file of themes, ours or another program's -> Lexicon."""

from dataclasses import replace
from pathlib import Path

from ..files.encodings import decode
from ..files.read_files import FileError, file_bytes
from ..files.saved_pages import data_in, is_html
from ..text.wording import shortened
from .imports.detect_format import format_of
from .model import Lexicon, LexiconError, located
from .yaml_to_terms import Builder


def lexicon_of(path: str | Path, encoding: str | None) -> tuple[Lexicon, str, list[str]]:
    """The lexicon of a file, its format, and what a person should know of how it was read."""
    path = Path(path)
    given = path.as_posix()
    try:
        data = file_bytes(path)
    except FileError as error:
        raise LexiconError(f"{shortened(repr(given))}: cannot be read: it {error}") from None
    text, known = _decoded(data, path.name, encoding)
    bare = text.removeprefix("\ufeff")
    kind = "YAML"
    notes = []
    if is_html(bare):
        kind = "saved page"
        source, notes = _saved_themes(bare, path.name)
        lexicon = Builder(path.name).build(source)
    elif format := format_of(path.name, bare):
        kind = format.name
        source, skipped, notes = format.parse(bare, path.name)
        lexicon = replace(Builder(path.name).build(source), skipped=skipped)
        if skipped:
            left = f"{len(skipped):,} not carried over (all in lexicon.skipped)"
            first = "; ".join(map(str, skipped[:3]))
            summary = f"{len(lexicon.terms):,} read, {left}: {first}."
            notes.insert(0, summary)
    else:
        lexicon = Builder(path.name).build(text)
    beside = given if kind == "YAML" and known == "utf-8" else f"{given}.yaml"
    if known.endswith(("guessed", "unsure")):
        notes.append(
            f"Not UTF-8: read as {known}; see whether its accents are right, or name its encoding."
        )
    return replace(lexicon, path=beside), kind, notes


def _saved_themes(page: str, name: str) -> tuple[str, list[str]]:
    """The themes of a page that its reader saved, as YAML, and what a person should know of them.
    LexiconError for a page without.
    """
    try:
        edit = data_in(page).get("edit")
    except FileError as error:
        raise LexiconError(located(name, None, str(error))) from None
    if not isinstance(edit, dict) or not isinstance(edit.get("yaml"), str):
        todo = "open it in a browser, press Share, then Save page, and read the file that is saved"
        raise LexiconError(located(name, None, f"holds no themes that a reader saved; {todo}"))
    notes = []
    if edit.get("faulty"):
        notes.append(f"Faulty lines left out: {edit['faulty']}.")
    if edit.get("nested") == "count":
        notes.append('The page counts terms inside longer ones: find_mentions(…, nested="count").')
    return edit["yaml"], notes


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """The text of a file, with its mark, and its encoding."""
    try:
        text, known = decode(data, encoding=encoding)
    except FileError as error:
        raise LexiconError(located(name, None, str(error))) from None
    if known == "utf-8":
        text = data.decode()  # with its mark, for the sha256
    return text, known
