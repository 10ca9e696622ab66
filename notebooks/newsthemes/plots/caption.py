"""What articles are called, and the line below a picture that says which it is of."""

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from .style import names_of


@accepts_plain_inputs
def caption(articles: pd.DataFrame) -> str:
    """Which articles these are: of one its title, source and date, as far as they are stated, and
    without a title its label in sources.csv or its first words; of several their number.

    >>> caption(pd.DataFrame({"text": ["They met."], "title": ["Talks"], "date": ["2024-01-05"]}))
    'Article: Talks, 2024-01-05'
    >>> caption(["They met.", "It rained."])
    '2 articles'
    """
    if len(articles) != 1:
        return f"{len(articles):,} articles"
    source, date = articles.reindex(columns=["source", "date"]).apply(names_of).iloc[0]
    stated = [*titles(articles), source, date[:10]]
    return f"Article: {', '.join(filter(None, stated))}"


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
        stated = names_of(columns[column])
        names = stated.where(stated != "", names)
    return names.tolist()


def labels_of(articles: pd.DataFrame) -> pd.Series:
    """What sources.csv calls each article in its column `label`; empty where it says nothing, or
    where several have the same, as classes of articles have.

    >>> labels_of(pd.DataFrame({"label": ["Talks", "true", "true"]})).tolist()
    ['Talks', '', '']
    """
    labels = names_of(articles.reindex(columns=["label"])["label"])
    return labels.mask(labels.duplicated(keep=False), "")
