"""Articles -> groups of near duplicates: the same wire story in ten papers, with another headline,
cut or edited.

An article is a near duplicate of a longer one as far as its words recur there in runs of three: the
containment of Broder 1997, "On the Resemblance and Containment of Documents", by words in place of
runs, so that an edit costs a word and not three runs. A group has a first, its longest article, and
every other is held against that one, so that no chain leads on to another story. Words that two
articles share make at least a third as many runs; where half of those are in common, they are
looked at.
"""

import re
from collections import Counter, defaultdict
from itertools import chain

import numpy as np
import pandas as pd

from .as_articles import as_articles

SHINGLE = 3  # words
ALIKE = 2 / 3  # of an article's words
# words; notices below that are often of one form and differ by a number, so it takes more to call
# them one story
SHORT = 80
MUCH_ALIKE = 0.9
# stories; a run that more of them have is a phrase of the language, by which nothing is looked up
COMMON = 50


def duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Which articles are near duplicates of each other.

    An article is one where two thirds of its words, or .9 of fewer than 80, recur in a longer one
    (or one as long) in runs of three words or more, case and punctuation aside. What is like
    several belongs to the one that it is most like.

    Returns `article` and `duplicate_group`, the longest article of its group (its own name where it
    is alone), in the order of the articles; so `groups[groups.article == groups.duplicate_group]`
    has each story once.

    >>> wire = "The ministers met in Geneva and spoke of trade for six hours"
    >>> texts = [wire, "It rained.", wire.upper() + ", AP reports"]
    >>> table = pd.DataFrame({"article": ["a", "b", "c"], "text": texts})
    >>> duplicates(table)["duplicate_group"].tolist()
    ['c', 'b', 'c']
    """
    articles = as_articles(articles)
    texts = articles["text"].tolist()
    words = [re.findall(r"\w+", text.casefold()) for text in texts]
    runs = list(map(_runs, words))
    shared = _shared(runs)
    firsts = defaultdict(list)  # a run -> the firsts of groups that have it
    group = list(range(len(words)))
    # the longest first, whatever the order of the articles
    for at in sorted(group, key=lambda at: (-len(words[at]), texts[at])):
        needed = ALIKE
        if len(words[at]) < SHORT:
            needed = MUCH_ALIKE
        near = _near(shared[at], firsts, needed * len(words[at]) / SHINGLE / 2)
        likeness = {other: _likeness(runs[at], runs[other], len(words[at])) for other in near}
        best = max(near, key=likeness.get, default=at)
        if likeness.get(best, 0) >= needed:
            group[at] = best
        else:
            for run in dict.fromkeys(shared[at]):
                firsts[run].append(at)
    names = articles["article"].reset_index(drop=True)
    longest = names.iloc[group].reset_index(drop=True)
    return pd.DataFrame({"article": names, "duplicate_group": longest})


def _runs(words: list[str]) -> np.ndarray:
    """The runs of a text's words as numbers; a text of fewer words is a run itself. Of 64 bits, no
    two meet by chance.
    """
    runs = list(zip(words, words[1:], words[2:], strict=False)) or [tuple(words)][: len(words)]
    return np.array(list(map(hash, runs)), dtype="int64")


def _shared(runs: list[np.ndarray]) -> list[list[int]]:
    """Of each article the runs that are there more than once."""
    every = pd.Series(np.concatenate([np.empty(0, "int64"), *runs]))
    again = set(every[every.duplicated()])
    return [[run for run in some.tolist() if run in again] for some in runs]


def _near(runs: list[int], firsts: dict[int, list[int]], least: float) -> list[int]:
    """The firsts that have `least` of these runs or more, in the order in which the runs lead to
    them.
    """
    having = [firsts.get(run, ()) for run in runs]
    shared = Counter(chain.from_iterable(those for those in having if len(those) <= COMMON))
    return [first for first, times in shared.items() if times >= least]


def _likeness(one: np.ndarray, other: np.ndarray, words: int) -> float:
    """The share of the first text's words that are part of a run which the other text has too."""
    runs = set(other.tolist())
    shared = [run in runs for run in one.tolist()]
    return float((np.convolve(shared, np.ones(words - len(one) + 1)) > 0).mean())
