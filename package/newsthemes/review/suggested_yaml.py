"""A table of suggestions -> the text of a themes.yaml."""

import pandas as pd

from ..lexicon.model import on_one_line
from ..lexicon.syntax import as_yaml

HEAD = """# Themes that the articles suggest. Strike out, rename and add what you like.
# To put two themes together, move the terms of one below the name of the other.

"""


def suggested_yaml(table: pd.DataFrame) -> str:
    """What `suggest` returns, or some rows of it that have a theme, as themes.yaml: the passage of
    each theme as a comment above it, kind and mentions beside each term.

    >>> columns = ["theme", "term", "kind", "mentions", "passage"]
    >>> rows = [("Wang Yi", "Wang Yi", "name", 1, "He met Wang Yi.")]
    >>> rows += [("Wang Yi", "Wang", "short name", 2, "Wang left.")]
    >>> print(suggested_yaml(pd.DataFrame(rows, columns=columns)))
    # He met Wang Yi.
    Wang Yi:
      - Wang Yi  # name, 1
      - Wang  # short name, 2
    <BLANKLINE>
    """
    blocks = []
    for theme, rows in table.groupby("theme", sort=False):
        lines = [f"# {on_one_line(rows['passage'].iloc[0])}", f"{as_yaml(theme)}:"]
        for row in rows.itertuples():
            lines.append(f"  - {as_yaml(row.term)}  # {row.kind}, {row.mentions:,}")
        blocks.append("\n".join([*lines, ""]))
    return "\n".join(blocks)
