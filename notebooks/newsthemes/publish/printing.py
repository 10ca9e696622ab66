"""Tables as the commands print them: counts, the concordance, what another lexicon gains and
loses.
"""

from __future__ import annotations

import json
import re
from collections import Counter

import pandas as pd

from ..review.compare import compare, count_changes
from ..tables.concordance import concordance
from ..tables.counts import lexicon_entries, theme_labels
from ..text.characters import visible
from ..text.wording import plural, shortened
from ..trust.coding_sheet import safe

KWIC = ["title", "date", "source", "article", "theme", "term", "left", "match", "right", "sentence"]
PASSAGES = [
    "change",
    "theme",
    "theme_before",
    "term",
    "left",
    "match",
    "right",
    "text",
    "article",
    "title",
    "date",
    "source",
]
THEME, META = ["group", "theme"], ["article", "title", "date", "source"]


def printed(table: pd.DataFrame, form: str) -> str:
    """A table as text to look at, as CSV that spreadsheets do not compute, or as JSON with an
    object a row.

    >>> print(printed(pd.DataFrame({"theme": ["Trade"], "per_1000": [1.2345]}), "json"))
    [{"theme":"Trade","per_1000":1.2345}]
    """
    if form == "csv":
        return safe(table).to_csv(index=False, lineterminator="\n").rstrip("\n")
    if form == "json":
        return table.to_json(orient="records", force_ascii=False)
    return visible(table.round({"per_1000": 2, "share_of_sentences": 3}).to_string(index=False))


def kwic(mentions: pd.DataFrame, articles: pd.DataFrame, sort: str = "article") -> pd.DataFrame:
    """The concordance with what is known of the articles, a row a mention; columns: KWIC.

    `sort` is "left" (by the words before the match, the nearest first), "right" (by those after
    it), or "article".

    >>> from newsthemes import find_mentions, read_lexicon
    >>> toy = pd.DataFrame({"article": ["a"], "text": ["New trade. Free trade. Old trade."]})
    >>> toy = toy.assign(title="", date="", source="")
    >>> kwic(find_mentions(toy, read_lexicon({"Trade": ["trade"]})), toy, "left")["left"].str.split().str[-1].tolist()
    ['Free', 'New', 'Old']
    """
    table = concordance(mentions, articles).merge(articles[META], on="article", how="left")
    table["theme"] = _labels(table[THEME], theme_labels(lexicon_entries(mentions)))
    if sort != "article":
        order = table[sort].map(
            lambda text: re.findall(r"\w+", text.casefold())[:: -1 if sort == "left" else 1]
        )
        table = table.loc[order.sort_values(kind="stable").index]
    return table[KWIC]


def printed_kwic(table: pd.DataFrame, form: str) -> str:
    """A concordance as it is printed; as text, the match stands in the middle."""
    return (
        printed(table, form)
        if form != "table"
        else _aligned(table, ["theme", "article"])
        if len(table)
        else "No mention."
    )


def _aligned(table: pd.DataFrame, more: list[str], header: bool = True) -> str:
    """The passages of a table, one below the other, match below match; articles by their titles,
    where they have one.
    """
    titles = (
        table["title"]
        .astype("str")
        .str.split()
        .str.join(" ")
        .map(lambda title: shortened(title, 40))
    )
    table = table.assign(article=titles.where(titles != "", table["article"]))
    table = table[["left", "match", "right", *more]].astype("str")
    table["match"] = table["match"].str.split().str.join(" ")
    for name in ("right", *more):
        table[name] = table[name].str.pad(table[name].str.len().max(), "right")
    return "\n".join(
        line.rstrip() for line in visible(table.to_string(index=False, header=header)).split("\n")
    )


def _labels(pairs: pd.DataFrame, labels: dict[tuple[str, str], str]) -> list[str]:
    return [labels.get(pair, "") for pair in pairs.itertuples(index=False, name=None)]


def gains_and_losses(
    before: pd.DataFrame, after: pd.DataFrame, articles: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What changed from one mentions table to another: theme by theme, and passage by passage.

    Out: `group`, `theme`, `before`, `after` (mentions), `gained`, `lost`, a row a theme of either
    lexicon; and the passages that a theme gained, lost, or took from another (moved), columns:
    PASSAGES. A passage that only another term of its theme finds is no change.
    """
    passages = compare(before, after, articles)
    was = passages[["group_before", "theme_before"]].set_axis(THEME, axis=1)
    kept = (passages["change"] != "moved") | (passages[THEME] != was).any(axis=1)
    passages, was = passages[kept].reset_index(drop=True), was[kept].reset_index(drop=True)
    gains = passages[passages["change"] != "lost"]
    losses = pd.concat([passages[passages["change"] == "lost"], was[passages["change"] == "moved"]])
    table = count_changes(before, after).drop(columns="change")
    for name, rows in {"gained": gains, "lost": losses}.items():
        sizes = Counter(rows[THEME].itertuples(index=False, name=None))
        table[name] = [sizes[pair] for pair in table[THEME].itertuples(index=False, name=None)]
    sides = concordance(passages, articles)[["left", "right"]]
    labels = theme_labels(table)
    passages = passages.join(sides).assign(
        theme=_labels(passages[THEME], labels), theme_before=_labels(was, labels)
    )
    return table, passages.merge(articles[META], on="article", how="left")[PASSAGES]


def printed_changes(table: pd.DataFrame, passages: pd.DataFrame, form: str) -> str:
    """What `gains_and_losses` found, as it is printed: CSV has the passages alone."""
    if form == "csv":
        return printed(passages, form)
    if form == "json":
        parts = {"themes": table, "passages": passages}
        return json.dumps(
            {name: json.loads(printed(part, form)) for name, part in parts.items()},
            ensure_ascii=False,
        )
    if passages.empty:
        return "The two lexicons find the same passages."
    lines = [printed(table, form)]
    for (theme, change, was), rows in passages.groupby(
        ["theme", "change", "theme_before"], sort=False
    ):
        moved = f"moved from {was} to {theme}" if change == "moved" else f"{change} by {theme}"
        lines += [
            f"\n{visible(plural(len(rows), 'passage') + ' ' + moved)}:",
            _aligned(rows, ["article"], header=False),
        ]
    return "\n".join(lines)
