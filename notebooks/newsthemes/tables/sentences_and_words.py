"""The words of the articles: sentence by sentence, as tokens, and what is quoted."""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Container, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..mentions.index import array_of
from ..text.characters import fold, straight
from ..text.languages import languages_of, main_language
from ..text.memo import memo
from ..text.sentences import paragraph_spans, sentence_spans
from ..text.tokens import is_content, length, token_pattern, units

_TEXTS = 100  # of which the places are found together
_QUOTED = re.compile(
    '“([^“”]{2,300})”|"([^"“”]{2,300})"'  # English
    "|«([^«»]{2,300})»|„([^„“”]{2,300})[“”]"  # French, German
)


@takes_any_form
def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """How the articles are built, one row a sentence.

    Columns: `article`; `paragraph` and `sentence`, numbers from 1 in the article; `words`, what
    white space separates (of articles in a script without spaces: letters); `text`; `tokens`, a
    list of its words and marks in order. There each word is spelled as these articles most often
    spell it, so that "Trade" and "trade" are one, and the ending of a possessive is a token of its
    own.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. More trade, Iran’s trade."]})
    >>> sentences(toy)[["sentence", "words", "tokens"]]
       sentence  words                             tokens
    0         1      3                 [trade, is, up, .]
    1         2      4  [More, trade, ,, Iran, ’s, trade, .]
    """
    texts, languages = articles["text"].tolist(), languages_of(articles)
    found, rows = tokens_of(texts, languages), []
    spelling = np.array(_usual_spellings(found, "\0".join(texts)), dtype=object)
    names = spelling[found.spelling]
    bounds = np.flatnonzero(np.diff(found.sentence, prepend=-1, append=-2))
    each = zip(articles["article"], texts, languages, units(articles), strict=True)
    for article, text, language, unit in each:
        ends = [end for _, end in paragraph_spans(text)]
        for number, (start, end) in enumerate(sentence_spans(text, language), 1):
            first, last = bounds[len(rows) : len(rows) + 2]
            part, paragraph = text[start:end], 1 + bisect_right(ends, start)
            tokens = names[first:last].tolist()
            rows.append((article, paragraph, number, length(part, unit), part, tokens))
    return pd.DataFrame(
        rows, columns=["article", "paragraph", "sentence", "words", "text", "tokens"]
    )


def is_function_word(token: str, language: str = "en") -> bool:
    """Whether a token says nothing of what a text is about: a function word of the language (ISO
    639-1), a number, a mark, a single letter, or the ending of a possessive or a contraction.

    The lists are ours for English, and else those of stopwordsiso, which also hold frequent words
    that name things (German `Jahr`); a language without a list has no function words.

    >>> [is_function_word(token) for token in ("The", "2024", ",", "’s", "trade", "COVID-19")]
    [True, True, True, True, False, False]
    >>> is_function_word("Die", "de"), is_function_word("die")
    (True, False)
    """
    return not is_content(fold(token), language)


@takes_any_form
def quotations(articles: pd.DataFrame) -> pd.DataFrame:
    """What stands between quotation marks, in the order of the text: `article`, `paragraph`,
    `quotation`.
    """
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for number, (start, end) in enumerate(paragraph_spans(text), 1):
            for found in _QUOTED.finditer(text[start:end]):
                rows.append((article, number, " ".join(found[found.lastindex].split())))
    return pd.DataFrame(rows, columns=["article", "paragraph", "quotation"])


class Spelled(NamedTuple):
    """The tokens of some texts: how many each text has, each token's number in `spellings`; there
    quotes are straight.
    """

    sizes: np.ndarray
    spelling: np.ndarray
    spellings: list[str]

    def content(
        self, languages: list[str], known: Container[str] = ()
    ) -> tuple[np.ndarray, list[str]]:
        """Of each token the number of its content word, -1 for none (and for a `known` one); and
        those words, folded. `languages` are those of the texts; what is of none is taken for the
        one that most have, and else for English.
        """
        folded = np.array(list(map(fold, self.spellings)), dtype=object)
        of_spelling, names = pd.factorize(folded)
        word, main = of_spelling[self.spelling], main_language(languages) or "en"
        numbers, spoken = pd.factorize(np.array([each or main for each in languages], dtype="str"))
        language = np.repeat(numbers, self.sizes)
        for number, each in enumerate(spoken):
            own = np.flatnonzero(language == number)
            silent = np.zeros(len(names), dtype=bool)
            for one in pd.unique(word[own]):
                silent[one] = names[one] in known or not is_content(names[one], each)
            word[own[silent[word[own]]]] = -1
        return _renumbered(word, names)


@memo(lambda texts: (texts,))
def spelled(texts: list[str]) -> Spelled:
    """The tokens of the texts, in their order.

    >>> found = spelled(["Trade talks.", "More trade talks"])
    >>> found.spellings, found.spelling.tolist(), found.sizes.tolist()
    (['Trade', 'talks', '.', 'More', 'trade'], [0, 1, 2, 3, 4, 1], [3, 3])
    """
    numbers: dict[str, int] = defaultdict(count().__next__)
    found = []
    for text in map(straight, texts):
        tokens = token_pattern(text).findall(text)
        found.append(
            np.fromiter(map(numbers.__getitem__, tokens), dtype=np.int32, count=len(tokens))
        )
    sizes = np.array([len(tokens) for tokens in found], dtype=np.int64)
    return Spelled(sizes, np.concatenate([np.zeros(0, dtype=np.int32), *found]), list(numbers))


