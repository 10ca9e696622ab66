"""The words of the articles: sentence by sentence, as tokens, and what is quoted."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..text.blocks import paragraph_spans
from ..text.folding import fold, straight
from ..text.languages import main_language
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


def usual_spelling(spellings: Iterable[str]) -> str:
    """The spelling that is there most often; of equals, the one in lower case.

    >>> usual_spelling(["UN", "un", "UN"]), usual_spelling(["Tax", "tax"])
    ('UN', 'tax')
    """
    times = Counter(spellings)
    return max(times, key=lambda spelling: (times[spelling], spelling))


def content_words(texts: list[str], languages: list[str]) -> pd.DataFrame:
    """A row a content word of the texts in these languages: the `row` of the text, the `word`
    folded, and as it is `written`. A text of none is taken for the one that most have, and else for
    English.

    >>> content_words(["Traders and trade.", "A trader."], ["en", ""])
       row     word  written
    0    0  traders  Traders
    1    0    trade    trade
    2    1   trader   trader
    """
    rows = []
    main = main_language(languages) or "en"
    for row, (text, language) in enumerate(zip(texts, languages, strict=True)):
        for first, last in _places(text):
            written = text[first:last]
            word = _content(straight(written), language or main)
            if word:
                rows.append((row, word, written))
    columns = {"row": "int64", "word": "str", "written": object}
    return pd.DataFrame(rows, columns=list(columns)).astype(columns)
