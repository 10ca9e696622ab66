"""themes.yaml, a dictionary of another program, or a dict -> Lexicon, its checks on the way."""

import json
import re
import warnings
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..articles.formats.csv_excel_json import LONG, read_json
from ..articles.formats.document import Document
from ..text.encodings import decode
from ..text.read_files import FileError, file_bytes
from ..text.wording import shortened
from ..text.write_files import input_path
from .imports.which_format import format_of
from .model import Lexicon, LexiconError, LexiconWarning, located
from .yaml_to_terms import Builder

MAX_BYTES = 20_000_000  # of a file: the largest dictionaries have one
_NOT = re.compile(r'^( *)"not *: +((?:[^"\\]|\\.)+)"(?=,?$)', re.MULTILINE)


def read_lexicon(path: str | Path | Mapping[str, Any], encoding: str | None = None) -> Lexicon:
    """Read themes from a YAML file, from a dictionary of another program, or from a dict of YAML's
    shape.

    The programs: quanteda (also with `__`), LIWC (.dic and .dicx), WordStat (.cat), Lexicoder (.lc3
    and .lcd), Yoshikoder (.ykd), and CSV with columns of themes and terms. A format is recognised
    by the file's content, then by its name. The lexicon's `source` is its content as our YAML, and
    `path` the file beside it where that would be saved. `listed` has the entries that could not be
    carried over, and a LexiconWarning counts them: the terms and these are all that the file held
    (a term counts once a category).

    `encoding` is that of a file which is neither UTF-8 nor marked; None guesses it, and a
    LexiconWarning says so. What is not in UTF-8 is saved beside its file, too.

    In a dict, "not: trade union*" is a phrase to leave out, as in a file.

    Raises LexiconError also for a file that cannot be read or has 20 MB. For YAML see
    `parse_lexicon`.

    >>> read_lexicon({"Issues": {"Trade": ["trade", "not: trade union*"]}}).themes
    (('Issues', 'Trade'),)
    """
    if isinstance(path, Mapping):
        return _from_dict(path)
    path = input_path(path)
    given = path.as_posix()
    try:
        data = file_bytes(path, MAX_BYTES)
    except FileError as error:
        raise LexiconError(f"{shortened(repr(given))}: cannot be read: it {error}") from None
    text, known = _decoded(data, path.name, encoding)
    bare = text.removeprefix("\ufeff")
    notes, beside = [], given
    if format := format_of(path.name, bare):
        kind, beside = format.name, f"{given}.yaml"
        source, listed, notes = format.parse(bare, path.name)
        lexicon = replace(Builder(path.name).build(source), listed=listed)
        if listed:
            left = f"{len(listed):,} not carried over (all in lexicon.listed)"
            first = "; ".join(map(str, listed[:3]))
            summary = f"{len(lexicon.terms):,} read, {left}: {first}."
            notes.insert(0, summary)
    else:
        kind = "YAML"
        lexicon = Builder(path.name).build(text)
    if known != "utf-8":
        beside = f"{given}.yaml"
    if known.endswith(("guessed", "unsure")):
        notes.append(
            f"Not UTF-8: read as {known}; see whether its accents are right, or name its encoding."
        )
    if notes:
        warnings.warn(f"{path.name} ({kind}): {' '.join(notes)}", LexiconWarning, stacklevel=2)
    return replace(lexicon, path=beside)


def _from_dict(themes: Mapping[str, Any]) -> Lexicon:
    try:
        _check_text(themes)
        source = json.dumps(themes, ensure_ascii=False, indent=2)  # JSON is YAML
    except RecursionError:
        raise LexiconError(
            "lexicon: holds itself, or is nested too deeply; give groups, themes, terms"
        ) from None
    source = _NOT.sub(r'\1{"not": "\2"}', source)  # each entry has a line of its own
    return Builder("lexicon").build(source)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """The text of a file, with its mark, and its encoding. LexiconError for articles."""
    try:
        text, known = decode(data, encoding=encoding)
    except FileError as error:
        raise LexiconError(located(name, None, str(error))) from None
    if known == "utf-8":
        text = data.decode()  # with its mark, for the sha256
    if _holds_articles(text.removeprefix("\ufeff")):
        wrong = "looks like articles, not themes: its objects hold texts"
        raise LexiconError(located(name, None, f"{wrong}; name it with --articles"))
    return text, known


def parse_lexicon(text: str) -> Lexicon:
    """Turn YAML text into a Lexicon.

    A key with a list is a theme, a key with a mapping a group of themes; what lies deeper is a
    sub-theme and is named with `/`. Every scalar is text. An entry of a list is a term, {term: X,
    case: exact or any}, {not: X}, or a mapping of sub-themes. Raises LexiconError.

    >>> for term in parse_lexicon("Trade: [tariff*, WTO, not: trade union*]").terms:
    ...     print(term.theme, term.term, term.case, term.excluded)
    Trade tariff* any False
    Trade WTO exact False
    Trade trade union* any True
    """
    return Builder("themes.yaml").build(text)


def _holds_articles(text: str) -> bool:
    """Whether a text is JSON of articles: a list or lines of objects with a text, or one object
    with a long one.
    """
    articles: list[Document] = []
    if text.lstrip()[:1] in ("[", "{"):
        with suppress(FileError):
            articles = [document for document in read_json(text) if document.text]
    return len(articles) > 1 or any(len(document.text) >= LONG for document in articles)


def _check_text(value: Any) -> None:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for part in value:
            _check_text(part)
    elif not isinstance(value, str):
        todo = "write it in quotes, an empty theme as []"
        raise LexiconError(f"lexicon: {shortened(repr(value))} is not text; {todo}")
