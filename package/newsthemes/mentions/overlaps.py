"""Places where terms stand -> those that count."""

from bisect import bisect_right

import numpy as np

from ..lexicon.model import Term
from ..text.characters import length_of
from .places import ROOM, Places


class Ranks:
    """By the number of a term in the lexicon: its theme, its length in words, its place among terms
    of the same span.
    """

    def __init__(self, terms: tuple[Term, ...]):
        self.theme = np.unique([entry.theme for entry in terms], return_inverse=True)[1]
        self.length = np.array([length_of(entry.term) for entry in terms], dtype=np.int64)
        self.excluded = np.array([entry.excluded for entry in terms], dtype=bool)
        # `sorted` keeps the order of equals, which are forms: that of `with_forms` (point 9)
        order = sorted(range(len(terms)), key=lambda number: _on_the_same_span(terms[number]))
        self.priority = np.argsort(order)


def _on_the_same_span(entry: Term) -> tuple:
    """First a not: phrase, what has no wildcard, a term before a form, the longer, the first by
    code point.
    """
    is_form = bool(entry.forms)  # `with_forms` has left them to these alone
    rank = not entry.excluded, entry.has_wildcard, is_form
    return *rank, -len(entry.term), entry.term


def resolved(places: Places, ranks: Ranks, nested: str) -> Places:
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
    shift = ranks.theme[places.term] * ROOM  # themes apart, one behind the other
    order = np.argsort(shift + places.start)
    places, shift = places.kept(order), shift[order]
    cluster = clusters_of(shift + places.start, shift + places.end)
    keep = np.bincount(cluster)[cluster] == 1
    several = np.flatnonzero(~keep)
    start, end, term = places.kept(several)
    keys = ranks.priority[term], -end, start, -ranks.length[term], cluster[several]
    best = np.lexsort(keys)  # by the last key first
    spans = start[best].tolist(), end[best].tolist(), cluster[several[best]].tolist()
    keep[several[best[_greedy(*spans)]]] = True
    return places.kept(keep)


def clusters_of(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Of spans, by their starts, the number of the cluster of each: of those that overlap, directly
    or by others between them.

    >>> clusters_of(np.array([0, 2, 4, 6]), np.array([3, 5, 6, 9])).tolist()
    [0, 0, 0, 1]
    """
    opens = start[1:] >= np.maximum.accumulate(end)[:-1]
    return np.cumsum(np.append(0, opens))[: len(start)]


def _greedy(starts: list[int], ends: list[int], clusters: list[int]) -> list[int]:
    """The numbers of the spans that are taken: of spans cluster by cluster, the best of each first,
    those that overlap none that was taken before.
    """
    kept, cluster = [], -1
    taken_starts: list[int] = []  # of this cluster, in the order of the text
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
    # how far those before it reach, which begin earlier or are longer; of equal spans all stay
    reached = np.concatenate([[-1], np.maximum.accumulate(end)])[first]
    return places.kept(reached < end)