class Tokens(NamedTuple):
    """Every token of some texts, joined by one character: parallel arrays, and `names`, the
    different content words, folded.

    `article` and `sentence` are numbers from 0; `word` is the number of the name, -1 for what is no
    content word; `spelling` is the number of the token's letters in `spellings`, where quotes are
    straight.
    """

    article: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    names: list[str]
    spelling: np.ndarray
    spellings: list[str]

    def following(self) -> np.ndarray:
        """The word directly after each token in its sentence, -1 for none."""
        return np.where(np.diff(self.sentence, append=-1) == 0, np.roll(self.word, -1), -1)


def tokens_of(
    texts: list[str],
    languages: list[str],
    taken: tuple = ((), ()),
    known: Container[str] = (),
) -> Tokens:
    """The tokens of the texts in these languages. What touches a `taken` span (starts and ends in
    the joined texts), or is `known`, is no word.

    >>> found = tokens_of(["Traders and trade. A trader."], ["en"], taken=([12], [17]))
    >>> found.names, found.word.tolist(), found.sentence.tolist()
    (['traders', 'trader'], [0, -1, -1, -1, -1, 1, -1], [0, 0, 0, 0, 1, 1, 1])
    """
    sizes, spelling, spellings = found = spelled(texts)
    size = np.fromiter(map(len, spellings), dtype=np.int64, count=len(spellings))[spelling]
    starts, sentences, offset, first = [np.zeros(0, dtype=np.int64)], [], 0, 0
    for row in range(0, len(texts), _TEXTS):
        part, tokens = texts[row : row + _TEXTS], sizes[row : row + _TEXTS].sum()
        text, own = " ".join(part), size[first : first + tokens]
        # Between them tokens hold all characters but white space, so their lengths say where they
        # stand
        starts.append(
            np.flatnonzero(~_BLANK.take(array_of(text), mode="clip"))[np.cumsum(own) - own] + offset
        )
        first += tokens
        for text, language in zip(part, languages[row : row + _TEXTS], strict=True):
            sentences += [start + offset for start, _ in sentence_spans(text, language)]
            offset += len(text) + 1
    start = np.concatenate(starts)
    end = start + size
    sentence = np.cumsum(np.bincount(np.searchsorted(start, sentences), minlength=len(start))) - 1
    word, names = found.content(languages, known)
    word[_touched(start, end, *taken)] = -1
    word, names = _renumbered(word, names)
    article = np.repeat(np.arange(len(texts)), sizes)
    return Tokens(article, sentence, start, end, word, names, spelling, spellings)


def _renumbered(word: np.ndarray, names: Sequence[str]) -> tuple[np.ndarray, list[str]]:
    """The numbers of words anew, in the order in which they come, and the names that are left."""
    used = word >= 0
    word[used], kept = pd.factorize(word[used])
    return word, [names[number] for number in kept]


_BLANK = np.array(
    [chr(code).isspace() for code in range(0x3002)]
)  # the last of them is the ideographic space, 0x3000


def _touched(start: np.ndarray, end: np.ndarray, from_: object, to: object) -> np.ndarray:
    """Whether each token has a character in one of the spans, which may overlap."""
    from_, to = np.asarray(from_, dtype=np.int64), np.asarray(to, dtype=np.int64)
    order = np.argsort(from_)
    reached = np.insert(np.maximum.accumulate(to[order]), 0, -1)
    return reached[np.searchsorted(from_[order], end)] > start


def uses(codes: np.ndarray, article: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The different codes, in order, how often each is there, and in how many articles.

    >>> [column.tolist() for column in uses(np.array([7, 4, 7, 7]), np.array([0, 0, 0, 1]))]
    [[4, 7], [1, 3], [1, 2]]
    """
    found = pd.Series(article).groupby(codes).agg(["size", "nunique"])
    return found.index.to_numpy(), found["size"].to_numpy(), found["nunique"].to_numpy()


def _usual_spellings(found: Tokens, text: str) -> list[str]:
    """Of each spelling of the tokens how the text spells that word most often: of equals the first
    by code point.
    """
    # quotes are straight in `spellings`: which may be a curly one in the text
    quoted = np.array(["'" in letters for letters in found.spellings], dtype=bool)
    times = np.bincount(found.spelling, minlength=len(quoted))
    uses = Counter(dict(zip(found.spellings, np.where(quoted, 0, times).tolist(), strict=True)))
    curly = quoted[found.spelling]
    for start, end in zip(found.start[curly], found.end[curly], strict=True):
        uses[text[start:end]] += 1
    best: dict[str, str] = {}
    for word in sorted(filter(uses.get, uses), key=lambda word: (-uses[word], word)):
        best.setdefault(fold(word), word)
    return [best[fold(letters)] for letters in found.spellings]
