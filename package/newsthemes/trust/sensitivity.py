"""Articles and a lexicon -> how counts, ranking and the lead move when a term, nesting or capitals
change.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions, prepare
from ..mentions.overlaps import Ranks, clusters_of, resolved
from ..mentions.places import Places
from ..tables.keys import theme_counts, themes_table
from ..text.batches import batches
from ..text.languages import languages_of

AS_IS = "all terms"
CHANGES = ("term", "nested", "case")
_OTHERWISE = {
    "drop": ("count", "mentions inside longer ones counted"),
    "count": ("drop", "mentions inside longer ones not counted"),
}
_AT_ONCE = 1 << 20  # places that are decided again
_CASES = {"any": "capitals never matter", "exact": "capitals always matter"}
Variant = tuple[str, str, str, np.ndarray]  # its name, change and term; the count of each theme


@accepts_plain_inputs
def sensitivity(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    nested: str = "drop",
    changes: tuple[str, ...] = CHANGES,
) -> pd.DataFrame:
    """How the counts move when each term is left out, and when nesting and capitals change.

    Parameters
    ----------
    articles, lexicon, nested : as in `find_mentions`.
    changes : which kinds of change, see `change` below.

    Returns
    -------
    First a row a theme, with all terms; then, of each variant, a row for every theme whose count it
    changes. `variant` (in words; the first is "all terms"), `change` ("", "term", "nested", "case":
    every term without regard to capitals, and every term with regard to them), `term` (what was
    left out), `group`, `theme`, `mentions`, `rank` (in its group, from 1, equal counts alike),
    `difference`: mentions less those with all terms; `leader`: the themes of its group that are
    mentioned most, joined by ", " (empty where none is mentioned), and `leader_before`, with all
    terms.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade war. Trade talks. Iran and Iran."]})
    >>> table = sensitivity(toy, read_lexicon({"Trade": ["trade", "trade war"], "Iran": ["Iran"]}))
    >>> table[["variant", "theme", "mentions", "difference", "leader"]][:3]
                     variant  theme  mentions  difference       leader
    0              all terms  Trade         2           0  Trade, Iran
    1              all terms   Iran         2           0  Trade, Iran
    2  Trade without “trade”  Trade         1          -1         Iran
    """
    all_terms = _counted(articles, lexicon, nested)
    variants = _variants(articles, lexicon, nested, changes, all_terms)
    return pd.DataFrame(_rows(lexicon, all_terms, variants))


def _variants(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    nested: str,
    changes: Sequence[str],
    all_terms: np.ndarray,
) -> Iterator[Variant]:
    if "term" in changes:
        for theme, term, counts in _left_out(articles, lexicon, nested, all_terms):
            yield f"{theme} without “{term}”", "term", term, counts
    if "nested" in changes:
        other, name = _OTHERWISE[nested]
        yield name, "nested", "", _counted(articles, lexicon, other)
    if "case" in changes:
        for case, name in _CASES.items():
            terms = tuple(term._replace(case=case) for term in lexicon.terms)
            yield name, "case", "", _counted(articles, replace(lexicon, terms=terms), nested)


def _rows(
    lexicon: Lexicon, all_terms: np.ndarray, variants: Iterable[Variant]
) -> Iterator[dict[str, object]]:
    """A row a theme with all terms, then those of the variants."""
    groups = [*lexicon.groups.values()]  # of each theme
    members = themes_table(lexicon).groupby("group").indices  # numbers of themes
    leaders_before = {}
    for variant, change, term, counts in chain([(AS_IS, "", "", all_terms)], variants):
        rows = range(len(groups))
        if change:
            rows = np.flatnonzero(counts != all_terms).tolist()
        leaders = {}
        for group in {groups[theme] for theme in rows}:
            there = members[group]
            most = max(counts[there].max(), 1)
            first = there[counts[there] == most]
            leaders[group] = ", ".join(lexicon.themes[theme] for theme in first)
        leaders_before = leaders_before or leaders
        for theme in rows:
            group = groups[theme]
            mentions = int(counts[theme])
            yield {
                "variant": variant,
                "change": change,
                "term": term,
                "group": group,
                "theme": lexicon.themes[theme],
                "mentions": mentions,
                "rank": 1 + int((counts[members[group]] > mentions).sum()),
                "difference": mentions - int(all_terms[theme]),
                "leader": leaders[group],
                "leader_before": leaders_before[group],
            }


def _counted(articles: pd.DataFrame, lexicon: Lexicon, nested: str) -> np.ndarray:
    """How many mentions each theme has, in the lexicon's order."""
    mentions = find_mentions(articles, lexicon, nested, sentences=False)
    return theme_counts(mentions, lexicon)


