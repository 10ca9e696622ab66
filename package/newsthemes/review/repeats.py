"""Texts whose names capitals do not tell -> what they repeat: words and runs of words, or of
letters in scripts without spaces. The page has the same rule.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from ..tables.sentences_and_words import usual_spelling
from ..text.characters import UNSPACED, is_unspaced
from ..text.tokens import is_long
from .name_words import name_words
from .names import key_of
from .phrases import not_within_longer
from .words_of_text import WordsOfText, is_empty_word

NAME_OR_WORD, NAME_OR_PHRASE = "name or word", "name or phrase"
_MOST_WORDS, _MOST_LETTERS = 4, 8  # of a run
_UNSPACED_RUN = re.compile(f"[{UNSPACED}]+")
_HIRAGANA = re.compile("[\u3041-\u309f]")  # endings and particles


def repeats_of(texts: Iterable[WordsOfText]) -> dict[str, str]:
    """The repeats of some texts, each with its kind, which says what it may be.

    >>> from newsthemes.review.words_of_text import words_of_text
    >>> repeats_of([words_of_text("Die Bank wuchs, weil die Bank das Haus von Olaf Scholz kauft")])
    {'Bank': 'name or word', 'Olaf Scholz': 'name or phrase'}
    >>> repeats_of([words_of_text("中方反对关税。关税战没有赢家")])
    {'关税': 'name or phrase'}
    """
    texts = list(texts)
    unspaced = [text.text for text in texts if is_unspaced(text.text)]
    words = _repeated_words([text for text in texts if not is_unspaced(text.text)])
    return words | dict.fromkeys(_repeated_letters(unspaced), NAME_OR_PHRASE)


def _repeated_words(texts: list[WordsOfText]) -> dict[str, str]:
    """Content words and runs of them that are there twice, or once if none is; in German those
    whose first and last word have capitals, and once if two or more have them, none at the
    beginning of a sentence.
    """
    times = Counter()
    spellings = defaultdict(Counter)
    for text in texts:
        noun_capitals = text.language in name_words().noun_capitals
        for first, last in _runs(text):
            words = text.words[first : last + 1]
            if noun_capitals and not (words[0].capital and words[-1].capital):
                continue
            spelling = text.between(first, last)
            run = tuple(key_of(spelling).split(" "))
            times[run] += 1
            spellings[run][spelling] += 1
            are_sure = all(word.capital and not word.begins for word in words)
            if noun_capitals and len(words) > 1 and are_sure:
                times[run] += 1  # so that one is enough
    kinds = {}
    least = min(2, max(times.values(), default=0))  # of a headline, which repeats nothing, all
    for run in not_within_longer({run: number for run, number in times.items() if number >= least}):
        kind = NAME_OR_PHRASE if len(run) > 1 else NAME_OR_WORD
        kinds[usual_spelling(spellings[run])] = kind
    return kinds


def _runs(text: WordsOfText) -> Iterator[tuple[int, int]]:
    """The numbers of the first and last word of each run of content words, and of its parts."""
    begin = 0
    for place, word in enumerate(text.words):
        if not word.joins:
            begin = place
        is_title = word.small in name_words().titles
        if not is_long(word.letters) or is_title or is_empty_word(word.small, text.language):
            begin = place + 1
        for first in range(max(begin, place - _MOST_WORDS + 1), place + 1):
            yield first, place


def _repeated_letters(texts: list[str]) -> Iterator[str]:
    """Runs of letters that are there twice, with different neighbours on both sides: else they are
    a part of a longer one.
    """
    times = Counter()
    before = defaultdict(set)
    after = defaultdict(set)
    for number, text in enumerate(texts):
        for match in _UNSPACED_RUN.finditer(text):
            letters = match[0]
            place = f"{number} {match.start()}"  # an edge, which is like no other
            for first in range(len(letters)):
                for last in range(first + 2, min(first + _MOST_LETTERS, len(letters)) + 1):
                    run = letters[first:last]
                    times[run] += 1
                    before[run].add(letters[first - 1 : first] or place)
                    after[run].add(letters[last : last + 1] or place)
    for run, number in times.items():
        alone = len(before[run]) > 1 and len(after[run]) > 1
        if number > 1 and alone and not (_is_edge(run[0]) or _is_edge(run[-1])):
            yield run


def _is_edge(letter: str) -> bool:
    return letter in name_words().no_edge or _HIRAGANA.match(letter) is not None
