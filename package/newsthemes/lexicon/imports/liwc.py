"""LIWC's dictionaries: .dic (2001 to 2015), and .dicx (LIWC-22), which is a table."""

import re
from itertools import takewhile, zip_longest

from ..model import LexiconError, located
from ..syntax import single_spaced
from .imported_dictionary import ImportedDictionary, Path, weight_fault
from .lexicoder import numbered
from .theme_and_term import table_rows

_CONDITION = r"(?:\([\d\s]*\)|<\w*>)[^\s(<]*"  # of LIWC2007: (02 134)125/464, <of>131/125
_CODE = re.compile(rf"{_CONDITION}|\S+")
_AT_END = re.compile(rf"{_CONDITION}|\d+")


def read_dic(text: str, dictionary: ImportedDictionary) -> None:
    """Between two lines of % the categories, a number and a name, tabs for depth; then terms with
    such numbers.

    An entry is a term in one category.

    >>> dictionary = ImportedDictionary("a.dic", "LIWC", wildcards="end")
    >>> read_dic("%\\n1\\tTHE_TRADE\\n2\\tWar\\n%\\ntariff*\\t1 2\\nwar\\t02 3\\n", dictionary)
    >>> dictionary.themes()
    {('', 'THE_TRADE'): ['tariff*'], ('', 'War'): ['tariff*', 'war']}
    >>> print(dictionary.skipped[0])
    line 6, war 3: there is no category 3
    """
    lines = list(numbered(text))
    marks = [index for index, (_, line) in enumerate(lines) if line.strip().startswith("%")][:2]
    if len(marks) < 2 or marks[0]:
        due = "categories between two lines of %, as LIWC dictionaries do"
        raise LexiconError(
            located(dictionary.name, None, f"does not begin with {due}; check its format")
        )
    categories = _categories(lines[1 : marks[1]], dictionary)
    for number, line in lines[marks[1] + 1 :]:
        term, codes = _entry(line.strip())
        if not codes:
            dictionary.leave(number, term, "has no category's number")
        for code in codes:
            path, fault = categories.get(code.lstrip("0"), ()), ""
            if not path:
                fault = f"there is no category {code}"
            if re.search(r"\(\s*[^\W\d_]", term) or re.match(r"[(<]", code) or "/" in code:
                fault = "depends on the words beside it, and conditions are not counted here"
            dictionary.add(path, term, number, fault, f"{term} {code}")


def _categories(lines: list[tuple[int, str]], dictionary: ImportedDictionary) -> dict[str, Path]:
    """Number, without zeros before it -> path. A line without one is listed; what lies deeper below
    it stands on its own.
    """
    categories = {}
    above = []
    for number, line in lines:
        match = re.fullmatch(r"(\s*)0*(\d+)\s+(.+)", line)
        if not match or match[2] in categories:
            dictionary.leave(
                number, line, "is not a category, which has a number of its own and a name"
            )
            above = []
        else:
            depth = match[1].count("\t")
            above = [*filter(lambda outer: outer[0] < depth, above), (depth, match[3])]
            categories[match[2]] = tuple(name for _, name in above)
            dictionary.open(categories[match[2]])
    return categories


def _entry(line: str) -> tuple[str, list[str]]:
    """A line of a term -> the term and its codes: behind the first tab, or, without one, all
    numbers at its end.
    """
    if "\t" in line:
        term, _, codes = line.partition("\t")
        return term.strip(), _CODE.findall(codes)
    _, *words = _CODE.finditer(line)
    codes = [*takewhile(lambda word: _AT_END.fullmatch(word[0]), reversed(words))][::-1]
    if not codes:
        return line, []
    return line[: codes[0].start()].rstrip(), [code[0] for code in codes]


def read_dicx(text: str, dictionary: ImportedDictionary) -> None:
    """A table with a row a term and a column a category: a cell with anything in it, but a 0, says
    that it belongs.

    >>> dictionary = ImportedDictionary("a.dicx", "LIWC-22", wildcards="end")
    >>> read_dicx("DicTerm,Trade,War\\ntariff*,X,\\nwar,,0.5\\n", dictionary)
    >>> dictionary.themes(), str(dictionary.skipped[0])
    ({('', 'Trade'): ['tariff*']}, 'line 3, war (War): has the weight 0.5, and every mention counts
    as one here')
    """
    rows = table_rows(text, dictionary.name)
    if not rows:
        return
    (_, head), *rows = rows
    names = [single_spaced(name) for name in head[1:]]
    for name in filter(None, names):
        dictionary.open((name,))
    for number, (term, *cells) in rows:
        cells = zip_longest(names, map(str.strip, cells), fillvalue="")
        members = [(name, cell) for name, cell in cells if cell not in ("", "0")]
        for name, cell in members:
            fault = ""
            if re.fullmatch(r"[-+]?\d*[.,]?\d+", cell):
                fault = weight_fault(cell)
            dictionary.add((name,), term, number, fault, f"{term} ({name})")
        if not members:
            dictionary.leave(number, term, "belongs to no category")
