"""Articles and a lexicon -> the article's page, straight from the tables."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..articles.as_articles import Articles
from ..articles.headlines import first_words
from ..articles.titles import labels_of, titles
from ..files.write_files import write
from ..lexicon.arguments import accepts_plain_inputs
from ..lexicon.model import Lexicon, Themes
from ..mentions.find import find_mentions
from ..plots.without_text import without_text
from ..tables.counts import counts
from ..tables.keys import theme_numbers
from ..tables.periods import MIN_ARTICLES, every_period, periods, typical_period
from ..text.characters import visible
from ..text.tokens import MIXED, unit_of, units, word_counts
from ..text.wording import as_strings, plural
from .codebook import read_codebook, shown
from .coding_page import sheet_key
from .counts_label import counts_label
from .detail_tables import (
    Run,
    counts_table,
    lexicon_name,
    page_table,
    provenance,
    together,
)
from .highlight import (
    IN_FULL,
    highlight,
    page_data,
    random_sample,
    themes_in_order,
)
from .reliability import JUDGED, reliability
from .script_files import OF_ONE, OF_SEVERAL, PARTS, READING, packed, script_data, templates
from .shell import INDEX, TEMPLATES, Links, Site, whole_page

MOST_SOURCES = 30
TOGETHER = "Which themes appear together?"
EXPECTED = (
    "Expected if unrelated: how many sentences would mention both themes if these had nothing to "
    "do with each other. It is worked out among sentences of about the same length."
)
PLACES = ("Where", "Where in the article shown")  # of one, of several


@accepts_plain_inputs
def write_page(
    articles: Articles,
    lexicon: Themes,
    codes: pd.DataFrame | None = None,
    sample: pd.DataFrame | None = None,
    nested: str = "drop",
    *,
    text: bool = True,
    colors: dict[str, str] | None = None,
    period: str | None = None,
    links: Links = (),
    address: str = "",
    preview: str = "",
    codebook: str | Path | None = None,
    run: Run | None = None,
    path: str | Path | None = None,
) -> str | Path:
    """The article's page: its title, the explorer, how solid the count is, and details folded.

    It is one file that asks nothing of anybody and still answers: its reader lights themes, steps
    through passages, changes terms, and counts a text of their own.

    Parameters
    ----------
    articles, lexicon, nested : as in `find_mentions`. Of more than 1 MB of articles the page holds
        a random sample, to read, search and edit; it counts, and draws, all of them.
    codes, sample : from `read_codes`. Without codes the page says that no person
        has checked the counts.
    text : False leaves the articles out, and with them the explorer.
    colors : group or theme -> color, from `group_colors(lexicon)`.
    period : of the rates over time, such as "year"; else the shortest with enough articles.
    links : pages of the same site in their order, (name of the file without .html, label) and, of a
        notebook, its finding; this one is "index".
    address, preview : where that site is published, if it is; and the file of its picture, beside
        its pages, for those who show a link to it.
    codebook : a file in Markdown that defines the themes, as for `run.py code`. Who checks the
        page reads the definition beside the sentence.
    run : what the page says of the command that made it.
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
    data["sentences"] = table["sentences"].tolist()
    data |= _of_all(mentions, articles, held, lexicon, period or typical_period(articles))
    facts, judged, below = reliability(articles, lexicon, mentions, codes, sample, nested)
    numbers = judged.reindex(columns="theme Right Wrong Missed".split()).set_index("theme")
    if below != JUDGED:  # by no person
        numbers = numbers.head(0)
    data["finds"] = numbers.rename(columns=str.lower).to_dict("index")
    several = len(articles) > 1
    tables = {
        "All counts": counts_table(table, several),
        TOGETHER: together(mentions, articles, lexicon),
    }
    own = {
        "text": text,
        "data": data,
        "title": page_title(articles),
        "byline": byline(articles),
        "source": f"Counted by the terms of {lexicon_name(lexicon)}",
        "where": PLACES[several],
        "groups": list(_bars(mentions, held, lexicon, data, colors)),
        "facts": facts,
        "judged": page_table(judged),
        "below": below,
        "tables": {name: page_table(rows) for name, rows in tables.items()},
        "notes": {TOGETHER: EXPECTED},
        "provenance": provenance(articles, lexicon, nested, run),
        "run": run,
    }
    scripts = READING
    if text and codebook:
        defined = read_codebook(codebook, lexicon)
        texts = [shown(defined.get(theme, "")) for theme in lexicon.themes]
        own["definitions"] = packed(script_data(texts))
    if text:
        _, *marked = highlight(mentions, held.head(IN_FULL), lexicon, colors).parts
        # the script draws the legend, colors and titles
        own["whole_articles"] = re.sub("(?<=<mark)[^>]*", "", "\n".join(marked))
        scripts = OF_SEVERAL if several else OF_ONE
    main = templates(TEMPLATES, PARTS).get_template("story.html.j2").render(own=own)
    page = whole_page(
        main,
        INDEX,
        own["title"],
        counts_label(table),
        site=Site(links=links, address=address, preview=preview),
        scripts=scripts,
        text=text,
    )
    if path is None:
        return page
    write(Path(path), page.encode())
    return Path(path)


