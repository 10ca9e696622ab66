"""Dictionaries of a term a line: WordStat .cat, Lexicoder .lc3."""

import re
from collections.abc import Iterator

from .imported_dictionary import ImportedDictionary, Path, weight_fault

_WEIGHTED = re.compile(r"(.*?)[ \t]*\(([-+]?\d*[.,]?\d+)\)")


def numbered(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold something, with their numbers from 1. Ends are CR, LF or both, and none
    of Unicode's others.
    """
    lines = enumerate(re.split("\r\n|\r|\n", text), 1)
    return ((number, line.rstrip()) for number, line in lines if line.strip())


def below(open_: list[tuple[int, str]], depth: int, name: str) -> Path:
    """The path of a category at this depth; `open_` are those above it, with their depths, and is
    kept up to date.
    """
    while open_ and open_[-1][0] >= depth:
        open_.pop()
    open_.append((depth, name))
    return tuple(above for _, above in open_)


def read_cat(text: str, dictionary: ImportedDictionary) -> None:
    """Tabs are depth, a line with a weight in parentheses is a term, `_` in it a space; lines with
    @ are rules.

    >>> dictionary = ImportedDictionary("a.cat", "WordStat")
    >>> read_cat("WORLD\\n\\tWAR_IN_IRAQ (1)\\n\\tART (0.5)\\n", dictionary)
    >>> dictionary.themes(), str(dictionary.skipped[0])
    ({('', 'WORLD'): ['WAR IN IRAQ']}, 'line 3, ART (0.5): has the weight 0.5, and every mention
    counts as one here')
    """
    open_ = []
    for number, line in numbered(text):
        depth, entry = len(line) - len(line.lstrip("\t")), line.strip()
        weighted = _WEIGHTED.fullmatch(entry)
        path = tuple(name for level, name in open_ if level < depth)
        if entry[0] == "@":
            dictionary.leave(number, entry, "is a rule, and rules are not counted here")
        elif not weighted:
            below(open_, depth, entry)
        else:
            dictionary.add(
                path, weighted[1].replace("_", " "), number, weight_fault(weighted[2]), entry
            )


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
