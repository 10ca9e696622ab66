"""Rates over articles whose laws are unlike those that the interval was made for: how often it
still holds the true rate.

Lognormal: the rate of an article is a lognormal variable, the standard deviation of its logarithm
comes first; rho is its correlation with the logarithm of the length. Topical: 8 % of the articles
have twelve times the rate of the others, or all of it. Zipf: a cluster has one article, or two, or up
to a hundred, by Zipf's law with exponent 2; its articles share a factor.
"""

import numpy as np

from newsthemes.tables.bounds import LEVERAGE, rate_bounds
from newsthemes.tables.statistics import MIN_ARTICLES

SIZES = (MIN_ARTICLES, 15, 25, 50, 100)
MEANS = {"some": 1, "common": 5}  # mentions per article of mean length
REPEATS = 800
SPREAD = 0.8  # of the logarithm of the lengths
LOGNORMAL = {
    "lognormal rates: 1": (1.0, 0.0),
    "lognormal rates: 1.5": (1.5, 0.0),
    "lognormal rates: 1, long articles hold more: rho 0.6": (1.0, 0.6),
    "lognormal rates: 1, long articles hold less: rho -0.6": (1.0, -0.6),
}
TOPICAL, ALONE, ZIPF = (
    "topical: 8 % have 12 times the rate",
    "topical: 8 % have all",
    "Zipf clusters",
)


def rates_of(law: str, normal: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Rates of articles, of mean 1 when weighted by length; `normal` made their lengths."""
    if law in LOGNORMAL:
        deviation, rho = LOGNORMAL[law]
        own = rho * normal + np.sqrt(1 - rho**2) * random.normal(size=normal.shape)
        return np.exp(deviation * own - deviation**2 / 2 - rho * deviation * SPREAD)
    chosen = random.random(normal.shape) < 0.08
    if law == TOPICAL:
        return np.where(chosen, 12, 1) / 1.88 * random.gamma(10, 0.1, normal.shape)
    return chosen / 0.08 * random.gamma(2, 0.5, normal.shape)


def drawn(law: str, mean: float, size: int, random: np.random.Generator) -> tuple:
    """Mentions and lengths, articles (or clusters, added up) x repeats."""
    shape = (size, REPEATS)
    if law == ZIPF:
        number = np.minimum(random.zipf(2.0, shape), 100)
        where = np.repeat(np.arange(number.size), number.ravel())
        words = np.exp(SPREAD * random.normal(size=len(where)) - SPREAD**2 / 2)
        rates = random.gamma(2, 0.5, len(where)) * random.gamma(1, 1, number.size)[where]
        found = random.poisson(mean * words * rates)
        sums = [np.bincount(where, values, number.size) for values in (found, words)]
        return tuple(values.reshape(shape) for values in sums)
    normal = random.normal(size=shape)
    words = np.exp(SPREAD * normal - SPREAD**2 / 2)
    return random.poisson(mean * words * rates_of(law, normal, random)), words


def covered(law: str, mean: float, size: int, random: np.random.Generator) -> float:
    """The share of repetitions whose interval holds the rate, of those that have an interval."""
    found, words = drawn(law, mean, size, random)
    has_one = words.max(axis=0) <= LEVERAGE * words.sum(axis=0)
    low, high = rate_bounds(found, words)
    return float(((low <= mean) & (mean <= high))[has_one].mean())


def sections(seed: int) -> list[str]:
    """The section of coverage.md, as Markdown."""
    random, rows = np.random.default_rng(seed), []
    for law in [*LOGNORMAL, TOPICAL, ALONE, ZIPF]:
        for name, mean in MEANS.items():
            shares = [f"{100 * covered(law, mean, size, random):.0f}" for size in SIZES]
            rows.append(f"| {law} | {name} | {' | '.join(shares)} |")
    about = __doc__.partition("\n\n")[2].strip()
    return [
        f"""### Where the interval holds less often

{about}

Share of {REPEATS} repetitions, in %, in which the 95 % interval holds the rate; those in which one article has more than half of
the words have no interval. Where few articles hold a theme, or long ones hold more of it, the upper bound is too low.

| law | theme | {" | ".join(map(str, SIZES))} |
|---|---|{"--:|" * len(SIZES)}
{chr(10).join(rows)}
"""
    ]
