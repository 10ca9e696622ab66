"""Counts with a column a theme: articles x themes, as a regression wants them."""

import pandas as pd

from .counts import LEXICON_COLUMNS, counts, lexicon_entries, theme_labels


def wide(mentions: pd.DataFrame, articles: pd.DataFrame, by: str | list[str] = "article") -> pd.DataFrame:
    """A row an article, or whatever else of the text `by` names, and a column of mentions for each theme, found or not.

    Before the themes stand the columns of `by`; for "article" all columns of the articles but the text. A theme is called
    as `theme_labels` does, with ` (theme)` behind it where a column of that name stands before it. ValueError for "theme",
    "term" or "group", which are not of the text.

    >>> from themes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b"], "party": ["X", "Y"], "text": ["Trade, trade.", "Iran"]})
    >>> wide(find_mentions(toy, read_lexicon({"Trade": ["trade"], "party": ["Iran"]})), toy)
      article party  Trade  party (theme)
    0       a     X      2              0
    1       b     Y      0              1
    """
    keys = [by] if isinstance(by, str) else list(by)
    if wrong := next((key for key in keys if key in LEXICON_COLUMNS), None):
        raise ValueError(f"wide: {wrong} is not of the text; there is a column for each theme, so name what the rows are")
    table = counts(mentions, articles, by=[*keys, "theme"])
    labels = theme_labels(lexicon_entries(mentions)).values()
    keys = list(table.columns[: table.columns.get_loc("group")])
    units = table[keys].iloc[:: len(labels)].reset_index(drop=True)  # all themes of a unit stand together
    if keys == ["article"]:
        units = units.merge(articles.drop(columns="text"), on="article", how="left")
    names = [f"{label} (theme)" if label in units.columns else label for label in labels]
    return units.join(pd.DataFrame(table["mentions"].to_numpy().reshape(-1, len(names)), columns=names))
