"""Labels that people gave whole articles, such as headings -> how many of the articles so labelled
a theme finds, and of those that it finds are so labelled.
"""

from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon
from ..tables.keys import THEME, article_rows, theme_numbers
from ..tables.periods import check_by, values_by
from ..tables.statistics import safe_divide

_NUMBERS = ["labelled", "found", "true_positives", "precision", "recall", "f1"]


@partial(accepts_plain_inputs, texts=False)
def score_by_label(
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
    One row a theme with a labelled article (and value of `by`, in order, in which one is labelled
    or found): `group`, `theme`, the column `by`; how many articles are `labelled`, how many are
    `found` (with a mention, and something in `column`), how many are both, `true_positives`;
    `precision`, of those found, which says something if people filed whatever an article is about;
    `recall`, of those labelled; `f1`. Over all values of `by` the numbers of articles add up.
    Empty for no labels. ValueError for a theme that the lexicon does not have, and a column that is
    not there.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "text": ["Trade.", "Tariffs.", "Rain."]})
    >>> toy["heading"] = ["Trade war", "Trade war", "Weather"]
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> found = find_mentions(toy, lexicon)
    >>> table = score_by_label(found, toy, lexicon, {"Trade": "[Tt]rade"})
    >>> table[["theme", "labelled", "found", "recall", "precision"]]
       theme  labelled  found  recall  precision
    0  Trade         2      1     0.5        1.0
    """
    labels = {lexicon.theme_named(name, "labels"): sign for name, sign in labels.items()}
    if labels:  # somebody's own articles may have none, and no such column
        check_by("score_by_label", articles, by, [*THEME, *_NUMBERS])
        check_by("score_by_label", articles, column)
    part = np.zeros(len(articles))
    if by:
        part = values_by(articles, by).to_numpy()
    theme_of_mention = theme_numbers(mentions, lexicon)
    article = article_rows(mentions, articles)
    rows = []
    for number, (theme, group) in enumerate(lexicon.groups.items()):
        if theme not in labels:
            continue
        filed = values_by(articles, column).astype("str")
        labelled = filed.str.contains(labels[theme]).fillna(False).to_numpy(bool)
        if not labelled.any():
            continue
        mentioned = np.isin(np.arange(len(articles)), article[theme_of_mention == number])
        found = mentioned & filed.notna().to_numpy()
        kinds = {"labelled": labelled, "found": found, "true_positives": labelled & mentioned}
        sums = pd.DataFrame(kinds).groupby(part).sum().query("labelled > 0 or found > 0")
        rows += [(group, theme, *numbers) for numbers in sums.itertuples(name=None)]
    table = pd.DataFrame(rows, columns=[*THEME, by, *_NUMBERS[:3]])
    table["precision"] = safe_divide(table["true_positives"], table["found"])
    table["recall"] = safe_divide(table["true_positives"], table["labelled"])
    table["f1"] = safe_divide(2 * table["true_positives"], table["found"] + table["labelled"])
    return table[[*THEME, *filter(None, [by]), *_NUMBERS]]
