"""Labels that people gave whole articles, such as headings -> how many of the articles so labelled
a theme finds.
"""

import re
from collections.abc import Mapping
from functools import partial

import numpy as np
import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..lexicon.read_lexicon import Lexicon
from ..tables.bounds import share_bounds
from ..tables.counts import article_counts
from ..tables.periods import check_by, values_by
from ..tables.statistics import MIN_ARTICLES, clusters, summed
from ..text.wording import listed
from .verdicts import THEME

_NUMBERS = ["labelled", "found", "recall", "low", "high"]


@partial(takes_any_form, texts=False)
def recall_by_label(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    lexicon: Lexicon,
    labels: Mapping[str, str],
    column: str = "heading",
    by: str | None = None,
    cluster: str | None = None,
) -> pd.DataFrame:
    """How many of the articles that people filed under a theme does the theme find?

    A label says that an article is about a theme; nobody says of the others that they are not, so
    there is no precision here.

    Parameters
    ----------
    mentions, articles, lexicon : as in `counts`.
    labels : theme -> a regular expression; an article is labelled where it is found in `column`.
    column : of `articles`, what people wrote, such as the editors' headings.
    by : as in `corrected`.
    cluster : a column of `articles`; those that share its value are one case of the interval.

    Returns
    -------
    One row a theme (and value of `by`, in order) with a labelled article: `group`, `theme`, the
    column `by`, `labelled` and `found` (articles), `recall` (`found` / `labelled`), `low`, `high`
    (95% interval, `share_bounds` over clusters, of which it needs 7). Empty for no labels.
    ValueError for a theme that the lexicon does not have, or a column that is not there.

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a", "b", "c"], "text": ["Trade.", "Tariffs.", "Rain."]})
    >>> toy["heading"] = ["Trade war", "Trade war", "Weather"]
    >>> lexicon = read_lexicon({"Trade": ["trade"]})
    >>> found = find_mentions(toy, lexicon)
    >>> table = recall_by_label(found, toy, lexicon, {"Trade": "[Tt]rade"})
    >>> table[["theme", "labelled", "found", "recall"]]
       theme  labelled  found  recall
    0  Trade         2      1     0.5
    """
    keys = [*THEME, *filter(None, [by])]
    cases = pd.DataFrame({"cluster": clusters(articles, cluster)}, articles.index)
    if by and labels:
        check_by("recall_by_label", articles, by, [*THEME, *_NUMBERS, "cluster"])
        cases[by] = values_by(articles, by)
    _, mentioned = article_counts(mentions, articles, lexicon, THEME)
    rows = []
    for group, theme in _named(labels, lexicon):
        check_by("recall_by_label", articles, column)
        pattern = _compiled(theme, labels[theme])
        named = values_by(articles, column).astype("str").str.contains(pattern)
        own = mentioned[:, lexicon.themes.index((group, theme))] > 0
        labelled = cases.assign(group=group, theme=theme, found=own)[named]
        for key, part in labelled.groupby(keys):
            hits = part["found"].to_numpy()
            of_clusters = summed(np.column_stack([hits, ~hits]), part["cluster"].to_numpy())
            found, (low, high) = int(hits.sum()), (np.nan, np.nan)
            if len(of_clusters) >= MIN_ARTICLES:
                low, high = share_bounds(of_clusters)
            rows.append((*key, len(part), found, found / len(part), low, high))
    return pd.DataFrame(rows, columns=[*keys, *_NUMBERS])


def _compiled(theme: str, label: str) -> re.Pattern:
    """A label to look for; ValueError where it is none."""
    try:
        return re.compile(label)
    except re.error as error:
        raise ValueError(
            f"labels: theme {theme!r}: {label!r} is no regular expression ({error}); write one"
        ) from None


def _named(labels: Mapping[str, str], lexicon: Lexicon) -> list[tuple[str, str]]:
    """Group and name of each labelled theme, in the order of the lexicon."""
    known = [theme for _, theme in lexicon.themes]
    for theme in labels:
        if theme not in known:
            there = listed(known, 20)
            raise ValueError(f"labels: the lexicon has no theme {theme!r}; it has {there}")
    return [pair for pair in lexicon.themes if pair[1] in labels]
