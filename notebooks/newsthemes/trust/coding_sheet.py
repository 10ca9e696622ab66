"""The blank sheet on which a person codes sentences, and how many to code."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import sentences_needed
from ..tables.counts import entries_of, lexicon_entries, theme_labels, with_sentences
from ..text.csv_files import MADE_SAFE, safe
from ..text.tokens import article_sentences
from ..text.write_files import ChangedMeanwhile, write

KEYS = ["article", "sentence", "text"]
NONE = "no mention"


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


def with_groups(table: pd.DataFrame) -> pd.DataFrame:
    """A table with `group` and `theme` as plain text; an empty group comes back from CSV as NaN."""
    groups = table["group"].astype(object).fillna("")
    return table.assign(group=groups.astype("str"), theme=table["theme"].astype("str"))


def checked_mentions(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The mentions, their groups and themes as plain text, their sentences as numbers. ValueError
    where these are not known, or a theme is none of the lexicon's.
    """
    found = with_groups(with_sentences(mentions)).astype(
        {"sentence": "int64", "article": object, "term": "str"}
    )
    entries_of(found[["group", "theme"]], lexicon, ["group", "theme"])
    return found


@takes_any_form
def coding_sheet(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    path: str | Path | None = None,
    sample: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """An empty sheet to code by hand: a row a sentence, a column a theme. No count and no mention
    is in it.

    Columns: `article`, `sentence` (its number), `text`, then each theme by its label, empty. With
    `sample`, from `sample_for_coding`, it holds only those sentences. With `path` it is also
    written as CSV, which Excel and LibreOffice open right: UTF-8 with a byte order mark, and a '
    before what they would take for a formula.

    Raises CodesError where the file is there already: it may hold somebody's codes.

    >>> from newsthemes import read_lexicon
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
        text = safe(sheet).to_csv(index=False, lineterminator="\n")
        write_new(Path(path), text.encode("utf-8-sig"))
    return sheet


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet. CodesError where it is, or cannot be written."""
    try:
        write(path, data, before=None)
    except ChangedMeanwhile:
        raise CodesError(
            f"{path}: is there already and may hold codes; name another file"
        ) from None
    except OSError as error:
        raise CodesError(
            f"{path}: cannot be written ({error.strerror}); check the folder"
        ) from None


def labels_of(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """The label of each theme -> its group and name."""
    labels = theme_labels(lexicon_entries(lexicon))
    return {label: pair for pair, label in labels.items()}


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", unicodedata.normalize("NFC", " ".join(cell.split())))


def sentences_table(widths: Sequence[float], shares: Sequence[float]) -> pd.DataFrame:
    """Returns how many sentences to code (`sentences_needed`): a row a width of the interval, a
    column a share that one expects.

    >>> sentences_table([0.2], [0.5, 0.95])
      interval_width  sentences_if_50%  sentences_if_95%
    0            20%               104                33
    """
    table = {"interval_width": [f"{width:.0%}" for width in widths]}
    for share in shares:
        table[f"sentences_if_{share:.0%}"] = [sentences_needed(width, share) for width in widths]
    return pd.DataFrame(table)
