"""The blank sheet on which a person codes sentences, and how many to code."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import sentences_needed
from ..text.csv_files import safe
from .sheets import labels_of, sentences_of, write_new


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
