"""What can be said of options before a kernel starts, once articles and themes are read."""

from __future__ import annotations

import argparse

import pandas as pd

from ..lexicon.model import Lexicon, LexiconError
from ..tables.counts import LEXICON_COLUMNS, lexicon_entries, theme_labels
from ..tables.periods import periods
from ..text.wording import listed
from ..trust.codes import read_codes
from ..trust.coding_sheet import CodesError
from .options import PERIODS, did_you_mean

NOT_COMPARED = (
    "text",
    "words",
    "sentences",
    "paragraphs",
)  # columns of the articles that say nothing of a group of them


class OptionError(ValueError):
    """An option that does not fit the articles or the themes."""


def check_lexicon(lexicon: Lexicon, name: str) -> None:
    """Raise LexiconError for themes that hold no term."""
    if all(term.excluded for term in lexicon.terms):
        raise LexiconError(
            f"{name}: holds no term, so there is nothing to count; write some below a theme, each with '- '"
        )


def check_run(given: argparse.Namespace, articles: pd.DataFrame, lexicon: Lexicon) -> list[str]:
    """Raise OptionError or CodesError where an option of a run fits nothing. Out: a line on codes
    that are left out.
    """
    for option, names in {"by": [given.by], "cluster": (given.cluster or "").split(",")}.items():
        for name in filter(None, names):
            check_column(option, name, articles)
    if given.period and periods(articles, given.period).isna().all():
        raise OptionError(
            f"--period {given.period}: no article has a date that says its {given.period}{_dates(given)}"
        )
    dates = articles["date"][periods(articles, "year").notna()].str[:10]
    if given.since and dates.empty:
        raise OptionError(f"--since {given.since}: no article has a date{_dates(given)}")
    if given.since and (dates < given.since).all():
        raise OptionError(
            f"--since {given.since}: no article is of that time; the latest is of {dates.max()}"
        )
    if not given.codes:
        return []
    codes = read_codes(given.codes, articles, lexicon, unfit="skip")
    misfits = codes.attrs["unfit"]
    more = f" (and {len(misfits) - 1:,} more)" if len(misfits) > 1 else ""
    if codes["code"].isna().all():
        reason = (
            f"nothing in it fits these articles and themes. {misfits[0]}{more}"
            if misfits
            else "no sentence is coded yet"
        )
        raise CodesError(f"--codes {given.codes}: {reason}")
    return [f"left out: {misfits[0]}{more}"] if misfits else []


def _dates(given: argparse.Namespace) -> str:
    return (
        ""
        if "date" in given.columns
        else "; name the column that holds it with --date-column, or give a sources.csv"
    )


def check_column(option: str, name: str, articles: pd.DataFrame) -> None:
    """Raise OptionError where the articles have no such column, or nothing in it."""
    known = [column for column in map(str, articles.columns) if column not in NOT_COMPARED]
    if name not in known:
        near = did_you_mean(name, known, 0.7) or (
            did_you_mean(name, PERIODS, 0.7) and "; a week, month or year goes with --period"
        )
        raise OptionError(
            f"--{option} {name}: the articles have no such column{near or f'; they have {listed(known, 20)}'}"
        )
    if (articles[name].isna() | (articles[name] == "")).all():
        raise OptionError(f"--{option} {name}: no article has anything in that column")


def check_keys(keys: list[str], articles: pd.DataFrame) -> pd.DataFrame:
    """The articles with a column for each period among the keys to count by; OptionError for keys
    that are none.

    An article whose date does not say its month is of "no month".
    """
    known = list(
        dict.fromkeys([*LEXICON_COLUMNS, "paragraph", *PERIODS, *map(str, articles.columns)])
    )
    for key in keys:
        if key not in known:
            there = did_you_mean(key, known, 0.7) or f"; there are {listed(known, 40)}"
            raise OptionError(f"--by {key}: cannot count by that, nothing has the name{there}")
        if key in PERIODS and key not in articles:
            found = periods(articles, key).astype(object)
            if found.isna().all():
                raise OptionError(f"--by {key}: no article has a date that says its {key}")
            articles = articles.assign(**{key: found.fillna(f"no {key}")})
    return articles


def of_theme(mentions: pd.DataFrame, theme: str) -> pd.DataFrame:
    """The mentions of one theme, by its label, its name, or a name that two groups share;
    OptionError where there is none.
    """
    labels = theme_labels(lexicon_entries(mentions))
    pairs = [pair for pair, label in labels.items() if theme in (label, pair[1])]
    if not pairs:
        near = (
            did_you_mean(theme, labels.values())
            or f"; there are {listed(list(labels.values()), 20)}"
        )
        raise OptionError(f"--theme {theme}: the lexicon has no such theme{near}")
    return mentions[
        [pair in pairs for pair in zip(mentions["group"], mentions["theme"], strict=True)]
    ]
