"""How often the tests of words and of pairs of themes find something where there is nothing,
and where there is -> Markdown.

What is simulated is known to be chance, or known to be real; a test that promises 5 % should name
something by chance in about one of twenty simulations.
"""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from newsthemes import cooccurrence, keyness, read_lexicon
from newsthemes.tables import keyness as keyness_module
from newsthemes.tables.statistics import ALPHA

REPEATS, REAL_REPEATS, DRAWS = 100, 30, 999
PAIR_REPEATS, REAL_PAIR_REPEATS = 400, 100  # without draws
TWO_HUMPS = {"humped": True, "themes": 12}
LATER = TWO_HUMPS | {"size": 240, "periods": 24, "later": True}
MEETINGS = {
    "24 articles, 6 themes": {"size": 24, "themes": 6},
    "30 articles, two-humped lengths": {"size": 30, "themes": 6, "humped": True},
    "120 articles, 12 themes, two-humped lengths": TWO_HUMPS | {"size": 120},
    "the same in 8 periods": TWO_HUMPS | {"size": 120, "periods": 8},
    "160 articles in 40 periods": {"size": 160, "periods": 40},
    "240 articles in 24 periods, long ones later": LATER,
    "1,000 articles, two-humped lengths": {"size": 1000, "humped": True},
    "rare themes": {"size": 150, "rate": 0.05},
    "common themes": {"size": 150, "rate": 1.8},
    "each theme gathers in some articles": {"size": 120, "periods": 8, "gathers": True},
}
REAL = {
    "240 articles in 24 periods, long ones later": LATER,
    "120 articles": {"size": 120},
    "two themes": {"size": 80, "themes": 2},
}
COPIED = 0.4
AUTHORS = {"14 authors": 14, "14 authors, 1 to 9 articles": 14, "40 authors": 40}
DAYS, ITEMS = 1500, 2  # of daily news; items a day
LASTING = {"ten days": 10, "45 days": 45}  # the standard deviation of a story's days
LETTERS = "ale", "ine", "oll", "ump", "ent"
VOCABULARY = [f"{one}{other}" for one in "bcdfghklm" for other in LETTERS]


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
    length = random.normal(0, 0.6, size)
    if humped:
        length = np.where(long, 1.2, -1.2) + random.normal(0, 0.35, size)
    base = np.exp(random.normal(-0.7, 0.7, themes)) if rate is None else np.full(themes, rate)
    slope = np.linspace(-1.5, 1.5, periods)[:, None]
    trend = random.normal(0, 1, themes) * slope + random.normal(0, 0.7, (periods, themes))
    spread = random.gamma(0.5, 2, (size, themes)) if gathers else 1
    rates = base * np.exp(length[:, None] + trend[period] * (periods > 1)) * spread
    found = random.random(rates.shape) < 1 - np.exp(-rates)
    found[:, 1] = np.where(random.random(size) < copied, found[:, 0], found[:, 1])
    words = np.round(3000 * np.exp(length)).astype("int64")
    return found, pd.DataFrame({"article": range(size), "words": words, "period": period})


def tables(found: np.ndarray, articles: pd.DataFrame) -> tuple:
    """Mentions, articles and a lexicon, as the package takes them."""
    row, theme = np.nonzero(found)
    names = [f"{number:02}" for number in range(found.shape[1])]
    mentions = pd.DataFrame({"article": row, "group": "", "theme": [names[one] for one in theme]})
    return mentions, articles, read_lexicon({name: [name] for name in names})


def pairs(found: np.ndarray, articles: pd.DataFrame, within: str | None):
    """p over all pairs, in the order of themes."""
    table = cooccurrence(*tables(found, articles), within)
    return table.sort_values(["theme", "other"])["p_all"]


def share(
    named: Callable[[np.random.Generator], bool], seed: int, repeats: int | None = None
) -> float:
    """In what share of simulations something is named."""
    repeats = repeats or REPEATS
    return float(np.mean([named(np.random.default_rng([seed, one])) for one in range(repeats)]))


