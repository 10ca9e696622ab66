"""Labels that people gave whole articles, such as headings -> how many of the articles so labelled
a theme finds, and of those that it finds are so labelled.
"""

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.model import Lexicon, check_themes
from ..tables.counts import THEME, article_counts
from ..tables.periods import check_by, values_by
from ..tables.statistics import divided

_NUMBERS = "labelled found recall matched precision".split()


@partial(takes_any_form, texts=False)
def recall_by_label(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    labels: Mapping[str, str],
    column: str = "heading",
    by: str | None = None,
) -> pd.DataFrame:
    """How many of the articles that people filed under a theme does the theme find, and how many of
    those that it finds did they file under it?

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    labels : theme -> a regular expression; an article is labelled where it is found in `column`.
    column : of `articles`, what people wrote, such as the editors' headings.
    by : a column of `articles`, or else week, month, quarter or year.

    Returns
    -------
    One row a theme (and value of `by`, in order) with a labelled article: `group`, `theme`, the
    column `by`, `labelled` and `found` (articles), `recall` (`found` / `labelled`); `matched`
    (articles that it finds, with something in `column`), `precision` (`found` / `matched`), which
    says something where whatever an article is about is filed. Empty for no labels. ValueError for
    a theme that the lexicon does not have, and a column that is not there.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "text": ["Trade.", "Tariffs.", "Rain."]})
    >>> toy["heading"] = ["Trade war", "Trade war", "Weather"]
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> found = find_mentions(toy, lexicon)
    >>> table = recall_by_label(found, toy, lexicon, {"Trade": "[Tt]rade"})
    >>> table[["theme", "labelled", "found", "recall", "precision"]]
       theme  labelled  found  recall  precision
    0  Trade         2      1     0.5        1.0
    """
    check_themes("labels", labels, lexicon)
    if labels:  # somebody's own articles may have none, and no such column
        check_by("recall_by_label", articles, by, [*THEME, *_NUMBERS])
        check_by("recall_by_label", articles, column)
    part = np.zeros(len(articles))
    if by:
        part = values_by(articles, by).to_numpy()
    times, rows = article_counts(mentions, articles, lexicon), []
    for (group, theme), matched in zip(lexicon.themes, times.T > 0, strict=True):
        if theme not in labels:
            continue
        filed = values_by(articles, column).astype("str")
        labelled = filed.str.contains(labels[theme]).fillna(False).to_numpy(bool)
        kinds = {"labelled": labelled, "found": labelled & matched}
        kinds["matched"] = matched & filed.notna().to_numpy()
        sums = pd.DataFrame(kinds).groupby(part).sum().query("labelled > 0")
        rows += [(group, theme, *numbers) for numbers in sums.itertuples(name=None)]
    table = pd.DataFrame(rows, columns=[*THEME, by, "labelled", "found", "matched"])
    table["recall"] = divided(table["found"], table["labelled"])
    table["precision"] = divided(table["found"], table["matched"])
    return table[[*THEME, *filter(None, [by]), *_NUMBERS]]
