"""Which theme is mentioned most: the one line of README, page head and notebook 2.

The page's script has the same rule; the cases of both are in tests/leaders.json.
"""

import pandas as pd

from ..lexicon.arguments import accepts_plain_inputs
from ..plots.style import names_of
from ..text.wording import plural

NAMED = 3  # themes that are named; of more that are level, their number is


@accepts_plain_inputs
def leaders(counts: pd.DataFrame) -> str:
    """Returns which theme of the first group is mentioned most, in a line.

    `counts` has a row a theme, in the lexicon's order: `group`, `theme`, `mentions`, `sentences`. A
    leader is named only where mentions and sentences have the same first, and themes are level only
    where they are in both; else the three with most mentions are listed with both numbers. A group
    without a mention says nothing: the first group with one is meant.

    >>> table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [1, 6]})
    >>> leaders(table.assign(sentences=[1, 2])), leaders(table.assign(sentences=1))
    ('Most mentioned in Issues: War (6 mentions).',
     'Issues, mentions (sentences): War 6 (1), Trade 1 (1)')
    """
    mentioned = counts[counts["mentions"] > 0]
    if mentioned.empty and len(counts) == 1:
        return f"{counts['theme'].iloc[0]} is not mentioned."
    if mentioned.empty:
        return f"None of the {len(counts):,} themes is mentioned."
    if len(mentioned) == 1:
        return f"Only {mentioned['theme'].iloc[0]} is mentioned: {mentioned['mentions'].iloc[0]:,}."
    groups = names_of(mentioned["group"])
    return _of_group(mentioned[groups == groups.iloc[0]], groups.iloc[0])


def _of_group(counts: pd.DataFrame, group: str) -> str:
    """The same of the themes of a group that are mentioned."""
    first = _first(counts, "mentions")
    if first != _first(counts, "sentences"):
        rows = counts.sort_values("mentions", ascending=False, kind="stable").head(NAMED)
        entries = [f"{row.theme} {row.mentions:,} ({row.sentences:,})" for row in rows.itertuples()]
        measures = "Mentions"
        if group:
            measures = f"{group}, mentions"
        return f"{measures} (sentences): {', '.join(entries)}"
    where = ""
    if group:
        where = f" in {group}"
    number = plural(int(counts["mentions"].max()), "mention")
    if len(first) == 1:
        return f"Most mentioned{where}: {first[0]} ({number})."
    names = ", ".join(first)
    if len(first) > NAMED:
        names = f"{len(first):,} themes"
    return f"Level{where}: {names} ({number} each)."


def _first(counts: pd.DataFrame, measure: str) -> list[str]:
    """The theme that has most of a measure, or those that are level."""
    most = counts[measure] == counts[measure].max()
    return counts.loc[most, "theme"].astype(str).tolist()
