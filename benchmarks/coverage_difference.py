"""How often the 95 % interval of a difference of two corrected shares holds it. For coverage.py.

10,000 sentences. Of two themes, the second less frequent, terms find a part (recall), and four of
five that they find are right; some of the sentences about the second are about both. Or of one
theme in two halves, in which it is not as frequent, and found not as well. A sample is drawn from
the strata that `sample_for_coding` makes, as it shares it out, and coded without error.
"""

from itertools import product

import numpy as np
import pandas as pd

from coverage_codes import table
from newsthemes.trust.corrected import CodedSentences
from newsthemes.trust.corrected_difference import of_themes, of_values
from newsthemes.trust.sampling import FOUND, OTHERS, allocated
from newsthemes.trust.strata import Strata, rarest

SENTENCES, RUNS, DRAWS = 10_000, 300, 400
NUMBERS, RECALLS = (100, 400), (0.3, 0.7, 1.0)
# of the first theme and the second, or of one in the first half and the second
PREVALENCES = (0.02, 0.005), (0.1, 0.05), (0.3, 0.3), (0.5, 0.3)
BOTH = 0, 0.5  # of the second theme's sentences are about the first, too
PRECISION = 0.8
THEMES, HALVES, EDITED = "two themes", "two halves", "two halves, terms edited since"
FEWEST = 0.05  # of the samples have bounds: fewer are not shown
HELD = 92, 98


def found_by(about: np.ndarray, recall: float, random: np.random.Generator) -> np.ndarray:
    """Which sentences terms find: of those about the theme as many, and others."""
    found = np.zeros(len(about), dtype=bool)
    right = round(recall * about.sum())
    found[random.choice(np.flatnonzero(about), right, replace=False)] = True
    wrong = min(round(right * (1 / PRECISION - 1)), (~about).sum())
    found[random.choice(np.flatnonzero(~about), wrong, replace=False)] = True
    return found


def population(kind, prevalences, both, recall, random) -> tuple[np.ndarray, ...]:
    """Of each sentence whether it is about each theme, whether it is found, and its part."""
    first, second = (round(SENTENCES * share) for share in prevalences)
    part = np.zeros(SENTENCES, dtype="int64")
    about = np.zeros((SENTENCES, 2), dtype=bool)
    about[:first, 0] = True
    shared = round(second * both)
    about[first - shared : first - shared + second, 1] = True
    recalls = recall, recall
    if kind != THEMES:
        half = SENTENCES // 2
        part[half:] = 1
        about = np.zeros((SENTENCES, 1), dtype=bool)
        about[: first // 2] = about[half : half + second // 2] = True
        recalls = recall, recall / 2
        halves = [found_by(about[part == at, 0], recalls[at], random) for at in range(2)]
        return about, np.concatenate(halves)[:, None], part
    found = [found_by(about[:, at], recalls[at], random) for at in range(2)]
    return about, np.array(found).T, part


def measured(kind, prevalences, both, recall, n, random) -> dict[str, float]:
    """Of the samples of a setting, in %: how many have bounds, in how many of these they hold the
    true difference, how many have an estimate; and the mean width, in points.
    """
    about, found, part = population(kind, prevalences, both, recall, random)
    stratum = rarest(found) + 1
    sizes = np.bincount(stratum)
    guess = np.where(found, FOUND, OTHERS)
    variance = (guess * (1 - guess)).sum(axis=1)
    wanted = np.sqrt(sizes * np.bincount(stratum, variance))
    drawn = allocated(wanted, np.minimum(5, sizes), sizes, n)
    members = [np.flatnonzero(stratum == at) for at in range(len(sizes))]
    shares = [about[part == at].mean(axis=0) for at in range(part.max() + 1)]
    true = shares[0][0] - shares[-1][-1]
    sums = dict.fromkeys(("bounds", "held", "estimates", "width"), 0)
    for _ in range(RUNS):
        chosen = np.concatenate(
            [
                random.choice(rows, size, replace=False)
                for rows, size in zip(members, drawn, strict=True)
            ]
        )
        codes = np.full(about.shape, np.nan)
        codes[chosen] = about[chosen]
        number = stratum
        if kind == EDITED:
            number = np.full(SENTENCES, -1)
            number[chosen] = stratum[chosen]
        strata = Strata(number, pd.Index(range(len(sizes))), sizes)
        text = CodedSentences(strata, found, codes, [*range(part.max() + 1)], part, part)
        if kind == THEMES:
            *_, difference, low, high, _, _ = of_themes(text, (0, 1), ["a", "b"], True, DRAWS)
        else:
            ((*_, difference, low, high, _, _),) = of_values(text, 0, True, DRAWS)
        if not np.isnan(low):
            sums["bounds"] += 1
            sums["held"] += low <= true <= high
            sums["width"] += high - low
            sums["estimates"] += not np.isnan(difference)
    result = {name: 100 * sums[name] / max(1, sums["bounds"]) for name in ("held", "width")}
    if sums["bounds"] < FEWEST * RUNS:
        result["held"] = result["width"] = np.nan
    return result | {name: 100 * sums[name] / RUNS for name in ("bounds", "estimates")}


def sections(seed: int) -> list[str]:
    """The section of coverage.md, as Markdown."""
    random, rows = np.random.default_rng(seed), []
    for kind, n in product((THEMES, HALVES, EDITED), NUMBERS):
        shared = BOTH if kind == THEMES else BOTH[:1]
        settings = product(PREVALENCES, shared, RECALLS)
        own = [measured(kind, *setting, n, random) for setting in settings]
        held = np.array([one["held"] for one in own])
        known = held[~np.isnan(held)]
        row = [kind, n, len(known), f"{known.min():.1f}", f"{known.mean():.1f}"]
        row += [(known < HELD[0]).sum(), (known > HELD[1]).sum()]
        row += [f"{np.mean([one[name] for one in own]):.0f}" for name in ("bounds", "estimates")]
        rows.append([*row, f"{np.nanmean([one['width'] for one in own]):.1f}"])
    heads = ["difference of", "coded", "settings", "lowest", "mean", "below 92", "above 98"]
    heads += ["bounds", "estimate", "width"]
    about = __doc__.partition("\n\n")[2].strip()
    text = f"""## Differences of corrected shares

{about}

A setting is one of {len(PREVALENCES)} pairs of prevalences (0.5 to 50 %) by {len(RECALLS)} recalls (30 to 100 %; in the second half half of it), for
themes with none or half of the second's sentences about both. Columns are as above, of {RUNS:,} samples a setting; the
standard error of 95 % is 1.3 points. Those of two themes above 98 % with 100 coded are of the rarest pair, or of themes of
which no sentence is missed.

{table(heads, rows)}
"""
    return [text]
