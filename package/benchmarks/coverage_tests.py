"""How often the test of words finds something where there is nothing, and where there is; and how
far apart pairs of themes are that have nothing to do with each other -> Markdown.

What is simulated is known to be chance, or known to be real; a test that promises 5 % should name
something by chance in about one of twenty simulations.
"""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pandas as pd

from coverage_corrected import table
from newsthemes import cooccurrence, keyness, read_lexicon
from newsthemes.tables.statistics import ALPHA

REPEATS, REAL_REPEATS = 100, 30
THEMES, ARTICLES, COPIES, REPORTS = 16, 1000, 0.5, 10
AUTHORS = {"14 authors": 14, "14 authors, 1 to 9 articles": 14, "40 authors": 40}
DAYS, ITEMS, MANY_ITEMS = 1500, 2, 15  # of daily news; items a day
LASTING = {"ten days": 10, "45 days": 45}  # the standard deviation of a story's days
LETTERS = "ale", "ine", "oll", "ump", "ent"
VOCABULARY = [f"{one}{other}" for one in "bcdfghklm" for other in LETTERS]


def unrelated(random: np.random.Generator, copied: float = 0) -> tuple[np.ndarray, pd.DataFrame]:
    """Which articles mention which theme (articles x themes), and the articles with `words` and
    `date`: mentions come at a rate by word, each theme has its own rate and trend over 12 months,
    and themes have nothing to do with each other. Some articles are copies of one of the first
    of their month, some of them cut.
    """
    month = np.sort(random.integers(0, 12, ARTICLES))
    words = np.round(400 * np.exp(random.normal(0, 0.6, ARTICLES))).astype("int64")
    original = np.arange(ARTICLES)
    for row in np.flatnonzero(random.random(ARTICLES) < copied):
        original[row] = random.choice(np.flatnonzero(month == month[row])[:REPORTS])
    rates = np.exp(random.normal(-0.7, 0.7, THEMES) + random.normal(0, 0.7, (12, THEMES)))
    chances = 1 - np.exp(-rates[month] * words[:, None] / 400)
    found = (random.random(chances.shape) < chances)[original]
    dates = [f"2020-{number + 1:02}" for number in month]
    cut = np.where(original == np.arange(ARTICLES), 1, random.uniform(0.5, 1, ARTICLES))
    words = np.round(words[original] * cut).astype("int64")
    articles = pd.DataFrame({"article": range(ARTICLES), "date": dates, "words": words})
    return found, articles


def tables(found: np.ndarray, articles: pd.DataFrame) -> tuple:
    """Mentions, articles and a lexicon, as the package takes them."""
    row, theme = np.nonzero(found)
    names = [f"{number:02}" for number in range(found.shape[1])]
    mentions = pd.DataFrame({"article": row, "group": "", "theme": [names[one] for one in theme]})
    return mentions, articles, read_lexicon({name: [name] for name in names})


def share(named: Callable[[np.random.Generator], bool], seed: int, repeats: int) -> str:
    """In how many of 100 simulations something is named."""
    found = [named(np.random.default_rng([seed, one])) for one in range(repeats)]
    return f"{np.mean(found):.0%}"


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


def news(random: np.random.Generator, lasts: float, columns: int, items: int = ITEMS) -> tuple:
    """Daily news: how much each item has of each of some columns, and of each its day."""
    day = np.repeat(np.arange(DAYS), items)
    much = np.array([interest(random, 10, lasts, DAYS)[:, 0] for _ in range(columns)])[:, day].T
    dates = (pd.Timestamp("2015-01-01") + pd.to_timedelta(day, "D")).strftime("%Y-%m-%d")
    articles = pd.DataFrame({"article": range(len(day)), "date": dates, "words": 40})
    return much, articles.assign(day=day)


def of_stories(random: np.random.Generator, lasts: float) -> tuple[np.ndarray, pd.DataFrame]:
    """The same of news in stories, whose themes have nothing to do with each other."""
    much, articles = news(random, lasts, THEMES, MANY_ITEMS)
    return random.random(much.shape) < 1 - np.exp(-0.2 * much), articles


def meetings(seed: int) -> str:
    """The section on themes that meet."""
    settings = {
        "each article by itself": unrelated,
        "half of the articles are copies": lambda random: unrelated(random, COPIES),
    }
    for name, lasts in ({"three days": 3} | LASTING).items():
        settings[f"stories of {name}"] = lambda random, lasts=lasts: of_stories(random, lasts)
    pairs_of = THEMES * (THEMES - 1) / 2
    far = NormalDist().inv_cdf(1 - ALPHA / pairs_of / 2)
    rows = []
    for name, made in settings.items():
        named, farthest = [], []
        for repeat in range(REAL_REPEATS):
            found, articles = made(np.random.default_rng([seed, repeat]))
            pairs = cooccurrence(*tables(found, articles))
            times = pairs["count"] / pairs["expected"]
            lacking = [
                1 - found.mean(axis=0)[pairs[name].astype(int)] for name in ("theme", "other")
            ]
            spread = np.sqrt(pairs["expected"] * lacking[0] * lacking[1])
            spreads = (pairs["count"] - pairs["expected"]).abs() / spread
            named.append((spreads > far).any())
            common = times[pairs["expected"] >= 10]
            farthest.append(np.exp(np.abs(np.log(common.clip(lower=0.1))).max()))
        middle, most = np.quantile(farthest, [0.5, 0.9])
        rows.append((name, f"{middle:.2f}", f"{most:.2f}", f"{sum(named)} of {REAL_REPEATS}"))
    heads = ["setting", "farthest pair, times", "in one of ten", "a test names a pair"]
    return f"""## Themes that meet

{THEMES} themes that have nothing to do with each other, likelier in longer articles, each with its trend: in {ARTICLES:,} articles,
in such of which {COPIES:.0%} are copies of ten reports a month, cut as they may be, and in daily news of {DAYS:,} days at {MANY_ITEMS} items a day, in stories whose days have the
standard deviation named. `cooccurrence` gives what is counted and what is expected. How many times one is of the other in the
pair farthest apart (of those expected ten times or more): the median of {REAL_REPEATS} simulations, and what one of ten exceeds. And
how often a test that takes articles for independent (of the normal law, Bonferroni over pairs, {ALPHA:.0%} promised) would name a pair:
this is why there is none.

{table(heads, rows)}
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
    words = keyness(articles, "side", "A", "B", cluster=cluster)
    return set(words.loc[words["p_all"] < ALPHA, "word"])


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

{table(header, rows)}

Daily news in stories, the first half of {DAYS:,} days against the second; no word is likelier in either. The columns say what
changes sides as a whole: single items, days, months or quarters.

{table(["stories", "items", "days", "months", "quarters"], stories)}
"""


def sections(seed: int) -> list[str]:
    """Markdown of both sections."""
    return [words(seed), meetings(seed)]
