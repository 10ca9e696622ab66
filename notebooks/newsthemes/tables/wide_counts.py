"""The mentions table -> a column of counts for each theme, as a regression takes them."""

import pandas as pd

from ..lexicon.read_lexicon import Lexicon
from .counts import LEXICON_COLUMNS, columns_of, counts, theme_labels


def wide(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    by: str | list[str] = "article",
) -> pd.DataFrame:
    """A row an article, or whatever else of the text `by` names, and a column of mentions for each
    theme, found or not.

    Before the themes stand the columns of `by`; for "article" all columns of the articles but the
    text. A theme is called as `theme_labels` does, with ` (theme)` behind it where a column of that
    name stands before it. ValueError for "theme", "term" or "group", which are not of the text.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> texts = ["Trade, trade.", "Iran"]
    >>> toy = pd.DataFrame({"article": ["a", "b"], "party": ["X", "Y"], "text": texts})
    >>> lexicon = read_lexicon({"Trade": ["trade"], "party": ["Iran"]})
    >>> wide(find_mentions(toy, lexicon), toy, lexicon)
      article party  Trade  party (theme)
    0       a     X      2              0
    1       b     Y      0              1
    """
    keys = columns_of(by)
    if wrong := [key for key in keys if key in LEXICON_COLUMNS]:
        raise ValueError(
            f"wide: {wrong[-1]} is not of the text; there is a column for each theme, so name what "
            "the rows are"
        )
    table = counts(mentions, articles, lexicon, by=[*keys, "theme"])
    labels = theme_labels(lexicon.themes).values()
    # all themes of a unit stand together
    units = table[keys].iloc[:: len(labels)].reset_index(drop=True)
    if keys == ["article"]:
        others = articles.drop(columns="text", errors="ignore")
        units = units.merge(others, on="article", how="left")
    found = pd.DataFrame(table["mentions"].to_numpy().reshape(-1, len(labels)), columns=labels)
    same = {label: f"{label} (theme)" for label in labels if label in units.columns}
    return units.join(found.rename(columns=same))
