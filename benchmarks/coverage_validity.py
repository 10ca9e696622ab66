"""How often the 95 % interval of the recall and the precision of one value of `by`, such as a year,
holds them. For coverage.py.

20,000 sentences of three values, in four strata: those that mention the theme; 200 of a rarer theme,
of which a fifth mention both; a fifth of the others, with wider terms, which hold three fifths of
what the theme's terms miss; all others. Four of five sentences that the theme's terms find are
right. A sample is drawn from the strata, as `sample_for_coding` shares it out, and coded without
error; the values get of it what chance brings.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from coverage_codes import table
from newsthemes.trust.corrected import ENOUGH
from newsthemes.trust.sampling import BY_WIDER, FOUND, OTHERS, allocated
from newsthemes.trust.strata import Strata
from newsthemes.trust.validity import shares_of_cells, sizes_of_cells

SENTENCES, RUNS, DRAWS = 20_000, 200, 400
RARER, WIDER, IN_WIDER, PRECISION = 200, 0.2, 0.6, 0.8
# of each value: the share of the sentences, its prevalence by that of all
VALUES = [(0.5, 0.4), (0.3, 1.2), (0.2, 2.2)]
PREVALENCES, RECALLS, NUMBERS = (0.03, 0.15), (0.2, 0.5, 0.7, 0.9), (200, 400, 1000)
KNOWN, EDITED = "as drawn", "edited"
MEANS = ["width", "bounds", "estimates"]
OFTEN, HELD = 50, (92, 98)
FIND = np.array([False, True] * 4)


def population(prevalence: float, recall: float) -> np.ndarray:
    """How many sentences there are: value x stratum x not found, found x not about, about."""
    cells = np.zeros((len(VALUES), 4, 2, 2))
    for cell, (share, times) in zip(cells, VALUES, strict=True):
        size = SENTENCES * share
        right, missed = size * prevalence * times * np.array([recall, 1 - recall])
        both, rarer = RARER * share * np.array([0.2, 0.8])
        cell[:2, 1] = np.outer([right / PRECISION - both, both], [1 - PRECISION, PRECISION])
        cell[1, 0, 0] = rarer
        others = size - right / PRECISION - rarer
        sizes = others * np.array([WIDER, 1 - WIDER])
        cell[2:, 0, 1] = missed * np.array([IN_WIDER, 1 - IN_WIDER])
        cell[2:, 0, 0] = sizes - cell[2:, 0, 1]
    return np.round(cells).astype("int64")


def samples(cells: np.ndarray, n: int, random: np.random.Generator) -> Iterator[np.ndarray]:
    """How many sentences of each cell are drawn."""
    strata = cells.swapaxes(0, 1).reshape(4, -1)
    sizes, guess = strata.sum(axis=1), np.array([FOUND, FOUND, BY_WIDER, OTHERS])
    drawn = allocated(sizes * np.sqrt(guess * (1 - guess)), np.full(4, 5), sizes, n)
    draws = [
        random.multivariate_hypergeometric(own, number, RUNS)
        for own, number in zip(strata, drawn, strict=True)
    ]
    for own in zip(*draws, strict=True):
        yield np.array(own).reshape(4, len(VALUES), 2, 2).swapaxes(0, 1)


def measured(
    kind: str, prevalence: float, recall: float, n: int, random: np.random.Generator
) -> Iterator[dict]:
    """Of each value and share: in how many samples its interval holds it, how wide it is; how often
    there is an estimate, and how far it is off on the mean. In %, and points.
    """
    cells = population(prevalence, recall)
    size, totals = cells.sum(axis=3), cells.sum(axis=(1, 3))
    found = []
    for run, drawn in enumerate(samples(cells, n, random)):
        coded, yes = drawn.sum(axis=3), drawn[..., 1]
        if kind == EDITED:
            strata = Strata(np.array([-1]), pd.Index([]), cells.sum(axis=(0, 2, 3)))
            size = sizes_of_cells(strata, coded, coded.sum(axis=(0, 2)), totals)
        for place in range(len(VALUES)):
            own = [numbers[place].ravel() for numbers in (size, coded, yes)]
            shares = np.reshape(shares_of_cells(FIND, *own, DRAWS, run), (2, 3))
            few = np.array([coded[place, :, 1].sum(), yes[place].sum()]) < ENOUGH
            shares[few, 0] = np.nan
            found.append(shares)
    found = np.array(found).reshape(RUNS, len(VALUES), 2, 3)
    right, about = cells[:, :, 1, 1].sum(axis=1), cells[..., 1].sum(axis=(1, 2))
    truths = np.stack([right / totals[:, 1], right / about], axis=1)
    for place, at in np.ndindex(truths.shape):
        estimate, low, high = found[:, place, at].T
        known, truth = ~np.isnan(low), truths[place, at]
        yield {
            "terms": kind,
            "share": ("precision", "recall")[at],
            "coded": n,
            "held": 100 * np.mean((low <= truth)[known] & (truth <= high)[known]),
            "width": 100 * np.mean(high[known] - low[known]),
            "bounds": 100 * np.mean(known),
            "estimates": 100 * np.mean(~np.isnan(estimate)),
            "off": 100 * pd.Series(estimate - truth).mean(),
        }


def sections(seed: int) -> list[str]:
    """The section of coverage.md, as Markdown."""
    random, found = np.random.default_rng(seed), []
    for kind in (KNOWN, EDITED):
        for n in NUMBERS:
            for prevalence in PREVALENCES:
                for recall in RECALLS:
                    found += measured(kind, prevalence, recall, n, random)
    rows = []
    for (kind, share, n), own in pd.DataFrame(found).groupby(
        ["terms", "share", "coded"], sort=False
    ):
        held = own["held"]
        row = [kind, share, n, f"{held.min():.1f}", f"{held.mean():.1f}", (held < HELD[0]).sum()]
        row += [(held > HELD[1]).sum(), *(f"{own[name].mean():.0f}" for name in MEANS)]
        for often in (own["estimates"] >= OFTEN, own["estimates"].between(1, OFTEN)):
            off = own.loc[often, "off"]
            row.append(f"{round(off.min())} to {round(off.max())}" if often.any() else "–")
        rows.append(row)
    heads = ["terms", "share", "coded", "lowest", "mean", "below 92", "above 98", *MEANS]
    heads += ["off where often", "where seldom"]
    settings = len(PREVALENCES) * len(RECALLS) * len(VALUES)
    about = __doc__.partition("\n\n")[2].strip()
    return [
        f"""## Recall and precision by period or source

{about}

The values have half, three and two tenths of the sentences, and {", ".join(f"{times}" for _, times in VALUES)} times the prevalence of
all, which is {" or ".join(f"{one:.0%}" for one in PREVALENCES)}; recall is {", ".join(f"{one:.0%}" for one in RECALLS)}: {settings} settings a row, {RUNS} samples each. In how many of 100
of these that have bounds they hold the true share (lowest and mean of the settings, and how many hold less than
92, and more than 98; the standard error of 95 is 1.5); the mean width of the interval, in points; how many samples
have bounds, and an estimate; and the mean error of the estimates, in points, over the settings in which at least
{OFTEN} of 100 samples have one, and fewer. Where few have one, these are the samples in which more misses were drawn
than there mostly are, so recall is too low: the interval says how far. The intervals are safe rather than sharp.
Edited: the terms have changed since the sample was drawn, so that it is estimated how many sentences a stratum
has of a value. Made by `python benchmarks/coverage.py coverage_validity`.

{table(heads, rows)}
"""
    ]
