"""A lexicon and texts -> what else stands for its themes there: other forms of its names, spellings
of one stem.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise, product

import pandas as pd

from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..text.languages import main_language, stem
from .keywords import Row
from .names import Name, key_of
from .words_of_text import WordsOfText, is_empty_word

SPELLING = "spelling"


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
