"""Lexicoder's dictionaries, .lc3, and the lines of such files."""

import re
from collections.abc import Iterator

from .imported_dictionary import ImportedDictionary, Path


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers from 1. Ends are CR, LF or both, and none
    of Unicode's others.
    """
    lines = enumerate(re.split("\r\n|\r|\n", text), 1)
    return ((number, line.rstrip()) for number, line in lines if line.strip())


def read_lc3(text: str, dictionary: ImportedDictionary) -> None:
    """A line that begins with + is a category, each other a term.

    >>> dictionary = ImportedDictionary("a.lc3", "Lexicoder")
    >>> read_lc3("+Trade\\n tariff* \\n", dictionary)
    >>> dictionary.themes()
    {('', 'Trade'): ['tariff*']}
    """
    path: Path = ()
    for number, line in numbered(text):
        entry = line.strip()
        if entry.startswith("+"):
            path = (entry[1:],)
        else:
            dictionary.add(path, entry, number)
