"""Articles and a lexicon -> the mentions table. The counting rule: points 1 to 4 in match.py, 5 to
7 in overlaps.py.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.languages import languages_of
from ..text.memo import memo
from ..text.sentences import Span, paragraph_spans, sentence_spans
from .forms import with_forms
from .overlaps import Ranks, without_nested, without_overlaps
from .places import Candidates, Matcher

COLUMNS = ["article", "group", "theme", "term", "match", "start", "end", "sentence", "paragraph"]
Spoken = tuple[str, str]  # a text and its language
_BATCH = 1 << 20  # characters of short articles that are looked at together


@takes_any_form
def find_mentions(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str = "drop", sentences: bool = True
) -> pd.DataFrame:
    """Every mention of the lexicon's terms in the articles, by the counting rule (it stands in the
    README).

    Parameters
    ----------
    articles : one row an article, with the columns `article` (its id) and `text`, as from
        `read_articles`; a text, a list or a Series of texts, or a table with `text` alone
        (`as_articles` says which ids these get). A Dask DataFrame gives one.
    lexicon : from `read_lexicon`; or a dict of themes, such as {"Trade": ["trade", "tariff*"]}.
    nested : "drop" does not count a mention that lies inside a longer one of another theme; "count"
    does.
    sentences : False leaves the column `sentence` empty, which saves the splitting of very many
        articles.

    Returns
    -------
    The mentions table, one row a mention, in the order of the articles and of the text: `article`,
    `group`, `theme`, `term` (as the lexicon spells it), `match` (as the text spells it), `start`
    and `end` (code points: `text[start:end] == match`), `sentence` and `paragraph` (from 1).
    `group`, `theme` and `term` are plain strings; the group of a theme on its own is empty.

    Raises
    ------
    TypeError for arguments that are swapped or of another kind, a missing column, a text that is
    no string. ValueError for another `nested`, and for an `article` given twice.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"China": ["China"], "South China Sea": ["South China Sea"]})
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["China’s ships in the South China Sea."]})
    >>> find_mentions(toy, lexicon)[["theme", "match", "start", "end"]]
                 theme            match  start  end
    0            China            China      0    5
    1  South China Sea  South China Sea     21   36
    >>> len(find_mentions(toy, lexicon, nested="count"))
    3
    """
    check_nested(nested)
    if hasattr(articles, "map_partitions"):
        return _in_partitions(articles, lexicon, nested, sentences)
    check_articles(articles)
    languages = [""] * len(articles)
    if sentences or any(entry.language for entry in lexicon.terms):
        languages = languages_of(articles)
    return _found(articles, languages, lexicon, nested, sentences)


def check_nested(nested: str) -> None:
    if nested not in ("drop", "count"):
        raise ValueError(f'nested is "drop" or "count", not {nested!r}')


def _depends_on(
    articles: pd.DataFrame, languages: list[str], lexicon: Lexicon, *options: object
) -> tuple:
    ids, texts = articles["article"], articles["text"]
    return (
        ids.dtype,
        ids.tolist(),
        texts.tolist(),
        languages,
        lexicon.terms,
        lexicon.themes,
        options,
    )


@memo(_depends_on)
def _found(
    articles: pd.DataFrame, languages: list[str], lexicon: Lexicon, nested: str, sentences: bool
) -> pd.DataFrame:
    texts = articles["text"].tolist()
    plain, owner = with_forms(lexicon, texts)
    matcher, ranks = _prepared(plain)
    spoken = list(zip(texts, languages, strict=True))
    parts = [_find(spoken, rows, matcher, ranks, nested, sentences) for rows in _batches(texts)]
    if not parts:  # no article
        parts = [(np.zeros(0, dtype=np.int64),) * 7]
    columns = [np.concatenate(part) for part in zip(*parts, strict=True)]
    columns[3] = owner[columns[3]]
    return _table(articles, lexicon, columns, sentences)


@memo(lambda lexicon, texts, languages: (lexicon.terms, lexicon.themes, texts, languages))
def every_place(
    lexicon: Lexicon, texts: list[str], languages: list[str]
) -> tuple[Lexicon, np.ndarray, Candidates]:
    """Points 1 to 4 of the counting rule: the lexicon with forms as terms of their own, of each of
    these the number of its term, and every place where one stands in the texts, joined by one
    character.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Trade": ["trade", "trade war"]})
    >>> every_place(lexicon, ["Trade war."], ["en"])[2].end.tolist()
    [5, 9]
    """
    plain, owner = with_forms(lexicon, texts)
    return plain, owner, Matcher(plain).find_in(texts, languages)


def check_articles(articles: pd.DataFrame) -> None:
    """ValueError, naming the column or the row, where a table of articles cannot be counted.

    >>> check_articles(pd.DataFrame({"article": ["a", "a"], "text": ["x", "y"]}))
    Traceback (most recent call last):
    ValueError: articles: the id 'a' is given twice, in rows 0 and 1; give each article an id of its
    own
    """
    for column in ("article", "text"):
        if column not in articles.columns:
            raise ValueError(
                f"articles: there is no column {column!r}; it needs `article` (an id) and `text`"
            )
    ids = articles["article"].tolist()
    again = np.flatnonzero(articles["article"].duplicated())
    if len(again):
        article, rows = ids[again[0]], f"{ids.index(ids[again[0]])} and {again[0]}"
        raise ValueError(
            f"articles: the id {article!r} is given twice, in rows {rows}; give each article an id "
            "of its own"
        )


def _in_partitions(articles: Any, lexicon: Lexicon, nested: str, sentences: bool) -> Any:
    """The mentions of a Dask DataFrame as one, found when they are needed (an id in two partitions
    is not noticed).
    """
    from dask.delayed import delayed  # no requirement of ours; a Dask DataFrame brings it along

    check_articles(articles._meta)
    meta = find_mentions(articles._meta, lexicon, nested, sentences)
    # Delayed, the lexicon goes out once a worker and not with every partition.
    return articles.map_partitions(
        find_mentions, delayed(lexicon, traverse=False), nested, sentences, meta=meta
    )


@lru_cache(maxsize=4)
def _prepared(lexicon: Lexicon) -> tuple[Matcher, Ranks]:
    """A lexicon, prepared to be found; kept, since the same one is asked for again and again."""
    return Matcher(lexicon), Ranks(lexicon)


def _batches(texts: list[str]) -> Iterator[list[int]]:
    """Numbers of texts to be looked at together: short ones, those in ASCII apart, as others need
    wider arrays.
    """
    kinds, sizes = np.array([text.isascii() for text in texts]), np.array(list(map(len, texts)))
    for kind in (True, False):
        rows = np.flatnonzero(kinds == kind)
        reached = np.cumsum(sizes[rows]) // _BATCH
        yield from (
            part.tolist()
            for part in np.split(rows, np.flatnonzero(np.diff(reached)) + 1)
            if len(part)
        )


def _find(
    spoken: list[Spoken],
    rows: list[int],
    matcher: Matcher,
    ranks: Ranks,
    nested: str,
    sentences: bool,
) -> tuple:
    """The mentions in some of the texts, joined: parallel arrays of row, start, end, term,
    sentence, paragraph; matches.
    """
    spoken = [spoken[row] for row in rows]
    texts, languages = map(list, zip(*spoken, strict=True))
    text = "\0".join(texts)
    lengths = np.array([len(own) + 1 for own in texts])
    offsets = np.cumsum(lengths) - lengths
    found = without_overlaps(matcher.find_in(texts, languages), ranks)
    if nested == "drop":
        found = without_nested(found)
    start, end, term = found
    order = np.lexsort((ranks.theme[term], end, start))
    start, end, term = start[order], end[order], term[order]
    matches = np.array(
        [text[first:last] for first, last in zip(start.tolist(), end.tolist(), strict=True)],
        dtype=object,
    )
    article = np.searchsorted(offsets, start, side="right") - 1
    start, end = start - offsets[article], end - offsets[article]
    sentence = paragraph = _numbers(lambda own: paragraph_spans(texts[own]), article, start)
    if sentences:
        sentence = _numbers(lambda own: sentence_spans(*spoken[own]), article, start)
    return np.array(rows)[article], start, end, term, sentence, paragraph, matches


def _numbers(
    spans: Callable[[int], list[Span]], article: np.ndarray, start: np.ndarray
) -> np.ndarray:
    """The number, from 1, of the paragraph or sentence that each mention begins in; `spans` are
    those of an article.
    """
    starts = {own: [first for first, _ in spans(own)] for own in np.unique(article).tolist()}
    places = zip(article.tolist(), start.tolist(), strict=True)
    return np.array([bisect_right(starts[own], place) for own, place in places], dtype=np.int64)


def _table(
    articles: pd.DataFrame, lexicon: Lexicon, columns: list[np.ndarray], sentences: bool
) -> pd.DataFrame:
    row = columns[0]
    if (row[1:] < row[:-1]).any():  # articles in ASCII were looked at apart from others
        order = np.argsort(row, kind="stable")
        columns = [column[order] for column in columns]
    row, start, end, term, sentence, paragraph, matches = columns
    table = pd.DataFrame({"article": articles["article"].take(row).reset_index(drop=True)})
    for position, column in enumerate(["group", "theme", "term"]):
        names = pd.array([entry[position] for entry in lexicon.terms], dtype="str")
        table[column] = names.take(term)
    # Kept in Python: Arrow, where it is installed, refuses half characters, which a text may hold.
    table["match"] = pd.Series(
        np.asarray(matches, dtype=object), dtype=pd.StringDtype("python", np.nan)
    )
    table["start"], table["end"] = start, end
    table["sentence"] = pd.arrays.IntegerArray(sentence, np.full(len(table), not sentences))
    table["paragraph"] = paragraph
    return table
