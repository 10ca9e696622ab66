"""Every mention in its place: the concordance, and a passage on one line."""

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from .keys import article_rows

WIDTH = 60  # characters beside a mention, on each side
_ORDER = "article left match right theme term sentence paragraph start end group".split()


@accepts_plain_inputs
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
    texts = articles["text"].tolist()
    rows = zip(article_rows(mentions, articles), mentions["start"], mentions["end"], strict=True)
    beside = [_beside(texts[row], start, end, width) for row, start, end in rows]
    left, right = [left for left, _ in beside], [right for _, right in beside]
    return mentions.assign(left=left, right=right)[_ORDER]


def passage(text: str, start: int, end: int) -> str:
    """One place of a text with the words beside it, on one line, cut as in the concordance.

    >>> passage("They talk about trade,\\nagain and again.", 16, 21)
    'They talk about trade, again and again.'
    """
    left, right = _beside(text, start, end, WIDTH)
    return left + " ".join(text[start:end].split()) + right


def _beside(text: str, start: int, end: int, width: int) -> tuple[str, str]:
    """What stands before and after a place of a text."""
    before = text[max(0, start - width - 1) : start]
    return _cut(before[::-1], width)[::-1], _cut(text[end : end + width + 1], width)


def _cut(text: str, width: int) -> str:
    """The first characters of a text, cut between words, on one line."""
    part = text[:width]
    if len(text) > width and not text[width].isspace():
        part = part.rpartition(" ")[0] or part
    words = " ".join(part.split())
    if part[:1].isspace():
        words = " " + words
    return words
