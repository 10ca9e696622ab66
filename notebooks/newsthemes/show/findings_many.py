"""Tables of many articles -> the sentences that say what they show. `findings` hands them on, and
charts share them.
"""

import re

import pandas as pd

from ..tables.counts import labelled
from ..tables.statistics import ALPHA, MIN_ARTICLES
from ..text.wording import capital, counted, in_words, listed, percent, plural, shortened
from .captions import Sentences, dates, groups, scoped

WORDS, TITLE = (
    14,
    88,
)  # of a title: words, and characters, which fill two lines of the narrowest picture
LARGE = 0.25  # of a theme's mentions in one article
FEWEST = 10  # mentions, below which a theme is not judged by one article


def as_title(*titles: str) -> str:
    """The first of several titles that has at most fourteen words and fits into two lines; where
    none does, the last, cut.

    >>> as_title("One word after the other, " * 3 + "end", "Short")
    'Short'
    """
    fitting = [
        title
        for title in titles
        if len(re.findall(r"\S*\w\S*", title)) <= WORDS and len(title) <= TITLE
    ]
    return fitting[0] if fitting else shortened(titles[-1], TITLE)


def silent(table: pd.DataFrame) -> str:
    """That none of the themes of a table is mentioned."""
    first, *others = labelled(table)["label"].unique()
    none = (
        f"None of the {1 + len(others):,} themes is mentioned"
        if len(others) > 1
        else "Neither theme is mentioned"
    )
    return none if others else f"{first} is never mentioned"


def per_1000(rate: float) -> str:
    """A rate as a sentence says it: two digits, and none more than one behind the point from 1 on.

    >>> per_1000(0.3333), per_1000(1.923), per_1000(500)
    ('0.33', '1.9', '500')
    """
    return f"{rate:,.0f}" if rate >= 100 else f"{rate:,.1f}" if rate >= 1 else f"{rate:.2g}"


def _most_mentioned(table: pd.DataFrame) -> pd.DataFrame:
    """Of rates, the rows of the theme with most mentions, in the first group that is mentioned (of
    equals, the first).
    """
    rows = labelled(table)
    first = next(
        (group for group in groups(rows) if rows.loc[rows["group"] == group, "mentions"].any()),
        None,
    )
    rows = rows[rows["group"] == first]
    sums = rows.groupby("label", sort=False)["mentions"].sum()
    return rows[rows["label"] == sums.idxmax()] if len(rows) else rows


def over_time(
    table: pd.DataFrame, peaks: pd.DataFrame | None = None, articles: pd.DataFrame | None = None
) -> Sentences:
    """When the terms of the most mentioned theme are most frequent: `rates(mentions, articles, by)`
    of a period.

    With `peaks(table, mentions, articles)` also what that depends on; with the articles, they are
    called by their titles.
    """
    unit, rows = table.attrs["by"], _most_mentioned(table)
    if table.empty:
        return Sentences(
            f"No article has a date that says its {unit}, so there are no rates over time"
        )
    if rows.empty:
        return Sentences(silent(table))
    label, used = rows["label"].iloc[0], rows[(rows["mentions"] > 0) & ~rows["thin"]]
    if table["period"].nunique() == 1:
        return Sentences(
            f"All articles with a date are from {_period(table['period'].iloc[0], unit)}, so no rate can rise or fall"
        )
    if used.empty:
        return Sentences(
            f"No {unit} that mentions {label} has the {MIN_ARTICLES} articles that a comparison needs"
        )
    top = used[used["per_1000"] == used["per_1000"].max()]
    rate = f"{per_1000(top['per_1000'].iloc[0])} per 1,000 words"
    pair = top["group"].iloc[0], top["theme"].iloc[0]
    if len(top) > 1 and len(top) == (~rows["thin"]).sum():
        same = f"{label} terms are equally frequent in every {unit}, at {rate}"
        return Sentences(as_title(same, f"Every {unit} has {rate}"))
    where = f"{label} terms are most frequent in {listed([_period(period, unit) for period in top['period']])}"
    titles = [f"{where}, at {rate}", where]
    if peaks is None:
        return Sentences(as_title(*titles))
    row = peaks[(peaks["group"] == pair[0]) & (peaks["theme"] == pair[1])].iloc[0]
    several = peaks.attrs.get("sources", 2) > 1  # where there is one, every peak is its
    number = plural(row["at_peak"], "mention")
    share = share_alone = ""
    if several and 2 * row["of_source"] > row["at_peak"] > 1:
        part = "all" if row["of_source"] == row["at_peak"] else f"{row['of_source']:,} of"
        share, share_alone = (
            f", with {part} {number} from {row['source']}",
            f"{part} {number} are from {row['source']}",
        )
        titles = [where + share, where.replace("are most frequent", "peak") + share, *titles]
    title = as_title(*titles)
    told = [f"The rate is {rate}" + f", from {number}" * (not share)] * (rate not in title)
    told += [f"It comes from {number}"] * (rate in title and not share) + [capital(share_alone)] * (
        bool(share) and share not in title
    )
    source = row["without_source"] if several else ""
    article = (
        row["without_article"]
        and f"“{titles_of(articles).get(row['without_article'], row['without_article'])}”"
    )
    term = f"the term “{row['without_term']}”" if row["without_term"] else ""
    lost = [name for name in (article, source, term) if name]
    held = (
        f"Without {listed(lost, last='or')}, another {unit} would be highest"
        if lost
        else "This depends on no single article, source or term"
    )
    stays = f"{_period(row['peak'], unit)} {'stay' if unit == 'decade' else 'stays'} highest"
    drawn = f"{capital(stays)} in {percent(row['share_of_draws'])} of random draws of the articles"
    return Sentences(title, *told, drawn, held)


