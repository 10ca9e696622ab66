"""How often the 95 % interval of a corrected share holds it, and what ppi-python's does. For
coverage.py.

10,000 sentences. Of those about the theme (prevalence) its terms find a part (recall); four of five
that they find are right. A sample is drawn from strata, as `sample_for_coding` shares it out, and
coded without error.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import numpy as np

from coverage_codes import covered, table
from newsthemes.trust import corrected
from newsthemes.trust.corrected import CellCounts, bounds_of_cells, estimate, share_of_cells
from newsthemes.trust.sampling import FOUND, OTHERS, allocated

SENTENCES, RUNS, DRAWS = 10_000, 1000, 400
PREVALENCES, RECALLS = (0.005, 0.02, 0.1, 0.3, 0.5), (0.05, 0.3, 0.7, 0.95, 1.0)
NUMBERS = (50, 100, 200, 400)
PRECISION = 0.8
# shares of the sentences, and prevalence by that of all, of parts that have strata of their own
ONE, THREE = [(1, 1)], [(0.5, 0.4), (0.3, 1.2), (0.2, 2.2)]
TWO_STRATA, SIX_STRATA = "2 strata", "6 strata"
PART, EDITED = "a third of 2 strata", "the same, terms edited since"
FEWEST = 0.05  # of the samples have bounds: fewer are not shown
HELD = 92, 98


def population(prevalence: float, recall: float, parts: list) -> tuple[np.ndarray, np.ndarray]:
    """The size of each stratum, found and not found of each part, and how many are about the
    theme.
    """
    sizes, about = [], []
    for share, times in parts:
        size = round(SENTENCES * share)
        true = round(size * min(1, prevalence * times))
        right = round(true * recall)
        found = min(size - true + right, round(right / PRECISION))
        sizes += [found, size - found]
        about += [right, true - right]
    return np.array(sizes), np.array(about)


def drawn_number(sizes: np.ndarray, n: int) -> np.ndarray:
    guess = np.tile([FOUND, OTHERS], len(sizes) // 2)
    return allocated(sizes * np.sqrt(guess * (1 - guess)), np.minimum(5, sizes), sizes, n)


def cells_of(sizes, drawn, yes, own_size=None, own_drawn=None) -> CellCounts:
    if own_size is None:
        own_size, own_drawn = sizes, drawn
    return CellCounts(sizes, drawn, yes, own_size, own_drawn)


def samples(
    kind: str, sizes: np.ndarray, about: np.ndarray, n: int, random: np.random.Generator
) -> Iterator[tuple[CellCounts, int]]:
    """The cells of samples, and how often they come."""
    drawn = drawn_number(sizes, n)
    if kind in (TWO_STRATA, SIX_STRATA):
        yes = random.hypergeometric(about, sizes - about, drawn, (RUNS, len(sizes)))
        for one, often in Counter(map(tuple, yes.tolist())).items():
            yield cells_of(sizes, drawn, np.array(one)), often
        return
    own, own_about = sizes // 3, about // 3
    kinds = np.stack([own_about, own - own_about, sizes - own], axis=1)
    draws = [
        random.multivariate_hypergeometric(row, number, RUNS)[:, :2].tolist()
        for row, number in zip(kinds, drawn, strict=True)
    ]
    for one, often in Counter((tuple(a), tuple(b)) for a, b in zip(*draws, strict=True)).items():
        yes, no = np.array(one).T
        coded = yes + no
        cells = cells_of(own, coded, yes)
        if kind == EDITED:
            cells = cells_of(sizes, drawn, yes, sizes / 3, drawn / 3)
        yield cells, often


def measured(
    kind: str, prevalence: float, recall: float, n: int, random: np.random.Generator
) -> dict[str, float]:
    """Of the samples of a setting, in %: how many have bounds, in how many of these they hold the
    true share, how many have an estimate; and the mean width, in points.
    """
    sizes, about = population(prevalence, recall, THREE if kind == SIX_STRATA else ONE)
    total, true = SENTENCES, about.sum()
    if kind in (PART, EDITED):
        total, true = (sizes // 3).sum(), (about // 3).sum()
    sums = Counter()
    for cells, often in samples(kind, sizes, about, n, random):
        share, low, high, _ = share_of_cells(cells, total, n, draws=DRAWS)
        if not np.isnan(low):
            sums["bounds"] += often
            sums["held"] += often * (low <= true / total <= high)
            sums["width"] += often * (high - low)
            sums["estimates"] += often * (not np.isnan(share))
    if sums["bounds"] < FEWEST * RUNS:
        return {"bounds": sums["bounds"] / RUNS, "estimates": 0, "held": np.nan, "width": np.nan}
    result = {name: 100 * sums[name] / sums["bounds"] for name in ("held", "width")}
    return result | {name: 100 * sums[name] / RUNS for name in ("bounds", "estimates")}


def sections(seed: int) -> list[str]:
    """The sections of coverage.md, as Markdown."""
    random = np.random.default_rng(seed)
    found = {}
    for kind in (TWO_STRATA, SIX_STRATA, PART, EDITED):
        for n in NUMBERS:
            for prevalence in PREVALENCES:
                for recall in RECALLS:
                    setting = kind, n, prevalence, recall
                    found[setting] = measured(kind, prevalence, recall, n, random)
    return [summary(found, random), single(found), beside_ppi(random)]


def summary(found: dict, random: np.random.Generator) -> str:
    rows = []
    for kind in (TWO_STRATA, SIX_STRATA, PART, EDITED):
        for n in NUMBERS:
            own = [found[setting] for setting in found if setting[:2] == (kind, n)]
            held = np.array([one["held"] for one in own])
            known = held[~np.isnan(held)]
            row = [kind, n, len(known)]
            row += [f"{known.min():.1f}", f"{known.mean():.1f}"] if len(known) else ["–", "–"]
            row += [(known < HELD[0]).sum(), (known > HELD[1]).sum()]
            row += [
                f"{np.mean([one[name] for one in own]):.0f}" for name in ("bounds", "estimates")
            ]
            row.append(f"{np.nanmean([one['width'] for one in own]):.1f}" if len(known) else "–")
            rows.append(row)
    heads = ["sample", "coded", "settings", "lowest", "mean", "below 92", "above 98", "bounds"]
    heads += ["estimate", "width"]
    more, corrected.MORE = corrected.MORE, 0
    plain = [
        measured(TWO_STRATA, prevalence, recall, n, random)["held"]
        for n in NUMBERS
        for prevalence in PREVALENCES
        for recall in RECALLS
    ]
    corrected.MORE = more
    about = __doc__.partition("\n\n")[2].strip()
    return f"""## Corrected shares

