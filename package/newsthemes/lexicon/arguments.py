"""What the public functions are called with -> the tables and the lexicon that they work with."""

import inspect
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ..text.wording import natural_list
from .model import Lexicon

_PLACE = ["article", "theme", "start", "end"]  # no two mentions share all of them
# What each of the tables is known by: columns of it, and who returns it.
_MENTIONS = (["article", "group", "theme"], "find_mentions(articles, lexicon)")
_TABLES = {
    "mentions": _MENTIONS,
    "before": _MENTIONS,
    "after": _MENTIONS,
    "codes": ("article coder theme code".split(), "read_codes(path)"),
    "sample": ("article sentence stratum weight".split(), 'read_codes("codes/sample.tsv")'),
    "counts": (["group", "theme", "mentions"], "counts(mentions, articles, lexicon)"),
}
_NO_LEXICON = (
    'give a dict of themes, {"Trade": ["trade", "tariff*"]}, or what nt.read_lexicon(path) '
    "returns; nt.read_lexicon(nt.suggest(articles)) has the themes that the articles suggest"
)

Public = TypeVar("Public", bound=Callable)


def accepts_plain_inputs(function: Public, texts: bool = True) -> Public:
    """A decorator for a public function: articles may have any form that `as_articles` knows, and a
    lexicon may be a dict. Without `texts`, a table of articles may do without a column `text`.

    The function raises TypeError, naming the argument and the order, for one that is of another
    kind: for what stands in the place of another. ValueError for a mention that is there twice.

    >>> @accepts_plain_inputs
    ... def named(articles, lexicon):
    ...     return lexicon.themes
    >>> named("Talks.", {"Peace": ["talks"]})
    ('Peace',)
    >>> named({"Peace": ["talks"]}, "Talks.")
    Traceback (most recent call last):
    TypeError: named(articles, lexicon): articles: this is a dict, not articles; give a text, a list
    of texts, or what read_articles(path) returns; it belongs in the place of lexicon
    """
    signature = inspect.signature(function)
    parameters = signature.parameters

    @wraps(function)
    def called(*given: Any, **named: Any) -> Any:
        name = ""
        value = None
        try:
            bound = signature.bind(*given, **named)
            for name, value in bound.arguments.items():
                if value is not parameters[name].default:
                    bound.arguments[name] = _argument(name, value, texts)
        except TypeError as error:
            reason = str(error)
            if reason.endswith("argument: 'lexicon'"):  # none is given
                reason += f"; {_NO_LEXICON}"
            place = _place_of(value)
            if place in parameters and place != name:
                reason += f"; it belongs in the place of {place}"
            raise TypeError(f"{function.__name__}({', '.join(parameters)}): {reason}") from None
        return function(*bound.args, **bound.kwargs)

    return called


def _argument(name: str, value: Any, texts: bool) -> Any:
    if name == "articles":
        if texts or not isinstance(value, pd.DataFrame) or "text" in value:
            from ..articles.as_articles import as_articles  # loaded where it is needed

            return as_articles(value)
        if {"group", "theme"} <= set(value.columns):
            raise TypeError(
                f"{name}: this is {_kind(value)}; give what read_articles(path) returns"
            )
    elif name == "lexicon":
        return as_lexicon(value)
    elif name in _TABLES:
        columns, source = _TABLES[name]
        if not set(columns) <= set(getattr(value, "columns", ())):
            raise TypeError(f"{name}: this is {_kind(value)}; give what {source} returns")
        _refuse_repeated(name, value)
    elif isinstance(value, pd.DataFrame | Lexicon):
        raise TypeError(f"{name}: this is {_kind(value)}")
    return value


def _refuse_repeated(name: str, mentions: pd.DataFrame) -> None:
    """ValueError for a mention that is there twice, and would be counted twice. Dask's tables are
    not looked at: nothing has read them yet.
    """
    if not isinstance(mentions, pd.DataFrame) or not set(_PLACE) <= set(mentions.columns):
        return
    rows = np.flatnonzero(mentions.duplicated(_PLACE))
    if len(rows):
        article, theme, start, end = mentions[_PLACE].iloc[rows[0]]
        raise ValueError(
            f"{name}: rows that repeat others: {len(rows):,} ({natural_list(rows.tolist(), 5)}, "
            f"counted from 0; the first is article {article!r}, theme {theme}, characters {start} "
            f"to {end}); after a merge or concat keep one of each, .drop_duplicates({_PLACE})"
        )


def as_lexicon(lexicon: Any) -> Lexicon:
    """A Lexicon as it is; a dict of themes, as `read_lexicon` takes it, as a Lexicon.

    TypeError for anything else: the path of a file is read by `read_lexicon` alone.
    """
    if isinstance(lexicon, Lexicon):
        return lexicon
    if isinstance(lexicon, Mapping):
        from .read_lexicon import read_lexicon  # loaded where it is needed

        return read_lexicon(lexicon)
    todo = "give a dict of themes, or what read_lexicon(path) returns"
    raise TypeError(f"lexicon: this is {_kind(lexicon)}, not a lexicon; {todo}")


def _place_of(value: Any) -> str:
    """The name of the argument that a value is meant for; empty where it may be for several."""
    columns = set(getattr(value, "columns", ()))
    if isinstance(value, Lexicon | Mapping):
        return "lexicon"
    if columns.issuperset(_PLACE):
        return "mentions"
    if "text" in columns:
        return "articles"
    return ""


def _kind(value: Any) -> str:
    """What an argument is, in words."""
    if hasattr(value, "columns"):
        return f"a table ({', '.join(map(str, value.columns[:8]))})"
    return f"a {type(value).__name__}"
