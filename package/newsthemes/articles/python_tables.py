"""A table in Python (DataFrame, a list of dicts or of texts) -> documents, one a row."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .as_articles import row_labels
from .find_files import names_path
from .formats.column_names import columns_named
from .formats.csv_excel_json import column_names
from .formats.document import Document, one_line
from .formats.values import how_to_be_text, is_whole_number


def is_table(value: Any) -> bool:
    """Whether a value holds articles themselves, and no paths of them.

    A list of strings holds paths if one of them is there, or if all of them look like paths.

    >>> [is_table(value) for value in (["They met."], [{"text": "They met."}], ["press/"], "press")]
    [True, True, False, False]
    """
    if isinstance(value, pd.DataFrame):
        return True
    if not isinstance(value, list | tuple) or any(isinstance(item, Path) for item in value):
        return False
    texts = [item for item in value if isinstance(item, str)]
    if len(texts) < len(value):
        return True
    if any(os.path.exists(text) for text in texts if "\0" not in text):
        return False
    # a bare word is a name sooner than a text
    return not all(names_path(text) or re.fullmatch(r"[!-~]*", text) for text in texts)


def rows_of_table(table: Any, columns: Mapping[str, str] | None = None) -> Iterator[Document]:
    """Each row, its cells in `more`. Its place is counted from 1; its name is the label of its
    index, where these differ. `columns` is as in `documents`.

    >>> [row] = rows_of_table(pd.DataFrame({"text": ["They met."]}, index=["monday"]))
    >>> row.place, row.name, row.more
    ('row 1', 'monday', {'text': 'They met.'})
    """
    if isinstance(table, pd.DataFrame):
        yield from _frame_rows(table, columns or {})
        return
    for number, value in enumerate(table, 1):
        row = Document(place=f"row {number}", name=str(number), has_number=True)
        if isinstance(value, Mapping):
            row.more = {str(name): cell for name, cell in value.items()}
        elif isinstance(value, str):
            row.more = {"text": value}
        else:
            todo = how_to_be_text(value)
            row.unread = f"is {one_line(repr(value))[:60]}, and no text or dict; {todo}"
        yield row


def _frame_rows(table: pd.DataFrame, columns: Mapping[str, str]) -> Iterator[Document]:
    names = column_names(map(str, table.columns))
    labels, doubt = row_labels(table)
    has_ids = "article" in columns or columns_named(names)["article"]
    doubts = (doubt,) if doubt and not has_ids else ()
    table = table.astype(object).where(table.notna(), None)
    rows = table.itertuples(index=False, name=None)
    for number, (label, cells) in enumerate(zip(labels, rows, strict=True), 1):
        more = dict(zip(names, cells, strict=True))
        row = Document(place=f"row {number}", name=str(label), more=more, file_doubts=doubts)
        row.has_number = is_whole_number(label)
        yield row
        doubts = ()
