"""The mentions table -> counts, concordance, co-occurrence and dispersion."""

from typing import Any

import numpy as np
import pandas as pd

from .sentences import paragraph_spans, sentence_spans

LEXICON_COLUMNS = {"group": ["group"], "theme": ["group", "theme"], "term": ["group", "theme", "term"]}
MEASURES = ["mentions", "per_1000", "sentences", "share_of_sentences", "paragraphs", "articles"]


def counts(mentions: pd.DataFrame, articles: pd.DataFrame, by: str | list[str] = "theme") -> pd.DataFrame:
    """How often: one row for each `by`, those that were not found with 0.

    Parameters
    ----------
    mentions : from `find_mentions`.
    articles : the articles they were found in, all of them: they are the denominator. Without `text`, their columns
        `words` and `sentences` are. Both tables may be Dask DataFrames with the same partitions.
    by : "group", "theme", "term", "paragraph", any column of `articles` (such as "article"), or a list of them. A theme
        comes with its group, a term with both, a paragraph with its article.

    Returns
    -------
    The columns of `by`, then `mentions`; `per_1000`, mentions per 1,000 words; `sentences`, `paragraphs`, `articles`
    with at least one mention; `share_of_sentences`, 0 to 1. Words and sentences are all those of the article, paragraph
    or whatever else of the text `by` names, whatever the lexicon; where there are none, the rate is NaN.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Tariffs on trade."]})
    >>> table = counts(find_mentions(toy, read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran"]})), toy)
    >>> table[["theme", "mentions", "per_1000", "sentences", "share_of_sentences"]]
       theme  mentions  per_1000  sentences  share_of_sentences
    0  Trade         3     600.0          2                 1.0
    1   Iran         0       0.0          0                 0.0
    """
    keys = _keys(by)
    if hasattr(mentions, "map_partitions"):
        rows = _tally_partitions(mentions, articles, keys)
    else:
        rows = _tally(mentions, articles, keys)
    rows["per_1000"] = 1000 * rows["mentions"] / rows["all_words"].where(rows["all_words"] > 0)
    rows["share_of_sentences"] = rows["sentences"] / rows["all_sentences"].where(rows["all_sentences"] > 0)
    return rows[keys + MEASURES]


