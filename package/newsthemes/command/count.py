"""The command `count`: how often the themes are mentioned."""

from types import SimpleNamespace

import click

from ..tables.counts import counts
from .options import TABLE, Command, tell
from .print_tables import printed
from .read_given import read_given

BETWEEN_LANGUAGES = (
    "Between languages compare the shares of articles and of sentences, not mentions or rates: one "
    "language says in a word what takes another three."
)


@click.command(cls=Command, params=[*TABLE])
@click.option(
    "--by",
    help="theme, group, term, article, paragraph, week, month, quarter, year, a column, "
    "or several: --by theme,month",
)
def count(given: SimpleNamespace) -> int:
    """Print how often the themes are mentioned.

    \b
    newsthemes count press/ --themes mine.yaml
    newsthemes count press/ --themes mine.dic --by theme,month --format csv > counts.csv
    newsthemes count article.txt --themes mine.yaml --format json
    """
    inputs, status = read_given(given)
    articles = inputs.articles
    keys = [key.strip() for key in (given.by or "theme").split(",")]
    if "language" in keys:
        tell(BETWEEN_LANGUAGES)
    if "paragraph" not in keys:  # words and sentences were counted when they were read
        articles = articles.drop(columns="text")
    print(printed(counts(inputs.mentions, articles, inputs.lexicon, keys), given.format))
    return status
