"""Articles and a lexicon -> the mentions table: the counting rule, step after step."""

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..articles.as_articles import Articles, check_ids
from ..articles.unread_tables import refuse_unknown_languages, warn_of_unread
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Themes
from ..text.batches import batches
from ..text.blocks import paragraph_spans
from ..text.languages import languages_of
from ..text.tokens import sentence_starts
from .overlaps import Ranks, resolved
from .places import ROOM, begins_of
from .search import Search

COLUMNS = "article group theme term match start end sentence paragraph".split()


@accepts_plain_inputs
def find_mentions(
    articles: Articles, lexicon: Themes, nested: str = "drop", sentences: bool = True
) -> pd.DataFrame:
    """Every mention of the lexicon's terms in the articles, by the counting rule, which stands in
    RULE.md.

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
    `group`, `theme` and `term` are plain strings. A theme has one name: its own, or `Group: Name`
    where two groups have a theme of that name; the group of a theme on its own is empty.

    Raises
    ------
    TypeError for arguments that are swapped or of another kind, a missing column, a text that is
    no string. ValueError for another `nested`, and for an `article` given twice; for a language
    that is not known, if terms are of one language. A table that `read_articles` did not make is
    taken as it is: an ArticleWarning says once what reading would have changed.

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
    if nested not in ("drop", "count"):
        raise ValueError(f'nested is "drop" or "count", not {nested!r}')
    if hasattr(articles, "map_partitions"):
        return _in_partitions(articles, lexicon, nested, sentences)
    check_ids(articles["article"])
    warn_of_unread(articles, stacklevel=3)
    return mentions_in(articles, lexicon, nested, sentences)


class Prepared(NamedTuple):
    """A lexicon as the counting rule asks for it, its forms among the terms."""

    term_of_form: np.ndarray  # of each the number of the lexicon's term
    search: Search
    ranks: Ranks


# kept, since the same lexicon is asked for again and again
_search_of = lru_cache(maxsize=4)(Search)
_ranks_of = lru_cache(maxsize=4)(Ranks)


def prepare(lexicon: Lexicon, texts: list[str]) -> Prepared:
    """A lexicon, prepared to be found in these texts, which say what forms its terms have.

    >>> from newsthemes import read_lexicon
    >>> lexicon = read_lexicon({"Trade": ["trade", "trade war"]})
    >>> prepare(lexicon, ["Trade war."]).search.find(["Trade war."], ["en"]).end.tolist()
    [5, 9]
    """
    terms, term_of_form = lexicon.terms, np.arange(len(lexicon.terms))
    if any(term.forms for term in terms):
        from .forms import with_forms  # loaded where it is needed

        terms, term_of_form = with_forms(lexicon, texts)
    return Prepared(term_of_form, _search_of(terms), _ranks_of(terms))


def _in_partitions(articles: Any, lexicon: Lexicon, nested: str, sentences: bool) -> Any:
    """The mentions of a Dask DataFrame as one, found when they are needed (an id in two partitions
    is not noticed). ValueError where it has no ids.
    """
    if "article" not in articles.columns:  # a table of pandas has got ids by now
        raise ValueError("articles: there is no column 'article'; give each an id")
    from dask.delayed import delayed  # no requirement of ours; a Dask DataFrame brings it along

    meta = find_mentions(articles._meta, lexicon, nested, sentences)
    # Delayed, the lexicon goes out once a worker and not with every partition.
    return articles.map_partitions(
        find_mentions, delayed(lexicon, traverse=False), nested, sentences, meta=meta
    )


def mentions_in(
    articles: pd.DataFrame, lexicon: Lexicon, nested: str, sentences: bool
) -> pd.DataFrame:
    """The mentions table of articles that need no check, as those from `read_lazily`."""
    texts = articles["text"].tolist()
    prepared = prepare(lexicon, texts)
    languages = [""] * len(texts)
    if prepared.search.asks_for_languages:
        refuse_unknown_languages(articles)
        languages = languages_of(articles)
    of_batches = [np.zeros((4, 0), dtype=np.int64)]
    for batch in batches(texts):
        some = [texts[row] for row in batch]
        places = prepared.search.find(some, [languages[row] for row in batch])
        places = resolved(places, prepared.ranks, nested)
        theme = prepared.ranks.theme[places.term]
        places = places.kept(np.lexsort((theme, places.end, places.start)))  # by starts first
        begins = begins_of(some)
        text = places.texts(begins)
        start, end = places.start - begins[text], places.end - begins[text]
        of_batches.append(np.array([np.array(batch)[text], start, end, places.term]))
    counted = np.concatenate(of_batches, axis=1)
    # articles in ASCII were looked at apart from others
    counted = counted[:, np.argsort(counted[0], kind="stable")]
    counted[3] = prepared.term_of_form[counted[3]]
    return _table(articles, lexicon, counted, sentences)


def _table(
    articles: pd.DataFrame, lexicon: Lexicon, counted_places: np.ndarray, sentences: bool
) -> pd.DataFrame:
    """The mentions table of what counts: row of the article, start, end, term."""
    row, start, end, term = counted_places
    table = pd.DataFrame({"article": articles["article"].take(row).reset_index(drop=True)})
    for position, column in enumerate(["group", "theme", "term"]):
        names = pd.array([entry[position] for entry in lexicon.terms], dtype="str")
        table[column] = names.take(term)
    texts = articles["text"].tolist()
    spans = zip(*counted_places[:3].tolist(), strict=True)
    matches = np.array([texts[text][first:last] for text, first, last in spans], dtype=object)
    # Kept in Python: Arrow, where it is installed, refuses half characters, which a text may hold.
    table["match"] = pd.Series(matches, dtype=pd.StringDtype("python", np.nan))
    table["start"], table["end"] = start, end
    last = np.flatnonzero(np.diff(row, append=-1))  # mention of each article
    paragraph = _numbers(_paragraph_starts(texts, row[last]), row, start)
    sentence = np.ones_like(paragraph)  # hidden, where none are asked for
    if sentences:
        sentence = _numbers(sentence_starts(articles, row[last], start[last]), row, start)
    table["sentence"] = pd.arrays.IntegerArray(sentence, np.full(len(table), not sentences))
    table["paragraph"] = paragraph
    return table


def _paragraph_starts(texts: list[str], rows: np.ndarray) -> np.ndarray:
    """Where the paragraphs of the texts in some rows start: the row, and the start."""
    starts = [(row, first) for row in rows.tolist() for first, _ in paragraph_spans(texts[row])]
    return np.array(starts, dtype=np.int64).reshape(-1, 2).T


def _numbers(starts: np.ndarray, row: np.ndarray, start: np.ndarray) -> np.ndarray:
    """The number, from 1, of the paragraph or sentence that each mention begins in, by where these
    start, article by article.
    """
    # all articles in one search, each with room for its text before the next
    places = starts[0] * ROOM + starts[1]
    before = np.searchsorted(places, row * ROOM)
    return np.searchsorted(places, row * ROOM + start, side="right") - before
