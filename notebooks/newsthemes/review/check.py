"""What to look at in a lexicon, as the articles show it: each term with what was found and what to
do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import chain, permutations

import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.model import Lexicon, Term
from ..mentions.find import find_mentions
from ..tables.counts import LEXICON_COLUMNS, entries_of
from ..text.characters import UNSPACED, fold, term_words
from ..text.languages import WORDS, languages_of, main_language, stem
from ..text.wording import listed, plural
from .check_languages import forms_found, other_scripts, without_language
from .why_zero import ELSEWHERE, NOT_IN_THE_TEXT, Key, outcomes, reasons

_NEARLY_ALL, _ENOUGH = 0.8, 5  # of a theme's mentions, where it has as many
# what is found inside other words again and again (benchmarks/languages.md): Thai, other scripts
_SHORT = re.compile(rf"[\u0e01-\u0e3a\u0e40-\u0e4e]{{1,3}}|[{UNSPACED}]")
_ALIKE = 0.8  # as difflib has it: `bugdet` and `budget`, of six letters, are 0.83
_WORDS = 6  # of a wildcard, so many are named
NOTHING_LOST = "Keep it for where it stands alone; nothing is lost"
_READ_NESTED = 'Read these passages; nested="count" would count them'
_Row = tuple[Term, str, str]  # finding and what to do


@takes_any_form
def check(
    lexicon: Lexicon, articles: pd.DataFrame, mentions: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What to look at in the terms, most serious first: `group`, `theme`, `term`, `line`,
    `mentions`, `finding`, `todo`.

    In this order: terms that stand in the text and lose every passage, to a `not:` phrase, to
    another theme or for their case; terms whose passages another theme counts too; terms that stand
    mostly inside mentions of other themes; a term that makes up 80 % of its theme or more (of
    several terms and at least five mentions); wildcards that take more than inflections of their
    own letters, what is not one of these first; the inflected forms of terms that ask for them;
    Thai terms of fewer than four letters, and of one letter in other scripts without spaces; terms
    that another of their theme always covers; articles in letters that no term has (a row without a
    theme); and, one row a theme with an empty `term`, languages of the articles in which none of
    its terms counts, and terms that are not in the text (of each theme's first six with the word of
    the same first letter that they may be a slip of). `line` is the term's in themes.yaml (of
    several, the first), and `mentions` its number of them, or the theme's, in `mentions`, found
    here where they are not given. ValueError where these are of another lexicon.

    >>> from newsthemes import read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Let us trade with the traders."]})
    >>> lexicon = read_lexicon({"US": ["US"], "Trade": ["trad*", "tariff"]})
    >>> for row in check(lexicon, toy).itertuples():
    ...     print(f"{row.term} (line {row.line}, {row.mentions}): {row.finding}. {row.todo}.")
    US (line 3, 0): Never counted: only as us, and US counts in capitals. Write {term: US, case:
    any}, if these are meant. trad* (line 6, 2): Matches trade (1) and traders (1). If some do not
    mean Trade, write out the forms that do.
     (line 7, 2): Not in the text: tariff. Check the spelling, or keep it for other articles.
    """
    if mentions is None:
        mentions = find_mentions(articles, lexicon)
    entries, number = entries_of(mentions, lexicon, LEXICON_COLUMNS["term"])
    keys = list(entries.itertuples(index=False, name=None))
    mentions = mentions.assign(key=[keys[one] for one in number])
    counts = Counter(mentions["key"])
    sizes = Counter(key[:2] for key in mentions["key"])
    texts = articles["text"].tolist()
    languages = languages_of(articles)
    found = outcomes(lexicon, texts, languages)
    why = reasons(lexicon, texts, languages, found, counts)
    rows = [
        *_lost(lexicon, found, why),
        *_in_two_themes(lexicon, mentions),
        *_mostly_inside(lexicon, found, counts),
        *_nearly_alone(lexicon, counts, sizes),
        *_wildcards(lexicon, mentions, main_language(languages) or "en"),
        *_short(lexicon, counts),
        *forms_found(lexicon, mentions),
        *_covered(lexicon, found, why),
    ]
    table = [
        (*entry[:3], entry.line, counts[entry[:3]], finding, todo) for entry, finding, todo in rows
    ]
    if unread := other_scripts(lexicon, texts):
        todo = "Add terms in their letters, or leave these articles out"
        table.append(("", "", "", 0, len(mentions), unread, todo))
    table += without_language(lexicon, languages, sizes)
    table += _not_in_the_text(lexicon, texts, why, sizes)
    kinds = dict.fromkeys(["group", "theme", "term", "line", "mentions", "finding", "todo"], "str")
    kinds |= {"line": "int64", "mentions": "int64"}
    return pd.DataFrame(table, columns=list(kinds)).astype(kinds)


