"""Articles and a lexicon -> how counts, ranking and the lead move when a term, nesting or capitals
change.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import find_mentions, prepare
from ..mentions.overlaps import clusters_of, resolved
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
    A row a variant and theme: `variant` (in words; the first is "all terms"), `change` ("", "term",
    "nested", "case": every term without regard to capitals, and every term with regard to them),
    `term` (what was left out), `group`, `theme`, `mentions`, `rank` (in its group, from 1,
    equal counts alike), `difference`: mentions less those with all terms; `leader`: the themes of
    its group that are mentioned most, joined by ", " (empty where none is mentioned), and
    `leader_before`, with all terms.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade war. Trade talks. Iran and Iran."]})
    >>> table = sensitivity(toy, read_lexicon({"Trade": ["trade", "trade war"], "Iran": ["Iran"]}))
    >>> columns = ["variant", "mentions", "difference", "leader", "leader_before"]
    >>> table.loc[table["theme"] == "Trade", columns][:3]
                          variant  mentions  difference       leader leader_before
    0                   all terms         2           0  Trade, Iran   Trade, Iran
    2      Trade without “trade”         1          -1         Iran   Trade, Iran
    4  Trade without “trade war”         2           0  Trade, Iran   Trade, Iran
    """
    all_terms = _counted(articles, lexicon, nested)
    variants = {(AS_IS, "", ""): all_terms}
    if "term" in changes:
        for (theme, term), change in _left_out(articles, lexicon, nested).items():
            variants[f"{theme} without “{term}”", "term", term] = all_terms + change
    if "nested" in changes:
        other, name = _OTHERWISE[nested]
        variants[name, "nested", ""] = _counted(articles, lexicon, other)
    if "case" in changes:
        for case, name in _CASES.items():
            terms = tuple(term._replace(case=case) for term in lexicon.terms)
            variants[name, "case", ""] = _counted(articles, replace(lexicon, terms=terms), nested)
    themes = themes_table(lexicon)
    table = pd.DataFrame(variants.keys(), columns=["variant", "change", "term"])
    table = table.merge(themes, how="cross")
    table["mentions"] = np.concatenate(list(variants.values()))
    groups = table.groupby(["variant", "group"], sort=False)["mentions"]
    table["rank"] = groups.rank(method="min", ascending=False).astype("int64")
    table["difference"] = table["mentions"] - np.tile(all_terms, len(variants))
    first = table[(table["rank"] == 1) & (table["mentions"] > 0)]
    leaders = first.groupby(["variant", "group"], sort=False)["theme"].agg(", ".join)
    places = pd.MultiIndex.from_frame(table[["variant", "group"]])
    table["leader"] = leaders.reindex(places, fill_value="").to_numpy()
    table["leader_before"] = np.tile(table["leader"].head(len(themes)), len(variants))
    return table


def _counted(articles: pd.DataFrame, lexicon: Lexicon, nested: str) -> np.ndarray:
    """How many mentions each theme has, in the lexicon's order."""
    mentions = find_mentions(articles, lexicon, nested, sentences=False)
    return theme_counts(mentions, lexicon)


def _left_out(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str
) -> dict[tuple[str, str], np.ndarray]:
    """(theme, term), all entries of one spelling -> by how much the counts of all themes change
    without it.

    What overlaps decides what counts, so without a term only places change that overlap with one
    of its places, directly or by others between them: a cluster. Those are decided again.
    """
    texts, languages = articles["text"].tolist(), languages_of(articles)
    prepared = prepare(lexicon, texts)
    numbers: dict[tuple[str, str], list[int]] = {}  # of the entries of each term
    for number, entry in enumerate(lexicon.terms):
        if not entry.excluded:
            numbers.setdefault(entry[1:3], []).append(number)
    theme_of_term = pd.Index(lexicon.themes).get_indexer([entry.theme for entry in lexicon.terms])
    theme_of_form = theme_of_term[prepared.term_of_form]
    changes = {key: np.zeros(len(lexicon.themes), dtype=np.int64) for key in numbers}
    for rows in batches(texts):
        some = [texts[row] for row in rows]
        places = prepared.search.find(some, [languages[row] for row in rows])
        places = places.kept(np.argsort(places.start, kind="stable"))
        term = prepared.term_of_form[places.term]
        before = resolved(places, prepared.ranks, nested)
        cluster = clusters_of(places.start, places.end)
        cluster_before = cluster[np.searchsorted(places.start, before.start)]
        for key, change in changes.items():
            without = np.isin(term, numbers[key])
            if not without.any():
                continue
            is_open = np.zeros(cluster[-1] + 1, dtype=bool)
            is_open[cluster[without]] = True
            after = resolved(places.kept(is_open[cluster] & ~without), prepared.ranks, nested)
            np.add.at(change, theme_of_form[after.term], 1)
            np.subtract.at(change, theme_of_form[before.term[is_open[cluster_before]]], 1)
    return changes