{about}

A setting is one of {len(PREVALENCES)} prevalences (0.5 to 50 %) by {len(RECALLS)} recalls (5 to 100 %). In how many of {RUNS:,} samples of each, in %,
the interval holds the true share, of those that have one: the lowest and the mean of the settings in which at least
5 % have one, and how many of these hold less than 92 %, and more than 98 %. Then how many samples have bounds, and an
estimate, in %; and the mean width of the interval, in points. The standard error of 95 % is 0.7 points. The six strata are found and not found of three
parts, whose prevalence is 0.4, 1.2 and 2.2 times that of all. A third: `by=` a column that the sample was not drawn
by. Terms edited since: the strata of sentences that were not drawn are unknown. Those above 98 % are of rare themes,
of which most samples have no missed sentence, and all of these must hold, and of themes without any.

{table(heads, rows)}

With Jeffreys' prior alone, without the {more} of a sentence that is moved to the side of each bound: 2 strata, lowest {min(plain):.1f} %,
mean {np.mean(plain):.1f} %, in {np.sum(np.array(plain) < HELD[0])} of {len(plain)} settings below 92 %.
"""


def single(found: dict) -> str:
    kinds = [(kind, n) for kind in (TWO_STRATA, SIX_STRATA) for n in NUMBERS]
    rows = []
    for prevalence in PREVALENCES:
        for recall in RECALLS:
            own = [found[kind, n, prevalence, recall] for kind, n in kinds]
            texts = ["–" if np.isnan(one["held"]) else f"{one['held']:.1f}" for one in own]
            rows.append([f"{prevalence:.1%}", f"{recall:.0%}", *texts])
    heads = ["prevalence", "recall", *(f"{kind}, {n}" for kind, n in kinds)]
    return f"""### Each setting

Held, in %; – where fewer than 5 % of the samples have bounds (a stratum with more than a tenth of the sentences has
fewer than ten coded).

{table(heads, rows)}
"""


def beside_ppi(random: np.random.Generator) -> str:
    """A simple random sample, for which ppi-python's intervals are made."""
    sys.modules["coverage"] = None  # numba takes coverage.py beside this for the package
    from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

    rows = []
    for prevalence, recall, n in (
        (0.3, 0.7, 400),
        (0.3, 0.7, 1000),
        (0.1, 0.7, 1000),
        (0.5, 0.3, 1000),
        (0.02, 0.7, 100),
        (0.005, 0.7, 100),
    ):
        (size, rest), (right, missed) = population(prevalence, recall, ONE)
        found = np.arange(SENTENCES) < size
        about = np.zeros(SENTENCES)
        about[:right] = about[size : size + missed] = 1
        ours, theirs, points = [], [], []
        for _ in range(RUNS // 2):
            drawn = random.choice(SENTENCES, n, replace=False)
            y, its = about[drawn], found[drawn].astype(float)
            others = np.delete(found, drawn).astype(float)
            low, high = ppi_mean_ci(y, its, others, alpha=0.05)
            theirs.append((low[0], high[0]))
            coded = np.array([its.sum(), n - its.sum()])
            cells = cells_of(
                np.array([size, rest]), coded, np.array([y[its > 0].sum(), y[its == 0].sum()])
            )
            ours.append(bounds_of_cells(cells, SENTENCES, DRAWS))
            point = ppi_mean_pointestimate(y, its, others)[0]
            points.append((estimate(cells, cells.yes, SENTENCES), point))
        ours, theirs, points = np.array(ours), np.array(theirs), 100 * np.array(points)
        apart = np.nanmean(np.abs(points[:, 0] - points[:, 1]))
        spread = np.nanstd(points, axis=0)
        row = [f"{prevalence:.1%}", n, f"{apart:.2f}", *(f"{one:.2f}" for one in spread)]
        for one in (ours, theirs):
            row += [covered(*one.T, prevalence), f"{100 * np.mean(one[:, 1] - one[:, 0]):.1f}"]
        rows.append(row)
    heads = ["prevalence", "coded", "apart", "SD, corrected", "SD, PPI++", "held, corrected"]
    heads += ["width", "held, PPI++", "width"]
    return f"""### Beside ppi-python

{RUNS // 2} simple random samples of the same sentences, recall 70 % (30 % where prevalence is 50 %), and `ppi_mean_ci` of ppi-python, PPI++ with
its best weight. Where the theme is common and the sample large, both are the same: the estimates are so many points apart, on the
mean, beside their standard deviation over samples; ours is narrower as it knows how many sentences there are. Where it is rare,
the normal interval does not hold.

{table(heads, rows)}
"""
