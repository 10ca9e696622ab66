"""Coded sentences -> how far their coders agree."""

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from .codes import decided

FEWEST = 5  # sentences coded 1, below which a coefficient says nothing
ALL = "all themes"
COLUMNS = ["sentences", "coded", "both", "only_first", "only_second", "neither", "agree", "kappa", "alpha", "note"]


def agreement(codes: pd.DataFrame) -> pd.DataFrame:
    """Per theme, and in the last row over all themes: how far the coders agree.

    `codes` is from `read_codes`, of any number of coders; cells that are not coded are left out.

    Returns
    -------
    `group`, `theme`; `sentences` that two coders or more have coded; in how many of them one of them saw the theme (`coded`);
    `both` saw it, `only_first`, `only_second` (the coders by name: `attrs["coders"]`), `neither`; `agree`, the share of pairs
    of codes that are equal; Cohen's `kappa` (1960, Educational and Psychological Measurement 20: 37-46), for two coders;
    Krippendorff's `alpha` (2011, "Computing Krippendorff's Alpha-Reliability"), for any number. NaN where they are not
    defined or would say nothing, and `note` says why: a theme seen in fewer than five sentences has its four numbers, the
    2 x 2 table, and no coefficient. With more than two coders, `both` is all, and only_first and only_second are <NA>.

    >>> toy = pd.DataFrame({"coder": list("aaabbb"), "article": "x", "sentence": [1, 2, 3] * 2, "group": "", "theme": "War",
    ...                     "code": [1, 0, 0, 1, 1, 0]})
    >>> agreement(toy)[["theme", "both", "only_first", "only_second", "neither"]].head(1)
      theme  both  only_first  only_second  neither
    0   War     1           0            1        1
    """
    done = decided(codes)
    coders = sorted(set(done["coder"]))
    done["unit"] = done.groupby(["article", "sentence"], sort=False).ngroup()
    grid = done.pivot(index=["group", "theme", "unit"], columns="coder", values="code").reindex(columns=coders)
    by_theme = {pair: part.to_numpy("float64") for pair, part in grid.groupby(level=["group", "theme"])}
    pairs = list(dict.fromkeys(zip(codes["group"], codes["theme"], strict=True)))
    rows = [(*pair, *_row(by_theme.get(pair, np.empty((0, len(coders)))))) for pair in pairs]
    table = pd.DataFrame([*rows, ("", ALL, *_row(grid.to_numpy("float64")))], columns=["group", "theme", *COLUMNS])
    for column in ("group", "theme"):
        known = codes[column].cat.categories if isinstance(codes[column].dtype, pd.CategoricalDtype) else []
        table[column] = pd.Categorical(table[column], list(dict.fromkeys([*known, *table[column]])))
    table = table.astype({"only_first": "Int64", "only_second": "Int64"})
    table.attrs["coders"] = coders
    return table


def _row(codes: np.ndarray) -> tuple:
    """What COLUMNS say, of a row a sentence and a column a coder, NaN where that one has not coded it."""
    coders = codes.shape[1]
    codes = codes[(~np.isnan(codes)).sum(axis=1) >= 2]
    ones, zeros = (codes == 1).sum(axis=1), (codes == 0).sum(axis=1)
    size, coded, both, neither = len(codes), int((ones > 0).sum()), int((zeros == 0).sum()), int((ones == 0).sum())
    one_only = [int((codes[:, place] > codes[:, 1 - place]).sum()) if coders == 2 else pd.NA for place in (0, 1)]
    pairs = ((ones + zeros) * (ones + zeros - 1)).sum()
    agree = float((ones * (ones - 1) + zeros * (zeros - 1)).sum() / pairs) if size else np.nan
    kappa = alpha = np.nan
    note = ""
    if coders < 2:
        note = "a single coder: nobody to agree with" if coders else "not coded"
    elif not size:
        note = "no sentence that two coders have coded"
    elif coded < FEWEST:
        note = f"seen in {coded} sentence{'' if coded == 1 else 's'}: too few for a coefficient"
    elif both == size:
        note = "seen in every sentence: nothing to tell apart, so no coefficient"
    else:
        alpha = krippendorff_alpha(codes)
        kappa = _task(codes).kappa() if coders == 2 else np.nan
    return size, coded, both, *one_only, neither, agree, kappa, alpha, note


def krippendorff_alpha(codes: np.ndarray) -> float:
    """Krippendorff's alpha for nominal codes: a row a unit, a column a coder, NaN where a code is missing.

    NaN where it is not defined: no unit with two codes, or one and the same code everywhere.

    >>> round(krippendorff_alpha(np.array([[0, 1], [1, 1], [0, 1], [0, 0], [0, 0], [0, 1], [0, 0], [0, 0], [1, 0], [0, 0]])), 3)
    0.095
    """
    codes = np.asarray(codes, dtype="float64")
    codes = codes[(~np.isnan(codes)).sum(axis=1) >= 2]
    if len(set(codes[~np.isnan(codes)].tolist())) < 2:
        return np.nan  # NLTK would say 1, perfect agreement, where there is nothing to disagree on
    return float(_task(codes).alpha())


def _task(codes: np.ndarray) -> AnnotationTask:
    """NLTK's table of (coder, unit, code); a missing code is a triple that is not there."""
    places = zip(*np.nonzero(~np.isnan(codes)), strict=True)
    return AnnotationTask([(int(coder), int(unit), int(codes[unit, coder])) for unit, coder in places])
