"""Tables (CSV, TSV, JSON Lines, Excel, Parquet) -> documents, one a row. A bad row is named, and
the rest is read.
"""

import io
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from ...text.csv_records import csv_records
from ...text.extras import extra
from ...text.wording import listed
from .column_names import NAMES, Where, column_key, columns_named
from .dates import day, day_first
from .document import ArticleError, Document, clean, one_line, refusing

# characters on average, and times as many as in any other column: texts, whatever it is called
LONG, FAR = 200, 3
SAMPLE = 1000  # rows that a guess looks at
MAX_ROWS = 700_000  # of few columns; more take more than 1 GB of memory

Columns = dict[str, str] | None  # what we call a column -> what the user's table calls it
# its place ("line 3"), its cells, and what is wrong with it
Record = tuple[str, Sequence[object], str]


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
    with extra("files", "is an Excel file, which", ArticleError):
        import openpyxl

    refused = None
    with refusing("an Excel file"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            filled = ((f"row {n}", cells, "") for n, cells in rows if any(cells))
            try:
                return documents(_rows(filled), columns)
            except ArticleError as error:
                refused = refused or error
    raise refused or ArticleError("has no sheet with cells; check what it holds")


def read_parquet(data: bytes, columns: Columns = None) -> list[Document]:
    """The rows of a Parquet file. pyarrow, which reads it, is larger than all else here, so it is
    asked for when needed.
    """
    with extra("scale", "is a Parquet file, which", ArticleError):
        import pyarrow.parquet
    with refusing("a Parquet file"):
        rows = enumerate(pyarrow.parquet.read_table(io.BytesIO(data)).to_pylist(), 1)
        return documents((Document(place=f"row {n}", more=row) for n, row in rows), columns)


def documents(rows: Iterable[Document], columns: Columns = None) -> list[Document]:
    """Rows, whose cells stand in `more`, as articles. `columns` says which column is the text, the
    title, …

    What it does not say is known by usual names, and the first row's `taken` says what was; further
    columns are kept as they are. ArticleError where there is no row, or no column can be the text.
    A row that has no text is unread.

    >>> cells = {"id": 7, "Body": "They met.", "Outlet": "Reuters", "page": 3}
    >>> [document] = documents([Document(more=cells)])
    >>> document.name, document.text, document.source, document.more
    ('7', 'They met.', 'Reuters', {'page': 3})
    >>> document.taken
    'has its text in the column Body and its source in the column Outlet'
    """
    rows, columns = _some(rows), columns or {}
    read, bad = [row for row in rows if not row.unread], [row for row in rows if row.unread]
    names = list(dict.fromkeys(name for row in read for name in row.more))
    if bad and not names:
        raise ArticleError(f"holds no row that can be read: {bad[0].place} {bad[0].unread}")
    where = _named(names, columns, read)
    doubts = []
    if "text" not in columns:
        doubts = _choose_text(where, names, read)
    order = day_first({str(row.more.get(name, "")) for row in read for name in where["date"]})
    for row in read:
        _fill(row, where, order)
    for first in [row for row in read if not row.unread][:1]:
        known = set(columns)
        if doubts:
            known.add("text")  # the doubt says which column it took
        first.taken = _taken({name: where[name] for name in where if name not in known})
        first.file_doubts += (*doubts, *_undated(first, where, names))
    return rows


def _some(rows: Iterable[Document]) -> list[Document]:
    """The rows. ArticleError where there are none, or too many."""
    found = list(islice(rows, MAX_ROWS + 1))
    if not found:
        raise ArticleError("has no rows; write one for each article")
    if len(found) > MAX_ROWS:
        todo = "split it, or count it with `python -m newsthemes.scale`"
        raise ArticleError(f"has more than {MAX_ROWS:,} rows; {todo}")
    return found


def _undated(first: Document, where: Where, names: list[str]) -> Iterator[str]:
    """What to say of columns of dates that cannot be read, by the first row."""
    for name in columns_named(names)["date"]:
        value = str(first.more.get(name))
        if not where["date"] and any(map(str.isdigit, value)):
            unknown = f"its column {one_line(name)[:60]} ({value[:40]!r})"
            yield f"has no date that can be read in {unknown}; write dates as 2023-10-26"


def _taken(where: Where) -> str:
    """Which columns were taken for what, unless they are called as here."""
    parts = []
    for name, theirs in where.items():
        if not {column_key(each) for each in theirs} <= {name, "id"}:
            parts.append(
                f"its {name} in the column {' or '.join(one_line(each)[:60] for each in theirs)}"
            )
    if not parts:
        return ""
    return f"has {listed(parts, len(NAMES))}"


def _named(names: list[str], columns: dict[str, str], read: list[Document]) -> Where:
    """For each of our columns those of the table that say it, the likeliest first: what the user
    says, then usual names.
    """
    asked = {}
    for ours, theirs in columns.items():
        alike = [name for name in names if column_key(name) == column_key(theirs)]
        if theirs in names:
            alike = [theirs]
        if not alike:
            due = f"in which its {ours} should be"
            raise ArticleError(f"has no column {theirs}, {due} ({_has(names)}); name one of these")
        asked[ours] = alike[:1]
    left = [name for name in names if [name] not in asked.values()]
    where = columns_named(left) | asked
    if "date" not in columns:  # `published` may say whether, and `data` anything
        where["date"] = [
            name
            for name in where["date"]
            if column_key(name) == "date"
            or any(day(row.more.get(name), day_first=True) for row in read[:SAMPLE])
        ]
    return where


def _choose_text(where: Where, names: list[str], read: list[Document]) -> list[str]:
    """Leave one column of texts, the one that is longest on average; what is doubtful about that,
    if anything.
    """
    if len(where["text"]) == 1:
        return []
    sizes = {}
    for name in where["text"] or names:
        cells = [row.more.get(name) for row in read[:SAMPLE]]
        sizes[name] = sum(len(cell) for cell in cells if isinstance(cell, str))
    best, *others = sorted(sizes, key=sizes.get, reverse=True) or [""]
    others = [name for name in others if sizes[name]]
    if where["text"] and not others:
        where["text"] = [best]
        return []
    least = max([LONG * len(read[:SAMPLE]), *(FAR * sizes[name] for name in others)])
    if not where["text"] and (not best or sizes[best] < least):
        todo = "say which holds the texts: --text-column NAME, or in Python columns={'text': NAME}"
        missing = f"has no column named text, body or the like ({_has(names)})"
        raise ArticleError(f"{missing}; {todo}; themes are named with --themes")
    for theirs in where.values():
        theirs[:] = [name for name in theirs if name != best]
    where["text"] = [best]
    choose = "to choose another, give columns={'text': …} or --text-column"
    return [f"has its longest texts in {one_line(best)[:60]}, which was taken; {choose}"]


def _has(names: list[str]) -> str:
    shown = [one_line(name)[:30] for name in names[:12]]
    return f"its columns: {', '.join(shown) or 'none'}"


def _fill(row: Document, where: Where, day_first: bool | None) -> None:
    """Text, name and facts of a row from its cells; further ones stay in `more`, what is nested as
    JSON.
    """
    cells, row.more = row.more, {}
    [column] = where["text"]
    text = cells.pop(column, None)
    if not isinstance(text, str) or not text.strip():
        name = one_line(column)[:60]
        row.unread = f"has no text in the column {name}; fill it, or remove the row"
        return
    row.text = text
    for name in where["article"]:
        line = one_line(cells.pop(name, None))
        row.name = row.name or line[:100]
    row.describe(cells, day_first, where)
    for name, value in row.more.items():
        if isinstance(value, (dict, list, tuple)):
            value = json.dumps(value, ensure_ascii=False, default=str)
        if isinstance(value, str):
            row.more[name] = clean(value)


def _rows(records: Iterable[Record]) -> Iterator[Document]:
    """A document a record, its cells in `more`, by the names that the first one has. Blank ones are
    passed over.
    """
    names = None
    for place, cells, wrong in records:
        if not wrong and all(map(_blank, cells)):
            continue
        if names is not None:
            if not all(map(_blank, cells[len(names) :])):
                wrong = f"has {len(cells)} cells, and the first line {len(names)}; check its quotes"
            more = dict(zip(names, cells, strict=False))
            more.pop("", None)
            yield Document(place=place, more=more, unread=wrong)
        elif wrong:
            raise ArticleError(f"{place} {wrong}")
        else:
            names = list(map(one_line, cells))
            if twice := _twice(filter(None, names)):
                raise ArticleError(f"has two columns named {twice}; rename or remove one")
    if names is None:
        raise ArticleError("has no first line that names its columns; write one")


def _blank(cell: object) -> bool:
    return cell is None or not str(cell).strip()


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


def _twice(names: Iterable[str]) -> str:
    return next((name[:60] for name, times in Counter(names).items() if times > 1), "")
