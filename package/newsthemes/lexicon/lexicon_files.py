"""A file of themes, ours or another program's -> Lexicon."""

from dataclasses import replace
from pathlib import Path

from ..files.encodings import decode
from ..files.read_files import FileError, file_bytes
from ..files.saved_pages import DAMAGED, data_in, is_page
from ..text.wording import natural_list, shortened
from .imports.detect_format import format_of
from .model import Lexicon, LexiconError, located
from .yaml_to_terms import Builder


def lexicon_of(path: str | Path, encoding: str | None) -> tuple[Lexicon, str, list[str]]:
    """The lexicon of a file, its format, and what a person should know of how it was read."""
    path = Path(path)
    place = path.as_posix()
    try:
        data = file_bytes(path)
    except FileError as error:
        raise LexiconError(f"{shortened(repr(place))}: cannot be read: it {error}") from None
    try:
        text, code = decode(data, encoding)
        lexicon, kind, notes = _lexicon_of_text(text, path.name)
    except FileError as error:
        raise LexiconError(located(path.name, None, str(error))) from None
    if kind == "YAML" and code == "utf-8":
        lexicon = replace(lexicon, source=data.decode())  # with its mark, for the sha256
    else:
        place = f"{place}.yaml"
    if code.endswith(("guessed", "unsure")):
        notes.append(
            f"Not UTF-8: read as {code}; see whether its accents are right, or name its encoding."
        )
    return replace(lexicon, path=place), kind, notes


def _lexicon_of_text(text: str, name: str) -> tuple[Lexicon, str, list[str]]:
    """The lexicon of a file's text, as `lexicon_of` gives it."""
    if is_page(text):
        source, notes = _saved_themes(text, name)
        return Builder(name).build(source), "saved page", notes
    format = format_of(name, text)
    if not format:
        return Builder(name).build(text), "YAML", []
    lexicon = format.parse(text, name)
    notes = []
    if lexicon.skipped:
        left_out = f"{len(lexicon.skipped):,} not carried over (all in lexicon.skipped)"
        first = "; ".join(map(str, lexicon.skipped[:3]))
        notes.append(f"{len(lexicon.terms):,} read, {left_out}: {first}.")
    return lexicon, format.name, notes


def _saved_themes(page: str, name: str) -> tuple[str, list[str]]:
    """The themes of a page that its reader saved, as YAML, and what a person should know of them.
    LexiconError for a page without, FileError where they are damaged.
    """
    edit = data_in(page).get("edit")
    if not isinstance(edit, dict) or not isinstance(edit.get("yaml"), str):
        todo = "open it in a browser, press Share, then Save page, and read the file that is saved"
        raise LexiconError(located(name, None, f"holds no themes that a reader saved; {todo}"))
    notes = []
    faulty = edit.get("faulty") or []
    if not isinstance(faulty, list) or not all(isinstance(line, str) for line in faulty):
        raise FileError(DAMAGED)
    if faulty:
        notes.append(f"Faulty lines left out: {natural_list(map(repr, faulty), 10)}.")
    if edit.get("nested") == "count":
        notes.append('The page counts terms inside longer ones: find_mentions(…, nested="count").')
    return edit["yaml"], notes
