"""Rates over articles whose laws are unlike those that the interval was made for: how often it
still holds the true rate.

Lognormal: the rate of an article is a lognormal variable, the standard deviation of its logarithm
comes first; rho is its correlation with the logarithm of the length. Topical: 8 % of the articles
have twelve times the rate of the others, or all of it. Zipf: a cluster has one article, or two, or up
to a hundred, by Zipf's law with exponent 2; its articles share a factor.
"""

import numpy as np

from newsthemes.tables.bounds import LEVERAGE, rate_bounds
from newsthemes.tables.periods import MIN_ARTICLES

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
TOPICAL, ALONE = "topical: 8 % have 12 times the rate", "topical: 8 % have all"
ZIPF = "Zipf clusters"
DAYS, ITEMS = 1500, 15  # of daily news; items a day
STORIES = {"ten stories": 10, "forty stories": 40}
LASTING = {"ten days": 10, "45 days": 45}  # the standard deviation of a story's days
CLUSTERS = {"day": 1, "week": 7, "month": 30, "quarter": 91, "half-year": 182}


def rates_of(law: str, normal: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Rates of articles, of mean 1 when weighted by length; `normal` made their lengths."""
    if law in LOGNORMAL:
        deviation, rho = LOGNORMAL[law]
        apart = rho * normal + np.sqrt(1 - rho**2) * random.normal(size=normal.shape)
        return np.exp(deviation * apart - deviation**2 / 2 - rho * deviation * SPREAD)
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


def interest(
    random: np.random.Generator, stories: float, lasts: float, days: int, sources: int = 1
) -> np.ndarray:
    """How much there is of a theme on each day in each source, 1 on average: half of it always, the
    rest in stories that begin at random, of unequal size, which sources follow more or less.
    """
    reach = 4 * lasts
    number = random.poisson(stories * (days + 2 * reach) / days)
    middle, size = random.uniform(-reach, days + reach, number), random.gamma(2, 0.5, (number, 1))
    size = size * random.gamma(4, 1 / 4, (number, sources))
    bumps = np.exp(-(((np.arange(days)[:, None] - middle) / lasts) ** 2) / 2)
    bumps = bumps / (lasts * np.sqrt(2 * np.pi))
    return 0.5 + 0.5 * days / stories * (bumps @ size)


def lasting(seed: int) -> str:
    """The section on stories that outlast days."""
    random, rows = np.random.default_rng(seed), []
    for number, stories in STORIES.items():
        for lasts, deviation in LASTING.items():
            each = [interest(random, stories, deviation, DAYS)[:, 0] for _ in range(REPEATS)]
            mean = 0.05 * ITEMS
            found = random.poisson(mean * np.array(each).T)
            words = random.gamma(ITEMS, 1 / ITEMS, found.shape)
            shares = []
            for length in CLUSTERS.values():
                starts = np.arange(0, DAYS - length + 1, length)
                sums = [np.add.reduceat(values, starts) for values in (found, words)]
                low, high = rate_bounds(*sums)
                shares.append(f"{100 * ((low <= mean) & (mean <= high)).mean():.0f}")
            rows.append(f"| {number}, {lasts} | {' | '.join(shares)} |")
    return f"""### Stories outlast days

Daily news of {DAYS:,} days, {ITEMS} items a day, {ITEMS * 0.05:.2g} mentions a day on average: half of a theme is there always, the rest
in stories, whose days have the standard deviation named. Share of {REPEATS} repetitions, in %, in which the 95 % interval holds
the rate, by what counts as one cluster. `rates` has no interval for less than a quarter.

| theme | {" | ".join(CLUSTERS)} |
|---|{"--:|" * len(CLUSTERS)}
{chr(10).join(rows)}
"""


def sections(seed: int) -> list[str]:
    """The sections of coverage.md, as Markdown."""
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
""",
        lasting(seed),
    ]
