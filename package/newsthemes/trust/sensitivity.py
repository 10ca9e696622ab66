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
from ..mentions.find import Prepared, find_mentions, prepare
from ..mentions.overlaps import clusters_of, resolved
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

    What overlaps decides what counts, so without a term only places change that overlap with one
    of its places, directly or by others between them: a cluster.
    """
    texts = articles["text"].tolist()
    prepared = prepare(lexicon, texts)
    keys: dict[tuple[str, str], int] = {}  # theme and term -> number
    key_of_term = [
        -1 if entry.excluded else keys.setdefault(entry[1:3], len(keys)) for entry in lexicon.terms
    ]
    theme_of_term = pd.Index(lexicon.themes).get_indexer([entry.theme for entry in lexicon.terms])

    def counted(some: Places) -> np.ndarray:
        form = resolved(some, prepared.ranks, nested).term
        return np.bincount(theme_of_term[prepared.term_of_form[form]], minlength=len(all_terms))

    places = _places(prepared, texts, languages_of(articles))
    key = np.array(key_of_term, dtype=np.int64)[prepared.term_of_form[places.term]]
    cluster = clusters_of(places.start, places.end)
    numbered = list(keys)
    for number, rows in pd.Series(key).groupby(key).indices.items():
        if number < 0:
            continue
        own = np.unique(cluster[rows])
        firsts = np.searchsorted(cluster, own)  # clusters stand one behind the other
        lasts = np.searchsorted(cluster, own, "right")
        touched = np.concatenate(list(map(np.arange, firsts, lasts)))
        without = touched[key[touched] != number]
        change = counted(places.kept(without)) - counted(places.kept(touched))
        if change.any():
            yield *numbered[number], all_terms + change


def _places(prepared: Prepared, texts: list[str], languages: list[str]) -> Places:
    """Where the terms stand in all texts, by their starts; the batches stand one behind the
    other.
    """
    found = [np.zeros((3, 0), dtype=np.int64)]
    begin = 0
    for batch in batches(texts):
        some = [texts[row] for row in batch]
        start, end, form = prepared.search.find(some, [languages[row] for row in batch])
        found.append(np.array([begin + start, begin + end, form]))
        begin += sum(len(text) + 1 for text in some)
    places = Places(*np.concatenate(found, axis=1))
    return places.kept(np.argsort(places.start, kind="stable"))
