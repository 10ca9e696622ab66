"""What coders leave open or get wrong, how much is compared at once, and what stories do to the
difference of two years. For coverage.py.
"""

from itertools import product

import numpy as np
import pandas as pd

from coverage_corrected import VALUE_PRECISION, of_share, of_value, table, value_strata
from coverage_tests import interest
from newsthemes import estimated_shares, find_mentions, read_lexicon, sample_for_coding
from newsthemes.trust.intervals import DrawnCells
from newsthemes.trust.sample_size import sample_size
from newsthemes.trust.share_differences import share_differences
from newsthemes.trust.validity import bounds

SENTENCES, CODED, RUNS = 2000, 300, 100
PREVALENCE, RECALL = 0.14, 0.6
OPEN = {"none": 0, "a quarter of the yes": 0.25, "half of the yes": 0.5}
RARE, ERRORS = 0.02, 0.05
THEMES, YEARS, OF_A_YEAR = 12, 8, (60, 150)
SHARES, RECALLS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.3), (0.3, 0.5, 0.9)
STORIES = {"ten days": 10, "45 days": 45}
ITEMS, STORY_SHARE = 10, 0.1  # a day; about the theme, on average
LOOKS, ROUND, LOOK_RUNS = 6, 100, 400
WIDTHS, PRECISIONS = (0.1, 0.2, 0.3), (0.5, 0.8, 0.95)
COLUMNS = ["group", "theme", "year", "sentences", "share", "low", "high", "note"]
COLUMNS += ["share_unsure_no", "share_unsure_yes"]


def made(prevalence: float, random: np.random.Generator) -> tuple[pd.DataFrame, np.ndarray]:
    """Articles of one sentence, and which of them are about the theme; its term finds RECALL of
    these, and one in fifty others.
    """
    about = random.random(SENTENCES) < prevalence
    found = np.where(about, random.random(SENTENCES) < RECALL, random.random(SENTENCES) < 0.02)
    texts = np.where(found, "On trade.", "On rain.")
    return pd.DataFrame({"article": range(SENTENCES), "text": texts, "language": "en"}), about


