"""What a user has at hand for articles, a text say, or texts -> the articles table."""

import os
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like

from ..text.wording import natural_list
from .formats.values import how_to_be_text, is_whole_number
from .notes import warn_once

Articles = pd.DataFrame | pd.Series | str | list[str]  # also a table of polars, Arrow or Dask

_WORD = re.compile(r"\S{0,30}")
_TODO = "give a text, a list of texts, or what read_articles(path) returns"


def as_articles(articles: Articles) -> pd.DataFrame:
    """A table with the columns `article` and `text`, as it is; a text, a list or a Series of texts,
    or a table without `article`, as such a table.

    The ids of articles that have none are the labels of their index, whole numbers or text, if
    these differ, and else their numbers from 1, as for a list; an ArticleWarning says that once. A
    Dask DataFrame is returned as it is.

    Raises TypeError for what is no article: a path, a lexicon, a table without texts, or one of
    mentions, a text that is missing or no string.

    >>> as_articles(["They met.", "It rained."])
      article        text
    0       1   They met.
    1       2  It rained.
    >>> as_articles(pd.Series({"monday": "They met."}))["article"].tolist()
    ['monday']
    """
    if hasattr(articles, "map_partitions"):
        return articles
    articles = in_pandas(articles)
    if not isinstance(articles, pd.DataFrame):
        articles = _texts(articles).to_frame("text")
    elif "text" not in articles.columns:
        there = natural_list(articles.columns, 12)
        todo = 'rename the one with the texts: .rename(columns={"...": "text"})'
        raise TypeError(f"articles: there is no column 'text' (there are: {there}); {todo}")
    if "article" not in articles.columns:
        labels, doubt = row_labels(articles)
        if doubt:
            warn_once(f"articles: {doubt}", stacklevel=4)  # of who called with it
        articles = articles.reset_index(drop=True)
        articles.insert(0, "article", pd.Series(labels, dtype=None if labels else "str"))
    texts = zip(articles["article"].tolist(), articles["text"].tolist(), strict=True)
    for row, (article, text) in enumerate(texts):
        if not isinstance(text, str):
            where = f"articles: row {row}, article {article!r}"
            raise TypeError(f"{where}: the text is {text!r:.60}; {how_to_be_text(text)}")
    return articles


def in_pandas(articles: Any) -> Any:
    """A table of polars or Arrow, or a Series, as a DataFrame, an array as a list; all else as it
    is. The levels of an index that has several become columns.

    >>> in_pandas(pd.Series({(2024, 7): "They met."})).to_dict("records")
    [{'level_0': 2024, 'level_1': 7, 'text': 'They met.'}]
    """
    if hasattr(articles, "to_pandas"):
        articles = articles.to_pandas()
    if isinstance(articles, pd.Series):
        articles = articles.to_frame("text")
    if not isinstance(articles, pd.DataFrame):
        return articles.tolist() if hasattr(articles, "tolist") else articles
    if articles.columns.nlevels > 1:
        todo = 'give each column one name: table.columns = ["text", "date"]'
        raise TypeError(f"articles: the columns have {articles.columns.nlevels} levels; {todo}")
    if articles.index.nlevels > 1:
        names = enumerate(articles.index.names)
        further = [level for level, name in names if name not in articles.columns]
        return articles.reset_index(further).reset_index(drop=True)
    return articles


def row_labels(table: pd.DataFrame) -> tuple[list[int] | list[str], str]:
    """The labels of a table's index, as text if not all are whole numbers, if these differ, and
    else the numbers of its rows, with what to say of that.

    >>> row_labels(pd.DataFrame({"text": ["They met.", "It rained."]}, index=["a", "a"]))[0]
    [1, 2]
    """
    labels = table.index.tolist()
    if not all(map(is_whole_number, labels)):
        labels = list(map(str, labels))
    repeated = [label for label, times in Counter(labels).items() if times > 1]
    if not repeated:
        return labels, ""
    numbers = list(range(1, len(labels) + 1))
    doubt = f"the table has the label {str(repeated[0])[:40]!r} more than once in its index"
    return numbers, f"{doubt}; its articles are called 1, 2, 3 …; a column `article` names them"


def check_ids(ids: pd.Series) -> None:
    """ValueError where an article has the id of another.

    >>> check_ids(pd.Series(["a", "a"]))
    Traceback (most recent call last):
    ValueError: articles: the id 'a' is given twice; give each article an id of its own, or read
    the table with nt.read_articles(table), which does
    """
    for again in ids[ids.duplicated()].tolist():
        todo = "give each article an id of its own, or read the table with nt.read_articles(table)"
        raise ValueError(f"articles: the id {again!r} is given twice; {todo}, which does")


def _texts(articles: Any) -> pd.Series:
    if isinstance(articles, bytes):
        raise TypeError(f"articles: these are bytes, not a text; {how_to_be_text(articles)}")
    if isinstance(articles, str):
        from .find_files import names_path  # loaded where it is needed

        if articles and names_path(articles):
            todo = f"read it with nt.read_articles({articles!r})"
            kind = "looks like a path, and nothing is there"
            if os.path.exists(articles):
                kind = "is a file or folder"
            raise TypeError(f"articles: {articles!r} {kind}, not a text; {todo}")
        articles = [articles]
    if isinstance(articles, Mapping) or not is_list_like(articles, allow_sets=False):
        raise TypeError(f"articles: this is a {type(articles).__name__}, not articles; {_TODO}")
    texts = list(articles)
    if len(texts) > 20 and all(isinstance(text, str) and _WORD.fullmatch(text) for text in texts):
        todo = "if they are the words of one text, give ' '.join(words)"
        warn_once(f"articles: each of the {len(texts):,} texts is one word; {todo}", stacklevel=5)
    return pd.Series(texts, index=range(1, len(texts) + 1), dtype=object)
