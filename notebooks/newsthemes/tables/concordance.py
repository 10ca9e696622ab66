"""Every mention in its place: the concordance, and a passage on one line."""

import pandas as pd

from ..lexicon.arguments import takes_any_form
from .counts import article_rows

WIDTH = 60  # characters beside a mention, on each side
_ORDER = ["article", "left", "match", "right", "theme", "term", "sentence", "paragraph"]
_ORDER += ["start", "end", "group"]


@takes_any_form
def concordance(mentions: pd.DataFrame, articles: pd.DataFrame, width: int = WIDTH) -> pd.DataFrame:
    """Every mention with the words beside it, one row a mention, in the order of the mentions.

    Columns: `article`, `left`, `match`, `right`, `theme`, `term`, `sentence`, `paragraph`, `start`,
    `end`, `group`; left and right are at most `width` characters of the text, cut between words,
    line ends shown as spaces.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["They talk about trade, again."]})
    >>> mentions = find_mentions(toy, read_lexicon({"Trade": ["trade"]}))
    >>> concordance(mentions, toy)[["left", "match", "right"]]
                  left  match    right
    0  They talk about  trade  , again.
    """
    texts, left, right = articles["text"].tolist(), [], []
    places = zip(article_rows(mentions, articles), mentions["start"], mentions["end"], strict=True)
    for row, start, end in places:
        left.append(_left(texts[row], start, width))
        right.append(_right(texts[row], end, width))
    return mentions.assign(left=left, right=right)[_ORDER]


def passage(text: str, start: int, end: int) -> str:
    """One place of a text with the words beside it, on one line, cut as in the concordance.

    >>> passage("They talk about trade,\\nagain and again.", 16, 21)
    'They talk about trade, again and again.'
    """
    match = " ".join(text[start:end].split())
    return _left(text, start, WIDTH) + match + _right(text, end, WIDTH)


def _left(text: str, start: int, width: int) -> str:
    left = text[max(0, start - width) : start]
    if start > width and not text[start - width - 1].isspace():
        left = left.partition(" ")[2] or left
    words = " ".join(left.split())
    if left[-1:].isspace():
        words += " "
    return words


def _right(text: str, end: int, width: int) -> str:
    right = text[end : end + width]
    if end + width < len(text) and not text[end + width].isspace():
        right = right.rpartition(" ")[0] or right
    words = " ".join(right.split())
    if right[:1].isspace():
        words = " " + words
    return words
