"""Every mention in its place: the concordance, a passage on one line, dispersion along the text."""

import numpy as np
import pandas as pd

from ..text.sentences import paragraph_spans
from .counts import article_rows


def concordance(mentions: pd.DataFrame, articles: pd.DataFrame, width: int = 60) -> pd.DataFrame:
    """Every mention with the words beside it, one row a mention, in the order of the mentions.

    Columns: `article`, `left`, `match`, `right`, `theme`, `term`, `sentence`, `paragraph`, `start`,
    `end`, `group`; left and right are at most `width` characters of the text, cut between words,
    line ends shown as spaces.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["They talk about trade, again."]})
    >>> concordance(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy)[["left", "match", "right"]]
                  left  match    right
    0  They talk about  trade  , again.
    """
    texts = articles["text"].tolist()
    places = zip(article_rows(mentions, articles), mentions["start"], mentions["end"], strict=True)
    sides = [
        (_left(texts[row], start, width), _right(texts[row], end, width))
        for row, start, end in places
    ]
    table = mentions.assign(left=[left for left, _ in sides], right=[right for _, right in sides])
    order = [
        "article",
        "left",
        "match",
        "right",
        "theme",
        "term",
        "sentence",
        "paragraph",
        "start",
        "end",
        "group",
    ]
    return table[order]


def passage(text: str, start: int, end: int, width: int = 60) -> str:
    """One place of a text with the words beside it, on one line, cut as in the concordance.

    >>> passage("They talk about trade,\\nagain and again.", 16, 21, width=10)
    'about trade, again'
    """
    return _left(text, start, width) + " ".join(text[start:end].split()) + _right(text, end, width)


def _left(text: str, start: int, width: int) -> str:
    left = text[max(0, start - width) : start]
    if start > width and not text[start - width - 1].isspace():
        left = left.partition(" ")[2] or left
    return " ".join(left.split()) + (" " if left[-1:].isspace() else "")


def _right(text: str, end: int, width: int) -> str:
    right = text[end : end + width]
    if end + width < len(text) and not text[end + width].isspace():
        right = right.rpartition(" ")[0] or right
    return (" " if right[:1].isspace() else "") + " ".join(right.split())


def dispersion(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Where in its article each mention stands: `article`, `group`, `theme`, `term`, `paragraph`,
    `position`.

    `position` is the share of the article's characters that come before it: 0 at its start, below 1
    at its end. Where the paragraphs of a single article start, by the same measure, stands in
    `attrs["paragraphs"]` (else it is empty).
    """
    lengths = np.array([len(text) for text in articles["text"]], dtype="int64")
    positions = mentions["start"].to_numpy("int64") / lengths[article_rows(mentions, articles)]
    table = mentions[["article", "group", "theme", "term", "paragraph"]].assign(position=positions)
    texts = articles["text"].tolist() if len(articles) == 1 else []
    table.attrs["paragraphs"] = [
        start / len(text) for text in texts for start, _ in paragraph_spans(text)
    ]
    return table
