"""What can be said of options before a kernel starts, once articles and themes are read."""

import warnings
from types import SimpleNamespace

import pandas as pd

from ..articles.formats.column_names import columns_named
from ..lexicon.model import Lexicon, LexiconError
from ..tables.counts import LEXICON_COLUMNS, lexicon_entries, theme_labels, theme_pairs
from ..tables.periods import PERIODS, periods
from ..text.wording import listed
from ..trust.all_sentences import AllSentences
from ..trust.sample_file import SAMPLE_FILE
from ..trust.sheets import CodesError
from .inputs import Inputs

# columns of the articles that say nothing of a group of them
NOT_COMPARED = ("text", "words", "sentences", "paragraphs")
SHOWN = 10  # lines on codes that are left out


class OptionError(ValueError):
    """An option that does not fit the articles or the themes."""


def check_lexicon(lexicon: Lexicon, name: str) -> None:
    """Raise LexiconError for themes that hold no term."""
    if all(term.excluded for term in lexicon.terms):
        todo = "write some below a theme, each with '- '"
        raise LexiconError(f"{name}: holds no term, so there is nothing to count; {todo}")


def check_run(given: SimpleNamespace, inputs: Inputs) -> list[str]:
    """Raise OptionError or CodesError where an option of a run fits nothing. Returns lines on codes
    that are left out.
    """
    articles = inputs.articles
    if given.by:
        check_column("by", given.by, articles)
    for option, name in {"cluster": given.cluster, "period": given.period}.items():
        if name in PERIODS and periods(articles, name).isna().all():
            raise _no_dates(option, name, given.columns)
    if given.cluster not in (None, *PERIODS):
        check_column("cluster", given.cluster, articles)
    misfits = [f"left out: {misfit}" for misfit in inputs.misfits]
    if inputs.sample is not None:
        with warnings.catch_warnings(record=True, action="always") as said:
            name = f"--codes {given.codes}: {SAMPLE_FILE}"
            AllSentences(articles, inputs.lexicon).rows(inputs.sample, name)
        misfits += [str(warning.message) for warning in said]
    if given.codes and inputs.codes["code"].isna().all():
        problem = "no sentence is coded yet that fits these articles and themes"
        raise CodesError("; ".join([f"--codes {given.codes}: {problem}", *misfits[:1]]))
    return misfits[:SHOWN]


def column_named(name: str, articles: pd.DataFrame, columns: dict[str, str]) -> str:
    """The column of the articles that a name means: that of the name, or else what was read from
    such a column of their table. `columns`: ours -> theirs, as they were given.
    """
    known = columns_named([name]) | {ours: [theirs] for ours, theirs in columns.items()}
    if name not in articles:
        for ours, theirs in known.items():
            if name in theirs and (articles[ours] != "").any():
                return ours
    return name


def check_column(option: str, name: str, articles: pd.DataFrame) -> None:
    """Raise OptionError where the articles have no such column, or nothing in it."""
    known = [column for column in map(str, articles.columns) if column not in NOT_COMPARED]
    check_name(f"--{option} {name}: the articles have no such column", name, known)
    if (articles[name].isna() | (articles[name] == "")).all():
        raise OptionError(f"--{option} {name}: no article has anything in that column")


def check_name(problem: str, name: str, known: list[str]) -> None:
    """Raise OptionError for a name that is not known, with those that are."""
    if name not in known:
        raise OptionError(f"{problem}; there are {listed(known, 40)}")


def _no_dates(option: str, period: str, columns: dict[str, str]) -> OptionError:
    problem = f"--{option} {period}: no article has a date that says its {period}"
    if "date" not in columns:
        problem += "; name the column that holds it with --date-column, or give a sources.csv"
    return OptionError(problem)


def check_keys(keys: list[str], articles: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """The articles with a column for each period among the keys to count by; OptionError for keys
    that are none.

    An article whose date does not say its month is of "no month".
    """
    known = [*LEXICON_COLUMNS, "paragraph", *PERIODS, *map(str, articles.columns)]
    known = list(dict.fromkeys(known))
    for key in keys:
        problem = f"--by {key}: cannot count by that, nothing has the name"
        check_name(problem, key, known)
        if key in PERIODS and key not in articles:
            found = periods(articles, key).astype(object)
            if found.isna().all():
                raise _no_dates("by", key, columns)
            articles = articles.assign(**{key: found.fillna(f"no {key}")})
    return articles


def of_theme(mentions: pd.DataFrame, lexicon: Lexicon, theme: str) -> pd.DataFrame:
    """The mentions of one theme, by its label, its name, or a name that two groups share;
    OptionError where there is none.
    """
    labels = theme_labels(lexicon_entries(lexicon))
    pairs = [pair for pair, label in labels.items() if theme in (label, pair[1])]
    if not pairs:
        names, problem = list(labels.values()), f"--theme {theme}: the lexicon has no such theme"
        check_name(problem, theme, names)
    return mentions[[pair in pairs for pair in theme_pairs(mentions)]]
