"""The command `suggest`: themes to begin with, from the articles themselves."""

from types import SimpleNamespace

import click

from ..articles.read_articles import read_with_report
from ..report.inputs import values_of
from .options import ARTICLES, MORE, READING, Command
from .read_given import DONE, LEFT_OUT, tell_what_was_read
from .themes_given import suggested_themes


@click.command("suggest", cls=Command, params=[MORE, ARTICLES, *READING])
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="how many themes of each group, else those that are worth reading: --most 100",
)
def print_suggestions(given: SimpleNamespace) -> int:
    """Print themes that the articles suggest, as a themes.yaml to edit.

    They are common issues of news that English articles speak of, their names, and their keywords
    and repeated phrases. Each theme comes with a passage.

    \b
    newsthemes suggest press/ > mine.yaml
    newsthemes --articles press/ --themes mine.yaml
    """
    values, names = values_of(given)
    report = read_with_report(values["ARTICLES"], **values.get("READ", {}))
    tell_what_was_read(report, names)
    print(suggested_themes(report.articles, given.most), end="")
    if report.skipped:
        return LEFT_OUT
    return DONE
