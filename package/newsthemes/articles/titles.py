"""What articles are called."""

import pandas as pd

from ..text.wording import as_strings


def titles(articles: pd.DataFrame) -> list[str]:
    """What the articles are called: their titles, else their labels, else their first words, else
    their ids.

    >>> toy = pd.DataFrame({"article": ["a", "b"], "title": ["Talks", ""], "opening": "They …"})
    >>> titles(toy), titles(toy[["article"]])
    (['Talks', 'They …'], ['a', 'b'])
    """
    names = articles["article"].astype(str)
    columns = articles.reindex(columns=["opening", "label", "title"])
    columns["label"] = labels_of(articles)
    for column in columns:
        stated = as_strings(columns[column])
        names = stated.where(stated != "", names)
    return names.tolist()


def labels_of(articles: pd.DataFrame) -> pd.Series:
    """What sources.csv calls each article in its column `label`; empty where it says nothing, or
    where several have the same, as classes of articles have.

    >>> labels_of(pd.DataFrame({"label": ["Talks", "true", "true"]})).tolist()
    ['Talks', '', '']
    """
    labels = as_strings(articles.reindex(columns=["label"])["label"])
    return labels.mask(labels.duplicated(keep=False), "")
