"""Mentions per 1,000 words, each with an interval over the articles."""

from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..text.tokens import unit_of, with_unit, word_counts
from ..text.wording import plural
from .bounds import LEVERAGE, rate_bounds
from .counts import LEXICON_COLUMNS, article_counts, check_columns, columns_of, counts
from .statistics import MIN_ARTICLES, clusters, divided, summed

BOUNDS = ["low", "high", "note"]
_NEVER = "never mentioned: an upper bound, and no more"


@partial(takes_any_form, texts=False)
def interval(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | list[str] = "theme",
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """Mentions per 1,000 words with an interval over articles, not over mentions: those of one
    article depend on each other.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    by : "group", "theme" or "term", alone or in a list with columns of `articles` (such as
        "party"); articles vary within each.
    cluster : a column of `articles`, or several; those that share a value count as one (a
        speaker's, near duplicates).

    Returns
    -------
    The columns of `by`, then `articles` (their number), `mentions`, `per_1000`, `low`, `high`,
    `note`: why low and high are NaN, or why the interval begins at 0. It needs MIN_ARTICLES
    articles (or clusters) with words, none of which has more than half of the words, and a rate
    that differs between them; a theme that they never mention has an upper bound. `rate_bounds`
    says how it is computed, and benchmarks/coverage.md how often it holds. A single article has no
    interval, and a row a paragraph (column `paragraph`). A column `unit` as in `counts`.

    Raises
    ------
    ValueError as in `counts`, for a column called `low`, `high` or `note`, and for paragraphs of
    several articles.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts, lexicon = ["Trade is up.", "All is well."] * 5, read_lexicon({"Trade": ["trade"]})
    >>> toy = pd.DataFrame({"article": range(10), "text": texts})
    >>> interval(find_mentions(toy, lexicon), toy, lexicon)[["per_1000", "low", "high"]].round()
       per_1000   low   high
    0     167.0  75.0  369.0
    """
    if len(articles) != 1:
        table = rates_over_articles(mentions, articles, lexicon, by, cluster)
        return table.drop(columns="thin")
    keys = [*_keys(by, BOUNDS), "paragraph"]
    note = "there is a single article; these rates are those of its paragraphs"
    table = counts(mentions, articles, lexicon, by=keys)
    table = table.assign(articles=1, low=np.nan, high=np.nan, note=note)
    table = table[[*keys, "articles", "mentions", "per_1000", *BOUNDS]]
    return with_unit(table, unit_of(articles))


def rates_over_articles(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | list[str],
    cluster: str | list[str] | None = None,
) -> pd.DataFrame:
    """`interval` for any number of articles, a single one too: it then has a rate, and a note in
    place of an interval. The column `thin` says whether there are too few articles or clusters.
    """
    keys = _keys(by, [*BOUNDS, "paragraph"])
    of_texts = [key for key in keys if key not in LEXICON_COLUMNS]
    of_lexicon = [key for key in keys if key in LEXICON_COLUMNS]
    together = clusters(articles, cluster)
    check_columns(articles, of_texts)
    entries, found = article_counts(mentions, articles, lexicon, of_lexicon)
    part, parts = np.zeros(len(articles), dtype="int64"), 1
    if of_texts:
        named = articles.reset_index(drop=True)
        named = named.groupby(of_texts, dropna=False, observed=True, sort=False)
        part, parts = named.ngroup().to_numpy(), named.ngroups
    unit = "article"
    if cluster:
        unit = "cluster"
    first = np.unique(part, return_index=True)[1]
    table = pd.DataFrame(index=range(parts * len(entries)))
    for key in keys:
        if key in of_texts:
            table[key] = articles[key].array.take(np.repeat(first, len(entries)))
        else:
            table[key] = entries[key].array.take(np.tile(np.arange(len(entries)), parts))
    table["articles"] = np.repeat(np.bincount(part, minlength=parts), len(entries))
    values = np.column_stack([found, word_counts(articles)])
    sums = summed(values, part, parts)
    table["mentions"] = sums[:, :-1].ravel().astype("int64")
    table["per_1000"] = 1000 * divided(sums[:, :-1], sums[:, -1:]).ravel()
    code, cell = np.unique(part * len(values) + together, return_inverse=True)
    values, part = summed(values, cell), code // max(1, len(part))
    written = values[:, -1] > 0
    for name, column in _bounds(values[written], part[written], parts, unit).items():
        table[name] = column.ravel()
    return with_unit(table, unit_of(articles))


def _keys(by: str | list[str], taken: list[str]) -> list[str]:
    keys = columns_of(by)
    if wrong := [key for key in keys if key in taken]:
        raise ValueError(
            f"interval: there are no rates by {wrong[0]!r}; name another column of the articles, "
            "or rename it"
        )
    return keys


def _bounds(values: np.ndarray, part: np.ndarray, parts: int, unit: str) -> dict[str, np.ndarray]:
    """The columns `low`, `high`, `note` and `thin` of an interval, each parts x entries, from the
    mentions of articles or clusters, a column an entry of the lexicon, and words, the last column;
    of each its part, of so many.
    """
    found, words = values[:, :-1], values[:, -1:]
    size = np.bincount(part, minlength=parts)[:, None]
    of_part, all_words = summed(found, part, parts), summed(words, part, parts)
    differs = summed(found * all_words[part] != words * of_part[part], part, parts) > 0
    has_longest = summed(words > LEVERAGE * all_words[part], part, parts) > 0
    thin = np.broadcast_to(size < MIN_ARTICLES, of_part.shape)
    notes = {
        "": ~thin & ~has_longest & differs,
        f"one of the {unit}s has more than half of the words: no interval": ~thin & has_longest,
        _NEVER: ~thin & (of_part == 0),
        f"the same rate in all {unit}s, which cannot say how it varies": ~thin,
    }
    too_few = np.vectorize(_too_few, otypes=[object])(size, unit)
    note = np.select(list(notes.values()), list(notes), too_few)
    known = (note == "") | (note == _NEVER)
    low, high = np.full((2, *note.shape), np.nan)
    row = known.any(axis=1)[part]
    enough, number = np.unique(part[row], return_inverse=True)
    low[enough], high[enough] = rate_bounds(found[row], words[row], number)
    low[~known], high[~known] = np.nan, np.nan
    return {"low": 1000 * low, "high": 1000 * high, "note": note, "thin": thin}


def _too_few(size: int, unit: str) -> str:
    """Why so few articles have no interval."""
    if not size:
        return "no words"
    are = "are"
    if size == 1:
        are = "is"
    return f"{plural(size, unit)} {are} too few; an interval needs {MIN_ARTICLES}"
