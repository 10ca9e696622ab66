"""The commands that print: count, kwic, compare."""

import sys
from types import SimpleNamespace

import click

from ..lexicon.read_lexicon import read_lexicon
from ..tables.counts import counts
from ..tables.wide_counts import wide
from .check_options import check_keys, check_lexicon, column_named, of_theme
from .options import (
    FILE,
    LEXICON,
    NESTED,
    ONE_OR_MORE,
    PATHS,
    READING,
    Command,
    choice,
    switch,
    taking,
    tell,
)
from .print_tables import gains_and_losses, kwic, printed, printed_changes, printed_kwic
from .read_given import LEFT_OUT, read_given

BETWEEN_LANGUAGES = (
    "Between languages compare the shares of articles and of sentences, not mentions or rates: one "
    "language says in a word what takes another three."
)
FORMAT = choice(
    "--format",
    ["table", "csv", "json"],
    "how it is printed; csv in a file has a byte order mark, for Excel: --format csv",
    "table",
)


@click.command(cls=Command)
@taking(PATHS, LEXICON)
@click.option(
    "--by",
    metavar="KEYS",
    help="theme, group, term, article, paragraph, week, month, quarter, year, a column, "
    "or several: --by theme,month",
)
@switch("--wide", "a column a theme, a row an article or other key: --wide")
@taking(FORMAT, NESTED, READING)
def count(given: SimpleNamespace) -> int:
    """Print how often the themes are mentioned.

    \b
    python3 run.py count press/ --themes mine.yaml
    python3 run.py count press/ --themes mine.dic --by theme,month --format csv > counts.csv
    python3 run.py count press/ --by article --wide --format csv > for-a-regression.csv
    cat article.txt | python3 run.py count - --themes mine.yaml --format json
    """
    table_of, by = counts, "theme"
    if given.wide:
        table_of, by = wide, "article"
    inputs, status = read_given(given)  # which names dates that cannot be read, too
    articles, lexicon, mentions, *_ = inputs
    keys = [key.strip() for key in (given.by or by).split(",") if key.strip()]
    keys = [column_named(key, articles, given.columns) for key in keys]
    articles = check_keys(keys, articles, given.columns)
    if "language" in keys:
        tell(BETWEEN_LANGUAGES)
    if "paragraph" not in keys:  # words and sentences were counted when they were read
        articles = articles.drop(columns="text")
    say(printed(table_of(mentions, articles, lexicon, keys), given.format))
    return status


@click.command("kwic", cls=Command)
@taking(PATHS, LEXICON)
@click.option("--theme", metavar="NAME", help="the mentions of one theme: --theme Trade")
@choice(
    "--sort",
    ["left", "right", "article"],
    "by the words before the match, after it, or as they come: --sort left",
    "article",
)
@taking(FORMAT, NESTED, READING)
def print_kwic(given: SimpleNamespace) -> int:
    """Print every mention with the words beside it.

    That is a concordance, or keyword in context.

    \b
    python3 run.py kwic press/ --themes mine.yaml --format csv > kwic.csv
    python3 run.py kwic press/ --themes mine.yaml --theme Trade --sort left
    """
    inputs, status = read_given(given)
    articles, lexicon, mentions, *_ = inputs
    if given.theme:
        mentions = of_theme(mentions, lexicon, given.theme)
    say(printed_kwic(kwic(mentions, articles, lexicon, given.sort), given.format))
    return status


@click.command("compare", cls=Command)
@click.argument("themes", metavar="OLD", type=FILE)
@click.argument("after", metavar="NEW", type=FILE)
@click.option("--articles", required=True, **ONE_OR_MORE)
@taking(FORMAT, NESTED, READING)
def print_changes(given: SimpleNamespace) -> int:
    """Print what a second lexicon gains and loses.

    It is shown theme by theme, and passage by passage; csv has the passages alone.

    \b
    python3 run.py compare old.yaml new.yaml --articles press/
    python3 run.py compare old.yaml new.yaml --articles press/ --format csv > passages.csv
    """
    after = read_lexicon(given.after, given.encoding)
    check_lexicon(after, given.after)
    inputs, status = read_given(given)
    nested = inputs.values["NESTED"]
    changes = gains_and_losses(inputs.articles, inputs.lexicon, after, nested)
    say(printed_changes(*changes, given.format))
    if after.listed:
        return LEFT_OUT
    return status


def say(found: str) -> None:
    """Print what was found; of CSV only a file or a pipe gets the byte order mark."""
    if sys.stdout.isatty():
        found = found.removeprefix("\ufeff")
    print(found)
