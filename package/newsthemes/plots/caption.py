"""The line below a picture that says which articles it is of."""

import pandas as pd

from ..articles.titles import titles
from ..lexicon.arguments import accepts_plain_inputs
from ..text.wording import as_strings


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
    source, date = articles.reindex(columns=["source", "date"]).apply(as_strings).iloc[0]
    stated = [*titles(articles), source, date[:10]]
    return f"Article: {', '.join(filter(None, stated))}"