def _period(name: object, unit: str) -> str:
    return f"the {name}" if unit == "decade" else str(name)


def by_source(table: pd.DataFrame, articles: pd.DataFrame | None = None) -> Sentences:
    """The rates of the most mentioned theme in the sources, parties or whatever with most articles,
    and whether their intervals part: `rates(mentions, articles, column)`.
    """
    column, rows = table.attrs["by"], _most_mentioned(table)
    sizes = table.drop_duplicates(column)
    if sizes.empty:
        return Sentences(f"No article says its {column}, so there is nothing to compare")
    if len(sizes) == 1:
        same = (
            f"are from one source, {sizes[column].iloc[0]}"
            if column == "source"
            else f"have one {column}, {sizes[column].iloc[0]}"
        )
        return Sentences(f"All articles {same}, so there is nothing to compare")
    if rows.empty:
        return Sentences(silent(table))
    label, enough = rows["label"].iloc[0], rows[~rows["thin"]].head(3)
    known, thin = (
        enough[enough["low"].notna()],
        sizes.loc[sizes["thin"], column].astype(str).tolist(),
    )
    few = [f"Too few articles for an interval: {listed(thin)}"] if thin else []
    if len(enough) < 2:
        title = as_title(
            f"Too few articles to compare {label} terms by {column}",
            f"Too few articles to compare by {column}",
        )
        return Sentences(title, *few)
    rates = f"{listed([per_1000(rate) for rate in enough['per_1000']], last='and')} per 1,000 words"
    each = [
        f"{row[column]} {per_1000(row['per_1000'])}"
        + ("" if pd.isna(row["low"]) else f" ({per_1000(row['low'])} to {per_1000(row['high'])})")
        for row in enough.to_dict("records")
    ]
    if len(known) < 2:
        differ, what = (
            f"cannot be compared by {column}",
            "There are no intervals, as the articles of each are alike",
        )
        return Sentences(
            as_title(f"{label} terms {differ}", f"Rates {differ}"),
            f"Per 1,000 words: {listed(each)}",
            what,
            *few,
        )
    apart = known["low"].max() > known["high"].min()
    titles = [
        f"{label} terms: no clear difference by {column}, {rates}",
        f"No clear difference by {column}: {rates}",
    ]
    if apart:
        titles = [f"{whose} differ by {column}: {rates}" for whose in (f"{label} terms", "Rates")]
    title = as_title(*titles)
    these = []
    if articles is not None:
        articles = articles[articles[column].fillna("") != ""]
        these = [
            f"These are {plural(len(articles), 'article')}, {dates(articles)[:-1].lower()}".removesuffix(
                ", "
            )
        ]
    return Sentences(title, f"Per 1,000 words, with 95 % intervals: {listed(each)}", *these, *few)


def shared_articles(table: pd.DataFrame) -> Sentences:
    """The two themes farthest beyond chance, and how many more pairs are:
    `meetings_by_chance(mentions, articles)`.
    """
    if table.attrs["note"]:
        return Sentences(f"Whether themes meet by chance cannot be tested: {table.attrs['note']}")
    sure = table[table["p_all"] < ALPHA]
    if sure.empty:
        outside = ((table["count"] < table["low"]) | (table["count"] > table["high"])).sum()
        every = f"{'Both' if len(table) == 2 else f'All {len(table):,}'} pairs were tested together"
        if len(table) == 1:
            return Sentences("The only pair of themes does not clearly differ from chance")
        lie, their = ("lies", "its") if outside == 1 else ("lie", "their")
        some = f"{capital(counted(outside, 'pair'))} {lie} outside {their} own 95 % range"
        by_chance = round(ALPHA * len(table))
        some = (
            [
                f"{some}; by chance alone, about {in_words(by_chance)} would be expected to"
                if by_chance
                else some
            ]
            if outside
            else []
        )
        return Sentences(
            "No pair of themes clearly shares more or fewer articles than chance would explain",
            every,
            *some,
        )
    first, more = sure.iloc[0], len(sure) - 1
    pair = f"{first['theme']} and {first['other']}"
    apart = first["count"] - first["expected"]
    together = plural(first["count"], "article") if first["count"] else "no article"
    how = (
        f"appear together in {together}, {abs(apart):,.0f} {'more' if apart > 0 else 'fewer'} than"
    )
    title = as_title(
        f"{pair} {how} expected by chance",
        f"{pair} {how} by chance",
        f"Two themes {how} expected by chance",
    )
    others = (
        [f"{more:,} more {'pair differs' if more == 1 else 'pairs differ'} from chance"]
        if more
        else []
    )
    return Sentences(title, *[f"They are {pair}"] * title.startswith("Two themes"), *others)


