"""The mentions table -> counts: how often, in how many sentences, paragraphs, articles."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.characters import visible
from ..text.languages import languages_of
from ..text.sentences import paragraph_spans, sentence_spans
from ..text.tokens import common_unit, length, sentence_counts, units, with_unit, word_counts
from .periods import PERIODS, periods

LEXICON_COLUMNS = {
    "group": ["group"],
    "theme": ["group", "theme"],
    "term": ["group", "theme", "term"],
}
MEASURES = ["mentions", "per_1000", "sentences", "share_of_sentences", "paragraphs", "articles"]
# no names of what to count by
_TAKEN = {
    *MEASURES,
    "all_words",
    "all_sentences",
    "in_words",
    "in_letters",
    "unit",
    "match",
    "start",
    "end",
    "sentence",
}
_NAMED = 3  # ids in an error


@partial(takes_any_form, texts=False)
def counts(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
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
    `paragraphs`, `articles` with at least one mention; `share_of_sentences`, 0 to 1. Words and
    sentences are all those of the article, paragraph or whatever else of the text `by` names,
    whatever the lexicon; where there are none, the rate is NaN. Of articles in scripts without
    spaces the rate is per 1,000 letters, as a further column `unit` says; where there are both
    kinds, it is NaN.

    Raises
    ------
    ValueError for another `by` (a column called like one of these or of the mentions, too), for
    mentions of an article that is not there, and of a theme or term that the lexicon does not have.

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
    if hasattr(mentions, "map_partitions"):
        rows = _tally_partitions(mentions, articles, lexicon, keys)
    else:
        rows = _tally(mentions, articles, lexicon, keys)
    words, sentences = rows["all_words"], rows["all_sentences"]
    rows["per_1000"] = 1000 * rows["mentions"] / words.where(words > 0)
    rows["share_of_sentences"] = rows["sentences"] / sentences.where(sentences > 0)
    found = [unit for unit in ("words", "letters") if rows[f"in_{unit}"].any()]
    return with_unit(rows[keys + MEASURES], common_unit(found))


def _tally(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, keys: list[str]
) -> pd.DataFrame:
    """What can be added up over sets of articles: the counts and the denominators, `all_words` and
    `all_sentences`; and how many texts have their length in which unit.
    """
    lexicon_keys = [key for key in keys if key in LEXICON_COLUMNS]
    text_keys = [key for key in keys if key not in LEXICON_COLUMNS]
    cells, row, number = _cells(mentions, articles, text_keys)
    entries, entry = entries_of(mentions, lexicon, lexicon_keys)
    rows = cells.take(np.repeat(np.arange(len(cells)), len(entries))).reset_index(drop=True)
    for key in lexicon_keys:
        rows[key] = entries[key].array.take(np.tile(np.arange(len(entries)), len(cells)))
    cell = number * len(entries) + entry  # the row of each mention
    parts = {
        "mentions": np.arange(len(cell)),
        "sentences": mentions["sentence"].to_numpy("int64", na_value=0),
        "paragraphs": mentions["paragraph"].to_numpy("int64", na_value=0),
        "articles": 0,
    }
    for measure, part in parts.items():
        once = pd.DataFrame({"cell": cell, "row": row, "part": part}).drop_duplicates()
        rows[measure] = np.bincount(once["cell"], minlength=len(rows))
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
    mentions: pd.DataFrame, articles: pd.DataFrame, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray, np.ndarray]:
    """The parts of the text that `keys` tell apart, with `all_words` and `all_sentences`; of each
    mention the row of its article, and of its part.
    """
    check_columns(articles, keys)
    row = article_rows(mentions, articles)
    made = {key: periods(articles, key) for key in keys if key in PERIODS and key not in articles}
    named = articles.assign(**made)
    columns = named[[key for key in keys if key != "paragraph"]].reset_index(drop=True)
    if "paragraph" in keys:
        cells, before = _paragraphs(columns, articles)
        return cells, row, before[row] + mentions["paragraph"].to_numpy("int64") - 1
    number = np.zeros(len(articles), dtype="int64")
    if keys:  # a missing value is one of its own: None, NaN, NaT and NA alike
        by = columns.groupby(keys, dropna=False, observed=True, sort="article" not in keys)
        number = by.ngroup().to_numpy()
        cells = columns.take(np.unique(number, return_index=True)[1]).reset_index(drop=True)
    else:
        cells = pd.DataFrame(index=[0])
    sizes = _sizes(units(articles), word_counts(articles), sentence_counts(articles))
    for name, size in sizes.items():
        sums = np.bincount(number, weights=size, minlength=len(cells))
        cells[name] = sums.astype(size.dtype)
    return cells, row, number[row]


def check_columns(articles: pd.DataFrame, keys: list[str]) -> None:
    """ValueError where one of `keys` is nothing of the articles to count by."""
    known = [name for name in articles.columns if name not in _TAKEN]
    if "date" in known:
        known += PERIODS
    if "text" in articles.columns:
        known.insert(0, "paragraph")
    if wrong := [key for key in keys if key not in known]:
        there = ", ".join(dict.fromkeys([*LEXICON_COLUMNS, *map(str, known)]))
        raise ValueError(f"counts: cannot count by {wrong[0]!r}; there are {there}")


def _paragraphs(columns: pd.DataFrame, articles: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """A row a paragraph, with `paragraph`, `all_words`, `all_sentences`; and how many there are
    before each article.
    """
    texts = articles["text"]
    spans = [[text[start:end] for start, end in paragraph_spans(text)] for text in texts]
    sizes = np.array([len(own) for own in spans], dtype="int64")
    before = np.cumsum(sizes) - sizes
    cells = columns.take(np.repeat(np.arange(len(columns)), sizes)).reset_index(drop=True)
    cells["paragraph"] = np.arange(1, len(cells) + 1) - np.repeat(before, sizes)
    parts = [text for own in spans for text in own]
    # as the article has them: what a paragraph alone reads like may be another language
    languages, unit = (np.repeat(of(articles), sizes) for of in (languages_of, units))
    words = np.array(list(map(length, parts, unit)), dtype="int64")
    sentences = np.array([*map(len, map(sentence_spans, parts, languages))], dtype="int64")
    return cells.assign(**_sizes(unit, words, sentences)), before


def _sizes(unit: np.ndarray, words: np.ndarray, sentences: np.ndarray) -> dict[str, np.ndarray]:
    """Of each text what can be added up."""
    in_letters = (unit == "letters").astype("int64")
    sizes = {"all_words": words, "all_sentences": sentences}
    return sizes | {"in_letters": in_letters, "in_words": 1 - in_letters}


def article_rows(mentions: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Of each mention the row of its article, from 0. ValueError, naming the ids, where one is
    missing or given twice.

    >>> article_rows(pd.DataFrame({"article": ["b", "b"]}), pd.DataFrame({"article": ["a"]}))
    Traceback (most recent call last):
    ValueError: mentions: there is no article 'b' for 2 of them; give all the articles that they
    were found in
    """
    rows = known_rows(mentions, articles)
    if (rows < 0).any():
        lost = mentions["article"].astype(object)[rows < 0]
        names = [repr(name) for name in lost.drop_duplicates()]
        if len(names) > _NAMED:
            names[_NAMED:] = ["another"]
        missing = f"there is no article {' or '.join(names)} for {(rows < 0).sum():,} of them"
        raise ValueError(f"mentions: {missing}; give all the articles that they were found in")
    return rows


