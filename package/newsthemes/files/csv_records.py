"""A CSV file's text -> its records; a quote that is never closed is named."""

import csv
import re
from collections.abc import Iterator
from itertools import chain

from .read_files import FileError

DELIMITERS = ",;\t|"
HEAD = 10_000  # characters of the first line, which tell the delimiter
# of a table; more take more than 1 GB of memory
MAX_LINES, MAX_DELIMITERS = 5_000_000, 20_000_000
MAX_CELL = 20_000_000  # characters; a quote that opens nothing would take in all below it
OPEN = "has a quote that is not closed, so all below is left out; correct it"
LONG = f"has a cell of more than {MAX_CELL:,} characters, so all below is left out; split it"
_END = "\0"  # which no text has


def csv_records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Each record of a table: the line where it begins, its cells, and what is wrong with it. The
    delimiter is that by which its first line has most cells.

    FileError, without the file's name, for more than 5 million lines, or 20 million commas or
    the like.

    >>> [(line, cells) for line, cells, wrong in csv_records('a;b\\nc;"d\\ne"\\n')]
    [(1, ['a', 'b']), (2, ['c', 'd\\ne'])]
    """
    csv.field_size_limit(MAX_CELL)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    head = next(filter(str.strip, lines_of(text)), "")[:HEAD]
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    if text.count(delimiter) > MAX_DELIMITERS:
        many = f"has more than {MAX_DELIMITERS:,} signs {delimiter!r}"
        raise FileError(f"{many}, too many for a table; split it")
    # what follows the last line stands in a cell of its own, unless a quote is open
    reader, line = csv.reader(chain(lines_of(text), [_END]), delimiter=delimiter), 1
    try:
        for cells in reader:
            if cells == [_END]:
                return
            wrong = ""
            if cells and cells[-1].endswith(_END):
                wrong = OPEN
            yield line, cells, wrong
            line = reader.line_num + 1
    except csv.Error:
        yield line, [LONG], LONG


def lines_of(text: str) -> Iterator[str]:
    """The lines of a table's text, each with its line feed, one by one. FileError, without the
    file's name, for more than 5 million.

    >>> list(lines_of("They met.\\n\\nIt rained."))
    ['They met.\\n', '\\n', 'It rained.']
    """
    if text.count("\n") > MAX_LINES:
        raise FileError(f"has more than {MAX_LINES:,} lines, too many for a table; split it")
    return (line[0] for line in re.finditer(r".*\n|.+", text))