def without_one(table: pd.DataFrame, articles: pd.DataFrame | None = None) -> Sentences:
    """Whether the leader by rate of the first group that is mentioned stays first, and which themes
    have many mentions in one.

    `table` is `leave_one_out(mentions, articles)`; with the articles, they are called by their
    titles.
    """
    unit, rows = table.attrs["unit"], labelled(table)
    if table.attrs["units"] < 2:
        none = "there is no article" if unit == "article" else f"no article says its {unit}"
        there = f"there is only one {unit}" if table.attrs["units"] else none
        return Sentences(f"Nothing can be left out: {there}")
    found = rows[rows["mentions"] > 0]
    if found.empty:
        return Sentences(silent(table))
    names = {name: f"“{title}”" for name, title in titles_of(articles, unit).items()}
    first = groups(found)[0]
    rivals, scope = (
        rows[rows["group"] == first],
        f"{first}: " * (bool(first) and len(groups(rows)) > 1),
    )
    said = _lead_kept(rivals, unit, names, table.attrs["units"], scope) if len(rivals) > 1 else []
    judged = found[found["mentions"] >= FEWEST]
    held = [
        f"{row.label} ({percent(row.its_mentions / row.mentions)}: {names.get(row.without, row.without)})"
        for row in judged[judged["its_mentions"] / judged["mentions"] >= LARGE].itertuples()
    ]
    has, their = ("has", "its") if len(held) == 1 else ("each have", "their")
    those = f"Of the themes with {FEWEST} mentions or more,"
    whose = (
        f"{those} {in_words(len(held))} {has} a quarter or more of {their} mentions in one {unit}"
    )
    none = f"{those} none has a quarter of its mentions in one {unit}"
    if table.attrs["units"] < 2 / LARGE:  # of so few, each holds much
        said = said or [f"There are too few {unit}s to say what depends on one"]
    elif judged.empty:
        said.append(f"No theme has {FEWEST} mentions, so none is judged by a single {unit}")
    else:
        said.append(f"{whose}: {listed(held)}" if held else none)
    short = (
        f"The highest rate depends on a single {unit}"
        if said[0].startswith(scoped(scope, "without "))
        else f"The highest rate depends on no single {unit}"
    )
    narrow = f"{capital(counted(len(held), 'theme'))} {has} a quarter or more of {their} mentions in one {unit}"
    title = as_title(said[0], narrow if said[0].startswith(whose) else short)
    return Sentences(title, *said[title == said[0] :])


def _lead_kept(
    rivals: pd.DataFrame, unit: str, names: dict[str, str], units: int, scope: str
) -> list[str]:
    """Whether the theme with the highest rate of its group keeps its lead; where units are enough,
    in how many resamples.
    """
    first = rivals[(rivals["rank"] == 1) & (rivals["mentions"] > 0)]
    leaders, s = listed(first["label"].tolist()), "s" * (len(first) == 1)
    lost = [names.get(name, name) for name in dict.fromkeys(first["lead_lost"]) if name]
    has = "has" if s else "have"
    fall = scoped(
        scope, f"without {listed(lost, last='or')}, {leaders} no longer {has} the highest rate"
    )
    shares = listed(list(dict.fromkeys(map(percent, first["share_of_draws"]))))
    lead = (
        fall if lost else f"{scope}{leaders} {has} the highest rate, whichever {unit} is left out"
    )
    drawn = f"{'It stays' if s else 'They stay'} first in {shares} of random draws of the {unit}s"
    return [lead, *[drawn] * (units >= MIN_ARTICLES)]


def titles_of(articles: pd.DataFrame | None, unit: str = "article") -> dict[str, str]:
    """The id of each article -> its title, short; empty for another unit, and where there are no
    titles.
    """
    if articles is None or unit != "article" or "title" not in articles:
        return {}
    pairs = zip(articles["article"].astype(str), articles["title"].astype(str), strict=True)
    return {name: shortened(title, 60) for name, title in pairs if title}
