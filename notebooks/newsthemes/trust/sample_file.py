"""The file sample.tsv beside sheets of codes: which sentences were drawn for coding."""

import io
from pathlib import Path

import pandas as pd

from ..text.encodings import decode
from ..text.read_files import FileError
from ..text.write_files import ChangedMeanwhile, digest, input_path, sha256, write
from .sheets import CodesError, as_typed, write_new

SAMPLE_FILE = "sample.tsv"
_NUMBERS = ["sentence", "weight", "round"]
_COLUMNS = ["article", "text", "stratum", *_NUMBERS]
_TODO = "put back the file that was written as the sentences were drawn (UTF-8, with tabs)"


def read_sample(path: str | Path) -> pd.DataFrame | None:
    """Which sentences were drawn for coding: `sample.tsv` of the folder of sheets, or beside a
    sheet, from `sample_for_coding`; None without one. CodesError, with file and column, for one
    that cannot be read.
    """
    if not path:
        return None
    folder = input_path(path)
    if folder.is_file():
        folder = folder.parent
    file = folder / SAMPLE_FILE
    if not file.is_file():
        return None
    try:
        text = io.StringIO(decode(file.read_bytes(), guess=False)[0])
        table = pd.read_csv(text, sep="\t", converters={"article": str}, keep_default_na=False)
    except (FileError, OSError, ValueError) as error:
        why = str(error).partition(";")[0].strip()
        raise CodesError(f"{file}: cannot be read ({why}); {_TODO}") from None
    return _checked(table, file)


def _checked(table: pd.DataFrame, file: Path) -> pd.DataFrame:
    """The sample itself. CodesError where a column is not there, or holds no numbers."""
    for name in _COLUMNS:
        if name not in table:
            raise CodesError(f"{file}: has no column {name!r}; {_TODO}")
    for name in _NUMBERS:
        wrong = table.loc[pd.to_numeric(table[name], errors="coerce").isna(), name]
        for row, cell in wrong.head(1).items():
            where = f"{file}, row {row + 2}, column {name!r}"
            raise CodesError(f"{where}: {cell!r} is no number; {_TODO}")
    return table


def write_sample(sample: pd.DataFrame, beside: Path) -> None:
    """Write `sample.tsv` beside a sheet or a page. CodesError where that of another sample is there
    already.
    """
    data, path = _as_file(sample), beside.with_name(SAMPLE_FILE)
    if digest(path) != sha256(data):
        write_new(path, data)


def write_round(sample: pd.DataFrame, folder: Path, before: str) -> None:
    """Write a sample over the one that it goes on from, whose hash was `before`. CodesError where
    it was changed meanwhile.
    """
    path = folder / SAMPLE_FILE
    try:
        write(path, _as_file(sample), before)
    except ChangedMeanwhile:
        raise CodesError(f"{path}: was changed meanwhile; nothing is drawn. Try again") from None


def of_the_sample(
    name: str, codes: list[tuple], sample: pd.DataFrame
) -> tuple[list[tuple], list[str]]:
    """The rows of a sheet, (row of the file, article, sentence, text, codes), that are of the
    sample or empty; and what is said of the others.
    """
    drawn = set(zip(sample["article"].map(as_typed), sample["sentence"], strict=True))
    rows, misfits = [], []
    for row in codes:
        number, article, sentence, *_ = row
        if (article, sentence) in drawn or pd.isna(row[-1]).all():
            rows.append(row)
        else:
            misfits.append(
                f"{name}, row {number}: sentence {sentence} of article {article!r} is not in "
                f"{SAMPLE_FILE}; put the sheet beside that of its own sample"
            )
    return rows, misfits


def _as_file(sample: pd.DataFrame) -> bytes:
    return sample.to_csv(sep="\t", index=False, lineterminator="\n").encode()
