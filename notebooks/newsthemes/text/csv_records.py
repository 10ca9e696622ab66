"""A CSV file's text -> its records; a broken one is named, and the rest is read."""

import csv
import re
from collections.abc import Iterator

DELIMITERS = ",;\t|"
LONGEST_HEAD = 100_000  # characters of the first line that tell the delimiter
MAX_OPEN = 1_000_000  # characters behind a quote that is not closed
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def csv_records(text: str) -> Iterator[tuple[int, list[str], str]]:
    """Each record of a table: the line where it begins, its cells, and what is wrong with it. Where
    it has a broken quote, the next line is tried.

    The rest is wrong where a quote stays open over a million characters to the end, as it may be
    one text, not a million rows, and where that has read as much again as ten such files: each line
    may open a quote that no line closes.

    >>> list(csv_records('a;b\\n"c;d\\ne;f'))[1:]
    [(2, [], 'has a quote that is not closed, or text behind one (unexpected end of data); correct
    it'), (3, ['e', 'f'], '')]
    """
    csv.field_size_limit(2**31 - 1)  # an article is longer than the module's 131,072 characters
    head = re.search(r"[^\r\n]+|\Z", text)[0][:LONGEST_HEAD]
    delimiter = max(DELIMITERS, key=lambda sign: len(next(csv.reader([head], delimiter=sign), [])))
    line, start, left = 1, 0, 10 * len(text)
    end = 0  # of the last line that the reader took

    def lines() -> Iterator[str]:
        nonlocal end
        for found in _LINE.finditer(text, start):
            end = found.end()
            yield found[0]

    while start < len(text):
        reader = csv.reader(lines(), delimiter=delimiter, strict=True)
        done = 0  # lines of whole records
        try:
            for cells in reader:
                yield line + done, cells, ""
                done, start = reader.line_num, end
            return
        except csv.Error as error:
            broken = f"has a quote that is not closed, or text behind one ({error}); correct it"
            yield line + done, [], broken
        behind = end - start
        line, start, left = line + done + 1, _LINE.match(text, start).end(), left - behind
        if left < 0 or (behind > MAX_OPEN and end == len(text)):
            yield line, [], "and all below stand behind quotes that are not closed; correct them"
            return
