"""Which sentences of many articles to code by hand, so that both precision and misses can be estimated."""

import numpy as np
import pandas as pd

from ..tables.counts import lexicon_entries, theme_labels
from .sheets import sentences_of


def sample_for_coding(articles: pd.DataFrame, mentions: pd.DataFrame, n: int, seed: int = 0) -> pd.DataFrame:
    """A random sample of sentences to code: half of them with a mention, half without, and every theme among them.

    Sentences fall into strata: by the theme that they mention, the rarest one where they mention several, and those without
    a mention. Of those with one, each theme's stratum gets the same number, as far as it reaches.

    Parameters
    ----------
    articles, mentions : many articles, and what `find_mentions` found of the themes to be coded.
    n : how many sentences to code; all of them where there are no more.
    seed : the same seed gives the same sample.

    Returns
    -------
    One row a sentence, in the order of the text: `article`, `sentence`, `text`, `stratum` (a theme's label, or "no mention"),
    `weight`: how many sentences of its stratum it stands for. Weighted with it, sums are unbiased (Horvitz and Thompson 1952,
    Journal of the American Statistical Association 47: 663-685), and so nearly are shares, ratios of two sums; but recall is
    poorly known where few misses are drawn, which `validity` shows by its bounds. Keep this table until the codes are in,
    and show a coder only `coding_sheet(articles, lexicon, sample=…)`.

    Raises ValueError where n is too small to take two sentences of each stratum.
    """
    table = sentences_of(articles)
    table["stratum"] = _strata(table, mentions)
    sizes = table["stratum"].value_counts()
    strata = [label for label in [*theme_labels(lexicon_entries(mentions)).values(), NONE] if label in sizes]
    themes = [label for label in strata if label != NONE]
    without = min(int(sizes.get(NONE, 0)), max(n // 2, n - int(sizes[themes].sum())))
    taken = dict(zip(themes, _equal(sizes[themes].tolist(), n - without), strict=True)) | {NONE: without}
    if any(taken[label] < min(2, sizes[label]) for label in strata):
        few = f"{n} sentences are too few for {len(strata)} strata ({', '.join(strata)})"
        raise ValueError(f"sample_for_coding: {few}; take {4 * max(1, len(themes))} or more, or fewer themes")
    random, rows = np.random.default_rng(seed), []
    for label in strata:
        rows += random.choice(np.flatnonzero(table["stratum"] == label), taken[label], replace=False).tolist()
    weights = {label: sizes[label] / taken[label] for label in strata}
    sample = table.iloc[sorted(rows)].reset_index(drop=True)
    return sample.assign(weight=sample["stratum"].map(weights).astype("float64"))


NONE = "no mention"


def _strata(sentences: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """For each sentence the rarest of the themes that it mentions, by its label."""
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    labels = theme_labels(lexicon_entries(mentions))
    themes = [labels[pair] for pair in zip(mentions["group"], mentions["theme"], strict=True)]
    found = mentions[["article", "sentence"]].assign(stratum=pd.Series(themes, mentions.index, "str")).drop_duplicates()
    rarest = found["stratum"].value_counts(sort=False).reindex(list(labels.values())).dropna().sort_values(kind="stable").index
    order = found["stratum"].map({label: place for place, label in enumerate(rarest)})
    first = found.assign(order=order).sort_values("order", kind="stable").drop_duplicates(["article", "sentence"])
    first = first.astype({"sentence": "int64"})
    return sentences[["article", "sentence"]].merge(first, how="left")["stratum"].fillna(NONE)


def _equal(sizes: list[int], n: int) -> list[int]:
    """n shared out equally, none getting more than its size; what one cannot take goes to the others.

    >>> _equal([2, 100, 100], 22)
    [2, 10, 10]
    """
    shares = [0] * len(sizes)
    for left, place in zip(range(len(sizes), 0, -1), sorted(range(len(sizes)), key=sizes.__getitem__), strict=True):
        shares[place] = min(sizes[place], n // left)
        n -= shares[place]
    return shares
