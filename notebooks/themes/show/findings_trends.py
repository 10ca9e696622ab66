"""Tables of many articles -> the sentences that say what they show, and alternative texts, all computed."""

import pandas as pd

from ..tables.counts import labelled
from ..tables.rates import peaks
from ..tables.statistics import ALPHA, MIN_ARTICLES
from ..text.wording import listed, plural
from .findings import groups

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


def _per_1000(rate: float) -> str:
    """A rate as a sentence says it: two digits, and none more than one behind the point from 1 on."""
    return f"{rate:,.1f}" if rate >= 1 else f"{rate:.2g}"


def rates_finding(table: pd.DataFrame, peaked: pd.DataFrame | None = None) -> str:
    """The finding of rates over time: where the leading theme peaks; of `peaks` with articles, also what that rests on."""
    unit = table.attrs["by"]
    if table.empty:
        return "No article has a date that says its " + unit + ", so nothing can be said about time"
    rows = leading_theme(table)
    if rows.empty:
        return "None of the themes of the first group is mentioned"
    label, used = rows["label"].iloc[0], rows[(rows["mentions"] > 0) & ~rows["thin"]]
    if used.empty:
        return f"Every {unit} that names {label} is thin, with fewer than {MIN_ARTICLES} articles"
    top = used[used["per_1000"] == used["per_1000"].max()]
    places = listed([f"the {place}" if unit == "decade" else place for place in top["period"].astype(str)])
    said = f"Mentions of {label} peak in {places}, at {_per_1000(top['per_1000'].iloc[0])} per 1,000 words"
    if peaked is None:
        return said
    row = peaked[(peaked["group"] == top["group"].iloc[0]) & (peaked["theme"] == top["theme"].iloc[0])].iloc[0]
    if 2 * row["of_source"] > row["at_peak"] > 1:
        said += f", {row['of_source']:,} of {row['at_peak']:,} from one source, {row['source']}"
    term = f"the term “{row['without_term']}”" if row["without_term"] else ""
    lost = [name for name in (row["without_article"], row["without_source"], term) if name]
    held = f"Without {' or '.join(lost)} it is lost" if lost else "No single article, source or term makes it"
    said += f". {held}; it is the peak in {100 * row['share_of_draws']:.0f} % of draws of articles"
    every = table.drop_duplicates("period")
    thin, empty = int(every["thin"].sum()), len(table["period"].cat.categories) - len(every)
    few = f"{thin:,} of {plural(len(every), unit)} {'has' if thin == 1 else 'have'} fewer than {MIN_ARTICLES} articles"
    none = f"{plural(empty, unit)} {'has' if empty == 1 else 'have'} none"
    return ". ".join([said, *[few] * bool(thin), *[none] * bool(empty)])


def drawn_from(table: pd.DataFrame) -> str:
    """For a caption: what the intervals of rates let vary, and so for whom they speak.

    >>> table = pd.DataFrame()
    >>> table.attrs["cluster"] = ["president", "duplicate_group"]
    >>> drawn_from(table)
    'Lines: 95 % intervals. Each president counts once, not each article. Near duplicates count once.'
    """
    named = [column for column in table.attrs["cluster"] if column != "duplicate_group"]
    who = f"Each {listed(named)} counts once, not each article" if named else "Each article counts once"
    copies = ["Near duplicates count once"] * ("duplicate_group" in table.attrs["cluster"])
    return f"{'. '.join(['Lines: 95 % intervals', who, *copies])}."


def sources_finding(table: pd.DataFrame, most: int = 3) -> str:
    """The finding of rates by a column: the leading theme's rate in those with most articles, and whether intervals part."""
    column, rows = table.attrs["by"], leading_theme(table)
    sizes = table.drop_duplicates(column)
    if len(sizes) < 2:
        return f"Nothing to compare: {plural(len(sizes), 'value')} of {column}"
    if rows.empty:
        return "None of the themes of the first group is mentioned"
    known, thin = rows[rows["low"].notna()].head(most), int(sizes["thin"].sum())
    few = f". {thin:,} of {len(sizes):,} {'is' if thin == 1 else 'are'} thin" if thin else ""
    if len(known) < 2:
        return f"{rows['label'].iloc[0]}: too few articles to tell two apart{few}"
    rates = [f"{row[column]} {_per_1000(row['per_1000'])}" for _, row in known.iterrows()]
    apart = known["low"].max() > known["high"].min()
    held = "not all 95 % intervals overlap" if apart else "the 95 % intervals overlap"
    return f"Mentions of {rows['label'].iloc[0]} per 1,000 words: {listed(rates)}; {held}{few}"


