"""What articles may be counted by: their names, repeated phrases and frequent words, as a table of
themes and terms.
"""

from dataclasses import replace
from itertools import compress
from operator import not_

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Term
from ..lexicon.syntax import default_case, term_fault
from ..mentions.find import find_mentions
from ..tables.concordance import passage
from ..tables.keys import article_rows
from ..text.languages import stated_languages
from .frequent_words import frequent_words
from .name_runs import tells_names
from .names import Name, key_of, names_in
from .other_forms import Row, spellings, themes_of_names
from .phrases import phrases_of
from .repeats import repeats_of
from .words_of_text import WordsOfText, words_of_text

PHRASE, WORD = "phrase", "word"
MOST = 30  # themes
_COLUMNS = {"theme": "str", "term": "str", "kind": "str"}
_COLUMNS |= {"mentions": "int64", "articles": "int64", "passage": "str"}
_FEWEST, _MOST = 3, 10  # mentions of a frequent word, by the length of the texts
_WORDS = 100  # of a text, for each mention


@accepts_plain_inputs
def suggest(
    articles: pd.DataFrame, lexicon: Lexicon | None = None, most: int = MOST
) -> pd.DataFrame:
    """Themes and terms by which the articles may be counted; with a lexicon, what it may miss.

    Parameters
    ----------
    articles : one row an article. A language that the column `language` states counts.
    lexicon : what is counted already. First come rows for its themes: other forms of its names,
        and spellings of one stem; then rows whose `theme` is empty.
    most : how many themes, beside those of the lexicon: the first, as they are ordered here.

    Returns
    -------
    A table, a row a term: `theme`, `term`, `kind`, `mentions`, `articles`, `passage` (the first of
    them). `read_lexicon` makes a lexicon of it, or of the rows of it that you keep, once each has a
    theme. The mentions are those that the whole table finds, without what the lexicon's theme has
    already; of fewer rows, a term also finds what was inside of a longer one that is left out.

    The kinds: "name", "short name", "acronym", "adjective" (of a country); "phrase", a collocation
    that is repeated; "word", five times as frequent as in world news (English). In languages that
    capitalize nouns, in scripts without capitals, and in texts all in capitals a name cannot be
    told: "name or phrase" and "name or word" are what they repeat. With a lexicon also "spelling".

    The order: names and phrases by mentions; words that are frequent; names that occur once, people
    last; a theme's other terms that occur once; rarer words.

    >>> text = "Chinese officials saw Wang Yi. Wang spoke of tariffs: steel tariffs, other tariffs."
    >>> suggest(text)[["theme", "term", "kind", "mentions"]]
         theme     term        kind  mentions
    0  Wang Yi  Wang Yi        name         1
    1  tariffs  tariffs        word         3
    2    China  Chinese   adjective         1
    3  Wang Yi     Wang  short name         1
    4    steel    steel        word         1
    """
    if most < 1:
        raise ValueError(f"suggest: most is how many themes, 1 or more, and not {most!r}")
    texts = list(map(words_of_text, articles["text"], map(str, stated_languages(articles))))
    shows_names = list(map(tells_names, texts))
    with_names = list(compress(texts, shows_names))
    names = names_in(with_names)
    rows = [(name.name, term, kind) for name in names for term, kind in name.terms.items()]
    keys = {key_of(term) for _, term, _ in rows}
    rows += [(phrase, phrase, PHRASE) for phrase in phrases_of(with_names, keys)]
    rows += [(theme, term, WORD) for theme, term in frequent_words(with_names, keys)]
    others = compress(texts, map(not_, shows_names))
    rows += [(term, term, kind) for term, kind in repeats_of(others).items()]
    if lexicon is not None:
        rows = _of_themes(rows, texts, names, lexicon)
    people = {name.name for name in names if name.is_person}
    words = sum(len(text.words) for text in texts)
    given = lexicon or Lexicon((), {}, "")
    table = _ordered(_with_mentions(rows, articles, given), people, words)
    new = table.loc[~table["theme"].isin(given.themes), "theme"].unique()[:most]
    kept = {*given.themes, *new}
    rows = [row for row in rows if row[0] in kept]
    table = _ordered(_with_mentions(rows, articles, given), people, words)  # by what is kept
    if lexicon is not None:
        belongs = table["theme"].isin(lexicon.themes)
        of_themes = table[belongs].sort_values("mentions", ascending=False, kind="stable")
        table = pd.concat([of_themes, table[~belongs].assign(theme="")], ignore_index=True)
    return table.astype(_COLUMNS)


