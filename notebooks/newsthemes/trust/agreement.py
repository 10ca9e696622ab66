"""Coded sentences -> how far the sheets agree. Each is of a coder, or a pass of a language model,
which is no coder: passes of one model show how far it agrees with itself.
"""

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.counts import THEME
from ..tables.statistics import DRAWS, divided, percentile_bounds
from ..text.wording import plural
from .read_codes import decided, themes_of

MIN_CODED = 5  # sentences coded 1, below which a coefficient says nothing
# double coded, below which the interval of alpha does not hold (benchmarks/coverage.py)
MIN_SENTENCES = 100
ALL = "all themes"
_COUNTS = ["sentences", "coded", "both", "only_first", "only_second", "neither"]
_COLUMNS = [*_COUNTS, "agree", "kappa", "alpha", "alpha_low", "alpha_high", "note"]


@takes_any_form
def agreement(codes: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Per theme, and in the last row over all themes: how far the sheets agree.

    Parameters
    ----------
    codes : from `read_codes`, of any number of sheets; cells that are not coded are left out.
    lexicon : whose themes are the rows, in its order.

    Returns
    -------
    `group`, `theme`; `sentences` that two sheets or more have coded; `coded`, those to which one
    says yes; `both`, `only_first`, `only_second`, `neither` (the sheets by their names; of more
    than two, `both` is all, and the only ones <NA>); `agree`, the share of equal pairs;
    Cohen's `kappa` (1960, Educational and Psychological Measurement 20: 37-46), for two sheets;
    Krippendorff's `alpha` (2011, "Computing Krippendorff's Alpha-Reliability"), with `alpha_low`,
    `alpha_high`, from a hundred sentences on (a bootstrap of them: Rubin 1981, Annals of Statistics
    9: 130-134). `note` says why a coefficient is NaN. Between passes of one model all this is the
    agreement of the model with itself.

    In the last row alpha is within themes: all disagreements by those that chance would bring to
    each theme; kappa is not given there.

    Raises CodesError for a theme that the lexicon does not have, and a cell coded twice.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"coder": list("aaabbb"), "article": "x", "sentence": [1, 2, 3] * 2})
    >>> toy = toy.assign(group="", theme="War", code=[1, 0, 0, 1, 1, 0])
    >>> table = agreement(toy, read_lexicon({"War": ["war"]}))
    >>> table[["theme", "both", "only_first", "only_second", "neither"]].head(1)
      theme  both  only_first  only_second  neither
    0   War     1           0            1        1
    """
    done = decided(codes)
    coders = sorted(set(done["coder"]))
    asked, theme = sorted(set(themes_of(codes, lexicon))), themes_of(done, lexicon)
    unit = done.groupby(["article", "sentence"], sort=False).ngroup()
    grid = np.full((len(lexicon.themes), unit.nunique(), len(coders)), np.nan)
    grid[theme, unit.to_numpy(), done["coder"].map(coders.index).to_numpy("int64")] = done["code"]
    drawn = sums_drawn(_tallies(grid), DRAWS)
    rows = [(*pair, *_row(grid[[at]], drawn[:, [at]])) for at, pair in enumerate(lexicon.themes)]
    rows.append(("", ALL, *_row(grid[asked], drawn[:, asked])))
    table = pd.DataFrame(rows, columns=[*THEME, *_COLUMNS])
    texts = {"group": "str", "theme": "str", "note": "str"}
    return table.astype({"only_first": "Int64", "only_second": "Int64"} | texts)


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


def sums_drawn(tallies: np.ndarray, draws: int, seed: int = 0) -> np.ndarray:
    """Draws x themes x 3: the sums of tallies over sentences with random weights, the same for all
    themes.
    """
    weights = np.random.default_rng(seed).standard_gamma(1, (draws, tallies.shape[1]))
    return np.tensordot(weights, tallies, axes=(1, 1))


def alpha_interval(sums: np.ndarray, differ: float, seed: int = 0) -> tuple[float, float]:
    """The bounds of alpha from `sums_drawn`, with half a sentence of disagreement more, shared
    among the themes.
    """
    half = np.random.default_rng(seed + 1).standard_gamma(0.5 / sums.shape[1], sums.shape[:2])
    low, high = percentile_bounds(alpha_within(sums + half[..., None] * np.array([1, 1, 2])))
    if not differ:
        high = 1.0
    return low, high


def _row(codes: np.ndarray, drawn: np.ndarray) -> tuple:
    """The values of _COLUMNS, from themes x sentences x coders, NaN where a coder has not coded,
    and the sums drawn of them.
    """
    coders, tallies = codes.shape[2], _tallies(codes)
    ones, zeros, differ = np.moveaxis(tallies, 2, 0)
    many = ones + zeros > 0
    counted = [
        int(cell.sum()) for cell in (many, ones > 0, many & (zeros == 0), many & (ones == 0))
    ]
    one_only, (size, coded) = [pd.NA, pd.NA], counted[:2]
    if coders == 2:
        first, second = codes[..., 0], codes[..., 1]
        one_only = [int((first > second).sum()), int((second > first).sum())]
    pairs = ((ones + zeros) * (ones + zeros - 1)).sum()
    agree = float(divided(pairs - 2 * (ones * zeros).sum(), pairs))
    alpha, kappa, low, high = float(alpha_within(tallies.sum(axis=1))), np.nan, np.nan, np.nan
    note = _note(size, coded, alpha)
    if note:
        alpha = np.nan
    elif many.any(axis=0).sum() >= MIN_SENTENCES:
        low, high = alpha_interval(drawn, differ.sum())
    if not note and coders == 2 and len(codes) == 1:
        yes = codes[0][many[0]].mean(axis=0)
        by_chance = yes.prod() + (1 - yes).prod()
        kappa = float(divided(agree - by_chance, 1 - by_chance))
    return *counted[:3], *one_only, counted[3], agree, kappa, alpha, low, high, note


def _note(size: int, coded: int, alpha: float) -> str:
    """Why there is no coefficient; empty where there is one."""
    if not size:
        return "no sentence that two sheets have coded"
    if coded < MIN_CODED:
        return f"seen in {plural(coded, 'sentence')}: too few for a coefficient"
    if np.isnan(alpha):
        return "seen in every sentence: nothing to tell apart, so no coefficient"
    return ""
