"""Texts -> their keywords: what they have far more often than world news, each with its forms and
the phrases that hold it. The page has the same rule.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from math import log
from pathlib import Path

from ..tables.statistics import SURE
from ..text.tokens import is_long
from .name_words import name_words
from .phrases import may_end_phrase
from .word_forms import bases_of, by_word
from .words_of_text import WordsOfText, is_empty_word

PHRASE, WORD = "phrase", "word"
_TIMES = 5  # as often as in world news, or more
_LEAST = 2  # times in the texts
_SHORT = 50  # words of a text, of which once will do
Row = tuple[str, str, str]  # theme, term, kind


@cache
def news_rates() -> dict[str, float]:
    """Frequent words of world news -> their share of all its words; word_rates.json has them by
    their number in a million, made by benchmarks/word_rates.py.

    >>> round(news_rates()["minister"] * 1e6), news_rates().get("tariff")
    (2662, None)
    """
    path = Path(__file__).with_name("word_rates.json")
    by_rate = json.loads(path.read_text(encoding="utf-8"))
    return {word: int(rate) / 1e6 for rate, words in by_rate.items() for word in words.split()}


def keywords(texts: Iterable[WordsOfText], names: set[str], phrases: Iterable[str]) -> list[Row]:
    """The keywords of English texts as themes: words that are five times as frequent as in world
    news or more, and surely so (log-likelihood), none of a name, with their forms; the phrases that
    hold one, behind it; then the other phrases, each a theme of its own. `names` are keys.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> text = words_of_text("The tariff on steel is up, and so are other tariffs. A steel tariff")
    >>> for row in keywords([text], set(), ["steel tariff", "free port"]):
    ...     print(*row, sep=" | ")
    steel | steel | word
    tariff | tariff | word
    tariff | tariffs | word
    tariff | steel tariff | phrase
    free port | free port | phrase
    """
    times = _times(texts, names)
    theme_of: dict[str, str] = {}
    totals = Counter()
    rows = []
    for words in _far_more_frequent(times):
        theme = next(filter(may_end_phrase, words))  # the shortest
        totals[theme] = sum(times[word] for word in words)
        theme_of |= dict.fromkeys(words, theme)
        rows += [(theme, word, WORD) for word in words]
    for phrase in phrases:
        words = phrase.lower().split()
        if all(map(_is_everyday, words)):
            continue
        themes = [theme_of[word] for word in words if word in theme_of]
        theme = max(themes, key=totals.__getitem__, default=phrase)
        rows.append((theme, phrase, PHRASE))
    return rows


def _times(texts: Iterable[WordsOfText], names: set[str]) -> Counter:
    """How often English texts have each word, those of names left out."""
    in_names = {word for name in names for word in name.split(" ")}
    times = Counter()
    for text in texts:
        if text.language == "en":
            times.update(
                word.small
                for word in text.words
                if not (word.capital and in_names.intersection(re.split("[-‐‑]", word.small)))
            )
    return times


def _far_more_frequent(times: Counter) -> list[list[str]]:
    """The content words that are far more frequent than in world news, forms of one together."""
    total = times.total()
    rates = news_rates()
    rare = min(rates.values(), default=0) / 2  # of a word that the table has not
    least = _LEAST if total > _SHORT else 1
    content = [word for word in times if may_be_keyword(word)]
    found = []
    for words in by_word(content):
        number = sum(times[word] for word in words)
        usual = sum(rates.get(word, 0) for word in words) or rare
        usual *= total
        log_likelihood = 2 * (number * log(number / usual) - (number - usual))  # Poisson's law
        is_frequent = number >= least and number > _TIMES * usual and log_likelihood > SURE
        if is_frequent and any(map(may_end_phrase, words)):
            found.append(words)
    return found


def may_be_keyword(word: str) -> bool:
    """Whether a word may say by itself what an English text is about."""
    return is_long(word) and not _is_everyday(word) and not is_empty_word(word, "en")


@lru_cache(1 << 16)
def _is_everyday(word: str) -> bool:
    stem, *_ = re.split("['’]", word)  # don't
    return not name_words().everyday_words.isdisjoint([stem, *bases_of(stem)])