def _counted(lexicon: Lexicon) -> list[Term]:
    return [entry for entry in lexicon.terms if not entry.excluded]


def _never_counted(
    lexicon: Lexicon, found: pd.DataFrame, why: dict[Key, str]
) -> Iterator[tuple[Term, pd.DataFrame]]:
    """The terms without a mention that are in the text in some way, each with its candidates."""
    places = {int(number): rows for number, rows in found.groupby("term")}
    for number, entry in enumerate(lexicon.terms):
        if not entry.excluded and why.get(entry[:3], NOT_IN_THE_TEXT) != NOT_IN_THE_TEXT:
            yield entry, places.get(number, found.head(0))


def _lost(lexicon: Lexicon, found: pd.DataFrame, why: dict[Key, str]) -> Iterator[_Row]:
    for entry, places in _never_counted(lexicon, found, why):
        finding = f"Never counted: {' '.join(why[entry[:3]].split())}"
        if why[entry[:3]].startswith(ELSEWHERE):
            yield entry, finding, "Leave out its language, if these are meant"
        elif places.empty:
            yield entry, finding, f"Write {{term: {entry.term}, case: any}}, if these are meant"
        elif (places["inside"] >= 0).any():
            yield entry, finding, _READ_NESTED
        elif any(lexicon.terms[taker].excluded for taker in places["taker"].unique()):
            yield entry, finding, "Narrow the not: phrase, or delete the term"


def _covered(lexicon: Lexicon, found: pd.DataFrame, why: dict[Key, str]) -> Iterator[_Row]:
    """Terms whose every candidate went to another term of their theme: its count is the same
    without them.
    """
    kept = found[found["taker"] < 0]
    for entry, places in _never_counted(lexicon, found, why):
        takers = places["taker"].unique()
        if not len(takers) or any(taker < 0 or lexicon.terms[taker].excluded for taker in takers):
            continue
        same = places.merge(
            kept, left_on=["start", "end", "taker"], right_on=["start", "end", "term"]
        )
        todo = NOTHING_LOST
        if len(same) == len(places):
            todo = "Delete it: the other term matches the same words"
        yield entry, f"Never counted: {why[entry[:3]]}", todo


def _not_in_the_text(
    lexicon: Lexicon, texts: list[str], why: dict[Key, str], sizes: Counter
) -> Iterator[tuple]:
    """One row a theme: what an article does not say is rarely a mistake, and should not drown the
    rest. What differs from a word of the articles by a slip is named with it.
    """
    missing = defaultdict(list)
    for entry in _counted(lexicon):
        if why.get(entry[:3]) == NOT_IN_THE_TEXT:
            missing[entry[:2]].append(entry)
    words = _words_by_first(texts, lexicon) if missing else {}
    for theme in lexicon.themes:
        if entries := missing[theme]:
            names = [_with_nearest(entry.term, words) for entry in entries[:_WORDS]]
            names += [entry.term for entry in entries[_WORDS:]]
            finding = f"Not in the text: {listed(names, _WORDS)}"
            them = "them"
            if len(entries) == 1:
                them = "it"
            todo = f"Check the spelling, or keep {them} for other articles"
            yield *theme, "", entries[0].line, sizes[theme], finding, todo


def _words_by_first(texts: list[str], lexicon: Lexicon) -> dict[str, list[str]]:
    """The words of the texts that are no terms, folded, by their first letter."""
    parts = set(chain.from_iterable(map(str.split, texts)))  # few: most stand there often
    words: dict[str, list[str]] = defaultdict(list)
    found = {fold(word) for part in parts for word in WORDS.findall(part)}
    for word in sorted(found - {fold(entry.term) for entry in lexicon.terms}):
        words[word[0]].append(word)
    return words


def _with_nearest(term: str, words: dict[str, list[str]]) -> str:
    """A term that is a word, with the word of the same first letter that is most like it."""
    own = fold(term)
    near = [word for word in words.get(own[0], ()) if abs(len(word) - len(own)) < 2]
    found = get_close_matches(own, near, 1, _ALIKE)
    if found and found[0] != own:
        return f"{term} (but {found[0]} is)"
    return term


