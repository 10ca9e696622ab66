"""Articles in an order that is drawn at random, and is the same each time."""

import json

import numpy as np
import pandas as pd

from ..files.write_files import sha256


def random_order(articles: pd.DataFrame) -> np.ndarray:
    """The numbers of the rows in an order that depends on what each article is called and says, and
    not on where it stands.

    >>> toy = pd.DataFrame({"article": list("abc"), "text": "x"})
    >>> [some["article"].iloc[random_order(some)].tolist() for some in (toy, toy[::-1])]
    [['b', 'c', 'a'], ['b', 'c', 'a']]
    """
    written = map(json.dumps, zip(map(str, articles["article"]), articles["text"], strict=True))
    return np.argsort([sha256(article.encode()) for article in written], kind="stable")
