"""How often two themes meet, beside how often they would if they were unrelated."""

from functools import partial
from itertools import chain

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..text.tokens import article_sentences, word_counts
from .keys import article_rows, theme_numbers, with_sentences
from .periods import periods

_LENGTHS = 4  # by so many-th powers of e lengths are parted: those in a part differ by a quarter


@partial(accepts_plain_inputs, texts=False)
def cooccurrence(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, within: str = "article"
) -> pd.DataFrame:
    """In how many articles, or sentences, two themes meet, and in how many they would if they had
    nothing to do with each other.

    Themes meet in long articles by their length alone, and in those of one time. So what is
    expected is what would come if themes were unrelated, each as frequent as it is in the articles
    of every month and length, or in their sentences of every length. A month with one article is
    expected to be what it is; articles without a date are a month of their own.

    The two numbers describe these articles and are not tested. Copies of a report, and stories of a
    few days, bring themes together more often than any test of single articles allows for:
    benchmarks/coverage.md.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    within : "article" or "sentence".

    Returns
    -------
    One row a pair of themes that both are mentioned: `theme`, `other`, `count`, `expected`; those
    whose two numbers are farthest apart come first. ValueError for another `within`.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Iran oil"] * 15 + ["Iran x", "oil x"] * 2 + ["x y"] * 21
    >>> toy = pd.DataFrame({"article": range(40), "text": texts})
    >>> lexicon = read_lexicon({"Iran": ["Iran"], "Oil": ["oil"]})
    >>> table = cooccurrence(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "other", "count", "expected"]].round(0)
      theme other  count  expected
    0  Iran   Oil     15       7.0
    """
    if within not in ("article", "sentence"):
        raise ValueError(f'cooccurrence: within is "article" or "sentence", and not {within!r}')
    unit = article_rows(mentions, articles)
    of_article = np.arange(len(articles))
    if within == "sentence":
        spans = article_sentences(articles)
        numbers = np.array(list(map(len, spans)), dtype="int64")
        first = np.cumsum(numbers) - numbers
        unit = first[unit] + with_sentences(mentions)["sentence"].to_numpy("int64") - 1
        of_article = np.repeat(of_article, numbers)
        lengths = np.array([end - start for start, end in chain.from_iterable(spans)])
    else:
        lengths = word_counts(articles)
    month = periods(articles, "month").to_numpy()[of_article]
    about_as_long = (_LENGTHS * np.log(np.maximum(lengths, 1))).round()
    alike = pd.DataFrame({"month": month, "about_as_long": about_as_long})
    stratum = alike.groupby(list(alike), dropna=False).ngroup().to_numpy()
    holds = np.zeros((len(stratum), len(lexicon.themes)), dtype="float32")
    holds[unit, theme_numbers(mentions, lexicon)] = 1
    mentioned = holds.any(axis=0)
    names = np.array(lexicon.themes, dtype=object)[mentioned]
    holds = holds[:, mentioned]
    holding = pd.DataFrame(holds).groupby(stratum).sum().to_numpy("float64")
    expected = holding.T @ (holding / np.bincount(stratum)[:, None])
    theme, other = np.triu_indices(len(names), 1)
    table = pd.DataFrame({"theme": names[theme], "other": names[other]}, dtype="str")
    table["count"] = (holds.T @ holds)[theme, other].astype("int64")
    table["expected"] = expected[theme, other]
    apart = (table["count"] - table["expected"]).abs()
    order = apart.sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)
