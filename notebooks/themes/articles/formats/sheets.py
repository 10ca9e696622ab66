"""Excel and Parquet -> documents, one a row."""

import io
import warnings
from collections.abc import Iterator

from .document import ArticleError, Document, Unread
from .rows import Row, columns, documents
from .zips import MAX_UNZIPPED, told

MAX_COLUMNS, MAX_ROWS = 100, 1_048_576  # of a sheet: one cell at its far end would make millions of empty ones
BATCH = 1000  # rows of a Parquet file at a time


def read_excel(data: bytes, column: str | None = None) -> list[Document | Unread]:
    """The rows of a workbook's first sheet that has a column of texts; its first row names the columns."""
    import openpyxl

    refused = None
    with told("an Excel file"), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            try:
                return documents(_sheet_rows(sheet), column)
            except ArticleError as error:
                refused = refused or error
    raise refused or ArticleError("has no sheet with cells; look into it")


def _sheet_rows(sheet) -> Iterator[Row]:
    sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    names = None
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True), 1):
        if cells.count(None) == len(cells) or not any(cell is not None and str(cell).strip() for cell in cells):
            continue
        if names is None:
            names = columns(str(cell).strip() if cell is not None else "" for cell in cells)
        else:
            yield f"row {number}", {name: cell for name, cell in zip(names, cells, strict=False) if name}


def read_parquet(data: bytes, column: str | None = None) -> list[Document | Unread]:
    """The rows of a Parquet file. pyarrow, which reads it, is larger than all else here, so it is asked for when needed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise ArticleError("is a Parquet file, which takes pyarrow to read; pip install pyarrow, or save it as CSV") from None
    with told("a Parquet file"):
        file = pyarrow.parquet.ParquetFile(io.BytesIO(data))
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
        if size > MAX_UNZIPPED:
            raise ArticleError(f"would unpack to {size / 1e6:,.0f} MB; `python -m themes.scale` counts it in parts")
        batches = (batch.to_pylist() for batch in file.iter_batches(BATCH))
        return documents(((f"row {n}", row) for n, row in enumerate((row for rows in batches for row in rows), 1)), column)
