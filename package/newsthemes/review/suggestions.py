"""What articles may be counted by: the common issues that they speak of, their names, and their
keywords and phrases, as a table of themes and terms.
"""

from dataclasses import replace
from itertools import compress
from operator import index, not_

import numpy as np
import pandas as pd

from ..articles.random_order import random_order
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Term
from ..lexicon.syntax import default_case, term_fault
from ..mentions.find import mentions_in
from ..tables.concordance import passage
from ..tables.keys import article_rows
from ..text.languages import main_language, stated_languages
from .boilerplate import without_boilerplate
from .common_issues import common_issues, is_in_no_issue, issues_in
from .keywords import PHRASE, WORD, Row, keywords
from .name_runs import tells_names
from .names import ACRONYM, ADJECTIVE, NAME, SHORT_NAME, Name, key_of, names_in
from .other_forms import spellings, themes_of_names
from .phrases import phrases_of
from .repeats import repeats_of
from .words_of_text import WordsOfText, words_of_text

ISSUE = "issue"
ISSUES = "Issues"
NAMES = "Names"
WORDS = "Words"
GROUPS = [ISSUES, NAMES, WORDS]
_COLUMNS = {"group": "str", "theme": "str", "term": "str", "case": "str", "excluded": "bool"}
_COLUMNS |= {"kind": "str", "mentions": "int64", "articles": "int64", "passage": "str"}
_OF_NAMES = [NAME, SHORT_NAME, ACRONYM, ADJECTIVE]
_SHARE = 0.05  # of the mentions of the first theme of its group: what has fewer is hardly read
_CHARACTERS = 1_000_000  # of the articles that are looked at
_AT_MOST = 30  # themes of a group
_LEAST = 2  # mentions that are worth reading, in longer texts one for each so many words, but
_ENOUGH = 10  # so many are enough
_WORDS_A_MENTION = 1000
_WORDS_A_MENTION_OF_KEYWORDS = 200
_ONCE = 500  # words of the texts in which a theme that occurs once is worth reading
_ONCE_A_PERSON = 100  # and one that is a person


@accepts_plain_inputs
def suggest(
    articles: pd.DataFrame, lexicon: Lexicon | None = None, most: int | None = None
) -> pd.DataFrame:
    """Themes and terms by which the articles may be counted; with a lexicon, what it may miss.

    Parameters
    ----------
    articles : one row an article. A language that the column `language` states counts.
    lexicon : what is counted already. Then no issues are suggested; first come rows for its themes:
        other forms of its names, and spellings of one stem; then rows whose `theme` is empty.
    most : how many themes of each group, beside those of the lexicon: the first, as they are
        ordered here. None: those that are worth reading, which are not rare beside the others.

    Returns
    -------
    A table, a row a term: `group`, `theme`, `term`, `case`, `excluded`, `kind`, `mentions`,
    `articles`, `passage` (the first of them). `read_lexicon` makes a lexicon of it, or of the rows
    of it that you keep, once each has a theme; rows of one group and theme are one theme. The
    mentions are those that the whole table finds, without what the lexicon's theme has already; of
    fewer rows, a term also finds what was inside of a longer one that is left out. An `excluded`
    row is a `not:` phrase, without mentions.
    Of more than a million characters, what to suggest is looked for in a random sample of the
    articles; the mentions are those of all.

    The groups: "Issues", common issues of news (`read_lexicon("issues")`) that English articles
    speak of, each by its terms that occur there; "Names"; "Words", keywords and phrases that no
    issue has.

    The kinds: "issue"; "name", "short name", "acronym", "adjective" (of a country); "phrase", a
    collocation that is repeated; "word", which is five times as frequent as in world news
    (English). In languages that capitalize nouns, in scripts without capitals, and in texts all in
    capitals a name cannot be told: "name or phrase" and "name or word" are what they repeat. With a
    lexicon also "spelling".

    The order: issues, names, words; then issues and names that occur once, people last.

    >>> text = "Chinese officials saw Wang Yi. Wang spoke of tariffs: steel tariffs, other tariffs."
    >>> suggest(text)[["group", "theme", "term", "kind", "mentions"]]
        group    theme     term        kind  mentions
    0  Issues    Trade  tariff*       issue         3
    1   Names  Wang Yi  Wang Yi        name         1
    2   Names  Wang Yi     Wang  short name         1
    3   Names    China  Chinese   adjective         1
    """
    if most is not None and index(most) < 1:
        raise ValueError(f"suggest: most is how many themes, 1 or more, and not {most!r}")
    sample = _looked_at(articles)
    bodies = without_boilerplate(sample["text"].tolist())
    texts = list(map(words_of_text, bodies, map(str, stated_languages(sample))))
    shows_names = list(map(tells_names, texts))
    with_names = list(compress(texts, shows_names))
    names = names_in(with_names)
    rows = [(name.name, term, kind) for name in names for term, kind in name.terms.items()]
    keys = {key_of(term) for _, term, _ in rows}
    rows += keywords(with_names, keys, phrases_of(with_names, keys))
    others = _of_other_kinds(texts, shows_names)
    rows += [(term, term, kind) for term, kind in repeats_of(others).items()]
    if lexicon is None:
        terms = _with_issues(rows, issues_in(_english(articles, sample, texts)))
        counted = Lexicon((), {}, "")
    else:
        terms = _as_terms([*spellings(texts, lexicon), *_of_themes(rows, names, lexicon)])
        counted = lexicon
    people = {name.name for name in names if name.is_person}
    words = sum(len(text.words) for text in texts)
    candidates = _ordered(_with_mentions(terms, sample, counted), people)
    candidates = candidates[~candidates["theme"].isin(counted.themes)]
    themes = {*counted.themes, *_worth_reading(candidates, people, words, most)}
    terms = terms[terms["theme"].isin(themes) & ~_is_rare_phrase(terms, candidates)]
    table = _ordered(_with_mentions(terms, articles, counted), people)  # other terms now overlap
    is_new = ~table["theme"].isin(counted.themes)
    table["theme"] = table["theme"].mask(is_new, _names_of_themes(table))
    if lexicon is not None:
        belongs = table["theme"].isin(lexicon.themes)
        of_themes = table[belongs].sort_values("mentions", ascending=False, kind="stable")
        others = table[~belongs].assign(theme="")
        table = pd.concat([of_themes, others], ignore_index=True).assign(group="")
    return table.astype(_COLUMNS)[list(_COLUMNS)]


