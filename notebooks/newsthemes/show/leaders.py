"""Which theme is mentioned most: the one line of README, page head and notebook 2.

The page's script has the same rule; the cases of both are in tests/leaders.json.
"""

import pandas as pd

from ..lexicon.arguments import takes_any_form
from ..text.wording import plural
from .axes import names_of

NAMED = 3  # themes of equal counts that are named; of more, their number is


@takes_any_form
def leaders(counts: pd.DataFrame) -> str:
    """Returns which theme of the first group is mentioned most, in a sentence.

    `counts` has a row a theme: `group`, `theme`, `mentions`, in the lexicon's order. A group
    without a mention says nothing: the first group with one is meant.

    >>> table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [1, 6]})
    >>> leaders(table), leaders(table.assign(mentions=2))
    ('Most mentioned in Issues: War (6 mentions).',
     'Level in Issues: Trade, War (2 mentions each).')
    """
    mentioned = counts[counts["mentions"] > 0]
    if mentioned.empty and len(counts) == 1:
        return f"{counts['theme'].iloc[0]} is not mentioned."
    if mentioned.empty:
        return f"None of the {len(counts):,} themes is mentioned."
    groups = names_of(mentioned["group"])
    group = groups.iloc[0]
    of_group = mentioned[groups == group]
    most = int(of_group["mentions"].max())
    first = of_group["theme"][of_group["mentions"] == most].astype(str).tolist()
    if len(mentioned) == 1:
        return f"Only {first[0]} is mentioned: {most:,}."
    where = ""
    if group:
        where = f" in {group}"
    number = plural(most, "mention")
    if len(first) == 1:
        return f"Most mentioned{where}: {first[0]} ({number})."
    names = ", ".join(first)
    if len(first) > NAMED:
        names = f"{len(first):,} themes"
    return f"Level{where}: {names} ({number} each)."
