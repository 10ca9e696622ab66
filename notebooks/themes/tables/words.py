"""The words of the articles: how long, which ones, which stand together, what is quoted, and what no theme takes."""

import re
from bisect import bisect_right
from collections import Counter

import pandas as pd
from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

from ..text.characters import fold, straight
from ..text.sentences import paragraph_spans, sentence_spans
from ..text.tokens import is_content, token_pattern

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
    sentences = _sentences(articles, mentions)
    spelled = Counter(word for _, words in sentences for word in words if word)
    spelling = {fold(word): word for word, _ in reversed(sorted(spelled.most_common(), key=lambda w: (-w[1], w[0])))}
    sentences = [(article, [fold(word) for word in words]) for article, words in sentences]
    words = pd.DataFrame(
        [(word, article) for article, words in sentences for word in words if word], columns=["expression", "article"]
    )
    words = words.groupby("expression")["article"].agg(count="size", articles="nunique").reset_index()
    table = pd.concat([_collocations(sentences), words.assign(kind="word")])
    table = table.sort_values(["count", "kind", "expression"], ascending=[False, True, True], ignore_index=True)
    table["expression"] = [" ".join(spelling[word] for word in words.split(" ")) for words in table["expression"]]
    order = ["expression", "kind", "count", "articles", "log_likelihood"]
    return table.astype({"count": "int64", "articles": "int64", "log_likelihood": "float64"})[order]


def uncovered(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The content words and collocations that no theme takes, most frequent first: what the lexicon may be missing.

    The columns are those of `expressions`.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Human rights and trade."]})
    >>> uncovered(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)["expression"].tolist()
    ['Human', 'rights']
    """
    return expressions(articles, mentions)


def _sentences(articles: pd.DataFrame, mentions: pd.DataFrame | None) -> list[tuple[str, list[str]]]:
    """(article, tokens) for each sentence; an empty one where no content word stands, or a mention does."""
    taken = {} if mentions is None else dict(list(mentions.groupby("article")[["start", "end"]]))
    sentences = []
    for article, text in zip(articles["article"], articles["text"], strict=True):
        covered = bytearray(len(text))
        for start, end in taken[article].itertuples(index=False) if article in taken else ():
            covered[start:end] = b"\1" * (end - start)
        plain = straight(text)
        pattern = token_pattern(plain)
        for first, last in sentence_spans(text):
            spans = [hit.span() for hit in pattern.finditer(plain, first, last)]
            words = ["" if any(covered[start:end]) else text[start:end] for start, end in spans]
            sentences.append((article, [word if is_content(fold(word)) else "" for word in words]))
    return sentences


def _collocations(sentences: list[tuple[str, list[str]]]) -> pd.DataFrame:
    finder = BigramCollocationFinder.from_documents([words for _, words in sentences])
    finder.apply_word_filter(lambda word: not word)
    finder.apply_freq_filter(2)
    where: dict[tuple[str, str], set] = {pair: set() for pair in finder.ngram_fd}
    for article, words in sentences:
        for pair in zip(words, words[1:], strict=False):
            if pair in where:
                where[pair].add(article)
    rows = [
        (" ".join(pair), "collocation", finder.ngram_fd[pair], len(where[pair]), score)
        for pair, score in finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    ]
    return pd.DataFrame(rows, columns=["expression", "kind", "count", "articles", "log_likelihood"])
