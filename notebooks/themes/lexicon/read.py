"""themes.yaml, or a dictionary of another program -> Lexicon."""

import json
import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..articles.files import file_bytes
from ..articles.formats.document import ArticleError
from ..articles.formats.encodings import decode
from ..articles.formats.web import declared
from .imports.foreign import Listed
from .imports.formats import from_foreign
from .model import Builder, Lexicon, LexiconWarning, Term
from .syntax import LexiconError, say, short

__all__ = ["Lexicon", "LexiconError", "LexiconWarning", "Listed", "Term", "parse_lexicon", "read_lexicon"]

MAX_BYTES = 20_000_000  # of a file: the largest dictionaries have one


def read_lexicon(path: str | Path | Mapping[str, Any], encoding: str | None = None) -> Lexicon:
    """Read themes from a YAML file, from a dictionary of another program, or from a dict of YAML's shape.

    The others: quanteda (also with `__`), LIWC .dic and .dicx, WordStat .cat, Lexicoder .lc3 and .lcd, Yoshikoder .ykd, VBPro,
    CSV of theme and term; recognised by what stands in them, then by name. They become YAML of ours: `source` is that text,
    and `path` the file beside theirs that it would be saved to. Entries that cannot be carried over are in `listed`, and a
    LexiconWarning says how many: terms read and entries listed are all that were there (a term counts once a category).

    A file that is neither UTF-8 nor marked is in `encoding`; where none is given, that is guessed, as of articles, and a
    LexiconWarning says so. What is not in UTF-8 is saved beside its file, too.

    Raises LexiconError also for a file that cannot be read, is no regular file, or has 20 MB. For YAML see `parse_lexicon`.

    >>> read_lexicon({"Issues": {"Trade": ["trade", {"not": "trade union*"}]}}).themes
    (('Issues', 'Trade'),)
    """
    if isinstance(path, Mapping):
        try:
            _check_text(path)
            source = json.dumps(path, ensure_ascii=False, indent=2)  # JSON is YAML
        except RecursionError:
            raise LexiconError("lexicon: holds itself, or is nested too deeply; give groups, themes, terms") from None
        return Builder("lexicon").build(source)
    name, given = Path(path).name, Path(path).as_posix()
    try:
        data = file_bytes(Path(path), MAX_BYTES)
    except ArticleError as error:
        raise LexiconError(f"{short(repr(given))}: cannot be read: it {error}") from None
    try:
        text, known = decode(data, hint=declared(data), encoding=encoding)
    except ArticleError as error:
        raise LexiconError(say(name, None, str(error))) from None
    if known == "utf-8":
        text = data.decode()  # with its mark, for the sha256
    foreign = from_foreign(text.removeprefix("\ufeff"), name)
    source, listed, notes, format = foreign or (text, (), [], "YAML")
    lexicon = Builder(name).build(source, quiet=bool(foreign))
    if known.endswith(("guessed", "unsure")):
        notes.append(f"Not UTF-8: read as {known}; see whether its accents are right, or name its encoding.")
    if listed or notes:
        _warn_of(f"{name} ({format})", len(lexicon.terms), listed, notes)
    beside = f"{given}.yaml" if foreign or known != "utf-8" else given
    return replace(lexicon, path=beside, listed=listed if foreign else lexicon.listed)


def _warn_of(what: str, read: int, listed: tuple[Listed, ...], notes: list[str]) -> None:
    """Say what of another program's dictionary was not carried over or was guessed."""
    said = list(notes)
    if listed:
        first = "; ".join(map(str, listed[:3])) + ("; and more" if len(listed) > 3 else "")
        said.insert(0, f"{read:,} read, {len(listed):,} not carried over (all in lexicon.listed): {first}.")
    warnings.warn(f"{what}: {' '.join(said)}", LexiconWarning, stacklevel=3)


def parse_lexicon(text: str, name: str = "themes.yaml") -> Lexicon:
    """Turn YAML text into a Lexicon. `name` is what messages call the text.

    A key with a list is a theme, a key with a mapping a group of themes; what lies deeper is a sub-theme and is named
    with `/`. Every scalar is text. An entry of a list is a term, {term: X, case: exact or any}, {not: X}, or a mapping
    of sub-themes. Raises LexiconError, warns with LexiconWarning.

    >>> for term in parse_lexicon("Trade: [tariff*, WTO, not: trade union*]").terms:
    ...     print(term.theme, term.term, term.case, term.excluded)
    Trade tariff* any False
    Trade WTO exact False
    Trade trade union* any True
    """
    return Builder(name).build(text)


def _check_text(value: Any) -> None:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_text(part)
    elif not isinstance(value, str):
        raise LexiconError(f"lexicon: {short(repr(value))} is not text; write it in quotes, an empty theme as []")
