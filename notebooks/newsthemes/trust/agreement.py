"""Coded sentences -> how far their coders agree."""

import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from ..tables.statistics import DRAWS, divided, middle
from .codes import decided

MIN_CODED = 5  # sentences coded 1, below which a coefficient says nothing
MIN_SENTENCES = (
    100  # double coded, below which the interval of alpha does not hold (benchmarks/coverage.py)
)
ALL = "all themes"
_COUNTS = ["sentences", "coded", "both", "only_first", "only_second", "neither"]
_COLUMNS = [*_COUNTS, "agree", "kappa", "alpha", "alpha_low", "alpha_high", "note"]


def agreement(codes: pd.DataFrame, draws: int = DRAWS, seed: int = 0) -> pd.DataFrame:
    """Per theme, and in the last row over all themes: how far the coders agree.

    `codes` is from `read_codes`, of any number of coders; cells that are not coded are left out.
    `draws` and `seed` are those of the interval.

    Returns
    -------
    `group`, `theme`; `sentences` that two coders or more have coded; `coded`, those in which one of
    them saw the theme; `both`, `only_first`, `only_second`, `neither` (the coders by name:
    `attrs["coders"]`; of more than two, `both` is all, and only_first and only_second are <NA>);
    `agree`, the share of pairs of codes that are equal; Cohen's `kappa` (1960, Educational and
    Psychological Measurement 20: 37-46), for two coders; Krippendorff's `alpha` (2011, "Computing
    Krippendorff's Alpha-Reliability"), for any number, with `alpha_low`, `alpha_high`. `note` says
    why a coefficient is NaN: a theme seen in fewer than five sentences has none. Between passes of
    one model all this shows repeatability, not reliability.

    In the last row alpha is that within themes: all disagreements by those that chance would bring
    to each theme. Pooled, it would gain from newsthemes of different frequency, as would kappa,
    which is not given there. The interval is from a bootstrap of sentences (Rubin 1981, Annals of
    Statistics 9: 130-134), with half a sentence of disagreement added so that it has a width where
    none was seen; fewer than a hundred sentences have none.

    >>> toy = pd.DataFrame({"coder": list("aaabbb"), "article": "x", "sentence": [1, 2, 3] * 2, "group": "", "theme": "War",
    ...                     "code": [1, 0, 0, 1, 1, 0]})
    >>> agreement(toy)[["theme", "both", "only_first", "only_second", "neither"]].head(1)
      theme  both  only_first  only_second  neither
    0   War     1           0            1        1
    """
    done = decided(codes)
    coders = sorted(set(done["coder"]))
    pairs = list(dict.fromkeys(zip(codes["group"], codes["theme"], strict=True)))
    theme = [pairs.index(pair) for pair in zip(done["group"], done["theme"], strict=True)]
    unit = done.groupby(["article", "sentence"], sort=False).ngroup()
    grid = np.full((len(pairs), unit.nunique(), len(coders)), np.nan)
    grid[theme, unit.to_numpy(), done["coder"].map(coders.index).to_numpy("int64")] = done["code"]
    drawn = sums_drawn(_tallies(grid), draws, seed)
    rows = [(*pair, *_row(grid[[at]], drawn[:, [at]], seed)) for at, pair in enumerate(pairs)]
    table = pd.DataFrame(
        [*rows, ("", ALL, *_row(grid, drawn, seed))], columns=["group", "theme", *_COLUMNS]
    )
    for column in ("group", "theme"):
        known = (
            codes[column].cat.categories
            if isinstance(codes[column].dtype, pd.CategoricalDtype)
            else []
        )
        table[column] = pd.Categorical(table[column], list(dict.fromkeys([*known, *table[column]])))
    table = table.astype({"only_first": "Int64", "only_second": "Int64"})
    table.attrs["coders"] = coders
    return table


