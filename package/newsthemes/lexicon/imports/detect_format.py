"""The dictionaries of other programs: which format a file has, and who reads it."""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import NamedTuple

from ..model import Lexicon, LexiconError, located
from .imported_dictionary import ImportedDictionary
from .lexicoder import read_lc3
from .liwc import read_dic, read_dicx
from .quanteda import read_quanteda
from .theme_and_term import read_table, theme_columns


class Format(NamedTuple):
    """A format: its name in messages, its files' endings, a sign in the text, how it is read."""

    name: str
    endings: tuple[str, ...]
    sign: Callable[[str], object]
    read: Callable[[str, ImportedDictionary], None]
    wildcards: str = "*"  # those that mean what they mean here
    case: str | None = "any"  # None: by the counting rule

    def parse(self, text: str, name: str) -> Lexicon:
        """A dictionary's text -> its lexicon. Raises LexiconError without a term."""
        dictionary = ImportedDictionary(name, self.name, self.wildcards, self.case)
        self.read(text, dictionary)
        return dictionary.lexicon()


def _sign(pattern: str) -> Callable[[str], object]:
    return re.compile(pattern, re.MULTILINE).search


def _refuse(text: str, dictionary: ImportedDictionary) -> None:
    todo = 'INPUTS.md, "Dictionaries of other programs", says how to make YAML of it'
    what = f"is of WordStat, Yoshikoder or another program whose files are not read; {todo}"
    raise LexiconError(located(dictionary.name, None, what))


# The first of these whose sign is in a text; a file's name decides between several, and where there
# is no sign.
FORMATS = (
    Format("XML", (".cat", ".ykd", ".lcd"), _sign(r"\A\s*<[?!\w]"), _refuse),
    Format("LIWC", (".dic",), _sign(r"\A\s*%(?!YAML|TAG)"), read_dic, wildcards="end"),
    Format("Lexicoder", (".lc3",), _sign(r"\A\s*\+[^:\n]*$"), read_lc3),
    Format(
        "LIWC-22",
        (".dicx",),
        _sign(r"\A\s*\"?(?:DicTerm|Entry)\"?,"),
        read_dicx,
        wildcards="end",
    ),
    Format("CSV", (".csv", ".tsv"), theme_columns, read_table, wildcards="*?", case=None),
    Format(
        "quanteda",
        (),
        _sign(r"(?:^|[{,])[ \t]*(?:- )?['\"]?__['\"]?[ \t]*:"),
        read_quanteda,
        wildcards="*?",
    ),
)


def format_of(name: str, text: str) -> Format | None:
    """The format of a dictionary that is not in our own YAML; None where it is.

    >>> format_of("mine.txt", "+Trade\\ntariff*\\n").name
    'Lexicoder'
    >>> format_of("mine.yaml", "Trade: [tariff*]\\n")
    """
    ending = PurePath(name).suffix.lower()
    signed = [format for format in FORMATS if format.sign(text)]
    named = [format for format in FORMATS if ending in format.endings]
    return next(iter([format for format in signed if format in named] + signed + named), None)
