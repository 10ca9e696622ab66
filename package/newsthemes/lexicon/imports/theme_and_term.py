"""A table of theme and term, as CSV or as a DataFrame."""

from collections import defaultdict

import pandas as pd

from ...articles.formats.column_names import columns_named
from ...files.csv_records import csv_records
from ...text.wording import natural_list, shortened
from ..model import Lexicon, LexiconError, located
from ..syntax import SETTINGS
from ..yaml_themes import setting_fault
from .imported_dictionary import KEPT_ONCE, ImportedDictionary, weight_fault

# what we call it, and what columns that say it are called, the likeliest first; a column says one
# thing
NAMES = {
    "term": """term terms keyword keywords word words pattern patterns phrase phrases expression
        entry searchterm begriff begriffe suchbegriff stichwort schlagwort schlusselwort wort
        worter ausdruck terme termes mot mots motcle motscles termino terminos palabra palabras
        palabraclave termo palavra palavrachave termine parola parolachiave woord trefwoord
        zoekterm""".split(),
    "theme": """theme themes subtheme subcategory unterkategorie thema themen tema temas temi
        category categories kategorie kategorien categorie categoria categorias topic topics code
        concept dimension issue oberbegriff""".split(),
    "group": """group groups gruppe groupe grupo gruppo groep domain oberkategorie category
        kategorie topic""".split(),
    "case": ["case"],
    "language": ["language"],
    "forms": ["forms"],
    "excluded": ["excluded", "exclude", "not"],
    "weight": "weight gewicht poids peso".split(),
}
_TRUE, _FALSE = ("true", "1", "yes", "x"), ("", "false", "0", "no")


def theme_columns(text: str) -> bool:
    """Whether the first line of a text names a column of themes and one of terms."""
    head = next(csv_records(text.lstrip().partition("\n")[0]), (1, [], ""))[1]
    return {"theme", "term"} <= _named([cell.strip() for cell in head]).keys()


def _named(head: list[str]) -> dict[str, int]:
    """Where the columns stand that a table's first row names."""
    places = {}
    for ours, theirs in columns_named(head, NAMES).items():
        for place in map(head.index, theirs):
            if place not in places.values():
                places[ours] = place
                break
    return places


def read_table(text: str, dictionary: ImportedDictionary) -> None:
    """A row a term: `theme` and `term`; `group`, `case`, `language`, `forms`, `excluded` and
    `weight` where there are such columns.

    They are known by usual names in several languages. What `Lexicon.table` gives is such a table.
    Raises LexiconError for a head that is not known.

    >>> dictionary = ImportedDictionary("a.csv", "CSV", wildcards="*?", case=None)
    >>> table = "Category,Keyword,excluded\\nTrade,tariff*,\\nTrade,trade union*,TRUE\\n"
    >>> read_table(table, dictionary)
    >>> dictionary.themes()
    {('', 'Trade'): ['tariff*', 'not: trade union*']}
    """
    (line, head), *rows = table_rows(text, dictionary.name) or [(1, [])]
    columns = _named([cell.strip() for cell in head])
    if missing := [ours for ours in ("theme", "term") if ours not in columns]:
        has = f"it has: {natural_list(map(shortened, head), 12)}"
        todo = "call them theme and term, or write such a line above it"
        message = f"no column is called {natural_list(missing)}, or the like ({has}); {todo}"
        raise LexiconError(located(dictionary.name, line, message))
    for number, row in rows:
        cells = defaultdict(str)
        for name, index in columns.items():
            cells[name] = "".join(row[index:][:1]).strip()
        path, fault = (), "has no theme"
        if cells["theme"]:
            path = tuple(filter(None, [cells["group"], cells["theme"]]))
            fault = weight_fault(cells["weight"] or "1")
        settings = {name: cells[name].casefold() for name in ("case", *SETTINGS) if cells[name]}
        for name, value in settings.items():
            fault = setting_fault(name, value) or fault
        excluded = cells["excluded"].casefold()
        if excluded not in _TRUE + _FALSE:
            fault = f"excluded is {excluded}; it is either true or false"
        dictionary.add(
            path, cells["term"], number, fault, " ".join(row), excluded in _TRUE, settings
        )


def lexicon_of_table(table: pd.DataFrame) -> Lexicon:
    """A DataFrame of themes and terms as a Lexicon. LexiconError where a column is missing, and for
    a row that is no term of a theme; a term that a theme has twice counts once.
    """
    missing = [name for name in ("theme", "term") if name not in table.columns]
    if missing:
        has = f"it has: {natural_list(table.columns, 12)}"
        todo = "rename the columns that hold them"
        if "text" in table.columns:
            todo = "articles are read with nt.read_articles"
        raise LexiconError(f"table: no column is called {natural_list(missing)} ({has}); {todo}")
    columns = [name for name in NAMES if name in table.columns]
    # a line end in a cell would be one of the CSV
    cells = table[columns].astype("str").replace(r"\s+", " ", regex=True)
    dictionary = ImportedDictionary("table", "theme and term", wildcards="*?", case=None)
    read_table(cells.to_csv(index=False), dictionary)
    for entry in dictionary.skipped:
        if not entry.reason.endswith(KEPT_ONCE):
            row = table.index[entry.line - 2]
            what = shortened(entry.entry.strip(" ,"))
            todo = "correct the row, or leave it out"
            raise LexiconError(f"table, row {row} ({what}): {entry.reason}; {todo}")
    return dictionary.lexicon()


def table_rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a CSV that hold something, each with the line that it begins on."""
    records = list(csv_records(text))
    for line, _, wrong in records:
        if wrong:
            raise LexiconError(located(name, line, wrong))
    return [(line, cells) for line, cells, _ in records if any(map(str.strip, cells))]
