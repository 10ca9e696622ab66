"""Tables of many articles -> the sentences that say what they show. `findings` hands them on, and charts share them."""

import re

import pandas as pd

from ..tables.counts import labelled
from ..tables.statistics import ALPHA, MIN_ARTICLES
from ..text.wording import listed, percent, plural, shortened
from .captions import Sentences, groups

WORDS, TITLE = 14, 88  # of a title: words, and characters, which fill two lines of the narrowest picture
LARGE = 0.25  # of a rate that goes with one article


def as_title(*titles: str) -> str:
    """The first of several titles that has at most fourteen words and fits into two lines; where none does, the last, cut.

    >>> as_title("One word after the other, " * 3 + "end", "Short")
    'Short'
    """
    fitting = [title for title in titles if len(re.findall(r"\S*\w\S*", title)) <= WORDS and len(title) <= TITLE]
    return fitting[0] if fitting else shortened(titles[-1], TITLE)


def any_of(terms: list[str]) -> str:
    """Terms as one names them, in quotes; beyond three, how many more.

    >>> any_of(["Russia"]), any_of(["Russia", "Ukrain*"]), any_of(["a", "b", "c", "d", "e"])
    ('“Russia”', '“Russia” or “Ukrain*”', '“a”, “b” or 3 more')
    """
    return listed([f"“{shortened(term, 40)}”" for term in terms], 3, "or")


def terms_behind(mentions: pd.DataFrame) -> dict[tuple[str, str], str]:
    """(group, theme) -> the most used of its terms that bring half of its mentions together: what a rate is the rate of.

    >>> toy = pd.DataFrame({"group": "", "theme": "War", "term": ["Russia", "Russia", "Ukrain*"]})
    >>> terms_behind(toy)
    {('', 'War'): '“Russia”'}
    """
    sizes = mentions.groupby(["group", "theme", "term"], observed=True, sort=False).size()
    behind = {}
    for pair, own in sizes.groupby(level=["group", "theme"], observed=True, sort=False):
        share = own.sort_values(ascending=False, kind="stable").cumsum() / own.sum()
        behind[pair] = any_of(share.index.get_level_values("term")[: (share < 0.5).sum() + 1].tolist())
    return behind


def silent(table: pd.DataFrame) -> str:
    """That none of the themes of a table is named."""
    first, *others = labelled(table)["label"].unique()
    none = f"None of the {1 + len(others):,} themes is named" if len(others) > 1 else "Neither theme is named"
    return none if others else f"{first} is never named"


def per_1000(rate: float) -> str:
    """A rate as a sentence says it: two digits, and none more than one behind the point from 1 on.

    >>> per_1000(0.3333), per_1000(1.923), per_1000(500)
    ('0.33', '1.9', '500')
    """
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:,.1f}" if rate >= 1 else f"{rate:.2g}"


def _most_mentioned(table: pd.DataFrame) -> pd.DataFrame:
    """Of rates, the rows of the theme with most mentions, in the first group that is mentioned (of equals, the first)."""
    rows = labelled(table)
    first = next((group for group in groups(rows) if rows.loc[rows["group"] == group, "mentions"].any()), None)
    rows = rows[rows["group"] == first]
    sums = rows.groupby("label", sort=False)["mentions"].sum()
    return rows[rows["label"] == sums.idxmax()] if len(rows) else rows


