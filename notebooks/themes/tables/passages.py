"""Mentions in many articles -> passages to read: the first of each theme, the latest of one, an article that is full of it."""

import pandas as pd

from .concordance import concordance
from .counts import counts

_THEME = ["group", "theme"]


def first_passages(mentions: pd.DataFrame, articles: pd.DataFrame, width: int = 45) -> pd.DataFrame:
    """Of each theme that is mentioned the first passage by date, and the term that brings most of its mentions.

    Out: `theme`, `article`, `left`, `match`, `right` (at most `width` characters), `most_used`, and its `share` of the theme's
    mentions (0 to 1); the earliest first, articles without a date last.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "date": ["1911", "1901"], "text": ["Trade, trade.", "A tax on trade"]})
    >>> table = first_passages(find_mentions(toy, read_lexicon({"Trade": ["trade", "tax"]})), toy)
    >>> table[["article", "match", "most_used", "share"]]
      article match most_used  share
    0       b   tax     trade   0.75
    """
    terms = counts(mentions, articles, by="term").sort_values("mentions", ascending=False, kind="stable")
    total = terms.groupby(_THEME, observed=True, sort=False)["mentions"].transform("sum")
    most = terms.assign(share=terms["mentions"] / total).drop_duplicates(_THEME).rename(columns={"term": "most_used"})
    firsts = by_date(mentions, articles).drop_duplicates(_THEME)
    table = concordance(firsts, articles, width).merge(most[[*_THEME, "most_used", "share"]], on=_THEME)
    return table[["theme", "article", "left", "match", "right", "most_used", "share"]]


def latest_passages(
    mentions: pd.DataFrame, articles: pd.DataFrame, theme: str, most: int = 20, width: int = 45
) -> pd.DataFrame:
    """The concordance of the last `most` mentions of a theme, by date. ValueError where there is no such theme."""
    if theme not in (known := mentions["theme"].cat.categories):
        raise ValueError(f"there is no theme {theme!r}; the themes are {', '.join(known)}")
    return concordance(by_date(mentions[mentions["theme"] == theme], articles).tail(most), articles, width)


def by_date(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions in the order of their articles' dates; articles without a date come last."""
    dates = articles.set_index("article")["date"].astype(str)
    dates = dates.where(dates != "").sort_values(kind="stable", na_position="last")
    place = dict(zip(dates.index, range(len(dates)), strict=True))
    return mentions.sort_values("article", key=lambda names: names.astype(object).map(place), kind="stable")


def leading_theme(mentions: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The theme of the first group that is mentioned most; of equals, the first of the lexicon."""
    table = counts(mentions, articles)
    first = table[table["group"] == table["group"].iloc[0]]
    return str(first.loc[first["mentions"].idxmax(), "theme"])


def article_full_of(mentions: pd.DataFrame, articles: pd.DataFrame, theme: str, words: int = 2000) -> str:
    """The article with the highest rate of a theme, of those with at most so many words; where all are longer, of all."""
    rate = counts(mentions, articles, by=["theme", "article"])
    rate = rate[rate["theme"] == theme]
    long = rate["article"].isin(articles.loc[articles["words"] > words, "article"])
    return str(
        rate.assign(long=long).sort_values(["long", "per_1000"], ascending=[True, False], kind="stable")["article"].iloc[0]
    )