def _tallies(codes: np.ndarray) -> np.ndarray:
    """Of themes x sentences x coders: each sentence's ones, zeros, and pairs of coders who differ,
    as alpha counts them; all 0 where fewer than two have coded it.
    """
    ones, zeros = ((codes == code).sum(axis=2) for code in (1, 0))
    many = ones + zeros >= 2
    return np.stack(
        [ones * many, zeros * many, 2 * ones * zeros / np.maximum(ones + zeros - 1, 1)], axis=2
    )


def alpha_within(sums: np.ndarray) -> np.ndarray:
    """Krippendorff's alpha from sums of tallies, … x themes x 3: all disagreement by what chance
    would bring theme by theme.

    >>> alpha_within(np.array([[6, 6, 2], [2, 10, 2]])).round(2)
    np.float64(0.61)
    """
    ones, zeros, differ = np.moveaxis(sums, -1, 0)
    expected = 2 * ones * zeros / np.maximum(ones + zeros - 1, 1)
    return 1 - divided(differ.sum(axis=-1), expected.sum(axis=-1))


def sums_drawn(tallies: np.ndarray, draws: int, seed: int) -> np.ndarray:
    """Draws x themes x 3: the sums of tallies over sentences with random weights, the same for all
    themes.
    """
    weights = np.random.default_rng(seed).standard_gamma(1, (draws, tallies.shape[1]))
    return np.tensordot(weights, tallies, axes=(1, 1))


def alpha_interval(sums: np.ndarray, differ: float, seed: int) -> tuple[float, float]:
    """The bounds of alpha from `sums_drawn`, with half a sentence of disagreement more, shared
    among the themes.
    """
    half = np.random.default_rng(seed + 1).standard_gamma(0.5 / sums.shape[1], sums.shape[:2])
    low, high = middle(alpha_within(sums + half[..., None] * np.array([1, 1, 2])))
    return low, high if differ else 1.0


def _row(codes: np.ndarray, drawn: np.ndarray, seed: int) -> tuple:
    """The values of _COLUMNS, from newsthemes x sentences x coders, NaN where a coder has not
    coded, and the sums drawn of them.
    """
    coders = codes.shape[2]
    tallies = _tallies(codes)
    ones, zeros, differ = np.moveaxis(tallies, 2, 0)
    many = ones + zeros > 0
    size, coded, both, neither = (
        int(cells.sum()) for cells in (many, ones > 0, many & (zeros == 0), many & (ones == 0))
    )
    one_only = [
        int((codes[..., place] > codes[..., 1 - place]).sum()) if coders == 2 else pd.NA
        for place in (0, 1)
    ]
    pairs = ((ones + zeros) * (ones + zeros - 1)).sum()
    agree = float((ones * (ones - 1) + zeros * (zeros - 1)).sum() / pairs) if size else np.nan
    alpha = float(alpha_within(tallies.sum(axis=1)))
    kappa, low, high, note = np.nan, np.nan, np.nan, ""
    if coders < 2:
        note = "a single coder: nobody to agree with" if coders else "not coded"
    elif not size:
        note = "no sentence that two coders have coded"
    elif coded < MIN_CODED:
        note = f"seen in {coded} sentence{'' if coded == 1 else 's'}: too few for a coefficient"
    elif np.isnan(alpha):
        note = "seen in every sentence: nothing to tell apart, so no coefficient"
    else:
        if coders == 2 and len(codes) == 1:
            units = enumerate(codes[0][many[0]].astype("int64").tolist())
            kappa = AnnotationTask(
                [(coder, unit, code) for unit, pair in units for coder, code in enumerate(pair)]
            ).kappa()
        if many.any(axis=0).sum() >= MIN_SENTENCES:
            low, high = alpha_interval(drawn, differ.sum(), seed)
    return (
        size,
        coded,
        both,
        *one_only,
        neither,
        agree,
        kappa,
        np.nan if note else alpha,
        low,
        high,
        note,
    )
