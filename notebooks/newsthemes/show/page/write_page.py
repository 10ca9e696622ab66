"""Articles and a lexicon -> the article's page, straight from the tables."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...lexicon.arguments import takes_any_form
from ...lexicon.read_lexicon import Lexicon
from ...mentions.find import find_mentions
from ...tables.counts import counts
from ...tables.periods import periods, typical_period
from ...tables.rates import rates
from ...text.tokens import MIXED, unit_of, units, word_counts
from ...text.wording import plural
from ...text.write_files import write
from ..axes import names_of
from ..coding.coding_page import sheet_key
from ..explorer.frontend_files import PARTS, SCRIPTS, templates
from ..highlight import (
    IN_FULL,
    marked_html,
    page_data,
    random_sample,
    theme_numbers,
    themes_in_order,
    titles,
)
from ..leaders import leaders
from ..without_text import without_text
from .detail_tables import (
    by_paragraph,
    counts_table,
    lexicon_name,
    page_table,
    provenance,
    together,
)
from .how_solid import how_solid
from .shell import INDEX, TEMPLATES, Links, whole_page

MOST_SOURCES = 30
PLACES = ("Where in the text", "Where in the article shown")  # of one, of several


@takes_any_form
def write_page(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    codes: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    nested: str = "drop",
    *,
    text: bool = True,
    colors: dict[str, str] | None = None,
    period: str | None = None,
    links: Links = (),
    path: str | Path | None = None,
) -> str | Path:
    """The article's page: its headline, the explorer, how solid the count is, and details folded.

    It is one file that asks nothing of anybody and still answers: its reader lights themes, steps
    through passages, changes terms, and counts a text of their own.

    Parameters
    ----------
    articles, lexicon, nested : as in `find_mentions`. Of more than 1 MB of articles the page holds
        a random sample, to read, search and edit; it counts, and draws, all of them.
    codes, sample : from `read_codes`. Without codes the page says that no person
        has checked the counts.
    text : False leaves the articles out, and with them the explorer.
    colors : group -> color, from `group_colors(lexicon)`.
    period : of the rates over time, such as "year"; else the shortest with enough articles.
    links : pages of the same site, (name of the file without .html, label), this one as "index".
    path : the file to write.

    Returns
    -------
    The page's HTML. With `path` it is written there whole, by a temporary name, and the path is
    returned. ValueError for no articles.
    """
    text = text and not without_text()
    mentions = find_mentions(articles, lexicon, nested)
    table = counts(mentions, articles, lexicon)
    held = random_sample(articles)
    data = page_data(mentions, held, lexicon, len(articles), nested, colors)
    data["sheet"] = sheet_key(held, lexicon)
    data |= _of_all(mentions, articles, held, lexicon, period or typical_period(articles))
    rows, below = how_solid(articles, lexicon, mentions, codes, sample, nested)
    own = {
        "text": text,
        "data": data,
        "title": page_title(articles),
        "byline": byline(articles),
        "source": f"Counted by the terms of {lexicon_name(lexicon)}",
        "strips": data["strips"] or PLACES[len(articles) > 1],
        "headline": leaders(table),
        "groups": list(_bars(mentions, held, lexicon, data, colors)),
        "solid": {"rows": rows, "below": below},
        "tables": _tables(mentions, articles, lexicon, table),
        "provenance": provenance(articles, lexicon, nested),
    }
    scripts: tuple[str, ...] = ()
    if text:
        marked = marked_html(mentions, held.head(IN_FULL), lexicon, colors)
        # the script draws colors and titles
        own["whole_articles"] = re.sub("(?<=<mark)[^>]*", "", marked)
        scripts = SCRIPTS
    main = templates(TEMPLATES, PARTS).get_template("story.html.j2").render(own=own)
    page = whole_page(
        main, INDEX, own["title"], own["headline"], links=links, scripts=scripts, text=text
    )
    if path is None:
        return page
    write(Path(path), page.encode())
    return Path(path)


def page_title(articles: pd.DataFrame) -> str:
    """The article's title, or its id; of several, how many they are.

    >>> page_title(pd.DataFrame({"article": ["a", "b"]}))
    'Themes of 2 articles'
    """
    if len(articles) > 1:
        return f"Themes of {len(articles):,} articles"
    return " ".join(titles(articles)[0].split())


def byline(articles: pd.DataFrame) -> str:
    """Words, source and date; for several articles how many sources, and from when to when.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks."]})
    >>> byline(toy)
    '2 words · outlet unknown · date unknown'
    >>> byline(pd.concat([toy, toy]).assign(source=["AP", ""], date=["2024-01-02", "2023-10-26"]))
    '4 words · 1 source · 2023-10-26 to 2024-01-02'
    """
    columns = articles.reindex(columns=["source", "date"])
    sources, dates = (sorted(set(names_of(columns[name])) - {""}) for name in columns)
    source, date = "outlet unknown", "date unknown"
    if sources:
        source = sources[0]
        if len(articles) > 1:
            source = plural(len(sources), "source")
    if dates:
        date = " to ".join(dict.fromkeys([dates[0], dates[-1]]))
    sizes = pd.Series(word_counts(articles)).groupby(units(articles)).sum()
    lengths = [plural(int(size), unit.removesuffix("s")) for unit, size in sizes[::-1].items()]
    return " · ".join([*lengths, source, date])


def _of_all(
    mentions: pd.DataFrame,
    articles: pd.DataFrame,
    held: pd.DataFrame,
    lexicon: Lexicon,
    period: str,
) -> dict[str, Any]:
    """What the script draws of all articles while nothing is changed: rates by period and by
    source, of each theme in turn, as [name, articles, mentions, rate]; how many sources there are;
    the period of each article that is held; and what the strips of the themes show, where that is
    rates by period, in one unit.
    """
    source = names_of(articles.reindex(columns=["source"])["source"])
    sources = source[source != ""].value_counts().index
    largest = articles.assign(source=source.where(source.isin(sources[:MOST_SOURCES]), ""))
    data = {"periods": periods(held, period).fillna("").tolist(), "sources": len(sources)}
    data["unit"] = unit_of(articles)
    dated = articles.assign(**{period: periods(articles, period)})  # also where none has a date
    for name, by, part in (("by_period", period, dated), ("by_source", "source", largest)):
        table = rates(mentions, part, lexicon, by).iloc[:, 2:6]
        data[name] = table.fillna(0).round(3).to_numpy().tolist()
    names = sorted({name for name, *_ in data["by_period"]})
    data["strips"] = ""
    if len(names) > 1 and data["unit"] != MIXED:
        data["strips"] = f"By {period}, {names[0]} to {names[-1]}, each on its own scale"
    return data


def _bars(
    mentions: pd.DataFrame,
    held: pd.DataFrame,
    lexicon: Lexicon,
    data: dict[str, Any],
    colors: dict[str, str] | None,
) -> Iterator[dict[str, Any]]:
    """The groups in their order, each with its themes, the most mentioned first: number, label,
    mentions, share of the highest number, color, and its `strip`, as the path of a picture.
    """
    themes = themes_in_order(lexicon, mentions, colors)
    strips = _rates_as_bars(data["by_period"], len(themes))
    if not data["strips"]:
        strips = _places_as_marks(mentions, held, lexicon)
    share = themes["mentions"] / max(1, themes["mentions"].max())
    themes = themes.assign(strip=strips, share=share.round(3))
    for group, own in themes.groupby("group", sort=False):
        ranked = own.sort_values("mentions", ascending=False, kind="stable")
        yield {"name": group, "themes": ranked.to_dict("records")}


def _places_as_marks(mentions: pd.DataFrame, held: pd.DataFrame, lexicon: Lexicon) -> list[str]:
    """Of each theme the places of its mentions in the first article that is held, as marks in a
    picture of 1,000 by 9.
    """
    article, length = held["article"].iloc[0], len(held["text"].iloc[0])
    first = mentions[mentions["article"] == article]
    marks = ["" for _ in lexicon.themes]
    for place, number in zip(first["start"], theme_numbers(first, lexicon), strict=True):
        marks[number] += f"M{round(1000 * place / length)} 0v9"
    return marks


def _rates_as_bars(by_period: list[list[Any]], themes: int) -> list[str]:
    """Of each theme its rates by period, as bars in a picture of 1,000 by 9, the highest 9 high."""
    rates = np.array([row[3] for row in by_period]).reshape(themes, -1)
    size = rates.shape[1]
    heights = 9 * rates / np.maximum(rates.max(axis=1, initial=0, keepdims=True), 1e-9)
    across = (1000 * (np.arange(size) + 0.5) / max(1, size)).round().astype(int)
    return [
        "".join(f"M{x} 9v-{height:.1f}" for x, height in zip(across, own, strict=True))
        for own in heights
    ]


def _tables(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, table: pd.DataFrame
) -> Iterator[tuple[str, Any]]:
    """The folded tables, each with its heading."""
    several = len(articles) > 1
    yield "All counts", page_table(counts_table(table, several))
    if not several:
        yield "Mentions by paragraph", page_table(by_paragraph(mentions, lexicon))
    yield "Which themes appear together?", page_table(together(mentions, lexicon))
