"""Which theme is mentioned most: the one line of README and page head, and the label of a chart.

The page's script has the same rule; the cases of both are in tests/leaders.json.
"""

import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..text.wording import plural
from .axes import names_of

NAMED = 3  # themes of equal counts that are named; of more, their number is


@takes_any_form
def headline(counts: pd.DataFrame) -> str:
    """Returns which theme of the first group is mentioned most, in a sentence.

    `counts` has a row a theme: `group`, `theme`, `mentions`, in the lexicon's order. A group
    without a mention says nothing: the first group with one is meant.

    >>> table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [1, 6]})
    >>> headline(table), headline(table.assign(mentions=2))
    ('Most mentioned in Issues: War (6 mentions).',
     'Level in Issues: Trade, War (2 mentions each).')
    """
    return _label(counts, "mention") + "."


@takes_any_form
def leaders(counts: pd.DataFrame) -> str:
    """Returns the same as a label, such as the title of a chart.

    >>> leaders(pd.DataFrame({"group": "", "theme": ["Trade", "War"], "mentions": [1, 6]}))
    'Most mentioned: War (6)'
    """
    return _label(counts, "")


def _label(counts: pd.DataFrame, unit: str) -> str:
    """The label; numbers of those who lead are of `unit`, a noun, or of nothing."""
    if counts.empty or not counts["mentions"].any():
        return _nothing(counts["theme"].tolist())
    found = counts[counts["mentions"] > 0]
    groups = names_of(found["group"])
    group = groups.iloc[0]
    own = found[groups == group]
    most = int(own["mentions"].max())
    first = own["theme"][own["mentions"] == most].astype(str).tolist()
    if len(found) == 1:
        return f"Only {first[0]} is mentioned: {most:,}"
    number = f"{most:,}"
    if unit:
        number = plural(most, unit)
    where = ""
    if group:
        where = f" in {group}"
    if len(first) == 1:
        return f"Most mentioned{where}: {first[0]} ({number})"
    names = ", ".join(first)
    if len(first) > NAMED:
        names = f"{len(first):,} themes"
    return f"Level{where}: {names} ({number} each)"


def _nothing(themes: list[str]) -> str:
    if len(themes) == 1:
        return f"{themes[0]} is not mentioned"
    return f"None of the {len(themes):,} themes is mentioned"
