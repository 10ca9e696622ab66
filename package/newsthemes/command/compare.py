"""The command `compare`: what a second lexicon gains and loses."""

from types import SimpleNamespace

import click

from ..lexicon.read_lexicon import read_lexicon
from .options import FORMAT, NESTED, PATHS, READING, SEVERAL, THEMES, Command
from .print_tables import gains_and_losses, printed, printed_changes
from .read_given import LEFT_OUT, check_lexicon, read_given


@click.command("compare", cls=Command, params=[FORMAT, NESTED, *READING])
@click.argument("old", type=THEMES)
@click.argument("new", type=THEMES)
@click.option("--articles", required=True, multiple=True, type=PATHS, help=SEVERAL)
def print_changes(given: SimpleNamespace) -> int:
    """Print what a second lexicon gains and loses.

    It is shown theme by theme, and passage by passage; csv and json have the passages alone.

    \b
    newsthemes compare old.yaml new.yaml --articles press/
    newsthemes compare old.yaml new.yaml --articles press/ --format csv > passages.csv
    """
    new = read_lexicon(given.new, given.encoding)
    check_lexicon(new, given.new)
    given.values["THEMES"] = given.old
    inputs, status = read_given(given)
    changes = gains_and_losses(inputs.articles, inputs.lexicon, new, inputs.values["NESTED"])
    print(printed(changes, given.format, printed_changes))
    if new.skipped:
        return LEFT_OUT
    return status
