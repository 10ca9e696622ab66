"""A lexicon and texts -> what else stands for its themes there: other forms of its names, spellings
of one stem, short forms.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise, product, takewhile
from operator import attrgetter

import pandas as pd

from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..text.capitalized import Word, WordsOfText, is_empty_word
from ..text.characters import term_words
from ..text.languages import main_language, stem
from ..text.name_words import name_words
from .names import Name, key_of

SPELLING, SHORT_FORM = "spelling", "short form"
_LEAST = 2  # mentions of a short form in articles with the full one
Row = tuple[str, str, str]  # theme, term, kind


def stems_of(term: str, language: str) -> list[str]:
    """The stems of a term's words, without its wildcards.

    >>> stems_of("trading part*", "en")
    ['trade', 'part']
    """
    return [stem(word.strip("*?"), language) for word in key_of(term).split(" ")]


def themes_of_names(names: list[Name], lexicon: Lexicon) -> dict[str, str]:
    """Names -> the theme that has most of their terms whole."""
    terms = [term for name in names for term in name.terms]
    table = pd.DataFrame({"article": range(len(terms)), "text": terms})
    mentions = find_mentions(table, lexicon, sentences=False)
    theme_of = {
        terms[row.article]: row.theme
        for row in mentions.itertuples()
        if row.match == terms[row.article]
    }
    theme_of_name = {}
    for name in names:
        themes = Counter(theme_of[term] for term in name.terms if term in theme_of)
        if themes:
            [(theme_of_name[name.name], _)] = themes.most_common(1)
    return theme_of_name


def themes_of_phrases(phrases: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """Phrases that name the same thing as a term with another noun, and share a word with it:
    `nuclear agreement` beside the term `nuclear deal`.
    """
    terms = defaultdict(list)  # by other nouns for their last word: the words before it, the theme
    for entry in lexicon.counted_terms:
        *words, noun = key_of(entry.term).split(" ")
        for other in _same_things(noun) - {noun}:
            terms[other].append((set(words), entry.theme))
    themes = {}
    for phrase in phrases:
        *before, noun = key_of(phrase).split(" ")
        for words, theme in terms.get(noun, []):
            if words.intersection(before):
                themes.setdefault(phrase, theme)
    return themes


def _same_things(noun: str) -> set[str]:
    """A noun, and others that may name the same thing."""
    groups = [group for group in name_words().nouns_of_one_thing if noun in group]
    return {noun}.union(*groups)


def spellings(texts: list[WordsOfText], lexicon: Lexicon) -> Iterator[Row]:
    """The words, and pairs of words, that share their stems with a term."""
    language = main_language([text.language for text in texts]) or "en"
    by_stem = defaultdict(list)
    for word in sorted({word.small for text in texts for word in text.words}):
        by_stem[stem(word, language)].append(word)
    side_by_side = chain.from_iterable(pairwise(text.words) for text in texts)
    pairs = {f"{word.small} {after.small}" for word, after in side_by_side if after.joins}
    for entry in lexicon.counted_terms:
        stems = stems_of(entry.term, language)
        if len(stems) > 2:
            continue
        for words in product(*map(by_stem.__getitem__, stems)):
            form = " ".join(words)
            if form in pairs or (len(words) == 1 and not is_empty_word(form, language)):
                yield entry.theme, form, SPELLING


def short_forms(
    texts: list[WordsOfText], names: list[Name], themes_of: dict[str, str], lexicon: Lexicon
) -> Iterator[Row]:
    """`the deal` and `the agreement` for the nuclear deal, `the president` for Donald Trump, where
    most of them stand in articles that have the full one. `themes_of` names are from
    `themes_of_names`.
    """
    table = pd.DataFrame({"article": range(len(texts)), "text": [text.text for text in texts]})
    mentions = find_mentions(table, lexicon, sentences=False)
    articles = mentions.groupby("theme")["article"].agg(set)
    definite = [_definite(text.words) for text in texts]
    everywhere = Counter()
    for nouns in definite:
        everywhere.update(nouns)
    themes = defaultdict(Counter)
    for theme, nouns in _nouns(names, themes_of, lexicon).items():
        for noun, weight in nouns.items():
            there = sum(definite[number][noun] for number in articles.get(theme, ()))
            if there >= _LEAST and 2 * there > everywhere[noun]:
                themes[noun][theme] = weight
    for noun, weights in themes.items():
        [(theme, _)] = weights.most_common(1)
        yield theme, f"the {noun}", SHORT_FORM


def _nouns(names: list[Name], themes_of: dict[str, str], lexicon: Lexicon) -> dict[str, Counter]:
    """Of each theme the nouns that may be short for it: the last word of a term, others for the
    same thing, and the titles of its people, each with how much speaks for it.
    """
    nouns = defaultdict(Counter)
    for entry in lexicon.counted_terms:
        last = term_words(entry.term)[-1].strip("*?")
        if last == last.lower():
            nouns[entry.theme].update(_same_things(last))
    for name in names:
        if name.name in themes_of:
            for title in name.titles.keys() - name_words().courtesy:
                nouns[themes_of[name.name]][title] += name.titles[title]
    return nouns


def _definite(words: list[Word]) -> Counter:
    """The one or two words right behind each `the`."""
    times = Counter()
    for place, word in enumerate(words):
        if word.small != "the":
            continue
        behind = list(takewhile(attrgetter("joins"), words[place + 1 : place + 3]))
        for size in range(1, len(behind) + 1):
            times[" ".join(part.small for part in behind[:size])] += 1
    return times
