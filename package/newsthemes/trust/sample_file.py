"""The file sample.tsv beside sheets of codes: which sentences were drawn for coding."""

import io
from pathlib import Path

import pandas as pd

from ..files.csv_files import MADE_SAFE, safe
from ..files.encodings import decode
from ..files.read_files import file_bytes
from ..files.write_files import ChangedMeanwhile, digest, sha256, write
from .sheets import CodesError

SAMPLE_FILE = "sample.tsv"
_COLUMNS = {"article": str, "text": str, "stratum": str, "sentence": int, "stratum_size": int}
_COLUMNS |= {"weight": float, "round": int}
_NAMES = dict.fromkeys(["by", "themes", "found"], str)  # perhaps of digits alone
_TODO = "put back the file that was written as the sentences were drawn (UTF-8, with tabs)"


def read_sample(path: str | Path) -> pd.DataFrame | None:
    """Which sentences were drawn for coding: `sample.tsv` of the folder of sheets, or beside a
    sheet, from `sample_for_coding`; None without one. CodesError, with file and column, for one
    that cannot be read.
    """
    folder = Path(path)
    if folder.is_file():
        folder = folder.parent
    file = folder / SAMPLE_FILE
    if not path or not file.is_file():
        return None
    try:
        text = io.StringIO(decode(file_bytes(file), "utf-8")[0])
        table = pd.read_csv(text, sep="\t", dtype=_COLUMNS | _NAMES, keep_default_na=False)
        table.set_index(list(_COLUMNS))  # has all of them
        texts = table.select_dtypes("str")
        table[texts.columns] = texts.replace(MADE_SAFE, "", regex=True)
    except (ValueError, KeyError, OverflowError) as error:
        why = str(error).partition(";")[0].strip()
        raise CodesError(f"{file}: cannot be read ({why}); {_TODO}") from None
    return table


def write_sample(sample: pd.DataFrame, path: Path, before: str | None = None) -> None:
    """Write a sample: a first one as a new file, a further round over the one that it goes on from,
    whose hash was `before`. CodesError where another sample stands there.
    """
    data = safe(sample).to_csv(sep="\t", index=False, lineterminator="\n").encode()
    if not before and digest(path) == sha256(data):  # of the same page
        return
    try:
        write(path, data, before)
    except ChangedMeanwhile:
        problem = "another round was drawn meanwhile, and nothing is written; run this again"
        if not before:
            problem = (
                "belongs to another page; write this one into another folder, such as "
                "--out round2/code.html"
            )
        raise CodesError(f"{path}: {problem}") from None