def known_rows(mentions: pd.DataFrame, articles: pd.DataFrame) -> np.ndarray:
    """Of each mention the row of its article, from 0; -1 where it is not there."""
    ids = pd.Index(articles["article"], dtype=object)
    if not ids.is_unique:
        twice = ids[ids.duplicated()][0]
        raise ValueError(
            f"articles: the id {twice!r} is given twice; give each article an id of its own"
        )
    named = mentions["article"].astype(object)
    rows = ids.get_indexer(named)
    if (rows < 0).any() and ids.map(str).is_unique:  # of figures, it is a number in a CSV
        rows = ids.map(str).get_indexer(named.map(str))
    return rows


def article_counts(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray]:
    """The entries of the lexicon that `keys` tell apart, and how often each article, a row,
    mentions each of them, a column.
    """
    entries, entry = entries_of(mentions, lexicon, keys)
    cell = article_rows(mentions, articles) * len(entries) + entry
    found = np.bincount(cell, minlength=len(articles) * len(entries))
    return entries, found.reshape(len(articles), len(entries))


def entries_of(
    mentions: pd.DataFrame, lexicon: Lexicon, keys: list[str]
) -> tuple[pd.DataFrame, np.ndarray]:
    """The entries of the lexicon that `keys` tell apart, found or not, a row each, and of each
    mention the row of its entry.

    An empty group may be NaN, as it comes back from CSV. ValueError for a mention of a theme or
    term that the lexicon does not have.

    >>> from newsthemes import read_lexicon
    >>> mentions, lexicon = pd.DataFrame({"group": [""], "theme": ["War"]}), {"Iran": ["Iran"]}
    >>> entries_of(mentions, read_lexicon(lexicon), ["group", "theme"])
    Traceback (most recent call last):
    ValueError: mentions: the lexicon has no theme 'War'; give the lexicon that they were found with
    """
    rows = lexicon_entries(lexicon)
    if "term" in keys:
        rows = rows[rows["term"] != ""]
    named = [key for key in LEXICON_COLUMNS["term"] if key in mentions.columns]
    rows = rows.drop_duplicates(named)
    own = mentions[named].astype(object).fillna({"group": ""})
    row = pd.MultiIndex.from_frame(rows[named]).get_indexer(pd.MultiIndex.from_frame(own))
    if (row < 0).any():
        raise ValueError(_foreign(own.iloc[(row < 0).argmax()].tolist(), lexicon))
    if not keys:
        return pd.DataFrame(index=[0]), np.zeros(len(mentions), dtype="int64")
    number = rows.groupby(keys, sort=False).ngroup().to_numpy()
    return rows[keys].drop_duplicates(ignore_index=True), number[row]


