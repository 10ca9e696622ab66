"""The words of the articles: sentence by sentence, as tokens, and what is quoted."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..mentions.places import begins_of
from ..text.blocks import paragraph_spans
from ..text.folding import fold, straight
from ..text.languages import main_language
from ..text.sentences import sentences_in
from ..text.tokens import article_sentences, is_content, length, token_pattern, units

_QUOTED = re.compile(
    '“([^“”]{2,300})”|"([^"“”]{2,300})"'  # English
    "|«([^«»]{2,300})»|„([^„“”]{2,300})[“”]"  # French, German
)


@accepts_plain_inputs
def sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """How the articles are built, one row a sentence.

    Columns: `article`; `paragraph` and `sentence`, numbers from 1 in the article; `words`, what
    white space separates (of articles in a script without spaces: letters); `text`; `tokens`, a
    list of its words and marks in order, as the text has them; the ending of a possessive is a
    token of its own.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade is up. More trade, Iran’s trade."]})
    >>> sentences(toy)[["sentence", "words", "tokens"]]
       sentence  words                             tokens
    0         1      3                 [Trade, is, up, .]
    1         2      4  [More, trade, ,, Iran, ’s, trade, .]
    """
    rows, texts = [], articles["text"].tolist()
    columns = articles["article"], texts, article_sentences(articles), units(articles)
    for article, text, spans, unit in zip(*columns, strict=True):
        ends = [end for _, end in paragraph_spans(text)]
        for number, (start, end) in enumerate(spans, 1):
            sentence, paragraph = text[start:end], 1 + bisect_right(ends, start)
            tokens = [sentence[first:last] for first, last in _places(sentence)]
            rows.append((article, paragraph, number, length(sentence, unit), sentence, tokens))
    columns = "article paragraph sentence words text tokens".split()
    return pd.DataFrame(rows, columns=columns)


def sentences_of(articles: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: `article`, `sentence` (from 1), `text` (on one line).

    >>> sentences_of(pd.DataFrame({"article": ["a"], "text": ["Trade is\\nup. War is not."]}))
      article  sentence          text
    0       a         1  Trade is up.
    1       a         2   War is not.
    """
    rows = []
    spans_of_articles = article_sentences(articles)
    columns = articles["article"], articles["text"], spans_of_articles
    for article, text, spans in zip(*columns, strict=True):
        for number, (start, end) in enumerate(spans, 1):
            rows.append((article, number, " ".join(text[start:end].split())))
    table = pd.DataFrame(rows, columns=["article", "sentence", "text"])
    return table.astype({"sentence": "int64", "text": "str"})


@accepts_plain_inputs
def quotations(articles: pd.DataFrame) -> pd.DataFrame:
    """What stands between quotation marks, in the order of the text: `article`, `paragraph`,
    `quotation`.
    """
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for number, (start, end) in enumerate(paragraph_spans(text), 1):
            for quoted in _QUOTED.finditer(text[start:end]):
                rows.append((article, number, " ".join(quoted[quoted.lastindex].split())))
    return pd.DataFrame(rows, columns=["article", "paragraph", "quotation"])


@lru_cache(1 << 17)
def _content(token: str, language: str) -> str:
    """A token folded, if it is a content word of the language; else nothing."""
    word = fold(token)
    if is_content(word, language):
        return word
    return ""


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the tokens of a text begin and end."""
    plain = straight(text)
    return (match.span() for match in token_pattern(plain).finditer(plain))


class Tokens(NamedTuple):
    """Every token of some texts, joined by one character: parallel arrays, and `names`, the
    different content words, folded.

    `article` and `sentence` are numbers from 0; `word` is the number of the name, -1 for what is no
    content word; `letters` are those of the token.
    """

    article: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    names: list[str]
    letters: np.ndarray


def usual_spelling(spellings: Iterable[str]) -> str:
    """The spelling that is there most often; of equals, the one in lower case.

    >>> usual_spelling(["UN", "un", "UN"]), usual_spelling(["Tax", "tax"])
    ('UN', 'tax')
    """
    times = Counter(spellings)
    return max(times, key=lambda spelling: (times[spelling], spelling))


def tokens_of(
    texts: list[str],
    languages: list[str],
    taken: tuple = ((), ()),
    known: Container[str] = (),
) -> Tokens:
    """The tokens of the texts in these languages; what is of none is taken for the one that most
    have, and else for English. What touches a `taken` span (starts and ends in the joined texts),
    or is `known`, is no word.

    >>> found = tokens_of(["Traders and trade. A trader."], ["en"], taken=([12], [17]))
    >>> found.names, found.word.tolist(), found.sentence.tolist()
    (['traders', 'trader'], [0, -1, -1, -1, -1, 1, -1], [0, 0, 0, 0, 1, 1, 1])
    """
    places = []
    letters = []
    words = []
    main = main_language(languages) or "en"
    offsets = begins_of(texts).tolist()
    sentences = sentences_in(texts, languages.__getitem__).T.tolist()
    for number, (row, begin, end) in enumerate(sentences):
        sentence = texts[row][begin:end]
        offset = offsets[row] + begin
        for first, last in _places(sentence):
            places.append((row, number, offset + first, offset + last))
            letters.append(sentence[first:last])
            words.append(_content(straight(letters[-1]), languages[row] or main))
    article, sentence, start, end = np.array(places, dtype="int64").reshape(-1, 4).T
    word = pd.Series(words, dtype="str")
    no_word = (word == "") | word.isin(list(known)) | _touched(start, end, *taken)
    number, names = pd.factorize(word.mask(no_word))
    letters = np.array(letters, dtype=object)
    return Tokens(article, sentence, start, end, number, list(names), letters)


def _touched(start: np.ndarray, end: np.ndarray, from_: object, to: object) -> np.ndarray:
    """Whether each token has a character in one of the spans, which may overlap."""
    from_, to = np.asarray(from_, dtype=np.int64), np.asarray(to, dtype=np.int64)
    order = np.argsort(from_)
    reached = np.insert(np.maximum.accumulate(to[order]), 0, -1)
    return reached[np.searchsorted(from_[order], end)] > start
