"""Articles -> groups of near duplicates: the same wire story in ten papers, with another headline, cut or edited.

An article is a near duplicate of a longer one as far as its words recur there in runs of three: the containment of Broder 1997,
"On the Resemblance and Containment of Documents", by words in place of runs, so that an edit costs a word and not three runs. A
group has a first, its longest article, and every other is held against that one, so that no chain leads on to another story.
Words that two articles share make at least a third as many runs; where half of those are in common, they are looked at.
"""

import re
from collections import Counter, defaultdict
from itertools import chain

import numpy as np
import pandas as pd

RUN = 3  # words
SHORT = 80  # words; notices below that are often of one form and differ by a number, so it takes more to call them one story
NINE_TENTHS = 0.9
PROBES = 100  # runs of an article that are looked up; of a long one every second, third …
COMMON = 50  # stories; a run that more of them have is a phrase of the language, by which nothing is looked up
_MIX = np.uint64(0x9E3779B97F4A7C15)  # of word numbers into one number a run; 64 bits, so that no two runs meet by chance


def duplicates(articles: pd.DataFrame, alike: float = 2 / 3) -> pd.DataFrame:
    """Which articles are near duplicates of each other.

    `alike` is the share of an article's words that recur in a longer one (or one as long) in runs of three words or more, from
    which on the two are one story (case and punctuation aside); for an article of fewer than 80 words it is at least .9. What
    is like several belongs to the one that it is most like.

    Returns `article`, `duplicate_group`, the longest article of its group (its own name where it is alone), and `least_alike`,
    the smallest of those shares in its group (1 where it is alone), in the order of the articles; so
    `groups[groups.article == groups.duplicate_group]` has each story once. ValueError for an `alike` that is not a share.

    >>> wire = "The ministers met in Geneva and spoke of trade for six hours"
    >>> table = pd.DataFrame({"article": ["a", "b", "c"], "text": [wire, "It rained.", wire.upper() + ", AP reports"]})
    >>> duplicates(table)["duplicate_group"].tolist()
    ['c', 'b', 'c']
    """
    if not 0 < alike <= 1:
        raise ValueError(f"alike is a share above 0 and up to 1, not {alike!r}")
    words = [re.findall(r"\w+", text.casefold()) for text in articles["text"]]
    runs = _runs(words)
    every, times = np.unique(np.concatenate([np.empty(0, "uint64"), *runs]), return_counts=True)
    shared = [each[times[np.searchsorted(every, each)] > 1] for each in runs]
    group, shares = list(range(len(words))), np.ones(len(words))
    firsts = defaultdict(list)  # of each run the groups' firsts that have it
    for at in sorted(group, key=lambda at: (-len(words[at]), words[at])):  # whatever the order of the articles
        needed = max(alike, NINE_TENTHS) if len(words[at]) < SHORT else alike
        step = max(1, len(shared[at]) // PROBES)
        known = [firsts[run] for run in shared[at][::step].tolist() if run in firsts]
        found = Counter(chain.from_iterable(others for others in known if len(others) <= COMMON))
        near = [other for other, hits in found.items() if hits >= needed * len(words[at]) / RUN / 2 / step]
        likeness = {other: _likeness(runs[at], runs[other], len(words[at])) for other in near}
        best = max(near, key=likeness.get, default=at)
        if likeness.get(best, 0) >= needed:
            group[at], shares[at] = best, likeness[best]
        else:
            for run in set(shared[at].tolist()):
                firsts[run].append(at)
    names = articles["article"].to_numpy()
    least = pd.Series(shares).groupby(group).min()
    table = pd.DataFrame({"article": names, "duplicate_group": names[group] if group else names})
    return table.assign(least_alike=least[group].to_numpy()).astype({"duplicate_group": articles["article"].dtype})


def _runs(words: list[list[str]]) -> list[np.ndarray]:
    """Of each text its runs of words as numbers, in the order of the text; a text of fewer words is one run."""
    numbers = pd.factorize(np.array([word for each in words for word in each], dtype=object))[0].astype("uint64") + np.uint64(1)
    ends = np.cumsum([len(each) for each in words], dtype="int64")
    return [_mixed(numbers[end - len(each) : end]) for each, end in zip(words, ends, strict=True)]


def _mixed(numbers: np.ndarray) -> np.ndarray:
    length = min(RUN, len(numbers))
    if not length:
        return numbers
    mixed = np.zeros(len(numbers) - length + 1, "uint64")
    for offset in range(length):
        mixed = (mixed ^ numbers[offset : len(numbers) - length + 1 + offset]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return mixed


def _likeness(one: np.ndarray, other: np.ndarray, words: int) -> float:
    """The share of the first text's words that are part of a run which the other text has too."""
    return float((np.convolve(np.isin(one, other), np.ones(words - len(one) + 1)) > 0).mean())
