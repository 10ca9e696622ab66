"""A table of theme and term, as CSV."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable

from ..model import LexiconError, located
from .foreign import Foreign, weight_fault

COLUMNS = ["group", "theme", "term", "case", "excluded"]
_TRUE, _FALSE = ("true", "1", "yes", "x"), ("", "false", "0", "no")


def delimiter_of(text: str) -> str:
    """What parts the cells of a table's first line: a tab, a semicolon or a comma.

    >>> delimiter_of("theme;term\\na,b;c")
    ';'
    """
    head = text.lstrip().partition("\n")[0]
    return max("\t;,", key=head.count)


def theme_columns(text: str) -> dict[str, int] | None:
    """Where the columns `theme` and `term` stand in the first line, and others by name; None where it names neither."""
    cells = text.lstrip().partition("\n")[0].strip().split(delimiter_of(text))
    names = [cell.strip().strip('"').strip().casefold() for cell in cells]
    return {name: index for index, name in reversed(list(enumerate(names)))} if {"theme", "term"} <= set(names) else None


def read_table(text: str, found: Foreign) -> None:
    """A row a term: `theme` and `term`; `group`, `case`, `excluded` and `weight` where there are such columns.

    Without a head, the first column is the theme and the second the term. What `Lexicon.table` gives is such a table.

    >>> found = Foreign("a.csv", "CSV", wildcards="*?", case=None)
    >>> read_table("theme,term,excluded\\nTrade,tariff*,\\nTrade,trade union*,TRUE\\n", found)
    >>> found.themes()
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    named = theme_columns(text)
    columns = named or {"theme": 0, "term": 1}
    for number, row in table_rows(text, delimiter_of(text), found.name)[named is not None :]:
        cells = defaultdict(str, {name: row[index].strip() for name, index in columns.items() if index < len(row)})
        path = tuple(filter(None, [cells["group"], cells["theme"]])) if cells["theme"] else ()
        case, excluded = cells["case"].casefold(), cells["excluded"].casefold()
        reason = "has no theme" if not path else ""
        if case not in ("", "exact", "any"):
            reason = f"its case is {case}; it is either exact or any"
        if excluded not in _TRUE + _FALSE:
            reason = f"excluded is {excluded}; it is either true or false"
        reason = reason or weight_fault(cells["weight"] or "1")
        if reason:
            found.leave(number, " ".join(row), reason, path)
        else:
            found.add(path, cells["term"], number, case or None, excluded in _TRUE)


def write_table(terms: Iterable[tuple]) -> str:
    """Every column, so that nothing is lost; `terms` are those of a lexicon.

    >>> from themes.lexicon.read import parse_lexicon
    >>> print(write_table(parse_lexicon("G: {T: [WTO, not: trade union*]}").terms))
    group,theme,term,case,excluded
    G,T,WTO,exact,false
    G,T,trade union*,any,true
    """
    rows = [[*term[:4], str(term[4]).lower()] for term in terms]
    return as_csv([COLUMNS, *rows])


def table_rows(text: str, delimiter: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold something, each with the line that it ends on."""
    reader = csv.reader(io.StringIO(re.sub("\r\n|\r", "\n", text), newline=""), delimiter=delimiter, strict=True)
    # strict: a quote that never closes would else swallow the rows below it
    try:
        return [(reader.line_num, row) for row in reader if any(map(str.strip, row))]
    except csv.Error as error:
        raise LexiconError(located(name, reader.line_num, f"is no table that can be read ({error}); mend it there")) from None


def as_csv(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()
