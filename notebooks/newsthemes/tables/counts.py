"""The mentions table -> counts: how often, in how many sentences, paragraphs, articles."""

from typing import Any

import numpy as np
import pandas as pd

from ..text.characters import visible
from ..text.sentences import paragraph_spans
from ..text.tokens import sentence_counts, word_counts

LEXICON_COLUMNS = {
    "group": ["group"],
    "theme": ["group", "theme"],
    "term": ["group", "theme", "term"],
}
MEASURES = ["mentions", "per_1000", "sentences", "share_of_sentences", "paragraphs", "articles"]
_TAKEN = {
    *MEASURES,
    "all_words",
    "all_sentences",
    "match",
    "start",
    "end",
    "sentence",
}  # no names of what to count by
_NAMED = 3  # ids in an error


def counts(
    mentions: pd.DataFrame, articles: pd.DataFrame, by: str | list[str] = "theme"
) -> pd.DataFrame:
    """How often: one row for each `by`, those that were not found with 0.

    Parameters
    ----------
    mentions : from `find_mentions`.
    articles : the articles they were found in, all of them: they are the denominator. Without
        `text`, their columns `words` and `sentences` are. Both tables may be Dask DataFrames with
        the same partitions.
    by : "group", "theme", "term", "paragraph", any column of `articles` (such as "article"), or a
        list of them. A theme comes with its group, a term with both, a paragraph with its article.
        Missing values are one value of their own.

    Returns
    -------
    The columns of `by`, then `mentions`; `per_1000`, mentions per 1,000 words; `sentences`,
    `paragraphs`, `articles` with at least one mention; `share_of_sentences`, 0 to 1. Words and
    sentences are all those of the article, paragraph or whatever else of the text `by` names,
    whatever the lexicon; where there are none, the rate is NaN. ValueError for another `by` (a
    column called like one of these or of the mentions, too), and for mentions of an article that is
    not there.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Tariffs on trade."]})
    >>> table = counts(find_mentions(toy, read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran"]})), toy)
    >>> table[["theme", "mentions", "per_1000", "sentences", "share_of_sentences"]]
       theme  mentions  per_1000  sentences  share_of_sentences
    0  Trade         3     600.0          2                 1.0
    1   Iran         0       0.0          0                 0.0
    """
    keys = columns_of(by)
    if hasattr(mentions, "map_partitions"):
        rows = _tally_partitions(mentions, articles, keys)
    else:
        rows = _tally(mentions, articles, keys)
    rows["per_1000"] = 1000 * rows["mentions"] / rows["all_words"].where(rows["all_words"] > 0)
    rows["share_of_sentences"] = rows["sentences"] / rows["all_sentences"].where(
        rows["all_sentences"] > 0
    )
    return rows[keys + MEASURES]


