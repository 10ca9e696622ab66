"""CSV, TSV and JSON Lines -> documents, one a row. A bad row is named, and the rest is read."""

import csv
import io
import json
from collections.abc import Iterator

from .document import ArticleError, Document, Unread
from .rows import Row, columns, documents

MAX_OPEN = 1_000_000  # characters behind a quote that is not closed

_DELIMITERS = ",;\t|"


def read_csv(text: str, column: str | None = None) -> list[Document | Unread]:
    """The rows of a table whose first line names the columns; commas, semicolons, tabs or bars, whichever gives most.

    >>> read_csv('title;text\\nTalks;"They met; he left."')[0].text
    'They met; he left.'
    """
    return documents(csv_rows(text), column)


def csv_rows(text: str) -> Iterator[Row | Unread]:
    """Each row as its place in the file and its cells, or as Unread where its quotes or its number of cells are wrong."""
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    records = _records(list(io.StringIO(text, newline="")), _delimiter(text))
    head = next((record for record in records if isinstance(record, Unread) or any(map(str.strip, record[1]))), None)
    if head is None or isinstance(head, Unread):
        raise ArticleError(
            "has no first line that names its columns; write one" if head is None else f"{head.place} {head.reason}"
        )
    names = columns(map(str.strip, head[1]))
    for record in records:
        if isinstance(record, Unread):
            yield record
            continue
        line, cells = record
        while len(cells) > len(names) and not cells[-1].strip():
            cells.pop()
        if len(cells) > len(names):
            yield Unread(f"line {line}", f"has {len(cells)} cells, and the first line {len(names)}; mend its quotes")
        elif any(map(str.strip, cells)):
            yield f"line {line}", {name: cell for name, cell in zip(names, cells, strict=False) if name}


def _delimiter(text: str) -> str:
    head = text.lstrip("\r\n").split("\n", 1)[0].split("\r", 1)[0]
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]] | Unread]:
    """Records as (line where it begins, cells); where one has a broken quote, that line is Unread, and the next is tried.

    The rest is Unread where a quote stays open over a million characters to the end, as it may be one text, not a million
    rows, and where that has read as much again as ten such files: each line may open a quote that no line closes.
    """
    start, left = 0, 10 * sum(map(len, lines))
    while start < len(lines):
        places = range(start, len(lines))
        reader = csv.reader(map(lines.__getitem__, places), delimiter=delimiter, strict=True)
        begin = start
        try:
            for cells in reader:
                yield begin + 1, cells
                begin = start + reader.line_num
            return
        except csv.Error as error:
            yield Unread(f"line {begin + 1}", f"has a quote that is not closed, or text behind one ({error}); mend it")
            behind = sum(map(len, lines[begin : start + reader.line_num]))
            left, start, last = left - behind, begin + 1, start + reader.line_num
            if left < 0 or (behind > MAX_OPEN and last == len(lines)):
                yield Unread(f"line {start + 1}", "and all below stand behind quotes that are not closed; mend them")
                return


def read_json(text: str, column: str | None = None) -> list[Document | Unread]:
    """JSON Lines, one object a line, or JSON: one object, or a list of them.

    >>> [document, bad] = read_json('{"text": "They met.", "date": "2023-10-26"}\\n{"text": ')
    >>> document.date, bad.place
    ('2023-10-26', 'line 2')
    """
    whole = _parsed(text) if text.lstrip()[:1] == "[" or "\n" in text.strip() else ""
    if isinstance(whole, (dict, list)):
        rows = [(f"row {n}", value) for n, value in enumerate(whole if isinstance(whole, list) else [whole], 1)]
    else:
        rows = [(f"line {n}", _parsed(line)) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    return documents([row if isinstance(row[1], dict) else Unread(row[0], _no_object(row[1])) for row in rows], column)


def _no_object(value: object) -> str:
    return f"is no JSON object ({str(value)[:60]}); mend it"


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return str(error)
