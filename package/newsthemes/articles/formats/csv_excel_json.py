"""Tables (CSV, TSV, JSON, Excel) -> documents, one a row. A bad row is named, and
the rest is read.
"""

import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from ...files.csv_records import csv_records, lines_of
from ...files.optional_packages import BEYOND_MEMORY
from ...files.read_files import FileError
from ...text.wording import natural_list, plural
from .column_names import NAMES, Where, column_key, columns_named
from .dates import begin_file, day_first, hold_days, iso_date
from .document import (
    ArticleError,
    Document,
    one_line,
    refusing,
)
from .values import how_to_be_text, is_whole_number

SAMPLE = 1000  # rows that a guess looks at
FEW = 100  # rows whose cells may be dates
# of a table, rows of few columns; more take more than 1 GB of memory
MAX_ROWS, MAX_COLUMNS, MAX_CELLS = 700_000, 10_000, 4_000_000
MAX_VALUES = 5_500_000  # of JSON that is read as a whole
# NewsAPI's: at the end of a text that it cuts off, and in place of one that it withdrew
_CUT_OFF, _REMOVED = re.compile(r"\s*\[\+\d+ chars\]\s*\Z"), "[Removed]"
_OF_SOURCES = re.compile("outlet|newspaper|publisher|(?:source|publication)(?:name)?$")
NO_ROWS = "has no rows; write one for each article"

Columns = dict[str, str] | None  # what we call a column -> what the user's table calls it


def read_csv(text: str, columns: Columns = None) -> list[Document]:
    """The rows of a table whose first line names the columns; commas, semicolons, tabs or bars,
    whichever gives most.

    >>> read_csv('title;text\\nTalks;"They met; he left."')[0].text
    'They met; he left.'
    """
    return documents(csv_rows(text), columns)


def read_json(text: str, columns: Columns = None) -> list[Document]:
    """JSON Lines, one object a line, or JSON: one object, or lists of them, alone or inside an
    object ({"articles": [...]}).

    >>> [document, bad] = read_json('{"text": "They met.", "date": "2023-10-26"}\\n{"text": ')
    >>> document.date, bad.place
    ('2023-10-26', 'line 2')
    """
    if sum(map(text.count, ",[{")) > MAX_VALUES:
        raise ArticleError(f"has more than {MAX_VALUES:,} values, too many for one file; split it")
    value = parsed(text)
    if isinstance(value, list):
        return documents(_objects(value), columns)
    if not isinstance(value, dict):
        return documents(_objects(map(parsed, lines_of(text)), "line"), columns)
    _check_size(1, len(value))
    texts = {*NAMES["text"], column_key((columns or {}).get("text", ""))}
    lists = list(_lists_in(value, texts)) or [("", [value])]
    return _of_all("list", ((name, _objects(rows)) for name, rows in lists), columns)


def _of_all(
    kind: str, tables: Iterable[tuple[str, Iterable[Document]]], columns: Columns
) -> list[Document]:
    """The rows of those tables of a file, by their names, that have a column of texts, and of each
    other one why it has none. ArticleError where all have none.
    """
    read = []
    others = []
    for name, table in tables:
        place = f"{kind} {name}"
        try:
            read.append((place, documents(table, columns)))
        except ArticleError as error:
            if str(error) != NO_ROWS:
                others.append(Document(place=place, unread=str(error)))
    if not read:
        raise ArticleError(others[0].unread if others else NO_ROWS)
    parts = [row for _, rows in read for row in rows]
    if len(read) > 1:
        for place, rows in read:  # two may have one name
            for row in rows:
                row.place = f"{place} {row.place}"
        number = sum(not row.unread for row in parts)
        parts[0].file_doubts += (f"holds several {kind}s. Read: {len(read)}. Rows: {number:,}",)
    return parts + others


def _objects(values: Iterable, unit: str = "row") -> Iterator[Document]:
    names = set()
    for number, value in enumerate(values, 1):
        row = Document(place=f"{unit} {number}")
        if isinstance(value, dict):
            row.more = value
            names.update(islice(value, MAX_COLUMNS + 1))
            _check_size(number, len(names))
        else:
            if isinstance(value, list):
                value = "a list"
            row.unread = f"is not a JSON object in braces ({str(value)[:60]}); correct it"
        if value != "":  # an empty line
            yield row


