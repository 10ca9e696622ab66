"""A table that did not come from read_articles: what reading it would have changed."""

from collections.abc import Iterable

import pandas as pd

from ..text.languages import language_code
from ..text.normal_form import has_varying_signs
from ..text.wording import natural_list
from .articles_table import spelled_apart
from .formats.column_names import columns_named
from .formats.markup import has_markup
from .headlines import headline_in
from .notes import warn_once

# columns that a table from read_articles has, and one of the user's own has not
AS_READ = ["opening", "words", "sentences", "path", "sha256", "encoding", "unit"]
LOOKED_AT = 500  # rows whose texts are looked at
# how a date as ISO 8601 has it begins; 2024/1/31 is no year with something behind it
ISO_DATE = r"\s*(?!0000)(\d{4}(?:-\d\d){0,2})(?!\d|[-/]\d\d?(?!\d)|\.\d\d?\.)"


def warn_of_unread(articles: pd.DataFrame, stacklevel: int) -> None:
    """Say once of a table what read_articles would have changed in it: titles, dates, languages and
    HTML.
    """
    if set(AS_READ) <= set(articles.columns):
        return
    notes = "\n  ".join(_notes(articles))
    if notes:
        first = "articles is taken as it is; nt.read_articles(articles) reads it like a file"
        warn_once(f"{first}\n  {notes}", stacklevel + 1)


def not_iso(dates: pd.Series) -> pd.Series:
    """The dates that are stated, and not as 2020-05-17, 2020-05 or 2020.

    >>> not_iso(pd.Series(["2024-01-31", "2024", "05.01.2024", "2024/01/31", "", None])).tolist()
    ['05.01.2024', '2024/01/31']
    """
    if pd.api.types.is_datetime64_any_dtype(dates):
        return dates.iloc[:0]
    stated = dates.dropna().astype("str").str.strip()
    return stated[(stated != "") & ~stated.str.match(ISO_DATE)]


def unknown_languages(articles: pd.DataFrame) -> list[str]:
    """What the column `language` says and is no language that we know, each once."""
    stated = articles.get("language", pd.Series(dtype="str")).dropna().astype("str").unique()
    return [language for language in stated if language.strip() and not language_code(language)]


def refuse_unknown_languages(articles: pd.DataFrame) -> None:
    """ValueError for languages that are not known, where terms are of one language."""
    unknown = unknown_languages(articles)
    if unknown:
        named = natural_list([repr(name) for name in unknown])
        raise ValueError(
            f"articles: the language {named} is not known, and some terms count in one language "
            "alone; write codes such as 'de', or leave the cells empty: it is recognised then"
        )


def _notes(articles: pd.DataFrame) -> Iterable[str]:
    first = articles.head(LOOKED_AT)
    texts = first["text"].tolist()
    of_these = f"of {len(texts):,}"
    if len(articles) > len(texts):
        of_these = f"of the first {len(texts):,}"
    titles = first.get("title", pd.Series("", first.index)).tolist()
    pairs = [pair for pair in zip(titles, texts, strict=True) if isinstance(pair[0], str)]
    uncounted = sum(title.strip() != "" and not headline_in(text, title) for title, text in pairs)
    if uncounted:
        yield f"titles that are not in the text, and are not counted: {uncounted:,} {of_these}"
    marked = sum(map(has_markup, texts))
    if marked:
        yield f"texts with HTML, whose tags and addresses are counted: {marked:,} {of_these}"
    yield from _notes_on_columns(articles)
    hiding = sum(map(has_varying_signs, texts))
    if hiding:
        signs = "soft hyphens, ligatures or other signs that hide words"
        yield f"texts with {signs}: {hiding:,} {of_these}"
    if "date" in articles:
        odd = not_iso(articles["date"])
        if len(odd):
            yield f"dates that are not written as 2024-01-31: {len(odd):,} ({odd.iloc[0][:40]!r})"
    languages = unknown_languages(articles)
    if languages:
        yield f"languages that are not known: {len(languages):,} ({languages[0][:40]!r})"


def _notes_on_columns(articles: pd.DataFrame) -> Iterable[str]:
    named = columns_named(map(str, articles.columns))
    known = {fact: names[0] for fact, names in named.items() if names and fact not in articles}
    if known:
        taken = natural_list(f"{fact} from {name}" for fact, name in known.items())
        yield f"columns that reading takes by other names: {taken}"
    if "source" in articles:
        for names in spelled_apart(articles["source"]):
            yield f"sources that are counted apart, though spelled alike: {' / '.join(names)}"
