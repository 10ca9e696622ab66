"""Which sentences to code by hand, and the blank sheet on which a person codes them."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..lexicon.read import Lexicon
from ..tables.counts import lexicon_entries, mention_labels, theme_labels, with_sentences
from ..tables.statistics import sentences_needed
from ..tables.words import shape
from ..text.spreadsheets import MADE_SAFE, safe
from ..text.wording import percent

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
    table = shape(articles)[KEYS].astype({"sentence": "int64"})
    return table.assign(text=[" ".join(text.split()) for text in table["text"]])


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
        try:
            with Path(path).open("x", encoding="utf-8-sig", newline="") as file:
                safe(sheet).to_csv(file, index=False, lineterminator="\n")
        except FileExistsError:
            raise CodesError(
                f"{path}: is there already and may hold codes; name another file"
            ) from None
        except OSError as error:
            raise CodesError(
                f"{path}: cannot be written ({error.strerror}); check the folder"
            ) from None
    return sheet


def labels_of(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """The label of each theme -> its group and name."""
    return {
        label: pair
        for pair, label in theme_labels(
            pd.DataFrame(lexicon.themes, columns=["group", "theme"])
        ).items()
    }


def as_typed(cell: str) -> str:
    """A cell as it was before it was made safe for spreadsheets."""
    return MADE_SAFE.sub("", unicodedata.normalize("NFC", " ".join(cell.split())))


def sample_for_coding(
    articles: pd.DataFrame, mentions: pd.DataFrame, n: int, seed: int = 0
) -> pd.DataFrame:
    """A random sample of sentences to code: half of them with a mention, half without, and every
    theme among them.

    Sentences fall into strata: by the theme that they mention, the rarest one where they mention
    several, and those without a mention. Of those with one, each theme's stratum gets the same
    number, as far as it reaches.

    Parameters
    ----------
    articles, mentions : many articles, and what `find_mentions` found of the themes to be coded.
    n : how many sentences to code; all of them where there are no more.
    seed : the same seed gives the same sample.

    Returns
    -------
    One row a sentence, in the order of the text: `article`, `sentence`, `text`, `stratum` (a
    theme's label, or "no mention"), `weight`: how many sentences of its stratum it stands for.
    Weighted with it, sums are unbiased (Horvitz and Thompson 1952, Journal of the American
    Statistical Association 47: 663-685), and so nearly are shares, ratios of two sums; but recall
    is poorly known where few misses are drawn, which `validity` shows by its bounds. Keep this
    table until the codes are in, and show a coder only `coding_sheet(articles, lexicon, sample=…)`.

    Raises ValueError where n is too small to take two sentences of each stratum.
    """
    table = sentences_of(articles)
    table["stratum"] = _strata(table, mentions)
    sizes = table["stratum"].value_counts()
    strata = [
        label
        for label in [*theme_labels(lexicon_entries(mentions)).values(), NONE]
        if label in sizes
    ]
    themes = [label for label in strata if label != NONE]
    without = min(int(sizes.get(NONE, 0)), max(n // 2, n - int(sizes[themes].sum())))
    taken = dict(zip(themes, _equal(sizes[themes].tolist(), n - without), strict=True)) | {
        NONE: without
    }
    if any(taken[label] < min(2, sizes[label]) for label in strata):
        few = f"{n} sentences are too few for {len(strata)} strata ({', '.join(strata)})"
        raise ValueError(
            f"sample_for_coding: {few}; take {4 * max(1, len(themes))} or more, or fewer themes"
        )
    random, rows = np.random.default_rng(seed), []
    for label in strata:
        rows += random.choice(
            np.flatnonzero(table["stratum"] == label), taken[label], replace=False
        ).tolist()
    weights = {label: sizes[label] / taken[label] for label in strata}
    sample = table.iloc[sorted(rows)].reset_index(drop=True)
    return sample.assign(weight=sample["stratum"].map(weights).astype("float64"))


def _strata(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """For each sentence the rarest of the themes that it mentions, by its label."""
    found = (
        with_sentences(mentions)[["article", "sentence"]]
        .assign(stratum=mention_labels(mentions))
        .drop_duplicates()
    )
    rarest = found["stratum"].value_counts(sort=False).sort_values(kind="stable").index
    found = found.assign(order=rarest.get_indexer(found["stratum"])).sort_values(
        "order", kind="stable"
    )
    first = found.drop_duplicates(["article", "sentence"]).astype(
        {"sentence": "int64", "stratum": "str"}
    )
    return sentences[["article", "sentence"]].merge(first, how="left")["stratum"].fillna(NONE)


def _equal(sizes: list[int], n: int) -> list[int]:
    """n shared out equally, none getting more than its size; what one cannot take goes to the
    others.

    >>> _equal([2, 100, 100], 22)
    [2, 10, 10]
    """
    shares = [0] * len(sizes)
    for left, place in zip(
        range(len(sizes), 0, -1), sorted(range(len(sizes)), key=sizes.__getitem__), strict=True
    ):
        shares[place] = min(sizes[place], n // left)
        n -= shares[place]
    return shares


def sentences_table(widths: Sequence[float], shares: Sequence[float]) -> pd.DataFrame:
    """How many sentences to code (`sentences_needed`), a row a width of the interval and a column a
    share that one expects.

    >>> sentences_table([0.2], [0.5, 0.95])
      width of the interval  if the share is 50 %  if the share is 95 %
    0                  20 %                   104                    33
    """
    table = {
        f"if the share is {percent(share)}": [sentences_needed(width, share) for width in widths]
        for share in shares
    }
    return pd.DataFrame({"width of the interval": [percent(width) for width in widths], **table})