def _in_two_themes(lexicon: Lexicon, mentions: pd.DataFrame) -> Iterator[_Row]:
    """Terms whose passages are those of another theme too, and the same term in two themes; named
    at the later one.
    """
    span = ["article", "start", "end"]
    twice = mentions.loc[mentions.duplicated(span, keep=False), [*span, "key"]]
    pairs = twice.merge(twice, on=span, suffixes=("", "_other"))
    shared = Counter(zip(pairs["key"], pairs["key_other"], strict=True))
    terms = _counted(lexicon)
    place = {one[:3]: number for number, one in enumerate(terms)}
    passages = {(place[one], place[other]): count for (one, other), count in shared.items()}
    alike: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(terms):
        alike[" ".join(term_words(fold(one.term)))].append(number)
    for pair in chain.from_iterable(permutations(numbers, 2) for numbers in alike.values()):
        passages.setdefault(pair, 0)
    shares: dict[int, list[str]] = defaultdict(list)
    for (later, earlier), count in sorted(passages.items()):
        other = terms[earlier]
        if earlier >= later or other[:2] == terms[later][:2]:
            continue
        where = f"“{other.term}” of {other.theme} (line {other.line})"
        said = {0: f"is the same term as {where}", 1: f"1 passage is also counted for {where}"}
        several = f"{plural(count, 'passage')} are also counted for {where}"
        shares[later].append(said.get(count, several))
    for number, findings in shares.items():
        finding = "; ".join(findings[:_WORDS])
        todo = "Delete one, if only one theme is meant"
        yield terms[number], finding[0].upper() + finding[1:], todo


def _mostly_inside(lexicon: Lexicon, found: pd.DataFrame, counts: Counter) -> Iterator[_Row]:
    own = found[found["taker"] < 0]
    places, nested = Counter(own["term"]), own[own["inside"] >= 0].groupby("term")["inside"]
    for number, holders in nested:
        entry = lexicon.terms[number]
        dropped = places[number] - counts[entry[:3]]  # 0 where the inner ones are counted
        if counts[entry[:3]] and dropped > places[number] / 2:
            terms = [lexicon.terms[holder].term for holder in holders.value_counts().index]
            names = [f"“{term}”" for term in terms]
            finding = f"{dropped:,} of {places[number]:,} places lie inside {listed(names)}"
            yield entry, f"{finding} and are not counted", _READ_NESTED


def _nearly_alone(lexicon: Lexicon, counts: Counter, sizes: Counter) -> Iterator[_Row]:
    terms = Counter(entry[:2] for entry in _counted(lexicon))
    for entry in _counted(lexicon):
        size, count = sizes[entry[:2]], counts[entry[:3]]
        if terms[entry[:2]] > 1 and size >= _ENOUGH and count >= _NEARLY_ALL * size:
            finding = f"Makes up {count:,} of the {size:,} mentions of {entry.theme}"
            todo = "Check that it always means the theme, and look for its other words"
            yield entry, finding, todo


def _short(lexicon: Lexicon, counts: Counter) -> Iterator[_Row]:
    for entry in _counted(lexicon):
        if counts[entry[:3]] and _SHORT.fullmatch(entry.term):
            finding = "So few letters of a script without spaces stand inside other words, too"
            yield entry, finding, "Read its passages; write longer terms, or such words with not:"


def _wildcards(lexicon: Lexicon, mentions: pd.DataFrame, language: str) -> Iterator[_Row]:
    """What a wildcard matches beyond inflections of its own letters comes first; without such
    words, no row.
    """
    taken: dict[Key, Counter] = defaultdict(Counter)
    for key, match in zip(mentions["key"], mentions["match"], strict=True):
        if set(key[2]) & set("*?"):
            taken[key][" ".join(match.lower().split())] += 1
    for entry in _counted(lexicon):
        words = taken[entry[:3]]
        own = [stem(word.strip("*?"), language) for word in term_words(fold(entry.term))]
        expected = {
            word: [stem(part, language) for part in term_words(fold(word))] == own for word in words
        }
        if not all(expected.values()):
            order = sorted(words, key=lambda word: (expected[word], -words[word], word))
            names = [f"{word} ({words[word]:,})" for word in order]
            wrong = "some do not mean"
            if len(names) == 1:
                wrong = "it does not mean"
            todo = f"If {wrong} {entry.theme}, write out the forms that do"
            yield entry, f"Matches {listed(names, _WORDS)}", todo
