"""Articles and a lexicon -> how counts and ranking move when a term, the not: phrases, nesting or
capitals change.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import check_articles, check_nested, every_place, find_mentions
from ..mentions.overlaps import counted
from ..tables.counts import theme_labels, theme_pairs
from ..text.languages import languages_of

AS_IS = "all terms"
CHANGES = ("term", "not", "nested", "case")
_OTHERWISE = {
    "drop": ("count", "mentions inside longer ones counted"),
    "count": ("drop", "mentions inside longer ones not counted"),
}
_CASES = {"any": "capitals never matter", "exact": "capitals always matter"}
_CHANGED = ["variant", "change", "changed_group", "changed_theme", "term"]


@takes_any_form
def sensitivity(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    nested: str = "drop",
    changes: tuple[str, ...] = CHANGES,
) -> pd.DataFrame:
    """How the counts move when each term is left out, each theme's `not:` phrases, and when nesting
    and capitals change.

    Parameters
    ----------
    articles, lexicon, nested : as in `find_mentions`.
    changes : which kinds of change, see `change` below.

    Returns
    -------
    A row a variant and theme: `variant` (in words; the first is "all terms"), `change` ("", "term",
    "not", "nested", "case": every term without regard to capitals, and every term with regard to
    them), `changed_group`, `changed_theme`, `term` (what was left out), `group`, `theme`,
    `mentions`, `share` (of its group's mentions, 0 to 1; NaN where there are none), `rank` (in its
    group, from 1, equal counts alike), and `moved`: mentions less those with all terms.

    Every text is read once, for all places where a term stands. Points 5 to 7 of the counting rule
    act only among places that overlap, so a variant decides again only where the places it removes
    touch others. Only capitals need another pass.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade war. Trade talks. Iran and Iran."]})
    >>> table = sensitivity(toy, read_lexicon({"Trade": ["trade", "trade war"], "Iran": ["Iran"]}))
    >>> table.loc[table["theme"] == "Trade", ["variant", "mentions", "moved"]].head(3)
                          variant  mentions  moved
    0                   all terms         2      0
    2      Trade without “trade”         1     -1
    4  Trade without “trade war”         2      0
    """
    check_articles(articles)
    check_nested(nested)
    places = _Places(articles, lexicon, nested)
    variants = [((AS_IS, "", "", "", ""), places.counts), *_left_out(places, lexicon, changes)]
    if "nested" in changes:
        other, name = _OTHERWISE[nested]
        variants.append(((name, "nested", "", "", ""), places.resolved(slice(None), other)))
    if "case" in changes:
        for case, name in _CASES.items():
            changed = tuple(term._replace(case=case) for term in lexicon.terms)
            other = replace(lexicon, terms=changed)
            found = find_mentions(articles, other, nested, sentences=False)
            sizes = Counter(theme_pairs(found))
            counts = np.array([sizes[pair] for pair in lexicon.themes], dtype=np.int64)
            variants.append(((name, "case", "", "", ""), counts))
    variants, counts = zip(*variants, strict=True)
    size = len(lexicon.themes)
    changed = pd.DataFrame(np.repeat(np.array(variants, dtype=object), size, axis=0))
    themes = pd.DataFrame(list(lexicon.themes) * len(variants))
    table = pd.concat([changed, themes], axis="columns").astype("str")
    table.columns = [*_CHANGED, "group", "theme"]
    table["mentions"] = np.concatenate(counts)
    groups = table.groupby([table.index // size, "group"], sort=False)["mentions"]
    total = groups.transform("sum")
    table["share"] = table["mentions"] / total.where(total > 0)
    table["rank"] = groups.rank(method="min", ascending=False).astype("int64")
    table["moved"] = table["mentions"] - np.tile(counts[0], len(variants))
    return table


class _Places:
    """All places where a term stands, in clusters of those that overlap, so that a change is
    decided only where it is felt.
    """

    def __init__(self, articles: pd.DataFrame, lexicon: Lexicon, nested: str):
        texts, languages = articles["text"].tolist(), languages_of(articles)
        prepared, found = every_place(lexicon, texts, languages)
        self.nested, self.ranks, self.owner = nested, prepared.ranks, prepared.owner
        self.theme = np.array([lexicon.themes.index(entry[:2]) for entry in prepared.terms] + [-1])
        self.themes = len(lexicon.themes)
        order = np.lexsort((found.end, found.start))
        self.candidates = found.kept(order)
        start, end, _ = self.candidates
        opens = np.ones(len(start), dtype=bool)
        opens[1:] = start[1:] >= np.maximum.accumulate(end)[:-1]
        self.cluster = np.cumsum(opens) - 1
        self.counts = self.resolved(slice(None), nested)

    def without(self, terms: list[int]) -> np.ndarray:
        """The counts by theme when these terms are left out."""
        removed = np.isin(self.owner[self.candidates.term], terms)
        touched = np.isin(self.cluster, self.cluster[removed])
        before, now = (self.resolved(rows, self.nested) for rows in (touched, touched & ~removed))
        return self.counts - before + now

    def resolved(self, rows: np.ndarray | slice, nested: str) -> np.ndarray:
        """The counts by theme after points 5 and 6, and 7 where nested mentions are dropped, of
        these rows of the candidates.
        """
        found = counted(self.candidates.kept(rows), self.ranks, nested)
        return np.bincount(self.theme[found.term], minlength=self.themes)


def _left_out(
    places: _Places, lexicon: Lexicon, changes: tuple[str, ...]
) -> Iterator[tuple[tuple, np.ndarray]]:
    """What is left out, as _CHANGED has it, with the counts of the lexicon's themes in their
    order: each term, then each theme's not: phrases.
    """
    labels = theme_labels(pd.DataFrame(lexicon.themes, columns=["group", "theme"]))
    phrases = defaultdict(list)
    times = Counter(entry[:3] for entry in lexicon.terms if not entry.excluded)
    for number, entry in enumerate(lexicon.terms):
        pair = entry[:2]
        if entry.excluded:
            phrases[pair].append(number)
        elif "term" in changes:
            name = f"{labels[pair]} without “{entry.term}”"
            if times[entry[:3]] > 1:  # they differ in these
                said = {key: getattr(entry, key) for key in ("case", "language", "forms")}
                name += f" ({', '.join(f'{key}: {value}' for key, value in said.items() if value)})"
            yield (name, "term", *pair, entry.term), places.without([number])
    if "not" in changes:
        for pair in filter(phrases.get, lexicon.themes):
            name = f"{labels[pair]} without its not: phrases"
            yield (name, "not", *pair, ""), places.without(phrases[pair])


def changed_leads(table: pd.DataFrame) -> pd.DataFrame:
    """Of a table of sensitivity: the variants in which another theme, or not the same ones, comes
    first in its group.

    Returns
    -------
    A row a variant and group: `variant`, `change`, `changed_group`, `changed_theme`, `term`,
    `group`; `before` and `after`, the labels of the themes that are mentioned most, joined by ", "
    (empty: none is mentioned); `mentions`, how many each of those `after` has. No row: no lead
    depends on a single choice.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade war. Tariffs. Iran."]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "tariffs"], "Iran": ["Iran"]})
    >>> table = sensitivity(toy, lexicon, changes=("term",))
    >>> changed_leads(table)[["term", "before", "after", "mentions"]]
          term before        after  mentions
    0    trade  Trade  Trade, Iran         1
    1  tariffs  Trade  Trade, Iran         1
    """
    labels = theme_labels(table)
    keys = [*_CHANGED, "group"]
    table = table.assign(label=[labels[pair] for pair in theme_pairs(table)])
    first = table[(table["rank"] == 1) & (table["mentions"] > 0)]
    after = first.groupby(keys, sort=False).agg({"label": ", ".join, "mentions": "max"})
    rows = table[keys].drop_duplicates().merge(after.reset_index(), how="left", on=keys)
    rows = rows.rename(columns={"label": "after"}).fillna({"after": "", "mentions": 0})
    as_is = rows[rows["variant"] == AS_IS].set_index("group")["after"]
    rows.insert(len(keys), "before", rows["group"].map(as_is))
    rows = rows.astype({"before": "str", "after": "str", "mentions": "int64"})
    return rows[rows["before"] != rows["after"]].reset_index(drop=True)
