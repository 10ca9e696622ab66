"""The commands that print: count, kwic, compare."""

from types import SimpleNamespace

import click

from ..lexicon.model import check_themes
from ..lexicon.read_lexicon import read_lexicon
from ..tables.counts import counts
from ..tables.periods import PERIODS, check_by
from ..tables.wide_counts import wide
from .options import (
    ARTICLES,
    FILE,
    LEXICON,
    MORE,
    NESTED,
    PATHS,
    READING,
    SEVERAL,
    Command,
    option,
    tell,
)
from .print_tables import aligned, gains_and_losses, kwic, printed, printed_changes
from .read_given import LEFT_OUT, check_lexicon, read_given

BETWEEN_LANGUAGES = (
    "Between languages compare the shares of articles and of sentences, not mentions or rates: one "
    "language says in a word what takes another three."
)
FORMAT = option(
    "--format",
    "how it is printed; csv begins with a byte order mark, for Excel: --format csv",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
)


TABLE = [MORE, ARTICLES, LEXICON, FORMAT, NESTED, *READING]


@click.command(cls=Command, params=[*TABLE])
@click.option(
    "--by",
    help="theme, group, term, article, paragraph, week, month, quarter, year, a column, "
    "or several: --by theme,month",
)
@click.option(
    "--wide", is_flag=True, help="a column a theme, a row an article or other key: --wide"
)
def count(given: SimpleNamespace) -> int:
    """Print how often the themes are mentioned.

    \b
    python3 run.py count press/ --themes mine.yaml
    python3 run.py count press/ --themes mine.dic --by theme,month --format csv > counts.csv
    python3 run.py count press/ --by article --wide --format csv > for-a-regression.csv
    python3 run.py count article.txt --themes mine.yaml --format json
    """
    table_of, by = counts, "theme"
    if given.wide:
        table_of, by = wide, "article"
    inputs, status = read_given(given)
    articles = inputs.articles
    keys = [key.strip() for key in (given.by or by).split(",")]
    for key in PERIODS:
        if key in keys:
            check_by("--by", articles, key)
    if "language" in keys:
        tell(BETWEEN_LANGUAGES)
    if "paragraph" not in keys:  # words and sentences were counted when they were read
        articles = articles.drop(columns="text")
    print(printed(table_of(inputs.mentions, articles, inputs.lexicon, keys), given.format))
    return status


@click.command("kwic", cls=Command, params=[*TABLE])
@click.option("--theme", help="the mentions of one theme: --theme Trade")
@click.option(
    "--sort",
    type=click.Choice(["left", "right", "article"]),
    default="article",
    help="by the words before the match, after it, or as they come: --sort left",
)
def print_kwic(given: SimpleNamespace) -> int:
    """Print every mention with the words beside it.

    That is a concordance, or keyword in context.

    \b
    python3 run.py kwic press/ --themes mine.yaml --format csv > kwic.csv
    python3 run.py kwic press/ --themes mine.yaml --theme Trade --sort left
    """
    inputs, status = read_given(given)
    mentions = inputs.mentions
    if given.theme:
        check_themes("--theme", [given.theme], inputs.lexicon)
        mentions = mentions[mentions["theme"] == given.theme]
    print(printed(kwic(mentions, inputs.articles, given.sort), given.format, aligned))
    return status


@click.command("compare", cls=Command, params=[FORMAT, NESTED, *READING])
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option("--articles", required=True, multiple=True, type=PATHS, help=SEVERAL)
def print_changes(given: SimpleNamespace) -> int:
    """Print what a second lexicon gains and loses.

    It is shown theme by theme, and passage by passage; csv and json have the passages alone.

    \b
    python3 run.py compare old.yaml new.yaml --articles press/
    python3 run.py compare old.yaml new.yaml --articles press/ --format csv > passages.csv
    """
    new = read_lexicon(given.new, given.encoding)
    check_lexicon(new, given.new)
    given.values["THEMES"] = given.old
    inputs, status = read_given(given)
    changes = gains_and_losses(inputs.articles, inputs.lexicon, new, inputs.values["NESTED"])
    print(printed(changes, given.format, printed_changes))
    if new.listed:
        return LEFT_OUT
    return status
