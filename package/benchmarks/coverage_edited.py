"""What codes say of terms that were edited by these very codes. For coverage.py.

2,000 sentences, an article each, of which 14 % are about the theme. Of 40 words of the theme, some
frequent and most rare, one or two stand in a sentence about it, and now and then in another; ten
other words of a thousand stand in each. The first five are the terms. Sentences are drawn by
`sample_for_coding` and coded without error, and the terms are edited by these codes. The careful
reader adds a word that stands in two missed sentences and in none that is coded no, and takes out a
term of which most coded finds are wrong. The careless one adds every word of a missed sentence that
stands in none coded no, and takes out a term with any wrong find.
"""

from itertools import product

import numpy as np
import pandas as pd

from coverage_corrected import HELD, table
from newsthemes import (
    estimated_shares,
    find_mentions,
    read_lexicon,
    sample_for_coding,
    validity,
)

SENTENCES, PREVALENCE, RUNS = 2000, 0.14, 100
LETTERS = "ba", "co", "di", "fu", "ge", "ki", "lo", "mu", "ne", "po"
WORDS = ["".join(syllables) for syllables in product(LETTERS, repeat=3)]
TERMS = WORDS[:5]
OF_THEME, OTHERS = np.array(WORDS[:40], dtype=object), np.array(WORDS[40:], dtype=object)
READERS = {"as drawn": None, "careful": (2, 0.5), "careless": (1, 0)}
CODED = 100, 300


def articles_made(random: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    """The articles, and which of them are about the theme."""
    about = random.random(SENTENCES) < PREVALENCE
    often = 1 / np.arange(2, len(OF_THEME) + 2)
    often /= often.sum()
    texts = []
    for yes in about:
        number = random.integers(1, 3) if yes else int(random.random() < 0.08)
        of_theme = OF_THEME[random.choice(len(OF_THEME), number, p=often)]
        words = [*of_theme, *OTHERS[random.integers(0, len(OTHERS), 10)]]
        texts.append(" ".join(words).capitalize() + ".")
    return pd.DataFrame({"article": range(SENTENCES), "text": texts, "language": "en"}), about


def edited(terms: list[str], texts: pd.Series, codes: pd.Series, reader: tuple) -> list[str]:
    """The terms as a reader edits them by the coded sentences."""
    often, most_wrong = reader
    words = texts.str.lower().str.strip(".").str.split().map(set)
    found = words.map(lambda those: bool(those & set(terms)))
    times = {code: words[codes == code].explode().value_counts() for code in (0, 1)}
    missed = words[~found & (codes == 1)].explode().value_counts()
    added = [word for word, number in missed.items() if number >= often and word not in times[0]]
    kept = []
    for term in terms:
        wrong, right = times[0].get(term, 0), times[1].get(term, 0)
        if wrong <= most_wrong * (wrong + right):
            kept.append(term)
    return [*kept, *added] or terms


def run(n: int, reader: tuple | None, random: np.random.Generator) -> list[float]:
    """Whether the interval of the share holds; the estimate by the truth; whether it rests on few;
    recall as `validity` has it and as it is, and precision.
    """
    articles, about = articles_made(random)
    terms = TERMS
    lexicon = read_lexicon({"T": terms})
    mentions = find_mentions(articles, lexicon)
    seed = int(random.integers(1 << 30))
    sample = sample_for_coding(mentions, articles, lexicon, n, seed=seed)
    answers = pd.Series(about[sample["article"]].astype(int), sample.index)
    codes = sample[["article", "sentence"]]
    codes = codes.assign(coder="x", group="", theme="T", code=answers)
    if reader:
        lexicon = read_lexicon({"T": edited(terms, sample["text"], answers, reader)})
        mentions = find_mentions(articles, lexicon)
    row = estimated_shares(mentions, codes, articles, lexicon, sample).iloc[0]
    judged = validity(mentions, codes, articles, lexicon, sample).iloc[0]
    found = np.isin(np.arange(SENTENCES), mentions["article"])
    true = [(found & about).sum() / number.sum() for number in (about, found)]
    held = row["low"] <= about.mean() <= row["high"]
    numbers = row["share"] / about.mean(), row["note"] != "", row["high"] - row["low"]
    recall = judged["recall_low"] <= true[0] <= judged["recall_high"]
    if np.isnan(judged["recall_low"]):
        recall = np.nan
    return [held, *numbers, recall, judged["recall"], true[0], judged["precision"], true[1]]


def sections(seed: int) -> list[str]:
    """The section of coverage.md, as Markdown."""
    random = np.random.default_rng(seed)
    rows = []
    for (name, reader), n in product(READERS.items(), CODED):
        runs = np.array([run(n, reader, random) for _ in range(RUNS)], dtype=float)
        held, times, few, width, recall, *fit = pd.DataFrame(runs).mean()
        cells = [f"{100 * held:.0f}", f"{times:.2f}", f"{100 * width:.1f}", f"{100 * few:.0f}"]
        cells.append("none" if np.isnan(recall) else f"{100 * recall:.0f}")
        rows.append([name, n, *cells, *(f"{100 * share:.0f}" for share in fit)])
    heads = ["terms", "coded", "share held, of 100", "estimate by truth", "width", "rests on few"]
    heads += ["recall held", "recall of the codes", "recall", "precision of the codes", "precision"]
    about = __doc__.partition("\n\n")[2].strip()
    return [
        f"""## Terms edited by the codes

{about}

{RUNS} runs a row: in how many the interval of `estimated_shares` holds the share of the sentences about the theme; its
estimate by the truth; its mean width, in points; how often its note says that it rests on few. `validity` has no interval
for terms that find other sentences of the sample than those of the draw (“recall held” is of runs whose terms find the same);
what it says of them stands beside what they are, in %.

{table(heads, rows)}

Below {HELD[0]} of 100: {", ".join(f"{row[0]}, {row[1]} ({row[2]})" for row in rows if int(row[2]) < HELD[0]) or "none"}.
""",
    ]
