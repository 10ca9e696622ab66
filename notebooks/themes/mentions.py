"""Articles and a lexicon -> the mentions table. The counting rule lives here, and nowhere else."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from itertools import chain
from typing import NamedTuple

import pandas as pd

from .lexicon import Lexicon, Term
from .sentences import paragraph_spans, sentence_spans

COLUMNS = ["article", "group", "theme", "term", "match", "start", "end", "sentence", "paragraph"]

# \w is Unicode's L and N with `_`; marks (M) live below U+20000 and in one block of plane 14.
_MARKS = "".join(
    c for c in map(chr, chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0))) if unicodedata.category(c)[0] == "M"
)
_WORD = rf"[\w{_MARKS}]"
_SPACE = "\t\x0b\x0c\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # Unicode's White_Space but \n
_DASH = "\\-\u2010-\u2015"
_BETWEEN_WORDS = rf"(?:[{_SPACE}]+\n?[{_SPACE}]*|\n[{_SPACE}]*|[{_DASH}])"
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


class _Entries(tuple):
    """(group, theme, term) of a lexicon, theme by theme. Immutable, so copies of a table share it (pandas copies attrs)."""

    def __deepcopy__(self, memo: dict) -> "_Entries":
        return self


def term_words(term: str) -> list[str]:
    """The words of a term: what white space and dashes separate.

    >>> term_words("Israel-Hamas conflict")
    ['Israel', 'Hamas', 'conflict']
    """
    return [word for word in re.split(rf"[{_SPACE}\n{_DASH}]+", term) if word]


def fold(text: str) -> str:
    """The text with upper and lower case, curly and straight quotes made the same, one character for one.

    This is Unicode's simple case folding (CaseFolding.txt, statuses C and S): what would need two characters stays.

    >>> fold("China’s TRADE, Straße, ΣΑΣ")
    "china's trade, straße, σασ"
    """
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(map(_fold_character, text))
    return folded.translate(_QUOTES)


@cache
def _fold_character(character: str) -> str:
    if character == "\ufb05":  # the one simple folding that full folding and lower() both miss
        return "\ufb06"
    return next((f for f in (character.casefold(), character.lower()) if len(f) == 1), character)


class _Pattern(NamedTuple):
    entry: Term
    theme: tuple[str, str]
    words: int
    rank: tuple
    regex: re.Pattern


def _pattern(entry: Term) -> _Pattern:
    spelling = fold(entry.term) if entry.case == "any" else entry.term.translate(_QUOTES)
    words = term_words(spelling)
    body = _BETWEEN_WORDS.join(_WORD + "+" if set(word) == {"*"} else _word_regex(word) for word in words)
    # The look-ahead finds every place, overlapping ones too: rule 5 decides among all of them.
    regex = re.compile(rf"(?<!{_WORD})(?=({body})(?!{_WORD}))")
    wildcard = "*" in spelling or "?" in spelling
    rank = (not entry.excluded, wildcard, -len(entry.term), entry.term)
    return _Pattern(entry, (entry.group, entry.theme), len(words), rank, regex)


def _word_regex(word: str) -> str:
    wildcards = {"*": _WORD + "*", "?": _WORD}
    return "".join(wildcards.get(part[0]) or re.escape(part) for part in re.findall(r"\*+|\?|[^*?]+", word))


class _Span(NamedTuple):
    start: int
    end: int
    pattern: _Pattern


def _find(text: str, patterns: list[_Pattern], nested: str) -> list[_Span]:
    """The mentions of one text, in the order of the mentions table."""
    plain, folded = text.translate(_QUOTES), fold(text)
    by_theme: dict[tuple[str, str], list[_Span]] = {}
    for pattern in patterns:
        searched = folded if pattern.entry.case == "any" else plain
        for found in pattern.regex.finditer(searched):
            by_theme.setdefault(pattern.theme, []).append(_Span(*found.span(1), pattern))
    spans = [span for candidates in by_theme.values() for span in _longest_first(candidates)]
    spans.sort(key=lambda s: (s.start, s.end, s.pattern.theme))
    return _without_nested(spans) if nested == "drop" else spans


def _longest_first(candidates: list[_Span]) -> list[_Span]:
    """Rules 5 and 6, within one theme."""
    candidates.sort(key=lambda s: (-s.pattern.words, s.start, -s.end, s.pattern.rank))
    taken: list[tuple[int, int]] = []  # sorted, without overlaps
    kept = []
    for span in candidates:
        place = bisect_right(taken, (span.start, span.end))
        if (place and taken[place - 1][1] > span.start) or (place < len(taken) and taken[place][0] < span.end):
            continue
        taken.insert(place, (span.start, span.end))
        if not span.pattern.entry.excluded:
            kept.append(span)
    return kept


def _without_nested(spans: list[_Span]) -> list[_Span]:
    """Rule 7, across themes."""

    def holds(outer: _Span, inner: _Span) -> bool:
        inside = outer.start <= inner.start and inner.end <= outer.end
        return inside and outer.end - outer.start > inner.end - inner.start

    return [inner for inner in spans if not any(holds(outer, inner) for outer in spans)]


def find_mentions(articles: pd.DataFrame, lexicon: Lexicon, nested: str = "drop", sentences: bool = True) -> pd.DataFrame:
    """Every mention of the lexicon's terms in the articles, by the counting rule (it stands in the README).

    Parameters
    ----------
    articles : one row an article, with at least the columns `article` (its id) and `text`.
    lexicon : from `read_lexicon`.
    nested : "drop" does not count a mention that lies inside a longer one of another theme; "count" does.
    sentences : False leaves the column `sentence` empty, which saves the splitting of very many articles.

    Returns
    -------
    The mentions table, one row a mention, in the order of the articles and of the text: `article`, `group`, `theme`,
    `term` (as the lexicon spells it), `match` (as the text spells it), `start` and `end` (code points:
    `text[start:end] == match`), `sentence` and `paragraph` (from 1). `group`, `theme` and `term` are categoricals
    that know every entry of the lexicon.

    Raises
    ------
    ValueError for another `nested`, a missing column, an `article` given twice, a text that is none.

    >>> from themes import read_lexicon
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
    check_articles(articles)
    patterns = [_pattern(entry) for entry in lexicon.terms]
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        spans = _find(text, patterns, nested)
        if spans:
            paragraph_starts = [start for start, _ in paragraph_spans(text)]
            sentence_starts = [start for start, _ in sentence_spans(text)] if sentences else None
        for start, end, pattern in spans:
            sentence = bisect_right(sentence_starts, start) if sentences else None
            entry = pattern.entry
            place = (start, end, sentence, bisect_right(paragraph_starts, start))
            rows.append((article, entry.group, entry.theme, entry.term, text[start:end], *place))
    return _table(rows, lexicon)