def _with_mentions(rows: list[Row], articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The rows with their mentions by the counting rule, all together and with the lexicon; each
    term once, and none that is a term already.
    """
    table = pd.DataFrame(rows, columns=["theme", "term", "kind"])
    table["key"] = table["term"].map(key_of)
    is_term = table["key"].isin([key_of(entry.term) for entry in lexicon.terms])
    is_wrong = table["term"].map(term_fault) != ""
    table = table[~is_term & ~is_wrong].drop_duplicates("key").drop(columns="key")
    terms = list(lexicon.terms)
    for row in table.itertuples():
        terms.append(Term("", row.theme, row.term, default_case(row.term), False, 0))
    themes = dict.fromkeys([term.theme for term in terms], "")
    mentions = find_mentions(articles, Lexicon(tuple(terms), themes, ""), sentences=False)
    mentions = mentions[mentions["term"].isin(table["term"])]
    mentions = _not_taken(mentions, articles, lexicon)
    numbers = mentions.groupby("term")["article"].agg(mentions="size", articles="nunique")
    first = mentions.drop_duplicates("term").set_index("term")
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    passages = [passage(texts[row.article], row.start, row.end) for row in first.itertuples()]
    numbers["passage"] = pd.Series(passages, first.index, dtype="str")
    return table.merge(numbers, on="term")


def _not_taken(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The mentions that touch none of the lexicon's for the same theme, and lie in none for another
    or in a `not:` phrase.
    """
    terms = tuple(term._replace(excluded=False) for term in lexicon.terms)
    counted = replace(lexicon, terms=terms)
    of_lexicon = find_mentions(articles, counted, nested="count", sentences=False)
    begins = np.cumsum([0, *articles["text"].str.len() + 1])  # as if all were one text
    places, others = (
        table[["start", "end"]].add(begins[article_rows(table, articles)], axis=0)
        for table in (mentions, of_lexicon)
    )
    is_taken = _furthest_end(others, places["start"] + 1) >= places["end"]
    for theme in mentions.loc[mentions["theme"].isin(of_lexicon["theme"]), "theme"].unique():
        of_theme = mentions["theme"] == theme
        ends = _furthest_end(others[of_lexicon["theme"] == theme], places.loc[of_theme, "end"])
        is_taken[of_theme] |= ends > places.loc[of_theme, "start"]
    return mentions[~is_taken]


def _furthest_end(spans: pd.DataFrame, before: pd.Series) -> pd.Series:
    """The last end of the spans that start before each place; -1 for none."""
    spans = spans.sort_values("start")
    ends = np.append(-1, np.maximum.accumulate(spans["end"].to_numpy()))
    return pd.Series(ends[np.searchsorted(spans["start"], before)], before.index)


def _of_themes(
    rows: list[Row], texts: list[WordsOfText], names: list[Name], lexicon: Lexicon
) -> list[Row]:
    """The rows, those that belong to a theme of the lexicon under its name; and before them what
    else stands for its themes.
    """
    themes = themes_of_names(names, lexicon)
    renamed = [(themes.get(theme, theme), term, kind) for theme, term, kind in rows]
    return [*spellings(texts, lexicon), *renamed]


def _ordered(table: pd.DataFrame, people: set[str], words: int) -> pd.DataFrame:
    """The rows, the best first, the terms of a theme together."""
    fewest = min(max(_FEWEST, words / _WORDS), _MOST)
    mentions = table["mentions"]
    of_theme = table.groupby("theme", sort=False)
    total = of_theme["mentions"].transform("sum")
    is_main = table.index.isin(of_theme["mentions"].idxmax())
    is_word = table["kind"] == WORD
    sections = {
        5: is_word & (total < fewest),
        1: is_word,
        4: ~is_main & (mentions == 1),
        3: (total == 1) & table["theme"].isin(people),
        2: total == 1,
    }
    section = np.select(list(sections.values()), list(sections), 0)
    order = {
        "section": section,
        "total": -total,
        "is_phrase": table["kind"] == PHRASE,
        "first": of_theme.ngroup(),
        "mentions": -mentions,
    }
    order = pd.DataFrame(order).sort_values(list(order), kind="stable")
    return table.loc[order.index].reset_index(drop=True)
