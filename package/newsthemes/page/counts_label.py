"""Counts -> one line that says which themes come first, where there is room for text alone."""

import pandas as pd

from ..text.wording import as_strings

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
    groups = as_strings(mentioned["group"])
    group = groups.iloc[0]
    themes = mentioned[groups == group].sort_values("mentions", ascending=False, kind="stable")
    numbers = [f"{row.mentions:,} ({row.sentences:,})" for row in themes.itertuples()]
    is_first = themes["mentions"] == themes["mentions"].max()
    if (is_first == (themes["sentences"] == themes["sentences"].max())).all():
        place = "first" if is_first.sum() == 1 else "level"
        measure = f"{place} in mentions (sentences)"
        names = themes.loc[is_first, "theme"].head(MOST_NAMED)
        entries = [f"{', '.join(names.astype(str))} {numbers[0]}"]
        others = is_first.sum() - len(names)
    else:
        measure = "mentions (sentences)"
        third = themes["mentions"].head(MOST_NAMED).iloc[-1]
        names = themes.loc[themes["mentions"] >= third, "theme"]
        entries = list(map("{} {}".format, names, numbers))
        others = len(themes) - len(names)
    if others:
        entries.append(f"others: {others:,}")
    listed = " · ".join(entries)
    if group:
        return f"{group} · {measure}: {listed}"
    return f"{measure.capitalize()}: {listed}"
