"""Texts -> the words that they have far more often than world news."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from math import log
from pathlib import Path

import pandas as pd

from ..tables.statistics import SURE
from ..text.characters import term_words
from ..text.languages import stem
from ..text.tokens import is_long
from .phrases import may_end_phrase
from .words_of_text import WordsOfText, is_empty_word

_TIMES = 5  # as often as in world news, or more
_LEAST = 2  # times in the texts
_SHORT = 50  # words of a text, of which once will do


@cache
def _news_rates() -> dict[str, float]:
    """Frequent words of world news -> their share of all its words; word_rates.csv is made by
    benchmarks/word_rates.py.
    """
    path = Path(__file__).with_name("word_rates.csv")
    table = pd.read_csv(path, keep_default_na=False)  # `nan` is a word
    return dict(zip(table["word"], table["per_million"] / 1e6, strict=True))


def frequent_words(texts: Iterable[WordsOfText], names: set[str]) -> list[tuple[str, str]]:
    """The words of English texts that are five times as frequent as in world news or more, and
    surely so (log-likelihood), none of a name: each behind its theme, which is the most frequent
    word of its stem.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> text = words_of_text("The tariff on steel is up, and so are other tariffs. A steel tariff")
    >>> frequent_words([text], set())
    [('tariff', 'tariff'), ('tariff', 'tariffs'), ('steel', 'steel')]
    """
    times = Counter()
    for text in texts:
        if text.language == "en":
            times.update(word.small for word in text.words)
    total = times.total()
    least = _LEAST if total > _SHORT else 1
    rates = _news_rates()
    rare = min(rates.values()) / 2  # of a word that the table has not
    in_names = {word for name in names for word in name.split(" ")}
    by_stem = defaultdict(list)
    for word, number in times.items():
        is_name = not in_names.isdisjoint(term_words(word))  # us-china, too
        if number < least or is_name or not may_end_phrase(word):
            continue
        if is_empty_word(word, "en") or not is_long(word):
            continue
        usual = rates.get(word, rare) * total
        log_likelihood = 2 * (number * log(number / usual) - (number - usual))  # Poisson's law
        if number > _TIMES * usual and log_likelihood > SURE:
            by_stem[stem(word, "en")].append(word)
    rows = []
    for words in by_stem.values():
        words.sort(key=lambda word: (-times[word], word))
        rows += [(words[0], word) for word in words]
    return rows