def _foreign(entry: list[str], lexicon: Lexicon) -> str:
    """What to say of a mention that is of no entry of the lexicon."""
    group, theme, *term = entry
    name = ": ".join(filter(None, [group, str(theme)]))
    missing = f"theme {name!r}"
    if term and (group, theme) in lexicon.themes:
        missing = f"term {term[0]!r} in the theme {name!r}"
    return f"mentions: the lexicon has no {missing}; give the lexicon that they were found with"


def lexicon_entries(lexicon: Lexicon) -> pd.DataFrame:
    """What the lexicon looks for: `group`, `theme`, `term`, one row a term, in its order; no `not:`
    phrases. A theme without terms has one row with an empty term.
    """
    terms: dict[tuple[str, str], list[str]] = {theme: [] for theme in lexicon.themes}
    for entry in lexicon.terms:
        if not entry.excluded:
            terms[entry.group, entry.theme].append(entry.term)
    rows = [(*theme, term) for theme, names in terms.items() for term in names or [""]]
    return pd.DataFrame(rows, columns=LEXICON_COLUMNS["term"], dtype="str")


def with_sentences(mentions: pd.DataFrame) -> pd.DataFrame:
    """The mentions themselves. ValueError where they were found without the numbers of their
    sentences.
    """
    if mentions["sentence"].isna().any():
        raise ValueError("these mentions have no sentence numbers; find them with sentences=True")
    return mentions


def mention_labels(mentions: pd.DataFrame, lexicon: Lexicon) -> pd.Series:
    """Of each mention the label of its theme, as `theme_labels` has them."""
    themes, number = entries_of(mentions, lexicon, LEXICON_COLUMNS["theme"])
    labels = pd.array(list(theme_labels(themes).values()), dtype="str")
    return pd.Series(labels.take(number), mentions.index)


def theme_pairs(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Group and theme of each row; an empty group may be NaN, as it comes back from CSV."""
    return list(zip(table["group"].astype(object).fillna(""), table["theme"], strict=True))


def theme_labels(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(group, theme) -> its label: the theme's name, with its group where two groups have a theme
    of that name. `table` has `group` and `theme`, such as counts or `lexicon_entries(lexicon)`.

    >>> theme_labels(pd.DataFrame({"group": ["A", "B", "B"], "theme": ["War", "War", "Trade"]}))
    {('A', 'War'): 'A: War', ('B', 'War'): 'B: War', ('B', 'Trade'): 'Trade'}
    """
    themes = list(dict.fromkeys(theme_pairs(table)))
    names = [theme for _, theme in themes]
    labels = {}
    for group, theme in themes:
        labels[group, theme] = theme
        if names.count(theme) > 1:
            labels[group, theme] = ": ".join(filter(None, [group, theme]))
    return labels


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """A table with `group` and `theme` and a column `label` more: what a theme is called in
    pictures, what cannot be shown replaced.
    """
    labels = theme_labels(table)
    names = [visible(labels[pair]) for pair in theme_pairs(table)]
    # text, also where there is none
    return table.assign(label=pd.Series(names, table.index, "str"))
