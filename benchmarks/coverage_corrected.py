"""How often the 95 % intervals of a sample of coded sentences hold what they are of: the share of
the sentences about a theme, precision, and recall. For coverage.py.

10,000 sentences. Of those about the theme (prevalence) its terms find a part (recall); four of five
that they find are right. A sample is drawn from strata, found and not found, as `sample_for_coding`
shares it out, and coded without error.
"""

from itertools import product

import numpy as np

from newsthemes.trust import intervals as package
from newsthemes.trust.corrected_shares import LARGE
from newsthemes.trust.intervals import DrawnCells, bound, shares
from newsthemes.trust.sampling import FOUND, OTHERS, allocated

SENTENCES, RUNS, DRAWS = 10_000, 200, 400
PREVALENCES, RECALLS, NUMBERS = (0.005, 0.02, 0.1, 0.3), (0.05, 0.3, 0.7, 0.95), (100, 400)
PRECISION = 0.8
# shares of the sentences, and prevalence by that of all, of parts that have strata of their own
ONE, THREE = [(1, 1)], [(0.5, 0.4), (0.3, 1.2), (0.2, 2.2)]
# the parts; how much of each stratum is asked for; the part of what was missed that new terms find
KINDS = {
    "2 strata": (ONE, 1, 0),
    "6 strata": (THREE, 1, 0),
    "a third of 2 strata": (ONE, 1 / 3, 0),
    "a third of 6 strata": (THREE, 1 / 3, 0),
    "2 strata, terms edited since": (ONE, 1, 0.5),
    "a third, terms edited since": (ONE, 1 / 3, 0.5),
}
SHARES = ["precision", "recall", "share"]
HELD = 92, 98


def population(prevalence: float, recall: float, kind: str) -> np.ndarray:
    """How many sentences of each stratum are found and about the theme, found and not, missed,
    neither, found elsewhere, and not.
    """
    parts, asked, edited = KINDS[kind]
    rows = []
    for share, times in parts:
        size = round(SENTENCES * share)
        true = round(size * prevalence * times)
        right = round(true * recall)
        wrong = min(size - true, round(right * (1 / PRECISION - 1)))
        more = round((true - right) * edited)
        rows.append([right, wrong, 0, 0])
        rows.append([more, more // 2, true - right - more, size - true - wrong - more // 2])
    strata = np.array(rows)
    own = np.round(strata * asked).astype("int64")
    elsewhere = (strata - own).reshape(-1, 2, 2).sum(axis=2)
    return np.hstack([own, elsewhere])


def drawn_number(sizes: np.ndarray, n: int) -> np.ndarray:
    guess = np.tile([FOUND, OTHERS], len(sizes) // 2)
    return allocated(sizes * np.sqrt(guess * (1 - guess)), np.minimum(5, sizes), sizes, n)


def measured(kind: str, n: int, prevalence: float, recall: float, random) -> np.ndarray:
    """Of each of SHARES in how many samples with bounds, in %, they hold it; the mean width, in
    points; and the mean estimate by the truth.
    """
    strata = population(prevalence, recall, kind)
    sizes, totals = strata.sum(axis=1), np.array([strata[:, :2].sum(), strata[:, 2:4].sum()])
    truth, drawn, found = np.array(shares(strata.sum(axis=0), totals)), drawn_number(sizes, n), []
    for _ in range(RUNS):
        coded = np.array([*map(random.multivariate_hypergeometric, strata, drawn)], dtype=float)
        there = coded.any(axis=1)
        cells = DrawnCells(coded[there], sizes[there], totals)
        if KINDS[kind][2]:  # as `CodedSentences` has it
            found_drawn = cells.weights @ cells.coded[:, :2].sum(axis=1)
            cells = cells._replace(new=max(0, 1 - found_drawn / totals[0]))
        low, high = bound(cells, (False, True), 0), bound(cells, (True, False), 1)
        ends = bound(cells, (False, False), 0)[2], bound(cells, (True, True), 1)[2]
        rows = np.array([[*low[:2], ends[0]], [*high[:2], ends[1]], cells.estimates()])
        rows[:, [not coded[:, :2].any(), not coded[:, [0, 2]].any(), False]] = np.nan
        if cells.new > LARGE or not coded[:, 2].any():
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


def sections(seed: int) -> list[str]:
    """The sections of coverage.md, as Markdown."""
    random, package.DRAWS, draws = np.random.default_rng(seed), DRAWS, package.DRAWS
    heads = ["settings", "lowest", "mean", f"below {HELD[0]}", f"above {HELD[1]}", "width"]
    rows = []
    for kind, n in product(KINDS, NUMBERS):
        settings = product(PREVALENCES, RECALLS)
        found = np.array([measured(kind, n, *setting, random) for setting in settings])
        for at, name in enumerate(SHARES):
            held, width, times = found[:, :, at].T
            ends = f"{np.nanmin(times):.2f} to {np.nanmax(times):.2f}"
            rows.append([kind, n, name, *described(held), f"{np.nanmean(width):.1f}", ends])
    package.DRAWS = draws
    about = __doc__.partition("\n\n")[2].strip()
    return [
        f"""## Shares of a sample, and corrected shares

{about}

A setting is one of {len(PREVALENCES)} prevalences ({PREVALENCES[0]:.1%} to {PREVALENCES[-1]:.0%}) by {len(RECALLS)} recalls ({RECALLS[0]:.0%} to {RECALLS[-1]:.0%}), {RUNS} samples each: in how many of
100 that have bounds the interval holds the truth, the lowest and the mean of the settings, and how many hold less than
{HELD[0]}, and more than {HELD[1]}; the mean width, in points; and the mean estimate by the truth, in the lowest and the highest setting. The
standard error of 95 is 1.5. The six strata are of three parts, whose prevalence is 0.4, 1.2 and 2.2 times that of all. A
third: of some of the articles that the sample was drawn of. Edited: new terms find half of what was missed, in the
strata that were drawn before. Those above 98 are of rare themes, of which most samples have no missed sentence, and all
of these must hold.

{table(["sample", "coded", "of", *heads, "estimate by truth"], rows)}
""",
    ]


def table(heads: list[str], rows: list[list]) -> str:
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
