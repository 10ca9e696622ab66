"""Figures, intervals and tables of validity.py."""

from typing import Any

import numpy as np

from validity_labels import Labels, f1

DRAWS = 2000


def figures(found: np.ndarray, wanted: np.ndarray) -> dict[str, float]:
    """Precision, recall and F1 of one topic, and n, the number of articles that people gave it."""
    right, given, n = (int(part.sum()) for part in (found & wanted, found, wanted))
    rates = {
        "precision": right / max(given, 1),
        "recall": right / max(n, 1),
        "f1": float(f1(right, given, n)),
    }
    return {name: round(rate, 4) for name, rate in rates.items()} | {"n": n}


def bootstrap(found: dict[str, Labels], wanted: Labels) -> dict[str, np.ndarray]:
    """For each method F1, draws x topics, and in the last column their mean; the same draws for all
    methods.

    Articles that all methods and people label alike are drawn together, from a multinomial
    distribution: the same, and fast.
    """
    kinds, sizes = np.unique(
        np.concatenate([wanted, *found.values()], axis=1), axis=0, return_counts=True
    )
    draws = np.random.default_rng(0).multinomial(sizes.sum(), sizes / sizes.sum(), size=DRAWS)
    first, *others = np.split(kinds.astype(int), len(found) + 1, axis=1)
    scores = {}
    for name, kind in zip(found, others, strict=True):
        by_topic = f1(draws @ (kind & first), draws @ kind, draws @ first)
        scores[name] = np.column_stack([by_topic, by_topic.mean(1)])
    return scores


def reuters_table(found: dict[str, Labels], wanted: Labels, topics: list[str]) -> str:
    """Ours topic by topic, and its differences to the peers, with intervals; the last row is the
    mean over topics.
    """
    drawn = bootstrap(found, wanted)
    best = {
        name: [figures(*pair)["f1"] for pair in zip(labels.T, wanted.T, strict=True)]
        for name, labels in found.items()
    }
    best = {name: [*scores, np.mean(scores)] for name, scores in best.items()}
    own = [figures(*pair) for pair in zip(found["ours"].T, wanted.T, strict=True)]
    own.append(
        {key: np.mean([row[key] for row in own]) for key in ("precision", "recall")} | {"n": ""}
    )
    rows = []
    for number, topic in enumerate([*topics, "macro"]):
        row = [
            topic,
            str(own[number]["n"]),
            f"{own[number]['precision']:.2f}",
            f"{own[number]['recall']:.2f}",
        ]
        row += [f"**{best['ours'][number]:.2f}**", _interval(drawn["ours"][:, number])]
        row += [f"{best[peer][number]:.2f}" for peer in ("regex", "SVM")]
        for peer in ("regex", "SVM"):
            differences = drawn["ours"][:, number] - drawn[peer][:, number]
            row += [
                f"{best['ours'][number] - best[peer][number]:+.2f}",
                _interval(differences, "+"),
            ]
        rows.append(row)
    heads = [
        "topic",
        "n",
        "precision",
        "recall",
        "**F1**",
        "",
        "regex F1",
        "SVM F1",
        "ours − regex",
        "",
        "ours − SVM",
        "",
    ]
    return table(heads, rows)


def _interval(values: np.ndarray, sign: str = "") -> str:
    low, high = np.percentile(values, [2.5, 97.5])
    return f"[{low:{sign}.2f}, {high:{sign}.2f}]"


def events_table(
    ours: dict[str, np.ndarray],
    naive: dict[str, tuple[str, np.ndarray]],
    wanted: dict[str, np.ndarray],
) -> str:
    """Theme by theme recall and precision of ours and of the naive term, with intervals."""
    rows = []
    for theme, people in wanted.items():
        term, plain = naive[theme]
        row = [theme, str(people.sum())]
        for found in (ours[theme], plain):
            right = int((found & people).sum())
            row += [*_rate(right, int(people.sum())), *_rate(right, int(found.sum()))]
        rows.append([*row[:2], f"**{row[2]}**", *row[3:6], f"`{term}`", *row[6:]])
    heads = [
        "theme",
        "n",
        "**recall**",
        "",
        "precision",
        "",
        "naive",
        "naive recall",
        "",
        "naive precision",
        "",
    ]
    return table(heads, rows)


def _rate(right: int, of: int) -> list[str]:
    from scipy.stats import binomtest

    if not of:
        return ["–", ""]
    low, high = binomtest(right, of).proportion_ci()
    return [f"{right / of:.2f}", f"[{low:.2f}, {high:.2f}]"]


def table(heads: list[str], rows: list[list[Any]]) -> str:
    lines = [heads, ["---"] + ["--:"] * (len(heads) - 1), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
