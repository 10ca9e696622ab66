"""Places where terms stand -> those that count: points 5 to 7 of the counting rule."""

from bisect import bisect_right

import numpy as np

from ..lexicon.model import Term
from ..text.characters import length_of
from .places import Places


class Ranks:
    """By the number of a term in the lexicon: its theme, its words, its place among terms of the
    same span.
    """

    def __init__(self, terms: tuple[Term, ...]):
        themes = sorted({entry.theme for entry in terms})
        rank = {theme: number for number, theme in enumerate(themes)}
        self.theme = np.array([rank[entry.theme] for entry in terms], dtype=np.int64)
        self.words = np.array([length_of(entry.term) for entry in terms], dtype=np.int64)
        self.excluded = np.array([entry.excluded for entry in terms], dtype=bool)
        wildcard = ["*" in entry.term or "?" in entry.term for entry in terms]
        # On the same span: a not: phrase, what has no wildcard, a term before a form, the longer,
        # the first by code point.
        keys = [
            (not entry.excluded, wildcard[n], bool(entry.forms), -len(entry.term), entry.term)
            for n, entry in enumerate(terms)
        ]
        self.priority = np.empty(len(terms), dtype=np.int64)
        self.priority[sorted(range(len(terms)), key=keys.__getitem__)] = np.arange(len(terms))


def counted(places: Places, ranks: Ranks, nested: str) -> Places:
    """The places that count: points 5 to 7, one after the other."""
    places = without_overlaps(places, ranks)
    places = places.kept(~ranks.excluded[places.term])  # point 6: what a not: phrase took
    if nested == "drop":
        places = without_nested(places)
    return places


def without_overlaps(places: Places, ranks: Ranks) -> Places:
    """Points 5 and 6, within each theme: longest first, then leftmost, `not:` phrases like terms.

    Most places touch no other, so only clusters of several are decided.
    """
    theme = ranks.theme[places.term] << 40
    order = np.argsort(theme + places.start)
    places, theme = places.kept(order), theme[order]
    start, end, term = places
    reached = np.maximum.accumulate(theme + end)
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = (theme + start)[1:] >= reached[:-1]
    sizes = np.diff(np.append(np.flatnonzero(opens), len(order)))
    keep = np.repeat(sizes == 1, sizes)
    several = np.flatnonzero(~keep)
    cluster = np.repeat(np.arange(len(sizes)), sizes)[several]
    start, end, term = places.kept(several)
    best = np.lexsort((ranks.priority[term], -end, start, -ranks.words[term], cluster))
    spans = start[best].tolist(), end[best].tolist(), cluster[best].tolist()
    keep[several[best[_greedy(*spans)]]] = True
    return places.kept(keep)


def _greedy(starts: list[int], ends: list[int], clusters: list[int]) -> list[int]:
    """Of spans in the order in which they come first, cluster by cluster, those that overlap none
    before them.
    """
    kept, cluster = [], -1
    taken_starts: list[int] = []
    taken_ends: list[int] = []
    for number, (start, end, in_cluster) in enumerate(zip(starts, ends, clusters, strict=True)):
        if in_cluster != cluster:
            cluster, taken_starts, taken_ends = in_cluster, [], []
        # the first taken span that ends after this one starts
        place = bisect_right(taken_ends, start)
        if place == len(taken_starts) or taken_starts[place] >= end:
            taken_starts.insert(place, start)
            taken_ends.insert(place, end)
            kept.append(number)
    return kept


def without_nested(places: Places) -> Places:
    """Point 7, across themes: a span inside a longer one goes. (Within a theme no two overlap any
    more.)
    """
    places = places.kept(np.lexsort((-places.end, places.start)))
    start, end, _ = places
    fresh = np.ones(len(start), dtype=bool)  # the first of equal spans
    fresh[1:] = (start[1:] != start[:-1]) | (end[1:] != end[:-1])
    first = np.maximum.accumulate(np.where(fresh, np.arange(len(start)), 0))
    # how far the longer or earlier ones before it reach
    reached = np.concatenate([[-1], np.maximum.accumulate(end)])[first]
    return places.kept(reached < end)
