"""Tables of many articles -> the sentences that say what they show, and alternative texts, all computed."""

import pandas as pd

from .findings import groups, labelled, listed, plural
from .intervals import FEWEST
from .trends import peaks

ALPHA = 0.05
LARGE = 0.25  # of a rate that goes with one article


def with_interval(rate: float, low: float, high: float) -> str:
    """A number with its interval, where it has one.

    >>> with_interval(1.923, 1.0857, 2.329), with_interval(0.9, float("nan"), float("nan"))
    ('1.92 (1.09 to 2.33)', '0.90')
    """
    return f"{rate:.2f}" + ("" if pd.isna(low) else f" ({low:.2f} to {high:.2f})")


def leading_theme(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of the theme of the first group that has most mentions over all (of equals, the first of the lexicon)."""
    named = labelled(table)
    first = named[named["group"] == groups(named)[0]] if len(named) else named
    sums = first.groupby("label", sort=False)["mentions"].sum()
    return first[first["label"] == sums.idxmax()] if sums.any() else first.head(0)


def articles_finding(articles: pd.DataFrame, unit: str) -> str:
    """How many articles, of what time and from how many sources; with their `period`, by `unit`, how many a typical one has."""
    dated = articles[articles["period"].notna()]
    said = f"{plural(len(articles), 'article')} ({plural(int(articles['words'].sum()), 'word')})"
    sources = articles["source"].replace("", None).nunique()
    said += f" from {plural(sources, 'source')}" if sources else ""
    if dated.empty:
        return f"{said}, none with a date"
    said += f", {' to '.join(dict.fromkeys(dated['date'].astype(str).agg(['min', 'max']).str[:10]))}"
    sizes = dated["period"].value_counts()
    said += f": {plural(int((sizes > 0).sum()), unit)}, a typical one with {plural(int(sizes[sizes > 0].median()), 'article')}"
    undated = len(articles) - len(dated)
    return said + (f"; {undated:,} without a date that says the {unit}" if undated else "")


def rates_finding(table: pd.DataFrame) -> str:
    """The finding of rates over time: of the leading theme, in which period most, and how far the others lie below."""
    unit = table.attrs["by"]
    if table.empty:
        return "No article has a date that says its " + unit + ", so nothing can be said about time"
    rows = leading_theme(table)
    every = table.drop_duplicates("period")
    thin, empty = int(every["thin"].sum()), len(table["period"].cat.categories) - len(every)
    sizes = f"{thin:,} of {plural(len(every), unit)} {'is' if thin == 1 else 'are'} thin (fewer than {FEWEST} articles)"
    sizes += f", {empty:,} more have no article" if empty else ""
    if rows.empty:
        return f"None of the themes of the first group is mentioned; {sizes}"
    label, known = rows["label"].iloc[0], rows[rows["low"].notna()]
    if known.empty:
        return f"{label}: no {unit} can be told from another; {sizes}"
    top = known.nlargest(1, "per_1000").iloc[0]
    others = known[known["period"] != top["period"]]
    place = f"the {top['period']}" if unit == "decade" else top["period"]
    rate = with_interval(top["per_1000"], top["low"], top["high"])
    said = f"{label}, of {plural(len(known), unit)} with an interval, is highest in {place}: {rate} per 1,000 words"
    below = (others["high"] < top["low"]).sum()
    return f"{said}; the intervals of {below:,} of the {len(others):,} others lie below; {sizes}"


def sources_finding(table: pd.DataFrame, most: int = 3) -> str:
    """The finding of rates by a column: the leading theme's rate in those with most articles, and whether intervals part."""
    column, rows = table.attrs["by"], leading_theme(table)
    sizes = table.drop_duplicates(column)
    if len(sizes) < 2:
        return f"Nothing to compare: {plural(len(sizes), 'value')} of {column}"
    if rows.empty:
        return "None of the themes of the first group is mentioned"
    known = rows[rows["low"].notna()].head(most)
    thin = f"; {int(sizes['thin'].sum()):,} of {len(sizes):,} have fewer than {FEWEST} articles" if sizes["thin"].any() else ""
    if len(known) < 2:
        return f"{rows['label'].iloc[0]}: no two can be told apart{thin}"
    rates = [f"{row[column]} {with_interval(row['per_1000'], row['low'], row['high'])}" for _, row in known.iterrows()]
    apart = "not all of these intervals overlap" if known["low"].max() > known["high"].min() else "these intervals overlap"
    return f"{rows['label'].iloc[0]} per 1,000 words: {listed(rates)}; {apart}{thin}"


def keyness_finding(table: pd.DataFrame) -> str:
    """The finding of keyness: the words that tell most on either side, of how many, and how many hold over articles."""
    if not all(table.attrs["articles"]):
        return f"Nothing to compare: {table.attrs['note']}"
    if table.empty:
        return f"No word tells the sides apart; tested: {table.attrs['tested']:,}"
    sides = [
        f"{side} more {listed([f'“{word}”' for word in part['word'].head(4)])}"
        for side, part in table.groupby("side", sort=False)
    ]
    said = f"Of {plural(table.attrs['tested'], 'word')} tested: {'; '.join(sides)}"
    if table.attrs["note"]:
        return f"{said}. No interval: {table.attrs['note']}"
    return f"{said}. The intervals of {holds(table).sum():,} of the {len(table):,} shown keep to one side of 0"


def holds(table: pd.DataFrame) -> pd.Series:
    """Whether the interval over articles keeps to the side that the word was chosen for."""
    return (table["low"] > 0) & (table["log_odds"] > 0) | (table["high"] < 0) & (table["log_odds"] < 0)


def chance_finding(table: pd.DataFrame) -> str:
    """The finding of meetings by chance: which pairs meet more often, or less, than articles of their lengths would have it."""
    if table.attrs["note"]:
        return f"Whether themes meet by chance cannot be said: {table.attrs['note']}"
    sure = table[table["p_all"] < ALPHA]
    more, less = sure[sure["count"] > sure["expected"]], sure[sure["count"] < sure["expected"]]
    often = f"{len(more):,} {'meets' if len(more) == 1 else 'meet'} in an article more often than chance has it"
    given = "lengths" + (f" and {table.attrs['within']}" if table.attrs["within"] else "")
    said = f"Of {plural(len(table), 'pair')} of themes, given the articles’ {given}, {often}, {len(less):,} less often"
    pairs = [
        f"{row.theme} with {row.other} ({row.met} articles, {row.expected:.1f} by chance)"
        for row in more.rename(columns={"count": "met"}).itertuples()
    ]
    return said + (f": {listed(pairs, most=2)}" if pairs else "")


def influence_finding(table: pd.DataFrame) -> str:
    """The finding of leaving one out: whether the leader of the first group stays first, and which rates hang on one unit."""
    unit, named = table.attrs["unit"], labelled(table)
    if table.attrs["units"] < 2:
        return f"Nothing can be left out: {plural(table.attrs['units'], unit)}"
    first = named[(named["group"] == groups(named)[0]) & (named["rank"] == 1) & (named["mentions"] > 0)]
    if first.empty:
        said = "None of the themes of the first group is mentioned"
    else:
        sure = (first["worst"] == 1).all() and (first["change"] > -1).all()  # with all its mentions gone, nothing is first
        how = f"first, whichever {unit} is left out" if sure else f"first, but not whichever {unit} is left out"
        said = f"{listed(first['label'].tolist())} {'comes' if len(first) == 1 else 'come'} {how}"
    large = named[(named["change"].abs().round(2) >= LARGE).to_numpy()]  # as the picture says it
    hang = [f"{row.label} ({row.change:+.0%} without {row.without})" for row in large.itertuples()]
    return f"{said}. Rates that one {unit} moves by {LARGE:.0%} or more: {listed(hang)}"


def rates_alt(table: pd.DataFrame) -> str:
    """The alternative text of rates over time: a theme's first period and its highest, with the interval."""
    parts = []
    for row in labelled(peaks(table)).itertuples() if len(table) else []:
        rate = with_interval(row.per_1000, row.low, row.high) + (", thin" if row.thin else "")
        more = f"; higher, but thin: {row.higher}" if row.higher else ""
        parts.append(f"{row.label}: first {row.first}, highest {row.peak} {rate}{more}" if row.peak else f"{row.label}: never")
    return (
        ". ".join([f"Small multiples of rates per 1,000 words by {table.attrs['by']}, one a theme", *(parts or ["No rates"])])
        + "."
    )


def sources_alt(table: pd.DataFrame, most: int = 6) -> str:
    """The alternative text of rates by a column: a theme's rates, those with most articles first."""
    column, parts = table.attrs["by"], []
    for label, rows in labelled(table).groupby("label", sort=False):
        if rows["mentions"].any():
            rates = [
                f"{row[column]} {with_interval(row['per_1000'], row['low'], row['high'])}"
                for _, row in rows.head(most).iterrows()
            ]
            parts.append(f"{label}: {', '.join(rates)}")
    return ". ".join([f"Points of rates per 1,000 words by {column}, one panel a theme", *(parts or ["No rates"])]) + "."


def keyness_alt(table: pd.DataFrame) -> str:
    """The alternative text of keyness: every word's log odds with their interval."""
    words = [f"{row.word} {with_interval(row.log_odds, row.low, row.high)}" for row in table.itertuples()]
    return (
        f"Points of log odds, above 0 for {table.attrs['a']}, below for {table.attrs['b']}: {', '.join(words) or 'no words'}."
    )


def chance_alt(table: pd.DataFrame) -> str:
    """The alternative text of meetings by chance: every pair's articles, and between which numbers chance has them."""
    pairs = [
        f"{row.theme} with {row.other} {row.met}, by chance {row.low:.0f} to {row.high:.0f}"
        for row in table.rename(columns={"count": "met"}).itertuples()
    ]
    return f"Points of articles in which two themes meet, bars of what chance has: {'; '.join(pairs) or 'none'}."


def influence_alt(table: pd.DataFrame) -> str:
    """The alternative text of leaving one out: every theme's largest change."""
    rows = labelled(table)
    changes = [f"{row.label} {row.change:+.0%} without {row.without}" for row in rows[rows["without"] != ""].itertuples()]
    return f"Bars of how a rate changes when one {table.attrs['unit']} is left out: {', '.join(changes) or 'none'}."
