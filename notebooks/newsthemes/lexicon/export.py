"""A lexicon -> a file in the format of another program, or in ours; what that format cannot hold is
listed.
"""

import os
import warnings
from collections import Counter
from pathlib import Path

from .edit import save_lexicon
from .imports.foreign import unknown_wildcard
from .imports.formats import FORMATS, OURS, Format
from .imports.table import write_table
from .model import Lexicon, LexiconError, LexiconWarning, Listed, Term, first_listed
from .read import Builder

ENDINGS = (*OURS, *(ending for format in FORMATS for ending in format.endings if ending != ".tsv"))


def write_lexicon(lexicon: Lexicon, path: str | Path) -> tuple[Listed, ...]:
    """Write a lexicon to a new file, in the format of its ending: that of another program, .csv, or
    .yaml for ours.

    Ours and CSV hold everything. The others know neither `not:` phrases nor capitals that count;
    what is written is read again, and a term that does not come back as it was is left out. Out:
    what was left out, each with its line in the lexicon and the reason; a LexiconWarning says how
    much. Where a format has no groups, a theme's name holds its group.

    Raises LexiconError where the file exists already or cannot be written, and where no entry can
    be written in its format.
    """
    path, listed = Path(path), ()
    check_target(path)
    if path.suffix.lower() in OURS:
        save_lexicon(lexicon, path)
    else:
        format = next(format for format in FORMATS if path.suffix.lower() in format.endings)
        text, listed = in_format(lexicon, format)
        try:
            with path.open("xb") as file:
                file.write(text.encode("utf-8"))
        except OSError as error:
            raise LexiconError(f"{path.as_posix()}: cannot be written ({error.strerror})") from None
        if listed:
            summary = f"{path.name} ({format.name}): {len(listed):,} of its entries cannot be written there"
            warnings.warn(f"{summary}: {first_listed(listed)}.", LexiconWarning, stacklevel=2)
    return listed


def check_target(path: Path) -> None:
    """Raise LexiconError where a lexicon cannot be written to `path`: its ending, a file that is
    there, no folder.
    """
    if path.suffix.lower() not in ENDINGS:
        message = f"{path.suffix or 'no ending'} is not a format of lexicons; the formats are {', '.join(ENDINGS)}"
        raise LexiconError(f"{path.as_posix()}: {message}")
    if os.path.lexists(path):
        raise LexiconError(f"{path.as_posix()}: exists already; give another name, or remove it")
    if not path.parent.is_dir():
        raise LexiconError(
            f"{path.as_posix()}: there is no folder {path.parent.as_posix()}; make it, or correct the name"
        )


def in_format(lexicon: Lexicon, format: Format) -> tuple[str, tuple[Listed, ...]]:
    """The lexicon in a format, and what that cannot hold. Raises LexiconError where that is
    everything.
    """
    filled = {term[:2] for term in lexicon.terms}
    listed = [
        Listed(0, name[1], "is a theme without terms")
        for name in lexicon.themes
        if name not in filled
    ]
    listed += [
        Listed(term.line, term.term, fault)
        for term in lexicon.terms
        if (fault := _fault(term, format))
    ]
    terms = [term for term in lexicon.terms if not _fault(term, format)]
    while terms:
        text = _written(terms, format)
        back = _read_back(text, format)
        kept, lost = [], []
        for term in terms:
            (kept if back[_meaning(term)] else lost).append(term)
            back[_meaning(term)] -= 1
        if not lost:
            return text, tuple(sorted(listed))
        listed += [
            Listed(term.line, term.term, f"would not come back as a term of {term.theme}")
            for term in lost
        ]
        terms = kept
    raise LexiconError(
        f"no entry of the lexicon can be written as {format.name}; the first: {min(listed)}"
    )


def _fault(term: Term, format: Format) -> str:
    """Why a format cannot hold a term: most have neither `not:` phrases nor case, and fewer
    wildcards.
    """
    if format.case is None:
        return ""
    if term.excluded:
        return "is a not: phrase"
    if term.case == "exact":
        return "counts in this case only"
    return (
        "has a wildcard that this format does not know"
        if unknown_wildcard(term.term, format.wildcards)
        else ""
    )


def _full_name(term: Term) -> str:
    return "/".join(filter(None, term[:2]))


def _meaning(term: Term) -> tuple:
    """What a term is, however themes are grouped, and whether names have spaces or, as in LIWC's,
    `_`.
    """
    return _full_name(term).replace("_", " "), *term[2:5]


def _written(terms: list[Term], format: Format) -> str:
    if format.write is None:
        return write_table(terms)
    themes: dict[tuple[str, ...], list[str]] = {}
    for term in terms:
        themes.setdefault(tuple(_full_name(term).split("/")), []).append(term.term)
    return format.write(themes)


def _read_back(text: str, format: Format) -> Counter:
    """How often each term is in a text, by the format's own reader."""
    try:
        source, *_ = format.parse(text, "")
    except LexiconError:
        return Counter()
    return Counter(map(_meaning, Builder("").build(source, stacklevel=0).terms))