def _lists_in(
    value: object, texts: set[str], name: str = "", deep: int = 20
) -> Iterator[tuple[str, list[dict]]]:
    """The articles in an answer of NewsAPI, the Guardian and others: its lists of objects, not too
    `deep` in others, with what they are called; none where an object has a text itself.
    """
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        yield name, value
    elif deep and isinstance(value, dict) and not texts & set(map(column_key, value)):
        for inner, item in value.items():
            yield from _lists_in(item, texts, f"{name} {one_line(inner)[:30]}".strip(), deep - 1)


def read_excel(data: bytes, columns: Columns = None) -> list[Document]:
    """The rows of all sheets of a workbook that have a column of texts; the first row of a sheet
    names its columns.
    """
    with opened_sheets(data) as sheets:
        return _of_all("sheet", ((name, _sheet_rows(rows)) for name, rows in sheets), columns)


@contextmanager
def opened_sheets(data: bytes) -> Iterator[Iterator[tuple[str, Iterator[tuple]]]]:
    """The name of each sheet of a workbook, and its rows, which are read as they are asked for."""
    with refusing("an Excel file"), warnings.catch_warnings():
        import openpyxl

        warnings.simplefilter("ignore")  # of styles and extensions
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
        yield ((sheet.title, sheet.iter_rows(values_only=True)) for sheet in book)


def _sheet_rows(rows: Iterator[tuple]) -> Iterator[Document]:
    return _rows((f"row {number}", cells, "") for number, cells in enumerate(rows, 1))


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
    begin_file()
    rows, columns = list(islice(rows, MAX_ROWS + 1)), columns or {}
    if len(rows) > MAX_ROWS:
        todo = f"split it, or save it as JSON Lines and see {BEYOND_MEMORY}"
        raise ArticleError(f"has more than {MAX_ROWS:,} rows; {todo}")
    read = [row for row in rows if not row.unread]
    if not rows:
        raise ArticleError(NO_ROWS)
    if not read:
        return rows
    where, doubts = _columns(read, columns)
    order = day_first({str(row.more.get(where.get("date"), "")) for row in read})
    _leave_out_copies(read, where.get("article"))
    read = [row for row in read if not row.unread]
    for row in read:
        try:
            _fill(row, where, order)
        except FileError as error:
            row.unread = str(error)
    ending = [row for row in read if row.text.rstrip().endswith(" chars]")]
    cut = [row for row in ending if _CUT_OFF.search(row.text)]
    for row in cut:
        row.text = _CUT_OFF.sub("", row.text)
    if cut:
        texts = f"{plural(len(cut), 'text')} cut off at the source, as [+1834 chars] says"
        doubts += (f"has {texts}; get them whole, or count what is left",)
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
            alike = [name for name in names if column_key(name) == column_key(theirs)]
            todo = f"write it {alike[0]}" if alike else "name one of these"
            raise ArticleError(f"has no column {theirs}, {due} ({has}); {todo}")
    usual = columns_named(name for name in names if name not in columns.values())
    rows = rows[:SAMPLE]

    def length(name: str) -> int:
        cells = (row.more.get(name) for row in rows)
        return sum(len(cell) for cell in cells if isinstance(cell, str))

    def days_and_others(name: str) -> tuple[int, int]:
        dates = []
        for row in rows:
            with suppress(FileError):  # which its row will say
                dates.append(iso_date(row.more.get(name), True))
        days = [date for date in dates if len(date) == len("YYYY-MM-DD")]
        return len(days), len([date for date in dates if date])

    usual["text"].sort(key=length, reverse=True)
    # `published` may say whether, and `data` anything
    usual["date"].sort(key=days_and_others, reverse=True)
    where = {ours: theirs[0] for ours, theirs in usual.items() if theirs} | columns
    if "text" not in where:
        todo = "say which holds the texts, columns={'text': 'NAME'}"
        missing = f"has no column named text, body or the like ({has})"
        raise ArticleError(f"{missing}; {todo}; themes are read with nt.read_lexicon")
    doubts = ()
    if "text" not in columns and len(usual["text"]) > 1:
        text = f"has its longest texts in {one_line(where['text'])[:60]}, which was taken"
        doubts = (f"{text}; to choose another, give columns={{'text': 'NAME'}}",)
    return where, (*doubts, *_doubts_of_missing(rows, names, where))