def _left_out(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str, all_terms: np.ndarray
) -> Iterator[tuple[str, str, np.ndarray]]:
    """Theme and term, all entries of one spelling, and the counts of all themes without it, if they
    are others.
    """
    texts, languages = articles["text"].tolist(), languages_of(articles)
    prepared = prepare(lexicon, texts)
    keys: dict[tuple[str, str], int] = {}  # theme and term -> number
    key_of_term = [
        -1 if entry.excluded else keys.setdefault(entry[1:3], len(keys)) for entry in lexicon.terms
    ]
    key_of_form = np.array(key_of_term, dtype=np.int64)[prepared.term_of_form]
    theme_of_term = pd.Index(lexicon.themes).get_indexer([entry.theme for entry in lexicon.terms])
    theme_of_form = theme_of_term[prepared.term_of_form]
    changes = [np.zeros((3, 0), dtype=np.int64)]
    for rows in batches(texts):
        some = [texts[row] for row in rows]
        places = prepared.search.find(some, [languages[row] for row in rows])
        for key, form, change in _changes(places, key_of_form, prepared.ranks, nested):
            changes.append(np.array([key, theme_of_form[form], np.full(len(form), change)]))
    table = pd.DataFrame(np.concatenate(changes, axis=1).T, columns=["key", "theme", "change"])
    table = table.groupby(["key", "theme"], as_index=False).sum()
    names = [*keys]
    for key, moved in table[table["change"] != 0].groupby("key"):
        counts = all_terms.copy()
        counts[moved["theme"]] += moved["change"]
        yield *names[key], counts


def _changes(
    places: Places, key_of_form: np.ndarray, ranks: Ranks, nested: str
) -> Iterator[tuple[np.ndarray, np.ndarray, int]]:
    """What counts without a term, 1, and what counted with it, -1: which term is left out, and the
    form that counts, as parallel arrays.

    What overlaps decides what counts, so without a term only places change that overlap with one
    of its places, directly or by others between them: a cluster. For each term and each cluster
    with it, a copy of the cluster is decided again, all copies at once, one behind the other.
    """
    places = places.kept(np.argsort(places.start, kind="stable"))
    key = key_of_form[places.term]
    if not (key >= 0).any():
        return
    cluster = clusters_of(places.start, places.end)
    size = np.bincount(cluster)
    first = np.cumsum(size) - size
    span = np.maximum.reduceat(places.end, first) - places.start[first]
    before = resolved(places, ranks, nested)
    before = before.kept(np.argsort(before.start, kind="stable"))
    cluster_before = cluster[np.searchsorted(places.start, before.start)]
    size_before = np.bincount(cluster_before, minlength=len(size))
    first_before = np.cumsum(size_before) - size_before
    copies = np.unique((key * len(size) + cluster)[key >= 0])
    ends = np.cumsum(size[copies % len(size)])
    for some in np.split(copies, np.flatnonzero(np.diff(ends // _AT_ONCE)) + 1):
        left_out, opened = np.divmod(some, len(size))
        begin = np.cumsum(span[opened]) - span[opened]
        copy, row = _rows_of(first[opened], size[opened])
        shift = (begin - places.start[first[opened]])[copy]
        start, end, form = places.kept(row)
        others = Places(start + shift, end + shift, form).kept(key[row] != left_out[copy])
        after = resolved(others, ranks, nested)
        yield left_out[np.searchsorted(begin, after.start, side="right") - 1], after.term, 1
        copy, row = _rows_of(first_before[opened], size_before[opened])
        yield left_out[copy], before.term[row], -1


def _rows_of(first: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of ranges, by their first rows and sizes, all rows, each behind the number of its range.

    >>> [rows.tolist() for rows in _rows_of(np.array([5, 1]), np.array([2, 3]))]
    [[0, 0, 1, 1, 1], [5, 6, 1, 2, 3]]
    """
    number = np.repeat(np.arange(len(size)), size)
    return number, np.arange(len(number)) + (first - np.cumsum(size) + size)[number]