def authors_of_themes(random: np.random.Generator, authors: int, uneven: bool, copied: float):
    """Authors of four articles, or one to nine, each with themes of their own."""
    number = random.integers(1, 10, authors) if uneven else np.full(authors, 4)
    who = np.repeat(np.arange(authors), number)
    chances = 1 / (1 + np.exp(-random.normal(-1, 2, (authors, 6))))[who]
    found = random.random(chances.shape) < chances
    found[:, 1] = np.where(random.random(len(who)) < copied, found[:, 0], found[:, 1])
    return found, pd.DataFrame({"article": range(len(who)), "words": 300, "author": who})


def interest(random: np.random.Generator, stories: float, lasts: float, days: int) -> np.ndarray:
    """How much there is of a theme on each day, 1 on average: half of it always, the rest in stories
    that begin at random, of unequal size.
    """
    reach = 4 * lasts
    number = random.poisson(stories * (days + 2 * reach) / days)
    middle, size = random.uniform(-reach, days + reach, number), random.gamma(2, 0.5, (number, 1))
    size = size * random.gamma(4, 1 / 4, (number, 1))
    bumps = np.exp(-(((np.arange(days)[:, None] - middle) / lasts) ** 2) / 2)
    bumps = bumps / (lasts * np.sqrt(2 * np.pi))
    return 0.5 + 0.5 * days / stories * (bumps @ size)


def news(random: np.random.Generator, lasts: float, columns: int) -> tuple:
    """Daily news: how much each item has of each of some columns, and of each its day."""
    day = np.repeat(np.arange(DAYS), ITEMS)
    much = np.array([interest(random, 10, lasts, DAYS)[:, 0] for _ in range(columns)])[:, day].T
    dates = (pd.Timestamp("2015-01-01") + pd.to_timedelta(day, "D")).strftime("%Y-%m-%d")
    articles = pd.DataFrame({"article": range(len(day)), "date": dates, "words": 40})
    return much, articles.assign(day=day)


def meetings(seed: int) -> str:
    """The section on themes that meet."""

    def of(any_pair: bool, **setting: object) -> Callable[[np.random.Generator], bool]:
        def named(random: np.random.Generator) -> bool:
            p = pairs(*held(random, **setting), "period")
            return (p if any_pair else p.head(1)).min() < ALPHA

        return named

    rows = [
        (name, share(of(True, **setting), seed, PAIR_REPEATS)) for name, setting in MEETINGS.items()
    ]
    real = [
        (name, share(of(False, **setting, copied=COPIED), seed, REAL_PAIR_REPEATS))
        for name, setting in REAL.items()
    ]
    clustered = []
    for name, number in AUTHORS.items():
        cells = []
        for within, copied in ((None, 0), ("author", 0), ("author", COPIED)):

            def by_authors(random: np.random.Generator) -> bool:
                made = authors_of_themes(random, number, "1 to 9" in name, copied)  # noqa: B023
                p = pairs(*made, within)  # noqa: B023
                return (p.head(1) if copied else p).min() < ALPHA  # noqa: B023

            cells.append(share(by_authors, seed, REAL_PAIR_REPEATS if copied else PAIR_REPEATS))
        clustered.append((name, *cells))
    stories = []
    for name, lasts in LASTING.items():

        def named(random: np.random.Generator) -> bool:
            much, articles = news(random, lasts, 6)  # noqa: B023
            found = random.random(much.shape) < 1 - np.exp(-0.2 * much)
            return pairs(found, articles, "month").min() < ALPHA

        stories.append((name, share(named, seed, PAIR_REPEATS)))
    return f"""## Themes that meet

Simulated articles in which no theme has to do with another, but all are likelier in longer articles, and each has its trend.
Share of {PAIR_REPEATS} simulations in which some pair is called more, or less, frequent than chance would bring
(p < {ALPHA} over all pairs): {ALPHA:.0%} is promised. Articles change places within a period.

{_table(["setting", "by chance"], rows)}

And the same where the second theme copies the first in {COPIED:.0%} of the articles: share of {REAL_PAIR_REPEATS} simulations in which that pair
is named.

{_table(["setting", "real"], real)}

Authors with themes of their own: by chance where articles change places with all others, and where they do within an
author; and a real pair, as above.

{_table(["setting", "by chance", "within an author, by chance", "within an author, real"], clustered)}

Daily news of {DAYS:,} days in stories, whose days have the standard deviation named: articles change places within a
month.

{_table(["stories", "within a month"], stories)}
"""


