"""Tables as the commands print them: counts, the concordance, what another lexicon gains and
loses.
"""

import re
from collections.abc import Callable, Sequence

import pandas as pd

from ..articles.formats.document import one_line
from ..files.csv_files import csv_of
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..review.compare import compare, full_names
from ..tables.concordance import concordance
from ..tables.keys import THEME
from ..text.characters import visible

AsText = Callable[[pd.DataFrame], str]
KWIC = "title date source article group theme term left match right sentence".split()
PASSAGES = """change group theme group_before theme_before term left match right text article title
    date source""".split()
META = "article title date source".split()


def as_table(table: pd.DataFrame) -> str:
    digits = {"per_1000": 2, "share_of_sentences": 3, "share_of_articles": 3}
    return table.round(digits).to_string(index=False)


def aligned(passages: pd.DataFrame, more: Sequence[str] = ("theme", "article")) -> str:
    """Passages one below the other, match below match, and columns more."""
    if passages.empty:
        return "No mention."
    lines = passages["left"].str.rjust(passages["left"].str.len().max())
    lines += passages["match"].map(one_line) + passages["right"]
    for name in more:
        lines = lines.str.ljust(lines.str.len().max() + 2) + passages[name].astype("str")
    return "\n".join(lines)


def printed(table: pd.DataFrame, form: str, as_text: AsText = as_table) -> str:
    """A table as text to look at, as CSV (`csv_of`), or as JSON with an object a row.

    >>> print(printed(pd.DataFrame({"theme": ["Trade"], "per_1000": [1.2345]}), "json"))
    [{"theme":"Trade","per_1000":1.2345}]
    """
    if form == "csv":
        return csv_of(table).decode().rstrip("\n")
    if form == "json":
        return table.to_json(orient="records", force_ascii=False)
    return visible(as_text(table))


def kwic(mentions: pd.DataFrame, articles: pd.DataFrame, sort: str) -> pd.DataFrame:
    """The concordance with what is known of the articles, a row a mention; columns: KWIC.

    `sort` is "left" (by the words before the match, the nearest first), "right" (by those after
    it), or "article".

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["New trade. Free trade. Old trade."]})
    >>> toy = toy.assign(title="", date="", source="")
    >>> themes = read_lexicon({"Trade": ["trade"]})
    >>> table = kwic(find_mentions(toy, themes), toy, "left")
    >>> table["left"].str.split().str[-1].tolist()
    ['Free', 'New', 'Old']
    """
    table = concordance(mentions, articles).merge(articles[META], on="article", how="left")
    if sort != "article":
        words = table[sort].map(lambda text: re.findall(r"\w+", text.casefold()))
        if sort == "left":
            words = words.map(lambda found: found[::-1])
        table = table.loc[words.sort_values(kind="stable").index]
    return table[KWIC]


def gains_and_losses(
    articles: pd.DataFrame, old: Lexicon, new: Lexicon, nested: str
) -> pd.DataFrame:
    """What another lexicon changes: the passages that a theme gained, lost, or took from another
    (moved), columns: PASSAGES. A passage that only another term of its theme finds is no change.
    """
    before = find_mentions(articles, old, nested)
    passages = compare(before, find_mentions(articles, new, nested), articles)
    names = pd.Series(full_names(passages), passages.index)
    passages = passages[names != full_names(passages, "_before")]
    passages = passages.join(concordance(passages, articles)[["left", "right"]])
    return passages.merge(articles[META], on="article", how="left")[PASSAGES]


def printed_changes(passages: pd.DataFrame) -> str:
    """What `gains_and_losses` found: how much, theme by theme, and passage by passage."""
    if passages.empty:
        return "The two lexicons find the same passages."
    keys = ["change", *THEME, *(f"{name}_before" for name in THEME)]
    numbers = passages.groupby(keys, sort=False).size().reset_index(name="passages")
    return f"{as_table(numbers)}\n\n{aligned(passages, ['change', 'theme', 'article'])}"
