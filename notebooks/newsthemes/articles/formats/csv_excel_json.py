"""Tables (CSV, TSV, JSON, Excel) -> documents, one a row. A bad row is named, and
the rest is read.
"""

import io
import json
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...files.csv_records import csv_records
from ...files.optional_packages import BEYOND_MEMORY
from ...text.wording import plural
from .column_names import NAMES, Where, column_key, columns_named
from .dates import day, day_first
from .document import ArticleError, Document, one_line, refusing

SAMPLE = 1000  # rows that a guess looks at
MAX_ROWS = 700_000  # of few columns; more take more than 1 GB of memory
# NewsAPI's: at the end of a text that it cuts off, and in place of one that it withdrew
_CUT_OFF, _REMOVED = re.compile(r"\s*\[\+\d+ chars\]\s*\Z"), "[Removed]"

Columns = dict[str, str] | None  # what we call a column -> what the user's table calls it


def read_csv(text: str, columns: Columns = None) -> list[Document]:
    """The rows of a table whose first line names the columns; commas, semicolons, tabs or bars,
    whichever gives most.

    >>> read_csv('title;text\\nTalks;"They met; he left."')[0].text
    'They met; he left.'
    """
    return documents(csv_rows(text), columns)


def read_json(text: str, columns: Columns = None) -> list[Document]:
    """JSON Lines, one object a line, or JSON: one object, or a list of them, in which alone or
    inside an object ({"articles": [...]}).

    >>> [document, bad] = read_json('{"text": "They met.", "date": "2023-10-26"}\\n{"text": ')
    >>> document.date, bad.place
    ('2023-10-26', 'line 2')
    """
    return documents(_objects(text, columns or {}), columns)


def _objects(text: str, columns: dict[str, str]) -> Iterator[Document]:
    values, unit = parsed(text), "row"
    if isinstance(values, dict):
        values = _list_in(values, {*NAMES["text"], column_key(columns.get("text", ""))}) or [values]
    elif not isinstance(values, list):
        values, unit = map(parsed, text.split("\n")), "line"
    for number, value in enumerate(values, 1):
        row = Document(place=f"{unit} {number}")
        if isinstance(value, dict):
            row.more = value
        else:
            row.unread = f"is not a JSON object in braces ({str(value)[:60]}); correct it"
        if value != "":  # an empty line
            yield row


def _list_in(value: object, texts: set[str]) -> list[dict]:
    """The articles in an answer of NewsAPI, the Guardian and others: its first list of objects;
    none where an object has a text itself.
    """
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        return value
    if not isinstance(value, dict) or texts & set(map(column_key, value)):
        return []
    return next(filter(None, (_list_in(each, texts) for each in value.values())), [])


def read_excel(data: bytes, columns: Columns = None) -> list[Document]:
    """The rows of a workbook's first sheet that has a column of texts; its first row names the
    columns.
    """
    refused = None
    with refusing("an Excel file"), warnings.catch_warnings():
        import openpyxl

        warnings.simplefilter("ignore")  # of styles and extensions
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            try:
                return documents(_rows((f"row {n}", cells, "") for n, cells in rows), columns)
            except ArticleError as error:
                refused = refused or error
    raise refused or ArticleError("has no sheet; check what it holds")


def documents(rows: Iterable[Document], columns: Columns = None) -> list[Document]:
    """Rows, whose cells stand in `more`, as articles. `columns` says which column is the text, the
    title, …

    What it does not say is known by usual names; further columns are kept as they are. ArticleError
    where there are no rows or too many, or no column can be the text. A row that has no text is
    unread.

    >>> cells = {"id": 7, "Body": "They met.", "Outlet": "Reuters", "page": 3}
    >>> [document] = documents([Document(more=cells)])
    >>> document.name, document.text, document.source, document.more
    ('7', 'They met.', 'Reuters', {'page': 3})
    """
    rows, columns = list(islice(rows, MAX_ROWS + 1)), columns or {}
    if len(rows) > MAX_ROWS:
        todo = f"split it, or save it as JSON Lines and see {BEYOND_MEMORY}"
        raise ArticleError(f"has more than {MAX_ROWS:,} rows; {todo}")
    read = [row for row in rows if not row.unread]
    if not rows:
        raise ArticleError("has no rows; write one for each article")
    if not read:
        return rows
    where, doubts = _columns(read, columns)
    order = day_first({str(row.more.get(where.get("date"), "")) for row in read})
    for row in read:
        _fill(row, where, order)
    if cut := sum(map(_without_mark, read)):
        todo = "get them whole, or count what is left"
        said = f"has {plural(cut, 'text')} cut off at the source, as [+1834 chars] says; {todo}"
        doubts += (said,)
    read[0].file_doubts += doubts
    return rows


