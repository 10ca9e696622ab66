"""How often the tests of keyness and of themes that meet find something where there is nothing, and
where there is -> Markdown.

`sections(seed)` gives the sections for coverage.md. What is simulated is known to be chance, or
known to be real; a test that promises 5 % should name something by chance in about one of twenty
simulations.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "notebooks"))

from newsthemes import keyness, meetings_by_chance, periods, read_articles, read_lexicon  # noqa: E402
from newsthemes.tables.statistics import ALPHA

REPEATS = 100
TRIED = 20  # repeats of what was tried and not taken: it is far off
DRAWS = 199

MEETINGS = {
    "24 articles, 6 themes": {"size": 24, "themes": 6},
    "30 articles, two-humped lengths": {"size": 30, "themes": 6, "humped": True},
    "120 articles, 12 themes, two-humped lengths": {"size": 120, "themes": 12, "humped": True},
    "the same in 8 periods": {"size": 120, "themes": 12, "humped": True, "periods": 8},
    "160 articles in 40 periods": {"size": 160, "periods": 40},
    "240 articles in 24 periods, long ones later": {
        "size": 240,
        "themes": 12,
        "humped": True,
        "periods": 24,
        "later": True,
    },
    "1,000 articles, two-humped lengths": {"size": 1000, "humped": True},
    "3,000 articles in 2 periods, long ones later": {
        "size": 3000,
        "humped": True,
        "periods": 2,
        "later": True,
    },
    "rare themes": {"size": 150, "rate": 0.05},
    "common themes": {"size": 150, "rate": 1.8},
    "two themes": {"size": 80, "themes": 2},
    "each theme gathers in some articles": {"size": 120, "periods": 8, "gathers": True},
}
REAL = {
    "240 articles in 24 periods, long ones later": {
        "size": 240,
        "themes": 12,
        "humped": True,
        "periods": 24,
        "later": True,
    },
    "120 articles": {"size": 120},
    "two themes": {"size": 80, "themes": 2},
}
COPIED = 0.4
AUTHORS = {
    "14 authors": {"authors": 14},
    "14 authors, 1 to 9 articles": {"authors": 14, "uneven": True},
    "40 authors": {"authors": 40},
}
ASSIGNED = 5
NEWS = Path(__file__).parents[1] / "seeds" / "news" / "world_news.csv.xz"
VOCABULARY = [
    f"{one}{other}" for one in "bcdfghklm" for other in ("ale", "ine", "oll", "ump", "ent")
]


def held(
    random: np.random.Generator,
    size: int,
    themes: int = 8,
    periods: int = 1,
    humped: bool = False,
    later: bool = False,
    rate: float | None = None,
    gathers: bool = False,
    copied: float = 0,
) -> tuple[np.ndarray, pd.DataFrame]:
    """Which articles mention which theme (articles x themes), and the articles with `words` and
    `period`.

    Mentions come at a rate by word, so that the longer article has more of all themes; each theme
    has its own rate, trend over periods and, where it `gathers`, spread over articles. The second
    copies the first in the share `copied` of articles.
    """
    period = np.sort(np.arange(size) % periods)
    long = random.random(size) < ((period + 0.5) / periods if later else 0.5)
    length = (
        np.where(long, 1.2, -1.2) + random.normal(0, 0.35, size)
        if humped
        else random.normal(0, 0.6, size)
    )
    base = np.exp(random.normal(-0.7, 0.7, themes)) if rate is None else np.full(themes, rate)
    trend = random.normal(0, 1, themes) * np.linspace(-1.5, 1.5, periods)[:, None] + random.normal(
        0, 0.7, (periods, themes)
    )
    spread = random.gamma(0.5, 2, (size, themes)) if gathers else 1
    rates = base * np.exp(length[:, None] + trend[period] * (periods > 1)) * spread
    found = random.random(rates.shape) < 1 - np.exp(-rates)
    found[:, 1] = np.where(random.random(size) < copied, found[:, 0], found[:, 1])
    words = np.round(3000 * np.exp(length)).astype("int64")
    return found, pd.DataFrame({"article": range(size), "words": words, "period": period})


def ours(found: np.ndarray, articles: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    """p over all pairs, of each: the package's test."""
    row, theme = np.nonzero(found)
    mentions = pd.DataFrame({"article": row, "group": "", "theme": theme})
    names = [f"{number:02}" for number in range(found.shape[1])]
    mentions["theme"] = [names[number] for number in theme]
    lexicon = read_lexicon({name: [name] for name in names})
    seed = int(random.integers(1 << 30))
    table = meetings_by_chance(mentions, articles, lexicon, "period", draws=DRAWS, seed=seed)
    return table.sort_values(["theme", "other"])["p_all"].to_numpy("float64")