def _tally(mentions: pd.DataFrame, articles: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """What can be added up over sets of articles: the counts and the denominators, `all_words` and `all_sentences`."""
    text_keys = [key for key in keys if key not in LEXICON_COLUMNS]
    lexicon_keys = [key for key in keys if key in LEXICON_COLUMNS]
    units = _units(articles, text_keys)
    found = mentions.astype({key: object for key in lexicon_keys})
    extra = [key for key in text_keys if key not in ("article", "paragraph")]
    if extra:
        found = found.merge(articles[["article", *extra]], on="article", how="left")
    rows = _all_rows(mentions, units, lexicon_keys, text_keys)
    rows["mentions"] = _lookup(found.groupby(keys, dropna=False, sort=False).size(), rows, keys)
    for measure, unit in {"sentences": "sentence", "paragraphs": "paragraph", "articles": None}.items():
        once = found.dropna(subset=[unit] if unit else None).drop_duplicates([*keys, "article", *([unit] if unit else [])])
        rows[measure] = _lookup(once.groupby(keys, dropna=False, sort=False).size(), rows, keys)
    if len(mentions) and mentions["sentence"].isna().all():  # found with sentences=False: not 0, but not known
        rows["sentences"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    for key in lexicon_keys:
        rows[key] = pd.Categorical(rows[key], categories=mentions[key].cat.categories)
    return rows


def _tally_partitions(mentions: Any, articles: Any, keys: list[str]) -> pd.DataFrame:
    """The same of two Dask DataFrames, partition by partition, added up: an article is in one partition, the same in both."""
    if not hasattr(articles, "map_partitions") or articles.npartitions != mentions.npartitions:
        raise ValueError("counts: mentions is a Dask DataFrame; give the articles as one with the same partitions")
    meta = _tally(mentions._meta, articles._meta, keys)
    parts = mentions.map_partitions(_tally, articles, keys, meta=meta, align_dataframes=False).compute()
    rows = parts.groupby(keys, observed=True, dropna=False, sort=False).sum().reset_index()
    if parts["sentences"].isna().any():
        rows["sentences"] = pd.array([pd.NA] * len(rows), dtype="Int64")
    text_keys = [key for key in keys if key not in LEXICON_COLUMNS]
    in_order = not text_keys or "article" in text_keys  # as `_units` has them
    return rows if in_order else rows.sort_values(text_keys, kind="stable", ignore_index=True)


def _keys(by: str | list[str]) -> list[str]:
    keys = []
    for key in [by] if isinstance(by, str) else by:
        keys += LEXICON_COLUMNS.get(key) or (["article", "paragraph"] if key == "paragraph" else [key])
    return list(dict.fromkeys(keys))


def _units(articles: pd.DataFrame, text_keys: list[str]) -> pd.DataFrame:
    """The texts' own sizes: a row an article, or a paragraph, with `all_words` and `all_sentences`."""
    missing = [key for key in text_keys if key not in articles.columns and key != "paragraph"]
    if missing:
        known = ", ".join(["group", "theme", "term", "paragraph", *map(str, articles.columns)])
        raise ValueError(f"counts: cannot count by {missing[0]!r}; there are {known}")
    columns = articles[[*dict.fromkeys(["article", *(key for key in text_keys if key != "paragraph")])]]
    if "paragraph" not in text_keys:
        return columns.assign(all_words=word_counts(articles), all_sentences=sentence_counts(articles))
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for number, (start, end) in enumerate(paragraph_spans(text), 1):
            paragraph = text[start:end]
            rows.append((article, number, len(paragraph.split()), len(sentence_spans(paragraph))))
    sizes = pd.DataFrame(rows, columns=["article", "paragraph", "all_words", "all_sentences"])
    return sizes.merge(columns, on="article", how="left")


def word_counts(articles: pd.DataFrame) -> np.ndarray:
    """The words of each article, integers: what white space separates in its text; without one, what its column `words` says.

    >>> word_counts(pd.DataFrame({"text": ["Trade talks go on.", ""], "words": [2, 7]}))
    array([4, 0])
    """
    if "text" not in articles.columns:
        return articles["words"].to_numpy("int64")
    return np.array([len(text.split()) for text in articles["text"]], dtype="int64")


def sentence_counts(articles: pd.DataFrame) -> np.ndarray:
    """The sentences of each article, integers: those of its text; without one, what its column `sentences` says.

    >>> sentence_counts(pd.DataFrame({"text": ["Trade is up. All is well.", ""], "sentences": [7, 7]}))
    array([2, 0])
    """
    if "text" not in articles.columns:
        return articles["sentences"].to_numpy("int64")
    return np.array([len(sentence_spans(text)) for text in articles["text"]], dtype="int64")


def _all_rows(mentions: pd.DataFrame, units: pd.DataFrame, lexicon_keys: list[str], text_keys: list[str]) -> pd.DataFrame:
    """Each entry of the lexicon with each unit of the text, found or not."""
    sizes = ["all_words", "all_sentences"]
    entries = lexicon_entries(mentions)
    if "term" in lexicon_keys:
        entries = entries[entries["term"] != ""]
    entries = entries[lexicon_keys].drop_duplicates()
    if not text_keys:
        return entries.assign(**{size: units[size].sum() for size in sizes}).reset_index(drop=True)
    units = units.groupby(text_keys, dropna=False, sort="paragraph" not in text_keys and "article" not in text_keys)
    units = units[sizes].sum().reset_index()
    return units.merge(entries, how="cross") if lexicon_keys else units


def _lookup(sizes: pd.Series, rows: pd.DataFrame, keys: list[str]) -> pd.Series:
    if not len(sizes):
        return pd.Series(0, index=rows.index)
    sizes = sizes.rename("size").reset_index()
    return rows[keys].merge(sizes, on=keys, how="left")["size"].fillna(0).astype("int64").set_axis(rows.index)


def lexicon_entries(mentions: pd.DataFrame) -> pd.DataFrame:
    """The lexicon behind a mentions table: `group`, `theme`, `term`, one row a term, in the lexicon's order.

    A theme without terms has one row with an empty term. ValueError where pandas has lost them on the way.
    """
    if "lexicon" not in mentions.attrs:
        raise ValueError("this mentions table has lost its lexicon on the way; set mentions.attrs = the first table's attrs")
    return pd.DataFrame(mentions.attrs["lexicon"], columns=["group", "theme", "term"], dtype=object)


def theme_labels(entries: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(group, theme) -> its label: the theme's name, with its group where two groups have a theme of that name.

    >>> theme_labels(pd.DataFrame({"group": ["A", "B", "B"], "theme": ["War", "War", "Trade"]}))
    {('A', 'War'): 'A: War', ('B', 'War'): 'B: War', ('B', 'Trade'): 'Trade'}
    """
    themes = list(dict.fromkeys(zip(entries["group"], entries["theme"], strict=True)))
    names = [theme for _, theme in themes]
    return {pair: pair[1] if names.count(pair[1]) == 1 else ": ".join(filter(None, pair)) for pair in themes}


def concordance(mentions: pd.DataFrame, articles: pd.DataFrame, width: int = 60) -> pd.DataFrame:
    """Every mention with the words beside it, one row a mention, in the order of the mentions.

    Columns: `article`, `left`, `match`, `right`, `theme`, `term`, `sentence`, `paragraph`, `start`, `end`, `group`; left
    and right are at most `width` characters of the text, cut between words, line ends shown as spaces.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["They talk about trade, again."]})
    >>> concordance(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)[["left", "match", "right"]]
                  left  match    right
    0  They talk about  trade  , again.
    """
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    places = zip(mentions["article"], mentions["start"], mentions["end"], strict=True)
    sides = [(_left(texts[article], start, width), _right(texts[article], end, width)) for article, start, end in places]
    table = mentions.assign(left=[left for left, _ in sides], right=[right for _, right in sides])
    order = ["article", "left", "match", "right", "theme", "term", "sentence", "paragraph", "start", "end", "group"]
    return table[order]


def passage(text: str, start: int, end: int, width: int = 60) -> str:
    """One place of a text with the words beside it, on one line, cut as in the concordance.

    >>> passage("They talk about trade,\\nagain and again.", 16, 21, width=10)
    'about trade, again'
    """
    return _left(text, start, width) + " ".join(text[start:end].split()) + _right(text, end, width)


def _left(text: str, start: int, width: int) -> str:
    left = text[max(0, start - width) : start]
    if start > width and not text[start - width - 1].isspace():
        left = left.partition(" ")[2] or left
    return " ".join(left.split()) + (" " if left[-1:].isspace() else "")


def _right(text: str, end: int, width: int) -> str:
    right = text[end : end + width]
    if end + width < len(text) and not text[end + width].isspace():
        right = right.rpartition(" ")[0] or right
    return (" " if right[:1].isspace() else "") + " ".join(right.split())


def cooccurrence(mentions: pd.DataFrame, within: str = "sentence") -> pd.DataFrame:
    """Theme x theme: how many sentences (or paragraphs, articles: `within`) hold both; on the diagonal, hold the theme.

    A square table of counts, labelled by theme on both sides, in the lexicon's order.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Iran and trade. Trade."]})
    >>> cooccurrence(find_mentions(toy, read_lexicon({"Trade": ["trade"], "Iran": ["Iran"]})))
    theme  Trade  Iran
    theme
    Trade      2     1
    Iran       1     1
    """
    units = {"sentence": ["article", "sentence"], "paragraph": ["article", "paragraph"], "article": ["article"]}
    if within not in units:
        raise ValueError(f"within is one of {', '.join(units)}, not {within!r}")
    if within == "sentence" and mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    labels = theme_labels(lexicon_entries(mentions))
    themes = [labels[pair] for pair in zip(mentions["group"], mentions["theme"], strict=True)]
    held = mentions[units[within]].assign(theme=themes).drop_duplicates()
    pairs = held.merge(held, on=units[within], suffixes=("", "_other"))
    square = pd.crosstab(pairs["theme"], pairs["theme_other"]) if len(pairs) else pd.DataFrame()
    order = pd.Index(labels.values(), name="theme")
    return square.reindex(index=order, columns=order, fill_value=0).astype("int64")


def meetings(square: pd.DataFrame) -> pd.DataFrame:
    """A co-occurrence table -> its pairs: `theme`, `other`, `count`, most frequent first, without those that never meet."""
    pairs = [
        (theme, other, int(square.iloc[row, column]))
        for row, theme in enumerate(square.index)
        for column, other in enumerate(square.columns)
        if row < column
    ]
    table = pd.DataFrame(pairs, columns=["theme", "other", "count"])
    return table[table["count"] > 0].sort_values("count", ascending=False, kind="stable", ignore_index=True)


def dispersion(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Where in its article each mention stands: `article`, `group`, `theme`, `term`, `paragraph`, `position`.

    `position` is the share of the article's characters that come before it: 0 at its start, below 1 at its end. Where the
    paragraphs of a single article start, by the same measure, stands in `attrs["paragraphs"]` (else it is empty).
    """
    lengths = dict(zip(articles["article"], articles["text"].str.len(), strict=True))
    positions = [start / lengths[article] for article, start in zip(mentions["article"], mentions["start"], strict=True)]
    table = mentions[["article", "group", "theme", "term", "paragraph"]].assign(
        position=pd.Series(positions, mentions.index, "float64")
    )
    texts = articles["text"].tolist() if len(articles) == 1 else []
    table.attrs["paragraphs"] = [start / len(text) for text in texts for start, _ in paragraph_spans(text)]
    return table
