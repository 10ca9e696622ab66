"""A table of suggestions -> the text of a themes.yaml."""

import pandas as pd

from ..lexicon.model import on_one_line
from ..lexicon.syntax import as_yaml, default_case, entry_line
from .common_issues import issue_definitions
from .suggestions import ISSUE

HEAD = """# Themes that the articles suggest. Strike out, rename and add what you like.
# To put two themes together, move the terms of one below the name of the other.
# Above a theme stands the first passage that it finds, beside a term what it is, and its mentions.

"""


def suggested_yaml(table: pd.DataFrame) -> str:
    """What `suggest` returns, or some rows of it that have a theme, as themes.yaml: the passage of
    each theme as a comment above it, below what an issue counts; kind and mentions beside each
    term.

    >>> columns = ["group", "theme", "term", "case", "excluded", "kind", "mentions", "passage"]
    >>> rows = [("Names", "Wang Yi", "Wang Yi", "any", False, "name", 1, "He met Wang Yi.")]
    >>> rows += [("Names", "Wang Yi", "Wang", "any", False, "short name", 2, "Wang left.")]
    >>> print(suggested_yaml(pd.DataFrame(rows, columns=columns)))
    Names:
      # He met Wang Yi.
      Wang Yi:
        - Wang Yi  # name, 1
        - Wang  # short name, 2
    <BLANKLINE>
    """
    parts = []
    for group, rows_of_group in table.groupby("group", sort=False):
        indent = "  " if group else ""
        if group:
            parts.append(f"{as_yaml(group)}:")
        for theme, rows in rows_of_group.groupby("theme", sort=False):
            about = issue_definitions().get(theme, []) if rows["kind"].iloc[0] == ISSUE else []
            comments = [*about, on_one_line(rows["passage"].iloc[0])]
            lines = [*(f"# {comment}" for comment in comments), f"{as_yaml(theme)}:"]
            lines += [f"  - {_entry(row)}" for row in rows.itertuples()]
            parts += [indent + line for line in lines] + [""]
    return "\n".join(parts)


def _entry(row: tuple) -> str:
    """The entry of a term; behind it its kind and its mentions, which a `not:` phrase has not."""
    settings = {}
    if row.case != default_case(row.term):
        settings = {"case": row.case}
    entry = entry_line(row.term, settings, row.excluded)
    if row.excluded:
        return entry
    return f"{entry}  # {row.kind}, {row.mentions:,}"
