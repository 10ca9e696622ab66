"""Counts articles beyond one machine's memory, and keeps the mentions in a folder, part by part."""

import sys
from pathlib import Path
from typing import Any

import click

from ..lexicon.read_lexicon import read_lexicon
from ..tables.counts import counts
from . import read_counted, read_lazily, read_mentions, start, write_mentions


@click.command()
@click.argument("articles", nargs=-1, required=True, type=Path)
@click.option("--lexicon", required=True, type=Path, help="the themes: --lexicon themes.yaml")
@click.option("--out", required=True, type=Path, help="a folder for the parts, new or of this run")
@click.option("--workers", type=int, help="processes; if not given as many as there are cores")
@click.option("--scheduler", default="", help="a Dask cluster that exists: tcp://host:8786")
@click.option("--nested", type=click.Choice(["drop", "count"]), default="drop")
@click.option("--no-sentences", is_flag=True, help="do not number sentences: three times as fast")
def main(articles: tuple[Path, ...], lexicon: Path, out: Path, **how: Any) -> None:
    """Count articles beyond one machine's memory, and keep the mentions in a folder.

    ARTICLES are Parquet or JSON Lines files with the columns article and text, or text files, or
    folders of these. A run that was killed goes on where it stopped when it is started again. The
    exit status is 1 where an article was not counted.
    """
    try:
        themes, lazily = read_lexicon(lexicon), read_lazily(list(articles))
        with start(how["scheduler"], how["workers"]):
            left_out = write_mentions(lazily, themes, out, how["nested"], not how["no_sentences"])
        table = counts(read_mentions(out), read_counted(out), themes)
    except (ValueError, OSError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(table.to_string(index=False))
    for article, error in left_out.itertuples(index=False):
        click.echo(f"not counted: {article}: {error}", err=True)
    sys.exit(int(len(left_out) > 0))


if __name__ == "__main__":
    main(prog_name="python -m newsthemes.scale")
