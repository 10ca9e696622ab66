"""Counts -> one line that says which themes come first, where there is room for text alone."""

import pandas as pd

from ..plots.style import names_of

NAMED = 3  # themes, and all that are level with the third


def counts_label(counts: pd.DataFrame) -> str:
    """A label, without a verb, for the first group that is mentioned.

    `counts` has a row a theme, in the lexicon's order: `group`, `theme`, `mentions`, `sentences`.

    >>> table = pd.DataFrame({"group": "Issues", "theme": ["Trade", "War"], "mentions": [1, 6]})
    >>> counts_label(table.assign(sentences=[1, 2])), counts_label(table.assign(sentences=1))
    ('Issues · first in mentions (sentences): War 6 (2)',
     'Issues · mentions (sentences): War 6 (1) · Trade 1 (1)')
    """
    mentioned = counts[counts["mentions"] > 0]
    if mentioned.empty:
        return f"Mentions: 0 · themes: {len(counts):,}"
    groups = names_of(mentioned["group"])
    own = mentioned[groups == groups.iloc[0]]
    own = own.sort_values("mentions", ascending=False, kind="stable")
    first = own[own["mentions"] == own["mentions"].max()]
    if set(first.index) != set(own.index[own["sentences"] == own["sentences"].max()]):
        third = own["mentions"].iloc[min(NAMED, len(own)) - 1]
        named = own[own["mentions"] >= third]
        entries = [f"{row['theme']} {_numbers(row)}" for _, row in named.iterrows()]
        return _labelled(groups.iloc[0], "mentions (sentences)", entries, len(own) - len(named))
    measure = "first in mentions (sentences)"
    if len(first) > 1:
        measure = "level in mentions (sentences)"
    named = first.head(NAMED)
    entries = [f"{', '.join(named['theme'].astype(str))} {_numbers(first.iloc[0])}"]
    return _labelled(groups.iloc[0], measure, entries, len(first) - len(named))


def _labelled(group: str, measure: str, entries: list[str], others: int) -> str:
    """The entries behind what they are of, and how many others there are."""
    if others:
        entries = [*entries, f"others: {others:,}"]
    listed = " · ".join(entries)
    if group:
        return f"{group} · {measure}: {listed}"
    return f"{measure.capitalize()}: {listed}"


def _numbers(row: pd.Series) -> str:
    return f"{row['mentions']:,} ({row['sentences']:,})"
