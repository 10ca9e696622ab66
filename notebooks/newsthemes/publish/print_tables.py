"""Tables as the commands print them: counts, the concordance, what another lexicon gains and
loses.
"""

import re
from collections import Counter

import pandas as pd

from ..articles.formats.document import one_line
from ..lexicon.model import Lexicon
from ..mentions.find import find_mentions
from ..review.compare import compare
from ..tables.concordance import concordance
from ..tables.counts import mention_labels, theme_labels, theme_pairs
from ..text.characters import visible
from ..text.csv_files import csv_of
from ..text.wording import plural, shortened

KWIC = "title date source article theme term left match right sentence".split()
PASSAGES = "change theme theme_before term left match right text article title date source".split()
THEME, META = ["group", "theme"], ["article", "title", "date", "source"]


def printed(table: pd.DataFrame, form: str) -> str:
    """A table as text to look at, as CSV (`csv_of`), or as JSON with an object a row.

    >>> print(printed(pd.DataFrame({"theme": ["Trade"], "per_1000": [1.2345]}), "json"))
    [{"theme":"Trade","per_1000":1.2345}]
    """
    if form == "csv":
        return csv_of(table).decode().rstrip("\n")
    if form == "json":
        return table.to_json(orient="records", force_ascii=False)
    return visible(table.round({"per_1000": 2, "share_of_sentences": 3}).to_string(index=False))


def kwic(
    mentions: pd.DataFrame, articles: pd.DataFrame, lexicon: Lexicon, sort: str
) -> pd.DataFrame:
    """The concordance with what is known of the articles, a row a mention; columns: KWIC.

    `sort` is "left" (by the words before the match, the nearest first), "right" (by those after
    it), or "article".

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["New trade. Free trade. Old trade."]})
    >>> toy = toy.assign(title="", date="", source="")
    >>> themes = read_lexicon({"Trade": ["trade"]})
    >>> table = kwic(find_mentions(toy, themes), toy, themes, "left")
    >>> table["left"].str.split().str[-1].tolist()
    ['Free', 'New', 'Old']
    """
    table = concordance(mentions, articles).merge(articles[META], on="article", how="left")
    table["theme"] = mention_labels(mentions, lexicon).to_numpy()
    if sort != "article":
        words = table[sort].map(lambda text: re.findall(r"\w+", text.casefold()))
        if sort == "left":
            words = words.map(lambda found: found[::-1])
        table = table.loc[words.sort_values(kind="stable").index]
    return table[KWIC]


def printed_kwic(table: pd.DataFrame, form: str) -> str:
    """A concordance as it is printed; as text, the match stands in the middle."""
    if form != "table":
        return printed(table, form)
    if table.empty:
        return "No mention."
    return _aligned(table, ["theme", "article"])


def _aligned(table: pd.DataFrame, more: list[str], header: bool = True) -> str:
    """The passages of a table, one below the other, match below match; articles by their titles,
    where they have one.
    """
    titles = table["title"].map(lambda title: shortened(one_line(title), 40))
    table = table.assign(article=titles.where(titles != "", table["article"]))
    table = table[["left", "match", "right", *more]].astype("str")
    table["match"] = table["match"].map(one_line)
    for name in ("right", *more):
        table[name] = table[name].str.ljust(table[name].str.len().max())
    lines = visible(table.to_string(index=False, header=header)).split("\n")
    return "\n".join(line.rstrip() for line in lines)


def gains_and_losses(
    articles: pd.DataFrame, old: Lexicon, new: Lexicon, nested: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What another lexicon changes: theme by theme, and passage by passage.

    Returns `group`, `theme`, `before`, `after` (mentions), `gained`, `lost`, a row a theme of
    either lexicon; and the passages that a theme gained, lost, or took from another (moved),
    columns: PASSAGES. A passage that only another term of its theme finds is no change.
    """
    before = find_mentions(articles, old, nested)
    after = find_mentions(articles, new, nested)
    passages = compare(before, after, articles)
    was = passages[["group_before", "theme_before"]].set_axis(THEME, axis=1)
    changed = (passages[THEME] != was).any(axis=1)
    passages, was = passages[changed], was[changed]
    lost, moved = passages["change"] == "lost", passages["change"] == "moved"
    columns = {"before": before, "after": after, "gained": passages[~lost]}
    columns["lost"] = pd.concat([passages[lost], was[moved]])
    themes = list(dict.fromkeys([*new.themes, *old.themes]))
    table = pd.DataFrame(themes, columns=THEME)
    for name, rows in columns.items():
        sizes = Counter(theme_pairs(rows))
        table[name] = [sizes[pair] for pair in themes]
    labels = theme_labels(table)
    passages = passages.assign(
        theme=[labels[pair] for pair in theme_pairs(passages)],
        theme_before=[labels.get(pair, "") for pair in theme_pairs(was)],
    ).join(concordance(passages, articles)[["left", "right"]])
    return table, passages.merge(articles[META], on="article", how="left")[PASSAGES]


def printed_changes(table: pd.DataFrame, passages: pd.DataFrame, form: str) -> str:
    """What `gains_and_losses` found, as it is printed: CSV has the passages alone."""
    if form == "csv":
        return printed(passages, form)
    if form == "json":
        return f'{{"themes": {printed(table, form)}, "passages": {printed(passages, form)}}}'
    if passages.empty:
        return "The two lexicons find the same passages."
    lines = [printed(table, form)]
    keys = ["theme", "change", "theme_before"]
    for (theme, change, was), rows in passages.groupby(keys, sort=False):
        what = f"{change} by {theme}"
        if change == "moved":
            what = f"moved from {was} to {theme}"
        lines.append(f"\n{visible(plural(len(rows), 'passage') + ' ' + what)}:")
        lines.append(_aligned(rows, ["article"], header=False))
    return "\n".join(lines)
