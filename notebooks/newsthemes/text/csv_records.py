"""A CSV file's text -> its records; a broken one is named, and the rest is read."""

import csv
import io
from collections.abc import Iterator

DELIMITERS = ",;\t|"
MAX_OPEN = 1_000_000  # characters behind a quote that is not closed


def csv_records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Each record of a table: the line where it begins, its cells, and what is wrong with it."""
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    head = text.lstrip("\r\n").split("\n", 1)[0].split("\r", 1)[0]
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    return _records(list(io.StringIO(text, newline="")), delimiter)


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Records by the line where they begin; where one has a broken quote, that line is wrong, and
    the next is tried.

    The rest is wrong where a quote stays open over a million characters to the end, as it may be
    one text, not a million rows, and where that has read as much again as ten such files: each line
    may open a quote that no line closes.
    """
    start, left = 0, 10 * sum(map(len, lines))
    while start < len(lines):
        places = range(start, len(lines))
        reader = csv.reader(map(lines.__getitem__, places), delimiter=delimiter, strict=True)
        begin = start
        try:
            for cells in reader:
                yield begin + 1, cells, ""
                begin = start + reader.line_num
            return
        except csv.Error as error:
            yield (
                begin + 1,
                [],
                f"has a quote that is not closed, or text behind one ({error}); correct it",
            )
            behind = sum(map(len, lines[begin : start + reader.line_num]))
            left, start, last = left - behind, begin + 1, start + reader.line_num
            if left < 0 or (behind > MAX_OPEN and last == len(lines)):
                yield (
                    start + 1,
                    [],
                    "and all below stand behind quotes that are not closed; correct them",
                )
                return