def over_time(table: pd.DataFrame, peaks: pd.DataFrame | None = None, articles: pd.DataFrame | None = None) -> Sentences:
    """When the words of the most mentioned theme peak: `rates(mentions, articles, by)` of a period.

    With `peaks(table, mentions, articles)` also what that rests on; with the articles, they are called by their titles.
    """
    unit, rows = table.attrs["by"], _most_mentioned(table)
    if table.empty:
        return Sentences(f"No article has a date that says its {unit}, so there are no rates over time")
    if rows.empty:
        return Sentences(silent(table))
    label, used = rows["label"].iloc[0], rows[(rows["mentions"] > 0) & ~rows["thin"]]
    if table["period"].nunique() == 1:
        when = _period(table["period"].iloc[0], unit)
        return Sentences(f"All articles with a date are from {when}, so no rate can rise or fall")
    if used.empty:
        return Sentences(f"No {unit} that names {label} has the {MIN_ARTICLES} articles that a comparison needs")
    top = used[used["per_1000"] == used["per_1000"].max()]
    rate = f"{per_1000(top['per_1000'].iloc[0])} per 1,000 words"
    pair = top["group"].iloc[0], top["theme"].iloc[0]
    if len(top) > 1 and len(top) == (~rows["thin"]).sum():
        return Sentences(as_title(f"{label} words are as frequent in every {unit}, {rate}", f"Every {unit} has {rate}"))
    where = f"peak in {listed([_period(period, unit) for period in top['period']])}"
    titles = [f"{label} words {where}, at {rate}", f"{label} words {where}"]
    if peaks is None:
        return Sentences(as_title(*titles))
    row = peaks[(peaks["group"] == pair[0]) & (peaks["theme"] == pair[1])].iloc[0]
    several = peaks.attrs.get("sources", 2) > 1  # where there is one, every peak is its
    one_source = several and 2 * row["of_source"] > row["at_peak"] > 1
    if one_source:
        titles = [f"{label} words {where}, most of them from {row['source']}", *titles]
    size = f"The peak of {rate} holds {plural(row['at_peak'], 'mention')}"
    most = "all" if row["of_source"] == row["at_peak"] else f"{row['of_source']:,}"
    size += f", {most} of them from {row['source']}" if one_source else ""
    article = titles_of(articles).get(row["without_article"], row["without_article"])
    term = f"the term “{row['without_term']}”" if row["without_term"] else ""
    lost = [name for name in (article, row["without_source"] if several else "", term) if name]
    held = f"Without {listed(lost, last='or')}, it would lie elsewhere"
    held = held if lost else "It rests on no single article, source or term"
    drawn = f"It is the peak in {percent(row['share_of_draws'])} of random draws of the articles"
    return Sentences(as_title(*titles), size, held, drawn)


def _period(name: object, unit: str) -> str:
    return f"the {name}" if unit == "decade" else str(name)


def by_source(table: pd.DataFrame) -> Sentences:
    """The rates of the most mentioned theme in the sources, parties or whatever with most articles, and whether their intervals
    part: `rates(mentions, articles, column)`.
    """
    column, rows = table.attrs["by"], _most_mentioned(table)
    sizes = table.drop_duplicates(column)
    if sizes.empty:
        return Sentences(f"No article says its {column}, so there is nothing to compare")
    if len(sizes) == 1:
        same = "are from" if column == "source" else "have"
        return Sentences(f"All articles {same} one {column}, {sizes[column].iloc[0]}, so there is nothing to compare")
    if rows.empty:
        return Sentences(silent(table))
    label, enough = rows["label"].iloc[0], rows[~rows["thin"]].head(3)
    known, thin = enough[enough["low"].notna()], sizes.loc[sizes["thin"], column].astype(str).tolist()
    few = [f"Too few articles for an interval: {listed(thin)}"] if thin else []
    if len(enough) < 2:
        title = as_title(f"Too few articles to compare {label} words by {column}", f"Too few articles to compare by {column}")
        return Sentences(title, *few)
    rates = listed([f"{per_1000(rate)} ({name})" for name, rate in zip(enough[column], enough["per_1000"], strict=True)])
    if len(known) < 2:
        differ, overlap = f"cannot be compared by {column}", "there are no intervals, as the articles of each are alike"
    else:
        apart = known["low"].max() > known["high"].min()
        differ = f"{'differ' if apart else 'do not clearly differ'} by {column}"
        overlap = f"{'not all' if apart else 'the'} 95 % intervals overlap"
    title = as_title(f"{label} words {differ}", f"Rates {differ}")
    return Sentences(title, f"{label} words per 1,000: {rates}; {overlap}", *few)