def check_articles(articles: pd.DataFrame) -> None:
    """ValueError, naming the column or the row, where a table of articles cannot be counted.

    >>> check_articles(pd.DataFrame({"article": ["a", "a"], "text": ["x", "y"]}))
    Traceback (most recent call last):
    ValueError: articles: the id 'a' is given twice, in rows 0 and 1; give each article an id of its own
    """
    for column in ("article", "text"):
        if column not in articles.columns:
            raise ValueError(f"articles: there is no column {column!r}; it needs `article` (an id) and `text`")
    ids = articles["article"].tolist()
    first: dict = {}
    for row, (article, text) in enumerate(zip(ids, articles["text"].tolist(), strict=True)):
        if not isinstance(text, str):
            raise ValueError(f"articles: row {row}, article {article!r}: the text is {text!r}; drop it or fill it")
        if first.setdefault(article, row) != row:
            rows = f"rows {first[article]} and {row}"
            raise ValueError(f"articles: the id {article!r} is given twice, in {rows}; give each article an id of its own")


def _table(rows: list[tuple], lexicon: Lexicon) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=COLUMNS)
    entries = _entries(lexicon)
    for position, column in enumerate(["group", "theme", "term"]):
        names = dict.fromkeys(entry[position] for entry in entries)
        table[column] = pd.Categorical(table[column], categories=list(names))
    table = table.astype({"start": "int64", "end": "int64", "sentence": "Int64", "paragraph": "int64"})
    table.attrs["lexicon"] = entries
    return table


def _entries(lexicon: Lexicon) -> _Entries:
    """Theme by theme; a theme without terms has one entry, with an empty term."""
    terms: dict[tuple[str, str], list[str]] = {theme: [] for theme in lexicon.themes}
    for entry in lexicon.terms:
        if not entry.excluded:
            terms[entry.group, entry.theme].append(entry.term)
    return _Entries((*theme, term) for theme, names in terms.items() for term in names or [""])
