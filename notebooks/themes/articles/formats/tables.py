"""Tables (CSV, TSV, JSON Lines, Excel, Parquet) -> documents, one a row. A bad row is named, and the rest is read."""

import csv
import io
import json
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .dates import day_first
from .document import FACTS, MAX_UNZIPPED, ArticleError, Document, clean, column_key, one_line, refusing

TEXTS = ("text", "body", "content", "full_text", "fulltext")
NAMES = ("article", "id")
MAX_TEXT = 1_000_000_000  # characters of a table's texts together: one text may stand in a million compressed rows
MAX_OPEN = 1_000_000  # characters behind a quote that is not closed
MAX_COLUMNS, MAX_ROWS = 100, 1_048_576  # of a sheet: one cell at its far end would make millions of empty ones
BATCH = 1000  # rows of a Parquet file at a time
_DELIMITERS = ",;\t|"

Record = tuple[str, Sequence[object], str]  # its place ("line 3"), its cells, and what is wrong with it


def read_csv(text: str, column: str | None = None) -> list[Document]:
    """The rows of a table whose first line names the columns; commas, semicolons, tabs or bars, whichever gives most.

    >>> read_csv('title;text\\nTalks;"They met; he left."')[0].text
    'They met; he left.'
    """
    return documents(csv_rows(text), column)


def read_json(text: str, column: str | None = None) -> list[Document]:
    """JSON Lines, one object a line, or JSON: one object, or a list of them.

    >>> [document, bad] = read_json('{"text": "They met.", "date": "2023-10-26"}\\n{"text": ')
    >>> document.date, bad.place
    ('2023-10-26', 'line 2')
    """
    whole = parsed(text) if text.lstrip()[:1] == "[" or "\n" in text.strip() else ""
    if isinstance(whole, (dict, list)):
        values = [(f"row {n}", value) for n, value in enumerate(whole if isinstance(whole, list) else [whole], 1)]
    else:
        values = [(f"line {n}", parsed(line)) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    return documents((_from_json(place, value) for place, value in values), column)


def read_excel(data: bytes, column: str | None = None) -> list[Document]:
    """The rows of a workbook's first sheet that has a column of texts; its first row names the columns."""
    import openpyxl

    refused = None
    with refusing("an Excel file"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            rows = enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True), 1)
            filled = ((f"row {number}", cells, "") for number, cells in rows if cells.count(None) < len(cells))
            try:
                return documents(_rows(filled), column)
            except ArticleError as error:
                refused = refused or error
    raise refused or ArticleError("has no sheet with cells; look into it")


