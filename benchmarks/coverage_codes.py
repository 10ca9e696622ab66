"""How often 95 % intervals of alpha hold the truth. For coverage.py. Before are the percentiles of a
bootstrap.
"""

import numpy as np

RUNS, DRAWS = 400, 400
# shares of sentences about each theme; of hard sentences; how often a coder errs in those and in
# others
CODERS = {
    "one theme": ([0.3], 0.3, 0.3, 0.03),
    "three, near perfect": ([0.2, 0.15, 0.2], 0.1, 0.12, 0.005),
    "three, poor": ([0.2, 0.1, 0.4], 0.5, 0.35, 0.05),
    "sixteen": ([0.05] * 5 + [0.1] * 3 + [0.2] * 3 + [0.5] * 3 + [0.8] * 2, 0.2, 0.35, 0.03),
}


def sections(seed: int) -> list[str]:
    """A Markdown section with a table, nominal against actual, before and after."""
    return [alphas(np.random.default_rng(seed))]


def alphas(random: np.random.Generator) -> str:
    from newsthemes.trust.agreement import MIN_SENTENCES, alpha_interval, alpha_within, sums_drawn

    rows = []
    for name, setting in CODERS.items():
        truth = float(alpha_within(judged(random, 200_000, *setting).sum(axis=1)))
        for n in (25, 100, 200):
            found = []
            for run in range(RUNS):
                tallies = judged(random, n, *setting)
                again = np.tensordot(
                    random.multinomial(n, np.full(n, 1 / n), DRAWS), tallies, axes=(1, 1)
                )
                before = np.nanquantile(alpha_within(again), [0.025, 0.975])
                after = alpha_interval(sums_drawn(tallies, DRAWS, run), tallies[..., 2].sum(), run)
                found.append([*before, *after])
            found = np.array(found)
            rows.append(
                [
                    name,
                    n,
                    f"{truth:.2f}",
                    *(covered(found[:, at], found[:, at + 1], truth) for at in (0, 2)),
                ]
            )
    text = f"The package gives an interval from {MIN_SENTENCES} sentences on."
    heads = ["themes", "sentences", "alpha", "covered before", "after"]
    return f"## Krippendorff's alpha within themes\n\n{text}\n\n{table(heads, rows)}"


def judged(
    random: np.random.Generator, n: int, about: list[float], hard: float, err: float, slip: float
) -> np.ndarray:
    """Tallies of two coders, themes x sentences x (ones, zeros, disagreements), who err more in
    hard sentences.
    """
    about = np.array(about)[:, None]
    is_about = random.random((len(about), n)) < about
    rate = np.where(random.random(n) < hard, err, slip)
    rate = np.where(is_about, rate, rate * about / (1 - about))
    ones = sum((is_about ^ (random.random(rate.shape) < rate)).astype(float) for _ in range(2))
    return np.stack([ones, 2 - ones, 2 * (ones == 1)], axis=2)


def covered(low: np.ndarray, high: np.ndarray, truth: float) -> str:
    return f"{100 * np.mean((low <= truth) & (truth <= high)):.1f}"


def table(heads: list[str], rows: list[list]) -> str:
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