def p_all(found: np.ndarray, drawn: list[np.ndarray]) -> np.ndarray:
    """p over all pairs, of each, from matrices as they are drawn: by the distance of counts from
    their mean.
    """
    one, other = np.triu_indices(found.shape[1], 1)
    seen, *counts = ((held.T.astype(float) @ held)[one, other] for held in (found, *drawn))
    mean, spread = np.mean(counts, axis=0), np.maximum(np.std(counts, axis=0), 1)
    largest = (np.abs(counts - mean) / spread).max(axis=1)
    return (1 + (largest[:, None] >= np.abs(seen - mean) / spread - 1e-9).sum(axis=0)) / (
        1 + len(drawn)
    )


def shuffled(found: np.ndarray, articles: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    """Each theme shuffled among articles of a period that are about as long: ten or more, at most
    twenty bins.
    """
    parts = articles.groupby("period")["words"]
    bins = (parts.transform("size") // 10).clip(1, 20)
    bins = (parts.rank(method="min") - 1) * bins // parts.transform("size")
    rows, drawn = articles.groupby(["period", bins]).indices.values(), []
    for _ in range(DRAWS):
        drawn.append(found.copy())
        for part in rows:
            drawn[-1][part] = random.permuted(found[part], axis=0)
    return p_all(found, drawn)


def curveball(found: np.ndarray, articles: pd.DataFrame, random: np.random.Generator) -> np.ndarray:
    """Both margins kept: two articles of a period trade the themes that only one of them has.

    Strona et al. (2014), "A fast and unbiased procedure to randomize ecological binary matrices
    with fixed row and column totals", Nature Communications 5: 4114.
    """
    period, now, drawn = articles["period"].to_numpy(), found.copy(), []
    for sweep in range(20 + 2 * DRAWS):
        order = random.permutation(len(now))
        order = order[np.argsort(period[order], kind="stable")]
        place = np.arange(len(now)) - np.searchsorted(period[order], period[order])
        starts = np.flatnonzero((place[:-1] % 2 == 0) & (period[order][:-1] == period[order][1:]))
        one, other = order[starts], order[starts + 1]
        apart = now[one] != now[other]
        number = (apart & now[one]).sum(axis=1, keepdims=True)
        rank = np.where(apart, random.random(apart.shape), 2).argsort(axis=1).argsort(axis=1)
        now[one], now[other] = (
            np.where(apart, rank < number, now[one]),
            np.where(apart, rank >= number, now[other]),
        )
        if sweep >= 20 and sweep % 2:
            drawn.append(now.copy())
    return p_all(found, drawn)


def called(
    test: Callable, repeats: int, seed: int, any_pair: bool = True, **setting: object
) -> float:
    """In what share of simulations the test names a pair; without `any_pair`, the pair that is
    real.
    """
    hits = []
    for repeat in range(repeats):
        random = np.random.default_rng([seed, repeat])
        found, articles = held(random, **setting)
        p = test(found[:, found.any(axis=0)], articles, random)
        hits.append(p[: None if any_pair else 1].min(initial=1) < ALPHA)
    return float(np.mean(hits))


def meetings(seed: int) -> str:
    """The section on themes that meet."""
    rows = [
        (name, *(called(test, repeats, seed, **setting) for test, repeats in TESTS.values()))
        for name, setting in MEETINGS.items()
    ]
    real = [
        (
            name,
            *(
                called(test, TRIED, seed, False, **setting, copied=COPIED)
                for test, _ in TESTS.values()
            ),
        )
        for name, setting in REAL.items()
    ]
    return f"""## Themes that meet

Simulated articles in which no theme has to do with another, but all are likelier in longer articles, and each has its trend.
Share of simulations in which some pair is called more, or less, frequent than chance would bring (p < {ALPHA} over all pairs):
{ALPHA:.0%} is promised. {REPEATS} simulations of the package's test, {TRIED} of the others, {DRAWS} draws each.

{_table(["setting", *TESTS], rows)}

- Shuffled: each theme among articles of the same period and of about the same length. Within a period bins are few and wide.
- Curveball: both margins kept, themes traded between articles of the same period. It has every theme gain by length in the
  same way, and cannot find a pair where there are but two themes.
- The package's: drawn by the odds of a logistic regression of each theme on length and period, as many as are in each period;
  where a period has more than 400 articles, each of them on its own.

And the same where the second theme copies the first in {COPIED:.0%} of the articles: share of simulations in which that pair is
named ({TRIED} simulations). What a test finds that names pairs by chance as well is no power.

{_table(["setting", *TESTS], real)}
"""


def sided(
    random: np.random.Generator,
    authors: int,
    articles: int = 4,
    real: float = 1,
    uneven: bool = False,
) -> pd.DataFrame:
    """Articles of authors, each with words of their own, who are on one side or the other. Side A
    says the first word `real` times as often. With `uneven`, an author has one to nine articles."""
    habits = random.dirichlet(np.full(len(VOCABULARY), 1.0), authors)
    first = np.arange(authors) % 2 == 0
    habits[:, 0] = 1 / len(VOCABULARY)
    habits[first, 0] *= real
    habits /= habits.sum(axis=1, keepdims=True)
    number = random.integers(1, 10, authors) if uneven else np.full(authors, articles)
    who = np.repeat(np.arange(authors), number)
    texts = [" ".join(random.choice(VOCABULARY, 150, p=habits[one])) for one in who]
    return pd.DataFrame({"author": who, "side": np.where(first[who], "A", "B"), "text": texts})


def telling(repeats: int, seed: int, cluster: str | None, **setting: object) -> tuple[float, float]:
    """Share of simulations with a telling word, and with the first word among them."""
    tables = []
    for repeat in range(repeats):
        articles = sided(np.random.default_rng([seed, repeat]), **setting)
        tables.append(keyness(articles, "side", "A", "B", cluster=cluster, draws=999, seed=repeat))
    named = [set(table.loc[table["p_all"] < ALPHA, "word"]) for table in tables]
    return float(np.mean([bool(words) for words in named])), float(
        np.mean([VOCABULARY[0] in words for words in named])
    )


def told_apart(articles: pd.DataFrame, by: str, a: str, b: str, cluster: str | None) -> int:
    """How many words tell the sides apart."""
    table = keyness(articles, by, a, b, most=len(articles) * 10_000, cluster=cluster)
    return int((table["p_all"] < ALPHA).sum())


def weeks(seed: int) -> str:
    """What assigning the weeks of 2023 to two sides at random gives, in world news, and what a real
    difference does: before and after 7 October.
    """
    news = read_articles(NEWS).query("date.str.startswith('2023')")
    news = news.assign(week=periods(news, "week"))
    news["half"] = np.where(news["date"] < "2023-10-07", "before", "after")
    random, names, found = np.random.default_rng(seed), news["week"].unique(), []
    for _ in range(ASSIGNED):
        first = random.permutation(names)[: len(names) // 2]
        sides = news.assign(side=np.where(news["week"].isin(first), "A", "B"))
        found.append([told_apart(sides, "side", "A", "B", cluster) for cluster in ("week", None)])
    real = [told_apart(news, "half", "before", "after", cluster) for cluster in ("week", None)]
    rows = []
    for name, number, words_of_real in zip(
        ["each week kept whole", "each item alone"], np.array(found).T, real, strict=True
    ):
        rows.append((name, float((number > 0).mean()), f"{number.mean():.1f}", words_of_real))
    header = ["world news of 2023", "some word is telling", "telling words, mean"]
    return _table([*header, "before and after 7 October"], rows)


def words(seed: int) -> str:
    """The section on keyness."""
    rows = []
    for name, setting in AUTHORS.items():
        apart, whole, real = (
            telling(repeats, seed, cluster, real=real, **setting)
            for repeats, cluster, real in (
                (TRIED, None, 1),
                (REPEATS, "author", 1),
                (TRIED, "author", 2),
            )
        )
        rows.append((name, apart[0], whole[0], real[1]))
    return f"""## Words that tell two sides apart

Sides that have nothing to do with what is said: weeks put on two sides at random ({ASSIGNED} times).

{weeks(seed)}

Simulated authors, each with habits of their own. Share of simulations in which some word is named (p < {ALPHA} over all words;
{ALPHA:.0%} is promised) by a test of articles ({TRIED} simulations) and by one that keeps authors whole ({REPEATS}); and in
which the latter names a word that one side does say twice as often ({TRIED}):

{_table(["setting", "by chance, articles", "by chance, authors", "twice as often, authors"], rows)}
"""


def _table(header: list[str], rows: list[tuple]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)]]
    lines += [
        [f"{cell:.0%}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def sections(seed: int) -> list[str]:
    """Markdown of the two sections, in well below a minute."""
    return [words(seed), meetings(seed)]


TESTS = {
    "shuffled": (shuffled, TRIED),
    "curveball": (curveball, TRIED),
    "the package's": (ours, REPEATS),
}

if __name__ == "__main__":
    print("\n".join(sections(0)))
