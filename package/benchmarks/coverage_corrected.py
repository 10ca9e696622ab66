"""How often the 95 % intervals of a sample of coded sentences hold what they are of: the share of
the sentences about a theme, precision, and recall. For coverage.py.

10,000 sentences. Of those about the theme (prevalence) its terms find a part (recall); four of five
that they find are right. A sample is drawn from strata, found and not found, as `sample_for_coding`
shares it out, and coded without error.
"""

from itertools import product

import numpy as np
import pandas as pd

from newsthemes.trust.estimated_shares import share_bound
from newsthemes.trust.intervals import ENOUGH, LARGE, DrawnCells
from newsthemes.trust.sampling import FEWEST, FOUND, OTHERS, allocated
from newsthemes.trust.share_differences import share_differences
from newsthemes.trust.validity import bounds, precision_and_recall

SENTENCES, RUNS = 10_000, 200
PREVALENCES, RECALLS, NUMBERS = (0.005, 0.02, 0.1, 0.3), (0.05, 0.3, 0.7, 0.95), (100, 400)
PRECISION = 0.8
# shares of the sentences, and prevalence by that of all, of parts that have strata of their own
ONE, THREE = [(1, 1)], [(0.5, 0.4), (0.3, 1.2), (0.2, 2.2)]
KINDS = {  # the parts; how much of each stratum is asked for
    "2 strata": (ONE, 1),
    "6 strata": (THREE, 1),
    "a third of 2 strata": (ONE, 1 / 3),
    "a third of 6 strata": (THREE, 1 / 3),
}
SHARES = ["precision", "recall", "share"]
HELD = 92, 98

# years or sources: their sentences, and how many of each are coded
SIZES = {"a year of 2,000": (2000, 2000), "sources of 300 and 4,000": (300, 4000)}
CODED = 30, 60, 150
OF_A_VALUE, VALUE_RECALLS, VALUE_PRECISION = (0.005, 0.02, 0.1, 0.3), (0.1, 0.5, 0.9), 0.6
RISE, RISE_CODED, RISE_RUNS = (0.02, 0.04), (400, 800, 1200), 400


def population(prevalence: float, recall: float, kind: str) -> np.ndarray:
    """How many sentences of each stratum are found and about the theme, found and not, missed,
    neither, and elsewhere.
    """
    parts, asked = KINDS[kind]
    rows = []
    for share, times in parts:
        size = round(SENTENCES * share)
        true = round(size * prevalence * times)
        right = round(true * recall)
        wrong = min(size - true, round(right * (1 / PRECISION - 1)))
        rows.append([right, wrong, 0, 0])
        rows.append([0, 0, true - right, size - true - wrong])
    strata = np.array(rows)
    own = np.round(strata * asked).astype("int64")
    return np.hstack([own, (strata - own).sum(axis=1, keepdims=True)])