def sided(
    random: np.random.Generator, authors: int, real: float = 1, uneven: bool = False
) -> pd.DataFrame:
    """Articles of authors, each with words of their own, who are on one side or the other. Side A
    says the first word `real` times as often. With `uneven`, an author has one to nine articles."""
    habits = random.dirichlet(np.full(len(VOCABULARY), 1.0), authors)
    first = np.arange(authors) % 2 == 0
    habits[:, 0] = 1 / len(VOCABULARY)
    habits[first, 0] *= real
    habits /= habits.sum(axis=1, keepdims=True)
    number = random.integers(1, 10, authors) if uneven else np.full(authors, 4)
    who = np.repeat(np.arange(authors), number)
    texts = [" ".join(random.choice(VOCABULARY, 150, p=habits[one])) for one in who]
    return pd.DataFrame({"author": who, "side": np.where(first[who], "A", "B"), "text": texts})


def named_words(articles: pd.DataFrame, cluster: str | None) -> set[str]:
    table = keyness(articles, "side", "A", "B", cluster=cluster)
    return set(table.loc[table["p_all"] < ALPHA, "word"])


def words(seed: int) -> str:
    """The section on keyness."""
    rows, stories = [], []
    for name, number in AUTHORS.items():
        cells = []
        for cluster, real in ((None, 1), ("author", 1), ("author", 2)):

            def named(random: np.random.Generator) -> bool:
                found = named_words(sided(random, number, real, "1 to 9" in name), cluster)  # noqa: B023
                return VOCABULARY[0] in found if real > 1 else bool(found)  # noqa: B023

            cells.append(share(named, seed, REPEATS if cluster and real == 1 else REAL_REPEATS))
        rows.append((name, *cells))
    for name, lasts in LASTING.items():
        cells = []
        for cluster in (None, "day", "month", "quarter"):

            def before_and_after(random: np.random.Generator) -> bool:
                much, articles = news(random, lasts, len(VOCABULARY))  # noqa: B023
                said = random.poisson(0.2 * much)
                articles["text"] = [" ".join(np.repeat(VOCABULARY, times)) for times in said]
                articles["side"] = np.where(articles["day"] < DAYS / 2, "A", "B")
                return bool(named_words(articles, cluster))  # noqa: B023

            cells.append(share(before_and_after, seed, REAL_REPEATS))
        stories.append((name, *cells))
    header = ["setting", "by chance, articles", "by chance, authors", "twice as often, authors"]
    return f"""## Words that tell two sides apart

Simulated authors, each with habits of their own. Share of simulations in which some word is named (p < {ALPHA} over all words;
{ALPHA:.0%} is promised) by a test of articles ({REAL_REPEATS} simulations) and by one that keeps authors whole ({REPEATS}); and in
which the latter names a word that one side does say twice as often ({REAL_REPEATS}):

{_table(header, rows)}

Daily news in stories, the first half of {DAYS:,} days against the second, in which no word is likelier: by what changes sides.

{_table(["stories", "items", "days", "months", "quarters"], stories)}
"""


def _table(header: list[str], rows: list[tuple]) -> str:
    lines = [header, ["---", *["--:"] * (len(header) - 1)]]
    for row in rows:
        lines.append([f"{cell:.0%}" if isinstance(cell, float) else str(cell) for cell in row])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def sections(seed: int) -> Iterator[str]:
    """Markdown of both sections."""
    keyness_module.DRAWS, usual = DRAWS, keyness_module.DRAWS
    yield words(seed)
    keyness_module.DRAWS = usual
    yield meetings(seed)
