"""The mentions table -> counts: how often, in how many sentences, paragraphs, articles."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ..articles.as_articles import Articles
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Themes
from ..text.blocks import paragraph_spans
from ..text.tokens import (
    MIXED,
    article_sentences,
    length,
    sentence_counts,
    units,
    with_unit,
    word_counts,
)
from .keys import TERM, THEME, article_rows, entries_of
from .periods import PERIODS, check_by, periods

LEXICON_COLUMNS = {"group": ["group"], "theme": THEME, "term": TERM}
MEASURES = ["mentions", "per_1000", "sentences", "share_of_sentences", "paragraphs"]
MEASURES += ["articles", "share_of_articles", "words"]
# what can be added up over sets of articles: denominators, and texts by the unit of their length
_SIZES = ["all_words", "all_sentences", "all_articles", "in_words", "in_letters"]
# no names of what to count by
_TAKEN = {*MEASURES, *_SIZES, "unit", "match", "start", "end", "sentence"}


@partial(accepts_plain_inputs, texts=False)
def counts(
    mentions: pd.DataFrame,
    articles: Articles,
    lexicon: Themes,
    by: str | list[str] = "theme",
) -> pd.DataFrame:
    """How often: one row for each `by`, those that were not found with 0.

    Parameters
    ----------
    mentions : from `find_mentions`.
    articles, lexicon : what they were found in and with, as `find_mentions` takes them. All of the
        articles: they are the denominator. In a table without `text`, its columns `words` and
        `sentences` are. Both tables may be Dask DataFrames with the same partitions. The rows stand
        in the lexicon's order.
    by : "group", "theme", "term", "paragraph", any column of `articles` (such as "article"), a
        period ("week", "month", "quarter", "year"), or a list of them. A theme comes with its
        group, a term with both, a paragraph with its article. Missing values are one value of their
        own.

    Returns
    -------
    The columns of `by`, then `mentions`; `per_1000`, mentions per 1,000 words; `sentences`,
    `paragraphs`, `articles` with at least one mention; `share_of_sentences`, `share_of_articles`, 0
    to 1; `words`, which the rate is of. Words, sentences and articles are all those of the article,
    paragraph or whatever else of the text `by` names, whatever the lexicon; where there are none,
    rate and share are NaN.
    Of articles in scripts without spaces the rate is per 1,000 letters, as a further column `unit`
    says; where a table has both kinds, only rows of articles in words have one.

    Raises
    ------
    ValueError for another `by` (a column called like one of these or of the mentions, too), for a
    period that no date says, for mentions of an article that is not there, and of a theme or term
    that the lexicon does not have.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks. Tariffs on trade."]})
    >>> lexicon = read_lexicon({"Trade": ["trade", "tariff*"], "Iran": ["Iran"]})
    >>> table = counts(find_mentions(toy, lexicon), toy, lexicon)
    >>> table[["theme", "mentions", "per_1000", "sentences", "share_of_sentences"]]
       theme  mentions  per_1000  sentences  share_of_sentences
    0  Trade         3     600.0          2                 1.0
    1   Iran         0       0.0          0                 0.0
    """
    keys = columns_of(by)
    for key in keys:
        if key in TERM and key in articles.columns:
            todo = "copy that of the articles to another name"
            raise ValueError(f"counts: both the lexicon and the articles have a {key!r}; {todo}")
    if hasattr(mentions, "map_partitions"):
        rows = _tally_partitions(mentions, articles, lexicon, keys)
    else:
        rows = _tally(mentions, articles, lexicon, keys)
    for key in PERIODS:
        if key in rows and key not in articles.columns and rows[key].isna().all():
            first = articles
            if hasattr(articles, "map_partitions"):
                first = articles.head(100, npartitions=-1)
            check_by("counts", first, key)
    words, sentences, all_articles = (rows[size] for size in _SIZES[:3])
    rows["words"] = words
    rows["per_1000"] = 1000 * rows["mentions"] / words.where(words > 0)
    rows["share_of_sentences"] = rows["sentences"] / sentences.where(sentences > 0)
    rows["share_of_articles"] = rows["articles"] / all_articles.where(all_articles > 0)
    in_words = rows["in_words"] > 0
    in_letters = rows["in_letters"] > 0
    unit = np.select([in_words & in_letters, in_letters], [MIXED, "letters"], "words")
    return with_unit(rows[keys + MEASURES], unit)


def _tally(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, keys: list[str]
) -> pd.DataFrame:
    """What can be added up over sets of articles: the counts, and `_SIZES`."""
    of_lexicon = [key for key in keys if key in LEXICON_COLUMNS]
    row = article_rows(mentions, articles)
    cells, cell = _cells(mentions, row, articles, [key for key in keys if key not in of_lexicon])
    entries, entry = entries_of(mentions, lexicon, of_lexicon)
    rows = cells.merge(entries, how="cross")
    places = pd.DataFrame({"cell": cell * len(entries) + entry, "row": row})
    places["sentence"] = mentions["sentence"].to_numpy("int64", na_value=0)
    places["paragraph"] = mentions["paragraph"].to_numpy("int64", na_value=0)
    rows["mentions"] = np.bincount(places["cell"], minlength=len(rows))
    for measure, place in {
        "sentences": ["sentence"],
        "paragraphs": ["paragraph"],
        "articles": [],
    }.items():
        once = places[["cell", "row", *place]].drop_duplicates()["cell"]
        rows[measure] = np.bincount(once, minlength=len(rows))
    return _known_sentences(rows, mentions["sentence"])


def _known_sentences(rows: pd.DataFrame, numbers: pd.Series) -> pd.DataFrame:
    """Where sentences were not numbered (sentences=False), their count is not 0 but not known."""
    if numbers.isna().any():
        rows["sentences"] = pd.Series(pd.NA, rows.index, dtype="Int64")
    return rows


def _tally_partitions(
    mentions: Any, articles: Any, lexicon: Lexicon, keys: list[str]
) -> pd.DataFrame:
    """The same of two Dask DataFrames, partition by partition, added up: an article is in one
    partition, the same in both.
    """
    if not hasattr(articles, "map_partitions") or articles.npartitions != mentions.npartitions:
        raise ValueError(
            "counts: mentions is a Dask DataFrame; give the articles as one with the same "
            "partitions"
        )
    meta = _tally(mentions._meta, articles._meta, lexicon, keys)
    parts = mentions.map_partitions(
        _tally, articles, lexicon, keys, meta=meta, align_dataframes=False
    ).compute()
    rows = parts.groupby(keys, observed=True, dropna=False, sort=False).sum().reset_index()
    rows = _known_sentences(rows, parts["sentences"])
    text_keys = [key for key in keys if key not in LEXICON_COLUMNS]
    if not text_keys or "article" in text_keys:  # in order, as `_cells` has them
        return rows
    return rows.sort_values(text_keys, kind="stable", ignore_index=True)


def columns_of(by: str | list[str]) -> list[str]:
    """The columns that `by` names: a theme comes with its group, a term with both, a paragraph with
    its article.
    """
    with_others = LEXICON_COLUMNS | {"paragraph": ["article", "paragraph"]}
    if isinstance(by, str):
        by = [by]
    keys = []
    for key in by:
        keys += with_others.get(key, [key])
    return list(dict.fromkeys(keys))


def _cells(
    mentions: pd.DataFrame, row: np.ndarray, articles: pd.DataFrame, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray]:
    """The parts of the text that `keys` tell apart, with `_SIZES`; and of each mention, of which
    the row of its article is given, the number of its part.
    """
    table = articles.reset_index(drop=True)
    for key in PERIODS:
        if key in keys and key not in table:
            table[key] = periods(table, key)
    for key in keys:
        if key != "paragraph" or "text" not in table:
            check_by("counts", table, key, _TAKEN, list(LEXICON_COLUMNS))
    if "paragraph" in keys:
        texts, before = _paragraphs(table)
        row = before[row] + mentions["paragraph"].to_numpy("int64") - 1
    else:
        sizes = word_counts(table), sentence_counts(table)
        texts = _with_sizes(table, units(table), *sizes)
    if not keys:
        return texts[_SIZES].sum(skipna=False).to_frame().T, np.zeros(len(row), dtype="int64")
    # a missing value is one of its own: None, NaN, NaT and NA alike
    groups = texts.groupby(keys, dropna=False, observed=True, sort="article" not in keys)
    number = groups.ngroup().to_numpy()
    first = np.unique(number, return_index=True)[1]
    cells = texts[keys].take(first).reset_index(drop=True)
    return cells.join(texts[_SIZES].groupby(number).sum(skipna=False)), number[row]


def _with_sizes(
    texts: pd.DataFrame, unit: np.ndarray, words: Sequence[int], sentences: Sequence[int]
) -> pd.DataFrame:
    sizes = {"all_words": words, "all_sentences": sentences, "all_articles": 1}
    return texts.assign(**sizes, in_words=unit == "words", in_letters=unit == "letters")


def _paragraphs(articles: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """A row a paragraph, with `paragraph` and `_SIZES`; and how many are before each article."""
    spans = list(map(paragraph_spans, articles["text"]))
    size = np.array(list(map(len, spans)), dtype="int64")
    before = np.cumsum(size) - size
    texts = articles.take(np.repeat(np.arange(len(articles)), size)).reset_index(drop=True)
    texts["paragraph"] = 1 + np.arange(len(texts)) - np.repeat(before, size)
    places = zip(texts["text"], chain.from_iterable(spans), strict=True)
    parts = [text[start:end] for text, (start, end) in places]
    unit = np.repeat(units(articles), size)
    # as the article has them: alone a paragraph may read like another language, or be cut otherwise
    sentences = []
    for paragraphs, of_article in zip(spans, article_sentences(articles), strict=True):
        starts = [start for start, _ in paragraphs]
        paragraph = np.searchsorted(starts, [start for start, _ in of_article], side="right") - 1
        sentences += np.bincount(paragraph, minlength=len(starts)).tolist()
    return _with_sizes(texts, unit, list(map(length, parts, unit)), sentences), before