def read_parquet(data: bytes, column: str | None = None) -> list[Document]:
    """The rows of a Parquet file. pyarrow, which reads it, is larger than all else here, so it is asked for when needed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise ArticleError("is a Parquet file, which takes pyarrow to read; pip install pyarrow, or save it as CSV") from None
    with refusing("a Parquet file"):
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        size = sum(file.metadata.row_group(number).total_byte_size for number in range(file.metadata.num_row_groups))
        if size > MAX_UNZIPPED:
            raise ArticleError(f"would unpack to {size / 1e6:,.0f} MB; `python -m themes.scale` counts it in parts")
        rows = (row for batch in file.iter_batches(BATCH) for row in batch.to_pylist())
        return documents((Document(place=f"row {n}", more=row) for n, row in enumerate(rows, 1)), column)


def documents(rows: Iterable[Document], column: str | None = None) -> list[Document]:
    """Rows, whose cells stand in `more`, as articles. `column` names that of the texts; else it is the first of `TEXTS`.

    Title, date, source, language and id are known by their columns' names, further columns are kept as they are.
    ArticleError where no row has such a column. A row that has no text is unread.

    >>> [document] = documents([Document(more={"id": 7, "Body": "They met.", "Outlet": "Reuters", "page": 3})])
    >>> document.name, document.text, document.source, document.more
    ('7', 'They met.', 'Reuters', {'page': 3})
    """
    rows = list(rows)
    read = [row for row in rows if not row.unread]
    names = dict.fromkeys(name for row in read for name in row.more)
    if not names and (bad := next((row for row in rows if row.unread), None)):
        raise ArticleError(f"holds no row that can be read: {bad.place} {bad.unread}")
    column = _text_column(names, column)
    dates = [name for name in names if column_key(name) in FACTS["date"]]
    first = day_first(row.more.get(name, "") for row in read for name in dates)
    total = 0
    for row in read:
        _fill(row, column, first)
        total += len(row.text)
        if total > MAX_TEXT:
            raise ArticleError(f"holds more than {MAX_TEXT:,} characters of text; split it")
    return rows


def _text_column(names: Iterable[str], asked: str | None) -> str:
    wanted = [name for name in names if name == asked] if asked else []
    wanted += [name for known in ((column_key(asked),) if asked else TEXTS) for name in names if column_key(name) == known]
    if wanted:
        return wanted[0]
    there = ", ".join(one_line(name)[:30] for name in list(names)[:12]) or "none"
    looked = f"named {asked}" if asked else f"named {', '.join(TEXTS[:-1])} or {TEXTS[-1]}"
    raise ArticleError(f"has no column {looked} (it has: {there}); name the one of the texts: read_articles(path, text=...)")


def _fill(row: Document, column: str, day_first: bool | None) -> None:
    """Text, name and facts of a row from its cells; further ones stay in `more`, what is nested as JSON."""
    cells, row.more = row.more, {}
    text = cells.get(column)
    if not isinstance(text, str) or not text.strip():
        row.unread = f"has no text in the column {column}; fill it, or remove the row"
        return
    row.text = clean(text)
    names = (cells[name] for known in NAMES for name in cells if column_key(name) == known)
    row.name = next(filter(None, map(one_line, names)), "")[:100]
    row.describe({name: value for name, value in cells.items() if name != column and column_key(name) not in NAMES}, day_first)
    for name, value in row.more.items():
        if isinstance(value, (dict, list, tuple)):
            row.more[name] = json.dumps(value, ensure_ascii=False, default=str)
        elif isinstance(value, str):
            row.more[name] = clean(value)


def _rows(records: Iterable[Record]) -> Iterator[Document]:
    """A document a record, its cells in `more`, by the names that the first one has. Blank ones are passed over."""
    names = None
    for place, cells, wrong in records:
        cells = list(cells)
        while names and len(cells) > len(names) and _blank(cells[-1]):
            cells.pop()
        if not wrong and all(map(_blank, cells)):
            continue
        if names is not None:
            if len(cells) > len(names):
                wrong = f"has {len(cells)} cells, and the first line {len(names)}; mend its quotes"
            more = {name: cell for name, cell in zip(names, cells, strict=False) if name}
            yield Document(place=place, more=more, unread=wrong)
        elif wrong:
            raise ArticleError(f"{place} {wrong}")
        else:
            names = ["" if _blank(cell) else str(cell).strip() for cell in cells]
            if twice := next((name for name, times in Counter(filter(None, names)).items() if times > 1), None):
                raise ArticleError(f"has two columns named {twice[:60]}; rename or remove one")  # one would be lost
    if names is None:
        raise ArticleError("has no first line that names its columns; write one")


def _blank(cell: object) -> bool:
    return cell is None or not str(cell).strip()


def csv_rows(text: str) -> Iterator[Document]:
    """Each row with its place in the file and its cells in `more`; unread where its quotes or its number of cells are wrong."""
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    head = text.lstrip("\r\n").split("\n", 1)[0].split("\r", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    return _rows(_records(list(io.StringIO(text, newline="")), delimiter))


def _records(lines: list[str], delimiter: str) -> Iterator[Record]:
    """Records by the line where they begin; where one has a broken quote, that line is wrong, and the next is tried.

    The rest is wrong where a quote stays open over a million characters to the end, as it may be one text, not a million
    rows, and where that has read as much again as ten such files: each line may open a quote that no line closes.
    """
    start, left = 0, 10 * sum(map(len, lines))
    while start < len(lines):
        places = range(start, len(lines))
        reader = csv.reader(map(lines.__getitem__, places), delimiter=delimiter, strict=True)
        begin = start
        try:
            for cells in reader:
                yield f"line {begin + 1}", cells, ""
                begin = start + reader.line_num
            return
        except csv.Error as error:
            yield f"line {begin + 1}", [], f"has a quote that is not closed, or text behind one ({error}); mend it"
            behind = sum(map(len, lines[begin : start + reader.line_num]))
            left, start, last = left - behind, begin + 1, start + reader.line_num
            if left < 0 or (behind > MAX_OPEN and last == len(lines)):
                yield f"line {start + 1}", [], "and all below stand behind quotes that are not closed; mend them"
                return


def _from_json(place: str, value: object) -> Document:
    if isinstance(value, dict):
        return Document(place=place, more=value)
    return Document(place=place, unread=f"is no JSON object ({str(value)[:60]}); mend it")


def parsed(text: str) -> object:
    """The value of a JSON text, or a message where it cannot be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error)
