"""What sheets of codes are about: sentences; and what is wrong with one."""

import pandas as pd

from ..files.csv_files import MADE_SAFE
from ..text.normal_form import nfc
from ..text.tokens import article_sentences

KEYS = ["article", "sentence", "text"]


class CodesError(ValueError):
    """A sheet that cannot be used: says file and row, why, and what to do."""


def sentences_of(articles: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: `article`, `sentence` (from 1), `text` (on one line).

    >>> sentences_of(pd.DataFrame({"article": ["a"], "text": ["Trade is\\nup. War is not."]}))
      article  sentence          text
    0       a         1  Trade is up.
    1       a         2   War is not.
    """
    rows = []
    spans = article_sentences(articles)
    for article, text, own in zip(articles["article"], articles["text"], spans, strict=True):
        for number, (start, end) in enumerate(own, 1):
            rows.append((article, number, " ".join(text[start:end].split())))
    return pd.DataFrame(rows, columns=KEYS).astype({"sentence": "int64", "text": "str"})


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", nfc(" ".join(cell.split())))
