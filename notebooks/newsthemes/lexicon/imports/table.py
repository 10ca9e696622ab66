"""A table of theme and term, as CSV."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable

from ...articles.formats.columns import NAMES as OF_ARTICLES
from ...articles.formats.columns import column_key, columns_named
from ...articles.formats.tables import LONG, csv_records
from ...text.wording import listed, shortened
from ..model import LexiconError, located
from .foreign import Foreign, weight_fault

COLUMNS = ["group", "theme", "term", "case", "excluded"]
# what we call it, and what columns that say it are called, the likeliest first; a column says one
# thing
NAMES = {
    "term": """term terms keyword keywords word words pattern patterns phrase phrases expression entry searchterm begriff
        begriffe suchbegriff stichwort schlagwort schlusselwort wort worter ausdruck terme termes mot mots motcle motscles
        termino terminos palabra palabras palabraclave termo palavra palavrachave termine parola parolachiave woord trefwoord
        zoekterm""".split(),
    "theme": """theme themes subtheme subcategory unterkategorie thema themen tema temas temi category categories kategorie
        kategorien categorie categoria categorias topic topics code concept dimension issue oberbegriff""".split(),
    "group": "group groups gruppe groupe grupo gruppo groep domain oberkategorie category kategorie topic".split(),
    "case": ["case"],
    "excluded": ["excluded", "exclude", "not"],
    "weight": ["weight", "gewicht", "poids", "peso"],
}
_TRUE, _FALSE = ("true", "1", "yes", "x"), ("", "false", "0", "no")


def theme_columns(text: str) -> bool:
    """Whether the first line of a text names a column of themes and one of terms."""
    head = next(csv_records(text.lstrip().partition("\n")[0]), (1, [], ""))[1]
    return {"theme", "term"} <= _named([cell.strip() for cell in head]).keys()


def _named(head: list[str]) -> dict[str, int]:
    """Where the columns stand that a table's first row names."""
    found: dict[str, int] = {}
    for ours, theirs in columns_named(head, NAMES).items():
        places = [place for place in map(head.index, theirs) if place not in found.values()]
        found |= {ours: places[0]} if places else {}
    return found


def read_table(text: str, found: Foreign) -> None:
    """A row a term: `theme` and `term`; `group`, `case`, `excluded` and `weight` where there are
    such columns.

    They are known by usual names in several languages. Of a table without a head the first column
    is the theme and the second the term. What `Lexicon.table` gives is such a table. Raises
    LexiconError for one of articles, and for a head that is not known.

    >>> found = Foreign("a.csv", "CSV", wildcards="*?", case=None)
    >>> read_table("Category,Keyword,excluded\\nTrade,tariff*,\\nTrade,trade union*,TRUE\\n", found)
    >>> found.themes(), found.notes
    ({('', 'Trade'): ['tariff*', 'not: trade union*']}, ['Columns taken: Category for the theme and
    Keyword for the term.'])
    """
    rows = table_rows(text, found.name)
    columns, rows = _columns(rows, found) if rows else ({}, [])
    lists = [
        line
        for line, row in rows
        if any("," in cell or ";" in cell for cell in row[columns["term"] :][:1])
    ]
    if lists and len(lists) > len(rows) / 2:
        found.notes.append(
            f"Terms with commas, as on line {lists[0]}, are read as one term; give each term a row of its own."
        )
    for number, row in rows:
        cells = defaultdict(
            str, {name: row[index].strip() for name, index in columns.items() if index < len(row)}
        )
        path = tuple(filter(None, [cells["group"], cells["theme"]])) if cells["theme"] else ()
        case, excluded = cells["case"].casefold(), cells["excluded"].casefold()
        fault = weight_fault(cells["weight"] or "1") if path else "has no theme"
        if case not in ("", "exact", "any"):
            fault = f"its case is {case}; it is either exact or any"
        if excluded not in _TRUE + _FALSE:
            fault = f"excluded is {excluded}; it is either true or false"
        found.add(path, cells["term"], number, fault, " ".join(row), case, excluded in _TRUE)


def _columns(
    rows: list[tuple[int, list[str]]], found: Foreign
) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Where the columns stand, and the rows below the head; what was guessed is noted."""
    (line, head), *below = rows
    head, named = [cell.strip() for cell in head], _named(head)
    known = {"theme", "term"} & named.keys()
    for place, name in enumerate(head):
        length = sum(
            len(row[place]) for _, row in below if place < len(row) and place not in named.values()
        )
        if length >= LONG * max(len(below), 1) or (
            column_key(name) in OF_ARTICLES["text"] and not known
        ):
            message = f"looks like articles, not themes: long texts in column {shortened(name)}; name it with --articles"
            raise LexiconError(located(found.name, line, message))
    bare = len(head) > 1 and any(
        row[0].strip() == head[0] for _, row in below
    )  # the first theme has a second row
    if len(known) == 1 and len(head) == 2 and not bare:
        other = "term" if "theme" in known else "theme"
        named[other] = 1 - named[known.pop()]
    if {"theme", "term"} <= named.keys():
        places = {ours: named[ours] for ours in ("group", "theme", "term") if ours in named}
        if any(column_key(head[place]) != ours for ours, place in places.items()):
            taken = listed(
                [f"{shortened(head[place])} for the {ours}" for ours, place in places.items()]
            )
            left = [
                shortened(name)
                for place, name in enumerate(head)
                if name and place not in named.values()
            ]
            found.notes.append(
                f"Columns taken: {taken}." + (f" Not used: {listed(left)}." if left else "")
            )
        return named, below
    if not bare:
        missing = listed([ours for ours in ("theme", "term") if ours not in named])
        todo = "call them theme and term, or write such a line above it"
        message = f"no column is called {missing}, or the like (it has: {listed(list(map(shortened, head)), 12)}); {todo}"
        raise LexiconError(located(found.name, line, message))
    found.notes.append(
        "No line names its columns, so the first was taken for the theme and the second for the term."
    )
    return {"theme": 0, "term": 1}, rows


def write_table(terms: Iterable[tuple]) -> str:
    """Every column, so that nothing is lost; `terms` are those of a lexicon.

    >>> from newsthemes.lexicon.read import parse_lexicon
    >>> print(write_table(parse_lexicon("G: {T: [WTO, not: trade union*]}").terms))
    group,theme,term,case,excluded
    G,T,WTO,exact,false
    G,T,trade union*,any,true
    """
    rows = [[*term[:4], str(term[4]).lower()] for term in terms]
    return as_csv([COLUMNS, *rows])


def table_rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold something, each with the line that it begins on."""
    records = list(csv_records(text))
    if wrong := next((record for record in records if record[2]), None):
        raise LexiconError(located(name, wrong[0], wrong[2]))
    return [(line, cells) for line, cells, _ in records if any(map(str.strip, cells))]


def as_csv(rows: list[list[str]]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return file.getvalue()