def _looked_at(articles: pd.DataFrame) -> pd.DataFrame:
    """The articles in which suggestions are looked for, in their order: all, or a random sample; of
    a very long one the beginning.
    """
    if articles["text"].str.len().sum() <= _CHARACTERS:
        return articles
    short = articles.assign(text=articles["text"].str[: _CHARACTERS // 10])
    drawn = random_order(short)
    sizes = short["text"].str.len().to_numpy()
    return short.iloc[np.sort(drawn[sizes[drawn].cumsum() <= _CHARACTERS])]


def _of_other_kinds(texts: list[WordsOfText], shows_names: list[bool]) -> list[WordsOfText]:
    """The texts in which capitals do not tell names; where they do so in most of the words, none of
    the headlines and rows of numbers that may be English.
    """
    others = list(compress(texts, map(not_, shows_names)))
    words = sum(len(text.words) for text in texts)
    if 2 * sum(len(text.words) for text in others) < words:
        others = [text for text in others if text.language not in ("en", "")]
    return others


def _english(
    articles: pd.DataFrame, sample: pd.DataFrame, texts: list[WordsOfText]
) -> pd.DataFrame:
    """The articles that are English; all of them where most of a sample are, since what a `not:`
    phrase leaves out may be in the others.
    """
    languages = [text.language for text in texts]
    wanted = ["en"]
    if main_language(filter(None, languages)) == "en":
        wanted.append("")  # headlines do not tell
    are_english = np.isin(languages, wanted)
    if sample is not articles and 2 * are_english.sum() > len(sample):
        return articles
    return sample[are_english]


def _as_terms(rows: list[Row]) -> pd.DataFrame:
    """A row a term, each once; none that a lexicon could not hold."""
    terms = pd.DataFrame(rows, columns=["theme", "term", "kind"], dtype="str")
    names = terms.loc[terms["kind"].isin(_OF_NAMES), "theme"]
    terms["group"] = np.where(terms["theme"].isin(names), NAMES, WORDS)
    terms["case"] = terms["term"].map(default_case)
    terms["excluded"] = False
    is_wrong = terms["term"].map(term_fault) != ""
    is_again = terms["term"].map(key_of).duplicated()
    return terms[~is_wrong & ~is_again]


def _with_issues(rows: list[Row], issues: list[Term]) -> pd.DataFrame:
    """The terms of issues, and behind them names, and the words and phrases in which no issue finds
    anything.
    """
    are_new = is_in_no_issue([term for _, term, _ in rows], issues)
    rows = [row for row, is_new in zip(rows, are_new, strict=True) if is_new or row[2] in _OF_NAMES]
    of_issues = pd.DataFrame(issues, columns=Term._fields).assign(kind=ISSUE)
    others = _as_terms(rows)
    is_issue = others["theme"].isin(common_issues().themes)
    others["theme"] = others["theme"].where(~is_issue, others["theme"] + " (name)")
    return pd.concat([of_issues[others.columns], others], ignore_index=True)


def _with_mentions(terms: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The terms with their mentions by the counting rule, all together and with the lexicon; none
    that is a term already, and none without mentions but for the `not:` phrases.
    """
    is_term = terms["term"].map(key_of).isin([key_of(entry.term) for entry in lexicon.terms])
    terms = terms[~is_term]
    new = [
        Term(row.group, row.theme, row.term, row.case, row.excluded, 0)
        for row in terms.itertuples()
    ]
    entries = (*lexicon.terms, *new)
    themes = {term.theme: term.group for term in entries}
    mentions = mentions_in(articles, Lexicon(entries, themes, ""), "drop", sentences=False)
    mentions = mentions[mentions["term"].isin(terms["term"])]
    mentions = _not_taken(mentions, articles, lexicon)
    key = ["theme", "term"]
    numbers = mentions.groupby(key)["article"].agg(mentions="size", articles="nunique")
    first = mentions.drop_duplicates(key).set_index(key)
    texts = dict(zip(articles["article"], articles["text"], strict=True))
    passages = [passage(texts[row.article], row.start, row.end) for row in first.itertuples()]
    numbers["passage"] = pd.Series(passages, first.index, dtype="str")
    none = {"mentions": 0, "articles": 0, "passage": ""}
    table = terms.merge(numbers, "left", on=key).fillna(none)
    found = table["theme"].isin(table.loc[table["mentions"] > 0, "theme"])
    return table[(table["mentions"] > 0) | (table["excluded"] & found)]


def _not_taken(mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """The mentions that touch none of the lexicon's for the same theme, and lie in none for another
    or in a `not:` phrase.
    """
    terms = tuple(term._replace(excluded=False) for term in lexicon.terms)
    counted = replace(lexicon, terms=terms)
    of_lexicon = mentions_in(articles, counted, "count", sentences=False)
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


def _of_themes(rows: list[Row], names: list[Name], lexicon: Lexicon) -> list[Row]:
    """The rows, those that belong to a theme of the lexicon under its name."""
    themes = themes_of_names(names, lexicon)
    return [(themes.get(theme, theme), term, kind) for theme, term, kind in rows]


def _worth_reading(table: pd.DataFrame, people: set[str], words: int, most: int | None) -> set[str]:
    """The themes of an ordered table that are kept: so many of each group, or what is worth
    reading in texts of so many words.
    """
    by_theme = table.groupby(["group", "theme"], sort=False)["mentions"].sum().reset_index()
    if most is not None:
        return set(by_theme.groupby("group").head(most)["theme"])
    is_keyword = by_theme["theme"].isin(table.loc[table["kind"] == WORD, "theme"])
    is_phrase = by_theme["theme"].isin(table.loc[table["kind"] == PHRASE, "theme"])
    is_person = by_theme["theme"].isin(people)
    may_be_once = (words <= np.where(is_person, _ONCE_A_PERSON, _ONCE)) & ~is_phrase
    fewest = np.select(
        [is_keyword, may_be_once],
        [_fewest(words, _WORDS_A_MENTION_OF_KEYWORDS), 1],
        _fewest(words, _WORDS_A_MENTION),
    )
    most_mentions = by_theme.groupby("group")["mentions"].transform("max")
    is_frequent = by_theme["mentions"] >= np.maximum(fewest, _SHARE * most_mentions)
    is_among_first = by_theme.groupby("group").cumcount() < _AT_MOST
    is_worth_it = is_frequent & is_among_first
    if not is_worth_it.any():  # of a headline all
        return set(by_theme["theme"])
    return set(by_theme.loc[is_worth_it, "theme"])


def _fewest(words: int, words_a_mention: int) -> int:
    """How many mentions are worth reading in so many words."""
    return min(max(_LEAST, words // words_a_mention), _ENOUGH)


def _names_of_themes(table: pd.DataFrame) -> pd.Series:
    """The themes, a keyword that only stands in phrases called by the first of them."""
    is_first = table["term"] == table["theme"]
    is_phrase = (table["group"] == WORDS) & ~table["theme"].isin(table.loc[is_first, "theme"])
    return table["theme"].mask(is_phrase, table.groupby("theme")["term"].transform("first"))


def _is_rare_phrase(terms: pd.DataFrame, table: pd.DataFrame) -> pd.Series:
    """Which terms are phrases that hold a keyword and bring little to it: without them the keyword
    finds as much.
    """
    total = table.groupby("theme")["mentions"].transform("sum")
    frequent = table.loc[table["mentions"] >= _SHARE * total, "term"]
    with_word = table.loc[table["kind"] == WORD, "theme"]
    is_more = (terms["kind"] == PHRASE) & terms["theme"].isin(with_word)
    return is_more & ~terms["term"].isin(frequent)


def _ordered(table: pd.DataFrame, people: set[str]) -> pd.DataFrame:
    """The rows by group, issues and names that occur once behind words, and people last; in a
    group by the mentions of the theme; the terms of a theme together, `not:` phrases last.
    """
    of_theme = table.groupby("theme", sort=False)
    total = of_theme["mentions"].transform("sum")
    group = pd.Series(pd.Categorical(table["group"], GROUPS).codes, table.index)
    is_once = (table["group"] != WORDS) & (total == 1)
    order = {
        "group": group.where(~is_once, group + len(GROUPS)),
        "is_person": is_once & table["theme"].isin(people),
        "total": -total,
        "first": of_theme.ngroup(),
        "excluded": table["excluded"],
        "mentions": -table["mentions"],
    }
    order = pd.DataFrame(order).sort_values(list(order), kind="stable")
    return table.loc[order.index].reset_index(drop=True)