def shared_articles(table: pd.DataFrame) -> Sentences:
    """The two themes farthest beyond chance, and how many more pairs are: `meetings_by_chance(mentions, articles)`."""
    if table.attrs["note"]:
        return Sentences(f"Whether themes meet by chance cannot be tested: {table.attrs['note']}")
    sure = table[table["p_all"] < ALPHA]
    if sure.empty:
        return Sentences("No two themes share more or fewer articles than chance would bring")
    first, more = sure.iloc[0], len(sure) - 1
    pair = f"{first['theme']} and {first['other']}"
    apart = first["count"] - first["expected"]
    shared = plural(first["count"], "article") if first["count"] else "no article"
    how = f"share {shared}, {abs(apart):,.0f} {'more' if apart > 0 else 'fewer'} than"
    title = as_title(f"{pair} {how} expected by chance", f"{pair} {how} by chance", f"Two themes {how} expected by chance")
    others = [f"{more:,} more {'pair differs' if more == 1 else 'pairs differ'} from chance"] if more else []
    return Sentences(title, *[f"They are {pair}"] * title.startswith("Two themes"), *others)


def without_one(table: pd.DataFrame, articles: pd.DataFrame | None = None) -> Sentences:
    """Whether the leader by rate of the first group that is mentioned stays first, and what rests on one article or source.

    `table` is `leave_one_out(mentions, articles)`; with the articles, they are called by their titles.
    """
    unit, rows = table.attrs["unit"], labelled(table)
    if table.attrs["units"] < 2:
        none = "there is no article" if unit == "article" else f"no article says its {unit}"
        there = f"there is only one {unit}" if table.attrs["units"] else none
        return Sentences(f"Nothing can be left out: {there}")
    found = rows[rows["mentions"] > 0]
    if found.empty:
        return Sentences(silent(table))
    names = titles_of(articles, unit)
    rivals = rows[rows["group"] == groups(found)[0]]
    leads, rests = _lead_kept(rivals, unit, names) if len(rivals) > 1 else [], []
    large = found[(found["change"].abs().round(2) >= LARGE).to_numpy()]  # as the picture says it
    alone, moved = large[(large["change"] == -1).to_numpy()], large[(large["change"] != -1).to_numpy()]
    for name, labels in alone.groupby("without", sort=False)["label"].agg(list).head(3).items():
        rest = f"{'rests' if len(labels) == 1 else 'rest'} on a single {unit}"
        rests.append(f"{listed(labels)} {rest}, {names.get(name, name)}")
    moves = [
        f"{row.label} ({100 * row.change:+.0f} % without {names.get(row.without, row.without)})" for row in moved.itertuples()
    ]
    moves = [f"One {unit} moves a rate by {percent(LARGE)} or more: {listed(moves)}"] if moves else []
    said = [*leads, *rests, *moves]
    if rests and not (leads and leads[0].startswith("Without")):
        said = [rests[0], *leads, *rests[1:], *moves]
    said = said or [f"No single {unit} moves a rate by {percent(LARGE)} or more"]
    short = {"Without": f"The lead falls without one {unit}", "whichever": f"The lead holds whichever {unit} is left out"}
    title = as_title(said[0], *[text for word, text in short.items() if word in said[0]], f"One {unit} decides a theme’s rate")
    return Sentences(title, *said[title == said[0] :])


def _lead_kept(rivals: pd.DataFrame, unit: str, names: dict[str, str]) -> list[str]:
    """Whether the theme with the highest rate of its group keeps its lead, and in how many draws it has it."""
    first = rivals[(rivals["rank"] == 1) & (rivals["mentions"] > 0)]
    leaders, s = listed(first["label"].tolist()), "s" * (len(first) == 1)
    lost = [names.get(name, name) for name in dict.fromkeys(first["lead_lost"]) if name]
    lead = f"{leaders} lead{s} in mentions, whichever {unit} is left out"
    fall = f"Without {listed(lost, last='or')}, {leaders} no longer lead{s}"
    shares = listed(list(dict.fromkeys(map(percent, first["share_of_draws"]))))
    return [fall if lost else lead, f"{'It leads' if s else 'They lead'} in {shares} of random draws of the {unit}s"]


def titles_of(articles: pd.DataFrame | None, unit: str = "article") -> dict[str, str]:
    """The id of each article -> its title, short; empty for another unit, and where there are no titles."""
    if articles is None or unit != "article" or "title" not in articles:
        return {}
    pairs = zip(articles["article"].astype(str), articles["title"].astype(str), strict=True)
    return {name: shortened(title, 40) for name, title in pairs if title}
