"""The words of the articles: how many, which ones, which stand together, what is quoted, and what no theme covers."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Container
from typing import NamedTuple

import numpy as np
import pandas as pd
from nltk.collocations import BigramAssocMeasures

from ..text.characters import fold, straight
from ..text.sentences import paragraph_spans, sentence_spans
from ..text.tokens import is_content, token_pattern
from .counts import article_rows

_QUOTED = re.compile('“([^“”]{2,300})”|"([^"“”]{2,300})"|«([^«»]{2,300})»|„([^„“”]{2,300})[“”]')


def shape(articles: pd.DataFrame) -> pd.DataFrame:
    """How the articles are built, one row a sentence: `article`, `paragraph`, `sentence` (from 1), `words`, `text`.

    >>> shape(pd.DataFrame({"article": ["a"], "text": ["One. Two words.\\n\\nAnd three words."]}))[["paragraph", "words"]]
       paragraph  words
    0          1      1
    1          1      2
    2          2      3
    """
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        ends = [end for _, end in paragraph_spans(text)]
        for number, (start, end) in enumerate(sentence_spans(text), 1):
            paragraph = 1 + bisect_right(ends, start)
            rows.append((article, paragraph, number, len(text[start:end].split()), text[start:end]))
    return pd.DataFrame(rows, columns=["article", "paragraph", "sentence", "words", "text"])


def quotations(articles: pd.DataFrame) -> pd.DataFrame:
    """What stands between quotation marks, in the order of the text: `article`, `paragraph`, `quotation`."""
    rows = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        for number, (start, end) in enumerate(paragraph_spans(text), 1):
            for found in _QUOTED.finditer(text[start:end]):
                rows.append((article, number, " ".join(found[found.lastindex].split())))
    return pd.DataFrame(rows, columns=["article", "paragraph", "quotation"])


class Tokens(NamedTuple):
    """Every token of some texts, joined by one character: parallel arrays, and `names`, the different content words, folded.

    `article` and `sentence` are numbers from 0; `word` is the number of the name, -1 for what is no content word.
    """

    article: np.ndarray
    sentence: np.ndarray
    start: np.ndarray
    end: np.ndarray
    word: np.ndarray
    names: list[str]

    def following(self) -> np.ndarray:
        """The word directly after each token in its sentence, -1 for none."""
        return np.where(np.diff(self.sentence, append=-1) == 0, np.roll(self.word, -1), -1)


def tokens_of(texts: list[str], taken: tuple = ((), ()), known: Container[str] = ()) -> Tokens:
    """The tokens of the texts. What touches a `taken` span (starts and ends in the joined texts), or is `known`, is no word.

    >>> found = tokens_of(["Traders and trade. A trader."], taken=([12], [17]))
    >>> found.names, found.word.tolist(), found.sentence.tolist()
    (['traders', 'trader'], [0, -1, -1, -1, -1, 1, -1], [0, 0, 0, 0, 1, 1, 1])
    """
    text = "\0".join(texts)
    plain, offset, spans, sentences = straight(text), 0, [], []
    pattern = token_pattern(plain)
    for row, own in enumerate(texts):
        for start, end in sentence_spans(own):
            found = [hit.span() for hit in pattern.finditer(plain, offset + start, offset + end)]
            spans += found
            sentences.append((row, len(found)))
        offset += len(own) + 1
    start, end = np.array(spans, dtype=np.int64).reshape(-1, 2).T
    rows, sizes = np.array(sentences, dtype=np.int64).reshape(-1, 2).T
    edges = np.zeros(len(text) + 1, dtype=np.int64)
    for at, step in zip(taken, (1, -1), strict=True):
        np.add.at(edges, np.asarray(at, dtype=np.int64), step)
    covered = np.cumsum(np.insert(np.cumsum(edges) > 0, 0, False))
    codes, spellings = pd.factorize(np.array([plain[first:last] for first, last in spans], dtype=object))
    folded = [fold(spelling) for spelling in spellings]
    folded = np.array([name if is_content(name) and name not in known else None for name in folded], dtype=object)
    word, names = pd.factorize(np.where(covered[start] == covered[end], folded[codes], None))
    return Tokens(np.repeat(rows, sizes), np.repeat(np.arange(len(sizes)), sizes), start, end, word, names.tolist())


def expressions(articles: pd.DataFrame, mentions: pd.DataFrame | None = None) -> pd.DataFrame:
    """The content words and collocations of the articles, most frequent first; with `mentions`, only those outside them.

    Upper and lower case are counted together. Columns: `expression` (as it is spelled most often), `kind` ("word" or
    "collocation": two content words side by side, no mark between them, at least twice), `count`, `articles`,
    `log_likelihood` (of a collocation: Dunning 1993, as NLTK has it; else empty).

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Human rights and trade. Human rights."]})
    >>> expressions(toy)[["expression", "kind", "count"]]
         expression         kind  count
    0  Human rights  collocation      2
    1         Human         word      2
    2        rights         word      2
    3         trade         word      1
    """
    texts, taken = articles["text"].tolist(), ((), ())
    if mentions is not None:
        offsets = np.cumsum([0, *(len(text) + 1 for text in texts)])[article_rows(mentions, articles)]
        taken = offsets + mentions["start"].to_numpy("int64"), offsets + mentions["end"].to_numpy("int64")
    found = tokens_of(texts, taken)
    own = pd.DataFrame({"first": found.word, "second": found.following(), "article": found.article})
    text = "\0".join(texts)
    spelled = Counter(text[start:end] for start, end, word in zip(found.start, found.end, found.word, strict=True) if word >= 0)
    spelling = {fold(word): word for word in sorted(spelled, key=lambda word: (-spelled[word], word), reverse=True)}
    size = {"count": ("article", "size"), "articles": ("article", "nunique")}
    words = own[own["first"] >= 0].groupby("first").agg(**size)
    pairs = own[(own["first"] >= 0) & (own["second"] >= 0)].groupby(["first", "second"]).agg(**size)
    rows = [(found.names[word], "word", *row, np.nan) for word, *row in words.itertuples()]
    for (first, second), count, number in pairs[pairs["count"] > 1].itertuples():
        score = BigramAssocMeasures.likelihood_ratio(count, (words["count"][first], words["count"][second]), len(own))
        rows.append((f"{found.names[first]} {found.names[second]}", "collocation", count, number, score))
    table = pd.DataFrame(rows, columns=["expression", "kind", "count", "articles", "log_likelihood"])
    table = table.sort_values(["count", "kind", "expression"], ascending=[False, True, True], ignore_index=True)
    table["expression"] = [" ".join(spelling[word] for word in words.split(" ")) for words in table["expression"]]
    return table.astype({"count": "int64", "articles": "int64", "log_likelihood": "float64"})


def uncovered(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The content words and collocations that no theme takes, most frequent first: what the lexicon may be missing.

    The columns are those of `expressions`.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Human rights and trade."]})
    >>> uncovered(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)["expression"].tolist()
    ['Human', 'rights']
    """
    return expressions(articles, mentions)
