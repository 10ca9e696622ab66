"""Mentions and coded sentences -> the verdict on every sentence and theme: found and right, found and wrong, missed."""

import numpy as np
import pandas as pd

from ..tables.counts import lexicon_entries
from ..tables.statistics import divided
from .codes import decided
from .sheets import CodesError, sentences_of

OUTCOMES = ["true find", "false find", "miss", "neither", "disputed"]
_SENTENCE, _THEME = ["article", "sentence"], ["group", "theme"]


def verdicts(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every coded sentence and theme: what the count says beside what the coders say.

    Parameters
    ----------
    mentions, articles : from `find_mentions`, and the articles they were found in.
    codes : from `read_codes`. Where several coders coded a cell, most of them decide; half and half is disputed.

    Returns
    -------
    One row a theme and sentence that is coded, in the order of lexicon and text: `group`, `theme`, `article`, `sentence`,
    `outcome` ("true find", "false find", "miss", "neither", "disputed"), `find` (it has a mention), `terms` (that found it),
    `codes` (how many coders say 1, of how many), `text`.

    Raises CodesError for codes of a theme, an article or a sentence that is not there.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. Exports fell. All is well."]})
    >>> coded = pd.DataFrame({"coder": "x", "article": "a", "sentence": [1, 2, 3], "code": [1, 1, 0]})
    >>> coded = coded.assign(group="", theme="Trade")
    >>> mentions = find_mentions(toy, read_lexicon({"Trade": ["trade"]}))
    >>> verdicts(mentions, coded, toy)[["sentence", "outcome", "terms", "codes"]]
       sentence    outcome  terms   codes
    0         1  true find  trade  1 of 1
    1         2       miss         1 of 1
    2         3    neither         0 of 1
    """
    cells = decided(codes).groupby([*_THEME, *_SENTENCE], sort=False)["code"].agg(["sum", "count"]).reset_index()
    table = _in_order(cells, mentions, articles)
    found = mentions.astype({"group": object, "theme": object, "term": object, "sentence": "int64"})
    terms = found.groupby([*_THEME, *_SENTENCE], sort=False)["term"].agg(lambda names: ", ".join(dict.fromkeys(names)))
    table = table.merge(terms.rename("terms").reset_index(), how="left", on=[*_THEME, *_SENTENCE])
    table["find"] = table["terms"].notna()
    seen = table["sum"] / table["count"]
    cases = [seen == 0.5, table["find"] & (seen > 0.5), table["find"], seen > 0.5]
    outcome = np.select(cases, ["disputed", "true find", "false find", "miss"], "neither")
    table["outcome"] = pd.Categorical(outcome, OUTCOMES)
    table["codes"] = table["sum"].astype(str) + " of " + table["count"].astype(str)
    table["terms"] = table["terms"].fillna("").astype("str")
    for column in _THEME:
        table[column] = pd.Categorical(table[column], mentions[column].cat.categories)
    return table[[*_THEME, *_SENTENCE, "outcome", "find", "terms", "codes", "text"]]


def _in_order(cells: pd.DataFrame, mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The coded cells with their sentences' text, theme by theme in the lexicon's order. CodesError for what is not there."""
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    sentences = sentences_of(articles)
    themes = lexicon_entries(mentions)[_THEME].drop_duplicates().reset_index(names="theme_order")
    known = sentences.reset_index(names="order").astype({"article": object})
    table = cells.astype({"article": object}).merge(themes, how="left").merge(known, how="left")
    lost = table[table["theme_order"].isna() | table["order"].isna()]
    if len(lost):
        row = lost.iloc[0]
        what = f"theme {row['theme']!r} (group {row['group']!r})" if np.isnan(row["theme_order"]) else ""
        what = what or f"sentence {row['sentence']} of article {row['article']!r}"
        raise CodesError(f"codes: there is no {what}; read them with `read_codes(path, articles, lexicon)`, which says where")
    return table.sort_values(["theme_order", "order"], ignore_index=True)


def misjudged(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Every false find and every miss with its sentence, so that the reason can be read: the rows of `verdicts`."""
    table = verdicts(mentions, codes, articles)
    wrong = table[table["outcome"].isin(["false find", "miss"])]
    return wrong.drop(columns="find").reset_index(drop=True)


def term_validity(mentions: pd.DataFrame, codes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Per term: `finds`, the decided sentences with a mention of it; how many of them are `true_finds` and `false_finds`;
    `disputed_finds`, those beside them on which the coders are divided; `precision`; and of the finds those that only it makes,
    `only_true` and `only_false`: what leaving it out would lose and spare. A miss belongs to no term. In the lexicon's order;
    precision is NaN for a term without a find.
    """
    table = verdicts(mentions, codes, articles)
    table = table[table["find"]].astype({"group": object, "theme": object})
    found = mentions.astype({"group": object, "theme": object, "term": object, "sentence": "int64", "article": object})
    found = found[[*_THEME, "term", *_SENTENCE]].drop_duplicates()
    found = found.merge(table.astype({"article": object}), on=[*_THEME, *_SENTENCE])
    true, false = (found["outcome"] == outcome for outcome in ("true find", "false find"))
    only = found["terms"] == found["term"]
    found = found.assign(finds=true | false, true_finds=true, false_finds=false, disputed_finds=~(true | false))
    found = found.assign(only_true=only & true, only_false=only & false)
    numbers = ["finds", "true_finds", "false_finds", "disputed_finds", "only_true", "only_false"]
    sums = found.groupby([*_THEME, "term"], sort=False)[numbers].sum().reset_index()
    entries = lexicon_entries(mentions)
    result = entries[entries["term"] != ""].merge(sums, how="left")
    result = result.astype({"term": "str"}).fillna({number: 0 for number in numbers})
    result = result.astype({number: "int64" for number in numbers})
    result.insert(7, "precision", divided(result["true_finds"], result["finds"]))
    for column in _THEME:
        result[column] = pd.Categorical(result[column], mentions[column].cat.categories)
    return result