def keyness_finding(table: pd.DataFrame) -> str:
    """The finding of keyness: how many words separate the sides beyond chance, and the first of either side."""
    if table.attrs["note"]:
        return f"No word can be tested: {table.attrs['note']}"
    number = table.attrs["telling"]
    leading = table[table["p_all"] < ALPHA].drop_duplicates("side")
    first = [f"“{row.word}” ({row.side})" for row in leading.itertuples()]
    words = f"{plural(number, 'word')} {'separates' if number == 1 else 'separate'}" if number else "No word separates"
    said = f"{words} {table.attrs['a']} from {table.attrs['b']} beyond chance"
    return said + (f"{':' if number == len(first) else ', led by'} {listed(first)}" if number else "")


def chance_finding(table: pd.DataFrame) -> str:
    """The finding of themes that meet: the pair farthest from chance, and how many more are beyond it."""
    if table.attrs["note"]:
        return f"Whether themes meet by chance cannot be said: {table.attrs['note']}"
    sure = table[table["p_all"] < ALPHA]
    if sure.empty:
        return "No pair of themes shares more or fewer articles than chance would bring"
    first, more = sure.iloc[0], len(sure) - 1
    apart = round(abs(first["count"] - first["expected"]))
    how = f"{apart:,} {'more' if first['count'] > first['expected'] else 'fewer'} than expected by chance"
    said = f"{first['theme']} and {first['other']} share {plural(first['count'], 'article')}, {how}"
    return said + (f"; {plural(more, 'more pair')} {'is' if more == 1 else 'are'} beyond chance" if more else "")


def influence_finding(table: pd.DataFrame, short: bool = False) -> str:
    """The finding of leaving one out: whether the leader of the first group stays first; unless `short`, as a title is, also
    in how many draws it leads, and what rests on one unit."""
    unit, named = table.attrs["unit"], labelled(table)
    if table.attrs["units"] < 2:
        return f"Nothing can be left out: {plural(table.attrs['units'], unit)}"
    first = named[(named["group"] == groups(named)[0]) & (named["rank"] == 1) & (named["mentions"] > 0)]
    said = ["None of the themes of the first group is mentioned"] if first.empty else []
    if len(first):
        lost = [name for name in dict.fromkeys(first["lead_lost"]) if name]
        held = f", but not without {listed(lost)}" if lost else f" whichever {unit} is left out"
        verb, who = ("leads", "it") if len(first) == 1 else ("lead", "they")
        shares = listed([f"{100 * share:.0f} %" for share in first["share_of_draws"]])
        drawn = "" if short else f"; {who} {verb} in {shares} of draws of {unit}s"
        said = [f"{listed(first['label'].tolist())} {verb}{held}{drawn}"]
    if short:
        return said[0]
    large = named[(named["change"].abs().round(2) >= LARGE).to_numpy()]  # as the picture says it
    alone = large["change"] == -1
    said += [f"{row.label} rests on a single {unit}, {row.without}" for row in large[alone].itertuples()][:3]
    moved = [f"{row.label} ({row.change:+.0%} without {row.without})" for row in large[~alone].itertuples()]
    return ". ".join(said + [f"One {unit} moves the rate by {LARGE:.0%} or more: {listed(moved)}"] * bool(moved))


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
    """The alternative text of keyness: every word's log odds, and how many of the words are beyond chance."""
    a, b, beyond = table.attrs["a"], table.attrs["b"], (table["p_all"] < ALPHA).sum()
    words = ", ".join(f"{row.word} {row.log_odds:.2f}" for row in table.itertuples()) or "no words"
    return f"Points of log odds, above 0 for {a}, below for {b}: {words}. Beyond chance: {beyond:,} of {len(table):,}."


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
