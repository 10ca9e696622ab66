"""Rates over articles: how often the 95 % interval holds the true rate, by the number of articles
and how uneven they are.

An article's mentions are Poisson, with the mean of its length by its own rate. That rate varies
from article to article: it is a gamma variable of mean 1 and the variance named first (so the
counts are negative binomial), 0 in half of the articles or multiplied by a power of the length
where that is named. Lengths are lognormal; the second number is the spread of their logarithm. A
cluster is what one author wrote: four articles on average (geometric), whose rates share a factor
of variance 1.
"""

import numpy as np

from newsthemes.tables.bounds import rate_bounds
from newsthemes.tables.periods import MIN_ARTICLES
from newsthemes.tables.statistics import divided

SIZES = (MIN_ARTICLES, 10, 15, 25, 50, 100, 250)
SMALL = (4, 5, 6, 7, 8, 10, 15)
MEANS = {"rare": 0.1, "some": 1, "common": 5}  # mentions per article of mean length
REPEATS = 1000
CLUSTERS = "clusters of articles"
# variance of the rates, spread of the lengths, share of articles without the theme, power of the
# length
SETTINGS = {
    "hardly uneven: 0.1, 0.5": (0.1, 0.5, 0, 0),
    "uneven: 1, 0.8": (1, 0.8, 0, 0),
    "very uneven: 3, 0.8": (3, 0.8, 0, 0),
    "uneven, half of the articles without the theme": (1, 0.8, 0.5, 0),
    "uneven, lengths very unequal: 1, 1.2": (1, 1.2, 0, 0),
    "uneven, rates fall with the root of the length": (1, 0.8, 0, -0.5),
    "uneven, rates grow with the root of the length": (1, 0.8, 0, 0.5),
    CLUSTERS: (0.5, 0.8, 0, 0),
}
_SMALL = [
    (setting, MEANS[name])
    for name in ("common", "some")
    for setting in SETTINGS
    if "grow" not in setting
]
_SMALL.sort(
    key=lambda pair: pair != ("uneven: 1, 0.8", MEANS["common"])
)  # the one that is typical first


def written(
    setting: str,
    mean: float,
    shape: tuple[int, int],
    random: np.random.Generator,
    factor: float | np.ndarray = 1,
) -> tuple:
    """Mentions and lengths of articles, each an array of that shape; the true rate is `mean`."""
    variance, spread, absent, power = SETTINGS[setting]
    words = random.lognormal(-(spread**2) / 2, spread, shape)
    rates = (
        factor * words**power / np.exp(spread**2 / 2 * (power**2 + power))
    )  # of mean 1, weighted by length
    rates = (
        rates
        * random.gamma(1 / variance, variance, shape)
        * (random.random(shape) >= absent)
        / (1 - absent)
    )
    return random.poisson(mean * words * rates), words


def drawn(
    setting: str, mean: float, size: int, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Mentions and lengths, articles (or clusters, added up) x repeats."""
    shape = (size, REPEATS)
    if setting != CLUSTERS:
        return written(setting, mean, shape, random)
    number, factor, sums = (
        random.geometric(0.25, shape),
        random.gamma(1, 1, shape),
        np.zeros((2, *shape)),
    )
    for place in range(number.max()):
        sums += np.array(written(setting, mean, shape, random, factor)) * (number > place)
    return sums[0], sums[1]


def covers(bounds: tuple[np.ndarray, np.ndarray], mean: float) -> float:
    low, high = bounds
    return float(((low <= mean) & (mean <= high)).mean())


def sections(seed: int) -> list[str]:
    """The sections of coverage.md on rates, as Markdown."""
    random, rows, held, missed = np.random.default_rng(seed), [], {}, dict.fromkeys(SIZES, 0.0)
    for setting in SETTINGS:
        for name, mean in MEANS.items():
            for size in SIZES:
                found, words = drawn(setting, mean, size, random)
                low, high = rate_bounds(found, words)
                held[setting, name, size] = covers((low, high), mean)
                none = (found.sum(axis=0) == 0) & (high < mean)
                missed[size] = max(missed[size], float(none.mean()))
            shares = [f"{100 * held[setting, name, size]:.1f}" for size in SIZES]
            rows.append(f"| {setting} | {name} | {' | '.join(shares)} |")
    above = sum(share > 0.97 for share in held.values())
    low = [key for key, share in held.items() if share < 0.92]
    below = [
        f"{setting}, {name}, {size}: {100 * held[setting, name, size]:.1f} %"
        for setting, name, size in low
    ]
    small = []
    for size in SMALL:
        bounds = [rate_bounds(*drawn(setting, mean, size, random)) for setting, mean in _SMALL]
        shares = [covers(one, mean) for one, (_, mean) in zip(bounds, _SMALL, strict=True)]
        reach = np.sqrt(np.nanmedian(divided(bounds[0][1], bounds[0][0])))
        cells = f"{100 * min(shares):.1f} | {100 * np.mean(shares):.1f} | {reach:.1f}"
        small.append(f"| {size} | {cells} |")
    holds = "; ".join(f"{size} articles {100 * share:.1f} %" for size, share in missed.items())
    return [
        f"""## Rates over articles

{__doc__.partition(chr(10) * 2)[2].strip()}

Nominal 95 %: `rates`, over all {REPEATS:,} repetitions, its bound of what is never mentioned among them. Rare, some and common are
{", ".join(str(mean) for mean in MEANS.values())} mentions in an article of mean length. The standard error of a share is \
{100 * np.sqrt(0.95 * 0.05 / REPEATS):.1f} points at 95 %, {100 * np.sqrt(0.8 * 0.2 / REPEATS):.1f} at 80 %.

| articles (or clusters) | theme | {" | ".join(map(str, SIZES))} |
|---|---|{"--:|" * len(SIZES)}
{chr(10).join(rows)}

Of the {len(held)} shares {len(held) - above - len(low)} lie between 92 and 97 %, {above} above, {len(low)} below. Those above are nearly all of
themes that few articles mention: there the interval is wider than it must be. Those below: {"; ".join(below) or "none"}.

A theme that no article mentions has the bound alone. Its rate is above that bound, and it is not mentioned, in at most
these shares of all repetitions of any setting above (2.5 % are allowed): {holds}.

### From how many articles on

An interval needs {MIN_ARTICLES}. With fewer the promise is kept, as Student's t grows, but the interval says little: a bound
is typically so many times the rate, or so many times less (of uneven articles and a common theme). Coverage in % over the
settings above for some and common themes, without the one whose rates grow with length.

| articles | lowest | mean | times |
|--:|--:|--:|--:|
{chr(10).join(small)}
"""
    ]
