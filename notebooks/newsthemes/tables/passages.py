"""Mentions in many articles -> what to read: the first passages of themes, the latest of one, the
articles to choose from.
"""

from difflib import get_close_matches

import pandas as pd

from ..text.tokens import word_counts
from ..text.wording import listed
from .concordance import concordance
from .counts import article_rows, counts

READABLE = 2000  # words; ten minutes
LATEST, WIDTH = 20, 45  # mentions; characters on either side
_THEME = ["group", "theme"]


def first_passages(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Of each theme that is mentioned the first passage by date, and the term that brings most of
    its mentions.

    Out: `theme`, `article`, `left`, `match`, `right` (at most `WIDTH` characters), `most_used`, and
    its `share` of the theme's mentions (0 to 1); the earliest first, articles without a date last.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "date": ["1911", "1901"], "text": ["Trade, trade.", "A tax on trade"]})
    >>> table = first_passages(find_mentions(toy, read_lexicon({"Trade": ["trade", "tax"]})), toy)
    >>> table[["article", "match", "most_used", "share"]]
      article match most_used  share
    0       b   tax     trade   0.75
    """
    terms = counts(mentions, articles, by="term").sort_values(
        "mentions", ascending=False, kind="stable"
    )
    total = terms.groupby(_THEME, observed=True, sort=False)["mentions"].transform("sum")
    most = (
        terms.assign(share=terms["mentions"] / total)
        .drop_duplicates(_THEME)
        .rename(columns={"term": "most_used"})
    )
    firsts = by_date(mentions, articles).drop_duplicates(_THEME)
    table = concordance(firsts, articles, WIDTH).merge(
        most[[*_THEME, "most_used", "share"]], on=_THEME
    )
    return table[["theme", "article", "left", "match", "right", "most_used", "share"]]


def latest_passages(mentions: pd.DataFrame, articles: pd.DataFrame, theme: str) -> pd.DataFrame:
    """The concordance of the last `LATEST` mentions of a theme, by date. ValueError where there is
    no such theme.
    """
    if theme not in (known := mentions["theme"].cat.categories):
        raise ValueError(f"there is no theme {theme!r}; the themes are {', '.join(known)}")
    return concordance(
        by_date(mentions[mentions["theme"] == theme], articles).tail(LATEST), articles, WIDTH
    )


def by_date(mentions: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The mentions in the order of their articles' dates; articles without a date come last."""
    dates = articles.set_index("article")["date"].astype(str)
    place = dates.where(dates != "").rank(method="first", na_option="bottom").to_dict()
    return mentions.sort_values(
        "article", key=lambda names: names.astype(object).map(place), kind="stable"
    )


def leading_theme(mentions: pd.DataFrame, articles: pd.DataFrame) -> str:
    """The theme of the first group that is mentioned most; of equals, the first of the lexicon."""
    table = counts(mentions, articles)
    first = table[table["group"] == table["group"].iloc[0]]
    return str(first.loc[first["mentions"].idxmax(), "theme"])


def article_full_of(
    mentions: pd.DataFrame, articles: pd.DataFrame, theme: str, words: int = READABLE
) -> str:
    """The article with the most mentions of a theme, of those with at most so many words; where all
    are longer, of all.

    Of equals it is the one with the higher rate, and then the first.
    """
    table = counts(mentions, articles, by=["theme", "article"])
    table = table[table["theme"] == theme]
    long = (word_counts(articles) > words)[article_rows(table, articles)]
    order = table.assign(long=long).sort_values(
        ["long", "mentions", "per_1000"], ascending=[True, False, False], kind="stable"
    )
    return str(order["article"].iloc[0])


def titles(mentions: pd.DataFrame, articles: pd.DataFrame, theme: str) -> pd.DataFrame:
    """The articles to choose from: `title`, `date`, `source`, `words`, `mentions` of the theme, and
    `article`, the id.

    Those with most mentions come first, then the latest.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "title": ["Up", "Down"], "text": ["All is well.", "Trade talks."]})
    >>> titles(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy, "Trade")[["title", "words", "mentions"]]
      title  words  mentions
    0  Down      2         1
    1    Up      3         0
    """
    own = mentions.loc[mentions["theme"] == theme, "article"].astype(object)
    table = articles if "title" in articles else articles.assign(title=articles["article"])
    table = table.reindex(columns=["title", "date", "source"]).astype(object).fillna("")
    found = articles["article"].map(own.value_counts()).fillna(0).astype("int64")
    table = table.assign(words=word_counts(articles), mentions=found, article=articles["article"])
    table = table.sort_values(
        "date", ascending=False, kind="stable", key=lambda dates: dates.astype(str)
    )
    return table.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


def article_named(articles: pd.DataFrame, name: str) -> str:
    """The id of the article that has this id, or this title, in capitals or not.

    ValueError where there is none, with the titles that are most alike, or several of that title,
    with their dates and ids.

    >>> article_named(pd.DataFrame({"article": ["a", "b"], "title": ["Trade talks", "Rain"]}), "trade talks")
    'a'
    """
    ids = articles["article"].astype(str)
    called = articles["title"].astype(str) if "title" in articles else ids
    same = ids[(ids == name) if (ids == name).any() else called.str.casefold() == name.casefold()]
    if len(same) > 1:
        dates = articles["date"].astype(str) if "date" in articles else ids
        listed_ = listed([f"{own!r} ({dates[row]})" for row, own in same.items()])
        raise ValueError(
            f"there are {len(same)} articles with the title {name!r}; give the id of one: {listed_}"
        )
    if same.empty:
        near = get_close_matches(name, [*called, *ids], n=3) or called.head(3).tolist()
        raise ValueError(
            f"there is no article {name!r}; give a title or an id, such as {listed([repr(one) for one in near])}"
        )
    return str(same.iloc[0])