def drawn_number(sizes: np.ndarray, n: int) -> np.ndarray:
    guess = np.tile([FOUND, OTHERS], len(sizes) // 2)
    return allocated(sizes * np.sqrt(guess * (1 - guess)), np.minimum(5, sizes), sizes, n)


def coded(strata: np.ndarray, drawn: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return np.array([*map(random.multivariate_hypergeometric, strata, drawn)], dtype=float)


def of_share(cells: DrawnCells) -> tuple[float, float, float]:
    """The lower bound of the share, the upper one, and the estimate, as `estimated_shares` has
    them.
    """
    about, others, _ = cells.numbers()
    return share_bound(cells, 0), share_bound(cells, 1), about / (about + others)


def measured(kind: str, n: int, prevalence: float, recall: float, random) -> np.ndarray:
    """Of each of SHARES in how many samples with bounds, in %, they hold it; the mean width, in
    points; and the mean estimate by the truth.
    """
    strata = population(prevalence, recall, kind)
    sizes, whole = strata.sum(axis=1), strata.sum(axis=0)
    totals = np.array([whole[:2].sum(), whole[2:4].sum()])
    truth = np.array([*precision_and_recall(whole, totals), (whole[0] + whole[2]) / totals.sum()])
    drawn, found = drawn_number(sizes, n), []
    for _ in range(RUNS):
        kinds = coded(strata, drawn, random)
        there = kinds.any(axis=1)
        cells = DrawnCells(kinds[there], sizes[there])
        by_code = np.column_stack(
            [kinds[:, 0] + kinds[:, 2], kinds[:, 1] + kinds[:, 3], kinds[:, 4]]
        )
        low, high, share = of_share(DrawnCells(by_code[there], sizes[there]))
        estimates = [*precision_and_recall(cells.numbers(), totals), share]
        ends = [[*bounds(cells, totals, 0), low], [*bounds(cells, totals, 1), high]]
        rows = np.array([*ends, estimates])
        rows[:, [not kinds[:, :2].any(), not kinds[:, [0, 2]].any(), False]] = np.nan
        if not kinds[:, 2].any():
            rows[2, 1] = np.nan  # as `validity` withholds it
        found.append(rows)
    low, high, estimates = np.moveaxis(found, 1, 0)
    known = ~np.isnan(low)
    held = (known & (low <= truth + 1e-9) & (truth - 1e-9 <= high)).sum(axis=0)
    seen = np.maximum(known.sum(axis=0), 1)
    held = np.where(known.mean(axis=0) > 0.05, 100 * held / seen, np.nan)
    width = 100 * np.nansum(high - low, axis=0) / seen
    shown = np.maximum((~np.isnan(estimates)).sum(axis=0), 1)
    times = np.nansum(estimates, axis=0) / shown / np.where(truth > 0, truth, np.nan)
    return np.array([held, width, times])


def described(held: np.ndarray) -> list:
    known = held[~np.isnan(held)]
    cells = [len(known), f"{known.min():.1f}", f"{known.mean():.1f}"]
    return [*cells, (known < HELD[0]).sum(), (known > HELD[1]).sum()]


HEADS = ["settings", "lowest", "mean", f"below {HELD[0]}", f"above {HELD[1]}"]


def value_strata(size: int, prevalence: float, recall: float, precision: float) -> np.ndarray:
    """The sentences of a year or source, about the theme and not: with a mention, and the rest."""
    true = round(size * prevalence)
    right = round(true * recall)
    wrong = round(right / precision) - right
    return np.array([[right, wrong], [true - right, size - true - wrong]])


def of_value(strata: np.ndarray, n: int, random: np.random.Generator) -> tuple[float, float, float]:
    """`of_share` of a sample of a year or source, drawn as `sample_for_coding` does."""
    sizes = strata.sum(axis=1)
    guess = np.array([FOUND, OTHERS])
    least = np.where(sizes > LARGE * sizes.sum(), ENOUGH, FEWEST)
    drawn = allocated(sizes * np.sqrt(guess * (1 - guess)), np.minimum(least, sizes), sizes, n)
    kinds = np.column_stack([coded(strata, drawn, random), np.zeros(2)])
    there = drawn > 0
    return of_share(DrawnCells(kinds[there], sizes[there]))


def differences(one: np.ndarray, other: np.ndarray) -> pd.DataFrame:
    """`share_differences` of runs (rows) of lower bound, upper bound and share of two values."""
    parts = [pd.DataFrame(rows, columns=["low", "high", "share"]) for rows in (one, other)]
    shares = pd.concat(parts, keys=["1", "2"], names=["year", "theme"]).reset_index()
    shares = shares.assign(group="", sentences=1, note="")
    columns = ["group", "theme", "year", "sentences", "share", "low", "high", "note"]
    shares = shares[columns].assign(
        share_unsure_no=shares["share"], share_unsure_yes=shares["share"]
    )
    return share_differences(shares)


def by_value(random: np.random.Generator) -> str:
    """The section on samples by year and source."""
    rows, low_ones = [], []
    for (name, sizes), n in product(SIZES.items(), CODED):
        held, differ = [], []
        for prevalence, recall in product(OF_A_VALUE, VALUE_RECALLS):
            strata = [value_strata(size, prevalence, recall, VALUE_PRECISION) for size in sizes]
            true = [each[:, 0].sum() / each.sum() for each in strata]
            runs = [np.array([of_value(each, n, random) for _ in range(RUNS)]) for each in strata]
            for each, truth in zip(runs, true, strict=True):
                inside = (each[:, 0] <= truth + 1e-9) & (truth - 1e-9 <= each[:, 1])
                held.append(100 * inside.mean())
            both, truth = differences(*runs), true[1] - true[0]
            inside = (both["low"] <= truth + 1e-9) & (truth - 1e-9 <= both["high"])
            differ.append(100 * inside.mean())
            setting = f"{name}, {n} coded, {prevalence:.1%} about it, recall {recall:.0%}"
            shares = zip([f"share of {size:,}" for size in sizes], held[-2:], strict=True)
            for what, value in [*shares, ("difference", differ[-1])]:
                if value < HELD[0]:
                    low_ones.append((value, f"{what} ({setting}): {value:.1f}"))
        rows.append([name, n, "share", *described(np.array(held))])
        rows.append([name, n, "difference", *described(np.array(differ))])
    named = "\n".join(f"- {name}" for _, name in sorted(low_ones)) or "- none"
    return f"""## By year and by source

Two years of 2,000 sentences each, or two sources of 300 and 4,000, in which the same share of sentences is about the theme
({OF_A_VALUE[0]:.1%} to {OF_A_VALUE[-1]:.0%}), found with recall {VALUE_RECALLS[0]:.0%} to {VALUE_RECALLS[-1]:.0%} and precision {VALUE_PRECISION:.0%}. Of each, so many sentences are coded, drawn from the
two strata of `sample_for_coding(…, by=)`; {RUNS} samples of each of the {len(OF_A_VALUE) * len(VALUE_RECALLS)} settings. In how many of 100 the interval of a share
holds it (`estimated_shares(…, by=)`), and that of the difference (`share_differences`).

{table(["parts", "coded of each", "of", *HEADS], rows)}

Below {HELD[0]} of 100:

{named}
"""


def rises(random: np.random.Generator) -> str:
    """The section on what it takes to see a rise."""
    rows = []
    for n in RISE_CODED:
        runs = []
        for prevalence in RISE:
            strata = value_strata(SENTENCES, prevalence, 0.5, VALUE_PRECISION)
            runs.append(np.array([of_value(strata, n // 2, random) for _ in range(RISE_RUNS)]))
        rows.append([f"{n:,}", f"{100 * (differences(*runs)['low'] > 0).mean():.0f}"])
    finds = []
    for recall in (0.3, 0.6):
        strata = value_strata(SENTENCES, RISE[0], recall, VALUE_PRECISION)[:1]
        size, part = strata.sum(), strata.sum() / SENTENCES
        kinds = [coded(strata, np.array([min(100, size)]), random) for _ in range(RISE_RUNS)]
        cells = [DrawnCells(np.column_stack([kind, [0]]), np.array([size])) for kind in kinds]
        finds.append(np.array([of_share(one) for one in cells]) * part)
    alone = 100 * (differences(*finds)["low"] > 0).mean()
    return f"""## What it takes to see a rise

The share of a theme rises from {RISE[0]:.0%} to {RISE[1]:.0%} between two years of {SENTENCES:,} sentences; its terms find half of it, and six of ten
finds are right. How often `share_differences` sees it (`low` above 0), of {RISE_RUNS} pairs of samples:

{table(["coded, half of them in each year", "seen, of 100"], rows)}

Coding 100 finds of each year alone, and taking the share of the right ones for the theme's, sees a rise {alone:.0f} times in 100
where nothing rose but recall, from 30% to 60%.
"""


def sections(seed: int) -> list[str]:
    """The sections of coverage.md, as Markdown."""
    random = np.random.default_rng(seed)
    rows, low_ones = [], []
    for kind, n in product(KINDS, NUMBERS):
        settings = product(PREVALENCES, RECALLS)
        found = np.array([measured(kind, n, *setting, random) for setting in settings])
        for at, name in enumerate(SHARES):
            held, width, times = found[:, :, at].T
            ends = f"{np.nanmin(times):.2f} to {np.nanmax(times):.2f}"
            rows.append([kind, n, name, *described(held), f"{np.nanmean(width):.1f}", ends])
            if np.nanmin(held) < HELD[0]:
                low_ones.append(f"{name} of {kind}, {n} coded ({np.nanmin(held):.1f})")
    about = __doc__.partition("\n\n")[2].strip()
    heads = ["sample", "coded", "of", *HEADS, "width", "estimate by truth"]
    return [
        f"""## Shares that are estimated from a sample

{about}

A setting is one of {len(PREVALENCES)} prevalences ({PREVALENCES[0]:.1%} to {PREVALENCES[-1]:.0%}) with one of {len(RECALLS)} recalls ({RECALLS[0]:.0%} to {RECALLS[-1]:.0%}). In each, {RUNS} samples are drawn and coded,
and it is counted in how many of 100 the interval holds the true value; samples without an interval are left out. The table has the
lowest of these numbers, their mean, and how many settings lie below {HELD[0]} and above {HELD[1]} (95 is promised; its standard error is
1.5); then the mean width of the intervals, in percentage points, and the mean estimate divided by the true value, in the lowest
and the highest setting. The six strata are of three parts of the articles, in which the theme is 0.4, 1.2 and 2.2 times as frequent
as in all. In a row “a third of” the numbers are those of a third of the sentences, though the sample was drawn from all. Settings above {HELD[1]} are of
rare themes: most of their samples have no missed sentence, and their intervals are wide enough to hold the true value nearly
always. How much of a sentence a bound adds (0.85) was chosen by these simulations, so they are no test of it.

{table(heads, rows)}

Below {HELD[0]} of 100 in some setting: {"; ".join(low_ones) or "none"}.
""",
        by_value(np.random.default_rng(seed)),
        rises(np.random.default_rng(seed)),
    ]


def table(heads: list[str], rows: list[list]) -> str:
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