def shares_of(
    articles: pd.DataFrame, answers: np.ndarray, n: int, random: np.random.Generator, part: str = ""
) -> pd.Series:
    """The row of `estimated_shares` of a sample that has these answers, by article (NaN: unsure);
    of a `part` only the first half of the sheet is coded, in the order of the text, or at random.
    """
    lexicon = read_lexicon({"T": ["trade"]})
    mentions = find_mentions(articles, lexicon)
    seed = int(random.integers(1 << 30))
    sample = sample_for_coding(mentions, articles, lexicon, n, seed=seed)
    codes = sample[["article", "sentence"]].assign(coder="x", group="", theme="T")
    codes["code"] = pd.array(answers[codes["article"]], dtype="Int64")
    if part == "at random":
        codes = codes.sample(frac=1, random_state=seed)
    if part:
        codes = codes.head(n // 2)
    return estimated_shares(mentions, codes, articles, lexicon, sample).iloc[0]


def open_answers(random: np.random.Generator) -> list[list]:
    """Rows: what is unsure; in how many runs of 100 the interval holds the share, the note is
    there, the share lies between those with all unsure as no and as yes, widened by the interval.
    """
    rows = []
    for name, part in OPEN.items():
        runs = []
        for _ in range(RUNS):
            articles, about = made(PREVALENCE, random)
            unsure = about & (random.random(SENTENCES) < part)
            answers = np.where(unsure, np.nan, about.astype(float))
            row = shares_of(articles, answers, CODED, random)
            held = row["low"] <= about.mean() <= row["high"]
            low = row["share_unsure_no"] - (row["share"] - row["low"])
            high = row["share_unsure_yes"] + (row["high"] - row["share"])
            runs.append((held, "unsure of" in row["note"], low <= about.mean() <= high))
        rows.append([name, *np.mean(runs, axis=0).round(2) * 100])
    return [[name, *map("{:.0f}".format, cells)] for name, *cells in rows]


def half_coded(random: np.random.Generator) -> list[list]:
    """Rows: the order of the sheet; in how many runs of 100 the interval holds the share, if it is
    coded half-way and the theme is twice as frequent in the second half of the articles.
    """
    rows = []
    for order in ("in the order of the text", "at random"):
        held = 0
        for _ in range(RUNS):
            articles, about = made(PREVALENCE, random)
            later = np.arange(SENTENCES) >= SENTENCES / 2
            about &= later | (random.random(SENTENCES) < 0.5)
            row = shares_of(articles, about.astype(float), CODED, random, order)
            held += row["low"] <= about.mean() <= row["high"]
        rows.append([order, held])
    return rows


def coders_err(random: np.random.Generator) -> list[list]:
    """Rows of one: the share, what is estimated, in how many of 100 the interval holds the share,
    and the mean of `share_if_5_percent_wrong`.
    """
    runs = []
    for _ in range(RUNS):
        articles, about = made(RARE, random)
        wrong = about ^ (random.random(SENTENCES) < ERRORS)
        row = shares_of(articles, wrong.astype(float), CODED, random)
        held = row["low"] <= about.mean() <= row["high"]
        runs.append((about.mean(), row["share"], held, row["share_if_5_percent_wrong"]))
    truth, share, held, if_wrong = np.mean(runs, axis=0)
    return [[f"{truth:.1%}", f"{share:.1%}", f"{100 * held:.0f}", f"{if_wrong:.1%}"]]


def at_once(random: np.random.Generator) -> list[list]:
    """Rows: how many are coded of each year; in how many tables of 100 a theme seems to rise or
    fall though none does, by intervals for themselves and by those that hold at once.
    """
    rows = []
    for n in OF_A_YEAR:
        named = np.zeros(2, dtype=int)
        for _ in range(RUNS):
            shares = []
            for theme in range(THEMES):
                share, recall = SHARES[theme % len(SHARES)], RECALLS[theme % len(RECALLS)]
                strata = value_strata(SENTENCES, share, recall, VALUE_PRECISION)
                for year in range(YEARS):
                    low, high, estimate = of_value(strata, n, random)
                    shares.append(
                        ("", str(theme), str(year), 1, estimate, low, high, "", estimate, estimate)
                    )
            table_of_shares = pd.DataFrame(shares, columns=COLUMNS)
            for place, together in enumerate((False, True)):
                differences = share_differences(table_of_shares, at_once=together)
                named[place] += ((differences["low"] > 0) | (differences["high"] < 0)).any()
        rows.append([n, *named])
    return rows


def of_stories(random: np.random.Generator) -> list[list]:
    """Rows: how long stories last; in how many runs of 100 a theme seems to rise or fall between
    two years of one law, by 400 coded items of each.
    """
    rows = []
    for name, lasts in STORIES.items():
        named = 0
        for _ in range(RUNS):
            chance = (STORY_SHARE * interest(random, 6, lasts, 730)[:, 0]).clip(max=1)
            about = random.binomial(ITEMS, chance).reshape(2, -1).sum(axis=1)
            years = []
            for year, number in enumerate(about):
                kinds = [number, 365 * ITEMS - number]
                drawn = [*random.multivariate_hypergeometric(kinds, 400), 0]
                low, high, share = of_share(DrawnCells(np.array([drawn]), np.array([sum(kinds)])))
                years.append(("", "T", str(year), 1, share, low, high, "", share, share))
            row = share_differences(pd.DataFrame(years, columns=COLUMNS)).iloc[0]
            named += row["low"] > 0 or row["high"] < 0
        rows.append([name, named])
    return rows


def looks(random: np.random.Generator) -> list[list]:
    """A row: in how many of 100 pairs of years, of one share, a difference is seen if one looks
    once, when all are coded, and if one looks behind each of LOOKS rounds.
    """
    named = np.zeros(2)
    for _ in range(LOOK_RUNS):
        years = random.random((2, LOOKS, ROUND)) < STORY_SHARE
        seen = []
        for last in range(1, LOOKS + 1):
            coded = years[:, :last].sum(axis=(1, 2))
            shares = []
            for year, number in enumerate(coded):
                drawn = np.array([[number, last * ROUND - number, 0]], dtype=float)
                low, high, share = of_share(DrawnCells(drawn, np.array([10**6])))
                shares.append(("", "T", str(year), 1, share, low, high, "", share, share))
            row = share_differences(pd.DataFrame(shares, columns=COLUMNS)).iloc[0]
            seen.append(row["low"] > 0 or row["high"] < 0)
        named += seen[-1], any(seen)
    return [[f"{100 * number / LOOK_RUNS:.1f}" for number in named]]


def widths(random: np.random.Generator) -> list[list]:
    """Rows: the width, the precision, how many finds `sample_size` says; in how many samples of 100
    the interval of `validity` is as narrow, with these and with ten thirteenths of them (Wilson).
    """
    rows = []
    for width, precision in product(WIDTHS, PRECISIONS):
        number = sample_size([width], [precision]).iloc[0, 1]
        kept = []
        for n in (round(number / 1.3), number):
            narrow = 0
            for right in random.binomial(n, precision, RUNS):
                coded = np.array([[right, n - right, 0, 0, 0], [0, 0, 1, 59, 0]], dtype=float)
                sizes = np.array([10**5, 10**6])
                cells = DrawnCells(coded, sizes)
                ends = [bounds(cells, sizes, end)[0] for end in (0, 1)]
                narrow += ends[1] - ends[0] <= width + 0.0005
            kept.append(narrow)
        rows.append([f"{width:.0%}", f"{precision:.0%}", number, *kept[::-1]])
    return rows


def sections(seed: int) -> list[str]:
    """The section of coverage.md, as Markdown."""
    random = np.random.default_rng(seed)
    heads = "the interval holds it, of 100"
    return [
        f"""## Answers that are open or wrong, and differences

Articles of one sentence, {SENTENCES:,} of them, are about a theme ({PREVALENCE:.0%}, if nothing else is said); its term finds {RECALL:.0%} of these. {CODED}
sentences are drawn by `sample_for_coding`. {RUNS} runs a row.

Coders answer ? to a part of the sentences that are about the theme. “Between”: the share lies between those with every ? as no
and as yes, each with the half of the interval on its side.

{table(["unsure", heads, "a note says so", "between"], open_answers(random))}

The theme is twice as frequent in the second half of the articles, and a sheet is coded to its half.

{table(["the sheet is", heads], half_coded(random))}

Coders err in {ERRORS:.0%} of all sentences, and {RARE:.0%} are about the theme.

{table(["share", "estimated", heads, "`share_if_5_percent_wrong`"], coders_err(random))}

{THEMES} themes in {YEARS} years of {SENTENCES:,} sentences, none of which rises or falls ({min(SHARES):.1%} to {max(SHARES):.0%}, recall {min(RECALLS):.0%} to {max(RECALLS):.0%}). In how many tables of
`share_differences` some interval excludes 0:

{table(["coded of each year", "each for itself, of 100", "at once, of 100"], at_once(random))}

News in stories: {ITEMS} items a day, of which {STORY_SHARE:.0%} are about the theme, half of them always and half in three stories a year, by one law
in both years. 400 items of each year are coded. The interval is right for these items; for the law it is not:

{table(["the standard deviation of a story's days", "the theme seems to rise or fall, of 100"], of_stories(random))}

Two years of one share ({STORY_SHARE:.0%}) are coded in {LOOKS} rounds of {ROUND} sentences a year. Pairs of 100 of which a difference is seen:

{table(["looked at once, at the end", "looked at behind each round"], looks(random))}

`sample_size` for a precision, of one stratum of finds. In how many samples the interval of `validity` is as narrow as asked for:

{table(["width", "precision", "`sample_size`", "as narrow, of 100", "with Wilson's number"], widths(random))}
""",
    ]
