"""Articles and a lexicon -> how counts, ranking and the lead move when a term, nesting or capitals
change.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Term
from ..lexicon.read_lexicon import Lexicon
from ..mentions.find import find_mentions
from ..tables.keys import theme_numbers, themes_table

AS_IS = "all terms"
CHANGES = ("term", "nested", "case")
_OTHERWISE = {
    "drop": ("count", "mentions inside longer ones counted"),
    "count": ("drop", "mentions inside longer ones not counted"),
}
_CASES = {"any": "capitals never matter", "exact": "capitals always matter"}
_CHANGED = ["variant", "change", "term"]


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
    whole = _counted(articles, lexicon, nested)
    variants = {(AS_IS, "", ""): whole}
    if "term" in changes:
        variants |= _left_out(articles, lexicon, nested, whole)
    if "nested" in changes:
        other, name = _OTHERWISE[nested]
        variants[name, "nested", ""] = _counted(articles, lexicon, other)
    if "case" in changes:
        for case, name in _CASES.items():
            terms = [term._replace(case=case) for term in lexicon.terms]
            variants[name, "case", ""] = _counted(articles, lexicon, nested, terms)
    table = pd.concat(variants, names=[*_CHANGED, "at"]).reset_index()
    groups = table.groupby(["variant", "group"], sort=False)["mentions"]
    table["rank"] = groups.rank(method="min", ascending=False).astype("int64")
    table["difference"] = table["mentions"] - table["at"].map(whole["mentions"])
    first = table["theme"].where((table["rank"] == 1) & (table["mentions"] > 0))
    of_group = first.groupby([table["variant"], table["group"]])
    table["leader"] = of_group.transform(lambda names: ", ".join(names.dropna()))
    table["leader_before"] = table["at"].map(table["leader"].head(len(whole)))
    return table.drop(columns="at")


def _counted(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str, terms: list[Term] | None = None
) -> pd.DataFrame:
    """The mentions of each theme, in the lexicon's order, by its terms or by others."""
    if terms is not None:
        lexicon = replace(lexicon, terms=tuple(terms))
    mentions = find_mentions(articles, lexicon, nested, sentences=False)
    sizes = np.bincount(theme_numbers(mentions, lexicon), minlength=len(lexicon.themes))
    return themes_table(lexicon).assign(mentions=sizes)


def _left_out(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str, whole: pd.DataFrame
) -> dict[tuple, pd.DataFrame]:
    """Each term that is left out (all entries of one spelling), as _CHANGED has it -> the counts
    then. It moves what is counted only in articles where its theme takes it.
    """
    terms, variants = lexicon.terms, {}
    places = find_mentions(articles, lexicon, "count", sentences=False)
    having = places.groupby(["theme", "term"])["article"].unique()
    for theme, term in dict.fromkeys(entry[1:3] for entry in terms if not entry.excluded):
        some = articles[articles["article"].isin(having.get((theme, term), []))]
        rest = [entry for entry in terms if entry[1:3] != (theme, term) or entry.excluded]
        counted = _counted(some, lexicon, nested, rest)
        counted["mentions"] += whole["mentions"] - _counted(some, lexicon, nested)["mentions"]
        variants[f"{theme} without “{term}”", "term", term] = counted
    return variants