def _doubts_of_missing(rows: list[Document], names: list[str], where: Where) -> Iterator[str]:
    """Which columns may say dates and sources, where none is called so; and what was taken."""
    others = [name for name in names if name not in where.values()]
    may_be = {
        "date": [name for name in others if hold_days(row.more.get(name) for row in rows[:FEW])],
        "source": [name for name in others if _OF_SOURCES.search(column_key(name))],
    }
    taken = natural_list(f"{ours} from {theirs}" for ours, theirs in where.items())
    for ours, found in may_be.items():
        if found and ours not in where:
            todo = f"{found[0]} may be it: columns={{{ours!r}: {found[0]!r}}}"
            rest = f"taken: {taken}; not taken: {natural_list(others)}"
            yield f"has no column called {ours}; {todo} ({rest})"


def _fill(row: Document, where: Where, day_first: bool | None) -> None:
    """Text, name and facts of a row from its cells; further ones stay in `more`."""
    cells, row.more = row.more, {}
    given = cells.pop(where.get("article"), None)
    if one_line(given):
        row.name = one_line(given)[:100]
        row.has_number = is_whole_number(given)
    text = cells.pop(where["text"], None)
    if not isinstance(text, str) or not text.strip():
        name = one_line(where["text"])[:60]
        row.unread = f"has no text in the column {name}; {how_to_be_text(text)}"
        return
    if text.strip() == _REMOVED:
        row.unread = f"says {_REMOVED} in place of its text; fill it, or remove the row"
        return
    row.text = text
    row.in_table = True
    row.describe(cells, day_first, where)


def _leave_out_copies(rows: list[Document], id_column: str | None) -> None:
    """Leave out each row that has the id, and all other cells, of one before it."""
    if id_column is None:
        return
    names = [one_line(row.more.get(id_column)) for row in rows]
    times = Counter(names)
    firsts = {}  # the cells of a row -> its place
    for row, name in zip(rows, names, strict=True):
        if not name or times[name] == 1:
            continue
        cells = repr(sorted(row.more.items(), key=str))
        first = firsts.setdefault(cells, row.place)
        if first != row.place:
            row.name = name[:100]
            row.unread = f"is a copy of {first}, with the same id, and counts once"


def _rows(records: Iterable[tuple[str, Sequence, str]]) -> Iterator[Document]:
    """A document a record, its cells in `more`, by the names that the first one has. Blank ones are
    passed over. A record is its place ("line 3"), its cells, and what is wrong with it.
    """
    names, columns, rows = [], 0, 0
    for place, cells, wrong in records:
        if not any(cells):
            continue
        if names:
            if len(cells) > len(names) and any(cells[len(names) :]):
                wrong = f"has {len(cells)} cells, and the first line {len(names)}; check its quotes"
            rows += 1
            _check_size(rows, columns)
            more = dict(zip(names, cells, strict=False))
            more.pop("", None)
            yield Document(place=place, more=more, unread=wrong)
        elif wrong:
            raise ArticleError(f"{place} {wrong}")
        else:
            names = column_names(cells)
            columns = len(names) - names.count("")


def column_names(cells: Iterable) -> list[str]:
    """The names of columns, empty where there is none. ArticleError where two are alike."""
    names = [one_line(cell) if cell != "" else "" for cell in cells]
    times = Counter(filter(None, names))
    for name, number in times.items():
        if number > 1:
            raise ArticleError(f"has two columns named {name[:60]}; rename or remove one")
    _check_size(1, len(times))
    return names


def _check_size(rows: int, columns: int) -> None:
    """ArticleError for a table whose rows have too many columns."""
    if columns > MAX_COLUMNS:
        raise ArticleError(f"has more than {MAX_COLUMNS:,} columns; leave out those of no use")
    if rows * columns > MAX_CELLS:
        todo = "leave out columns of no use, or split it"
        raise ArticleError(f"has more than {MAX_CELLS:,} cells, rows times columns; {todo}")


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
