"""Articles -> groups of near duplicates: the same wire story in ten papers, with another headline, cut or edited.

Two articles are alike as much as they share runs of five words: Broder 1997, "On the Resemblance and Containment of Documents".
The pairs are found exactly, without a sketch: two sets of which a share of `alike` is common have one of their rarest members
in common, too (prefix filtering: Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007).
"""

import re
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

RUN = 5  # words
_MIX = np.uint64(0x9E3779B97F4A7C15)  # of word numbers into one number a run; 64 bits, so that no two runs meet by chance


def duplicates(articles: pd.DataFrame, alike: float = 0.5) -> pd.DataFrame:
    """Which articles are near duplicates of each other.

    `alike` is the share of all runs of five words of two articles that both have (Jaccard; case and punctuation aside) from
    which on they are one story; what is alike by way of a third is one group as well.

    Returns `article` and `duplicate_group`, the first article of its group (its own name where it is alone), in the order of
    the articles; so `groups[groups.article == groups.duplicate_group]` has each story once.

    >>> wire = "The ministers met in Geneva and spoke of trade for six hours"
    >>> table = pd.DataFrame({"article": ["a", "b", "c"], "text": [wire, "It rained.", wire.upper() + ", AP reports"]})
    >>> duplicates(table)["duplicate_group"].tolist()
    ['a', 'b', 'a']
    """
    if not 0 < alike <= 1:
        raise ValueError(f"alike is a share above 0 and up to 1, not {alike!r}")
    runs = _runs(articles["text"])
    first = list(range(len(runs)))  # each article's way to the first of its group

    def root(at: int) -> int:
        while first[at] != at:
            first[at] = at = first[first[at]]
        return at

    tried = set()
    for together in _sharing(runs, alike):
        roots = {at: root(at) for at in together}
        if len(set(roots.values())) == 1:
            continue
        for pair in combinations(together, 2):
            one, other = map(root, pair)
            if one != other and pair not in tried:
                tried.add(pair)
                if _likeness(*(runs[at] for at in pair)) >= alike:
                    first[max(one, other)] = min(one, other)
    names = articles["article"].to_numpy()
    groups = names[[root(at) for at in range(len(runs))]] if len(runs) else names
    return pd.DataFrame({"article": names, "duplicate_group": groups}).astype({"duplicate_group": articles["article"].dtype})


def _runs(texts: pd.Series) -> list[np.ndarray]:
    """Of each text its runs of words as numbers, sorted, each once; a text of fewer words is one run."""
    words = [re.findall(r"\w+", text.casefold()) for text in texts]
    numbers = pd.factorize(pd.Series([word for each in words for word in each], dtype=object))[0].astype("uint64") + np.uint64(
        1
    )
    ends = np.cumsum([len(each) for each in words])
    return [_mixed(numbers[end - len(each) : end]) for each, end in zip(words, ends, strict=True)]


def _mixed(numbers: np.ndarray) -> np.ndarray:
    length = min(RUN, len(numbers))
    if not length:
        return numbers
    mixed = np.zeros(len(numbers) - length + 1, "uint64")
    for offset in range(length):
        mixed = (mixed ^ numbers[offset : len(numbers) - length + 1 + offset]) * _MIX
        mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


def _sharing(runs: list[np.ndarray], alike: float) -> Iterator[list[int]]:
    """Lists of articles that share one of their rarest runs: each pair that is alike is in one of them."""
    owners = np.repeat(np.arange(len(runs)), [len(each) for each in runs])
    every = np.concatenate([np.empty(0, "uint64"), *runs])
    _, number, times = np.unique(every, return_inverse=True, return_counts=True)
    order = np.lexsort((number, times[number], owners))  # within an article the rarest first
    owners, number = owners[order], number[order]
    sizes = np.bincount(owners, minlength=len(runs))
    place = np.arange(len(owners)) - (np.cumsum(sizes) - sizes)[owners]
    rare = (place < (sizes - np.ceil(alike * sizes - 1e-9) + 1)[owners]) & (times[number] > 1)
    owners, number = owners[rare], number[rare]
    order = np.lexsort((owners, number))
    cuts = np.flatnonzero(np.diff(number[order])) + 1
    return (part.tolist() for part in np.split(owners[order], cuts) if len(part) > 1)


def _likeness(one: np.ndarray, other: np.ndarray) -> float:
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / (len(one) + len(other) - both)