def _tally(mentions: pd.DataFrame, articles: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """What can be added up over sets of articles: the counts and the denominators, `all_words` and
    `all_sentences`.
    """
    lexicon_keys = [key for key in keys if key in LEXICON_COLUMNS]
    units, row, unit = _units(
        mentions, articles, [key for key in keys if key not in LEXICON_COLUMNS]
    )
    entries, entry = _entries(mentions, lexicon_keys)
    rows = units.loc[np.repeat(units.index, len(entries))].reset_index(drop=True)
    for key in lexicon_keys:
        names = pd.Categorical(entries[key], categories=mentions[key].cat.categories)
        rows[key] = pd.Categorical.from_codes(np.tile(names.codes, len(units)), dtype=names.dtype)
    cell = pd.Series(unit * len(entries) + entry)  # the row of each mention
    parts = {
        name: mentions[name[:-1]].to_numpy("int64", na_value=0)
        for name in ("sentences", "paragraphs")
    }
    for measure, part in {"mentions": range(len(cell)), **parts, "articles": 0}.items():
        once = pd.DataFrame({"cell": cell, "row": row, "part": part}).drop_duplicates()
        rows[measure] = np.bincount(once["cell"], minlength=len(rows))
    if mentions["sentence"].isna().any():  # found with sentences=False: not 0, but not known
        rows["sentences"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    return rows


def _tally_partitions(mentions: Any, articles: Any, keys: list[str]) -> pd.DataFrame:
    """The same of two Dask DataFrames, partition by partition, added up: an article is in one
    partition, the same in both.
    """
    if not hasattr(articles, "map_partitions") or articles.npartitions != mentions.npartitions:
        raise ValueError(
            "counts: mentions is a Dask DataFrame; give the articles as one with the same partitions"
        )
    meta = _tally(mentions._meta, articles._meta, keys)
    parts = mentions.map_partitions(
        _tally, articles, keys, meta=meta, align_dataframes=False
    ).compute()
    rows = parts.groupby(keys, observed=True, dropna=False, sort=False).sum().reset_index()
    if parts["sentences"].isna().any():
        rows["sentences"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    text_keys = [key for key in keys if key not in LEXICON_COLUMNS]
    in_order = not text_keys or "article" in text_keys  # as `_units` has them
    return rows if in_order else rows.sort_values(text_keys, kind="stable", ignore_index=True)


def columns_of(by: str | list[str]) -> list[str]:
    """The columns that `by` names: a theme comes with its group, a term with both, a paragraph with
    its article.
    """
    keys = []
    for key in [by] if isinstance(by, str) else by:
        keys += LEXICON_COLUMNS.get(key) or (
            ["article", "paragraph"] if key == "paragraph" else [key]
        )
    return list(dict.fromkeys(keys))


def _units(
    mentions: pd.DataFrame, articles: pd.DataFrame, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The parts of the text that `keys` tell apart, with `all_words` and `all_sentences`; of each
    mention the row of its article, and of its part."""
    known = [
        *["paragraph"] * ("text" in articles.columns),
        *(name for name in articles.columns if name not in _TAKEN),
    ]
    if wrong := [key for key in keys if key not in known]:
        there = ", ".join(dict.fromkeys([*LEXICON_COLUMNS, *map(str, known)]))
        raise ValueError(f"counts: cannot count by {wrong[0]!r}; there are {there}")
    row = article_rows(mentions, articles)
    columns = articles[[key for key in keys if key != "paragraph"]].reset_index(drop=True)
    if "paragraph" in keys:
        spans = [
            [text[start:end] for start, end in paragraph_spans(text)] for text in articles["text"]
        ]
        sizes = np.array([len(own) for own in spans], dtype="int64")
        before = np.cumsum(sizes) - sizes
        units = columns.loc[np.repeat(columns.index, sizes)].reset_index(drop=True)
        units["paragraph"] = np.arange(1, len(units) + 1) - np.repeat(before, sizes)
        parts = pd.DataFrame({"text": [text for own in spans for text in own]})
        units = units.assign(all_words=word_counts(parts), all_sentences=sentence_counts(parts))
        return units, row, before[row] + mentions["paragraph"].to_numpy("int64") - 1
    number, first = np.zeros(len(articles), dtype="int64"), [0]
    if keys:  # a missing value is one of its own: None, NaN, NaT and NA alike
        number = (
            columns.groupby(keys, dropna=False, observed=True, sort="article" not in keys)
            .ngroup()
            .to_numpy()
        )
        first = np.unique(number, return_index=True)[1]
    units = columns.take(first) if keys else pd.DataFrame(index=first)
    units = units.reset_index(drop=True)
    for name, sizes in (
        ("all_words", word_counts(articles)),
        ("all_sentences", sentence_counts(articles)),
    ):
        units[name] = np.bincount(number, weights=sizes, minlength=len(units)).astype(sizes.dtype)
    return units, row, number[row]


def article_rows(mentions: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Of each mention the row of its article, from 0. ValueError, naming the ids, where one is
    missing or given twice.

    >>> article_rows(pd.DataFrame({"article": ["b", "b"]}), pd.DataFrame({"article": ["a"]}))
    Traceback (most recent call last):
    ValueError: mentions: there is no article 'b' for 2 of them; give all the articles that they
    were found in
    """
    ids = pd.Index(articles["article"], dtype=object)
    if not ids.is_unique:
        twice = ids[ids.duplicated()][0]
        raise ValueError(
            f"articles: the id {twice!r} is given twice; give each article an id of its own"
        )
    named = mentions["article"].astype(object)
    rows = ids.get_indexer(named)
    if (rows < 0).any():
        names = named[rows < 0].drop_duplicates().tolist()
        listed = " or ".join([*map(repr, names[:_NAMED]), *["another"] * (len(names) > _NAMED)])
        missing = f"there is no article {listed} for {(rows < 0).sum():,} of them"
        raise ValueError(f"mentions: {missing}; give all the articles that they were found in")
    return rows


def _entries(mentions: pd.DataFrame, keys: list[str]) -> tuple[pd.DataFrame, np.ndarray]:
    """The entries of the lexicon that `keys` tell apart, found or not, and of each mention the row
    of its entry.
    """
    entries = lexicon_entries(mentions)
    if not keys:
        return pd.DataFrame(index=[0]), np.zeros(len(mentions), dtype="int64")
    if "term" in keys:
        entries = entries[entries["term"] != ""]
    entries = entries[keys].drop_duplicates(ignore_index=True)
    rows = pd.MultiIndex.from_frame(entries).get_indexer(
        pd.MultiIndex.from_frame(mentions[keys].astype(object))
    )
    if (rows < 0).any():
        foreign = mentions[keys].iloc[(rows < 0).argmax()].tolist()
        raise ValueError(
            f"mentions: {foreign} is not in their lexicon, mentions.attrs; find them with one lexicon"
        )
    return entries, rows


def lexicon_entries(mentions: pd.DataFrame) -> pd.DataFrame:
    """The lexicon behind a mentions table: `group`, `theme`, `term`, one row a term, in the
    lexicon's order.

    A theme without terms has one row with an empty term. ValueError where pandas has lost them on
    the way.
    """
    if "lexicon" not in mentions.attrs:
        raise ValueError(
            "this mentions table has lost its lexicon on the way; set mentions.attrs = the first table's attrs"
        )
    return pd.DataFrame(mentions.attrs["lexicon"], columns=["group", "theme", "term"], dtype=object)


def with_sentences(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions themselves. ValueError where they were found without the numbers of their
    sentences.
    """
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    return mentions


def mention_labels(mentions: pd.DataFrame) -> pd.Categorical:
    """Of each mention the label of its theme; the categories are those of all themes, in the
    lexicon's order.
    """
    labels = theme_labels(lexicon_entries(mentions))
    names = [labels[pair] for pair in zip(mentions["group"], mentions["theme"], strict=True)]
    return pd.Categorical(names, list(labels.values()))


def theme_labels(entries: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(group, theme) -> its label: the theme's name, with its group where two groups have a theme
    of that name.

    >>> theme_labels(pd.DataFrame({"group": ["A", "B", "B"], "theme": ["War", "War", "Trade"]}))
    {('A', 'War'): 'A: War', ('B', 'War'): 'B: War', ('B', 'Trade'): 'Trade'}
    """
    themes = list(dict.fromkeys(zip(entries["group"], entries["theme"], strict=True)))
    names = [theme for _, theme in themes]
    return {
        pair: pair[1] if names.count(pair[1]) == 1 else ": ".join(filter(None, pair))
        for pair in themes
    }


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """A table with `group` and `theme` and a column `label` more: what a theme is called in
    pictures and sentences.
    """
    labels = theme_labels(table)
    names = [visible(labels[pair]) for pair in zip(table["group"], table["theme"], strict=True)]
    return table.assign(
        label=pd.Series(names, table.index, "str")
    )  # text, also where there is none


def wide(
    mentions: pd.DataFrame, articles: pd.DataFrame, by: str | list[str] = "article"
) -> pd.DataFrame:
    """A row an article, or whatever else of the text `by` names, and a column of mentions for each
    theme, found or not.

    Before the themes stand the columns of `by`; for "article" all columns of the articles but the
    text. A theme is called as `theme_labels` does, with ` (theme)` behind it where a column of that
    name stands before it. ValueError for "theme", "term" or "group", which are not of the text.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "party": ["X", "Y"], "text": ["Trade, trade.", "Iran"]})
    >>> wide(find_mentions(toy, read_lexicon({"Trade": ["trade"], "party": ["Iran"]})), toy)
      article party  Trade  party (theme)
    0       a     X      2              0
    1       b     Y      0              1
    """
    keys = [by] if isinstance(by, str) else list(by)
    if wrong := next((key for key in keys if key in LEXICON_COLUMNS), None):
        raise ValueError(
            f"wide: {wrong} is not of the text; there is a column for each theme, so name what the rows are"
        )
    table = counts(mentions, articles, by=[*keys, "theme"])
    labels = theme_labels(lexicon_entries(mentions)).values()
    keys = list(table.columns[: table.columns.get_loc("group")])
    units = (
        table[keys].iloc[:: len(labels)].reset_index(drop=True)
    )  # all themes of a unit stand together
    if keys == ["article"]:
        units = units.merge(
            articles.drop(columns="text", errors="ignore"), on="article", how="left"
        )
    names = [f"{label} (theme)" if label in units.columns else label for label in labels]
    return units.join(
        pd.DataFrame(table["mentions"].to_numpy().reshape(-1, len(names)), columns=names)
    )
