"""The file sample.tsv beside sheets of codes: which sentences were drawn for coding."""

from pathlib import Path

import pandas as pd

from ..text.write_files import ChangedMeanwhile, digest, input_path, sha256, write
from .sheets import CodesError, as_typed, write_new

SAMPLE_FILE = "sample.tsv"


def read_sample(path: str | Path) -> pd.DataFrame | None:
    """Which sentences were drawn for coding: `sample.tsv` beside the sheets, from
    `sample_for_coding`; None without one.
    """
    if not path:
        return None
    file = input_path(path) / SAMPLE_FILE
    if not file.is_file():
        return None
    return pd.read_csv(file, sep="\t", converters={"article": str}, keep_default_na=False)


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