def page_title(articles: pd.DataFrame) -> str:
    """The article's title, or the label that sources.csv gives it, or its first words, or its id;
    of several, how many they are.

    >>> page_title(pd.DataFrame({"article": ["a", "b"]}))
    'Themes of 2 articles'
    >>> page_title(pd.DataFrame({"article": ["1"], "text": ["Trade talks."]}))
    'Trade talks.'
    """
    if len(articles) > 1:
        return f"Themes of {len(articles):,} articles"
    if not {"title", "opening", "label"} & {*articles.columns}:
        return first_words(articles["text"].iloc[0])
    return " ".join(titles(articles)[0].split())


def byline(articles: pd.DataFrame) -> str:
    """What the articles are: how long, from where, of when; and what they do not state.

    >>> toy = pd.DataFrame({"article": ["a"], "text": ["Trade talks."]})
    >>> byline(toy), byline(toy.assign(title="", label="Talks", source="AP"))
    ('One news article · 2 words · outlet and date not stated',
     'One news article · 2 words · AP · date not stated · title ours')
    >>> byline(pd.concat([toy, toy]).assign(source=["AP", ""], date=["2024-01-02", "2023-10-26"]))
    '2 news articles · 4 words · 1 source · 2023-10-26 to 2024-01-02 · source stated by 1 of 2'
    """
    several = len(articles) > 1
    sizes = pd.Series(word_counts(articles)).groupby(units(articles)).sum()
    lengths = [plural(int(size), unit.removesuffix("s")) for unit, size in sizes[::-1].items()]
    columns = articles.reindex(columns=["title", "source", "date"]).apply(as_strings)
    sources, dates = (sorted({*columns[name]} - {""}) for name in ("source", "date"))
    dates = [date[:10] for date in dates]  # without a time of day
    span = " to ".join(dict.fromkeys(dates[:1] + dates[-1:]))
    what = plural(len(articles), "news article") if several else "One news article"
    if several and sources:
        sources = [plural(len(sources), "source")]
    parts = [what, *lengths, *sources, span]
    stated = (columns[["source", "date"]] != "").sum()
    names = ["sources", "dates"] if several else ["outlet", "date"]
    missing = [name for name, number in zip(names, stated, strict=True) if not number]
    if missing:
        parts.append(f"{' and '.join(missing)} not stated")
    partly = stated[stated.between(1, len(articles) - 1)].items()
    shares = ", ".join(f"{name} by {number:,} of {len(articles):,}" for name, number in partly)
    parts.append(shares.replace(" by", " stated by", 1))
    if not several and columns["title"].iloc[0] == "" and labels_of(articles).iloc[0]:
        parts.append("title ours")
    return " · ".join(filter(None, parts))


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
    source = as_strings(articles.reindex(columns=["source"])["source"])
    sources = source[source != ""].value_counts().index
    most = source.where(source.isin(sources[:MOST_SOURCES]))
    parts = articles.assign(source=most, **{period: periods(articles, period)})
    size = parts[period].value_counts().sort_index()
    names = size.index
    data = {"periods": periods(held, period).fillna("").tolist(), "sources": len(sources)}
    data |= {"unit": unit_of(articles), "every_period": [], "strips": ""}
    data["by_period"] = _rates(mentions, parts, lexicon, size)
    data["by_source"] = _rates(mentions, parts, lexicon, most.value_counts())
    if len(names):
        data["every_period"] = every_period(names).astype("str").tolist()
    if len(names) > 1 and data["unit"] != MIXED:
        rate = f"Per 1,000 {data['unit']} by {period}, {names[0]} to {names[-1]}"
        data["strips"] = f"{rate}. Scales differ. Dot: under {MIN_ARTICLES} articles"
        if undated := int(parts[period].isna().sum()):
            data["strips"] += f". Without a {period}: {undated:,} of {len(articles):,} articles"
    return data


def _rates(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, size: pd.Series
) -> list[list[Any]]:
    """Of each theme in turn, for each period or source of so many articles: its name, articles,
    mentions, rate.
    """
    by = size.index.name
    table = counts(mentions, articles, lexicon, [by, "theme"]).dropna(subset=by)
    theme, place = table.groupby(by).cumcount(), size.index.get_indexer(table[by])
    table = table.assign(theme=theme, place=place, articles=table[by].map(size))
    table = table.sort_values(["theme", "place"])[[by, "articles", "mentions", "per_1000"]]
    return table.fillna(0).round(3).to_numpy().tolist()


def _bars(
    mentions: pd.DataFrame,
    held: pd.DataFrame,
    lexicon: Lexicon,
    data: dict[str, Any],
    colors: dict[str, str] | None,
) -> Iterator[dict[str, Any]]:
    """The groups in their order, each with its themes, the most mentioned first: number, theme,
    mentions, sentences, share of the highest number, color, and its `strip`, as the path of a
    picture.
    """
    themes = themes_in_order(lexicon, mentions, colors)
    of_groups = dict(data["groups"])
    strips = [""] * len(themes)
    if not data["strips"]:  # rates over time are drawn by the script
        article, text = held[["article", "text"]].iloc[0]
        first = mentions[mentions["article"] == article]
        for number, start in zip(theme_numbers(first, lexicon), first["start"], strict=True):
            strips[number] += f"M{round(1000 * start / len(text))} 0v9"
    themes["strip"] = strips
    themes["sentences"] = data["sentences"]
    themes["theme"] = themes["theme"].map(visible)
    themes["share"] = (themes["mentions"] / max(1, themes["mentions"].max())).round(3)
    for group, own in themes.groupby("group", sort=False):
        ranked = own.sort_values("mentions", ascending=False, kind="stable")
        yield {"name": group, "color": of_groups[group], "themes": ranked.to_dict("records")}
