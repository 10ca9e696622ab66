"""Rows of a table, of whatever kind -> documents."""

import json
from collections import Counter
from collections.abc import Iterable

from .dates import day_first
from .document import ArticleError, Document, Unread, clean, one_line
from .text import DATES, describe, plain

TEXTS = ("text", "body", "content", "full_text", "fulltext")
NAMES = ("article", "id")
MAX_TEXT = 1_000_000_000  # characters of a table's texts together: one text may stand in a million compressed rows

Row = tuple[str, dict[str, object]]  # its place ("row 3"), its cells by the names of the columns


def documents(rows: Iterable[Row | Unread], column: str | None = None) -> list[Document | Unread]:
    """A document a row. `column` names the column of the texts; else it is `text`, `body` or `content`, in that order.

    Title, date, source, language and id are known by their columns' names, further columns are kept as they are.
    ArticleError where no row has such a column. A row that has no text is Unread.

    >>> [document] = documents([("row 2", {"id": 7, "Body": "They met.", "Outlet": "Reuters", "page": 3})])
    >>> document.name, document.text, document.source, document.more
    ('7', 'They met.', 'Reuters', {'page': 3})
    """
    rows = list(rows)
    names = dict.fromkeys(name for row in rows if not isinstance(row, Unread) for name in row[1])
    if not names and (bad := next((row for row in rows if isinstance(row, Unread)), None)):
        raise ArticleError(f"holds no row that can be read: {bad.place} {bad.reason}")
    column = _text_column(names, column)
    dates = [name for name in names if plain(name) in DATES]
    first = day_first(row[1].get(name, "") for row in rows if not isinstance(row, Unread) for name in dates)
    total = 0
    for at, row in enumerate(rows):
        if not isinstance(row, Unread):
            rows[at] = _document(*row, column, first)  # in its place, as both together take twice the memory
            total += len(getattr(rows[at], "text", ""))
        if total > MAX_TEXT:
            raise ArticleError(f"holds more than {MAX_TEXT:,} characters of text; split it")
    return rows


def columns(head: Iterable[str]) -> list[str]:
    """The names of a table's columns, empty ones among them. ArticleError where two are the same: one would be lost.

    >>> columns(["text", "", ""])
    ['text', '', '']
    """
    names = list(head)
    if twice := next((name for name, times in Counter(filter(None, names)).items() if times > 1), None):
        raise ArticleError(f"has two columns named {twice[:60]}; rename or remove one")
    return names


def _text_column(names: Iterable[str], asked: str | None) -> str:
    wanted = [name for name in names if name == asked] if asked else []
    wanted += [name for known in ((plain(asked),) if asked else TEXTS) for name in names if plain(name) == known]
    if wanted:
        return wanted[0]
    there = ", ".join(one_line(name)[:30] for name in list(names)[:12]) or "none"
    looked = f"named {asked}" if asked else f"named {', '.join(TEXTS[:-1])} or {TEXTS[-1]}"
    raise ArticleError(f"has no column {looked} (it has: {there}); name the one of the texts: read_articles(path, text=...)")


def _document(place: str, cells: dict[str, object], column: str, first: bool | None) -> Document | Unread:
    text = cells.get(column)
    if not isinstance(text, str) or not text.strip():
        return Unread(place, f"has no text in the column {column}; fill it, or remove the row")
    document = Document(clean(text), place=place)
    name = next((cells[name] for known in NAMES for name in cells if plain(name) == known and one_line(cells[name])), None)
    document.name = one_line(name)[:100]
    describe(document, {name: value for name, value in cells.items() if name != column and plain(name) not in NAMES}, first)
    document.more = {name: _flat(value) for name, value in document.more.items()}
    return document


def _flat(value: object) -> object:
    """A value that a column can hold: what is nested becomes JSON."""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, ensure_ascii=False, default=str)
    return clean(value) if isinstance(value, str) else value