def _columns(rows: list[Document], columns: dict[str, str]) -> tuple[Where, tuple[str, ...]]:
    """What we call a column -> what the table calls it, as the user says or by usual names; and
    what is doubtful about that.
    """
    names = list(dict.fromkeys(name for row in rows for name in row.more))
    has = f"its columns: {', '.join(one_line(name)[:30] for name in names[:12])}"
    for ours, theirs in columns.items():
        if theirs not in names:
            due = f"in which its {ours} should be"
            raise ArticleError(f"has no column {theirs}, {due} ({has}); name one of these")
    known = columns_named(name for name in names if name not in columns.values())
    rows = rows[:SAMPLE]

    def length(name: str) -> int:
        return sum(len(one_line(row.more.get(name))) for row in rows)

    def days(name: str) -> int:
        return sum(bool(day(row.more.get(name), True)) for row in rows)

    known["text"].sort(key=length, reverse=True)
    known["date"].sort(key=days, reverse=True)  # `published` may say whether, and `data` anything
    where = {ours: theirs[0] for ours, theirs in known.items() if theirs} | columns
    if "text" not in where:
        todo = "say which holds the texts: --text-column NAME, or in Python columns={'text': …}"
        missing = f"has no column named text, body or the like ({has})"
        raise ArticleError(f"{missing}; {todo}; themes are named with --themes")
    doubts = ()
    if "text" not in columns and len(known["text"]) > 1:
        text, choose = one_line(where["text"])[:60], "columns={'text': …} or --text-column"
        doubts = (
            f"has its longest texts in {text}, which was taken; to choose another, give {choose}",
        )
    return where, doubts


def _fill(row: Document, where: Where, day_first: bool | None) -> None:
    """Text, name and facts of a row from its cells; further ones stay in `more`."""
    cells, row.more = row.more, {}
    text = cells.pop(where["text"], None)
    if not isinstance(text, str) or not text.strip():
        name = one_line(where["text"])[:60]
        row.unread = f"has no text in the column {name}; fill it, or remove the row"
        return
    if text.strip() == _REMOVED:
        row.unread = f"says {_REMOVED} in place of its text; fill it, or remove the row"
        return
    row.text = text
    row.name = one_line(cells.pop(where.get("article"), None))[:100]
    row.describe(cells, day_first, where)


def _without_mark(row: Document) -> int:
    """Whether a text ended in a mark that it was cut off, which it no longer has."""
    row.text, times = _CUT_OFF.subn("", row.text)
    return times


def _rows(records: Iterable[tuple[str, Sequence, str]]) -> Iterator[Document]:
    """A document a record, its cells in `more`, by the names that the first one has. Blank ones are
    passed over. A record is its place ("line 3"), its cells, and what is wrong with it.
    """
    names = []
    for place, cells, wrong in records:
        if not any(cells):
            continue
        if names:
            if len(cells) > len(names) and any(cells[len(names) :]):
                wrong = f"has {len(cells)} cells, and the first line {len(names)}; check its quotes"
            more = dict(zip(names, cells, strict=False))
            more.pop("", None)
            yield Document(place=place, more=more, unread=wrong)
        elif wrong:
            raise ArticleError(f"{place} {wrong}")
        else:
            names = list(map(one_line, cells))
            if twice := [name for name in names if name and names.count(name) > 1]:
                raise ArticleError(f"has two columns named {twice[0][:60]}; rename or remove one")


def csv_rows(text: str) -> Iterator[Document]:
    """Each row with its place in the file and its cells in `more`; unread where its quotes or its
    number of cells are wrong.
    """
    return _rows((f"line {line}", cells, wrong) for line, cells, wrong in csv_records(text))


def parsed(text: str) -> object:
    """The value of a JSON text, or a message where it cannot be read.

    >>> parsed('{"text": "They met."}'), parsed("They met.")
    ({'text': 'They met.'}, 'Expecting value')
    """
    try:
        return text.strip() and json.loads(text)
    except (ValueError, RecursionError) as error:
        return getattr(error, "msg", str(error))
