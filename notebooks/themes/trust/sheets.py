"""Articles and a lexicon -> a blank sheet, on which a person codes sentences by hand."""

import re
import unicodedata
from pathlib import Path

import pandas as pd

from ..lexicon.read import Lexicon
from ..tables.counts import theme_labels
from ..text.sentences import sentence_spans

KEYS = ["article", "sentence", "text"]
# What a spreadsheet would compute: a cell that starts like a formula, and is no number
_FORMULA = re.compile(r"^(?![+\-]?[\d.,]+(?:e[+\-]?\d+)?$)(?=[=+\-@\t\r])", re.IGNORECASE)


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


def sentences_of(articles: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: `article`, `sentence` (from 1), `text` (on one line).

    >>> sentences_of(pd.DataFrame({"article": ["a"], "text": ["Trade is\\nup. War is not."]}))
      article  sentence          text
    0       a         1  Trade is up.
    1       a         2   War is not.
    """
    rows = [
        (article, number, " ".join(text[start:end].split()))
        for article, text in zip(articles["article"], articles["text"], strict=True)
        for number, (start, end) in enumerate(sentence_spans(text), 1)
    ]
    return pd.DataFrame(rows, columns=KEYS).astype({"sentence": "int64"})


def coding_sheet(
    articles: pd.DataFrame, lexicon: Lexicon, path: str | Path | None = None, sample: pd.DataFrame | None = None
) -> pd.DataFrame:
    """An empty sheet to code by hand: a row a sentence, a column a theme. No count and no mention is in it.

    Columns: `article`, `sentence` (its number), `text`, then each theme by its label, empty. With `sample`, from
    `sample_for_coding`, it holds only those sentences. With `path` it is also written as CSV, which Excel and LibreOffice
    open right: UTF-8 with a byte order mark, and a ' before what they would take for a formula.

    Raises CodesError where the file is there already: it may hold somebody's codes.

    >>> from themes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up."]})
    >>> coding_sheet(toy, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})).columns.tolist()
    ['article', 'sentence', 'text', 'Trade', 'Iran']
    """
    sheet = sentences_of(articles)
    if sample is not None:
        sheet = sample[["article", "sentence"]].merge(sheet, how="left")
    labels = list(labels_of(lexicon))
    empty = pd.DataFrame("", index=sheet.index, columns=labels, dtype="str")
    sheet = pd.concat([sheet, empty], axis="columns")
    if path is not None:
        try:
            with Path(path).open("x", encoding="utf-8-sig", newline="") as file:
                safe(sheet).to_csv(file, index=False, lineterminator="\n")
        except FileExistsError:
            raise CodesError(f"{path}: is there already and may hold codes; name another file") from None
        except OSError as error:
            raise CodesError(f"{path}: cannot be written ({error.strerror}); check the folder") from None
    return sheet


def safe(table: pd.DataFrame) -> pd.DataFrame:
    """The table with a ' before every text and column name that a spreadsheet would take for a formula.

    >>> safe(pd.DataFrame({"=1+1": ["@A1", "-5", "b"], "n": [-1, 0, 1]})).to_csv(index=False).split()
    ["'=1+1,n", "'@A1,-1", '-5,0', 'b,1']
    """
    texts = table.select_dtypes(exclude=["number", "bool"]).columns
    kept = table.assign(**{name: table[name].astype(object).replace(_FORMULA, "'", regex=True) for name in texts})
    return kept.rename(columns=lambda name: _FORMULA.sub("'", str(name)))


def labels_of(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """The label of each theme -> its group and name."""
    return {label: pair for pair, label in theme_labels(pd.DataFrame(lexicon.themes, columns=["group", "theme"])).items()}


def plain(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    cell = unicodedata.normalize("NFC", " ".join(cell.split()))
    return cell[1:] if re.match(r"'[=+\-@]", cell) else cell
