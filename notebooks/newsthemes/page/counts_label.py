"""Counts -> one line that says which themes come first, where there is room for text alone."""

import pandas as pd

from ..plots.style import names_of

MOST_NAMED = 3  # themes, and all that are level with the third


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
    group = groups.iloc[0]
    themes = mentioned[groups == group]
    themes = themes.sort_values("mentions", ascending=False, kind="stable")
    first = themes[themes["mentions"] == themes["mentions"].max()]
    first_in_sentences = themes[themes["sentences"] == themes["sentences"].max()]
    if set(first.index) != set(first_in_sentences.index):
        third = themes["mentions"].head(MOST_NAMED).iloc[-1]
        shown = themes[themes["mentions"] >= third]
        entries = [f"{row['theme']} {_numbers(row)}" for _, row in shown.iterrows()]
        return _label(group, "mentions (sentences)", entries, len(themes) - len(shown))
    measure = "first in mentions (sentences)"
    if len(first) > 1:
        measure = "level in mentions (sentences)"
    shown = first.head(MOST_NAMED)
    entry = f"{', '.join(shown['theme'].astype(str))} {_numbers(first.iloc[0])}"
    return _label(group, measure, [entry], len(first) - len(shown))


def _label(group: str, measure: str, entries: list[str], others: int) -> str:
    """The entries behind what they are of, and how many others there are."""
    if others:
        entries = [*entries, f"others: {others:,}"]
    listed = " · ".join(entries)
    if group:
        return f"{group} · {measure}: {listed}"
    return f"{measure.capitalize()}: {listed}"


def _numbers(row: pd.Series) -> str:
    return f"{row['mentions']:,} ({row['sentences']:,})"
