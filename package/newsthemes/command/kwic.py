"""The command `kwic`: every mention with the words beside it."""

from types import SimpleNamespace

import click

from .options import TABLE, Command
from .print_tables import aligned, kwic, printed
from .read_given import read_given


@click.command("kwic", cls=Command, params=[*TABLE])
@click.option(
    "--theme", help='the mentions of one theme: --theme Trade, or --theme "Issues: Trade"'
)
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
    newsthemes kwic press/ --themes mine.yaml --format csv > kwic.csv
    newsthemes kwic press/ --themes mine.yaml --theme Trade --sort left
    """
    inputs, status = read_given(given)
    mentions = inputs.mentions
    if given.theme:
        theme = inputs.lexicon.theme_named(given.theme, "--theme")
        mentions = mentions[mentions["theme"] == theme]
    print(printed(kwic(mentions, inputs.articles, given.sort), given.format, aligned))
    return status
