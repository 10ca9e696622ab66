"""A CSV file's text -> its records; a quote that is never closed is named."""

import csv
import io
from collections.abc import Iterator

DELIMITERS = ",;\t|"
OPEN = "has a quote that is not closed, so all below is left out; correct it"


def csv_records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Each record of a table: the line where it begins, its cells, and what is wrong with it.

    >>> [(line, cells) for line, cells, wrong in csv_records('a;b\\nc;"d\\ne"\\n')]
    [(1, ['a', 'b']), (2, ['c', 'd\\ne'])]
    """
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    lines = list(io.StringIO(text, newline=""))
    head = next(filter(str.strip, lines), "")
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    reader, line = csv.reader(lines, delimiter=delimiter), 1
    for cells in reader:
        wrong = ""
        if reader.line_num == len(lines) and _is_open(lines[line - 1 :], delimiter):
            wrong = OPEN
        yield line, cells, wrong
        line = reader.line_num + 1


def _is_open(lines: list[str], delimiter: str) -> bool:
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False
